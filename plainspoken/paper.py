"""The plain text of a paper -> its blocks in order: headings, paragraphs, rows of tables, and what lies below which.

A text read by machine has lost its layout. What is left to tell a heading by is Markdown, bold type, a list of
contents, or only that it is a short line that is no sentence; a page's end cuts a paragraph in two and may push a line
in between. Nothing here knows a paper: all of it is read from the shape of the lines.
"""

import html
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from plainspoken.numerals import FOLDED, tokens

LISTED, STRONG, BOLD, PLAIN, LEAD = 1, 6, 7, 8, 9
"""Depths of headings: what a list of contents names, the deepest # of Markdown, a bold line, a plain line, a line that ends in a colon."""
LONGEST = {"plain": 25, "bold": 40, "lead": 15, "numbered": 8}
"""Words of a heading at most."""
REPEATED = 3
"""A heading that stands so often heads a part of each section, and does not begin a section."""
MOST_CUTS = 4
"""So many blocks after it, and no further, a paragraph may go on: a page's end pushes lines between."""

BOLD_TAG, TAG = re.compile(r"</?(?:b|strong)>"), re.compile(r"</?[a-zA-Z][^<>]*>")
PARTED = re.compile(r"\N{SOFT HYPHEN}[ \t]*\n[ \t]*(?=[^\W\d_])")
"""A word that goes on in the next line."""
GAPS = re.compile(r" {3,}")
HASHES = re.compile(r"(#{1,6})\s+(.*)")
NUMBERED = re.compile(r"(?:[-*•]\s+)?(\d+(?:\.\d+)+|\d+(?=\.\s))\.?\s+(?=\S)")
NUMBER = re.compile(r"\A\d+(?:\.\d+)*\.?\s+(?=\D)")
ITEM = re.compile(r"(?:[-*–—]\s+|[•◦●▪·\ue000-\uf8ff]\s*|\(?(?:\d{1,2}|[a-z]|[ivx]+)\)\s+|(\d{1,2})\.\s+)(?=\S)")
ALL_BOLD = re.compile(r"\*\*(?!\*)([^*]+)\*\*|\*\*\*([^*]+)\*\*\*")
BOLD_TAIL = re.compile(r"([^*]*[^*\s])\s*\*\*([^*]+)\*\*")
ITALIC = re.compile(r"(?<![\w*])\*(?=\S)([^*]+?)(?<=\S)\*(?![\w*])")
LEADER = re.compile(r"(?<![\s.…])[\s.…]{4,}(?=\d{1,3}$)")
SENTENCES = re.compile(r"[A-Za-z\d]{3}[.!?]\s+[A-Z]")
ENDED = re.compile(r"[.!?:;][\"'”’)\]]*$")


@dataclass(frozen=True, slots=True)
class Block:
    """One heading, paragraph, item of a list, row of a table, or short line."""

    kind: str
    """text, item, row, line"""
    text: str
    """Without marks; cells of a row are parted by tabs."""
    number: str = ""
    """The number the paper prints before a paragraph or heading, 19 or 3.8, or before an item of a list."""
    depth: int = 0
    """Of a heading: the smaller, the more it holds. 0 for what heads nothing."""
    cut_by: tuple[str, ...] = ()
    """Lines that a page's end has pushed into it."""


@dataclass(frozen=True)
class Paper:
    """A text as blocks."""

    blocks: tuple[Block, ...]

    @cached_property
    def tokens(self) -> list[list[str]]:
        """The words and numbers of each block."""
        return [tokens(block.text) for block in self.blocks]

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The numbers of paragraphs and headings, in order, each with the block where it first stands."""
        found: dict[str, int] = {}
        for at, block in enumerate(self.blocks):
            if block.number and block.kind != "item":
                found.setdefault(block.number, at)
        return found

    @cached_property
    def headings(self) -> dict[int, tuple[str, ...]]:
        """Each heading's place among the blocks -> what compares of its words."""
        return {at: key(block.text) for at, block in enumerate(self.blocks) if block.depth}

    @cached_property
    def inner(self) -> set[int]:
        """Headings that stand again and again, or stood before: they head a part of a section."""
        count, seen, found = Counter(self.headings.values()), set[tuple[str, ...]](), set[int]()
        for at, name in self.headings.items():
            if count[name] >= REPEATED or name in seen:
                found.add(at)
            seen.add(name)
        return found

    def section(self, heading: int) -> range:
        """The blocks below a heading, up to the next that is not below it."""
        empty = True
        for at in range(heading + 1, len(self.blocks)):
            if not self.blocks[at].depth:
                empty = False
            elif not empty and self.headings[at] != self.headings[heading] and not self._below(at, heading):
                return range(heading + 1, at)
        return range(heading + 1, len(self.blocks))

    def _below(self, at: int, heading: int) -> bool:
        depth, other = self.blocks[at].depth, self.blocks[heading].depth
        return depth > other or (depth == other and at in self.inner and heading not in self.inner)


def key(heading: str) -> tuple[str, ...]:
    """What compares of a heading: its words, without its number, case, punctuation or "(s)"."""
    return tuple(word for word in tokens(NUMBER.sub("", heading.replace("(s)", "s"), count=1)) if word not in {"-", "/", "*"})


def read(text: str) -> Paper:
    """A paper from its text."""
    blocks = _whole(list(_blocks(text)))
    listed = _contents(blocks)
    return Paper(tuple(replace(block, depth=_depth(block, listed)) if block.kind == "line" else block for block in blocks))


