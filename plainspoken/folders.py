"""An inspection's folder -> its records and what other pages need to know of it, or what is wrong with it.

A worker reads a folder, holds it to every rule of one inspection and hands back bytes, without places: the records for
the pages about it, and an entry for the indexes. The same files, and the same of all it looked at beyond its own, give
the same; so they are read once.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, NamedTuple

from plainspoken import codec, content, facets, gateway, portal, withdrawn
from plainspoken.appearances import spoken_of
from plainspoken.checks import OF_EACH
from plainspoken.content import Content
from plainspoken.plans import Plan
from plainspoken.portal import Card
from plainspoken.problems import Problem
from plainspoken.records import Figure, Inspection
from plainspoken.refer import Key
from plainspoken.references import Known, Names, key_of, portal_language
from plainspoken.story import Story
from plainspoken.survey import hash_of, together

AUTHORITY, SOURCE = "authority:", "source:"


@dataclass(frozen=True, slots=True)
class Held:
    """The records of a folder."""

    inspection: Inspection
    plan: Plan | None
    summary: str
    tales: dict[str, Story]
    """What its young-people.md tells, by language, the portal's own first."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What the indexes of the whole portal need to know of a folder."""

    card: Card
    told: bool
    """It has a story."""
    day: str
    """ISO day when it was added or last changed."""
    spoken: tuple[str, str]
    """The topics it speaks of, and those that its plan does; with spaces between them, since a portal holds many."""
    lists: str
    """The lists of areas and topics across kinds of inspection that it stands in, likewise."""
    shared: bytes
    """Shared, encoded; empty where there is none of it."""
    cited: str
    """The papers that it and its plan name, with spaces between them."""
    withdrawn: bool

    @property
    def planned(self) -> bool:
        """It has a plan."""
        return self.card.plan is not None

    @property
    def counted(self) -> tuple[Any, ...]:
        """All of it that tells in which lists it stands, which concerns are followed, and what it is called."""
        card = self.card
        return (card.also, card.title, card.framework, card.date, facets.takes_room(card), self.spoken, self.lists, self.withdrawn)

    @property
    def referred(self) -> tuple[Any, ...]:
        """All of it that what any page may look up is made of."""
        return (self.counted, self.cited, self.shared)


class Shared(NamedTuple):
    """Of the records of a folder what rules about several inspections ask of: former ids, and figures of a series."""

    inspection: Inspection
    plan: Plan | None


class Examined(NamedTuple):
    """What came of reading one folder."""

    name: str
    """authority/inspection."""
    hash: bytes
    """Stands for its files."""
    problems: list[Problem]
    held: bytes = b""
    """Held, and the Entry, encoded; empty where something is wrong."""
    entry: bytes = b""
    beyond: tuple[str, ...] = ()
    """What was looked for elsewhere: other inspections by name, and authorities and papers by name after what they are."""
    read: tuple[tuple[str, bytes], ...] = ()
    """What stands for the files of those inspections as they were read for it: they may have changed since they were read for themselves."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a folder is held against: all that is written once, and which other folders there are."""

    folder: Path
    content: Content
    """Without inspections."""
    there: Names
    listed: Mapping[str, Sequence[str]]
    """The files of each folder, by the inspection's name."""


def examine(name: str, around: Surroundings) -> Examined:
    """Read and check one folder. Raises Stop (3) when the disk refuses."""
    mine, found, problems = read(name, around)
    near = Nearby(around, name, mine)
    files = frozenset({*around.content.files, *(f"inspections/{name}/{file}" for file in around.listed[name])})
    one = replace(around.content, inspections=mine.inspections, plans=mine.plans, summaries=mine.summaries, stories=mine.stories, files=files)
    near.content = one
    problems += [problem for rule in OF_EACH for problem in rule(one, near)]
    key = key_of(name)
    if problems or key not in one.inspections or not _has_its_place(one.inspections[key], around.content):
        return Examined(name, found, problems)
    held = Held(one.inspections[key], one.plans.get(key), str(one.summaries.get(key, "")), {told.language: told.story for told in near.stories.values()})
    codec.forget_places((held, *held.tales.values()))
    return Examined(name, found, [], codec.encode(held), codec.encode(entry(key, held, around.content)), tuple(sorted(near.asked - {name})),
                    tuple(near.others.hashes.items()))


