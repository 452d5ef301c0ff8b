"""Portal -> the rows of the data files that come from inspections and plans, a function a table.

`tables.py` says what their columns hold; `lexicon.py` makes the rows of what is written once.
"""

from collections.abc import Iterator, Sequence

from plainspoken import figures, grades, urls
from plainspoken.cells import INSPECTION, PLAN, Cell, Row, ends, joined, printed, record, voice
from plainspoken.dates import Dates
from plainspoken.plans import Action, Answer, Plan
from plainspoken.portal import UNKNOWN, Portal, Statement, area_of
from plainspoken.records import Figure, Finding, Inspection, Judgement, Recommendation
from plainspoken.refer import Key
from plainspoken.references import scale_id, scale_of
from plainspoken.register import NO_EVIDENCE, NONE_PUBLISHED

FINDINGS, RECOMMENDATIONS, FIGURES, ACTIONS = "findings", "recommendations", "figures", "actions"
"""Tables of what has an id of its own."""

SAID_IN = ("requirement", "purpose", "target", "lead", "success", "monitoring", "responsible", "resources", "support", "links", "position", "done")
"""Fields of an answer that hold several things, as its table has them."""


def _each(portal: Portal) -> Iterator[tuple[Key, Inspection]]:
    for key in sorted(portal.cards):
        yield key, portal.content.inspections[key]


def _plans(portal: Portal) -> Iterator[tuple[Key, Plan]]:
    yield from sorted(portal.content.plans.items(), key=lambda pair: pair[0])


def _url(portal: Portal, path: str) -> str:
    """The full address of a page, or of an item on it."""
    return urls.public(portal.reference.settings.base_address, path)


def _bands(portal: Portal, key: Key) -> dict[str | None, str]:
    """The words of the time bands of an inspection's framework."""
    return {band.id: band.label for band in portal.reference.frameworks[portal.cards[key].framework].time_bands}


def inspections(portal: Portal) -> Iterator[Row]:
    """Every inspection that is shown."""
    for key, one in _each(portal):
        card = portal.cards[key]
        yield (*key, one.framework, card.title, one.coverage, printed(one.visited), printed(one.published), joined(one.also),
               _url(portal, urls.inspection(key)), int(card.year) if card.year else None, one.standfirst, one.source,
               joined(one.where), one.added.sort, *ends(one.visited), *ends(one.published))


def judgements(portal: Portal) -> Iterator[Row]:
    """What was decided of each area."""
    for key, inspection in _each(portal):
        framework = portal.reference.frameworks[inspection.framework]
        words = portal.reference.words.states | framework.states
        for one in inspection.judgements:
            scale = scale_of(one, framework)
            rank = label = digit = None
            if one.grade and scale:
                rank, step = grades.step_of(scale, one.grade)
                label, digit = step.label, None if one.given == "words" else step.printed
            yield (*key, inspection.framework, one.area, area_of(framework, one.area).title, one.grade, label, _wording(one, digit),
                   scale_id(one, framework) if one.grade else None, rank, len(scale.steps) if one.grade and scale else None,
                   words[one.state] if one.state else None, one.source or inspection.source, joined(one.where), one.aspect, one.standing, one.text, one.state)


def _wording(one: Judgement, digit: str | None) -> str | None:
    """The paper's own wording or digit, or how many there were of each grade."""
    counted = ", ".join(f"{grade} {count}" for grade, count in one.counts.items()) + f" of {one.of}" if one.counts else None
    return one.printed or one.words or digit or counted


def findings(portal: Portal) -> Iterator[Row]:
    """What inspectors saw."""
    for key, inspection in _each(portal):
        for one in inspection.findings:
            yield (*key, one.id, one.kind, one.area, joined(one.topics), one.text, one.source or inspection.source, joined(one.where), one.called,
                   _url(portal, urls.inspection(key, one.id)))


# What was asked for, and what became of it.

def recommendations(portal: Portal) -> Iterator[Row]:
    """What inspectors asked for in recommendations, with the answer and the newest word on it."""
    for key, inspection in _each(portal):
        answers, bands = _answers(portal, key), _bands(portal, key)
        for one in inspection.recommendations:
            state, said_by, on, source, *span = _newest(portal.statements[key].get(one.id, ()))
            yield (*key, one.id, one.number, one.called, bands.get(one.within), one.area, joined(one.topics), one.text,
                   answers.get(one.id, NONE_PUBLISHED), state, one.source or inspection.source, joined(one.where), one.to,
                   said_by, on, source, *span, one.within, _url(portal, urls.inspection(key, one.id)))


def register(portal: Portal) -> Iterator[Row]:
    """All that inspectors asked for, as recommendations and as findings, with the answer and the newest word on it."""
    kinds = portal.reference.settings.finding_kinds
    for key, inspection in _each(portal):
        answers, bands = _answers(portal, key), _bands(portal, key)
        for one in portal.asked(key):
            state, said_by, on, source, *span = _newest(portal.statements[key].get(one.id, ()))
            table, called, band = _asked(one, kinds[one.kind] if isinstance(one, Finding) else None)
            yield (table, *key, one.id, one.text, called, bands.get(band), band, one.area, joined(one.topics), answers.get(one.id, NONE_PUBLISHED),
                   state, said_by, on, source, one.source or inspection.source, joined(one.where), _url(portal, urls.inspection(key, one.id)), *span)


