"""What a preview keeps of its last build -> the pages of what was edited, and those that are looked at, remade at once.

An edit nearly always changes its own pages most, and whoever makes it looks at one of those that it changes. They are
made here from what is at hand and put over those that are there. The build that follows looks at everything, as ever:
it makes whatever else hangs on the edit.
"""

import os
from collections.abc import Callable, Collection, Iterable
from contextlib import suppress
from dataclasses import replace
from os.path import abspath, isfile, islink, join, lexists, relpath
from threading import Lock
from time import perf_counter
from typing import NamedTuple

from plainspoken import journal
from plainspoken.gather import Gathered
from plainspoken.hand import LOOKS, Hand
from plainspoken.making import Kit
from plainspoken.memo import Memo
from plainspoken.obstacles import holds
from plainspoken.options import Options
from plainspoken.problems import INPUT_FAULT, Stop, gate
from plainspoken.survey import INSPECTIONS

PLACE = f"{journal.STATE}/early"
"""Where a file is written before it takes the place of another."""


class Early(NamedTuple):
    """What came of an edit ahead of the build."""

    files: int
    seconds: float
    lines: tuple[str, ...] | None = None
    """What is wrong with what was edited; None where nothing is, and nothing was."""
    mended: tuple[str, ...] = ()
    """What was wrong with it before."""


class Warm:
    """What is at hand between two builds of one output. Two threads use it: that which builds, and that which hears of edits.

    `viewed` tells the addresses of the pages that are looked at.
    """

    def __init__(self, options: Options, viewed: Callable[[], Collection[str]] = tuple) -> None:
        self.options, self.viewed, self.content = options, viewed, abspath(options.content)
        self._looks = tuple(join(abspath(folder), "") for folder in (options.templates, options.assets))
        self._lock = Lock()
        self._memo = Memo(options.memo, shared=True)
        self._hand: Hand | None = None
        self._edited: dict[str, None] = {}
        """What was taken in since the build under way began, as Hand names it: the build may put older pages over those remade."""
        self._missed = False
        """Something was edited since that build began that no hand knows of."""
        self._written: set[str] = set()
        self._lines: tuple[str, ...] = ()
        """What was wrong with the last edit."""
        self._faulty: dict[str, None] = {}
        """The pages looked at when something was wrong with one of them: they are remade until nothing is."""
        self._faults: tuple[str, ...] = ()
        """What that was."""

    # For the thread that builds.

    @property
    def cold(self) -> bool:
        """Whether nothing is at hand."""
        return self._hand is None

    def begin(self) -> None:
        """A build begins; it sees every edit that was made before now."""
        with self._lock:
            self._edited.clear()
            self._written.clear()
            self._missed = False

    def take(self, found: Gathered, kit: Kit) -> None:
        """What a build gathered and made its pages with. What was edited meanwhile is remade over what it published."""
        with self._lock:
            self._hand = None
            for path in filter(isfile, self._written):  # the build may have noted it as its own: with another time it will look again
                os.utime(path)
            if self._missed:
                return  # this is no longer what stands in the folder, and the next build is wanted already
            hand = Hand(self.options, replace(found, keeping=replace(found.keeping, memo=self._memo)), replace(kit, drafts=""))
            with suppress(Exception):  # a build is not undone by what would only have been sooner
                self._remake(hand, list(filter(hand.knows, self._edited)))
                self._hand = hand

    # For the thread that hears of edits.

    def edit(self, paths: Iterable[str]) -> Early | None:
        """Remake the pages that an edit of these files changes most; None where it asks for more than that."""
        started = perf_counter()
        with self._lock:
            hand, missed = self._hand, self._missed
            self._hand, self._missed = None, True  # until all is taken in, what is at hand is not what stands in the folder
            edited = [name for path in paths if hand for name in [self._named(hand, path)] if name is not None]
            if not hand or not all(map(hand.knows, edited)):
                return None
            before = self._lines
            self._edited |= dict.fromkeys(edited)
            files = self._remake(hand, list(dict.fromkeys(edited)))
            self._hand, self._missed = hand, missed
            mended = tuple(line for line in before if line not in self._lines)
            return Early(files, perf_counter() - started, self._lines if self._lines or before else None, mended)

    def _named(self, hand: Hand, path: str) -> str | None:
        """What a file is of, as Hand names it: itself, which no hand knows, for one of the content that is new, gone or no file any more.
        None for one that came and went again, as editors have them.
        """
        if join(path, "").startswith(self._looks):
            return LOOKS
        inside, files = relpath(path, self.content).replace(os.sep, "/"), hand.found.survey.files
        if inside in files and isfile(path) and not islink(path):
            return inside.rpartition("/")[0] if inside.startswith(INSPECTIONS) else inside
        return path if lexists(path) or any(f"{name}/".startswith(f"{inside}/") for name in files) else None

    def _remake(self, hand: Hand, edited: list[str]) -> int:
        """How many files are others now. What is wrong with the edit is noted; whatever else goes wrong is for the build to tell."""
        taken, lines = hand.take_in(edited)
        count = 0
        with suppress(OSError):
            count = sum([self._put(path, body) for path, body in hand.drawn.items()]) if LOOKS in taken else 0
            count += self._pages(hand, taken) if taken else 0
        self._lines = tuple(dict.fromkeys((*lines, *self._faults)))
        return count

    def _pages(self, hand: Hand, taken: list[str]) -> int:
        """How many pages are others now. What is wrong with them is noted."""
        viewed = dict.fromkeys(self.viewed()) | self._faulty
        count, self._faulty, self._faults = 0, {}, ()
        try:
            made = list(hand.pages(taken, viewed))
            count = sum([self._put(page.path, page.body) for page in made if not page.problems])
            gate(problem for page in made for problem in page.problems)
        except Stop as stop:
            if stop.code == INPUT_FAULT:
                self._faulty, self._faults = viewed, tuple(stop.faults)
        return count

    def _put(self, path: str, body: bytes) -> bool:
        """Put a file over that which is there, if it is another. One that is new waits for the build."""
        place, waiting = join(self.options.output, path), join(self.options.output, PLACE)
        if not isfile(place) or holds(place, body):
            return False
        with open(waiting, "wb") as file:
            file.write(body)
        os.replace(waiting, place)
        self._written.add(place)
        return True
