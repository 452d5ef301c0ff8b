"""Portal -> the page of every inspection."""

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from plainspoken import chronicle, facts, grades, reading, urls, views
from plainspoken.english import capital
from plainspoken.page import Page, Values
from plainspoken.pages import items
from plainspoken.plans import Plan
from plainspoken.portal import Card, Portal, Statement, asked, day, target
from plainspoken.records import Finding, Inspection, Recommendation
from plainspoken.reference import Framework
from plainspoken.references import areas, scale_of, within
from plainspoken.sheet import Sheet
from plainspoken.story import Story
from plainspoken.views import Link, Notes


@dataclass(frozen=True, slots=True)
class Dossier:
    """All that the page of one inspection is made of."""

    card: Card
    inspection: Inspection
    plan: Plan | None
    summary: str
    story: Story | None
    """What young people are told, in the portal's own language."""
    statements: dict[str, tuple[Statement, ...]]
    """What papers say has become of each thing asked for, by its id."""
    before: tuple[Card, ...]
    after: tuple[Card, ...]
    """Its neighbours in the line of its place."""
    frameworks: tuple[str, ...]
    """Those its place was inspected under."""
    targets: dict[str, tuple[str, str]]
    """What its own statements on progress speak of: (text, whose)."""
    trace: items.Trace | None
    """What the evidence check noted down of it."""


def pages(portal: Portal) -> Iterator[Page]:
    """One page for each inspection."""
    content, places = portal.content, portal.places
    for card in portal.own:
        key = card.key
        line, at = portal.by_authority[key[0]], places[key]
        dossier = Dossier(
            card, content.inspections[key], content.plans.get(key), str(content.summaries.get(key, "")),
            next(iter(portal.stories.get(key, {}).values()), None), portal.statements[key],
            tuple(line[max(at - 1, 0):at]), tuple(line[at + 1:at + 2]), tuple(dict.fromkeys(other.framework for other in line)),
            _targets(portal, content.inspections[key]), items.trace(portal, key, "inspections"))
        yield Page(urls.inspection(key), "pages/inspection.html", data, (dossier,), urls.INSPECTIONS, updated=portal.days[key])


def _targets(portal: Portal, inspection: Inspection) -> dict[str, tuple[str, str]]:
    """What its statements on progress speak of: (text, whose)."""
    found = {}
    for one in inspection.progress:
        key, item = target(one.of)
        card, record = portal.cards[key], portal.content.inspections[key]
        told: list[Recommendation | Finding] = [*record.recommendations, *record.findings]
        text = next((other.text for other in told if other.id == item), card.title)
        found[one.of] = (text, f"{portal.reference.authorities[key[0]].name}, {card.title} {card.year}")
    return found


def data(sheet: Sheet, dossier: Dossier) -> Values:
    """The template's values, made in the order in which the page shows them: words are marked where they first stand."""
    inspection, framework = dossier.inspection, sheet.reference.frameworks[dossier.card.framework]
    notes = Notes(sheet, inspection.notes, inspection.source)
    return {**_opening(sheet, dossier, framework), **_body(sheet, dossier, framework, notes), **_closing(sheet, dossier, framework, notes)}


def _opening(sheet: Sheet, dossier: Dossier, framework: Framework) -> Values:
    """Title, standfirst and what stands at a glance."""
    card, inspection, plan = dossier.card, dossier.inspection, dossier.plan
    place = sheet.reference.authorities[card.key[0]]
    called = capital(sheet.reference.settings.called.many)
    return {
        "title": views.inspection_title(sheet.reference, card), "own_data": sheet.to(urls.record_data(sheet.path)),
        "crumbs": views.crumbs(sheet, (called, urls.AUTHORITIES), (place.name, urls.authority(card.key[0]))),
        "here": f"{capital(framework.noun)} {card.year}".rstrip(),
        "description": card.standfirst,
        "heading": card.title,
        "place": Link(place.name, sheet.to(urls.authority(card.key[0]))),
        "noun": framework.noun,
        "sign": views.MARKS[card.coverage],
        "held": card.coverage == "full",
        "coverage": sheet.reference.words.coverage[card.coverage],
        "cited": sheet.cite(inspection.source, inspection.where),
        "by": _by(inspection, framework),
        "delivered_by": inspection.delivered_by,
        "standfirst": sheet.words(card.standfirst),
        "plan": Link(plan.title, sheet.to(urls.plan(card.key))) if plan else None,
        "headline": _headline(sheet, card, framework) if len(inspection.judgements) > 1 else [],
        "facts": _facts(inspection, framework, sheet.reference.settings.improvement_kinds),
        "directions": _directions(sheet, card, framework, dossier.frameworks),
    }


