"""The page of a place: whole while its inspections are few; of many the latest, and what is counted of all."""

import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from plainspoken import codec, content, facets, portal, urls
from plainspoken.appearances import papers
from plainspoken.facets import AUTHORITIES, IN_ALL, IN_FULL
from plainspoken.pages import authority
from plainspoken.portal import UNKNOWN, Card
from tests.built import built
from tests.conftest import DEFAULTS, MakeSite
from tests.test_pages import files, real

HOME = "inspections/riverton/visit-2021"
PAGE, LIST = urls.authority("riverton"), urls.inspections(AUTHORITIES, "riverton")
YEARS = range(2013, 2022)
"""Of a town that inspectors come to each year: more often than its page shows."""


def visits(years: Iterable[int], plans: Iterable[int] = (), homeless: Iterable[int] = ()) -> dict[str, str | None]:
    """The small site's town, visited in each of these years; with a plan after some visits, and homes asked for in some."""
    made: dict[str, str | None] = dict.fromkeys(path for path in DEFAULTS if path.startswith(HOME))
    for year in years:
        found = DEFAULTS[f"{HOME}/inspection.yaml"].decode().replace("2021-", f"{year}-").replace("grade: good", f"grade: {'good' if year % 2 else 'poor'}")
        found = found.replace("    topics: [housing]\n", "")
        if year in homeless:
            found = found.replace("within: at-once", "within: at-once\n    topics: [housing]")
        for file in ("summary.md", "young-people.md"):
            made[f"inspections/riverton/visit-{year}/{file}"] = DEFAULTS[f"{HOME}/{file}"].decode()
        made[f"inspections/riverton/visit-{year}/inspection.yaml"] = found
        if year in plans:
            made[f"inspections/riverton/visit-{year}/plan.yaml"] = DEFAULTS[f"{HOME}/plan.yaml"].decode().replace("2021/22", f"{year}-09-01")
    return made


def page(folder: Path) -> LexborHTMLParser:
    """The town's page. It leads to the list of its inspections if there is one; the build has followed every link."""
    made = built(folder)
    found = LexborHTMLParser(made[PAGE].decode())
    assert (LIST in made) == (urls.relative(PAGE, LIST) in {link.attributes["href"] for link in found.css("a[href]")})
    return found


def told(node: LexborNode | LexborHTMLParser | None) -> str:
    """Its words, with single spaces."""
    assert node is not None
    return " ".join((node.text() or "").split())


def rows(found: LexborHTMLParser, css: str) -> dict[str, list[str]]:
    """The rows of a table by their heads."""
    return {told(row.css_first("th")): [told(cell) for cell in row.css("td")] for row in found.css_first(css).css("tbody tr")}


def test_the_papers_held_of_each_place_are_those_of_inspectors_and_of_its_plans_each_once() -> None:
    home, sources = files()["index.html"], real().content.sources
    told_of = [int(count) for count in re.findall(r"known; (\d+) papers? held", home)]
    assert sum(told_of) == len(sources) == 5, "each paper of the real portal is about one place"
    assert max(told_of) > sum(card.coverage == "full" for card in real().by_authority["derby"]), "and one of them holds a plan"


def test_a_place_of_many_inspections_shows_the_latest_and_says_how_many_there_are(make_site: MakeSite) -> None:
    found = page(make_site(visits(YEARS)))
    latest = [str(year) for year in YEARS][-IN_FULL:]
    assert [told(stop)[-4:] for stop in found.css(".timeline__when")] == latest
    assert told(found.css_first("h2#timeline")) == "Its latest inspections"
    held = f"9 inspections known; 1 paper held, 2013 to 2021. Here are the latest {IN_FULL} of 9. The oldest comes first. The newest is of 2021;"
    assert f"{held} there may be later ones that we do not know of: what is held, what is missing." in told(found.body)
    assert [told(head)[:4] for head in found.css("table.compare thead th")[1:]] == latest
    assert len(found.css("[id^='figures-']")) == IN_FULL
    assert not [stop for stop in found.css("svg.chart__wide [data-row]") if "2015" in (stop.attributes["data-row"] or "")]


def test_what_is_counted_is_counted_of_all_inspections(make_site: MakeSite) -> None:
    found = page(make_site(visits(YEARS, plans=(2014, 2020))))
    assert "9 things asked for in 9 inspections" in told(found.body)
    assert told(found.css_first("[aria-labelledby='by-answer'] .register-counts__number")) == "2"
    counts = rows(found, "table.counts")
    assert list(counts)[-1] == "The 3 inspections before" and len(counts) == IN_FULL + 1
    assert counts["The 3 inspections before"][:2] == ["3", "1"]
    assert [sum(int(row[column]) for row in counts.values()) for column in (0, 1)] == [9, 2]


