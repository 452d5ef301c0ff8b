"""A page that has moved takes its reader to the same place of the new one; without script it has a link for each."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from plainspoken import cli
from tests.browser.conftest import ROOT
from tests.conftest import DEFAULTS

pytestmark = pytest.mark.browser

INSPECTION = "inspections/riverton/visit-2021/inspection.yaml"


@pytest.fixture(scope="module")
def moved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small site, its inspection known under another name before."""
    folder = tmp_path_factory.mktemp("moved")
    for path, text in DEFAULTS.items():
        (folder / "content" / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / "content" / path).write_bytes(text + (b"was: riverton/visit-one\n" if path == INSPECTION else b""))
    assert cli.main(["build", "--content", str(folder / "content"), "--output", str(folder / "output")], ROOT) == 0
    return folder / "output"


@pytest.mark.parametrize("part", ["", "plan/", "young-people/", "young-people/poster/"])
def test_the_reader_is_taken_on_at_once_with_the_place_and_can_go_back(chromium: Browser, moved: Path, part: str) -> None:
    context = chromium.new_context()
    page = context.new_page()
    faults: list[str] = []
    page.on("console", lambda message: faults.append(message.text))
    page.goto((moved / "index.html").as_uri())
    page.goto((moved / f"authorities/riverton/visit-one/{part}index.html").as_uri() + "#recommendation-1", wait_until="commit")
    page.wait_for_url(f"**/visit-2021/{part}index.html#recommendation-1")
    page.go_back()
    page.wait_for_url((moved / "index.html").as_uri())
    assert faults == []
    context.close()


def test_without_script_the_old_place_leads_to_the_new_one(chromium: Browser, moved: Path) -> None:
    context = chromium.new_context(java_script_enabled=False, viewport={"width": 360, "height": 700})
    page = context.new_page()
    page.goto((moved / "authorities/riverton/visit-one/index.html").as_uri() + "#recommendation-1")
    assert "visit-one" in page.url
    page.locator("#recommendation-1 a").click()
    page.wait_for_url("**/visit-2021/index.html#recommendation-1")
    context.close()
