"""Records that are read back when a page asks for them, so that a whole portal need not fit into memory."""

from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import replace

from plainspoken import codec
from plainspoken.content import Content
from plainspoken.folders import Held
from plainspoken.picked import Picked
from plainspoken.plans import Plan
from plainspoken.refer import Key

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


def stocked(base: Content, shelf: Shelf, every: Iterable[Key], planned: Iterable[Key], told: Iterable[Key]) -> Content:
    """Content whose inspections stand on the shelf; `planned` and `told` are those with a plan and with a story."""
    return replace(base, inspections=Picked(every, lambda key: shelf[key].inspection), plans=Picked(planned, lambda key: _plan(shelf[key])),
                   summaries=Picked(every, lambda key: shelf[key].summary), tales=Picked(told, lambda key: shelf[key].tales))


def _plan(held: Held) -> Plan:
    if held.plan is None:
        raise KeyError
    return held.plan
