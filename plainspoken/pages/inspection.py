"""Portal -> the page of every inspection."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from plainspoken import grades, urls, views
from plainspoken.page import Page, Values
from plainspoken.plans import Answer, Plan
from plainspoken.portal import Card, Key, Portal, Statement
from plainspoken.records import Finding, Inspection, Recommendation
from plainspoken.reference import Framework
from plainspoken.references import areas, within
from plainspoken.sheet import Sheet
from plainspoken.views import Link, Notes


def pages(portal: Portal) -> Iterator[Page]:
    """One page for each inspection."""
    content = portal.content
    for card in portal.oldest_first:
        key = card.key
        line = portal.by_authority[key[0]]
        at = line.index(card)
        parts = (card, content.inspections[key], content.plans.get(key), str(content.summaries.get(key, "")),
                 _statements(portal, key), tuple(line[max(at - 1, 0):at]), tuple(line[at + 1:at + 2]),
                 tuple(dict.fromkeys(other.framework for other in line)), _targets(portal, content.inspections[key]))
        yield Page(urls.inspection(key), "pages/inspection.html", data, parts, urls.INSPECTIONS)


def _statements(portal: Portal, key: Key) -> dict[str, tuple[Statement, ...]]:
    start = f"{key[0]}/{key[1]}#"
    return {of.removeprefix(start): tuple(said) for of, said in portal.statements.items() if of.startswith(start)}


def _targets(portal: Portal, inspection: Inspection) -> dict[str, tuple[str, str]]:
    """What its statements on progress speak of: (text, whose)."""
    found = {}
    for one in inspection.progress:
        name, _, item = one.of.partition("#")
        first, _, second = name.partition("/")
        card, record = portal.cards[first, second], portal.content.inspections[first, second]
        asked: tuple[Recommendation | Finding, ...] = (*record.recommendations, *record.findings)
        text = next((other.text for other in asked if other.id == item), card.title)
        found[str(one.of)] = (str(text), f"{portal.reference.authorities[first].name}, {card.title} {card.year}")
    return found


def data(sheet: Sheet, card: Card, inspection: Inspection, plan: Plan | None, summary: str,
         statements: dict[str, tuple[Statement, ...]], before: tuple[Card, ...], after: tuple[Card, ...],
         frameworks: tuple[str, ...], targets: dict[str, tuple[str, str]]) -> Values:
    """The template's values, built in the order in which the page shows them."""
    reference = sheet.reference
    framework = reference.frameworks[card.framework]
    place = reference.authorities[card.key[0]]
    notes = Notes(sheet, inspection.notes, inspection.source)
    return {
        "title": f"{card.title}, {place.name}, {card.date.words}",
        "crumbs": views.crumbs(sheet, ("Authorities", urls.AUTHORITIES), (place.name, urls.authority(card.key[0]))),
        "here": f"Inspection {card.year}".rstrip(),
        "description": card.standfirst,
        "heading": card.title,
        "place": Link(place.name, sheet.to(urls.authority(card.key[0]))),
        "sign": views.MARKS[card.coverage],
        "coverage": reference.words.coverage[card.coverage],
        "held": card.coverage == "full",
        "by": _by(inspection, framework),
        "standfirst": sheet.words(card.standfirst),
        "plan": Link(plan.title, sheet.to(urls.plan(card.key))) if plan else None,
        "called": _called(inspection.recommendations),
        "headline": _headline(sheet, card, framework) if len(inspection.judgements) > 1 else [],
        "facts": _facts(inspection, framework),
        "directions": _directions(sheet, card, framework, frameworks),
        "summary": sheet.markdown(summary, source=inspection.source) if summary else "",
        "judgements": _judgements(sheet, inspection, framework, notes),
        "judgement_notes": notes.about([*(one.area for one in inspection.judgements), "judgements"]),
        "recommendations": _asked(sheet, card, inspection, plan, statements, notes),
        "numbered": inspection.numbered,
        "noun": framework.noun,
        "recommendation_notes": notes.about(["recommendations"]),
        "figures": _figures(sheet, inspection, framework, notes),
        "figure_notes": notes.about(["figures"]),
        "findings": _findings(sheet, card.key, inspection, framework, notes),
        "finding_notes": notes.about(["findings"]),
        "outcomes": _outcomes(sheet, inspection),
        "progress": _progress(sheet, inspection, targets),
        "told": _told(sheet, inspection),
        "rest": notes.rest(),
        "framework": Link(framework.name, sheet.to(urls.framework(card.framework))),
        "how": sheet.markdown(framework.about),
        "delivered_by": inspection.delivered_by,
        "related": _related(sheet, inspection),
        "cited": sheet.cite(inspection.source, inspection.where),
        "changes": inspection.changes,
        "before": [views.neighbour(sheet, other) for other in before],
        "after": [views.neighbour(sheet, other) for other in after],
        "item_address": urls.public(reference.settings.base_address, urls.inspection(card.key)),
    }


