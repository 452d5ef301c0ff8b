"""Portal -> the rows of the data files, a function a table. `tables.py` says what their columns hold.

A cell is a word, a number or nothing. Several words in one cell are joined by a bar, which then stands for nothing else.
"""

from collections.abc import Iterable, Iterator

from plainspoken import figures, grades, urls
from plainspoken.dates import Dates
from plainspoken.plans import Action, Answer, Plan
from plainspoken.portal import Portal, area_of
from plainspoken.record import Body
from plainspoken.records import Inspection, Judgement, Numbered
from plainspoken.refer import Key
from plainspoken.reference import Area, Framework
from plainspoken.references import scale_of

Cell = str | int | float | None
Row = tuple[Cell, ...]

BAR = "|"
SAID_IN = ("requirement", "purpose", "target", "lead", "success", "monitoring", "responsible", "resources", "support", "links", "position", "done")
"""Fields of an answer that hold several things, as its table has them."""


def joined(words: Iterable[str]) -> str:
    """Several words in one cell."""
    return BAR.join(word.replace(BAR, "\N{BROKEN BAR}") for word in words)


def _printed(dates: Dates | None) -> str | None:
    return dates.words if dates else None


def _each(portal: Portal) -> Iterator[tuple[Key, Inspection]]:
    for key in sorted(portal.cards):
        yield key, portal.content.inspections[key]


def _plans(portal: Portal) -> Iterator[tuple[Key, Plan]]:
    yield from sorted(portal.content.plans.items(), key=lambda pair: pair[0])


def authorities(portal: Portal) -> Iterator[Row]:
    """Who is inspected."""
    for name, one in portal.reference.authorities.items():
        url = urls.public(portal.reference.settings.base_address, urls.authority(name))
        yield name, one.name, one.kind, one.region, _printed(one.start), _printed(one.end), url


def inspections(portal: Portal) -> Iterator[Row]:
    """Every inspection that is shown."""
    for key, one in _each(portal):
        card, url = portal.cards[key], urls.public(portal.reference.settings.base_address, urls.inspection(key))
        yield (*key, one.framework, card.title, one.coverage, _printed(one.visited), _printed(one.published), joined(one.also), url,
               int(card.year) if card.year else None, one.standfirst, one.source, joined(one.where), one.added.sort)


def judgements(portal: Portal) -> Iterator[Row]:
    """What was decided of each area."""
    for key, inspection in _each(portal):
        framework = portal.reference.frameworks[inspection.framework]
        words = portal.reference.words.states | framework.states
        for one in inspection.judgements:
            scale = scale_of(one, framework)
            scale_id = next((name for name, found in framework.scales.items() if found is scale), None)
            rank = label = digit = None
            if one.grade and scale:
                rank, step = grades.step_of(scale, one.grade)
                label, digit = step.label, None if one.given == "words" else step.printed
            yield (*key, inspection.framework, one.area, area_of(framework, one.area).title, one.grade, label, _wording(one, digit),
                   scale_id if one.grade else None, rank, len(scale.steps) if one.grade and scale else None, words[one.state] if one.state else None,
                   one.source or inspection.source, joined(one.where), one.aspect, one.standing, one.text)


def _wording(one: Judgement, digit: str | None) -> str | None:
    """The paper's own wording or digit, or how many there were of each grade."""
    counted = ", ".join(f"{grade} {count}" for grade, count in one.counts.items()) + f" of {one.of}" if one.counts else None
    return one.printed or one.words or digit or counted


def findings(portal: Portal) -> Iterator[Row]:
    """What inspectors saw."""
    for key, inspection in _each(portal):
        for one in inspection.findings:
            yield (*key, one.id, one.kind, one.area, joined(one.topics), one.text, one.source or inspection.source, joined(one.where), one.called)


def recommendations(portal: Portal) -> Iterator[Row]:
    """What inspectors asked for, with the answer and the newest word on it."""
    for key, inspection in _each(portal):
        plan: Plan | None = portal.content.plans.get(key)
        answers = {answer.recommendation: answer.answer for answer in plan.answers} if plan else {}
        bands = {band.id: band.label for band in portal.reference.frameworks[inspection.framework].time_bands}
        for one in inspection.recommendations:
            said = portal.statements[key].get(one.id, ())
            yield (*key, one.id, one.number, one.called, bands[one.within] if one.within else None, one.area, joined(one.topics), one.text,
                   answers.get(one.id, "none-published"), said[-1].state if said else "no-public-evidence",
                   one.source or inspection.source, joined(one.where), one.to)


def progress(portal: Portal) -> Iterator[Row]:
    """What papers say has become of what was asked for."""
    for key in sorted(portal.cards):
        for item, said in portal.statements[key].items():
            for one in said:
                yield (*key, item, "council" if one.council else "inspectors", one.on.words, one.state, one.text, one.source, joined(one.where))


