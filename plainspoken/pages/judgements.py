"""A place's judgements, area by area and inspection by inspection, each on its own scale and in its own words.

Part of the page of an authority.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from plainspoken import charts, grades, urls, views
from plainspoken.grades import Said
from plainspoken.portal import Card, area_of
from plainspoken.recall import remembered
from plainspoken.records import Judgement
from plainspoken.refer import Key
from plainspoken.reference import Area, Framework
from plainspoken.references import areas, scale_of
from plainspoken.sheet import Sheet


@dataclass(frozen=True, slots=True)
class Cell:
    """What one inspection decided in one row."""

    label: str
    """Names the cell where rows are folded: the inspection and, on a line of its own, the direction of its scale."""
    said: tuple[tuple[Said, str, bool], ...]
    """(grade, whom alone it is about, whether its scale runs another way than the head of the column says)."""
    asked: bool
    """This kind of inspection has an area in this row."""


def scales(sheet: Sheet, cards: Sequence[Card]) -> list[dict[str, Any]]:
    """The scales this place was judged on, each once, where they differ."""
    found: dict[tuple[tuple[str, str], ...], list[str]] = {}
    for card in cards:
        scale = next(iter(sheet.reference.frameworks[card.framework].scales.values()), None)
        if scale and card.headline:
            steps = tuple((step.short or step.label, step.printed or "") for step in scale.steps)
            found.setdefault(steps, []).append(card.year)
    return [{"drawing": charts.scale([word for word, _ in steps], [digit for _, digit in steps]),
             "years": " and ".join(dict.fromkeys(year for year in years if year)), "best": f"{steps[0][1] or steps[0][0]} was the best"}
            for steps, years in found.items()]


def table(sheet: Sheet, home: str, cards: Sequence[Card], judgements: dict[Key, tuple[Judgement, ...]]) -> dict[str, Any]:
    """A column for each inspection that gave grades on a scale, a row for each theme; then what stands in no row, and what is on no scale.

    All as the page of an authority, `home`, has it: an inspection of another that it shares is named with whose it is.
    """
    columns = [card for card in cards if any(one.grade for one in judgements[card.key])]
    heads = [_head(sheet, card, home) for card in columns]
    rows = []
    for theme, name in sheet.reference.settings.themes.items():
        cells = [_cell(sheet, card, head, theme, judgements[card.key]) for card, head in zip(columns, heads, strict=True)]
        if any(cell.said for cell in cells):
            rows.append({"name": name, "cells": cells})
    return {"columns": heads, "rows": rows, "more": _unthemed(sheet, home, columns, judgements),
            "words": _in_words(sheet, home, [card for card in cards if card not in columns], judgements)}


def _head(sheet: Sheet, card: Card, home: str) -> dict[str, str]:
    scale = next(iter(sheet.reference.frameworks[card.framework].scales.values()), None)
    return {"year": card.year, "title": views.whose(sheet, card.noun, card, home), "href": sheet.to(urls.inspection(card.key)),
            "best": grades.best(scale) if scale else ""}


def _cell(sheet: Sheet, card: Card, head: dict[str, str], theme: str, judgements: Sequence[Judgement]) -> Cell:
    framework = sheet.reference.frameworks[card.framework]
    mine = _themed(framework).get(theme, {})
    said = tuple((grades.say(one, framework, sheet.reference), mine[one.area].only or "", _turned(one, framework, head["best"]))
                 for one in judgements if one.area in mine)
    label = f"{head['year']} {head['title']}".strip()
    digits = any(one.steps and one.digit != one.printed for one, _, _ in said)
    best = head["best"].replace(" ", "\N{NO-BREAK SPACE}")  # a lone digit beside steps would be read as the grade
    return Cell(f"{label}\n{best}" if digits else label, said, bool(mine))


@remembered
def _themed(framework: Framework) -> dict[str, dict[str, Area]]:
    """Its areas by theme and id."""
    found: dict[str, dict[str, Area]] = {}
    for area in areas(framework):
        if area.theme:
            found.setdefault(area.theme, {})[area.id] = area
    return found


def _turned(one: Judgement, framework: Framework, best: str) -> bool:
    """Is a grade on a scale of another direction than its column's?"""
    scale = scale_of(one, framework)
    return one.grade is not None and scale is not None and grades.best(scale) != best


def _unthemed(sheet: Sheet, home: str, columns: Sequence[Card], judgements: dict[Key, tuple[Judgement, ...]]) -> list[dict[str, Any]]:
    """For each inspection, what it judged that stands in no row beside others."""
    found = []
    for card in columns:
        framework = sheet.reference.frameworks[card.framework]
        rows = [(views.area_name(framework, one.area), grades.say(one, framework, sheet.reference))
                for one in judgements[card.key] if not area_of(framework, one.area).theme]
        if rows:
            found.append(_head(sheet, card, home) | {"rows": rows})
    return found


def _in_words(sheet: Sheet, home: str, cards: Sequence[Card], judgements: dict[Key, tuple[Judgement, ...]]) -> list[dict[str, Any]]:
    """What other inspections decided: on no scale, in the words another paper has of them."""
    found = []
    for card in cards:
        framework = sheet.reference.frameworks[card.framework]
        found += [{"name": views.whose(sheet, card.title, card, home), "year": card.year, "href": sheet.to(urls.inspection(card.key)),
                   "area": views.area_name(framework, one.area), "said": grades.say(one, framework, sheet.reference),
                   "cites": sheet.cite(one.source or card.source, one.where)}
                  for one in judgements[card.key] if one.words or one.counts]
    return found
