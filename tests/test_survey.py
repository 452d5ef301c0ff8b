"""What has not changed is not read again; what has changed is, however it looks."""

import os
from pathlib import Path
from time import time_ns

import pytest

from plainspoken import survey
from plainspoken.survey import COARSE, Noted, is_settled, look
from tests.conftest import MakeSite

VISIT = "inspections/riverton/visit-2021"
RECORD = f"{VISIT}/inspection.yaml"


def long_ago(before: dict[str, Noted]) -> dict[str, Noted]:
    """The same as if it had been noted two seconds later."""
    return {path: noted._replace(settled=True) for path, noted in before.items()}


def noted_all(folder: Path) -> dict[str, Noted]:
    found = look(folder, {})
    found.hash(found.notes)
    return found.noted()


def noted(folder: Path) -> dict[str, Noted]:
    found = look(folder, {})
    found.hash(found.notes)
    assert found.hashes.keys() == {*found.once, VISIT} and len(found.files) == len(found.once) + 4 > 8
    return found.noted()


def test_files_that_are_as_they_were_are_not_read(make_site: MakeSite, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = make_site()
    before = long_ago(noted(folder))
    monkeypatch.setattr(survey.gateway, "read_bytes", lambda *_: pytest.fail("a file was read"))
    found = look(folder, before)
    found.hash(found.notes)
    assert found.hashes == {path: one.hash for path, one in before.items()}


def test_a_change_that_keeps_size_and_time_is_seen(make_site: MakeSite) -> None:
    folder = make_site()
    before, path = long_ago(noted(folder)), folder / RECORD
    times = path.stat()
    path.write_bytes(path.read_bytes().replace(b"Staff are kind.", b"Staff are cold."))
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert path.stat().st_size == times.st_size and path.stat().st_mtime_ns == times.st_mtime_ns
    found = look(folder, before)
    assert VISIT not in found.hashes and len(found.hashes) == len(before) - 1
    found.hash([VISIT])
    assert found.hashes[VISIT] != before[VISIT].hash


def test_a_file_put_in_anothers_place_is_seen_and_one_moved_back_in_time_too(make_site: MakeSite) -> None:
    folder = make_site()
    before, path = long_ago(noted(folder)), folder / "topics.yaml"
    other = path.with_name("other")
    other.write_bytes(path.read_bytes())
    times = path.stat()
    os.utime(other, ns=(times.st_atime_ns, times.st_mtime_ns))
    other.replace(path)
    os.utime(folder / RECORD, (0, 0))
    found = look(folder, before)
    assert before.keys() - found.hashes.keys() == {"topics.yaml", VISIT}
    found.hash(found.notes)
    assert all(found.hashes[path] == before[path].hash for path in ("topics.yaml", VISIT)), "the same bytes have the same hash"


@pytest.mark.parametrize("change", ["renamed", "added", "removed"])
def test_a_folder_with_other_files_is_another(make_site: MakeSite, change: str) -> None:
    """Even where none of its files has changed in itself."""
    folder = make_site()
    (folder / VISIT / "plan.yaml").rename(folder / "aside")
    if change == "removed":
        (folder / "aside").rename(folder / VISIT / "plan.yaml")
    before, path = long_ago(noted_all(folder)), folder / VISIT / "summary.md"
    if change == "renamed":
        times = path.stat()
        path.rename(path.with_name("young-people.cy.md"))
        assert path.with_name("young-people.cy.md").stat().st_mtime_ns == times.st_mtime_ns
    elif change == "added":
        (folder / "aside").rename(folder / VISIT / "plan.yaml")
    else:
        (folder / VISIT / "plan.yaml").unlink()
    found = look(folder, before)
    assert VISIT not in found.hashes
    found.hash(found.notes)
    assert found.hashes[VISIT] != before[VISIT].hash


def test_a_name_that_moves_from_one_file_to_another_is_seen(make_site: MakeSite) -> None:
    folder = make_site()
    before = long_ago(noted(folder))
    one, other = folder / VISIT / "summary.md", folder / VISIT / "young-people.md"
    one.rename(folder / "aside")
    other.rename(one)
    (folder / "aside").rename(other)
    found = look(folder, before)
    found.hash(found.notes)
    assert found.hashes[VISIT] != before[VISIT].hash

def test_a_file_that_was_young_when_it_was_noted_is_read_again(make_site: MakeSite) -> None:
    folder = make_site()
    assert not any(one.settled for one in noted(folder).values())
    found = (folder / RECORD).stat()
    assert not is_settled(found, found.st_ctime_ns + COARSE)
    assert is_settled(found, found.st_ctime_ns + COARSE + 1)
    assert look(folder, noted(folder)).hashes == {}
    assert look(folder, {}).moment <= time_ns()


def test_folders_of_inspections_are_told_from_what_is_written_once(make_site: MakeSite) -> None:
    found = look(make_site({"stray.txt": "x"}), {})
    assert found.listed == {"riverton/visit-2021": ["inspection.yaml", "plan.yaml", "summary.md", "young-people.md"]}
    assert "stray.txt" in found.once and "topics.yaml" in found.once and not any(path.startswith("inspections/") for path in found.once)


def test_a_digest_changes_with_a_name_and_with_what_is_in_a_file(make_site: MakeSite) -> None:
    one, other = look(make_site(), {}), look(make_site(), {})
    one.hash(one.once)
    other.hash(other.once)
    assert one.digest(one.once) == other.digest(other.once)
    assert one.digest(one.once[1:]) != one.digest(one.once)
    other.hashes["topics.yaml"] = b"another"
    assert one.digest(one.once) != other.digest(other.once)
