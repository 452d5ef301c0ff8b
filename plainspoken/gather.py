"""The content folder -> all that pages are made of, past gate 1: what has changed is read anew, by all workers.

Only an index of the whole stays at hand; the records themselves stand in the memo until a page asks for them.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

from plainspoken import base, checks, codec, facets, folders, refer, withdrawn
from plainspoken.codec import Unreadable, digest, encode
from plainspoken.content import Content, Once
from plainspoken.crew import Crew, Parcel
from plainspoken.folders import Examined, Nearby, Shared, Surroundings
from plainspoken.keeping import SOME, Keeping, Kept
from plainspoken.memo import Memo, version
from plainspoken.portal import Portal
from plainspoken.problems import Problem, gate
from plainspoken.record import Withdrawn
from plainspoken.refer import Key
from plainspoken.references import Known, key_of, names
from plainspoken.shelf import Shelf, stocked
from plainspoken.survey import Survey

CHUNK = 24
"""Folders a worker reads at a time."""
MANY = 150
"""Folders from which workers read them."""
FOLLOWED, COUNTED, ALIKE = "followed", "counts", "alike"
"""What the memo has of what follows from all folders."""
HELD_AGAINST = ("portal.yaml", "languages/", "frameworks/", "topics.yaml", "glossary.yaml")
"""Files that the rules about one inspection ask of; the names of authorities and papers are noted one by one."""


class Batch(NamedTuple):
    """Folders for a worker to read."""

    around: Parcel[Surroundings]
    names: list[str]


def examine(task: Batch) -> list[Examined]:
    """Read and check some folders. Raises Stop (3)."""
    around = task.around.open()
    return [folders.examine(name, around) for name in task.names]


@dataclass
class Gathered:
    """Everything in the content folder."""

    survey: Survey
    base: Content
    """What is written once for many inspections, and no inspections."""
    keeping: Keeping

    @property
    def memo(self) -> Memo:
        """Where records stand until a page asks for them."""
        return self.keeping.memo

    @property
    def kept(self) -> dict[str, Kept]:
        """Of each inspection's folder, by authority/inspection."""
        return self.keeping.kept

    @property
    def digests(self) -> dict[str, bytes]:
        """Of each folder's files."""
        return self.keeping.digests

    def held(self, name: str) -> bytes:
        """The records of a folder, encoded. Raises Stop."""
        found = self.memo.get(self.keeping.held_key(name))
        if found is None:  # somebody has damaged the memo since; or it was read when other things stood in what it is held against
            read = folders.examine(name, self.around)
            gate(read.problems)
            found = read.held
            self.memo.put({self.keeping.held_key(name): found})
        return found

    def add(self, one: Examined) -> None:
        """Take in a folder of these that was read anew, with nothing wrong."""
        self.keeping.note(one)
        self.memo.put({self.keeping.held_key(one.name): one.held} | self.keeping.keep(one))

    def reread(self, path: str) -> "Gathered":
        """The same with one of the files that are written once read anew; what follows from it is found anew too. Raises Stop."""
        _, found, problems, data = base.read(base.Files([(f"{self.survey.folder.name}/{path}", self.survey.place(path))]))[0]
        gate(problems)
        survey = replace(self.survey, hashes=self.survey.hashes | {path: found})
        return Gathered(survey, base.over(self.base, codec.decode(data, Once), path), replace(self.keeping, survey=survey, salt=salt(survey)))

    def needed(self) -> list[bytes]:
        """Where the memo has all that this was gathered from."""
        return [*base.needed(self.survey), *self.keeping.needed(FOLLOWED, COUNTED, ALIKE)]

    @cached_property
    def around(self) -> Surroundings:
        """What a folder is held against."""
        few = frozenset(path for path in self.survey.files if path.startswith(HELD_AGAINST))
        once = replace(self.base, authorities={}, sources={}, pages={}, evidence={}, files=few)
        return Surroundings(self.survey.folder, once, self.keeping.there, self.survey.listed)

    @cached_property
    def content(self) -> Content:
        """All of it; an inspection's records are read when they are asked for."""
        shelf = Shelf(lambda key: self.held("/".join(key)))
        keys = {key_of(name): kept.entry for name, kept in self.kept.items()}
        return stocked(self.base, shelf, dict.fromkeys(keys), dict.fromkeys(key for key, entry in keys.items() if entry.planned),
                       dict.fromkeys(key for key, entry in keys.items() if entry.told))

    @cached_property
    def portal(self) -> Portal:
        """The whole portal. No place's own pages are made of it."""
        entries = {key_of(name): kept.entry for name, kept in self.kept.items()}
        content, gone = self.content, dict[Key, Withdrawn]()
        if hidden := [key for key, entry in entries.items() if entry.withdrawn]:
            content, gone = withdrawn.split(content, hidden, lambda key: entries[key].cited.split())
        shown = {key: entry for key, entry in entries.items() if key in content.inspections}
        cards = {key: entry.card for key, entry in shown.items()}
        followed = self.keeping.worked_out(FOLLOWED, refer.Followed, lambda: refer.followed(
            (key, entry.card.also, map(str.split, entry.spoken)) for key, entry in shown.items()))
        counts = self.keeping.worked_out(COUNTED, dict[tuple[str, ...], int], lambda: facets.counts(
            cards.values(), {key: entry.lists for key, entry in shown.items()}, content.authorities))
        reference = refer.refer(content, followed, gone, self.base.sources.keys() - content.sources.keys())
        return Portal(content, reference, cards, gone, {key: entry.day for key, entry in shown.items()}, counts, homes=(), mine=())


