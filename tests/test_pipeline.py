"""From content to output, and nothing on the way when something is wrong."""

import gc
import shutil
from collections import Counter
from pathlib import Path

import pytest

from plainspoken import base, gather, pipeline, site, slices
from plainspoken.pipeline import Options
from plainspoken.problems import Stop
from plainspoken.sheet import Sheet

ROOT = Path(__file__).resolve().parent.parent


def options(content: Path, output: Path, templates: Path = ROOT / "templates", jobs: int = 1) -> Options:
    return Options(content, output, templates, ROOT / "assets", jobs=jobs)


def snapshot(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_worker_processes_and_one_process_make_the_same_portal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (base, gather, site):
        monkeypatch.setattr(module, "MANY", 0)
    pipeline.build(options(ROOT / "content", tmp_path / "one", jobs=1), lambda *_: None)
    pipeline.build(options(ROOT / "content", tmp_path / "two", jobs=2), lambda *_: None)
    first, second = snapshot(tmp_path / "one"), snapshot(tmp_path / "two")
    assert len(first) > 100
    assert first == second


def test_a_place_of_many_inspections_is_made_in_parts_and_its_pages_are_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pipeline.build(options(ROOT / "content", tmp_path / "whole"), lambda *_: None)
    monkeypatch.setattr(slices, "PART", 1)
    pipeline.build(options(ROOT / "content", tmp_path / "parts"), lambda *_: None)
    assert snapshot(tmp_path / "whole") == snapshot(tmp_path / "parts")


def test_nothing_of_a_page_is_left_when_it_is_made(tmp_path: Path) -> None:
    """Garbage is not looked for while a portal is built, so that what holds itself would stay for every one of its pages."""
    gc.collect()
    gc.disable()
    gc.set_debug(gc.DEBUG_SAVEALL)
    try:
        report = pipeline.build(options(ROOT / "content", tmp_path), lambda *_: None)
        gc.collect()
        left = Counter(type(one) for one in gc.garbage)
    finally:
        gc.set_debug(0)
        gc.garbage.clear()
        gc.enable()
    assert left.total() and report.pages > 300
    assert left[Sheet] < report.pages // 20, left.most_common(20)  # a template that calls itself keeps a few


def test_progress_is_told_from_reading_to_publishing(tmp_path: Path) -> None:
    heard: list[tuple[str, int, int]] = []
    pipeline.build(options(ROOT / "content", tmp_path), lambda *step: heard.append(step))
    assert list(dict.fromkeys(stage for stage, _, _ in heard)) == ["read", "check", "render", "audit", "publish"]
    rendered = [(done, total) for stage, done, total in heard if stage == "render"]
    assert rendered[-1][0] == rendered[-1][1] > 100


def test_the_audit_stops_a_page_with_a_dead_link(tmp_path: Path) -> None:
    """A fault that only the built page shows publishes nothing."""
    output = tmp_path / "output"
    pipeline.build(options(ROOT / "content", output), lambda *_: None)
    before = snapshot(output)
    templates = tmp_path / "templates"
    shutil.copytree(ROOT / "templates", templates)
    page = templates / "pages" / "topics.html"
    page.write_text(page.read_text().replace("{% call title_block", '<a href="nowhere.html">x</a>{% call title_block', 1))
    with pytest.raises(Stop) as stopped:
        pipeline.build(options(ROOT / "content", output, templates), lambda *_: None)
    assert stopped.value.code == 2
    assert any(line.startswith("topics/index.html:") and "nowhere.html" in line for line in stopped.value.lines)
    assert snapshot(output) == before


def test_another_base_address_changes_what_is_printed_and_no_link(tmp_path: Path) -> None:
    pipeline.build(options(ROOT / "content", tmp_path / "a"), lambda *_: None)
    pipeline.build(Options(ROOT / "content", tmp_path / "b", ROOT / "templates", ROOT / "assets", base_url="https://portal.gov.uk/x/"), lambda *_: None)
    page = (tmp_path / "b" / "index.html").read_text()
    assert '<link rel="canonical" href="https://portal.gov.uk/x/">' in page
    assert page.replace("https://portal.gov.uk/x/", "https://plainspoken.example/") == (tmp_path / "a" / "index.html").read_text()
    assert 'href="/x/index.html"' in (tmp_path / "b" / "404.html").read_text()