def answers(portal: Portal) -> Iterator[Row]:
    """What plans say of each recommendation."""
    for key, plan in _plans(portal):
        bands = {band.id: band.label for band in portal.reference.frameworks[portal.cards[key].framework].time_bands}
        for one in plan.answers:
            yield (*key, one.recommendation, one.answer, one.why, bands[one.within] if one.within else None, *_said(one), plan.source, joined(one.where))


def _said(answer: Answer) -> Iterator[str]:
    for name in SAID_IN:
        yield joined(getattr(answer, name))


def actions(portal: Portal) -> Iterator[Row]:
    """What plans said would be done."""
    for key, plan in _plans(portal):
        for answer in plan.answers:
            for one in answer.actions:
                yield (*key, answer.recommendation, one.id, one.text, _printed(one.due), one.placed, joined(one.lead or answer.lead), plan.source,
                       joined(one.where or answer.where), one.every, joined(one.topics))


def numbers(portal: Portal) -> Iterator[Row]:
    """Figures that papers print."""
    for key, _ in _each(portal):
        for point in figures.printed(portal.content, key):
            one = point.figure
            yield (*key, one.id, one.name, one.value, figures.number(one), one.qualifier, one.unit, _printed(one.period), one.compared, one.area,
                   joined(one.topics), point.source, joined(one.where), one.series, one.definition, "council" if point.council else "inspectors")


def outcomes(portal: Portal) -> Iterator[Row]:
    """Results other than grades."""
    for key, inspection in _each(portal):
        for one in inspection.outcomes:
            yield *key, one.kind, one.text, _printed(one.opened), _printed(one.closed), one.source or inspection.source, joined(one.where)


def notes(portal: Portal) -> Iterator[Row]:
    """What a reader should know of a fact."""
    for key, inspection in _each(portal):
        plan = portal.content.plans.get(key)
        papers = [("inspection", inspection.source, inspection.notes), *([("plan", plan.source, plan.notes)] if plan else [])]
        for record, source, found in papers:
            for one in found:
                yield *key, record, joined(one.about), one.title, one.text, one.source or source, joined(one.where)


def corrections(portal: Portal) -> Iterator[Row]:
    """What was wrong and has been put right."""
    for key, inspection in _each(portal):
        plan = portal.content.plans.get(key)
        for record, changes in (("inspection", inspection.changes), ("plan", plan.changes if plan else ())):
            for one in changes:
                yield *key, record, one.on.sort, one.what, one.where


def item_topics(portal: Portal) -> Iterator[Row]:
    """A row for each topic of each item."""
    for key, inspection in _each(portal):
        plan = portal.content.plans.get(key)
        items: list[Numbered | Action] = [*inspection.findings, *inspection.recommendations, *(point.figure for point in figures.printed(portal.content, key)),
                 *(action for answer in (plan.answers if plan else ()) for action in answer.actions)]
        for item in items:
            for topic in dict.fromkeys(item.topics):
                yield *key, item.id, topic


def sources(portal: Portal) -> Iterator[Row]:
    """The papers, each with its licence."""
    for name, one in portal.reference.sources.items():
        yield name, one.title, one.short, one.kind, one.publisher, one.published.words, one.licence, one.address, one.hash, one.about


def topics(portal: Portal) -> Iterator[Row]:
    """Concerns followed across places and years."""
    for name, one in portal.reference.topics.items():
        yield name, one.name, one.about, joined(one.also)


def frameworks(portal: Portal) -> Iterator[Row]:
    """Kinds of inspection."""
    for name, one in portal.reference.frameworks.items():
        yield name, one.name, one.short, one.family, _printed(one.years), joined(_body(body) for body in one.bodies), one.source


def _body(body: Body) -> str:
    return f"{body.name}: {body.role}" if body.role else body.name


def areas(portal: Portal) -> Iterator[Row]:
    """What each kind of inspection judges, outer areas before those they hold."""
    for name, framework in portal.reference.frameworks.items():
        for area in framework.areas:
            yield from _area(name, framework, area, None)


def _area(name: str, framework: Framework, area: Area, outer: str | None) -> Iterator[Row]:
    yield name, area.id, area.title, area.reference, outer, area.theme, area.scale or next(iter(framework.scales), None)
    for inner in area.areas:
        yield from _area(name, framework, inner, area.id)


def steps(portal: Portal) -> Iterator[Row]:
    """Grades of every scale, the best first."""
    for name, framework in portal.reference.frameworks.items():
        for scale, found in framework.scales.items():
            for rank, one in enumerate(found.steps, 1):
                yield name, scale, one.id, rank, len(found.steps), one.label, one.printed, one.about
