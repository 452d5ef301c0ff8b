"""Every built file against its own standard: pages, pictures and style by the Nu Html Checker, data, feeds and maps by their rules."""

import csv
import io
import json
import re
import subprocess
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree as Xml

import pytest

from tests import figures, plugin_noskip

OURS = (
    (r"CSS: “paint-order”: Property “paint-order” doesn't exist\.",
     "SVG 2 has it and every browser paints by it; the checker knows the properties of CSS alone"),
    (r"Resource violates Content Security Policy \(meta tag\): (external stylesheet|external script|image) “[\w./?=-]+” "
     r"blocked by “(style|script|img)-src” directive\.",
     "a file on disk has no origin to the checker, so that 'self' is nothing; browsers tell in tests/browser/"),
    (r"Inline script violates Content Security Policy \(meta tag\): blocked by “script-src” directive \(missing “‘unsafe-inline’” or nonce/hash\)\.",
     "a block of JSON is data and never run, so that no policy is about it; the audit lets no other script into a page"),
)
"""What the checker says that is not so, each with the reason. One that is no longer said is taken out."""


def checked(files: Iterable[Path]) -> list[dict[str, Any]]:
    """All that the Nu Html Checker has to say, in one run: errors, warnings and notes."""
    java, jar = plugin_noskip.java(), plugin_noskip.checker()
    assert java and jar
    done = subprocess.run([java, "-Xss4m", "-XX:TieredStopAtLevel=1", "-jar", jar, "--format", "json", "--exit-zero-always", "--also-check-css",
                           "--also-check-svg", *map(str, files)], capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    return list(json.loads(done.stderr)["messages"])


def told(message: dict[str, Any], folder: Path) -> str:
    """A message in one line."""
    place = message.get("url", "").removeprefix("file:").removeprefix(f"{folder}/")
    return f"{place}:{message.get('lastLine', 1)}: {message.get('subType') or message['type']}: {message['message']}"


def is_ours(message: dict[str, Any]) -> bool:
    return any(re.fullmatch(pattern, message["message"]) for pattern, _ in OURS)


@pytest.mark.java
@pytest.mark.checker
def test_the_nu_html_checker_finds_nothing_in_pages_pictures_and_style(portal: Path) -> None:
    files = {suffix: sorted(portal.rglob(f"*{suffix}")) for suffix in (".html", ".css", ".svg")}
    assert len(files[".html"]) > 200 and files[".css"] and files[".svg"]
    messages = checked([file for found in files.values() for file in found])
    kinds: dict[str, Counter[str]] = {suffix: Counter() for suffix in files}
    for message in messages:
        kinds["." + message["url"].rpartition(".")[2]]["set aside" if is_ours(message) else message.get("subType") or message["type"]] += 1
    figures.table("Validity: the Nu Html Checker", "files", "number", "errors", "warnings", "notes", "set aside").extend(
        (suffix, len(found), kinds[suffix]["error"], kinds[suffix]["warning"], kinds[suffix]["info"], kinds[suffix]["set aside"])
        for suffix, found in files.items())
    assert [told(message, portal) for message in messages if not is_ours(message)] == []
    unsaid = [pattern for pattern, _ in OURS if not any(re.fullmatch(pattern, message["message"]) for message in messages)]
    assert unsaid == []


@pytest.mark.java
@pytest.mark.checker
def test_what_is_not_valid_is_found_out(tmp_path: Path) -> None:
    page = '<!DOCTYPE html><html lang="en"><title>T</title>{}</html>'
    wrong = {"stray.html": page.format("<p>Words</div>"), "obsolete.html": page.format("<center>Words</center>"), "twice.html": page.format("<p id=a><p id=a>"),
             "style.css": "p { colour: red }", "picture.svg": '<svg xmlns="http://www.w3.org/2000/svg"><rect widht="2"/></svg>',
             "names.html": page.format("<dl><dt>One<dd>1<dt>One<dd>2</dl>"), "right.html": page.format("<h1>Words</h1>")}
    for name, text in wrong.items():
        (tmp_path / name).write_text(text)
    said = [told(message, tmp_path) for message in checked(tmp_path / name for name in wrong) if not is_ours(message)]
    assert sorted({one.partition(":")[0] for one in said}) == sorted(name for name in wrong if name != "right.html")
    assert any(one.startswith("names.html") and "warning: Duplicate" in one for one in said)


# Data, feeds and maps: the rules of their own standards.

ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)")
DAY = re.compile(r"\d{4}(?:-\d\d(?:-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d))?)?)?")


def whole(address: str | None) -> bool:
    """Does it name a place on the web, host and all?"""
    return urlsplit(address or "").scheme in {"http", "https"} and bool(urlsplit(address or "").netloc)


