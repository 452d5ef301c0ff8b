"""Every kind of page on paper: nothing to press, addresses said, folds open, nothing cut, and always dark on white.

That each poster and letter takes one sheet is proved in test_edition.py.
"""

import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser, Page

from tests import figures
from tests.browser.kinds import Kind
from tests.browser.sheets import MARK, Printed, document, faults, printed

pytestmark = [pytest.mark.browser, pytest.mark.skipif(shutil.which("pdftotext") is None, reason="no pdftotext (Debian: poppler-utils)")]


@pytest.fixture(scope="module")
def page(chromium: Browser) -> Iterator[Page]:
    """One tab, whose pages may be marked, whatever their policy."""
    context = chromium.new_context(bypass_csp=True)
    yield context.new_page()
    context.close()


def dark(page: Page) -> bytes:
    """The page that is open in print, as it is printed for a reader who wants it dark."""
    page.emulate_media(media="print", color_scheme="dark")
    return document(page)


class Paper(NamedTuple):
    """The longest page of each kind and the shortest, printed."""

    longest: dict[str, Printed]
    shortest: dict[str, Printed]
    dark: list[str]
    """Kinds whose shortest page is printed otherwise for a reader who wants it dark."""


@pytest.fixture(scope="module")
def paper(page: Page, portal: Path, kinds: list[Kind]) -> Paper:
    """Every kind of page on paper, each page loaded and printed once, and the shortest a second time, in the dark."""
    found = Paper({}, {}, [])
    for kind in kinds:
        if kind.longest != kind.shortest:
            found.longest[kind.name] = printed(page, portal / kind.longest)
        found.shortest[kind.name] = printed(page, portal / kind.shortest)
        found.longest.setdefault(kind.name, found.shortest[kind.name])
        found.dark.extend([kind.name] if dark(page) != found.shortest[kind.name].made else [])
    return found


def test_every_kind_of_page_is_good_on_paper(paper: Paper, kinds: list[Kind]) -> None:
    """The longest of each kind and the shortest."""
    rows = figures.table("On paper: sheets of A4", "kind", "longest", "shortest")
    counted: Counter[str] = Counter()
    found = []
    for kind in kinds:
        there = {kind.longest: paper.longest[kind.name], kind.shortest: paper.shortest[kind.name]}
        for path, one in there.items():
            counted.update({name: len(one.page[name]) for name in ("parts", "heads", "folds", "headings", "links")})
            found += [f"{path}: {said}" for said in faults(one, kind.name)]
        rows.append((kind.name, len(there[kind.longest].sheets), len(there[kind.shortest].sheets)))
    assert not found, "\n".join(found)
    assert len(rows) > 25
    assert counted["parts"] > 2000 and counted["heads"] > 50 and counted["folds"] > 50 and counted["headings"] > 300 and counted["links"] > 10


def test_a_page_that_is_dark_for_its_reader_is_printed_like_any_other(paper: Paper) -> None:
    assert len(paper.shortest) > 25
    assert paper.dark == []


def test_the_marks_do_not_change_what_is_measured(page: Page, paper: Paper, portal: Path, kinds: list[Kind]) -> None:
    longest = next(kind.longest for kind in kinds if kind.name == "plan")
    plain, marked = printed(page, portal / longest, marked=False), paper.longest["plan"]
    assert abs(len(plain.sheets) - len(marked.sheets)) <= 1 < len(plain.sheets)
    first, same = (Counter(word.text for word in one.sheets[0] if not MARK.search(word.text)) for one in (plain, marked))
    assert first == same and len(first) > 50


PAGE = """<!DOCTYPE html><html lang="en"><title>A page</title><style>@page {{ size: A4; margin: 16mm 15mm 18mm }}
body {{ margin: 0; font: 16px/1.5 sans-serif }} tr, li, figure {{ break-inside: avoid }} {style}</style>{head}<main>{body}</main></html>"""
LINES = "<p>Words and words.</p>" * 20
"""As much as leaves a little room on a sheet."""
ROWS = "<tr><td>A cell<td>Another</tr>" * 60

