"""How long after an edit a preview has the page on disk."""

import os
import signal
import subprocess
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from tests.bench.generate import Portal
from tests.bench.measuring import Failed, family

LONGEST_START, LONGEST_EDIT = 3600, 600
"""Seconds after which nothing more is expected."""
ADDED = b"This sentence was added."


def seconds(portal: Portal, content: Path, command: Sequence[Any], output: Path, edits: int = 5) -> float:
    """The middle of several: from the end of writing a changed record until its page is on disk. Raises Failed.

    `command` builds into `output`, and again after each edit. The next edit comes while it does.
    """
    previewer = subprocess.Popen([str(part) for part in command], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    try:
        _until_built(previewer)
        records = [portal.count * (number + 1) // (edits + 1) for number in range(edits)]
        found = [_edit(portal, number, content, output, previewer) for number in records]
    finally:
        for process in sorted(family(previewer.pid), reverse=True):
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        previewer.wait(60)
    return sorted(found)[edits // 2]


def _until_built(previewer: subprocess.Popen[str]) -> None:
    """Read what it says until it tells of a build."""
    assert previewer.stdout
    end, said = time.monotonic() + LONGEST_START, ""
    for line in previewer.stdout:
        said += line
        if "report=Report(" in line:
            return
        if time.monotonic() > end:
            break
    raise Failed(f"no first build of the preview:\n{said[-2000:]}")


def _edit(portal: Portal, number: int, content: Path, shown: Path, previewer: subprocess.Popen[str]) -> float:
    """Change one record, wait, and change it back."""
    before, after = portal.record(number), portal.record(number, edited=True)
    name = f"inspections/{before.authority}/{before.name}/inspection.yaml"
    page = shown / "authorities" / before.authority / before.name / "index.html"
    (content / name).write_text(after.files[name], "utf-8")
    begun = time.perf_counter()
    while ADDED not in page.read_bytes():
        if previewer.poll() is not None or time.perf_counter() - begun > LONGEST_EDIT:
            raise Failed(f"the preview did not show the edit of {name}")
        time.sleep(0.005)
    took = time.perf_counter() - begun
    (content / name).write_text(before.files[name], "utf-8")
    while ADDED in page.read_bytes() and previewer.poll() is None:
        time.sleep(0.05)
    return took
