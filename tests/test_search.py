"""The search index: made by the real Pagefind, the same from run to run, kept while nothing changes, never half."""

import base64
import gzip
import json
import os
import subprocess
import sys
from pathlib import Path

import cbor2
import pytest

from plainspoken import pipeline, search
from plainspoken.bundle import SIGNED
from plainspoken.lean import Lean, Part
from plainspoken.pipeline import Options
from plainspoken.problems import Stop
from tests.conftest import BASE, ROOT, MakeSite, RunCommand
from tests.test_publish import in_own_mounts

TEMPLATES = ROOT / "templates"
LEANS = [Lean(f"place-{number % 3}/visit-{number}/index.html", "en-GB", f"Visit {number}", f"20{number:02}-01-01",
              (("authority", (f"place-{number % 3}",)), ("year", (f"20{number:02}",)), ("kind", ("inspection",))), ("Riverton.",),
              (Part(f"item-{number}", "Recommendation", (f"Children who are in care need a social worker, the {number}th time.",)),))
         for number in range(40)]


def built(cache: Path, leans: list[Lean] = LEANS, content: Path = BASE) -> dict[str, bytes]:
    return search.build(leans, TEMPLATES, cache, content)


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many pages Pagefind was given, each time it was run."""
    runs: list[int] = []
    made = search.made

    def heard(texts: dict[str, str]) -> dict[str, bytes]:
        runs.append(len(texts))
        return made(texts)
    monkeypatch.setattr(search, "made", heard)
    return runs


def test_two_indexes_of_the_same_pages_are_equal_byte_for_byte(tmp_path: Path) -> None:
    one, other = built(tmp_path / "one"), built(tmp_path / "a deeper place" / "zwei", LEANS[::-1])
    assert one == other
    names = sorted(one)
    assert {"pagefind/pagefind.js", "pagefind/pagefind-entry.json", "pagefind/wasm.en-gb.pagefind"} <= set(names)
    assert sum(name.startswith("pagefind/fragment/") for name in names) == 40
    assert sum(name.startswith("pagefind/filter/") for name in names) == 3


def test_pages_are_numbered_by_their_addresses_and_not_as_a_disk_lists_them(tmp_path: Path) -> None:
    def unpacked(data: bytes) -> bytes:
        return gzip.decompress(data).removeprefix(SIGNED)
    made = built(tmp_path)
    [meta] = [cbor2.loads(unpacked(data)) for name, data in made.items() if name.endswith(".pf_meta")]
    urls = [json.loads(unpacked(made[f"pagefind/fragment/{page[0]}.pf_fragment"]))["url"] for page in meta[1]]
    assert urls == sorted(f"/{lean.path}" for lean in LEANS)


def test_one_core_and_many_give_the_same_bytes(tmp_path: Path) -> None:
    code = "import pickle, sys; from pathlib import Path; from tests import test_search as t; sys.stdout.buffer.write(pickle.dumps(t.built(Path(sys.argv[1]))))"
    command = [sys.executable, "-c", code, str(tmp_path / "one")]
    alone = subprocess.run(["taskset", "-c", "0", *command] if sys.platform == "linux" else command, cwd=ROOT, capture_output=True)
    assert alone.returncode == 0, alone.stderr
    import pickle
    assert pickle.loads(alone.stdout) == built(tmp_path / "other")


def test_pagefind_runs_only_when_what_is_searched_has_changed(tmp_path: Path, counted: list[int]) -> None:
    first = built(tmp_path)
    assert built(tmp_path) == first
    assert counted == [40]
    assert built(tmp_path, LEANS[1:]) != first
    assert counted == [40, 39]
    assert len(list(tmp_path.iterdir())) == 1, "the older index of this content has gone, and so has what was worked in"


def test_a_cache_that_is_damaged_or_gone_costs_time_alone(tmp_path: Path, counted: list[int]) -> None:
    first = built(tmp_path)
    kept = next(tmp_path.iterdir())
    for damage in (lambda: kept.write_bytes(kept.read_bytes()[:-1]), lambda: kept.write_bytes(b""), kept.unlink,
                   lambda: kept.write_bytes(b"\0" + kept.read_bytes()[1:])):
        damage()
        assert built(tmp_path) == first
    assert counted == [40] * 5


@pytest.mark.parametrize("above", [True, False], ids=["a file above it", "a file in its place"])
def test_a_cache_that_cannot_be_made_costs_time_alone(above: bool, tmp_path: Path) -> None:
    in_place = tmp_path / "no-folder"
    in_place.write_text("a file")
    assert built(in_place / "search" if above else in_place) == built(tmp_path / "cache")
    assert in_place.read_text() == "a file"


@pytest.mark.parametrize("size", ["4k", "100k"])
def test_a_cache_whose_disk_is_full_costs_time_alone(size: str, tmp_path: Path) -> None:
    """Full before anything is kept, and while it is."""
    in_own_mounts(
        f"""
