"""Content -> problems between records: one small generator a rule, listed in RULES.

A rule's name is the statement that should hold.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

from plainspoken.content import Content
from plainspoken.dates import Dates
from plainspoken.plans import Action, Plan
from plainspoken.problems import Place, Problem, Text, did_you_mean, quoted
from plainspoken.records import Figure, Inspection, Judgement, Note, Numbered
from plainspoken.reference import Framework, Scale
from plainspoken.references import Known, areas, dangling, dangling_item, in_markdown, numbered, place_of

Rule = Callable[[Content, Known], Iterator[Problem]]


def check(content: Content, folder: str) -> list[Problem]:
    """Every problem between the records of a content folder of that name."""
    missing = [Problem(Place(f"{folder}/{name}"), "this file is missing") for name in ("portal.yaml", "topics.yaml")
               if name not in content.files and (name == "portal.yaml" or _uses_topics(content))]
    known = Known(content)
    return missing + [problem for rule in RULES for problem in rule(content, known)]


def _uses_topics(content: Content) -> bool:
    return any(finding.topics for inspection in content.inspections.values() for finding in inspection.findings)


def the_portal_speaks_its_language(content: Content, known: Known) -> Iterator[Problem]:
    """There is a file of interface words for the portal's language."""
    for settings in content.settings.values():
        names = {settings.language, settings.language.partition("-")[0]}
        if not any(f"languages/{name}.yaml" in content.files for name in names):
            yield Problem(place_of(settings.language, settings.place), f"there is no languages/{min(names)}.yaml for this language")


def portal_kinds_are_its_own(content: Content, known: Known) -> Iterator[Problem]:
    """Kinds of finding that portal.yaml singles out are kinds it lists."""
    for settings in content.settings.values():
        for kind in (*settings.improvement_kinds, *settings.strength_kinds):
            yield from dangling(kind, "kind of finding", settings.finding_kinds)


def frameworks_are_whole(content: Content, known: Known) -> Iterator[Problem]:
    """Areas and steps are unique, and what a framework names it has."""
    for framework in content.frameworks.values():
        found = list(areas(framework))
        yield from _twice([area.id for area in found], "area")
        yield from _twice([band.id for band in framework.time_bands], "time band")
        for area in found:
            yield from dangling(area.scale, "scale", framework.scales)
            for settings in content.settings.values():
                yield from dangling(area.theme, "theme", settings.themes)
        for scale in framework.scales.values():
            yield from _scale_faults(scale)
        for area_id in framework.headline:
            yield from dangling(area_id, "area", {area.id for area in found})
        for comparison in framework.compare:
            yield from dangling(comparison.framework, "framework", known.frameworks)
        yield from dangling(framework.source, "source", known.sources)


def _scale_faults(scale: Scale) -> Iterator[Problem]:
    if not scale.steps:
        yield Problem(scale.place, "a scale needs its steps, the best first")
    yield from _twice([step.id for step in scale.steps], "step")
    yield from _twice([step.printed for step in scale.steps if step.printed], "printed grade")


def _twice(ids: list[str], kind: str) -> Iterator[Problem]:
    counts = Counter(ids)
    seen = set()
    for found in ids:
        if counts[found] > 1 and found in seen:
            yield Problem(place_of(found), f"the {kind} {quoted(found)} stands twice")
        seen.add(found)


def authorities_know_their_kin(content: Content, known: Known) -> Iterator[Problem]:
    """Kind and region are the portal's; predecessors and those served exist and are others; dates run forward."""
    for name, authority in content.authorities.items():
        for settings in content.settings.values():
            yield from dangling(authority.kind, "kind of authority", settings.kinds)
            yield from dangling(authority.region, "region", settings.regions)
        for other in (*authority.serves, *(before.authority for before in authority.predecessors)):
            yield from dangling(other, "authority", known.authorities)
            if other == name:
                yield Problem(place_of(other), "an authority is not its own predecessor, nor does it serve itself")
        if authority.start and authority.end and authority.end.sort < authority.start.sort:
            yield Problem(authority.place, "it ends before it begins")


def inspections_have_a_home(content: Content, known: Known) -> Iterator[Problem]:
    """Every folder below inspections/ belongs to an authority and holds an inspection.yaml."""
    folder = next((place.file.partition("/")[0] for record in content.inspections.values() for place in [record.place]), "content")
    for name in sorted(content.files):
        if name.startswith("inspections/"):
            parts = name.split("/")
            if parts[-1] != "inspection.yaml" and f"{parts[1]}/{parts[2]}" not in known.inspections:
                yield Problem(Place(f"{folder}/{name}"), "there is no inspection.yaml beside this file")
            elif parts[-1] == "inspection.yaml" and parts[1] not in known.authorities:
                yield Problem(Place(f"{folder}/{name}"), f"there is no authority {quoted(parts[1])}{did_you_mean(parts[1], known.authorities)}")


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
        for former in inspection.was:
            if former in known.inspections:
                yield Problem(place_of(former), f"{former} is the id of another inspection that is still here")
        for statement in inspection.progress:
            yield from dangling_item(statement.of, known)


def sources_are_held(content: Content, known: Known) -> Iterator[Problem]:
    """Every paper that is named has its record."""
    for inspection in content.inspections.values():
        items: tuple[Any, ...] = (inspection, *inspection.judgements, *numbered(inspection), *inspection.outcomes,
                 *inspection.progress, *inspection.notes, *inspection.told)
        for item in items:
            yield from dangling(item.source, "source", known.sources)
    for plan in content.plans.values():
        papers: tuple[Plan | Figure | Note, ...] = (plan, *plan.figures, *plan.notes)
        for paper in papers:
            yield from dangling(paper.source, "source", known.sources)


