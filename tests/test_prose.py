"""What is told of a text of plain words without the parser is what the parser tells."""

from collections.abc import Iterator
from pathlib import Path
from random import Random
from unittest.mock import patch

import pytest

from plainspoken import markdown, prose, story
from plainspoken.prose import Block
from tests.conftest import ROOT

HEADINGS = dict(zip(story.SECTIONS, ("What this was about", "What was going well", "What needed to get better", "What was promised"), strict=True))
PIECES = [
    "a", "é", "Words of a line.", "“Quoted”", "(in brackets)", "\"x\"", "it’s", "'s", "2007 was", "12) a", "1. a", "0.5", "£3", "#finding-1", "(#a, #b)",
    "# ", "#", "## ", "### ", "####### ", "##", "-", "- ", "- ", "--", "---", "===", "+ ", "* ", "1", ":", "|", "a | b", "!", "~~~", "```", "`", "\\",
    "&amp;", "&", "<", ">", "[a](b)", "[", "]", "_", "*", "@", "jo @", "site.example", "01632", "960123", "\t", "\N{NO-BREAK SPACE}",
    "\N{ZERO WIDTH SPACE}", "\u2028", "\x0c", "\r", "\0", " ", "  ", "    ", "\n", "\n", "\n", "\n\n", "\n\n", "\n\n\n", "\n  ", "\n- ", "\n- ",
    "\n\n- ", "\n   ", "\n    ", *(f"## {words}\n\n" for words in HEADINGS.values()),
]
LINES = ["## A b", "### C", "A word", "more words.", "- a point", "- another (#a)", "  goes on", "", "", "01632", "  960123"]


def told(text: str) -> list[object]:
    """All that anybody asks of a text."""
    return [markdown.problems(text, "f"), str(markdown.render(text, str, 3)), list(markdown.plain(text)), story.read(text, "f", HEADINGS)]


def texts() -> Iterator[str]:
    """Texts of few and of many pieces, and those of the portal."""
    random = Random(2006)
    for _ in range(6000):
        yield "".join(random.choices(PIECES, k=random.randrange(1, 8)))
    for _ in range(6000):
        yield "\n".join(random.choices(LINES, k=random.randrange(1, 12))) + random.choice(["", "\n", "\n\n"])
    yield from (path.read_text() for path in (ROOT / "content").rglob("*.md"))


def test_both_ways_tell_the_same() -> None:
    plain = 0
    for text in texts():
        if prose.blocks(text) is not None:
            plain += 1
            quick = told(text)
            markdown._unlinked.cache_clear()
            with patch.object(prose, "blocks", lambda _: None):
                slow = told(text)
            markdown._unlinked.cache_clear()
            assert quick == slow, text
    assert plain > 1000


def test_headings_paragraphs_and_points_are_told_apart_with_their_lines() -> None:
    assert prose.blocks("## A\n\nb\nc\n\n\n- d\n  e\n- f\n") == (
        Block(1, "A", 2), Block(3, "b\nc"), Block(7, "d\ne", point=True), Block(9, "f", point=True))


@pytest.mark.parametrize("text", [
    "a *b*\n", "a [b](c)\n", "a &amp; b\n", "a <b>\n", "`a`\n", "a\\\nb\n", "1. a\n", "> a\n", "a\n---\n", "a  \nb\n", "- a\n\n- b\n",
    "- a\n\n  b\n", "- a\nb\n", "a\n- b\n", "## a #\n", "## a\nb\n", "    a\n", "\ta\n", "a\n\n\n  b\n", "---\n", "a\x00\n",
])
def test_whatever_means_more_is_left_to_the_parser(text: str) -> None:
    assert prose.blocks(text) is None


def test_nearly_all_texts_of_the_portal_are_of_plain_words() -> None:
    found = [prose.blocks(Path(path).read_text()) is not None for path in (ROOT / "content").rglob("*.md")]
    assert sum(found) > len(found) / 2 > 5


@pytest.mark.parametrize("text", ["a", "a\n", "- a\n", "- a\n  b\n", "## a\n\n", "a ", "a\n\n", "#a", "1"])
def test_a_long_text_takes_no_minute(text: str) -> None:
    assert prose.blocks(text * (200_000 // len(text)) + "*") is None
