"""A concern across places and years."""

import re
import shutil
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from plainspoken import facets, refer, urls
from plainspoken.pages import concerns, places, topics
from tests.built import built
from tests.conftest import ROOT, RunCommand
from tests.test_pages import files, real


def test_a_topic_has_a_part_for_every_place_that_speaks_of_it() -> None:
    """Told in full where no thread tells it, else in short with the way to the thread."""
    looked = 0
    for topic in real().reference.topics:
        path = urls.topic(topic)
        page = LexborHTMLParser(files()[path])
        for name, held in real().concerns.items():
            parts = page.css(f"section[aria-labelledby='{name}']")
            assert len(parts) == (topic in held), (path, name)
            for part in parts:
                thread = urls.relative(path, urls.thread(name, topic))
                followed = (name, topic) in real().reference.threads
                assert bool(part.css(f"a[href='{thread}']")) == followed, (path, name)
                assert len(part.css(".findings__item")) == (0 if followed else len(held[topic])), (path, name)
                looked += 1
    assert looked > 100


def test_places_stand_on_one_table_and_none_before_another_but_by_name() -> None:
    page = LexborHTMLParser(files()[urls.topic("mental-health")])
    (table,) = page.css("table.lines")
    names = [head.text(strip=True) for head in table.css("tbody th")]
    assert names == sorted(names) and len(names) == 3
    years = [head.text(strip=True) for head in table.css("thead th")][1:]
    assert years == sorted(years)


def test_in_a_year_of_many_papers_their_number_stands_for_the_marks() -> None:
    asked, seen = ("m-inspectors", False, "asked for"), ("m-inspectors-spoke", False, "spoken of")
    few, many = concerns.line([[seen, asked, seen, seen], [asked, seen, asked, asked, asked]], ["2019", "2020"])
    assert (len(few["marks"]), few["many"], few["said"]) == (4, "", "spoken of (3), asked for")
    assert (many["marks"], many["many"], many["said"]) == ([], "5", "asked for (4), spoken of")
    assert (few["class"], many["class"]) == ("lines__cell lines__cell--first", "lines__cell lines__cell--last")


def test_where_a_number_stands_for_marks_the_key_says_what_it_means(monkeypatch: pytest.MonkeyPatch) -> None:
    """And where none does, the key has no word of it."""
    monkeypatch.setattr(concerns, "MARKS", 1)
    pages = built(ROOT / "content", local=(), whole=(places.pages, topics.pages), elsewhere=bool)
    looked = set()
    for path, page in pages.items():
        parts = LexborHTMLParser(page).css_first("main") if path.endswith(".html") else None
        numbers = [one.text() for one in parts.css("table.lines .lines__many")] if parts else []
        said = [item.text(separator=" ", strip=True) for item in parts.css(".key__item")] if parts else []
        told = [one for one in said if "so many papers" in one]
        assert told == ([f"{numbers[0]} so many papers of one year"] if numbers else []), path
        looked |= {path} if numbers else set()
    assert urls.HOME in looked and urls.topic("having-a-say") in looked


def test_a_line_comes_from_before_the_first_year_where_earlier_papers_are_counted() -> None:
    cells = concerns.line([[], [("m-inspectors", False, "asked for")]], ["2019", "2020"], earlier=True)
    assert [cell["class"] for cell in cells] == ["lines__cell", "lines__cell lines__cell--last"]
    assert [cell["class"] for cell in concerns.line([[], []], ["2019", "2020"], earlier=True)] == ["lines__cell lines__cell--off"] * 2


def test_the_list_of_topics_leads_to_every_thread() -> None:
    page = LexborHTMLParser(files()[urls.TOPICS])
    links = {link.attributes["href"] for link in page.css("main a")}
    assert {urls.relative(urls.TOPICS, urls.thread(*found)) for found in real().reference.threads} <= links
    assert len(real().reference.threads) > 40


# A topic that many places speak of.

