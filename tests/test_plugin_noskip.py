"""What is skipped is told in one line, and fails where nothing may be."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests import plugin_noskip

ROOT = Path(__file__).resolve().parent.parent

TESTS = """
import pytest

@pytest.mark.browser
def test_of_a_browser(): pass

@pytest.mark.browser
def test_of_a_browser_too(): pass

@pytest.mark.nginx
@pytest.mark.skipif(True, reason="too hot")
def test_skipped_anyway(): pass

@pytest.mark.xfail
def test_known_to_fail(): assert False

def test_plain(): pass
"""


def run(folder: Path, tests: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """pytest with our settings and plugin, on one file of tests, in a world without programs."""
    (folder / "tests").mkdir()
    for name in ("conftest.py", "pyproject.toml", "tests/plugin_noskip.py"):
        shutil.copy(ROOT / name, folder / name)
    (folder / "tests" / "test_it.py").write_text(tests)
    known = {name: value for name, value in os.environ.items() if not name.startswith(("PLAINSPOKEN_", "PYTEST_", "CI"))}
    return subprocess.run([sys.executable, "-m", "pytest", "-p", "no:cacheprovider"], cwd=folder, text=True, capture_output=True,
                          env={**known, "PATH": "", "PLAINSPOKEN_BROWSER": str(folder / "none"), **environment})


def test_skips_are_told_in_one_line_above_the_last(tmp_path: Path) -> None:
    done = run(tmp_path, TESTS)
    *_, told, closing = done.stdout.splitlines()
    assert told == "Skipped: no browser (2 tests); too hot (1 test)"
    assert "1 passed, 3 skipped, 1 xfailed" in closing
    assert done.returncode == 0


def test_skips_are_failures_where_nothing_may_be_skipped(tmp_path: Path) -> None:
    done = run(tmp_path, TESTS, PLAINSPOKEN_NO_SKIP="1")
    assert "Failed because skipped: no browser (2 tests); too hot (1 test)" in done.stdout
    assert "skipped, where nothing may be" in done.stdout
    assert done.returncode == 1


@pytest.mark.parametrize("no_skip", ["0", "1"])
def test_a_file_skipped_whole_counts_too(tmp_path: Path, no_skip: str) -> None:
    done = run(tmp_path, 'import pytest\npytest.importorskip("no_such_library")\n', PLAINSPOKEN_NO_SKIP=no_skip)
    assert "skipped: could not import 'no_such_library'" in done.stdout.lower()
    assert done.returncode == (2 if no_skip == "1" else 5)


@pytest.mark.parametrize(("here", "browser", "window"), [
    (["chromium", "chromium-headless-shell"], "chromium-headless-shell", "chromium"), (["chromium"], "chromium", "chromium"),
    (["chromium-headless-shell"], "chromium-headless-shell", None), ([], None, None)])
def test_a_browser_without_windows_is_taken_where_none_need_be_painted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, here: list[str],
                                                                       browser: str | None, window: str | None) -> None:
    for name in here:
        (tmp_path / name).touch(0o755)
    monkeypatch.setattr(plugin_noskip, "BROWSERS", ("chromium",))
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("PLAINSPOKEN_BROWSER", raising=False)
    assert [found and Path(found).name for found in (plugin_noskip.browser(), plugin_noskip.window())] == [browser, window]
    monkeypatch.setenv("PLAINSPOKEN_BROWSER", "none")
    assert plugin_noskip.browser() is plugin_noskip.window() is None


def test_nothing_is_said_when_nothing_is_skipped(tmp_path: Path) -> None:
    done = run(tmp_path, "def test_plain(): pass\n")
    assert "kipped" not in done.stdout
    assert done.returncode == 0
