"""Every figure, date and grade is held against the text of its paper, and pages say so only while it is so."""

import hashlib
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from plainspoken import content
from plainspoken.evidence import written
from tests.conftest import DEFAULTS, Files, MakeSite, Run, RunCommand

HOME = "inspections/riverton/visit-2021/"
INSPECTION = """framework: visit-2020
coverage: full
source: riverton-report
visited: 2021-05-04
published: 2021-06-01
judgements:
  - area: care
    grade: good
    given: both
    where: Care, paragraph 1
findings:
  - id: kind-staff
    kind: strength
    text: Of 22 staff, 18 are kind.
    where: Care, paragraph 2
recommendations:
  - id: recommendation-1
    within: at-once
    text: Find more homes.
    where: Asked for
figures:
  - id: homes
    name: Young people with a home of their own
    value: 88
    unit: "%"
    where: Care, paragraph 3
young_people:
  written: 2026-01-31
added: 2026-01-31
"""
PLAN = """title: Riverton's plan
source: riverton-report
by: Riverton Town Council
published: 2021/22
answers:
  - recommendation: recommendation-1
    answer: accepted
    actions:
      - id: build-homes
        text: Build homes.
        due: May 2022
    where: Plan, table
added: 2026-01-31
"""
REPORT = """Report of a visit to Riverton

Visited on 4 May 2021. Published on 1 June 2021.

Care

Grade 1 (Good)

Care is good.

There are twenty-two members of staff. Eighteen are kind.

The share with a home is 88 per cent.

Schools

Eighty-nine per cent of 36 pupils are well.

Asked for

At once:

- more homes

Plan

For the year 2021-22:

Build homes\tMay/June 2022
"""
FACTS = 11
"""Published, visited and published, digit and word of the grade, two numbers, a time band, a figure; the plan's two dates."""

Check = Callable[..., Run]


@pytest.fixture
def check(make_site: MakeSite, run: RunCommand, tmp_path: Path) -> Check:
    """`check({"topics.yaml": …}, report)` holds the small site with that difference against this text."""
    def do(files: Files | None = None, report: str | bytes | None = REPORT, *more: str) -> Run:
        folder, texts = make_site({HOME + "inspection.yaml": INSPECTION, HOME + "plan.yaml": PLAN, **(files or {})}), tmp_path / "texts"
        texts.mkdir(exist_ok=True)
        (texts / "riverton-report.txt").unlink(missing_ok=True)
        if report is not None:
            (texts / "riverton-report.txt").write_bytes(report.encode() if isinstance(report, str) else report)
        return run("check", "--content", folder, "--evidence", texts, *more)
    return do


def changed(old: str, new: str, text: str = INSPECTION) -> Files:
    """The inspection with one difference."""
    assert text.count(old) == 1
    return {HOME + ("plan.yaml" if text is PLAN else "inspection.yaml"): text.replace(old, new)}


def test_every_fact_is_proved_and_counted_by_paper(check: Check) -> None:
    done = check()
    assert (done.code, done.err) == (0, "")
    assert done.out.splitlines()[1:] == [f"riverton-report: {FACTS} of {FACTS} facts proved", f"{FACTS} of {FACTS} facts proved."]


def test_a_figure_moved_to_a_wrong_paragraph_is_caught_with_the_nearest_place(check: Check) -> None:
    done = check(changed("where: Care, paragraph 3", "where: Care, paragraph 2"))
    assert (done.code, done.problems) == (2, [
        f"content/{HOME}inspection.yaml:24:12: \"88%\" is not in riverton-report, Care, paragraph 2; the nearest is in Care, paragraph 3"])
    assert done.err.splitlines()[-1] == f"1 problem. {FACTS - 1} of {FACTS} facts proved."


def test_a_changed_digit_is_caught(check: Check) -> None:
    assert check(changed("value: 88", "value: 89")).problems == [
        f"content/{HOME}inspection.yaml:24:12: \"89%\" is not in riverton-report, Care, paragraph 3; the nearest is in Schools, paragraph 1"]
    assert check(changed("value: 88", "value: 87")).problems == [
        f"content/{HOME}inspection.yaml:24:12: \"87%\" is not in riverton-report, Care, paragraph 3; it stands nowhere in that text"]


@pytest.mark.parametrize(("old", "new", "told"), [
    ("visited: 2021-05-04", "visited: 2021-05-03", '4:10: "3 May 2021" is nowhere in riverton-report'),
    ("published: 2021-06-01", "published: 2021-06-02", '5:12: "2 June 2021" is nowhere in riverton-report'),
    ("18 are kind", "19 are kind", '14:11: "19" is not in riverton-report, Care, paragraph 2; it stands nowhere in that text'),
    ("text: Find", "text: Within 3 months find", '19:11: "3" is not in riverton-report, Asked for; it stands nowhere in that text'),
])
def test_a_wrong_date_or_number_in_our_words_is_caught(check: Check, old: str, new: str, told: str) -> None:
    done = check(changed(old, new))
    assert (done.code, done.problems) == (2, [f"content/{HOME}inspection.yaml:{told}"])


