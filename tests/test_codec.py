"""Records go to bytes and come back, without places and without surprises."""

from dataclasses import replace

import pytest

from plainspoken import codec, content
from plainspoken.codec import Unreadable, decode, digest, encode, forget_places
from plainspoken.problems import NOWHERE, Place, Text
from plainspoken.records import Inspection
from tests.conftest import ROOT


def test_every_real_record_comes_back_equal_and_without_places() -> None:
    found, problems = content.read(ROOT / "content")
    assert not problems
    looked = 0
    for one in found.inspections.values():
        back = decode(encode(one), Inspection)
        assert back == one
        forget_places(one)
        assert one.place == NOWHERE and all(item.place == NOWHERE for item in (*one.findings, *one.judgements))
        assert encode(one) == encode(decode(encode(one), Inspection))
        looked += len(one.findings)
    assert looked > 700


def test_what_moves_down_a_line_has_the_same_bytes() -> None:
    found, _ = content.read(ROOT / "content")
    one = found.inspections["derby", "apa-2006"]
    moved = replace(one, place=Place("elsewhere", 9, 9))
    for record in (one, moved):
        forget_places(record)
    assert encode(one) == encode(moved)


@pytest.mark.parametrize("data", [b"", b"\xc1", b"\x93\x01\x02\x03", b"\x81\xa1a\x01", encode({"framework": 7}), encode("x" * 99)])
def test_bytes_that_are_no_record_are_refused_and_nothing_else_is_built(data: bytes) -> None:
    with pytest.raises(Unreadable):
        decode(data, Inspection)


def test_a_digest_keeps_parts_apart() -> None:
    assert digest(b"ab", b"c") != digest(b"a", b"bc") != digest(b"abc")
    assert len(digest()) == 16


def test_a_text_is_written_as_a_string_and_a_function_by_its_name() -> None:
    assert encode(Text("a", Place("f", 1, 1))) == encode("a")
    assert decode(encode(codec.digest), str) == "plainspoken.codec.digest"
    with pytest.raises(TypeError):
        encode(object())
