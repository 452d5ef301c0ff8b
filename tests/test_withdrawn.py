"""A withdrawn inspection keeps its address, says there why it went, and leaves no other trace in what is published."""

import gzip
import re
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from functools import cache
from html import unescape
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from plainspoken import dates, portal, urls
from plainspoken.record import Withdrawn
from tests.conftest import DEFAULTS, MakeSite, RunCommand
from tests.test_pages import real

ROOT = Path(__file__).resolve().parent.parent
INSPECTION = "inspections/riverton/visit-2021/inspection.yaml"
NOTICE = "withdrawn:\n  on: 2026-12-01\n  why: It told of the wrong town.\n"
PAPER = DEFAULTS["sources/riverton-report.yaml"].decode()
LONG = 30
"""Letters from which on words are a sentence of their own, and not a label that may stand anywhere."""
KNOWN_BY = 40
"""Letters by which a sentence is looked for: a database may lay a longer one in two places."""


def sentences(record: Any) -> Iterator[str]:
    """Every long text in a record, however deep."""
    if isinstance(record, str):
        yield from (part.strip() for part in re.split(r"\n\n+", record) if len(part.strip()) >= LONG)
    elif is_dataclass(record):
        for field in fields(record):
            yield from sentences(getattr(record, field.name))
    elif isinstance(record, Mapping):
        yield from (text for value in record.values() for text in sentences(value))
    elif isinstance(record, tuple | list):
        yield from (text for value in record for text in sentences(value))


def plain(text: str) -> str:
    """Words alone: no tags, no escapes, single spaces."""
    text = re.sub(r"\\u([0-9a-f]{4})", lambda found: chr(int(found[1], 16)), text)
    return " ".join(unescape(re.sub(r"<[^>]+>", "", text)).split())


@cache
def readings(body: bytes) -> str:
    """All that a file says, packed or not, as it stands and in words."""
    unpacked = gzip.decompress(body) if body[:2] == b"\x1f\x8b" else body
    text = unpacked.decode("utf-8", "replace")
    return f"{text}\n{plain(text)}\n{body.decode('utf-8', 'replace') if unpacked is not body else ''}"


def published(output: Path) -> dict[str, str]:
    """What every file below the output says, our own notes among them."""
    return {path.relative_to(output).as_posix(): readings(path.read_bytes()) for path in output.rglob("*") if path.is_file()}


def traces(files: Mapping[str, str], key: tuple[str, str], words: list[str]) -> list[str]:
    """Where in these files an id or one of these texts stands, but for the notice and its line in the list of files."""
    notice = urls.inspection(key)
    name = re.compile(rf"(?<![\w-]){re.escape(key[1])}(?![\w-])")
    found = []
    for path, whole in files.items():
        if path != notice:
            said = whole.replace(f'"{notice}"', "")
            found += [f"{path}: {key[1]}"] if name.search(said) or name.search(path) else []
            found += [f"{path}: {text}" for text in words if text[:KNOWN_BY] in said]
    return found


class Whole(NamedTuple):
    """A folder with the real content, built into `output` beside it, and what every file there said at first."""

    folder: Path
    before: Mapping[str, str]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory, run: RunCommand) -> Iterator[Whole]:
    """The real portal, of which one inspection after the other is withdrawn and comes back."""
    folder = tmp_path_factory.mktemp("withdrawn")
    shutil.copytree(ROOT / "content", folder / "content")
    yield Whole(folder, published(built(folder / "content", run)))
    readings.cache_clear()


@pytest.mark.parametrize("name", ["derby/jar-2007", "derby/safeguarding-2011", "derby-college/college-2007", "derby/cpa-2007"])
def test_withdrawing_one_and_building_once_leaves_no_trace_but_its_notice(whole: Whole, run: RunCommand, name: str) -> None:
    """Neither its id nor a text of it: not in pages, data, feeds, sitemap, pages for young people, nor in any other file."""
    authority, _, inspection = name.partition("/")
    key, content = (authority, inspection), real().content
    folder = whole.folder
    elsewhere = [path for path in (folder / "content").rglob("*") if path.is_file() and f"/{name}/" not in path.as_posix()]
    others = plain("\n".join(path.read_text("utf-8") for path in [*elsewhere, ROOT / "docs/records.md"]))  # columns tell of themselves by examples
    stories = [text for story, text in content.stories.items() if story[:2] == key]
    mine = [content.inspections[key], content.plans.get(key), content.summaries.get(key), *stories]
    words = [text for text in map(plain, sentences(mine)) if " " in text and text[:KNOWN_BY] not in others]
    assert len(words) >= 5 and sum(inspection == other for _, other in content.inspections) == 1
    before = traces(whole.before, key, words)
    assert len({line.partition(":")[0] for line in before}) > 10, before
    assert "It told of the wrong town." not in (folder / "output" / urls.inspection(key)).read_text("utf-8"), "it is withdrawn already"
    record = folder / "content/inspections" / name / "inspection.yaml"
    original = record.read_text("utf-8")
    record.write_text(original + NOTICE, "utf-8")
    try:
        assert traces(published(built(folder / "content", run)), key, words) == []
        notice = (folder / "output" / urls.inspection(key)).read_text("utf-8")
        assert "Withdrawn on 1 December 2026" in notice and "It told of the wrong town." in notice
    finally:
        record.write_text(original, "utf-8")


