"""Data -> SVG shapes, drawn at build time.

Every picture stands beside the same data in words or a table, takes its colour from the style sheet, and is legible in
grey. A chart names the list or table that tells the same (`aria-details`), and each mark in it the row (`data-row`), so
that a test can hold one against the other. Only this module and markdown.py make markup.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from math import ceil
from typing import NamedTuple

from markupsafe import Markup, escape

BAR, GAP, HEIGHT = 5, 1, 16
"""Of the small climb beside a grade, in pixels: bar width, gap, height of the best step."""


def code(address: str, label: str) -> Markup:
    """An address as a QR code that a phone reads, a quarter of it spare, with the quiet zone the standard asks for; empty for one too long for any."""
    import segno  # it brings half of the standard library, and only posters and letters need it

    try:
        drawn = segno.make(address, error="q", micro=False).svg_inline(border=4, omitsize=True, svgclass="code", lineclass="code__line")
    except segno.DataOverflowError:
        return Markup()
    return Markup(drawn.replace("<svg ", f'<svg role="img" aria-label="{escape(label)}" ', 1))  # noqa: S704


@cache
def climb(rank: int, steps: int) -> Markup:
    """The small climb beside a grade: `steps` bars rising to the best, filled up to the grade. `rank` counts from 1, the best."""
    reached = steps - rank + 1
    width = steps * (BAR + GAP) - GAP
    bars = "".join(_bar(number, steps, number <= reached) for number in range(1, steps + 1))
    return Markup(f'<svg class="steps" viewBox="0 0 {width} {HEIGHT}" width="{width}" height="{HEIGHT}" '  # noqa: S704
                  f'aria-hidden="true">{bars}</svg>')


def _bar(number: int, steps: int, full: bool) -> str:
    x, height = (number - 1) * (BAR + GAP), HEIGHT * number / steps
    if full:
        return f'<rect x="{x}" y="{HEIGHT - height:g}" width="{BAR}" height="{height:g}" fill="currentColor"/>'
    return (f'<rect x="{x + 0.5}" y="{HEIGHT - height + 0.5:g}" width="{BAR - 1}" height="{height - 1:g}" '
            'stroke="currentColor"/>')


def text(words: str, x: float | str, y: float, css: str, anchor: str = "") -> str:
    """Words in a drawing, with a rim of paper so that lines behind them do not cross them out."""
    placed = f' text-anchor="{anchor}"' if anchor else ""
    return f'<text paint-order="stroke" class="{css}" x="{x}" y="{y}"{placed}>{escape(words)}</text>'


def scale(words: Sequence[str], digits: Sequence[str], here: int | None = None) -> Markup:
    """A whole scale as a climb, the best last: its words above, its printed digits below, one step ringed.

    `words` and `digits` run from the best to the worst, as a scale is written; `here` is a rank, 1 the best.
    """
    count = len(words)
    width = 348 / count
    rise = 96 / max(count, 1)
    label = "Worst to best: " + ", ".join(f"{word} {digit}".strip() for word, digit in zip(reversed(words), reversed(digits), strict=True))
    parts = [_step(number, count, width, rise, words[count - number], digits[count - number], count - number + 1 == here)
             for number in range(1, count + 1)]
    return Markup(f'<svg class="scale__drawing" viewBox="0 0 348 168" width="348" height="168" role="img" '  # noqa: S704
                  f'aria-label="{escape(label)}">{"".join(parts)}</svg>')


def _step(number: int, count: int, width: float, rise: float, word: str, digit: str, here: bool) -> str:
    x, height = (number - 1) * width, rise * number
    middle, top = x + (width - 4) / 2, 136 - height
    mark = "--here" if here else ""
    word_class = f"scale__word{' scale__word' + mark if mark else ''}"
    digit_class = f"scale__digit{' scale__digit' + mark if mark else ''}"
    lines = [f'<rect x="{x:g}" y="{top:g}" width="{width - 4:g}" height="{height:g}" fill="currentColor"/>',
             f'<text class="{digit_class}" x="{middle:g}" y="158" text-anchor="middle">{escape(digit)}</text>']
    if here:
        lines.append(f'<circle class="scale__ring" cx="{middle:g}" cy="153" r="12"/>')
    for row, part in enumerate(reversed(_fitted(word, width, int((top - 20) // 16 + 1)))):
        lines.append(f'<text class="{word_class}" x="{middle:g}" y="{top - 8 - 16 * row:g}" text-anchor="middle">{escape(part)}</text>')
    return "".join(lines)


def _fitted(word: str, width: float, most: int) -> list[str]:
    """A label in so many lines at most, each no wider than its step and what neighbours leave it; what is left out, three dots say."""
    letters, lines = int(width // 6), _wrapped(word, width)
    lines = [_cut(line, letters) for line in lines]
    return lines if len(lines) <= most else [*lines[:most - 1], f"{lines[most - 1].rstrip('…')[:letters - 1]}…"]


def _wrapped(word: str, width: float) -> list[str]:
    """A label in lines that fit a step, about 7.5 pixels a letter."""
    lines = [""]
    for part in word.split():
        if lines[-1] and len(f"{lines[-1]} {part}") * 7.5 > width:
            lines.append(part)
        else:
            lines[-1] = f"{lines[-1]} {part}".strip()
    return lines


WIDE, NARROW = 760, 328
"""Widths a chart is drawn for, in pixels; its text is 14 in both."""


class Drawing(NamedTuple):
    """One picture, drawn twice."""

    wide: Markup
    narrow: Markup


@dataclass(frozen=True, slots=True)
class Stop:
    """A thing that happened, on a line of time."""

    row: str
    """The id of the row that tells of it."""
    shape: str
    """full: a paper held; ring: known through another; dot: known to have been; square: the authority's own."""
    first: date
    last: date


