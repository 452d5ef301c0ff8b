"""A command -> how long it took, what it cost and how much memory it and all its processes held."""

import os
import subprocess
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SAMPLED = 0.1
"""Seconds between two looks at the memory."""
PROC = Path("/proc")
USUAL = {name: value for name, value in os.environ.items() if name not in {"PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED"}}
"""Python as it is on a publisher's machine: it keeps what it compiled, wherever a developer forbade it."""


class Failed(Exception):
    """A command that is measured ended badly; its last words."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What one run cost."""

    wall: float
    """Seconds."""
    processor: float
    """Seconds of all processes, user and system."""
    memory: int = 0
    """Bytes that all processes held at once at most, a shared page counted once; 0 where it was not looked at."""
    said: str = ""
    """What it wrote to standard output."""


def run(command: Sequence[Any], remembered: bool = False) -> Cost:
    """Run to the end. `remembered`: look at memory as well, which slows the run. Raises Failed."""
    begun, before = time.perf_counter(), os.times()
    process = subprocess.Popen([str(part) for part in command], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=USUAL)
    highest = 0
    while remembered and process.poll() is None:
        highest = max(highest, held(family(process.pid)))
        time.sleep(SAMPLED)
    out, wrong = process.communicate()
    wall, after = time.perf_counter() - begun, os.times()
    if process.returncode:
        raise Failed(f"{command[0]} ended with {process.returncode}:\n{out[-2000:]}\n{wrong[-2000:]}")
    spent = after.children_user + after.children_system - before.children_user - before.children_system
    return Cost(wall, spent, highest, out)


def family(first: int) -> set[int]:
    """A process and all that descend from it."""
    parents = {}
    for folder in PROC.glob("[0-9]*"):
        try:
            parents[int(folder.name)] = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
        except OSError:  # it has ended meanwhile
            continue
    found, more = set[int](), {first}
    while more:
        found |= more
        more = {one for one, parent in parents.items() if parent in found} - found
    return found


def held(processes: Iterable[int]) -> int:
    """Bytes of memory that processes hold together: a page that several share counts in equal parts (PSS)."""
    total = 0
    for one in processes:
        try:
            rolled = (PROC / str(one) / "smaps_rollup").read_text()
        except OSError:
            continue
        total += next((int(line.split()[1]) for line in rolled.splitlines() if line.startswith("Pss:")), 0)
    return total * 1024


def size(folder: Path) -> tuple[int, int]:
    """(pages, bytes of all files) of a folder that was built."""
    files = [path for path in folder.rglob("*") if path.is_file() and ".plainspoken" not in path.parts]
    return sum(path.suffix == ".html" for path in files), sum(path.stat().st_size for path in files)
