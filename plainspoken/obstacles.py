"""A folder to publish to -> what stands where the new tree must go and is not ours, or will not let itself be changed."""

import errno
import hashlib
import os
import re
import stat
from collections.abc import Iterable, Iterator, Mapping, Set
from os.path import dirname, isdir, islink, join, realpath
from pathlib import Path
from typing import NoReturn

from plainspoken.journal import STATE, Body, Change, kind, parents
from plainspoken.problems import INPUT_FAULT, Stop, escaped


def in_the_way(files: Mapping[str, Body], output: Path, old: Set[str]) -> Iterator[str]:
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
        elif found and (path not in old or found != stat.S_IFREG) and not _equals(place, files[path]):
            foreign.add(path)
    for path in sorted(foreign):
        yield f"{output / path}: is in the way and was not published from here; move it away, then build again"


def check_reach(output: Path, change: Change) -> None:
    """Raise OSError now for a folder where a rename would fail when it is too late to leave the old tree."""
    device = os.stat(output / STATE).st_dev
    touched = {dirname(path) for path in (*change.moved, *change.removed)} | parents(change.cleared)
    fixed = {*change.moved, *change.removed, *change.cleared} | parents(change.moved) | parents(change.cleared)
    mounted = sorted(_mounts(output, fixed))
    if mounted:
        raise OSError(errno.EXDEV, "is mounted there, and no page can be put in its place; unmount it, or choose another with --output", mounted[0])
    for place in (output / folder for folder in sorted(touched)):
        if not isdir(place):
            continue
        if not os.access(place, os.W_OK | os.X_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), place)
        if os.stat(place).st_dev != device:
            raise OSError(errno.EXDEV, "is on another disk than the folder published to", place)


def _mounts(output: Path, paths: Set[str]) -> Iterator[Path]:
    """Those of these paths, and of our own state, where something is mounted, as far as the system tells. A rename fails there, from the same disk too."""
    try:
        told = Path("/proc/self/mountinfo").read_bytes().splitlines()
    except OSError:
        return
    root = join(realpath(output), "")
    for line in told:
        place = os.fsdecode(re.sub(rb"\\([0-7]{3})", lambda code: bytes([int(code[1], 8)]), line.split(b" ")[4]))
        path = place.removeprefix(root) if place.startswith(root) else ""
        if path in paths or path.partition("/")[0] == STATE:
            yield output / path


def _equals(place: str, body: Body) -> bool:
    """Whether a real file there is the file of the new tree."""
    if isinstance(body, bytes):
        return holds(place, body)
    return kind(place) == stat.S_IFREG and hashlib.sha256(Path(place).read_bytes()).hexdigest() == body.sha256


def holds(place: str, data: bytes) -> bool:
    """Whether a real file there holds exactly these bytes."""
    if kind(place) != stat.S_IFREG or os.stat(place).st_size != len(data):
        return False
    with open(place, "rb") as file:
        return file.read() == data


def refuse_links(output: Path, paths: Set[str]) -> None:
    """A link may lead anywhere: nothing is written, renamed or removed through one."""
    links = (output / path for path in sorted(parents(paths) | paths) if islink(join(output, path)))
    refuse(f"{link}: is a link, and nothing is published through links; remove it, then build again" for link in links)


def refuse(lines: Iterable[str]) -> None:
    """Raise Stop (2) with these lines, where there are any."""
    found = [escaped(line) for line in lines]
    if found:
        raise Stop(found, INPUT_FAULT)


def _raise(error: OSError) -> NoReturn:
    raise error
