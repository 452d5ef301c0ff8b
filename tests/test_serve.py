"""The preview: a real server in a process of its own, asked as browsers and other sites would ask it."""

import asyncio
import http.client
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import pytest
from tornado.httpclient import HTTPRequest
from tornado.websocket import WebSocketClientConnection, websocket_connect

from plainspoken import serve
from plainspoken.journal import JOURNAL
from plainspoken.preview import Outcome, Preview
from plainspoken.warm import Early
from tests import plugin_noskip
from tests.conftest import DEFAULTS

pytestmark = pytest.mark.loopback

ROOT = Path(__file__).resolve().parent.parent
FAULT = '"<script>alert(1)</script>": here\n'
SHOWN = "&lt;script&gt;alert(1)&lt;/script&gt;"


class Response:
    def __init__(self, answer: http.client.HTTPResponse) -> None:
        self.status, self.headers, self.body = answer.status, answer.headers, answer.read()

    @property
    def text(self) -> str:
        return self.body.decode()


class Served:
    """A running preview of the site in `root`."""

    def __init__(self, root: Path, start: Sequence[str] = ()) -> None:
        self.root = root
        self.errors = root / "stderr.txt"
        with self.errors.open("w") as errors:
            self.process = subprocess.Popen([*(start or command(root)), "serve", "--port", "0"], cwd=root.parent, env=surroundings(),
                                            stdout=subprocess.PIPE, stderr=errors, text=True, start_new_session=True)
        assert self.process.stdout
        line = self.process.stdout.readline()
        found = re.fullmatch(r"Preview at http://127\.0\.0\.1:(\d+)/ until Ctrl-C\.\n", line)
        assert found, line + self.errors.read_text()
        self.port = int(found[1])

    @property
    def published(self) -> Path:
        return self.root / ".cache" / "serve" / str(self.port)

    def get(self, path: str = "/", method: str = "GET", **headers: str) -> Response:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        connection.request(method, path, headers={name.replace("_", "-"): value for name, value in headers.items()})
        try:
            return Response(connection.getresponse())
        finally:
            connection.close()

    def until(self, wanted: Callable[[Response], bool], path: str = "/", longest: float = 20) -> float:
        """Ask until the page is as wanted; how long it took."""
        started = monotonic()
        while not wanted(self.get(path)):
            assert monotonic() - started < longest, self.get(path).text[:3000] + self.errors.read_text()
            sleep(0.03)
        return monotonic() - started

    def built(self) -> "Served":
        self.until(lambda page: page.status == 200)
        return self

    def end(self) -> str:
        """Interrupt it, hold it to ending quietly, and return what it printed."""
        self.process.send_signal(signal.SIGINT)
        printed, _ = self.process.communicate(timeout=20)
        assert self.process.returncode == 0
        assert "Traceback" not in self.errors.read_text()
        return printed


def command(root: Path, *arguments: str) -> list[str]:
    return [sys.executable, str(root / "build.py"), *arguments]


def surroundings() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}


def make_portal(root: Path) -> Path:
    """A portal of no inspections, with the real templates and assets, in a folder of its own."""
    for name in ("templates", "assets", "content/languages"):
        shutil.copytree(ROOT / name, root / name)
    shutil.copy(ROOT / "build.py", root)
    shutil.copy(ROOT / "content" / "portal.yaml", root / "content")
    return root


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return make_portal(tmp_path / "site")


@pytest.fixture
def served(site: Path) -> Iterator[Served]:
    started = Served(site)
    yield started
    if started.process.poll() is None:
        started.end()
    assert started.process.stdout
    started.process.stdout.close()


def edit(file: Path, pattern: str, new: str) -> None:
    text, count = re.subn(pattern, lambda _: new, file.read_text("utf-8"), count=1, flags=re.MULTILINE)
    assert count == 1
    file.write_text(text, "utf-8")


def retitle(site: Path, title: str) -> None:
    edit(site / "content" / "portal.yaml", "^title: .*$", f"title: {title}")


def break_it(site: Path) -> None:
    with (site / "content" / "portal.yaml").open("a", encoding="utf-8") as file:
        file.write(FAULT)


def mend_it(site: Path) -> None:
    edit(site / "content" / "portal.yaml", re.escape(FAULT), "")


def overlaid(page: Response) -> bool:
    return "preview-problems" in page.text


