"""`make bench`: ours and Hugo in turn over the same records, several times, and one table of what it took.

    python -m tests.bench.bench [--size N …] [--runs N] [--core-only] [--serve] [--folder DIR]
"""

import argparse
import json
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.bench import facts, hugo, measuring, serving, table
from tests.bench.generate import Portal
from tests.bench.measuring import Cost, Failed
from tests.bench.table import Measured

ROOT = Path(__file__).resolve().parents[2]
SIZES = (100, 1000, 10000)
HUGO, CORE, WHOLE = "Hugo", "core", "whole"
BEFORE, AFTER = "At a glance", "At one glance"
"""The edit of a template: both sides have these words on the page of an inspection."""


@dataclass
class Bench:
    """One size: its folders, and what was measured of each side."""

    portal: Portal
    folder: Path
    sides: tuple[str, ...]
    measured: dict[str, Measured] = field(default_factory=dict)
    turns: Counter[str] = field(default_factory=Counter)
    """How often a side began anew."""

    def __post_init__(self) -> None:
        self.content, self.site = self.folder / "content", self.folder / "hugo"
        self.measured = {side: Measured() for side in self.sides}

    def prepare(self) -> None:
        """Records and templates as they are before any edit."""
        self.portal.write(self.content)
        hugo.write(self.portal, self.site)
        shutil.rmtree(self.folder / "templates", ignore_errors=True)
        shutil.copytree(ROOT / "templates", self.folder / "templates")

    def output(self, side: str) -> Path:
        """Where a side builds to."""
        return self.folder / f"out-{side}-{self.turns[side]}"

    def cache(self, side: str) -> Path:
        """Where a side may keep what it wants to remember."""
        return self.folder / f"cache-{side}-{self.turns[side]}"

    def build(self, side: str, remembered: bool = False) -> Cost:
        """Build a side over what is there."""
        if side == HUGO:
            return measuring.run(hugo.command(self.site, self.output(side)), remembered)
        return measuring.run(self.ours(side), remembered)

    def ours(self, side: str) -> list[Any]:
        """The command that builds one of our sides."""
        core = ["--core"] if side == CORE else []
        return [sys.executable, "-m", "tests.bench.ours", *core, "--content", self.content, "--output", self.output(side),
                "--templates", self.folder / "templates", "--cache", self.cache(side)]

    def serve(self) -> float:
        """Seconds from an edit to its page on disk while a preview of the core runs."""
        self.anew(CORE)
        return serving.seconds(self.portal, self.content, [*self.ours(CORE), "--follow"], self.output(CORE))

    def anew(self, side: str) -> None:
        """The next build begins from nothing, in folders of its own. Those of the build before stay until the end: where many files have
        just been removed, a disk is slow to make new ones.
        """
        self.turns[side] += 1

    def cold(self, side: str) -> None:
        """A build from nothing."""
        self.anew(side)
        cost = self.build(side)
        self.measured[side].add("cold", cost.wall)
        self.measured[side].add("processor", cost.processor)
        for stage, seconds in (json.loads(cost.said)["stages"] if side != HUGO else {}).items():
            self.measured[side].add(f"stage {stage}", seconds)

    def warm(self, side: str) -> None:
        """Builds over the one before: nothing changed, one record, one template. Hugo keeps nothing between two runs: each is as its first."""
        self.measured[side].add("no change", self.build(side).wall)
        self.edit()
        self.measured[side].add("one edit", self.build(side).wall)
        page = self.folder / "templates" / "pages" / "inspection.html"
        with swapped(page, page.read_text("utf-8").replace(BEFORE, AFTER)):
            self.measured[side].add("one template", self.build(side).wall)
        self.edit(back=True)

    def edit(self, back: bool = False) -> None:
        """One sentence more in one record, or that record as it was."""
        record = self.portal.record(self.portal.count // 2, edited=not back)
        for name, text in record.files.items():
            if name.endswith("/inspection.yaml"):
                (self.content / name).write_text(text, "utf-8")

    def weigh(self, side: str) -> None:
        """Memory, in a run of its own, since looking at it takes time; then pages and bytes."""
        self.anew(side)
        self.measured[side].add("memory", self.build(side, remembered=True).memory)
        pages, size = measuring.size(self.output(side))
        self.measured[side].add("pages", pages)
        self.measured[side].add("bytes", size)

    def untold(self) -> Iterator[str]:
        """What the two sides do not tell alike."""
        for side in self.sides:
            yield from (f"{side}: {fact}" for fact in facts.missing(self.portal, self.output(side)))
        yield from (f"only one side has {page}" for page in facts.apart(self.output(HUGO), self.output(CORE)))


class swapped:  # noqa: N801 - reads as what it does
    """A file with other text for a while."""

    def __init__(self, path: Path, text: str) -> None:
        self.path, self.text, self.before = path, text, path.read_text("utf-8")
        if text == self.before:
            raise Failed(f"{path} no longer says {BEFORE!r}")

    def __enter__(self) -> None:
        self.path.write_text(self.text, "utf-8")

    def __exit__(self, *_: object) -> None:
        self.path.write_text(self.before, "utf-8")


def measure(bench: Bench, runs: int) -> list[str]:
    """All runs of one size, the sides in turn; what they do not tell alike."""
    bench.prepare()
    for number in range(runs):
        say(f"{bench.portal.count:,} inspections, run {number + 1} of {runs}")
        for side in bench.sides if number % 2 == 0 else reversed(bench.sides):
            bench.cold(side)
            if side != HUGO:
                bench.warm(side)
    for side in bench.sides:
        bench.weigh(side)
    return list(bench.untold())


def main(arguments: Sequence[str]) -> int:
    """Measure each size and print the table; 1 where the sides do not tell the same."""
    chosen = given(arguments)
    sides = (HUGO, CORE) if chosen.core_only else (HUGO, CORE, WHOLE)
    found: dict[int, dict[str, Measured]] = {}
    untold: list[str] = []
    served: dict[int, float] = {}
    with tempfile.TemporaryDirectory(prefix="bench-", dir=chosen.folder) as folder:
        for size in chosen.size or SIZES:
            bench = Bench(Portal(size), Path(folder) / str(size), sides)
            untold += [f"{size:,}: {fact}" for fact in measure(bench, chosen.runs)]
            found[size] = bench.measured
            if chosen.serve and size == max(chosen.size or SIZES):
                served[size] = bench.serve()
    print("\n".join(table.lines(found, served)))
    if untold:
        print("\n".join(["", "The two sides do not tell the same, so nothing above may be compared:", *untold[:50]]))
    return 1 if untold else 0


def given(arguments: Sequence[str]) -> Any:
    """What was typed."""
    parser = argparse.ArgumentParser(prog="bench", description="Ours and Hugo in turn over the same records.")
    parser.add_argument("--size", type=int, action="append", help="inspections; 100, 1,000 and 10,000 unless told; may be given several times")
    parser.add_argument("--runs", type=int, default=3, help="of each side, of which the middle one counts")
    parser.add_argument("--core-only", action="store_true", help="leave the whole portal out")
    parser.add_argument("--serve", action="store_true", help="also time an edit while a preview of the core runs, at the largest size")
    parser.add_argument("--folder", type=Path, help="where to work; the system's folder for passing files unless told")
    return parser.parse_args(arguments)


def say(words: str) -> None:
    """How far it is."""
    print(words, file=sys.stderr, flush=True)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except (Failed, FileNotFoundError) as trouble:
        sys.exit(str(trouble))
