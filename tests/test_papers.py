"""The papers of a portal: listed while one page holds them, counted beyond that."""

import json
import re
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from plainspoken import facets, refer, urls
from plainspoken.pages import papers
from tests.conftest import DEFAULTS, MakeSite, RunCommand
from tests.test_pages import files, real

PAPER = DEFAULTS["sources/riverton-report.yaml"].decode()
LINK = "Of [one paper](source:more-1), and of [another](source:more-2).\n"
CORRECTED = "changes:\n  - on: 2026-03-01\n    what: The year was wrong.\n"


@pytest.fixture
def many(monkeypatch: pytest.MonkeyPatch, make_site: MakeSite, run: RunCommand) -> Path:
    """The small site with six papers, where four are too many to list: its output. One of them was corrected."""
    assert refer.SPLIT == 200
    monkeypatch.setattr(refer, "SPLIT", 4)
    made = {f"sources/more-{number}.yaml": re.sub("(?m)^kind: .*$", f"kind: Kind {number % 2}", PAPER) for number in range(5)}
    made["sources/more-1.yaml"] += CORRECTED
    content = make_site({**made, "pages/about.md": LINK})
    done = run("build", "--content", content, "--output", content.parent / "output", "--jobs", "1")
    assert done.code == 0, done.err
    return content.parent / "output"


def rows(page: str, name: str) -> list[list[str]]:
    """The rows of the table whose first column has this name."""
    (table,) = [one for one in LexborHTMLParser(page).css("table") if one.css("thead th")[0].text(strip=True) == name]
    return [[cell.text(strip=True) for cell in row.css("th, td")] for row in table.css("tbody tr")]


def test_too_many_papers_are_counted_by_kind_and_by_publisher(many: Path) -> None:
    page = (many / urls.COVERAGE).read_text()
    kinds = rows(page, "Kind of paper")
    assert [row[:2] for row in kinds][:2] == [["Kind 0", "3"], ["Kind 1", "2"]]
    assert sum(int(row[1]) for row in kinds) == sum(int(row[1]) for row in rows(page, "Publisher")) == 6
    assert {'href="../data/sources.csv"', 'href="../data/sources.json"'} <= set(re.findall(r'href="[^"]+"', page))
    assert json.loads((many / "data/sources.json").read_text())["rows"][5]["kind"] in {"Kind 0", "Kind 1", "Report"}


def test_of_too_many_papers_those_that_were_corrected_are_listed(many: Path) -> None:
    page = (many / urls.COVERAGE).read_text()
    assert set(re.findall('id="source-([^"]+)"', page)) == {"more-1"}
    assert '../coverage/index.html#source-more-1"' in (many / urls.CORRECTIONS).read_text()


def test_a_link_to_a_paper_that_is_only_counted_leads_to_what_is_told_of_all(many: Path) -> None:
    page = (many / urls.page("about")).read_text()
    assert '../coverage/index.html#source-more-1"' in page and '../coverage/index.html#papers"' in page and "source-more-2" not in page


def test_the_terms_of_too_many_papers_are_counted_by_licence_and_publisher(many: Path) -> None:
    page = (many / urls.DATA).read_text()
    assert rows(page, "Terms") == [["It prints no terms.", "The inspectors", "6"]]
    assert "source-" not in page and 'href="sources.csv"' in page
    told = json.loads(re.findall('<script type="application/ld.json">(.*?)</script>', page)[0])
    assert [paper["name"] for paper in told["isBasedOn"]] == ["6 papers"]


def test_kinds_beyond_the_first_are_counted_together(many: Path, monkeypatch: pytest.MonkeyPatch, run: RunCommand) -> None:
    monkeypatch.setattr(papers, "SHOWN", 1)
    assert run("build", "--content", many.parent / "content", "--output", many, "--jobs", "1", "--no-cache").code == 0
    assert [row[:2] for row in rows((many / urls.COVERAGE).read_text(), "Kind of paper")] == [["Kind 0", "3"], ["All others", "3"]]


def test_the_real_papers_are_listed_each_with_its_fingerprint() -> None:
    page = files()[urls.COVERAGE]
    assert len(rows(page, "Paper")) == len(real().reference.sources) > 4
    assert 'Kind of paper' not in page


def test_of_many_corrections_the_latest_are_told_and_the_way_to_all(monkeypatch: pytest.MonkeyPatch, make_site: MakeSite, run: RunCommand) -> None:
    visit = "inspections/riverton/visit-2021/inspection.yaml"
    told = "".join(f"  - on: 2026-03-{day:02}\n    what: Figure {day} was wrong.\n" for day in range(1, 6))
    content = make_site({visit: f"{DEFAULTS[visit].decode()}changes:\n{told}"})

    def page(most: int) -> LexborHTMLParser:
        monkeypatch.setattr(facets, "SPLIT", most)
        monkeypatch.setattr(facets, "LATEST", 2)
        assert run("build", "--content", content, "--output", content.parent / "output", "--jobs", "1", "--no-cache").code == 0
        return LexborHTMLParser((content.parent / "output" / urls.CORRECTIONS).read_text())
    whole = page(5)
    assert len(whole.css(".changes__item")) == 5 and whole.css_first("h2#all").text(strip=True) == "All corrections"
    cut = page(4)
    assert [one.text(strip=True) for one in cut.css(".changes__what p:first-child")] == ["Figure 5 was wrong.", "Figure 4 was wrong."]
    assert "The latest 2 of 5 corrections, newest first." in cut.body.text()
    assert cut.css("a[href='../data/corrections.csv']") and cut.css("a[href='../data/corrections.json']") and not whole.css("a[href*='data/corrections']")