@pytest.fixture(scope="module")
def wide(tmp_path_factory: pytest.TempPathFactory, run: RunCommand) -> Path:
    """The real portal, where two places are as many as one page tells of and four papers are the latest. Stoke-on-Trent has no region.

    Two years have a column, and two papers of a place are told in short.
    """
    assert refer.SPLIT == 200
    folder = tmp_path_factory.mktemp("wide")
    content = copied(folder / "content")
    place = content / "authorities/stoke-on-trent.yaml"
    place.write_text(re.sub("(?m)^region: .*\n", "", place.read_text()))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(refer, "SPLIT", 2)
        patch.setattr(facets, "LATEST", 4)
        patch.setattr(topics, "YEARS", 2)
        patch.setattr(topics, "FOLLOWED", 2)
        done = run("build", "--content", content, "--output", folder / "output", "--no-cache", "--no-search", "--jobs", 1)
    assert done.code == 0, done.err  # no link leads to a part that is gone, and every title is its page's own
    return folder / "output"


def copied(folder: Path) -> Path:
    """The real content."""
    shutil.copytree(ROOT / "content", folder)
    return folder


def main(output: Path, path: str) -> LexborNode:
    (found,) = LexborHTMLParser((output / path).read_text()).css("main")
    return found


def test_a_topic_of_many_places_leads_to_a_page_for_each_region(wide: Path) -> None:
    page = main(wide, urls.topic("mental-health"))
    rows = {row.css_first("a").attributes["href"]: [cell.text(strip=True) for cell in row.css("td")] for row in page.css("table.counts tbody tr")}
    assert list(rows) == ["east-midlands/index.html", "elsewhere/index.html"] and [cells[0] for cells in rows.values()] == ["2", "1"]
    places = [name for name, topics in real().concerns.items() if "mental-health" in topics]
    told = {region: main(wide, urls.topic("mental-health", region=region)) for region in ("east-midlands", "elsewhere")}
    assert {name for one in told.values() for name in places if one.css(f"section[aria-labelledby='{name}']")} == set(places)
    assert told["east-midlands"].css("table.lines") and not told["elsewhere"].css("table.lines")
    papers = sum(int(cells[1]) for cells in rows.values())
    assert papers > 4 and papers >= sum(int(cells[2]) for cells in rows.values()) > 0


def test_it_shows_the_latest_papers_newest_first(wide: Path) -> None:
    table = main(wide, urls.topic("mental-health")).css("table")[1]
    years = [re.findall(r"\d{4}", row.css("td")[0].text())[0] for row in table.css("tbody tr")]
    assert len(years) == 4 and years == sorted(years, reverse=True)


def test_a_page_of_a_region_leads_back_and_to_the_threads_of_its_places(wide: Path) -> None:
    path = urls.topic("mental-health", region="east-midlands")
    links = {link.attributes["href"] for link in main(wide, path).css("a")}
    threads = {urls.relative(path, urls.thread(name, topic)) for name, topic in real().reference.threads
               if topic == "mental-health" and name in {"derby", "leicester"}}
    assert {"../index.html", *threads} <= links and threads
    assert f"/{path.removesuffix('index.html')}</loc>" in (wide / "sitemap.xml").read_text()


def test_what_one_paper_alone_says_is_found_on_the_page_of_its_region(wide: Path) -> None:
    """Links to the part about a place lead to the page that has it; of narrow topics, as ever, to the topic's own."""
    found = {link for page in wide.glob("authorities/**/index.html") for link in re.findall(r'topics/([a-z0-9/-]+)/index.html#', page.read_text())}
    counts = {topic: sum(topic in topics for topics in real().concerns.values()) for topic in real().reference.topics}
    by_region = {link for link in found if "/" in link}
    assert by_region and {counts[link.partition("/")[0]] for link in by_region} == {3}
    assert all(counts[link] < 3 for link in found - by_region) and found - by_region


