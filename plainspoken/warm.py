"""What a preview keeps of its last build -> the pages of an edited inspection or place, remade at once.

An edit of one of them nearly always changes its own pages most. They are made here from what is at hand and put over
those that are there. The build that follows looks at everything, as ever: it makes whatever else hangs on the edit.
"""

import os
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from os.path import abspath, isfile, join, relpath
from pathlib import Path
from threading import Lock
from time import perf_counter
from typing import NamedTuple

from plainspoken import codec, content, folders, journal, making
from plainspoken.content import Content
from plainspoken.crew import Parcel
from plainspoken.gather import Gathered
from plainspoken.making import Before, Kit, Made
from plainspoken.memo import Memo
from plainspoken.obstacles import holds
from plainspoken.options import Options
from plainspoken.problems import INPUT_FAULT, Stop, gate
from plainspoken.slices import Share, Slices
from plainspoken.survey import INSPECTIONS

AUTHORITIES = "authorities/"
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
        """What had its pages remade since the build under way began, as a survey names it: the build may put older ones over them."""
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
            for one in [one for one in self._edited if self._is_known(one)]:
                self._remake(one)

    # For the thread that hears of edits.

    def edit(self, paths: Iterable[str]) -> Early | None:
        """Remake the pages of the inspections and places that these files are of; None where an edit asks for more than that."""
        started, pages = perf_counter(), 0
        with self._lock:
            found = self._at_hand(list(paths))
            if not found:
                self._found = None  # what is at hand is no longer what stands in the folder
                return None
            had_faults = bool(self._faulty)
            for one in found:
                self._edited[one] = None
                pages += self._remake(one)
            lines = tuple(dict.fromkeys(line for told in self._faulty.values() for line in told))
            return Early(pages, perf_counter() - started, lines if lines or had_faults else None)

    def _at_hand(self, paths: list[str]) -> list[str]:
        """What the files are of: folders of inspections, records of places. Nothing when one of them is new, gone or of something else."""
        if not self._found:
            return []
        inside = [relpath(path, self.content).replace(os.sep, "/") for path in paths]
        if not all(path in self._found.survey.files and isfile(join(self.content, path)) for path in inside):
            return []
        found = list(dict.fromkeys(path.rpartition("/")[0] if path.startswith(INSPECTIONS) else path for path in inside))
        return found if all(map(self._is_known, found)) else []

    def _is_known(self, one: str) -> bool:
        """Whether the last build had this inspection or place."""
        if not self._found:
            return False
        if one.startswith(INSPECTIONS):
            return one.removeprefix(INSPECTIONS) in self._found.kept
        return one.startswith(AUTHORITIES) and _id(one) in self._found.base.authorities

    def _remake(self, one: str) -> int:
        """How many pages look different now. A fault in the record is noted; whatever else goes wrong is for the build to tell."""
        self._faulty.pop(one, None)
        with suppress(OSError):
            try:
                made = self._inspection(one.removeprefix(INSPECTIONS)) if one.startswith(INSPECTIONS) else self._place(one)
                return sum([self._put(page) for page in made])
            except Stop as stop:
                if stop.code == INPUT_FAULT:
                    self._faulty[one] = tuple(stop.lines)
        return 0

    def _inspection(self, name: str) -> list[Made]:
        """The pages of an inspection, read anew. Raises Stop."""
        if not self._found or not self._kit:
            return []
        read = folders.examine(name, self._found.around)
        gate(read.problems)
        if not read.entry:
            return []
        self._found.add(read)
        slices = Slices(self._found)
        return _pages(slices, slices.of(name.partition("/")[0], [name]), self._kit)

    def _place(self, path: str) -> list[Made]:
        """The pages about a place, its record read anew. Raises Stop."""
        if not self._found or not self._kit:
            return []
        read = Content()
        gate(content.read_file(read, Path(self.content, path), f"{self._found.survey.folder.name}/{path}"))
        codec.forget_places(read.authorities)
        every = {**self._found.base.authorities, **read.authorities}
        self._found = replace(self._found, base=replace(self._found.base, authorities=every))
        setting = self._kit.setting
        self._kit = replace(self._kit, content=replace(self._kit.content, authorities=every),
                            setting=replace(setting, reference=replace(setting.reference, authorities=every)))
        slices = Slices(self._found)
        return _pages(slices, slices.place(_id(path), []), self._kit)

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


def _pages(slices: Slices, share: Share, kit: Kit) -> list[Made]:
    """What a share makes, whatever is known of it."""
    return making.of_slice(slices.task(share, Parcel(kit), Before())).made


def _id(path: str) -> str:
    """The id of a place by the path of its record."""
    return path.removeprefix(AUTHORITIES).removesuffix(".yaml")
