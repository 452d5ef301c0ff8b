"""The portal behind a real nginx, with the settings README.md gives."""

import json
import re
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

import pytest

from plainspoken import hosting
from tests import plugin_noskip

pytestmark = [pytest.mark.nginx, pytest.mark.loopback]

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def port(hosted: int) -> int:
    """A port where nginx serves the real portal."""
    return hosted


def get(port: int, address: str) -> tuple[HTTPResponse, str]:
    """An answer and its text."""
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", address)
    answer = connection.getresponse()
    body = answer.read().decode()
    connection.close()
    return answer, body


def test_folders_are_pages_and_end_in_a_slash(port: int) -> None:
    answer, body = get(port, "/authorities/")
    assert (answer.status, answer.headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert "<h1" in body
    answer, _ = get(port, "/authorities")
    assert (answer.status, answer.headers["Location"]) == (301, "/authorities/")


def test_what_is_not_there_gets_our_own_404(port: int) -> None:
    expected = get(port, "/404.html")[1]
    for address in ("/nothing", "/authorities/nothing/", "/.plainspoken/manifest", "/.gitignore"):
        answer, body = get(port, address)
        assert answer.status == 404
        assert body == expected


def test_data_comes_as_what_it_is(port: int) -> None:
    for address, kind in (("/data/judgements.csv", "text/csv"), ("/data/judgements.json", "application/json")):
        answer, _ = get(port, address)
        assert (answer.status, answer.headers["Content-Type"]) == (200, f"{kind}; charset=utf-8")


@pytest.mark.parametrize("address", ["/data/", "/data/judgements.csv", "/data/csv-metadata.json", "/feed.xml", "/authorities/derby/feed.xml",
                                     "/authorities/derby/badge.svg", "/authorities/derby/index.json", "/authorities/derby/jar-2007/index.json"])
def test_any_site_may_fetch_the_data(port: int, address: str) -> None:
    answer, _ = get(port, address)
    assert (answer.status, answer.headers.get_all("Access-Control-Allow-Origin")) == (200, ["*"])
    assert answer.headers["Content-Security-Policy"] == hosting.policy("") and answer.headers["Set-Cookie"] is None


@pytest.mark.parametrize("address", ["/", "/search/", "/authorities/derby/", "/authorities/derby/jar-2007/plan/", "/assets/favicon.svg", "/data/nothing"])
def test_no_site_may_fetch_pages(port: int, address: str) -> None:
    assert get(port, address)[0].headers["Access-Control-Allow-Origin"] is None


def policies(answer: HTTPResponse) -> list[str]:
    return answer.headers.get_all("Content-Security-Policy") or []


@pytest.mark.parametrize("address", ["/", "/search/", "/authorities/derby/jar-2007/young-people/", "/data/judgements.csv", "/assets/favicon.svg",
                                     "/pagefind/pagefind.js", "/pagefind/pagefind-worker.js", "/pagefind/pagefind-entry.json"])
def test_every_file_comes_with_one_policy_for_the_whole_portal(port: int, address: str) -> None:
    answer, _ = get(port, address)
    assert answer.status == 200
    assert policies(answer) == [hosting.policy("")]
    assert {name: answer.headers[name] for name in hosting.OTHERS} == hosting.OTHERS


def test_the_page_that_carries_its_style_inside_may(port: int) -> None:
    for address in ("/nothing", "/404.html"):
        answer, _ = get(port, address)
        assert policies(answer) == [hosting.policy("'unsafe-inline'")]


def test_text_is_packed_and_what_is_named_by_its_hash_may_be_kept(port: int) -> None:
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", "/pagefind/pagefind.js", headers={"Accept-Encoding": "gzip"})
    answer = connection.getresponse()
    assert answer.headers["Content-Encoding"] == "gzip" and len(answer.read()) < 20_000
    connection.close()
    answer, body = get(port, "/pagefind/pagefind-entry.json")
    assert answer.headers["Cache-Control"] is None
    connection.request("GET", f"/pagefind/pagefind.{json.loads(body)['languages']['en-gb']['hash']}.pf_meta")
    assert (answer := connection.getresponse()).status == 200 and answer.read()
    connection.close()


@pytest.mark.browser
def test_search_works_under_the_hosts_policy_and_its_own(port: int) -> None:
    from playwright.sync_api import sync_playwright
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=plugin_noskip.browser(), args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page()
        page.add_init_script("window.reports = []; document.addEventListener('securitypolicyviolation', one => reports.push(one.violatedDirective))")
        workers: list[str] = []
        page.on("worker", lambda worker: workers.append(worker.url))
        page.goto(f"http://127.0.0.1:{port}/search/#q=social%20worker")
        page.locator(".result").first.wait_for()
        assert page.evaluate("reports") == []
        assert workers == [f"http://127.0.0.1:{port}/pagefind/pagefind-worker.js"]
        page.goto(f"http://127.0.0.1:{port}/nothing/here")
        assert page.evaluate("[reports.length, getComputedStyle(document.querySelector('.masthead__inner')).display]") == [0, "flex"]
        browser.close()


def test_assets_are_kept_by_browsers_and_pages_are_not(port: int) -> None:
    _, body = get(port, "/")
    style = re.search(r'href="([^"]+\.css\?v=[^"]+)"', body)
    assert style
    answer, _ = get(port, "/" + style[1])
    assert answer.status == 200
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert get(port, "/")[0].headers["Cache-Control"] is None
    assert get(port, "/" + style[1].partition("?")[0])[0].headers["Cache-Control"] is None


def packed(port: int, address: str) -> tuple[int, str | None, str | None]:
    """Bytes of an answer's body for a browser that takes gzip, how it is packed, and by what it varies."""
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", address, headers={"Accept-Encoding": "gzip"})
    answer = connection.getresponse()
    size = len(answer.read())
    connection.close()
    return size, answer.headers["Content-Encoding"], answer.headers["Vary"]


@pytest.mark.parametrize("address", ["/", "/assets/site.css", "/assets/search.js", "/assets/favicon.svg", "/data/judgements.csv",
                                     "/data/judgements.json", "/feed.xml"])
def test_text_is_packed_to_less_than_half(port: int, address: str) -> None:
    size, packing, varies = packed(port, address)
    assert (packing, varies) == ("gzip", "Accept-Encoding")
    assert size < len(get(port, address)[1].encode()) / (1.5 if address.endswith(".svg") else 2)
