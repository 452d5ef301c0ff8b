"""The real portal, built once, and a Chromium to read it with; from disk, as somebody who was sent the folder would."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from plainspoken import cli
from tests import plugin_noskip

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the built portal."""
    output = tmp_path_factory.mktemp("site") / "output"
    assert cli.main(["build", "--output", str(output)], ROOT) == 0
    return output


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A real Chromium, closed after each file: while it runs, no other test can run an event loop of its own."""
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=plugin_noskip.browser(), args=["--no-sandbox"])
        yield found
        found.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A tab of its own, in which nothing may go wrong unheard."""
    context = browser.new_context()
    tab = context.new_page()
    faults: list[str] = []
    tab.on("pageerror", lambda error: faults.append(str(error)))
    tab.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    yield tab
    context.close()
    assert faults == []
