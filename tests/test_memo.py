"""What is remembered saves work and changes nothing: after any edits a build with the memo leaves what a clean build does."""

import sqlite3
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from plainspoken import facets, folders, ledger, making, memo, pipeline, publish, refer, sights, slices
from plainspoken.making import Family
from plainspoken.memo import Memo
from plainspoken.options import WHOLE, Options
from plainspoken.pages import feeds, lists, places, register, signposts, threads, topics, young
from plainspoken.problems import Stop
from plainspoken.report import Report
from tests.built import published
from tests.conftest import ROOT
from tests.worlds import Visit, World

SEQUENCES = 300
KEY, OTHER = b"k" * 16, b"o" * 16
OFTEN = {"add": 4, "change": 4} | dict.fromkeys(
    "rename remove topic place paper portal template withdraw follow touch same_size break_it address share plan".split(), 1)
"""How often each kind of edit befalls a block at the least."""
FEW = (places.pages, young.pages, register.pages, lists.front, lists.pages, topics.pages, threads.pages, signposts.pages, feeds.pages)
"""Page types of the whole portal that hang on records; those that hang on the portal's own words are left out, to save time."""


pytestmark = pytest.mark.usefixtures("compiled_anywhere")


def build(world: World, output: Path, remembered: Path | None, whole: tuple[Family, ...] = WHOLE) -> Report | list[str]:
    """What came of a build: a report, or the lines of a refusal. With fewer than all page types no link between pages is followed."""
    elsewhere = None if whole is WHOLE else bool
    options = Options(world.content, output, world.templates, ROOT / "assets", world.base_url, jobs=1, memo=remembered, whole=whole, elsewhere=elsewhere)
    try:
        return pipeline.build(options, lambda *_: None)
    except Stop as stop:
        return stop.lines


