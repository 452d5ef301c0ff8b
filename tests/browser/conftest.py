"""A real Chromium, and small sites to show it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests import plugin_noskip
from tests.browser import checks
from tests.browser.kinds import Kind
from tests.browser.kinds import kinds as kinds_of
from tests.browser.readers import Tab, tab

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture(scope="module")
def chromium(request: pytest.FixtureRequest) -> Iterator[Browser]:
    """One Chromium for the tests of a file; each opens a context of its own. It ends with them: its loop bears no other beside it.

    A file may name more of its arguments, as ARGUMENTS.
    """
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox", "--disable-gpu", *getattr(request.module, "ARGUMENTS", ())]
        found = plugin_noskip.window() if request.node.get_closest_marker("window") else plugin_noskip.browser()
        browser = playwright.chromium.launch(executable_path=found, args=arguments)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def reader(chromium: Browser) -> Iterator[Tab]:
    """One tab for the small pages of a file, opened one after the other."""
    with tab(chromium, checks.AXE) as one:
        yield one


@pytest.fixture(scope="session")
def kinds(portal: Path) -> list[Kind]:
    """The kinds of page of the real portal."""
    return kinds_of(portal, ROOT / "content", ROOT / "assets")
