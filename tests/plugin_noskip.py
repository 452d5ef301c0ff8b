"""What this machine lacks -> tests skipped, told in one line; with PLAINSPOKEN_NO_SKIP=1 each skip is a failure instead.

A test that needs a program says so with a marker (`@pytest.mark.browser`, `window` for a browser that draws one, `nginx`,
`java`, `checker`, or `loopback` for a network inside this machine), and is skipped where that is missing. Skips of any other reason are told in the same line.
"""

import os
import shutil
import socket
from collections import Counter
from collections.abc import Callable, Generator
from pathlib import Path
from typing import Any

import pytest

NO_SKIP = os.environ.get("PLAINSPOKEN_NO_SKIP", "") not in ("", "0")

SHELLS = ("chromium-headless-shell",)
"""Chromium without windows: the same pages, for under half the work, but a page is painted in one go and its long tasks tell nothing."""
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable",
            "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome", "/Applications/Chromium.app/Contents/MacOS/Chromium")


def browser(shells: tuple[str, ...] = SHELLS) -> str | None:
    """The Chromium to drive: what PLAINSPOKEN_BROWSER names, else the first that is found. A broken one counts as none."""
    names = (named,) if (named := os.environ.get("PLAINSPOKEN_BROWSER")) else (*shells, *BROWSERS)
    return next((found for name in names if (found := shutil.which(name))), None)


def window() -> str | None:
    """The Chromium to drive where it must paint a page bit by bit, as on a screen."""
    return browser(shells=())


def nginx() -> str | None:
    """The nginx to ask. Debian keeps it where only root looks."""
    return shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin:/opt/homebrew/bin")


def java() -> str | None:
    """The Java to run. Without one, macOS answers to the name all the same, so its home is asked."""
    found = shutil.which("java")
    shim = found == "/usr/bin/java" and Path("/usr/libexec/java_home").exists()
    return None if shim and not os.environ.get("JAVA_HOME") else found


def checker() -> str | None:
    """The Nu Html Checker, a Java archive: what PLAINSPOKEN_CHECKER names, else what .ci/checker fetched."""
    named = os.environ.get("PLAINSPOKEN_CHECKER")
    found = [Path(named)] if named else sorted(Path(__file__).resolve().parent.parent.glob(".cache/vnu-*.jar"))
    return str(found[-1]) if found and found[-1].is_file() else None


def loopback() -> str | None:
    """The address of this machine, where programs on it can reach one another: cut off altogether, they cannot."""
    try:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as one:
            one.connect(("127.0.0.1", 9))
    except OSError:
        return None
    return "127.0.0.1"


NEEDS: dict[str, tuple[str, Callable[[], str | None]]] = {
    "browser": ("no browser", browser),
    "window": ("no browser with windows", window),
    "nginx": ("no nginx", nginx),
    "java": ("no Java", java),
    "checker": ("no Nu Html Checker", checker),
    "loopback": ("no network even inside this machine", loopback),
}
"""Marker -> what is said when it is missing, and what finds it."""

told: Counter[str] = Counter()
"""Reason -> how many tests it kept from running."""


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip a test that needs what is not here."""
    for marker, (reason, find) in NEEDS.items():
        if item.get_closest_marker(marker) and not find():
            pytest.skip(reason)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Hear of a skipped test; expected failures are another matter."""
    report = yield
    if not hasattr(report, "wasxfail"):
        hear(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector: pytest.Collector) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Hear of a file skipped whole."""
    report = yield
    hear(report)
    return report


def hear(report: pytest.TestReport | pytest.CollectReport) -> None:
    """Count a skip, and make it a failure where nothing may be skipped."""
    if not report.skipped:
        return
    reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
    reason = reason.removeprefix("Skipped: ").splitlines()[0]
    told[reason] += 1
    if NO_SKIP:
        report.outcome = "failed"
        report.longrepr = f"skipped, where nothing may be (PLAINSPOKEN_NO_SKIP): {reason}"


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any, error: object) -> None:
    """Take over what a worker of pytest-xdist has heard."""
    told.update(getattr(node, "workeroutput", {}).get("told", {}))


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Hand what was heard to the process that tells it, where that is another."""
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["told"] = dict(told)


@pytest.hookimpl(trylast=True)
def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """The one line, next to pytest's closing one."""
    if told:
        kept = "; ".join(f"{reason} ({count} test{'' if count == 1 else 's'})" for reason, count in sorted(told.items()))
        terminalreporter.write_line(f"{'Failed because skipped' if NO_SKIP else 'Skipped'}: {kept}")
