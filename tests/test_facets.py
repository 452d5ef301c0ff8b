"""Inspections by region, kind, framework, year, area and topic: each value has a page with a table and a count, and no list grows without end."""

import re
from collections import Counter
from dataclasses import replace
from functools import cache
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs

import pytest

from plainspoken import content, facets, portal, refer, register, urls
from plainspoken.facets import AREAS, AUTHORITIES, FRAMEWORKS, KINDS, REGIONS, TOPICS, YEARS, Listed
from plainspoken.pages import lists
from plainspoken.pages import register as register_pages
from plainspoken.references import areas, numbered
from plainspoken.register import Register
from tests.conftest import DEFAULTS, MakeSite, RunCommand
from tests.test_pages import files, real

VISIT = "inspections/riverton/visit-2021/inspection.yaml"


@cache
def found() -> dict[tuple[str, ...], tuple[Listed, ...]]:
    return facets.build(real())


def keys(path: tuple[str, ...]) -> set[tuple[str, str]]:
    return {row.card.key for row in found().get(path, ())}


def links(path: str, html: str) -> list[str]:
    """Where the rows of a page's tables lead, from the root."""
    depth = "../" * path.count("/")
    cells = re.findall(r'<td data-label="Inspection"><span><a href="([^"]+)"', html)
    return [cell.removeprefix(depth) if cell.startswith(depth) else cell for cell in cells]


def heading(html: str) -> str:
    found = re.search(r"<h1>(.*?)</h1>", html)
    assert found
    return unescape(found[1])


# Which lists there are, and what is in them.

def test_every_inspection_stands_in_the_lists_of_what_it_is() -> None:
    made = real()
    for key, card in made.cards.items():
        places = [made.reference.authorities[name] for name in (key[0], *card.also)]
        assert all(key in keys((KINDS, place.kind)) for place in places)
        assert all(key in keys((REGIONS, place.region)) for place in places if place.region)
        assert key in keys((FRAMEWORKS, card.framework)) and key in keys((YEARS, card.year or "unknown"))
    totals = Counter({path[0]: 0 for path in found()})
    for path, rows in found().items():
        totals[path[0]] += len(rows) if len(path) == 2 else 0
    assert totals[FRAMEWORKS] == totals[YEARS] == len(made.cards) and totals[KINDS] >= len(made.cards)


def test_every_value_that_occurs_has_a_list() -> None:
    made, settings = real(), real().reference.settings
    assert {path[1] for path in found() if path[0] == REGIONS} == set(settings.regions)
    assert {path[1] for path in found() if path[0] == KINDS} == set(settings.kinds)
    assert {path[1] for path in found() if path[0] == FRAMEWORKS} == set(made.reference.frameworks)
    assert {path[1] for path in found() if path[0] == YEARS} == {card.year or "unknown" for card in made.cards.values()}
    assert {path[1] for path in found() if path[0] == AREAS} == set(settings.themes)
    assert {path[1] for path in found() if path[0] == TOPICS} == {topic for topic, ones in made.appearances.items() if ones}
    assert len(found()) > 130


def test_an_area_lists_the_inspections_that_judged_it_or_say_something_under_it() -> None:
    made, looked = real(), 0
    for name, framework in made.reference.frameworks.items():
        for area in areas(framework):
            expected = {key for key, one in made.content.inspections.items() if one.framework == name and (
                any(area.id in {told.area, told.aspect} for told in one.judgements) or any(item.area == area.id for item in numbered(one)))}
            assert keys((FRAMEWORKS, name, AREAS, area.id)) == expected
            assert not area.theme or expected <= keys((AREAS, area.theme))
            looked += len(expected)
    assert looked > 50


def test_areas_of_two_frameworks_stand_in_one_list_only_by_their_theme() -> None:
    themed = {(name, area.id): area.theme for name, one in real().reference.frameworks.items() for area in areas(one)}
    for path, rows in found().items():
        for row in rows:
            if path[0] == AREAS:
                assert all(path[1] in {themed[row.card.framework, one.area], themed.get((row.card.framework, one.aspect or ""))} for one in row.judged)
            elif AREAS in path:
                assert row.card.framework == path[1] and all(path[3] in {one.area, one.aspect} for one in row.judged)


