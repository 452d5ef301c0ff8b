"""Every kind of fault has a tiny broken site, and its report is exact.

`broken/<fault>/` holds what differs from the good site `broken-base/`: files in `content/`, names of files to take
away in `removed.txt`, and what no repository can hold (links, pipes, odd names) in `make.py`. `report.txt` is all that
`check` may print to standard error.
"""

import re
import runpy
import shutil
from pathlib import Path

import pytest

from tests.conftest import BASE, RunCommand

BROKEN = sorted(path for path in (BASE.parent.parent / "broken").iterdir() if path.is_dir())
FEWEST = 60
LINE = re.compile(r"content/[^\x00-\x1f\x7f-\x9f]+:[1-9]\d*:[1-9]\d*: [^\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]+")
COUNT = re.compile(r"(1 problem|\d+ problems)\. Nothing was published\.")


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory, run: RunCommand) -> Path:
    """The good site, built: what a refused build must leave as it is."""
    output = tmp_path_factory.mktemp("published") / "output"
    done = run("build", "--content", BASE, "--output", output)
    assert done.code == 0, done.err
    return output


def broken_site(fault: Path, into: Path) -> Path:
    """The content folder of a broken site."""
    content = into / "content"
    shutil.copytree(BASE, content)
    if (fault / "content").is_dir():
        shutil.copytree(fault / "content", content, dirs_exist_ok=True)
    if (fault / "removed.txt").exists():
        for name in (fault / "removed.txt").read_text().split():
            (content / name).unlink()
    if (fault / "make.py").exists():
        try:
            runpy.run_path(str(fault / "make.py"))["make"](content)
        except OSError as error:
            pytest.skip(f"this machine cannot make that file: {error}")
    return content


def tree(folder: Path) -> dict[str, tuple[bytes, int]]:
    """Every file below a folder, state and all, with its bytes and the moment it was last changed."""
    return {str(path.relative_to(folder)): (path.read_bytes() if path.is_file() else b"", path.lstat().st_mtime_ns)
            for path in [folder, *folder.rglob("*")]}


def test_the_good_site_has_no_fault(run: RunCommand) -> None:
    """What the broken sites are made from is whole."""
    assert run("check", "--content", BASE).code == 0


def test_there_is_a_broken_site_for_every_kind_of_fault() -> None:
    """Dozens, each with a report."""
    assert len(BROKEN) >= FEWEST
    assert [fault.name for fault in BROKEN if not (fault / "report.txt").is_file()] == []


@pytest.mark.parametrize("fault", BROKEN, ids=lambda fault: fault.name)
def test_a_broken_site_is_refused_with_its_exact_report(
    fault: Path, tmp_path: Path, published: Path, run: RunCommand,
) -> None:
    """`check` prints the report and nothing else; `build` too, and leaves the output byte for byte as it was."""
    content = broken_site(fault, tmp_path)
    report = (fault / "report.txt").read_text(encoding="utf-8")
    before = tree(published)

    checked = run("check", "--content", content)
    built = run("build", "--content", content, "--output", published)

    assert checked == (2, "", report)
    assert (built.code, built.out) == (2, "")
    assert built.err.endswith(report)
    assert tree(published) == before


@pytest.mark.parametrize("fault", BROKEN, ids=lambda fault: fault.name)
def test_a_report_is_lines_with_a_place_in_order(fault: Path) -> None:
    """`file:line:col: what is wrong`, sorted, each once, without a control character, and a count."""
    *lines, count, end = (fault / "report.txt").read_text(encoding="utf-8").split("\n")
    assert lines and end == ""
    assert [line for line in lines if not LINE.fullmatch(line)] == []
    assert COUNT.fullmatch(count) and len(lines) == int(count.split()[0])
    places = [place(line) for line in lines]
    assert places == sorted(places)
    assert len(set(lines)) == len(lines)


def place(line: str) -> tuple[str, int, int]:
    """File, line and column of a line of a report."""
    file, number, column = re.match(r"(.+?):(\d+):(\d+): ", line).groups()  # type: ignore[union-attr]
    return file, int(number), int(column)
