"""The content folder -> all that pages are made of, past gate 1: what has changed is read anew, by all workers.

Only an index of the whole stays at hand; the records themselves stand in the memo until a page asks for them.
"""

from collections.abc import Iterable, Iterator, Mapping, Set
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import NamedTuple

from plainspoken import base, checks, codec, folders, refer, withdrawn
from plainspoken.codec import Unreadable, digest, encode
from plainspoken.content import Content
from plainspoken.crew import Crew, Parcel
from plainspoken.folders import AUTHORITY, SOURCE, Entry, Examined, Nearby, Shared, Surroundings
from plainspoken.memo import Memo, version
from plainspoken.portal import Portal
from plainspoken.problems import Problem
from plainspoken.record import Withdrawn
from plainspoken.refer import Key
from plainspoken.references import Known, Names, key_of, names
from plainspoken.shelf import Shelf, stocked
from plainspoken.survey import Survey

CHUNK = 24
"""Folders a worker reads at a time."""
MANY = 150
"""Folders from which workers read them."""
SOME = 500
"""Values that go to the memo at a time."""
HELD_AGAINST = ("portal.yaml", "languages/", "frameworks/", "topics.yaml", "glossary.yaml")
"""Files that the rules about one inspection ask of; the names of authorities and papers are noted one by one."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What the memo holds of a folder that nothing is wrong with."""

    beyond: dict[str, bytes]
    """What it looked for beyond its own files -> what stands for that."""
    entry: Entry


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
    memo: Memo
    there: Names
    salt: bytes = b""
    """Stands for the files that every folder is held against."""
    kept: dict[str, Kept] = field(default_factory=dict)
    """Of each inspection's folder, by authority/inspection."""
    digests: dict[str, bytes] = field(default_factory=dict)
    """Of each folder's files."""

    def held(self, name: str) -> bytes:
        """The records of a folder, encoded."""
        found = self.memo.get(self.held_key(name))
        if found is None:  # somebody has damaged the memo since
            found = folders.examine(name, self.around).held
            self.memo.put({self.held_key(name): found})
        return found

    def held_key(self, name: str) -> bytes:
        """Where the memo has them."""
        return digest(b"held", self.salt, name.encode(), self.digests[name])

    def add(self, one: Examined) -> None:
        """Take in a folder of these that was read anew, with nothing wrong."""
        _note(self, one)
        self.memo.put({self.held_key(one.name): one.held} | _keep(self, one))

    def needed(self) -> list[bytes]:
        """Where the memo has all that this was gathered from."""
        return [*base.needed(self.survey), *_places(self), *(key for name in self.kept for key in (self.held_key(name), _entry_key(self, name)))]

    @cached_property
    def around(self) -> Surroundings:
        """What a folder is held against."""
        few = frozenset(path for path in self.survey.files if path.startswith(HELD_AGAINST))
        once = replace(self.base, authorities={}, sources={}, pages={}, evidence={}, files=few)
        return Surroundings(self.survey.folder, once, self.there, self.survey.listed)

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
        if any(entry.withdrawn for entry in entries.values()):
            content, gone = withdrawn.split(content)
        shown = {key: entry for key, entry in entries.items() if key in content.inspections}
        spoken = ((key, entry.card.also, map(str.split, entry.spoken)) for key, entry in shown.items())
        reference = refer.refer(content, spoken, gone, self.base.sources.keys() - content.sources.keys())
        return Portal(content, reference, {key: entry.card for key, entry in shown.items()}, gone, {key: entry.day for key, entry in shown.items()},
                      {key: entry.lists for key, entry in shown.items()}, homes=(), mine=())


def gather(survey: Survey, memo: Memo, crew: Crew, icons: Iterable[str]) -> tuple[Gathered, list[Problem]]:
    """Everything in the folder, and all that is wrong with it. Raises Stop (3) when the disk refuses."""
    once, problems = base.load(survey, memo, crew)
    found = Gathered(survey, once, memo, names(survey.files))
    found.salt = digest(version(), survey.folder.name.encode(), survey.digest(path for path in survey.once if path.startswith(HELD_AGAINST)))
    problems += survey.problems
    problems += _folders(found, crew)
    problems += _of_all(found, set(icons))
    return found, problems


def _folders(found: Gathered, crew: Crew) -> list[Problem]:
    """Take in every folder, from the memo or anew; what is wrong with them."""
    survey, there = found.survey, set[bytes]()
    if survey.hashes.keys() - set(survey.once):  # else nothing is known of any, and the workers read them all
        survey.hash(path for name in survey.listed for path in survey.paths(name))
        found.digests = {name: survey.digest(survey.paths(name)) for name in survey.listed}
        there = _recall(found)
    problems, keep = list[Problem](), dict[bytes, bytes]()
    fresh = list[Examined]()
    for one in _examined(found, crew, [name for name in survey.listed if name not in found.kept]):
        _note(found, one)
        problems += one.problems
        if one.entry:
            fresh.append(one._replace(held=b""))
            keep[found.held_key(one.name)] = one.held
        _put(found, keep, SOME)
    while fresh:
        keep |= _keep(found, fresh.pop())
        _put(found, keep, SOME)
    _put(found, keep)
    _together(found, there)
    found.kept = {name: found.kept[name] for name in survey.listed if name in found.kept}
    return problems


