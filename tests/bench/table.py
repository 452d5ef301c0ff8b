"""What was measured -> the table that `make bench` prints."""

import os
import platform
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

HUGO = "Hugo"
TIMES = ("cold", "no change", "one edit", "one template")
STAGE = "stage "


@dataclass
class Measured:
    """What was measured of one side at one size: each kind of figure as often as it was taken."""

    figures: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))

    def add(self, kind: str, figure: float) -> None:
        """One more."""
        self.figures[kind].append(figure)

    def middle(self, kind: str) -> float | None:
        """The median; None where there is none."""
        return median(self.figures[kind]) if self.figures.get(kind) else None


Found = Mapping[int, Mapping[str, Measured]]
"""Size -> side -> what was measured."""


def lines(found: Found, served: Mapping[int, float]) -> Iterator[str]:
    """The table, a block for each size; then growth from one size to the next."""
    load = ", ".join(f"{one:.1f}" for one in os.getloadavg())
    yield f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}, load {load}. Medians; a ratio is to Hugo's cold build."
    for size, sides in found.items():
        yield ""
        yield from _block(size, sides)
        yield from _stages(sides)
        if size in served:
            yield f"an edit in serve: page on disk after {served[size]:.2f} s"
    yield from _growth(found)


def _block(size: int, sides: Mapping[str, Measured]) -> Iterator[str]:
    yield f"{f'{size:,} inspections':<24}" + "".join(f"{side:>12}{'' if side == HUGO else '   ratio':>8}" for side in sides)
    for kind in TIMES:
        yield _row(f"{kind}, s", {side: (measured.middle(kind), "cold") for side, measured in sides.items()}, sides, 1, 2)
    yield _row("processor, s", {side: (measured.middle("processor"), "processor") for side, measured in sides.items()}, sides, 1, 1)
    yield _row("memory, MB", {side: (measured.middle("memory"), "memory") for side, measured in sides.items()}, sides, 1e6, 0)
    yield _row("pages", {side: (measured.middle("pages"), "") for side, measured in sides.items()}, sides, 1, 0)
    yield _row("output, MB", {side: (measured.middle("bytes"), "bytes") for side, measured in sides.items()}, sides, 1e6, 1)


def _row(name: str, cells: Mapping[str, tuple[float | None, str]], sides: Mapping[str, Measured], unit: float, places: int) -> str:
    """One line; a cell is a figure and the kind of Hugo's that it is held against."""
    said = f"{name:<24}"
    for side, (figure, against) in cells.items():
        whole = sides[HUGO].middle(against) if against else None
        ratio = f"{figure / whole:.3f}" if side != HUGO and figure is not None and whole else ""
        said += f"{'' if figure is None else f'{figure / unit:,.{places}f}':>12}{ratio:>8}"
    return said.rstrip()


def _stages(sides: Mapping[str, Measured]) -> Iterator[str]:
    for side, measured in sides.items():
        stages = [f"{kind.removeprefix(STAGE)} {measured.middle(kind):.1f}" for kind in measured.figures if kind.startswith(STAGE)]
        if stages:
            yield f"stages of {side}, s: {', '.join(stages)}"


def _growth(found: Found) -> Iterator[str]:
    for before, after in pairwise(found):
        times = {side: (found[before][side].middle("cold"), found[after][side].middle("cold")) for side in found[after]}
        said = [f"{side} {late / early:.1f} times" for side, (early, late) in times.items() if early and late]
        yield f"\nfrom {before:,} to {after:,} inspections ({after / before:.3g} times), cold: {', '.join(said)}"
