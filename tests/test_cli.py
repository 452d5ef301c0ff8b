"""What was typed becomes a stage run, its lines and its exit code: 0, 2 or 3, and never a traceback."""

import io
import os
import pty
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from plainspoken import __version__, cli, pipeline
from plainspoken.cli import Progress
from tests.conftest import BASE, ROOT, MakeSite, RunCommand

WITHOUT_RIGHTS = ["setpriv", "--bounding-set=-dac_override,-dac_read_search", "--inh-caps=-dac_override,-dac_read_search"]
"""The superuser reads every file, whatever its mode; without these two capabilities it does not."""

NO_BASE = "cannot be where the portal stands: write https://, a host and perhaps folders, without ?, #, @, spaces and .."


def test_check_says_how_much_there_is(run: RunCommand) -> None:
    assert run("check", "--content", ROOT / "content").out.count("\n") == 1
    done = run("check", "--content", BASE)
    assert (done.code, done.err, done.out.splitlines()[0]) == (
        0, "", "No problem found in 11 files: 1 inspection of 1 authority, 1 plan, 1 paper.")


def test_build_is_what_happens_when_no_command_is_given(run: RunCommand, tmp_path: Path) -> None:
    done = run("--content", BASE, "--output", tmp_path / "output")
    assert (done.code, done.err) == (0, "read\ncheck\nrender\naudit\nsearch\npublish\n")
    assert done.out.splitlines()[0].endswith(" s.") and " pages in " in done.out
    assert "base_address is still an example" in done.out
    assert (tmp_path / "output" / "index.html").is_file()


def test_pages_that_readers_expect_are_missed(make_site: MakeSite, run: RunCommand, tmp_path: Path) -> None:
    """Of our own portal nothing is: it has them all."""
    missed = "Not written yet: pages/about.md, pages/accessibility.md. Readers, and in places the law, expect"
    folder = make_site({"pages/privacy.md": "We keep nothing.\n"})
    assert f"\n{missed}" in run("check", "--content", folder).out
    for _ in range(2):  # the second has nothing to do
        assert f"\n{missed}" in run("build", "--content", folder, "--output", tmp_path / "output", "--no-search").out
    assert "Not written" not in run("check").out


def test_another_address_replaces_the_portals(run: RunCommand, tmp_path: Path) -> None:
    done = run("build", "--content", BASE, "--output", tmp_path / "output", "--base-url", "https://portal.riverton.org.uk/x/")
    assert (done.code, "example" in done.out) == (0, False)
    assert "https://portal.riverton.org.uk/x/" in (tmp_path / "output" / "index.html").read_text()


@pytest.mark.parametrize(("typed", "told"), [
    (["chekc"], 'there is no command "chekc" (did you mean "check"?)'),
    (["x\n\x1b[2K"], r'there is no command "x\x0a\x1b[2K"'),
    (["--jobs", "many"], "argument --jobs: many is not a number from 0 to 65535"),
    (["serve", "--port", "65536"], "argument --port: 65536 is not a number from 0 to 65535"),
    (["--contents", "x"], "unrecognized arguments: --contents x"),
    (["check", "\ud800"], r"unrecognized arguments: \ud800"),
    (["build", "--base-url", "portal.example"], f'argument --base-url: "portal.example" {NO_BASE}'),
    (["build", "--base-url", ""], f'argument --base-url: "" {NO_BASE}'),
    (["build", "--base-url", "https:///x"], f'argument --base-url: "https:///x" {NO_BASE}'),
    (["build", "--base-url", "https://a.org/?b=c"], f'argument --base-url: "https://a.org/?b=c" {NO_BASE}'),
    (["check", "--content", ""], "argument --content: the name of a folder was expected, and nothing is there"),
    (["build", "--output", " "], "argument --output: the name of a folder was expected, and nothing is there"),
    (["check", "--content", "nope"], "argument --content: there is no folder nope"),
    (["build", "--content", "nope"], "argument --content: there is no folder nope"),
    (["serve", "--content", "nope"], "argument --content: there is no folder nope"),
    (["new", "authority", "newtown", "--content", "nope"], "argument --content: there is no folder nope"),
    (["check", "--evidence", "nope"], "argument --evidence: there is no folder nope"),
    (["check", "--content", __file__], f"argument --content: {__file__} is no folder"),
    (["check", "--content", f"{__file__}/x"], f"argument --content: there is no folder {__file__}/x"),
    (["new"], "the following arguments are required: kind"),
])
def test_a_slip_in_typing_is_one_line_and_exit_2(run: RunCommand, typed: list[str], told: str) -> None:
    done = run(*typed)
    assert (done.code, done.out) == (2, "")
    assert done.err.splitlines()[0] == told


