"""Portal -> the page of every action plan."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from markupsafe import Markup

from plainspoken import facts, urls, views
from plainspoken.page import Page, Values
from plainspoken.pages.items import Trace, answer_view, progress_view, trace, traced
from plainspoken.plans import Answer, Plan
from plainspoken.portal import Card, Portal, Statement
from plainspoken.records import Inspection, Recommendation
from plainspoken.sheet import Sheet
from plainspoken.views import Link, Notes

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


def pages(portal: Portal) -> Iterator[Page]:
    """One page for each plan."""
    for card in portal.oldest_first:
        if card.plan:
            parts = (card, card.plan, portal.content.inspections[card.key], portal.statements[card.key],
                     trace(portal, card.key, "plans"))
            yield Page(urls.plan(card.key), "pages/plan.html", data, parts, urls.INSPECTIONS)


def data(sheet: Sheet, card: Card, plan: Plan, inspection: Inspection, statements: dict[str, tuple[Statement, ...]],
         found: Trace | None) -> Values:
    """The template's values."""
    reference = sheet.reference
    place = reference.authorities[card.key[0]]
    asked = {one.id: one for one in inspection.recommendations}
    notes = Notes(sheet, plan.notes, plan.source)
    answered = [_answer(sheet, answer, asked[answer.recommendation], card, plan, inspection, statements, notes) for answer in plan.answers]
    return {
        "title": f"{plan.title}, {place.name} {plan.published.year}".rstrip(),
        "crumbs": views.crumbs(sheet, ("Authorities", urls.AUTHORITIES), (place.name, urls.authority(card.key[0])),
                               (card.title, urls.inspection(card.key))),
        "here": "Action plan",
        "description": plan.standfirst or "",
        "heading": plan.title,
        "by": f"{plan.by}, {plan.published.words}.",
        "standfirst": sheet.words(plan.standfirst),
        "inspection": Link(f"{card.title}, {card.date.words}", sheet.to(urls.inspection(card.key))),
        "answered": answered,
        "unanswered": [Link(one.number or one.id, sheet.to(urls.inspection(card.key, one.id))) for one in inspection.recommendations
                       if one.id not in {answer.recommendation for answer in plan.answers}],
        "figures": [views.figure(sheet, one, plan.source, notes) for one in plan.figures],
        "figure_notes": notes.about(one.id for one in plan.figures),
        "rest": notes.rest(),
        "traced": traced(found, partial(facts.of_plan, plan, reference.frameworks[card.framework])),
        "changes": plan.changes,
    }


def _answer(sheet: Sheet, answer: Answer, asked: Recommendation, card: Card, plan: Plan, inspection: Inspection,
            statements: dict[str, tuple[Statement, ...]], notes: Notes) -> dict[str, Any]:
    framework = sheet.reference.frameworks[card.framework]
    bands = {band.id: band.label for band in framework.time_bands}
    said = statements.get(asked.id, ())
    ids = [answer.recommendation, *(action.id for action in answer.actions)]
    return {
        "id": asked.id,
        "number": asked.number or "",
        "short": asked.text,
        "text": sheet.words(asked.text),
        "href": sheet.to(urls.inspection(card.key, asked.id)),
        "within": bands[answer.within] if answer.within else "",
        "topics": views.topic_links(sheet, asked.topics, card.key[0]),
        "cites": sheet.cite(asked.source or inspection.source, asked.where, plan.source),
        "answer": answer_view(sheet, answer, plan, card.key, plan.source),
        "progress": progress_view(sheet, said, plan.source),
        "notes": notes.about(ids),
        "actions": [_action(sheet, action, notes) for action in answer.actions],
        "fields": [(label, [sheet.words(text) for text in getattr(answer, name)]) for label, name in FIELDS],
        "where": sheet.cite(plan.source, answer.where, plan.source),
        "accounts": _accounts(sheet, answer),
        "later": [{"inspection": Link(*_inspection(sheet, one)), "state": views.statement(sheet, one, plan.source)}
                  for one in said if not one.council],
    }


def _action(sheet: Sheet, action: Any, notes: Notes) -> dict[str, Any]:
    return {"id": action.id, "text": sheet.words(action.text), "due": action.due.words if action.due else "",
            "unclear": action.placed == "unclear", "lead": ", ".join(action.lead), "notes": notes.beside(action.id),
            "iso": action.due.iso if action.due else ""}


def _accounts(sheet: Sheet, answer: Answer) -> list[tuple[str, bool, list[Markup]]]:
    """(heading, whether the council speaks, paragraphs) of what the plan tells around its table."""
    told = [("What inspectors had said, as the plan quotes it", False, (answer.inspectors_said,) if answer.inspectors_said else ()),
            ("Where the council said it stood", True, answer.position), ("What the council said it had done or would do", True, answer.done)]
    return [(title, council, [sheet.words(text) for text in texts]) for title, council, texts in told if texts]


def _inspection(sheet: Sheet, said: Statement) -> tuple[str, str]:
    return said.on.words, sheet.to(urls.inspection(said.inspection))