def drawn(name: str, details: str, size: tuple[int, float], parts: Iterable[str]) -> Markup:
    """A drawing of these shapes, in pixels. `name` says to those who cannot see it what it shows, `details` is the id of the table
    or list that tells the same.
    """
    width, height = size
    kind = "wide" if width == WIDE else "narrow"
    return Markup(f'<svg class="chart__{kind}" viewBox="0 0 {width} {height:g}" width="{width}" height="{height:g}" role="img" '  # noqa: S704
                  f'aria-label="{escape(name)}" aria-details="{escape(details)}">{"".join(parts)}</svg>')


def _text(x: float, y: float, words: str, kind: str = "") -> str:
    return f'<text class="chart__text{kind}" x="{x:g}" y="{y:g}">{escape(words)}</text>'


EDGE, LANE = 12, 24
"""Of a line of time: room left of the first day and right of the last; height of a stop that stands above others."""


def timeline(stops: Sequence[Stop], name: str, details: str) -> Drawing:
    """Stops on a line drawn to the scale of time, whole years long, oldest first; those that would touch stand above one another.

    A date wider than its mark (a year, some months) is a box of that width with the mark in its middle.
    """
    return Drawing(_line(stops, name, details, WIDE), _line(stops, name, details, NARROW))


def _line(stops: Sequence[Stop], name: str, details: str, width: int) -> Markup:
    begin = date(min(stop.first.year for stop in stops), 1, 1)
    end = date(max(stop.last.year for stop in stops) + 1, 1, 1)
    scale = (width - 2 * EDGE) / (end - begin).days
    places = [(EDGE + (stop.first - begin).days * scale, EDGE + (stop.last - begin).days * scale) for stop in stops]
    lanes = _lanes([(min(left, (left + right) / 2 - 9), max(right, (left + right) / 2 + 9)) for left, right in places])
    base = LANE * (max(lanes) + 0.5)
    axis = (f'<line class="chart__axis" x1="{EDGE}" x2="{width - EDGE}" y1="{base:g}" y2="{base:g}" '
            f'data-from="{begin}" data-to="{end}"/>')
    stalks = [f'<line class="chart__stalk" x1="{sum(ends) / 2:.2f}" x2="{sum(ends) / 2:.2f}" y1="{base - LANE * lane:g}" y2="{base:g}"/>'
              for ends, lane in zip(places, lanes, strict=True) if lane]
    marks = [_stop(stop, ends, base - LANE * lane) for stop, ends, lane in zip(stops, places, lanes, strict=True)]
    return drawn(name, details, (width, base + 40), [*_years(begin, end, scale, base), *stalks, axis, *marks])


def _lanes(extents: Sequence[tuple[float, float]]) -> list[int]:
    """For each stop the lowest lane where it touches none before it; 0 is the line itself."""
    ends: list[float] = []
    lanes = []
    for left, right in extents:
        lane = next((number for number, end in enumerate(ends) if end + 2 <= left), len(ends))
        ends[lane:lane + 1] = [right]
        lanes.append(lane)
    return lanes


