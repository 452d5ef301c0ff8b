"""Inspections and plans -> every time a concern is spoken of: what was asked, seen, answered, planned and counted."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from plainspoken import figures
from plainspoken.dates import Dates
from plainspoken.plans import Action, Answer, Plan
from plainspoken.records import Figure, Finding, Inspection, Note, Numbered, Recommendation
from plainspoken.references import numbered

ASKED, SPOKE, FIGURE, ANSWERED, PLANNED = "asked", "spoke", "figure", "answered", "planned"
"""What an appearance is: inspectors asked for better, or told what they saw; a number; the council answered, or planned."""


@dataclass(frozen=True, slots=True)
class Appearance:
    """One time a concern is spoken of in a paper."""

    topic: str
    inspection: tuple[str, str]
    item: str
    """The id of its address for life; of an answer, that of its recommendation."""
    kind: str
    council: bool
    """It stands in the authority's plan, not in the inspectors' paper."""
    label: str
    """Of a finding its kind, of an answer its state."""
    text: str
    source: str
    where: tuple[str, ...]
    date: Dates
    area: str | None = None
    called: str = ""
    """What the paper calls it, where that differs."""
    number: str = ""
    within: str = ""
    """The time band it was asked for in."""
    due: str = ""
    """By when it was planned, as printed."""
    lead: tuple[str, ...] = ()
    notes: tuple[int, ...] = ()
    """Numbers of the notes about it on its page."""
    main: bool = True
    """It is about this topic first, and about others besides, if any."""


def of_inspection(inspection: Inspection, key: tuple[str, str], date: Dates, improvements: Collection[str]) -> Iterator[Appearance]:
    """What inspectors asked for, saw and counted: one appearance for each topic of each item."""
    for item in numbered(inspection):
        kind = FIGURE if isinstance(item, Figure) else ASKED if _asks(item, improvements) else SPOKE
        text = figures.said(item) if isinstance(item, Figure) else item.text
        told = item if isinstance(item, Recommendation) else None
        for topic in item.topics:
            yield Appearance(
                topic, key, item.id, kind, False, item.kind if isinstance(item, Finding) else "", text,
                item.source or inspection.source, item.where, date, item.area,
                "" if isinstance(item, Figure) else item.called or "", (told and told.number) or "", (told and told.within) or "",
                notes=_notes(inspection.notes, item.id), main=topic == item.topics[0])


def _asks(item: Numbered, improvements: Collection[str]) -> bool:
    return isinstance(item, Recommendation) or (isinstance(item, Finding) and item.kind in improvements)


def of_plan(plan: Plan, inspection: Inspection, key: tuple[str, str]) -> Iterator[Appearance]:
    """What the authority answered, planned and counted. An answer is about what its recommendation is about."""
    asked = {one.id: one for one in inspection.recommendations}
    for answer in plan.answers:
        recommendation = asked[answer.recommendation]
        text = answer.why or next(iter(answer.requirement), recommendation.text)
        for topic in recommendation.topics:
            yield Appearance(topic, key, recommendation.id, ANSWERED, True, answer.answer, text, plan.source, answer.where, plan.published,
                             recommendation.area, number=recommendation.number or "", notes=_notes(plan.notes, recommendation.id),
                             main=topic == recommendation.topics[0])
        for action in answer.actions:
            yield from _planned(action, answer, plan, recommendation, key)
    for figure in plan.figures:
        for topic in figure.topics:
            yield Appearance(topic, key, figure.id, FIGURE, True, "", figures.said(figure), figure.source or plan.source, figure.where,
                             plan.published, figure.area, notes=_notes(plan.notes, figure.id), main=topic == figure.topics[0])


def _planned(action: Action, answer: Answer, plan: Plan, recommendation: Recommendation, key: tuple[str, str]) -> Iterator[Appearance]:
    for topic in action.topics:
        yield Appearance(topic, key, action.id, PLANNED, True, "", action.text, plan.source, action.where or answer.where, plan.published,
                         recommendation.area, number=recommendation.number or "", due=action.due.words if action.due else "",
                         lead=action.lead or answer.lead, notes=_notes(plan.notes, action.id), main=topic == action.topics[0])


def spoken_of(inspection: Inspection, plan: Plan | None) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The topics that an inspection speaks of, and those that its plan does, each once."""
    asked = {one.id: one for one in inspection.recommendations}
    found = [topic for item in numbered(inspection) for topic in item.topics]
    planned: list[str] = []
    if plan:
        planned += [topic for answer in plan.answers for topic in asked[answer.recommendation].topics]
        planned += [topic for answer in plan.answers for action in answer.actions for topic in action.topics]
        planned += [topic for figure in plan.figures for topic in figure.topics]
    return tuple(dict.fromkeys(found)), tuple(dict.fromkeys(planned))


def _notes(notes: tuple[Note, ...], item: str) -> tuple[int, ...]:
    return tuple(number for number, note in enumerate(notes, 1) if item in note.about)


@dataclass(frozen=True, slots=True)
class Paper:
    """All that one paper says of a concern."""

    inspection: tuple[str, str]
    council: bool
    """It is the plan that answers the inspection."""
    date: Dates
    found: tuple[Appearance, ...]

    def of(self, *kinds: str) -> tuple[Appearance, ...]:
        """Those of these kinds, in the order of the paper's record."""
        return tuple(one for one in self.found if one.kind in kinds)


def papers(found: Iterable[Appearance]) -> list[Paper]:
    """Appearances paper by paper, oldest first."""
    by_paper: dict[tuple[str, tuple[str, str], bool], list[Appearance]] = {}
    for one in found:
        by_paper.setdefault((one.date.sort, one.inspection, one.council), []).append(one)
    return [Paper(inspection, council, ones[0].date, tuple(ones)) for (_, inspection, council), ones in sorted(by_paper.items())]
