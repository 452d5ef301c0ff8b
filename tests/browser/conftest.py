"""A real Chromium, and small sites to show it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from plainspoken import cli
from tests import plugin_noskip

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """One Chromium for the tests of a file; each opens a context of its own. It ends with them: its loop bears no other beside it."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=plugin_noskip.browser(), args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real portal, built for an address that is no example, so that codes and addresses are printed."""
    output = tmp_path_factory.mktemp("portal") / "output"
    assert cli.main(["build", "--base-url", "https://portal.plainspoken-of-the-longest-county-council.gov.uk/", "--output", str(output)], ROOT) == 0
    return output
