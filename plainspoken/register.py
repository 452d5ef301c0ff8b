"""Portal -> the register: all that inspectors asked for, each with its answer and its progress, and indexes over it.

The answer is what a published plan makes of it; the progress is what the newest paper says has become of it. They are
two things and stay so: nothing here makes one state of both.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise
from typing import TypeVar

from plainspoken import urls
from plainspoken.dates import Dates
from plainspoken.plans import Answer, Plan
from plainspoken.portal import Card, Portal, Statement
from plainspoken.records import Finding, Recommendation
from plainspoken.refer import Key, Reference
from plainspoken.settings import Interface

T = TypeVar("T")

LATEST = 100
"""Entries that a page lists when there are more; an authority's page alone lists all of its own."""
SPLIT = 200
"""Entries up to which it does. A longer list is split by year, so that a new inspection moves no other page."""
UNDATED = "unknown"
"""The year of entries whose inspection has no date, as addresses name it."""

NONE_PUBLISHED, NO_EVIDENCE = "none-published", "no-public-evidence"
COUNCILS = frozenset({"not-started", "under-way", "council-says-done"})
"""States of progress whose mark is the council's, where nobody is in them yet."""


@dataclass(frozen=True, slots=True)
class Answered:
    """What a published plan makes of a recommendation."""

    state: str
    on: Dates
    source: str
    where: tuple[str, ...]
    read: bool
    """It is our reading: the plan does not use the word."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that inspectors asked for, or saw and a later paper returns to."""

    key: Key
    also: tuple[str, ...]
    """Other authorities it was asked of."""
    inspection: str
    """What the inspection is called."""
    date: Dates
    """When it was."""
    id: str
    number: str
    called: str
    """What the paper calls it; empty for a recommendation that is called so."""
    text: str
    topics: tuple[str, ...]
    band: str
    """Id of its time band; empty where it has none."""
    within: str
    """Its time band as printed."""
    source: str
    where: tuple[str, ...]
    answered: Answered | None
    said: tuple[Statement, ...]
    """What papers say has become of it, oldest first."""
    asked: bool = True
    """Inspectors asked for it; else they only saw it, and a later paper returns to it."""

    @property
    def places(self) -> tuple[str, ...]:
        """The authorities it was asked of."""
        return tuple(dict.fromkeys((self.key[0], *self.also)))

    @property
    def answer(self) -> str:
        """The state of its answer."""
        return self.answered.state if self.answered else NONE_PUBLISHED

    @property
    def progress(self) -> str:
        """The state of its progress: the newest statement's."""
        return self.said[-1].state if self.said else NO_EVIDENCE

    @property
    def council(self) -> bool:
        """The newest statement is the council's own."""
        return bool(self.said) and self.said[-1].council


@dataclass(frozen=True, slots=True)
class Tally:
    """Entries counted, so that a page need not carry them all."""

    count: int
    """Of what was asked for."""
    returned: int
    """Of findings that asked for nothing, and that a later paper returns to."""
    answers: dict[str, int]
    read: int
    """How many answers are our reading of a plan."""
    progress: dict[tuple[str, bool], int]
    """Of both, by state, and by whether it is the council's own word."""
    inspections: int
    """In which something was asked for."""
    places: int
    """Of which something was."""

    @property
    def answered(self) -> int:
        """How many have an answer in a paper that is held."""
        return self.count - self.answers.get(NONE_PUBLISHED, 0)


FACETS: dict[str, Callable[[Entry], tuple[str, ...]]] = {
    "topics": lambda entry: entry.topics,
    "authorities": lambda entry: entry.places,
    "time-bands": lambda entry: (entry.band,) if entry.band else (),
    "answers": lambda entry: (entry.answer,) if entry.asked else (),
    "progress": lambda entry: (entry.progress,),
}
"""What the register can be looked through by, as its addresses name it -> an entry's values."""


@dataclass(frozen=True)
class Register:
    """Every entry, newest inspection first, and the pages it fills."""

    entries: tuple[Entry, ...]

    @cached_property
    def pages(self) -> dict[tuple[str, str], tuple[Entry, ...]]:
        """The entries of each value of each facet: (topics, id of a topic) and the like."""
        found: dict[tuple[str, str], list[Entry]] = {}
        for entry in self.entries:
            for facet, values in FACETS.items():
                for value in values(entry):
                    found.setdefault((facet, value), []).append(entry)
        return {page: tuple(entries) for page, entries in found.items()}

    @cached_property
    def _places(self) -> dict[tuple[str, str], set[str]]:
        return {page: {entry.key[0] for entry in entries} for page, entries in self.pages.items()}

    def addresses(self, states: Iterable[tuple[str, str]], place: str = "") -> dict[tuple[str, str], str]:
        """The page of each state, at its part about the place where there is something to tell of it."""
        return {page: urls.register(*page, place if place in self._places.get(page, ()) else "") for page in states}


