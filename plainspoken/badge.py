"""The newest grade of a place -> a small picture that other websites may show: words, and the step they stand on.

It says nothing by colour, names no number of children, and links back. A picture cannot read a style sheet, so its two
colours, paper and ink, stand here.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil
from textwrap import wrap

from markupsafe import escape

from plainspoken import charts, grades, urls, views
from plainspoken.grades import Said
from plainspoken.portal import Card
from plainspoken.records import Judgement
from plainspoken.refer import Reference

WIDTH, EDGE = 300, 14
PAPER, INK = "#ffffff", "#1e1b18"
SMALL, NAMED, LARGE = 12, 15, 20
"""Sizes of type: what is told besides, the place, a grade."""
LETTER = 0.53
"""Width of a letter for its size, on the wide side for the faces a reader may have."""
NO_GRADE = "No grade is known from the papers held."


@dataclass(frozen=True, slots=True)
class Badge:
    """The picture, and what one needs to show it."""

    svg: str
    words: str
    """All that it says, for those who cannot see it."""
    height: int


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of words in the picture."""

    words: str
    size: int
    strong: bool = False
    said: Said | None = None
    """The grade whose steps stand before it."""
    above: int = 0
    """Space above it."""


def newest(cards: Sequence[Card]) -> Card | None:
    """The last inspection that gave a grade on a scale, and let it stand; else the last that said something in words. Cards stand oldest first."""
    dated = [card for card in reversed(cards) if card.year]
    return next(filter(_graded, dated), None) or next(filter(_shown, dated), None)


def _shown(card: Card) -> list[Judgement]:
    """What a badge shows of an inspection: its grades, or where it gave none on a scale its words. Counts are no badge's business."""
    return _graded(card) or [one for one in card.headline if one.words and one.standing != "withdrawn"]


def _graded(card: Card) -> list[Judgement]:
    return [one for one in card.headline if one.grade and one.standing != "withdrawn"]


def draw(reference: Reference, name: str, card: Card | None) -> Badge:
    """The badge of an authority, with the inspection that gave its newest grade."""
    place = reference.authorities[name]
    told = list(_told(reference, card)) if card else [_Line(NO_GRADE, SMALL, above=6)]
    lines = [row for line in (_Line(place.name, NAMED, True), *told, _Line(reference.settings.title, SMALL, True, above=10)) for row in _wrapped(line)]
    parts, y = [], EDGE - 2
    for line in lines:
        y += line.above + ceil(line.size * 1.3)
        parts.append(_written(line, y))
    height = y + EDGE
    words = f"{place.name}: {''.join(_aloud(line) for line in told).strip()}"
    frame = (f'<rect x="0.5" y="0.5" width="{WIDTH - 1}" height="{height - 1}" fill="{PAPER}" stroke="{INK}"/>'
             f'<rect width="{WIDTH}" height="4" fill="{INK}"/>')
    svg = (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" fill="none" color="{INK}" '
           f'lang="{escape(reference.settings.language)}"><title>{escape(words)}</title>'
           f'<a href="{escape(urls.relative(urls.badge(name), urls.authority(name)))}">{frame}{"".join(parts)}</a></svg>\n')
    return Badge(svg, words, height)


def _told(reference: Reference, card: Card) -> Iterator[_Line]:
    """Each headline grade in words, with the digit as printed and which was the best; then what gave it, and when."""
    framework = reference.frameworks[card.framework]
    shown = _shown(card)
    named = len(shown) > 1 or card.coverage != "full"
    for one in shown:
        said = grades.say(one, framework, reference)
        if named:
            yield _Line(views.area_name(framework, one.area), SMALL, above=8)
        yield _Line(said.word, LARGE, said=said, above=0 if named else 4)
        yield _Line(said.printed, SMALL)
        for note in said.notes:
            yield _Line(note, SMALL)
    when = "" if card.year in framework.name else f", {card.year}"
    yield _Line(f"{framework.name}{when}", SMALL, above=8)


def _aloud(line: _Line) -> str:
    """A line as it is read out: a grade goes on with how it was printed, any other ends."""
    return f"{line.words}{',' if line.said else '' if line.words.endswith('.') else '.'} "


def _wrapped(line: _Line) -> Iterator[_Line]:
    """A line in as many as it takes to fit the width; a word that is longer than a line is broken."""
    room = WIDTH - 2 * EDGE - (_steps_width(line.said) if line.said else 0)
    most = int(room / (line.size * LETTER * (1.06 if line.strong else 1)))
    rows = [""]
    for word in (part for whole in line.words.split() for part in wrap(whole, most, break_on_hyphens=False)):
        if rows[-1] and len(f"{rows[-1]} {word}") > most:
            rows.append(word)
        else:
            rows[-1] = f"{rows[-1]} {word}".strip()
    for number, row in enumerate(rows):
        yield _Line(row, line.size, line.strong, line.said if not number else None, line.above if not number else 0)


def _steps_width(said: Said) -> int:
    return said.steps.count("<rect") * (charts.BAR + charts.GAP) + 8


def _written(line: _Line, y: int) -> str:
    indent = _steps_width(line.said) if line.said else 0
    steps = f'<g transform="translate({EDGE} {y - charts.HEIGHT})">{line.said.steps}</g>' if line.said else ""
    face = "serif" if line.size == LARGE else "sans-serif"
    weight = ' font-weight="700"' if line.strong else ""
    return f'{steps}<text x="{EDGE + indent}" y="{y}" font-family="{face}" font-size="{line.size}"{weight} fill="{INK}">{escape(line.words)}</text>'


def snippet(reference: Reference, name: str, badge: Badge) -> str:
    """The HTML by which another website shows it, with a link back."""
    base = reference.settings.base_address
    picture = (f'<img src="{escape(urls.public(base, urls.badge(name)))}" width="{WIDTH}" height="{badge.height}" '
               f'alt="{escape(badge.words)}">')
    return f'<a href="{escape(urls.public(base, urls.authority(name)))}">{picture}</a>'
