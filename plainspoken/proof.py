"""A fact and the text of its paper -> does the one stand in the other, and where else in the paper it does.

Numbers and words are looked for as they are read, in a row. A grade in a table is looked for in the row of its area,
and the key that explains a scale proves no grade. A number in our own words may also be the glossary's: where a hard
word stands, the numbers of its plain meaning stand too, such as the ages of a stage of school.
"""

from collections.abc import Iterator, Mapping, Sequence

from plainspoken import paper, passages
from plainspoken.facts import Fact, Tokens
from plainspoken.numerals import holds, is_number, tokens
from plainspoken.passages import NoPassage, Passage
from plainspoken.reference import Term

KEY = 3
"""A line that prints so many grades of a scale is its key."""
NEAR = 3
"""Words that may stand between a printed digit and its grade's word: 3 – fair, Grade 3 (Fair)."""


class Copy:
    """The text of a paper, with the passages that were asked for so far."""

    def __init__(self, text: str, glossary: Mapping[str, Term]) -> None:
        self.paper = paper.read(text)
        self.found: dict[str, Passage | NoPassage] = {}
        self.meanings = [(tuple(tokens(form)), {token for token in tokens(term.plain) if is_number(token)})
                         for term in glossary.values() for form in (term.term, *term.also)]

    def passage(self, where: str) -> Passage | NoPassage:
        """What stands at a place."""
        if where not in self.found:
            self.found[where] = passages.find(self.paper, where)
        return self.found[where]

    def passages(self, fact: Fact) -> list[Passage]:
        """What stands at the places of a fact; the whole paper where it names none."""
        if not fact.where:
            return [Passage(self.paper, range(len(self.paper.blocks)))]
        return [found for found in map(self.passage, fact.where) if isinstance(found, Passage)]

    def proves(self, fact: Fact) -> bool:
        """Does the fact stand at one of its places?"""
        there = self.passages(fact)
        if fact.kind == "band":
            decided = [one for one in there if sum(_prints(one, band, fact.among) for band in fact.among) == 1]
            return any(_prints(one, fact.needed[0], fact.among) for one in decided or there)
        if fact.kind == "grade":  # where the first of them says another grade, a word further on says it of something else
            there = [one for one in there if any(holds(unit, label) for unit in _units(fact, one) for label in fact.among)][:1]
        return any(stands(fact, one) or (fact.kind == "number" and self._explains(fact.needed[0][0], one)) for one in there)

    def _explains(self, number: str, passage: Passage) -> bool:
        return any(number in numbers and holds(passage.tokens, form) for form, numbers in self.meanings)

    def nearest(self, fact: Fact) -> str:
        """The place nearest to the fact's own where it does stand; empty where there is none."""
        start = next((one.at[0] for one in self.passages(fact)), 0)
        for at in sorted(range(len(self.paper.blocks)), key=lambda at: (abs(at - start), at)):
            if stands(fact, passages.stretch(self.paper, at, at + 1)):
                return passages.name(self.paper, at)
        return ""


def stands(fact: Fact, passage: Passage) -> bool:
    """Does the fact stand in the passage?"""
    if fact.kind == "date":
        return all(name in passage.dates for (name,) in fact.needed)
    if fact.kind == "digit":
        return any(_digit(fact.needed[0], fact.among, unit) for unit in _units(fact, passage))
    if fact.kind == "grade":
        return any(holds(unit, fact.needed[0]) for unit in _units(fact, passage))
    if fact.kind == "band":
        return _prints(passage, fact.needed[0], fact.among)
    if fact.kind == "item":
        return any(holds(line, fact.needed[0]) for line in passage.lines) or any(block.number == fact.shown for block in passage.blocks)
    if fact.kind == "words":
        return any(holds(unit, fact.needed[0]) for unit in (passage.tokens, *passage.lines))
    lines = passage.lines if fact.kind == "number" else []
    return all(any(holds(unit, needed) for unit in (passage.tokens, *lines)) for needed in fact.needed)


def _units(fact: Fact, passage: Passage) -> Iterator[Sequence[str]]:
    """The lines of a passage in which a grade may stand: the row of its area, else all but other rows and keys of the scale."""
    title = tokens(fact.title)
    rows = [block.text.split("\t") for block in passage.blocks if block.kind == "row"]
    own = [row[1:] for row in rows if holds(tokens(row[0]), title)]
    if own:
        yield from (tokens(cell) for row in own for cell in row)
        return
    # A heading may hold a grade's word in passing; a line that prints a grade in words ends with it.
    lines = [line for line in passage.lines if fact.kind == "digit" or any(tuple(line[-len(label):]) == label for label in fact.among)]
    for unit in [*(passage.paper.tokens[at] for at in passage.at if passage.paper.blocks[at].kind != "row"), *lines]:
        printed = sum(holds(unit, label) for label in set(fact.among))
        if printed < min(KEY, len(set(fact.among))):
            yield unit


def _digit(digit: Tokens, labels: Sequence[Tokens], unit: Sequence[str]) -> bool:
    """Does a line print the digit as a grade: alone in its cell, beside the grade's word, or after a word such as "grade"?"""
    if list(unit) == list(digit):
        return True
    near = NEAR + len(labels[0])
    return any(holds(unit[max(at - 1, 0):at], ("grade",)) or holds(unit[max(at - 1, 0):at], ("graded",))
               or holds(unit[max(at - near, 0):at + near + 1], labels[0])
               for at in range(len(unit)) if unit[at] == digit[0])


def _prints(passage: Passage, band: Tokens, bands: Sequence[Tokens]) -> bool:
    """Does a passage print a time band: its words in a row, or on a line above it those words that are its own?"""
    own = set(band) - {word for other in bands if other != band for word in other}
    lines = [*passage.lines, *(tokens(block.text) for block in passage.blocks if block.kind == "line")]
    return holds(passage.tokens, band) or any(
        holds(line, band) or (own.issubset(line) and not all(map(is_number, own))) for line in lines)
