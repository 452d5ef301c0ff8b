"""What was typed -> a stage run, its progress shown, its problems printed, an exit code."""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from io import TextIOWrapper
from pathlib import Path
from time import monotonic
from typing import NoReturn, TextIO

from plainspoken import __version__, arguments, pipeline, portal, reading
from plainspoken.content import Content, unwritten
from plainspoken.crew import DASK
from plainspoken.pipeline import Options, Report
from plainspoken.problems import ENVIRONMENT_FAULT, INPUT_FAULT, PUBLISHED, Stop, did_you_mean, environment, escaped, gate, quoted
from plainspoken.views import plural


class Parser(argparse.ArgumentParser):
    """Arguments at fault end like any other fault of input: one line, exit 2."""

    def error(self, message: str) -> NoReturn:
        """Raises Stop."""
        raise Stop([escaped(message), HINT], INPUT_FAULT)


HINT = 'Try "build.py --help".'
SEARCHES, MEMO = Path(".cache", "search"), Path(".cache", "memo.sqlite")
"""Where search indexes are kept, and what was worked out before, below the root."""


def main(typed: Sequence[str], root: Path) -> int:
    """Run one command; the exit code. `root` is the folder of build.py."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a terminal that lacks a letter is shown its code
    try:
        code = run(given(typed), root)
        print(end="", flush=True)
    except Stop as stop:
        return told(stop)
    except KeyboardInterrupt:
        return told(Stop(["Stopped."], ENVIRONMENT_FAULT))
    except OSError as error:
        if error.filename is None:
            leave(sys.stdout)
        return PUBLISHED if isinstance(error, BrokenPipeError) else told(environment(error.filename or root, error))
    return code


def given(typed: Sequence[str]) -> list[str]:
    """What was typed, with the command that is meant when none is named. Raises Stop."""
    first = next(iter(typed), "")
    if first and not first.startswith("-") and first not in COMMANDS:
        raise Stop([f"there is no command {quoted(escaped(first))}{did_you_mean(first, COMMANDS)}", HINT], INPUT_FAULT)
    return [*typed] if first in {*COMMANDS, "-h", "--help", "--version"} else ["build", *typed]


def told(stop: Stop) -> int:
    """The code to leave with, once the lines are shown; that nobody can read them changes nothing."""
    try:
        print("\n".join(stop.lines), file=sys.stderr, flush=True)
    except OSError:
        leave(sys.stderr)
    return stop.code


def leave(stream: TextIO) -> None:
    """Send what is left of a stream nobody reads to nowhere, or Python would stumble over it at the very end."""
    with suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def run(typed: Sequence[str], root: Path) -> int:
    """The chosen command."""
    chosen = parser(root).parse_args(typed)
    return COMMANDS[chosen.command](chosen, root)


def parser(root: Path) -> Parser:
    """All that can be typed."""
    made = Parser(prog="build.py", description="Turns content/ into a public inspection portal in output/.", allow_abbrev=False)
    made.add_argument("--version", action="version", version=f"Plainspoken {__version__}")
    commands = made.add_subparsers(dest="command", required=True, parser_class=Parser)
    build = commands.add_parser("build", help="build content/ into output/ (this is also what happens when no command is given)")
    check = commands.add_parser("check", help="read and check content/ and publish nothing")
    serve = commands.add_parser("serve", help="build, watch, reload the browser; problems are shown in the page; this machine only")
    for one in (build, check, serve):
        one.add_argument("--content", type=arguments.found, default=root / "content", metavar="DIR", help="the folder with the records")
    build.add_argument("--output", type=arguments.folder, default=root / "output", metavar="DIR", help="where the portal goes")
    build.add_argument("--base-url", type=arguments.base, default=None, metavar="URL", help="replaces base_address of portal.yaml")
    build.add_argument("--jobs", type=arguments.number, default=0, metavar="N", help="worker processes; as many as there are cores unless told")
    build.add_argument("--executor", default="", metavar="dask://ADDRESS", help="make the pages on a Dask cluster instead (pip install distributed)")
    build.add_argument("--no-cache", action="store_true", help="read and make everything anew, and remember nothing")
    build.add_argument("--no-search", action="store_true", help="leave the search index out; pages then offer no search")
    serve.add_argument("--port", type=arguments.number, default=8000, metavar="N")
    check.add_argument("--reading", action="store_true", help="also print how hard each text for young people is to read")
    check.add_argument("--evidence", type=arguments.found, metavar="DIR", help="hold every figure, date and grade against the papers' texts there")
    check.add_argument("--write", action="store_true", help="note down in evidence.yaml what --evidence found")
    new = commands.add_parser("new", help="write a commented file to fill in")
    new.add_argument("kind", choices=("portal", "framework", "authority", "source", "inspection", "plan"))
    new.add_argument("name", nargs="?", default="", help="its id; authority/inspection for an inspection or a plan; none for a portal")
    new.add_argument("--content", type=arguments.folder, default=root / "content", metavar="DIR")
    schema = commands.add_parser("schema", help="write JSON Schema for editors")
    schema.add_argument("--output", type=arguments.folder, default=None, metavar="DIR", help="a folder; printed unless told")
    return made


def build(chosen: argparse.Namespace, root: Path) -> int:
    """Build and publish."""
    with_progress = Progress(sys.stderr)
    try:
        report = pipeline.build(options(chosen, root), with_progress, last=True)
    finally:
        with_progress.end()
    print(closing(report, chosen.output))
    return PUBLISHED


def options(chosen: argparse.Namespace, root: Path) -> Options:
    """What was typed, as the pipeline wants it. Raises Stop."""
    arguments.apart(chosen.output, {"the content folder": chosen.content, "the templates": root / "templates", "the assets": root / "assets"})
    cache = None if chosen.no_search else root / SEARCHES
    return Options(chosen.content, chosen.output, root / "templates", root / "assets", chosen.base_url or "", chosen.jobs, cache=cache,
                   memo=None if chosen.no_cache else root / MEMO, cluster=_cluster(chosen.executor))


def _cluster(executor: str) -> str:
    if executor and not executor.startswith(DASK):
        raise Stop([f"--executor {escaped(executor)}: the address of a Dask scheduler was expected, {DASK}host:port"], INPUT_FAULT)
    return executor.removeprefix(DASK) and f"tcp://{executor.removeprefix(DASK)}"


def closing(report: Report, output: Path) -> str:
    """What was done, in a line; and what a publisher has yet to set."""
    line = f"{report.pages} pages in {escaped(str(output))}: {report.written} files written, {report.removed} removed, {report.seconds:.1f} s; "
    line += "without search." if report.search is None else f"search index {report.search:.1f} s."
    if report.example:
        line += ("\nbase_address is still an example: set it in portal.yaml before you publish, or printed addresses lead nowhere;"
                 " posters and letters leave room for the address and its code.")
    if report.unchecked:
        line += f"\nHelp lines not checked yet: {escaped(', '.join(report.unchecked))}. Ring each, then set checked and checked_by in portal.yaml."
    return line + _unwritten(report.unwritten)


def _unwritten(files: Sequence[str]) -> str:
    """A line about pages that have no words of the publisher's, where there are such."""
    return (f"\nNot written yet: {', '.join(files)}. Readers, and in places the law, expect a portal to say who runs it, what it keeps of them"
            " and whether all can use it." if files else "")