def _by(inspection: Inspection, framework: Framework) -> str:
    bodies = [body.name for body in inspection.bodies or framework.bodies]
    dates = [f"visited {inspection.visited.words}" if inspection.visited else "",
             f"published {inspection.published.words}" if inspection.published else ""]
    said = ", ".join(part for part in dates if part)
    return ". ".join(part for part in (" with the ".join(bodies), said[:1].upper() + said[1:]) if part) + "."


def _called(recommendations: tuple[Recommendation, ...]) -> str:
    """What the paper calls what it asks for, when it has one word for all."""
    words = {one.called or "recommendation" for one in recommendations}
    return words.pop().lower() if len(words) == 1 else "recommendation"


def _headline(sheet: Sheet, card: Card, framework: Framework) -> list[tuple[str, grades.Said]]:
    return [(views.area_name(framework, one.area), grades.say(one, framework, sheet.reference)) for one in card.headline]


def _facts(inspection: Inspection, framework: Framework) -> list[tuple[str, str]]:
    """Short pairs under the headline: how much there is, told in words."""
    facts = []
    if len(inspection.judgements) > 1:
        told = Counter(_label(one.grade, framework) for one in inspection.judgements if one.grade)
        facts.append(("Judgements", f"{len(inspection.judgements)}: " + ", ".join(f"{count} {word}" for word, count in told.most_common())))
    if inspection.recommendations:  # only these have time bands
        bands = Counter(one.within for one in inspection.recommendations)
        labels = {band.id: band.label for band in framework.time_bands}
        told_bands = ", ".join(f"{bands[band]} {labels[band].lower()}" for band in labels if bands[band])
        count = str(len(inspection.recommendations))
        facts.append(("Asked for", f"{count}: {told_bands}" if told_bands else count))
    if inspection.findings:
        facts.append(("Findings", str(len(inspection.findings))))
    if inspection.figures:
        facts.append(("Figures", str(len(inspection.figures))))
    return facts


def _label(grade: str, framework: Framework) -> str:
    return next(step.label.lower() for scale in framework.scales.values() for step in scale.steps if step.id == grade)


def _directions(sheet: Sheet, card: Card, framework: Framework, others: tuple[str, ...]) -> str:
    """A warning where a digit printed here means another grade in this place's other papers."""
    mine = _digits(framework)
    shown = [step.printed for one in card.headline if one.grade and (scale := grades.scale_for(one, framework))
             for step in [grades.step_of(scale, one.grade)[1]] if step.printed]
    for name in others:
        other = sheet.reference.frameworks[name]
        theirs = _digits(other)
        for digit in [*shown, *mine]:
            if digit in theirs and mine.get(digit) != theirs[digit]:
                return (f"Here {grades.best(next(iter(framework.scales.values())))}, so a {digit} meant {mine[digit].lower()}. "
                        f"In {other.short or other.name}, {grades.best(next(iter(other.scales.values())))}, "
                        f"and a {digit} meant {theirs[digit].lower()}.")
    return ""


def _digits(framework: Framework) -> dict[str, str]:
    scale = next(iter(framework.scales.values()), None)
    return {step.printed: step.label for step in scale.steps if step.printed} if scale else {}


def _judgements(sheet: Sheet, inspection: Inspection, framework: Framework, notes: Notes) -> list[dict[str, Any]]:
    """Tables of judgements: one for each outer area that holds others, one for those that stand alone."""
    alone = {area.id for area in framework.areas if not area.areas}
    groups = [("", alone), *((outer.title, {area.id for area in within(outer)}) for outer in framework.areas if outer.areas)]
    order = {area.id: number for number, area in enumerate(areas(framework))}
    tables = []
    for title, ids in groups:
        rows = sorted((one for one in inspection.judgements if one.area in ids), key=lambda one: order[one.area])
        if rows:
            scale = grades.scale_for(rows[0], framework)
            tables.append({"title": title, "best": grades.best(scale) if scale else "",
                           "rows": [views.judgement(sheet, one, framework, inspection.source, notes) for one in rows]})
    return tables


def _findings(sheet: Sheet, key: Key, inspection: Inspection, framework: Framework, notes: Notes) -> list[dict[str, Any]]:
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
            items = [views.finding(sheet, one, key, inspection.source, notes) for one in mine if one.kind == kind]
            if items:
                sides[0 if kind in settings.strength_kinds else 1].append({"label": label, "entries": items})
        title = views.area_name(framework, area_id) if area_id else "The place as a whole"
        grade = grades.say(said[area_id], framework, sheet.reference) if area_id in said else None
        groups.append({"title": title, "grade": grade, "sides": [side for side in sides if side], "count": len(mine),
                       "id": f"findings-{area_id or 'general'}", "notes": notes.about(one.id for one in mine)})
    return groups


