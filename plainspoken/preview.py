"""The newest build, whatever came of it -> what browsers are shown.

A build that fails leaves the last whole pages as they are, with its problems at the top of each. What is put into pages
for that is put in on their way out: the published files hold none of it.
"""

import gc
import re
import threading
import traceback
from collections.abc import Callable, Collection
from contextlib import suppress
from dataclasses import dataclass, field, replace
from html import escape, unescape
from pathlib import Path

from plainspoken import pipeline, render, urls
from plainspoken.codec import digest
from plainspoken.pipeline import Options, Report
from plainspoken.problems import ENVIRONMENT_FAULT, Stop, environment, escaped
from plainspoken.warm import Early, Warm
from plainspoken.watcher import Watcher

PATIENCE = 1.0
"""Seconds after which it is asked whether anybody still listens."""
RETRY = 3.0
"""Seconds after which a build that the machine refused is tried again, since no edit tells when the disk has room."""
SHOWN = 100
"""Problems shown in a page; the terminal has all of them."""
VIEWED = 4
"""Pages asked for last that are taken to be looked at still."""

WAITING = """<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{title}</title></head>
<body><main style="max-width: 40rem; margin: 2rem auto; padding: 0 1rem; font: 1.125rem/1.5 sans-serif">
<h1>{title}</h1>
<p>The portal is shown here as soon as it is built.</p>
</main></body>
</html>
"""
PROBLEMS = """
<style>
.preview-problems, .preview-problems * {{ all: revert }}
.preview-problems {{ position: sticky; top: 0; z-index: 99999; box-sizing: border-box; max-height: 40vh; overflow: auto;
  padding: 0.75rem 1rem; background: #3d0c11; color: #fff; font: 1rem/1.4 monospace; overflow-wrap: anywhere }}
.preview-problems summary {{ font-family: sans-serif; font-weight: bold; cursor: pointer }}
.preview-problems ul {{ margin: 0.25rem 0 0; padding-inline-start: 1.25rem }}
@media print {{ .preview-problems {{ display: none }} }}
</style>
<div class="preview-problems" role="alert" lang="en" dir="ltr"><details open><summary>{title}</summary>
<ul>
{items}
</ul></details></div>
"""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a build came to: a report, or lines that say why there is none."""

    report: Report | None = None
    lines: tuple[str, ...] = ()
    ending: str = ""
    """What the lines came to, for the terminal."""
    again: bool = False
    """The machine refused, not the content: worth trying again without an edit."""
    trace: str = ""
    """For the terminal, when the fault is ours."""
    base: str = "/"
    """The path of the base address, where 404.html starts its links."""
    late: bool = False
    """An edit came while it was built, and the next build is to follow."""


def follow(options: Options, tell: Callable[[Outcome | Early], object], viewed: Callable[[], Collection[str]] = tuple) -> None:
    """Build, and again after each edit, for as long as `tell` listens. For a thread of its own; another hears of edits meanwhile.

    There are never two builds at once; what is edited during one is built next. The pages that are looked at, of which `viewed` tells
    the addresses, and those about an edited inspection or place show an edit before it.
    """
    edits = Edits(Watcher((options.content, options.templates, options.assets)), Warm(options, viewed), tell)
    threading.Thread(target=edits.hear, daemon=True).start()
    with suppress(RuntimeError):  # the server has ended, and its loop takes no more calls
        while True:
            edits.wanted.clear()
            edits.warm.begin()
            outcome = attempt(options, edits.warm)
            tell(replace(outcome, late=edits.wanted.is_set()))
            edits.wanted.wait(RETRY if outcome.again else None)
    edits.ended.set()


@dataclass
class Edits:
    """What two threads know of each other: one builds, one hears of edits."""

    watcher: Watcher
    warm: Warm
    tell: Callable[[Outcome | Early], object]
    wanted: threading.Event = field(default_factory=threading.Event)
    """Something has changed since the build under way began."""
    ended: threading.Event = field(default_factory=threading.Event)

    def hear(self) -> None:
        """Show of each edit what can be shown at once, and have the rest built."""
        with suppress(RuntimeError):  # as above
            while not self.ended.is_set():
                changed, shown = self._next()
                if changed:
                    self.wanted.set()  # first, so that a build that ends now knows of it
                if shown:
                    self.tell(shown)

    def _next(self) -> tuple[frozenset[str], Early | Outcome | None]:
        """The files of the next edit, if there is one soon, and what is to be told of it already."""
        changed = frozenset[str]()
        try:
            changed = self.watcher.wait(PATIENCE)
            return changed, self.warm.edit(changed) if changed else None
        except Exception as error:
            if not changed:  # else it is built at once
                self.ended.wait(RETRY)
            return changed, failed(error)


def attempt(options: Options, warm: Warm | None = None) -> Outcome:
    """One build, with templates read anew. Whatever goes wrong is an outcome, since serving goes on."""
    render.environment.cache_clear()
    try:
        report = pipeline.build(options, lambda *_: None, warm)
        gc.collect()  # of a large portal it takes seconds: now, and not while somebody waits for an edit to show
        return Outcome(report, base=_base(options.output))
    except Stop as stop:
        return Outcome(lines=tuple(stop.faults), ending=stop.ending, again=stop.code == ENVIRONMENT_FAULT)
    except OSError as error:
        return Outcome(lines=tuple(environment(error.filename or options.output, error).lines), again=True)
    except Exception as error:
        return failed(error)


def failed(error: Exception) -> Outcome:
    """What a bug of ours comes to."""
    line = escaped(f"Plainspoken itself failed: {type(error).__name__}: {error}")
    return Outcome(lines=(line,), trace="".join(traceback.format_exception(error)))


def _base(folder: Path) -> str:
    """The path of the base address, as the home page tells it, where that is among the pages made."""
    home = folder / urls.HOME
    found = re.search(r'<link rel="canonical" href="([^"]*)"', home.read_text("utf-8")) if home.exists() else None
    return urls.prefix(unescape(found[1])) if found else "/"


class Preview:
    """What browsers are shown now. Only the server's thread changes it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.built, self.lines, self.base = False, tuple[str, ...](), "/"
        self.early: dict[str, bool] = {}
        """Problem -> whether it stands, as edits told that no build has taken in."""
        self.viewed = tuple[str, ...]()
        """The pages asked for last, the newest first."""

    def take(self, outcome: Outcome | Early) -> None:
        """Note what a build came to, or an edit ahead of it."""
        if isinstance(outcome, Early):
            if outcome.lines is not None:  # what the last build told besides stands until the next
                self.early |= dict.fromkeys(outcome.mended, False) | dict.fromkeys(outcome.lines, True)
            told = self.lines
        else:
            if outcome.report:
                self.built, self.base = True, outcome.base
            if not outcome.late:
                self.early.clear()
            told = outcome.lines
        self.lines = tuple(line for line in dict.fromkeys((*self.early, *told)) if self.early.get(line, True))

    def face(self, page: bytes) -> str:
        """Stands for what a browser is shown of a page: for the page, and the problems at its top."""
        return digest(page, *map(str.encode, self.lines)).hex()

    def saw(self, place: Path) -> None:
        """Note that a page was asked for."""
        path = place.relative_to(self.folder).as_posix()
        self.viewed = (path, *(other for other in self.viewed if other != path))[:VIEWED]

    def waiting(self) -> bytes:
        """The page that stands for every other until a build succeeds."""
        return WAITING.format(title="The portal could not be built" if self.lines else "The portal is being built").encode()

    def dressed(self, page: bytes, port: int) -> bytes:
        """A page with the reload script in its head and the problems, if any, at its top.

        The script gives back what stands for the page when it connects.
        """
        query = f"port={port}&amp;snipver={self.face(page)}&amp;mindelay=500&amp;maxdelay=2000"
        page = page.replace(b"</head>", f'<script async src="/livereload.js?{query}"></script>\n</head>'.encode(), 1)
        if not self.lines:
            return page
        problems = self._problems().encode()
        return re.sub(rb"<body\b[^>]*>", lambda body: body[0] + problems, page, count=1)

    def _problems(self) -> str:
        items = [f"<li>{escape(line)}</li>" for line in self.lines[:SHOWN]]
        if len(self.lines) > SHOWN:
            items.append(f"<li>… and {len(self.lines) - SHOWN} lines more, in the terminal</li>")
        title = "The last edit cannot be built. This page may be from before these problems:" if self.built else "Problems:"
        return PROBLEMS.format(title=title, items="\n".join(items))
