"""Records that are read back when a page asks for them, so that a whole portal need not fit into memory."""

from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import TypeVar

from plainspoken import codec
from plainspoken.content import Content
from plainspoken.folders import Held
from plainspoken.plans import Plan
from plainspoken.refer import Key

T = TypeVar("T")

AT_HAND = 20_000
"""Folders whose records are kept once they were read, of some 20 KB each. Many kinds of pages of the whole go through all of them."""


class Shelf:
    """The records of every folder, each as bytes somewhere until it is asked for."""

    def __init__(self, fetch: Callable[[Key], bytes]) -> None:
        """`fetch` gives the bytes of a folder's Held."""
        self.fetch = fetch
        self._held: OrderedDict[Key, Held] = OrderedDict()

    def __getitem__(self, key: Key) -> Held:
        held = self._held.get(key)
        if held is None:
            held = self._held[key] = codec.decode(self.fetch(key), Held)
            if len(self._held) > AT_HAND:
                self._held.popitem(last=False)
        return held


class Row(Mapping[Key, T]):
    """One part of the records of some folders."""

    def __init__(self, shelf: Shelf, keys: Mapping[Key, None], part: Callable[[Held], T]) -> None:
        self.shelf, self.keys_, self.part = shelf, keys, part

    def __getitem__(self, key: Key) -> T:
        if key not in self.keys_:
            raise KeyError(key)
        return self.part(self.shelf[key])

    def __contains__(self, key: object) -> bool:
        return key in self.keys_

    def __iter__(self) -> Iterator[Key]:
        return iter(self.keys_)

    def __len__(self) -> int:
        return len(self.keys_)


def stocked(base: Content, shelf: Shelf, every: Mapping[Key, None], planned: Mapping[Key, None], told: Mapping[Key, None]) -> Content:
    """Content whose inspections stand on the shelf; `planned` and `told` are those with a plan and with a story."""
    return replace(base, inspections=Row(shelf, every, lambda held: held.inspection), plans=Row(shelf, planned, _plan),
                   summaries=Row(shelf, every, lambda held: held.summary), tales=Row(shelf, told, lambda held: held.tales))


def _plan(held: Held) -> Plan:
    if held.plan is None:
        raise KeyError
    return held.plan
