"""The young people's edition in a real Chromium: sheets of one page, a voice of the machine's own, nothing asked of anybody."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from plainspoken import cli, readability, story
from tests.conftest import DEFAULTS, MakeSite
from tests.rtl import arabic_story, arabic_words

pytestmark = pytest.mark.browser

ROOT = Path(__file__).resolve().parent.parent.parent
VISIT = "inspections/riverton/visit-2021"
PAGES = re.compile(rb"/Type\s*/Page\b(?!s)")
VOICES = """
(voices => {
  const said = window.said = [];
  const speech = new EventTarget();
  speech.getVoices = () => voices;
  speech.speak = one => { said.push(one.text); setTimeout(() => one.onend && one.onend(), 0); };
  speech.cancel = () => { window.cancelled = (window.cancelled || 0) + 1; };
  Object.defineProperty(window, 'speechSynthesis', { value: speech });
  window.SpeechSynthesisUtterance = function (text) { this.text = text; };
})(%s)
"""
LINE = "Schools and children’s homes did not always give young people prompt, thoughtful, friendly support."
"""Fourteen long words: as much as one line may hold."""


@pytest.fixture
def tab(chromium: Browser) -> Iterator[Callable[..., Page]]:
    """`tab(width=360)` is a new page; all are closed in the end."""
    opened = []

    def new(width: int = 1280, **settings: object) -> Page:
        context = chromium.new_context(viewport={"width": width, "height": 900}, **settings)  # type: ignore[arg-type]
        opened.append(context)
        return context.new_page()
    yield new
    for context in opened:
        context.close()


def sheets(output: Path) -> list[Path]:
    return sorted(output.glob("**/young-people/**/poster/index.html")) + sorted(output.glob("**/young-people/**/letter/index.html"))


def printed(page: Page, file: Path) -> tuple[int, bool]:
    """How many pages of A4 a sheet takes, and whether all of it is on them."""
    page.goto(file.as_uri())
    count = len(PAGES.findall(page.pdf(prefer_css_page_size=True)))
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 703 if "poster" in str(file) else 657, "height": 1000})  # the sheet less its margins
    whole = page.evaluate("""() => {
      const sheet = document.querySelector('.poster, .letter'), last = sheet.getBoundingClientRect().bottom;
      return [...sheet.querySelectorAll('*')].every(one => one.getBoundingClientRect().bottom <= last + 1) && sheet.scrollHeight <= sheet.clientHeight + 1;
    }""")
    page.emulate_media(media="null")
    return count, bool(whole)


def test_every_poster_and_letter_of_the_portal_is_one_whole_sheet(portal: Path, tab: Callable[..., Page]) -> None:
    found = sheets(portal)
    assert len(found) == 24
    page = tab()
    assert {str(file.relative_to(portal)): printed(page, file) for file in found} == {str(file.relative_to(portal)): (1, True) for file in found}


def longest() -> str:
    """The longest story the limits allow: five points everywhere, each line of fourteen words, 350 words."""
    assert readability.count_words(LINE) == story.LONGEST_LINE
    sections = [f"## {heading}\n\n" + f"- {LINE} (#recommendation-1, #build-homes)\n" * 5 for heading in (
        "What was going well", "What needed to get better", "What the council said it would do")]
    left = 350 - 15 * 14
    return "\n".join([f"## What this was about\n\n{'They came to see us all. ' * (left // 6)}\n", *sections])


def test_the_longest_texts_the_limits_allow_are_one_whole_sheet_in_every_language(make_site: MakeSite, tmp_path: Path, tab: Callable[..., Page]) -> None:
    base = DEFAULTS[f"{VISIT}/inspection.yaml"].decode()
    later = base.replace("2021-05-04", "{0}-05-04").replace("2021-06-01", "{0}-06-01")
    portal_yaml = DEFAULTS["portal.yaml"].decode().replace("https://portal.example/", "https://inspections.riverton-and-district.gov.uk/portal/")
    portal_yaml = portal_yaml.replace("  fewest_words: 20", "  fewest_words: 5\n  grade: 20\n  mean_sentence: 20").replace(
        "    number: 01632 960123\n", "    number: 01632 960123\n  - name: Help at Hand for children in care\n    about: Free.\n    number: 01632 960456\n")
    plan = DEFAULTS[f"{VISIT}/plan.yaml"].decode().replace("due: 2022", "due: 2022/..")
    files = {
        "portal.yaml": portal_yaml, "languages/ar.yaml": arabic_words(DEFAULTS["languages/en.yaml"].decode()), f"{VISIT}/plan.yaml": plan,
        "frameworks/visit-2020.yaml": DEFAULTS["frameworks/visit-2020.yaml"].decode().replace("name: Visit", "name: Visit of services for children"),
        f"{VISIT}/young-people.md": longest(), f"{VISIT}/young-people.ar.md": arabic_story(longest()),
        f"{VISIT}/inspection.yaml": base.replace("  written: 2026-01-31\n", "  written: 2026-01-31\n  translated:\n    ar:\n      by: The translators\n"
                                                                         "      on: 2026-02-01\n"),
    }
    for year in range(2022, 2028):
        files |= {f"inspections/riverton/visit-{year}/inspection.yaml": later.format(year),
                  f"inspections/riverton/visit-{year}/young-people.md": DEFAULTS[f"{VISIT}/young-people.md"].decode().split("## What needed")[0]
                  + "They went to the school. They went to the park too.\n"}
    output = tmp_path / "output"
    assert cli.main(["build", "--content", str(make_site(files)), "--output", str(output)], ROOT) == 0
    found = [file for file in sheets(output) if "visit-2021" in str(file)]
    assert len(found) == 4
    page = tab()
    assert {str(file.relative_to(output)): printed(page, file) for file in found} == {str(file.relative_to(output)): (1, True) for file in found}


def test_a_sheet_that_is_too_full_is_seen(portal: Path, tab: Callable[..., Page], tmp_path: Path) -> None:
    """The two tests above can fail."""
    file = next(one for one in sheets(portal) if "poster" in str(one))
    page = tab()
    page.goto(file.as_uri())
    fuller = tmp_path / "poster" / "index.html"
    fuller.parent.mkdir()
    style = (portal / "assets/young.css").read_text()
    more = "<p>More and more words that nobody cut.</p>" * 60
    text = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", file.read_text())
    text = re.sub(r'<link rel="stylesheet"[^>]*>', f"<style>{style}</style>", text)
    fuller.write_text(text.replace('<div class="poster__foot">', more + '<div class="poster__foot">'))
    assert printed(page, fuller)[1] is False


def sideways(page: Page, file: Path) -> list[str]:
    """At which widths a page scrolls sideways; it is loaded once."""
    page.goto(file.as_uri())
    found = []
    for width in (360, 768, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            found.append(f"{file.parent}, {width}")
    return found


def test_nothing_scrolls_sideways(portal: Path, tab: Callable[..., Page], tmp_path: Path) -> None:
    files = [*portal.glob("**/young-people/**/index.html"), *portal.glob("young-people/**/index.html")]
    assert len(files) > 40
    page = tab()
    assert [said for file in dict.fromkeys(files) for said in sideways(page, file)] == []
    (tmp_path / "wide.html").write_text("<!DOCTYPE html><title>T</title><p style='width: 700px'>Words")
    assert sideways(page, tmp_path / "wide.html") == [f"{tmp_path}, 360"]


OWN, SENT_AWAY = {"name": "Own", "lang": "en-GB", "localService": True}, {"name": "Sent", "lang": "en-GB", "localService": False}
FOREIGN = {"name": "Foreign", "lang": "ar-EG", "localService": True}


@pytest.mark.parametrize(("voices", "shown"), [([], False), ([SENT_AWAY], False), ([FOREIGN], False), ([SENT_AWAY, OWN], True)],
                         ids=["none", "sent away", "of another language", "the machine's own"])
def test_the_listening_button_is_shown_only_for_a_voice_of_the_machines_own(portal: Path, tab: Callable[..., Page], voices: list[object], shown: bool) -> None:
    page = tab()
    page.add_init_script(VOICES % str(voices).replace("True", "true").replace("False", "false"))
    page.goto((portal / "authorities/derby/jar-2007/young-people/index.html").as_uri())
    page.wait_for_load_state()
    assert page.locator("[data-listen]").is_visible() is shown


def test_what_is_read_aloud_is_what_the_page_says_in_order(portal: Path, tab: Callable[..., Page]) -> None:
    page = tab()
    page.add_init_script(VOICES % '[{"name": "Own", "lang": "en-GB", "localService": true}]')
    page.goto((portal / "authorities/derby/jar-2007/young-people/index.html").as_uri())
    page.get_by_role("button", name="Listen to this page").click()
    page.get_by_role("button", name="Listen to this page").wait_for()
    said = page.evaluate("window.said")
    assert len(said) > 30
    assert said[0].startswith("For young people.") and said[1] == page.locator("h1").inner_text().replace("\n", " ")
    assert len(said) == len([one for one in said if one.strip()])
    headings = page.locator("[data-spoken] h2").all_inner_texts()
    assert [one for one in said if one in headings] == headings
    assert not {"Leave this page", "Listen to this page"} & set(said)
    assert any("0800 1111" in one for one in said)


def test_reading_stops_when_asked(portal: Path, tab: Callable[..., Page]) -> None:
    page = tab()
    page.add_init_script((VOICES % '[{"name": "Own", "lang": "en-GB", "localService": true}]').replace("setTimeout(() => one.onend && one.onend(), 0);", ""))
    page.goto((portal / "authorities/derby/jar-2007/young-people/index.html").as_uri())
    page.get_by_role("button", name="Listen to this page").click()
    page.get_by_role("button", name="Stop reading").click()
    assert page.evaluate("[window.said.length, window.cancelled > 0]") == [1, True]
    assert page.get_by_role("button", name="Listen to this page").is_visible()


def test_pages_for_young_people_keep_nothing_and_ask_nobody(portal: Path, tab: Callable[..., Page]) -> None:
    asked: list[str] = []
    refused: list[str] = []
    page = tab()
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: refused.append(message.text) if message.type == "error" else None)
    files = [*portal.glob("young-people/**/index.html"), *portal.glob("authorities/derby/*/young-people/**/index.html")]
    assert len(files) > 20
    for file in files:
        page.goto(file.as_uri())
        assert page.evaluate("[document.cookie, localStorage.length, sessionStorage.length]") == ["", 0, 0]
    assert [url for url in asked if not url.startswith(portal.as_uri())] == []
    assert refused == []


def test_help_and_the_way_out_come_first(portal: Path, tab: Callable[..., Page]) -> None:
    page = tab(width=360)
    page.goto((portal / "young-people/index.html").as_uri())
    help_at, stories_at = (page.locator(f"#{name}").bounding_box() for name in ("help", "stories"))
    assert help_at and stories_at and help_at["y"] < stories_at["y"]
    page.goto((portal / "authorities/derby/jar-2007/young-people/index.html").as_uri())
    page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
    way_out = page.get_by_role("link", name="Leave this page").bounding_box()
    assert way_out and 0 <= way_out["y"] < 100
