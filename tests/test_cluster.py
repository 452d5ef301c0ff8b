"""Pages made on a real Dask cluster of two worker processes are those made here."""

import os
import pickle
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from operator import methodcaller
from pathlib import Path
from threading import Event

import pytest

from plainspoken import crew, pipeline
from plainspoken.crew import Crew
from plainspoken.options import Options
from plainspoken.problems import Stop
from tests.built import published
from tests.conftest import BASE, ROOT, RunCommand

pytest.importorskip("distributed")

SCHEDULER = """
import sys
from distributed import LocalCluster
if __name__ == "__main__":
    with LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, host="127.0.0.1") as cluster:
        print(cluster.scheduler_address, [worker.pid for worker in cluster.workers.values()], flush=True)
        sys.stdin.read()
"""


@contextmanager
def started(folder: Path) -> Iterator[tuple[str, list[int], int]]:
    """A cluster whose processes stand in a folder: the address of its scheduler, its workers' ids, and the group that holds all of it."""
    process = subprocess.Popen([sys.executable, "-c", SCHEDULER], cwd=folder, env={**os.environ, "PYTHONPATH": str(folder)}, stdin=subprocess.PIPE,
                               stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, start_new_session=True)
    assert process.stdout and process.stdin
    address, _, workers = process.stdout.readline().partition(" ")
    try:
        yield address.removeprefix("tcp://"), [int(number) for number in workers.strip(" []\n").split(",")], process.pid
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait(30)
        process.stdin.close()
        process.stdout.close()


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[tuple[str, list[int], int]]:
    """One whose workers stand in a folder of their own and know our code, not our disk."""
    away = tmp_path / "away"
    shutil.copytree(ROOT / "plainspoken", away / "plainspoken", ignore=shutil.ignore_patterns("__pycache__"))
    with started(away) as running:
        yield running


def test_pages_made_on_a_cluster_are_those_made_here(cluster: tuple[str, list[int], int], tmp_path: Path, run: RunCommand) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    assert run("build", "--content", BASE, "--no-search", "--no-cache", "--output", here).code == 0
    done = run("build", "--content", BASE, "--no-search", "--no-cache", "--output", there, "--executor", f"dask://{cluster[0]}")
    assert done.code == 0, done.err
    assert len(published(here)) > 100
    assert published(there) == published(here)


def test_what_all_pages_are_made_with_travels_once_and_not_with_each_task(cluster: tuple[str, list[int], int]) -> None:
    large = [os.urandom(100_000)]
    with Crew(address=f"tcp://{cluster[0]}") as workers:
        parcel = workers.parcel(large)
        assert len(pickle.dumps(parcel)) < 500
        crew._opened.clear()
        assert list(workers.run(methodcaller("open"), iter([parcel] * 5), True)) == [large] * 5
        assert not crew._opened, "it was opened by the workers"


def test_a_worker_killed_in_the_middle_costs_a_retry(cluster: tuple[str, list[int], int], tmp_path: Path) -> None:
    killed: list[int] = []

    def kill(stage: str, done: int, _: int) -> None:
        if stage == "render" and done and not killed:
            killed.append(cluster[1][0])
            os.kill(cluster[1][0], signal.SIGKILL)
    options = Options(ROOT / "content", tmp_path / "there", ROOT / "templates", ROOT / "assets", cluster=f"tcp://{cluster[0]}")
    report = pipeline.build(options, kill)
    assert killed
    pipeline.build(replace(options, output=tmp_path / "here", cluster=""), lambda *_: None)
    assert report.pages > 400
    assert published(tmp_path / "there") == published(tmp_path / "here")


def test_a_scheduler_that_ends_during_the_build_is_the_environments_fault_in_a_line(cluster: tuple[str, list[int], int], tmp_path: Path,
                                                                                  caplog: pytest.LogCaptureFixture) -> None:
    killed: list[int] = []

    def kill(stage: str, done: int, _: int) -> None:
        if stage == "render" and done and not killed:
            killed.append(cluster[2])
            os.killpg(cluster[2], signal.SIGKILL)
    options = Options(ROOT / "content", tmp_path / "there", ROOT / "templates", ROOT / "assets", cluster=f"tcp://{cluster[0]}")
    with pytest.raises(Stop) as stopped:
        pipeline.build(options, kill)
    assert killed and stopped.value.code == 3 and not caplog.messages
    assert stopped.value.lines == [f"--executor dask://{cluster[0]}: the cluster ended, or its workers did; see that it runs, then build again"]
    assert not (tmp_path / "there").exists()


@pytest.mark.parametrize(("error", "told"), [(ConnectionResetError(104, "Connection reset by peer"), False), (ValueError("no fault of the cluster"), True)])
def test_a_connection_that_the_cluster_drops_is_told_by_us_alone(cluster: tuple[str, list[int], int], caplog: pytest.LogCaptureFixture,
                                                                 error: Exception, told: bool) -> None:
    async def drop() -> None:
        done.set()
        raise error
    done = Event()
    with Crew(address=f"tcp://{cluster[0]}") as workers:
        loop = workers._client().loop
        loop.add_callback(drop)
        assert done.wait(10)
        assert sorted(workers.run(str, iter(range(3)), True)) == ["0", "1", "2"]
    assert bool(caplog.messages) is told


def test_workers_that_do_not_know_our_code_are_the_environments_fault_in_a_line(tmp_path: Path, run: RunCommand) -> None:
    bare = tmp_path / "bare"
    bare.mkdir()
    with started(bare) as (address, _, _):
        done = run("build", "--content", BASE, "--no-search", "--no-cache", "--output", tmp_path / "there", "--executor", f"dask://{address}")
    assert done.code == 3
    assert done.err.splitlines()[-1] == (f"--executor dask://{address}: its workers cannot use our code (No module named 'plainspoken'); "
                                         "put this project where they run, as it is here")
    assert not (tmp_path / "there").exists()


def test_an_address_where_nobody_answers_is_the_environments_fault(tmp_path: Path, run: RunCommand, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crew, "WAIT", 1.0)
    done = run("build", "--no-search", "--no-cache", "--output", tmp_path / "output", "--executor", "dask://127.0.0.1:9")
    assert done.code == 3 and "nobody answers there" in done.err.splitlines()[-1]
    assert not (tmp_path / "output").exists()


def test_an_executor_of_another_kind_is_refused(tmp_path: Path, run: RunCommand) -> None:
    done = run("build", "--executor", "ssh://x")
    assert (done.code, done.err.splitlines()[0]) == (2, "--executor ssh://x: the address of a Dask scheduler was expected, dask://host:port")
