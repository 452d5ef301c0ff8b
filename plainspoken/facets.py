"""Portal -> its inspections by region, kind of authority, kind of inspection, year, area, topic and authority: what their lists hold.

What an area is across kinds of inspection: each framework has areas of its own, and those of two may only look alike. So
every area has a list of its own below its framework, and areas of several stand in one list only where the publisher
gave them a theme.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import chain
from typing import NamedTuple

from plainspoken.appearances import ASKED, FIGURE, SPOKE, spoken_of
from plainspoken.plans import Plan
from plainspoken.portal import Card, Portal
from plainspoken.recall import remembered
from plainspoken.records import Finding, Inspection, Judgement
from plainspoken.refer import Key
from plainspoken.reference import Authority, Framework
from plainspoken.references import areas, numbered

REGIONS, KINDS, FRAMEWORKS, YEARS, AREAS, TOPICS, AUTHORITIES = "regions", "kinds", "frameworks", "years", "areas", "topics", "authorities"
"""What inspections can be looked through by, as addresses name it."""

UNDATED = "unknown"
"""The year of inspections whose date is not known, as addresses name it."""

SPLIT = 200
"""Rows up to which a list stands on one page. A longer one is split by year, so that a new record moves no other page; a year is whole."""

LATEST = 50
"""Inspections that a page shows of a list that is split, and of all."""

IN_FULL = 6
"""Inspections that the page of an authority tells in full. Each has a column in the table of concerns, beside the concern's name and
the count of earlier papers: a seventh does not fit a window 768 pixels wide, nor one of 1,000, where the margin takes what is won."""

IN_ALL = 12
"""Inspections that it shows, with those of which little more is known than that they took place: they take a line, and no column."""

PLANNED = "planned"
"""Said by the council's plan, of whatever kind."""

Path = tuple[str, ...]
"""A list as its address names it: (regions, a region), (frameworks, a framework, areas, one of its areas)."""


@dataclass(frozen=True, slots=True)
class Listed:
    """An inspection in a list."""

    card: Card
    judged: tuple[Judgement, ...] = ()
    """What it decided of the area that the list is about."""
    told: dict[str, int] = field(default_factory=dict)
    """How often it asked for, spoke of and counted what the list is about, and how often its plan did."""

    @property
    def year(self) -> str:
        """The year it is filed under, as addresses name it."""
        return self.card.year or UNDATED


def newest_first(cards: Iterable[Card]) -> list[Card]:
    """Cards, the newest first, those without a date last."""
    return sorted(sorted(cards, key=lambda card: card.key), key=lambda card: card.date.sort if card.date.spans else "", reverse=True)


def latest(cards: Iterable[Card]) -> list[Card]:
    """Those of an authority's inspections that its own page shows, the newest first. Where that is not all, a list holds them all."""
    found, full = list[Card](), 0
    for card in newest_first(cards):
        full += takes_room(card)
        if full > IN_FULL or len(found) == IN_ALL:
            break
        found.append(card)
    return found


def takes_room(card: Card) -> bool:
    """Whether it may have a column in a table: it gave grades, or something was found, asked for or counted."""
    return any(card.counts[kind] for kind in ("findings", "recommendations", "figures")) or any(one.grade for one in card.headline) or (
        card.counts["judgements"] > len(card.headline))


def listed(cards: Iterable[Card]) -> tuple[Listed, ...]:
    """Inspections as lists have them, the newest first."""
    return tuple(map(Listed, newest_first(cards)))


def by_year(rows: Sequence[Listed]) -> dict[str, tuple[Listed, ...]]:
    """Rows apart by year, the newest first."""
    found: dict[str, list[Listed]] = {}
    for row in rows:
        found.setdefault(row.year, []).append(row)
    return {year: tuple(mine) for year, mine in found.items()}


def is_split(path: Path, rows: Sequence[Listed]) -> bool:
    """Whether a list is too long for one page; a year's never is."""
    return len(rows) > SPLIT and YEARS not in path[::2]


def build(portal: Portal) -> dict[Path, tuple[Listed, ...]]:
    """Every list that holds something, by its path."""
    found: dict[Path, list[Listed]] = {}
    spoken, many = _spoken(portal), _many(portal.cards.values())
    for row in listed(portal.named.values()):
        for path in (*_homes(portal.reference.authorities, (row.card.key[0], *row.card.also), many), *_kinds(row.card)):
            found.setdefault(path, []).append(row)
        inspection = portal.content.inspections[row.card.key]
        for path, names in _areas(inspection, portal.reference.frameworks[inspection.framework]).items():
            judged = tuple(one for one in inspection.judgements if one.area in names or one.aspect in names)
            told = _told(inspection, names, portal.reference.settings.improvement_kinds)
            if judged or told:
                found.setdefault(path, []).append(replace(row, judged=judged, told=told))
        for topic, counts in spoken.get(row.card.key, {}).items():
            found.setdefault((TOPICS, topic), []).append(replace(row, told=dict(counts)))
    return {path: tuple(rows) for path, rows in found.items()}


