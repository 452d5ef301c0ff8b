"""Shapes that mean what the words beside them say."""

import re
from xml.etree import ElementTree

import pytest

from plainspoken import charts


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
