"""A concern, paper by paper, in words and marks.

Shared by the pages of threads, topics, authorities and home.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from markupsafe import Markup

from plainspoken import grades, urls, views
from plainspoken.appearances import ANSWERED, ASKED, FIGURE, PLANNED, SPOKE, Appearance, Paper
from plainspoken.portal import Card
from plainspoken.records import Judgement
from plainspoken.refer import Key
from plainspoken.reference import Framework
from plainspoken.references import areas
from plainspoken.settings import Settings
from plainspoken.sheet import Cite, Sheet
from plainspoken.views import Link

FOLDED = 12
"""Entries of one paper from which each area's are folded away, but for those where something was asked."""

MARKS = 4
"""Marks that stand side by side in a cell of the line table, small from three on; where there are more, their number does."""


NOUNS = {ASKED: "request", SPOKE: "finding", FIGURE: "figure", ANSWERED: "answer", PLANNED: "action"}


class Stop(NamedTuple):
    """What a paper is on the line of a concern."""

    mark: str
    council: bool
    said: str
    """The mark in words."""


def raised(paper: Paper, settings: Settings) -> bool:
    """Did inspectors ask for better here, or see a weakness?"""
    return not paper.council and bool(paper.of(ASKED) or any(one.label in settings.weakness_kinds for one in paper.of(SPOKE)))


def marked(paper: Paper, cards: Mapping[Key, Card], settings: Settings) -> Stop:
    """The mark of a paper on the line of its concern."""
    if paper.council:
        return Stop("m-council", True, "in the plan that answers")
    if paper.of(ASKED):
        if cards[paper.inspection].coverage != "full":
            return Stop("m-inspectors-told", False, "asked for, as another paper tells")
        return Stop("m-inspectors", False, "asked for")
    if raised(paper, settings):
        return Stop("m-inspectors-weak", False, "a weakness seen")
    if any(one.label in settings.strength_kinds for one in paper.of(SPOKE)):
        return Stop("m-inspectors-praised", False, "well spoken of")
    return Stop("m-inspectors-spoke", False, "spoken of")


def line(stops: Sequence[Sequence[tuple[str, bool, str]]], labels: Sequence[str], earlier: bool = False) -> list[dict[str, Any]]:
    """Cells of a row of the line table: where the line starts, runs and ends, and the marks at each point.

    Stops are as `Stop` has them. The line comes from before the first point where something `earlier` was said.
    """
    full = [-1] * earlier + [number for number, found in enumerate(stops) if found]
    cells = []
    for number, found in enumerate(stops):
        outside = not full or number < full[0] or number > full[-1] or full[0] == full[-1]
        place = "--off" if outside else "--first" if number == full[0] else "--last" if number == full[-1] else ""
        several = Counter(words for _, _, words in found)
        cells.append({"class": f"lines__cell lines__cell{place}" if place else "lines__cell", "label": labels[number],
                      "marks": [(mark, council) for mark, council, _ in found] if len(found) <= MARKS else [],
                      "many": f"{len(found):,}" if len(found) > MARKS else "",
                      "said": ", ".join(f"{words} ({count:,})" if count > 1 else words for words, count in several.items()) or "none"})
    return cells


def many(rows: Iterable[Mapping[str, Any]]) -> str:
    """The first number in the line table that stands for marks; empty where none does."""
    return next((cell["many"] for row in rows for cell in row["cells"] if cell["many"]), "")


def paper_id(paper: Paper) -> str:
    """The id of a paper's stop on the page of a thread."""
    return f"{'plan' if paper.council else 'paper'}-{'-'.join(paper.inspection)}"


def name_of(paper: Paper, card: Card) -> str:
    """What the paper is called: the inspection, or the plan that answers it."""
    return card.plan.title if paper.council and card.plan else card.title


def in_short(sheet: Sheet, paper: Paper, again: bool = False) -> tuple[Markup, tuple[Cite, ...]]:
    """What a paper says of a concern in the request, action or finding that is most about it, and where; `again` where inspectors say that
    it stands there once more.
    """
    settings, words = sheet.reference.settings, sheet.reference.words
    told = next(filter(None, map(paper.of, (PLANNED, ANSWERED, FIGURE) if paper.council else (ASKED, SPOKE, FIGURE))))
    first = min(told, key=lambda one: (one.label not in settings.weakness_kinds, one.label not in settings.strength_kinds, not one.main))
    left = len(told) - 1
    more = f" And {left} more {NOUNS[first.kind]}{'s' if left > 1 else ''}." if left else ""
    return sheet.words(f"{words.progress['raised-again'] + '. ' if again else ''}{first.text}{more}"), sheet.cite(first.source, first.where)


