"""What an audit saw in each file that was made: its links and its ids, as `links.py` packs them.

They lie in the memo and not at hand, since a portal has many, and each is asked for once.
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from plainspoken import audit, links
from plainspoken.codec import Unreadable, decode, digest, encode
from plainspoken.making import Made
from plainspoken.memo import Memo, version

SOME = 500
"""Files that are looked up at a time."""

Sight = tuple[bytes, bytes]
"""(links, ids), packed."""


def key(made: Made) -> bytes:
    """Where the memo has what was seen in a file."""
    return digest(b"sight", version(), made.path.encode(), made.sha256)


def put(made: Iterable[Made], memo: Memo) -> list[Made]:
    """The files without what was seen in them, which the memo has from now on."""
    fresh = list(made)
    memo.put({key(one): encode((one.links, one.ids)) for one in fresh if not one.same})
    return [one if one.same else one._replace(links=b"", ids=b"") for one in fresh]


def of(made: Iterable[Made], memo: Memo, body: Callable[[str], bytes]) -> Iterator[tuple[str, Sight]]:
    """The path of each file and what was seen in it; it is looked at again, `body` giving its bytes, where the memo has lost that."""
    files = iter(made)
    while some := {key(one): one.path for one in islice(files, SOME)}:
        held = memo.many(some)
        for name, path in some.items():
            yield path, _opened(held.get(name)) or links.pack(audit.look(path, body(path)))


def _opened(held: bytes | None) -> Sight | None:
    try:
        return decode(held, tuple[bytes, bytes]) if held else None
    except Unreadable:
        return None