def test_a_wrong_grade_is_caught_as_digit_and_as_word(check: Check) -> None:
    assert check(changed("grade: good", "grade: poor")).problems == [
        f'content/{HOME}inspection.yaml:8:12: "2" for Care is not in riverton-report, Care, paragraph 1; it stands nowhere in that text',
        f'content/{HOME}inspection.yaml:8:12: "poor" for Care is not in riverton-report, Care, paragraph 1; it stands nowhere in that text']


def test_a_milestone_is_held_and_a_wrong_time_band_too(check: Check) -> None:
    assert check(changed("due: May 2022", "due: August 2022", PLAN)).problems == [
        f'content/{HOME}plan.yaml:11:14: "August 2022" is not in riverton-report, Plan, table; it stands nowhere in that text']
    assert check(report=REPORT.replace("At once:", "Later:")).problems == [
        f'content/{HOME}inspection.yaml:18:13: "At once" is not in riverton-report, Asked for; it stands nowhere in that text']


def test_a_summarys_numbers_are_held_at_the_places_in_its_brackets(check: Check) -> None:
    summary = "It went well.\n\nOf all, 88% had a home. (Care, paragraph 2)\n\nThere is more. (Cares, paragraph 1)\n"
    assert check({HOME + "summary.md": summary}).problems == [
        f'content/{HOME}summary.md:3:1: "88%" is not in riverton-report, Care, paragraph 2; the nearest is in Care, paragraph 3',
        f'content/{HOME}summary.md:5:1: riverton-report: there is no heading "Cares" (did you mean "Care"?)']


def test_a_place_that_is_not_there_is_told_where_it_is_written_and_once(check: Check) -> None:
    done = check(changed("where: Care, paragraph 3", "where: Cares, paragraph 3"))
    assert done.problems == [f'content/{HOME}inspection.yaml:26:12: riverton-report: there is no heading "Cares" (did you mean "Care"?)']
    assert done.err.splitlines()[-1] == f"1 problem. {FACTS - 1} of {FACTS} facts proved."
    assert check({"frameworks/visit-2020.yaml": FRAMEWORK}).problems == [
        "content/frameworks/visit-2020.yaml:8:12: riverton-report: there is no table below \"Care\""]


def test_what_a_correction_is_about_is_words_and_no_place_in_a_paper(check: Check) -> None:
    correction = "changes:\n  - on: 2026-02-01\n    what: It was another.\n{}added: 2026-01-31\n"
    for where in ("    where: homes\n", ""):
        done = check(changed("added: 2026-01-31\n", correction.format(where)))
        assert (done.code, done.err) == (0, "")


FRAMEWORK = """name: Visit
about: Two inspectors came for a day.
source: riverton-report
time_bands:
  - {id: at-once, label: "At once"}
scales:
  services:
    where: Care, table
    steps:
      - {id: good, label: "Good", printed: 1}
      - {id: poor, label: "Poor", printed: 2}
areas:
  - {id: care, title: "Care", theme: overall}
  - {id: schools, title: "Schools"}
"""


def test_a_page_alone_proves_nothing_and_is_no_wrong_place(check: Check) -> None:
    assert check(changed("where: Care, paragraph 3", "where: page 4")).problems == [
        f'content/{HOME}inspection.yaml:24:12: "88%" cannot be proved by its page alone: name a paragraph or heading, or say in a note why not']
    assert check(changed("where: Asked for", "where: [\"Asked for\", \"page 4\"]")).code == 0


NOTE = """notes:
  - about: homes
    title: A misread figure
    text: The text has lost a digit.
    untraced: ["87%"]
added:"""


def test_a_note_excuses_what_it_names_and_no_more_and_is_seen(check: Check, run: RunCommand, tmp_path: Path) -> None:
    excused = INSPECTION.replace("value: 88", "value: 87").replace("added:", NOTE)
    done = check({HOME + "inspection.yaml": excused}, REPORT, "--write")
    assert (done.code, done.out.splitlines()[-1]) == (0, f"{FACTS - 1} of {FACTS} facts proved, 1 excused by a note.")
    assert run("build", "--content", tmp_path / "content", "--output", tmp_path / "output").code == 0
    page = (tmp_path / "output" / "authorities" / "riverton" / "visit-2021" / "index.html").read_text()
    assert "The text has lost a digit. Not found by machine in the text: 87%." in page
    assert "7 of 8 figures traced to the source." in page
    assert "A note on this page tells of what could not be found, and why." in page

    other = excused.replace("value: 87", "value: 86")
    told = [line.partition(": ")[2] for line in check({HOME + "inspection.yaml": other}).problems]
    assert told == ['"86%" is not in riverton-report, Care, paragraph 3; it stands nowhere in that text',
                    'there is nothing to excuse: "87%" is found, or is no fact of what the note is about']


