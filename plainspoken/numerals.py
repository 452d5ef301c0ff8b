"""Text -> its words and numbers, so that "four", "4" and "per cent", "%" compare as equals.

A paper prints a number as digits or in words, with thousands commas or without, and dashes of every length. What
compares here is the number, digit for digit: 5.0 is not 5, for a figure stands in a record as it is printed. The words
of one number are parted by no more than a space, a hyphen or "and".
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence

UNITS = {word: number for number, word in enumerate(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split())}
TENS = {word: 10 * number for number, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)}
THOUSANDS = {"thousand": 1000, "million": 1_000_000}
BEGINS = {*UNITS, *TENS, "a"}
"""Words with which a number in words may begin."""

FOLDED = str.maketrans({letters: unicodedata.normalize("NFKC", letters) for letters in map(chr, range(0xFB00, 0xFB07))} | {"\N{SOFT HYPHEN}": ""})
"""What a page is set with: letters that print as one (ﬁ), and hyphens that show only where a line ends."""
SAME = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "−": "-"})
"""Signs that papers and records write in several ways."""

DAY, MONTH, YEAR = "0?[1-9]|[12][0-9]|3[01]", "0?[1-9]|1[0-2]", "(?:18|19|20|21)[0-9]{2}"
DATE = (rf"(?<![A-Za-z0-9])(?<![0-9][./-])(?:(?P<day>{DAY})(?P<sign>[./-])(?P<month>{MONTH})(?P=sign)(?P<year>{YEAR})"
        rf"|(?P<y>{YEAR})-(?P<m>{MONTH})-(?P<d>{DAY}))(?![A-Za-z0-9]|[./-][0-9])")
"""26.11.2007, 26-11-2007, 2007-11-26."""
SPACED = r"(?<![A-Za-z0-9])(?<![0-9]\s)[1-9][0-9]{0,2}(?:[ \xa0\u2009\u202f][0-9]{3})+(?:\.[0-9]+)?(?![0-9]|\s[0-9])"
"""1 200. Beside another number it may be a row of them: 88 120 340 1."""

TOKEN = re.compile(
    r"[^\W\d_][^\W_]*(?:'[^\W_]+)*"  # most are words: tried first, they are read at once
    rf"|(?=[0-9])(?:{DATE}|{SPACED})"
    r"|(?<![^\s(£$€])-[0-9][0-9,]*(?:\.[0-9]+)?"  # a minus sign follows a space; in 16-24 it is a dash
    r"|(?<![A-Za-z0-9])[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?"
    r"|[^\W_]+(?:'[^\W_]+)*"
    r"|[%£$€/+*-]")
"""A number, a word or a sign that matters. Digits within a word, as in NI112 or S2, are part of the word."""
SEPARATORS = re.compile(r"[,\s]")
"""What parts the thousands of a number."""
GAP = re.compile(r"[^\S\t]*")
"""What may stand within a number in words. A tab parts the cells of a table."""
END = ""
"""Ends a number in words; it is no token."""

ORDINAL = {"st", "nd", "rd", "th"}


def tokens(text: str) -> list[str]:
    """The words, numbers and signs of a text in order: lower case, numbers in digits without commas, per cent as %, days as 26 / 11 / 2007."""
    return list(_percent([word for word in _counted(list(_read(text))) if word != END]))


def figures(text: str) -> list[str]:
    """The same, where only what is written in digits counts as a number."""
    return list(_percent([word for word in _read(text) if word != END]))


def _read(text: str) -> Iterator[str]:
    """The tokens, with END between two where a number in words cannot go on."""
    text, end = text.translate(FOLDED), 0
    for match in TOKEN.finditer(text.translate(SAME)):
        word, (start, after) = match[0], match.span()
        if (start > end and (word == "-" or not GAP.fullmatch(text, end, start))) or text[start] == "—":
            yield END
        end = after
        if match.lastgroup:
            yield from (match["day"] or match["d"], "/", match["month"] or match["m"], "/", match["year"] or match["y"])
        else:
            yield _plain(word)


def is_number(token: str) -> bool:
    """Is this token a number?"""
    return token.lstrip("-")[:1].isdigit()


def holds(text: Sequence[str], wanted: Sequence[str]) -> bool:
    """Do the wanted tokens stand in the text, one after another?"""
    width = len(wanted)
    return bool(wanted) and any(text[at] == wanted[0] and list(text[at:at + width]) == list(wanted) for at in range(len(text) - width + 1))


def _plain(token: str) -> str:
    return SEPARATORS.sub("", token) if is_number(token) else token.lower()


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
        number, after = _number(found, at) if found[at] in BEGINS else (None, at)
        yield found[at] if number is None else str(number)
        at = after if number is not None else at + 1


def _number(found: list[str], at: int) -> tuple[int | None, int]:
    """The number in words that begins at a place, and where it ends; None where none begins. Its thousands words go from large to small."""
    total, end, larger = None, at, 1000 * max(THOUSANDS.values())
    while larger > 1:
        part, after = _hundreds(found, end if total is None else _joined(found, end))
        scale = THOUSANDS.get(_word(found, _hyphened(found, after)), 1)
        if part is None or scale >= larger:
            break
        total, end, larger = (total or 0) + part * scale, _hyphened(found, after) + 1 if scale > 1 else after, scale
    return total, end


def _hundreds(found: list[str], at: int) -> tuple[int | None, int]:
    """A number below a thousand: ninety, two hundred and four, a hundred."""
    number, end = _below_hundred(found, at)
    if number is None and _word(found, at) == "a" and _word(found, at + 1) in {"hundred", *THOUSANDS}:
        number, end = 1, at + 1
    hundred = _hyphened(found, end)
    if number is None or _word(found, hundred) != "hundred":
        return number, end
    rest, after = _below_hundred(found, _joined(found, hundred + 1))
    if rest is None or _word(found, _hyphened(found, after)) == "hundred":  # two hundred and three hundred are two numbers
        return 100 * number, hundred + 1
    return 100 * number + rest, after


def _below_hundred(found: list[str], at: int) -> tuple[int | None, int]:
    word = _word(found, at)
    if word in UNITS:
        return UNITS[word], at + 1
    if word not in TENS:
        return None, at
    after = _hyphened(found, at + 1)
    unit = UNITS.get(_word(found, after), 0)
    return (TENS[word] + unit, after + 1) if 0 < unit < 10 else (TENS[word], at + 1)


def _word(found: list[str], at: int) -> str:
    return found[at] if at < len(found) else END


def _hyphened(found: list[str], at: int) -> int:
    """Past a hyphen."""
    return at + (_word(found, at) == "-")


def _joined(found: list[str], at: int) -> int:
    """Past what may go on with a number: a hyphen, "and", both."""
    at = _hyphened(found, at)
    return _hyphened(found, at + 1) if _word(found, at) == "and" else at