def _put(found: Gathered, keep: dict[bytes, bytes], least: int = 0) -> None:
    """Give what is to be kept to the memo, once it is so much."""
    if len(keep) > least:
        found.memo.put(keep)
        keep.clear()


def _note(found: Gathered, one: Examined) -> None:
    """Note which files a folder was read from."""
    found.survey.hashes.update({f"inspections/{one.name}/{file}": value for file, value in one.hashes.items()})
    found.digests[one.name] = found.survey.digest(found.survey.paths(one.name))


def _keep(found: Gathered, one: Examined) -> dict[bytes, bytes]:
    """Keep what the indexes need to know of a folder; what the memo is to hold of that. Every other folder's digest is known."""
    kept = found.kept[one.name] = Kept(dict(zip(one.beyond, _stands_for(found, one.beyond), strict=True)), codec.decode(one.entry, Entry))
    return {_entry_key(found, one.name): encode({one.name: kept})}


def _entry_key(found: Gathered, name: str) -> bytes:
    return digest(b"entry", found.salt, name.encode(), found.digests[name])


def _places(found: Gathered) -> dict[bytes, list[str]]:
    """Where the memo has together what is kept of all the folders of a place -> those folders. Each folder's digest is known."""
    places: dict[str, list[str]] = {}
    for name in found.survey.listed:
        places.setdefault(key_of(name)[0], []).append(name)
    return {digest(b"place", found.salt, encode([(name, found.digests[name]) for name in names])): names for names in places.values()}


def _recall(found: Gathered) -> set[bytes]:
    """Take in the folders that are as they were, and all they looked for too: a place at a time where all of its folders are. What
    the memo had of places.
    """
    there = found.memo.many(_places(found))
    for data in there.values():
        _take(found, data)
    for data in found.memo.many(_entry_key(found, name) for name in found.survey.listed if name not in found.kept).values():
        _take(found, data)
    return set(there)


def _take(found: Gathered, data: bytes) -> None:
    with suppress(*Unreadable):
        for name, kept in codec.decode(data, dict[str, Kept]).items():
            if list(kept.beyond.values()) == _stands_for(found, kept.beyond):
                found.kept[name] = kept


def _together(found: Gathered, there: Set[bytes]) -> None:
    """Keep what is known of the folders of each place in one, so that it is found sooner than one by one."""
    keep = dict[bytes, bytes]()
    for key, mine in _places(found).items():
        if key not in there and all(name in found.kept for name in mine):
            keep[key] = encode({name: found.kept[name] for name in mine})
        _put(found, keep, SOME)
    _put(found, keep)


def _stands_for(found: Gathered, beyond: Iterable[str]) -> list[bytes]:
    """What stands now for what a folder looked for: another's files, or whether there is such an authority or paper."""
    there = {AUTHORITY: found.there.authorities, SOURCE: found.there.sources}
    result = []
    for name in beyond:
        kind, colon, rest = name.partition(":")
        result.append(bytes([rest in there[kind + colon]]) if kind + colon in there else found.digests.get(name, b""))
    return result


def _examined(found: Gathered, crew: Crew, wanted: list[str]) -> Iterator[Examined]:
    """Each of these folders, read."""
    if not wanted:
        return
    around = crew.parcel(found.around, disk=True)
    batches = (Batch(around, wanted[start:start + CHUNK]) for start in range(0, len(wanted), CHUNK))
    for batch in crew.run(examine, batches, len(wanted) > MANY, disk=True):
        yield from batch


def _of_all(found: Gathered, icons: set[str]) -> list[Problem]:
    """What is wrong between records. Nearly always nothing is: only then are the places looked up."""
    shared = {key_of(name): kept.entry.shared for name, kept in found.kept.items() if kept.entry.shared}
    faulty = [folders.read(name, found.around)[0] for name in found.survey.listed if name not in found.kept]
    marker = digest(b"all", version(), found.survey.digest(found.survey.once), *map(str.encode, sorted(found.survey.files | icons)),
                    encode(sorted(shared.items())))
    known = Nearby(found.around, "", Content(), found.there, icons)
    if not faulty and _still(found, marker):
        return []
    if not any(_rules(_with(_thin(found.base, shared), faulty), known)):
        found.memo.put({marker: codec.encode(dict(zip(sorted(known.asked), _stands_for(found, sorted(known.asked)), strict=True)))})
        return []
    whole = [*(folders.read("/".join(key), found.around)[0] for key in shared), *faulty]
    return list(_rules(_with(base.anew(found.survey), whole), known))


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
    return beyond is not None and list(beyond.values()) == _stands_for(found, beyond)


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
