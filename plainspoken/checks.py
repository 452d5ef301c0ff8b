"""Content -> problems between records: one small generator a rule, listed in RULES.

A rule's name is the statement that should hold.
"""

from collections.abc import Callable, Collection, Iterator

from plainspoken.address_rules import former_addresses_are_free
from plainspoken.content import Content, place_in_table
from plainspoken.dates import Dates
from plainspoken.fields import id_fault
from plainspoken.figure_rules import figures_kept_apart_are_there, figures_of_a_series_can_be_drawn, figures_of_a_series_count_the_same
from plainspoken.plans import INTERVALS, Action, Plan, citing
from plainspoken.problems import Place, Problem, Text, did_you_mean, quoted
from plainspoken.records import Inspection, Judgement, Note, Numbered
from plainspoken.reference import Framework
from plainspoken.reference_rules import (
    authorities_know_their_kin,
    checked_lines_say_by_whom,
    comparisons_agree,
    evidence_is_of_what_is_here,
    frameworks_are_whole,
    glossary_forms_mean_one_thing,
    icons_are_drawn,
    languages_have_all_their_words,
    languages_speak_to_young_people,
    plan_elements_are_asked_by_one_item,
    portal_kinds_are_its_own,
    the_portal_speaks_its_language,
)
from plainspoken.references import Known, areas, dangling, dangling_item, in_markdown, numbered, place_of, scale_of, twice
from plainspoken.story_rules import (
    fixed_words_are_easy_to_read,
    stories_are_easy_to_read,
    stories_are_kind,
    stories_are_short_enough,
    stories_have_their_form,
    stories_rest_on_records,
    translations_tell_the_same,
    young_people_are_told,
)

Rule = Callable[[Content, Known], Iterator[Problem]]


def check(content: Content, folder: str, icons: Collection[str] = ()) -> list[Problem]:
    """Every problem between the records of a content folder of that name. `icons` are the names of those drawn, if that is to be checked."""
    known = Known(content, folder, icons)
    return [problem for rule in RULES for problem in rule(content, known)]


def what_everything_needs_is_there(content: Content, known: Known) -> Iterator[Problem]:
    """There is a portal.yaml, and where a topic is named, a topics.yaml."""
    needed = {"portal.yaml": True, "topics.yaml": any(item.topics for item in _tagged(content))}
    for name, is_needed in needed.items():
        if is_needed and name not in content.files:
            yield Problem(Place(f"{known.folder}/{name}"), "this file is missing")


def inspections_have_a_home(content: Content, known: Known) -> Iterator[Problem]:
    """Every folder below inspections/ belongs to an authority and holds an inspection.yaml."""
    for name in content.files:
        load, ids = place_in_table(name)
        if load and len(ids) > 1:
            place = Place(f"{known.folder}/{name}")
            if "/".join(ids[:2]) not in known.inspections:
                yield Problem(place, "there is no inspection.yaml beside this file")
            elif name.endswith("/inspection.yaml") and not id_fault(ids[0]):
                yield from dangling(Text(ids[0], place), "authority", known.authorities)


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
        ids = {*known.items["/".join(key)], "judgements", "findings", "recommendations", "figures", "visited", "published"}
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
        if isinstance(record, Inspection) and record.visited and record.published and _before(record.published, record.visited):
            yield Problem(record.published.place, f"it is published ({record.published.words}) before the visit ({record.visited.words})")


def _before(one: Dates, other: Dates) -> bool:
    return bool(one.spans and other.spans) and one.spans[-1].last < other.spans[0].first


def markdown_links_lead_somewhere(content: Content, known: Known) -> Iterator[Problem]:
    """Links to records in Markdown reach a record, in a file of its own or in a field."""
    for text in (*content.summaries.values(), *content.pages.values()):
        yield from in_markdown(text, known)
    fields = [settings.introduction for settings in content.settings.values()]
    fields += [framework.about for framework in content.frameworks.values()]
    for written in fields:
        for problem in in_markdown(written, known):
            yield Problem(place_of(written), problem.message)


RULES: tuple[Rule, ...] = (
    what_everything_needs_is_there,
    the_portal_speaks_its_language,
    languages_have_all_their_words,
    languages_speak_to_young_people,
    checked_lines_say_by_whom,
    icons_are_drawn,
    portal_kinds_are_its_own,
    frameworks_are_whole,
    plan_elements_are_asked_by_one_item,
    comparisons_agree,
    authorities_know_their_kin,
    inspections_have_a_home,
    inspections_point_somewhere,
    former_addresses_are_free,
    sources_are_held,
    items_fit_their_framework,
    grades_are_on_the_scale,
    ids_are_unique,
    topics_are_listed,
    plans_answer_recommendations,
    recurring_actions_have_a_span,
    notes_stand_beside_something,
    figures_of_a_series_count_the_same,
    figures_of_a_series_can_be_drawn,
    figures_kept_apart_are_there,
    dates_run_forward,
    glossary_forms_mean_one_thing,
    evidence_is_of_what_is_here,
    markdown_links_lead_somewhere,
    young_people_are_told,
    stories_have_their_form,
    stories_rest_on_records,
    stories_are_short_enough,
    stories_are_easy_to_read,
    stories_are_kind,
    translations_tell_the_same,
    fixed_words_are_easy_to_read,
)
