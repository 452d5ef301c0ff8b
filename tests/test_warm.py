"""An edit shows ahead of the build, in the pages it changes most and in those that are looked at; and the build is none the wiser."""

import os
import shutil
from pathlib import Path

import pytest

from plainspoken import gather, hand, pipeline
from plainspoken.folders import Examined
from plainspoken.options import Options
from plainspoken.problems import Stop
from plainspoken.report import Report
from plainspoken.warm import Warm
from tests.built import published
from tests.conftest import ROOT
from tests.worlds import World

pytestmark = pytest.mark.usefixtures("compiled_anywhere")
EDITS = 12
ADDED = "A sentence that was not there before."


class Desk:
    """A small portal that is previewed."""

    def __init__(self, folder: Path, seed: int = 5) -> None:
        self.world = world = World(folder / "world", seed)
        world.texts["pages/about.md"] = "We are a club.\n"
        world.write()
        self.content, self.output = world.content, folder / "output"
        shutil.copytree(ROOT / "assets", folder / "world" / "assets")
        self.options = Options(world.content, self.output, world.templates, folder / "world" / "assets", world.base_url, jobs=1, memo=folder / "memo.sqlite")
        self.viewed: list[str] = []
        """Addresses of the pages that are looked at."""
        self.warm = Warm(self.options, lambda: self.viewed)
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

    def change(self, path: str, old: str, new: str) -> str:
        """Write other words into a file of the content, the templates or the assets; its path."""
        place = {"templates": self.options.templates, "assets": self.options.assets}.get(path.partition("/")[0], self.content / "x").parent / path
        text = place.read_text("utf-8")
        assert old in text
        place.write_text(text.replace(old, new), "utf-8")
        return str(place)

    def shown(self, path: str) -> str:
        """A page as it is now."""
        return (self.output / path).read_text("utf-8")

    def say(self, more: str) -> None:
        """Write another standfirst."""
        lines = [line for line in self.record.read_text("utf-8").splitlines(keepends=True) if not line.startswith("standfirst:")]
        self.record.write_text("".join([*lines, f"standfirst: {more}\n"]), "utf-8")

    def files(self) -> dict[str, bytes]:
        """All that is edited, by its path."""
        return {str(path): path.read_bytes() for folder in (self.content, self.options.templates) for path in folder.rglob("*") if path.is_file()}

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
    assert early and early.files == len({path for path in after if after[path] != before[path]}) > 0
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
    assert early and early.files == 0 and early.lines == tuple(stop.value.lines[:-1])
    assert published(desk.output) == before
    desk.record.write_text(good, "utf-8")
    desk.say(ADDED)
    mended = desk.warm.edit([str(desk.record)])
    assert mended and mended.files > 0 and mended.lines == ()


def test_an_edited_place_has_its_page_before_any_build(desk: Desk, tmp_path: Path) -> None:
    before, town = published(desk.output), desk.content / "authorities/riverton.yaml"
    page = desk.output / "authorities/riverton/index.html"
    town.write_text(town.read_text("utf-8").replace("name: Riverton", "name: Rivermouth"), "utf-8")
    early = desk.warm.edit([str(town)])
    after = published(desk.output)
    assert early and early.files == len({path for path in after if after[path] != before[path]}) > 0 and early.lines is None
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
    assert early and early.files == 0 and early.lines == tuple(stop.value.lines[:-1]) and published(desk.output) == before
    town.write_text(good, "utf-8")
    mended = desk.warm.edit([str(town)])
    assert mended and mended.lines == ()
    desk.build()
    assert published(desk.output) == desk.clean(tmp_path / "clean")


INSPECTION, PLACE, TOPIC = "authorities/riverton/visit-2021/index.html", "authorities/riverton/index.html", "topics/housing/index.html"
STORY, THREAD, ABOUT = "authorities/riverton/visit-2021/young-people/index.html", "authorities/riverton/topics/housing/index.html", "about/index.html"


