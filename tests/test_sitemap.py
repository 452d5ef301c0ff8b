"""The sitemap lists every page that is to be found, with the day of its newest record, by the rules of sitemaps.org."""

import re
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest

from plainspoken import urls
from plainspoken.page import Page
from plainspoken.pages import sitemap
from plainspoken.sheet import Sheet
from tests.conftest import DEFAULTS, MakeSite, RunCommand
from tests.test_pages import files, real

NAMES = f"{{{sitemap.NAMES}}}"
INSPECTION = "inspections/riverton/visit-2021/inspection.yaml"


def listed(text: str | bytes, root_tag: str = "urlset", tag: str = "url") -> dict[str, str]:
    """Address -> day, of a file that keeps to the rules: names, order, whole addresses, days, no address twice."""
    root = ElementTree.fromstring(text)
    assert root.tag == NAMES + root_tag and root.attrib == {}
    found = {}
    for one in root:
        assert one.tag == NAMES + tag and [child.tag for child in one] in ([f"{NAMES}loc"], [f"{NAMES}loc", f"{NAMES}lastmod"])
        address, day = one.findtext(f"{NAMES}loc") or "", one.findtext(f"{NAMES}lastmod") or ""
        assert re.fullmatch(r"https://[!-~]+", address) and len(address) < 2048 and address not in found
        assert day == "" or date.fromisoformat(day)
        found[address] = day
    assert 0 < len(found) <= 50_000
    return found


def test_every_page_is_listed_once_but_the_one_for_lost_readers() -> None:
    base = real().reference.settings.base_address
    pages = {urls.public(base, path) for path in files() if path.endswith(".html") and path != urls.NOT_FOUND}
    assert set(listed(files()[urls.SITEMAP])) == pages and len(pages) > 200


def test_the_days_are_those_of_the_records() -> None:
    base, found = real().reference.settings.base_address, listed(files()[urls.SITEMAP])
    for key, day in real().days.items():
        assert found[urls.public(base, urls.inspection(key))] == day
        assert found.get(urls.public(base, urls.plan(key)), day) == day
        assert found.get(urls.public(base, urls.story(key, "", "poster")), day) == day
    for name, cards in real().by_authority.items():
        assert found[urls.public(base, urls.authority(name))] == max(real().days[card.key] for card in cards)
    assert found[base] == max(real().days.values()) and found[urls.public(base, urls.page("about"))] == ""


def test_a_correction_dates_the_pages_that_are_made_of_it_and_no_other(make_site: MakeSite, run: RunCommand) -> None:
    content = make_site({"authorities/oldtown.yaml": "name: Oldtown\nkind: town\n",
                         **{path.replace("riverton", "oldtown"): text for path, text in DEFAULTS.items() if path.startswith("inspections/")}})
    corrected = content / INSPECTION
    corrected.write_text(corrected.read_text() + "changes:\n  - on: 2026-05-06\n    what: A word.\n")
    assert run("build", "--content", content, "--output", content.parent / "output").code == 0
    found = listed((content.parent / "output/sitemap.xml").read_bytes())
    part = {path.removeprefix("https://portal.example/"): day for path, day in found.items()}
    assert part["authorities/riverton/visit-2021/"] == part["authorities/riverton/"] == part["young-people/riverton/"] == part[""] == "2026-05-06"
    assert part["authorities/oldtown/visit-2021/"] == part["authorities/oldtown/"] == part["young-people/oldtown/"] == "2026-01-31"
    assert part["glossary/"] == ""


def test_more_addresses_than_a_file_may_hold_stand_in_several_and_the_sitemap_lists_those(monkeypatch: pytest.MonkeyPatch) -> None:
    assert sitemap.MOST == 50_000
    monkeypatch.setattr(sitemap, "MOST", 3)
    others = [Page(f"p{number}/index.html", "x.html", print, updated=f"2026-01-0{number + 1}") for number in range(7)]
    made = {page.path: page.make(Sheet(page.path, real().reference), *page.parts) for page in sitemap.pages(others)}
    assert list(made) == ["sitemap-1.xml", "sitemap-2.xml", "sitemap-3.xml", "sitemap.xml", "robots.txt"]
    whole = listed(made["sitemap.xml"], "sitemapindex", "sitemap")
    base = real().reference.settings.base_address
    assert whole == {f"{base}sitemap-1.xml": "2026-01-03", f"{base}sitemap-2.xml": "2026-01-06", f"{base}sitemap-3.xml": "2026-01-07"}
    parts = [listed(made[f"sitemap-{number}.xml"]) for number in (1, 2, 3)]
    assert [len(part) for part in parts] == [3, 3, 1] and {f"{base}p6/": "2026-01-07"} == parts[2]


def test_what_is_not_listed_and_what_is_no_page_is_not_there() -> None:
    others = [Page("a/index.html", "x.html", print), Page("b/index.html", "x.html", print, listed=False), Page("c.csv", "", print)]
    [page, _] = sitemap.pages(others)
    assert page.parts[2] == (("a/index.html", ""),)


def test_robots_may_read_everything_and_are_told_where_the_list_is(make_site: MakeSite, run: RunCommand) -> None:
    lines = files()[urls.ROBOTS].splitlines()
    assert lines == ["User-agent: *", "Allow: /", f"Sitemap: {real().reference.settings.base_address}sitemap.xml"]
    content = make_site()
    output: Path = content.parent / "output"
    assert run("build", "--content", content, "--output", output, "--base-url", "https://elsewhere.example/below").code == 0
    assert (output / "robots.txt").read_text().splitlines()[2] == "Sitemap: https://elsewhere.example/below/sitemap.xml"
    assert all(address.startswith("https://elsewhere.example/below/") for address in listed((output / "sitemap.xml").read_bytes()))