def feed(text: str) -> Iterator[str]:
    """Atom, by RFC 4287, 4.1.1 and 4.1.2: what a feed and an entry must have, and have once."""
    root = Xml.fromstring(text)
    if root.tag != f"{ATOM}feed":
        yield f"the root is {root.tag}, not an Atom feed"
        return
    named = root.find(f"{ATOM}author") is not None
    entries = root.findall(f"{ATOM}entry")
    for part, name in [(root, "the feed"), *((one, f"entry {number}") for number, one in enumerate(entries, 1))]:
        for tag in ("id", "title", "updated"):
            found = part.findall(f"{ATOM}{tag}")
            if len(found) != 1 or not "".join(found[0].itertext()).strip():
                yield f"{name} has {len(found)} {tag}"
        if not MOMENT.fullmatch(part.findtext(f"{ATOM}updated") or ""):
            yield f"{name} was updated {part.findtext(f'{ATOM}updated')}, which is no moment"
        if not named and part is not root and part.find(f"{ATOM}author") is None:
            yield f"{name} has no author, nor has the feed"
        links = part.findall(f"{ATOM}link")
        if part is not root and part.find(f"{ATOM}content") is None and not any(link.get("rel", "alternate") == "alternate" for link in links):
            yield f"{name} has neither content nor a link"
        yield from (f"{name} links to {link.get('href')}" for link in links if not whole(link.get("href")))
    for name, times in Counter(entry.findtext(f"{ATOM}id") for entry in entries).items():
        if times > 1:
            yield f"the id {name} stands {times} times"


def site_map(text: str) -> Iterator[str]:
    """A sitemap, by the protocol of sitemaps.org: whole addresses below one host, each once, 50,000 at most, W3C dates."""
    root = Xml.fromstring(text)
    entries = root.findall(f"{MAP}url")
    if root.tag != f"{MAP}urlset" or not 0 < len(entries) <= 50_000:
        yield f"{root.tag} with {len(entries)} addresses"
    places = [entry.findtext(f"{MAP}loc") for entry in entries]
    yield from (f"{place} is no whole address" for place in places if not whole(place))
    yield from (f"{place} stands {times} times" for place, times in Counter(places).items() if times > 1)
    if len(hosts := {urlsplit(place or "").netloc for place in places}) > 1:
        yield f"several hosts: {sorted(hosts)}"
    yield from (f"{day.text} is no date" for entry in entries for day in entry.findall(f"{MAP}lastmod") if not DAY.fullmatch(day.text or ""))


def linked_data(text: str) -> Iterator[str]:
    """JSON-LD, as W3C's recommendation has it: a context, and below it objects of a type, their addresses whole."""
    made = json.loads(text)
    for one in made if isinstance(made, list) else [made]:
        if not isinstance(one, dict) or not one.get("@context"):
            yield "no @context"
        yield from objects(one, "")


def objects(value: Any, path: str) -> Iterator[str]:
    """What is wrong with an object of JSON-LD and those inside it."""
    if isinstance(value, list):
        for one in value:
            yield from objects(one, path)
    elif isinstance(value, dict):
        if not {"@type", "@graph", "@value", "@id", "@language"} & set(value) and path.rpartition("/")[2] != "@context":
            yield f"{path or 'the whole'} has no @type"
        if "@id" in value and not (whole(value["@id"]) or str(value["@id"]).startswith(("#", "_:", "urn:"))):
            yield f"{path} has the @id {value['@id']}"
        for name, one in value.items():
            if one in (None, "", [], {}):
                yield f"{path}/{name} is empty"
            yield from objects(one, f"{path}/{name}") if name != "@context" else ()


CELLS: dict[str, Callable[[str], Any]] = {
    "string": str, "integer": int, "number": float, "decimal": float, "boolean": {"true": True, "false": False}.__getitem__,
    "anyURI": lambda text: whole(text) or 1 / 0, "date": lambda text: re.fullmatch(r"\d{4}-\d\d-\d\d", text) or 1 / 0,
}
"""Datatype of a column -> what reads a cell of it, or fails."""


def table(described: str, text: str) -> Iterator[str]:
    """CSV on the Web, W3C's tabular metadata: the columns are those of the file, in order, and each cell is of its datatype."""
    made = json.loads(described)
    context = made.get("@context")
    if "http://www.w3.org/ns/csvw" not in (context if isinstance(context, list) else [context]):
        yield f"@context is {context}"
    if not made.get("url"):
        yield "no url"
    columns = made.get("tableSchema", {}).get("columns", [])
    head, *rows = csv.reader(io.StringIO(text, newline=""))
    names = [column.get("titles", column.get("name")) for column in columns]
    if names != head:
        yield f"columns {names}, but the file has {head}"
        return
    yield from (f"the name {one} is no name" for one in (column["name"] for column in columns) if not re.fullmatch(r"[A-Za-z0-9][\w.%-]*", one))
    for number, row in enumerate(rows, 2):
        for column, cell in zip(columns, row, strict=True):
            kind = column.get("datatype", "string")
            parts = cell.split(column["separator"]) if column.get("separator") else [cell]
            for part in filter(None, parts):
                try:
                    CELLS[kind if isinstance(kind, str) else kind["base"]](part)
                except (ValueError, KeyError, ZeroDivisionError):
                    yield f"line {number}: {column['name']} is {part!r}, no {kind}"


