"""Data -> SVG shapes, drawn at build time.

Every picture stands beside the same data in words or a table, takes its colour from the style sheet, and is legible in
grey. Only this module and markdown.py make markup.
"""

from collections.abc import Iterable, Sequence

import segno
from markupsafe import Markup, escape

BAR, GAP, HEIGHT = 5, 1, 16
"""Of the small climb beside a grade, in pixels: bar width, gap, height of the best step."""


def code(address: str, label: str) -> Markup:
    """An address as a QR code that a phone reads, a quarter of it spare, with the quiet zone the standard asks for."""
    drawn = segno.make(address, error="q", micro=False).svg_inline(border=4, omitsize=True, svgclass="code", lineclass="code__line")
    return Markup(drawn.replace("<svg ", f'<svg role="img" aria-label="{escape(label)}" ', 1))  # noqa: S704


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


def picture(parts: Iterable[str], width: int, height: int, css: str, name: str) -> Markup:
    """A drawing of these shapes; `name` says to those who cannot see it what it shows."""
    return Markup(f'<svg class="{css}" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img" '  # noqa: S704
                  f'aria-label="{escape(name)}">{"".join(parts)}</svg>')


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
    for row, part in enumerate(reversed(_wrapped(word, width))):
        lines.append(f'<text class="{word_class}" x="{middle:g}" y="{top - 8 - 16 * row:g}" text-anchor="middle">{escape(part)}</text>')
    return "".join(lines)


def _wrapped(word: str, width: float) -> list[str]:
    """A label in lines that fit a step, about 7.5 pixels a letter."""
    lines = [""]
    for part in word.split():
        if lines[-1] and len(f"{lines[-1]} {part}") * 7.5 > width:
            lines.append(part)
        else:
            lines[-1] = f"{lines[-1]} {part}".strip()
    return lines
