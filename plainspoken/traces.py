"""What the evidence check writes of its own work -> frozen records: evidence.yaml."""

from dataclasses import dataclass, field

from plainspoken.fields import Hash, Ref, Word
from plainspoken.record import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Traced(Record):
    """How many facts of one inspection or plan were found where it says they stand."""

    facts: Hash
    """SHA-256 of the facts that were held, each with its paper and place. Pages tell the result while this is so."""
    proved: Word
    """How many were found."""
    of: Word
    """How many there are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted(Record):
    """How many facts of all records were found in one paper, when they were last looked up."""

    proved: Word
    """How many were found."""
    of: Word
    """How many cite it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence(Record):
    """evidence.yaml: written by `check --evidence DIR --write`, never by hand."""

    texts: dict[str, Hash] = field(default_factory=dict)
    """SHA-256 of each text that was read, by the id of its paper."""
    inspections: dict[Ref, Traced] = field(default_factory=dict)
    """By authority/inspection."""
    plans: dict[Ref, Traced] = field(default_factory=dict)
    """The same of the plans that answer them."""
    papers: dict[Ref, Counted] = field(default_factory=dict)
    """The same of each paper, whichever record cites it; by its id."""
