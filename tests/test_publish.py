"""Publishing, with real files: killed at every step, refused, out of space, and twice at once."""

import errno
import hashlib
import itertools
import json
import os
import shutil
import signal
import subprocess
import sys
import traceback
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path, PurePosixPath

import pytest

from plainspoken import journal
from plainspoken.journal import Change, Draft
from plainspoken.problems import Stop
from plainspoken.publish import Published, claim, opened, publish, recover

Tree = dict[str, bytes | None]
"""Path below a folder -> bytes of the file, or None for a folder."""

ROOT = Path(__file__).resolve().parent.parent
STATE = ".plainspoken"
KILLED = 9
OLD = {
    "index.html": b"old home",
    "kept/index.html": b"kept",
    "site.css": b"old style",
    "data/a.csv": b"a,b\n",
    "gone/index.html": b"gone",
    "gone/deep/page.html": b"gone too",
    "shared/gone.html": b"gone, beside a file that is not ours",
    "becomes-folder": b"a file",
    "becomes-file/index.html": b"in a folder",
    "becomes-file/deep/index.html": b"deep in a folder",
}
NEW = {
    "index.html": b"new home, longer than the old",
    "kept/index.html": b"kept",
    "site.css": b"new style",
    "data/a.csv": b"a,c\n",
    "new/deep/index.html": b"new",
    "new/picture.svg": b"<svg/>",
    "becomes-folder/index.html": b"in a folder now",
    "becomes-folder/deep/data.json": b"{}",
    "becomes-file": b"a file now",
}
FOREIGN = {".gitignore": b"*\n", "CNAME": b"example.org\n", "shared/notes.txt": b"mine\n", "kept/mine.html": b"mine\n"}


