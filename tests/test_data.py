"""The pages about the data, what stands beside each page as JSON, and the data set as schema.org has it."""

import json
import re
from html import unescape
from typing import Any

import jsonschema
import pytest

from plainspoken import dates, facets, figures, urls
from plainspoken.pages import downloads
from plainspoken.tables import TABLES
from tests.conftest import DEFAULTS, MakeSite, RunCommand
from tests.test_pages import files, real

TEXT = {"type": "string", "minLength": 1}
ADDRESS = {"type": "string", "pattern": "^https?://[^\\s]+$"}
ORGANIZATION = {"type": "object", "required": ["@type", "name"], "properties": {"@type": {"const": "Organization"}, "name": TEXT}}
DATASET = {
    "type": "object",
    "required": ["@context", "@type", "name", "description", "url", "license", "creator", "distribution", "temporalCoverage", "dateModified", "isBasedOn"],
    "properties": {
        "@context": {"const": "https://schema.org"}, "@type": {"const": "Dataset"}, "@id": ADDRESS, "url": ADDRESS, "name": TEXT,
        "description": {"type": "string", "minLength": 50, "maxLength": 5000}, "license": ADDRESS, "inLanguage": {"pattern": "^[a-z]{2}(-[A-Z]{2})?$"},
        "isAccessibleForFree": {"const": True}, "creator": ORGANIZATION, "publisher": ORGANIZATION,
        "temporalCoverage": {"pattern": r"^\d{4}/\d{4}$"}, "dateModified": {"pattern": r"^\d{4}-\d\d-\d\d$"},
        "keywords": {"type": "array", "items": TEXT, "minItems": 1}, "spatialCoverage": {"type": "array", "items": TEXT, "minItems": 1},
        "isBasedOn": {"type": "array", "minItems": 1, "items": {
            "type": "object", "required": ["@type", "name", "publisher", "usageInfo"], "properties": {"@type": {"const": "CreativeWork"}}}},
        "distribution": {"type": "array", "minItems": 2 * len(TABLES) + 1, "items": {
            "type": "object", "required": ["@type", "name", "encodingFormat", "contentUrl"], "additionalProperties": False,
            "properties": {"@type": {"const": "DataDownload"}, "name": TEXT, "contentUrl": ADDRESS,
                           "encodingFormat": {"enum": ["text/csv", "application/json", "application/vnd.sqlite3"]}}}},
    },
    "additionalProperties": False,
}
"""What those who list data sets ask of one: schema.org/Dataset, as far as we use it."""


def dataset(html: str) -> dict[str, Any]:
    [block] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    made: dict[str, Any] = json.loads(block)
    return made


def test_the_data_page_says_what_it_is_to_those_who_list_data_sets() -> None:
    made = dataset(files()[urls.DATA])
    jsonschema.validate(made, DATASET)
    base = real().reference.settings.base_address
    for one in made["distribution"]:
        assert one["contentUrl"].removeprefix(base) in {*files(), urls.DATABASE}
    assert made["dateModified"] == max(real().days.values()) and made["temporalCoverage"] == "2004/2011"
    assert len(made["isBasedOn"]) == len(real().reference.sources)
    assert [path for path, html in files().items() if "ld+json" in html] == [urls.DATA]


def test_of_too_many_places_each_tells_of_its_own_feed(make_site: MakeSite, run: RunCommand, monkeypatch: pytest.MonkeyPatch) -> None:
    """The page leads to their list, and names the regions."""
    content = make_site()
    pages = []
    for most in (1, 0):
        monkeypatch.setattr(facets, "SPLIT", most)
        assert run("build", "--content", content, "--output", content.parent / "output", "--jobs", "1", "--no-cache").code == 0
        pages.append((content.parent / "output" / urls.DATA).read_text())
    feed, places = 'href="../authorities/riverton/feed.xml"', '<a href="../authorities/index.html">all '
    assert [[text in page for text in (feed, places)] for page in pages] == [[True, False], [False, True]]
    assert [dataset(page)["spatialCoverage"] for page in pages] == [["Riverton"], ["The North"]]


