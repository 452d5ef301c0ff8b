"""A place as records name it -> the passage of a paper that stands there, or why there is none.

Places are `paragraph 19`, `3.8`, a heading, a heading below another, `Heading, paragraph 5` counted below it,
`Heading, table`. A heading is matched without case, punctuation and kind of quotation marks. `page 4` is shown to
readers and cannot be proved: a text has no pages.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from plainspoken.almanac import mentions
from plainspoken.numerals import is_number, tokens
from plainspoken.paper import PLAIN, STRONG, Block, Paper, key
from plainspoken.problems import did_you_mean, quoted

NUMBER = re.compile(r"(?:paragraphs? |¶\s*)?(\d+(?:\.\d+)+)|(?:paragraph |¶\s*)(\d+)", re.IGNORECASE)
PAGE = re.compile(r"pages? \d+.*", re.IGNORECASE)
BREAK = "\n"
"""Stands between two blocks in a passage's tokens, so that nothing is found across their edge."""


@dataclass(frozen=True)
class Passage:
    """What stands at a place: blocks of a paper, and the short lines around it that belong to it."""

    paper: Paper
    at: Sequence[int]
    """Its blocks."""
    above: tuple[str, ...] = ()
    """Its headings and the short lines directly above it or pushed into it, such as a printed grade."""

    @property
    def blocks(self) -> list[Block]:
        return [self.paper.blocks[at] for at in self.at]

    @cached_property
    def tokens(self) -> list[str]:
        """Its words and numbers, edges of blocks marked."""
        return [token for at in self.at for token in (*self.paper.tokens[at], BREAK)]

    @cached_property
    def lines(self) -> list[list[str]]:
        """The words and numbers of the lines above it."""
        return [tokens(line) for line in self.above]

    @cached_property
    def dates(self) -> set[str]:
        """The dates it mentions."""
        return mentions(self.tokens).keys


@dataclass(frozen=True, slots=True)
class NoPassage:
    """Why nothing stands at a place."""

    why: str
    page: bool = False
    """It is the place of a page, which is no fault."""


def find(paper: Paper, where: str) -> Passage | NoPassage:
    """The passage at a place."""
    if PAGE.fullmatch(where):
        return NoPassage("a page is shown to readers but cannot be proved", page=True)
    if match := NUMBER.fullmatch(where):
        return _numbered(paper, match[1] or match[2])
    parts = where.split(", ")
    found = list(_paths(paper, range(len(paper.blocks)), parts))
    best = next((one for one in found if isinstance(one, Passage)), None)
    return best or next(iter(found), None) or NoPassage(_unknown(paper, range(len(paper.blocks)), parts))


def _numbered(paper: Paper, number: str) -> Passage | NoPassage:
    """A paragraph by its printed number, with all up to the next: lists and tables that belong to it."""
    if number not in paper.numbers:
        numbers = [other for other in paper.numbers if ("." in other) == ("." in number)]
        told = f"its numbers run from {numbers[0]} to {numbers[-1]}" if numbers else "its paragraphs have no such numbers"
        return NoPassage(f"there is no paragraph with the number {number}: {told}")
    return stretch(paper, paper.numbers[number], _end(paper, paper.numbers[number]))


def _end(paper: Paper, start: int) -> int:
    """Where a numbered paragraph ends: at the next number or a sure heading, without the headings just before it."""
    end = start + 1
    while end < len(paper.blocks) and paper.numbers.get(paper.blocks[end].number) != end and not 0 < paper.blocks[end].depth <= STRONG:
        end += 1
    while end - 1 > start and paper.blocks[end - 1].kind == "line":
        end -= 1
    return end


def stretch(paper: Paper, start: int, end: int) -> Passage:
    """Some blocks in a row, with the short lines directly above them, up to a heading and those above that."""
    above, headed = start, False
    while above and paper.blocks[above - 1].kind == "line" and (paper.blocks[above - 1].depth or not headed):
        above -= 1
        headed = headed or bool(paper.blocks[above].depth)
    lines = [block.text for block in paper.blocks[above:start]]
    cuts = [line for block in paper.blocks[start:end] for line in block.cut_by]
    return Passage(paper, range(start, end), (*lines, *cuts))