def _asked(sheet: Sheet, card: Card, inspection: Inspection, plan: Plan | None,
           statements: dict[str, tuple[Statement, ...]], notes: Notes) -> list[dict[str, Any]]:
    """Everything that was asked for: recommendations, then findings of the kinds that ask for better."""
    framework = sheet.reference.frameworks[card.framework]
    bands = {band.id: band.label for band in framework.time_bands}
    answers = {answer.recommendation: answer for answer in plan.answers} if plan else {}
    kinds = sheet.reference.settings.improvement_kinds
    asked: list[Recommendation | Finding] = [*inspection.recommendations, *(one for one in inspection.findings if one.kind in kinds)]
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
    } for one in asked]


def answer_view(sheet: Sheet, answer: Answer | None, plan: Plan | None, key: Key, main: str) -> views.StateView:
    """The answer to a recommendation; the words for none where no plan is held."""
    words = sheet.reference.words.answers
    if answer is None or plan is None:
        return views.StateView("m-none-published", True, words["none-published"], sheet.words("Not among the papers held."), ())
    why = sheet.words(f"{plan.published.words}: {answer.why}" if answer.why else f"{plan.published.words}.")
    return views.StateView(views.answer_mark(answer.answer), True, words[answer.answer], why, sheet.cite(plan.source, answer.where[:1], main))


def progress_view(sheet: Sheet, said: tuple[Statement, ...], main: str) -> views.StateView:
    """The newest statement on a recommendation; the words for none where no paper speaks of it."""
    if said:
        return views.statement(sheet, said[-1], main)
    words = sheet.reference.words.progress["no-public-evidence"]
    return views.StateView("m-no-public-evidence", False, words, sheet.words("No later paper held speaks of it."), ())


def _figures(sheet: Sheet, inspection: Inspection, framework: Framework, notes: Notes) -> list[dict[str, Any]]:
    groups = []
    for area_id in [*(area.id for area in areas(framework)), None]:
        mine = [one for one in inspection.figures if one.area == area_id]
        if mine:
            title = views.area_name(framework, area_id) if area_id else "The place as a whole"
            groups.append({"title": title, "entries": [views.figure(sheet, one, inspection.source, notes) for one in mine],
                           "notes": notes.about(one.id for one in mine)})
    return groups


def _outcomes(sheet: Sheet, inspection: Inspection) -> list[dict[str, Any]]:
    return [{"kind": one.kind, "text": sheet.words(one.text), "opened": one.opened.words if one.opened else "",
             "closed": one.closed.words if one.closed else "",
             "cites": sheet.cite(one.source or inspection.source, one.where, inspection.source)} for one in inspection.outcomes]


def _progress(sheet: Sheet, inspection: Inspection, targets: dict[str, tuple[str, str]]) -> list[dict[str, Any]]:
    """What this paper says has become of earlier recommendations."""
    found = []
    for one in inspection.progress:
        name, _, item = one.of.partition("#")
        first, _, second = name.partition("/")
        text, whose = targets[one.of]
        cites = sheet.cite(one.source or inspection.source, one.where, inspection.source)
        state = views.StateView(views.progress_mark(one.state, False), False, sheet.reference.words.progress[one.state], sheet.words(one.text), cites)
        found.append({"link": Link(text, sheet.to(urls.inspection((first, second), item))), "whose": whose, "state": state})
    return found


def _told(sheet: Sheet, inspection: Inspection) -> list[dict[str, Any]]:
    words = sheet.reference.words.tellings
    return [{"how": sheet.words(one.how), "state": words[one.state], "on": one.on.words if one.on else "",
             "text": sheet.words(one.text), "cites": sheet.cite(one.source or inspection.source, one.where, inspection.source)}
            for one in inspection.told]


def _related(sheet: Sheet, inspection: Inspection) -> list[tuple[str, list[Link]]]:
    """Other inspections and places it belongs with."""
    def links(names: tuple[str, ...]) -> list[Link]:
        found = []
        for name in names:
            first, _, second = name.partition("/")
            found.append(Link(f"{sheet.reference.authorities[first].name}, {second.replace('-', ' ')}", sheet.to(urls.inspection((first, second)))))
        return found
    also = [Link(sheet.reference.authorities[name].name, sheet.to(urls.authority(name))) for name in inspection.also]
    pairs = [("Returns to", links((inspection.follows,) if inspection.follows else ())),
             ("At the same time", links(inspection.alongside)), ("Also about", also)]
    return [(title, found) for title, found in pairs if found]
