"""A change of the output -> staged, written down, done: a run killed at any step leaves it undone or to be finished.

What is new is staged beside the tree, then the journal says what is to happen, and only then is each file renamed
over its old one. Until the journal stands the tree is the old one; from there on every step may be repeated. All of
it lives in output/.plainspoken/, on the same disk as the tree by construction.
"""

import hashlib
import json
import os
import shutil
import stat
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from functools import cache
from os.path import dirname, isdir, join, lexists
from pathlib import Path
from typing import NamedTuple

STATE = ".plainspoken"
STAGED, MANIFEST, JOURNAL = f"{STATE}/staged", f"{STATE}/manifest", f"{STATE}/journal"
DRAFTS = f"{STATE}/drafts"
"""Where workers put the pages of a new tree while it is not yet whole."""
DRAFT = ".new"
"""Ends the name of a state file until it is whole and on the disk."""
LEFTOVERS = (STAGED, DRAFTS, MANIFEST + DRAFT, JOURNAL + DRAFT)
"""What a run killed before its journal stood may leave."""
ONE_BY_ONE = 100
"""Drafts up to which each is put on the disk by itself; more are left to the system, which does all it holds at once."""
KEPT = ".gitignore"
"""Committed with the project, so that the folder is there; never published, never removed."""


class Draft(NamedTuple):
    """A file of the new tree that a worker has written; `draft_name` says where it waits."""

    sha256: str
    size: int


class Same(NamedTuple):
    """A file of the new tree that the output is known to hold as it is."""

    sha256: str
    size: int


Body = bytes | Draft | Same


class Change(NamedTuple):
    """What turns the old tree into the new one; as JSON it is the journal. Paths are relative to the output."""

    folders: list[str]
    """Those that are not there yet, outer before inner."""
    cleared: list[str]
    """Old files where a folder comes, or below the place of a new file: they go first."""
    moved: list[str]
    """The i-th is staged as staged/<i>: a file, or a new folder with all that is in it. Assets come first: no page may ask for one that is
    not there yet.
    """
    removed: list[str]
    """Old files that the new tree lacks: they go last."""


def stage(files: Mapping[str, Body], output: Path, change: Change, manifest: bytes) -> None:
    """Put on the disk what the journal will speak of, then the journal. Raises OSError with the old tree untouched."""
    os.mkdir(output / STAGED, 0o755)
    drafted, names = [], drafts(output)
    for number, path in enumerate(change.moved):
        body, place = files.get(path), join(output, STAGED, str(number))
        if isinstance(body, bytes):
            write(place, body)
        else:
            os.replace(join(output, DRAFTS, names(path) if body else path), place)
            drafted.append(place)
    _settle(drafted)
    _sync(output / STAGED)
    write(output / (MANIFEST + DRAFT), manifest)
    # The draft names the new folders before they are made, so that a run killed here can be cleared away whole.
    write(output / (JOURNAL + DRAFT), json.dumps(change._asdict()).encode())
    make_folders(output, change.folders)
    os.replace(output / (JOURNAL + DRAFT), output / JOURNAL)
    _sync(output / STATE)


def drafts(output: str | Path) -> Callable[[str], str]:
    """The path -> where its file waits among the drafts: as it stands, where its folder is a new one, so that the folder can be moved
    whole; else under a name of its own.
    """
    there = cache(lambda folder: isdir(join(output, folder)))
    return lambda path: hashlib.blake2b(path.encode(), digest_size=16).hexdigest() if there(dirname(path)) else path


def draft(folder: str, name: str, data: bytes) -> None:
    """Write a file among the drafts."""
    place = join(folder, name)
    if "/" in name:
        _make(dirname(place))
    with open(place, "wb") as file:
        file.write(data)


def _make(folder: str) -> None:
    """Make a folder, and those around it first where they are not there yet."""
    try:
        os.mkdir(folder, 0o755)
    except FileNotFoundError:
        _make(dirname(folder))
        _make(folder)
    except FileExistsError:
        pass


def _settle(places: list[str]) -> None:
    """Put files and folders that others have written on the disk."""
    if len(places) > ONE_BY_ONE or any(map(isdir, places)):
        os.sync()
        return
    for place in places:
        descriptor = os.open(place, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def finish(output: Path, change: Change) -> None:
    """Do what the journal says. Every step may have been done already, by a run that was killed."""
    _remove(output, change.cleared)
    make_folders(output, sorted(parents(change.moved)))
    for number, path in enumerate(change.moved):
        staged = join(output, STAGED, str(number))
        if lexists(staged):
            os.replace(staged, join(output, path))
    _remove(output, change.removed)
    if lexists(output / (MANIFEST + DRAFT)):
        os.replace(output / (MANIFEST + DRAFT), output / MANIFEST)
    # Journalling file systems keep names in order: with this folder, the renames before it are on the disk too.
    _sync(output / STATE)
    os.unlink(output / JOURNAL)


def discard(output: Path) -> None:
    """Clear away what was staged and never journalled. What cannot be removed now is met again by the next run."""
    if lexists(output / JOURNAL):
        return
    with suppress(OSError, ValueError):
        for folder in reversed(read(output / (JOURNAL + DRAFT)).folders):
            with suppress(OSError):
                os.rmdir(output / folder)
    for name in LEFTOVERS:
        if isdir(output / name):
            shutil.rmtree(output / name, ignore_errors=True)
        else:
            with suppress(OSError):
                os.unlink(output / name)


def read(place: Path) -> Change:
    """The journal or its draft. Raises ValueError when it is not whole."""
    try:
        told = json.loads(place.read_bytes())
        change = Change(*(list(told[name]) for name in Change._fields))
        for paths in change:
            for path in paths:
                check_path(path)
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"{place} is not a journal") from error
    return change


def check_path(path: str) -> None:
    """Raise ValueError for a path that leaves the tree or belongs to the publishing itself."""
    parts = path.split("/")
    if not {"", ".", ".."}.isdisjoint(parts) or "\0" in path or parts[0] == STATE or path == KEPT:
        raise ValueError(f"not a path to publish: {path!r}")


def parents(paths: Iterable[str]) -> set[str]:
    """Every folder above any of the paths, the output itself left out."""
    found: set[str] = set()
    for path in paths:
        folder = path.rpartition("/")[0]
        while folder and folder not in found:
            found.add(folder)
            folder = folder.rpartition("/")[0]
    return found


def kind(place: str) -> int:
    """What stands there, links not followed: stat's S_IFREG, S_IFDIR and so on, or 0 for nothing."""
    try:
        return stat.S_IFMT(os.lstat(place).st_mode)
    except (FileNotFoundError, NotADirectoryError):
        return 0


def write(place: str | Path, data: bytes) -> None:
    """Make a new file, whole and on the disk. Not by `tempfile`, whose files a web server cannot read."""
    descriptor = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644)
    with open(descriptor, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(descriptor)


def make_folders(output: Path, folders: Iterable[str]) -> None:
    """Make those that are not there yet; each comes after the one it is in."""
    for folder in folders:
        # Where an old file still has the name, the folder is made once the journal has cleared it.
        with suppress(FileExistsError, NotADirectoryError):
            os.mkdir(join(output, folder), 0o755)


def _remove(output: Path, paths: Iterable[str]) -> None:
    """Remove our files, and the folders that held them where nothing else is in them."""
    for path in paths:
        if kind(join(output, path)) == stat.S_IFREG:
            os.unlink(join(output, path))
    for folder in sorted(parents(paths), reverse=True):
        with suppress(OSError):
            os.rmdir(join(output, folder))


def _sync(folder: Path) -> None:
    """Put a folder's names on the disk."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