def test_a_topic_counts_what_inspectors_asked_saw_and_counted_and_what_the_plan_says_apart() -> None:
    rows = {row.card.key: row.told for row in found()[TOPICS, "social-worker-allocation"]}
    spoken = real().appearances["social-worker-allocation"]
    for key, told in rows.items():
        assert sum(told.values()) == sum(one.inspection == key for one in spoken)
        assert told.get("planned", 0) == sum(one.inspection == key and one.council for one in spoken)
    assert any(told.get("planned") for told in rows.values()) and len(rows) >= 3


# Their pages.

def test_each_list_has_a_page_with_its_rows_and_their_count() -> None:
    """The newest first; the count in words; one caption; a link to each inspection and nothing else."""
    looked = 0
    for path, rows in found().items():
        address = urls.inspections(*path)
        html = files()[address]
        assert links(address, html) == [urls.inspection(row.card.key) for row in rows]
        assert re.search(rf"<p class=\"standfirst\">{len(rows)} inspections? of \d+ ", html), address
        days = [row.card.date.sort if row.card.date.spans else "" for row in rows]
        assert days == sorted(days, reverse=True)
        looked += len(rows)
    assert looked > 400


def test_a_page_shows_the_grade_of_its_own_area() -> None:
    looked = 0
    for path, rows in found().items():
        cells = re.findall(r'<td data-label="Judged"[^>]*>(.*?)</td>', files()[urls.inspections(*path)], re.DOTALL) if AREAS in path else []
        for row, cell in zip(rows, cells, strict=True) if cells else ():
            framework = real().reference.frameworks[row.card.framework]
            steps = {step.id: step.label for scale in framework.scales.values() for step in scale.steps}
            shown = re.findall(r'class="grade__word">([^<]*)<', cell)
            assert [word for word in shown if word in steps.values()] == [steps[one.grade] for one in row.judged if one.grade], (path, row.card.key)
            assert ("was the best" in cell or "in words" in cell) == bool([one for one in row.judged if one.grade or one.words]), (path, row.card.key)
            looked += len(shown)
    assert looked > 60


def test_nothing_can_be_sorted_by_grades_of_several_scales() -> None:
    """Only below one framework has the grade's column an order."""
    looked = 0
    for path in found():
        html = files()[urls.inspections(*path)]
        assert ('data-name="grade"' in html) == (len(path) == 4), path
        looked += 'data-name="grade"' in html
    assert looked > 10
    assert 'data-name="grade"' not in files()[urls.INSPECTIONS]


def test_every_list_is_one_way_or_another_linked_from_all_inspections() -> None:
    direct = {path for path in found() if f'href="{urls.relative(urls.INSPECTIONS, urls.inspections(*path))}"' in files()[urls.INSPECTIONS]}
    assert direct == {path for path in found() if len(path) == 2}
    for path in found().keys() - direct:
        above = urls.inspections(*path[:2])
        assert f'href="{urls.relative(above, urls.inspections(*path))}"' in files()[above], path


def test_what_else_tells_of_a_value_leads_to_its_list() -> None:
    for name in real().reference.frameworks:
        assert f'href="../../{urls.inspections(FRAMEWORKS, name)}"' in files()[urls.framework(name)]
    for topic in real().reference.topics:
        assert (f'href="../../{urls.inspections(TOPICS, topic)}"' in files()[urls.topic(topic)]) == ((TOPICS, topic) in found())
    for name, place in real().reference.authorities.items():
        html = files()[urls.authority(name)]
        assert f'href="../../{urls.inspections(KINDS, place.kind)}"' in html and f'href="../../{urls.inspections(REGIONS, place.region or "")}"' in html
        own = sum(card.key[0] == name for card in real().by_authority[name])
        assert f"{own} inspection" in html


