"""What a paper says, item by item: what it asked for, found, counted, and said of earlier papers.

Shared by the pages of inspections and of plans.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from plainspoken import grades, portal, urls, views
from plainspoken.content import only
from plainspoken.facts import Context, Fact, context, digest
from plainspoken.figures import told_apart
from plainspoken.plans import Answer, Plan
from plainspoken.portal import Card, Portal, Statement, target
from plainspoken.records import Finding, Inspection, Recommendation
from plainspoken.refer import Key
from plainspoken.reference import Framework
from plainspoken.references import areas
from plainspoken.sheet import Sheet
from plainspoken.traces import Traced
from plainspoken.views import Link, Notes


def asked(sheet: Sheet, card: Card, inspection: Inspection, plan: Plan | None,
           statements: dict[str, tuple[Statement, ...]], notes: Notes) -> list[dict[str, Any]]:
    """Everything that was asked for: recommendations, then findings of the kinds that ask for better."""
    framework = sheet.reference.frameworks[card.framework]
    bands = {band.id: band.label for band in framework.time_bands}
    answers = {answer.recommendation: answer for answer in plan.answers} if plan else {}
    return [{
        "item": views.finding(sheet, one, card.key, inspection.source, notes),
        "number": (one.number or "") if isinstance(one, Recommendation) else "",
        "within": bands[one.within] if isinstance(one, Recommendation) and one.within else "",
        "to": (one.to or "") if isinstance(one, Recommendation) else "",
        "area": views.area_name(framework, one.area) if one.area else "",
        "followed": one.id in answers or one.id in statements,
        "answer": answer_view(sheet, answers.get(one.id), plan, card.key, inspection.source),
        "progress": progress_view(sheet, statements.get(one.id, ()), inspection.source),
        "earlier": [views.statement(sheet, said, inspection.source) for said in statements.get(one.id, ())[:-1]],
        "notes": notes.about([one.id]),
    } for one in portal.asked(inspection, sheet.reference.settings.improvement_kinds)]


def answer_view(sheet: Sheet, answer: Answer | None, plan: Plan | None, key: Key, main: str) -> views.StateView:
    """The answer to a recommendation; the words for none where no plan is held."""
    words = sheet.reference.words.answers
    if answer is None or plan is None:
        return views.StateView("m-none-published", True, words["none-published"], sheet.words("Not among the papers held."), ())
    why = sheet.words(f"{plan.published.words}: {answer.why}" if answer.why else f"{plan.published.words}.")
    return views.StateView(views.answer_mark(answer.answer), True, words[answer.answer], why, sheet.cite(plan.source, answer.where, main),
                           href="" if sheet.path == urls.plan(key) else sheet.to(urls.plan(key, answer.recommendation)))


def progress_view(sheet: Sheet, said: tuple[Statement, ...], main: str) -> views.StateView:
    """The newest statement on a recommendation; the words for none where no paper speaks of it."""
    if said:
        return views.statement(sheet, said[-1], main)
    words = sheet.reference.words.progress["no-public-evidence"]
    return views.StateView("m-no-public-evidence", False, words, sheet.words("We have recorded no paper’s word on it."), ())


def findings(sheet: Sheet, key: Key, inspection: Inspection, framework: Framework, statements: dict[str, tuple[Statement, ...]],
             notes: Notes) -> list[dict[str, Any]]:
    """Findings by area: on one side what went well, on the other what did not, under the labels of their kinds."""
    settings = sheet.reference.settings
    said = {one.area: one for one in inspection.judgements}
    groups = []
    for area_id in [*(area.id for area in areas(framework)), None]:
        mine = [one for one in inspection.findings if one.area == area_id and one.kind not in settings.improvement_kinds]
        if not mine:
            continue
        sides: list[list[dict[str, Any]]] = [[], []]
        for kind, label in settings.finding_kinds.items():
            items = [_followed(sheet, one, key, inspection, statements, notes) for one in mine if one.kind == kind]
            if items:
                sides[0 if kind in settings.strength_kinds else 1].append({"label": label, "entries": items})
        title = views.area_name(framework, area_id) if area_id else "The place and the inspection"
        grade = grades.say(said[area_id], framework, sheet.reference) if area_id in said else None
        groups.append({"title": title, "grade": grade, "sides": [side for side in sides if side], "count": len(mine),
                       "id": f"findings-{area_id or 'general'}", "notes": notes.about(one.id for one in mine)})
    return groups


def _followed(sheet: Sheet, one: Finding, key: Key, inspection: Inspection, statements: dict[str, tuple[Statement, ...]],
              notes: Notes) -> views.ItemView:
    """A finding, with what later papers say has become of it."""
    since = tuple(views.statement(sheet, said, inspection.source) for said in reversed(statements.get(one.id, ())))
    shown = views.finding(sheet, one, key, inspection.source, notes)
    return shown._replace(since=since) if since else shown


def figures(sheet: Sheet, inspection: Inspection, framework: Framework, notes: Notes) -> list[dict[str, Any]]:
    """Figures by area, in the framework's order."""
    groups = []
    for area_id in [*(area.id for area in areas(framework)), None]:
        mine = [one for one in inspection.figures if one.area == area_id]
        if mine:
            title = views.area_name(framework, area_id) if area_id else "The place and the inspection"
            groups.append({"title": title, "entries": [views.figure(sheet, one, inspection.source, notes) for one in told_apart(mine)],
                           "notes": notes.about(one.id for one in mine)})
    return groups


