"""Portal -> the page of every action plan."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from markupsafe import Markup

from plainspoken import chronicle, facts, milestones, urls, views
from plainspoken.english import capital
from plainspoken.figures import told_apart
from plainspoken.milestones import Stop
from plainspoken.page import Page, Values
from plainspoken.pages.items import Trace, answer_view, progress_view, trace, traced
from plainspoken.plans import Answer, Plan
from plainspoken.portal import Card, Portal, Statement, day, target
from plainspoken.records import Inspection, Recommendation
from plainspoken.refer import Key
from plainspoken.reference import PlanElement
from plainspoken.sheet import Cite, Sheet
from plainspoken.views import Link, Notes, plural

FIELDS = (
    ("What is asked", "requirement"),
    ("Purpose", "purpose"),
    ("For whom", "target"),
    ("Lead", "lead"),
    ("How success is known", "success"),
    ("How it is watched", "monitoring"),
    ("Responsible", "responsible"),
    ("Resources", "resources"),
    ("Outside support", "support"),
    ("Linked plans", "links"),
)
"""The fields of an answer in the order a plan's table has them; actions and time band are shown beside them."""

HAS = {"has": ("m-has", "Has"), "part": ("m-has-part", "In part"), "lacks": ("m-lacks", "Lacks")}
"""Whether a plan has an element: its mark and its word."""


@dataclass(frozen=True, slots=True)
class Dossier:
    """All that the page of one plan is made of."""

    card: Card
    plan: Plan
    inspection: Inspection
    statements: dict[str, tuple[Statement, ...]]
    """What papers say has become of each thing asked for, by its id."""
    later: dict[Key, str]
    """What each inspection that says something of them is called, and when it was."""
    asked_by: tuple[str, str] | None
    """What asked plans to hold the framework's elements: (its name, its address)."""
    found: Trace | None
    """What the evidence check found of it."""


def pages(portal: Portal) -> Iterator[Page]:
    """One page for each plan."""
    for card in portal.own:
        if card.plan:
            said = portal.statements[card.key]
            later = {one.inspection: portal.cards[one.inspection] for several in said.values() for one in several}
            dossier = Dossier(card, portal.content.plans[card.key], portal.content.inspections[card.key], said,
                              {key: f"{other.title}, {other.date.words}" for key, other in later.items()}, _asked_by(portal, card),
                              trace(portal, card.key, "plans"))
            yield Page(urls.plan(card.key), "pages/plan.html", data, (dossier,), urls.RECOMMENDATIONS, updated=portal.days[card.key])


def _asked_by(portal: Portal, card: Card) -> tuple[str, str] | None:
    asked_by = portal.reference.frameworks[card.framework].plan_elements_asked_by
    if not asked_by:
        return None
    key, item = target(asked_by)
    number = next((one.number for one in portal.content.inspections[key].recommendations if one.id == item), None)
    name = f"recommendation {number}" if number else "one of the recommendations"
    place = "" if key[0] == card.key[0] else f" in {portal.reference.authorities[key[0]].name}"
    return f"{name} of the {portal.cards[key].noun}{place}", urls.inspection(key, item)


def data(sheet: Sheet, dossier: Dossier) -> Values:
    """The template's values."""
    card, plan, inspection = dossier.card, dossier.plan, dossier.inspection
    place, called = sheet.reference.authorities[card.key[0]], capital(sheet.reference.settings.called.many)
    asked = {one.id: one for one in inspection.recommendations}
    notes = Notes(sheet, plan.notes, plan.source)
    papers = _papers(sheet, dossier)
    return {
        "title": f"{plan.title}, {place.name} {plan.published.year}".rstrip(),
        "crumbs": views.crumbs(sheet, (called, urls.AUTHORITIES), (place.name, urls.authority(card.key[0])),
                               (card.title, urls.inspection(card.key))),
        "here": "Action plan", "own_data": sheet.to(urls.record_data(urls.inspection(card.key))),
        "description": plan.standfirst or "",
        "heading": plan.title,
        "by": f"{plan.by}, {plan.published.words}.",
        "standfirst": sheet.words(plan.standfirst),
        "inspection": Link(f"{card.title}, {card.date.words}", sheet.to(urls.inspection(card.key))),
        "read": any(answer.why for answer in plan.answers), "complete": _complete(sheet, dossier),
        "answered": [_answer(sheet, answer, asked[answer.recommendation], dossier, papers, notes) for answer in plan.answers],
        "unanswered": [Link(one.number or one.id, sheet.to(urls.inspection(card.key, one.id))) for one in inspection.recommendations
                       if one.id not in {answer.recommendation for answer in plan.answers}],
        "figures": [views.figure(sheet, one, plan.source, notes) for one in told_apart(plan.figures)],
        "figure_notes": notes.about(one.id for one in plan.figures),
        "rest": notes.rest(),
        "traced": traced(dossier.found, partial(facts.of_plan, plan, sheet.reference.frameworks[card.framework])),
        "changes": plan.changes, "as_of": chronicle.as_of(day(inspection, plan)),
    }