def label(sheet: Sheet, one: Appearance, card: Card) -> str:
    """What an appearance is: its kind, number and time band; a date and a role for what was planned."""
    words, settings = sheet.reference.words, sheet.reference.settings
    numbered = f" {one.number}" if one.number else ""
    if one.kind == ANSWERED:
        return f"Answer to recommendation{numbered}: {words.answers[one.label].lower()}"
    if one.kind == PLANNED:
        due = f", due {one.due}" if one.due else ", no date given"
        return f"Action under recommendation{numbered}{due}{', led by ' if one.lead else ''}{', '.join(one.lead)}"
    if one.kind == FIGURE:
        return "Figure"
    bands = {band.id: band.label for band in sheet.reference.frameworks[card.framework].time_bands}
    called = one.called or (settings.finding_kinds[one.label] if one.label else "Recommendation")
    within = f", {bands[one.within][:1].lower()}{bands[one.within][1:]}" if one.within else ""
    return f"{called}{numbered}{within}"


def judged(told: Iterable[Paper], judgements: Sequence[Judgement]) -> tuple[Judgement, ...]:
    """Of the judgements of an inspection those that stand beside what its papers say of a concern: the grades of the areas they speak of."""
    spoken = {one.area for paper in told if not paper.council for one in paper.found}
    return tuple(one for one in judgements if one.aspect is None and one.area in spoken)


def paper_view(sheet: Sheet, paper: Paper, cards: Mapping[Key, Card], judgements: Sequence[Judgement]) -> dict[str, Any]:
    """One paper: what it is, and all it says of the concern, an area at a time with its grade in that inspection, of those `judged`."""
    card = cards[paper.inspection]
    plan = card.plan if paper.council else None
    mark = marked(paper, cards, sheet.reference.settings)
    source = plan.source if plan else card.source
    target = urls.plan(paper.inspection) if plan else urls.inspection(paper.inspection)
    groups = _groups(sheet, paper, card, judgements, source)
    return {"id": "", "mark": mark.mark, "council": mark.council, "when": paper.date.words, "iso": paper.date.iso, "name": name_of(paper, card),
            "href": sheet.to(target), "source": sheet.reference.sources[source].short, "groups": groups,
            "folded": len(groups) > 1 and len(paper.found) >= FOLDED}


def _groups(sheet: Sheet, paper: Paper, card: Card, judgements: Sequence[Judgement], source: str) -> list[dict[str, Any]]:
    framework = sheet.reference.frameworks[card.framework]
    if paper.council:
        return [{"id": "", "title": "", "grade": None, "asked": False, "entries": [_entry(sheet, one, card, source) for one in paper.found]}]
    found = []
    for area in [*(area.id for area in areas(framework)), None]:
        mine = [one for kind in (ASKED, SPOKE, FIGURE) for one in paper.found if one.area == area and one.kind == kind]
        if mine:
            found.append(_group(sheet, area, mine, framework, card, judgements) | {"entries": [_entry(sheet, one, card, source) for one in mine]})
    return sorted(found, key=lambda group: not group["asked"])


def _group(sheet: Sheet, area: str | None, found: Sequence[Appearance], framework: Framework, card: Card,
           judgements: Sequence[Judgement]) -> dict[str, Any]:
    given = next((one for one in judgements if one.area == area), None)
    return {"id": f"{card.key[0]}-{card.key[1]}-{area or 'general'}", "asked": found[0].kind == ASKED,
            "title": views.area_name(framework, area) if area else "The place and the inspection",
            "grade": grades.say(given, framework, sheet.reference) if given else None}


def _entry(sheet: Sheet, one: Appearance, card: Card, main: str) -> dict[str, Any]:
    page = urls.plan if one.council else urls.inspection
    return {"text": sheet.words(one.text), "label": label(sheet, one, card), "href": sheet.to(page(one.inspection, one.item)),
            "asked": one.kind == ASKED, "cites": sheet.cite(one.source, one.where, main),
            "notes": tuple(Link(f"note {number}", sheet.to(page(one.inspection, views.note_id(number)))) for number in one.notes)}
