"""A process ends at once, with its code, and with all that it said."""

import os
import shutil
import signal
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path
from time import monotonic, sleep

import pytest

from tests.conftest import ROOT

BUFFERED = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
"""What is said waits until it is sent, as it does for most people."""


def ended(code: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run([sys.executable, "-c", textwrap.dedent(code)], capture_output=True, text=True, timeout=60, check=False, env=BUFFERED)


@pytest.mark.parametrize("number", [0, 2, 3])
def test_a_process_leaves_with_its_code_and_what_it_said_is_out(number: int) -> None:
    done = ended(f"""
        import sys
        from plainspoken.ending import leave
        print("said " * 10_000, end="")
        print("also said", end="", file=sys.stderr)
        leave({number})
    """)
    assert (done.returncode, done.stdout, done.stderr) == (number, "said " * 10_000, "also said")


def test_what_a_process_keeps_is_not_put_away_at_its_end() -> None:
    done = ended("""
        from plainspoken.ending import keep, leave
        class Large:
            def __del__(self):
                print("put away")
        keep(Large())
        leave(0)
    """)
    assert (done.returncode, done.stdout) == (0, "")


def test_a_thread_that_still_runs_ends_first() -> None:
    done = ended("""
        import threading, time
        from plainspoken.ending import leave
        threading.Thread(target=lambda: (time.sleep(0.5), print("the thread has ended"))).start()
        leave(2)
    """)
    assert (done.returncode, done.stdout) == (2, "the thread has ended\n")


def test_nobody_reading_what_was_said_is_no_fault() -> None:
    telling = "from plainspoken.ending import leave; import time; time.sleep(0.5); print(1); leave(0)"
    line = f"{sys.executable} -c '{telling}' | true; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", line], capture_output=True, text=True, timeout=60, check=False, env=BUFFERED)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_worker_ends_without_putting_away_what_it_holds() -> None:
    done = ended("""
        import sys
        from plainspoken.ending import set_up_worker
        set_up_worker()
        class Large:
            def __del__(self):
                print("put away", flush=True)
        large = Large()
        sys.exit(0)
    """)
    assert (done.returncode, done.stdout) == (0, "")


WORKERS = "--multiprocessing-fork"
"""What the command line of a worker process holds."""


def others(session: int) -> list[str]:
    """The command lines of what still runs of a session, by the system's own list."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            state, _, _, its = (folder / "stat").read_text().rpartition(")")[2].split()[:4]
            line = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode()
        except OSError:
            continue
        if int(its) == session and state != "Z" and int(folder.name) != session:
            found.append(line)
    return found


class Building:
    """A real build in a session of its own, and what it leaves."""

    def __init__(self, folder: Path) -> None:
        self.output, self.work = folder / "output", folder / "work"
        self.work.mkdir()
        command = [sys.executable, str(ROOT / "build.py"), "--no-search", "--no-cache", "--jobs", "2", "--output", str(self.output)]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True,
                                        env={**os.environ, "TMPDIR": str(self.work)})

    def until(self, workers: int) -> "Building":
        """Wait until so many workers are there."""
        end = monotonic() + 60
        while sum(WORKERS in line for line in others(self.process.pid)) < workers:
            assert self.process.poll() is None and monotonic() < end
            sleep(0.01)
        return self

    def end(self, number: int, all_of_it: bool = False) -> tuple[int, str]:
        """Signal it, or all its processes as a terminal does; its code, and what it said when the last of them has ended."""
        (os.killpg if all_of_it else os.kill)(self.process.pid, number)
        code = self.process.wait(30)
        end = monotonic() + 5
        while others(self.process.pid) and monotonic() < end:
            sleep(0.05)
        assert not others(self.process.pid)
        assert self.process.stderr
        return code, self.process.stderr.read()

    def drafted(self) -> bool:
        """Whether a page waits to be published."""
        return any((self.output / ".plainspoken" / "drafts").rglob("*.html"))


@pytest.fixture(autouse=True)
def _heard() -> Iterator[None]:
    """A shell has what it starts in the background ignore Ctrl-C, and with it whatever that starts; here it is to be heard."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.fixture
def building(tmp_path: Path) -> Iterator[Building]:
    if not Path("/proc/self/stat").exists():
        pytest.skip("the system does not tell of its processes in /proc")
    begun = Building(tmp_path)
    yield begun
    if begun.process.poll() is None or others(begun.process.pid):
        os.killpg(begun.process.pid, signal.SIGKILL)
    begun.process.communicate(timeout=30)


def test_no_worker_outlives_a_build_that_is_killed(building: Building) -> None:
    code, _ = building.until(workers=2).end(signal.SIGKILL)
    assert code == -signal.SIGKILL


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_build_that_is_asked_to_end_says_so_and_leaves_nothing(building: Building, number: int) -> None:
    code, told = building.until(workers=2).end(number)
    assert (code, told.splitlines()[-1]) == (3, "Stopped.")
    assert not list(building.work.iterdir()) and not building.output.exists()


def test_ctrl_c_while_workers_start_shows_one_line(building: Building) -> None:
    code, told = building.until(workers=1).end(signal.SIGINT, all_of_it=True)
    assert (code, told) == (3, "read\ncheck\nrender\nStopped.\n")
    assert not list(building.work.iterdir()) and not building.output.exists()


@pytest.mark.parametrize("all_of_it", [True, False])
def test_ctrl_c_while_pages_are_made_leaves_none_of_them(building: Building, all_of_it: bool) -> None:
    end = monotonic() + 60
    while not building.drafted():
        assert building.process.poll() is None and monotonic() < end
        sleep(0.02)
    code, told = building.end(signal.SIGINT, all_of_it)
    assert (code, told.replace("render\n", "")) == (3, "read\ncheck\nStopped.\n")
    assert not list(building.work.iterdir()) and not building.output.exists()


def test_ctrl_c_before_anything_has_begun_shows_one_line(tmp_path: Path) -> None:
    slow = tmp_path / "plainspoken"
    slow.mkdir()
    (slow / "__init__.py").write_text("print(flush=True); import time; time.sleep(30)")
    shutil.copy(ROOT / "build.py", tmp_path)
    process = subprocess.Popen([sys.executable, str(tmp_path / "build.py")], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout and process.stdout.readline()
    process.send_signal(signal.SIGINT)
    assert process.communicate(timeout=20)[1] == "Stopped.\n"
    assert process.returncode == 3