from tests.test_search import built
(folder / "cache").mkdir()
subprocess.run(["mount", "-t", "tmpfs", "-o", "size={size}", "none", str(folder / "cache")], check=True)
assert built(folder / "cache") == built(folder / "other")
assert not list((folder / "cache").iterdir())
print("looked")
""",
        tmp_path,
    )


def test_an_index_is_made_where_no_disk_has_room(tmp_path: Path) -> None:
    """A disk that fills up under Pagefind is not noticed by it: it would leave files cut short, and say that all is well."""
    in_own_mounts(
        """
from tests.test_search import built
for place in ("cache", "system"):
    (folder / place).mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=4k", "none", str(folder / place)], check=True)
os.environ["TMPDIR"] = str(folder / "system")
import tempfile
tempfile.tempdir = None
assert built(folder / "cache") == built(folder / "other")
print("looked")
""",
        tmp_path,
    )


def test_the_cache_keeps_a_few_indexes_and_no_work_of_killed_builds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "made", lambda texts: {"one": b""})
    left, busy = tmp_path / "work-left", tmp_path / "work-busy"
    left.mkdir()
    busy.mkdir()
    os.utime(left, (0, 0))
    for number in range(search.KEPT + 3):
        built(tmp_path, content=Path(f"/content-{number}"))
    assert len(list(tmp_path.glob("*.index"))) == search.KEPT
    assert not left.exists() and busy.exists()


def test_the_last_index_of_a_content_folder_is_found_and_no_others(tmp_path: Path) -> None:
    made = built(tmp_path, LEANS[:3])
    assert search.last(tmp_path, BASE) == made
    assert search.last(tmp_path, BASE.parent) == {}
    assert search.last(tmp_path / "nowhere", BASE) == {}


# When Pagefind does not do its work.

TWICE = """
import os, subprocess, sys
told, last = subprocess.Popen([os.environ["REAL"], *sys.argv[1:]], stdin=subprocess.PIPE).stdin, b""
for number in range(43):
    asked = b""
    while not asked.endswith(b","):
        asked += sys.stdin.buffer.read(1)
    last = last if number == 2 else asked
    told.write(last)
    told.flush()