@pytest.fixture(autouse=True)
def no_waiting_for_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hundreds of small publishes; what is asked of the disk, and when, has a test of its own."""
    monkeypatch.setattr(os, "fsync", lambda descriptor: None)


def fill(folder: Path, files: Mapping[str, bytes]) -> None:
    for path, data in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)


def tree(folder: Path) -> Tree:
    """Everything below the folder; of a link, where it leads."""
    found: Tree = {}
    for base, folders, names in os.walk(folder):
        for name in folders + names:
            place = Path(base, name)
            path = place.relative_to(folder).as_posix()
            if place.is_symlink():
                found[path] = b"-> " + os.fsencode(os.readlink(place))
            elif place.is_file():
                found[path] = place.read_bytes()
            else:
                found[path] = None
    return found


def site(folder: Path) -> Tree:
    """What a reader can reach: all but our own folder."""
    return {path: data for path, data in tree(folder).items() if path.split("/")[0] != STATE}


def site_files(folder: Path) -> dict[str, bytes]:
    return {path: data for path, data in site(folder).items() if data is not None}


def whole(*parts: Mapping[str, bytes]) -> Tree:
    """The tree of these files, with the folders they need and no other."""
    found: Tree = {}
    for path, data in ((path, data) for part in parts for path, data in part.items()):
        found.update({str(parent): None for parent in PurePosixPath(path).parents if str(parent) != "."})
        found[path] = data
    return found


def times(folder: Path) -> dict[str, tuple[int, int]]:
    """Inode and time of change of everything, so that a rewrite with equal bytes shows too."""
    return {
        str(path.relative_to(folder)): (path.lstat().st_ino, path.lstat().st_mtime_ns) for path in folder.rglob("*")
    }


def stopped(work: Callable[[], object]) -> Stop:
    with pytest.raises(Stop) as caught:
        work()
    return caught.value


def forked(work: Callable[[], object]) -> int:
    """Do the work in a process of its own. Back comes 0, the code of a Stop, KILLED, or 1 for a bug."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            work()
            code = 0
        except Stop as stop:
            code = stop.code
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def watch_steps(before_step: Callable[[str, object], None]) -> None:
    """In this process, from now on: call this just before the disk is changed, with what will happen and to what.

    Audit events see every way of opening, renaming, making and removing, whichever function is called.
    """

    def hook(event: str, details: tuple[object, ...]) -> None:
        if event == "open":
            if isinstance(details[2], int) and details[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
                before_step("write", details[0])
        elif event in {"os.rename", "os.link", "os.symlink", "os.truncate", "os.remove", "os.mkdir", "os.rmdir"}:
            before_step(event, details[0])

    real_fsync = os.fsync

    def fsync(descriptor: int) -> None:
        before_step("fsync", descriptor)
        real_fsync(descriptor)

    os.fsync = fsync  # type: ignore[assignment]
    sys.addaudithook(hook)


def at_step(number: int, happens: Callable[[str, object], None]) -> None:
    """In this process, from now on: let this happen just before the number-th change of the disk, counted from 1."""
    steps = itertools.count(1)

    def before_step(name: str, target: object) -> None:
        if next(steps) == number:
            happens(name, target)

    watch_steps(before_step)


def die(name: str, target: object) -> None:
    """Killed; a write got no further than its first bytes."""
    if name == "write":
        assert isinstance(target, str | int | os.PathLike)
        with open(target, "wb") as file:
            file.write(b"to")
    os._exit(KILLED)


def out_of_space(name: str, target: object) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def steps_of(
    start: Path, work: Callable[[Path], object], happens: Callable[[str, object], None], folder: Path
) -> Iterator[tuple[int, Path]]:
    """For every step of the work: its exit code and a copy of `start` in which this happened to it at that step."""
    shutil.copytree(start, folder / "count", symlinks=True)
    noted = folder / "noted"

    def counted() -> None:
        steps: list[str] = []
        watch_steps(lambda name, target: steps.append(name))
        work(folder / "count")
        noted.write_text(str(len(steps)))

    assert forked(counted) == 0
    for number in range(1, int(noted.read_text()) + 1):
        copy = folder / f"step-{number}"
        shutil.copytree(start, copy, symlinks=True)

        def doomed(copy: Path = copy, number: int = number) -> None:
            at_step(number, happens)
            work(copy)

        yield forked(doomed), copy
        shutil.rmtree(copy)


def published(folder: Path, files: Mapping[str, bytes], foreign: Mapping[str, bytes]) -> Path:
    """An output that holds these files, published, and these others."""
    output = folder / "start"
    output.mkdir()
    if files:
        publish(files, output)
    fill(output, foreign)
    return output


def stage_reached(output: Path, old_manifest: bytes | None) -> str:
    state = output / STATE
    if (state / "journal").exists():
        return "journal"
    manifest = (state / "manifest").read_bytes() if (state / "manifest").exists() else None
    return "before" if manifest == old_manifest else "after"


def assert_every_page_is_whole(found: Mapping[str, bytes], old: Mapping[str, bytes], new: Mapping[str, bytes]) -> None:
    for path, data in found.items():
        assert data in (old.get(path), new.get(path)), path
    assert old.keys() & new.keys() <= found.keys()
    in_place = {path for path in new if found.get(path) == new[path]}
    if any(path.endswith(".html") and old.get(path) != new[path] for path in in_place):
        assert {path for path in new if not path.endswith(".html")} <= in_place, "a page came before its assets"
    blocking = {"becomes-folder", "becomes-file/index.html", "becomes-file/deep/index.html"}
    if old.keys() - new.keys() - blocking - found.keys():
        assert in_place == set(new), "an old page went before the new ones were there"


def assert_heals(
    output: Path, old: Mapping[str, bytes], new: Mapping[str, bytes], foreign: Mapping[str, bytes]
) -> None:
    """Whatever became of it: the next run leaves a whole tree, of this build or of another, and no litter."""
    copy = output.with_name("healed")
    shutil.copytree(output, copy, symlinks=True)
    recover(copy)
    journalled = (output / STATE / "journal").exists()
    assert site(copy) == (whole(new, foreign) if journalled else whole(site_files(output)))
    if (copy / STATE).exists():
        assert set(os.listdir(copy / STATE)) <= {"marker", "manifest", "lock"}
    for place, wanted in ((copy, new), (output, old)):
        publish(wanted, place)
        assert site(place) == whole(wanted, foreign)
        assert set(os.listdir(place / STATE)) - {"manifest"} == {"marker", "lock"}
    shutil.rmtree(copy)


def test_killed_at_any_step_leaves_the_old_tree_or_whole_pages_and_the_next_run_finishes(tmp_path: Path) -> None:
    start = published(tmp_path, OLD, FOREIGN)
    old_manifest = (start / STATE / "manifest").read_bytes()
    seen: dict[str, int] = {}
    for code, output in steps_of(start, lambda place: publish(NEW, place), die, tmp_path):
        assert code == KILLED
        found = site_files(output)
        assert {path: found.pop(path) for path in FOREIGN} == FOREIGN
        reached = stage_reached(output, old_manifest)
        seen[reached] = seen.get(reached, 0) + 1
        if reached == "before":
            assert found == OLD
            assert {path for path, data in tree(start).items() if data is None} <= set(tree(output))
        elif reached == "after":
            assert site(output) == whole(NEW, FOREIGN)
        assert_every_page_is_whole(found, OLD, NEW)
        assert_heals(output, OLD, NEW, FOREIGN)
    assert seen["before"] > 20
    assert seen["journal"] > 20
    assert seen["after"] > 1


@pytest.mark.parametrize("there", [True, False])
def test_killed_at_any_step_of_the_first_publish_the_folder_is_still_ours(tmp_path: Path, there: bool) -> None:
    start = tmp_path / "start"
    start.mkdir()
    foreign = {".gitignore": b"*\n"} if there else {}
    fill(start, {f"output/{path}": data for path, data in foreign.items()})
    steps = 0
    for code, copy in steps_of(start, lambda place: publish(NEW, place / "output"), die, tmp_path):
        assert code == KILLED
        steps += 1
        output = copy / "output"
        if output.exists():
            found = site_files(output)
            assert {path: found.pop(path) for path in foreign} == foreign
            assert_every_page_is_whole(found, {}, NEW)
        else:
            output.mkdir()
        assert_heals(output, {}, NEW, foreign)
    assert steps > 30


def send(files: Mapping[str, bytes], output: Path) -> Published:
    """Publish as a build does: its pages wait as drafts, its assets come as bytes."""
    with opened(output) as into:
        folder, name = into.drafts(), journal.drafts(output)
        pages = {path: data for path, data in files.items() if path.endswith(".html")}
        for path, data in pages.items():
            journal.draft(str(folder), name(path), data)
        return into.publish({**files, **{path: Draft(hashlib.sha256(data).hexdigest(), len(data)) for path, data in pages.items()}})


def test_a_new_folder_of_drafts_is_moved_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    moved: list[Change] = []
    finish = journal.finish
    monkeypatch.setattr("plainspoken.publish.finish", lambda output, change: (moved.append(change), finish(output, change)))
    places = {"places/a/index.html": b"a", "places/a/b/index.html": b"b", "places/c/index.html": b"c"}
    mixed = {"data/index.html": b"data", "data/a.csv": b"a\n", "index.html": b"home"}
    assert send({**places, **mixed}, tmp_path / "o").written == 6
    assert moved[-1].moved == ["data/a.csv", "data/index.html", "index.html", "places"]
    more = {"places/a/new/index.html": b"new", "places/a/new/deep/index.html": b"deep", "places/a/b/index.html": b"other"}
    send({**places, **mixed, **more}, tmp_path / "o")
    assert moved[-1].moved == ["data/index.html", "index.html", "places/a/b/index.html", "places/a/index.html", "places/a/new", "places/c/index.html"]
    assert site_files(tmp_path / "o") == {**places, **mixed, **more}
    assert set(os.listdir(tmp_path / "o" / STATE)) == {"marker", "manifest", "lock"}


@pytest.mark.parametrize("old", [{}, OLD])
def test_killed_at_any_step_of_a_publish_of_drafts_it_heals(tmp_path: Path, old: dict[str, bytes]) -> None:
    start = published(tmp_path, old, {})
    steps = 0
    for code, output in steps_of(start, lambda place: send(NEW, place), die, tmp_path):
        assert code == KILLED
        assert_every_page_is_whole(site_files(output), old, NEW)
        assert_heals(output, old, NEW, {})
        steps += 1
    assert steps > 40


@pytest.mark.parametrize("at", [0, 12])
def test_killed_at_any_step_of_the_recovery_is_recovered_again(tmp_path: Path, at: int) -> None:
    start = published(tmp_path, OLD, FOREIGN)
    (tmp_path / "first").mkdir()
    (tmp_path / "again").mkdir()
    half = None
    journalled = 0
    for _, output in steps_of(start, lambda place: publish(NEW, place), die, tmp_path / "first"):
        if (output / STATE / "journal").exists():
            half = tmp_path / "half"
            if journalled == at:
                shutil.copytree(output, half)
                break
            journalled += 1
    assert half is not None
    assert site_files(half) != {**NEW, **FOREIGN}
    steps = 0
    for code, output in steps_of(half, recover, die, tmp_path / "again"):
        assert code == KILLED
        steps += 1
        found = site_files(output)
        assert {path: found.pop(path) for path in FOREIGN} == FOREIGN
        assert_every_page_is_whole(found, OLD, NEW)
        assert_heals(output, OLD, NEW, FOREIGN)
    assert steps > 10


def test_an_error_at_any_step_stops_with_3_and_leaves_a_whole_tree(tmp_path: Path) -> None:
    start = published(tmp_path, OLD, FOREIGN)
    old_manifest = (start / STATE / "manifest").read_bytes()
    untouched = 0
    for code, output in steps_of(start, lambda place: publish(NEW, place), out_of_space, tmp_path):
        found = site_files(output)
        assert {path: found.pop(path) for path in FOREIGN} == FOREIGN
        reached = stage_reached(output, old_manifest)
        if reached == "before":
            assert code == 3
            assert tree(output) == tree(start), "nothing new, in our own folder too"
            untouched += 1
        elif reached == "after":
            assert code == 0
            assert found == NEW
        else:
            assert code == 3
            recover(output)
            assert site_files(output) == {**NEW, **FOREIGN}
        assert_every_page_is_whole(found, OLD, NEW)
        publish(NEW, output)
        assert site_files(output) == {**NEW, **FOREIGN}
    assert untouched > 20


def test_a_publish_that_stops_halfway_says_that_the_next_build_finishes_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    output = published(tmp_path, OLD, {})
    real_replace = os.replace

    def replace(source: os.PathLike[str] | str, target: os.PathLike[str] | str) -> None:
        if str(target).endswith(".html"):
            raise OSError(5, "Input/output error", str(target))
        real_replace(source, target)

    monkeypatch.setattr(os, "replace", replace)
    stop = stopped(lambda: publish(NEW, output))
    assert stop.code == 3
    assert stop.lines == [
        f"{output}/becomes-folder/index.html: Input/output error",
        "Publishing had begun: every page is whole, and the next build finishes it.",
    ]


def test_all_is_on_the_disk_before_the_journal_stands_and_the_journal_before_the_first_rename(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    output = published(tmp_path, OLD, {})
    asked: list[str] = []
    real_replace, real_mkdir = os.replace, os.mkdir

    def fsync(descriptor: int) -> None:
        asked.append(f"disk {os.path.relpath(os.readlink(f'/proc/self/fd/{descriptor}'), output)}")

    def replace(source: Path | str, target: Path | str) -> None:
        asked.append(f"name {os.path.relpath(target, output)}")
        real_replace(source, target)

    def mkdir(place: Path | str, mode: int = 0o777) -> None:
        asked.append(f"folder {os.path.relpath(place, output)}")
        real_mkdir(place, mode)

    monkeypatch.setattr(os, "fsync", fsync)
    monkeypatch.setattr(os, "replace", replace)
    monkeypatch.setattr(os, "mkdir", mkdir)
    publish(NEW, output)
    journalled = asked.index(f"name {STATE}/journal")
    staged = {f"disk {STATE}/staged/{number}" for number in range(8)}
    assert {"folder new", "folder new/deep"} <= set(asked[:journalled]), "no room for a folder is found out in time"
    assert {line for line in asked[:journalled] if line.startswith("disk ")} == {
        *staged,
        f"disk {STATE}/staged",
        f"disk {STATE}/manifest.new",
        f"disk {STATE}/journal.new",
    }
    assert asked[journalled + 1] == f"disk {STATE}"
    assert asked[-2:] == [f"name {STATE}/manifest", f"disk {STATE}"]


def test_a_new_folder_holds_exactly_what_was_published(tmp_path: Path) -> None:
    output = tmp_path / "not" / "there" / "yet"
    assert publish(NEW, output) == Published(written=len(NEW), unchanged=0, removed=0)
    assert site(output) == whole(NEW)
    assert set(os.listdir(output / STATE)) == {"marker", "manifest", "lock"}


def test_the_manifest_lists_every_file_with_hash_and_size(tmp_path: Path) -> None:
    publish({"a.html": b"hello", "b/c.css": b""}, tmp_path)
    assert json.loads((tmp_path / STATE / "manifest").read_bytes()) == {
        "a.html": {"sha256": "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824", "size": 5},
        "b/c.css": {"sha256": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", "size": 0},
    }


def test_only_changed_files_are_written_and_what_is_gone_is_removed(tmp_path: Path) -> None:
    output = published(tmp_path, OLD, FOREIGN)
    before = times(output)
    assert publish(NEW, output) == Published(written=8, unchanged=1, removed=6)
    after = times(output)
    assert site(output) == whole(NEW, FOREIGN)
    assert after["kept/index.html"] == before["kept/index.html"]
    assert after["index.html"] != before["index.html"]


def test_publishing_the_same_again_touches_nothing_at_all(tmp_path: Path) -> None:
    publish(NEW, tmp_path)
    before = times(tmp_path)
    assert publish(NEW, tmp_path) == Published(written=0, unchanged=len(NEW), removed=0)
    assert times(tmp_path) == before
    assert len(before) > len(NEW)


def test_an_empty_tree_removes_all_that_is_ours_and_nothing_else(tmp_path: Path) -> None:
    output = published(tmp_path, OLD, FOREIGN)
    assert publish({}, output) == Published(written=0, unchanged=0, removed=len(OLD))
    assert site(output) == whole(FOREIGN)


def test_output_itself_never_moves(tmp_path: Path) -> None:
    output = published(tmp_path, OLD, {})
    before = output.stat().st_ino
    publish(NEW, output)
    assert output.stat().st_ino == before


def test_an_output_reached_by_a_link_is_published_to(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "output").symlink_to("real")
    publish(NEW, tmp_path / "output")
    assert site(tmp_path / "real") == whole(NEW)
    assert (tmp_path / "output").is_symlink()


@pytest.mark.parametrize("umask, file_mode, folder_mode", [(0o022, 0o644, 0o755), (0o077, 0o600, 0o700)])
def test_a_web_server_can_read_what_the_umask_allows(
    tmp_path: Path, umask: int, file_mode: int, folder_mode: int
) -> None:
    earlier = os.umask(umask)
    try:
        publish(NEW, tmp_path / "output")
    finally:
        os.umask(earlier)
    places = [tmp_path / "output", *(tmp_path / "output" / path for path in site(tmp_path / "output"))]
    assert {place.stat().st_mode & 0o7777 for place in places if place.is_file()} == {file_mode}
    assert {place.stat().st_mode & 0o7777 for place in places if place.is_dir()} == {folder_mode}


@pytest.mark.parametrize("damage", [b"NEW HOME, longer than the old", b"short", None])
def test_a_page_edited_or_lost_by_hand_is_written_again(tmp_path: Path, damage: bytes | None) -> None:
    publish(NEW, tmp_path)
    page = tmp_path / "index.html"
    if damage is None:
        page.unlink()
    else:
        page.write_bytes(damage)
    assert publish(NEW, tmp_path) == Published(written=1, unchanged=len(NEW) - 1, removed=0)
    assert site(tmp_path) == whole(NEW)


def test_a_page_edited_by_hand_is_ours_to_remove(tmp_path: Path) -> None:
    publish(OLD, tmp_path)
    (tmp_path / "gone/index.html").write_bytes(b"edited")
    publish(NEW, tmp_path)
    assert site(tmp_path) == whole(NEW)


def test_a_foreign_file_that_equals_ours_is_taken_over_unwritten(tmp_path: Path) -> None:
    output = published(tmp_path, OLD, {"new/deep/index.html": NEW["new/deep/index.html"]})
    before = times(output)["new/deep/index.html"]
    assert publish(NEW, output).written == 7
    assert times(output)["new/deep/index.html"] == before
    publish({"index.html": b"x"}, output)
    assert site(output) == whole({"index.html": b"x"}), "taken over means ours to remove"


def test_a_folder_that_somebody_made_is_kept_even_empty(tmp_path: Path) -> None:
    output = published(tmp_path, OLD, {})
    (output / "gone" / "mine").mkdir()
    publish(NEW, output)
    assert site(output) == {**whole(NEW), "gone": None, "gone/mine": None}


def test_an_empty_folder_that_somebody_made_outlives_a_publish_that_failed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    output = published(tmp_path, OLD, {})
    (output / "new").mkdir()
    before = tree(output)

    def replace(source: object, target: object) -> None:
        assert (output / "new" / "deep").is_dir()
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr(os, "replace", replace)
    assert stopped(lambda: publish(NEW, output)).code == 3
    assert tree(output) == before


def test_a_link_where_nothing_of_ours_stands_is_left_alone(tmp_path: Path) -> None:
    output = published(tmp_path, OLD, {})
    (output / "shared" / "elsewhere").symlink_to(tmp_path)
    publish(NEW, output)
    assert (output / "shared" / "elsewhere").is_symlink()
    assert "shared/gone.html" not in site(output)


def link_the_page(output: Path) -> None:
    (output / "index.html").unlink()
    (output / "index.html").symlink_to("../outside/index.html")


def link_a_parent(output: Path) -> None:
    shutil.rmtree(output / "kept")
    (output / "kept").symlink_to("../outside")


def link_a_new_parent(output: Path) -> None:
    (output / "new").symlink_to("../outside")


def link_the_parent_of_a_page_to_remove(output: Path) -> None:
    shutil.rmtree(output / "gone")
    (output / "gone").symlink_to("../outside")


def dangling_link(output: Path) -> None:
    (output / "becomes-file").rename(output / "aside")
    (output / "becomes-file").symlink_to("nowhere")


def foreign_page(output: Path) -> None:
    fill(output, {"new/picture.svg": b"mine"})


def foreign_folder_at_a_page(output: Path) -> None:
    (output / "index.html").unlink()
    (output / "index.html").mkdir()


def foreign_file_below_a_page(output: Path) -> None:
    fill(output, {"becomes-file/mine.txt": b"mine"})


def foreign_folder_below_a_page(output: Path) -> None:
    (output / "becomes-file/mine").mkdir()


def foreign_file_at_a_folder(output: Path) -> None:
    fill(output, {"new": b"mine"})


def pipe_at_a_page(output: Path) -> None:
    (output / "index.html").unlink()
    os.mkfifo(output / "index.html")


def pipe_below_a_page(output: Path) -> None:
    (output / "becomes-file/index.html").unlink()
    os.mkfifo(output / "becomes-file/index.html")


@pytest.mark.parametrize(
    "meddle, named",
    [
        (link_the_page, "index.html"),
        (link_a_parent, "kept"),
        (link_a_new_parent, "new"),
        (link_the_parent_of_a_page_to_remove, "gone"),
        (dangling_link, "becomes-file"),
        (foreign_page, "new/picture.svg"),
        (foreign_folder_at_a_page, "index.html"),
        (foreign_file_below_a_page, "becomes-file/mine.txt"),
        (foreign_folder_below_a_page, "becomes-file/mine"),
        (foreign_file_at_a_folder, "new"),
        (pipe_at_a_page, "index.html"),
        (pipe_below_a_page, "becomes-file/index.html"),
    ],
)
def test_what_is_not_ours_is_refused_by_name_and_nothing_changes(
    tmp_path: Path, meddle: Callable[[Path], None], named: str
) -> None:
    outside = {"index.html": b"outside", "deep/page.html": b"outside"}
    fill(tmp_path / "outside", outside)
    output = published(tmp_path, OLD, FOREIGN)
    meddle(output)
    before, before_times = tree(output), times(output)
    stop = stopped(lambda: publish(NEW, output))
    assert stop.code == 2
    assert [line.split(": ")[0] for line in stop.lines] == [str(output / named)]
    assert "build again" in stop.lines[0]
    assert tree(output) == before
    assert times(output) == before_times
    assert tree(tmp_path / "outside") == whole(outside)


def test_everything_in_the_way_is_named_at_once(tmp_path: Path) -> None:
    output = published(tmp_path, OLD, {"new/picture.svg": b"mine", "new/deep/index.html": b"mine"})
    stop = stopped(lambda: publish(NEW, output))
    assert [line.split(": ")[0] for line in stop.lines] == [
        f"{output}/new/deep/index.html",
        f"{output}/new/picture.svg",
    ]


@pytest.mark.parametrize("files", [{}, {".gitignore": b"*"}])
def test_an_empty_folder_and_one_with_only_gitignore_are_ours(tmp_path: Path, files: dict[str, bytes]) -> None:
    fill(tmp_path, files)
    claim(tmp_path)
    publish(NEW, tmp_path)
    assert site(tmp_path) == whole(NEW, files)


def test_a_gitignore_inside_a_folder_does_not_make_it_ours(tmp_path: Path) -> None:
    fill(tmp_path, {"sub/.gitignore": b"*"})
    assert stopped(lambda: claim(tmp_path)).code == 2


@pytest.mark.parametrize(
    "files, named", [({"notes.txt": b"mine"}, "notes.txt"), ({".plainspoken/diary": b"mine"}, ".plainspoken/diary")]
)
@pytest.mark.parametrize("work", [lambda output: publish(NEW, output), claim, recover])
def test_a_folder_that_is_not_ours_is_refused(
    tmp_path: Path, files: dict[str, bytes], named: str, work: Callable[[Path], object]
) -> None:
    fill(tmp_path, files)
    stop = stopped(lambda: work(tmp_path))
    assert stop.code == 2
    assert stop.lines == [
        f'{tmp_path}: was not published from here: it holds "{named}" and no .plainspoken/marker; '
        "choose another with --output, or empty it"
    ]
    assert tree(tmp_path) == whole(files)


def test_an_output_that_is_a_file_is_refused(tmp_path: Path) -> None:
    fill(tmp_path, {"output": b"mine"})
    stop = stopped(lambda: publish(NEW, tmp_path / "output"))
    assert (stop.code, stop.lines) == (2, [f"{tmp_path}/output: is not a folder; choose another with --output"])
    assert tree(tmp_path) == {"output": b"mine"}


def test_a_file_in_the_place_of_our_own_folder_is_refused(tmp_path: Path) -> None:
    fill(tmp_path, {STATE: b"mine"})
    stop = stopped(lambda: publish(NEW, tmp_path))
    assert (stop.code, stop.lines) == (2, [f"{tmp_path}/{STATE}: is not a folder; remove it, then build again"])
    assert tree(tmp_path) == {STATE: b"mine"}


@pytest.mark.parametrize("outside", [{}, {"marker": b""}])
@pytest.mark.parametrize("name", ["", "/manifest", "/lock", "/staged", "/journal.new"])
def test_a_link_in_our_own_folder_is_refused(tmp_path: Path, name: str, outside: dict[str, bytes]) -> None:
    output = published(tmp_path, OLD, {})
    (tmp_path / "outside").mkdir()
    fill(tmp_path / "outside", outside)
    place = output / (STATE + name)
    if place.is_dir():
        shutil.rmtree(place)
    place.unlink(missing_ok=True)
    place.symlink_to(tmp_path / "outside")
    before = tree(tmp_path)
    stop = stopped(lambda: publish(NEW, output))
    assert stop.code == 2
    assert [line.split(": ")[:2] for line in stop.lines[:1]] == [
        [str(place), "is a link, and nothing is published through links; remove it, then build again"]
    ]
    assert tree(tmp_path) == before


@pytest.mark.parametrize("name", ["manifest", "journal"])
@pytest.mark.parametrize("data", [b"", b"{", b"[]", b"7", b'{"../outside": {}}', b'{"folders": 7}', b"\xff"])
def test_a_damaged_manifest_or_journal_is_refused(tmp_path: Path, name: str, data: bytes) -> None:
    if (name, data) == ("manifest", b"[]"):
        data = b'["index.html"]'
    if (name, data) == ("manifest", b'{"folders": 7}'):
        data = b'{"a": {}, "a/b": {}}'
    output = published(tmp_path, OLD, FOREIGN)
    (output / STATE / name).write_bytes(data)
    before = tree(output)
    stop = stopped(lambda: publish(NEW, output))
    assert stop.code == 2
    assert stop.lines[0].startswith(f"{output}/{STATE}/{name}: is damaged")
    assert tree(output) == before


def test_a_journal_never_leads_out_of_the_output_nor_through_a_link(tmp_path: Path) -> None:
    output = published(tmp_path, OLD, {})
    fill(tmp_path, {"outside/index.html": b"mine"})
    journal = {"folders": [], "cleared": [], "moved": [], "removed": ["../outside/index.html"]}
    (output / STATE / "journal").write_text(json.dumps(journal))
    assert stopped(lambda: recover(output)).code == 2
    (output / "way").symlink_to("../outside")
    (output / STATE / "journal").write_text(json.dumps({**journal, "removed": ["way/index.html"]}))
    stop = stopped(lambda: recover(output))
    assert (stop.code, stop.lines[0].split(": ")[0]) == (2, f"{output}/way")
    assert (tmp_path / "outside/index.html").read_bytes() == b"mine"


@pytest.mark.parametrize(
    "path",
    ["", "/etc/x", "../x", "a/../x", "./x", "a//b", "a/", ".gitignore", ".plainspoken", ".plainspoken/x", "a\0b"],
)
def test_a_path_that_no_tree_may_have_is_a_bug_of_ours(tmp_path: Path, path: str) -> None:
    with pytest.raises(ValueError, match="not a path to publish"):
        publish({path: b""}, tmp_path)
    assert tree(tmp_path) == {}


def test_a_path_that_is_both_file_and_folder_is_a_bug_of_ours(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="both a file and a folder: 'a/b'"):
        publish({"a/b": b"", "a/b/c": b""}, tmp_path)
    assert tree(tmp_path) == {}


def test_a_lazy_mapping_makes_each_page_once_and_each_changed_page_twice(tmp_path: Path) -> None:
    made: list[str] = []

    class Pages(dict[str, bytes]):
        def __getitem__(self, path: str) -> bytes:
            made.append(path)
            return super().__getitem__(path)

    publish(OLD, tmp_path)
    publish(Pages(NEW), tmp_path)
    assert max(made.count(path) for path in NEW) == 2
    assert made.count("kept/index.html") == 1


def test_recover_makes_nothing_where_there_is_nothing_to_finish(tmp_path: Path) -> None:
    recover(tmp_path / "absent")
    assert tree(tmp_path) == {}
    publish(NEW, tmp_path / "output")
    before = times(tmp_path)
    recover(tmp_path / "output")
    assert times(tmp_path) == before


def test_a_second_publish_at_the_same_time_stops_with_one_line_and_a_killed_one_leaves_no_lock(tmp_path: Path) -> None:
    output = published(tmp_path, OLD, {})
    read_end, write_end = os.pipe()
    child = os.fork()
    if child == 0:

        def wait(name: str, target: object) -> None:
            if str(target).endswith("staged/3"):
                os.write(write_end, b"!")
                signal.pause()

        try:
            watch_steps(wait)
            publish(NEW, output)
        finally:
            os._exit(1)
    os.close(write_end)
    try:
        assert os.read(read_end, 1) == b"!"
        before = tree(output)
        assert f"{STATE}/staged/0" in before
        for work in (lambda: publish(NEW, output), lambda: recover(output)):
            stop = stopped(work)
            assert stop.code == 3
            assert stop.lines == [
                f"{output}: another build is publishing here; wait until it has ended, then build again"
            ]
            assert tree(output) == before
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        os.close(read_end)
    publish(NEW, output)
    assert site(output) == whole(NEW)


def test_a_process_forked_meanwhile_does_not_keep_the_lock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    children: list[int] = []

    def fsync(descriptor: int) -> None:
        if not children:
            child = os.fork()
            if child == 0:
                signal.pause()
                os._exit(1)
            children.append(child)

    monkeypatch.setattr(os, "fsync", fsync)
    try:
        publish(OLD, tmp_path)
        publish(NEW, tmp_path)
    finally:
        for child in children:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
    assert len(children) == 1
    assert site(tmp_path) == whole(NEW)


def as_nobody(work: Callable[[], object]) -> int:
    """The exit code of the work done by a user who may not write; root could, whatever the mode says."""

    def dropped() -> None:
        if os.geteuid() == 0:
            os.setgroups([])
            os.setgid(65534)
            os.setuid(65534)
        work()

    return forked(dropped)


def give_to_nobody(output: Path) -> None:
    if os.geteuid() == 0:
        for place in (output, *output.rglob("*")):
            os.chown(place, 65534, 65534)


@pytest.mark.parametrize(
    "locked, named",
    [(".", "."), (STATE, f"{STATE}/staged"), *((path, path) for path in ("data", "gone", "becomes-file/deep"))],
)
def test_a_folder_that_may_not_be_written_stops_with_3_before_anything_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, locked: str, named: str
) -> None:
    output = published(tmp_path, OLD, FOREIGN)
    give_to_nobody(output)
    place = output / locked
    before = tree(output)
    os.chmod(place, 0o555)
    if os.geteuid() == 0:
        os.chown(place, 0, 0)
    # Relative, because the folders above tmp_path are closed to others.
    os.chmod(tmp_path, 0o755)
    monkeypatch.chdir(tmp_path)

    def refused() -> None:
        stop = stopped(lambda: publish(NEW, Path("start")))
        assert (stop.code, stop.lines) == (3, [f"{Path('start', named)}: Permission denied"]), stop.lines

    assert as_nobody(refused) == 0
    os.chmod(place, 0o755)
    assert tree(output) == before
    if os.geteuid() == 0:
        os.chown(place, 65534, 65534)
    assert as_nobody(lambda: publish(NEW, Path("start"))) == 0, "the closed folder was all that was wrong"
    assert site(output) == whole(NEW, FOREIGN)


def in_own_mounts(script: str, folder: Path) -> None:
    """Run the script where it may mount disks that nobody else sees and that go when it ends."""
    unshare = ["unshare", "--mount"] + ([] if os.geteuid() == 0 else ["--map-root-user"])
    probe = [*unshare, "sh", "-c", 'mount -t tmpfs none "$0" && "$1" -c ""', str(folder), sys.executable]
    if shutil.which("unshare") is None or subprocess.run(probe, capture_output=True).returncode != 0:
        pytest.skip("this machine lets us mount no disk")
    script = f"from tests.test_publish import *\nfolder = Path({str(folder)!r})\n{script}"
    ran = subprocess.run([*unshare, sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout == "looked\n"


def test_a_full_disk_stops_with_3_and_leaves_the_old_tree(tmp_path: Path) -> None:
    in_own_mounts(
        """
subprocess.run(["mount", "-t", "tmpfs", "-o", "size=256k", "none", str(folder)], check=True)
publish(OLD, folder)
before = tree(folder)
stop = stopped(lambda: publish({**NEW, "a.html": b"a" * 100_000, "b.html": b"b" * 300_000}, folder))
assert (stop.code, stop.lines) == (3, [f"{folder}: No space left on device"]), stop.lines
assert tree(folder) == before
publish(NEW, folder)
assert site(folder) == whole(NEW)
print("looked")
""",
        tmp_path,
    )


def test_a_read_only_disk_stops_with_3_and_leaves_the_old_tree(tmp_path: Path) -> None:
    in_own_mounts(
        """
subprocess.run(["mount", "-t", "tmpfs", "none", str(folder)], check=True)
publish(OLD, folder)
before = tree(folder)
subprocess.run(["mount", "-t", "tmpfs", "-o", "remount,ro", "none", str(folder)], check=True)
stop = stopped(lambda: publish(NEW, folder))
assert (stop.code, stop.lines) == (3, [f"{folder}/.plainspoken/lock: Read-only file system"]), stop.lines
assert tree(folder) == before
stop = stopped(lambda: publish(NEW, folder / "fresh"))
assert (stop.code, stop.lines) == (3, [f"{folder}/fresh: Read-only file system"]), stop.lines
print("looked")
""",
        tmp_path,
    )


def test_a_folder_on_another_disk_stops_with_3_while_the_old_tree_still_stands(tmp_path: Path) -> None:
    in_own_mounts(
        """
publish(OLD, folder)
subprocess.run(["mount", "-t", "tmpfs", "none", str(folder / "data")], check=True)
before = tree(folder)
stop = stopped(lambda: publish(NEW, folder))
assert (stop.code, len(stop.lines)) == (3, 1), stop.lines
assert stop.lines[0].startswith(f"{folder}/data: is mounted there"), stop.lines
assert tree(folder) == before
print("looked")
""",
        tmp_path,
    )


@pytest.mark.parametrize("place", ["data", "index.html", "becomes-file/deep", "gone/index.html", ".plainspoken", ".plainspoken/drafts", "a b\\c/d"])
def test_what_is_mounted_from_the_same_disk_stops_with_3_while_the_old_tree_still_stands(tmp_path: Path, place: str) -> None:
    """As a volume of a container is; no rename goes across, though both sides name the same disk."""
    in_own_mounts(
        f"""
place = {place!r}
more = {{"a b\\\\c/d/page.html": b"one"}}
publish(OLD | more, folder / "out")
mounted, beside = folder / "out" / place, folder / "beside"
if mounted.is_file():
    beside.write_bytes(mounted.read_bytes())
elif mounted.exists():
    shutil.copytree(mounted, beside)
else:
    mounted.mkdir()
    beside.mkdir()
subprocess.run(["mount", "--bind", str(beside), str(mounted)], check=True)
before = tree(folder)
stop = stopped(lambda: publish(NEW | {{path: b"two" for path in more}}, folder / "out"))
assert (stop.code, len(stop.lines)) == (3, 1), stop.lines
assert stop.lines[0].startswith(str(mounted) + ": is mounted there"), stop.lines
assert tree(folder) == before
subprocess.run(["umount", str(mounted)], check=True)
publish(NEW, folder / "out")
assert site(folder / "out") == whole(NEW)
print("looked")
""",
        tmp_path,
    )


def test_a_mount_where_no_page_changes_its_place_is_in_nobodys_way(tmp_path: Path) -> None:
    in_own_mounts(
        """
(folder / "out").mkdir()
publish(OLD, folder / "out")
for foreign in ("foreign", "kept"):
    (folder / "out" / foreign).mkdir(exist_ok=True)
    subprocess.run(["mount", "--bind", str(folder / "out" / foreign), str(folder / "out" / foreign)], check=True)
publish(NEW, folder / "out")
assert site(folder / "out") == {**whole(NEW), "foreign": None}
print("looked")
""",
        tmp_path,
    )
