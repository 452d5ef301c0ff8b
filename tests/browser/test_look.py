"""The look: what must be seen at once is, and the longest, shortest, most and fewest lie as well as the ordinary."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from plainspoken import cli
from tests import extremes, look
from tests.browser.kinds import Kind
from tests.browser.kinds import kinds as kinds_of
from tests.browser.readers import SETTINGS, Setting, faults
from tests.browser.sheets import faults as faults_on_paper
from tests.browser.sheets import printed

pytestmark = pytest.mark.browser

GEOMETRY = (Path(__file__).parent / "geometry.js").read_text("utf-8")
ROOT = Path(__file__).resolve().parent.parent.parent
SOME = [setting for setting in SETTINGS if setting.name in {"360, light", "768, dark", "1280, light, folded", "360, text at 200%"}]


@pytest.fixture(scope="module")
def extreme(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the site of extremes is built; its content stands beside it."""
    folder = tmp_path_factory.mktemp("extreme")
    content = extremes.write(folder / "content")
    assert cli.main(["build", "--content", str(content), "--output", str(folder / "output")], ROOT) == 0
    return folder / "output"


def kinds_there(output: Path) -> list[Kind]:
    kinds = kinds_of(output, output.parent / "content", ROOT / "assets")
    assert len(kinds) > 25
    return kinds


def lies(page: Page, _: Setting) -> list[str]:
    """What scrolls sideways, lies over another or is cut off; how large a name of one letter is to press is the reader's own."""
    seen = page.evaluate(GEOMETRY)
    return [said for question in ("sideways", "overlaps", "cut") for said in seen[question]]


def badly(chromium: Browser, files: Sequence[Path], settings: Sequence[Setting]) -> list[str]:
    """The same of some pages in some settings."""
    return faults(chromium, files, settings, {"lies": lies})["lies"]


def test_the_longest_and_the_shortest_lie_well_on_every_screen(chromium: Browser, extreme: Path) -> None:
    assert len(SOME) == 4
    there = kinds_there(extreme)
    found = badly(chromium, [extreme / kind.longest for kind in there], SOME)
    found += badly(chromium, [extreme / kind.shortest for kind in there if kind.shortest != kind.longest], SOME[:1])
    assert not found, "\n".join(found)


def test_the_longest_lies_well_on_paper(chromium: Browser, extreme: Path) -> None:
    page = chromium.new_context(bypass_csp=True).new_page()
    found = [f"{kind.longest}: {said}" for kind in kinds_there(extreme) for said in faults_on_paper(printed(page, extreme / kind.longest), kind.name)]
    page.context.close()
    assert not found, "\n".join(found)


WIDER = """document.addEventListener('DOMContentLoaded', () => document.head.insertAdjacentHTML('beforeend', '<style>* { letter-spacing: 0.08em }</style>'))"""


def test_the_longest_lies_well_on_paper_in_wider_letters_too(chromium: Browser, extreme: Path) -> None:
    """No two machines need have the same fonts. Of the pages whose sheets are fullest."""
    page = chromium.new_context(bypass_csp=True).new_page()
    page.add_init_script(WIDER)
    chosen = [kind for kind in kinds_there(extreme) if kind.name in {"authority", "inspection", "young"}]
    found = [f"{kind.longest}: {said}" for kind in chosen for said in faults_on_paper(printed(page, extreme / kind.longest), kind.name)]
    page.context.close()
    assert len(chosen) == 3 and not found, "\n".join(found)


def test_the_site_of_extremes_is_one() -> None:
    one = extremes.crowded()
    assert len(extremes.WORD) >= 60 and " " not in extremes.WORD and len(extremes.LONG) > 80 < len(extremes.VISIT)
    assert [len(one[name]) for name in ("judgements", "recommendations", "findings")] == [30, 60, 40]
    assert "judgements" not in extremes.bare() and "findings" not in extremes.eastern()


def seen_at_once(page: Page, width: int, height: int, *wanted: str) -> list[str]:
    """Which of these are not wholly on the first screen."""
    page.set_viewport_size({"width": width, "height": height})
    return [one for one in wanted if not (box := page.locator(one).first.bounding_box()) or box["y"] + box["height"] > height]


def test_the_home_page_says_at_once_what_this_is(chromium: Browser, portal: Path) -> None:
    page = chromium.new_page()
    page.goto((portal / "index.html").as_uri())
    assert seen_at_once(page, 360, 740, "h1", ".standfirst", ".home-search") == []
    assert seen_at_once(page, 1280, 900, "h1", ".standfirst", ".home-search", ".title__links", "tbody tr:nth-child(1)") == []
    assert seen_at_once(page, 1280, 900, ".footer") == [".footer"], "nothing is beyond the first screen"
    page.close()


def test_the_page_of_a_place_tells_its_story_on_one_screen(chromium: Browser, portal: Path) -> None:
    page = chromium.new_page()
    page.goto((portal / "authorities/derby/index.html").as_uri())
    young, asked = '.title__links a[href$="young-people/derby/index.html"]', '.title__links a[href="#recommendations"]'
    assert seen_at_once(page, 1280, 900, "h1", ".standfirst", young, asked, ".chart__wide") == []
    assert seen_at_once(page, 360, 740, "h1", ".standfirst", young, asked) == []
    page.close()


def test_the_contact_sheet_shows_a_page_small_and_large_light_and_dark_and_printed(
        chromium: Browser, portal: Path, kinds: list[Kind], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(look, "INTO", tmp_path)
    site = look.Site("real", portal, ROOT / "content")
    kind = next(kind for kind in kinds if kind.name == "corrections")
    found = look.pictures(chromium, site, kind)
    assert [one.label for one in found] == ["360, light", "360, dark", "768, light", "768, dark", "1280, light", "1280, dark", "printed, sheet 1"]
    assert all((tmp_path / one.file).stat().st_size > 5000 for one in found)
    page = look.sheet([(site, kind, found)])
    assert all(f'src="{one.file}"' in page for one in found) and page.count("<img") == len(found)


def test_a_page_that_lies_badly_is_found_out(chromium: Browser, tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    file.write_text(f"<!DOCTYPE html><title>A page</title><h1>{extremes.WORD}</h1>")
    assert badly(chromium, [file], SOME[:1])