def _many(cards: Iterable[Card]) -> set[str]:
    """The authorities whose own pages do not show all their inspections."""
    found: dict[str, list[Card]] = {}
    for card in cards:
        for name in dict.fromkeys((card.key[0], *card.also)):
            found.setdefault(name, []).append(card)
    return {name for name, mine in found.items() if len(mine) > IN_FULL and len(latest(mine)) < len(mine)}


def _homes(known: Mapping[str, Authority], names: Iterable[str], many: Collection[str]) -> Iterator[Path]:
    """Where an inspection of these authorities stands: each list once. `many` are those with a list of their own."""
    places = {name: known[name] for name in names}
    yield from dict.fromkeys((REGIONS, place.region) for place in places.values() if place.region)
    yield from dict.fromkeys((KINDS, place.kind) for place in places.values())
    yield from ((AUTHORITIES, name) for name in places if name in many)


def _kinds(card: Card) -> tuple[Path, Path]:
    """Where it stands by what it is and when it was."""
    return (FRAMEWORKS, card.framework), (YEARS, card.year or UNDATED)


def _areas(inspection: Inspection, framework: Framework) -> dict[Path, frozenset[str]]:
    """Lists an inspection may stand in by what it is about -> the areas of its framework that this means."""
    return {(AREAS, one.name) if one.theme else (FRAMEWORKS, inspection.framework, AREAS, one.name): one.areas for one in _meant(framework)}


class Meant(NamedTuple):
    """An area of a framework, or a theme that some of its areas are of."""

    name: str
    theme: bool
    areas: frozenset[str]


@remembered
def _meant(framework: Framework) -> tuple[Meant, ...]:
    """Every area, each before the theme that it is the first of."""
    found: dict[tuple[str, bool], set[str]] = {}
    for area in areas(framework):
        found[area.id, False] = {area.id}
        if area.theme:
            found.setdefault((area.theme, True), set()).add(area.id)
    return tuple(Meant(*key, frozenset(names)) for key, names in found.items())


def about(inspection: Inspection, plan: Plan | None, framework: Framework) -> str:
    """The lists of areas and topics across kinds of inspection that an inspection stands in: "areas/safety topics/fostering"."""
    found = {one.area for one in (*inspection.judgements, *numbered(inspection))} | {one.aspect for one in inspection.judgements}
    lists = [path for path, names in _areas(inspection, framework).items() if path[0] == AREAS and not names.isdisjoint(found)]
    return " ".join(map("/".join, (*lists, *dict.fromkeys((TOPICS, topic) for topics in spoken_of(inspection, plan) for topic in topics))))


def lists(portal: Portal) -> Mapping[Key, str]:
    """The same of each inspection."""
    records, frameworks = portal.content, portal.reference.frameworks
    return {key: about(records.inspections[key], records.plans.get(key), frameworks[card.framework]) for key, card in portal.cards.items()}


def counts(cards: Iterable[Card], lists: Mapping[Key, str], places: Mapping[str, Authority]) -> dict[Path, int]:
    """How many inspections each list holds that is no part of another, without making any; in the order in which `build` has them."""
    every = list(cards)
    many = _many(every)
    stands = cache(lambda names: ["/".join(path) for path in _homes(places, names, many)])
    found = Counter(chain.from_iterable(
        (*stands((card.key[0], *card.also)), *map("/".join, _kinds(card)), *lists[card.key].split()) for card in newest_first(every)))
    return {tuple(path.split("/")): count for path, count in found.items()}


def _told(inspection: Inspection, names: frozenset[str], improvements: Sequence[str]) -> dict[str, int]:
    """How many things about these areas it asked for, saw and counted."""
    asked = {one.id for one in inspection.recommendations} | {one.id for one in inspection.findings if one.kind in improvements}
    counts = Counter(ASKED if one.id in asked else SPOKE if isinstance(one, Finding) else FIGURE for one in numbered(inspection) if one.area in names)
    return dict(counts)


def _spoken(portal: Portal) -> dict[Key, dict[str, Counter[str]]]:
    """For each inspection, how often it and its plan speak of each topic."""
    found: dict[Key, dict[str, Counter[str]]] = {}
    for topic, ones in portal.appearances.items():
        for one in ones:
            found.setdefault(one.inspection, {}).setdefault(topic, Counter())[PLANNED if one.council else one.kind] += 1
    return found
