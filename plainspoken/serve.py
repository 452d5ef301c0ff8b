"""content/ -> pages at an address of this machine alone, built again and reloaded at each edit, with the problems in them.

One thread serves; another builds, so that there are never two builds at once and none keeps a page waiting. What the
browser needs for that is put into pages on their way out: the published files hold none of it.

Of livereload this keeps the browser's script and the talk with it. Its server, its watcher and its files handler stay
out: they take sockets from any site, let any site reload the page, look every 0.8 s at modification times alone, and
pass over a change that comes within 3 s of another.
"""

import asyncio
import json
import mimetypes
import multiprocessing
import os
import re
import signal
import sys
import threading
import traceback
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from html import escape, unescape
from pathlib import Path
from time import monotonic, sleep, time_ns
from typing import Any
from urllib.parse import unquote

import jinja2
from livereload.handlers import LiveReloadHandler, LiveReloadJSHandler  # type: ignore[import-untyped]
from tornado.httpserver import HTTPServer
from tornado.httputil import split_host_and_port
from tornado.netutil import bind_sockets
from tornado.web import Application, HTTPError, RequestHandler

from plainspoken import pipeline, publish, render, urls
from plainspoken.pipeline import Options, Report
from plainspoken.problems import ENVIRONMENT_FAULT, PUBLISHED, Place, Problem, Stop, environment, escaped

HOST = "127.0.0.1"
NAMES = (HOST, "localhost")
"""What a browser may call us. A name that somebody else's DNS leads here is not among them."""

PAUSE = 0.1
"""Seconds between two looks at the watched folders. An edit counts when two looks agree, so that a burst is one edit."""
LONGEST = 2.0
"""Seconds after which a burst that does not end is built all the same."""
RETRY = 3.0
"""Seconds after which a build that the machine refused is tried again, since no edit tells when the disk has room."""
SHOWN = 100
"""Problems shown in a page; the terminal has all of them."""

WAITING = b"""<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>No pages yet</title></head>
<body><main style="max-width: 40rem; margin: 2rem auto; padding: 0 1rem; font: 1.125rem/1.5 sans-serif">
<h1>%s</h1>
<p>This page shows the portal as soon as it is built.</p>
</main></body>
</html>
"""
PROBLEMS = """
<style>
.preview-problems, .preview-problems * { all: revert }
.preview-problems { position: sticky; top: 0; z-index: 99999; box-sizing: border-box; max-height: 40vh; overflow: auto;
  padding: 0.75rem 1rem; background: #3d0c11; color: #fff; font: 1rem/1.4 monospace; overflow-wrap: anywhere }
.preview-problems summary { font-family: sans-serif; font-weight: bold; cursor: pointer }
@media print { .preview-problems { display: none } }
</style>
<div class="preview-problems" role="alert" lang="en" dir="ltr"><details open><summary>%s</summary>
<ul>
%s
</ul></details></div>
"""


def serve(options: Options, port: int) -> int:
    """Serve until interrupted; the exit code. Pages go to a folder of the port's own below `options.output`.

    Port 0 is any that is free. Raises Stop (3) when the port cannot be had.
    """
    asyncio.run(_serve(options, port))
    for worker in multiprocessing.active_children():
        worker.terminate()
    return PUBLISHED


async def _serve(options: Options, port: int) -> None:
    try:
        sockets = bind_sockets(port, HOST)
    except OSError as error:
        raise Stop([f"port {port}: {error.strerror or error}; choose another with --port"], ENVIRONMENT_FAULT) from error
    port = sockets[0].getsockname()[1]
    options = replace(options, output=options.output / str(port))
    preview = Preview(options.output)
    server = HTTPServer(application(preview))
    server.add_sockets(sockets)
    loop, ended = asyncio.get_running_loop(), asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, ended.set)
    print(f"Preview at http://{HOST}:{port}/ until Ctrl-C.", flush=True)
    tell = partial(loop.call_soon_threadsafe, show, preview)
    threading.Thread(target=follow, args=(options, tell), daemon=True).start()
    await ended.wait()
    server.stop()


# Building.

@dataclass(frozen=True, slots=True)
class Outcome:
    """What a build came to: a report, or lines that say why there is none."""

    report: Report | None = None
    lines: tuple[str, ...] = ()
    again: bool = False
    """The machine refused, not the content: worth trying again without an edit."""
    trace: str = ""
    """For the terminal, when the fault is ours."""
    base: str = "/"
    """The path of the base address, where 404.html starts its links."""


def follow(options: Options, tell: Callable[[Outcome], object]) -> None:
    """Build, and again after each edit, for ever. An edit during a build differs from what was seen before it."""
    # Ctrl-C goes to worker processes too. Started from here they inherit this, and do not each print a traceback.
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    watcher = Watcher((options.content, options.templates, options.assets))
    seen = watcher.look()
    with suppress(RuntimeError):  # the server has ended meanwhile, and its loop is closed
        while True:
            outcome = attempt(options)
            tell(outcome)
            seen = watcher.wait(seen, RETRY if outcome.again else None)


