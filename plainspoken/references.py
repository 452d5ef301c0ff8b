"""Content -> the ids that exist, and one problem for each reference that leads nowhere.

A reference to a file that is there but faulty is not dangling: its own faults are told, not their echoes.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from plainspoken import story
from plainspoken.content import Content
from plainspoken.dates import Dates
from plainspoken.fields import RESERVED, RefText
from plainspoken.markdown import references as markdown_references
from plainspoken.plans import Plan
from plainspoken.problems import NOWHERE, Place, Problem, Text, did_you_mean, quoted
from plainspoken.recall import remembered
from plainspoken.record import Record
from plainspoken.records import Inspection, Judgement, Numbered
from plainspoken.reference import Area, Framework, Scale
from plainspoken.settings import Interface
from plainspoken.story import Story


def called(inspection: Inspection, framework: Framework) -> str:
    """What an inspection is called."""
    return str(inspection.title or framework.title or framework.name)


def when(inspection: Inspection, framework: Framework) -> Dates | None:
    """When it was: the visit, else the publication, else what came of it, else its framework's one year."""
    opened = (outcome.opened for outcome in inspection.outcomes)
    years = framework.years if framework.years and framework.years.iso else None
    return inspection.visited or inspection.published or next(filter(None, opened), None) or years


def is_before(one: Dates, other: Dates) -> bool:
    """Was one over before the other began?"""
    return bool(one.spans and other.spans) and one.spans[-1].last < other.spans[0].first


@dataclass(frozen=True)
class Told:
    """One young-people.md, taken apart."""

    key: tuple[str, str]
    file: str
    language: str
    """A file of languages/."""
    words: Interface
    """Of that language."""
    text: str
    story: Story
    problems: list[Problem]
    """Of its form."""

    def place(self, block: Text, words: str) -> Place:
        """Where words of a block stand in the file."""
        return story.place_in(self.text.split("\n"), block.place, words)


@dataclass(frozen=True, slots=True)
class Names:
    """What there is, readable or not, by the files of a content folder."""

    authorities: Collection[str]
    frameworks: Collection[str]
    sources: Collection[str]
    inspections: Collection[str]
    """authority/inspection of each."""
    plans: Collection[str]
    """authority/inspection of each inspection that a plan answers."""


def names(files: Iterable[str]) -> Names:
    """What files, by their paths below the folder, hold."""
    found: dict[str, set[str]] = {"authorities": set(), "frameworks": set(), "sources": set(), "inspection.yaml": set(), "plan.yaml": set()}
    for path in files:
        parts = path.split("/")
        if len(parts) == 2 and parts[0] in found and (name := _meant(parts[1])).endswith(".yaml"):
            found[parts[0]].add(name.removesuffix(".yaml"))
        elif len(parts) == 4 and parts[0] == "inspections" and (name := _meant(parts[3])) in found:
            found[name].add(f"{_meant(parts[1])}/{_meant(parts[2])}")
    return Names(*({name for name in those if RefText.PATTERN.fullmatch(name)} for those in found.values()))


def _meant(name: str) -> str:
    """The name that a file of a wrong one was meant to have: it is told of where it is, and is not missing besides."""
    name = name.lower()
    return f"{name.removesuffix('.yml')}.yaml" if name.endswith(".yml") else name


class Known:
    """Which ids can be pointed at."""

    def __init__(self, content: Content, folder: str, icons: Collection[str] = (), there: Names | None = None) -> None:
        self.content = content
        self.folder = folder
        """The content folder's name, as messages show it."""
        self.icons = icons
        """Names of the drawn icons; empty when none is checked."""
        self.there = there or names(content.files)
        self._items: dict[str, dict[str, Record]] = {}

    @property
    def authorities(self) -> Collection[str]:
        """Ids of authorities."""
        return self.there.authorities

    @property
    def frameworks(self) -> Collection[str]:
        """Ids of frameworks."""
        return self.there.frameworks

    @property
    def sources(self) -> Collection[str]:
        """Ids of sources."""
        return self.there.sources

    @property
    def inspections(self) -> Collection[str]:
        """authority/inspection of every inspection."""
        return self.there.inspections

    @property
    def plans(self) -> Collection[str]:
        """authority/inspection of every inspection that a plan answers."""
        return self.there.plans

    @property
    def topics(self) -> Collection[str]:
        """Ids of topics; empty with a faulty topics.yaml, when none is checked."""
        return self.content.topics

    def items(self, name: str) -> dict[str, Record]:
        """The items of an inspection and its plan by id, as far as they could be read."""
        if name not in self._items:
            inspection, plan, items = self.inspection(name), self.plan(name), dict[str, Record]()
            for item in numbered(inspection) if inspection else ():
                items.setdefault(item.id, item)
            for answer in plan.answers if plan else ():
                items.update({action.id: action for action in answer.actions})
            items.update({figure.id: figure for figure in plan.figures} if plan else {})
            self._items[name] = items
        return self._items[name]

    @cached_property
    def stories(self) -> dict[tuple[str, ...], Told]:
        """Every young-people.md whose language has its words, by authority, inspection and, for a translation, language."""
        found = {}
        for key, text in sorted(self.content.stories.items()):
            language = key[2] if len(key) == 3 else portal_language(self.content)
            words = self.content.languages.get(language)
            if words and set(story.SECTIONS) <= set(words.young_headings):
                told, problems = story.read(text, text.place.file, words.young_headings)
                found[key] = Told((key[0], key[1]), text.place.file, language, words, text, told, problems)
        return found

    def inspection(self, name: str) -> Inspection | None:
        """The inspection of a name like haven/review-2007, when it could be read."""
        return self.content.inspections.get(key_of(name))

    def plan(self, name: str) -> Plan | None:
        """The plan that answers it, when it could be read."""
        return self.content.plans.get(key_of(name))

    def whole(self, name: str) -> bool:
        """Could all that has an id in an inspection and its plan be read, so that what is not there is nowhere?"""
        return self.inspection(name) is not None and (self.plan(name) is not None or name not in self.plans)


