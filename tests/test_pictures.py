"""Every drawn picture has a list or table with the same data: looked at on every page of the real portal."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from plainspoken import dates
from plainspoken.pages import pictures
from plainspoken.portal import Card
from tests.test_pages import files, real

MONTH = "(" + "|".join(name.capitalize() for name in dates.MONTHS) + ")"
DAYS = re.compile(rf"(?:(\d+)(?: to (\d+))? )?(?:{MONTH}(?: and {MONTH})? )?(\d{{4}})")


class Chart(NamedTuple):
    """A drawing on a page, with what it is drawn from."""

    path: str
    drawing: LexborNode
    told: LexborNode
    """The list or table."""


@cache
def pages() -> dict[str, LexborHTMLParser]:
    """Every page of the real portal, read as a browser would."""
    return {path: LexborHTMLParser(text) for path, text in files().items() if path.endswith(".html")}


@cache
def drawn() -> tuple[Chart, ...]:
    """Every picture that carries data."""
    return tuple(_drawn())


def _drawn() -> Iterator[Chart]:
    for path, page in pages().items():
        for drawing in page.css("figure.chart svg"):
            name = drawing.attributes.get("aria-details") or drawing.attributes.get("aria-describedby")
            found = page.css(f"#{name}") if name else []
            assert len(found) == 1, (path, name)
            yield Chart(path, drawing, found[0])


def rows(told: LexborNode) -> dict[str, LexborNode]:
    """The rows of a list or table by id."""
    return {row.attributes["id"] or "": row for row in told.css("li[id], tr[id]")}


def marks(drawing: LexborNode) -> dict[str, LexborNode]:
    """What is drawn, by the row it stands for."""
    return {mark.attributes["data-row"] or "": mark for mark in drawing.css("[data-row]")}


def when(words: str) -> tuple[date, date] | None:
    """First and last day of a date as a page prints it; None where there is none."""
    found = DAYS.fullmatch(words)
    if not found:
        return None
    first, last, month, other, year = found.groups()
    if not month:
        return date(int(year), 1, 1), date(int(year), 12, 31)
    start, end = (date(int(year), dates.MONTHS.index(name.lower()) + 1, 1) for name in (month, other or month))
    if first:
        return start.replace(day=int(first)), start.replace(day=int(last or first))
    return start, (end.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


@pytest.mark.parametrize(("words", "days"), [
    ("2004", ("2004-01-01", "2004-12-31")), ("1 November 2006", ("2006-11-01", "2006-11-01")), ("October 2007", ("2007-10-01", "2007-10-31")),
    ("September and October 2007", ("2007-09-01", "2007-10-31")), ("9 to 20 May 2011", ("2011-05-09", "2011-05-20")), ("date not known", None),
])
def test_the_test_reads_dates_as_pages_print_them(words: str, days: tuple[str, str] | None) -> None:
    found = when(words)
    assert (tuple(day.isoformat() for day in found) if found else None) == days


def number(node: LexborNode, name: str) -> float:
    """An attribute as a number."""
    return float(node.attributes[name] or "nan")


def test_every_chart_names_what_it_is_drawn_from_and_draws_every_row_of_it() -> None:
    """Wide and narrow alike. A row without a date is told to be left out."""
    assert len(drawn()) > 10
    for chart in drawn():
        told, shown = rows(chart.told), marks(chart.drawing)
        left = [name for name, row in told.items() if row.css(".timeline__when") and when(row.css_first(".timeline__when").text(strip=True)) is None]
        assert shown and set(shown) == set(told) - set(left), chart.path
        caption = chart.drawing.parent.css_first("figcaption").text() if chart.drawing.parent else ""
        assert not left or re.search(rf"Not drawn: {len(left)} ", caption), chart.path
        assert chart.drawing.attributes["role"] == "img" and chart.drawing.attributes["aria-label"], chart.path


def test_every_chart_is_drawn_for_wide_pages_and_for_narrow_ones() -> None:
    looked = 0
    for path, page in pages().items():
        for figure in page.css("figure.chart"):
            kinds = [drawing.attributes["class"] for drawing in figure.css("svg")]
            assert kinds == ["chart__wide", "chart__narrow"], path
            assert len({frozenset(marks(drawing)) for drawing in figure.css("svg")}) == 1, path
            looked += 1
    assert looked > 5


def test_a_stop_stands_where_the_date_in_its_row_says() -> None:
    """The middle of each mark, on the axis that the drawing states, is the middle of the days that the list prints."""
    looked = 0
    for chart in drawn():
        axis = chart.drawing.css_first("line.chart__axis")
        if axis is None:
            continue
        begin, end = (date.fromisoformat(axis.attributes[name] or "") for name in ("data-from", "data-to"))
        scale = (number(axis, "x2") - number(axis, "x1")) / (end - begin).days
        for name, mark in marks(chart.drawing).items():
            days = when(rows(chart.told)[name].css_first(".timeline__when").text(strip=True))
            assert days, (chart.path, name)
            expected = number(axis, "x1") + ((days[0] - begin).days + (days[1] - begin).days) / 2 * scale
            shape = mark.css_first(".chart__mark")
            middle = number(shape, "cx") if shape.tag == "circle" else number(shape, "x") + number(shape, "width") / 2
            assert middle == pytest.approx(expected, abs=0.02), (chart.path, name)
            looked += 1
    assert looked > 30


SHAPES = {"m-inspectors": "chart__mark--full", "m-inspectors-told": "chart__mark--ring", "m-inspectors-spoke": "chart__mark--dot",
          "m-council": "chart__mark--square"}


def test_a_stop_has_the_shape_of_its_row() -> None:
    looked = 0
    for chart in drawn():
        for name, mark in marks(chart.drawing).items():
            use = rows(chart.told)[name].css_first(".timeline__mark use")
            if use:
                assert SHAPES[(use.attributes["href"] or "").removeprefix("#")] in (mark.css_first(".chart__mark").attributes["class"] or "").split()
                looked += 1
    assert looked > 30


def test_a_bar_is_as_long_as_the_number_in_its_row() -> None:
    """All bars of a drawing on one scale, from nothing; below nothing to the other side; and the number is written beside it."""
    looked = 0
    for chart in drawn():
        bars = {name: mark.css_first("rect") for name, mark in marks(chart.drawing).items() if rows(chart.told)[name].css(".chart__value")}
        scales = []
        for name, bar in bars.items():
            printed = rows(chart.told)[name].css_first(".chart__value").text(strip=True)
            value = float(printed.split()[-1].rstrip("%").replace(",", ""))
            nought = number(chart.drawing.css_first("line.chart__grid"), "x1")
            assert (number(bar, "x") if value > 0 else number(bar, "x") + number(bar, "width")) == pytest.approx(nought, abs=0.02), chart.path
            assert printed in [text.text() for text in chart.drawing.css("text")], chart.path
            assert rows(chart.told)[name].css_first("th").text(strip=True) in [text.text() for text in chart.drawing.css("text")], chart.path
            scales.append(number(bar, "width") / abs(value))
            looked += 1
        assert not scales or max(scales) == pytest.approx(min(scales), rel=0.001), chart.path
        for track in chart.drawing.css("rect.chart__track"):
            assert number(track, "width") == pytest.approx(100 * scales[0], rel=0.001), chart.path
    assert looked >= 12


def test_the_name_of_a_picture_for_ears_has_its_numbers() -> None:
    looked = 0
    for chart in drawn():
        for value in chart.told.css(".chart__value"):
            assert value.text(strip=True) in (chart.drawing.attributes["aria-label"] or "")
            looked += 1
    assert looked >= 12


# The small climb beside a grade, and the scales.

def steps() -> set[tuple[str, int, int, str, str]]:
    """(word, bars filled, bars, digit, what was the best) of every step of every scale."""
    return {(step.label, len(scale.steps) - rank, len(scale.steps), step.printed or "", scale.steps[0].printed or scale.steps[0].label)
            for framework in real().reference.frameworks.values() for scale in framework.scales.values() for rank, step in enumerate(scale.steps)}


def test_every_climb_says_what_the_word_and_digit_beside_it_say() -> None:
    looked = 0
    known = steps()
    for path, page in pages().items():
        for grade in page.css(".grade"):
            climb = grade.css_first("svg.steps")
            if climb is None:
                continue
            bars = climb.css("rect")
            filled = sum(bar.attributes.get("fill") is not None for bar in bars)
            word, printed = grade.css_first(".grade__word").text(strip=True), grade.css_first(".grade__printed").text(strip=True)
            full = re.fullmatch(r"printed as (.+); (.+) was the best", printed)
            digit, best = (full[1], full[2]) if full else (printed, None)
            fits = [step for step in known if step[:3] == (word, filled, len(bars)) and (digit in {"in words", step[3]}) and best in {None, step[4]}]
            assert fits, (path, word, printed, filled)
            looked += 1
    assert looked > 300


def test_a_digit_in_a_table_of_several_scales_stands_below_its_direction() -> None:
    """The head of its column says which end was the best, and so does its own label, where the table is folded."""
    looked = 0
    known = {(word, digit, best) for word, _, _, digit, best in steps()}
    for path, page in pages().items():
        for table in page.css("table.judgements:not(.judgements--told):not(.judgements--narrow)"):
            heads = [(head.css_first(".table__about").text() if head.css(".table__about") else "") for head in table.css("thead th")]
            for row in table.css("tbody tr"):
                for cell, head in zip(row.css("td"), heads[1:], strict=True):
                    for grade in cell.css(".grade"):
                        word, digit = (grade.css_first(name).text(strip=True) for name in (".grade__word", ".grade__printed"))
                        if grade.css("svg.steps") and digit != "in words":
                            assert (word, digit, head.removesuffix(" was the best")) in known, (path, word, digit, head)
                            label = (cell.attributes["data-label"] or "").split("\n")
                            assert label[1:] == [head.replace(" ", "\N{NO-BREAK SPACE}")], path  # on a line of its own, never broken
                            looked += 1
    assert looked > 20


def test_a_scale_is_drawn_worst_first_as_its_words_for_ears_say() -> None:
    looked = 0
    for path, page in pages().items():
        for drawing in page.css("svg.scale__drawing"):
            told = (drawing.attributes["aria-label"] or "").removeprefix("Worst to best: ")
            shown = [text.text() for text in drawing.css("text")]
            assert sorted(re.findall(r"[\w/]+", told)) == sorted(re.findall(r"[\w/]+", " ".join(shown))), path
            assert drawing.parent and f"{shown[-2] if shown[-2].isdigit() else shown[-1]} was the best" in drawing.parent.text(), path
            looked += 1
    assert looked > 5


def test_a_place_with_one_date_has_no_line_to_draw() -> None:
    cards: list[Card] = [card for card in real().oldest_first if card.date.spans]
    assert pictures.timeline(cards[:1], "one") is None or cards[0].plan
    assert pictures.timeline([], "none") is None
    assert pictures.timeline(cards[:2], "two")
