"""A story and the records it rests on -> what pages for young people show: lines with pictures, steps, dates, hard words.

The words around them come from the language file of the page, never from here.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

from plainspoken import grades, markdown, phrases, readability, urls
from plainspoken.plans import Action, Answer, Plan
from plainspoken.portal import Card, Statement, area_of
from plainspoken.recall import remembered
from plainspoken.records import Inspection, Judgement
from plainspoken.refer import Reference
from plainspoken.reference import Framework, Scale, Term
from plainspoken.references import numbered, scale_id, scale_of
from plainspoken.settings import HelpLine, Interface
from plainspoken.sheet import Cite, Sheet
from plainspoken.story import SECTIONS_OF_A_RECORD, Point, Story
from plainspoken.tellings import Edition

ON_A_POSTER = 3
"""Points of each kind on a poster: few words."""

POSTER, LETTER = (60, 100), (60, 150, 180)
"""Words of its lines up to which a sheet is set in the largest type, the usual, and one smaller; beyond, in the smallest it has."""

FEW = 3
"""Points below which a page says how little is known."""

PICTURE = "speech"
"""Of a point whose topics and area name none."""


@dataclass(frozen=True)
class Tale:
    """All that page, poster and letter of one inspection are made of, in one language."""

    card: Card
    inspection: Inspection
    plan: Plan | None
    edition: Edition
    story: Story
    language: str
    versions: tuple[str, ...]
    """Every language it is told in, the portal's own first."""
    statements: dict[str, tuple[Statement, ...]]
    """What papers say has become of each thing asked for, by its id."""
    asked: tuple[str | None, ...]
    """The time band of each thing that was asked for."""
    later: str
    """The year of the last inspection of the same place after this one; empty where none is known."""

    @property
    def tag(self) -> str:
        """How addresses name its language: the portal's own is not named."""
        return "" if self.language == self.versions[0] else self.language

    @cached_property
    def answers(self) -> dict[str, Answer]:
        """The answer that each action of the plan belongs to, by the action's id."""
        return {action.id: answer for answer in (self.plan.answers if self.plan else ()) for action in answer.actions}

    @cached_property
    def items(self) -> dict[str, Any]:
        """What a point may rest on, by its id: items of the inspection, figures and actions of the plan."""
        figures, answers = self.plan.figures if self.plan else (), self.plan.answers if self.plan else ()
        return {item.id: item for item in (*numbered(self.inspection), *figures, *(action for answer in answers for action in answer.actions))}


class PointView(NamedTuple):
    """A point ready to be shown."""

    icon: str
    line: str
    rest: str
    hard: tuple[tuple[str, str], ...]
    """(hard word, what it means), where the page first uses it."""
    due: str
    """Until when it was promised, in a sentence; empty where no date is told."""
    since: str
    """What has become of it, in a sentence; empty where no later paper tells."""
    cites: tuple[Cite, ...]
    href: str
    """The item it rests on first, on the page for adults."""


class StepView(NamedTuple):
    """A step of a drawn scale."""

    word: str
    here: bool


class GradeView(NamedTuple):
    """A grade on its scale, and the areas that got it."""

    steps: tuple[StepView, ...]
    areas: str
    of: str
    """What it was for, in a sentence."""
    here: str
    """What the flag on the step says."""
    word: str
    meaning: str
    """What the grade meant then, in a sentence that names it."""
    printed: str
    """The digit, and which was the best, in a sentence."""


@remembered
def _forms(glossary: Mapping[str, Term]) -> dict[str, dict[str, str]]:
    """By language: every written form of the hard words that it explains -> their ids."""
    languages = dict.fromkeys(language for term in glossary.values() for language in term.young)
    return {language: {form: name for name, term in glossary.items() if language in term.young for form in (term.term, *term.also)}
            for language in languages}


_NONE: dict[str, str] = {}
"""The forms of a language that explains no hard word; one and the same, as the others are."""