def _years(begin: date, end: date, scale: float, base: float) -> list[str]:
    """A tick where each year begins, and its number below, or every second or third where there is no room."""
    parts = []
    every = ceil(40 / (365 * scale))
    for year in range(begin.year, end.year + 1):
        x = EDGE + (date(year, 1, 1) - begin).days * scale
        parts.append(f'<line class="chart__grid" x1="{x:g}" x2="{x:g}" y1="{base + 12:g}" y2="{base + 22:g}"/>')
        if year < end.year and (year - begin.year) % every == 0:
            parts.append(_text(x + 3, base + 36, str(year), " chart__text--soft"))
    return parts


def _stop(stop: Stop, ends: tuple[float, float], y: float) -> str:
    """A mark in the middle of its days, and a box as wide as they are where that is wider than the mark."""
    left, right = ends
    x = (left + right) / 2
    parts = [f'<rect class="chart__span" x="{left:.2f}" y="{y - 6:g}" width="{right - left:.2f}" height="12"/>'] if right - left > 20 else []
    if stop.shape == "square":
        parts.append(f'<rect class="chart__mark chart__mark--square" x="{x - 6:.2f}" y="{y - 6:g}" width="12" height="12"/>')
    else:
        radius = {"full": 8, "ring": 6.5}.get(stop.shape, 4)
        parts.append(f'<circle class="chart__mark chart__mark--{stop.shape}" cx="{x:.2f}" cy="{y:g}" r="{radius}"/>')
    return f'<g data-row="{escape(stop.row)}">{"".join(parts)}</g>'


@dataclass(frozen=True, slots=True)
class Bar:
    """A number at one time."""

    row: str
    """The id of the row that tells it."""
    label: str
    """When it was so."""
    value: float
    said: str
    """The value as printed."""
    open: bool
    """Told by the authority itself."""


def bars(given: Sequence[Bar], whole: float | None, name: str, details: str) -> Drawing:
    """A bar for each number, from nothing, all on one scale. `whole`, where there is one, is the most there could be: 100 per cent."""
    return Drawing(_rows(given, whole, name, details, WIDE), _rows(given, whole, name, details, NARROW))


LEAST = 40
"""Pixels across that bars have to themselves, however much is printed beside them."""


def _cut(words: str, letters: int) -> str:
    """Words in so many letters at most; what is left out, three dots say, and the table beside the chart has it."""
    return words if len(words) <= letters else f"{words[:letters - 1]}…"


def _rows(given: Sequence[Bar], whole: float | None, name: str, details: str, width: int) -> Markup:
    """Labels beside the bars on wide pages, above them on narrow ones."""
    beside = width == WIDE
    start, row = (200, 38) if beside else (2, 58)
    told = [_cut(bar.said, (width - start - 16 - LEAST) // 8) for bar in given]
    beyond = 16 + 8 * max(map(len, told))
    least, most = min(0, *(bar.value for bar in given)), max(0, whole or 0, *(bar.value for bar in given))
    scale = (width - start - beyond) / ((most - least) or 1)
    nought = start - least * scale
    parts = []
    for number, (bar, said) in enumerate(zip(given, told, strict=True)):
        y = number * row + (8 if beside else 28)
        ends = sorted((nought, nought + bar.value * scale))
        parts.append(_text(0 if beside else 6, y + 16 if beside else y - 8, bar.label))  # clear of the line where the bars begin
        if whole:
            parts.append(f'<rect class="chart__track" x="{nought:g}" y="{y}" width="{whole * scale:g}" height="20"/>')
        parts.append(f'<g data-row="{escape(bar.row)}"><rect class="chart__{"bar" if bar.open else "full"}" x="{ends[0]:.2f}" y="{y}" '
                     f'width="{ends[1] - ends[0]:.2f}" height="20"/></g>')
        parts.append(_text(max(ends[1], nought + (whole or 0) * scale) + 8, y + 16, said, " chart__text--strong"))
    bottom = len(given) * row
    parts.append(f'<line class="chart__grid" x1="{nought:g}" x2="{nought:g}" y1="0" y2="{bottom}"/>')
    if least < 0:  # bars to both sides need to be told where they begin
        parts.append(f'<text class="chart__text chart__text--soft" x="{nought:g}" y="{bottom + 16}" text-anchor="middle">0</text>')
        bottom += 20
    return drawn(name, details, (width, bottom), parts)