def attempt(options: Options) -> Outcome:
    """One build, with templates read anew. Whatever goes wrong is an outcome, since serving goes on."""
    render.environment.cache_clear()
    try:
        report = pipeline.build(options, lambda *_: None)
        return Outcome(report, base=_base(options.output))
    except Stop as stop:
        return Outcome(lines=tuple(stop.lines), again=stop.code == ENVIRONMENT_FAULT)
    except OSError as error:
        return Outcome(lines=tuple(environment(error.filename or options.output, error).lines), again=True)
    except Exception as error:  # a template at fault, or a bug of ours
        return _fault(error, options.templates)


def _fault(error: Exception, templates: Path) -> Outcome:
    trace = "".join(traceback.format_exception(error))
    places = re.findall(rf'File "{re.escape(str(templates))}/([^"\n]+)", line (\d+)', trace)
    if isinstance(error, jinja2.TemplateError) and places:
        name, line = places[-1]
        problem = Problem(Place(f"{templates.name}/{name}", int(line)), f"{type(error).__name__}: {error.message}")
        return Outcome(lines=(str(problem),))
    return Outcome(lines=(escaped(f"Plainspoken itself failed: {type(error).__name__}: {error}"),), trace=trace)


def _base(folder: Path) -> str:
    """The path of the base address, as the home page says it."""
    found = re.search(r'<link rel="canonical" href="([^"]*)"', (folder / urls.HOME).read_text("utf-8"))
    return urls.prefix(unescape(found[1])) if found else "/"


class Watcher:
    """Folders, looked at until something in them changes."""

    filepath = "*"
    """What livereload's handler asks of its watcher: the path that it tells browsers to reload."""

    def __init__(self, folders: Sequence[Path]) -> None:
        self.folders = folders

    def look(self) -> dict[str, tuple[int, ...]]:
        """Every path below the folders and what tells a change: ctime, because mtime can be set back; inode, for renames.

        Of folders only that they are there: an editor's own files change their times. Those are not looked at.
        """
        found: dict[str, tuple[int, ...]] = {}
        waiting = [str(folder) for folder in self.folders]
        while waiting:
            folder = waiting.pop()
            try:
                with os.scandir(folder) as entries:
                    for entry in entries:
                        if entry.name.startswith(".") or entry.name.endswith("~"):
                            continue
                        known = entry.stat(follow_symlinks=False)
                        found[entry.path] = (known.st_mode, known.st_ino)
                        if entry.is_dir(follow_symlinks=False):
                            waiting.append(entry.path)
                        else:
                            found[entry.path] += (known.st_size, known.st_mtime_ns, known.st_ctime_ns)
            except OSError as error:
                found[folder] = (error.errno or 0,)
        return found

    def wait(self, seen: dict[str, tuple[int, ...]], longest: float | None) -> dict[str, tuple[int, ...]]:
        """Sleep until the folders differ from what was seen and have come to rest, or for `longest` seconds.

        Coming to rest also parts two writes that one tick of the disk's clock would make look alike.
        """
        started, changed, last = monotonic(), 0.0, seen
        while True:
            sleep(PAUSE)
            now, at = self.look(), monotonic()
            if now != seen:
                changed = changed or at
                if now == last or at - changed > LONGEST:
                    return now
            elif longest is not None and at - started > longest:
                return now
            last = now


# Serving.