@pytest.mark.parametrize(("path", "old", "new", "viewed"), [
    ("templates/pages/inspection.html", "At a glance", "At one glance", [INSPECTION]),
    ("templates/base.html", "</main>", "<p>From a template.</p></main>", [PLACE, INSPECTION, STORY, THREAD, TOPIC, "index.html", "inspections/index.html"]),
    ("assets/css/base.css", "}", "}\n.added { color: inherit }\n", [INSPECTION, ABOUT]),
    ("topics.yaml", "name: Housing", "name: Houses", [INSPECTION, TOPIC, THREAD]),
    ("topics.yaml", "name: Housing", "name: Houses", ["inspections/topics/housing/index.html", "data/topics.csv"]),
    ("sources/riverton-report.yaml", "2021 report", "Report of that year", [INSPECTION, PLACE, STORY, "coverage/index.html"]),
    ("glossary.yaml", "", "staff:\n  term: staff\n  plain: people who work there\n", [INSPECTION, "glossary/index.html"]),
    ("languages/en.yaml", "Full paper", "Whole paper", ["index.html", PLACE]),
    ("authorities/riverton.yaml", "name: Riverton", "name: Rivermouth", [INSPECTION, "index.html", "authorities/index.html"]),
    ("portal.yaml", "title: Small portal", "title: Town portal", ["index.html", INSPECTION, STORY]),
    ("frameworks/visit-2020.yaml", "name: Visit", "name: Call", [INSPECTION, PLACE, "inspections/index.html", "frameworks/visit-2020/index.html"]),
    ("pages/about.md", "We are", "We were", [ABOUT])])
def test_the_pages_that_are_looked_at_show_any_edit_before_a_build(path: str, old: str, new: str, viewed: list[str], desk: Desk, tmp_path: Path) -> None:
    before = published(desk.output)
    desk.viewed = viewed
    if old:
        place = desk.change(path, old, new)
    else:
        place = str(desk.content / path)
        Path(place).write_text(Path(place).read_text("utf-8") + new, "utf-8")
    early, after, clean = desk.warm.edit([place]), published(desk.output), desk.clean(tmp_path / "clean")
    assert early and early.lines is None
    assert early.files == len({name for name in after if after[name] != before[name]})
    different = [name for name in viewed if clean[name] != before[name]]
    assert different and [name for name in viewed if after[name] != clean[name]] == []
    assert all(after[name] in (before[name], clean[name]) for name in after), "each file is as it was or as it will be"
    assert after != clean or viewed == [ABOUT], "what nobody looks at waits"
    desk.build()
    assert published(desk.output) == clean


def test_a_page_that_is_looked_at_shows_an_edit_of_an_inspection_it_tells_of(desk: Desk, tmp_path: Path) -> None:
    desk.viewed = ["inspections/index.html", PLACE, "gone/index.html"]
    clean = dict[str, bytes]()
    for before, after in (("2021", "2020"), ("2020", "2019")):
        desk.change("inspections/riverton/visit-2021/inspection.yaml", f"visited: {before}", f"visited: {after}")
        assert desk.warm.edit([str(desk.record)])
        clean = desk.clean(tmp_path / f"clean-{after}")
        assert [desk.shown(path) for path in desk.viewed[:2]] == [clean[path].decode() for path in desk.viewed[:2]]
    desk.build()
    assert published(desk.output) == clean


def test_of_a_large_portal_the_pages_of_the_whole_wait(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hand, "AHEAD", 1)
    desk.viewed = [INSPECTION, TOPIC]
    before = desk.shown(TOPIC)
    early = desk.warm.edit([desk.change("topics.yaml", "name: Housing", "name: Houses")])
    assert early and "Houses" in desk.shown(INSPECTION) and desk.shown(TOPIC) == before
    desk.build()
    assert "Houses" in desk.shown(TOPIC)


@pytest.mark.parametrize(("path", "old", "new"), [
    ("templates/base.html", "</main>", '<p style="color: red">Red.</p></main>'), ("templates/pages/inspection.html", "{% block", "{% blok"),
    ("templates/pages/inspection.html", "title_block(heading", "title_block(nothing"),
    ("topics.yaml", "housing:", "houses:"), ("topics.yaml", "name: Housing", "nam: Housing"), ("authorities/riverton.yaml", "region: north", "region: nowhere"),
    ("sources/riverton-report.yaml", "publisher:", "publishes:"), ("languages/en.yaml", "going well", "going"),
    ("portal.yaml", "north:", "south:"), ("frameworks/visit-2020.yaml", "id: good", "id: fine")])
