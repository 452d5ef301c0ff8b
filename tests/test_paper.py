"""The shape of a paper is read from its lines: Markdown, bold type, a list of contents, or short lines that are no sentence."""

from dataclasses import dataclass
from time import process_time
from typing import ClassVar

import pytest

from plainspoken.paper import BOLD, LEAD, LISTED, PLAIN, Block, Paper, _whole, key, read

LETTER = """
1 June 2021

Dear Director

Summary

Areas for judgement\tGrade awarded
Care\t1

The town looks after its children.

Being looked after

Grade 1

What went well

The children are well. During the year the town has improved partnership

Grade 1



arrangements. It has 22 homes.

There is more.

What to do next

- Find more homes.
- Ask children

Schools

Grade 2

What went well

The schools are full.

What to do next

 Build schools.

Health

Grade 2

What went well

Health is good.

What to do next:

- Walk more.
"""

REPORT = """# Report of a visit

Contents

About this visit\t2
Care\t3
Leadership\t4
Record of grades\t9

About this visit

1. Two inspectors came. They read:
 - 46 files
 - reports of 2020
2. They spoke with people who were being directed to undertake a

CAF. While this is useful, it takes

time.

Care **Grade 3 (Fair)**

3. Care is fair.
4. In order to do better, the town should:

Immediately:

- find homes.

Leadership

Grade 2 (Good)

5. Leaders led well. In
2019. They also learnt.

Record of grades:

Care\tFair
Leadership\t
Leaders\tGood
"""


def shape(paper: Paper) -> list[tuple[str, str]]:
    """Kind and first words of each block."""
    return [(block.kind, " ".join(block.text.split()[:3])) for block in paper.blocks]


def at(paper: Paper, text: str) -> int:
    """The block that begins with these words."""
    return next(number for number, block in enumerate(paper.blocks) if block.text.startswith(text))


def below(paper: Paper, heading: str) -> list[str]:
    """The blocks below a heading."""
    return [paper.blocks[number].text for number in paper.section(at(paper, heading))]


def test_a_letter_has_short_lines_for_headings_and_the_rest_are_paragraphs_rows_and_items() -> None:
    assert shape(read(LETTER))[2:9] == [
        ("line", "Summary"), ("row", "Areas for judgement"), ("row", "Care 1"), ("text", "The town looks"),
        ("line", "Being looked after"), ("line", "Grade 1"), ("line", "What went well")]
    assert ("item", "Ask children") in shape(read(LETTER))


def test_a_paragraph_cut_by_a_pages_end_is_one_and_remembers_what_cut_it() -> None:
    paper = read(LETTER)
    whole = paper.blocks[at(paper, "The children are well")]
    assert whole.text == "The children are well. During the year the town has improved partnership arrangements. It has 22 homes."
    assert whole.cut_by == ("Grade 1",)


def test_a_heading_that_stands_again_and_again_lies_below_the_others() -> None:
    paper = read(LETTER)
    assert below(paper, "Being looked after")[-1] == "Ask children"
    assert below(paper, "What went well") == [paper.blocks[at(paper, "The children are well")].text, "There is more."]
    assert below(paper, "Summary")[-1] == "The town looks after its children."


def test_a_heading_that_stood_before_lies_below_a_new_one() -> None:
    paper = read("Care\n\nIt is good.\n\nSchools\n\nThey are full.\n\nNext time\n\nCare\n\n- Beds.\n\nSchools\n\n- Seats.\n\nYours sincerely\n")
    assert below(paper, "Next time") == ["Care", "Beds.", "Schools", "Seats."]
    assert below(paper, "Care") == ["It is good."]


def test_markdown_and_bold_lines_are_headings_by_their_depth() -> None:
    paper = read("## **PLAN**\n\nText one.\n\n### Care – GOOD\n\nText two.\n\n**Timescale: at once**\n\nCost\t3\n\n## Other\n\nMore.\n")
    assert [(block.text, block.depth) for block in paper.blocks if block.depth] == [
        ("PLAN", 2), ("Care – GOOD", 3), ("Timescale: at once", BOLD), ("Other", 2)]
    assert below(paper, "PLAN")[-1] == "Cost\t3"


def test_what_a_list_of_contents_names_is_a_heading_above_others() -> None:
    paper = read(REPORT)
    depths = {block.text: block.depth for block in paper.blocks if block.depth}
    assert depths["Care"] == depths["Leadership"] == depths["Record of grades:"] == LISTED
    assert depths["Grade 2 (Good)"] == PLAIN
    assert depths["Immediately:"] == LEAD


def test_a_table_of_grades_is_no_list_of_contents() -> None:
    paper = read("Grades\n\nCare\t3\nHealth\t3\nSchools\t3\nWork\t3\n\nCare\n\nIt is good.\n")
    assert {block.depth for block in paper.blocks if block.depth} == {PLAIN}


def test_numbers_in_order_begin_paragraphs_and_others_do_not() -> None:
    paper = read(REPORT)
    assert list(paper.numbers) == ["1", "2", "3", "4", "5"]
    assert paper.blocks[paper.numbers["5"]].text == "Leaders led well. In 2019. They also learnt."


def test_a_cut_paragraph_goes_on_with_a_capital_where_it_had_not_ended() -> None:
    assert read(REPORT).blocks[read(REPORT).numbers["2"]].text.endswith("undertake a CAF. While this is useful, it takes time.")


