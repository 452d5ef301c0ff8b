"""An edit of an inspection shows ahead of the build, and the build is none the wiser."""

import os
from pathlib import Path

import pytest

from plainspoken import pipeline
from plainspoken.options import Options
from plainspoken.problems import Stop
from plainspoken.report import Report
from plainspoken.warm import Warm
from tests.built import published
from tests.conftest import ROOT
from tests.worlds import World

ADDED = "A sentence that was not there before."


class Desk:
    """A small portal that is previewed."""

    def __init__(self, folder: Path) -> None:
        world = World(folder / "world", 5)
        self.content, self.output = world.content, folder / "output"
        self.options = Options(world.content, self.output, world.templates, ROOT / "assets", world.base_url, jobs=1, memo=folder / "memo.sqlite")
        self.warm = Warm(self.options)
        self.record = min(world.content.glob("inspections/*/*/inspection.yaml"))
        self.name = f"{self.record.parent.parent.name}/{self.record.parent.name}"
        self.build()

    @property
    def page(self) -> Path:
        return self.output / "authorities" / self.name / "index.html"

    def build(self, meanwhile: object = None) -> Report:
        def progress(stage: str, *_: int) -> None:
            if stage == "render" and callable(meanwhile) and not said:
                said.append(stage)
                meanwhile()
        said: list[str] = []
        self.warm.begin()
        return pipeline.build(self.options, progress, self.warm)

    def say(self, more: str) -> None:
        """Write another standfirst."""
        lines = [line for line in self.record.read_text("utf-8").splitlines(keepends=True) if not line.startswith("standfirst:")]
        self.record.write_text("".join([*lines, f"standfirst: {more}\n"]), "utf-8")

    def clean(self, folder: Path) -> dict[str, bytes]:
        """What a build of the content as it stands makes."""
        chosen = self.options
        pipeline.build(Options(chosen.content, folder, chosen.templates, chosen.assets, chosen.base_url, jobs=1), lambda *_: None)
        return published(folder)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_an_edited_inspection_has_its_pages_before_any_build(desk: Desk, tmp_path: Path) -> None:
    before = published(desk.output)
    desk.say(ADDED)
    early = desk.warm.edit([str(desk.record)])
    after = published(desk.output)
    assert early and early.pages == len({path for path in after if after[path] != before[path]}) > 0
    assert early.lines is None
    assert ADDED in desk.page.read_text("utf-8")
    clean = desk.clean(tmp_path / "clean")
    assert all(after[path] in (before[path], clean[path]) for path in after), "each page is as it was or as it will be"
    assert after != clean, "lists speak of it too"
    report = desk.build()
    assert published(desk.output) == clean
    assert report.written == len({path for path in clean if clean[path] != after[path]})


def test_a_fault_is_told_at_once_and_gone_when_it_is_mended(desk: Desk) -> None:
    good, before = desk.record.read_text("utf-8"), published(desk.output)
    desk.record.write_text(good + "nonsense: 1\n", "utf-8")
    early = desk.warm.edit([str(desk.record)])
    with pytest.raises(Stop) as stop:
        desk.build()
    assert early and early.pages == 0 and early.lines == tuple(stop.value.lines)
    assert published(desk.output) == before
    desk.record.write_text(good, "utf-8")
    desk.say(ADDED)
    mended = desk.warm.edit([str(desk.record)])
    assert mended and mended.pages > 0 and mended.lines == ()


def test_an_edited_place_has_its_page_before_any_build(desk: Desk, tmp_path: Path) -> None:
    before, town = published(desk.output), desk.content / "authorities/riverton.yaml"
    page = desk.output / "authorities/riverton/index.html"
    town.write_text(town.read_text("utf-8").replace("name: Riverton", "name: Rivermouth"), "utf-8")
    early = desk.warm.edit([str(town)])
    after = published(desk.output)
    assert early and early.pages == len({path for path in after if after[path] != before[path]}) > 0 and early.lines is None
    assert "<h1>Rivermouth" in page.read_text("utf-8").replace(' id="top"', "")
    desk.say(ADDED)
    assert desk.warm.edit([str(desk.record)]), "what is at hand has the new name"
    assert ADDED in desk.page.read_text("utf-8") and "Rivermouth" in desk.page.read_text("utf-8")
    clean, after = desk.clean(tmp_path / "clean"), published(desk.output)
    assert all(after[path] in (before[path], clean[path]) for path in after if not path.endswith("riverton/index.html"))
    desk.build()
    assert published(desk.output) == clean


