"""The complete new tree -> output/, so that neither a reader nor a killed build ever meets half a page.

This module decides: is the folder ours, is anything in the way, which files change. `journal` does it. Only changed
files are written; files that are not ours are left alone; output/ itself never moves, so mounts and running servers
keep working.
"""

import fcntl
import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping, Set
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from os.path import isdir, join, lexists
from pathlib import Path
from typing import NamedTuple, NoReturn

from plainspoken.journal import (
    DRAFTS,
    JOURNAL,
    KEPT,
    LEFTOVERS,
    MANIFEST,
    STATE,
    Body,
    Change,
    Draft,
    Same,
    check_path,
    discard,
    finish,
    make_folders,
    parents,
    read,
    stage,
    write,
)
from plainspoken.obstacles import check_reach, holds, in_the_way, refuse, refuse_links
from plainspoken.problems import ENVIRONMENT_FAULT, INPUT_FAULT, Stop, environment, escaped, quoted

MARKER, LOCK = f"{STATE}/marker", f"{STATE}/lock"


class Published(NamedTuple):
    """What a publish did, in files."""

    written: int
    unchanged: int
    removed: int


def publish(files: Mapping[str, Body], output: Path) -> Published:
    """Make the output hold exactly these files (POSIX path below it -> bytes), beside whatever is not ours.

    Raises Stop: 2 where something that is not ours is in the way, nothing having been changed; 3 where the disk
    refuses or another build is publishing. Raises ValueError for a path that no tree may have.
    """
    _check_paths(files)
    with opened(output) as into:
        return into.publish(files)


@dataclass(frozen=True, slots=True)
class Opened:
    """An output that this process alone may publish to; workers put drafts into it meanwhile."""

    output: Path

    def drafts(self) -> Path:
        """A folder for them."""
        with _disk(self.output):
            make_folders(self.output, [DRAFTS])
        return self.output / DRAFTS

    def publish(self, files: Mapping[str, Body]) -> Published:
        """As the function of that name; a Draft is taken from where it waits."""
        _check_paths(files)
        with _disk(self.output):
            return _replace(files, self.output)


@contextmanager
def opened(output: Path) -> Iterator[Opened]:
    """The output, for one publish. Where none comes of it nothing new is left. Raises Stop as `publish` does."""
    with _disk(output):
        claim(output)
        made = [folder for folder in (output / STATE, output) if not lexists(folder)]
        os.makedirs(output, 0o755, exist_ok=True)
        make_folders(output, [STATE])
        with _locked(output):
            _settle(output)
            try:
                yield Opened(output)
            finally:
                discard(output)
                _unmake(output, made)


def _unmake(output: Path, made: Iterable[Path]) -> None:
    """Take away the folders of an output that nothing was published to."""
    if lexists(output / MARKER) or lexists(output / JOURNAL):
        return
    for folder in made:
        with suppress(OSError):
            if folder.name == STATE:
                os.unlink(output / LOCK)
            os.rmdir(folder)


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


def listed(output: Path) -> bytes:
    """SHA-256 of the list of what was published to an output; nothing where there is none."""
    with suppress(OSError):
        return hashlib.sha256((output / MANIFEST).read_bytes()).digest()
    return b""


def claim(output: Path) -> None:
    """Raise Stop (2) unless the output is ours: marked by an earlier publish, empty, or not there yet."""
    with _disk(output):
        if not lexists(output):
            return
        if not isdir(output):
            refuse([f"{output}: is not a folder; choose another with --output"])
        state = output / STATE
        refuse_links(output, {STATE})
        if lexists(state) and not isdir(state):
            refuse([f"{state}: is not a folder; remove it, then build again"])
        inside = {f"{STATE}/{name}" for name in os.listdir(state)} if lexists(state) else set()
        refuse_links(output, inside)
        if MARKER in inside:
            return
        # A first publish killed before its marker stood leaves no more than the lock and drafts.
        foreign = sorted(inside - {LOCK, DRAFTS}) + sorted(set(os.listdir(output)) - {KEPT, STATE})
        if foreign:
            found = f"it holds {quoted(foreign[0])} and no {MARKER}"
            refuse([f"{output}: was not published from here: {found}; choose another with --output, or empty it"])


