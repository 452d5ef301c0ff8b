"""Addresses that no longer hold what they did say where it is, or that there is nothing."""

import re
from html import unescape
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from plainspoken import urls
from tests.conftest import DEFAULTS, MakeSite, RunCommand
from tests.test_pages import files, real

INSPECTION = "inspections/riverton/visit-2021/inspection.yaml"


@pytest.fixture
def output(make_site: MakeSite, run: RunCommand) -> Path:
    """The small site, its inspection known under two names before."""
    content = make_site({INSPECTION: DEFAULTS[INSPECTION] + b"was: [riverton/visit-one, oldtown/visit-one]\n"})
    done = run("build", "--content", content, "--output", content.parent / "output")
    assert done.code == 0, done.err
    return content.parent / "output"


@pytest.mark.parametrize("former", [("riverton", "visit-one"), ("oldtown", "visit-one")])
def test_every_page_under_a_former_name_says_where_it_is_now(output: Path, former: tuple[str, str]) -> None:
    now, looked = ("riverton", "visit-2021"), 0
    for address in (urls.inspection, urls.plan, urls.story, *(lambda key, part=part: urls.story(key, "", part) for part in ("poster", "letter"))):
        page = LexborHTMLParser((output / address(former)).read_text())
        [link] = page.css("a[data-moved]")
        assert link.attributes["href"] == urls.relative(address(former), address(now))
        [canonical] = page.css("link[rel=canonical]")
        assert canonical.attributes["href"] == urls.public("https://portal.example/", address(now))
        assert not page.css("meta[http-equiv=refresh]")
        assert [script.attributes["src"] for script in page.css("script") if "assets/moved.js?v=" in (script.attributes["src"] or "")]
        looked += 1
    assert looked == 5


def test_each_place_of_a_page_that_moved_has_its_link(output: Path) -> None:
    """So that `#recommendation-1` leads on without script too."""
    for address in (urls.inspection, urls.plan):
        former, now = (LexborHTMLParser((output / address(("riverton", name))).read_text()) for name in ("visit-one", "visit-2021"))
        items = {item.attributes["id"]: item.css_first("a").attributes["href"] for item in former.css(".findings__item")}  # type: ignore[union-attr]
        assert {"recommendation-1"} < set(items)
        assert items == {name: f"{urls.relative(address(('riverton', 'visit-one')), address(('riverton', 'visit-2021')))}#{name}" for name in items}
        assert all(name and now.css(f"#{name}") for name in items)


def test_what_has_moved_is_listed_nowhere(output: Path) -> None:
    listed = [path for path in output.rglob("*") if path.is_file() and "visit-one" in path.read_text("utf-8", "replace") and "visit-one" not in str(path)]
    allowed = {"manifest", "feed.xml"}  # the list of files; an entry's id is its first address
    assert {path.name for path in listed} <= allowed, listed


def test_lost_readers_find_every_place_by_its_letter() -> None:
    page = LexborHTMLParser(files()[urls.NOT_FOUND].partition('<body>')[2])
    base = urls.prefix(real().reference.settings.base_address)
    links = [link.attributes["href"] for link in page.css(".alphabet__plain a")]
    places = sorted(real().reference.authorities.items(), key=lambda pair: str(pair[1].name).casefold())
    assert links == [base + urls.authority(name) for name, _ in places] and links
    letters = [letter.text(strip=True) for letter in page.css(".alphabet__letter")]
    assert letters == sorted({place.name[0].upper() for _, place in places})
    assert [unescape(group.text(strip=True)) for group in page.css(".alphabet__name")] == letters


def test_lost_readers_are_led_back_from_any_depth() -> None:
    links = re.findall(r'href="([^"#][^"]*)"', files()[urls.NOT_FOUND].partition("<body>")[2])
    assert len(links) > 20 and all(link.startswith(("/", "https://")) for link in links)