def _blocks(text: str) -> Iterator[Block]:
    """The blocks as the lines show them, paragraphs still cut at a page's end."""
    held, first = list[str](), Block("text", "")
    last: tuple[int, ...] = (0,)
    for raw in [*_set_plain(text).split("\n"), ""]:
        line = raw.strip()
        begun = _row(raw) or _begun(line, last)
        if held and (begun or not line):
            yield _finished(first, held)
            held = []
        if begun and (begun.kind in {"row", "line"}):
            yield from (replace(begun, text=part) for part in map(_plain, begun.text.split("\n"))) if begun.kind == "line" else [begun]
        elif line:
            first = begun or (first if held else Block("text", ""))
            held.append(begun.text if begun else line)
            last = _parts(begun.number) if begun and begun.number and begun.kind == "text" else last


def _set_plain(text: str) -> str:
    """A text without entities, tags, letters that print as one, or words that a line's end parts."""
    return PARTED.sub("", TAG.sub(" ", BOLD_TAG.sub("**", html.unescape(text)))).translate(FOLDED)


def _begun(line: str, last: tuple[int, ...]) -> Block | None:
    """The block that begins on a line by a mark of its own, two lines in one parted by a line end; None where there is no mark."""
    if match := HASHES.match(line):
        return Block("line", match[2], depth=len(match[1]))
    if (match := NUMBERED.match(line)) and _follows(_parts(match[1]), last):
        return Block("text", line[match.end():], number=match[1])
    if match := ITEM.match(line):
        return Block("item", line[match.end():], number=match[1] or "")
    if match := ALL_BOLD.fullmatch(line):
        return Block("line", line, depth=BOLD) if len(line.split()) <= LONGEST["bold"] else None
    if (match := BOLD_TAIL.fullmatch(line)) and len(line.split()) <= LONGEST["plain"] and not ENDED.search(match[1]):
        return Block("line", f"{match[1]}\n{match[2]}")
    return None


def _row(line: str) -> Block | None:
    """A row of a table: its cells are parted by tabs, strokes or wide gaps."""
    bare = line.strip(" ")
    if len(bare) > 1 and bare[0] == bare[-1] == "|":
        bare = bare[1:-1].replace("|", "\t")
    cells = bare.split("\t") if "\t" in bare else GAPS.split(bare)
    known = HASHES.match(bare) or NUMBERED.match(bare) or ITEM.match(bare)
    return Block("row", "\t".join(map(_plain, cells))) if len(cells) > 1 and not known else None


def _parts(number: str) -> tuple[int, ...]:
    return tuple(map(int, number.split(".")))


def _follows(number: tuple[int, ...], last: tuple[int, ...]) -> bool:
    """Is it the number of the next paragraph, or of one soon after it? Any other number begins no paragraph."""
    return last < number and number[0] <= last[0] + REPEATED and (number[0] > last[0] or number[-1] <= last[-1] + REPEATED)


def _plain(text: str) -> str:
    return " ".join(ITALIC.sub(r"\1", text.replace("**", "")).split())


def _finished(first: Block, lines: list[str]) -> Block:
    text = _plain(" ".join(lines))
    if first.kind == "item":
        return replace(first, text=text)
    sentence = text.endswith((".", "!", ";", ",")) or SENTENCES.search(text) or (first.number and ENDED.search(text))
    longest = LONGEST["numbered" if first.number else "lead" if text.endswith(":") else "plain"]
    return replace(first, kind="text" if sentence or len(text.split()) > longest else "line", text=text)


def _whole(blocks: list[Block]) -> list[Block]:
    """The blocks with each paragraph that was cut at a page's end in one piece."""
    made: list[list[Block]] = []  # each in its pieces: to put a long paragraph together at every cut would take the square of its length
    for block in blocks:
        near = range(len(made) - 1, max(len(made) - MOST_CUTS, 0) - 1, -1)
        before = next((at for at in near if made[at][0].kind != "line"), None)
        if before is not None and _goes_on(block, made[before][0].kind, made[before][-1].text):
            cuts = tuple(line.text for line, in made[before + 1:])
            del made[before + 1:]
            made[before].append(replace(block, cut_by=cuts))
        else:
            made.append([block])
    return [block for block in map(_joined, made) if any(map(str.isalnum, block.text))]


def _joined(pieces: list[Block]) -> Block:
    cuts = tuple(line for piece in pieces for line in piece.cut_by)
    return replace(pieces[0], text=" ".join(piece.text for piece in pieces), cut_by=cuts) if len(pieces) > 1 else pieces[0]


def _goes_on(block: Block, kind: str, text: str) -> bool:
    """Is it the rest of a paragraph of this kind, which has not ended with this text? A short line or an item may end without a full stop."""
    if block.number or block.depth or ENDED.search(text):
        return False
    return (kind == block.kind == "text" and text[-1:].islower()) or (
        kind in {"text", "item"} and block.kind in {"text", "line"} and block.text[:1].islower())


def _contents(blocks: list[Block]) -> set[tuple[str, ...]]:
    """The headings that a list of contents names: rows with a page number, the pages in order."""
    found, run = set[tuple[str, ...]](), list[tuple[str, int]]()
    for block in [*blocks, Block("text", "")]:
        title, _, page = LEADER.sub("\t", block.text).rpartition("\t")
        if page.isdecimal() and len(page) <= 3 and (not run or run[-1][1] <= int(page)):
            run.append((title, int(page)))
        elif block.kind != "row":
            found |= {key(title) for title, _ in run} if len({page for _, page in run}) > REPEATED else set()
            run = []
    return found


def _depth(block: Block, listed: set[tuple[str, ...]]) -> int:
    """How deep a heading a line is; 0 for none."""
    if key(block.text) in listed:
        return LISTED
    if block.depth and ";" not in block.text:
        return block.depth
    if ";" in block.text or block.text[:1].islower() or not any(map(str.isalpha, block.text)):
        return 0
    return LEAD if block.text.endswith(":") else PLAIN