def test_the_list_of_topics_says_how_many_places_speak_of_a_wide_one(wide: Path) -> None:
    page = main(wide, urls.TOPICS)
    assert 'Spoken of in 3 ' in page.text() and page.css("a[href='mental-health/index.html']")
    assert not page.css("a[href='../authorities/derby/topics/mental-health/index.html']")


def test_of_more_years_than_have_room_the_latest_have_a_column_and_the_papers_before_are_counted(wide: Path) -> None:
    looked = 0
    for topic in real().reference.topics:
        whole, path = LexborHTMLParser(files()[urls.topic(topic)]), wide / urls.topic(topic, region="east-midlands")
        if not path.exists():
            continue
        marks = {row.css_first("a").text(): [len(cell.css("svg")) for cell in row.css("td")] for row in whole.css("table.lines tbody tr")}
        years = [head.text(strip=True) for head in whole.css("table.lines thead th")][1:]
        cut = LexborHTMLParser(path.read_text())
        shown = [" ".join(head.text().split()) for head in cut.css("table.lines thead th")]
        told = {row.css_first("a").text(): row.css("td") for row in cut.css("table.lines tbody tr")}
        if shown[1:2] != ["Earlier papers"]:
            continue
        assert shown[2:] == [year for year in years if year in shown] and len(shown) == 4, topic
        assert f"papers before {shown[2]}" in cut.css_first("table.lines caption").text()
        at = [years.index(year) for year in shown[2:]]
        for name, cells in told.items():
            assert [len(cell.css("svg")) for cell in cells] == [0, *(marks[name][number] for number in at)]
            before = sum(marks[name][:at[0]])
            assert cells[0].text(strip=True) == (str(before) if before else "none")
            looked += 1
    assert looked > 20
    assert not any("Earlier papers" in page for path, page in files().items() if path.startswith("topics/")), "seven years have room"


def test_of_more_papers_than_a_line_has_room_for_the_latest_are_told_and_the_others_counted(wide: Path) -> None:
    """The thread has them all."""
    whole = LexborHTMLParser(files()[urls.topic("partnership")]).css("section[aria-labelledby='derby'] .journey__what")
    (place,) = LexborHTMLParser((wide / urls.topic("partnership", region="east-midlands")).read_text()).css("section[aria-labelledby='derby']")
    assert len(whole) > 3 and [one.text() for one in place.css(".journey__what")] == [one.text() for one in whole[-2:]]
    assert f"The latest 2 papers. {len(whole) - 2} papers before speak of it too." in place.text()


def test_no_year_of_the_real_portal_has_a_number_for_its_marks() -> None:
    """Its busiest has four papers of one place, and a phone has room for them."""
    pages = {path: page for path, page in files().items() if path.endswith(".html")}
    assert max(len(cell.css("svg")) for cell in LexborHTMLParser(pages[urls.HOME]).css(".lines__cell")) == 4
    assert not [path for path, page in pages.items() if 'class="lines__many"' in page]


def test_every_stop_of_a_followed_concern_names_its_place_in_a_paper_that_stands_below() -> None:
    looked = 0
    for topic in real().reference.topics:
        page = LexborHTMLParser(files()[urls.topic(topic)])
        for stop in page.css(".journey__what"):
            cites = stop.css("a.cite")
            assert cites, (topic, stop.text())
            assert all(page.css_first(cite.attributes["href"] or "") for cite in cites), topic
            looked += 1
    assert looked > 80


def test_a_stop_tells_what_is_about_its_concern_first_and_what_more_there_is() -> None:
    """Leicester's letter of 2006 speaks of teenage parents in passing before it tells of the strategy against teenage pregnancy."""
    page = LexborHTMLParser(files()[urls.topic("teenage-pregnancy")])
    [told] = [stop.text() for stop in page.css("section[aria-labelledby=leicester] .journey__what") if "And" in stop.text()]
    assert told.startswith("The 2005 assessment had asked") and "Sure Start" not in told and " more findings." in told