WRONG = {
    "a navigation": ("", "<nav><a href=a.html>Home</a></nav>", "nav “Home” is printed"),
    "a search box": ("", "<form><input></form>", "input “” is printed"),
    "the way past": ("", '<a href="#main">Skip</a>', "a “Skip” is printed"),
    "a button": ("", "<button>Listen</button>", "button “Listen” is printed"),
    "a button that names a column": ("", "<table><thead><tr><th><button>When</button></table>", "button “When” is printed"),
    "a fold that stays shut": ("", "<details><summary>More</summary><p>All of it</p></details>", "is printed without “All of it”"),
    "a fold that is left out": ("details { display: none }", "<details><summary>More</summary><p>All of it</p></details>", "is printed without “All of it”"),
    "an address that must be pressed": ("", '<p><a href="https://elsewhere.example/page">The paper</a></p>',
                                        "the address https://elsewhere.example/page is not printed"),
    "a table that is too wide": ("td { min-width: 300px }", "<table><tr><td>1<td>2<td>3</table>", "the page is"),
    "words over words": ("p + p { margin-top: -40px }", "<p>A line of words</p><p>Another line of words</p>", "lie over one another"),
    "words in the margin": ("p { position: relative; left: -20px }", "<p>Words</p>", "runs into the margin of sheet 1"),
    "a dark box": ("div { background: #222; color: #fff; height: 80px }", "<div></div>", "is a dark box"),
    "words too pale": ("p { color: #ddd }", "<p>Words</p>", "p “Words” is too pale for paper"),
    "a row that is cut": ("tr { break-inside: auto }", LINES + "<table><tr><td>" + "One<br>" * 12 + "</table>", "tr “OneOneOne"),
    "a card that is cut": ("li { break-inside: auto }", LINES + "<ul><li>" + "One<br>" * 9 + "</ul>", "is cut by the end of sheet 1"),
    "a picture that is cut": ("figure { break-inside: auto }", LINES + "<figure>" + "One<br>" * 22 + "</figure>", "figure “One"),
    "a head that stays behind": ("thead { display: table-row-group }", f"<table><thead><tr><th>When<th>Where</thead><tbody>{ROWS}</table>",
                                 "goes on without its head on sheet 2"),
    "a heading alone": ("h2 { break-after: auto } p + h2 + p { break-before: page }", f"{LINES}<h2>Below</h2><p>Words</p>",
                        "h2 “Below” stands alone at the foot of sheet 1"),
    "a sheet that is left empty": ("div { break-inside: avoid; height: 980px }", "<p>Words</p><div><p>More</p></div>", "sheet 1 is empty by"),
}


def said_of(page: Page, file: Path, style: str, body: str, head: str = "") -> list[str]:
    file.write_text(PAGE.format(style=style, body=body, head=head))
    return list(faults(printed(page, file)))


@pytest.mark.parametrize("case", WRONG)
def test_a_page_that_is_bad_on_paper_is_found_out(page: Page, tmp_path: Path, case: str) -> None:
    style, body, expected = WRONG[case]
    found = said_of(page, tmp_path / "page.html", style, body)
    assert any(expected in said for said in found), found


def test_a_page_that_does_not_say_where_it_came_from_is_found_out(page: Page, tmp_path: Path) -> None:
    head = '<link rel="canonical" href="https://portal.example/place/">'
    assert said_of(page, tmp_path / "page.html", "", "<p>Words</p>", head) == ["the address https://portal.example/place/ is not printed"]
    assert said_of(page, tmp_path / "page.html", "", "<p>Words, https://portal.example/place/</p>", head) == []


def test_a_page_that_is_printed_dark_is_found_out(page: Page, tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    style = "@media (prefers-color-scheme: dark) { body { background: #111; color: #fff } }"
    file.write_text(PAGE.format(style=style, body="<p>Words</p>", head=""))
    light = printed(page, file).made
    assert document(page) == light != dark(page)


RIGHT = {
    "a table over two sheets": ("", f"<table><thead><tr><th>When<th>Where</thead><tbody>{ROWS}</table>"),
    "a card longer than a third of a sheet": ("li { break-inside: auto }", LINES + "<ul><li>" + "One<br>" * 16 + "</ul>"),
    "an open fold": ("details::details-content { content-visibility: visible; block-size: auto }", "<details><summary>More</summary><p>All</p></details>"),
    "ways to go that are left out": ("details { display: none }", "<details><summary>Years</summary><a href=a.html>2006</a> <span>3</span></details>"),
    "an address that is said": ("a::after { content: ' (' attr(href) ')' }", '<p><a href="https://elsewhere.example/page">The paper</a></p>'),
    "a last sheet with little on it": ("", LINES * 2 + "<p>The end.</p>"),
    "for ears only": ("span { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%) }", "<p>Seen<span>Heard</span></p>"),
}


@pytest.mark.parametrize("case", RIGHT)
def test_a_page_that_is_good_on_paper_is_let_be(page: Page, tmp_path: Path, case: str) -> None:
    assert said_of(page, tmp_path / "page.html", *RIGHT[case]) == []
