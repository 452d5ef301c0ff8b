"""A host for built files, which packs text as README tells hosts to, counts what it sends, and can be made to misbehave."""

import gzip
import mimetypes
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from time import sleep
from urllib.parse import unquote, urlsplit

PACKED = {".html", ".css", ".js", ".json", ".svg", ".csv", ".xml", ".txt"}


@cache
def packed(body: bytes) -> bytes:
    """A body as hosts keep it beside the file, packed once."""
    return gzip.compress(body, 6)


@dataclass
class Host:
    """What is sent, and how."""

    folder: Path
    port: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    types: dict[str, str] = field(default_factory=dict)
    """Suffix -> the type it is sent with."""
    missing: tuple[str, ...] = ()
    """Beginnings of paths that are not there."""
    slow: tuple[str, ...] = ()
    """Beginnings of paths that take long."""
    sent: dict[str, int] = field(default_factory=dict)
    """Path -> bytes of the body, as sent."""
    asked: list[str] = field(default_factory=list)
    """Every address as it was asked for, its query included."""

    def url(self, path: str = "") -> str:
        return f"http://127.0.0.1:{self.port}/{path}"


@contextmanager
def hosting(folder: Path) -> Iterator[Host]:
    """A host at a port of its own."""
    host = Host(folder)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            host.asked.append(self.path)
            path = unquote(urlsplit(self.path).path).removeprefix("/")
            if path.startswith(host.slow):
                sleep(4)
            place = host.folder / (path + "index.html" if path.endswith("/") or not path else path)
            there = place.is_file() and not path.startswith(host.missing)
            body = place.read_bytes() if there else b"<!DOCTYPE html><title>Not here</title>"
            kind = mimetypes.guess_type(place.name)[0] or "application/octet-stream"
            self.send_response(200 if there else 404)
            self.send_header("Content-Type", host.types.get(place.suffix, kind) if there else "text/html")
            if place.suffix in PACKED:
                body = packed(body)
                self.send_header("Content-Encoding", "gzip")
            for name, value in host.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)
            host.sent[path] = len(body)

        def log_message(self, *_: object) -> None:
            pass
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    host.port = server.server_address[1]
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield host
    finally:
        server.shutdown()
        server.server_close()
