"""Shapes that mean what the words beside them say."""

import re
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from plainspoken import charts, dates


@pytest.mark.parametrize("steps", [2, 3, 4, 5, 7])
def test_a_climb_is_filled_up_to_the_grade(steps: int) -> None:
    for rank in range(1, steps + 1):
        drawing = charts.climb(rank, steps)
        ElementTree.fromstring(drawing)
        assert len(re.findall("fill=", drawing)) == steps - rank + 1
        assert len(re.findall("stroke=", drawing)) == rank - 1


def test_the_same_meaning_looks_the_same_whichever_way_its_digits_run() -> None:
    """3 of 4 where 4 is best and 2 of 4 where 1 is best are both second best."""
    assert charts.climb(2, 4) == charts.climb(2, 4)
    assert charts.climb(2, 4) != charts.climb(3, 4)


def test_a_scale_shows_every_word_and_digit_worst_first() -> None:
    drawing = charts.scale(["Blazing", "Bright", "Dim"], ["A", "B", ""], here=2)
    ElementTree.fromstring(drawing)
    assert 'aria-label="Worst to best: Dim, Bright B, Blazing A"' in drawing
    words = re.findall(r">([A-Za-z]+)</text>", drawing)
    assert words == ["Dim", "B", "Bright", "A", "Blazing"]
    assert drawing.count("scale__ring") == 1
    assert "style=" not in drawing


def test_a_long_label_is_broken_into_lines_that_fit() -> None:
    drawing = charts.scale(["Well above what was required", "Enough", "Little", "Less", "None"], ["1", "2", "3", "4", "5"])
    assert drawing.count("<text") > 10


def test_labels_cannot_break_out_of_the_drawing() -> None:
    drawing = charts.scale(['<script>"', "b"], ["&", "2"])
    assert "<script" not in drawing
    ElementTree.fromstring(drawing)


def number(node: LexborNode, name: str) -> float:
    """An attribute as a number."""
    return float(node.attributes[name] or "nan")


def stops(*days: str) -> list[charts.Stop]:
    """A stop for each date, as a publisher writes it."""
    spans = [dates.read_one(day) for day in days]
    return [charts.Stop(f"row-{number}", "full", span.first, span.last) for number, span in enumerate(spans)]


def centres(drawing: str) -> list[tuple[float, float]]:
    """The middle of each mark."""
    return [(number(mark, "cx"), number(mark, "cy")) for mark in LexborHTMLParser(drawing).css("circle.chart__mark")]


@pytest.mark.parametrize("which", [0, 1], ids=["wide", "narrow"])
def test_stops_close_in_time_never_cover_one_another(which: int) -> None:
    crowd = ["2007-10-05", "2007-10-06", "2007-10-07"] * 3
    drawing = charts.timeline(stops("2004", *crowd, "October 2007", "1995", "2011-05-09/2011-05-20"), "all", "list")[which]
    found = centres(drawing)
    assert len(found) == 13
    for at, one in enumerate(found):
        assert all(abs(one[0] - other[0]) > 15 or abs(one[1] - other[1]) > 15 for other in found[at + 1:])
    box = LexborHTMLParser(drawing).css_first("svg")
    assert all(0 < x < number(box, "width") and 0 < y < number(box, "height") for x, y in found)


def test_a_date_wider_than_its_mark_is_drawn_as_wide_as_it_is() -> None:
    drawing = LexborHTMLParser(charts.timeline(stops("2004", "2006-11-01"), "two", "list").wide)
    (box,) = drawing.css("rect.chart__span")
    axis = drawing.css_first("line.chart__axis")
    assert number(box, "width") == pytest.approx((number(axis, "x2") - number(axis, "x1")) / 3, rel=0.01)


def test_only_some_years_are_numbered_where_there_is_no_room_for_all() -> None:
    """Each year has its tick."""
    drawing = charts.timeline(stops("1990", "2011"), "two", "list")
    for one in drawing:
        page = LexborHTMLParser(one)
        assert len(page.css("line.chart__grid")) == 23
        years = [int(text.text()) for text in page.css("text")]
        places = [number(text, "x") for text in page.css("text")]
        assert years[0] == 1990 and years == sorted(years)
        assert min(after - before for before, after in pairwise(places)) > 34