def test_a_place_edited_during_a_build_is_still_shown_after_it_and_its_fault_is_told(desk: Desk, tmp_path: Path) -> None:
    town = desk.content / "authorities/riverton.yaml"
    good = town.read_text("utf-8")

    def edit() -> None:
        town.write_text(good.replace("name: Riverton", "name: Rivermouth"), "utf-8")
        assert desk.warm.edit([str(town)])
    desk.say(ADDED)
    desk.build(meanwhile=edit)
    assert "Rivermouth" in (desk.output / "authorities/riverton/index.html").read_text("utf-8")
    town.write_text(f"{good}nonsense: 1\n", "utf-8")
    before, early = published(desk.output), desk.warm.edit([str(town)])
    with pytest.raises(Stop) as stop:
        desk.build()
    assert early and early.pages == 0 and early.lines == tuple(stop.value.lines) and published(desk.output) == before
    town.write_text(good, "utf-8")
    mended = desk.warm.edit([str(town)])
    assert mended and mended.lines == ()
    desk.build()
    assert published(desk.output) == desk.clean(tmp_path / "clean")


@pytest.mark.parametrize("edit", ["topics.yaml", "new", "gone", "besides"])
def test_what_is_more_than_an_edit_of_inspections_and_places_waits_for_the_build(edit: str, desk: Desk, tmp_path: Path) -> None:
    desk.say(ADDED)
    paths = {"topics.yaml": [desk.content / "topics.yaml"], "new": [desk.record.with_name("summary-of-another.md")], "gone": [desk.record.with_name("gone.md")],
             "besides": [desk.record, desk.output.parent / "templates" / "base.html"]}[edit]
    if edit == "new":
        paths[0].write_text("Words.\n", "utf-8")
    before = published(desk.output)
    assert desk.warm.edit(map(str, paths)) is None
    assert published(desk.output) == before
    assert desk.warm.cold, "what is at hand no longer fits"
    if edit == "new":
        paths[0].unlink()
    desk.build()
    assert not desk.warm.cold
    assert published(desk.output) == desk.clean(tmp_path / "clean")


def test_an_edit_during_a_build_is_still_shown_after_it(desk: Desk, tmp_path: Path) -> None:
    """The build has read the record before, and puts an older page over the new one."""
    desk.say("As the build has it.")

    def edit() -> None:
        desk.say(ADDED)
        assert desk.warm.edit([str(desk.record)])
    desk.build(meanwhile=edit)
    assert ADDED in desk.page.read_text("utf-8")
    desk.build()
    assert published(desk.output) == desk.clean(tmp_path / "clean")


def test_an_edit_taken_back_after_a_build_is_gone_after_the_next(desk: Desk, tmp_path: Path) -> None:
    """That build found the edited page in its output and must not take it for its own."""
    first = desk.record.read_text("utf-8")
    other = max(desk.content.glob("inspections/*/*/inspection.yaml"))
    other.write_text(other.read_text("utf-8") + "# something to build\n", "utf-8")

    def edit() -> None:
        desk.say(ADDED)
        assert desk.warm.edit([str(desk.record)])
    desk.build(meanwhile=edit)
    assert ADDED in desk.page.read_text("utf-8")
    desk.record.write_text(first, "utf-8")
    pipeline.build(desk.options, lambda *_: None)
    assert ADDED not in desk.page.read_text("utf-8")
    assert published(desk.output) == desk.clean(tmp_path / "clean")


def test_an_output_that_cannot_be_written_leaves_it_to_the_build(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise OSError(28, "No space left on device")
    monkeypatch.setattr(os, "replace", refused)
    before = published(desk.output)
    desk.say(ADDED)
    early = desk.warm.edit([str(desk.record)])
    assert early and early.pages == 0 and early.lines is None
    assert published(desk.output) == before