def check(chosen: argparse.Namespace, root: Path) -> int:
    """Read and check; say how much there is."""
    if chosen.write and not chosen.evidence:
        raise Stop(["--write notes down what --evidence DIR found: give both", HINT], INPUT_FAULT)
    found = pipeline.load(chosen.content, root / "assets", lambda *_: None)
    called = next(iter(found.settings.values())).called
    counted = [f"{plural(len(found.inspections), 'inspection')} of {plural(len(found.authorities), called.one, called.many)}",
               plural(len(found.plans), "plan"), plural(len(found.sources), "paper")]
    print(f"No problem found in {plural(len(found.files), 'file')}: {', '.join(counted)}."
          + ("" if chosen.reading or chosen.evidence else _unwritten(unwritten(found))))
    if chosen.reading:
        print("\n".join([*reading.table(reading.of_content(found, chosen.content.name)), reading.ABOUT]))
    return trace(found, chosen) if chosen.evidence else PUBLISHED


def trace(found: Content, chosen: argparse.Namespace) -> int:
    """Hold every fact against the texts of its paper; say how many were found, and of each paper."""
    from plainspoken import evidence  # a build does without it
    result = evidence.check(portal.build(found), chosen.evidence)
    if chosen.write:
        evidence.write(result.evidence, chosen.content / "evidence.yaml")
    for name, count in result.papers.items():
        print(f"{name}: {evidence.told(count)}")
    gate(result.problems, f"{evidence.told(result.total)}.")
    print(f"{evidence.told(result.total)}.")
    return PUBLISHED


def serve(chosen: argparse.Namespace, root: Path) -> int:
    """Preview with reload, until interrupted."""
    from plainspoken.serve import serve as start  # livereload is heavy, and only this needs it
    own = root / ".cache" / "serve"
    options = Options(chosen.content, own, root / "templates", root / "assets", policy=False, cache=root / SEARCHES, fresh=False, memo=root / MEMO)
    return start(options, chosen.port)


def new(chosen: argparse.Namespace, root: Path) -> int:
    """Write a commented file to fill in."""
    from plainspoken.scaffold import scaffold
    if chosen.kind != "portal":  # which makes its folder
        try:
            arguments.found(str(chosen.content))
        except argparse.ArgumentTypeError as fault:
            raise Stop([f"argument --content: {fault}", HINT], INPUT_FAULT) from None
    for path in scaffold(chosen.kind, chosen.name, chosen.content):
        print(f"Wrote {escaped(str(path))}")
    return PUBLISHED


def schema(chosen: argparse.Namespace, root: Path) -> int:
    """Print JSON Schema, or write one file for each kind of record."""
    from plainspoken.schema import write
    for line in write(chosen.output):
        print(line)
    return PUBLISHED


COMMANDS: dict[str, Callable[[argparse.Namespace, Path], int]] = {
    "build": build, "check": check, "serve": serve, "new": new, "schema": schema,
}


class Progress:
    """A bar on a terminal, a plain line a stage elsewhere."""

    WIDTH = 30

    def __init__(self, stream: TextIO) -> None:
        self.stream = stream
        self.live = bool(stream) and stream.isatty()
        self.stage, self.started, self.shown = "", monotonic(), 0.0

    def __call__(self, stage: str, done: int, total: int) -> None:
        """Hear how far a stage is."""
        now = monotonic()
        if stage != self.stage:
            self.stage, self.started, self.shown = stage, now, 0.0
            if not self.live:
                print(stage, file=self.stream)
        if self.live and (now - self.shown > 0.1 or done == total):
            self.shown = now
            print("\r\x1b[K" + self._line(done, total, now), end="", file=self.stream, flush=True)

    def _line(self, done: int, total: int, now: float) -> str:
        if not total:
            return self.stage
        full = self.WIDTH * done // total
        left = f", {(now - self.started) * (total - done) / done:.0f} s left" if 0 < done < total else ""
        return f"{self.stage:8} [{'#' * full}{'.' * (self.WIDTH - full)}] {done} of {total}{left}"

    def end(self) -> None:
        """Clear the bar."""
        if self.live:
            print("\r\x1b[K", end="", file=self.stream, flush=True)