def test_what_is_wrong_with_any_edit_is_told_at_once_and_gone_when_it_is_mended(path: str, old: str, new: str, desk: Desk, tmp_path: Path) -> None:
    before, desk.viewed = published(desk.output), [INSPECTION, STORY]
    place = desk.change(path, old, new)
    early = desk.warm.edit([place])
    with pytest.raises(Stop) as stop:
        desk.build()
    assert early and early.files == 0 and early.lines and set(early.lines) <= set(stop.value.lines)
    assert published(desk.output) == before
    desk.change(path, new, old)
    desk.say(ADDED)
    mended = desk.warm.edit([place, str(desk.record)])
    assert mended and mended.files and mended.lines == ()
    desk.build()
    assert published(desk.output) == desk.clean(tmp_path / "clean")


def test_two_files_that_only_hold_together_are_taken_in_together_and_so_is_what_waited_for_another(desk: Desk, tmp_path: Path) -> None:
    desk.viewed = [PLACE]
    town = desk.change("authorities/riverton.yaml", "region: north", "region: south")
    early = desk.warm.edit([town])
    assert early and early.files == 0 and early.lines and "south" in early.lines[0]
    regions = desk.change("portal.yaml", "  north: The North", "  south: The South")
    mended = desk.warm.edit([regions])
    assert mended and mended.lines == () and "The South" in desk.shown(PLACE)
    desk.build()
    assert published(desk.output) == desk.clean(tmp_path / "south")
    desk.change("authorities/riverton.yaml", "region: south", "region: north")
    desk.change("portal.yaml", "  south: The South", "  north: The North")
    together = desk.warm.edit([town, regions])
    assert together and together.lines is None and "The North" in desk.shown(PLACE)
    desk.change("inspections/riverton/visit-2021/inspection.yaml", "[housing", "[homes")
    waits = desk.warm.edit([str(desk.record)])
    assert waits and waits.lines and "homes" in waits.lines[0]
    desk.viewed = [INSPECTION]
    mended = desk.warm.edit([desk.change("topics.yaml", "housing:", "homes:\n  name: Places to live\n  about: Homes for all.\nhousing:")])
    assert mended and mended.lines == () and "Places to live" in desk.shown(INSPECTION)
    desk.build()
    assert published(desk.output) == desk.clean(tmp_path / "homes")


FIGURE = """figures:
  - id: homes
    name: Homes found
    definition: New homes
    value: 12
    unit: homes
    period: {}
    series: homes-found
    where: paragraph 4
recommendations:"""
APART = """notes:
  - about: [homes]
    title: Two figures that only look alike
    text: They count other things.
    unlike: riverton/visit-2021#homes
    where: paragraph 4
added:"""


def fall_apart(desk: Desk) -> tuple[Path, Path, str]:
    """Two inspections with a figure of one series each; the second comes to say that they are to be kept apart, once the first has left the
    series. Their records, and the first as it was.
    """
    first, second = sorted(desk.content.glob("inspections/riverton/*/inspection.yaml"))
    for record, year in ((first, 2020), (second, 2022)):
        record.write_text(record.read_text("utf-8").replace("recommendations:", FIGURE.format(year), 1), "utf-8")
    desk.build()
    before = first.read_text("utf-8")
    second.write_text(second.read_text("utf-8").replace("added:", APART), "utf-8")
    return first, second, before


