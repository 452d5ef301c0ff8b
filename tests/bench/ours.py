"""One build of ours in a process of its own, without search: all of it, or the pages that Hugo makes too; its report as JSON.

    python -m tests.bench.ours [--core] [--follow] --content DIR --output DIR --templates DIR --cache DIR [--jobs N]
"""

import argparse
import json
import re
import sys
from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path
from time import perf_counter

from plainspoken import ending, pipeline
from plainspoken.page import Page
from plainspoken.pages import authority, inspection, lists, young
from plainspoken.pipeline import Options
from plainspoken.portal import Portal
from plainspoken.problems import Stop

ROOT = Path(__file__).resolve().parents[2]

# The core: what Hugo makes too.

ADDRESS = re.compile(r"inspections/index\.html|authorities/[^/]+/(?:(?!topics/)[^/]+/(?:young-people/)?)?index\.html|assets/.+")
"""Addresses of the core. Any other is of a page or file of the whole portal that this build leaves out."""


def places(portal: Portal) -> Iterator[Page]:
    """Pages of authorities, without their badges."""
    return (page for page in authority.pages(portal) if page.template)


def stories(portal: Portal) -> Iterator[Page]:
    """Pages for young people, without posters, letters and places over the years."""
    return (page for page in young.stories(portal) if ADDRESS.fullmatch(page.path))


def elsewhere(address: str) -> bool:
    """Whether a link leads to what this build leaves out: it is not followed."""
    return not address.startswith("../") and not ADDRESS.fullmatch(address)


def options(chosen: argparse.Namespace) -> Options:
    """What a build is asked to do. Neither side has search here; the audit and the gate hold for every page that is made."""
    every = Options(chosen.content, chosen.output, chosen.templates, ROOT / "assets", jobs=chosen.jobs, memo=chosen.cache / "memo.sqlite")
    return replace(every, local=(places, inspection.pages, stories), whole=(lists.front,), elsewhere=elsewhere) if chosen.core else every


def main(arguments: list[str]) -> int:
    """Build, and print the report: pages, files written and removed, seconds, and the seconds of each stage."""
    parser = argparse.ArgumentParser(prog="ours")
    parser.add_argument("--core", action="store_true")
    for name in ("content", "output", "templates", "cache"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--jobs", type=int, default=0)
    parser.add_argument("--follow", action="store_true", help="go on, and show each edit as `serve` does")
    chosen = parser.parse_args(arguments)
    if chosen.follow:
        from plainspoken import preview  # a build does without it

        preview.follow(options(chosen), lambda outcome: print(outcome, flush=True))
        return 0
    begun: dict[str, float] = {}

    def stage(name: str, done: int, of: int) -> None:
        begun.setdefault(name, perf_counter())
    start = perf_counter()
    try:
        report = pipeline.build(options(chosen), stage, last=True)
    except Stop as stop:
        print("\n".join(stop.lines[-20:]), file=sys.stderr)
        return stop.code
    ends = [*list(begun.values())[1:], start + report.seconds]
    print(json.dumps({**asdict(report), "stages": {name: round(end - at, 3) for (name, at), end in zip(begun.items(), ends, strict=True)}}))
    return 0


if __name__ == "__main__":
    ending.leave(main(sys.argv[1:]))