def _paths(paper: Paper, among: range, parts: list[str]) -> Iterator[Passage | NoPassage]:
    """Every passage that a heading, or one below another, leads to among these blocks. Headings may hold commas: the longest first."""
    for length in range(len(parts), 0, -1):
        name, rest = key(", ".join(parts[:length])), parts[length:]
        for at, heading in paper.headings.items():
            if heading == name and at in among:
                section = paper.section(at)
                if not rest:
                    yield Passage(paper, (at, *section), (paper.blocks[at].text,))
                else:
                    below = quoted(paper.blocks[at].text)
                    yield _end_of_path(paper, at, rest) or next(_paths(paper, section, rest), None) or NoPassage(_unknown(paper, section, rest, below))


def _end_of_path(paper: Paper, heading: int, rest: list[str]) -> Passage | NoPassage | None:
    """A table or a counted paragraph below a heading; None for anything else."""
    section, title = paper.section(heading), quoted(paper.blocks[heading].text)
    if len(rest) == 1 and rest[0].lower() == "table":
        rows = [at for at in section if paper.blocks[at].kind == "row"]
        if not rows:
            return NoPassage(f"there is no table below {title}")
        return Passage(paper, rows, (paper.blocks[heading].text, *stretch(paper, rows[0], rows[0] + 1).above))
    if len(rest) == 1 and (match := re.fullmatch(r"paragraph (\d+)", rest[0], re.IGNORECASE)):
        counted = _counted(paper, section)
        if not 0 < int(match[1]) <= len(counted):
            return NoPassage(f"there is no paragraph {match[1]} below {title}: it has {len(counted) or 'none'}")
        at = counted[int(match[1]) - 1]
        return stretch(paper, at, at + 1)
    return None


def _counted(paper: Paper, section: range) -> list[int]:
    """The paragraphs of a section; each item of a list is one."""
    return [at for at in section if paper.blocks[at].kind in {"text", "item"}]


def _unknown(paper: Paper, among: range, parts: list[str], below: str = "") -> str:
    """That there is no such heading, and the nearest that is there."""
    titles = {paper.blocks[at].text.lower(): paper.blocks[at].text.removesuffix(":") for at in among if paper.blocks[at].depth}
    wanted = [", ".join(parts[:length]).lower() for length in range(len(parts), 0, -1)]
    near = next((hint for hint in (did_you_mean(one, titles) for one in wanted) if hint), "")
    for lower, title in titles.items():
        near = near.replace(f'"{lower}"', quoted(title))
    last = parts[:-1] if len(parts) > 1 and re.fullmatch(r"table|paragraph \d+", parts[-1], re.IGNORECASE) else parts
    return f"there is no heading {quoted(', '.join(last))}{below and f' below {below}'}{near}"


def name(paper: Paper, at: int) -> str:
    """How a record would name the place of a block."""
    for where in _names(paper, at):
        found = find(paper, where)
        if isinstance(found, Passage) and at in found.at:
            return where
    return "the opening"


def _names(paper: Paper, at: int) -> Iterator[str]:
    """Names that may lead to a block, the best first: a plain line with a number, such as a grade, heads little."""
    number = next((number for number, start in reversed(paper.numbers.items()) if start <= at), "")
    if number:
        yield number if "." in number else f"paragraph {number}"
    path = [heading for heading in reversed(paper.headings) if heading == at or at in paper.section(heading)]
    path.sort(key=lambda heading: paper.blocks[heading].depth >= PLAIN and any(map(is_number, paper.headings[heading])))
    title = {heading: paper.blocks[heading].text.removesuffix(":") for heading in path}
    sections = [(title[one], one) for one in path if one not in paper.inner]
    sections += [(f"{title[outer]}, {title[inner]}", inner) for inner in path if inner in paper.inner for outer in path if outer not in paper.inner]
    for words, heading in sections:
        counted = _counted(paper, paper.section(heading))
        if at in counted:
            yield f"{words}, paragraph {counted.index(at) + 1}"
        yield f"{words}, table" if paper.blocks[at].kind == "row" else words
