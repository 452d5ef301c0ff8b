"""What Markdown would take for something else than its writer meant is told, and what is meant is let through."""

import pytest

from plainspoken import slips


@pytest.mark.parametrize(("text", "told"), [
    ("Words.\n\n##Heading here\n\nMore.\n", '3:1: a heading has a space after its signs: write "## Heading here"'),
    ("Words\n  ###Heading\n", '2:3: a heading has a space after its signs: write "### Heading"'),
    ("- a point\n\n##What was found\n", '3:1: a heading has a space after its signs: write "## What was found"'),
])
def test_a_heading_without_its_space_is_told_where_it_is(text: str, told: str) -> None:
    assert [str(problem) for problem in slips.misread(text, "f")] == [f"f:{told}"]


@pytest.mark.parametrize("text", ["---\ntitle: a\n---\nWords.\n", "---\n", "--- \nWords.\n"])
def test_front_matter_is_told_once(text: str) -> None:
    assert [str(problem) for problem in slips.misread(text, "f")] == [
        "f:1:1: front matter (---) is not used here: begin with the text; what a page is about stands in YAML beside it"]


@pytest.mark.parametrize("text", ["## Heading\n\nWords.\n", "#hashtag\n", "Words ##like this\n", "Words.\n\n---\n\nMore.\n", "```\n##code\n```\n",
                                  "    ##code\n", "Title\n---\n", "##\n"])
def test_what_is_meant_is_let_through(text: str) -> None:
    assert slips.misread(text, "f") == []