def test_help_and_version_are_no_fault(run: RunCommand) -> None:
    assert run("--version") == (0, f"Plainspoken {__version__}\n", "")
    for command in ("", *cli.COMMANDS):
        done = run(*filter(None, [command, "--help"]))
        assert (done.code, done.err) == (0, "")
        assert done.out.startswith("usage: build.py")


def test_the_content_folder_may_be_the_current_one(make_site: MakeSite, run_process: RunCommand) -> None:
    folder = make_site({"topics.yaml": ""})
    for given in (".", "../content/", folder):
        done = run_process("check", "--content", given, cwd=folder)
        assert (done.code, done.problems) == (2, ["content/topics.yaml:1:1: the file is empty"])


def test_a_folder_of_an_odd_name_that_is_missing_is_told_in_one_line(run: RunCommand, tmp_path: Path) -> None:
    done = run("build", "--content", tmp_path / "no\nsuch", "--output", tmp_path / "output")
    assert (done.code, done.out, done.err.splitlines()[0]) == (2, "", rf"argument --content: there is no folder {tmp_path}/no\x0asuch")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("command", ["check", "build"])
def test_a_checkout_without_its_content_is_the_environments_fault(tmp_path: Path, capsys: pytest.CaptureFixture[str], command: str) -> None:
    assert cli.main([command], tmp_path) == 3
    assert capsys.readouterr().err.splitlines()[-1] == f"{tmp_path}/content: No such file or directory"


@pytest.mark.parametrize(("content", "output", "told"), [
    ("content", "content/output", "lies in the content folder"),
    ("content", "content", "is the content folder"),
    ("site/content", "site", "holds the content folder"),
    ("content", "linked/portal", "lies in the content folder"),
    ("content", str(ROOT / "templates/portal"), "lies in the templates"),
    ("content", str(ROOT / "assets"), "is the assets"),
    ("content", str(ROOT), "holds the templates"),
])
def test_what_is_read_and_what_is_written_stand_apart(run: RunCommand, tmp_path: Path, content: str, output: str, told: str) -> None:
    shutil.copytree(BASE, tmp_path / content)
    (tmp_path / "linked").symlink_to(tmp_path / content)
    before = sorted(tmp_path.rglob("*"))
    done = run("build", "--content", tmp_path / content, "--output", tmp_path / output)
    assert (done.code, done.out) == (2, "")
    assert [line.partition(", \"")[0] for line in done.err.splitlines()] == [f"--output {tmp_path / output}: it {told}"]
    assert done.err.endswith("; choose a folder apart from it\n")
    assert sorted(tmp_path.rglob("*")) == before and not (ROOT / "templates/portal").exists()


def test_an_output_beside_the_content_is_let_through(run: RunCommand, tmp_path: Path) -> None:
    shutil.copytree(BASE, tmp_path / "content")
    assert run("build", "--content", tmp_path / "content", "--output", tmp_path / "content-out", "--no-search").code == 0


@pytest.mark.parametrize("path", ["topics.yaml", "sources", "inspections/riverton/visit-2021/summary.md", "."])
def test_a_missing_right_is_told_with_the_path_and_the_systems_reason(make_site: MakeSite, run_process: RunCommand, path: str) -> None:
    folder = make_site()
    before = [] if os.geteuid() else WITHOUT_RIGHTS
    if before and (not shutil.which("setpriv") or subprocess.run([*before, "true"], check=False, capture_output=True).returncode):
        pytest.skip("the superuser reads everything, and setpriv is not there to take that right away")
    (folder / path).chmod(0)
    try:
        done = run_process("check", "--content", folder, before=before)
    finally:
        (folder / path).chmod(0o700)
    assert done == (3, "", f"{folder / path}: Permission denied\n")