@dataclass
class Speaker:
    """The words of one page: sentences of its language, and hard words explained where they first stand."""

    sheet: Sheet
    language: str
    marker: markdown.Marker = field(init=False)

    def __post_init__(self) -> None:
        self.marker = markdown.Marker(_forms(self.reference.glossary).get(self.language, _NONE), lambda name: "")

    @property
    def reference(self) -> Reference:
        """What the page may look up."""
        return self.sheet.reference

    @property
    def words(self) -> Interface:
        """The words of the interface in its language."""
        return self.reference.languages[self.language]

    def say(self, sentence: str, **filled: object) -> str:
        """A sentence of the language file, filled in."""
        return phrases.filled(self.words.young[sentence], filled)

    def hard(self, words: str) -> tuple[tuple[str, str], ...]:
        """Hard words that a text is the first to use on its page, each with its meaning; one in the plural stands as the glossary has it."""
        terms = [(form, self.reference.glossary[name]) for form, name in self.marker.first(words)]
        return tuple((term.term if form.lower().startswith(term.term.lower()) else form, term.young[self.language]) for form, term in terms)

    def listed(self, words: Iterable[str]) -> str:
        """Several things as a sentence has them: "a, b and c"."""
        *first, last = dict.fromkeys(words)
        return f"{', '.join(first)} {self.words.young['and']} {last}" if first else last

    def name(self, card: Card) -> str:
        """What was checked, in a few words; the official name where there are none."""
        return self.reference.frameworks[card.framework].young_name.get(self.language, card.title)

    def place(self, name: str) -> str:
        """An authority's name in the language of the page."""
        one = self.reference.authorities[name]
        return one.names.get(self.language, one.name)

    def area(self, framework: Framework, name: str) -> str:
        """What an area is called for young people."""
        area = area_of(framework, name)
        return area.young.get(self.language) or area.short or area.title


def point(speaker: Speaker, tale: Tale, one: Point, promised: bool) -> PointView:
    """A point with its picture, its date where it was promised, what became of it and its places in the papers."""
    items, answers = tale.items, tale.answers
    found = [items[name] for name in one.rests_on if name in items]
    areas = [judgement for name in one.rests_on if name not in items for judgement in tale.inspection.judgements if judgement.area == name]
    whole = [item for name in one.rests_on if name in SECTIONS_OF_A_RECORD for item in getattr(tale.inspection, name)]
    first = one.rests_on[0]
    href = urls.plan(tale.card.key, answers[first].recommendation) if first in answers else urls.inspection(
        tale.card.key, first if first in items else "judgements" if areas else first)
    names = [*one.rests_on, *(answers[name].recommendation for name in one.rests_on if name in answers)]
    return PointView(
        _picture(speaker.reference, tale, [*found, *areas]), one.line, one.rest, speaker.hard(one.words),
        _due(speaker, found) if promised else "", _since(speaker, tale, names),
        tuple(dict.fromkeys(_cites(speaker.sheet, tale, [*found, *areas, *whole], answers))), speaker.sheet.to(href))


def size(points: Iterable[PointView]) -> int:
    """How many words stand in the lines of points."""
    return sum(readability.count_words(one.line) for one in points)


def _picture(reference: Reference, tale: Tale, items: Iterable[Any]) -> str:
    """The icon of the first topic that has one, else of the first area."""
    items, framework = list(items), reference.frameworks[tale.card.framework]
    topics = [reference.topics[topic].icon for item in items for topic in getattr(item, "topics", ())]
    areas = [area_of(framework, item.area).icon for item in items if getattr(item, "area", None)]
    return next(filter(None, [*topics, *areas]), PICTURE)


def _due(speaker: Speaker, items: Iterable[Any]) -> str:
    """Until when all of it was promised: the latest date of its actions."""
    dated = [(due.spans[-1].last, due.words, item.placed) for item in items if isinstance(item, Action) and (due := item.due) and due.spans]
    if not dated:
        return ""
    _, when, placed = max(dated)
    return speaker.say("promised-unclear" if placed == "unclear" else "promised-by", when=when)


