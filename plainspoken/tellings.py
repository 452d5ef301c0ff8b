"""What a publisher writes of telling young people -> frozen records: their edition, who tried it, how findings reached them."""

from dataclasses import dataclass, field
from typing import Literal

from plainspoken.dates import Dates
from plainspoken.fields import Language, Prose, Ref, Where
from plainspoken.record import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling(Record):
    """How and when the findings reached young people, or were promised to."""

    how: Prose
    """Poster, letter, web page, meeting."""
    state: Literal["promised", "council-says-done", "done"]
    """promised, or done and who says so."""
    on: Dates | None = None
    text: Prose | None = None
    source: Ref | None = None
    where: tuple[Where, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried(Record):
    """A group of young people who read the young people's edition before it was published."""

    who: Prose
    """As a group, never a name."""
    on: Dates
    changed: Prose
    """What was changed because of what they said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Translation(Record):
    """Who put young-people.<lang>.md into its language."""

    by: Prose
    """A role or an organisation, never a person's name."""
    on: Dates
    """The day it was done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition(Record):
    """The young people's edition of an inspection: page, poster and letter."""

    written: Dates
    """The day young-people.md was written; the letter says it."""
    translated: dict[Language, Translation] = field(default_factory=dict)
    """Its translations, by the language tag in their files' names."""
