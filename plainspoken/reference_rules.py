"""Content -> problems of what is written once for many inspections: the portal, frameworks, authorities, the glossary.

`checks.py` lists these rules among the others.
"""

from collections.abc import Collection, Iterator, Mapping
from typing import Literal, get_args, get_origin, get_type_hints

from plainspoken import phrases, story
from plainspoken.cells import COUNCIL, INSPECTION, INSPECTORS, PLAN
from plainspoken.content import Content
from plainspoken.plans import Action, Answer
from plainspoken.problems import Problem, quoted
from plainspoken.record import Record
from plainspoken.records import Inspection, Judgement, Progress
from plainspoken.reference import Comparison, Scale
from plainspoken.references import Known, areas, dangling, dangling_item, place_of, portal_language, twice
from plainspoken.settings import YOUNG, AnswerRoute, HelpLine
from plainspoken.tellings import Telling
from plainspoken.traces import Counted, Traced


def the_portal_speaks_its_language(content: Content, known: Known) -> Iterator[Problem]:
    """There is a file of interface words for the portal's language."""
    for settings in content.settings.values():
        names = {settings.language, settings.language.partition("-")[0]}
        if not any(f"languages/{name}.yaml" in content.files for name in names):
            yield Problem(place_of(settings.language, settings.place), f"there is no languages/{min(names)}.yaml for this language")


def languages_have_all_their_words(content: Content, known: Known) -> Iterator[Problem]:
    """For every choice a record offers, and for the lack of an answer or of evidence, a language has words, and no others; meanings are of these."""
    for words in content.languages.values():
        for name, wanted in CHOICES.items():
            held: dict[str, str] = getattr(words, name)
            place = next(map(place_of, held), words.place)
            yield from (Problem(place, f'"{name}" has no words for {quoted(choice)}') for choice in wanted if choice not in held)
            for choice in held:
                yield from dangling(choice, f'choice in "{name}"', wanted)
        for name, meanings in (("answers", words.answer_meanings), ("progress", words.progress_meanings)):
            for choice in meanings:
                yield from dangling(choice, f'choice in "{name}"', CHOICES[name])
        for name, wanted in CHOICES_OF_DATA.items():
            for choice in getattr(words, name):
                yield from dangling(choice, f'choice in "{name}"', wanted)


def languages_speak_to_young_people(content: Content, known: Known) -> Iterator[Problem]:
    """A language has every heading and sentence of the young people's edition, with what is filled in, and whole phrases."""
    for words in content.languages.values():
        for name, wanted, held in (("young_headings", story.SECTIONS, words.young_headings), ("young", YOUNG, words.young)):
            place = next(map(place_of, held), words.place)
            yield from (Problem(place, f'"{name}" has no words for {quoted(one)}') for one in wanted if one not in held)
            for one in held:
                yield from dangling(one, f'entry in "{name}"', list(wanted))
        for one, sentence in words.young.items():
            for filled in phrases.FILLED_IN.findall(sentence) if one in YOUNG else ():
                if filled not in YOUNG[one]:
                    known_here = ", ".join(f"{{{name}}}" for name in YOUNG[one]) or "nothing"
                    yield Problem(place_of(sentence), f"nothing is filled into {{{filled}}} here; what is: {known_here}")
            yield from _lacking(one, sentence)
        for phrase in (*words.blame, *words.addressing, *words.few):
            if fault := phrases.fault(phrase):
                yield Problem(place_of(phrase), fault)


def translations_have_their_own_title(content: Content, known: Known) -> Iterator[Problem]:
    """A language that something is told in too is not left with the title of the portal's own, or two pages would have it."""
    own, files = content.languages.get(portal_language(content)), {path.rpartition("/")[2] for path in content.files}
    for language, words in content.languages.items():
        title = words.young.get("title", "")
        if own and words is not own and f"young-people.{language}.md" in files and title == own.young.get("title"):
            yield Problem(place_of(title, words.place), f"this is not put into {language} yet: {quoted(title)} is the title of the portal's own language")


