"""A content folder -> which files it holds, and the hash of each that need not be read again.

A file counts as unchanged, unread, when size, times and inode are those noted, and its ctime, which nobody can set
back, was two seconds old by then: a disk's clock may be that coarse. Else it is read.
"""

import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from time import time_ns
from typing import NamedTuple

from plainspoken import content, gateway
from plainspoken.codec import digest, encode
from plainspoken.problems import Problem

COARSE = 2_000_000_000
"""Nanoseconds within which a file may change and keep its times."""
INSPECTIONS = "inspections/"


class Noted(NamedTuple):
    """What is known of a file."""

    size: int
    mtime: int
    ctime: int
    inode: int
    settled: bool
    """It was old enough, when noted, that the next change shows."""
    hash: bytes

    def fits(self, found: os.stat_result) -> bool:
        """Whether the file is still the one noted."""
        return self.settled and (self.size, self.mtime, self.ctime, self.inode) == (found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino)


def note(found: os.stat_result, now: int) -> Noted:
    """What to note of a file that has these numbers before it is read, but for its hash."""
    return Noted(found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino, now - found.st_ctime_ns > COARSE, b"")


def hash_of(data: bytes, faults: Iterable[Problem] = ()) -> bytes:
    """What stands for a file's bytes, or for why there are none."""
    return digest(data, *(str(fault).encode() for fault in faults))


@dataclass(slots=True)
class Survey:
    """What stands in a content folder. Paths are below it."""

    folder: Path
    problems: list[Problem] = field(default_factory=list)
    """Of what may not stand there."""
    files: set[str] = field(default_factory=set)
    """All, readable or not."""
    once: list[str] = field(default_factory=list)
    """Readable files that are written once for many inspections, or that have no place."""
    listed: dict[str, list[str]] = field(default_factory=dict)
    """The readable files of each inspection's folder, by authority/inspection."""
    odd: dict[str, str] = field(default_factory=dict)
    """The true paths of files whose names cannot be shown as they are."""
    notes: dict[str, Noted] = field(default_factory=dict)
    """What was noted before of files that are unchanged, and what there is to note of all others but their hash."""
    hashes: dict[str, bytes] = field(default_factory=dict)
    """Of files that are unchanged, and of those read since."""
    moment: int = 0
    """When it was looked at, in nanoseconds."""

    def paths(self, name: str) -> list[str]:
        """The files of an inspection's folder."""
        return [f"{INSPECTIONS}{name}/{file}" for file in self.listed[name]]

    def hash(self, paths: Iterable[str]) -> None:
        """Read those of these files whose hash is not known. Raises Stop (3)."""
        for path in paths:
            if path not in self.hashes:
                data, faults = gateway.read_bytes(self.place(path), path)
                self.hashes[path] = hash_of(data, faults)

    def place(self, path: str) -> Path:
        """Where a file is."""
        return Path(self.odd.get(path) or self.folder / path)

    def digest(self, paths: Iterable[str]) -> bytes:
        """Stands for these files and what they hold."""
        return digest(encode([(path.encode("utf-8", "surrogateescape"), self.hashes[path]) for path in paths]))

    def noted(self) -> dict[str, Noted]:
        """What to remember of every file whose hash is known."""
        return {path: self.notes[path] if self.notes[path].hash == found else self.notes[path]._replace(hash=found) for path, found in self.hashes.items()}


def look(folder: Path, before: dict[str, Noted]) -> Survey:
    """What stands in the folder, with the hashes noted before of what has not changed. Raises Stop (3)."""
    found, start = Survey(folder, moment=time_ns()), len(folder.name) + 1
    for file in content.walk(folder):
        path = file.name[start:]
        found.files.add(path)
        if file.faults:
            found.problems += file.faults
            continue
        stat, noted = file.entry.stat(follow_symlinks=False), before.get(path)
        if noted and noted.fits(stat):
            found.notes[path], found.hashes[path] = noted, noted.hash
        else:
            found.notes[path] = note(stat, found.moment)
        if not file.path.endswith(path):
            found.odd[path] = file.path
        if path.startswith(INSPECTIONS) and path.count("/") == 3 and path not in found.odd:
            name, _, last = path.removeprefix(INSPECTIONS).rpartition("/")
            found.listed.setdefault(name, []).append(last)
        else:
            found.once.append(path)
    return found
