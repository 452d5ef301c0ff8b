"""What a page looked up in the reference while it was made: it is made again when one of these has changed, or its own parts.

To look through all entries of a mapping is to look up every one of them.
"""

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from plainspoken.refer import Reference

K = TypeVar("K")
V = TypeVar("V")

Lookup = tuple[str, str]
"""(mapping of the reference, name in it), the name ALL for every one. A thread's is authority/topic."""
ALL = "*"
FEW = 1 << 16
"""Numbers that two bytes can hold."""
THREADS = "threads"
WATCHED = ("frameworks", "authorities", "sources", "topics", THREADS, "successors", "withdrawn")
"""Mappings that are noted name by name. The rest of the reference is in the making of every page."""


class Table:
    """The lookups of several pages, each with a number, so that a page's own are told in few bytes."""

    def __init__(self, lookups: Iterable[Lookup] = ()) -> None:
        self.numbers = {one: number for number, one in enumerate(lookups)}

    def __iter__(self) -> Iterator[Lookup]:
        return iter(self.numbers)

    def pack(self, seen: Iterable[Lookup]) -> bytes:
        """Their numbers, packed in as few bytes as they need; each that is new gets the next one."""
        numbers = self.numbers
        found = [numbers.setdefault(one, len(numbers)) for one in sorted(seen)]
        size = b"H" if len(numbers) <= FEW else b"I"
        return size + array(size.decode(), found).tobytes()


def unpacked(packed: bytes, table: Sequence[Lookup]) -> list[Lookup]:
    """Lookups by the numbers that a table gave them."""
    return [table[number] for number in array(packed[:1].decode(), packed[1:])] if packed else []


class Watched(Mapping[K, V]):
    """A mapping that notes what is looked up in it."""

    def __init__(self, kind: str, values: Mapping[K, V], seen: set[Lookup]) -> None:
        self.kind, self.values_, self.seen = kind, values, seen
        self.noted: set[object] = set()
        """Names already noted: most are asked for many times."""

    def __getitem__(self, name: K) -> V:
        if name not in self.noted:
            self._note(name)
        return self.values_[name]

    def __contains__(self, name: object) -> bool:
        if name not in self.noted:
            self._note(name)
        return name in self.values_

    def _note(self, name: object) -> None:
        self.noted.add(name)
        self.seen.add((self.kind, named(name)))

    def __iter__(self) -> Iterator[K]:
        self.seen.add((self.kind, ALL))
        return iter(self.values_)

    def __len__(self) -> int:
        self.seen.add((self.kind, ALL))
        return len(self.values_)


def named(name: object) -> str:
    """A key as a lookup has it."""
    return "/".join(name) if isinstance(name, tuple) else str(name)


def thread(name: str) -> tuple[str, str]:
    """The key of a thread from its name in a lookup."""
    authority, _, topic = name.partition("/")
    return authority, topic


def watched(reference: Reference, seen: set[Lookup]) -> Reference:
    """The reference, noting into `seen` what is looked up in it."""
    mappings: dict[str, Any] = {kind: Watched(kind, getattr(reference, kind), seen) for kind in WATCHED}
    return replace(reference, **mappings)
