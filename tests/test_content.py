"""One table says which path holds what; what fits no line of it is a fault."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from plainspoken import content
from plainspoken.problems import Stop
from tests.conftest import DEFAULTS, Files, MakeSite

ProblemsOf = Callable[[Files], list[str]]
NO_PLACE = "this file has no place in content/"


def test_everything_a_publisher_wrote_is_read(make_site: MakeSite) -> None:
    found, problems = content.read(make_site({"pages/about.md": "We are here.\n"}))
    assert problems == []
    assert found.files == {*DEFAULTS, "pages/about.md"}
    assert (list(found.settings), list(found.languages), list(found.pages)) == (["portal"], ["en"], ["about"])
    assert (list(found.frameworks), list(found.authorities), list(found.sources)) == (["visit-2020"], ["riverton"], ["riverton-report"])
    assert (list(found.topics), list(found.glossary)) == (["housing"], ["key-worker"])
    assert list(found.inspections) == list(found.plans) == list(found.summaries) == [("riverton", "visit-2021")]
    assert found.summaries["riverton", "visit-2021"].startswith("Two inspectors")


def test_a_faulty_record_is_left_out_and_its_file_is_known(make_site: MakeSite) -> None:
    found, problems = content.read(make_site({"topics.yaml": "housing: x\n", "authorities/riverton.yaml": "name: Riverton\n"}))
    assert (found.topics, found.authorities, len(problems)) == ({}, {}, 2)
    assert {"topics.yaml", "authorities/riverton.yaml"} <= found.files


def test_names_that_begin_with_a_dot_or_end_in_a_tilde_are_never_opened(make_site: MakeSite) -> None:
    folder = make_site({".git/config": b"\0", "authorities/.riverton.yaml.swp": b"\0", "topics.yaml~": "x", ".hidden/a.yaml": "x", "old~/a.yaml": "x"})
    (folder / ".link").symlink_to("nowhere")
    os.mkfifo(folder / ".pipe")
    os.mkfifo(folder / "pipe~")
    found, problems = content.read(folder)
    assert problems == []
    assert found.files == set(DEFAULTS)


def test_the_content_folder_itself_may_be_a_link(make_site: MakeSite, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").symlink_to(make_site())
    assert content.read(tmp_path / "elsewhere")[1] == []


@pytest.mark.parametrize(("path", "message"), [
    ("authorities/oldtown.yml", f"{NO_PLACE} (.yml: did you mean .yaml?)"),
    ("authorities/oldtown.YAML", f"{NO_PLACE} (.YAML: did you mean .yaml?)"),
    ("pages/about.txt", f"{NO_PLACE} (.txt: did you mean .md?)"),
    ("pages/about.markdown", f"{NO_PLACE} (.markdown: did you mean .md?)"),
    ("topic.yaml", f'{NO_PLACE} (did you mean "topics.yaml"?)'),
    ("inspections/riverton/visit-2021/inspecton.yaml", f'{NO_PLACE} (did you mean "inspection.yaml"?)'),
    ("inspections/riverton/visit-2021/topics.yaml", NO_PLACE),
    ("authorities/portal.json", NO_PLACE),
    ("oldtown.yaml", NO_PLACE),
    ("inspections/notes.yaml", NO_PLACE),
    ("inspections/riverton/notes.yaml", NO_PLACE),
    ("README", NO_PLACE),
])
def test_a_file_without_a_place_is_a_fault(problems_of: ProblemsOf, path: str, message: str) -> None:
    assert problems_of({path: "x"}) == [f"content/{path}:1:1: {message}"]


@pytest.mark.parametrize("path", ["reports", "authorities/old", "inspections/riverton/visit-2021/more", "pages/more", "topics.yaml"])
def test_a_folder_without_a_place_is_a_fault_and_is_not_entered(problems_of: ProblemsOf, path: str) -> None:
    files = {f"{path}/a.yml": b"\0", "topics.yaml": None, "inspections/riverton/visit-2021/inspection.yaml": None,
             "inspections/riverton/visit-2021/plan.yaml": None, "inspections/riverton/visit-2021/summary.md": None,
             "inspections/riverton/visit-2021/young-people.md": None}
    assert problems_of(files) == [f"content/{path}:1:1: this folder has no place in content/"]


@pytest.mark.parametrize(("path", "message"), [
    ("authorities/Oldtown.yaml", '"Oldtown" cannot be an id: use 1 to 80 of a-z, 0-9 and -, with a letter or digit at both ends'),
    ("sources/index.yaml", '"index" cannot be an id: the portal has a page of that name'),
    ("languages/english.yaml", '"english" is not a language tag like en-GB'),
    ("pages/abuot.md", '"abuot" is no page of the portal (did you mean "about"?)'),
    ("pages/contact.md", '"contact" is no page of the portal: its pages are about, accessibility, corrections, coverage, privacy, publishers'),
    ("sources/riverton-report.txt", "this file has no place in content/"),
])
def test_the_name_of_a_file_is_checked_as_what_it_stands_for(problems_of: ProblemsOf, path: str, message: str) -> None:
    assert problems_of({path: "x"}) == [f"content/{path}:1:1: {message}"]


def test_both_ids_of_an_inspection_are_checked(problems_of: ProblemsOf) -> None:
    found = problems_of({"inspections/Old Town/plan/inspection.yaml": DEFAULTS["inspections/riverton/visit-2021/inspection.yaml"]})
    assert [problem.split(": ")[1].split(" ")[0] for problem in found] == ['"Old', '"plan"']


def test_a_missing_folder_stops_the_build_with_the_systems_reason(tmp_path: Path) -> None:
    with pytest.raises(Stop) as stop:
        content.read(tmp_path / "content")
    assert (stop.value.lines, stop.value.code) == ([f"{tmp_path}/content: No such file or directory"], 3)


def test_a_file_in_place_of_the_folder_does_too(tmp_path: Path) -> None:
    (tmp_path / "content").write_text("x")
    with pytest.raises(Stop) as stop:
        content.read(tmp_path / "content")
    assert (stop.value.lines, stop.value.code) == ([f"{tmp_path}/content: Not a directory"], 3)


def test_line_ends_of_windows_change_nothing(make_site: MakeSite, tmp_path: Path) -> None:
    plain = content.read(make_site())[0]
    other = content.read(make_site({path: data.replace(b"\n", b"\r\n") for path, data in DEFAULTS.items()}))
    assert (other[1], other[0].inspections, other[0].summaries) == ([], plain.inspections, plain.summaries)