def _settle(output: Path) -> None:
    """Leave nothing of an earlier run that was killed."""
    if lexists(output / JOURNAL):
        try:
            change = read(output / JOURNAL)
        except ValueError:
            _refuse_damaged(output, JOURNAL)
        refuse_links(output, {*change.cleared, *change.moved, *change.removed})
        finish(output, change)
    discard(output)


def _replace(files: Mapping[str, Body], output: Path) -> Published:
    if not lexists(output / MARKER):
        write(output / MARKER, b"Published by Plainspoken, which replaces and removes the files that manifest lists.\n")
    old_manifest = (output / MANIFEST).read_bytes() if lexists(output / MANIFEST) else b"{}"
    old = _old_paths(output, old_manifest, files.keys())
    # What is known to be there as it is will not be touched; what stands beside it was looked at when it was published.
    touched = {path: body for path, body in files.items() if not isinstance(body, Same)}
    refuse_links(output, touched.keys() | (old - files.keys()))
    refuse(in_the_way(touched, output, old))
    changed, manifest = _compare(files, output)
    change = _plan(files, changed, old, output)
    if changed or manifest != old_manifest:
        check_reach(output, change)
        stage(files, output, change, manifest)
        finish(output, change)
    return Published(len(changed), len(files) - len(changed), len(change.cleared) + len(change.removed))


def _compare(files: Mapping[str, Body], output: Path) -> tuple[list[str], bytes]:
    """The files to write, and the manifest of all. In one pass, so that a lazy mapping makes each page once.

    Each is held against the disk and not against the old manifest: somebody may have edited a page by hand.
    """
    changed, entries = [], {}
    for path in sorted(files):
        body = files[path]
        told = Same(hashlib.sha256(body).hexdigest(), len(body)) if isinstance(body, bytes) else body
        entries[path] = {"sha256": told.sha256, "size": told.size}
        if isinstance(body, Draft) or (isinstance(body, bytes) and not holds(join(output, path), body)):
            changed.append(path)
    return changed, json.dumps(entries).encode()


def _plan(files: Mapping[str, Body], changed: Iterable[str], old: Set[str], output: Path) -> Change:
    new = files.keys()
    gone, whole = old - new, _whole(files, changed, output)
    folders = parents(new) if gone else set[str]()
    cleared = {path for path in gone if path in folders or not new.isdisjoint(parents([path]))}
    moved = {whole.get(path, path) for path in changed}
    return Change(
        folders=sorted(folder for folder in parents(moved) if not isdir(join(output, folder))),
        cleared=sorted(cleared),
        moved=sorted(moved, key=lambda path: (path.endswith(".html") or path not in files, path)),
        removed=sorted(gone - cleared),
    )


def _whole(files: Mapping[str, Body], changed: Iterable[str], output: Path) -> dict[str, str]:
    """The outermost new folder of each file that moves with it: of those folders where nothing stands yet, and all files are drafts."""
    there = cache(lambda folder: lexists(join(output, folder)))
    found: dict[str, str] = {}
    mixed = set()
    for path in changed:
        ends = (at for at, letter in enumerate(path) if letter == "/")
        top = next((path[:end] for end in ends if not there(path[:end])), "")
        if top and isinstance(files[path], Draft):
            found[path] = top
        else:
            mixed.add(top)
    return {path: top for path, top in found.items() if top not in mixed}


def _check_paths(paths: Mapping[str, object]) -> None:
    for path in paths:
        check_path(path)
    both = parents(paths) & paths.keys()
    if both:
        raise ValueError(f"both a file and a folder: {min(both)!r}")


def _old_paths(output: Path, manifest: bytes, new: Set[str]) -> set[str]:
    try:
        listed = json.loads(manifest)
        if listed.keys() != new:  # those are checked
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


def _refuse_damaged(output: Path, name: str) -> NoReturn:
    line = f"{output / name}: is damaged; move away everything in {output}, then build again"
    raise Stop([escaped(line)], INPUT_FAULT)
