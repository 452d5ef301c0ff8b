"""Same input, same bytes: on another machine, elsewhere on its disk, in another time zone, language and order of work."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

BUILD = """
import sys
from pathlib import Path
from plainspoken import base, cli, gather, site
site.MANY = gather.MANY = base.MANY = 0
if __name__ == "__main__":
    sys.exit(cli.main(sys.argv[1:], Path.cwd()))
"""
"""A build that starts workers however few pages there are."""

ONE = {"TZ": "Pacific/Kiritimati", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "1", "HOME": "/nonexistent"}
OTHER = {"TZ": "America/St_Johns", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONHASHSEED": "4242", "LANG": "tr_TR"}
"""The second world speaks ASCII only, so that a file opened without an encoding shows."""


def copied(folder: Path, *, backwards: bool) -> Path:
    """The project in a folder, its files made in one order or the other, with times of their own."""
    files = sorted(path for name in ("assets", "content", "plainspoken", "templates") for path in (ROOT / name).rglob("*")
                   if path.is_file() and path.suffix != ".pyc")
    for number, path in enumerate(reversed(files) if backwards else files):
        place = folder / path.relative_to(ROOT)
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, place)
        os.utime(place, (number * 1000, number * 1000))
    (folder / "workers.py").write_text(BUILD)
    return folder


def built(folder: Path, environment: dict[str, str], *arguments: str) -> dict[str, bytes]:
    """Path -> bytes of all a build leaves, its own notes in .plainspoken/ included."""
    known = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG", "PYTHON", "TZ"))}
    done = subprocess.run([sys.executable, "-X", "dev", "-W", "error", "workers.py", "build", *arguments],
                          cwd=folder, env={**known, **environment}, text=True, capture_output=True)
    assert done.returncode == 0, done.stderr
    output = folder / "output"
    return {str(path.relative_to(output)): path.read_bytes() for path in output.rglob("*") if path.is_file()}


def test_two_builds_in_two_worlds_are_equal_byte_for_byte(tmp_path: Path) -> None:
    one = built(copied(tmp_path / "one", backwards=False), ONE, "--jobs", "1")
    folder = copied(tmp_path / "a deeper place" / "zwei", backwards=True)
    mask = os.umask(0o077)
    try:
        other = built(folder, OTHER, "--jobs", "2")
    finally:
        os.umask(mask)
    assert len(one) > 100
    assert "index.html" in one
    assert "data/judgements.csv" in one
    assert sum(path.startswith("pagefind/fragment/") for path in one) > 100
    assert sorted(one) == sorted(other)
    assert [path for path in one if one[path] != other[path]] == []


def test_a_second_build_writes_nothing(tmp_path: Path) -> None:
    folder = copied(tmp_path, backwards=False)
    built(folder, ONE, "--jobs", "1")
    first = {path: path.stat() for path in (folder / "output").rglob("*") if ".plainspoken" not in path.parts}
    assert len(first) > 100
    built(folder, OTHER, "--jobs", "1")
    assert [str(path) for path, known in first.items() if path.stat().st_mtime_ns != known.st_mtime_ns or path.stat().st_ino != known.st_ino] == []
