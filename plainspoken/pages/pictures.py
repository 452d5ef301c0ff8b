"""Pictures drawn from data, each with the list or table that tells the same.

Shared by the pages of authorities and of threads.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from plainspoken import charts, figures
from plainspoken.charts import Bar, Drawing, Stop
from plainspoken.english import possessive
from plainspoken.figures import Point, Series, Unlike
from plainspoken.portal import Card
from plainspoken.sheet import Sheet
from plainspoken.views import plural

SHAPES = {"full": "full", "partial": "ring", "known": "dot"}
"""The shape of each coverage on a line of time."""
LINE = "line-of-time"
"""The id of the list that a line of time is drawn from."""


def about(points: Iterable[Point], topic: str) -> bool:
    """Does one of these figures speak of the topic?"""
    return any(topic in point.figure.topics for point in points)


def stop_id(card: Card, council: bool) -> str:
    """The id of an inspection's or a plan's row in the list of a place's papers."""
    return f"{'plan' if council else 'stop'}-{card.key[0]}-{card.key[1]}"


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing and the words over it."""

    drawing: Drawing
    caption: str


def timeline(cards: Sequence[Card], name: str) -> Picture | None:
    """The papers of a place to the scale of time. None where there are not two with a date to draw."""
    found = [(card.date, stop_id(card, False), SHAPES[card.coverage]) for card in cards]
    found += [(card.plan.published, stop_id(card, True), "square") for card in cards if card.plan]
    stops = [Stop(row, shape, date.spans[0].first, date.spans[-1].last) for date, row, shape in sorted(found, key=lambda one: one[0].sort)
             if date.spans and not date.spans[-1].grain.startswith("open")]
    if len(stops) < 2:
        return None
    left = len(found) - len(stops)
    missing = f" Not drawn: {plural(left, 'inspection')} without a known date." if left else ""
    drawing = charts.timeline(stops, name, LINE)
    bands = " A band: only the year, or the months, are known." if "chart__span" in drawing.wide else ""
    return Picture(drawing, f"Drawn to the scale of time; the list below tells each.{bands}{missing}")


def series(sheet: Sheet, given: Sequence[Series]) -> list[dict[str, Any]]:
    """What was counted more than once, each as bars with their table."""
    return [_series(sheet, one) for one in given]


def _series(sheet: Sheet, one: Series) -> dict[str, Any]:
    numbers = [figures.number(point.figure) or 0 for point in one.points]
    whole = 100.0 if one.unit.startswith("%") and all(0 <= number <= 100 for number in numbers) else None
    name = f"series-{one.id}"
    rows: list[dict[str, Any]] = [{"id": f"{name}-{place}", "when": point.date.words if point.date else "", "value": _short(point), "council": point.council,
             "cites": sheet.cite(point.source, point.figure.where), "compared": sheet.words(point.figure.compared)}
            for place, point in enumerate(one.points, 1)]
    bars = [Bar(row["id"], row["when"], number, row["value"], row["council"]) for row, number in zip(rows, numbers, strict=True)]
    told = f"{one.name}: " + ", ".join(f"{bar.label}, {bar.said}" for bar in bars)
    whose = possessive(sheet.reference.settings.called.answering)
    caption = _caption(one, whose, whole is not None, {bar.open for bar in bars}, any(bar.value < 0 for bar in bars))
    return {"id": name, "name": one.name, "unit": one.unit, "rows": rows, "caption": caption,
            "drawing": charts.bars(bars, whole, told, name)}


def _caption(one: Series, whose: str, whole: bool, voices: set[bool], falls: bool) -> str:
    """What is counted, what the outline is, which way is a fall, and whose word it is; `whose` are open bars."""
    told = "" if one.unit.startswith("%") else one.unit
    parts = [told[:1].upper() + told[1:], one.definition, "The outline is 100%" if whole else "", "To the left of 0: a fall" if falls else "",
             {frozenset({True}): f"Open bars: {whose} own figures", frozenset({False}): "Printed by inspectors"}.get(
                 frozenset(voices), f"Full bars: printed by inspectors. Open bars: {whose} own figures")]
    return " ".join(part.rstrip(".") + "." for part in parts if part)


def _short(point: Point) -> str:
    """The value without its unit, but for per cent."""
    unit = point.figure.unit or ""
    return figures.value(point.figure) if unit.startswith("%") else figures.value(point.figure).removesuffix(f" {unit}")


def unlike(sheet: Sheet, given: Sequence[Unlike]) -> list[dict[str, Any]]:
    """Figures that only look alike: why they are kept apart, and each with its paper."""
    return [{"id": f"unlike-{place}", "title": one.note.title, "heading": _heading(sheet, one), "text": sheet.words(one.note.text),
             "cites": sheet.cite(one.source, one.note.where) if one.note.where else (),
             "figures": [{"name": point.figure.name, "value": figures.value(point.figure),
                          "cites": sheet.cite(point.source, point.figure.where)} for point in one.points]}
            for place, one in enumerate(given, 1)]


def _heading(sheet: Sheet, one: Unlike) -> str:
    """The note's title after the first concern that its figures are about."""
    name = next((sheet.reference.topics[topic].name for point in one.points for topic in point.figure.topics), "")
    title = one.note.title
    return f"{name}: {title[:1].lower()}{title[1:]}" if name else title
