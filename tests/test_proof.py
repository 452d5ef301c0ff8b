"""A fact is proved where it stands, and nowhere else: grades in the row of their area, numbers as they are read."""

from collections.abc import Mapping

import pytest

from plainspoken.facts import Fact, Tokens
from plainspoken.numerals import tokens
from plainspoken.proof import Copy
from plainspoken.reference import Term

PAPER = """# Report

## Grades

Area\tGrade
Care of children\t2
Schools\t4
4\tBest\tExcellent
3\tFair\tGood
2\tPoor\tAdequate

## Care

Grade 2 (Adequate)

Care is adequate. At 88%, the share of the four homes is high; over 12 of 14 were good since 9 May 2021.

**4: excellent; 3: good; 2: adequate**

## Asked for

**Timescale: at once**

1. Find homes by May/June 2022.

At Key Stage 2 results fell.

**For action over the next six months**

2. Find 30 more.
"""
LABELS = ("Excellent", "Good", "Adequate")
BANDS = ("For action at once", "For action over the next six months")
MEANINGS = {"key-stage": Term(term="Key Stage", plain="Stage 2 is age seven to 11.", also=("Key Stages",))}


def proves(kind: str, shown: str, *where: str, needed: tuple[Tokens, ...] = (), title: str = "Care of children",
           among: tuple[str, ...] = (), glossary: Mapping[str, Term] = MEANINGS) -> bool:
    """Is the fact found at one of these places?"""
    fact = Fact(kind, shown, needed or (tuple(tokens(shown)),), "report", where, (), title, tuple(tuple(tokens(one)) for one in among))
    return Copy(PAPER, glossary).proves(fact)


def test_a_figure_stands_with_its_per_cent_and_its_qualifier() -> None:
    assert proves("figure", "88%", "Care, paragraph 1")
    assert not proves("figure", "12%", "Care, paragraph 1")
    assert proves("figure", "over 12", "Care, paragraph 1", needed=(("12",), ("over",)))
    assert not proves("figure", "under 12", "Care, paragraph 1", needed=(("12",), ("under",)))


def test_a_number_in_words_is_the_number_in_digits() -> None:
    assert proves("figure", "4", "Care, paragraph 1")
    assert proves("figure", "four", "Care, paragraph 1")
    assert not proves("figure", "five", "Care, paragraph 1")


@pytest.mark.parametrize(("sentence", "there", "not_there"), [
    ("Of sixty, five were late.", ("60", "5"), ("65",)),
    ("All were under twenty. Five left.", ("20", "5"), ("25",)),
    ("Between two hundred and three hundred came.", ("200", "300"), ("203",)),
    ("Between one thousand and two thousand came.", ("1,000", "2,000"), ("3,000",)),
    ("There were 1 200 of them on 26.11.2007.", ("1,200", "2007"), ("200", "26.11")),
])
def test_the_numbers_of_a_sentence_are_those_it_says(sentence: str, there: tuple[str, ...], not_there: tuple[str, ...]) -> None:
    copy = Copy(f"# Report\n\n{sentence}\n", {})
    held = {shown: copy.proves(Fact("figure", shown, (tuple(tokens(shown)),), "report", ("Report, paragraph 1",))) for shown in there + not_there}
    assert held == dict.fromkeys(there, True) | dict.fromkeys(not_there, False)


def test_a_number_is_not_found_in_another_paragraph_or_across_two() -> None:
    assert not proves("figure", "88%", "Asked for, paragraph 1")
    assert not proves("words", "fell for action", "Asked for")


def test_one_of_several_places_is_enough_and_none_means_the_whole_paper() -> None:
    assert proves("figure", "88%", "Asked for, paragraph 1", "Care, paragraph 1")
    assert proves("figure", "88%")
    assert not proves("figure", "89%")


@pytest.mark.parametrize(("key", "found"), [("2021-05-09", True), ("2021-05", True), ("2021-05-10", False), ("2022-05", False)])
def test_a_date_stands_as_finely_as_it_is_written(key: str, found: bool) -> None:
    assert proves("date", key, "Care, paragraph 1", needed=((key,),)) is found


@pytest.mark.parametrize(("title", "digit", "label", "found"), [
    ("Care of children", "2", "Adequate", True),
    ("Care of children", "4", "Excellent", False),
    ("Schools", "4", "Excellent", True),
    ("Health", "3", "Good", False),
])
def test_a_grade_in_a_table_stands_in_the_row_of_its_area_and_not_in_the_key(title: str, digit: str, label: str, found: bool) -> None:
    assert proves("digit", digit, "Grades, table", title=title, among=(label, *LABELS)) is found


def test_a_printed_grade_may_stand_on_the_line_above_its_paragraph() -> None:
    assert proves("digit", "2", "Care, paragraph 1", title="Health", among=("Adequate", *LABELS))
    assert not proves("digit", "4", "Care, paragraph 1", title="Health", among=("Excellent", *LABELS))  # four homes are no grade
    assert not proves("digit", "3", "Care", title="Health", among=("Good", *LABELS))  # the key below it is none either


def test_a_grade_in_words_stands_at_the_first_place_that_says_one() -> None:
    assert proves("grade", "adequate", "Asked for, paragraph 1", "Care, paragraph 1", title="Health", among=LABELS)
    assert not proves("grade", "excellent", "Care, paragraph 1", "Grades, table", title="Health", among=LABELS)


def test_a_heading_that_holds_a_grades_word_in_passing_prints_no_grade() -> None:
    paper = "How good is health?\n\nGrade 2 (Adequate)\n\nHealth was weighed.\n"
    held = {label: Fact("grade", label, ((label,),), "report", ("How good is health?, paragraph 1",), (), "Health", (("good",), ("adequate",)))
            for label in ("good", "adequate")}
    assert {label: Copy(paper, {}).proves(fact) for label, fact in held.items()} == {"good": False, "adequate": True}


def test_a_time_band_is_the_one_that_its_own_page_prints() -> None:
    assert proves("band", "For action at once", "Asked for, paragraph 1", among=BANDS)
    assert proves("band", "For action over the next six months", "Asked for", among=BANDS)
    assert not proves("band", "For action over the next six months", "Asked for", "Asked for, paragraph 1", among=BANDS)
    assert not proves("band", "For action at once", "Asked for, paragraph 3", among=BANDS)


def test_the_number_of_a_recommendation_stands_before_it() -> None:
    assert proves("item", "2", "Asked for, paragraph 3")
    assert not proves("item", "2", "Asked for, paragraph 1")
    assert not proves("item", "30", "Asked for, paragraph 3")


def test_a_number_of_ours_may_be_the_glossarys_where_its_word_stands() -> None:
    assert proves("number", "11", "Asked for, paragraph 2")
    assert not proves("number", "11", "Asked for, paragraph 1")
    assert not proves("number", "12", "Asked for, paragraph 2")
    assert not proves("number", "11", "Asked for, paragraph 2", glossary={})
    assert not proves("figure", "11", "Asked for, paragraph 2")


@pytest.mark.parametrize(("shown", "nearest"), [("88%", "Care, paragraph 1"), ("30", "paragraph 2"), ("99", "")])
def test_the_nearest_place_where_a_number_does_stand_is_told(shown: str, nearest: str) -> None:
    fact = Fact("figure", shown, (tuple(tokens(shown)),), "report", ("Grades, table",))
    assert Copy(PAPER, {}).nearest(fact) == nearest