def test_no_word_of_a_publisher_ends_the_block(make_site: MakeSite, run: RunCommand) -> None:
    """`</script>` in a title stays a title."""
    title = "title: '</script><script>alert(1)</script> & <!--'"
    content = make_site({"portal.yaml": DEFAULTS["portal.yaml"].decode().replace("title: Small portal", title)})
    assert run("build", "--content", content, "--output", content.parent / "output").code == 0
    html = (content.parent / "output/data/index.html").read_text()
    assert dataset(html)["name"].startswith("</script><script>alert(1)</script> & <!--: ")
    assert len(re.findall(r"<script(?! src=)", html)) == 1 and "alert(1)</script> &" not in html


def test_what_is_left_out_of_the_settings_is_left_out_of_the_data(make_site: MakeSite, run: RunCommand) -> None:
    """A portal without an address for its licence names the licence in words, and with nothing in it no years."""
    content = make_site({"inspections/riverton/visit-2021/inspection.yaml": DEFAULTS["inspections/riverton/visit-2021/inspection.yaml"].decode()
                         + "withdrawn:\n  on: 2026-12-01\n  why: So.\n"})
    assert run("build", "--content", content, "--output", content.parent / "output").code == 0
    made = dataset((content.parent / "output/data/index.html").read_text())
    assert made["license"] == "Our words may be used by anyone who names us." and not {"temporalCoverage", "dateModified"} & set(made)
    assert "licence_address" not in json.loads((content.parent / "output/data/topics.json").read_text())
    assert "dc:license" not in json.loads((content.parent / "output/data/topics.csv-metadata.json").read_text())


# The page.

def test_the_page_leads_to_every_file() -> None:
    html = files()[urls.DATA]
    links = re.findall(r'href="([^"#]+)"', html)
    for table in TABLES:
        assert {f"{table.name}.csv", f"{table.name}.json", f"{table.name}.csv-metadata.json"} <= set(links)
        count = len(json.loads(files()[urls.table(table.name, "json")])["rows"])
        assert re.search(rf">{table.name.replace('_', ' ').capitalize()}</h3>.*?class=\"downloads__number\">{count:,}</span>", html, re.DOTALL)
    assert {"csv-metadata.json", "portal.sqlite", "metadata.json", "../feed.xml", "../authorities/derby/feed.xml", "columns/index.html"} <= set(links)


def test_the_page_gives_the_licence_of_every_paper_and_says_how_to_cite() -> None:
    html = unescape(files()[urls.DATA])
    for source in real().reference.sources.values():
        assert str(source.licence) in html and str(source.title) in html
    settings = real().reference.settings
    assert str(settings.licence) in html and str(settings.licence_address) in html
    assert f"Cite it as: {settings.publisher.name}, {settings.title}, records as of 22 November 2026, {settings.base_address}data/, with" in html
    assert max(real().days.values()) == "2026-11-22"


def test_every_page_of_facts_says_how_to_cite_it() -> None:
    """A page that cites a paper, or lists what papers say, ends with its name and address; posters and letters name their paper instead."""
    looked = dated = 0
    for path, html in files().items():
        if path.endswith(".html") and 'class="sources__item"' in html and "/poster/" not in path and "/letter/" not in path:
            told = re.search(r'<p class="label cited">Cite this page: (.*?)</p>', html)
            assert told, path
            title = re.search(r"<title>(.*?)(?: - [^<]*)?</title>", html)
            address = urls.public(real().reference.settings.base_address, path)
            new = new_as(path)
            dated += bool(new)
            assert title and unescape(told[1]) == f"{real().reference.settings.title}, {unescape(title[1])}, {new}{address}", path
            looked += 1
    assert looked > 300 and dated > 25


def new_as(path: str) -> str:
    """How a page of one inspection, and that about the data, tell how new they are; others do not, for then one new day would make every page again."""
    of = urls.about(path)
    day = max(real().days.values()) if path == urls.DATA else real().days.get(of, "") if "/topics/" not in path else ""
    return f"records as of {dates.read([day]).words}, " if day else ""


# Beside a page.

def beside(path: str) -> dict[str, Any]:
    made: dict[str, Any] = json.loads(files()[urls.record_data(path)])
    return made


