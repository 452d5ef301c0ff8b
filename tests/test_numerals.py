"""Numbers compare however they are written, and words are words."""

import pytest

from plainspoken.numerals import figures, holds, is_number, tokens


@pytest.mark.parametrize(("written", "read"), [
    ("One hundred and twenty two young people", "122 young people"),
    ("forty-five of the 1,200", "45 of the 1200"),
    ("three thousand two hundred and four, a hundred", "3204 100"),
    ("one hundred thousand and two; two million", "100002 2000000"),
    ("rising by two to six", "rising by 2 to 6"),
    ("two and three, five and twenty", "2 and 3 5 and 20"),
    ("a reduction of -14.4% to 54.6/1000", "a reduction of -14.4 % to 54.6 / 1000"),
    ("aged 16-24 or 16 – 24, 17+", "aged 16 - 24 or 16 - 24 17 +"),
    ("12 per cent, 12 percent, 12%", "12 % 12 % 12 %"),
    ("the 1st and the 22nd", "the 1 and the 22"),
    ("NI112, S2 and DE1", "ni112 s2 and de1"),
    ("£26,000 in 2006.", "£ 26000 in 2006"),
    ("The children’s views", "the children's views"),
    ("five hundred and the rest", "500 and the rest"),
    ("hundreds of a kind, a hundred", "hundreds of a kind 100"),
    ("", ""),
])
def test_what_is_written_is_read_as_words_and_numbers(written: str, read: str) -> None:
    assert tokens(written) == read.split()


def test_a_figure_keeps_its_decimals_as_printed() -> None:
    assert tokens("5.0") != tokens("5")
    assert tokens("22.30%") == ["22.30", "%"]


def test_figures_are_only_what_is_in_digits() -> None:
    assert figures("two of 18 schools, 4 per cent") == ["two", "of", "18", "schools", "4", "%"]


def test_a_minus_sign_makes_another_number_and_a_dash_does_not() -> None:
    assert tokens("from -3 to 3") == ["from", "-3", "to", "3"]
    assert tokens("2006-09") == ["2006", "-", "09"]


def test_numbers_are_told_from_words() -> None:
    assert [token for token in tokens("In 2006 -4.5% of NI112") if is_number(token)] == ["2006", "-4.5"]


def test_words_are_found_in_a_row() -> None:
    text = tokens("At 88%, the share with a check is high; 68 were late")
    assert holds(text, tokens("88%"))
    assert holds(text, tokens("the share"))
    assert not holds(text, tokens("68%"))
    assert not holds(text, tokens("high is"))
    assert not holds(text, [])