def _has_its_place(inspection: Inspection, base: Content) -> bool:
    """Whether the files a folder is told by could be read; their faults are told elsewhere."""
    return inspection.framework in base.frameworks and bool(portal_language(base))


def read(name: str, around: Surroundings, records: bool = False) -> tuple[Content, bytes, list[Problem]]:
    """What stands in a folder, what stands for its files, and what is wrong with their form; with `records` its texts are not looked into."""
    found, hashes, problems = Content(), dict[str, bytes](), list[Problem]()
    for file in around.listed[name]:
        shown = f"{around.folder.name}/inspections/{name}/{file}"
        data, faults = gateway.read_bytes(f"{around.folder}/inspections/{name}/{file}", shown)
        hashes[file] = hash_of(data, faults)
        if file.endswith(".yaml") or not records:
            problems += faults or content.read_file(found, around.folder, shown, data)
    return found, together(hashes), problems


def entry(key: Key, held: Held, base: Content) -> Entry:
    """What the indexes need to know. `base` holds the framework."""
    inspection, plan = held.inspection, held.plan
    made = portal.card(key, inspection, replace(base, plans={key: plan} if plan else {}))
    framework = base.frameworks[inspection.framework]
    shares = inspection.was or any(figure.series for figure in (*inspection.figures, *(plan.figures if plan else ())))
    return Entry(made, bool(held.tales), portal.day(inspection, plan), _apart(spoken_of(inspection, plan)),
                 facets.about(inspection, plan, framework), codec.encode(_shared(inspection, plan)) if shares else b"",
                 " ".join(sorted(withdrawn.cites(inspection, plan))),
                 inspection.withdrawn is not None)


def _apart(spoken: tuple[tuple[str, ...], tuple[str, ...]]) -> tuple[str, str]:
    inspection, plan = spoken
    return " ".join(inspection), " ".join(plan)


def _shared(one: Inspection, plan: Plan | None) -> Shared:
    def drawn(figures: tuple[Figure, ...]) -> tuple[Figure, ...]:
        return tuple(figure for figure in figures if figure.series)
    bare = replace(one, judgements=(), findings=(), recommendations=(), figures=drawn(one.figures), progress=(), notes=(), told=(),
                   checked_with=(), bodies=(), changes=(), standfirst=None, where=())
    return Shared(bare, replace(plan, answers=(), figures=drawn(plan.figures), notes=(), changes=()) if plan else None)


class _Asked(Collection[str]):
    """Names that remember which of them were asked for."""

    def __init__(self, names: Collection[str], asked: set[str], kind: str = "") -> None:
        self.names, self.asked, self.kind = names, asked, kind

    def __contains__(self, name: object) -> bool:
        self.asked.add(f"{self.kind}{name}")
        return name in self.names

    def __iter__(self) -> Iterator[str]:
        return iter(self.names)

    def __len__(self) -> int:
        return len(self.names)


@dataclass
class _Others:
    """The records of other folders, each read when it is first asked for."""

    around: Surroundings
    seen: dict[str, Content] = field(default_factory=dict)
    hashes: dict[str, bytes] = field(default_factory=dict)
    """What stands for the files of those that were read."""

    def __getitem__(self, name: str) -> Content:
        if name not in self.seen:
            self.seen[name] = Content()
            if name in self.around.listed:
                self.seen[name], self.hashes[name], _ = read(name, self.around, records=True)
        return self.seen[name]


class Nearby(Known):
    """What one folder may point at: itself, and others that are read when it does."""

    def __init__(self, around: Surroundings, name: str, mine: Content, names: Names | None = None, icons: Collection[str] = ()) -> None:
        self.asked: set[str] = set()
        self.others = _Others(around, {name: mine})
        there = names or replace(around.there, inspections=_Asked(around.there.inspections, self.asked), plans=_Asked(around.there.plans, self.asked),
                        authorities=_Asked(around.there.authorities, self.asked, AUTHORITY), sources=_Asked(around.there.sources, self.asked, SOURCE))
        super().__init__(around.content, around.folder.name, icons, there)

    def inspection(self, name: str) -> Inspection | None:
        """The inspection of that name, when it could be read."""
        self.asked.add(name)
        return self.others[name].inspections.get(key_of(name))

    def plan(self, name: str) -> Plan | None:
        """The plan that answers it, when it could be read."""
        self.asked.add(name)
        return self.others[name].plans.get(key_of(name))
