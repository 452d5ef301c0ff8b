"""Content -> problems of records that cannot both be so: told later than it was, twice over, of itself, of more than there is.

`checks.py` lists these rules among the others.
"""

from collections.abc import Iterator

from plainspoken.content import Content
from plainspoken.dates import Dates
from plainspoken.problems import Place, Problem, quoted
from plainspoken.records import Finding, Inspection, Judgement, Progress
from plainspoken.reference import Framework
from plainspoken.references import Known, is_before, place_of, scale_id, scale_of, when


def areas_are_judged_once(content: Content, known: Known) -> Iterator[Problem]:
    """An inspection judges an area, or one aspect of it, once on each scale."""
    for inspection in content.inspections.values():
        framework, seen = content.frameworks.get(inspection.framework), dict[tuple[str, str, str], Judgement]()
        for one in inspection.judgements if framework else ():
            first = seen.setdefault((one.area, one.aspect or "", scale_id(one, framework) if framework else ""), one)
            if first is not one:
                yield Problem(place_of(one.area, one.place), f"{quoted(one.area)} is judged already, on line {first.place.line}: give one of them its aspect,"
                                                             " or leave one out")


def counts_add_up(content: Content, known: Known) -> Iterator[Problem]:
    """The counts of a judgement are no more than what they are of, and as many where every grade is counted."""
    for inspection in content.inspections.values():
        framework = content.frameworks.get(inspection.framework)
        for one in inspection.judgements:
            if one.counts and one.of and framework:
                yield from _sums(one, framework)


def _sums(judgement: Judgement, framework: Framework) -> Iterator[Problem]:
    counts, scale = judgement.counts or {}, scale_of(judgement, framework)
    found, of = sum(map(_number, counts.values())), _number(judgement.of or "0")
    whole = scale is not None and {step.id for step in scale.steps} <= counts.keys()
    if found > of or (whole and found < of):
        yield Problem(place_of(judgement.of or "", judgement.place), f"the counts come to {found:,}, not {of:,}; what the paper itself adds up otherwise"
                                                                     ' is told in "words"')


def _number(count: str) -> int:
    return int(count.replace(",", ""))


def progress_comes_after_what_was_asked(content: Content, known: Known) -> Iterator[Problem]:
    """A paper tells what has become of something asked for before it, and of no strength."""
    for key, inspection in content.inspections.items():
        for one in inspection.progress:
            name, _, item = one.of.partition("#")
            other = known.inspection(name) if name in known.inspections else None
            if other and name != "/".join(key):
                yield from _too_early(one, inspection, other, content)
            if other and isinstance(found := known.items(name).get(item), Finding):
                strengths = {kind for settings in content.settings.values() for kind in settings.strength_kinds}
                if found.kind in strengths:
                    yield Problem(place_of(one.of), f"{quoted(item)} is a strength: progress is of what was asked for or found wanting")


def _too_early(one: Progress, inspection: Inspection, other: Inspection, content: Content) -> Iterator[Problem]:
    """Where another paper than the inspection's tells of it, that may be a later one."""
    told, asked = inspection.published or _when(inspection, content), _when(other, content)
    if told and asked and not one.source and is_before(told, asked):
        yield Problem(place_of(one.of), f"it is told here ({told.words}) before it was asked for ({asked.words})")


def inspections_follow_earlier_ones(content: Content, known: Known) -> Iterator[Problem]:
    """An inspection returns to one that was before it, and no round of them ends where it began."""
    for key, inspection in content.inspections.items():
        if inspection.follows and inspection.follows in known.inspections and inspection.follows != "/".join(key):
            other = known.inspection(inspection.follows)
            mine, theirs = _when(inspection, content), _when(other, content) if other else None
            if _returns("/".join(key), known):
                yield Problem(place_of(inspection.follows), f"{inspection.follows} follows this one in turn: only the later returns to the earlier")
            elif mine and theirs and is_before(mine, theirs):
                yield Problem(place_of(inspection.follows), f"it was ({mine.words}) before the one it is said to follow ({theirs.words})")


def _returns(name: str, known: Known) -> bool:
    """Whether one comes back to an inspection by way of those it follows."""
    seen, at = set[str](), name
    while at not in seen and at in known.inspections and (found := known.inspection(at)) and found.follows:
        seen.add(at)
        at = str(found.follows)
    return at == name and name in seen


def inspections_stand_beside_their_like(content: Content, known: Known) -> Iterator[Problem]:
    """What stands alongside is of the same place, and no place is listed as another beside itself."""
    for (home, _), inspection in content.inspections.items():
        for place in inspection.also:
            if place == home:
                yield Problem(place_of(place), f"it is of {quoted(home)} anyway: only other places are listed here")
        for name in inspection.alongside:
            other = known.inspection(name) if name in known.inspections else None
            theirs = name.partition("/")[0]
            if other and theirs != home and theirs not in inspection.also and home not in other.also:
                yield Problem(place_of(name), f"{name} is of another place: those of the same place stand alongside")


def plans_come_after_their_inspection(content: Content, known: Known) -> Iterator[Problem]:
    """A plan is not published before the visit whose inspection it answers."""
    for key, plan in content.plans.items():
        inspection = content.inspections.get(key)
        if inspection and inspection.visited and is_before(plan.published, inspection.visited):
            yield Problem(plan.published.place, f"the plan is published ({plan.published.words}) before the visit ({inspection.visited.words})")


def numbers_tell_recommendations_apart(content: Content, known: Known) -> Iterator[Problem]:
    """No two recommendations of an inspection have one number, unless the paper numbers those of each list from 1."""
    for inspection in content.inspections.values():
        seen = dict[tuple[str | None, ...], Place]()
        for one in inspection.recommendations:
            first = seen.setdefault((one.number, one.called, one.to, one.within, one.area, one.source), one.place)
            if one.number and first is not one.place:
                yield Problem(place_of(one.number), f"the number {quoted(one.number)} stands twice; it is first on line {first.line}")


def _when(inspection: Inspection, content: Content) -> Dates | None:
    framework = content.frameworks.get(inspection.framework)
    return when(inspection, framework) if framework else inspection.visited or inspection.published
