"""How long after an edit `serve` has the page on disk."""

import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

from tests.bench.generate import Portal
from tests.bench.measuring import Failed

ROOT = Path(__file__).resolve().parents[2]
SHOWN = ROOT / ".cache" / "serve"
"""Where serve publishes, in a folder of its port."""
LONGEST_START, LONGEST_EDIT = 3600, 600
"""Seconds after which nothing more is expected."""
ADDED = b"This sentence was added."


def seconds(portal: Portal, content: Path, edits: int = 3) -> float:
    """The middle of several: from the end of writing a changed record until its page is on disk. Raises Failed."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, ROOT / "build.py", "serve", "--content", content, "--port", str(port)]
    server = subprocess.Popen([str(part) for part in command], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    try:
        _until_built(server)
        records = [portal.count * (number + 1) // (edits + 1) for number in range(edits)]
        found = [_edit(portal, number, content, SHOWN / str(port), server) for number in records]
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(60)
        shutil.rmtree(SHOWN / str(port), ignore_errors=True)
    return sorted(found)[edits // 2]


def _until_built(server: subprocess.Popen[str]) -> None:
    """Read what it says until it tells of a build."""
    assert server.stdout
    end, said = time.monotonic() + LONGEST_START, ""
    for line in server.stdout:
        said += line
        if " files written, " in line:
            return
        if time.monotonic() > end:
            break
    raise Failed(f"serve did not build:\n{said[-2000:]}")


def _edit(portal: Portal, number: int, content: Path, shown: Path, server: subprocess.Popen[str]) -> float:
    """Change one record, wait, and change it back."""
    before, after = portal.record(number), portal.record(number, edited=True)
    name = f"inspections/{before.authority}/{before.name}/inspection.yaml"
    page = shown / "authorities" / before.authority / before.name / "index.html"
    (content / name).write_text(after.files[name], "utf-8")
    begun = time.perf_counter()
    while ADDED not in page.read_bytes():
        if server.poll() is not None or time.perf_counter() - begun > LONGEST_EDIT:
            raise Failed(f"serve did not show the edit of {name}")
        time.sleep(0.005)
    took = time.perf_counter() - begun
    (content / name).write_text(before.files[name], "utf-8")
    while ADDED in page.read_bytes() and server.poll() is None:
        time.sleep(0.05)
    return took
