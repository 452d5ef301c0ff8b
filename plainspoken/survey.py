"""A content folder -> which files it holds, and the hash of each that need not be read again.

A file counts as unchanged, unread, when size, times and inode are those noted, and its ctime, which nobody can set
back, was two seconds old by then: a disk's clock may be that coarse. Else it is read.
"""

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from struct import Struct
from time import time_ns
from typing import NamedTuple

from plainspoken import content, gateway
from plainspoken.codec import digest, encode
from plainspoken.problems import Problem

COARSE = 2_000_000_000
"""Nanoseconds within which a file may change and keep its times."""
INSPECTIONS = "inspections/"


class Noted(NamedTuple):
    """What is known of a file, or of all the files of an inspection's folder."""

    stats: bytes
    """Name, size, times and inode of each."""
    settled: bool
    """All were old enough, when noted, that the next change shows."""
    hash: bytes


PACKED = Struct("<QqqQ").pack


def _stats(name: str, found: os.stat_result) -> bytes:
    return os.fsencode(name) + PACKED(found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino)


def is_settled(found: os.stat_result, now: int) -> bool:
    """Whether the next change of a file that has these numbers will show in them."""
    return now - found.st_ctime_ns > COARSE


def hash_of(data: bytes, faults: Iterable[Problem] = ()) -> bytes:
    """What stands for a file's bytes, or for why there are none."""
    return digest(data, *(str(fault).encode() for fault in faults))


def together(hashes: Mapping[str, bytes]) -> bytes:
    """What stands for a folder's files, by their names."""
    return digest(encode([(os.fsencode(name), found) for name, found in hashes.items()]))


@dataclass(slots=True)
class Survey:
    """What stands in a content folder. Paths are below it.

    The files of an inspection's folder are noted and hashed as one, under its path: they are read together too.
    """

    folder: Path
    problems: list[Problem] = field(default_factory=list)
    """Of what may not stand there."""
    files: dict[str, None] = field(default_factory=dict)
    """All, readable or not, in the order in which they were found."""
    once: list[str] = field(default_factory=list)
    """Readable files that are written once for many inspections, or that have no place."""
    listed: dict[str, list[str]] = field(default_factory=dict)
    """The readable files of each inspection's folder, by authority/inspection."""
    odd: dict[str, str] = field(default_factory=dict)
    """The true paths of files whose names cannot be shown as they are."""
    notes: dict[str, Noted] = field(default_factory=dict)
    """What was noted before of what is unchanged, and what there is to note of all else but its hash."""
    hashes: dict[str, bytes] = field(default_factory=dict)
    """Of what is unchanged, and of what was read since."""
    moment: int = 0
    """When it was looked at, in nanoseconds."""

    def hash(self, paths: Iterable[str]) -> None:
        """Read those of these files and folders whose hash is not known. Raises Stop (3)."""
        for path in paths:
            if path not in self.hashes:
                inside = self.listed.get(path.removeprefix(INSPECTIONS)) if path.startswith(INSPECTIONS) else None
                self.hashes[path] = together({file: self._hash(f"{path}/{file}") for file in inside}) if inside else self._hash(path)

    def _hash(self, path: str) -> bytes:
        return hash_of(*gateway.read_bytes(self.place(path), path))

    def place(self, path: str) -> Path:
        """Where a file is."""
        return Path(self.odd.get(path) or self.folder / path)

    def digest(self, paths: Iterable[str]) -> bytes:
        """Stands for these files and folders and what they hold."""
        return digest(encode([(path.encode("utf-8", "surrogateescape"), self.hashes[path]) for path in paths]))

    def whole(self) -> bytes:
        """Stands for all that is there. Every hash is known."""
        return digest(self.digest(sorted(self.hashes)), *map(str.encode, map(str, self.problems)))

    def noted(self) -> dict[str, Noted]:
        """What to remember of all whose hash is known."""
        return {path: self.notes[path] if self.notes[path].hash == found else self.notes[path]._replace(hash=found) for path, found in self.hashes.items()}


def look(folder: Path, before: dict[str, Noted]) -> Survey:
    """What stands in the folder, with the hashes noted before of what has not changed. Raises Stop (3)."""
    found, start = Survey(folder, moment=time_ns()), len(folder.name) + 1
    stats, young, here = dict[str, list[bytes]](), set[str](), ""
    inside: list[str] | None = None
    for file in content.walk(folder):
        path = file.name[start:]
        found.files[path] = None
        if file.faults:
            found.problems += file.faults
            continue
        where, _, last = path.rpartition("/")
        if where != here:  # the files of an inspection's folder come one after another
            here, inside = where, [] if where.count("/") == 2 and where.startswith(INSPECTIONS) else None
        if not file.path.endswith(path):
            found.odd[path] = file.path
        if inside is None or path in found.odd:
            where = path
            found.once.append(path)
        else:
            inside.append(last)
            found.listed[where[len(INSPECTIONS):]] = inside
        stat = file.entry.stat(follow_symlinks=False)
        stats.setdefault(where, []).append(_stats(last, stat))
        if not is_settled(stat, found.moment):
            young.add(where)
    for where, each in stats.items():
        now, noted = b"".join(each), before.get(where)
        if noted and noted.settled and noted.stats == now:
            found.notes[where], found.hashes[where] = noted, noted.hash
        else:
            found.notes[where] = Noted(now, where not in young, b"")
    return found
