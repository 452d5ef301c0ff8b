"""content/ -> a preview at an address of this machine alone, built again and reloaded at each edit.

One thread serves and another builds, so that no page waits for a build. Of livereload this keeps the script for the
browser and the talk with it. Its server, watcher and files handler stay out: they let in sockets of any site, let any
site reload the page, look every 0.8 s at modification times alone, and pass over what changes within 3 s of a reload.
"""

import asyncio
import json
import mimetypes
import multiprocessing
import os
import signal
import sys
import threading
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from livereload.handlers import LiveReloadHandler, LiveReloadJSHandler  # type: ignore[import-untyped]
from tornado.httpserver import HTTPServer
from tornado.httputil import split_host_and_port
from tornado.netutil import bind_sockets
from tornado.web import Application, HTTPError, RequestHandler
from tornado.websocket import WebSocketClosedError

from plainspoken import urls, views
from plainspoken.pipeline import Options
from plainspoken.preview import Outcome, Preview, follow
from plainspoken.problems import ENVIRONMENT_FAULT, PUBLISHED, Stop
from plainspoken.warm import Early

HOST = "127.0.0.1"
NAMES = (HOST, "localhost")
"""What a browser may call us. A name that somebody else's DNS leads here is not among them."""


def serve(options: Options, port: int) -> int:
    """Serve until interrupted; the exit code. Pages go to the port's own folder below `options.output`.

    Port 0 is any that is free. Raises Stop (3) when the port cannot be had.
    """
    builder = asyncio.run(_serve(options, port))
    # Nobody waits for a build now, and a publish may be killed at any moment.
    workers = multiprocessing.active_children()
    for worker in workers:
        worker.terminate()
    if workers:
        builder.join(10)  # it puts away what it shared with them
    return PUBLISHED


async def _serve(options: Options, port: int) -> threading.Thread:
    """Serve until interrupted; the thread that builds."""
    try:
        sockets = bind_sockets(port, HOST)
    except OSError as error:
        raise Stop([f"Port {port}: {error.strerror or error}; choose another with --port"], ENVIRONMENT_FAULT) from error
    port = sockets[0].getsockname()[1]
    preview = Preview(options.output / str(port))
    server = HTTPServer(application(preview))
    server.add_sockets(sockets)
    loop, ended = asyncio.get_running_loop(), asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, ended.set)
    print(f"Preview at http://{HOST}:{port}/ until Ctrl-C.", flush=True)

    def tell(outcome: Outcome | Early) -> None:
        loop.call_soon_threadsafe(show, preview, outcome)
    builder = threading.Thread(target=follow, args=(replace(options, output=preview.folder), tell, lambda: preview.viewed), daemon=True)
    builder.start()
    await ended.wait()
    server.stop()
    return builder


def show(preview: Preview, outcome: Outcome | Early) -> None:
    """Tell the terminal, once, what a build came to, or an edit ahead of it; and the browsers whose page is another now."""
    if isinstance(outcome, Early):
        trace, ending, told = "", "", f"Shown already: {views.plural(outcome.files, 'file')}, {outcome.seconds:.2f} s." if outcome.files else ""
    else:
        trace, ending, report = outcome.trace, outcome.ending, outcome.report
        told = f"{report.pages} pages: {report.written} files written, {report.removed} removed, {report.seconds:.1f} s." if report else ""
    if told:
        print(told, flush=True)
    fresh = [line for line in outcome.lines or () if line not in preview.lines]
    if fresh:
        print(trace + "\n".join(filter(None, [*fresh, ending])), file=sys.stderr, flush=True)
    preview.take(outcome)
    for waiter in list(Socket.waiters):
        waiter.refresh()


def application(preview: Preview) -> Application:
    """The addresses served: livereload's two, and the portal's."""
    given = {"preview": preview}
    handlers = [(r"/livereload", Socket, given), (r"/livereload\.js", Script, given), (r".*", Files, given)]
    return Application(handlers, log_function=lambda _: None)


class Local(RequestHandler):
    """Answers only what is asked of this machine by its own name."""

    def initialize(self, preview: Preview) -> None:
        """Called by tornado with what `application` gives."""
        self.preview = preview

    def set_default_headers(self) -> None:
        """Nothing may be kept: the next edit changes it."""
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
        self.finish(f"{status_code} {self._reason}\n")


