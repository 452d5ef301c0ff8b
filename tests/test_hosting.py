"""The portal behind a real nginx, with the settings README.md gives."""

import json
import re
import socket
import subprocess
import time
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

import pytest

from plainspoken import cli, hosting
from tests import plugin_noskip

pytestmark = [pytest.mark.nginx, pytest.mark.loopback]

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """A port where nginx serves the real portal, from a build of it."""
    folder = tmp_path_factory.mktemp("hosting")
    folder.chmod(0o755)
    assert cli.main(["build", "--output", str(folder / "output")], ROOT) == 0
    given = re.search(r"^```nginx\n(.*?)^```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL | re.MULTILINE)
    assert given
    with socket.create_server(("127.0.0.1", 0)) as free:
        number = free.getsockname()[1]
    server = given[1].replace("listen 80;", f"listen 127.0.0.1:{number};").replace("/srv/portal/output", str(folder / "output"))
    server = server.replace("/srv/portal/docs", str(ROOT / "docs"))
    assert str(folder) in server and str(ROOT) in server
    nginx = plugin_noskip.nginx()
    assert nginx
    home = re.search(r"--conf-path=(\S+)/", subprocess.run([nginx, "-V"], capture_output=True, text=True).stderr)
    types = f"include {home[1]}/mime.types;" if home else ""
    temporary = "".join(f"{kind}_temp_path {folder}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    settings = folder / "nginx.conf"
    settings.write_text(f"daemon off; pid {folder}/pid; error_log {folder}/error.log; worker_processes 1; user root;\nevents {{}}\n"
                        f"http {{ access_log off; {temporary} {types}\n{server}}}\n")
    running = subprocess.Popen([nginx, "-p", str(folder), "-c", str(settings), "-e", f"{folder}/error.log"],
                               stderr=subprocess.PIPE, text=True)
    try:
        wait(number, running)
        yield number
    finally:
        running.terminate()
        running.communicate(timeout=10)


def wait(number: int, running: subprocess.Popen[str]) -> None:
    """Until somebody answers at the port."""
    for _ in range(200):
        assert running.poll() is None, running.communicate()
        try:
            socket.create_connection(("127.0.0.1", number), 1).close()
        except ConnectionRefusedError:
            time.sleep(0.05)
        else:
            return
    raise AssertionError("nginx does not answer")


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
