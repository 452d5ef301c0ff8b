"""Every kind of page asks nobody, keeps nothing, obeys its policy, and says all it has to say without scripts."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests import servers
from tests.browser.kinds import Kind

pytestmark = [pytest.mark.browser, pytest.mark.loopback]

WATCH = """
window.reports = [];
document.addEventListener('securitypolicyviolation', one => reports.push(`the policy held back ${one.blockedURI || one.sample} by ${one.effectiveDirective}`));
const beacon = navigator.sendBeacon; navigator.sendBeacon = (...given) => { reports.push(`a beacon to ${given[0]}`); return true; };
"""
KEPT = """async () => ({
  local: Object.keys(localStorage), session: Object.keys(sessionStorage), cookie: document.cookie,
  databases: (await indexedDB.databases()).map(one => one.name), caches: await caches.keys(),
  workers: (await navigator.serviceWorker.getRegistrations()).length, reports: window.reports })"""


@dataclass
class Trace:
    """What a browser heard and did while pages were read."""

    origin: str
    asked: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


@contextmanager
def watched(browser: Browser, origin: str) -> Iterator[tuple[Page, Trace]]:
    """A page of a browser nobody used before, and what is heard of it."""
    context = browser.new_context()
    context.add_init_script(WATCH)
    page, trace = context.new_page(), Trace(origin)
    page.on("request", lambda one: trace.asked.append(one.url))
    page.on("console", lambda one: trace.errors.append(one.text) if one.type in ("error", "warning") else None)
    page.on("pageerror", lambda one: trace.errors.append(str(one)))
    yield page, trace
    context.close()


def traces(browser: Browser, origin: str, paths: list[str]) -> tuple[list[str], int]:
    """What pages leave behind or ask of others, one after the other, a sentence each; and how many requests were heard."""
    found: list[str] = []
    heard = 0
    with watched(browser, origin) as (page, trace):
        for path in paths:
            page.goto(origin + path)
            page.evaluate("scrollTo(0, document.body.scrollHeight)")
            page.wait_for_load_state("networkidle") if "search" in path else page.wait_for_load_state()
            kept = page.evaluate(KEPT)
            found += [f"{path} {said}" for said in told(page.context, trace, kept)]
            heard += len(trace.asked)
            trace.asked.clear()
            trace.errors.clear()
    return found, heard


def told(context: BrowserContext, trace: Trace, kept: dict[str, object]) -> Iterator[str]:
    """What was heard, in sentences."""
    yield from (f"asks for {url}" for url in trace.asked if not url.startswith((trace.origin, "data:")))
    yield from (f"says {error}" for error in trace.errors)
    yield from (f"keeps {what}: {value}" for what, value in kept.items() if value and what != "reports")
    yield from kept["reports"] or ()  # type: ignore[misc]
    yield from (f"sets the cookie {one.get('name')}" for one in context.cookies())


def test_no_kind_of_page_asks_another_or_leaves_a_trace(chromium: Browser, portal: Path, kinds: list[Kind]) -> None:
    paths = list(dict.fromkeys(path for kind in kinds for path in (kind.longest, kind.middling)))
    with servers.plain(portal) as port:
        found, heard = traces(chromium, f"http://127.0.0.1:{port}/", paths)
    assert len(paths) > 30 and heard > 2 * len(paths)
    assert not found, "\n".join(found)


SHOWN = """() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), found = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node.data.trim() && node.parentElement.tagName !== 'SCRIPT') found.push(node.data.trim());
  }
  return found; }"""


def lost(browser: Browser, files: list[Path]) -> list[str]:
    """Words that a page shows with scripts and does not have without; and links that only scripts make."""
    found = []
    with_scripts, without = browser.new_context(), browser.new_context(java_script_enabled=False)
    try:
        one, other = with_scripts.new_page(), without.new_page()
        for file in files:
            one.goto(file.as_uri())
            other.goto(file.as_uri())
            written = set(other.evaluate(SHOWN))
            added = {said for said in one.evaluate(SHOWN) if said not in written}
            found += [f"{file.parent.name}: “{said}” is there with scripts alone" for said in sorted(added - OFFERS)]
            missing = "() => [...document.querySelectorAll('a[href]')].map(one => one.getAttribute('href'))"
            found += [f"{file.parent.name}: a link to {href} is there with scripts alone" for href in set(one.evaluate(missing)) - set(other.evaluate(missing))]
    finally:
        with_scripts.close()
        without.close()
    return found


OFFERS = {"Search", "Search this portal", "Search findings, recommendations and plans", "Listen to this page", "Stop reading"}
"""What scripts add is what they do, never a fact."""


def test_every_word_and_link_is_there_without_scripts(chromium: Browser, portal: Path, kinds: list[Kind]) -> None:
    files = [portal / kind.longest for kind in kinds]
    assert len(files) > 20
    found = lost(chromium, files)
    assert not found, "\n".join(found)


PAGE = "<!DOCTYPE html><html lang=en><title>T</title>{}</html>"
WRONG = {
    "another site": ("<img src=http://127.0.0.2:9/x.png alt=''>", "asks for http://127.0.0.2:9/x.png"),
    "a cookie": ("<script>document.cookie = 'a=b'</script>", "sets the cookie a"),
    "storage": ("<script>localStorage.a = 'b'</script>", "keeps local: ['a']"),
    "a beacon": ("<script>navigator.sendBeacon('/x', 'y')</script>", "a beacon to /x"),
    "a database": ("<script>indexedDB.open('a')</script>", "keeps databases: ['a']"),
    "against the policy": ("<meta http-equiv=Content-Security-Policy content=\"style-src 'none'\"><p style='color: red'>Words</p>", "the policy held back"),
    "an error": ("<script>nothing()</script>", "says nothing is not defined"),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_page_that_leaves_a_trace_is_found_out(chromium: Browser, tmp_path: Path, case: str) -> None:
    body, expected = WRONG[case]
    (tmp_path / "index.html").write_text(PAGE.format(body))
    with servers.plain(tmp_path) as port:
        found, _ = traces(chromium, f"http://127.0.0.1:{port}/", ["index.html"] * 2)  # a database takes a while to be there
    assert any(expected in said for said in found), found


@pytest.mark.parametrize(("body", "expected"), [
    ("<h1>Words</h1><script>document.body.append('A fact')</script>", "“A fact” is there with scripts alone"),
    ("<h1>Words</h1><script>document.body.innerHTML += '<a href=a>Words</a>'</script>", "a link to a is there with scripts alone"),
])
def test_a_page_that_needs_its_script_is_found_out(chromium: Browser, tmp_path: Path, body: str, expected: str) -> None:
    file: Path = tmp_path / "index.html"
    file.write_text(PAGE.format(body))
    assert any(expected in said for said in lost(chromium, [file]))


