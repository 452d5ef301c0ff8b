"""The data page's description runs nothing and draws no report; a badge shows whole, as itself and on another website."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

pytestmark = pytest.mark.browser


def test_the_description_of_the_data_set_is_data_and_no_policy_minds_it(chromium: Browser, portal: Path) -> None:
    context = chromium.new_context()
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.add_init_script("window.reports = []; document.addEventListener('securitypolicyviolation', event => window.reports.push(event.violatedDirective))")
    page.goto((portal / "data/index.html").as_uri())
    assert page.evaluate("document.querySelector('meta[http-equiv]').content").startswith("default-src 'none'")
    assert page.evaluate("JSON.parse(document.querySelector('script[type=\"application/ld+json\"]').textContent)['@type']") == "Dataset"
    # The listener hears: what the policy forbids is reported.
    assert page.evaluate("window.reports.length") == 0 and said == []
    with page.expect_console_message():
        page.evaluate("""new Promise(heard => {
          document.addEventListener('securitypolicyviolation', heard);
          document.body.append(Object.assign(new Image(), {src: 'https://elsewhere.example/picture.png'}));
        })""")
    assert page.evaluate("window.reports.length") == 1 and len(said) == 1
    context.close()


@pytest.mark.parametrize("name", ["derby", "derby-college", "leicester", "stoke-on-trent"])
def test_every_line_of_a_badge_fits_in_it(chromium: Browser, portal: Path, name: str) -> None:
    context = chromium.new_context(viewport={"width": 400, "height": 400})
    page = context.new_page()
    page.goto((portal / f"authorities/{name}/badge.svg").as_uri())
    size = page.evaluate("[document.documentElement.viewBox.baseVal.width, document.documentElement.viewBox.baseVal.height]")
    boxes = page.locator("text, rect").evaluate_all("all => all.map(one => one.getBBox()).map(box => [box.x, box.y, box.width, box.height])")
    assert len(boxes) > 3
    assert [box for box in boxes if box[0] < 0 or box[1] < 0 or box[0] + box[2] > size[0] or box[1] + box[3] > size[1]] == []
    context.close()


def test_a_badge_shows_on_another_website_and_leads_back(chromium: Browser, portal: Path, tmp_path: Path) -> None:
    """The lines as copied from the page, but for the address of this portal, which is on no network here."""
    context = chromium.new_context()
    page = context.new_page()
    page.goto((portal / "authorities/derby/index.html").as_uri())
    page.locator("#badge summary").click()
    copied = page.locator("#badge pre code").inner_text()
    base = page.evaluate("document.querySelector('link[rel=canonical]').href").removesuffix("authorities/derby/")
    (tmp_path / "elsewhere.html").write_text(f"<!DOCTYPE html><title>T</title>{copied}".replace(base, portal.as_uri() + "/"))
    page.goto((tmp_path / "elsewhere.html").as_uri())
    picture = page.get_by_role("link").locator("img")
    assert picture.evaluate("image => image.complete && image.naturalWidth") == int(picture.get_attribute("width") or 0)
    assert "Derby" in (picture.get_attribute("alt") or "")
    assert (page.get_by_role("link").get_attribute("href") or "").endswith("/authorities/derby/")
    context.close()