def test_a_concern_says_how_many_earlier_papers_speak_of_it(make_site: MakeSite) -> None:
    """It stands in the table by what all inspections say: here one of the shown raised it, and two before, one with a plan."""
    found = page(make_site(visits(YEARS, plans=(2014,), homeless=(2013, 2014, 2019))))
    [(name, cells)] = rows(found, "table.lines").items()
    assert (name, cells) == ("Housing", ["3", "asked for"])
    assert [told(head) for head in found.css("table.lines thead th")] == ["Concern", "Earlier papers", "2019 inspection"]
    assert "1 concern was raised in two or more inspections" in told(found.css_first("table.lines caption"))


def test_a_concern_that_only_earlier_papers_raised_keeps_its_row(make_site: MakeSite) -> None:
    found = page(make_site(visits(YEARS, homeless=(2013, 2014))))
    assert rows(found, "table.lines") == {"Housing": ["2"]}


def test_beside_earlier_papers_a_plan_shares_the_column_of_its_inspection(make_site: MakeSite) -> None:
    """So there are no more columns than inspections shown, and one."""
    found = page(make_site(visits(YEARS, plans=YEARS, homeless=YEARS)))
    heads = [told(head) for head in found.css("table.lines thead th")]
    assert heads == ["Concern", "Earlier papers", *(f"{year} inspection and plan" for year in list(YEARS)[-IN_FULL:])]
    [cells] = rows(found, "table.lines").values()
    assert cells == ["6", *["asked for, in the plan that answers"] * IN_FULL]
    assert [cell.attributes["class"] for cell in found.css("table.lines tbody td")][:2] == ["lines__cell lines__cell--off", "lines__cell"]


def test_a_place_leads_from_each_of_its_parts_to_the_list_of_all(make_site: MakeSite) -> None:
    found = page(make_site(visits(YEARS, homeless=YEARS)))
    parts = [section.attributes["aria-labelledby"] for section in found.css("section")
             if [link for link in section.css("a") if told(link) == "All 9 inspections of Riverton"]]
    assert {"timeline", "concerns", "judgements", "recommendations", "figures", "sources"} <= set(parts)


@pytest.mark.parametrize("count", [1, IN_FULL])
def test_a_place_of_few_inspections_shows_all(make_site: MakeSite, count: int) -> None:
    years = list(YEARS)[-count:]
    found = page(make_site(visits(years, plans=years, homeless=years)))
    assert [told(stop)[-4:] for stop in found.css(".timeline__when")] == [str(year) for year in years for _ in range(2)]
    assert told(found.css_first("h2#timeline")) == "Inspections we know of" and "latest" not in told(found.css_first("main"))
    assert not found.css("table.compare") and found.css("table.table--stack.judgements")
    if count > 1:
        heads = [told(head) for head in found.css("table.lines thead th")]
        assert heads == ["Concern", *(f"{year} {kind}" for year in years for kind in ("inspection", "plan"))]


def test_every_place_of_the_real_portal_is_shown_whole() -> None:
    looked = 0
    for name, cards in real().by_authority.items():
        assert {card.key for card in facets.latest(cards)} == {card.key for card in cards}
        assert "Inspections we know of" in files()[urls.authority(name)]
        looked += len(cards)
    assert looked > 15 and not [path for path in files() if path.startswith("inspections/authorities/")]


def test_the_page_of_many_inspections_carries_nothing_of_the_earlier_but_counts(make_site: MakeSite) -> None:
    """What a page is made of travels to workers: twice as many inspections must not make it twice as large."""
    sizes = []
    for first in (2013, 1995):
        read, problems = content.read(make_site(visits(range(first, 2022), plans=range(first, 2022), homeless=range(first, 2022))))
        assert not problems
        [made] = [one for one in authority.pages(portal.build(read)) if one.template]
        packed = codec.encode(made.parts)
        assert b"visit-2016" in packed and b"visit-2015" not in packed and b"visit-1996" not in packed
        sizes.append(len(packed))
    assert sizes[1] - sizes[0] < 200


# Which are the latest.

def card(number: int, full: bool = True) -> Card:
    """An inspection of the small site's town in its year, full of findings or hardly known."""
    one = next(one for one in real().by_authority["derby"] if one.key[1] == "safeguarding-2011")
    span = replace(one.date.spans[0], first=one.date.spans[0].first.replace(year=1990 + number), last=one.date.spans[0].last.replace(year=1990 + number))
    made = replace(one, key=("derby", f"visit-{number}"), date=replace(one.date, spans=(span,)), plan=None)
    return made if full else replace(made, counts=dict.fromkeys(made.counts, 0), headline=())


