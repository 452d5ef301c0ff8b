"""The complete new tree -> output/, so that neither a reader nor a killed build ever meets half a page.

This module decides: is the folder ours, is anything in the way, which files change. `journal` does it. Only changed
files are written; files that are not ours are left alone; output/ itself never moves, so mounts and running servers
keep working.
"""

import errno
import fcntl
import hashlib
import json
import os
import stat
from collections.abc import Iterable, Iterator, Mapping, Set
from contextlib import contextmanager
from os.path import dirname, isdir, islink, join, lexists
from pathlib import Path
from typing import NamedTuple, NoReturn

from plainspoken.journal import (
    JOURNAL,
    KEPT,
    LEFTOVERS,
    MANIFEST,
    STATE,
    Change,
    check_path,
    discard,
    finish,
    kind,
    make_folders,
    parents,
    read,
    stage,
    write,
)
from plainspoken.problems import ENVIRONMENT_FAULT, INPUT_FAULT, Stop, environment, escaped, quoted

MARKER, LOCK = f"{STATE}/marker", f"{STATE}/lock"


class Published(NamedTuple):
    """What a publish did, in files."""

    written: int
    unchanged: int
    removed: int


def publish(files: Mapping[str, bytes], output: Path) -> Published:
    """Make the output hold exactly these files (POSIX path below it -> bytes), beside whatever is not ours.

    Raises Stop: 2 where something that is not ours is in the way, nothing having been changed; 3 where the disk
    refuses or another build is publishing. Raises ValueError for a path that no tree may have.
    """
    _check_paths(files)
    with _disk(output):
        claim(output)
        os.makedirs(output, 0o755, exist_ok=True)
        make_folders(output, [STATE])
        with _locked(output):
            _settle(output)
            try:
                return _replace(files, output)
            finally:
                discard(output)


def recover(output: Path) -> None:
    """Finish what a killed publish began, and clear away what it only staged.

    Called before a build too, so that even a build that is then refused leaves a whole tree. Writes nothing where
    there is nothing to finish. Raises Stop as `publish` does.
    """
    with _disk(output):
        claim(output)
        if any(lexists(output / name) for name in (JOURNAL, *LEFTOVERS)):
            with _locked(output):
                _settle(output)


def claim(output: Path) -> None:
    """Raise Stop (2) unless the output is ours: marked by an earlier publish, empty, or not there yet."""
    with _disk(output):
        if not lexists(output):
            return
        if not isdir(output):
            _refuse([f"{output}: is not a folder; choose another with --output"])
        state = output / STATE
        _refuse_links(output, {STATE})
        if lexists(state) and not isdir(state):
            _refuse([f"{state}: is not a folder; remove it, then build again"])
        inside = {f"{STATE}/{name}" for name in os.listdir(state)} if lexists(state) else set()
        _refuse_links(output, inside)
        if MARKER in inside:
            return
        # A first publish killed before its marker stood leaves no more than the lock.
        foreign = sorted(inside - {LOCK}) + sorted(set(os.listdir(output)) - {KEPT, STATE})
        if foreign:
            found = f"it holds {quoted(foreign[0])} and no {MARKER}"
            _refuse([f"{output}: was not published from here: {found}; choose another with --output, or empty it"])


def _settle(output: Path) -> None:
    """Leave nothing of an earlier run that was killed."""
    if lexists(output / JOURNAL):
        try:
            change = read(output / JOURNAL)
        except ValueError:
            _refuse_damaged(output, JOURNAL)
        _refuse_links(output, {*change.cleared, *change.moved, *change.removed})
        finish(output, change)
    discard(output)


def _replace(files: Mapping[str, bytes], output: Path) -> Published:
    if not lexists(output / MARKER):
        write(output / MARKER, b"Published by Plainspoken, which replaces and removes the files that manifest lists.\n")
    old_manifest = (output / MANIFEST).read_bytes() if lexists(output / MANIFEST) else b"{}"
    old = _old_paths(output, old_manifest)
    _refuse_links(output, old | files.keys())
    _refuse(_in_the_way(files, output, old))
    changed, manifest = _compare(files, output)
    change = _plan(files.keys(), changed, old, output)
    if changed or manifest != old_manifest:
        _check_reach(output, change)
        stage(files, output, change, manifest)
        finish(output, change)
    return Published(len(changed), len(files) - len(changed), len(change.cleared) + len(change.removed))


def _compare(files: Mapping[str, bytes], output: Path) -> tuple[list[str], bytes]:
    """The files to write, and the manifest of all. In one pass, so that a lazy mapping makes each page once.

    Each is held against the disk and not against the old manifest: somebody may have edited a page by hand.
    """
    changed, entries = [], {}
    for path in sorted(files):
        data = files[path]
        entries[path] = {"sha256": hashlib.sha256(data).hexdigest(), "size": len(data)}
        if not _holds(join(output, path), data):
            changed.append(path)
    return changed, json.dumps(entries).encode()


