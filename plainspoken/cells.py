"""Words, dates and addresses of records -> cells of the data files.

A cell is a word, a number, true or false, or nothing. Several words in one cell are joined by a bar, which then stands for
nothing else.
"""

from collections.abc import Iterable

from plainspoken import dates
from plainspoken.dates import Dates

Cell = str | int | float | bool | None
Row = tuple[Cell, ...]

BAR = "|"

INSPECTION, PLAN = "inspection", "plan"
"""The records that a row may be from."""
COUNCIL, INSPECTORS = "council", "inspectors"
"""Those whose word something may be."""


def joined(words: Iterable[str]) -> str | None:
    """Several words in one cell; nothing where there is none."""
    return BAR.join(word.replace(BAR, "\N{BROKEN BAR}") for word in words) or None


def printed(when: Dates | None) -> str | None:
    """Dates as the paper prints them."""
    return when.words if when else None


def ends(when: Dates | None) -> tuple[str | None, str | None]:
    """The same as they sort: the first and the last day, month or year."""
    return dates.ends(when) if when else (None, None)


def voice(council: bool) -> str:
    """Whose word it is."""
    return COUNCIL if council else INSPECTORS


def record(council: bool) -> str:
    """The record that says it."""
    return PLAN if council else INSPECTION
