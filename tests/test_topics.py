"""A concern across places and years."""

import re
import shutil
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from plainspoken import facets, refer, urls
from tests.conftest import ROOT, RunCommand
from tests.test_pages import files, real


def test_a_topic_has_a_part_for_every_place_that_speaks_of_it() -> None:
    """Told in full where no thread tells it, else in short with the way to the thread."""
    looked = 0
    for topic in real().reference.topics:
        path = urls.topic(topic)
        page = LexborHTMLParser(files()[path])
        for name, topics in real().concerns.items():
            parts = page.css(f"section[aria-labelledby='{name}']")
            assert len(parts) == (topic in topics), (path, name)
            for part in parts:
                thread = urls.relative(path, urls.thread(name, topic))
                followed = (name, topic) in real().reference.threads
                assert bool(part.css(f"a[href='{thread}']")) == followed, (path, name)
                assert len(part.css(".findings__item")) == (0 if followed else len(topics[topic])), (path, name)
                looked += 1
    assert looked > 100


def test_places_stand_on_one_table_and_none_before_another_but_by_name() -> None:
    page = LexborHTMLParser(files()[urls.topic("mental-health")])
    (table,) = page.css("table.lines")
    names = [head.text(strip=True) for head in table.css("tbody th")]
    assert names == sorted(names) and len(names) == 3
    years = [head.text(strip=True) for head in table.css("thead th")][1:]
    assert years == sorted(years)


def test_the_list_of_topics_leads_to_every_thread() -> None:
    page = LexborHTMLParser(files()[urls.TOPICS])
    links = {link.attributes["href"] for link in page.css("main a")}
    assert {urls.relative(urls.TOPICS, urls.thread(*found)) for found in real().reference.threads} <= links
    assert len(real().reference.threads) > 40


# A topic that many places speak of.

@pytest.fixture(scope="module")
def wide(tmp_path_factory: pytest.TempPathFactory, run: RunCommand) -> Path:
    """The real portal, where two places are as many as one page tells of and four papers are the latest. Stoke-on-Trent has no region."""
    assert refer.SPLIT == 200
    folder = tmp_path_factory.mktemp("wide")
    content = copied(folder / "content")
    place = content / "authorities/stoke-on-trent.yaml"
    place.write_text(re.sub("(?m)^region: .*\n", "", place.read_text()))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(refer, "SPLIT", 2)
        patch.setattr(facets, "LATEST", 4)
        done = run("build", "--content", content, "--output", folder / "output", "--no-cache", "--no-search")
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
