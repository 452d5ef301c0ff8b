"""What a publisher writes of an action plan -> frozen records: each recommendation with its answer and all its fields."""

from dataclasses import dataclass
from typing import Literal

from plainspoken.dates import Dates
from plainspoken.fields import Address, Id, Prose, Ref, Where, Word
from plainspoken.records import Change, Figure, Note, Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Action(Record):
    """One thing the plan says will be done, with its milestone."""

    id: Id
    text: Prose
    due: Dates | None = None
    """As printed; left out where the plan gives no date."""
    placed: Literal["clear", "unclear"] = "clear"
    """unclear: the source's layout leaves it open which action this date belongs to."""
    lead: tuple[Prose, ...] = ()
    """Where it differs from the answer's."""
    topics: tuple[Ref, ...] = ()
    where: tuple[Where, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer(Record):
    """The plan's answer to one recommendation, with all its fields."""

    recommendation: Word
    """Its id in this inspection."""
    answer: Literal["accepted", "in-part", "in-principle", "not-accepted"]
    why: Prose | None = None
    """What in the paper shows that answer, in our words."""
    within: Word | None = None
    """The time band as the plan prints it."""
    requirement: tuple[Prose, ...] = ()
    purpose: tuple[Prose, ...] = ()
    target: tuple[Prose, ...] = ()
    actions: tuple[Action, ...] = ()
    lead: tuple[Prose, ...] = ()
    """Roles, never names."""
    success: tuple[Prose, ...] = ()
    monitoring: tuple[Prose, ...] = ()
    responsible: tuple[Prose, ...] = ()
    resources: tuple[Prose, ...] = ()
    support: tuple[Prose, ...] = ()
    """External support."""
    links: tuple[Prose, ...] = ()
    """Other plans and priorities it is tied to."""
    inspectors_said: Prose | None = None
    """The judgement the plan prints above its answer, in our words."""
    position: tuple[Prose, ...] = ()
    """The council's account of where it stood."""
    done: tuple[Prose, ...] = ()
    """The council's account of what it did or will do."""
    progress: Literal["not-started", "under-way", "council-says-done"] | None = None
    """How far the council says it is."""
    where: tuple[Where, ...]
    """First the table of its fields, which answer and actions are cited to; then its account, which progress is cited to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan(Record):
    """inspections/<authority>/<inspection>/plan.yaml"""

    title: Prose
    source: Ref
    by: Prose
    """Who made it."""
    published: Dates
    standfirst: Prose | None = None
    address: Address | None = None
    answers: tuple[Answer, ...]
    figures: tuple[Figure, ...] = ()
    """Numbers the plan prints."""
    notes: tuple[Note, ...] = ()
    added: Dates
    changes: tuple[Change, ...] = ()
