"""One walk by links and assets, from home, on every kind of server and from disk: all is there, as what it is, and nothing leads out."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urljoin, urlsplit

import pytest

from plainspoken import cli, urls
from plainspoken.document import read_markup
from tests import figures, servers

ROOT = Path(__file__).resolve().parent.parent
TYPES = {".html": "text/html", ".css": "text/css", ".svg": "image/svg+xml", ".js": "javascript", ".json": "application/json", ".csv": "text/csv", ".xml": "xml"}
"""Suffix -> what the type it is sent with must hold. Data that is saved and not shown may come as anything."""
SHOWN = {".html", ".css", ".svg", ".js"}


class Answer(NamedTuple):
    """What came for an address."""

    status: int
    kind: str
    """Its type; empty where there is no server to say."""
    body: bytes


Fetch = Callable[[str], Answer]


@dataclass
class Walk:
    """Where a walk has been, below the address it began at."""

    pages: set[str] = field(default_factory=set)
    others: set[str] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)


def walk(start: str, fetch: Fetch) -> Walk:
    """From a home page to all that its pages lead to or load, over links that stay on the host; scripts are not run."""
    seen, ways, found = {start}, [(start, "the beginning")], Walk()
    root = start.removesuffix(urls.HOME)
    while ways:
        address, whence = ways.pop()
        if not address.startswith(root):
            found.faults.append(f"{whence} leads to {address}, outside the portal")
            continue
        answer, path = fetch(address), unquote(urlsplit(address).path).removeprefix(urlsplit(root).path)
        suffix = Path(path).suffix
        if answer.status != 200:
            found.faults.append(f"{whence} leads to {path}: {answer.status}")
        elif suffix in SHOWN and answer.kind and TYPES[suffix] not in answer.kind:
            found.faults.append(f"{path} comes as {answer.kind}")
        elif suffix == ".html":
            found.pages.add(path)
            for target in targets(address, answer.body):
                if target not in seen:
                    seen.add(target)
                    ways.append((target, path))
        else:
            found.others.add(path)
    return found


def targets(address: str, body: bytes) -> Iterator[str]:
    """All addresses of this host that a page names, without fragments. The one canonical address is where it will be published."""
    for reference in read_markup(address, body.decode()).references:
        if reference.to.kind in (".", "/") and reference.written:
            yield urljoin(address, reference.written).partition("#")[0]


def from_host(port: int) -> tuple[Fetch, HTTPConnection]:
    """What fetches from a server on this machine, over one connection where it lets that stand."""
    connection = HTTPConnection("127.0.0.1", port, timeout=20)

    def fetch(address: str) -> Answer:
        parts = urlsplit(address)
        connection.request("GET", parts.path + (f"?{parts.query}" if parts.query else ""))
        answer = connection.getresponse()
        return Answer(answer.status, answer.headers["Content-Type"] or "none", answer.read())
    return fetch, connection


def from_disk(address: str) -> Answer:
    """What a browser reads where there is no server."""
    path = Path(unquote(urlsplit(address).path))
    return Answer(200, "", path.read_bytes()) if path.is_file() else Answer(404, "", b"")


def walked(port: int, prefix: str = "/") -> Walk:
    """A walk on a server of this machine."""
    fetch, connection = from_host(port)
    try:
        return walk(f"http://127.0.0.1:{port}{prefix}{urls.HOME}", fetch)
    finally:
        connection.close()


@pytest.fixture(scope="module")
def expected(portal: Path) -> set[str]:
    """Every page that a reader should reach: all but the one for addresses that lead nowhere, and those that only lead on."""
    pages = {str(path.relative_to(portal)): path.read_text("utf-8") for path in portal.rglob("*.html")}
    return {path for path, text in pages.items() if path != urls.NOT_FOUND and "data-moved" not in text}


def hold(name: str, found: Walk, expected: set[str]) -> None:
    """The walk met all pages and no fault; what it met is noted for the end of the run."""
    rows = figures.tables.get(TITLE, ((), []))[1] or figures.table(TITLE, "server", "pages reached", "of", "other files", "faults")
    rows.append((name, len(found.pages & expected), len(expected), len(found.others), len(found.faults)))
    assert found.faults == []
    assert sorted(expected - found.pages) == []
    assert len(found.pages) > 200 and len(found.others) > 20


TITLE = "Servers: one walk by links from home, without scripts"


@pytest.mark.nginx
@pytest.mark.loopback
def test_the_walk_on_nginx(hosted: int, expected: set[str]) -> None:
    hold("nginx", walked(hosted), expected)


@pytest.mark.loopback
def test_the_walk_on_pythons_server(portal: Path, expected: set[str]) -> None:
    with servers.plain(portal) as port:
        hold("http.server", walked(port), expected)


@pytest.mark.loopback
def test_the_walk_below_a_path_of_a_shared_host(tmp_path: Path, expected: set[str]) -> None:
    """Built for that path, as the workflow in README does, since 404.html alone must know it."""
    output, prefix = tmp_path / "output", "/a-portal/"
    assert cli.main(["build", "--base-url", f"https://example.github.io{prefix}", "--output", str(output)], ROOT) == 0
    with servers.below(output, prefix) as port:
        hold("below a path", walked(port, prefix), expected)
        fetch, connection = from_host(port)
        lost = fetch(f"http://127.0.0.1:{port}{prefix}no/such/page.html")
        assert lost.status == 404 and lost.body == (output / urls.NOT_FOUND).read_bytes()
        home = [target for target in targets(f"http://127.0.0.1:{port}{prefix}no/such/page.html", lost.body) if target.endswith(f"{prefix}{urls.HOME}")]
        assert home and fetch(home[0]).status == 200
        connection.close()


def test_the_walk_on_plain_files(portal: Path, expected: set[str]) -> None:
    hold("files on disk", walk((portal / urls.HOME).as_uri(), from_disk), expected)


@pytest.mark.parametrize(("page", "expected"), [
    ('<a href="other.html">Other</a>', []),
    ('<a href="nothing.html">Nothing</a>', ["index.html leads to nothing.html: 404"]),
    ('<img src="nothing.svg" alt="">', ["index.html leads to nothing.svg: 404"]),
    ('<a href="../outside.html">Out</a>', ["outside.html, outside the portal"]),
    ('<link rel="stylesheet" href="odd.css">', ["odd.css comes as text/plain"]),
])
def test_a_walk_that_goes_wrong_is_found_out(page: str, expected: list[str]) -> None:
    there = {"http://a.example/p/index.html": ("text/html", page), "http://a.example/p/other.html": ("text/html", "<h1>Other</h1>"),
             "http://a.example/p/odd.css": ("text/plain", "")}

    def fetch(address: str) -> Answer:
        kind, body = there.get(address, ("text/html", ""))
        return Answer(200 if address in there else 404, kind, body.encode())
    found = walk("http://a.example/p/index.html", fetch)
    assert len(found.faults) == len(expected)
    assert all(part in fault for part, fault in zip(expected, found.faults, strict=True))