def _body(sheet: Sheet, dossier: Dossier, framework: Framework, notes: Notes) -> Values:
    """What the paper says."""
    card, inspection = dossier.card, dossier.inspection
    return {
        "summary": sheet.markdown(dossier.summary, source=inspection.source) if dossier.summary else "",
        "judgements": _judgements(sheet, inspection, framework, notes),
        "judgement_notes": notes.about([*(one.area for one in inspection.judgements), "judgements"]),
        "called": _called(inspection.recommendations),
        "numbered": inspection.numbered,
        "recommendations": items.asked(sheet, card, inspection, dossier.plan, dossier.statements, notes),
        "recommendation_notes": notes.about(["recommendations"]),
        "figures": items.figures(sheet, inspection, framework, notes),
        "figure_notes": notes.about(["figures"]),
        "findings": items.findings(sheet, card.key, inspection, framework, dossier.statements, notes),
        "finding_notes": notes.about(["findings"]),
        "outcomes": items.outcomes(sheet, inspection),
        "progress": items.earlier(sheet, inspection, dossier.targets),
        "told": items.told(sheet, inspection), "young": _young(sheet, card, dossier.story) if dossier.story else None,
    }


def _young(sheet: Sheet, card: Card, story: Story) -> dict[str, Any]:
    """The way to the young people's edition, and how hard it is to read."""
    words, grade = reading.in_short(story.blocks, sheet.reference.language)
    links = [Link(name, sheet.to(urls.story(card.key, "", part))) for name, part in (("Page", ""), ("Poster", "poster"), ("Letter", "letter"))]
    return {"links": links, "words": words, "grade": grade, "publishers": sheet.to(urls.page("publishers"))}


def _closing(sheet: Sheet, dossier: Dossier, framework: Framework, notes: Notes) -> Values:
    """How we know, and what came before and after."""
    return {
        "rest": notes.rest(),
        "framework": Link(framework.name, sheet.to(urls.framework(dossier.card.framework))),
        "how": sheet.markdown(framework.about),
        "related": _related(sheet, dossier.inspection),
        "traced": items.traced(dossier.trace, partial(facts.of_inspection, dossier.inspection, framework, dossier.summary)),
        "changes": dossier.inspection.changes, "as_of": chronicle.as_of(day(dossier.inspection, dossier.plan)),
        "before": [views.neighbour(sheet, other) for other in dossier.before],
        "after": [views.neighbour(sheet, other) for other in dossier.after],
    }


def _by(inspection: Inspection, framework: Framework) -> str:
    bodies = [body.name for body in inspection.bodies or framework.bodies]
    dates = [f"visited {inspection.visited.words}" if inspection.visited else "",
             f"published {inspection.published.words}" if inspection.published else ""]
    said = ", ".join(part for part in dates if part)
    return "".join(f"{part}. " for part in (" with the ".join(bodies), said[:1].upper() + said[1:]) if part).rstrip()


def _called(recommendations: tuple[Recommendation, ...]) -> str:
    """What the paper calls what it asks for, when it has one word for all."""
    words = {one.called or "recommendation" for one in recommendations}
    return words.pop().lower() if len(words) == 1 else "recommendation"


def _headline(sheet: Sheet, card: Card, framework: Framework) -> list[tuple[str, grades.Said]]:
    return [(views.area_name(framework, one.area), grades.say(one, framework, sheet.reference)) for one in card.headline]


def _facts(inspection: Inspection, framework: Framework, improvement_kinds: Collection[str]) -> list[tuple[str, str]]:
    """Short pairs under the headline: how much there is, told in words. Each thing is counted where the page lists it."""
    facts = []
    if len(inspection.judgements) > 1:
        told = Counter(_label(one.grade, framework) if one.grade else "given as counts" if one.counts else "without a grade"
                       for one in inspection.judgements)
        facts.append(("Judgements", f"{len(inspection.judgements)}: " + ", ".join(f"{count} {word}" for word, count in told.most_common())))
    every = asked(inspection, improvement_kinds)
    if every:
        bands = Counter(one.within for one in inspection.recommendations)  # only these have time bands
        told_bands = [f"{bands[band.id]} {band.label.lower()}" for band in framework.time_bands if bands[band.id]]
        untimed = len(every) - sum(bands[band.id] for band in framework.time_bands)
        told_bands += [f"{untimed} without a time"] if told_bands and untimed else []
        facts.append(("Asked for", f"{len(every)}: {', '.join(told_bands)}" if told_bands else str(len(every))))
    found = len(inspection.findings) + len(inspection.recommendations) - len(every)
    if found:
        facts.append(("Findings", str(found)))
    if inspection.figures:
        facts.append(("Figures", str(len(inspection.figures))))
    return facts


def _label(grade: str, framework: Framework) -> str:
    return next(step.label.lower() for scale in framework.scales.values() for step in scale.steps if step.id == grade)


def _directions(sheet: Sheet, card: Card, framework: Framework, others: tuple[str, ...]) -> str:
    """A warning where a digit printed here means another grade in this place's other papers."""
    mine = _digits(framework)
    shown = [step.printed for one in card.headline if one.grade and (scale := scale_of(one, framework))
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
            scale = scale_of(rows[0], framework)
            tables.append({"title": title, "best": grades.best(scale) if scale else "",
                           "rows": [views.judgement(sheet, one, framework, inspection.source, notes) for one in rows]})
    return tables


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