@pytest.mark.parametrize("block", range(10))
def test_after_any_edits_the_build_with_the_memo_equals_the_clean_build(block: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Three hundred sequences in ten blocks; each goes on from where the one before left the memo and the output. One block makes all page types.

    In every other block the page of a place shows its latest inspection alone, and a list holds them all; what holds two of anything is
    counted, or told region by region. In the others each place is made in parts.
    """
    if block % 2 == 0:
        monkeypatch.setattr(facets, "IN_FULL", 1)
        monkeypatch.setattr(facets, "SPLIT", 1)
        monkeypatch.setattr(refer, "SPLIT", 1)
    else:
        monkeypatch.setattr(slices, "PART", 1)
    whole = FEW if block else WHOLE
    world = World(tmp_path / "world", block)
    output, remembered = tmp_path / "output", tmp_path / "memo.sqlite"
    refused = lists_of_places = by_region = 0
    for number in range(SEQUENCES // 10):
        for _ in range(world.random.randrange(1, 3)):
            world.edit()
        before = published(output) if output.exists() else {}
        found = build(world, output, remembered, whole)
        with TemporaryDirectory() as clean:
            expected = build(world, Path(clean), None, whole)
            if isinstance(expected, list):
                refused += 1
                world.mend()
                assert found == expected, (number, world.told)
                assert (published(output) if output.exists() else {}) == before, (number, world.told)
            else:
                assert isinstance(found, Report), (number, world.told, found)
                assert published(output) == published(Path(clean)), (number, world.told)
                assert found.pages == expected.pages
                lists_of_places += (output / "inspections/authorities").exists()
                by_region += any(output.glob("topics/*/*/index.html"))
    assert 0 < refused < SEQUENCES // 20
    assert block % 2 or (lists_of_places > SEQUENCES // 50 and by_region)
    assert all(world.edits[kind] >= least for kind, least in OFTEN.items()), world.edits


# Whatever becomes of its file.

def damaged(path: Path) -> list[Callable[[], object]]:
    """Ways to harm a file."""
    data = path.read_bytes()
    middle = len(data) // 2
    return [path.unlink, lambda: path.write_bytes(b""), lambda: path.write_bytes(data[:middle]), lambda: path.write_bytes(b"no database\n" * 400),
            lambda: path.write_bytes(data[:middle] + bytes(4096) + data[middle + 4096:]), lambda: path.write_bytes(data[:200] + b"\xff" * 5000 + data[5200:])]


@pytest.mark.parametrize("way", range(6))
def test_a_damaged_memo_costs_time_and_nothing_else(way: int, tmp_path: Path) -> None:
    world = World(tmp_path / "world", 1)
    output, remembered = tmp_path / "output", tmp_path / "memo.sqlite"
    build(world, output, remembered)
    damaged(remembered)[way]()
    world.edit()
    found = build(world, output, remembered)
    build(world, tmp_path / "clean", None)
    assert isinstance(found, Report)
    assert published(output) == published(tmp_path / "clean")
    again = build(world, output, remembered)
    assert isinstance(again, Report) and again.written == 0


def test_a_value_that_was_changed_counts_as_not_there(tmp_path: Path) -> None:
    place = tmp_path / "memo.sqlite"
    with Memo(place) as held:
        held.put({KEY: b"one", OTHER: b"two"})
    with sqlite3.connect(place) as file:
        file.execute("UPDATE memo SET value = (SELECT value FROM memo WHERE key = ?) WHERE key = ?", (OTHER, KEY))
    file.close()
    with Memo(place) as held:
        assert held.get(KEY) is None and held.get(OTHER) == b"two"


def test_a_memo_that_cannot_be_written_lasts_as_long_as_the_run(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with Memo(tmp_path / "file" / "memo.sqlite") as held:
        held.put({KEY: b"one"})
        assert held.get(KEY) == b"one"
    assert (tmp_path / "file").read_bytes() == b""


def test_what_a_portal_needs_no_more_is_dropped_when_it_is_most_of_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memo, "LEAST", 1000)
    world, output, place = World(tmp_path / "world", 4), tmp_path / "output", tmp_path / "memo.sqlite"
    build(world, output, place)
    with Memo(place) as held:
        held.put({bytes([number // 256, number % 256]) * 8: b"old" for number in range(20000)})
        assert held.crowded(1000)
    build(world, output, place)
    with Memo(place) as held:
        assert held.get(bytes([0, 7]) * 8) == b"old", "a build of which nothing changed does not know what is needed"
    for _ in range(2):
        world.edit()
        assert isinstance(build(world, output, place), Report)
    with Memo(place) as held:
        assert held.get(bytes([0, 7]) * 8) is None
    read: list[str] = []
    examine = folders.examine
    monkeypatch.setattr(folders, "examine", lambda name, around: (read.append(name), examine(name, around))[1])
    record = next(world.content.glob("inspections/*/*/inspection.yaml"))
    record.write_text(record.read_text("utf-8") + "# looked over\n", "utf-8")
    assert isinstance(build(world, output, place), Report)
    assert read == [f"{record.parent.parent.name}/{record.parent.name}"], "all else that is needed has stayed"


def test_two_builds_may_use_one_memo_at_once(tmp_path: Path) -> None:
    place = tmp_path / "memo.sqlite"
    with Memo(place) as one, Memo(place) as other:
        one.put({KEY: b"one"})
        other.put({OTHER: b"two"})
        assert one.get(OTHER) == b"two" and other.get(KEY) == b"one"


def test_another_version_of_ours_finds_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    world = World(tmp_path / "world", 2)
    output, remembered = tmp_path / "output", tmp_path / "memo.sqlite"
    first = build(world, output, remembered)
    monkeypatch.setattr(memo, "LIBRARIES", ("jinja2",))
    memo.version.cache_clear()
    try:
        heard: list[str] = []
        options = Options(world.content, output, world.templates, ROOT / "assets", jobs=1, memo=remembered)
        second = pipeline.build(options, lambda stage, *_: heard.append(stage))
    finally:
        monkeypatch.undo()
        memo.version.cache_clear()
    assert isinstance(first, Report) and second.pages == first.pages and second.written == 0
    assert "render" in heard


def test_an_output_that_something_else_was_published_to_is_made_anew(tmp_path: Path) -> None:
    """Even where all of ours is still there: what came besides has to go."""
    world, output, remembered = World(tmp_path / "world", 3), tmp_path / "output", tmp_path / "memo.sqlite"
    build(world, output, remembered)
    expected = published(output)
    publish.publish({**expected, "more/index.html": b"of somebody else"}, output)
    assert isinstance(build(world, output, remembered), Report)
    assert published(output) == expected


def test_a_page_edited_by_hand_is_put_right_and_one_removed_comes_back(tmp_path: Path) -> None:
    world, output, remembered = World(tmp_path / "world", 4), tmp_path / "output", tmp_path / "memo.sqlite"
    build(world, output, remembered)
    expected = published(output)
    (output / "index.html").write_bytes(b"x" * len(expected["index.html"]))
    (output / "topics" / "index.html").unlink()
    found = build(world, output, remembered)
    assert isinstance(found, Report) and found.written == 2
    assert published(output) == expected


def test_an_edit_makes_the_pages_that_show_it_and_no_others(tmp_path: Path) -> None:
    world, output, remembered = World(tmp_path / "world", 5), tmp_path / "output", tmp_path / "memo.sqlite"
    build(world, output, remembered)
    before = published(output)
    key = ("riverton", "visit-2023")
    world.visits[key].verb = "planned"
    world.write()
    found = build(world, output, remembered)
    changed = {path for path, body in published(output).items() if before.get(path) != body}
    assert isinstance(found, Report) and found.written == len(changed) < 30
    assert "authorities/riverton/visit-2023/index.html" in changed
    assert not any("visit-2021" in path for path in changed if path.endswith(".html"))


def test_a_new_day_makes_the_pages_of_its_record_and_what_tells_of_the_whole_and_no_others(tmp_path: Path) -> None:
    """No page of another inspection, and no file of what is written once, though the whole is newer now."""
    world, output, remembered = World(tmp_path / "world", 5), tmp_path / "output", tmp_path / "memo.sqlite"
    world.visits["riverton", "visit-2023"].plan = True
    world.write()
    build(world, output, remembered)
    before = published(output)
    world.visits["riverton", "visit-2023"].corrected = "2026-03-01"
    world.write()
    build(world, output, remembered)
    after = published(output)
    changed = {path for path, body in after.items() if before.get(path) != body}
    for path in ("authorities/riverton/visit-2023/index.html", "authorities/riverton/visit-2023/plan/index.html",
                 "authorities/riverton/visit-2023/young-people/index.html", "authorities/riverton/visit-2023/index.json", "data/index.html"):
        assert b"records as of 1 March 2026" in after[path] and path in changed, path
    assert b"as of 31 January 2026" in after["authorities/riverton/visit-2021/index.html"]
    for path in ("data/csv-metadata.json", "data/findings.json", "data/findings.csv-metadata.json", "data/metadata.json", "authorities/riverton/index.json"):
        assert b"2026-03-01" in after[path], path
    once = [f"data/{name}{ending}" for name in ("authorities", "topics", "sources", "frameworks", "areas", "grades", "comparisons", "codes")
            for ending in (".csv", ".json", ".csv-metadata.json")]
    assert set(once) <= set(after) and not changed & {*once, "data/findings.csv", "data/columns/index.html", "authorities/riverton/index.html"}
    assert not any("visit-2021" in path for path in changed)
    build(world, clean := tmp_path / "clean", tmp_path / "none.sqlite")
    assert published(clean) == after


def test_withdrawing_an_inspection_makes_no_page_again_that_never_led_to_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    world, output, remembered = World(tmp_path / "world", 5), tmp_path / "output", tmp_path / "memo.sqlite"
    world.texts["authorities/lakeside.yaml"] = "name: Lakeside\nkind: town\nregion: north\n"
    world.visits["lakeside", "visit-2022"] = Visit(2022)
    world.write()
    build(world, output, remembered)
    made: list[str] = []
    render = making.render
    monkeypatch.setattr(making, "render", lambda page, *more: made.append(page.path) or render(page, *more))
    world.visits["riverton", "visit-2023"].withdrawn = True
    world.write()
    assert isinstance(build(world, output, remembered), Report)
    assert "authorities/riverton/visit-2023/index.html" in made and "authorities/riverton/index.html" in made
    assert not [path for path in made if path.startswith("authorities/lakeside/visit-2022/")] and "frameworks/visit-2020/index.html" in published(output)


def test_the_pages_of_a_place_look_up_no_other_place_that_they_do_not_name(tmp_path: Path) -> None:
    """Else each would be made again with every other, and a portal of many places would cost their square."""
    options = Options(ROOT / "content", tmp_path / "output", ROOT / "templates", ROOT / "assets", jobs=1, memo=tmp_path / "memo.sqlite", whole=(),
                      elsewhere=bool)
    pipeline.build(options, lambda *_: None)
    with Memo(options.memo) as remembered:
        units = ledger.load(remembered, options.content, options.output).units
    asked = {name: {of for kind, of in ledger.looked_up(unit) if kind == "authorities"} for name, unit in units.items()}
    assert asked["leicester"] == {"leicester"} and "derby" in asked["derby"]
    assert not asked["derby"] & {"leicester", "stoke-on-trent", "*"}


def test_what_the_build_before_left_counts_as_nothing_once_a_part_of_it_is_lost(tmp_path: Path) -> None:
    world, output, remembered = World(tmp_path / "world", 5), tmp_path / "output", tmp_path / "memo.sqlite"
    build(world, output, remembered, FEW)
    with Memo(remembered) as held:
        assert ledger.load(held, world.content, output).units
        held.keep([ledger.key(world.content, output)])
        assert ledger.load(held, world.content, output) == ledger.Ledger()
    again = build(world, output, remembered, FEW)
    assert isinstance(again, Report) and again.written == 0


def test_a_page_removed_by_hand_comes_back_though_what_was_seen_in_it_is_lost_and_it_is_another_now(tmp_path: Path) -> None:
    world, output, remembered = World(tmp_path / "world", 4), tmp_path / "output", tmp_path / "memo.sqlite"
    build(world, output, remembered)
    page = "authorities/riverton/visit-2021/index.html"
    with Memo(remembered) as held:
        left = ledger.load(held, world.content, output)
        seen = [sights.key(filed.made) for unit in left.units.values() for path, filed in unit.files.items() if path != page]
        held.keep([ledger.key(world.content, output), *left.stored.values(), *seen])
    (output / page).unlink()
    world.visits["riverton", "visit-2021"].verb = "waited"
    world.write()
    assert isinstance(build(world, output, remembered), Report)
    build(world, tmp_path / "clean", None)
    assert published(output) == published(tmp_path / "clean")
