"""An answer's actions and the papers around it -> its milestones on a line of months, and the drawing of them.

A date is as wide as the paper left it: a month is a month wide, a year twelve, and what comes every quarter runs
through its whole span with a tick at each. Months are drawn equally wide.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from math import ceil

from markupsafe import Markup, escape

from plainspoken import charts
from plainspoken.charts import Drawing
from plainspoken.dates import MONTHS, OPEN_END, Dates
from plainspoken.plans import INTERVALS, Action

TOP, ROW, LABEL, BAR, RADIUS = 46, 46, 16, 12, 9
"""Where rows begin, how high one is, where its words stand in it, the height of a bar, and half of a mark, in pixels."""
LETTER, FEWEST_FOR_LETTERS, YEAR = 7, 15, 40
"""Pixels of a letter of a label, of a month that has room for its own, and of a year's number or a month's name."""


@dataclass(frozen=True, slots=True)
class Stop:
    """A paper on the line below the milestones."""

    label: str
    told: str
    """What its row of the table says."""
    words: str
    """When it was, as printed."""
    first: date
    last: date
    mark: str
    """The name of its mark: round for inspectors', a ring where only another paper tells of it, square for the council's."""
    council: bool


@dataclass(frozen=True, slots=True)
class Milestone:
    """One action with its date. Places are in months from the first of the line."""

    id: str
    """Of its action, and of its row in the table."""
    number: int
    label: str
    words: str
    """The date as printed; empty where there is none."""
    bars: tuple[tuple[float, float], ...]
    ticks: tuple[float, ...]
    unclear: bool
    """The source leaves open which action this date belongs to."""
    open: bool
    """It has no end."""


@dataclass(frozen=True, slots=True)
class Line:
    """Milestones and papers on one line of months."""

    first: date
    """The first of the month it begins with."""
    months: int
    rows: tuple[Milestone, ...]
    stops: tuple[Stop, ...]

    @property
    def begins(self) -> str:
        """The month it begins with, in words."""
        return f"{MONTHS[self.first.month - 1].capitalize()} {self.first.year}"

    def at(self, day: date) -> float:
        """Where a day begins, in months from the first."""
        length = (_next_month(day) - day.replace(day=1)).days
        return _months(self.first, day) + (day.day - 1) / length

    def after(self, day: date) -> float:
        """Where a day ends; where the line does, for what has no end."""
        return self.months if day == OPEN_END else self.at(day + timedelta(days=1))


def _months(first: date, last: date) -> int:
    return (last.year - first.year) * 12 + last.month - first.month


def _next_month(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)


def stop(label: str, told: str, dates: Dates, mark: str, council: bool) -> Stop | None:
    """A paper as a stop, at its first date; None where none is known."""
    if not dates.spans:
        return None
    span = dates.spans[0]
    return Stop(label, told, dates.words, span.first, span.first if span.last == OPEN_END else span.last, mark, council)


def lay(actions: Sequence[Action], papers: Sequence[Stop]) -> Line | None:
    """The actions and papers on the months from the earliest date to the latest; None where no action has a date."""
    spans = [span for action in actions if action.due for span in action.due.spans]
    if not spans:
        return None
    stops = tuple(sorted(papers, key=lambda stop: stop.first))
    begun = [one.first for one in spans] + [one.first for one in stops]
    ended = [one.last for one in spans if one.last != OPEN_END] + [one.last for one in stops]
    ended += [one.first + timedelta(days=360) for one in spans if one.last == OPEN_END]
    first = min(begun).replace(day=1)
    line = Line(first, _months(first, max(ended)) + 1, (), stops)
    return replace(line, rows=tuple(_milestone(number, action, line) for number, action in enumerate(actions, 1)))


def _milestone(number: int, action: Action, line: Line) -> Milestone:
    spans = action.due.spans if action.due else ()
    bars = tuple((line.at(span.first), line.after(span.last)) for span in spans)
    step = INTERVALS[action.every] if action.every else 0
    start, end = bars[0] if step else (0.0, 0.0)
    ticks = tuple(start + months for months in range(step, ceil(end - start), step)) if step else ()
    return Milestone(action.id, number, action.short or action.text.rstrip("."), action.due.words if action.due else "", bars, ticks,
                     action.placed == "unclear", any(span.last == OPEN_END for span in spans))


def draw(line: Line, name: str, details: str) -> Drawing:
    """The drawing of a line. `name` says to those who cannot see it what it shows, `details` is the id of its table."""
    return Drawing(_drawn(line, charts.WIDE, name, details), _drawn(line, charts.NARROW, name, details))


def _drawn(line: Line, width: int, name: str, details: str) -> Markup:
    scale = (width - 2) / line.months
    bottom = TOP + ROW * len(line.rows) + 4
    parts = [*_grid(line, scale, bottom), *(f'<g data-row="{row.id}">{"".join(_row(row, scale, width))}</g>' for row in line.rows)]
    parts += _stops(line, scale, width, bottom)
    return charts.drawn(name, details, (width, bottom + (62 if line.stops else 2)), parts)


def _grid(line: Line, scale: float, bottom: int) -> Iterator[str]:
    """Lines at the first of each month or, where these would crowd, of each quarter or year; the years' numbers above."""
    step = 1 if scale >= FEWEST_FOR_LETTERS else 3 if scale * 3 >= FEWEST_FOR_LETTERS / 2 else 12
    months = [(number, (line.first.month - 1 + number) % 12) for number in range(line.months + 1)]
    marked = "".join(f"M{_x(number, scale)} {0 if month == 0 else 20}V{bottom}" for number, month in months if month % step == 0)
    yield f'<path class="chart__grid" d="{marked}"/>'
    every = ceil(YEAR / (scale * 12))
    for number, month in months[:-1]:
        year = line.first.year + (line.first.month - 1 + number) // 12
        if (month == 0 and (year - line.first.year) % every == 0) or (number == 0 and month <= 12 - YEAR / scale):
            no_room = line.months - number < YEAR / scale
            x, anchor = (_x(line.months, scale), "end") if no_room else (_x(number, scale, 3), "")
            yield charts.text(f"{year}", x, 13, "chart__text chart__text--strong", anchor)
        if step == 1:
            yield charts.text(MONTHS[month][:3 if scale >= YEAR else 1].capitalize(), _x(number + 0.5, scale), 33, "chart__text chart__text--soft", "middle")


