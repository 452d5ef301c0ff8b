"""Phrases and sentences of a language file -> where they stand in a text, and the sentences with their gaps filled in.

In a phrase `(one|other)` is a choice, `…` stands for up to four words, and every other character for itself. In a
sentence `{place}` is filled in.
"""

import re
from collections.abc import Iterable, Mapping
from functools import cache

GAP = r"(?:[^\W_]\S*\s+){0,4}?"
"""What `…` stands for."""


FILLED_IN = re.compile(r"\{([a-z]+)\}")
"""A gap of a sentence."""


_WORD = re.compile(r"\w+")
_PART = re.compile(r"(?<![^\s…])(?:\(([^()]*)\)|([^\s…()]+))(?![^\s…])")
"""A choice or a word that stands alone in a phrase."""


def filled(sentence: str, given: Mapping[str, object]) -> str:
    """A sentence with its gaps filled in."""
    return FILLED_IN.sub(lambda gap: str(given[gap[1]]), sentence)


def fault(phrase: str) -> str | None:
    """What is wrong with a phrase, or None."""
    depth = 0
    for char in phrase:
        depth += (char == "(") - (char == ")")
        if depth not in {0, 1} or (char == "|" and not depth):
            break
    if depth or ("|" in re.sub(r"\([^()]*\)", "", phrase)) or re.search(r"[(|]\s*[|)]", phrase):
        return "a choice is written (one|other), with something in each place"
    return None


@cache
def pattern(phrase: str) -> re.Pattern[str]:
    """What finds a phrase, whole words only, capitals or not."""
    parts = re.findall(r"\s*…\s*|\s+|[^\s…]+", phrase)
    made = "".join(rf"\s+{GAP}" if "…" in part else r"\s+" if part.isspace() else _escaped(part) for part in parts)
    return re.compile(rf"(?<![\w’'-])(?:{made})(?![\w-])", re.IGNORECASE)


def possible(phrases: Iterable[str], text: str) -> bool:
    """Whether one of the phrases might stand in a text, by the words alone: most texts lack some word of each, which is told quickly."""
    words = " ".join(_WORD.findall(text))
    if not words.isascii():  # what is a capital of what is another question there
        return True
    known = set(words.lower().split())
    for phrase in phrases:
        for part in _parts(phrase):
            if known.isdisjoint(part):
                break
        else:
            return True
    return False


@cache
def _parts(phrase: str) -> tuple[frozenset[str], ...]:
    """For each part of a phrase that stands between spaces, the longest word of each of its choices: one of these has to be there."""
    parts = [match[1].split("|") if match[1] else [match[2]] for match in _PART.finditer(phrase)]
    found = [frozenset(max(_WORD.findall(choice.lower()), key=len, default="") for choice in part) for part in parts]
    return tuple(part for part in found if "" not in part and "".join(part).isascii())


def _escaped(part: str) -> str:
    return "".join("(?:" if char == "(" else char if char in "|)" else "[’']" if char in "’'" else re.escape(char) for char in part)


def found(phrases: Iterable[str], text: str) -> str | None:
    """The first words in a text that one of the phrases fits, as they are written, or None."""
    for phrase in phrases:
        if match := pattern(phrase).search(text):
            return match[0]
    return None
