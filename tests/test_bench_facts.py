"""The check that both sides of the benchmark tell the same: it finds nothing missing in our pages, and finds what is taken out."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.bench import facts, hugo, measuring
from tests.bench.generate import Portal
from tests.conftest import ROOT

PORTAL = Portal(3)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bench")
    PORTAL.write(folder / "content")
    command = [sys.executable, "-m", "tests.bench.ours", "--core", "--content", folder / "content", "--output", folder / "site",
               "--templates", ROOT / "templates", "--cache", folder / "cache"]
    done = subprocess.run(list(map(str, command)), cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    return folder / "site"


def test_the_core_is_what_hugo_makes_too(site: Path) -> None:
    pages = {str(path.relative_to(site)) for path in site.rglob("*.html")}
    wanted = {address for record in PORTAL.records for address, _ in facts.wanted(PORTAL, record)}
    assert pages == wanted
    assert len(pages) == 3 * 2 + len(PORTAL.authorities) + 1


def test_our_pages_tell_every_fact(site: Path) -> None:
    assert sum(len(told) for record in PORTAL.records for _, told in facts.wanted(PORTAL, record)) > 150
    assert facts.missing(PORTAL, site) == []


def test_of_a_place_of_many_inspections_facts_are_those_its_page_shows() -> None:
    """The drawn inspection's, or where it is not among the latest another's; and what is counted of all."""
    many = Portal(20)
    [small, large] = many.authorities
    assert (many.latest(small, 6), many.latest(large, 6), many.latest(large, 20)) == (range(2), range(14, 20), range(2, 20))
    looked = 0
    for record in many.records:
        told = " ".join(dict(facts.wanted(many, record))[f"authorities/{record.authority}/index.html"])
        shown = [one for one in many.records if one.authority == record.authority and one.inspection["standfirst"] in told]
        assert len(shown) == 1 and shown[0].number in many.latest(record.authority, 6)
        assert (shown[0].number == record.number) == (record.number in many.latest(record.authority, 6))
        assert ("Here are the latest 6 of 18" in told) == (record.authority == large)
        assert f"{many.asked(record.authority)} things asked for in" in told
        looked += 1
    assert looked == 20 and many.asked(large) > many.asked(small) > 2


@pytest.mark.parametrize("kind", ["grade", "finding", "recommendation", "figure", "story"])
def test_a_fact_that_is_not_told_is_found(kind: str, site: Path) -> None:
    record = PORTAL.record(1)
    inspection = record.inspection
    page = site / f"authorities/{record.authority}/{record.name}{'/young-people' if kind == 'story' else ''}/index.html"
    lost = {"grade": next(one["text"] for one in inspection["judgements"]), "finding": inspection["findings"][2]["text"],
            "recommendation": inspection["recommendations"][0]["text"], "figure": f">{inspection['figures'][1]['value']}",
            "story": hugo.told(record.story)[1]["better"][0]["line"]}[kind]
    before = page.read_text("utf-8")
    words = lost if lost in before else lost.split(",")[-1]  # a hard word before it is a link
    assert words in before
    page.write_text(before.replace(words, ""), "utf-8")
    try:
        found = facts.missing(PORTAL, site)
    finally:
        page.write_text(before, "utf-8")
    assert found
    assert all(line.startswith(f"{page.relative_to(site)}: ") for line in found)


def test_a_page_that_is_not_there_lacks_all(site: Path) -> None:
    record = PORTAL.record(0)
    page = site / f"authorities/{record.authority}/{record.name}/index.html"
    aside = page.rename(page.with_suffix(".aside"))
    try:
        assert len(facts.missing(PORTAL, site)) > 30
        assert facts.apart(site, aside.parent) != []
    finally:
        aside.rename(page)


def test_a_story_is_told_to_hugo_point_by_point() -> None:
    about, points = hugo.told(PORTAL.record(0).story)
    assert about.startswith("In 2001 inspectors came to ")
    assert {section: len(told) for section, told in points.items()} == {"well": 2, "better": 3, "promised": 1}
    assert all(point["line"].endswith(".") and point["on"] for told in points.values() for point in told)


@pytest.mark.skipif(not Path("/proc/self/smaps_rollup").exists(), reason="this system does not tell how much memory is held")
def test_memory_of_all_processes_is_counted() -> None:
    held = "a = bytearray(60_000_000); import time; time.sleep(0.6)"
    both = f"import subprocess, sys; {held}; subprocess.run([sys.executable, '-c', {held!r}])"
    cost = measuring.run([sys.executable, "-c", both], remembered=True)
    assert cost.memory > 120_000_000
    assert cost.wall > 1.1
