"""How a judgement is said, whatever its scale."""

from dataclasses import replace

import pytest

from plainspoken import dates, grades
from plainspoken.records import Judgement, Regrade
from plainspoken.refer import Reference
from plainspoken.reference import Area, Framework, Scale, Step
from plainspoken.settings import Called, Interface, Publisher, Settings

SETTINGS = Settings(
    title="T", tagline="T", introduction="T", base_address="https://a.example/", publisher=Publisher(name="P", about="A"),
    called=Called(one="port", many="ports"), regions={}, kinds={}, finding_kinds={}, improvement_kinds=(), licence="L", source_line="S",
    emergency_number="1")
WORDS = Interface(name="W", states={"unseen": "not seen"}, coverage={}, answers={}, progress={}, standings={"provisional": "provisional"},
                  tellings={}, comparisons={}, young_headings={}, young={})
FRAMEWORK = Framework(
    name="F", about="A", states={"fog": "too foggy"},
    scales={"up": Scale(steps=(Step(id="high", label="High", printed="2"), Step(id="low", label="Low", printed="1"))),
            "plain": Scale(steps=(Step(id="fine", label="Fine"), Step(id="poor", label="Poor")))},
    areas=(Area(id="quay", title="Quay"), Area(id="light", title="Light", scale="plain")))
REFERENCE = Reference(SETTINGS, WORDS, {"en": WORDS}, {}, {}, {}, {}, {})


def said(**fields: object) -> grades.Said:
    return grades.say(replace(Judgement(area="quay", where=("page 1",)), **fields), FRAMEWORK, REFERENCE)  # type: ignore[arg-type]


def test_a_grade_is_its_word_with_digit_and_direction() -> None:
    found = said(grade="low")
    assert (found.word, found.digit, found.printed) == ("Low", "1", "printed as 1; 2 was the best")
    assert found.graded and found.steps


def test_a_grade_given_in_words_shows_no_digit() -> None:
    found = said(grade="low", given="words")
    assert (found.digit, found.printed) == ("in words", "in words")


def test_a_scale_without_digits_says_which_way_it_runs_and_nothing_of_words() -> None:
    """That a grade is printed in words is worth saying only where others of its scale have a digit."""
    found = said(area="light", grade="poor")
    assert (found.digit, found.printed) == ("", "Fine was the best")
    assert grades.best(FRAMEWORK.scales["plain"]) == "Fine was the best"


@pytest.mark.parametrize(("state", "words"), [("unseen", "not seen"), ("fog", "too foggy")])
def test_where_there_is_no_grade_it_says_why(state: str, words: str) -> None:
    found = said(state=state)
    assert (found.word, found.judged, found.graded, str(found.steps)) == (words, False, False, "")


def test_a_printed_phrase_is_quoted_and_never_climbs() -> None:
    found = said(words="much as hoped")
    assert (found.word, found.printed, found.graded, found.judged) == ("“much as hoped”", "in words, on no scale", False, True)


def test_counts_are_told_as_counts() -> None:
    found = said(counts={"high": "3", "low": "2"}, of="5")
    assert found.word == "3 high, 2 low of 5"
    assert not found.graded


def test_what_changed_a_grade_stands_beside_it() -> None:
    notes = said(grade="high", printed="high enough", standing="provisional", limited_by="a/b",
                 changed=Regrade(before="low", on=dates.read(["2008-05-01"]), by="the inspectorate", why="A mistake.")).notes
    assert notes == ("The paper’s words: “high enough”.", "This grade was provisional.",
                     "It was changed from Low on 1 May 2008 by the inspectorate. A mistake.",
                     "Another inspection’s result set a limit to it.")
