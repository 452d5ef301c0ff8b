"""Places as records name them lead to passages, and what leads nowhere is told with the nearest that does."""

import pytest

from plainspoken.paper import read
from plainspoken.passages import NoPassage, Passage, find, name
from tests.test_paper import LETTER, REPORT, at

PAPERS = {"letter": read(LETTER), "report": read(REPORT)}


def text(paper: str, where: str) -> list[str]:
    """What stands at a place."""
    found = find(PAPERS[paper], where)
    assert isinstance(found, Passage), found
    return [block.text for block in found.blocks]


def why(paper: str, where: str) -> str:
    """Why nothing stands at a place."""
    found = find(PAPERS[paper], where)
    assert isinstance(found, NoPassage), found
    return found.why


@pytest.mark.parametrize(("paper", "where", "begins"), [
    ("letter", "Summary, table", "Areas for judgement"),
    ("letter", "Summary, paragraph 1", "The town looks"),
    ("letter", "Being looked after, paragraph 2", "There is more."),
    ("letter", "Being looked after, paragraph 4", "Ask children"),
    ("letter", "being  looked after, Paragraph 2", "There is more."),
    ("letter", "Schools, What to do next", "What to do next"),
    ("letter", "Schools, What to do next, paragraph 1", "Build schools."),
    ("letter", "Health, what to do next, paragraph 1", "Walk more."),
    ("report", "paragraph 3", "Care is fair."),
    ("report", "Record of grades, table", "Care\tFair"),
    ("report", "About this visit, paragraph 2", "46 files"),
])
def test_a_place_leads_to_its_passage(paper: str, where: str, begins: str) -> None:
    assert text(paper, where)[0].startswith(begins)


def test_headings_compare_without_case_punctuation_and_kind_of_quotation_marks() -> None:
    paper = read("The council’s “own” view, including its area(s) of work\n\nIt is good.\n")
    found = find(paper, "the Council's 'own' view, including its areas of work, paragraph 1")
    assert isinstance(found, Passage)


def test_a_numbered_paragraph_holds_its_lists_and_not_the_heading_of_the_next() -> None:
    assert text("report", "paragraph 1") == ["Two inspectors came. They read:", "46 files", "reports of 2020"]
    assert text("report", "paragraph 4") == ["In order to do better, the town should:", "Immediately:", "find homes."]
    assert text("report", "paragraph 5") == ["Leaders led well. In 2019. They also learnt."]


def test_printed_lines_above_a_paragraph_or_cut_into_it_belong_to_it() -> None:
    above = find(PAPERS["report"], "paragraph 3")
    cut = find(PAPERS["letter"], "Being looked after, paragraph 1")
    assert isinstance(above, Passage) and isinstance(cut, Passage)
    assert above.above == ("Care", "Grade 3 (Fair)")
    assert cut.above == ("Being looked after", "Grade 1", "What went well", "Grade 1")


@pytest.mark.parametrize(("paper", "where", "told"), [
    ("letter", "Being locked after", 'there is no heading "Being locked after" (did you mean "Being looked after"?)'),
    ("letter", "Beeing looked after, paragraph 2", 'there is no heading "Beeing looked after" (did you mean "Being looked after"?)'),
    ("letter", "Schools, What to do", 'there is no heading "What to do" below "Schools" (did you mean "What to do next"?)'),
    ("letter", "Schools, paragraph 9", 'there is no paragraph 9 below "Schools": it has 2'),
    ("letter", "Schools, paragraph 0", 'there is no paragraph 0 below "Schools": it has 2'),
    ("letter", "Schools, table", 'there is no table below "Schools"'),
    ("letter", "paragraph 3", "there is no paragraph with the number 3: its paragraphs have no such numbers"),
    ("report", "paragraph 12", "there is no paragraph with the number 12: its numbers run from 1 to 5"),
    ("report", "3.8", "there is no paragraph with the number 3.8: its paragraphs have no such numbers"),
    ("report", "Nothing like it at all", 'there is no heading "Nothing like it at all"'),
])
def test_what_is_not_there_is_told_with_the_nearest_that_is(paper: str, where: str, told: str) -> None:
    assert why(paper, where) == told


def test_a_page_is_no_fault_and_cannot_be_proved() -> None:
    found = find(PAPERS["report"], "page 4")
    assert isinstance(found, NoPassage) and found.page


@pytest.mark.parametrize("paper", PAPERS)
def test_every_block_has_a_name_that_leads_to_it(paper: str) -> None:
    names = {number: name(PAPERS[paper], number) for number, block in enumerate(PAPERS[paper].blocks) if block.kind != "line"}
    assert len(names) > 10
    for number, where in names.items():
        found = find(PAPERS[paper], where)
        assert isinstance(found, Passage) and number in found.at, where


def test_the_name_of_a_block_is_the_shortest_that_leads_to_it() -> None:
    letter, report = PAPERS["letter"], PAPERS["report"]
    assert name(letter, at(letter, "The schools are full.")) == "Schools, paragraph 1"
    assert name(letter, at(letter, "Care\t1")) == "Summary, table"
    assert name(report, at(report, "find homes.")) == "paragraph 4"
    assert name(report, at(report, "Leaders\tGood")) == "Record of grades, table"
