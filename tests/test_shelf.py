"""Records that are read back when a page asks for them: each once, as long as there is room."""

import pytest

from plainspoken import shelf
from plainspoken.codec import encode
from plainspoken.folders import Held
from plainspoken.refer import Key
from plainspoken.shelf import Shelf
from tests.test_pages import real

ONE, TWO, THREE = ("derby", "jar-2007"), ("derby", "apa-2006"), ("leicester", "apa-2006")


def stocked(asked: list[Key]) -> Shelf:
    """The real records, noting in `asked` which were read."""
    def fetch(key: Key) -> bytes:
        asked.append(key)
        return encode(Held(real().content.inspections[key], real().content.plans.get(key), "", {}))
    return Shelf(fetch)


def test_what_many_pages_are_made_of_is_read_once() -> None:
    asked: list[Key] = []
    held = stocked(asked)
    for _ in range(3):
        for key in (ONE, TWO, THREE):
            assert held[key].inspection == real().content.inspections[key]
    assert asked == [ONE, TWO, THREE]


def test_where_there_is_no_more_room_the_record_read_first_goes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shelf, "AT_HAND", 2)
    asked: list[Key] = []
    held = stocked(asked)
    for key in (ONE, TWO, THREE, THREE, TWO, ONE):
        assert held[key].inspection == real().content.inspections[key]
    assert asked == [ONE, TWO, THREE, ONE]


def test_there_is_room_for_a_national_portal() -> None:
    """Every kind of page of the whole goes through all records: with room for fewer, each kind reads them all again."""
    assert shelf.AT_HAND >= 10_000
