"""What the last build was made of, with edits taken in one by one -> the pages that these change most, ahead of the next build.

Those are the pages of an edited inspection or place, and the pages that somebody looks at. Each is what the next build makes.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, partial

from plainspoken import folders, gather, kits, making, urls
from plainspoken.crew import Parcel
from plainspoken.gather import Gathered
from plainspoken.kits import Means
from plainspoken.making import Before, Chunk, Kit, Made
from plainspoken.options import Options
from plainspoken.problems import INPUT_FAULT, Stop, gate
from plainspoken.refer import Key
from plainspoken.slices import Slices
from plainspoken.survey import INSPECTIONS

AUTHORITIES = "authorities/"
LOOKS = ""
"""Stands for templates and assets among the names of what is edited."""
FRAMEWORKS = "frameworks/"
AHEAD = 1000
"""Inspections up to which the pages of the whole portal are made ahead of a build too. Of more, one such page is long in finding."""
AFRESH = 100
"""Inspections of one kind up to which all are read anew when their framework is edited, of which the index of inspections is made."""


@dataclass
class Hand:
    """What is at hand. What is edited is named as a survey does, an inspection by its folder; or LOOKS."""

    options: Options
    found: Gathered
    kit: Kit
    drawn: Mapping[str, bytes] = field(default_factory=dict)
    """The assets, by their addresses, once they may have changed."""
    waiting: dict[str, None] = field(default_factory=dict)
    """What was edited and could not be taken in yet: what mends it may be an edit of something else."""

    def knows(self, edited: str) -> bool:
        """Whether an edit of this can be taken in."""
        if edited.startswith(INSPECTIONS):
            return edited.removeprefix(INSPECTIONS) in self.found.kept
        return edited == LOOKS or (edited in self.found.survey.hashes and len(self._of_kind(edited)) <= AFRESH)

    def _of_kind(self, edited: str) -> list[str]:
        """The inspections under an edited framework."""
        kind = edited.removeprefix(FRAMEWORKS).removesuffix(".yaml") if edited.startswith(FRAMEWORKS) else ""
        return [name for name, kept in self.found.kept.items() if kept.entry.card.framework == kind] if kind else []

    def take_in(self, edited: Iterable[str]) -> tuple[list[str], list[str]]:
        """Read it anew, and what waits; what was taken in, and a line for each fault of the rest. An inspection is taken in by itself, but
        what all are held against as a whole.
        """
        self.waiting |= dict.fromkeys(edited)
        taken, lines, means = list[str](), list[str](), cache(partial(kits.means, self.options))  # read once, however much was edited
        inspections = [one for one in self.waiting if one.startswith(INSPECTIONS)]
        once = [one for one in self.waiting if not one.startswith(INSPECTIONS)]
        for some in filter(None, (once, *([one] for one in inspections))):
            try:
                if some is once:
                    self._once(once, means())
                else:
                    self._inspection(some[0].removeprefix(INSPECTIONS), means())
                taken += some
            except Stop as stop:
                lines += stop.faults if stop.code == INPUT_FAULT else []  # what the machine refuses is for the build to tell
        self.waiting = {one: None for one in self.waiting if one not in taken}
        return taken, lines

    def _inspection(self, name: str, means: Means) -> None:
        """Read an inspection anew. Raises Stop, and all is as it was."""
        if self._add(self.found, [name]):
            self._fit(means)

    def _once(self, edited: Sequence[str], means: Means) -> None:
        """Read anew some of what all inspections are held against. Raises Stop, and all is as it was."""
        found = self.found
        for one in edited:
            found = found if one == LOOKS else found.reread(one)
        gate(gather.of_once(found, means.drawn.icons))
        self._add(found, [name for one in edited for name in self._of_kind(one)])
        self.drawn = means.drawn.files
        self._fit(means)

    def _add(self, found: Gathered, names: Sequence[str]) -> bool:
        """Have this at hand, with some inspections read anew; whether what pages may look up is another now. Raises Stop."""
        every = [folders.examine(name, found.around) for name in names]
        gate(problem for one in every for problem in one.problems)
        before = [found.kept[name].entry.referred for name in names]
        for one in every:
            if one.entry:
                found.add(one)
        self.found = replace(found)  # without what was worked out of it before
        return before != [found.kept[name].entry.referred for name in names]

    def _fit(self, means: Means) -> None:
        """Make pages with what is at hand now."""
        self.kit = kits.kit(self.found, self.options, means, self.kit.setting.searched, "")

    def pages(self, edited: Iterable[str], viewed: Collection[str]) -> Iterator[Made]:
        """Those about what was edited, then those at these addresses. Raises Stop."""
        slices, wanted = Slices(self.found), set(viewed)
        for home, name in dict.fromkeys(filter(any, (*map(self._about, edited), *map(self._beside, viewed)))):
            share = slices.of(home, [f"{home}/{name}"]) if name else slices.place(home, [])
            for made in making.of_slice(slices.task(share, Parcel(self.kit), Before())).made:
                wanted.discard(made.path)
                yield made
        yield from self._whole(wanted)

    def _about(self, edited: str) -> Key:
        """The inspection, or the place alone, that an edit is about."""
        if edited.startswith(INSPECTIONS):
            home, _, name = edited.removeprefix(INSPECTIONS).partition("/")
            return home, name
        return (edited.removeprefix(AUTHORITIES).removesuffix(".yaml") if edited.startswith(AUTHORITIES) else ""), ""

    def _beside(self, path: str) -> Key:
        """The inspection, or the place alone, whose pages an address is among."""
        home, name = urls.about(path)
        return (home, name if f"{home}/{name}" in self.found.kept else "") if home in self.found.base.authorities else ("", "")

    def _whole(self, wanted: set[str]) -> Iterator[Made]:
        """Pages of the whole portal, in one not too large."""
        if not wanted or len(self.found.kept) > AHEAD:
            return
        portal = self.found.portal
        for page in (page for family in self.options.whole for page in family(portal)):
            if page.path in wanted:
                wanted.discard(page.path)
                yield from making.of_chunk(Chunk(Parcel(self.kit), [(page, b"")])).made
                if not wanted:
                    return