def items_fit_their_framework(content: Content, known: Known) -> Iterator[Problem]:
    """Areas, time bands and kinds of findings are those that exist."""
    kinds = [settings.finding_kinds for settings in content.settings.values()]
    for inspection in content.inspections.values():
        for finding in inspection.findings:
            for labels in kinds:
                yield from dangling(finding.kind, "kind of finding", labels)
        framework = content.frameworks.get(inspection.framework)
        if framework:
            ids = {area.id for area in areas(framework)}
            bands = {band.id for band in framework.time_bands}
            for item in (*inspection.judgements, *numbered(inspection)):
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
    scale = scale_of(judgement, framework)
    if scale is None:
        wanted = judgement.scale or judgement.grade
        if wanted:
            known = f'no scale {quoted(wanted)}{did_you_mean(wanted, framework.scales)}' if judgement.scale else "no scale"
            yield Problem(place_of(wanted), f"the framework has {known}")
        return
    steps = [step.id for step in scale.steps]
    before = judgement.changed.before if judgement.changed else None
    for grade in (judgement.grade, before, *(judgement.counts or ())):
        if grade is not None and grade not in steps:
            known = ", ".join(steps)
            yield Problem(place_of(grade), f"{quoted(grade)} is not on the scale ({known}){did_you_mean(grade, steps)}")


def scale_of(judgement: Judgement, framework: Framework) -> Scale | None:
    """The scale a judgement's grade stands on: its own, its area's, or the framework's first."""
    area = next((area for area in areas(framework) if area.id == judgement.area), None)
    name = judgement.scale or (area.scale if area else None)
    return framework.scales.get(name) if name else next(iter(framework.scales.values()), None)


def ids_are_unique(content: Content, known: Known) -> Iterator[Problem]:
    """An id stands once in its inspection, its plan included."""
    for key, inspection in content.inspections.items():
        plan = content.plans.get(key)
        ids = [item.id for item in numbered(inspection)]
        if plan:
            ids += [action.id for answer in plan.answers for action in answer.actions]
            ids += [figure.id for figure in plan.figures]
        yield from _twice(ids, "id")


def topics_are_listed(content: Content, known: Known) -> Iterator[Problem]:
    """Every topic that is named stands in topics.yaml."""
    if not known.topics:
        return
    tagged: list[Numbered | Action] = [item for inspection in content.inspections.values() for item in numbered(inspection)]
    for plan in content.plans.values():
        tagged += [action for answer in plan.answers for action in answer.actions]
        tagged += plan.figures
    for item in tagged:
        for topic in item.topics:
            yield from dangling(topic, "topic", known.topics)


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
        yield from _twice([answer.recommendation for answer in plan.answers], "answer to")


def notes_stand_beside_something(content: Content, known: Known) -> Iterator[Problem]:
    """What a note is about is an item, an area or a part of its inspection."""
    for key, inspection in content.inspections.items():
        framework = content.frameworks.get(inspection.framework)
        ids = set(known.items["/".join(key)]) | {"judgements", "findings", "recommendations", "figures", "visited", "published"}
        ids |= {area.id for area in areas(framework)} if framework else {judgement.area for judgement in inspection.judgements}
        plan: Plan | None = content.plans.get(key)
        notes: tuple[Note, ...] = (*inspection.notes, *(plan.notes if plan else ()))
        for note in notes:
            for about in note.about:
                yield from dangling(about, "item or area", ids)


def dates_run_forward(content: Content, known: Known) -> Iterator[Problem]:
    """A record enters and changes on days; a paper is not published before the visit it tells of."""
    records: list[Inspection | Plan] = [*content.inspections.values(), *content.plans.values()]
    for record in records:
        if not _is_day(record.added):
            yield Problem(record.place, f'"added" must be a day, like 2026-11-22, not {quoted(record.added.words)}')
        for change in record.changes:
            if not _is_day(change.on) or change.on.sort < record.added.sort:
                yield Problem(change.place, '"on" must be a day, not before the record was added')
        if isinstance(record, Inspection) and record.visited and record.published and _before(record.published, record.visited):
            yield Problem(record.place, f"it is published ({record.published.words}) before the visit ({record.visited.words})")


def _before(one: Dates, other: Dates) -> bool:
    return bool(one.spans and other.spans) and one.spans[-1].last < other.spans[0].first


def _is_day(dates: Dates) -> bool:
    return len(dates.spans) == 1 and dates.spans[0].grain == "day"


def glossary_forms_mean_one_thing(content: Content, known: Known) -> Iterator[Problem]:
    """A written form belongs to one term."""
    yield from _twice([form for term in content.glossary.values() for form in (term.term, *term.also)], "word")


def markdown_links_lead_somewhere(content: Content, known: Known) -> Iterator[Problem]:
    """Links to records in Markdown reach a record."""
    texts: list[Text] = [*content.summaries.values(), *content.pages.values()]
    for text in texts:
        yield from in_markdown(text, known)


RULES: tuple[Rule, ...] = (
    the_portal_speaks_its_language,
    portal_kinds_are_its_own,
    frameworks_are_whole,
    authorities_know_their_kin,
    inspections_have_a_home,
    inspections_point_somewhere,
    sources_are_held,
    items_fit_their_framework,
    grades_are_on_the_scale,
    ids_are_unique,
    topics_are_listed,
    plans_answer_recommendations,
    notes_stand_beside_something,
    dates_run_forward,
    glossary_forms_mean_one_thing,
    markdown_links_lead_somewhere,
)
