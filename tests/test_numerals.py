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
    ("There were 1 200 of them, 1\N{NO-BREAK SPACE}200 here, £12 000.50 there", "there were 1200 of them 1200 here £ 12000.50 there"),
    ("", ""),
])
def test_what_is_written_is_read_as_words_and_numbers(written: str, read: str) -> None:
    assert tokens(written) == read.split()


@pytest.mark.parametrize(("written", "read"), [
    ("Of sixty, five were late", "of 60 5 were late"),
    ("All were under twenty. Five left", "all were under 20 5 left"),
    ("twenty (five left)", "20 5 left"),
    ("twenty – five", "20 - 5"),
    ("twenty—five left", "20 - 5 left"),
    ("Twenty\tfive", "20 5"),
    ("two hundred, and three", "200 and 3"),
    ("four thousand; six", "4000 6"),
    ("five, hundred", "5 hundred"),
])
def test_a_number_in_words_ends_at_punctuation(written: str, read: str) -> None:
    assert tokens(written) == read.split()


@pytest.mark.parametrize(("written", "read"), [
    ("twenty-five, twenty‑five, twenty five, twenty- five", "25 25 25 25"),
    ("two-hundred-and-five, ten-thousand", "205 10000"),
    ("one hundred\nand twenty\N{NO-BREAK SPACE}two", "122"),
])
def test_a_number_in_words_is_joined_by_spaces_hyphens_and_the_word_and(written: str, read: str) -> None:
    assert tokens(written) == read.split()


@pytest.mark.parametrize(("written", "read"), [
    ("Between two hundred and three hundred came", "between 200 and 300 came"),
    ("two hundred and twenty-one hundred", "200 and 2100"),
    ("between one thousand and two thousand", "between 1000 and 2000"),
    ("one thousand three hundred and four hundred", "1300 and 400"),
    ("between one thousand and two million", "between 1000 and 2000000"),
    ("one thousand and two hundred thousand", "1000 and 200000"),
    ("two hundred and three thousand", "203000"),
    ("two million three thousand and four", "2003004"),
    ("one-two hundred", "1 - 200"),
])
def test_two_numbers_in_words_are_not_one(written: str, read: str) -> None:
    assert tokens(written) == read.split()


@pytest.mark.parametrize("written", ["88 120 340 1", "2006 120 children", "0115 123 456", "1 20", "1 2000", "05 120", "3 1 200", "3\t120"])
def test_numbers_beside_each_other_are_not_one(written: str) -> None:
    assert tokens(written) == written.split()


@pytest.mark.parametrize("written", ["26.11.2007", "26-11-2007", "26–11–2007", "2007-11-26", "26/11/2007"])
def test_a_day_in_figures_is_read_alike_whatever_parts_it(written: str) -> None:
    assert tokens(f"on {written}.") == ["on", "26", "/", "11", "/", "2007"]


@pytest.mark.parametrize(("written", "read"), [
    ("3.15 of 2007", "3.15 of 2007"), ("26.11.20071", "26.11 20071"), ("1.2.3.2007", "1.2 3.2007"), ("Key Stages 3–4 – 2007", "key stages 3 - 4 - 2007"),
])
def test_what_is_no_day_in_figures_is_read_as_its_numbers(written: str, read: str) -> None:
    assert tokens(written) == read.split()


def test_letters_that_print_as_one_and_soft_hyphens_are_no_other_words() -> None:
    assert tokens("oﬃce, ﬁve ﬂats, staﬀ, chil\N{SOFT HYPHEN}dren") == tokens("office, five flats, staff, children")


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
