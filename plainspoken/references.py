"""Content -> the ids that exist, and one problem for each reference that leads nowhere.

A reference to a file that is there but faulty is not dangling: its own faults are told, not their echoes.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cached_property

from plainspoken import story
from plainspoken.content import Content
from plainspoken.fields import RESERVED
from plainspoken.markdown import references as markdown_references
from plainspoken.problems import NOWHERE, Place, Problem, Text, did_you_mean, quoted
from plainspoken.recall import remembered
from plainspoken.record import Record
from plainspoken.records import Inspection, Judgement, Numbered
from plainspoken.reference import Area, Framework, Scale
from plainspoken.settings import Interface
from plainspoken.story import Story


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


class Known:
    """Which ids can be pointed at."""

    def __init__(self, content: Content, folder: str, icons: Collection[str] = ()) -> None:
        self.content = content
        self.folder = folder
        """The content folder's name, as messages show it."""
        self.icons = icons
        """Names of the drawn icons; empty when none is checked."""

    def _files(self, pattern: str) -> set[str]:
        found = (re.fullmatch(pattern, name) for name in self.content.files)
        return {"/".join(match.groups()) for match in found if match}

    @cached_property
    def authorities(self) -> set[str]:
        """Ids of authorities."""
        return self._files(r"authorities/([^/]+)\.yaml")

    @cached_property
    def frameworks(self) -> set[str]:
        """Ids of frameworks."""
        return self._files(r"frameworks/([^/]+)\.yaml")

    @cached_property
    def sources(self) -> set[str]:
        """Ids of sources."""
        return self._files(r"sources/([^/]+)\.yaml")

    @cached_property
    def inspections(self) -> set[str]:
        """authority/inspection of every inspection."""
        return self._files(r"inspections/([^/]+)/([^/]+)/inspection\.yaml")

    @cached_property
    def plans(self) -> set[str]:
        """authority/inspection of every inspection that a plan answers."""
        return self._files(r"inspections/([^/]+)/([^/]+)/plan\.yaml")

    @property
    def topics(self) -> Collection[str]:
        """Ids of topics; empty with a faulty topics.yaml, when none is checked."""
        return self.content.topics

    @cached_property
    def items(self) -> dict[str, dict[str, Record]]:
        """Of each inspection that could be read: its items by id, those of its plan too."""
        found: dict[str, dict[str, Record]] = {}
        for (authority, name), inspection in self.content.inspections.items():
            items: dict[str, Record] = {}
            for item in numbered(inspection):
                items.setdefault(item.id, item)
            plan = self.content.plans.get((authority, name))
            for answer in plan.answers if plan else ():
                items.update({action.id: action for action in answer.actions})
            items.update({figure.id: figure for figure in plan.figures} if plan else {})
            found[f"{authority}/{name}"] = items
        return found

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
        authority, _, inspection = name.partition("/")
        return self.content.inspections.get((authority, inspection))

    def whole(self, name: str) -> bool:
        """Could all that has an id in an inspection and its plan be read, so that what is not there is nowhere?"""
        authority, _, inspection = name.partition("/")
        plan_is_read = (authority, inspection) in self.content.plans or f"inspections/{name}/plan.yaml" not in self.content.files
        return name in self.items and plan_is_read


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
    return framework.scales.get(judgement.scale or _scales(framework).get(judgement.area, ""))


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
