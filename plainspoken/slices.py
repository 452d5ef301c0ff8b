"""The index of a portal -> a task for some inspections of each place: what pages about them are made of, and no more."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from plainspoken.codec import digest, encode
from plainspoken.crew import Parcel
from plainspoken.folders import Entry
from plainspoken.gather import Gathered
from plainspoken.making import Before, Kit, Slice
from plainspoken.references import key_of

PART = 100
"""Inspections up to which a place is one task. Of one that has more, the pages about the place itself are a task, and so are those about
each so many of its inspections: an edit there has no more to look through than these.
"""


@dataclass(frozen=True, slots=True)
class Share:
    """What one task makes. Inspections are told by their names."""

    unit: str
    """What its files are filed under."""
    home: str
    mine: list[str]
    """Those whose own pages it makes."""
    first: bool
    """It makes the pages about the place itself."""
    records: list[str]
    """Those whose records these pages are made of."""
    beside: list[str]
    """Others of the place, of which their cards are enough."""


@dataclass
class Slices:
    """Which inspections the pages about each place are made of."""

    found: Gathered
    homes: dict[str, list[str]] = field(default_factory=dict)
    """The inspections about each place, its own and those it shares."""
    pointing: dict[str, list[str]] = field(default_factory=dict)
    """Those that look for another, by that one."""
    asking: dict[str, str] = field(default_factory=dict)
    """What asked plans of a framework for their elements, by the framework."""

    def __post_init__(self) -> None:
        homes, pointing = defaultdict(list), defaultdict(list)
        for name, kept in self.found.kept.items():
            for home in dict.fromkeys((name.partition("/")[0], *kept.entry.card.also)):
                homes[home].append(name)
            for other in kept.beyond:
                pointing[other].append(name)
        self.homes, self.pointing = dict(homes), dict(pointing)
        self.asking = {name: one.plan_elements_asked_by.partition("#")[0] for name, one in self.found.base.frameworks.items() if one.plan_elements_asked_by}

    def _entry(self, name: str) -> Entry:
        return self.found.kept[name].entry

    def shares(self, home: str) -> Iterator[Share]:
        """The tasks of a place."""
        about = self.homes.get(home, [])
        own = [name for name in about if key_of(name)[0] == home]
        whole = len(about) <= PART
        yield self.place(home, own if whole else [])
        for start in range(0, 0 if whole else len(own), PART):
            yield self.of(home, own[start:start + PART], f"{home}/{start // PART + 1}")

    def place(self, home: str, mine: list[str]) -> Share:
        """The task that makes the pages about a place, and those of some of its inspections."""
        return Share(home, home, mine, True, self._near(self.homes.get(home, [])), [])

    def of(self, home: str, mine: list[str], unit: str = "") -> Share:
        """The task that makes the pages of some inspections of a place, and not those about the place."""
        near = dict.fromkeys(self._near(mine))
        return Share(unit, home, mine, False, list(near), [name for name in self.homes[home] if name not in near])

    def _near(self, names: Iterable[str]) -> list[str]:
        """Inspections, and those that they, or their pages, speak of."""
        near: dict[str, None] = dict.fromkeys(names)
        for name in list(near):
            kept = self.found.kept[name]
            asking = self.asking.get(kept.entry.card.framework, "") if kept.entry.planned else ""
            near.update(dict.fromkeys(other for other in (*kept.beyond, *self.pointing.get(name, ()), asking) if other in self.found.kept))
        return list(near)

    def key(self, share: Share, salt: bytes) -> bytes:
        """Stands for the records that its pages are made of."""
        evidence = next(iter(self.found.base.evidence.values()), None)
        traced = [(evidence.inspections.get(name), evidence.plans.get(name)) for name in share.records] if evidence else []
        records = [(name, self.found.digests[name]) for name in share.records]
        return digest(salt, encode((share.unit, share.mine, share.first, records, traced)), self._beside(share))

    def _beside(self, share: Share) -> bytes:
        entries = map(self._entry, share.beside)
        return encode([entry.card for entry in entries if not entry.withdrawn]) if share.beside else b""

    def pages(self, share: Share) -> int:
        """About how many pages it makes."""
        entries = map(self._entry, share.mine)
        return 3 * share.first + sum(1 + entry.planned + 3 * entry.told for entry in entries)

    def task(self, share: Share, kit: Parcel[Kit], before: Before) -> Slice:
        """What a worker is sent; `before` is what is known of its files from the build before."""
        return Slice(kit, share.unit, share.home, {key_of(name): self.found.held(name) for name in share.records}, self._beside(share),
                     frozenset(map(key_of, share.mine)), share.first, before)
