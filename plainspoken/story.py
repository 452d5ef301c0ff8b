"""young-people.md -> what it tells: paragraphs and points under fixed headings, each with its place and what it rests on.

    ## What was going well
    - When a child was in danger, people acted fast. They met the same day. (#prompt-response)

The first sentence of a point is its line on poster and letter. The bracket that ends it names what it rests on: items of
the inspection or its plan, or judged areas. From there come its picture and its place in the paper.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from markdown_it.token import Token

from plainspoken import markdown, prose, readability
from plainspoken.problems import Place, Problem, Text, did_you_mean, quoted
from plainspoken.prose import Block

SECTIONS = ("about", "well", "better", "promised")
"""Every section, in order. The first is of paragraphs, the others of points."""

SECTIONS_OF_A_RECORD = ("outcomes", "told", "progress")
"""Parts of an inspection without ids, that a point may rest on as a whole."""

MOST_POINTS = 5
LONGEST_LINE = 14
"""Words of a point's first sentence, at most."""

RESTS_ON = re.compile(r"\s*\(((?:#[a-z0-9-]+(?:,\s*)?)+)\)$")


@dataclass(frozen=True)
class Point:
    """One thing that is told."""

    words: Text
    """Without its bracket."""
    rests_on: tuple[Text, ...]
    """Ids of items or areas, without the #."""

    @cached_property
    def line(self) -> str:
        """Its first sentence."""
        return next(iter(readability.sentences(self.words)), "")

    @property
    def rest(self) -> str:
        """What follows its first sentence."""
        return self.words[len(self.line):].strip()


@dataclass(frozen=True)
class Story:
    """All that one young-people.md tells."""

    about: tuple[Text, ...] = ()
    well: tuple[Point, ...] = ()
    better: tuple[Point, ...] = ()
    promised: tuple[Point, ...] = ()

    @property
    def points(self) -> tuple[Point, ...]:
        """Every point, in order."""
        return (*self.well, *self.better, *self.promised)

    @property
    def blocks(self) -> tuple[Text, ...]:
        """Every paragraph and point in order: what is measured."""
        return (*self.about, *(point.words for point in self.points))