def gather(survey: Survey, memo: Memo, crew: Crew, icons: Iterable[str]) -> tuple[Gathered, list[Problem]]:
    """Everything in the folder, and all that is wrong with it. Raises Stop (3) when the disk refuses."""
    once, problems = base.load(survey, memo, crew)
    found = Gathered(survey, once, Keeping(survey, memo, names(survey.files), salt(survey)))
    problems += survey.problems
    problems += _folders(found, crew)
    problems += of_all(found, set(icons))
    return found, problems


def salt(survey: Survey) -> bytes:
    """Stands for the files that every folder is held against."""
    return digest(version(), survey.folder.name.encode(), survey.digest(path for path in survey.once if path.startswith(HELD_AGAINST)))


def _folders(found: Gathered, crew: Crew) -> list[Problem]:
    """Take in every folder, from the memo or anew; what is wrong with them."""
    survey, keeping = found.survey, found.keeping
    if survey.hashes.keys() - set(survey.once):  # else nothing is known of any, and the workers read them all
        keeping.recall()
    problems, keep = list[Problem](), dict[bytes, bytes]()
    fresh = list[Examined]()
    for one in _examined(found, crew, [name for name in survey.listed if name not in found.kept]):
        keeping.note(one)
        problems += one.problems
        if one.entry:
            fresh.append(one._replace(held=b""))
            keep[keeping.held_key(one.name)] = one.held
        keeping.put(keep, SOME)
    while fresh:
        keep |= keeping.keep(fresh.pop())
        keeping.put(keep, SOME)
    keeping.put(keep)
    keeping.together()
    keeping.kept = {name: found.kept[name] for name in survey.listed if name in found.kept}
    return problems


def _examined(found: Gathered, crew: Crew, wanted: list[str]) -> Iterator[Examined]:
    """Each of these folders, read."""
    if not wanted:
        return
    around = crew.parcel(found.around, disk=True)
    batches = (Batch(around, wanted[start:start + CHUNK]) for start in range(0, len(wanted), CHUNK))
    for batch in crew.run(examine, batches, len(wanted) > MANY, disk=True):
        yield from batch


def of_all(found: Gathered, icons: set[str]) -> list[Problem]:
    """What is wrong between records. Nearly always nothing is: only then are the places looked up."""
    shared = {key_of(name): kept.entry.shared for name, kept in found.kept.items() if kept.entry.shared}
    alike = set(found.keeping.worked_out(ALIKE, tuple[str, ...], lambda: _alike(found.kept)))
    faulty = [folders.read(name, found.around)[0] for name in found.survey.listed if name not in found.kept or name in alike]
    marker = digest(b"all", version(), found.survey.digest(found.survey.once), encode((list(found.survey.files), sorted(icons), sorted(shared.items()))))
    known = Nearby(found.around, "", Content(), found.keeping.there, icons)
    if not faulty and _still(found, marker):
        return []
    if not any(_rules(_with(_thin(found.base, shared), faulty), known)):
        beyond = dict(zip(sorted(known.asked), found.keeping.stands_for(sorted(known.asked)), strict=True)) | known.others.hashes
        found.memo.put({marker: codec.encode(beyond)})
        return []
    whole = [*(folders.read("/".join(key), found.around)[0] for key in shared), *faulty]
    return list(_rules(_with(base.anew(found.survey), whole), known))


def of_once(found: Gathered, icons: set[str]) -> list[Problem]:
    """What is wrong with what is written once as far as that is told without any inspection; where something is, all that is wrong."""
    bare = replace(found.base, files=found.around.content.files)
    known = Nearby(found.around, "", Content(), found.keeping.there, icons)
    return of_all(found, icons) if any(_rules(bare, known)) else []


def _alike(kept: Mapping[str, Kept]) -> tuple[str, ...]:
    """The inspections that share their title and date with another of the place: a rule wants to see them."""
    seen: dict[tuple[str, str, str], list[str]] = {}
    for name, one in kept.items():
        if not one.entry.withdrawn:
            seen.setdefault((key_of(name)[0], one.entry.card.title, one.entry.card.date.words), []).append(name)
    return tuple(name for names in seen.values() if len(names) > 1 for name in names)


def _thin(base: Content, shared: Mapping[Key, bytes]) -> Content:
    """What is written once, with so much of inspections and plans as is held to rules about several."""
    opened = {key: codec.decode(data, Shared) for key, data in shared.items()}
    return replace(base, inspections={key: one.inspection for key, one in opened.items()}, plans={key: one.plan for key, one in opened.items() if one.plan})


def _still(found: Gathered, marker: bytes) -> bool:
    """Whether the same was held to the same rules before, and what it looked for elsewhere is what it was."""
    held = found.memo.get(marker)
    try:
        beyond = codec.decode(held, dict[str, bytes]) if held else None
    except Unreadable:
        return False
    return beyond is not None and list(beyond.values()) == found.keeping.stands_for(beyond)


def _with(once: Content, read: Iterable[Content]) -> Content:
    """What is written once, with these inspections and plans."""
    inspections, plans = dict(once.inspections), dict(once.plans)
    for one in read:
        inspections.update(one.inspections)
        plans.update(one.plans)
    return replace(once, inspections=inspections, plans=plans)


def _rules(content: Content, known: Known) -> Iterator[Problem]:
    for rule in checks.OF_ALL:
        yield from rule(content, known)
