"""Text -> its words and numbers, so that "four", "4" and "per cent", "%" compare as equals.

A paper prints a number as digits or in words, with thousands commas or without, and dashes of every length. What
compares here is the number, digit for digit: 5.0 is not 5, for a figure stands in a record as it is printed.
"""

import re
from collections.abc import Iterator, Sequence

UNITS = {word: number for number, word in enumerate(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split())}
TENS = {word: 10 * number for number, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)}
THOUSANDS = {"thousand": 1000, "million": 1_000_000}

SAME = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "−": "-"})
"""Signs that papers and records write in several ways."""

TOKEN = re.compile(
    r"(?<![^\s(£$€])-[0-9][0-9,]*(?:\.[0-9]+)?"  # a minus sign follows a space; in 16-24 it is a dash
    r"|(?<![A-Za-z0-9])[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?"
    r"|[^\W_]+(?:'[^\W_]+)*"
    r"|[%£$€/+*-]")
"""A number, a word or a sign that matters. Digits within a word, as in NI112 or S2, are part of the word."""

ORDINAL = {"st", "nd", "rd", "th"}


def tokens(text: str) -> list[str]:
    """The words, numbers and signs of a text in order: lower case, numbers in digits without commas, per cent as %."""
    return list(_percent(list(_counted(_read(text)))))


def figures(text: str) -> list[str]:
    """The same, where only what is written in digits counts as a number."""
    return list(_percent(_read(text)))


def _read(text: str) -> list[str]:
    return [_plain(match[0]) for match in TOKEN.finditer(text.translate(SAME))]


def is_number(token: str) -> bool:
    """Is this token a number?"""
    return token.lstrip("-")[:1].isdigit()


def holds(text: Sequence[str], wanted: Sequence[str]) -> bool:
    """Do the wanted tokens stand in the text, one after another?"""
    width = len(wanted)
    return bool(wanted) and any(text[at] == wanted[0] and list(text[at:at + width]) == list(wanted) for at in range(len(text) - width + 1))


def _plain(token: str) -> str:
    return token.replace(",", "") if is_number(token) else token.lower()


def _percent(found: Sequence[str]) -> Iterator[str]:
    before = ""
    for word, after in zip(found, [*found, ""][1:], strict=True):
        if word in {"percent", "pct"} or (word == "per" and after == "cent"):
            yield "%"
        elif not (word == "cent" and before == "per") and not (word in ORDINAL and is_number(before)):
            yield word
        before = word


def _counted(found: list[str]) -> Iterator[str]:
    """The words with every number in words written in digits: one hundred and twenty-two -> 122."""
    at = 0
    while at < len(found):
        number, after = _number(found, at)
        yield found[at] if number is None else str(number)
        at = after if number is not None else at + 1


def _number(found: list[str], at: int) -> tuple[int | None, int]:
    """The number in words that begins at a place, and where it ends; None where none begins."""
    total, end = None, at
    while True:
        part, after = _hundreds(found, end if total is None else _joined(found, end))
        if part is None or (total is not None and total % 1000):
            return total, end
        word = found[after] if after < len(found) else ""
        if word not in THOUSANDS:
            return (total or 0) + part, after
        total, end = (total or 0) + part * THOUSANDS[word], after + 1


def _hundreds(found: list[str], at: int) -> tuple[int | None, int]:
    """A number below a thousand: ninety, two hundred and four, a hundred."""
    number, end = _below_hundred(found, at)
    if number is None and found[at:at + 1] == ["a"] and found[at + 1:at + 2] and found[at + 1] in {"hundred", *THOUSANDS}:
        number, end = 1, at + 1
    if number is None or found[end:end + 1] != ["hundred"]:
        return number, end
    rest, after = _below_hundred(found, _joined(found, end + 1))
    return (100 * number, end + 1) if rest is None else (100 * number + rest, after)


def _below_hundred(found: list[str], at: int) -> tuple[int | None, int]:
    word = found[at] if at < len(found) else ""
    if word in UNITS:
        return UNITS[word], at + 1
    if word not in TENS:
        return None, at
    after = at + 2 if found[at + 1:at + 2] == ["-"] else at + 1
    unit = UNITS.get(found[after], 0) if after < len(found) else 0
    return (TENS[word] + unit, after + 1) if 0 < unit < 10 else (TENS[word], at + 1)


def _joined(found: list[str], at: int) -> int:
    """Past an "and" that may go on with a number."""
    return at + 1 if found[at:at + 1] == ["and"] else at
