"""What the memo keeps of the folders of inspections: so much of each as the indexes need, and what it looked for beyond its own files.

What is known of all the folders of a place is kept together too, since it is found sooner than one by one.
"""

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar

from plainspoken import codec
from plainspoken.codec import Unreadable, digest, encode
from plainspoken.folders import AUTHORITY, SOURCE, Entry, Examined
from plainspoken.memo import Memo, version
from plainspoken.references import Names, key_of
from plainspoken.survey import INSPECTIONS, Survey

T = TypeVar("T")

SOME = 500
"""Values that go to the memo at a time."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What the memo holds of a folder that nothing is wrong with."""

    beyond: dict[str, bytes]
    """What it looked for beyond its own files -> what stands for that."""
    entry: Entry


@dataclass
class Keeping:
    """Folders by authority/inspection, as far as they are known."""

    survey: Survey
    memo: Memo
    there: Names
    salt: bytes
    """Stands for the files that every folder is held against."""
    kept: dict[str, Kept] = field(default_factory=dict)
    digests: dict[str, bytes] = field(default_factory=dict)
    """Of each folder's files."""
    faces: dict[str, bytes] = field(default_factory=dict)
    """Stands for what is counted of all the folders of a place, by the place."""
    torn: bool = False
    """A folder was held against files that were others when they were read for themselves: somebody edits meanwhile."""

    # What there is.

    def recall(self) -> None:
        """Take in the folders that are as they were, and all they looked for too. Reads what may have changed. Raises Stop (3)."""
        self.survey.hash(INSPECTIONS + name for name in self.survey.listed)
        self.digests = {name: self.survey.hashes[INSPECTIONS + name] for name in self.survey.listed}
        places = self.places()
        for key, data in self.memo.many(places).items():
            self._take(data, key_of(places[key][0])[0])
        for data in self.memo.many(self.entry_key(name) for name in self.survey.listed if name not in self.kept).values():
            self._take(data)

    def _take(self, data: bytes, place: str = "") -> None:
        """Take in what is kept in these bytes, as far as it still holds: of all the folders of a place, or of one folder."""
        with suppress(*Unreadable):
            face, found = codec.decode(data, tuple[bytes, dict[str, Kept]])
            still = {name: kept for name, kept in found.items() if list(kept.beyond.values()) == self.stands_for(kept.beyond)}
            self.kept |= still
            if place and len(still) == len(found):
                self.faces[place] = face

    def stands_for(self, beyond: Iterable[str]) -> list[bytes]:
        """What stands now for what a folder looked for: another's files, or whether there is such an authority or paper."""
        there = {AUTHORITY: self.there.authorities, SOURCE: self.there.sources}
        result = []
        for name in beyond:
            kind, colon, rest = name.partition(":")
            result.append(bytes([rest in there[kind + colon]]) if kind + colon in there else self.digests.get(name, b""))
        return result

    # What is new.

    def note(self, one: Examined) -> None:
        """Note which files a folder was read from."""
        self.digests[one.name] = self.survey.hashes[INSPECTIONS + one.name] = one.hash
        self.faces.pop(key_of(one.name)[0], None)

    def keep(self, one: Examined) -> dict[bytes, bytes]:
        """Keep what the indexes need to know of a folder; what the memo is to hold of that. Every other folder's digest is known."""
        known = dict(zip(one.beyond, self.stands_for(one.beyond), strict=True))
        self.torn |= any(known[name] != found for name, found in one.read)
        kept = self.kept[one.name] = Kept(known | dict(one.read), codec.decode(one.entry, Entry))
        return {self.entry_key(one.name): encode((b"", {one.name: kept}))}

    def together(self) -> None:
        """Keep what is known of the folders of each place in one."""
        keep = dict[bytes, bytes]()
        for key, mine in self.places().items():
            place = key_of(mine[0])[0]
            if place not in self.faces and all(name in self.kept for name in mine):
                found = {name: self.kept[name] for name in mine}
                self.faces[place] = digest(encode([(name, kept.entry.counted) for name, kept in found.items()]))
                keep[key] = encode((self.faces[place], found))
            self.put(keep, SOME)
        self.put(keep)

    def put(self, keep: dict[bytes, bytes], least: int = 0) -> None:
        """Give what is to be kept to the memo, once it is so much."""
        if len(keep) > least:
            self.memo.put(keep)
            keep.clear()

    # What follows from all of it.

    def worked_out(self, what: str, kind: type[T], make: Callable[[], T]) -> T:
        """Something that is made of what is counted of all folders, and of what is written once; the memo has it where both are as they were."""
        key = self._index_key(what)
        held = self.memo.get(key) if key else None
        with suppress(*Unreadable):
            if held is not None:
                return codec.decode(held, kind)
        made = make()
        if key:
            self.memo.put({key: encode(made)})
        return made

    # Where the memo has it.

    def places(self) -> dict[bytes, list[str]]:
        """Where it has together what is kept of all the folders of a place -> those folders. Each folder's digest is known."""
        places: dict[str, list[str]] = {}
        for name in self.survey.listed:
            places.setdefault(key_of(name)[0], []).append(name)
        return {digest(b"place", self.salt, encode([(name, self.digests[name]) for name in names])): names for names in places.values()}

    def entry_key(self, name: str) -> bytes:
        """Where it has what is kept of one."""
        return digest(b"entry", self.salt, name.encode(), self.digests[name])

    def held_key(self, name: str) -> bytes:
        """Where it has the records of one."""
        return digest(b"held", self.salt, name.encode(), self.digests[name])

    @cached_property
    def _once(self) -> bytes:
        """Stands for what is written once."""
        return self.survey.digest(self.survey.once)

    def _index_key(self, what: str) -> bytes:
        """Where it has what follows from all; nothing while not all is known."""
        whole = len(self.faces) == len({key_of(name)[0] for name in self.survey.listed})
        return digest(b"index", version(), what.encode(), self._once, encode(sorted(self.faces.items()))) if whole else b""

    def needed(self, *worked_out: str) -> list[bytes]:
        """Where it has all this."""
        each = (key for name in self.kept for key in (self.held_key(name), self.entry_key(name)))
        return [*self.places(), *map(self._index_key, worked_out), *each]
