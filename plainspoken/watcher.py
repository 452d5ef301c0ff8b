"""Folders -> word that something in them has changed, as soon as it has come to rest.

By looking, again and again: it needs no library, works on every disk, and takes milliseconds for a thousand files.
"""

import os
from collections.abc import Sequence
from pathlib import Path
from time import monotonic, sleep

Look = dict[str, tuple[int, ...]]
"""Path -> numbers that tell a change."""

PAUSE = 0.1
"""Seconds between two looks. A change counts when two looks agree, so that a burst of saves is one change."""
LONGEST = 2.0
"""Seconds after which a burst that does not end counts all the same."""


def look(folders: Sequence[Path]) -> Look:
    """Every path below the folders, save the names that are never content (they begin with a dot or end in ~).

    ctime, because mtime can be set back; inode, for a file put in another's place. Of folders only that they are
    there: their times change with the files an editor makes for itself.
    """
    found: Look = {}
    waiting = [str(folder) for folder in folders]
    while waiting:
        folder = waiting.pop()
        try:
            with os.scandir(folder) as entries:
                for entry in entries:
                    if entry.name.startswith(".") or entry.name.endswith("~"):
                        continue
                    known = entry.stat(follow_symlinks=False)
                    found[entry.path] = (known.st_mode, known.st_ino)
                    if entry.is_dir(follow_symlinks=False):
                        waiting.append(entry.path)
                    else:
                        found[entry.path] += (known.st_size, known.st_mtime_ns, known.st_ctime_ns)
        except OSError as error:
            found[folder] = (error.errno or 0,)
    return found


def wait(folders: Sequence[Path], seen: Look, longest: float) -> Look:
    """Sleep until the folders differ from what was seen and have come to rest, or for `longest` seconds; what is there then.

    Coming to rest also parts two writes so close that the disk's clock gives them one time: a look between them would
    take the second for the first.
    """
    started, changed, last = monotonic(), 0.0, seen
    while True:
        sleep(PAUSE)
        now, at = look(folders), monotonic()
        if now != seen:
            changed = changed or at
            if now == last or at - changed > LONGEST:
                return now
        elif at - started > longest:
            return now
        last = now
