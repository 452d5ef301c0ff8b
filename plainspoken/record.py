"""What every record is made from: the place where it was written, and the few small parts that many records hold."""

from dataclasses import dataclass, field

from plainspoken.dates import Dates
from plainspoken.fields import Prose, Word
from plainspoken.problems import NOWHERE, Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """Anything written as a mapping in content/."""

    place: Place = field(default=NOWHERE, compare=False, repr=False)
    """Where it was written; the reader sets it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed(Record):
    """A date that is only words: `printed: Annual plan`, with `sort:` where a day, month or year is known."""

    printed: Prose
    """The words as the paper has them."""
    sort: Word | None = None
    """A day, month or year to file it by."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Body(Record):
    """A body that took part."""

    name: Prose
    """Its full name."""
    short: Prose | None = None
    """The abbreviation people use, when there is one."""
    role: Prose | None = None
    """What it did: led the inspection, inspected health services."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change(Record):
    """One correction to a record after it was added."""

    on: Dates
    what: Prose
    """What was wrong, and what stands there now."""
    where: Prose | None = None
    """Which item: an id, or the part of the page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawn(Record):
    """Why a record is no longer shown."""

    on: Dates
    why: Prose