# Is the plan complete?

def _complete(sheet: Sheet, dossier: Dossier) -> dict[str, Any]:
    """For each recommendation, which elements that the framework asks of a plan are there, and where on this page."""
    elements = sheet.reference.frameworks[dossier.card.framework].plan_elements
    answers = {answer.recommendation: answer for answer in dossier.plan.answers}
    rows = [(one, [(element, *_held(element, answers.get(one.id))) for element in elements]) for one in dossier.inspection.recommendations]
    found = [(element.label, [state for _, cells in rows for other, state, _ in cells if other is element]) for element in elements]
    return {
        "columns": [(element.short or element.label, element.label) for element in elements],
        "rows": [{"number": one.number or "", "name": one.text,
                  "cells": [(element.label, state == "lacks", *HAS[state], href) for element, state, href in cells]} for one, cells in rows],
        "asked_by": Link(dossier.asked_by[0], sheet.to(dossier.asked_by[1])) if dossier.asked_by else None,
        "verdict": _verdict(found, len(rows)),
        "reasons": _reasons(dossier.plan.answers) if any("part" in states for _, states in found) else [],
    }


def _held(element: PlanElement, answer: Answer | None) -> tuple[str, str]:
    """Whether an answer has an element, and the place on this page where it stands."""
    if answer is None or element.field == "none":
        return "lacks", ""
    if element.field == "due":
        dated = [action for action in answer.actions if action.due]
        whole = len(dated) == len(answer.actions) and not any(action.placed == "unclear" for action in dated)
        state = "lacks" if not dated else "has" if whole else "part"
        return state, f"#{answer.recommendation}-actions"
    told = getattr(answer, element.field) or (element.field == "lead" and any(action.lead for action in answer.actions))
    return "has" if told else "lacks", f"#{answer.recommendation}-{element.field}"


def _verdict(found: Sequence[tuple[str, Sequence[str]]], count: int) -> list[str]:
    """What the table says, in a line for each kind: what all have, what some have, what none has."""
    def listed(labels: list[str]) -> str:
        return ", ".join(label[:1].lower() + label[1:] for label in labels)
    everywhere = [label for label, states in found if set(states) == {"has"}]
    nowhere = [label for label, states in found if set(states) == {"lacks"}]
    lines = [f"Missing from all {count}: {listed(nowhere)}."] if nowhere else []
    for label, states in found:
        if label not in everywhere and label not in nowhere:
            told = [f"{states.count(state)} {words}" for state, words in (("has", "have it"), ("part", "in part"), ("lacks", "lack it")) if state in states]
            lines.append(f"{label}: {', '.join(told)}.")
    return lines + ([f"All {count} have: {listed(everywhere)}."] if everywhere else [])


def _reasons(answers: Sequence[Answer]) -> list[str]:
    """Why an element is there only in part."""
    actions = [action for answer in answers for action in answer.actions]
    reasons = [(any(action.due and action.placed == "unclear" for action in actions),
                "dates are there, but the paper’s layout leaves open which action some of them belong to"),
               (any(not action.due for action in actions), "some actions have no date")]
    return [reason for holds, reason in reasons if holds]


# One answer.