def test_pages_come_without_policy_and_with_the_reload_script(served: Served) -> None:
    output = served.root / "output"
    output.mkdir()
    (output / "index.html").write_text("published")
    page = served.built().get()
    assert page.headers["Content-Type"] == "text/html; charset=utf-8"
    assert page.headers["Cache-Control"] == "no-store"
    assert "Content-Security-Policy" not in page.text
    assert page.text.count("/livereload.js") == 1
    assert not overlaid(page)
    kept = (served.published / "index.html").read_text("utf-8")
    assert "</html>" in kept and "livereload" not in kept and "Content-Security-Policy" not in kept
    script = served.get(re.findall(r'src="(/livereload\.js[^"]*)"', page.text)[0])
    assert script.status == 200 and b"WebSocket" in script.body
    assert [(path.name, path.read_text()) for path in output.iterdir()] == [("index.html", "published")]
    printed = served.end()
    assert re.fullmatch(r"\d+ pages: \d+ files written, 0 removed, [\d.]+ s\.\n", printed)
    assert served.errors.read_text() == ""


def test_edits_of_content_templates_and_assets_show_without_being_asked_for(served: Served) -> None:
    site = served.built().root
    retitle(site, "Quite another")
    served.until(lambda page: "Quite another</title>" in page.text)
    edit(site / "templates" / "base.html", "</main>", "<p>From a template.</p></main>")
    served.until(lambda page: "From a template." in page.text)
    with (site / "assets" / "css" / "print.css").open("a") as file:
        file.write("\n.from-an-edit { color: inherit }\n")
    served.until(lambda sheet: "from-an-edit" in sheet.text, "/assets/site.css")
    assert not overlaid(served.get())
    assert served.end().count("Shown already: ") >= 2, "the page that is asked for shows edits ahead of the build"


def test_an_edit_of_an_inspection_is_shown_ahead_of_the_build(site: Path) -> None:
    for name, data in DEFAULTS.items():
        (site / "content" / name).parent.mkdir(parents=True, exist_ok=True)
        (site / "content" / name).write_bytes(data)
    summary = min(site.glob("content/inspections/*/*/inspection.yaml")).with_name("summary.md")
    summary.write_text("As it was.\n", "utf-8")
    served = Served(site).built()
    manifest = served.published / ".plainspoken" / "manifest"
    before = manifest.stat().st_mtime_ns
    summary.write_text("A word that was not there before.\n", "utf-8")
    served.until(lambda page: "A word that was not there before." in page.text, f"/authorities/{summary.parent.parent.name}/{summary.parent.name}/")
    served.until(lambda _: manifest.stat().st_mtime_ns != before)
    sleep(1)
    built, shown, *_ = served.end().splitlines()
    assert " files written, " in built and shown.startswith("Shown already: 1 file, ")


def test_a_fault_leaves_the_last_good_page_and_stands_in_it_as_text(served: Served) -> None:
    site = served.built().root
    retitle(site, "Last good title")
    other = served.published / "privacy" / "index.html"
    served.until(lambda _: "Last good title</title>" in other.read_text("utf-8") and not (served.published / JOURNAL).exists())  # every page is in its place
    tree = {path: path.read_bytes() for path in served.published.rglob("*.html")}
    break_it(site)
    served.until(overlaid)
    page = served.get()
    assert page.status == 200 and "Last good title</title>" in page.text
    assert re.search(r"<li>content/portal\.yaml:\d+:1: [^<]*" + re.escape(SHOWN), page.text)
    assert "<script>alert" not in page.text
    assert {path: path.read_bytes() for path in served.published.rglob("*.html")} == tree
    assert all(overlaid(served.get(path)) for path in ("/authorities/", "/404.html", "/nothing-here"))
    retitle(site, "Not shown yet")
    sleep(1)
    assert served.errors.read_text().count("<script>alert(1)</script>") == 1
    mend_it(site)
    served.until(lambda page: not overlaid(page))
    assert "Not shown yet</title>" in served.get().text


def test_when_the_first_build_fails_a_page_says_so_until_it_is_mended(site: Path) -> None:
    break_it(site)
    served = Served(site)
    served.until(overlaid)
    for path in ("/", "/authorities/"):
        page = served.get(path)
        assert page.status == 503 and "could not be built" in page.text
        assert SHOWN in page.text and "/livereload.js" in page.text
    mend_it(site)
    served.until(lambda page: page.status == 200)
    assert not overlaid(served.get())
    served.end()