@pytest.mark.parametrize("previewed", [True, False])
def test_a_record_held_against_another_that_is_taken_back_is_held_against_it_again(previewed: bool, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether it was read by a preview, or by a build during which the other was another for a moment."""
    first, second, before = fall_apart(desk)
    left = before.replace("    series: homes-found\n", "")
    if previewed:
        first.write_text(left, "utf-8")
        early = desk.warm.edit([str(second), str(first)])
        assert early and early.lines is None
    else:
        def late(task: gather.Batch) -> list[Examined]:
            first.write_text(left, "utf-8")
            return examine(task)
        examine = gather.examine
        monkeypatch.setattr(gather, "examine", late)
        pipeline.build(desk.options, lambda *_: None)
        monkeypatch.undo()
    first.write_text(before, "utf-8")
    with pytest.raises(Stop, match="is of one series with a figure it is kept apart from"):
        pipeline.build(desk.options, lambda *_: None)


def test_a_paper_that_only_a_withdrawn_inspection_named_is_there_once_another_names_it(desk: Desk, tmp_path: Path) -> None:
    report = (desk.content / "sources/riverton-report.yaml").read_text("utf-8")
    (desk.content / "sources/later-report.yaml").write_text(report.replace("2021 report", "Later report"), "utf-8")
    for name, more in (("visit-2023", "withdrawn:\n  on: 2026-02-01\n  why: It was about another town.\n"), ("visit-2021", "")):
        record = desk.content / f"inspections/riverton/{name}/inspection.yaml"
        desk.viewed = [INSPECTION]
        record.write_text(record.read_text("utf-8").replace("source: riverton-report", "source: later-report") + more, "utf-8")
        if more:
            desk.build()
    early, clean = desk.warm.edit([str(desk.record)]), desk.clean(tmp_path / "clean")
    assert early and early.files and early.lines is None and desk.shown(INSPECTION) == clean[INSPECTION].decode()
    desk.build()
    assert published(desk.output) == clean


@pytest.mark.parametrize("gone", ["4913", "sedXyZ123"])
def test_a_file_that_an_editor_makes_and_takes_away_is_no_edit(gone: str, desk: Desk) -> None:
    desk.say(ADDED)
    early = desk.warm.edit([str(desk.record.with_name(gone)), str(desk.record)])
    assert early and early.files and ADDED in desk.page.read_text("utf-8") and not desk.warm.cold


def test_a_folder_that_went_and_a_record_that_is_a_link_now_wait_for_the_build(desk: Desk, tmp_path: Path) -> None:
    shutil.copy(desk.record, tmp_path / "elsewhere.yaml")
    desk.record.unlink()
    desk.record.symlink_to(tmp_path / "elsewhere.yaml")
    assert desk.warm.edit([str(desk.record)]) is None
    desk.record.unlink()
    shutil.copy(tmp_path / "elsewhere.yaml", desk.record)
    desk.build()
    shutil.move(desk.record.parent, tmp_path / "away")
    assert desk.warm.edit([str(desk.record.parent)]) is None


def test_after_an_edit_during_a_build_that_asks_for_more_nothing_is_at_hand_until_the_next(desk: Desk, tmp_path: Path) -> None:
    town = desk.content / "authorities/lakeside.yaml"

    def found() -> None:
        town.write_text("name: Lakeside\nkind: town\nregion: north\n", "utf-8")
        assert desk.warm.edit([str(town)]) is None
    desk.say(ADDED)
    desk.build(meanwhile=found)
    assert desk.warm.cold
    desk.change("inspections/riverton/visit-2021/inspection.yaml", "source: riverton-report", "source: riverton-report\nalso: [lakeside]")
    assert desk.warm.edit([str(desk.record)]) is None, "rather than a fault that is none"
    desk.build()
    assert not desk.warm.cold and published(desk.output) == desk.clean(tmp_path / "clean")


def test_a_fault_of_a_page_stands_while_others_are_looked_at(desk: Desk) -> None:
    desk.viewed = [INSPECTION]
    template = desk.change("templates/pages/inspection.html", "{% block", "{% blok")
    first = desk.warm.edit([template])
    desk.viewed = [ABOUT]
    second = desk.warm.edit([desk.change("pages/about.md", "We are", "We were")])
    assert first and second and first.lines == second.lines and first.lines and not second.mended
    desk.change("templates/pages/inspection.html", "{% blok", "{% block")
    mended = desk.warm.edit([template])
    assert mended and mended.lines == () and mended.mended == first.lines and "We were" in desk.shown(ABOUT)


def test_a_bug_costs_no_more_than_the_wait_for_a_build(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise KeyError("of ours")
    monkeypatch.setattr(hand.Hand, "pages", broken)
    desk.say(ADDED)
    with pytest.raises(KeyError):
        desk.warm.edit([str(desk.record)])
    assert desk.warm.cold
    desk.build(meanwhile=lambda: desk.warm.edit([str(desk.record)]))
    monkeypatch.undo()
    desk.build()
    assert not desk.warm.cold and ADDED in desk.page.read_text("utf-8")


def test_what_is_read_against_an_edit_that_is_taken_back_is_not_remembered_as_if_it_stood(desk: Desk, tmp_path: Path) -> None:
    desk.viewed = [INSPECTION]
    topics = desk.change("topics.yaml", "name: Housing", "name: Houses")
    assert desk.warm.edit([topics])
    desk.say(ADDED)
    assert desk.warm.edit([str(desk.record)])
    desk.change("topics.yaml", "name: Houses", "name: Housing")
    pipeline.build(desk.options, lambda *_: None)
    assert published(desk.output) == desk.clean(tmp_path / "clean")


def test_a_template_edited_during_a_build_is_still_shown_after_it(desk: Desk, tmp_path: Path) -> None:
    desk.viewed = [INSPECTION]

    def edit() -> None:
        assert desk.warm.edit([desk.change("templates/base.html", "</main>", "<p>From a template.</p></main>")])
    desk.say(ADDED)
    desk.build(meanwhile=edit)
    assert "From a template." in desk.shown(INSPECTION) and ADDED in desk.shown(INSPECTION)
    desk.build()
    assert published(desk.output) == desk.clean(tmp_path / "clean")


@pytest.mark.parametrize("edit", ["frameworks/visit-2020.yaml", "new", "gone", "besides", "elsewhere"])
def test_what_is_more_than_one_edit_shows_waits_for_the_build(edit: str, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hand, "AFRESH", 1)
    desk.say(ADDED)
    paths = {"new": [desk.record.with_name("summary-of-another.md")], "gone": [desk.record.with_name("summary.md")], "elsewhere": [tmp_path / "another.yaml"],
             "besides": [desk.record, desk.content / "frameworks/visit-2020.yaml"]}.get(edit, [desk.content / edit])
    summary = desk.record.with_name("summary.md").read_text("utf-8")
    if edit == "gone":
        paths[0].unlink()
    elif edit in {"new", "elsewhere"}:
        paths[0].write_text("Words.\n", "utf-8")
    before = published(desk.output)
    assert desk.warm.edit(map(str, paths)) is None
    assert published(desk.output) == before
    assert desk.warm.cold, "what is at hand no longer fits"
    if edit == "new":
        paths[0].unlink()
    desk.record.with_name("summary.md").write_text(summary, "utf-8")
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
    assert early and early.files == 0 and early.lines is None
    assert published(desk.output) == before


@pytest.mark.parametrize("seed", range(3))
def test_after_any_edit_each_file_is_as_it_was_or_as_it_will_be(seed: int, tmp_path: Path) -> None:
    """Pages looked at are as they will be, whatever was edited, once it is taken in."""
    desk, shown = Desk(tmp_path, seed), 0
    for number in range(EDITS):
        before, files = published(desk.output), desk.files()
        desk.viewed = desk.world.random.sample(sorted(path for path in before if path.endswith(".html")), 4)
        desk.world.edit()
        desk.world.mend()
        desk.world.base_url = desk.options.base_url
        now = desk.files()
        if now == files:
            continue
        early = desk.warm.edit([path for path in files | now if files.get(path) != now.get(path)])
        after, clean = published(desk.output), desk.clean(tmp_path / f"clean-{number}")
        told = desk.world.told[-2:]
        assert [path for path in after if after[path] not in (before[path], clean.get(path))] == [], told
        if early:
            shown += early.files
            assert early.lines is None, told
            assert [path for path in desk.viewed if path in clean and after[path] != clean[path]] == [], told
        if early is None or number % 3 == 0:
            desk.build()
            assert published(desk.output) == clean, told
    assert shown