@dataclass(slots=True)
class _Reading:
    """One walk over one file."""

    headings: Mapping[str, str]
    """Of each section, as the language file says."""
    name: str
    lines: list[str]
    section: str = ""
    item: bool = False
    heading: bool = False
    found: dict[str, list[Text]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def place(self, line: int, words: str) -> Place:
        """Where words begin on a line, the first of them at least."""
        column = self.lines[line - 1].find(words.split(maxsplit=1)[0]) if line <= len(self.lines) and words.strip() else 0
        return Place(self.name, line, max(column, 0) + 1)

    def wrong(self, line: int, words: str, message: str) -> None:
        """Note a problem."""
        self.problems.append(Problem(self.place(line, words), message))


def read(text: str, name: str, headings: Mapping[str, str]) -> tuple[Story, list[Problem]]:
    """The story a file tells, and what is wrong with the form of it. `headings` are those of its language, by section."""
    reading = _Reading(headings, name, text.split("\n"))
    blocks = prose.blocks(str(text))
    for block in blocks or ():
        _take_block(reading, block)
    for token, line in markdown.parsed(text) if blocks is None else ():
        _take(reading, token, line)
    missing = [section for section in SECTIONS[:1] if section not in reading.found]
    reading.problems += [Problem(Place(name), f'there is no "## {headings[section]}"') for section in missing]
    points = {section: tuple(_points(reading, section)) for section in SECTIONS[1:]}
    return Story(tuple(reading.found.get("about", ())), **points), reading.problems


def _take_block(reading: _Reading, block: Block) -> None:
    """The same as below, of a text that holds nothing that would be wrong."""
    if block.level:
        _open(reading, block.words, block.line)
    else:
        reading.item = block.point
        _words(reading, block.words, block.line, is_plain=True)


def _take(reading: _Reading, token: Token, line: int) -> None:
    """One token: a heading opens a section, a line of words is a paragraph or a point of it."""
    if token.type in {"heading_open", "heading_close"}:
        reading.heading = token.nesting == 1
    elif token.type in {"list_item_open", "list_item_close"}:
        reading.item = token.nesting == 1
    elif token.type == "inline" and reading.heading:
        _open(reading, token.content, line)
    elif token.type == "inline":
        _words(reading, token.content, line, all(child.type in {"text", "softbreak"} for child in token.children or ()))
    elif token.type in {"ordered_list_open", "blockquote_open", "fence", "code_block", "hr"}:
        reading.wrong(line, token.markup, "only headings, paragraphs and points that begin with - stand here")


def _open(reading: _Reading, heading: str, line: int) -> None:
    """A heading: it is one of the fixed ones and comes after those before it."""
    known = {words: section for section, words in reading.headings.items()}
    if heading not in known:
        reading.wrong(line, heading, f"{quoted(heading)} is no section of this file{did_you_mean(heading, known)}")
        reading.section = "?"
        return
    reading.section = known[heading]
    earlier = [section for section in reading.found if SECTIONS.index(section) >= SECTIONS.index(reading.section)]
    if reading.section in reading.found:
        reading.wrong(line, heading, f"{quoted(heading)} stands twice: write all that belongs there below the first")
    elif earlier:
        reading.wrong(line, heading, f"{quoted(heading)} comes before {quoted(reading.headings[earlier[0]])}")
    reading.found.setdefault(reading.section, [])


def _words(reading: _Reading, written: str, line: int, is_plain: bool) -> None:
    """A paragraph or a point."""
    words = " ".join(written.split())
    if not is_plain:
        reading.wrong(line, words, "only plain words stand here: no links, emphasis or code")
    elif not reading.section:
        reading.wrong(line, words, "words stand below a heading: " + ", ".join(f'"## {one}"' for one in reading.headings.values()))
    elif reading.section != "?" and reading.item is (reading.section == SECTIONS[0]):
        wanted = "a paragraph" if reading.section == SECTIONS[0] else "a point that begins with -"
        reading.wrong(line, words, f"{wanted} was expected below {quoted(reading.headings[reading.section])}")
    elif reading.section != "?":
        reading.found[reading.section].append(Text(words, reading.place(line, words)))


def _points(reading: _Reading, section: str) -> Iterator[Point]:
    """The points of a section, and what is wrong with the form of each."""
    told = reading.found.get(section, ())
    if section in reading.found and not told:
        reading.problems.append(Problem(Place(reading.name), f"there is no point below {quoted(reading.headings[section])}: leave the heading out"))
    for number, words in enumerate(told, 1):
        bracket = RESTS_ON.search(words)
        point = Point(Text(words[:bracket.start()] if bracket else words, words.place), tuple(_ids(reading, words, bracket)))
        if number > MOST_POINTS:
            reading.problems.append(Problem(words.place, f"{MOST_POINTS} points are the most a section holds; this is number {number}"))
        if not bracket:
            reading.problems.append(Problem(words.place, "a point ends with what it rests on, like (#an-id-of-the-record)"))
        if (length := readability.count_words(point.line)) > LONGEST_LINE:
            reading.problems.append(Problem(words.place, f"the first sentence is the point's line on the poster: {length} words, "
                                                         f"{LONGEST_LINE} at most: {quoted(point.line)}"))
        yield point


def _ids(reading: _Reading, words: Text, bracket: re.Match[str] | None) -> Iterator[Text]:
    for one in re.findall(r"#([a-z0-9-]+)", bracket[1]) if bracket else ():
        yield Text(one, place_in(reading.lines, words.place, f"#{one}"))


def place_in(lines: list[str], start: Place, words: str) -> Place:
    """Where words stand in a file, from a place on, whatever the line breaks between them; the start where they do not."""
    below = "\n".join(lines[start.line - 1:])
    at = _find(words.split(), below, max(start.column - 1, 0))
    if at < 0:
        return start
    before = below[:at]
    return Place(start.file, start.line + before.count("\n"), at - (before.rfind("\n") + 1) + 1)


def _find(words: list[str], text: str, start: int) -> int:
    """Where words stand in a text, from a place on, whatever the space between them; -1 where they do not."""
    if len(words) == 1:
        return text.find(words[0], start)
    match = re.compile(r"\s+".join(map(re.escape, words))).search(text, start)
    return match.start() if match else -1