def _since(speaker: Speaker, tale: Tale, names: Iterable[str]) -> str:
    """The newest that any paper says of what a point rests on; of several of one day, of what it names first."""
    newest = max((one for name in dict.fromkeys(names) for one in tale.statements.get(name, ())), key=lambda one: one.on.sort, default=None)
    if newest is None:
        return ""
    who = "council-" if newest.council else "inspectors-"
    sentence = f"since-{who}{newest.state}" if newest.state in {"not-started", "under-way"} else f"since-{newest.state}"
    return speaker.say(sentence, when=newest.on.words)


def _cites(sheet: Sheet, tale: Tale, items: Iterable[Any], answers: dict[str, Answer]) -> Iterator[Cite]:
    """The places of items in their papers; what stands in a plan is in the plan's."""
    planned = {id(figure) for figure in tale.plan.figures} if tale.plan else set()
    for item in items:
        main = tale.plan.source if tale.plan and (isinstance(item, Action) or id(item) in planned) else tale.inspection.source
        where = item.where or answers[item.id].where
        yield from sheet.cite(getattr(item, "source", None) or main, where)


def told_grades(speaker: Speaker, tale: Tale) -> tuple[list[GradeView], list[tuple[str, str, bool]]]:
    """The headline grades, or where none is known all that are, on their scales, those of one step together; and of the others (area,
    words, whether they are the paper's own, on no scale).
    """
    framework = speaker.reference.frameworks[tale.card.framework]
    steps: dict[tuple[str, str], list[Judgement]] = {}
    loose = []
    given = [one for one in tale.card.headline if one.decided]
    for one in given or [one for one in tale.inspection.judgements if one.grade]:
        if one.grade and scale_of(one, framework):
            steps.setdefault((scale_id(one, framework), one.grade), []).append(one)
        elif one.words or one.counts:
            loose.append((speaker.area(framework, one.area), grades.say(one, framework, speaker.reference).word, one.counts is None))
    where = speaker.say("grade-here", place=speaker.place(tale.card.key[0]))
    return [_grade(speaker, framework, (framework.scales[scale], grade), ones, where) for (scale, grade), ones in steps.items()], loose


def _grade(speaker: Speaker, framework: Framework, on: tuple[Scale, str], ones: list[Judgement], where: str) -> GradeView:
    scale, step = on[0], grades.step_of(*on)[1]
    steps = tuple(StepView(one.short or one.label, one is step) for one in scale.steps)
    printed = step.printed and all(one.given != "words" for one in ones)
    digit = speaker.say("grade-digit", digit=step.printed, best=scale.steps[0].printed or scale.steps[0].label) if printed else ""
    areas = speaker.listed(speaker.area(framework, one.area) for one in ones)
    return GradeView(steps, areas, speaker.say("grade-of", areas=areas), where, step.short or step.label, step.young.get(speaker.language, ""), digit)


class HelpView(NamedTuple):
    """Somebody to talk to."""

    name: str
    about: str
    number: str
    dial: str
    address: str
    checked: str
    """The day it was checked and by whom, or that it was not."""


def help_line(speaker: Speaker, one: HelpLine) -> HelpView:
    """A help line ready to be shown."""
    checked = speaker.say("checked", when=one.checked.words, who=one.checked_by or "") if one.checked else speaker.say("not-checked")
    return HelpView(one.name, one.about, one.number or "", "".join(filter(str.isdigit, one.number or "")), one.address or "", checked)


def versions(speaker: Speaker, tale: Tale, sheet: str = "") -> list[tuple[str, str, str, bool]]:
    """The languages a story is told in: (name, tag, address, whether it is this one); none where there is only one."""
    known = speaker.reference.languages
    found = [(known[one].name, one, speaker.sheet.to(urls.story(tale.card.key, "" if one == tale.versions[0] else one, sheet)), one == tale.language)
             for one in tale.versions]
    return found if len(found) > 1 else []


def later(speaker: Speaker, tale: Tale) -> str:
    """That inspectors came again, in a sentence; empty where they are not known to have."""
    return speaker.say("later", place=speaker.place(tale.card.key[0]), year=tale.later) if tale.later else ""