def _plan(new: Set[str], changed: Iterable[str], old: Set[str], output: Path) -> Change:
    folders, gone = parents(new), old - new
    cleared = {path for path in gone if path in folders or not new.isdisjoint(parents([path]))}
    return Change(
        folders=sorted(folder for folder in folders if not isdir(join(output, folder))),
        cleared=sorted(cleared),
        moved=sorted(changed, key=lambda path: (path.endswith(".html"), path)),
        removed=sorted(gone - cleared),
    )


def _in_the_way(files: Mapping[str, bytes], output: Path, old: Set[str]) -> Iterator[str]:
    """A line for everything not ours that stands where the tree must go. A file that equals ours is taken over."""
    old_folders = parents(old)
    foreign = {path for path in parents(files) - old if kind(join(output, path)) not in (0, stat.S_IFDIR)}
    for path in files:
        place = join(output, path)
        found = kind(place)
        if found == stat.S_IFDIR:
            foreign |= {path} - old_folders
            for base, folders, names in os.walk(place, onerror=_raise):
                inner = Path(base).relative_to(output).as_posix()
                foreign |= {f"{inner}/{name}" for name in folders} - old_folders
                files_here = {f"{inner}/{name}" for name in names if kind(join(base, name)) == stat.S_IFREG}
                foreign |= {f"{inner}/{name}" for name in names} - (files_here & old)
        elif found and (path not in old or found != stat.S_IFREG) and not _holds(place, files[path]):
            foreign.add(path)
    for path in sorted(foreign):
        yield f"{output / path}: is in the way and was not published from here; move it away, then build again"


def _check_reach(output: Path, change: Change) -> None:
    """Raise OSError now for a folder where a rename would fail when it is too late to leave the old tree."""
    device = os.stat(output / STATE).st_dev
    touched = {dirname(path) for path in (*change.moved, *change.removed)} | parents(change.cleared)
    for place in (output / folder for folder in sorted(touched)):
        if not isdir(place):
            continue
        if not os.access(place, os.W_OK | os.X_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), place)
        if os.stat(place).st_dev != device:
            raise OSError(errno.EXDEV, "is on another disk than the folder published to", place)


def _holds(place: str, data: bytes) -> bool:
    """Whether a real file there holds exactly these bytes."""
    if kind(place) != stat.S_IFREG or os.stat(place).st_size != len(data):
        return False
    with open(place, "rb") as file:
        return file.read() == data


def _check_paths(paths: Mapping[str, object]) -> None:
    for path in paths:
        check_path(path)
    both = parents(paths) & paths.keys()
    if both:
        raise ValueError(f"both a file and a folder: {min(both)!r}")


def _old_paths(output: Path, manifest: bytes) -> set[str]:
    try:
        listed = json.loads(manifest)
        _check_paths(listed)
    except (ValueError, TypeError, AttributeError):
        _refuse_damaged(output, MANIFEST)
    return set(listed)


@contextmanager
def _locked(output: Path) -> Iterator[None]:
    """Hold the output for one publish. The system lets go of the lock when a process dies, however it dies."""
    descriptor = os.open(output / LOCK, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o644)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            line = f"{output}: another build is publishing here; wait until it has ended, then build again"
            raise Stop([escaped(line)], ENVIRONMENT_FAULT) from None
        yield
    finally:
        # Said, not left to closing: a worker forked meanwhile holds a copy of the descriptor.
        fcntl.flock(descriptor, fcntl.LOCK_UN)
        os.close(descriptor)


@contextmanager
def _disk(output: Path) -> Iterator[None]:
    """Turn what the disk refuses into Stop (3), and say so when the new tree is already half in place."""
    try:
        yield
    except OSError as error:
        stop = environment(error.filename or output, error)
        begun = ["Publishing had begun: every page is whole, and the next build finishes it."]
        raise Stop([*stop.lines, *(begun if lexists(output / JOURNAL) else [])], stop.code) from error


def _refuse_links(output: Path, paths: Set[str]) -> None:
    """A link may lead anywhere: nothing is written, renamed or removed through one."""
    links = (output / path for path in sorted(parents(paths) | paths) if islink(join(output, path)))
    _refuse(f"{link}: is a link, and nothing is published through links; remove it, then build again" for link in links)


def _refuse(lines: Iterable[str]) -> None:
    found = [escaped(line) for line in lines]
    if found:
        raise Stop(found, INPUT_FAULT)


def _refuse_damaged(output: Path, name: str) -> NoReturn:
    line = f"{output / name}: is damaged; move away everything in {output}, then build again"
    raise Stop([escaped(line)], INPUT_FAULT)


def _raise(error: OSError) -> NoReturn:
    raise error