def states_of(words: Interface) -> list[tuple[str, str]]:
    """Every state that has a page: (answers, accepted) and the like."""
    return [*(("answers", state) for state in words.answers), *(("progress", state) for state in words.progress)]


def listed(facet: str, entries: Sequence[Entry]) -> Sequence[Entry]:
    """The entries that a page of this facet lists."""
    return entries if facet == "authorities" and len(entries) <= SPLIT else entries[:LATEST]


def by_year(facet: str, entries: Sequence[Entry]) -> dict[str, tuple[Entry, ...]]:
    """The lists by year of an authority whose page cannot list all; of any other page none."""
    if facet != "authorities" or len(entries) <= SPLIT:
        return {}
    years = dict.fromkeys(entry.date.year or UNDATED for entry in entries)
    return {year: tuple(entry for entry in entries if (entry.date.year or UNDATED) == year) for year in years}


def tally(entries: Sequence[Entry]) -> Tally:
    """Entries counted by answer and by progress."""
    asked = [entry for entry in entries if entry.asked]
    return Tally(len(asked), len(entries) - len(asked), dict(Counter(entry.answer for entry in asked)),
                 sum(entry.answered is not None and entry.answered.read for entry in asked),
                 dict(Counter((entry.progress, entry.council) for entry in entries)),
                 len({entry.key for entry in asked}), len({entry.key[0] for entry in asked}))


def by(name: Callable[[Entry], T], entries: Sequence[Entry]) -> dict[T, Tally]:
    """Entries counted apart, by place or by inspection."""
    found: dict[T, list[Entry]] = {}
    for entry in entries:
        found.setdefault(name(entry), []).append(entry)
    return {one: tally(mine) for one, mine in found.items()}


def states(found: Tally, words: Sequence[str]) -> list[tuple[str, bool, int]]:
    """How many stand in each state of progress, in the order of the words: (state, whose word it is, how many).

    A state that both the council and inspectors have spoken of stands twice; one that nobody has, once with 0.
    """
    rows = []
    for state in words:
        voices = [council for council in (True, False) if (state, council) in found.progress] or [state in COUNCILS]
        rows += [(state, council, found.progress.get((state, council), 0)) for council in voices]
    return rows


def bands(reference: Reference) -> dict[str, list[tuple[str, str]]]:
    """Every time band by its id, the soonest first as far as frameworks agree -> (framework, its words for it).

    Frameworks that give a band the same id mean the same time, each in words of its own, and share a page.
    """
    found: dict[str, list[tuple[str, str]]] = {}
    order: TopologicalSorter[str] = TopologicalSorter()
    for framework in reference.frameworks.values():
        for band in framework.time_bands:
            found.setdefault(band.id, []).append((framework.short or framework.name, band.label))
            order.add(band.id)
        for sooner, later in pairwise(framework.time_bands):
            order.add(later.id, sooner.id)
    try:
        return {band: found[band] for band in order.static_order()}
    except CycleError:
        return found


def build(portal: Portal) -> Register:
    """The register of a portal."""
    dated = sorted(portal.cards.values(), key=lambda card: card.key)
    dated.sort(key=lambda card: card.date.sort if card.date.spans else "", reverse=True)
    return Register(tuple(_entry(portal, card, one, asked) for card in dated
                          for asked, several in ((True, portal.asked(card.key)), (False, portal.returned_to(card.key))) for one in several))


def _entry(portal: Portal, card: Card, one: Recommendation | Finding, asked: bool) -> Entry:
    plan = portal.content.plans.get(card.key)
    answer = next((answer for answer in plan.answers if answer.recommendation == one.id), None) if plan else None
    labels = {band.id: band.label for band in portal.reference.frameworks[card.framework].time_bands}
    band = (one.within or "") if isinstance(one, Recommendation) else ""
    called = one.called or ("" if isinstance(one, Recommendation) else portal.reference.settings.finding_kinds[one.kind])
    return Entry(card.key, card.also, card.title, card.date, one.id, (one.number or "") if isinstance(one, Recommendation) else "", called,
                 one.text, one.topics, band, labels.get(band, ""), one.source or card.source, one.where,
                 _answered(answer, plan) if answer and plan else None, portal.statements[card.key].get(one.id, ()), asked)


def _answered(answer: Answer, plan: Plan) -> Answered:
    return Answered(answer.answer, plan.published, plan.source, answer.where, answer.why is not None)