def key_of(name: str) -> tuple[str, str]:
    """The key of an inspection's name: authority/inspection."""
    authority, _, inspection = name.partition("/")
    return authority, inspection


def portal_language(content: Content) -> str:
    """The file of languages/ that the portal is written in; empty where it cannot be told."""
    tags = [tag for settings in content.settings.values() for tag in (settings.language, settings.language.partition("-")[0])]
    return next((tag for tag in tags if tag in content.languages), "")


def numbered(inspection: Inspection) -> Iterator[Numbered]:
    """The items of an inspection that carry an id, in the order of its file's lists."""
    yield from inspection.findings
    yield from inspection.recommendations
    yield from inspection.figures


def place_of(value: str, otherwise: Place = NOWHERE) -> Place:
    """Where a value was written, when it still knows."""
    return value.place if isinstance(value, Text) else otherwise


def dangling(value: str | None, kind: str, known: Collection[str]) -> Iterator[Problem]:
    """A problem when the value is none of the known ids."""
    if value is not None and value not in known:
        yield Problem(place_of(value), f"there is no {kind} {quoted(value)}{did_you_mean(value, known)}")


def dangling_item(value: str, known: Known) -> Iterator[Problem]:
    """A problem when authority/inspection#id leads nowhere."""
    inspection, _, item = value.partition("#")
    if inspection not in known.inspections:
        yield from dangling(Text(inspection, place_of(value)), "inspection", known.inspections)
    elif item and (held := known.inspection(inspection)):
        ids = {one.id for one in numbered(held)}
        if item not in ids:
            yield Problem(place_of(value), f"{inspection} has nothing with the id {quoted(item)}{did_you_mean(item, ids)}")


def twice(ids: list[str], kind: str) -> Iterator[Problem]:
    """A problem for each id that stood before."""
    seen = set()
    for found in ids:
        if found in seen:
            yield Problem(place_of(found), f"the {kind} {quoted(found)} stands twice")
        seen.add(found)


@remembered
def areas(framework: Framework) -> tuple[Area, ...]:
    """Every area of a framework, outer before inner, in order."""
    return tuple(area for outer in framework.areas for area in within(outer))


def within(area: Area) -> Iterator[Area]:
    """An area and all that it holds, however deep."""
    yield area
    for inner in area.areas:
        yield from within(inner)


def scale_of(judgement: Judgement, framework: Framework) -> Scale | None:
    """The scale a judgement's grade stands on: its own, its area's, or the framework's first; None where one is misspelt."""
    return framework.scales.get(scale_id(judgement, framework))


def scale_id(judgement: Judgement, framework: Framework) -> str:
    """The id of that scale; empty where a framework has none."""
    return judgement.scale or _scales(framework).get(judgement.area, "")


@remembered
def _scales(framework: Framework) -> dict[str, str]:
    """The scale of each area, by id."""
    return {area.id: area.scale or next(iter(framework.scales), "") for area in areas(framework)}


def in_markdown(text: str, known: Known) -> Iterator[Problem]:
    """Problems of links to records in a Markdown file's text."""
    reachable = {"authority": known.authorities, "framework": known.frameworks, "source": known.sources,
                 "topic": known.topics, "page": RESERVED}
    for link in markdown_references(text, place_of(text).file):
        kind, _, target = link.partition(":")
        there = Text(target, link.place)
        if kind == "inspection":
            yield from dangling_item(there, known)
        elif kind != "topic" or known.topics:
            yield from dangling(there, kind, reachable[kind])
