"""Watching: what counts as a change, and when."""

import os
import threading
from pathlib import Path
from time import monotonic, sleep

import pytest

from plainspoken import watcher


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "deep" / "deeper").mkdir(parents=True)
    (tmp_path / "deep" / "deeper" / "one.yaml").write_text("one")
    return tmp_path


def test_a_look_sees_every_file_and_folder(folder: Path) -> None:
    seen = watcher.look([folder])
    assert sorted(seen) == [str(folder / path) for path in ("deep", "deep/deeper", "deep/deeper/one.yaml")]
    assert watcher.look([folder]) == seen


def test_a_time_set_back_does_not_hide_an_edit_of_the_same_size(folder: Path) -> None:
    file = folder / "deep" / "deeper" / "one.yaml"
    before, seen = file.stat(), watcher.look([folder])
    sleep(0.02)
    file.write_text("two")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert file.stat().st_mtime_ns == before.st_mtime_ns
    assert watcher.look([folder]) != seen


def test_a_file_put_in_the_place_of_another_is_a_change(folder: Path) -> None:
    seen = watcher.look([folder])
    (folder / ".new").write_text("two")
    os.replace(folder / ".new", folder / "deep" / "deeper" / "one.yaml")
    assert watcher.look([folder]) != seen


def test_what_is_never_content_is_no_change(folder: Path) -> None:
    seen = watcher.look([folder])
    for name in (".one.yaml.swp", "one.yaml~", ".git/index"):
        (folder / "deep" / name).parent.mkdir(exist_ok=True)
        (folder / "deep" / name).write_text("an editor's own")
    assert watcher.look([folder]) == seen


def test_folders_that_come_and_go_are_changes(folder: Path) -> None:
    seen = watcher.look([folder, folder / "later"])
    (folder / "later").mkdir()
    assert watcher.look([folder, folder / "later"]) != seen


def test_an_edit_is_noticed_within_three_tenths_of_a_second(folder: Path) -> None:
    seen = watcher.look([folder])
    made: list[float] = []

    def edit() -> None:
        made.append(monotonic())
        (folder / "two.yaml").write_text("two")
    threading.Timer(0.25, edit).start()
    now = watcher.wait([folder], seen, 10)
    assert now != seen
    assert monotonic() - made[0] < 0.45  # 0.2 at most on a machine with nothing else to do


def test_a_burst_of_saves_is_one_change(folder: Path) -> None:
    seen = watcher.look([folder])

    def save() -> None:
        for number in range(10):
            (folder / f"{number}.yaml").write_text("saved")
            sleep(0.04)
    burst = threading.Thread(target=save)
    burst.start()
    now = watcher.wait([folder], seen, 10)
    assert not burst.is_alive()
    assert len(now) == len(seen) + 10
    assert watcher.wait([folder], now, 0.3) == now


def test_a_burst_without_end_counts_all_the_same(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watcher, "LONGEST", 0.5)
    seen, ended = watcher.look([folder]), threading.Event()

    def save() -> None:
        while not ended.wait(0.02):
            with (folder / "log.txt").open("a") as file:
                file.write("more\n")
    burst = threading.Thread(target=save)
    burst.start()
    started = monotonic()
    assert watcher.wait([folder], seen, 10) != seen
    ended.set()
    burst.join()
    assert monotonic() - started < 3