def test_what_is_found_needs_no_excuse(check: Check) -> None:
    done = check({HOME + "inspection.yaml": INSPECTION.replace("added:", NOTE.replace("87%", "88%"))})
    assert (done.code, done.problems) == (2, [
        f'content/{HOME}inspection.yaml:33:16: there is nothing to excuse: "88%" is found, or is no fact of what the note is about'])


# evidence.yaml and what pages say of it.

def told_on_pages(run: RunCommand, tmp_path: Path) -> list[str]:
    """What the pages of the inspection and of its plan say of the check."""
    done = run("build", "--content", tmp_path / "content", "--output", tmp_path / "output")
    assert done.code == 0, done.err
    pages = [(tmp_path / "output" / "authorities" / "riverton" / "visit-2021" / name).read_text() for name in ("index.html", "plan/index.html")]
    return [found for page in pages for found in re.findall(r'<p class="prose traced"><strong>(.*?)</strong>', page)]


def test_pages_say_how_many_were_traced_only_while_the_facts_are_the_same(check: Check, make_site: MakeSite, run: RunCommand, tmp_path: Path) -> None:
    check()
    assert told_on_pages(run, tmp_path) == []
    assert check({}, REPORT, "--write").code == 0
    assert told_on_pages(run, tmp_path) == ["8 of 8 figures traced to the source.", "2 of 2 figures traced to the source."]
    content = {HOME + "plan.yaml": PLAN}
    for other in (changed("value: 88", "value: 89"), changed("where: Care, paragraph 3", "where: Care, paragraph 2")):
        make_site({**content, **other})
        assert told_on_pages(run, tmp_path) == ["Figures changed since last traced.", "2 of 2 figures traced to the source."]
    make_site({**content, **changed("text: Find more", "text: Find some more")})
    assert told_on_pages(run, tmp_path)[0] == "8 of 8 figures traced to the source."


def test_an_inspection_that_came_later_is_not_yet_traced(check: Check, make_site: MakeSite, run: RunCommand, tmp_path: Path) -> None:
    check({}, REPORT, "--write")
    make_site({HOME + "inspection.yaml": INSPECTION, HOME + "plan.yaml": PLAN,
               "inspections/riverton/visit-2022/inspection.yaml": INSPECTION.replace("2021", "2022"),
               "inspections/riverton/visit-2022/young-people.md": DEFAULTS[HOME + "young-people.md"].decode()})
    done = run("build", "--content", tmp_path / "content", "--output", tmp_path / "output")
    assert done.code == 0, done.err
    assert "Figures not yet traced to the source." in (tmp_path / "output" / "authorities" / "riverton" / "visit-2022" / "index.html").read_text()


def test_the_coverage_page_says_in_which_texts_figures_were_looked_up(check: Check, run: RunCommand, tmp_path: Path) -> None:
    check({}, REPORT, "--write")
    told_on_pages(run, tmp_path)
    counted = (tmp_path / "content" / "evidence.yaml").read_text().partition("papers:\n")[2].split()
    page = (tmp_path / "output" / "coverage" / "index.html").read_text()
    assert hashlib.sha256(REPORT.encode()).hexdigest() in page
    assert f'<td data-label="Figures looked up">{counted[2]} of {counted[4]} found</td>' in page
    assert counted[0] == "riverton-report:" and int(counted[2]) == int(counted[4]) > 8


def test_a_place_of_a_part_of_an_answer_that_is_not_there_is_told(check: Check) -> None:
    done = check({HOME + "plan.yaml": PLAN.replace("    where: Plan", "    done: They did it.\n    done_where: Nowhere at all\n    where: Plan")})
    assert done.code == 2 and any("Nowhere at all" in line for line in done.problems)


def test_evidence_yaml_holds_hashes_and_counts_and_reads_back_as_it_was_written(check: Check, tmp_path: Path) -> None:
    assert check({}, REPORT, "--write").code == 0
    text = (tmp_path / "content" / "evidence.yaml").read_text()
    found, problems = content.read(tmp_path / "content")
    evidence = found.evidence["portal"]
    assert problems == []
    assert written(evidence) == text
    assert evidence.texts == {"riverton-report": hashlib.sha256(REPORT.encode()).hexdigest()}
    assert (evidence.inspections["riverton/visit-2021"].proved, evidence.inspections["riverton/visit-2021"].of) == ("8", "8")
    assert (evidence.plans["riverton/visit-2021"].proved, evidence.plans["riverton/visit-2021"].of) == ("2", "2")
    assert not list((tmp_path / "content").glob(".*"))


