"""What is wrong -> one line a person can act on: where, what, and the nearest right word.

Every stage speaks of trouble in these few types, so that a fault looks the same whoever found it.
"""

import difflib
import unicodedata
from collections.abc import Iterable
from typing import NamedTuple

PUBLISHED, INPUT_FAULT, ENVIRONMENT_FAULT = 0, 2, 3
"""Exit codes. 1 is never chosen, so a 1 is always a bug."""


class Place(NamedTuple):
    """Where something was written: a file as the user would name it, line and column counted from 1."""

    file: str
    line: int = 1
    column: int = 1


NOWHERE = Place("", 0, 0)


class Text(str):
    """A string that knows where it was written. Pickled, it becomes a plain string: places end at gate 1."""

    __slots__ = ("place",)

    place: Place

    def __new__(cls, value: str = "", place: Place = NOWHERE) -> "Text":
        made = str.__new__(cls, value)
        made.place = place
        return made

    def __reduce__(self) -> tuple[type[str], tuple[str]]:
        return str, (str(self),)

    @classmethod
    def fault(cls, value: str) -> str | None:
        """What is wrong with a value of this kind, or None."""
        return None


class Problem(NamedTuple):
    """One fault: its place and a message in one line."""

    place: Place
    message: str

    def __str__(self) -> str:
        file, line, column = self.place
        return f"{escaped(file)}:{line}:{column}: {escaped(self.message)}"


class Stop(Exception):
    """The build ends here: a line for each fault, what all of them came to, and the exit code to leave with."""

    def __init__(self, faults: Iterable[object], code: int, ending: str = "") -> None:
        self.faults, self.ending, self.code = [str(fault) for fault in faults], ending, code
        super().__init__("\n".join(self.lines))

    def __reduce__(self) -> tuple[type["Stop"], tuple[list[str], int, str]]:
        return Stop, (self.faults, self.code, self.ending)  # it comes home from worker processes

    @property
    def lines(self) -> list[str]:
        """All there is to show."""
        return [*self.faults, self.ending] if self.ending else self.faults


def gate(problems: Iterable[Problem], then: str = "Nothing was published.") -> None:
    """Let the run pass, or raise Stop with every problem, each once, sorted by place, their count and what came of it."""
    found = sorted(set(problems))
    if found:
        count = "1 problem" if len(found) == 1 else f"{len(found)} problems"
        raise Stop(found, INPUT_FAULT, f"{count}. {then}")


def environment(path: object, error: OSError) -> Stop:
    """Stop for a disk or a machine that refused: the path and the system's own reason."""
    return Stop([f"{escaped(str(path))}: {error.strerror or error}"], ENVIRONMENT_FAULT)


def escaped(text: str) -> str:
    """The text with every character that could disturb or forge a line of a report written as its code."""
    return "".join(_code(char) if unicodedata.category(char) in UNSHOWN else char for char in text)


UNSHOWN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


def _code(char: str) -> str:
    number = ord(char)
    if number <= 0xFF:
        return f"\\x{number:02x}"
    return f"\\u{number:04x}" if number <= 0xFFFF else f"\\U{number:08x}"


def quoted(value: str, longest: int = 60) -> str:
    """The value as a message shows it: in quotation marks, cut when it is long."""
    return f'"{value}"' if len(value) <= longest else f'"{value[:longest]}…"'


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """' (did you mean "…"?)' with the nearest known word, or nothing when none is near."""
    near = nearest(word, known)
    return f' (did you mean "{near}"?)' if near else ""


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word that is nearest, or nothing when none is near."""
    return next(iter(difflib.get_close_matches(word, sorted(known), n=1, cutoff=0.6)), "")
