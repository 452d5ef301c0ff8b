"""The index of a portal -> a task for each place: its own inspections, and those that they or their pages speak of."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from plainspoken.codec import digest
from plainspoken.gather import Gathered
from plainspoken.references import key_of

PART = 250
"""Inspections of one place that a worker makes the pages of at a time."""


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

    def names(self, home: str) -> list[str]:
        """The inspections that the pages about a place are made of, its own first."""
        about = self.homes.get(home, [])
        near: dict[str, None] = dict.fromkeys(about)
        for name in about:
            kept = self.found.kept[name]
            asking = self.asking.get(kept.entry.card.framework, "") if kept.entry.planned else ""
            near.update(dict.fromkeys(other for other in (*kept.beyond, *self.pointing.get(name, ()), asking) if other in self.found.kept))
        return list(near)

    def key(self, home: str, salt: bytes) -> bytes:
        """Stands for the records that the pages about a place are made of."""
        names, evidence = self.names(home), next(iter(self.found.base.evidence.values()), None)
        traced = [repr((evidence.inspections.get(name), evidence.plans.get(name))).encode() for name in names] if evidence else []
        return digest(salt, home.encode(), *(part for name in names for part in (name.encode(), self.found.digests[name])), *traced)

    def pages(self, home: str) -> int:
        """About how many pages a place has."""
        own = [self.found.kept[name].entry for name in self.homes.get(home, []) if key_of(name)[0] == home]
        return 3 + sum(1 + entry.planned + 3 * entry.told for entry in own)

    def parts(self, home: str) -> Iterator[list[str]]:
        """The inspections of a place whose own pages are made together."""
        own = [name for name in self.homes.get(home, []) if key_of(name)[0] == home]
        for start in range(0, max(len(own), 1), PART):
            yield own[start:start + PART]