class Preview:
    """What browsers are shown now. Only the server's thread touches it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.built, self.lines, self.base = False, tuple[str, ...](), "/"
        self.started, self.count = time_ns(), 0

    @property
    def version(self) -> str:
        """Changes with what pages look like, and from one server to the next."""
        return f"v{self.started}-{self.count}"

    def take(self, outcome: Outcome) -> bool:
        """Note what a build came to; whether pages look different now."""
        report = outcome.report
        differs = outcome.lines != self.lines
        if report:
            differs = differs or not self.built or report.written + report.removed > 0
            self.built, self.base = True, outcome.base
        self.lines = outcome.lines
        self.count += differs
        return differs

    def dressed(self, body: bytes, host: str) -> bytes:
        """A page with the reload script in its head, and the problems, if any, at its top."""
        port = split_host_and_port(host)[1] or 80  # livereload's script would take 35729
        query = f"port={port}&amp;snipver={self.version}&amp;mindelay=500&amp;maxdelay=2000"
        body = body.replace(b"</head>", f'<script async src="/livereload.js?{query}"></script>\n</head>'.encode(), 1)
        if not self.lines:
            return body
        items = [f"<li>{escape(line)}</li>" for line in self.lines[:SHOWN]]
        if len(self.lines) > SHOWN:
            items.append(f"<li>and {len(self.lines) - SHOWN} lines more, in the terminal</li>")
        title = "Not shown yet, for the problems below. The page is from the last build without any." if self.built else "Problems"
        overlay = PROBLEMS % (title, "\n".join(items))
        return re.sub(rb"<body\b[^>]*>", lambda found: found[0] + overlay.encode(), body, count=1)


def show(preview: Preview, outcome: Outcome) -> None:
    """Tell the terminal and the browsers what a build came to."""
    report = outcome.report
    if report:
        print(f"{report.pages} pages: {report.written} files written, {report.removed} removed, {report.seconds:.1f} s.", flush=True)
    elif outcome.lines != preview.lines:
        print(outcome.trace + "\n".join(outcome.lines), file=sys.stderr, flush=True)
    if preview.take(outcome):
        Socket.reload_waiters("*")


def application(preview: Preview) -> Application:
    """The addresses served: livereload's two, and the portal's."""
    given = {"preview": preview}
    handlers = [(r"/livereload", Socket, given), (r"/livereload\.js", Script, given), (r".*", Files, given)]
    return Application(handlers, log_function=lambda handler: None)


class Local(RequestHandler):
    """Answers only those who ask for this machine by its own name, and lets nothing be kept."""

    def initialize(self, preview: Preview) -> None:
        """Called by tornado with what `application` gives."""
        self.preview = preview

    def set_default_headers(self) -> None:
        """Nothing here is worth keeping: the next edit changes it."""
        self.set_header("Cache-Control", "no-store")

    def prepare(self) -> None:
        """Raise 403 for another site's name that leads here (DNS rebinding)."""
        if self.request.host_name not in NAMES:
            raise HTTPError(403)

    def compute_etag(self) -> None:
        """Nothing is kept, so nothing is compared."""

    def write_error(self, status_code: int, **_: Any) -> None:
        """A line of text."""
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.finish(f"{status_code}: {self._reason}\n")


class Files(Local):
    """The published files as any static server sends them, but for what `Preview.dressed` puts into pages."""

    def get(self) -> None:
        """Send a file, the way to its folder, or 404.html."""
        preview, path = self.preview, self.request.path
        if not preview.built:
            self.set_status(503)
            self.send("waiting.html", WAITING % (b"The portal could not be built" if preview.lines else b"The portal is being built"))
            return
        place = locate(preview.folder, path)
        if place is None and path.startswith(preview.base):
            place = locate(preview.folder, "/" + path.removeprefix(preview.base))
        if place is not None and place.is_dir():
            self.redirect(path + "/" + ("?" + self.request.query if self.request.query else ""))
            return
        if place is None:
            self.set_status(404)
            place = preview.folder / urls.NOT_FOUND
        try:
            self.send(place.name, place.read_bytes())
        except OSError:
            raise HTTPError(404) from None  # removed meanwhile

    head = get

    def send(self, name: str, body: bytes) -> None:
        """Answer with a file. Its type goes by its name, from Python's own table and not this machine's."""
        kind = mimetypes.MimeTypes().guess_type(name)[0] or "application/octet-stream"
        text = kind.startswith("text/") or kind.endswith(("xml", "json", "javascript"))
        self.set_header("Content-Type", f"{kind}; charset=utf-8" if text else kind)
        self.finish(self.preview.dressed(body, self.request.host) if kind == "text/html" else body)


def locate(folder: Path, path: str) -> Path | None:
    """The file below the folder that an address means, the folder it names without a closing slash, or None."""
    *names, last = unquote(path).removeprefix("/").split("/")
    if any(not name or name.startswith(".") for name in names) or last.startswith(".") or "\0" in path:
        return None
    found = os.path.join(folder, *names, last or "index.html")
    return Path(found) if os.path.exists(found) else None


class Script(Local, LiveReloadJSHandler):  # type: ignore[misc]
    """livereload's script for the browser."""


class Socket(Local, LiveReloadHandler):  # type: ignore[misc]
    """livereload's talk with its script."""

    watcher = Watcher(())
    live_css = False
    """A changed style sheet changes its address in every page, so that they are loaded anew."""
    shown = ""
    """The version of the page at the other end."""

    def prepare(self) -> None:
        """Raise 403 for a page of another site, or of none. livereload lets all in; tornado, all that name no origin."""
        super().prepare()
        if self.request.headers.get("Origin", "").lower() != f"http://{self.request.host}".lower():
            raise HTTPError(403)

    def on_message(self, message: str | bytes) -> None:
        """Greet, and reload a page that was sent before the newest build but connects after it."""
        try:
            said = json.loads(message)
            command = said["command"]
        except (ValueError, TypeError, KeyError):
            self.close()
            return
        super().on_message(message)
        if command == "hello":
            self.shown = said.get("snipver")
        elif command == "info" and self.shown != self.preview.version:
            self.write_message({"command": "reload", "path": "*", "liveCSS": False})

    def write_message(self, message: str | bytes | dict[str, Any], binary: bool = False) -> "asyncio.Future[None]":
        """Send. A tab that was closed meanwhile is no fault, so that its exception is taken and dropped."""
        sent: asyncio.Future[None] = super().write_message(message, binary)
        sent.add_done_callback(lambda done: done.cancelled() or done.exception())
        return sent