def test_the_guard_looks_into_every_kind_of_file(tmp_path: Path) -> None:
    said = "A sentence that is long enough to be looked for."
    (tmp_path / "a.html").write_text(f"<p>{said.replace('that', '<a>that</a>')}</p>")
    (tmp_path / "b.bin").write_bytes(b"\x00\xff" + said.encode() + b"\xfe")
    (tmp_path / "c.pf").write_bytes(gzip.compress(said.encode()))
    (tmp_path / "d.json").write_text('"A sentence \\u0074hat is long enough to be looked for."')
    (tmp_path / "visit-9.txt").write_text("")
    (tmp_path / "e.txt").write_text("revisit-9 visit-90")
    found = traces(published(tmp_path), ("a", "visit-9"), [said])
    assert sorted(line.partition(":")[0] for line in found) == ["a.html", "b.bin", "c.pf", "d.json", "visit-9.txt"]


def built(content: Path, run: RunCommand) -> Path:
    output = content.parent / "output"
    done = run("build", "--content", content, "--output", output)
    assert done.code == 0, done.err
    return output


def second(name: str, extra: str = "") -> dict[str, str | bytes]:
    """A second visit to the small site's town, which speaks of the first."""
    files: dict[str, str | bytes] = {path.replace("visit-2021", name): text for path, text in DEFAULTS.items()
                                     if "visit-2021" in path and "plan" not in path}
    files[INSPECTION.replace("visit-2021", name)] = DEFAULTS[INSPECTION].decode() + extra
    return files


def test_what_points_at_it_forgets_it(make_site: MakeSite, run: RunCommand) -> None:
    """Links in Markdown, what an inspection returns to, stands beside, says of progress, and looks like; its own papers go with it."""
    extra = ("follows: riverton/visit-2021\nprogress:\n  - of: riverton/visit-2021#recommendation-1\n    state: under-way\n    text: Homes were being built.\n"
             "    where: page 1\nnotes:\n  - about: homes\n    title: Two counts\n    text: They are not the same.\n    unlike: riverton/visit-2021#homes\n")
    link = "See [the first visit](inspection:riverton/visit-2021#homes), its [paper](source:first-report) and [the second](inspection:riverton/visit-two).\n"
    files = {**second("visit-two", extra), INSPECTION: DEFAULTS[INSPECTION].decode().replace("riverton-report", "first-report") + NOTICE,
             "pages/coverage.md": link, "sources/first-report.yaml": re.sub("(?m)^title: .*$", "title: The first paper", PAPER)}
    output = built(make_site(files), run)
    coverage = (output / "coverage/index.html").read_text()
    assert "See the first visit, its paper and <a " in coverage
    assert traces(published(output), ("riverton", "visit-2021"), ["The first paper"]) == []
    page = (output / "authorities/riverton/visit-two/index.html").read_text()
    assert "Homes were being built." not in page and "Two counts" in page


def test_a_paper_that_another_inspection_cites_stays() -> None:
    content = real().content
    key, why = ("derby", "apa-2007"), Withdrawn(on=dates.read(["2026-12-01"]), why="So.")
    gone = portal.build(replace(content, inspections=content.inspections | {key: replace(content.inspections[key], withdrawn=why)}))
    assert content.inspections[key].source in set(gone.reference.sources) == set(content.sources)


def test_its_former_addresses_carry_the_notice(make_site: MakeSite, run: RunCommand) -> None:
    former = "was: [riverton/visit-one, oldtown/visit-one]\n"
    output = built(make_site({**second("visit-two"), INSPECTION: DEFAULTS[INSPECTION].decode() + former + NOTICE}), run)
    for path in ("riverton/visit-one", "oldtown/visit-one"):
        text = (output / "authorities" / path / "index.html").read_text()
        assert "It told of the wrong town." in text and "visit-2021" not in text
    assert not list((output / "authorities/riverton/visit-one").glob("*/*.html"))
    assert "visit-one" not in (output / "sitemap.xml").read_text()


def test_a_portal_whose_only_inspection_is_withdrawn_still_stands(make_site: MakeSite, run: RunCommand) -> None:
    output = built(make_site({INSPECTION: DEFAULTS[INSPECTION].decode() + NOTICE}), run)
    assert not (output / "feed.xml").exists()
    assert traces(published(output), ("riverton", "visit-2021"), ["Staff are kind.", "Find more homes.", "Build homes."]) == []