def test_without_write_nothing_is_written_and_with_it_faults_are_noted_down_too(check: Check, tmp_path: Path) -> None:
    check()
    assert not (tmp_path / "content" / "evidence.yaml").exists()
    done = check(changed("value: 88", "value: 87"), REPORT, "--write")
    assert done.code == 2
    assert "proved: 7\n    of: 8\n" in (tmp_path / "content" / "evidence.yaml").read_text()


def test_where_a_text_is_missing_the_former_result_stays(check: Check, tmp_path: Path) -> None:
    check({}, REPORT, "--write")
    before = (tmp_path / "content" / "evidence.yaml").read_text()
    assert check({}, None, "--write").code == 2
    assert (tmp_path / "content" / "evidence.yaml").read_text() == before


# What stands in the way.

def test_a_missing_text_is_one_line(check: Check, tmp_path: Path) -> None:
    done = check({}, None)
    assert (done.code, done.problems) == (2, ["texts/riverton-report.txt:1:1: this text is missing"])
    assert done.err.splitlines()[-1] == f"1 problem. 0 of {FACTS} facts proved."
    (tmp_path / "texts" / "riverton-raport.txt").write_text(REPORT)
    assert check({}, None).problems == ['texts/riverton-report.txt:1:1: this text is missing (did you mean "riverton-raport.txt"?)']


def test_a_text_that_is_not_utf_8_is_told_at_its_place(check: Check) -> None:
    done = check({}, "Care\n\nIt is a caf\xe9.\n".encode("latin-1"))
    assert (done.code, done.problems) == (2, ["texts/riverton-report.txt:3:12: this is not UTF-8 text: save the file as UTF-8"])


def test_a_text_may_hold_what_content_may_not(check: Check) -> None:
    assert check({}, "\N{BYTE ORDER MARK}" + REPORT.replace("- more", "\uf0b7 more").replace("Schools\n", "\x0cSchools\x85\n").replace("\n", "\r\n")).code == 0


def test_another_text_than_the_one_the_record_was_read_from_is_told(check: Check) -> None:
    source = {"sources/riverton-report.yaml": "\n".join([
        "title: Report", "short: 2021 report", "kind: Report", "publisher: The inspectors", "published: 2021-06-01",
        "licence: It prints no terms.", f"hash: {hashlib.sha256(REPORT.encode()).hexdigest()}", ""])}
    assert check(source).code == 0
    other = REPORT + "\nMore.\n"
    assert check(source, other).problems == [
        f"content/sources/riverton-report.yaml:7:7: texts/riverton-report.txt is another text: its SHA-256 is {hashlib.sha256(other.encode()).hexdigest()}"]


def test_a_link_in_place_of_a_text_is_refused(check: Check, tmp_path: Path, run: RunCommand) -> None:
    check()
    (tmp_path / "elsewhere.txt").write_text(REPORT)
    (tmp_path / "texts" / "riverton-report.txt").unlink()
    (tmp_path / "texts" / "riverton-report.txt").symlink_to(tmp_path / "elsewhere.txt")
    done = run("check", "--content", tmp_path / "content", "--evidence", tmp_path / "texts")
    assert (done.code, done.problems) == (2, ["texts/riverton-report.txt:1:1: only regular files are read: this is a link or a special file"])


def test_a_missing_folder_of_texts_is_a_slip_in_typing(make_site: MakeSite, run: RunCommand, tmp_path: Path) -> None:
    folder = make_site()
    done = run("check", "--content", folder, "--evidence", tmp_path / "no such")
    assert (done.code, done.err.splitlines()[0]) == (2, f"argument --evidence: there is no folder {tmp_path}/no such")
    done = run("check", "--content", folder, "--evidence", folder / "topics.yaml")
    assert (done.code, done.err.splitlines()[0]) == (2, f"argument --evidence: {folder}/topics.yaml is no folder")


def test_faults_of_the_content_come_first(check: Check, make_site: MakeSite) -> None:
    done = check(changed("grade: good", "grade: godo"))
    assert (done.code, done.problems) == (2, [f'content/{HOME}inspection.yaml:8:12: "godo" is not on the scale (good, poor) (did you mean "good"?)'])


def test_a_disk_that_refuses_is_told(check: Check, tmp_path: Path) -> None:
    check()
    (tmp_path / "content" / ".evidence.yaml.new").mkdir()
    done = check({}, REPORT, "--write")
    assert (done.code, done.err) == (3, f"{tmp_path}/content/evidence.yaml: Is a directory\n")


def test_write_alone_is_a_slip(run: RunCommand, make_site: MakeSite) -> None:
    done = run("check", "--content", make_site(), "--write")
    assert (done.code, done.err.splitlines()[0]) == (2, "--write notes down what --evidence DIR found: give both")
