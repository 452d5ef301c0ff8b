"""A figure -> how a page says it and its number; figures -> those that count the same at other times.

Which figures may be drawn as one line is written in the records, never guessed: a figure names its `series`, and a note
names the figures that its own are `unlike`.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from plainspoken import numerals
from plainspoken.content import Content
from plainspoken.dates import Dates
from plainspoken.records import Figure, Note


def said(figure: Figure) -> str:
    """A figure in one line: name, qualifier, value with unit."""
    return f"{figure.name}: {value(figure)}"


def value(figure: Figure) -> str:
    """The value as printed, with qualifier and unit: "over 93%", "469 children"."""
    unit = figure.unit or ""
    gap = "" if unit.startswith("%") or not unit else " "
    return f"{figure.qualifier + ' ' if figure.qualifier else ''}{figure.value}{gap}{unit}"


IN_WORDS = re.compile(r"[a-z]+(?:[ -][a-z]+)*", re.IGNORECASE | re.ASCII)
"""A value of plain words, with nothing between them that would make it more than one number."""


def number(figure: Figure) -> float | int | None:
    """The value as a number, be it printed in digits or in words; None where the whole value is not one number: all, two thirds."""
    if IN_WORDS.fullmatch(figure.value):
        read = numerals.tokens(figure.value)
        return int(read[0]) if len(read) == 1 and numerals.is_number(read[0]) else None
    text = figure.value.replace(",", "").replace("£", "").removesuffix("%").strip()
    try:
        found = float(text)
    except ValueError:
        return None
    return (int(found) if found.is_integer() and "." not in text else found) if text.strip("+-").replace(".", "").isdecimal() else None


def told_apart(shown: Sequence[Figure]) -> list[Figure]:
    """The figures of a list. Where two have one name, their time goes into it, so that each entry has a name of its own."""
    if len({one.name for one in shown}) == len(shown):
        return list(shown)
    names = Counter(one.name for one in shown)
    return [replace(one, name=f"{one.name}, {one.period.words}", period=None) if names[one.name] > 1 and one.period else one for one in shown]


@dataclass(frozen=True, slots=True)
class Point:
    """A figure with the paper that prints it."""

    figure: Figure
    inspection: tuple[str, str]
    council: bool
    """It stands in the authority's plan, not in the inspectors' paper."""
    source: str
    date: Dates | None
    """When it was so; the paper's own date unless told."""


@dataclass(frozen=True, slots=True)
class Series:
    """Figures of one place that count the same, oldest first."""

    id: str
    name: str
    unit: str
    definition: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Unlike:
    """A note that figures only look alike, and the figures on both sides, oldest first."""

    note: Note
    number: int
    """Its place among the notes of its page, from 1."""
    inspection: tuple[str, str]
    council: bool
    source: str
    points: tuple[Point, ...]


def printed(content: Content, key: tuple[str, str]) -> Iterator[Point]:
    """Every figure of an inspection and of its plan."""
    inspection, plan = content.inspections[key], content.plans.get(key)
    for figure in inspection.figures:
        yield Point(figure, key, False, figure.source or inspection.source, figure.period or inspection.published or inspection.visited)
    if plan:
        for figure in plan.figures:
            yield Point(figure, key, True, figure.source or plan.source, figure.period or plan.published)


def oldest_first(points: Iterable[Point]) -> tuple[Point, ...]:
    """Points by when they were so, then in the order of their papers."""
    return tuple(sorted(points, key=lambda one: one.date.sort if one.date else ""))


def series(content: Content, keys: Iterable[tuple[str, str]]) -> tuple[Series, ...]:
    """What was counted more than once in these inspections and their plans, by name."""
    found: dict[str, list[Point]] = defaultdict(list)
    for key in keys:
        for point in printed(content, key):
            if point.figure.series:
                found[point.figure.series].append(point)
    made = [Series(name, one.name, one.unit or "", one.definition or "", oldest_first(points))
            for name, points in found.items() for one in [points[0].figure] if len(points) > 1]
    return tuple(sorted(made, key=lambda one: one.name))


def unlike(content: Content, keys: Iterable[tuple[str, str]]) -> tuple[Unlike, ...]:
    """The notes of these inspections and their plans that keep figures apart, in the order of their papers."""
    found = []
    for key in keys:
        inspection, plan = content.inspections[key], content.plans.get(key)
        papers = [(False, inspection.source, inspection.notes), *([(True, plan.source, plan.notes)] if plan else [])]
        for council, source, notes in papers:
            for place, note in enumerate(notes, 1):
                if note.unlike:
                    found.append(Unlike(note, place, key, council, note.source or source, oldest_first(_sides(content, key, note))))
    return tuple(found)


def _sides(content: Content, key: tuple[str, str], note: Note) -> Iterator[Point]:
    """The figures a note is about, and those it keeps apart from them."""
    yield from (point for point in printed(content, key) if point.figure.id in note.about)
    for reference in note.unlike:
        name, _, item = reference.partition("#")
        authority, _, inspection = name.partition("/")
        if (authority, inspection) in content.inspections:
            yield from (point for point in printed(content, (authority, inspection)) if point.figure.id == item)