def test_every_command_ends_well_when_nobody_reads_it(run_process: RunCommand, make_site: MakeSite) -> None:
    """A pipe whose reader has left, and a full disk, by the shell: the exit code says what happened to the work."""
    big = make_site({"topics.yaml": "a: b\n" * 5000})
    python, build = sys.executable, ROOT / "build.py"

    def shell(line: str) -> tuple[int, str]:
        environment = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
        done = subprocess.run(["bash", "-c", line], capture_output=True, text=True, timeout=60, check=False, env=environment)
        return done.returncode, done.stderr
    left = "| (exec 0<&-; sleep 0.1); exit ${PIPESTATUS[0]}"
    assert shell(f"'{python}' '{build}' check --content '{BASE}' {left}") == (0, "")
    assert shell(f"'{python}' '{build}' check --content '{big}' 2>&1 {left}") == (2, "")
    assert shell(f"'{python}' '{build}' check --content '{big}' 2>&-") == (2, "")
    if Path("/dev/full").exists():
        assert shell(f"'{python}' '{build}' check --content '{BASE}' >/dev/full") == (3, f"{ROOT}: No space left on device\n")
        assert shell(f"'{python}' '{build}' check --content '{big}' 2>/dev/full") == (2, "")


@pytest.mark.parametrize("encoding", ["ascii", "latin-1:strict"])
def test_a_terminal_that_lacks_a_letter_is_shown_its_code(encoding: str, tmp_path: Path, run_process: RunCommand, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONIOENCODING", encoding)
    done = run_process("build", "--content", BASE, "--no-search", "--no-cache", "--output", tmp_path / "ö…")
    assert done.code == 0, done.err
    assert r"\u2026: " in done.out and " files written" in done.out
    assert (tmp_path / "ö…" / "index.html").is_file()


def test_an_interrupted_build_says_so(run: RunCommand, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt
    monkeypatch.setattr(pipeline, "load", interrupted)
    assert run("check") == (3, "", "Stopped.\n")


def test_a_disk_that_fails_anywhere_is_the_environments_fault(run: RunCommand, monkeypatch: pytest.MonkeyPatch) -> None:
    def torn(*_: object) -> None:
        raise OSError(5, "Input/output error", "/content/a\x1b.yaml")
    monkeypatch.setattr(pipeline, "load", torn)
    assert run("check") == (3, "", "/content/a\\x1b.yaml: Input/output error\n")


class Terminal(io.StringIO):
    """A stream that says it is one."""

    def isatty(self) -> bool:
        return True


def test_a_long_step_shows_a_bar_on_a_terminal() -> None:
    stream = Terminal()
    progress = Progress(stream)
    progress("read", 0, 0)
    progress("render", 50, 100)
    progress("render", 100, 100)
    progress.end()
    lines = stream.getvalue().split("\r\x1b[K")
    assert lines[1] == "read"
    assert lines[-2] == f"render   [{'#' * 30}] 100 of 100"
    assert lines[-1] == ""


def test_it_shows_a_plain_line_a_stage_elsewhere() -> None:
    stream = io.StringIO()
    progress = Progress(stream)
    for done in range(3):
        progress("render", done, 2)
    progress("audit", 0, 0)
    progress.end()
    assert stream.getvalue() == "render\naudit\n"


def test_problems_begin_on_a_clear_line_of_a_terminal(make_site: MakeSite, tmp_path: Path) -> None:
    folder = make_site({"topics.yaml": ""})
    ours, theirs = pty.openpty()
    command = [sys.executable, str(ROOT / "build.py"), "--content", str(folder), "--output", str(tmp_path / "output")]
    done = subprocess.run(command, stderr=theirs, stdout=subprocess.PIPE, timeout=60, check=False)
    os.close(theirs)
    shown = os.read(ours, 100_000).decode()
    os.close(ours)
    assert done.returncode == 2
    assert shown.endswith("\r\x1b[Kcontent/topics.yaml:1:1: the file is empty\r\n1 problem. Nothing was published.\r\n")
