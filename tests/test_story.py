"""young-people.md is taken apart into paragraphs and points, each with its place."""

from plainspoken import story
from plainspoken.problems import Place

HEADINGS = {"about": "About", "well": "Well", "better": "Better", "promised": "Promised"}
TEXT = """## About

They came
for a day.

It rained.

## Better

- Not enough homes. Young people
  had to wait. (#homes,
  #housing)
- One more thing (with a bracket). (#third)
"""


def told(text: str) -> tuple[story.Story, list[str]]:
    found, problems = story.read(text, "y.md", HEADINGS)
    return found, [str(problem) for problem in problems]


def test_paragraphs_and_points_are_told_with_what_they_rest_on() -> None:
    found, problems = told(TEXT)
    assert problems == []
    assert found.about == ("They came for a day.", "It rained.")
    first, second = found.better
    assert (first.line, first.rest, first.rests_on) == ("Not enough homes.", "Young people had to wait.", ("homes", "housing"))
    assert (second.line, second.rest, second.rests_on) == ("One more thing (with a bracket).", "", ("third",))
    assert found.blocks == (*found.about, first.words, second.words)


def test_words_know_the_line_they_stand_on_whatever_breaks_them() -> None:
    found, _ = told(TEXT)
    lines = TEXT.split("\n")
    point = found.better[0]
    assert point.words.place == Place("y.md", 10, 3)
    assert story.place_in(lines, point.words.place, "Young people had to wait.") == Place("y.md", 10, 21)
    assert [one.place for one in point.rests_on] == [Place("y.md", 11, 17), Place("y.md", 12, 3)]
    assert story.place_in(lines, point.words.place, "not there") == point.words.place


def test_every_fault_of_form_is_told_at_once() -> None:
    _, problems = told("Loose.\n\n## Wel\n\n- x\n\n## Better\n\nNo point.\n\n> quoted\n")
    assert problems[0].startswith('y.md:1:1: words stand below a heading: "## About"')
    assert 'y.md:3:4: "Wel" is no section of this file (did you mean "Well"?)' in problems
    assert 'y.md:9:1: a point that begins with - was expected below "Better"' in problems
    assert any("only headings, paragraphs and points" in problem for problem in problems)
    assert 'y.md:1:1: there is no "## About"' in problems


def test_a_heading_that_stands_twice_is_a_fault() -> None:
    assert any('"About" stands twice: write all that belongs there below the first' in problem for problem in told("## About\n\nA b.\n\n## About\n\nC d.\n")[1])