DISPENSABLE = {
    "kind": ("place",), "later": ("place",), "footer": ("title",), "grade-here": ("place",), "grade-digit": ("best",), "over-the-years": ("place",),
    "letter-dear": ("place",), "letter-about": ("place",), "letter-about-undated": ("place",), "letter-from": ("title",), "letter-signed": ("title",),
}
"""What a sentence of the young people's edition may do without: it is told beside it, or is no fact. It keeps the rest of what is filled in."""


def _lacking(name: str, sentence: str) -> Iterator[Problem]:
    """What a sentence leaves out that nobody could do without: who says where to ring must say the number."""
    there, wanted = phrases.FILLED_IN.findall(sentence), YOUNG.get(name, ())
    for gap in wanted if set(there) <= set(wanted) else ():  # else one is misspelt, which is told
        if gap not in there and gap not in DISPENSABLE.get(name, ()):
            yield Problem(place_of(sentence), f"this sentence has to hold {{{gap}}}, which is filled in there")


def icons_are_drawn(content: Content, known: Known) -> Iterator[Problem]:
    """Icons that topics and areas name are in the sprite."""
    found = [area.icon for framework in content.frameworks.values() for area in areas(framework)]
    for icon in [*found, *(topic.icon for topic in content.topics.values())]:
        if known.icons:
            yield from dangling(icon, "drawn icon", known.icons)


def checked_lines_say_by_whom(content: Content, known: Known) -> Iterator[Problem]:
    """The day a help line was checked and who did it stand together; so do a day and a way for young people to answer."""
    lines: list[HelpLine | AnswerRoute] = []
    for settings in content.settings.values():
        lines += [*settings.help_lines, *settings.answer_routes]
    for line in lines:
        if (line.checked is None) != (line.checked_by is None):
            yield Problem(line.place, "checked and checked_by stand together: the day, and the role of who rang it or read the owner's page")


def help_lines_can_be_reached(content: Content, known: Known) -> Iterator[Problem]:
    """A help line has a number to ring or a page of its own."""
    for settings in content.settings.values():
        for line in settings.help_lines:
            if line.number is None and line.address is None:
                yield Problem(line.place, 'a help line needs a "number" to ring or the "address" of its own page')


def choices(record: type[Record], field: str) -> tuple[str, ...]:
    """The words a field of a record may hold."""
    hint = get_type_hints(record)[field]
    return get_args(next((option for option in get_args(hint) if get_origin(option) is Literal), hint))


CHOICES = {
    "coverage": choices(Inspection, "coverage"),
    "answers": (*choices(Answer, "answer"), "none-published"),
    "progress": (*choices(Progress, "state"), "no-public-evidence"),
    "standings": choices(Judgement, "standing"),
    "tellings": choices(Telling, "state"),
    "comparisons": choices(Comparison, "may"),
}
"""Mappings of a language file, and what each has words for."""

CHOICES_OF_DATA = {
    "placings": choices(Action, "placed"),
    "intervals": choices(Action, "every"),
    "papers": (INSPECTION, PLAN),
    "voices": (COUNCIL, INSPECTORS),
}
"""Mappings that only the data files show, and what each may have words for: a language may do without."""


def portal_kinds_are_its_own(content: Content, known: Known) -> Iterator[Problem]:
    """Kinds of finding that portal.yaml singles out are kinds it lists."""
    for settings in content.settings.values():
        for kind in (*settings.improvement_kinds, *settings.strength_kinds, *settings.weakness_kinds):
            yield from dangling(kind, "kind of finding", settings.finding_kinds)


def frameworks_are_whole(content: Content, known: Known) -> Iterator[Problem]:
    """Areas and steps are unique, and what a framework names it has."""
    for framework in content.frameworks.values():
        found = list(areas(framework))
        yield from twice([area.id for area in found], "area")
        yield from twice([band.id for band in framework.time_bands], "time band")
        yield from twice([element.id for element in framework.plan_elements], "plan element")
        for area in found:
            yield from dangling(area.scale, "scale", framework.scales)
            for settings in content.settings.values():
                yield from dangling(area.theme, "theme", settings.themes)
            if area.only and not area.theme:
                yield Problem(place_of(area.only), '"only" says how an area differs from others in the row of its theme; this one has no theme')
        for scale in framework.scales.values():
            yield from _scale_faults(scale)
        for area_id in framework.headline:
            yield from dangling(area_id, "area", {area.id for area in found})
        for comparison in framework.compare:
            yield from dangling(comparison.framework, "framework", known.frameworks)
        yield from dangling(framework.source, "source", known.sources)


