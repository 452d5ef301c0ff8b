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


def _escaped(part: str) -> str:
    return "".join("(?:" if char == "(" else char if char in "|)" else "[’']" if char in "’'" else re.escape(char) for char in part)


def found(phrases: Iterable[str], text: str) -> str | None:
    """The first words in a text that one of the phrases fits, as they are written, or None."""
    for phrase in phrases:
        if match := pattern(phrase).search(text):
            return match[0]
    return None