def numbers(cards: Iterable[Card]) -> list[int]:
    return [int(one.key[1].removeprefix("visit-")) for one in cards]


def test_undated_inspections_count_as_the_oldest() -> None:
    cards = [card(number) for number in range(IN_FULL + 1)]
    cards[-1] = replace(cards[-1], date=UNKNOWN)
    assert numbers(facets.latest(cards)) == [5, 4, 3, 2, 1, 0]
    assert numbers(facets.latest(cards[1:])) == [5, 4, 3, 2, 1, 6]


def test_inspections_of_which_hardly_more_is_known_than_that_they_took_place_need_less_room() -> None:
    some = [card(number, full=number < IN_FULL) for number in range(IN_ALL)]
    assert len(facets.latest(some)) == IN_ALL
    assert numbers(facets.latest([*some, card(IN_ALL)])) == [12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1]
    assert numbers(facets.latest([card(number, full=False) for number in range(40)])) == list(range(39, 39 - IN_ALL, -1))


def test_the_earlier_papers_of_a_topic_are_those_not_shown() -> None:
    """Held against a real place, as if its page showed two inspections only."""
    made, looked = real(), 0
    shown = {("derby", "jar-2007"), ("derby", "safeguarding-2011")}
    for found in made.concerns["derby"].values():
        concern = authority._concern(made, found, shown)
        assert {one.inspection for one in concern.found} <= shown
        assert concern.papers + len(papers(concern.found)) == len(papers(found))
        assert concern.raised <= concern.papers >= concern.inspections
        looked += concern.papers
    assert looked > 30


def test_an_inspection_of_another_place_is_named_with_whose_it_is() -> None:
    page = LexborHTMLParser(files()[urls.authority("derby")])
    assert "College inspection, Derby College" in [told(name) for name in page.css("#line-of-time .timeline__name")]
    assert "Annual performance assessment" in [told(name) for name in page.css("#line-of-time .timeline__name")]
    assert "College inspection, Derby College, 2007" in told(page.css_first("main"))
    home = LexborHTMLParser(files()[urls.authority("derby-college")])
    assert [told(name) for name in home.css("#line-of-time .timeline__name")] == ["College inspection"]


def test_a_badge_shows_no_grade_of_another_place() -> None:
    """An inspection that a place shares is on its page, named with whose it is; its grade is none of this place."""
    content, key = real().content, ("leicester", "apa-2006")
    shared = replace(content.inspections[key], also=("derby", "derby-college"))
    made = portal.build(replace(content, inspections=content.inspections | {key: shared}))
    badges = {page.parts[0]: page.parts[1] for page in authority.pages(made) if page.path.endswith("badge.svg")}
    assert made.cards[key] in made.by_authority["derby-college"]
    assert {name: card.key for name, card in badges.items() if card} == {
        "derby": ("derby", "safeguarding-2011"), "derby-college": ("derby-college", "college-2007"), "leicester": key,
        "stoke-on-trent": ("stoke-on-trent", "apa-2007")}


def test_an_old_place_and_its_heir_of_one_name_are_told_apart_by_the_titles_of_their_pages(make_site: MakeSite) -> None:
    home = "inspections/riverton/visit-2021/"
    heirs = {path.replace("riverton/visit-2021", "old-riverton/visit-2011"): data.replace(b"2021-0", b"2011-0").replace(b"2021/22", b"2011/12")
             for path, data in DEFAULTS.items() if path.startswith(home)}
    pages = built(make_site({"authorities/old-riverton.yaml": "name: Riverton\nkind: town\nto: 2020-03-31\n", **heirs}))
    titles = {path: re.findall("<title>(.*?)</title>", body.decode())[0].partition(" - ")[0] for path, body in pages.items() if path.endswith("index.html")}
    assert [titles[f"{part}/index.html"] for part in ("authorities/riverton", "authorities/old-riverton")] == ["Riverton", "Riverton (until 31 March 2020)"]
    assert titles["recommendations/authorities/riverton/index.html"] == "Recommendations to Riverton"
    assert titles["recommendations/authorities/old-riverton/index.html"] == "Recommendations to Riverton (until 31 March 2020)"
    assert titles["young-people/riverton/index.html"] == "Young people: Riverton over the years"
    assert titles["young-people/old-riverton/index.html"] == "Young people: Riverton over the years (–2020)"