def _asked(one: Recommendation | Finding, kind: str | None) -> tuple[str, str | None, str | None]:
    """Its table, what it is called, and its time band."""
    if isinstance(one, Recommendation):
        return RECOMMENDATIONS, one.called, one.within
    return FINDINGS, one.called or kind, None


def _answers(portal: Portal, key: Key) -> dict[str, str]:
    """The answer that an inspection's plan gives to each recommendation."""
    plan = portal.content.plans.get(key)
    return {answer.recommendation: answer.answer for answer in plan.answers} if plan else {}


def _newest(said: Sequence[Statement]) -> Row:
    """State, whose word, date as printed, paper, and the date's ends, of the newest statement."""
    if not said:
        return NO_EVIDENCE, None, None, None, None, None
    last = said[-1]
    return last.state, voice(last.council), _so(last.on), last.source, *ends(last.on)


def _so(on: Dates) -> str | None:
    """When it was so, as printed."""
    return None if on == UNKNOWN else on.words


def progress(portal: Portal) -> Iterator[Row]:
    """What papers say has become of what was asked for."""
    for key in sorted(portal.cards):
        for item, said in portal.statements[key].items():
            for one in said:
                yield (*key, item, voice(one.council), _so(one.on), one.state, one.text or None, one.source, joined(one.where), *ends(one.on),
                       *one.inspection, record(one.council), one is said[-1])


# Plans.

def plans(portal: Portal) -> Iterator[Row]:
    """The action plans that answer inspections."""
    for key, plan in _plans(portal):
        yield *key, plan.title, plan.by, plan.published.words, *ends(plan.published), plan.source, _url(portal, urls.plan(key))


def answers(portal: Portal) -> Iterator[Row]:
    """What plans say of each recommendation."""
    for key, plan in _plans(portal):
        bands = _bands(portal, key)
        for one in plan.answers:
            yield (*key, one.recommendation, one.answer, one.why, bands.get(one.within), *(joined(getattr(one, name)) for name in SAID_IN), plan.source,
                   joined(one.where), *_own_places(one))


def _own_places(one: Answer) -> Iterator[Cell]:
    """Of what the plan may tell elsewhere than in its table: where it does; the judgement that it prints, with its place."""
    for part in ("position", "done"):
        yield joined(one.places(part)) if getattr(one, part) else None
    yield one.inspectors_said
    yield joined(one.places("inspectors_said")) if one.inspectors_said else None


def actions(portal: Portal) -> Iterator[Row]:
    """What plans said would be done."""
    for key, plan in _plans(portal):
        for answer in plan.answers:
            for one in answer.actions:
                yield (*key, answer.recommendation, one.id, one.text, printed(one.due), one.placed, joined(one.lead or answer.lead), plan.source,
                       joined(one.where or answer.where), one.every, joined(one.topics), *ends(one.due), _url(portal, urls.plan(key, one.id)))


# What both hold.

def numbers(portal: Portal) -> Iterator[Row]:
    """Figures that papers print."""
    for key, _ in _each(portal):
        for point in figures.printed(portal.content, key):
            one, path = point.figure, (urls.plan if point.council else urls.inspection)(key, point.figure.id)
            yield (*key, one.id, one.name, one.value, figures.number(one), one.qualifier, one.unit, printed(one.period), one.compared, one.area,
                   joined(one.topics), point.source, joined(one.where), one.series, one.definition, voice(point.council), *ends(one.period),
                   record(point.council), _url(portal, path))


def outcomes(portal: Portal) -> Iterator[Row]:
    """Results other than grades."""
    for key, inspection in _each(portal):
        for one in inspection.outcomes:
            yield (*key, one.kind, one.text, printed(one.opened), printed(one.closed), one.source or inspection.source, joined(one.where),
                   *ends(one.opened), *ends(one.closed))


def notes(portal: Portal) -> Iterator[Row]:
    """What a reader should know of a fact."""
    for key, inspection in _each(portal):
        plan = portal.content.plans.get(key)
        papers = [(INSPECTION, inspection.source, inspection.notes), *([(PLAN, plan.source, plan.notes)] if plan else [])]
        for name, source, found in papers:
            for one in found:
                yield *key, name, joined(one.about), one.title, one.text, one.source or source, joined(one.where)


def corrections(portal: Portal) -> Iterator[Row]:
    """What was wrong and has been put right."""
    for key, inspection in _each(portal):
        plan = portal.content.plans.get(key)
        for name, changes in ((INSPECTION, inspection.changes), (PLAN, plan.changes if plan else ())):
            for one in changes:
                yield *key, name, one.on.sort, one.what, one.where


def item_topics(portal: Portal) -> Iterator[Row]:
    """A row for each topic of each item."""
    for key, inspection in _each(portal):
        for table, items in _items(portal, key, inspection):
            for item in items:
                for topic in dict.fromkeys(item.topics):
                    yield *key, item.id, topic, table


def _items(portal: Portal, key: Key, inspection: Inspection) -> Iterator[tuple[str, Sequence[Finding | Recommendation | Figure | Action]]]:
    """All that an inspection and its plan hold and that has an id, by its table."""
    plan = portal.content.plans.get(key)
    yield FINDINGS, inspection.findings
    yield RECOMMENDATIONS, inspection.recommendations
    yield FIGURES, [point.figure for point in figures.printed(portal.content, key)]
    yield ACTIONS, [action for answer in (plan.answers if plan else ()) for action in answer.actions]
