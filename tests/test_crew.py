"""Tasks go through any executor; a worker that is killed costs them a second try."""

import os
import pickle
import signal
import time
from multiprocessing import active_children
from operator import methodcaller
from pathlib import Path
from typing import NamedTuple

import pytest

from plainspoken import crew, journal, pipeline, publish, site
from plainspoken.crew import Crew
from plainspoken.options import Options
from plainspoken.problems import Stop
from tests.conftest import BASE, ROOT
from tests.test_publish import in_own_mounts


class Killing(NamedTuple):
    """Work that ends its worker when it is done for the first time."""

    number: int
    place: Path
    """What is there once it was."""
    always: bool = False


def done(task: Killing) -> int:
    mark = task.place / str(task.number)
    if task.number % 5 == 2 and (task.always or not mark.exists()):
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return task.number


def slow(number: int) -> float:
    time.sleep(0.02)
    return time.monotonic()


@pytest.mark.parametrize("many", [False, True])
def test_every_task_gives_its_result_once(many: bool, tmp_path: Path) -> None:
    with Crew(2) as workers:
        found = sorted(workers.run(str, iter(range(50)), many))
    assert found == sorted(map(str, range(50)))


def test_a_worker_that_is_killed_costs_a_second_try_and_nothing_more(tmp_path: Path) -> None:
    with Crew(2) as workers:
        found = sorted(workers.run(done, (Killing(number, tmp_path) for number in range(10)), True))
    assert sorted(found) == list(range(10))
    assert len(list(tmp_path.iterdir())) == 2


def test_a_worker_killed_while_a_result_is_being_handled_costs_no_task_and_doubles_none() -> None:
    found: list[str] = []
    with Crew(2) as workers:
        for result in workers.run(str, iter(range(20)), True):
            found.append(result)
            if len(found) == 6:  # the pool breaks here, and the next task that is sent is the first to learn of it
                kill_one(workers)
    assert sorted(found) == sorted(map(str, range(20)))


def kill_one(workers: Crew) -> None:
    """Kill a worker, and wait until the pool knows."""
    pool = workers._processes
    assert pool
    os.kill(next(iter(pool._processes)), signal.SIGKILL)
    end = time.monotonic() + 30
    while not pool._broken and time.monotonic() < end:
        time.sleep(0.01)
    assert pool._broken


def test_workers_that_are_killed_again_and_again_stop_the_build_with_the_environments_code(tmp_path: Path) -> None:
    with Crew(2) as workers, pytest.raises(Stop) as stopped:
        list(workers.run(done, (Killing(number, tmp_path, always=True) for number in range(4)), True))
    assert stopped.value.code == 3 and "ended from outside" in stopped.value.lines[0]


def test_tasks_are_made_only_when_a_worker_is_about_to_be_free() -> None:
    asked: list[int] = []

    def tasks() -> "object":
        for number in range(30):
            asked.append(number)
            yield number
    with Crew(2) as workers:
        results = workers.run(slow, tasks(), True)  # type: ignore[arg-type]
        next(results)
        assert len(asked) <= 2 * crew.AHEAD + 1
        assert len(list(results)) == 29


def test_a_parcel_is_packed_once_and_opened_once_in_a_process() -> None:
    value = {"a": 1}
    with Crew(2) as workers:
        parcel = workers.parcel(value)
        first, again = (pickle.loads(pickle.dumps(parcel)) for _ in range(2))
        assert first.open() == value and first.open() is again.open() is not value
        assert workers._folder and len(list(Path(workers._folder.name).iterdir())) == 1


def test_a_temporary_folder_without_room_is_named(tmp_path: Path) -> None:
    in_own_mounts(
        """
import tempfile
from plainspoken.crew import Crew
tempfile.tempdir = str(folder)
subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "none", str(folder)], check=True)
with Crew(2) as workers:
    stop = stopped(lambda: workers.parcel(os.urandom(100_000)).pack())
assert (stop.code, stop.lines) == (3, [f"{folder}: No space left on device"]), stop.lines
assert not list(folder.iterdir())
print("looked")
""",
        tmp_path,
    )


class Unsendable(NamedTuple):
    """A task for which there is no room."""

    number: int

    def __reduce__(self) -> str:
        raise Stop(["no room"], 3)


@pytest.mark.parametrize("attempt", range(5))
def test_a_task_that_cannot_be_sent_ends_the_run_and_leaves_nobody_waiting(attempt: int) -> None:
    with pytest.raises(Stop, match="no room"), Crew(2) as workers:
        for _ in workers.run(str, iter([1, 2, 3, *map(Unsendable, range(4))]), True):
            pass
    assert not active_children()


def test_nothing_is_packed_for_tasks_that_are_done_here() -> None:
    value = {"a": lambda: 1}  # which could not be packed
    with Crew(2) as workers:
        parcel = workers.parcel(value)
        assert list(workers.run(methodcaller("open"), iter([parcel]), False)) == [value]
        assert not workers._folder


def test_what_workers_wrote_is_cleared_away_when_they_have_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    busy = list[int]()

    def interrupt(stage: str, done: int, _: int) -> None:
        if stage == "render" and done:
            busy.append(len(active_children()))
            raise KeyboardInterrupt

    def cleared(output: Path) -> None:
        busy.append(len(active_children()))
        journal.discard(output)
    monkeypatch.setattr(publish, "discard", cleared)
    monkeypatch.setattr(site, "MANY", 0)
    options = Options(BASE, tmp_path / "output", ROOT / "templates", ROOT / "assets", jobs=2)
    with pytest.raises(KeyboardInterrupt):
        pipeline.build(options, interrupt)
    assert busy[-2] > 0 and busy[-1] == 0
    assert not (tmp_path / "output").exists()