"""
"""Hands Pagefind the first page twice and the second not at all."""


@pytest.mark.parametrize(("program", "reason"), [
    ("exit 3", "it ended with 3"),
    ("echo 'one line' >&2; echo 'no room on \x1b[2Kdisk' >&2; exit 1", r"no room on \x1b[2Kdisk"),
    ("exit 0", "it ended with 0"),
    ("printf 'good day,'; cat >/dev/null", "it answered what cannot be read"),
    (f"printf %s {base64.b64encode(json.dumps({'payload': {'type': 'Error', 'message': 'not today'}}).encode()).decode()},; cat >/dev/null", "not today"),
    ('exec "$PYTHON" -c "$TWICE" "$@"', "it read 39 of 40 pages"),
], ids=["failing", "complaining", "saying nothing", "babbling", "refusing", "leaving a page out"])
def test_a_pagefind_that_fails_is_told_in_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, program: str, reason: str) -> None:
    from pagefind_bin import get_executable
    fake = tmp_path / "pagefind"
    fake.write_text(f"#!/bin/sh\n{program}\n")
    fake.chmod(0o755)
    monkeypatch.setenv("REAL", str(get_executable()))
    for name, value in {"PAGEFIND_BINARY_PATH": str(fake), "PYTHON": sys.executable, "TWICE": TWICE}.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(Stop) as stopped:
        built(tmp_path / "cache")
    assert stopped.value.code == 3
    [line] = stopped.value.lines
    assert line.startswith("Pagefind could not make the search index: ") and reason in line and line.endswith("or build with --no-search.")
    assert not (tmp_path / "cache").exists()


@pytest.mark.parametrize("library", [True, False], ids=["no library", "no program"])
def test_a_pagefind_that_is_missing_stops_the_build_with_3_and_publishes_nothing(
        library: bool, run: RunCommand, make_site: MakeSite, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if library:
        monkeypatch.setitem(sys.modules, "pagefind.service", None)
    else:
        monkeypatch.setenv("PAGEFIND_BINARY_PATH", str(tmp_path / "nowhere"))
    content = make_site({"glossary.yaml": "mole:\n  term: mole\n  plain: An animal that no index in the cache holds yet.\n"})
    done = run("build", "--content", content, "--output", tmp_path / "output")
    assert done.code == 3
    assert ("pagefind.service" if library else f"{tmp_path / 'nowhere'}: No such file or directory.") in done.err.splitlines()[-1]
    assert len(done.err.splitlines()) == 6, done.err
    assert not (tmp_path / "output" / "index.html").exists()


def test_its_surroundings_do_not_change_what_pagefind_does(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = built(tmp_path / "one")
    (tmp_path / "pagefind.yml").write_text("glob: nothing\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PAGEFIND_FORCE_LANGUAGE", "cy")
    assert built(tmp_path / "two") == expected


# In a build.

def site(make_site: MakeSite, tmp_path: Path, **settings: object) -> Options:
    return Options(make_site(), tmp_path / "output", TEMPLATES, ROOT / "assets", cache=tmp_path / "cache", **settings)  # type: ignore[arg-type]


def test_search_is_a_stage_of_its_own_whose_time_is_told_apart(make_site: MakeSite, tmp_path: Path) -> None:
    stages: list[str] = []
    report = pipeline.build(site(make_site, tmp_path), lambda stage, *_: stages.append(stage))
    assert list(dict.fromkeys(stages)) == ["read", "check", "render", "audit", "search", "publish"]
    assert report.search is not None and report.search > 0 and report.seconds > 0
    assert (tmp_path / "output" / "pagefind" / "pagefind.js").is_file()


def test_whoever_searches_for_help_is_led_to_the_help_lines(make_site: MakeSite, tmp_path: Path) -> None:
    pipeline.build(site(make_site, tmp_path), lambda *_: None)
    page = (tmp_path / "output" / "search" / "index.html").read_text("utf-8")
    assert '<a href="../young-people/index.html#help">' in page


def test_a_portal_without_search_has_no_index_no_box_and_says_so(make_site: MakeSite, tmp_path: Path, run: RunCommand) -> None:
    content, output = make_site(), tmp_path / "output"
    assert run("build", "--content", content, "--output", output).code == 0
    assert "data-search" in (output / "index.html").read_text() and (output / "pagefind").is_dir()
    done = run("build", "--content", content, "--output", output, "--no-search")
    assert done.code == 0 and done.out.splitlines()[0].endswith(" s; without search.")
    assert not (output / "pagefind" / "pagefind.js").exists()
    page, home = (output / "search" / "index.html").read_text(), (output / "index.html").read_text()
    assert "built without its search index" in page and "<form" not in page and "<script" not in page and 'href="../topics/index.html"' in page
    assert "data-search" not in home and 'href="search/index.html"' in home and "<script" not in home


def test_a_preview_waits_for_no_index_and_says_which_it_searches(make_site: MakeSite, tmp_path: Path, counted: list[int]) -> None:
    build, preview = site(make_site, tmp_path), site(make_site, tmp_path, fresh=False)
    page = tmp_path / "output" / "search" / "index.html"
    assert pipeline.build(preview, lambda *_: None).search is None
    assert "built without its search index" in page.read_text()
    pipeline.build(build, lambda *_: None)
    assert "preview" not in page.read_text()
    topics = build.content / "topics.yaml"
    topics.write_text(topics.read_text() + "moles:\n  name: Moles\n  about: Animals below the lawn.\n")
    pipeline.build(preview, lambda *_: None)
    assert "This is a preview" in page.read_text()
    assert (tmp_path / "output" / "pagefind" / "pagefind.js").is_file() and (tmp_path / "output" / "topics" / "moles" / "index.html").is_file()
    assert len(counted) == 1


def test_what_is_withdrawn_leaves_no_trace_in_the_index(make_site: MakeSite, tmp_path: Path) -> None:
    options = site(make_site, tmp_path)

    def held(word: bytes) -> bool:
        files = [path for path in (tmp_path / "output" / "pagefind").rglob("*") if path.suffix in {".pf_fragment", ".pf_index", ".pf_meta", ".pf_filter"}]
        assert len(files) > 5
        return any(word in gzip.decompress(path.read_bytes()) for path in files)
    record = options.content / "inspections" / "riverton" / "visit-2021" / "inspection.yaml"
    pipeline.build(options, lambda *_: None)
    assert held(b"visit-2021")
    record.write_text(record.read_text() + "withdrawn:\n  on: 2026-02-01\n  why: It was about another town.\n")
    pipeline.build(options, lambda *_: None)
    assert not held(b"visit-2021") and held(b"Riverton")