def others(portal: Path) -> dict[str, list[tuple[str, list[str]]]]:
    """Kind of file -> each file of it with what is wrong in it."""
    def read(file: Path) -> str:
        return file.read_text("utf-8")
    found: dict[str, list[tuple[str, list[str]]]] = {"feeds": [], "maps of the site": [], "linked data": [], "described tables": []}
    for file in sorted(portal.rglob("*.xml")):
        kind, rule = ("maps of the site", site_map) if "sitemap" in file.name else ("feeds", feed)
        found[kind].append((str(file.relative_to(portal)), list(rule(read(file)))))
    for file in sorted(portal.rglob("*.html")):
        for script in re.findall(r'<script type="application/ld\+json">(.*?)</script>', read(file), re.DOTALL):
            found["linked data"].append((str(file.relative_to(portal)), list(linked_data(script))))
    for file in sorted(portal.rglob("*.jsonld")):
        found["linked data"].append((str(file.relative_to(portal)), list(linked_data(read(file)))))
    for file in sorted(portal.rglob("*.csv-metadata.json")):
        described = file.with_name(file.name.replace(".csv-metadata.json", ".csv"))
        found["described tables"].append((str(file.relative_to(portal)), list(table(read(file), described.read_bytes().decode()))))
    return found


def test_data_feeds_and_maps_keep_to_their_own_standards(portal: Path) -> None:
    found = others(portal)
    figures.table("Validity: by the rules of their own standards", "files", "number", "faults").extend(
        (kind, len(files), sum(len(said) for _, said in files)) for kind, files in found.items())
    assert [f"{file}: {one}" for files in found.values() for file, said in files for one in said] == []
    assert len(found["described tables"]) == len(list(portal.rglob("*.csv"))) > 5


FEED = """<feed xmlns="http://www.w3.org/2005/Atom"><id>https://a.example/</id><title>T</title><updated>2026-01-31T00:00:00Z</updated>{author}
<entry><id>https://a.example/1</id><title>One</title><updated>{updated}</updated><link href="{link}"/></entry></feed>"""
GOOD = {"author": "<author><name>N</name></author>", "updated": "2026-01-31T00:00:00Z", "link": "https://a.example/1"}
SITE_MAP = '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{}</urlset>'
PLACE = "<url><loc>{}</loc><lastmod>{}</lastmod></url>"
LINKED = {"@context": "https://schema.org", "@type": "Dataset", "name": "Words", "creator": {"@type": "Person", "name": "Ann"}}
TABLE = {"@context": "http://www.w3.org/ns/csvw", "url": "a.csv", "tableSchema": {"columns": [
    {"name": "a", "titles": "a", "datatype": "integer"}, {"name": "b", "titles": "b", "datatype": "string", "separator": "|"}]}}


@pytest.mark.parametrize(("said", "expected"), [
    (feed(FEED.format(**GOOD)), ""),
    (feed(FEED.format(**GOOD | {"author": ""})), "entry 1 has no author"),
    (feed(FEED.format(**GOOD | {"updated": "2026-01-31"})), "entry 1 was updated 2026-01-31"),
    (feed(FEED.format(**GOOD | {"link": "1/index.html"})), "entry 1 links to 1/index.html"),
    (feed(FEED.format(**GOOD).replace("<title>One</title>", "")), "entry 1 has 0 title"),
    (feed("<rss/>"), "not an Atom feed"),
    (site_map(SITE_MAP.format(PLACE.format("https://a.example/", "2026-01"))), ""),
    (site_map(SITE_MAP.format(PLACE.format("about/", "2026"))), "about/ is no whole address"),
    (site_map(SITE_MAP.format(PLACE.format("https://a.example/", "May 2026"))), "May 2026 is no date"),
    (site_map(SITE_MAP.format(PLACE.format("https://a.example/", "2026") * 2)), "stands 2 times"),
    (site_map(SITE_MAP.format("")), "with 0 addresses"),
    (linked_data(json.dumps(LINKED)), ""),
    (linked_data(json.dumps(LINKED | {"@context": ""})), "no @context"),
    (linked_data(json.dumps(LINKED | {"creator": {"name": "Ann"}})), "/creator has no @type"),
    (linked_data(json.dumps(LINKED | {"name": ""})), "/name is empty"),
    (table(json.dumps(TABLE), "a,b\r\n1,x|y\r\n,\r\n"), ""),
    (table(json.dumps(TABLE), "b,a\r\n"), "columns ['a', 'b'], but the file has ['b', 'a']"),
    (table(json.dumps(TABLE), "a,b\r\nx,y\r\n"), "line 2: a is 'x', no integer"),
    (table(json.dumps(TABLE | {"@context": "x"}), "a,b\r\n"), "@context is x"),
])
def test_a_file_that_breaks_its_standard_is_found_out(said: Iterator[str], expected: str) -> None:
    found = list(said)
    assert any(expected in one for one in found) if expected else found == []
