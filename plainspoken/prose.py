"""Markdown that holds nothing but headings, paragraphs and points of plain words -> these blocks, without the parser.

Nearly all that is written here is no more than that, and telling so takes a tenth of the time. Whatever could mean anything
else to the parser, or might, is left to it.
"""

import re
from functools import lru_cache
from typing import NamedTuple

_FIRST = r"""(?:[^\W\d_]|\d(?!\d*[.)])|[“‘£("']|#(?=[a-z]))"""
"""What a line of words begins with: no sign of a list, a quotation, a rule, a table or code."""
_WORDS = _FIRST + r"[^\x00-\x1f\x7f\\`*_\[\]<>&|]*+(?<!\s)"
"""Such a line: no sign of a link, emphasis, code, HTML or an entity, and no space at its end."""
_TITLE = _WORDS.replace("<>", "<>#")
"""Words of a heading: # might close it."""
_BLOCK = re.compile(rf"(?:(?P<marks>#{{1,6}}) (?P<title>{_TITLE})|- (?P<points>{_WORDS}(?:\n(?:- |  ){_WORDS})*)|(?P<words>{_WORDS}(?:\n{_WORDS})*))"
                    r"(?:\n\n+|\n?\Z)")
"""A block and the empty lines after it."""


class Block(NamedTuple):
    """A heading, a paragraph or a point."""

    line: int
    """Where it begins, counted from 1."""
    words: str
    """As written, without its sign; lines are parted by line breaks."""
    level: int = 0
    """Of a heading, else 0."""
    point: bool = False


@lru_cache(maxsize=4)
def blocks(text: str) -> tuple[Block, ...] | None:
    """The blocks of a text, or None where it may hold anything else. What reads a file asks several times."""
    found: list[Block] = []
    at, line = 0, 1
    while at < len(text):
        match = _BLOCK.match(text, at)
        if not match or (match["points"] and found and found[-1].point):  # points with a gap between them are set apart more widely
            return None
        found += _of(match, line)
        line += match[0].count("\n")
        at = match.end()
    return tuple(found)


def _of(match: re.Match[str], line: int) -> list[Block]:
    """The blocks of one match: each point is one."""
    if match["title"]:
        return [Block(line, match["title"], len(match["marks"]))]
    if match["words"]:
        return [Block(line, match["words"])]
    points = []
    for words in match["points"].split("\n- "):
        points.append(Block(line, words.replace("\n  ", "\n"), point=True))
        line += words.count("\n") + 1
    return points
