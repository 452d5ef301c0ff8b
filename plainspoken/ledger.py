"""What the build before left: the files of the output, what each was made of, and what they looked like on the disk.

It lies in the memo, one for each output. Without it, or with one that does not fit, all is made again.
"""

import hashlib
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from os.path import join
from pathlib import Path
from time import time_ns
from typing import NamedTuple

from plainspoken import codec
from plainspoken.codec import Unreadable, digest
from plainspoken.lookups import Lookup
from plainspoken.making import Before, Made
from plainspoken.memo import Memo, version
from plainspoken.report import Report
from plainspoken.survey import COARSE, Noted

FINE = 100_000_000
"""Nanoseconds after which a change shows on a disk whose times have parts of a second."""
SECOND = 1_000_000_000
SOME = 50
"""Units that go to the memo at a time."""


class Filed(NamedTuple):
    """A file of the output."""

    made: Made
    """As the next build has it where nothing changes: the same, without problems and bytes."""
    noted: tuple[int, int, int, int, bool]
    """Size, times and inode, and whether the next change would show."""


@dataclass(frozen=True, slots=True)
class Unit:
    """Files that were enumerated together: those about some inspections of one place, or those about the whole."""

    key: bytes = b""
    """Stands for all that they are made of, but for what was looked up."""
    seen: bytes = b""
    """Looked up to enumerate and to make them: a tuple of lookups, encoded; none of them is asked for while all give what they gave."""
    given: bytes = b""
    """Stands for what the lookups gave."""
    files: dict[str, Filed] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Ledger:
    """All that a build left."""

    content: dict[str, Noted] = field(default_factory=dict)
    """The files of the content folder."""
    whole: bytes = b""
    """Stands for all that went into the build."""
    looked_up: bytes = b""
    """Stands for all that could be looked up."""
    units: dict[str, Unit] = field(default_factory=dict)
    report: Report = Report()
    listed: bytes = b""
    """Stands for the output's own list of what was published to it."""
    stored: dict[str, bytes] = field(default_factory=dict)
    """Where the memo has each unit, of which a build changes few."""


def key(content: Path, output: Path) -> bytes:
    """Where the memo has it."""
    return digest(b"ledger", version(), os.fsencode(os.path.abspath(content)), os.fsencode(os.path.abspath(output)))


def load(memo: Memo, content: Path, output: Path) -> Ledger:
    """The ledger of an output made from a content folder; an empty one where there is none."""
    held = memo.get(key(content, output))
    try:
        found = codec.decode(held, Ledger) if held else Ledger()
        units = memo.many(found.stored.values())
        return replace(found, units={name: codec.decode(units[where], Unit) for name, where in found.stored.items()})
    except (KeyError, *Unreadable):
        return Ledger()


def save(ledger: Ledger, before: Ledger, memo: Memo, content: Path, output: Path) -> list[bytes]:
    """Keep it for the next build, `before` being that of the last; where the memo has it all."""
    stored, keep = dict[str, bytes](), dict[bytes, bytes]()
    for name, unit in ledger.units.items():
        if unit is before.units.get(name):
            stored[name] = before.stored[name]
            continue
        data = codec.encode(unit)
        stored[name] = digest(b"unit", data)
        keep[stored[name]] = data
        if len(keep) == SOME:
            memo.put(keep)
            keep.clear()
    own = key(content, output)
    memo.put(keep | {own: codec.encode(replace(ledger, units={}, stored=stored))})
    return [own, *stored.values()]


def intact(unit: Unit, output: Path) -> dict[str, Filed]:
    """The files of a unit that the output still holds as they were left."""
    return {path: filed for path, filed in unit.files.items() if _is_intact(join(output, path), filed)}


def _is_intact(place: str, filed: Filed) -> bool:
    try:
        found = os.lstat(place)
        size, mtime, ctime, inode, settled = filed.noted
        if settled and (size, mtime, ctime, inode) == (found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino):
            return True
        if found.st_size != filed.made.size or os.path.islink(place):
            return False
        with open(place, "rb") as file:
            return hashlib.sha256(file.read()).digest() == filed.made.sha256
    except OSError:
        return False


def file(made: Iterable[Made], output: Path, before: Mapping[str, Filed]) -> dict[str, Filed]:
    """What to note of files that have just been published; of those that were there before, what was seen of them on the disk then."""
    now, found = time_ns(), dict[str, Filed]()
    for one in made:
        noted = before[one.path].noted if one.same else None
        bare = one if one.same else one._replace(same=True, problems=(), body=b"", kept=False)
        found[one.path] = Filed(bare, noted if noted and noted[4] else _noted(join(output, one.path), now))
    return found


def _noted(place: str, now: int) -> tuple[int, int, int, int, bool]:
    try:
        found = os.lstat(place)
    except OSError:
        return 0, 0, 0, 0, False
    wait = FINE if found.st_ctime_ns % SECOND else COARSE
    return found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino, now - found.st_ctime_ns > wait


def looked_up(unit: Unit) -> tuple[Lookup, ...]:
    """What was looked up for it."""
    return codec.decode(unit.seen, tuple[Lookup, ...]) if unit.seen else ()


def known(unit: Unit, files: Mapping[str, Filed]) -> Before:
    """What a worker needs to know of these files of a unit."""
    return Before(looked_up(unit), {path: (filed.made.key, filed.made.seen, filed.made.given) for path, filed in files.items()})