class Files(Local):
    """The published files as any static server sends them, but for what `Preview.dressed` puts into pages."""

    def get(self) -> None:
        """Send a file, the way to its folder, or 404.html."""
        preview, path = self.preview, self.request.path
        if not preview.built:
            self.set_status(503)
            self.send("waiting.html", preview.waiting())
            return
        place = found(preview, path)
        if place is not None and place.is_dir():
            self.redirect(path + "/" + ("?" + self.request.query if self.request.query else ""))
            return
        if place is None:
            self.set_status(404)
            place = preview.folder / urls.NOT_FOUND
        try:
            self.send(place.name, place.read_bytes())
            if place.suffix == ".html":
                preview.saw(place)
        except OSError:
            raise HTTPError(404) from None  # removed meanwhile, by a publish or by hand

    head = get

    def send(self, name: str, body: bytes) -> None:
        """Answer with a file. Its type goes by its name, from Python's own table and not this machine's."""
        kind = mimetypes.MimeTypes().guess_type(name)[0] or "application/octet-stream"
        text = kind.startswith("text/") or kind.endswith(("xml", "json", "javascript"))
        self.set_header("Content-Type", f"{kind}; charset=utf-8" if text else kind)
        port = split_host_and_port(self.request.host)[1] or 80
        self.finish(self.preview.dressed(body, port) if kind == "text/html" else body)


def found(preview: Preview, path: str) -> Path | None:
    """What `locate` finds at an address, below the path of the base address too."""
    place = locate(preview.folder, path)
    if place is None and path.startswith(preview.base):
        place = locate(preview.folder, "/" + path.removeprefix(preview.base))
    return place


def body(preview: Preview, path: str) -> bytes:
    """The page that stands at an address now."""
    place = found(preview, path) if preview.built else None
    with suppress(OSError):
        return (place or preview.folder / urls.NOT_FOUND).read_bytes() if preview.built else preview.waiting()
    return b""


def locate(folder: Path, path: str) -> Path | None:
    """The file below the folder that an address means, the folder it names without a closing slash, or None.

    Names that begin with a dot are not part of the site: the way up, and the folder where publish keeps its own files.
    """
    *names, last = unquote(path).removeprefix("/").split("/")
    if not all(names) or any(name.startswith(".") for name in (*names, last)):
        return None
    found = os.path.join(folder, *names, last or urls.HOME)
    return Path(found) if os.path.exists(found) else None


class Script(Local, LiveReloadJSHandler):  # type: ignore[misc]
    """livereload's script for the browser."""


class Socket(Local, LiveReloadHandler):  # type: ignore[misc]
    """livereload's talk with its script."""

    shown, path = "", ""
    """What stands for the page at the other end, and its address."""

    def prepare(self) -> None:
        """Raise 403 for a page of another site, or of none. livereload lets all in; tornado, what names no origin."""
        super().prepare()
        if self.request.headers.get("Origin", "").lower() != f"http://{self.request.host}".lower():
            raise HTTPError(403)

    def on_message(self, message: str | bytes) -> None:
        """Greet; and reload a page that was another by the time it connected."""
        try:
            said = json.loads(message)
            command = said["command"]
            path = urlsplit(said["url"]).path if command == "info" else ""
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
            self.close()
            return
        super().on_message(message)
        if command == "hello":
            self.shown = said.get("snipver")
        elif path:
            self.path = path
            self.refresh()

    def refresh(self) -> None:
        """Reload the page at the other end where it is no longer what stands there."""
        if self.shown != self.preview.face(body(self.preview, self.path)):
            with suppress(WebSocketClosedError):
                self.write_message({"command": "reload", "path": "*", "liveCSS": False})  # a style sheet that changes has another address in every page

    def write_message(self, message: str | bytes | dict[str, Any], binary: bool = False) -> "asyncio.Future[None]":
        """Send. A tab closed meanwhile is no fault, so that its exception is taken and dropped."""
        sent: asyncio.Future[None] = super().write_message(message, binary)
        sent.add_done_callback(lambda done: done.cancelled() or done.exception())
        return sent
