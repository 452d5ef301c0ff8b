"""Folders -> which of their files changed, as soon as they have come to rest.

The operating system tells, so that a folder of tens of thousands of files costs nothing while nobody writes
(`watchfiles`; WATCHFILES_FORCE_POLLING=1 in the environment has it look by itself, for disks that tell nothing).
"""

import os
from collections.abc import Iterable, Sequence
from os.path import abspath, isdir, join, realpath, relpath
from pathlib import Path
from time import monotonic

from watchfiles._rust_notify import RustNotify  # what `watchfiles.watch` is made of: it watches once it is made, not when first asked

STEP = 50
"""Milliseconds without a change after which a burst of saves has come to rest."""
LONGEST = 2000
"""Milliseconds after which a burst that does not end counts all the same."""
LOOK = 1.0
"""Seconds between two looks at whether a folder itself has come, gone or been put in another's place."""
POLL = 300
"""Milliseconds between two looks, on a system that does not tell."""


class Watcher:
    """Some folders, watched from the moment it is made."""

    def __init__(self, folders: Sequence[Path]) -> None:
        self.folders = [abspath(folder) for folder in folders]
        self._open()

    def _open(self) -> None:
        self._seen = {folder: _identity(folder) for folder in self.folders}
        self._true = {realpath(folder): folder for folder in self.folders if isdir(folder)}
        try:
            self._told = _notifier(self._true, bool(os.environ.get("WATCHFILES_FORCE_POLLING")))
        except (OSError, RuntimeError):  # the system lets us watch no more folders, or nothing at all, or one has gone since
            self._told = _notifier(filter(isdir, self._true), True)

    def wait(self, longest: float) -> frozenset[str]:
        """Sleep until something has changed and come to rest, or for `longest` seconds; the paths that changed.

        A folder that came, went or was replaced is told of itself: whatever is in it may have changed.
        """
        end = monotonic() + longest
        while (left := end - monotonic()) > 0:
            found = self._told.watch(LONGEST, STEP, max(int(min(LOOK, left) * 1000), 1), None)
            changed = {name for _, path in found for name in self._named(path)} if isinstance(found, set) else set[str]()
            replaced = {folder for folder, before in self._seen.items() if _identity(folder) != before}
            if replaced:
                self._told.close()
                self._open()
            if changed or replaced:
                return frozenset(changed | replaced)
        return frozenset()

    def _named(self, path: str) -> list[str]:
        """The path as our folders name it; nothing for a name that begins with a dot or ends in ~, which is an editor's own."""
        for true, folder in self._true.items():
            if path.startswith(join(true, "")):
                inside = relpath(path, true)
                own = any(name.startswith(".") or name.endswith("~") for name in inside.split(os.sep))
                return [] if own else [join(folder, inside)]
        return []


def _notifier(folders: Iterable[str], polls: bool) -> RustNotify:
    return RustNotify(list(folders), False, polls, POLL, True, True)


def _identity(folder: str) -> tuple[int, int] | None:
    """Which folder it is on which disk; None where there is none."""
    try:
        known = os.stat(folder)
    except OSError:
        return None
    return known.st_dev, known.st_ino
