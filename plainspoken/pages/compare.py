"""Portal -> places side by side within one kind of inspection, and which kinds may be held beside which."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any

from plainspoken import facets, grades, urls, views
from plainspoken.grades import Said
from plainspoken.page import Page, Values
from plainspoken.portal import Card, Portal, area_of, compared
from plainspoken.records import Judgement
from plainspoken.reference import Area, Framework
from plainspoken.references import scale_of, within
from plainspoken.sheet import Sheet
from plainspoken.views import Link

COLUMNS = 9
"""Areas that fit beside one another in a table; more stand in a second one."""

ROWS = 100
"""Inspections whose table the front page shows; a longer one stands on its own page alone."""

SCRIPTS = (urls.SORT,)
MARKS = {"yes": "m-has", "in-part": "m-has-part", "no": "m-lacks"}


@dataclass(frozen=True, slots=True)
class Judged:
    """One inspection and what it decided."""

    card: Card
    judgements: tuple[Judgement, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """What one inspection decided of one area."""

    label: str
    said: tuple[tuple[str, Said], ...]
    """Each with its aspect, where the paper prints a grid."""
    rank: str
    """Its grade's place on its own scale, 1 the best, to sort by; empty where there is no grade."""


def judged(portal: Portal, name: str) -> tuple[Judged, ...]:
    """The inspections under a framework that are known to have decided something, by place and date."""
    found = [Judged(card, portal.content.inspections[card.key].judgements) for card in portal.by_framework[name]]
    places = portal.reference.authorities
    return tuple(sorted((one for one in found if one.judgements),
                        key=lambda one: (places[one.card.key[0]].name.casefold(), one.card.key[0], one.card.date.sort)))


def comparable(rows: Sequence[Judged]) -> bool:
    """Whether there are two places to hold side by side."""
    return len({one.card.key[0] for one in rows}) > 1


def pages(portal: Portal) -> Iterator[Page]:
    """The front page, with the framework that has the most places; then a page for each that has two or more."""
    frameworks = portal.reference.frameworks
    found = {name: rows for name in frameworks if comparable(rows := judged(portal, name))}
    order = sorted(found, key=lambda name: (-len({one.card.key[0] for one in found[name]}), _years(frameworks[name]), name))
    first = order[0] if order and len(found[order[0]]) <= ROWS else ""
    counts = {name: len({one.card.key[0] for one in found[name]}) for name in order}
    yield Page(urls.COMPARE, "pages/compare.html", front, (first, found.get(first, ()), counts), urls.COMPARE, SCRIPTS if first else (),
               updated=portal.updated(portal.cards))
    for name in order:
        if len(found[name]) > facets.SPLIT:
            yield from _by_region(portal, name, found[name])
        else:
            yield Page(urls.compare(name), "pages/comparison.html", comparison, (name, found[name]), urls.COMPARE, SCRIPTS,
                       updated=portal.updated(one.card.key for one in found[name]))


def _by_region(portal: Portal, name: str, rows: Sequence[Judged]) -> Iterator[Page]:
    """A page for each region of those inspected under a framework, and the one that leads to them."""
    found: dict[str, list[Judged]] = {region: [] for region in portal.reference.settings.regions}
    for one in rows:
        found.setdefault(portal.reference.region(one.card.key[0]), []).append(one)
    counts = {region: (len({one.card.key[0] for one in mine}), len(mine)) for region, mine in found.items() if mine}
    for region in counts:
        yield Page(urls.compare(name, region), "pages/comparison.html", comparison, (name, tuple(found[region]), region), urls.COMPARE, SCRIPTS,
                   updated=portal.updated(one.card.key for one in found[region]))
    yield Page(urls.compare(name), "pages/comparison-regions.html", by_region, (name, counts), urls.COMPARE,
               updated=portal.updated(one.card.key for one in rows))


def _years(framework: Framework) -> str:
    return framework.years.sort if framework.years else "9999"


def front(sheet: Sheet, first: str, rows: Sequence[Judged], counts: dict[str, int]) -> Values:
    """A table first; then the other kinds of inspection that have one; then what may be compared with what."""
    frameworks = sheet.reference.frameworks
    return {
        "title": "Compare", "crumbs": views.crumbs(sheet), "here": "Compare", "heading": "Side by side",
        "description": "Places beside one another within one kind of inspection, and which kinds may be held beside which.",
        "name": frameworks[first].name if first else "", "framework": sheet.to(urls.framework(first)) if first else "",
        "tables": _tables(sheet, frameworks[first], rows) if first else [],
        "others": [(Link(frameworks[name].name, sheet.to(urls.compare(name))), count) for name, count in counts.items() if name != first],
        "matrix": matrix(sheet),
    }


def comparison(sheet: Sheet, name: str, rows: Sequence[Judged], region: str = "") -> Values:
    """Places beside one another within one kind of inspection; those of one region, where there are many."""
    one, label = sheet.reference.frameworks[name], views.region(sheet.reference, region) if region else ""
    if one.source:
        sheet.cite(one.source, ())
    return _headed(sheet, name) | ({
        "title": f"Compare by region: {one.name}, {label}", "here": label, "heading": f"{one.name}: {label}",
        "crumbs": views.crumbs(sheet, ("Compare", urls.COMPARE), (one.short or one.name, urls.compare(name))),
    } if region else {}) | {"tables": _tables(sheet, one, rows), "whole": sheet.to(urls.compare(name)) if region else ""}


def by_region(sheet: Sheet, name: str, counts: dict[str, tuple[int, int]]) -> Values:
    """The way to each region of those inspected under a framework, with how many places and inspections there are."""
    return _headed(sheet, name) | {
        "regions": [(Link(views.region(sheet.reference, region), sheet.to(urls.compare(name, region))), *count) for region, count in counts.items()]}


