"""What was seen in a file is found again, and seen again where the memo has lost it."""

import hashlib
from collections.abc import Iterator

from plainspoken import links, sights
from plainspoken.audit import look
from plainspoken.making import Made
from plainspoken.memo import Memo

BODIES = {f"{number}/index.html": f'<!DOCTYPE html><title>{number}</title><main id="m{number}"><a href="../0/index.html#m0">0</a></main>'.encode()
          for number in range(1200)}


def made() -> Iterator[Made]:
    for path, body in BODIES.items():
        packed, ids = links.pack(look(path, body))
        yield Made(path, b"key", sha256=hashlib.sha256(body).digest(), size=len(body), links=packed, ids=ids)


def test_what_was_seen_lies_in_the_memo_and_is_found_there_in_order() -> None:
    with Memo() as memo:
        bare = sights.put(made(), memo)
        assert not any(one.links or one.ids for one in bare) and len(bare) == len(BODIES)
        found = list(sights.of(bare, memo, lambda path: b""))
    assert [path for path, _ in found] == list(BODIES)
    assert all(links.unpacked(ids) == [f"m{path.partition('/')[0]}"] for path, (_, ids) in found)
    assert links.unpacked(found[7][1][0]) == ["0/index.html\tm0"]


def test_what_the_memo_has_lost_is_looked_at_again() -> None:
    with Memo() as memo:
        expected = list(sights.of(sights.put(made(), memo), memo, BODIES.__getitem__))
    with Memo() as empty:
        assert list(sights.of(made(), empty, BODIES.__getitem__)) == expected
        files = list(made())
        empty.put({sights.key(files[3]): b"no sight"})
        assert list(sights.of(files, empty, BODIES.__getitem__)) == expected


def test_a_file_that_is_as_it_was_stays_as_it_is_known() -> None:
    same = Made("a.html", b"", same=True)
    with Memo() as memo:
        assert sights.put([same], memo) == [same] and memo.get(sights.key(same)) is None