def test_the_data_beside_an_inspection_are_all_its_rows() -> None:
    """From every table the rows of this inspection and no other, as the data files have them; with the papers they name, each with its licence."""
    looked = 0
    for key in real().cards:
        made, path = beside(urls.inspection(key)), urls.inspection(key)
        assert made["page"] == urls.public(real().reference.settings.base_address, path)
        for table in TABLES:
            if table.names[:2] == ("authority", "inspection"):
                rows = json.loads(files()[urls.table(table.name, "json")])["rows"]
                mine = [row for row in rows if (row["authority"], row["inspection"]) == key]
                assert made.get(table.name, []) == mine, (key, table.name)
                looked += len(mine)
        named = {row["source"] for name, rows in made.items() if isinstance(rows, list) and name != "sources" for row in rows if row.get("source")}
        assert {row["source"] for row in made["sources"]} == named and all(row["licence"] for row in made["sources"])
        assert [row["framework"] for row in made["frameworks"]] == [real().cards[key].framework]
    assert looked > 2000


def test_the_data_beside_a_page_have_the_areas_that_its_judgements_name() -> None:
    looked = 0
    for path in [*map(urls.inspection, real().cards), *map(urls.authority, real().reference.authorities)]:
        made = beside(path)
        named = {(row["framework"], row[column]) for row in made.get("judgements", ()) for column in ("area", "aspect") if row[column]}
        assert {(row["framework"], row["area"]) for row in made.get("areas", ())} == named and len(made.get("areas", ())) == len(named)
        looked += len(named)
    assert looked > 100


def test_the_data_beside_an_authority_are_what_its_page_shows() -> None:
    """All its inspections and judgements; and of those the page shows, what was asked, said of it, planned and counted."""
    looked = 0
    for name, cards in real().by_authority.items():
        made, shown = beside(urls.authority(name)), {card.key for card in facets.latest(cards)}
        assert [row["authority"] for row in made["authorities"]] == [name]
        assert [(row["authority"], row["inspection"]) for row in made["inspections"]] == [card.key for card in cards]
        assert len(made["judgements"]) == sum(len(real().content.inspections[card.key].judgements) for card in cards)
        for table in ("recommendations", "progress", "plans"):
            rows = json.loads(files()[urls.table(table, "json")])["rows"]
            assert made.get(table, []) == [row for row in rows if (row["authority"], row["inspection"]) in shown]
            looked += len(made.get(table, []))
        values = {row["value"] for row in made.get("figures", ())}
        drawn = [point for one in figures.series(real().content, shown) for point in one.points]
        assert {point.figure.value for point in drawn} <= values and all(value in unescape(files()[urls.authority(name)]) for value in values)
        assert made["modified"] == real().updated(card.key for card in cards) and "findings" not in made
        assert "recommendations" not in made or "that the page shows" in made["about"]
    assert looked > 30


def test_of_a_place_with_many_inspections_only_what_the_page_shows_stands_beside_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """There may be hundreds: the file is to be as short as the page."""
    monkeypatch.setattr(facets, "IN_ALL", 1)
    made = {page.path: page for page in downloads.pages(real(), {table.name: list(table.rows(real())) for table in TABLES})}
    rows = made[urls.record_data(urls.authority("derby"))].parts[-1]
    assert len(rows["inspections"]) == len(real().by_authority["derby"]) > 5
    [latest] = facets.latest(real().by_authority["derby"])
    assert {row[:2] for name in ("recommendations", "progress", "plans", "figures") for row in rows.get(name, ())} <= {latest.key}


@pytest.mark.parametrize("kind", ["authority", "inspection", "plan"])
def test_a_page_leads_to_its_data_and_the_data_to_the_page(kind: str) -> None:
    pages = {"authority": [urls.authority(name) for name in real().reference.authorities], "inspection": [urls.inspection(key) for key in real().cards],
             "plan": [urls.plan(key) for key in real().content.plans]}[kind]
    assert pages
    for path in pages:
        html, link = files()[path], "../index.json" if kind == "plan" else "index.json"
        assert f'<link rel="alternate" type="application/json" title="Data of this page" href="{link}">' in html
        assert html.count(f'href="{link}"') == 2
        if kind != "plan":
            cite = beside(path)["cite"]
            assert f"records as of {dates.read([beside(path)['modified']]).words}, " in cite
            assert f"Cite this page: {cite if kind == 'inspection' else re.sub(r'records as of [^,]*, ', '', cite)}</p>" in unescape(html)
