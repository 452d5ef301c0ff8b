"""What a publisher writes of an action plan -> frozen records: each recommendation with its answer and all its fields."""

from dataclasses import dataclass
from typing import Literal

from plainspoken.dates import Dates
from plainspoken.fields import Address, Id, Prose, Ref, Where, Word
from plainspoken.record import Change, Record
from plainspoken.records import Figure, Finding, Inspection, Judgement, Note, Outcome, Progress, Recommendation
from plainspoken.tellings import Telling

INTERVALS = {"month": 1, "quarter": 3, "half-year": 6, "year": 12}
"""How many months lie between two times of an action that comes again and again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Action(Record):
    """One thing the plan says will be done, with its milestone."""

    id: Id
    text: Prose
    short: Prose | None = None
    """A few words for the drawing of milestones, ours."""
    due: Dates | None = None
    """As printed; left out where the plan gives no date."""
    every: Literal["month", "quarter", "half-year", "year"] | None = None
    """How often, where it comes again and again through the span it is due in."""
    placed: Literal["clear", "unclear"] = "clear"
    """unclear: the source's layout leaves it open which action this date belongs to."""
    lead: tuple[Prose, ...] = ()
    """Where it differs from the answer's."""
    topics: tuple[Ref, ...] = ()
    where: tuple[Where, ...] = ()
    """Where it does not stand where the answer does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer(Record):
    """The plan's answer to one recommendation, with all its fields."""

    recommendation: Word
    """Its id in this inspection."""
    answer: Literal["accepted", "in-part", "in-principle", "not-accepted"]
    """What the plan makes of what was asked."""
    why: Prose | None = None
    """Where the paper does not use the word itself: what in it shows that answer, in our words."""
    within: Word | None = None
    """The time band as the plan prints it."""
    requirement: tuple[Prose, ...] = ()
    """What the plan says was asked for."""
    purpose: tuple[Prose, ...] = ()
    """What it is meant to change."""
    target: tuple[Prose, ...] = ()
    """Whom or what it is to reach."""
    actions: tuple[Action, ...] = ()
    lead: tuple[Prose, ...] = ()
    """Roles, never names."""
    success: tuple[Prose, ...] = ()
    """How the plan says it will be known to have worked."""
    monitoring: tuple[Prose, ...] = ()
    """How it is watched."""
    responsible: tuple[Prose, ...] = ()
    """Roles that answer for it, never names."""
    resources: tuple[Prose, ...] = ()
    """Money, people and things it needs."""
    support: tuple[Prose, ...] = ()
    """External support."""
    links: tuple[Prose, ...] = ()
    """Other plans and priorities it is tied to."""
    inspectors_said: Prose | None = None
    """The judgement the plan prints above its answer, in our words."""
    inspectors_said_where: tuple[Where, ...] = ()
    """Where the plan prints that judgement, if not where the answer does."""
    position: tuple[Prose, ...] = ()
    """Where those who answer say they stood."""
    position_where: tuple[Where, ...] = ()
    """Where it tells so, if not where the answer does."""
    done: tuple[Prose, ...] = ()
    """What those who answer say they did or will do, what is done first: progress is told in those words."""
    done_where: tuple[Where, ...] = ()
    """Where it tells so, if not where the answer does."""
    progress: Literal["not-started", "under-way", "council-says-done"] | None = None
    """How far those who answer say it is."""
    progress_where: tuple[Where, ...] = ()
    """Where it says so, if not where it tells what it did."""
    where: tuple[Where, ...]
    """The table of its fields, which answer and actions are cited to."""

    def places(self, part: str) -> tuple[str, ...]:
        """Where a part of it stands: its own places, else those of the whole."""
        if part == "progress" and not self.progress_where:
            return self.places("done" if self.done else "position")
        return getattr(self, f"{part}_where", ()) or self.where


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan(Record):
    """inspections/<authority>/<inspection>/plan.yaml"""

    title: Prose
    """The plan's own."""
    source: Ref
    """The paper it stands in."""
    by: Prose
    """Who made it."""
    published: Dates
    """The date that the plan bears, or when it was made public."""
    standfirst: Prose | None = None
    """The story in one to three short sentences, ours."""
    address: Address | None = None
    """Where the plan was published, as printed."""
    answers: tuple[Answer, ...]
    figures: tuple[Figure, ...] = ()
    """Numbers the plan prints."""
    notes: tuple[Note, ...] = ()
    added: Dates
    changes: tuple[Change, ...] = ()


Citing = Inspection | Plan | Judgement | Finding | Recommendation | Figure | Outcome | Progress | Note | Telling
"""What may name a paper it comes from."""


def citing(record: Inspection | Plan) -> tuple[Citing, ...]:
    """An inspection or a plan, and all in it that may name a paper of its own."""
    if isinstance(record, Plan):
        return record, *record.figures, *record.notes
    return (record, *record.judgements, *record.findings, *record.recommendations, *record.figures, *record.outcomes,
            *record.progress, *record.notes, *record.told)