@pytest.mark.parametrize("values", [(5.0, 10.0), (-14.4, -27.8), (-3.0, 6.0), (0.0, 0.0)])
@pytest.mark.parametrize("which", [0, 1], ids=["wide", "narrow"])
def test_bars_stay_inside_their_drawing(values: tuple[float, float], which: int) -> None:
    given = [charts.Bar(f"row-{value}", "2009/10", value, f"provisional {value}", open=False) for value in values]
    drawing = LexborHTMLParser(charts.bars(given, None, "two", "table")[which])
    box = drawing.css_first("svg")
    for bar in drawing.css("rect"):
        assert number(bar, "x") >= 0 and number(bar, "x") + number(bar, "width") <= number(box, "width")
        assert number(bar, "y") >= 0 and number(bar, "y") + number(bar, "height") <= number(box, "height")
    for text in drawing.css("text"):
        assert number(text, "x") + 8 * len(text.text()) <= number(box, "width")


@pytest.mark.parametrize("letters", [33, 34, 40, 63, 64, 200])
@pytest.mark.parametrize("values", [(5.0, 10.0), (-14.4, 27.8)])
def test_bars_beside_a_long_value_stay_inside_their_drawing(values: tuple[float, float], letters: int) -> None:
    for drawing in charts.bars([charts.Bar(f"row-{value}", "2009/10", value, "x" * letters, open=False) for value in values], None, "two", "table"):
        page = LexborHTMLParser(drawing)
        box = number(page.css_first("svg"), "width")
        assert len(page.css("g rect")) == 2
        for bar in page.css("g rect"):
            assert number(bar, "x") >= 0 and number(bar, "width") > 5 and number(bar, "x") + number(bar, "width") <= box
        said = [text for text in page.css("text") if "x" in text.text()]
        assert all(number(text, "x") + 8 * len(text.text()) <= box for text in said)
        assert {text.text() for text in said} == {"x" * letters} or {text.text()[-1] for text in said} == {"…"}


@pytest.mark.parametrize("last", ["2000", "2160"])
def test_a_line_of_time_may_be_centuries_long(last: str) -> None:
    for one in charts.timeline(stops("1850", last), "two", "list"):
        page = LexborHTMLParser(one)
        places = [number(text, "x") for text in page.css("text")]
        assert len(places) > 2 and min(after - before for before, after in pairwise(places)) > 34


def test_an_address_too_long_for_any_code_has_none() -> None:
    assert charts.code("https://portal.example/", "x").startswith("<svg")
    assert charts.code("https://portal.example/" + "x" * 1700, "x") == ""


def test_a_chart_cannot_be_broken_out_of() -> None:
    bars = charts.bars([charts.Bar('"><script>', "<b>", 1.0, "&", open=True)], 100.0, '"<script>', '"<script>')
    line = charts.timeline([charts.Stop('"><script>', "ring", dates.read_one("2004").first, dates.read_one("2004").last)], '"<script>', "x")
    for drawing in (*bars, *line):
        assert "<script" not in drawing and "style=" not in drawing
        ElementTree.fromstring(drawing)


def test_a_scale_of_many_steps_with_long_names_keeps_to_its_drawing() -> None:
    long = ["Outstanding in nearly every respect that inspectors looked at", *(f"Step {number}" for number in range(5)), "W" * 60]
    drawing = charts.scale(long, [str(number) for number in range(1, 8)])
    texts = re.findall(r'scale__word" x="([\d.]+)" y="([\d.]+)"[^>]*>([^<]*)<', drawing)
    assert len(texts) >= 7
    assert all(float(y) >= 12 and len(words) <= 8 for _, y, words in texts)
    assert sum("…" in words for _, _, words in texts) == 3
    assert all(word in drawing for word in long), "its name says them in full"
    assert "…" not in charts.scale(["Outstanding", "Good", "Adequate", "Inadequate"], ["4", "3", "2", "1"])