def outcomes(sheet: Sheet, inspection: Inspection) -> list[dict[str, Any]]:
    """Results other than grades."""
    return [{"kind": one.kind, "text": sheet.words(one.text), "opened": one.opened.words if one.opened else "",
             "closed": one.closed.words if one.closed else "",
             "cites": sheet.cite(one.source or inspection.source, one.where, inspection.source)} for one in inspection.outcomes]


def earlier(sheet: Sheet, inspection: Inspection, targets: dict[str, tuple[str, str]]) -> list[dict[str, Any]]:
    """What this paper says has become of earlier recommendations."""
    found = []
    for one in inspection.progress:
        text, whose = targets[one.of]
        cites = sheet.cite(one.source or inspection.source, one.where, inspection.source)
        word = views.voiced(sheet.reference, one.state, False)
        state = views.StateView(views.progress_mark(one.state, False), False, word, sheet.words(one.text), cites)
        found.append({"link": Link(text, sheet.to(urls.inspection(*target(one.of)))), "whose": whose, "state": state})
    return found


def told(sheet: Sheet, inspection: Inspection) -> list[dict[str, Any]]:
    """How the findings reached young people, or were promised to."""
    words = sheet.reference.words.tellings
    return [{"how": sheet.words(one.how), "state": words[one.state], "on": one.on.words if one.on else "",
             "text": sheet.words(one.text), "cites": sheet.cite(one.source or inspection.source, one.where, inspection.source)}
            for one in inspection.told]


@dataclass(frozen=True, slots=True)
class Trace:
    """What is known of a record's facts: were they found where it says they stand?"""

    entry: Traced | None
    known: Context


def trace(portal: Portal, key: Key, part: str) -> Trace | None:
    """What the evidence check noted down of an inspection (part "inspections") or its plan ("plans"); None where it never ran."""
    if not portal.content.evidence:
        return None
    return Trace(getattr(only(portal.content.evidence), part).get("/".join(key)), context(portal, key))


def traced(found: Trace | None, facts: Callable[[Context], list[Fact]]) -> list[tuple[str, str]]:
    """How many of the facts were found, while they are still those that were held: (said, what else to know), or nothing."""
    held = facts(found.known) if found else []
    if not found or not held:
        return []
    how = "A program looks up every figure, date and printed grade of this record at the place named beside it."
    if found.entry is None:
        return [("Figures not yet traced to the source.", how)]
    if found.entry.facts != digest(held):
        return [("Figures changed since last traced.", how)]
    note = "" if found.entry.proved == found.entry.of else " A note on this page tells of what could not be found, and why."
    return [(f"{found.entry.proved} of {found.entry.of} figures traced to the source.", how + note)]