def test_a_fault_in_a_template_is_shown_with_its_line(served: Served) -> None:
    template = served.built().root / "templates" / "base.html"
    good = template.read_text("utf-8")
    template.write_text(good.replace("<body>", "<body>\n{{ missing_name }}"), "utf-8")
    served.until(overlaid)
    line = good.split("<body>")[0].count("\n") + 2
    assert f"<li>templates/base.html:{line}:1: UndefinedError: &#x27;missing_name&#x27; is undefined</li>" in served.get().text
    template.write_text(good, "utf-8")
    served.until(lambda page: not overlaid(page))


def test_a_fault_of_the_disk_is_shown_and_passes_without_an_edit(served: Served) -> None:
    lock = served.built().published / ".plainspoken" / "lock"
    lock.unlink()
    lock.mkdir()
    retitle(served.root, "Held up")
    served.until(overlaid)
    page = served.get()
    assert "lock: Is a directory" in page.text and "Held up</title>" not in (served.published / "about/index.html").read_text("utf-8")
    lock.rmdir()
    served.until(lambda page: "Held up</title>" in page.text and not overlaid(page), "/about/")
    assert len(served.errors.read_text().splitlines()) == 1


def test_addresses_work_as_on_a_static_server(served: Served) -> None:
    served.built()
    folder = served.get("/authorities/")
    assert folder.status == 200 and folder.body == served.get("/authorities/index.html").body
    bare = served.get("/authorities?a=b")
    assert (bare.status, bare.headers["Location"]) == (302, "/authorities/?a=b")
    lost = served.get("/nothing-here/")
    assert lost.status == 404 and lost.headers["Content-Type"] == "text/html; charset=utf-8"
    assert lost.body == served.get("/404.html").body
    assert served.get("/assets/").status == 404, "no listing of a folder without a page"
    head = served.get("/authorities/", "HEAD")
    assert head.body == b"" and head.headers["Content-Length"] == str(len(folder.body))
    assert served.get("/", "POST").status == 405


@pytest.mark.parametrize(("suffix", "kind"), [
    (".html", "text/html; charset=utf-8"), (".css", "text/css; charset=utf-8"), (".csv", "text/csv; charset=utf-8"),
    (".svg", "image/svg+xml; charset=utf-8"), (".json", "application/json; charset=utf-8"), (".xml", "text/xml; charset=utf-8"),
    (".txt", "text/plain; charset=utf-8"), (".png", "image/png"), (".wasm", "application/wasm"), (".unheard-of", "application/octet-stream"),
])
def test_files_have_their_types(suffix: str, kind: str, lasting: Served) -> None:
    (lasting.published / f"one{suffix}").write_bytes(b"1")
    page = lasting.get(f"/one{suffix}?v=1")
    assert (page.status, page.headers["Content-Type"], page.body) == (200, kind, b"1")
    assert page.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("path", [
    "/../../../build.py", "/%2e%2e/%2e%2e/%2e%2e/build.py", "/..%2f..%2f..%2fbuild.py", "/assets/../../../../build.py", "//etc/passwd",
    "/.plainspoken/manifest", "/%2eplainspoken/manifest", "/%00", "/index.html/", "/" + "x" * 5000, "/\\..\\build.py", "/authorities//",
])
def test_nothing_but_the_site_can_be_read(path: str, lasting: Served) -> None:
    page = lasting.get(path)
    assert page.status == 404
    assert page.body == lasting.get("/404.html").body


@pytest.mark.parametrize("path", ["/", "/livereload.js", "/livereload", "/nothing"])
@pytest.mark.parametrize("host", ["evil.example", "evil.example:{port}", "127.0.0.1.evil.example:{port}", "192.0.2.1", "localhost.:{port}"])
def test_a_host_that_is_not_this_machine_is_refused(host: str, path: str, lasting: Served) -> None:
    page = lasting.get(path, Host=host.format(port=lasting.port))
    assert (page.status, page.text) == (403, "403 Forbidden\n")


def test_this_machine_has_two_names_and_any_port_that_leads_here(lasting: Served) -> None:
    for host in (f"127.0.0.1:{lasting.port}", f"localhost:{lasting.port}", "LOCALHOST:9000"):
        assert lasting.get(Host=host).status == 200
    assert "port=9000&amp;" in lasting.get(Host="localhost:9000").text


SOCKET = {"Upgrade": "websocket", "Connection": "Upgrade", "Sec_WebSocket_Version": "13", "Sec_WebSocket_Key": "dGhlIHNhbXBsZSBub25jZQ=="}