def searches(html: str, path: str) -> list[dict[str, list[str]]]:
    """The searches a page's last part but one leads to."""
    part = re.search(r'id="narrow".*?</section>', html, re.DOTALL)
    depth = "../" * path.count("/")
    found = re.findall(rf'href="{re.escape(depth)}search/index\.html#([^"]+)"', part[0] if part else "")
    return [parse_qs(unescape(one), strict_parsing=True) for one in found]


def test_a_list_leads_to_searches_that_narrow_it_further() -> None:
    """By what search knows: the framework, the year, a word for an area or topic, and each authority in the list."""
    for path, rows in found().items():
        mine = searches(files()[urls.inspections(*path)], urls.inspections(*path))
        given = dict(zip(path[::2], path[1::2], strict=True))
        fixed = {"framework": given.get(FRAMEWORKS), "year": given.get(YEARS) if given.get(YEARS) != "unknown" else None}
        places = {name for row in rows for name in (row.card.key[0], *row.card.also)}
        assert {one["authority"][0] for one in mine if "authority" in one} == places
        for one in mine:
            assert {name: one.get(name, [None])[0] for name in fixed} == fixed, path
            assert ("q" in one) == bool({AREAS, TOPICS} & given.keys()), path
        assert len(mine) == len(places) + any([*fixed.values(), {AREAS, TOPICS} & given.keys()])
    [whole, *_] = searches(files()[urls.inspections(YEARS, "2011")], urls.inspections(YEARS, "2011"))
    assert whole == {"year": ["2011"]}


def test_pages_of_a_place_a_framework_a_topic_and_the_register_lead_to_a_search() -> None:
    expected = {urls.authority("derby"): urls.search(authority="derby"), urls.framework("apa-2006"): urls.search(framework="apa-2006"),
                urls.topic("care-leavers"): urls.search("Care leavers"),
                urls.register("authorities", "derby"): urls.search(authority="derby", kind="inspection"),
                urls.register("progress", "raised-again"): urls.search(kind="inspection")}
    for path, target in expected.items():
        assert f'href="{urls.relative(path, target)}"'.replace("&", "&amp;") in files()[path], path


def test_two_areas_of_one_name_have_titles_of_their_own(make_site: MakeSite, run: RunCommand) -> None:
    framework = DEFAULTS["frameworks/visit-2020.yaml"].decode()
    area = re.search(r"areas:\n((?:  .*\n)+)", framework)
    assert area
    title = re.search(r"title: (.*)", area[1])
    assert title
    inspection = DEFAULTS[VISIT].decode().replace("findings:", "  - area: care-again\n    grade: good\n    where: paragraph 1\nfindings:")
    content = make_site({"frameworks/visit-2020.yaml": framework.replace(area[0], f"{area[0]}  - id: care-again\n    title: {title[1]}\n"), VISIT: inspection})
    done = run("build", "--content", content, "--output", content.parent / "output")
    assert done.code == 0, done.err
    pages = [(content.parent / "output" / urls.inspections(FRAMEWORKS, "visit-2020", AREAS, name)).read_text() for name in ("care", "care-again")]
    assert heading(pages[0]) == heading(pages[1])
    assert all(f"({name})" in re.findall("<title>(.*?)</title>", page)[0] for name, page in zip(("care", "care-again"), pages, strict=True))


# Long lists.

def visits(*years: int) -> dict[str, str]:
    """The small site's town visited in each of these years too."""
    made = {}
    for number, year in enumerate(years):
        for path, text in DEFAULTS.items():
            if "visit-2021" in path and "plan" not in path:
                dated = text.decode().replace("visited: 2021-05-04", f"visited: {year}-05-1{number}")
                made[path.replace("visit-2021", f"visit-{year}-{number}")] = dated.replace("published: 2021-06-01", f"published: {year}-06-01")
    return made