def _headed(sheet: Sheet, name: str) -> dict[str, Any]:
    """What stands above the comparison of one kind of inspection."""
    one = sheet.reference.frameworks[name]
    return {
        "title": f"Compare: {one.name}", "crumbs": views.crumbs(sheet, ("Compare", urls.COMPARE)), "here": one.short or one.name,
        "heading": one.name, "description": f"Places beside one another, as each was judged: {one.name}.",
        "framework": sheet.to(urls.framework(name)), "matrix_link": sheet.to(f"{urls.COMPARE}#matrix"),
    }


# The tables.

def _tables(sheet: Sheet, framework: Framework, rows: Sequence[Judged]) -> list[dict[str, Any]]:
    """A table for the areas that stand alone, one for each area that holds others; the widest in several."""
    alone = [area for area in framework.areas if not area.areas]
    groups = [("", alone), *((area.title, list(within(area))) for area in framework.areas if area.areas)]
    used = {judgement.area for one in rows for judgement in one.judgements}
    tables = []
    for title, members in groups:
        columns = [area for area in members if area.id in used]
        size = ceil(len(columns) / ceil(len(columns) / COLUMNS)) if columns else 1
        tables += [_table(sheet, framework, rows, columns[start:start + size], title) for start in range(0, len(columns), size)]
    return tables


def _table(sheet: Sheet, framework: Framework, rows: Sequence[Judged], columns: Sequence[Area], title: str) -> dict[str, Any]:
    best = [_best(framework, area) for area in columns]
    same = len(set(best)) == 1
    return {"title": title, "best": best[0] if same else "",
            "columns": [(area.short or area.title, "" if same else told) for area, told in zip(columns, best, strict=True)],
            "rows": [_row(sheet, framework, one, columns, same) for one in rows]}


def _best(framework: Framework, area: Area) -> str:
    scale = framework.scales.get(area.scale or next(iter(framework.scales), ""))
    return grades.best(scale) if scale else ""


def _row(sheet: Sheet, framework: Framework, one: Judged, columns: Sequence[Area], same: bool) -> dict[str, Any]:
    key, place = one.card.key, sheet.reference.authorities[one.card.key[0]].name
    sheet.cite(one.card.source, ())
    return {"place": Link(place, sheet.to(urls.authority(key[0]))), "when": Link(one.card.date.words, sheet.to(urls.inspection(key))),
            "sort": one.card.date.sort, "name": place.casefold(), "cells": [_cell(sheet, framework, one, area, same) for area in columns]}


def _cell(sheet: Sheet, framework: Framework, one: Judged, area: Area, same: bool) -> Cell:
    """One inspection's cell; its label tells the direction of its scale where that is not the whole table's."""
    found = [judgement for judgement in one.judgements if judgement.area == area.id]
    said = tuple((area_of(framework, judgement.aspect).title if judgement.aspect else "", grades.say(judgement, framework, sheet.reference))
                 for judgement in found)
    ranks = [grades.step_of(scale, judgement.grade)[0] for judgement in found if judgement.grade and (scale := scale_of(judgement, framework))]
    direction = "" if same else _best(framework, area)
    return Cell(", ".join(filter(None, [area.short or area.title, direction])), said, str(min(ranks)) if ranks else "")


# What may be compared with what.

def matrix(sheet: Sheet) -> dict[str, Any]:
    """Frameworks that have a say on one another, pair by pair; and those of which nothing is recorded."""
    frameworks = sheet.reference.frameworks
    named = {name for name, one in frameworks.items() if one.compare} | {one.framework for framework in frameworks.values() for one in framework.compare}
    order = sorted(named, key=lambda name: (_years(frameworks[name]), frameworks[name].name))
    numbers = {name: number for number, name in enumerate(order, 1)}
    return {
        "columns": [(numbers[name], _short(frameworks[name])) for name in order],
        "rows": [{"number": numbers[name], "link": Link(_short(frameworks[name]), sheet.to(urls.framework(name))),
                  "cells": [_may(sheet, name, other, numbers) for other in order]} for name in order],
        "pairs": [pair for name in order for other in order if numbers[name] < numbers[other] and (pair := _pair(sheet, name, other, numbers))],
        "silent": sorted((Link(_short(one), sheet.to(urls.framework(name))) for name, one in frameworks.items() if name not in named),
                         key=lambda link: link.name),
    }


def _short(framework: Framework) -> str:
    return framework.short or framework.name


def _may(sheet: Sheet, one: str, other: str, numbers: dict[str, int]) -> dict[str, Any]:
    """A cell of the matrix: the same framework, nothing recorded, or a word that leads to the reason."""
    record = compared(sheet.reference.frameworks, one, other) if one != other else None
    low, high = sorted((numbers[one], numbers[other]))
    return {"number": numbers[other], "same": one == other, "word": sheet.reference.words.comparisons[record.may] if record else "",
            "mark": MARKS[record.may] if record else "", "href": f"#pair-{low}-{high}" if record else ""}


def _pair(sheet: Sheet, one: str, other: str, numbers: dict[str, int]) -> dict[str, Any] | None:
    """A recorded pair with its reason."""
    frameworks = sheet.reference.frameworks
    record = compared(frameworks, one, other)
    if record is None:
        return None
    return {"id": f"pair-{numbers[one]}-{numbers[other]}", "numbers": (numbers[one], numbers[other]),
            "one": _short(frameworks[one]), "other": _short(frameworks[other]),
            "may": sheet.reference.words.comparisons[record.may], "mark": MARKS[record.may], "why": sheet.words(record.why)}
