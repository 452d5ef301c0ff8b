"""A reader with a keyboard and nothing else goes from home by search and filter to a recommendation and its plan, and back: the focus is seen at every stop."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests import servers

pytestmark = [pytest.mark.browser, pytest.mark.loopback]

AT = """() => {
  const one = document.activeElement;
  if (!one || one === document.body) return '';
  const said = one.getAttribute('aria-label') || (one.labels && one.labels.length ? one.labels[0].textContent : one.textContent);
  return `${one.tagName.toLowerCase()} ${said.trim().replace(/\\s+/g, ' ')} ${one.getAttribute('href') || ''}`.trim();
}"""
AROUND = """() => {
  const { left, top, right, bottom } = document.activeElement.getBoundingClientRect(), room = 8;
  const x = Math.max(left - room, 0), y = Math.max(top - room, 0);
  return { x, y, width: Math.min(right + room, innerWidth) - x, height: Math.min(bottom + room, innerHeight) - y };
}"""
FAR = 150
"""Presses of a key after which a reader has lost patience."""


class Reader:
    """Someone at a keyboard."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.stops: list[str] = []
        self.unseen: list[str] = []

    def press(self, key: str) -> str:
        """Press a key; where the focus is then. Does it show? The place is pictured with the focus and without."""
        self.page.keyboard.press(key)
        at = str(self.page.evaluate(AT))
        if at:
            self.stops.append(at)
            box = self.page.evaluate(AROUND)
            if box["width"] <= 0 or box["height"] <= 0:
                self.unseen.append(f"{at} is out of sight")
            else:
                focused = self.page.screenshot(clip=box)
                self.page.evaluate("() => { window.focused = document.activeElement; focused.blur(); }")
                if focused == self.page.screenshot(clip=box):
                    self.unseen.append(at)
                self.page.evaluate("() => focused.focus({ focusVisible: true })")
        return at

    def go(self, wanted: str, key: str = "Tab") -> None:
        """Press a key until the focus is on what is wanted: a part of what it says or of where it leads."""
        for _ in range(FAR):
            if wanted in self.press(key):
                return
        raise AssertionError(f"no way by {key} to {wanted}; the last stops: {self.stops[-8:]}")

    def follow(self, wanted: str, address: str) -> None:
        """Go to a link and open it."""
        self.go(wanted)
        self.page.keyboard.press("Enter")
        self.page.wait_for_url(f"**{address}*")


@pytest.fixture
def reader(chromium: Browser) -> Iterator[Reader]:
    context = chromium.new_context(viewport={"width": 768, "height": 900}, reduced_motion="reduce")
    yield Reader(context.new_page())
    context.close()


def settled(page: Page, fragment: str) -> None:
    """Wait for the results of a search."""
    page.wait_for_function("""said => location.hash.includes(said) && document.querySelectorAll('.result').length > 0
      && document.querySelector('[data-at=list]').getAttribute('aria-busy') === 'false'""", arg=fragment, timeout=30_000)


def test_from_home_to_a_recommendation_its_plan_and_back_by_keyboard(portal: Path, reader: Reader) -> None:
    page = reader.page
    with servers.plain(portal) as port:
        page.goto(f"http://127.0.0.1:{port}/index.html")
        assert "Skip to the page" in reader.press("Tab")
        page.keyboard.press("Enter")
        reader.go("input ")
        page.keyboard.type("tell young people what inspectors found")
        page.keyboard.press("Enter")
        page.wait_for_url("**/search/index.html*")
        settled(page, "q=tell")

        reader.go("Narrow the results")
        page.keyboard.press("Enter")
        assert "Authority" in str(page.evaluate(AT))
        page.keyboard.press("Enter")
        page.locator("[data-filter=authority] input").first.wait_for()
        reader.go("input Derby")
        page.keyboard.press("Space")
        settled(page, "authority=")
        reader.go("a Joint area review", "Shift+Tab")
        page.keyboard.press("Enter")
        page.wait_for_url("**/authorities/derby/jar-2007/index.html")

        reader.follow("#recommendations", "/jar-2007/index.html#recommendations")
        reader.follow("plan/index.html#recommendation-1", "/jar-2007/plan/index.html#recommendation-1")
        reader.press("Tab")
        assert page.evaluate("document.activeElement.closest('section').getAttribute('aria-labelledby')") == "recommendation-1"

        for _ in range(3):  # the plan, the part of the page, the page
            page.go_back()
        settled(page, "authority=")
    assert not reader.unseen, "\n".join(reader.unseen)
    assert len(set(reader.stops)) > 15


def test_a_focus_that_does_not_show_is_found_out(reader: Reader, tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    file.write_text("<!DOCTYPE html><style>.no { outline: none } .far { position: absolute; left: -900px }</style>"
                    "<a href=a>Seen</a> <a class=no href=b>Unseen</a> <a class=far href=c>Far</a>")
    reader.page.goto(file.as_uri())
    assert [reader.press("Tab") for _ in range(3)] == ["a Seen a", "a Unseen b", "a Far c"]
    assert reader.unseen == ["a Unseen b", "a Far c is out of sight"]
    with pytest.raises(AssertionError, match="no way by Tab to Nothing"):
        reader.go("Nothing")
