"""The page of a place with many inspections fits a window, however many there are: nothing runs over, lies over another thing or is cut."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from plainspoken import facets, urls
from tests.bench.generate import Portal
from tests.browser import checks
from tests.browser.readers import SETTINGS, Setting, Tab
from tests.built import built

pytestmark = pytest.mark.browser

BETWEEN = tuple(Setting(f"{width}, light", width) for width in (320, 992, 1248))
"""Where a layout begins or is narrowest."""


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of a place with 18 inspections, all told in full, beside its style sheet."""
    folder = tmp_path_factory.mktemp("places")
    made = Portal(20)
    made.write(folder / "content")
    name = max(made.authorities, key=made.many)
    assert made.many(name) > 2 * facets.IN_FULL
    for path, data in built(folder / "content").items():
        if path == urls.authority(name) or path.startswith("assets/"):
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(data)
    return folder / urls.authority(name)


def test_it_fits_every_screen(reader: Tab, place: Path) -> None:
    reader.open(place)
    found = reader.met([*SETTINGS, *BETWEEN], {"layout": checks.layout(), "axe": checks.axe(without=checks.CONTRASTS)})
    assert found == {"layout": [], "axe": []}


@pytest.mark.parametrize("width", [360, 768, 1000, 1280])
def test_no_table_runs_out_of_its_column(chromium: Browser, place: Path, width: int) -> None:
    context = chromium.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    page.goto(place.as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") == width
    over = page.evaluate("""() => [...document.querySelectorAll('.section__body table')].map(table =>
        table.getBoundingClientRect().right - table.closest('.section__body').getBoundingClientRect().right)""")
    assert len(over) > 5 and max(over) <= 1
    context.close()