def plan_elements_are_asked_by_one_item(content: Content, known: Known) -> Iterator[Problem]:
    """Where an inspection says what plans must hold, the recommendation is named and there."""
    for framework in content.frameworks.values():
        asked_by = framework.plan_elements_asked_by
        if asked_by is not None:
            yield from dangling_item(asked_by, known)
            if "#" not in asked_by:
                yield Problem(place_of(asked_by), f"it is one recommendation that asks: {asked_by}#its-id")


def comparisons_agree(content: Content, known: Known) -> Iterator[Problem]:
    """A framework compares itself once with each other one, never with itself, and two that speak of each other say the same."""
    for name, framework in content.frameworks.items():
        yield from twice([one.framework for one in framework.compare], "comparison with")
        for one in framework.compare:
            other = content.frameworks.get(one.framework)
            theirs = next((back for back in other.compare if back.framework == name), None) if other else None
            if one.framework == name:
                yield Problem(place_of(one.framework), "a framework is not compared with itself")
            elif theirs and theirs.may != one.may:
                yield Problem(place_of(one.may, one.place), f"it says {quoted(one.may)}, and {one.framework} says {quoted(theirs.may)} of the same two")


def _scale_faults(scale: Scale) -> Iterator[Problem]:
    if not scale.steps:
        yield Problem(scale.place, "a scale needs its steps, the best first")
    yield from twice([step.id for step in scale.steps], "step")
    yield from twice([step.printed for step in scale.steps if step.printed], "printed grade")


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
        start, end = authority.start, authority.end
        if start and end and start.spans and end.spans and end.spans[-1].last < start.spans[0].first:
            yield Problem(end.place, f"it ends ({end.words}) before it begins ({start.words})")


def names_tell_apart(content: Content, known: Known) -> Iterator[Problem]:
    """No two authorities, topics or frameworks have one name, unless it is told that one of two authorities ended, or when each did."""
    authorities = {name: (one.name, one.end.words if one.end else "") for name, one in content.authorities.items()}
    yield from _alike(authorities, 'say in one of them when it ended ("to:"), or give it a name of its own')
    for named in (content.topics, content.frameworks):
        yield from _alike({name: (one.name, "") for name, one in named.items()}, "give one of them a name of its own")


def _alike(names: Mapping[str, tuple[str, str]], what_to_do: str) -> Iterator[Problem]:
    """A problem for each name that stood before, with what else is told beside it."""
    seen: dict[tuple[str, str], str] = {}
    for name, (written, beside) in sorted(names.items()):
        first = seen.setdefault((written.casefold(), beside), name)
        if first != name:
            yield Problem(place_of(written), f"{quoted(first)} is called {quoted(written)} too: {what_to_do}")


def evidence_is_of_what_is_here(content: Content, known: Known) -> Iterator[Problem]:
    """What was traced is still here, and no more was found than there is."""
    for evidence in content.evidence.values():
        for source in evidence.texts:
            yield from dangling(source, "source", known.sources)
        found: tuple[tuple[str, Mapping[str, Traced | Counted], Collection[str]], ...] = (
            ("inspection", evidence.inspections, known.inspections), ("plan", evidence.plans, known.plans), ("source", evidence.papers, known.sources))
        for kind, entries, there in found:
            for name, one in entries.items():
                yield from dangling(name, kind, there)
                if not (one.proved.isdecimal() and one.of.isdecimal() and int(one.proved) <= int(one.of)):
                    yield Problem(place_of(one.proved), f"{quoted(one.proved)} of {quoted(one.of)}: two numbers were expected, the first not greater")


def glossary_forms_mean_one_thing(content: Content, known: Known) -> Iterator[Problem]:
    """A written form belongs to one term."""
    yield from twice([form for term in content.glossary.values() for form in (term.term, *term.also)], "word")
