"""One build of ours in a process of its own, without search: all of it, or the pages that Hugo makes too; its report as JSON.

    python -m tests.bench.ours [--core] --content DIR --output DIR --templates DIR --cache DIR [--jobs N]
"""

import argparse
import json
import re
import sys
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import asdict, replace
from pathlib import Path
from time import perf_counter

from plainspoken import audit, pipeline, urls
from plainspoken.page import Page
from plainspoken.pages import authority, inspection, lists, young
from plainspoken.pipeline import Options
from plainspoken.portal import Portal
from plainspoken.problems import Problem, Stop

ROOT = Path(__file__).resolve().parents[2]

# The core: what Hugo makes too. All that ours has to be told for it stands between here and `core`.

ADDRESS = re.compile(r"inspections/index\.html|authorities/[^/]+/(?:(?!topics/)[^/]+/(?:young-people/)?)?index\.html|assets/.+")
"""Addresses of the core. Any other is of a page or file of the whole portal that this build leaves out."""


def _core(family: Callable[[Portal], Iterator[Page]]) -> Callable[[Portal], Iterator[Page]]:
    """A family without what does not belong to the core."""
    def pages(portal: Portal) -> Iterator[Page]:
        return (page for page in family(portal) if ADDRESS.fullmatch(page.path))
    return pages


def _table(portal: Portal) -> Iterator[Page]:
    """The first page of the lists."""
    yield next(page for page in lists.pages(portal) if page.path == urls.INSPECTIONS)


def _none(pages: Collection[Page]) -> list[Page]:
    return []


def _within(join: Callable[..., list[Problem]]) -> Callable[..., list[Problem]]:
    """Links that lead out of the core lead somewhere in the whole portal: they are not followed."""
    kept: dict[str, bool] = {}

    def stays(target: str) -> bool:
        if target not in kept:
            kept[target] = target.startswith("../") or bool(ADDRESS.fullmatch(target))
        return kept[target]

    def joined(seen: Iterable[audit.Seen], all_paths: Collection[str], base_path: str = "/") -> list[Problem]:
        return join((replace(one, links=tuple(link for link in one.links if stays(link.target))) for one in seen), all_paths, base_path)
    return joined


def core() -> None:
    """From now on this process builds the core alone: the audit and the gate hold for every page of it."""
    pipeline.FAMILIES = (_core(authority.pages), _core(inspection.pages), _core(young.pages), _table)
    pipeline.sitemap.pages = _none  # Hugo makes no sitemap either
    pipeline.audit.join = _within(audit.join)


def options(chosen: argparse.Namespace) -> Options:
    """What a build is asked to do. The pipeline's own `cache` is that of search, which neither side has here."""
    return Options(chosen.content, chosen.output, chosen.templates, ROOT / "assets", jobs=chosen.jobs)


def main(arguments: list[str]) -> int:
    """Build, and print the report: pages, files written and removed, seconds, and the seconds of each stage."""
    parser = argparse.ArgumentParser(prog="ours")
    parser.add_argument("--core", action="store_true")
    for name in ("content", "output", "templates", "cache"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--jobs", type=int, default=0)
    chosen = parser.parse_args(arguments)
    if chosen.core:
        core()
    begun: dict[str, float] = {}

    def stage(name: str, done: int, of: int) -> None:
        begun.setdefault(name, perf_counter())
    start = perf_counter()
    try:
        report = pipeline.build(options(chosen), stage)
    except Stop as stop:
        print("\n".join(stop.lines[-20:]), file=sys.stderr)
        return stop.code
    ends = [*list(begun.values())[1:], start + report.seconds]
    print(json.dumps({**asdict(report), "stages": {name: round(end - at, 3) for (name, at), end in zip(begun.items(), ends, strict=True)}}))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