def test_a_bold_grade_run_into_its_heading_is_a_line_of_its_own() -> None:
    assert ("line", "Grade 3 (Fair)") in shape(read(REPORT))
    assert ("line", "Care") in shape(read(REPORT))


def test_rows_are_parted_by_tabs_strokes_or_wide_gaps_and_may_have_empty_cells() -> None:
    paper = read("Costs   2006   2007\n| Area | Grade |\n|---|---|\nCare\t\n<b>Lead</b>\t<ul><li>• One</li><li>• Two</li></ul>\n")
    assert [block.text for block in paper.blocks] == ["Costs\t2006\t2007", "Area\tGrade", "Care\t", "Lead\t• One • Two"]
    assert {block.kind for block in paper.blocks} == {"row"}


def test_numbered_headings_and_lists_are_told_from_numbered_paragraphs() -> None:
    paper = read("1. Introduction\n\n1.1 It has 42 homes.\n1.2 They are\nfull.\n\n2. Findings\n\n2.1 Good.\n\n1. Do this.\n2. Do that.\na) And this.\n")
    assert [(block.kind, block.number, block.text) for block in paper.blocks] == [
        ("line", "1", "Introduction"), ("text", "1.1", "It has 42 homes."), ("text", "1.2", "They are full."), ("line", "2", "Findings"),
        ("text", "2.1", "Good."), ("item", "1", "Do this."), ("item", "2", "Do that."), ("item", "", "And this.")]


def test_the_number_before_a_heading_does_not_count_and_a_number_in_it_does() -> None:
    assert key("2.1 Findings of the visit") == key("Findings of the visit")
    assert key("Grade 2 (Fair)") != key("Grade 3 (Fair)")
    assert key("Area(s) for development") == key("Areas for Development:")


def test_a_key_of_grades_or_the_rest_of_an_address_is_no_heading() -> None:
    paper = read("4: best; 3: good; 2: fair\n\neducation and care\n\n200\n\nIt is good.\n")
    assert [block.depth for block in paper.blocks] == [0, 0, 0, 0]


def test_letters_that_print_as_one_are_read_apart_and_words_parted_at_a_line_end_in_one() -> None:
    soft = "\N{SOFT HYPHEN}"
    paper = read(f"Oﬃce staﬀ\n\nThe chil{soft}dren and their par{soft}\n  ents were &shy;ﬁne. Two\nmore came{soft}\n\n- Find ﬁve homes{soft}\n- Ask.\n")
    assert [(block.kind, block.text) for block in paper.blocks] == [
        ("line", "Office staff"), ("text", "The children and their parents were fine. Two more came"), ("item", "Find five homes"), ("item", "Ask.")]
    assert set(paper.headings.values()) == {("office", "staff")}


@dataclass(frozen=True)
class Watched(Block):
    """A block that counts how much of it is looked at."""

    looks: ClassVar[list[int]] = []

    def __getattribute__(self, name: str) -> object:
        value = super().__getattribute__(name)
        if name in {"kind", "text"}:
            Watched.looks.append(len(str(value)))
        return value


def looked_at(*shape: tuple[str, str], times: int) -> int:
    """How many letters are looked at until paragraphs are whole."""
    Watched.looks.clear()
    _whole([Watched(kind, text) for _ in range(times) for kind, text in shape])
    return sum(Watched.looks)


@pytest.mark.parametrize("shape", [[("line", "Care")], [("text", "a home")], [("text", "Of homes, and"), ("line", "Grade")], [("row", "a\tb")]])
def test_a_line_is_held_against_few_before_it_however_many_there_are(shape: list[tuple[str, str]]) -> None:
    few, many = looked_at(*shape, times=100), looked_at(*shape, times=400)
    assert 100 <= few <= many <= 5 * few


def test_a_paragraph_of_many_pieces_is_whole_and_remembers_all_that_cut_it() -> None:
    blocks = read("All is good. They are\n\nGrade 1\n\nat home\n\nGrade 2\n\nGrade 3\n\nGrade 4\n\nand well.\n\nthe end\n").blocks
    assert [(block.text, block.cut_by) for block in blocks] == [
        ("All is good. They are at home and well.", ("Grade 1", "Grade 2", "Grade 3", "Grade 4")), ("the end", ())]
    far = read("All is good. They are\n\nA\n\nB\n\nC\n\nD\n\nat home.\n").blocks
    assert [block.text for block in far] == ["All is good. They are", "A", "B", "C", "D", "at home."]


def test_a_long_row_of_dots_leads_to_the_page_of_a_heading_or_to_nothing() -> None:
    """An early pattern took time by the square of the length, here an hour; a linear one needs no tenth of a second."""
    started = process_time()
    listed = "".join(f"Part {name} {'.' * 10} {page}\n\n" for name, page in zip("ABCD", range(2, 10), strict=False))
    paper = read(f"{listed}Part A\n\nIt is.\n\n{'. ' * 200_000}b\n")
    assert process_time() - started < 10
    assert paper.headings and {paper.blocks[at].depth for at in paper.headings if paper.blocks[at].text == "Part A"} == {LISTED}


def test_an_empty_text_is_a_paper_without_blocks() -> None:
    assert read("").blocks == read(" \n\n ¹ \n").blocks[:0] == ()
