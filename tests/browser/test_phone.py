"""Every kind of page on a slow phone, from nginx as README sets it up: light, soon there, still, and never stuck."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests import figures, servers
from tests.browser import phone
from tests.browser.kinds import Kind

pytestmark = [pytest.mark.window, pytest.mark.loopback]


@pytest.mark.nginx
def test_every_kind_of_page_is_light_and_fast_on_a_slow_phone(chromium: Browser, portal: Path, hosted: int, kinds: list[Kind]) -> None:
    """The longest page of each kind, from a browser that was never here."""
    rows = figures.table("On a slow phone: 1.6 Mbit/s, 150 ms, a processor four times as slow; the longest page of each kind", "page", "KB on the wire",
                         "blocking files", "largest paint, ms", "layout shift", "long tasks, ms")
    longest = max((kind.longest for kind in kinds), key=lambda path: (portal / path).stat().st_size)
    found = []
    for kind in kinds:
        weight = phone.LONGEST_WEIGHT if kind.longest == longest else phone.WEIGHT
        one = phone.readings(chromium, f"http://127.0.0.1:{hosted}/", kind.longest, weight)
        rows.append((kind.name, round(one.bytes / 1000, 1), one.blocking, round(one.painted), round(one.shift, 3), round(sum(one.tasks))))
        found += one.faults(weight)
    assert len(rows) == len(kinds) > 20
    assert not found, "\n".join(found)


@pytest.mark.parametrize("width", [360, 768, 1280])
def test_nothing_moves_when_scripts_come_late(chromium: Browser, portal: Path, kinds: list[Kind], width: int) -> None:
    with servers.plain(portal) as port:
        found = phone.moved(chromium, f"http://127.0.0.1:{port}/", [kind.middling for kind in kinds], width)
    assert not found, "\n".join(found)


HEAD_THEN_ROW = rb"</thead>|(?<=<tbody>)\s*<tr>.*?</tr>"
"""Where pages are cut on their way: after the head of a table, and after the first row that stands below it."""


def test_no_column_of_the_first_screen_moves_while_the_rows_of_its_table_come(chromium: Browser, portal: Path, kinds: list[Kind]) -> None:
    """On the narrowest window where tables are tables: it has the least room."""
    tables = [kind.middling for kind in kinds if b"</thead>" in (portal / kind.middling).read_bytes()]
    assert len(tables) > 10
    with servers.slow(portal, HEAD_THEN_ROW, 0.1) as port:
        found = phone.moved_on_the_way(chromium, f"http://127.0.0.1:{port}/", tables, 768)
    assert not found, "\n".join(found)


def test_a_table_whose_columns_move_when_a_row_comes_is_found_out(chromium: Browser, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("<!DOCTYPE html><html lang=en><title>T</title><table><thead><tr><th>One<th>Two</tr></thead>"
                                         "<tbody><tr><td>One that is longer<td>Two</tr></tbody></table></html>")
    with servers.slow(tmp_path, HEAD_THEN_ROW, 0.3) as port:
        (said,) = phone.moved_on_the_way(chromium, f"http://127.0.0.1:{port}/", ["index.html"], 768)
    assert "index.html, 768: while it comes it shifts by" in said and "<th>Two</th>" in said


def test_a_page_that_moves_when_its_script_comes_is_found_out(chromium: Browser, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("<!DOCTYPE html><html lang=en><title>T</title><script src=a.js defer></script><p>One</p><p>Two</p></html>")
    (tmp_path / "a.js").write_text("document.querySelector('p').style.height = '300px'")
    with servers.plain(tmp_path) as port:
        (said,) = phone.moved(chromium, f"http://127.0.0.1:{port}/", ["index.html"], 360)
    assert "index.html, 360: after 1 late scripts it shifts by" in said and "<p>Two</p>" in said


PAGE = "<!DOCTYPE html><html lang=en><title>T</title>{}</html>"
WRONG = {
    "heavy": ("<h1>Words</h1><img src=big.svg alt=''>", "weighs"),
    "held up": ("<link rel=stylesheet href=a.css><link rel=stylesheet href=b.css><h1>Words</h1>", "is held up by 2 files"),
    "late": ("<script src=slow.js></script><h1>Words</h1>", "is painted after"),
    "shifting": ("<p id=a></p><h1>Words</h1><p>Words</p><script>"
                 "onload = () => requestAnimationFrame(() => setTimeout(() => { a.style.height = '200px'; }, 150))</script>", "shifts by"),
    "stuck": ("<h1>Words</h1><script>const end = performance.now() + 300; while (performance.now() < end);</script>", "does not answer for"),
    "empty": ("", "is painted after 0 ms"),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_page_that_keeps_a_reader_waiting_is_found_out(chromium: Browser, tmp_path: Path, case: str) -> None:
    body, expected = WRONG[case]
    (tmp_path / "index.html").write_text(PAGE.format(body))
    (tmp_path / "a.css").write_text("p { color: red }")
    (tmp_path / "b.css").write_text("p { color: blue }")
    (tmp_path / "big.svg").write_text(f"<svg xmlns='http://www.w3.org/2000/svg'><!--{'x' * 70_000}--></svg>")
    (tmp_path / "slow.js").write_text("/*" + "x" * 400_000 + "*/")
    with servers.plain(tmp_path) as port:
        said = (said for _ in range(phone.TRIES) for said in phone.read(chromium, f"http://127.0.0.1:{port}/", "index.html").faults())
        assert any(expected in one for one in said)


def test_a_page_that_keeps_nobody_waiting_is_let_be(chromium: Browser, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text(PAGE.format("<link rel=icon href=data:,><h1>Words</h1>"))
    with servers.plain(tmp_path) as port:
        assert phone.readings(chromium, f"http://127.0.0.1:{port}/", "index.html").faults() == []


def test_a_slow_machine_is_told_from_a_heavy_page(chromium: Browser) -> None:
    """In one of a few tries: what else the machine does may hold up either."""
    assert any(phone.pace(chromium, 100) > 2 * phone.pace(chromium, 10) for _ in range(phone.TRIES))
