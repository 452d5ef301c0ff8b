"""What many tests need: a small valid site to break, and the command line, in this process or in one of its own."""

import fcntl
import io
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path
from types import CodeType
from typing import Any, NamedTuple

import pytest

from plainspoken import cli, render
from tests import figures, servers

ROOT = Path(__file__).resolve().parent.parent
BASE = ROOT / "tests" / "broken-base" / "content"
DEFAULTS = {str(path.relative_to(BASE)): path.read_bytes() for path in sorted(BASE.rglob("*")) if path.is_file()}
"""The smallest complete site: one town, one framework, one paper, one inspection with its plan and summary."""

LONGEST = ("browser/test_kinds.py", "test_memo.py", "browser/test_phone.py", "browser/test_searching.py", "browser/test_printing.py", "test_withdrawn.py",
           "test_validity.py", "browser/test_trace.py", "browser/test_look.py", "browser/test_edition.py", "browser/test_sorting.py", "test_determinism.py",
           "test_serve.py", "test_broken.py", "test_cli.py", "test_publish.py")
"""Files that take long, the longest first, so that no core is left with one of them when all others are done."""

Files = Mapping[str, str | bytes | None]
"""Path below content/ -> what stands there; None for a file that is taken away."""


class Run(NamedTuple):
    """What a command left behind."""

    code: int
    out: str
    err: str

    @property
    def problems(self) -> list[str]:
        """The lines of a report, without the closing count."""
        return self.err.splitlines()[:-1]


MakeSite = Callable[..., Path]
RunCommand = Callable[..., Run]


@contextmanager
def _compiling_once(parts: int) -> Iterator[None]:
    """What jinja2 makes of a template hangs on its text, its name and the place it came from, so many of which tell templates apart here."""
    compiled: dict[tuple[Any, ...], CodeType] = {}
    whole = render.Environment.compile

    def once(environment: render.Environment, *given: Any) -> CodeType:
        if given[:parts] not in compiled:
            compiled[given[:parts]] = whole(environment, *given)
        return compiled[given[:parts]]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(render.Environment, "compile", once)
        yield


@pytest.fixture(scope="session", autouse=True)
def _compiled_once() -> Iterator[None]:
    """A build makes the code of its templates anew; the builds of tests share it."""
    with _compiling_once(3):
        yield


@pytest.fixture(scope="module")
def compiled_anywhere() -> Iterator[None]:
    """So do builds with copies of the same templates, where none tells the place of a template."""
    with _compiling_once(2):
        yield


@pytest.fixture
def make_site(tmp_path: Path) -> MakeSite:
    """`make_site({"topics.yaml": None})` writes the small site with that difference; the content folder comes back."""
    def make(files: Files | None = None) -> Path:
        content = tmp_path / "content"
        for path, text in {**DEFAULTS, **(files or {})}.items():
            if text is not None:
                (content / path).parent.mkdir(parents=True, exist_ok=True)
                (content / path).write_bytes(text.encode() if isinstance(text, str) else text)
        return content
    return make


@pytest.fixture(scope="session")
def run() -> RunCommand:
    """`run("check", "--content", folder)` is the command line in this process."""
    def run_here(*arguments: object) -> Run:
        out, err = io.StringIO(), io.StringIO()
        with redirect_stdout(out), redirect_stderr(err):
            try:
                code = cli.main([str(argument) for argument in arguments], ROOT)
            except SystemExit as left:  # --help and --version
                code = int(left.code or 0)
        return Run(code, out.getvalue(), err.getvalue())
    return run_here


@pytest.fixture(scope="session")
def run_process() -> RunCommand:
    """`run_process("check", before=["setpriv", …])` is build.py as a person would start it."""
    def run_there(*arguments: object, before: list[str] | None = None, cwd: Path = ROOT) -> Run:
        command = [*(before or []), sys.executable, str(ROOT / "build.py"), *map(str, arguments)]
        done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, errors="backslashreplace", timeout=60, check=False)
        return Run(done.returncode, done.stdout, done.stderr)
    return run_there


@pytest.fixture
def problems_of(make_site: MakeSite, run: RunCommand) -> Callable[[Files], list[str]]:
    """`problems_of({"topics.yaml": ""})` is the report of `check` on the small site with that difference."""
    def problems(files: Files) -> list[str]:
        done = run("check", "--content", make_site(files))
        assert done.code in {0, 2}, done.err
        return done.problems
    return problems


def once(factory: pytest.TempPathFactory, name: str, *arguments: str) -> Path:
    """The real portal, built with these arguments once for all workers of a run; nobody may change it."""
    own = factory.getbasetemp()
    folder = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / name
    folder.mkdir(exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "done").exists():
            assert cli.main(["build", *arguments, "--output", str(folder / "output")], ROOT) == 0
            (folder / "done").touch()
    return folder / "output"


@pytest.fixture(scope="session")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real portal, built for an address that is no example, so that codes and addresses are printed."""
    return once(tmp_path_factory, "portal", "--base-url", "https://portal.plainspoken-of-the-longest-county-council.gov.uk/")


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real portal, by the address its own pages name."""
    return once(tmp_path_factory, "example")


@pytest.fixture(scope="session")
def hosted(portal: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """A port where nginx serves it, with the settings README.md gives."""
    with servers.nginx(portal, tmp_path_factory.mktemp("nginx")) as port:
        yield port


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes long."""
    order = {ROOT / "tests" / name: number for number, name in enumerate(LONGEST)}
    assert all(path.is_file() for path in order)
    items.sort(key=lambda item: order.get(item.path, len(order)))


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any, error: object) -> None:
    """Take over the tables of a worker of pytest-xdist."""
    figures.tables.update(getattr(node, "workeroutput", {}).get("tables", {}))


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Hand tables to the process that shows them, where that is another."""
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["tables"] = figures.tables


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """What the tests measured, as tables."""
    for line in figures.lines():
        terminalreporter.write_line(line)
