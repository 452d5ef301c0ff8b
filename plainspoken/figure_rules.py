"""Content -> problems of figures: of numbers, and of those that are to be drawn together or kept apart.

`checks.py` lists these rules among the others.
"""

import re
from collections import defaultdict
from collections.abc import Iterator

from plainspoken import figures
from plainspoken.content import Content
from plainspoken.problems import Problem, Text, did_you_mean, quoted
from plainspoken.records import Figure, Note
from plainspoken.references import Known, dangling, place_of

SAME = ("name", "unit", "definition")
"""What figures of one series must agree in, word for word."""

LARGEST = 999_999_999_999_999
"""The largest number of a figure: with one digit more, what computers count with is no longer exact."""
COMMAS = re.compile(r"[£+-]*[\d.]*,[\d,.]*%?")
"""Digits with a comma among them, and nothing that would make words of them."""
BY_THREES = re.compile(r"[£+-]*\d{1,3}(?:,\d{3})+(?:\.\d+)?%?")


def figures_are_numbers_that_can_be_counted_with(content: Content, known: Known) -> Iterator[Problem]:
    """Commas in a number part its thousands, and no number is larger than what can be counted with."""
    for key in content.inspections:
        for figure in (point.figure for point in figures.printed(content, key)):
            number = figures.number(figure)
            if COMMAS.fullmatch(figure.value) and not BY_THREES.fullmatch(figure.value):
                yield Problem(place_of(figure.value), f"{quoted(figure.value)}: a comma parts thousands only: write 1,234.5 or 1234.5")
            elif number is not None and abs(number) > LARGEST:
                yield Problem(place_of(figure.value), f"this number is too large to count with: {LARGEST:,} is the largest")


def figures_of_a_series_count_the_same(content: Content, known: Known) -> Iterator[Problem]:
    """Figures of one series have one name, unit and definition, and there are two of them or more."""
    found = _by_series(content)
    for name, members in found.items():
        first = members[0]
        if len(members) == 1:
            yield Problem(place_of(name), f"{quoted(name)} is the series of one figure only{did_you_mean(name, set(found) - {name})}")
        for other in members[1:]:
            apart = [field for field in SAME if getattr(other, field) != getattr(first, field)]
            if apart:
                yield Problem(place_of(other.series or "", other.place),
                              f"{quoted(other.id)} and {quoted(first.id)} are of one series but differ in {', '.join(apart)}")


def figures_of_a_series_are_of_other_times(content: Content, known: Known) -> Iterator[Problem]:
    """A place has one figure of a series for each time."""
    seen: dict[tuple[str, str, str], Figure] = {}
    for key in sorted(content.inspections):
        for figure in (point.figure for point in figures.printed(content, key)):
            if figure.series and figure.period:
                first = seen.setdefault((key[0], figure.series, figure.period.words), figure)
                if first is not figure:
                    yield Problem(figure.period.place, f"{quoted(figure.id)} and {quoted(first.id)} are of one series and one time, {figure.period.words}:"
                                                         " take one of them out of it")


def figures_of_a_series_can_be_drawn(content: Content, known: Known) -> Iterator[Problem]:
    """A figure of a series is a number, and says when it was so."""
    for members in _by_series(content).values():
        for figure in members:
            if figures.number(figure) is None:
                yield Problem(place_of(figure.value), f"a figure of a series is a number, not {quoted(figure.value)}")
            if figure.period is None or not figure.period.spans:
                yield Problem(place_of(figure.series or ""), 'a figure of a series needs a "period", so that it has a place in time')


def _by_series(content: Content) -> dict[str, list[Figure]]:
    found: dict[str, list[Figure]] = defaultdict(list)
    for key in content.inspections:
        for point in figures.printed(content, key):
            if point.figure.series:
                found[point.figure.series].append(point.figure)
    return found


def figures_kept_apart_are_there(content: Content, known: Known) -> Iterator[Problem]:
    """A note that keeps figures apart is about a figure, names others that exist, and none of them are of one series."""
    for key, inspection in content.inspections.items():
        plan = content.plans.get(key)
        for note in (*inspection.notes, *(plan.notes if plan else ())):
            if note.unlike and known.whole("/".join(key)):
                yield from _apart(content, known, "/".join(key), note)


def _apart(content: Content, known: Known, home: str, note: Note) -> Iterator[Problem]:
    mine = [item for item in map(known.items(home).get, note.about) if isinstance(item, Figure)]
    if not mine:
        yield Problem(place_of(note.unlike[0]), "a note that keeps figures apart is about a figure of its own paper")
    for reference in note.unlike:
        name, _, item = reference.partition("#")
        if name not in known.inspections:
            yield from dangling(Text(name, place_of(reference)), "inspection", known.inspections)
        elif known.whole(name):
            other = known.items(name).get(item)
            if not isinstance(other, Figure):
                ids = {one for one, held in known.items(name).items() if isinstance(held, Figure)}
                yield Problem(place_of(reference), f"{name} has no figure with the id {quoted(item)}{did_you_mean(item, ids)}")
            elif other.series and other.series in {one.series for one in mine}:
                yield Problem(place_of(reference), f"{quoted(item)} is of one series with a figure it is kept apart from")