def _row(row: Milestone, scale: float, width: int) -> Iterator[str]:
    top = TOP + ROW * (row.number - 1)
    said = ", date unclear" if row.unclear else ""
    undrawn = f": “{row.words}”" if row.words else ": no date given"
    label = _fitted(row.label, width - LETTER * len(f"{row.number} {said}{'' if row.bars else undrawn}")) + said + ("" if row.bars else undrawn)
    yield from _label(f'<tspan class="chart__text--strong">{row.number}</tspan> {escape(label)}', LETTER * len(f"{row.number} {label}"), row, scale, width, top)
    css = "chart__bar chart__bar--unclear" if row.unclear else "chart__bar"
    for first, last in row.bars:
        length = max((last - first) * scale - 2, 3)
        left, y = min(2 + first * scale, width - 1 - length), top + LABEL + 8  # a day at the very end has its width before it
        yield (f'<path class="{css}" d="M{left + length:g} {y}H{left:g}V{y + BAR}h{length:g}"/>' if row.open
               else f'<rect class="{css}" x="{left:g}" y="{y}" width="{length:g}" height="{BAR}"/>')
    for tick in row.ticks:
        yield f'<path class="chart__tick" d="M{_x(tick, scale)} {top + LABEL + 8}v{BAR}"/>'


def _label(words: str, length: int, row: Milestone, scale: float, width: int, top: int) -> Iterator[str]:
    """The words of a row: from where its first bar begins; where there is no room for that, up to where it ends, with a lead down to it."""
    start, end = (edge * scale for edge in row.bars[0]) if row.bars else (0, 0)
    if start + length <= width:
        yield f'<text paint-order="stroke" class="chart__text" x="{1 + start:g}" y="{top + LABEL}">{words}</text>'
        return
    edge = min(max(end, length), width)
    yield f'<text paint-order="stroke" class="chart__text" x="{1 + edge:g}" y="{top + LABEL}" text-anchor="end">{words}</text>'
    yield f'<path class="chart__lead" d="M{end:g} {top + LABEL + 3}v5"/>'


def _fitted(words: str, room: float) -> str:
    """As many whole words as there is room for, about 7 pixels a letter."""
    if len(words) * LETTER <= room:
        return words
    kept = words[:max(int(room / LETTER) - 1, 1)]
    return f"{kept.rpartition(' ')[0] or kept}…"


def _stops(line: Line, scale: float, width: int, bottom: int) -> Iterator[str]:
    """The papers' own line, each with its mark."""
    y = bottom + 20
    middles = [1 + (line.at(stop.first) + line.after(stop.last)) / 2 * scale for stop in line.stops]
    places = [min(max(x, RADIUS + 1), width - RADIUS - 1) for x in middles]  # each mark whole, at the very edges too
    if len(places) > 1:
        yield f'<path class="chart__line" d="M{places[0]:g} {y}H{places[-1]:g}"/>'
    end = 0.0
    for stop, x in zip(line.stops, places, strict=True):
        half = LETTER * (len(stop.label) + 1) / 2
        yield f'<use href="#{stop.mark}" class="chart__stop" x="{x - RADIUS:g}" y="{y - RADIUS}" width="{2 * RADIUS}" height="{2 * RADIUS}"/>'
        middle = min(max(x, half, end + half), width - half)
        yield charts.text(stop.label, f"{middle:g}", y + 24, "chart__text", "middle")
        end = middle + half


def _x(months: float, scale: float, beside: int = 0) -> str:
    return f"{1 + months * scale + beside:g}"
