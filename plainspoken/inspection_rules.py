"""Content -> problems of an inspection with its plan and its summary: what it points at is there, and it fits its framework.

`checks.py` lists these rules among the others.
"""

from collections.abc import Iterator

from plainspoken.content import Content
from plainspoken.plans import INTERVALS, Action, Plan, citing
from plainspoken.problems import Place, Problem, did_you_mean, quoted
from plainspoken.records import Inspection, Judgement, Note, Numbered
from plainspoken.reference import Framework
from plainspoken.references import Known, areas, called, dangling, dangling_item, in_markdown, is_before, numbered, place_of, scale_of, twice, when


def missing(name: str, content: Content, known: Known) -> Iterator[Problem]:
    """A problem when a file of the content folder is not there."""
    if name not in content.files:
        yield Problem(Place(f"{known.folder}/{name}"), "this file is missing")


def topics_have_their_file(content: Content, known: Known) -> Iterator[Problem]:
    """Where a topic is named, there is a topics.yaml."""
    if any(item.topics for item in _tagged(content)):
        yield from missing("topics.yaml", content, known)


def inspections_point_somewhere(content: Content, known: Known) -> Iterator[Problem]:
    """Framework, source, other authorities, and the inspections it follows or stands beside exist."""
    for (authority, name), inspection in content.inspections.items():
        yield from dangling(inspection.framework, "framework", known.frameworks)
        for other in inspection.also:
            yield from dangling(other, "authority", known.authorities)
        for other in (*inspection.alongside, *filter(None, [inspection.follows])):
            yield from dangling(other, "inspection", known.inspections)
            if other == f"{authority}/{name}":
                yield Problem(place_of(other), "an inspection does not follow or stand beside itself")
        for statement in inspection.progress:
            yield from dangling_item(statement.of, known)
            if "#" not in statement.of:
                yield Problem(place_of(statement.of), f"progress is of one item: {statement.of}#its-id")


def titles_tell_inspections_apart(content: Content, known: Known) -> Iterator[Problem]:
    """No two inspections of a place have one title and one date: nobody could tell their pages apart."""
    seen: dict[tuple[str, str, str], str] = {}
    for (authority, name), inspection in sorted(content.inspections.items(), key=lambda pair: pair[0]):
        framework = content.frameworks.get(inspection.framework)
        if framework and not inspection.withdrawn:
            date = when(inspection, framework)
            other = seen.setdefault((authority, called(inspection, framework), date.words if date else ""), name)
            if other != name:
                place = place_of(inspection.title) if inspection.title else inspection.place
                yield Problem(place, f'"{authority}/{other}" has the same title and date: give this one a title of its own, such as what was visited')


def sources_are_held(content: Content, known: Known) -> Iterator[Problem]:
    """Every paper that is named has its record."""
    records: list[Inspection | Plan] = [*content.inspections.values(), *content.plans.values()]
    for item in (item for record in records for item in citing(record)):
        yield from dangling(item.source, "source", known.sources)


def items_fit_their_framework(content: Content, known: Known) -> Iterator[Problem]:
    """Areas, time bands and kinds of findings are those that exist."""
    kinds = [settings.finding_kinds for settings in content.settings.values()]
    for key, inspection in content.inspections.items():
        for finding in inspection.findings:
            for labels in kinds:
                yield from dangling(finding.kind, "kind of finding", labels)
        framework = content.frameworks.get(inspection.framework)
        if framework:
            ids = {area.id for area in areas(framework)}
            bands = {band.id for band in framework.time_bands}
            plan = content.plans.get(key)
            for item in (*inspection.judgements, *numbered(inspection), *(plan.figures if plan else ())):
                yield from dangling(item.area, "area", ids)
            for judgement in inspection.judgements:
                yield from dangling(judgement.aspect, "area", ids)
            for recommendation in inspection.recommendations:
                yield from dangling(recommendation.within, "time band", bands)


def grades_are_on_the_scale(content: Content, known: Known) -> Iterator[Problem]:
    """A judgement says one thing, and a grade is a step of its scale."""
    general = {state for words in content.languages.values() for state in words.states}
    for inspection in content.inspections.values():
        framework = content.frameworks.get(inspection.framework)
        for judgement in inspection.judgements:
            yield from _says_one_thing(judgement)
            yield from dangling(judgement.limited_by, "inspection", known.inspections)
            if framework:
                yield from _grade_faults(judgement, framework)
                if general:
                    yield from dangling(judgement.state, "state", general | set(framework.states))


def _says_one_thing(judgement: Judgement) -> Iterator[Problem]:
    said = [name for name in ("grade", "words", "state", "counts") if getattr(judgement, name) is not None]
    if len(said) != 1:
        found = f"it has {' and '.join(said)}" if said else "it has none"
        yield Problem(judgement.place, f"a judgement says one of grade, words, state or counts; {found}")
    if (judgement.counts is None) != (judgement.of is None):
        yield Problem(judgement.place, "counts and of stand together")