@pytest.mark.parametrize("origin", ["http://evil.example", "http://evil.example:{port}", "http://127.0.0.1", "https://127.0.0.1:{port}",
                                    "http://localhost:{port}", "http://127.0.0.1:{port}.evil.example", "null", ""])
@pytest.mark.parametrize("claim", ["cross-site", "same-origin", "none"])
def test_a_socket_of_another_origin_is_refused(origin: str, claim: str, lasting: Served) -> None:
    headers = {**SOCKET, "Sec_Fetch_Site": claim}
    if origin:
        headers["Origin"] = origin.format(port=lasting.port)
    assert lasting.get("/livereload", **headers).status == 403


def test_no_site_can_make_pages_reload(lasting: Served) -> None:
    assert lasting.get("/forcereload").status == 404


@pytest.fixture(scope="module")
def lasting(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """One server for tests that only ask."""
    started = Served(make_portal(tmp_path_factory.mktemp("lasting"))).built()
    yield started
    started.end()


async def connected(served: Served, version: str, path: str = "/") -> WebSocketClientConnection:
    """A socket that said what livereload's script of a page says."""
    address = f"127.0.0.1:{served.port}"
    made = await websocket_connect(HTTPRequest(f"ws://{address}/livereload", headers={"Origin": f"http://{address}"}))
    await made.write_message(json.dumps({"command": "hello", "protocols": [], "snipver": version}))
    assert (await heard(made))["command"] == "hello"
    await made.write_message(json.dumps({"command": "info", "plugins": {}, "url": f"http://{address}{path}"}))
    return made


async def closed(*connections: WebSocketClientConnection) -> None:
    """Close, and wait for the other end: a socket left to itself is a warning in whatever test runs next."""
    for connection in connections:
        connection.close()
        while await asyncio.wait_for(asyncio.ensure_future(connection.read_message()), 10) is not None:
            pass


async def heard(connection: WebSocketClientConnection, longest: float = 10) -> dict[str, Any]:
    message = await asyncio.wait_for(asyncio.ensure_future(connection.read_message()), longest)
    assert isinstance(message, str)
    found: dict[str, Any] = json.loads(message)
    return found


def version(page: Response) -> str:
    return re.findall(r"snipver=([^&]+)&", page.text)[0]


def test_every_edit_reloads_however_soon_after_another(served: Served) -> None:
    async def talk() -> None:
        for title in ("First", "Second", "Third"):
            browser = await connected(served, version(served.get()))
            retitle(served.root, title)
            assert (await heard(browser, 20))["command"] == "reload"
            served.until(lambda page, title=title: f"{title}</title>" in page.text)  # type: ignore[misc]
            await closed(browser)
    served.built()
    asyncio.run(talk())


def test_only_a_page_that_is_another_now_reloads(served: Served) -> None:
    async def talk() -> None:
        home = await connected(served, version(served.get()))
        about = await connected(served, version(served.get("/about/")), "/about/")
        lost = await connected(served, version(served.get("/lost/")), "/lost/")
        edit(served.root / "content" / "portal.yaml", "Inspectors visit, judge", "Inspectors come, judge")
        assert (await heard(home, 20))["command"] == "reload"
        for other in (about, lost):
            with pytest.raises(TimeoutError):
                await heard(other, 2)
        break_it(served.root)
        for other in (about, lost):
            assert (await heard(other))["command"] == "reload", "problems stand at the top of each"
        await closed(home, about, lost)
    served.built()
    asyncio.run(talk())


def test_the_terminal_tells_each_fault_once_and_what_a_build_came_to(capsys: pytest.CaptureFixture[str]) -> None:
    preview, refused = Preview(Path("out")), Outcome(lines=("a:1:1: one", "b:1:1: two"), ending="2 problems. Nothing was published.")
    serve.show(preview, Early(0, 0.1, ("a:1:1: one",)))
    assert capsys.readouterr().err == "a:1:1: one\n"
    serve.show(preview, refused)
    assert capsys.readouterr().err == "b:1:1: two\n2 problems. Nothing was published.\n"
    serve.show(preview, refused)
    assert capsys.readouterr().err == ""


def test_a_page_older_than_the_newest_build_reloads_as_it_connects(lasting: Served) -> None:
    async def talk() -> None:
        fresh = await connected(lasting, version(lasting.get()))
        stale = await connected(lasting, "v1-1")
        assert (await heard(stale))["command"] == "reload"
        with pytest.raises(TimeoutError):
            await heard(fresh, 0.5)
        await closed(fresh, stale)
    asyncio.run(talk())


@pytest.mark.parametrize("message", ["", "{", "[]", "1", "{}", '"hello"', '{"command": "info"}', '{"command": []}', "[" * 100_000])
def test_nonsense_in_a_socket_harms_nothing(message: str, lasting: Served) -> None:
    async def talk() -> None:
        browser = await connected(lasting, version(lasting.get()))
        await browser.write_message(message)
        sleep(0.1)
        await closed(browser)
    asyncio.run(talk())
    assert lasting.get().status == 200
    assert lasting.errors.read_text() == ""


def test_links_of_the_page_for_lost_readers_work_below_a_path_too(site: Path) -> None:
    edit(site / "content" / "portal.yaml", "^base_address: .*$", "base_address: https://example.org/some/portal/")
    served = Served(site).built()
    links = re.findall(r'href="(/[^"#]*)', served.get("/lost").text)
    assert "/some/portal/index.html" in links
    assert {link: served.get(link).status for link in links} == dict.fromkeys(links, 200)
    served.end()


def test_a_port_in_use_is_told_in_a_line(site: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        ended = subprocess.run(command(site, "serve", "--port", str(port)), env=surroundings(), capture_output=True, text=True, timeout=30)
    assert (ended.returncode, ended.stdout) == (3, "")
    assert ended.stderr == f"Port {port}: Address already in use; choose another with --port\n"


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_ends_quietly_while_browsers_look_and_a_build_runs(number: signal.Signals, served: Served) -> None:
    async def talk() -> None:
        browser = await connected(served, version(served.get()))
        retitle(served.root, "Never finished")
        sleep(0.25)
        served.process.send_signal(number)
        try:
            while await browser.read_message() is not None:
                pass  # a build may have been quicker, and has said so
        finally:
            browser.close()
    served.built()
    asyncio.run(talk())
    assert served.process.wait(10) == 0
    assert served.errors.read_text() == ""


@pytest.mark.parametrize("delay", [0.3, 0.6, 0.9])
def test_ctrl_c_ends_worker_processes_quietly_too(delay: float, site: Path) -> None:
    """A terminal sends it to all of them."""
    few = "import sys; from pathlib import Path; from plainspoken import base, cli, gather, site; site.MANY = gather.MANY = base.MANY = 0; "
    served = Served(site, [sys.executable, "-c", few + "sys.exit(cli.main(sys.argv[2:], Path(sys.argv[1])))", str(site)]).built()
    retitle(site, "Never finished")
    sleep(delay)
    os.killpg(served.process.pid, signal.SIGINT)
    served.process.communicate(timeout=10)
    assert served.process.returncode == 0
    assert served.errors.read_text() == ""


def test_only_this_machine_can_connect(lasting: Served) -> None:
    listening = subprocess.run(["ss", "-ltnH"], capture_output=True, text=True) if shutil.which("ss") else None
    if listening:
        assert re.findall(rf"(\S+):{lasting.port}\s", listening.stdout) == ["127.0.0.1"]
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.2", lasting.port), timeout=2).close()


@pytest.mark.browser
def test_a_real_browser_reloads_by_itself_and_shows_a_fault(served: Served) -> None:
    playwright = pytest.importorskip("playwright.sync_api")
    served.built()
    with playwright.sync_playwright() as runs:
        browser = runs.chromium.launch(executable_path=plugin_noskip.browser(), args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page()
        faults: list[str] = []
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("dialog", lambda dialog: faults.append(dialog.message))
        page.goto(f"http://localhost:{served.port}/authorities/")
        for title in ("Reloaded", "Reloaded again"):
            retitle(served.root, title)
            page.wait_for_function("title => document.title.endsWith(title)", arg=title, timeout=20_000)
        break_it(served.root)
        page.locator(".preview-problems").wait_for(timeout=20_000)
        assert "<script>alert(1)</script>" in page.locator(".preview-problems li").first.inner_text()
        assert page.locator("h1").is_visible() and page.title().endswith("Reloaded again")
        covered = page.locator(".preview-problems").bounding_box()
        assert covered and covered["y"] == 0 and covered["height"] <= 0.41 * page.viewport_size["height"]
        mend_it(served.root)
        page.wait_for_function("() => !document.querySelector('.preview-problems')", timeout=20_000)
        assert faults == []
        browser.close()