def built(content: Path, run: RunCommand) -> Path:
    done = run("build", "--content", content, "--output", content.parent / "output", "--jobs", "1")
    assert done.code == 0, done.err
    return content.parent / "output"


@pytest.fixture
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lists split after four rows, and show two then."""
    assert (facets.SPLIT, facets.LATEST, register.SPLIT, register.LATEST) == (200, 50, 200, 100)
    monkeypatch.setattr(refer, "SPLIT", 4)
    for module in (facets, register):
        monkeypatch.setattr(module, "SPLIT", 4)
        monkeypatch.setattr(module, "LATEST", 2)


@pytest.mark.usefixtures("short")
def test_a_long_list_is_split_by_year_and_shows_the_latest(make_site: MakeSite, run: RunCommand) -> None:
    output = built(make_site(visits(2015, 2015, 2015, 2016, 2017)), run)
    north = urls.inspections(KINDS, "town")
    html = (output / north).read_text()
    assert len(links(north, html)) == 2 and "6 inspections of 1 authority, 2015 to 2021." in html
    counts = {year: int(count) for year, count in re.findall(r'<a href="years/(\d+)/index.html">\d+</a> <span class="tally__count">(\d+)<', html)}
    assert counts == {"2021": 1, "2017": 1, "2016": 1, "2015": 3}
    for year, count in counts.items():
        page = urls.inspections(KINDS, "town", YEARS, year)
        assert len(links(page, (output / page).read_text())) == count
    whole = (output / urls.INSPECTIONS).read_text()
    assert len(links(urls.INSPECTIONS, whole)) == 2 and 'href="years/2015/index.html"' in whole
    coverage = (output / urls.COVERAGE).read_text()
    assert 'href="../inspections/years/2015/index.html"' in coverage and "visit-2015" not in coverage


@pytest.mark.usefixtures("short")
def test_a_year_is_whole_however_long(make_site: MakeSite, run: RunCommand) -> None:
    output = built(make_site(visits(*[2015] * 6)), run)
    page = urls.inspections(YEARS, "2015")
    assert len(links(page, (output / page).read_text())) == 6
    assert not (output / "inspections/years/2015/years").exists()


@pytest.mark.usefixtures("short")
def test_a_new_record_moves_no_list_of_another_year(make_site: MakeSite, run: RunCommand) -> None:
    content = make_site(visits(2015, 2015, 2015, 2016, 2017))
    output = built(content, run)
    before = {path: path.read_bytes() for path in output.rglob("*.html")}
    built(make_site(visits(2015, 2015, 2015, 2016, 2017, 2018)), run)
    by_year = [path for path in before if "years" in path.parts]
    assert len(by_year) > 10
    assert [path for path in by_year if path.read_bytes() != before[path]] == []
    assert (output / urls.inspections(KINDS, "town", YEARS, "2018")).exists()


@pytest.mark.usefixtures("short")
def test_what_was_asked_of_a_place_is_split_by_year_too(make_site: MakeSite, run: RunCommand) -> None:
    output = built(make_site(visits(2015, 2015, 2015, 2016, 2017)), run)
    html = (output / urls.register("authorities", "riverton")).read_text()
    assert html.count('class="register__item"') == 2 and "4 older ones stand in the lists by year." in html
    for year, count in (("2015", 3), ("2016", 1), ("2021", 1)):
        assert f'href="years/{year}/index.html"' in html
        page = (output / urls.register_year("riverton", year)).read_text()
        assert page.count('class="register__item"') == count and heading(page).endswith(f", {year}")


# A place's own list.

def test_a_place_has_a_list_where_its_page_does_not_show_all(make_site: MakeSite, run: RunCommand) -> None:
    """With the place in its heading and title; from there the way leads to its page and to a search in it, and from its page here."""
    output = built(make_site(visits(*range(2012, 2019))), run)
    page = urls.inspections(AUTHORITIES, "riverton")
    html = (output / page).read_text()
    assert heading(html) == "Riverton" and "<title>Inspections by authority: Riverton" in html
    assert "8 inspections of 1 authority, 2012 to 2021." in html
    assert [link.split("/")[2][:10] for link in links(page, html)] == [f"visit-{year}" for year in (2021, *range(2018, 2011, -1))]
    assert '<li class="crumbs__item"><a href="../../index.html">Inspections</a></li>' in html
    assert f'href="{urls.relative(page, urls.authority("riverton"))}"' in html
    assert searches(html, page) == [{"authority": ["riverton"]}]
    assert f'href="{urls.relative(urls.authority("riverton"), page)}"' in (output / urls.authority("riverton")).read_text()
    assert f"<loc>https://portal.example/{page.removesuffix('index.html')}</loc>" in "".join(path.read_text() for path in output.glob("sitemap*.xml"))
    assert "inspections/authorities" not in (output / urls.INSPECTIONS).read_text()


def test_a_place_whose_page_shows_all_has_no_list(make_site: MakeSite, run: RunCommand) -> None:
    output = built(make_site(visits(*range(2012, 2017))), run)
    assert len(list((output / "authorities/riverton").glob("visit-*"))) == facets.IN_FULL
    assert not (output / "inspections/authorities").exists()


def test_lists_are_counted_as_they_are_made(make_site: MakeSite) -> None:
    """Also those of places, and of an inspection that two places share: it counts at both."""
    shared = {path: text.replace("coverage: full", "coverage: full\nalso: [east]") for path, text in visits(*range(2012, 2019)).items()}
    town = DEFAULTS["authorities/riverton.yaml"].decode().replace("Riverton", "East")
    for given, expected in (({}, {"riverton": 1}), (visits(*range(2012, 2019)), {"riverton": 8}),
                            ({**shared, "authorities/east.yaml": town}, {"riverton": 8, "east": 7})):
        read, problems = content.read(make_site(given))
        assert not problems
        made = portal.build(read)
        rows = facets.build(made)
        counts = facets.counts(made.cards.values(), facets.lists(made), made.reference.authorities)
        assert counts == {path: len(found) for path, found in rows.items() if len(path) == 2}, "those that are no part of another"
        assert {path[1]: len(found) for path, found in rows.items() if path[0] == AUTHORITIES} == {
            name: count for name, count in expected.items() if count > facets.IN_FULL}


@pytest.mark.usefixtures("short")
def test_a_places_long_list_is_split_by_year(make_site: MakeSite, run: RunCommand) -> None:
    output = built(make_site(visits(2012, 2013, 2013, 2014, 2015, 2016, 2017)), run)
    whole, year = urls.inspections(AUTHORITIES, "riverton"), urls.inspections(AUTHORITIES, "riverton", YEARS, "2013")
    assert len(links(whole, (output / whole).read_text())) == 2
    html = (output / year).read_text()
    assert len(links(year, html)) == 2 and "<title>Inspections by authority and year: Riverton, 2013" in html
    assert searches(html, year) == [{"year": ["2013"], "authority": ["riverton"]}] and ">Riverton, 2013</a>" in html


def test_the_registers_pages_have_a_table_and_a_count() -> None:
    looked = 0
    for facet, value in register.build(real()).pages:
        html = files()[urls.register(facet, value)]
        assert '<table class="table table--stack counts">' in html
        assert re.search(r"<p class=\"title__by\">\d+ things? asked for in \d+ inspections?", html)
        looked += 1
    assert looked > 60


def test_an_undated_year_has_an_address() -> None:
    made = register.build(real())
    undated = replace(made.entries[0], date=replace(made.entries[0].date, spans=()))
    entries = (*made.entries, undated)
    assert register.by_year("authorities", entries) == {}
    years = register.by_year("authorities", entries * 3)
    assert set(years) >= {"2011", "unknown"} and sum(map(len, years.values())) == 3 * len(entries)
    assert isinstance(made, Register) and register_pages._year("unknown") == "date not known" and lists._year("unknown") == "Date not known"