def _grade_faults(judgement: Judgement, framework: Framework) -> Iterator[Problem]:
    yield from dangling(judgement.scale, "scale", framework.scales)
    before = judgement.changed.before if judgement.changed else None
    grades = [grade for grade in (judgement.grade, before, *(judgement.counts or ())) if grade is not None]
    scale = scale_of(judgement, framework)
    steps = [step.id for step in scale.steps] if scale else []
    for grade in grades:
        if not framework.scales:
            yield Problem(place_of(grade), "the framework has no scale")
        elif steps and grade not in steps:
            yield Problem(place_of(grade), f"{quoted(grade)} is not on the scale ({', '.join(steps)}){did_you_mean(grade, steps)}")


def ids_are_unique(content: Content, known: Known) -> Iterator[Problem]:
    """An id stands once in its inspection, its plan included."""
    for key, inspection in content.inspections.items():
        plan = content.plans.get(key)
        ids = [item.id for item in numbered(inspection)]
        if plan:
            ids += [action.id for answer in plan.answers for action in answer.actions]
            ids += [figure.id for figure in plan.figures]
        yield from twice(ids, "id")


def topics_are_listed(content: Content, known: Known) -> Iterator[Problem]:
    """Every topic that is named stands in topics.yaml."""
    for item in _tagged(content) if known.topics else ():
        for topic in item.topics:
            yield from dangling(topic, "topic", known.topics)


def _tagged(content: Content) -> Iterator[Numbered | Action]:
    """Everything that may name topics."""
    for inspection in content.inspections.values():
        yield from numbered(inspection)
    for plan in content.plans.values():
        yield from plan.figures
        for answer in plan.answers:
            yield from answer.actions


def plans_answer_recommendations(content: Content, known: Known) -> Iterator[Problem]:
    """Each answer belongs to a recommendation of its inspection, and each has one answer."""
    for key, plan in content.plans.items():
        inspection = content.inspections.get(key)
        if inspection:
            ids = {item.id for item in inspection.recommendations}
            framework = content.frameworks.get(inspection.framework)
            for answer in plan.answers:
                yield from dangling(answer.recommendation, "recommendation", ids)
                if framework:
                    yield from dangling(answer.within, "time band", {band.id for band in framework.time_bands})
        yield from twice([answer.recommendation for answer in plan.answers], "answer to")


def recurring_actions_have_a_span(content: Content, known: Known) -> Iterator[Problem]:
    """An action that comes every quarter is due through a span longer than one."""
    for plan in content.plans.values():
        for action in (action for answer in plan.answers for action in answer.actions if action.every):
            spans = action.due.spans if action.due else ()
            if len(spans) != 1 or spans[0].months <= INTERVALS[action.every or ""]:
                yield Problem(place_of(action.every or "", action.place), f'"every" needs a due date that is one span, longer than a {action.every}')


def notes_stand_beside_something(content: Content, known: Known) -> Iterator[Problem]:
    """What a note is about is an item, an area or a part of its inspection."""
    for key, inspection in content.inspections.items():
        framework = content.frameworks.get(inspection.framework)
        if not framework or not known.whole("/".join(key)):
            continue
        ids = {*known.items("/".join(key)), "judgements", "findings", "recommendations", "figures", "visited", "published"}
        ids |= {area.id for area in areas(framework)}
        plan = content.plans.get(key)
        notes: tuple[Note, ...] = (*inspection.notes, *(plan.notes if plan else ()))
        for note in notes:
            for about in note.about:
                yield from dangling(about, "item or area", ids)


def dates_run_forward(content: Content, known: Known) -> Iterator[Problem]:
    """A record enters and changes on days; a paper is not published before the visit it tells of."""
    records: list[Inspection | Plan] = [*content.inspections.values(), *content.plans.values()]
    for record in records:
        if not record.added.is_day:
            yield Problem(record.added.place, f'"added" must be a day, like 2026-11-22, not {quoted(record.added.words)}')
        for change in record.changes:
            if not change.on.is_day or change.on.sort < record.added.sort:
                yield Problem(change.on.place, '"on" must be a day, not before the record was added')
        if isinstance(record, Inspection) and record.visited and record.published and is_before(record.published, record.visited):
            yield Problem(record.published.place, f"it is published ({record.published.words}) before the visit ({record.visited.words})")


def summaries_link_somewhere(content: Content, known: Known) -> Iterator[Problem]:
    """Links to records in a summary reach a record."""
    for text in content.summaries.values():
        yield from in_markdown(text, known)