def _answer(sheet: Sheet, answer: Answer, asked: Recommendation, dossier: Dossier, papers: Sequence[Stop], notes: Notes) -> dict[str, Any]:
    plan, inspection, framework = dossier.plan, dossier.inspection, sheet.reference.frameworks[dossier.card.framework]
    bands = {band.id: band.label for band in framework.time_bands}
    said = dossier.statements.get(asked.id, ())
    ids = [answer.recommendation, *(action.id for action in answer.actions)]
    return {
        "id": asked.id,
        "number": asked.number or "",
        "short": asked.text,
        "href": sheet.to(urls.inspection(dossier.card.key, asked.id)),
        "within": bands[answer.within] if answer.within else "",
        "topics": views.topic_links(sheet, asked.topics, dossier.card.key[0]),
        "cites": sheet.cite(asked.source or inspection.source, asked.where, plan.source),
        "answer": answer_view(sheet, answer, plan, dossier.card.key, plan.source),
        "progress": progress_view(sheet, said, plan.source),
        "chart": _chart(answer, papers),
        "actions": [_action(sheet, number, action, notes) for number, action in enumerate(answer.actions, 1)],
        "papers": papers,
        "fields": [row for label, name in FIELDS for row in _field(sheet, answer, label, name)],
        "unclear": any(action.placed == "unclear" for action in answer.actions),
        "lacking": [element.label for element in framework.plan_elements if element.field == "none"],
        "where": sheet.cite(plan.source, answer.where, plan.source),
        "accounts": _accounts(sheet, answer, plan.source),
        "notes": notes.about(ids),
        "earlier": [views.statement(sheet, one, plan.source) for one in said[:-1]],
        "later": [Link(dossier.later[one.inspection], sheet.to(urls.inspection(one.inspection))) for one in said if not one.council],
    }


def _field(sheet: Sheet, answer: Answer, label: str, name: str) -> list[tuple[str, str, list[Markup]]]:
    """(name, label, texts) of a field of an answer; after whom it is for, where its actions stand."""
    found = [(name, label, [sheet.words(text) for text in getattr(answer, name)])]
    if name == "target":
        count = len(answer.actions)
        found.append(("when", "Actions and dates", [sheet.words(f"{count}, in the table above")] if count else []))
    return found


def _action(sheet: Sheet, number: int, action: Any, notes: Notes) -> dict[str, Any]:
    return {"id": action.id, "number": number, "text": sheet.words(action.text), "due": action.due.words if action.due else "",
            "unclear": action.placed == "unclear", "lead": ", ".join(action.lead), "notes": notes.beside(action.id)}


def _papers(sheet: Sheet, dossier: Dossier) -> list[Stop]:
    """The inspection's result and the plan, for the line below the milestones."""
    card, inspection = dossier.card, dossier.inspection
    noun = capital(card.noun)
    found = [milestones.stop(noun, f"{noun} published" if inspection.published else noun, inspection.published or card.date, views.MARKS[card.coverage], False),
             milestones.stop("Plan", "Plan dated", dossier.plan.published, "m-council", True)]
    return [one for one in found if one]


def _chart(answer: Answer, papers: Sequence[Stop]) -> dict[str, Any] | None:
    """The drawing of an answer's milestones in two widths, and how to read it."""
    line = milestones.lay(answer.actions, papers)
    if line is None:
        return None
    count = plural(len(line.rows), "action")
    name = f"{count} on a line of {line.months} months from {line.begins}; the table below holds the same dates."
    key = ["A bar is what was planned, not what was done, and as wide as the date in the plan."]
    if any(row.ticks for row in line.rows):
        key.append("Ticks show how often it comes.")
    if any(row.unclear and row.bars for row in line.rows):
        key.append("A broken bar: the paper leaves open which action that date belongs to.")
    if line.stops:
        key.append("The line below is the path of the papers.")
    return {"drawing": milestones.draw(line, name, f"{answer.recommendation}-dates"), "key": " ".join(key)}


def _accounts(sheet: Sheet, answer: Answer, source: str) -> list[tuple[str, list[Markup], tuple[Cite, ...]]]:
    """(heading, paragraphs, their places) of what the plan tells around its table."""
    who = sheet.reference.settings.called.answering
    told = [("What inspectors had said, as the plan quotes it", "inspectors_said", (answer.inspectors_said,) if answer.inspectors_said else ()),
            (f"Where {who} said it stood", "position", answer.position),
            (f"What {who} said it had done or would do", "done", answer.done)]
    return [(title, [sheet.words(text) for text in texts], sheet.cite(source, answer.places(part), source)) for title, part, texts in told if texts]
