"""Stories -> how hard each is to read, as rows of a table: for `check --reading` and for the page for publishers.

What is counted is told in readability.py. Adults are shown it, as a floor and no proof; children are not.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from plainspoken import readability
from plainspoken.content import Content
from plainspoken.references import Known
from plainspoken.settings import ReadingLimits
from plainspoken.story_rules import fixed_words

HEAD = ("", "words", "sentences", "mean", "longest", "grade", "passive", "hard words")
ABOUT = ("Words a sentence; grade of Flesch and Kincaid: a floor, and no proof that a child understands. Passive voice and words of three "
         "syllables or more are counted, not refused.")


@dataclass(frozen=True, slots=True)
class Row:
    """One text and what was counted in it."""

    name: str
    words: int
    sentences: int
    mean: float
    """Words a sentence."""
    longest: int
    """Words of the longest sentence."""
    grade: str
    """Reading grade with one decimal; empty where the language has no dictionary."""
    passive: tuple[str, ...]
    """What looks like the passive voice."""
    hard: tuple[str, ...]
    """Words of three syllables or more."""


@dataclass(frozen=True, slots=True)
class Spread:
    """How one measure lies over many texts."""

    name: str
    limit: str
    """What a text may have at most; empty for what is counted and not refused."""
    within: int
    """How many texts keep to it."""
    of: int
    """In how many it was counted."""
    median: float
    most: float


def row(name: str, blocks: Iterable[str], language: str) -> Row:
    """The row of one text in a language."""
    found, known = readability.measure(blocks), readability.is_measured(language)
    return Row(name, found.words, len(found.sentences), found.mean, found.longest, f"{found.grade:.1f}" if known else "",
               found.passive if known else (), found.hard if known else ())


def in_short(blocks: Iterable[str], language: str) -> tuple[int, str]:
    """How many words a text has, and its reading grade as a row has it."""
    found = readability.measure(blocks)
    return found.words, f"{found.grade:.1f}" if readability.is_measured(language) else ""


def hardness(row: Row) -> tuple[float, float]:
    """What texts are sorted by: the reading grade, then words a sentence; those of no grade are below all that have one."""
    return float(row.grade or -100), row.mean


def spread(rows: Sequence[Row], limits: ReadingLimits) -> list[Spread]:
    """How each measure lies over these texts."""
    graded = [row for row in rows if row.grade]
    measures = (("Words", limits.most_words, [row.words for row in rows]), ("Words a sentence", limits.mean_sentence, [row.mean for row in rows]),
                ("Longest sentence", limits.longest_sentence, [row.longest for row in rows]),
                ("Reading grade", limits.grade, [float(row.grade) for row in graded]),
                ("Passive voice", "", [len(row.passive) for row in graded]),
                ("Words of three syllables or more", "", [len(row.hard) for row in graded]))
    return [Spread(name, str(limit), sum(value <= float(limit) for value in values) if limit else 0, len(values), median(values), max(values))
            for name, limit, values in measures if values]


def of_content(content: Content, folder: str) -> list[Row]:
    """A row for each young-people.md, and one for the fixed words of each language."""
    rows = [row(told.file, told.story.blocks, told.language) for told in Known(content, folder).stories.values()]
    rows += [row(f"what every page says ({name})", fixed_words(content, name, words), name) for name, words in content.languages.items()]
    return rows


def table(rows: Iterable[Row]) -> list[str]:
    """The rows as lines of plain text, in columns."""
    cells = [HEAD, *((one.name, str(one.words), str(one.sentences), f"{one.mean:.1f}", str(one.longest), one.grade or "-", str(len(one.passive)),
                      " ".join(one.hard)) for one in rows)]
    widths = [max(len(line[column]) for line in cells) for column in range(len(HEAD) - 1)]
    return [" ".join([line[0].ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(line[1:-1], widths[1:], strict=True)), line[-1]]).rstrip()
            for line in cells]
