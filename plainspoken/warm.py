"""What a preview keeps of its last build -> the pages of an edited inspection, remade at once.

An edit of one inspection nearly always changes its own pages most. They are made here from what is at hand and put over
those that are there. The build that follows looks at everything, as ever: it makes whatever else hangs on the edit.
"""

import os
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from os.path import abspath, isfile, join, relpath
from threading import Lock
from time import perf_counter
from typing import NamedTuple

from plainspoken import folders, journal, making
from plainspoken.crew import Parcel
from plainspoken.gather import Gathered
from plainspoken.making import Before, Kit, Made
from plainspoken.memo import Memo
from plainspoken.obstacles import holds
from plainspoken.options import Options
from plainspoken.problems import INPUT_FAULT, Stop, gate
from plainspoken.slices import Slices
from plainspoken.survey import INSPECTIONS

PLACE = f"{journal.STATE}/early"
"""Where a page is written before it takes the place of another."""


class Early(NamedTuple):
    """What came of an edit ahead of the build."""

    pages: int
    seconds: float
    lines: tuple[str, ...] | None = None
    """What is wrong with the records edited; None where nothing is, and nothing was."""


class Warm:
    """What is at hand between two builds of one output. Two threads use it: that which builds, and that which hears of edits."""

    def __init__(self, options: Options) -> None:
        self.options, self.content = options, abspath(options.content)
        self._lock = Lock()
        self._memo = Memo(options.memo, shared=True)
        self._found: Gathered | None = None
        self._kit: Kit | None = None
        self._edited: dict[str, None] = {}
        """Inspections whose pages were remade since the build under way began: it may put older ones over them."""
        self._written: set[str] = set()
        self._faulty: dict[str, tuple[str, ...]] = {}

    # For the thread that builds.

    @property
    def cold(self) -> bool:
        """Whether nothing is at hand."""
        return self._found is None

    def begin(self) -> None:
        """A build begins; it sees every edit that was made before now."""
        with self._lock:
            self._edited.clear()
            self._written.clear()

    def take(self, found: Gathered, kit: Kit) -> None:
        """What a build gathered and made its pages with. What was edited meanwhile is remade over what it published."""
        with self._lock:
            self._found, self._kit = replace(found, keeping=replace(found.keeping, memo=self._memo)), replace(kit, drafts="")
            self._faulty.clear()
            for path in filter(isfile, self._written):  # the build may have noted it as its own: with another time it will look again
                os.utime(path)
            for name in self._edited.keys() & found.kept.keys():
                self._remake(self._found, self._kit, name)

    # For the thread that hears of edits.

    def edit(self, paths: Iterable[str]) -> Early | None:
        """Remake the pages of the inspections that these files are of; None where an edit asks for more than that."""
        started, pages = perf_counter(), 0
        with self._lock:
            names = self._at_hand(list(paths))
            if not names or not self._found or not self._kit:
                self._found = None  # what is at hand is no longer what stands in the folder
                return None
            had_faults = bool(self._faulty)
            for name in names:
                self._edited[name] = None
                pages += self._remake(self._found, self._kit, name)
            lines = tuple(dict.fromkeys(line for told in self._faulty.values() for line in told))
            return Early(pages, perf_counter() - started, lines if lines or had_faults else None)

    def _at_hand(self, paths: list[str]) -> list[str]:
        """The inspections that the files are of; nothing when one of them is new, gone or of no inspection."""
        if not self._found:
            return []
        inside = [relpath(path, self.content).replace(os.sep, "/") for path in paths]
        known = all(path in self._found.survey.files and isfile(join(self.content, path)) for path in inside)
        names = list(dict.fromkeys(path.removeprefix(INSPECTIONS).rpartition("/")[0] for path in inside))
        return names if known and all(name in self._found.kept for name in names) else []

    def _remake(self, found: Gathered, kit: Kit, name: str) -> int:
        """How many pages look different now. A fault in the record is noted; whatever else goes wrong is for the build to tell."""
        self._faulty.pop(name, None)
        with suppress(OSError):
            try:
                read = folders.examine(name, found.around)
                gate(read.problems)
                if read.entry:
                    found.add(read)
                    return sum([self._put(made) for made in _pages(found, kit, name)])
            except Stop as stop:
                if stop.code == INPUT_FAULT:
                    self._faulty[name] = tuple(stop.lines)
        return 0

    def _put(self, made: Made) -> bool:
        """Put a page over that which is there, if it is another. A page that is new, or is at fault, waits for the build."""
        place, waiting = join(self.options.output, made.path), join(self.options.output, PLACE)
        if made.problems or not isfile(place) or holds(place, made.body):
            return False
        with open(waiting, "wb") as file:
            file.write(made.body)
        os.replace(waiting, place)
        self._written.add(place)
        return True


def _pages(found: Gathered, kit: Kit, name: str) -> list[Made]:
    """The pages of one inspection."""
    slices = Slices(found)
    return making.of_slice(slices.task(slices.of(name.partition("/")[0], [name]), Parcel(kit), Before())).made
