"""`new` writes files that say what they want, that cannot be published unfilled, and that pass once they are filled."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from plainspoken import checks, cli, content, nodes, reader
from plainspoken.documentation import FILES, records
from plainspoken.problems import Stop
from plainspoken.reader import slots
from plainspoken.scaffold import STARTER, scaffold
from tests.conftest import RunCommand

ROOT = Path(__file__).resolve().parent.parent

TODAY = date(2012, 2, 29)
SITE = {
    "portal.yaml": """
title: Portal
tagline: What inspectors found
introduction: Here it is.
base_address: https://portal.example/
publisher: {name: "Us", about: "We are no inspectorate."}
called: {one: "town", many: "towns"}
regions: {north: "The north"}
kinds: {town: "Town"}
finding_kinds: {strength: "Strong", improvement: "To improve"}
improvement_kinds: improvement
licence: Free to use.
source_line: In our words.
emergency_number: "999"
reading: {fewest_words: 5}
""",
    "languages/en.yaml": (ROOT / "content" / "languages" / "en.yaml").read_text(),
    "authorities/newtown.yaml": "name: Newtown\nkind: town\nregion: north\n",
    "frameworks/review-2012.yaml": "name: Review\nabout: How it worked.\n",
    "sources/report.yaml": "title: Report\nshort: report\nkind: Report\npublisher: Inspectors\npublished: 2012\nlicence: None printed.\n",
}
TOLD = "## What this was about\n\nThey came and looked at how children were helped.\n"
FILLED = {"framework": "review-2012", "coverage": "full", "source": "report"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in SITE.items():
        path = tmp_path / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path / "content"


def report(folder: Path) -> list[str]:
    found, problems = content.read(folder)
    return [str(problem) for problem in sorted([*problems, *checks.check(found, folder.name)])]


def fill(path: Path, values: dict[str, str]) -> None:
    """Write values behind keys that have none, and nothing else."""
    text = path.read_text(encoding="utf-8")
    for key, value in values.items():
        text, count = re.subn(rf"^( *(?:- )?{key}:)(?: \|)?$", rf"\1 {value}", text, flags=re.MULTILINE)
        assert count == 1, key
    path.write_text(text, encoding="utf-8")


def used(text: str) -> str:
    """The file with every optional field taken from behind its #; lines of documentation stay."""
    before = ""
    while text != before:
        before, text = text, re.sub(r"^( *)#(?! \S|$)", r"\1", text, flags=re.MULTILINE)
    return text


def _of(kind: str) -> list[Any]:
    return records(FILES[kind].record)


def test_the_small_site_has_no_problem(folder: Path) -> None:
    assert report(folder) == []


def test_a_new_inspection_cannot_be_published_unfilled(folder: Path) -> None:
    written = scaffold("inspection", "newtown/review-2012", folder, TODAY)
    home = folder / "inspections/newtown/review-2012"
    assert written == [home / "inspection.yaml", home / "summary.md", home / "young-people.md"]
    place = "content/inspections/newtown/review-2012"
    assert [re.sub(r":\d+:\d+: ", ": ", line) for line in report(folder)] == [
        f"{place}/inspection.yaml: there is no value here: write one, or leave the line out",
        f"{place}/inspection.yaml: there is no value here: write one, or leave the line out",
        f"{place}/inspection.yaml: there is no value here: write one, or leave the line out",
        f'{place}/summary.md: raw HTML is not used here: "<!-- Write here, in place of these lines, the summary for ad…"',
        f'{place}/young-people.md: raw HTML is not used here: "<!-- Write here, in place of these lines, what young people …"',
        *(f'{place}/young-people.md: there is no point below "{heading}": leave the heading out' for heading in (
            "What needed to get better", "What the council said it would do", "What was going well")),
    ]


def test_a_new_inspection_passes_once_its_placeholders_are_filled(folder: Path) -> None:
    inspection, summary, story = scaffold("inspection", "newtown/review-2012", folder, TODAY)
    fill(inspection, FILLED)
    summary.write_text("They came and looked.\n")
    story.write_text(TOLD)
    assert report(folder) == []
    found, _ = content.read(folder)
    record = found.inspections["newtown", "review-2012"]
    assert (record.framework, record.coverage, record.source, record.added.iso) == ("review-2012", "full", "report", "2012-02-29")


def test_the_summary_may_go_where_no_paper_is_held(folder: Path) -> None:
    inspection, summary, story = scaffold("inspection", "newtown/review-2012", folder, TODAY)
    fill(inspection, FILLED | {"coverage": "known"})
    summary.unlink()
    story.unlink()
    assert report(folder) == []


def test_a_new_plan_passes_once_filled_beside_an_inspection_with_recommendations(folder: Path) -> None:
    inspection, summary, story = scaffold("inspection", "newtown/review-2012", folder, TODAY)
    fill(inspection, FILLED)
    summary.write_text("They came and looked.\n")
    story.write_text(TOLD)
    with inspection.open("a", encoding="utf-8") as file:
        file.write("recommendations:\n  - id: do-better\n    text: Do better.\n    where: page 1\n")
    plan, = scaffold("plan", "newtown/review-2012", folder, TODAY)
    assert plan == inspection.with_name("plan.yaml")
    assert len([line for line in report(folder) if "/plan.yaml:" in line]) == 7
    fill(plan, {"title": "Plan", "source": "report", "by": "The town", "published": "May 2012", "recommendation": "do-better",
                "answer": "accepted", "where": "page 2"})
    assert report(folder) == []


@pytest.mark.parametrize(("kind", "values"), [
    ("authority", {"name": "Oldtown", "kind": "town"}),
    ("framework", {"name": "Visit", "about": "They came and looked."}),
    ("source", {"title": "Letter", "short": "letter", "kind": "Letter", "publisher": "Inspectors", "published": "2012-03-01",
                "licence": "None."}),
])
def test_other_records_are_refused_unfilled_and_pass_filled(folder: Path, kind: str, values: dict[str, str]) -> None:
    path, = scaffold(kind, "some-id", folder, TODAY)
    assert path == folder / FILES[kind].path.replace(f"<{kind}>", "some-id")
    assert len(report(folder)) == len(values)
    fill(path, values)
    assert report(folder) == []


@pytest.mark.parametrize("kind", ["inspection", "plan", "authority", "framework", "source"])
def test_every_field_is_there_and_may_be_used_as_it_stands(folder: Path, kind: str) -> None:
    name = "newtown/review-2012" if kind in {"inspection", "plan"} else "some-id"
    if kind == "plan":
        scaffold("inspection", name, folder, TODAY)
    path = scaffold(kind, name, folder, TODAY)[0]
    text = used(path.read_text(encoding="utf-8"))
    node, problems = nodes.parse(text, "file.yaml")
    assert node is not None
    messages = [problem.message for problem in problems + reader.read(node, FILES[kind].record)[1]]
    assert messages
    assert not [message for message in messages if "there is no field" in message or "missing" in message or "cut" in message]
    for record in _of(kind):
        assert all(re.search(rf"^ *(- )?{key}:", text, re.MULTILINE) for key in slots(record)), record


def test_needed_fields_come_first_and_every_field_has_its_words(folder: Path) -> None:
    path, = scaffold("source", "first-letter", folder, TODAY)
    lines = path.read_text(encoding="utf-8").splitlines()
    keys = [line for line in lines if re.match(r"#?[a-z_]+:", line)]
    assert keys == sorted(keys, key=lambda line: line.startswith("#"))
    assert len(keys) == len(slots(_of("source")[0]))
    assert all(lines[lines.index(key) - 1].startswith("# ") for key in keys)


def test_today_is_the_day_it_was_added_unless_told(folder: Path) -> None:
    days = [date.today()]  # noqa: DTZ011
    path = scaffold("inspection", "newtown/review-2012", folder)[0]
    days.append(date.today())  # noqa: DTZ011
    assert any(f"\nadded: {day}\n" in path.read_text() for day in days)


@pytest.mark.parametrize(("kind", "name", "message"), [
    ("authority", "New Town", '"New Town" cannot be an id: use 1 to 80 of a-z, 0-9 and -, with a letter or digit at both ends'),
    ("inspection", "newtown/plan", '"plan" cannot be an id: the portal has a page of that name'),
    ("inspection", "newtown", '"newtown" names no inspection: authority/inspection was expected, ids with a / between'),
    ("plan", "newtown/a/b", '"newtown/a/b" names no plan: authority/inspection was expected, ids with a / between'),
    ("source", "../letter", '"../letter" names no source: source was expected'),
    ("inspection", "newtwon/review-2012",
     'there is no authority "newtwon" (did you mean "newtown"?); to begin one: python build.py new authority newtwon'),
    ("plan", "newtown/review-2012",
     'there is no inspection "newtown/review-2012"; to begin one: python build.py new inspection newtown/review-2012'),
    ("authority", "a\x1b[2J", '"a\\x1b[2J" cannot be an id: use 1 to 80 of a-z, 0-9 and -, with a letter or digit at both ends'),
])
def test_what_cannot_be_is_refused_with_a_reason(folder: Path, kind: str, name: str, message: str) -> None:
    before = sorted(folder.rglob("*"))
    with pytest.raises(Stop) as stop:
        scaffold(kind, name, folder, TODAY)
    assert (stop.value.code, stop.value.lines) == (2, [message])
    assert sorted(folder.rglob("*")) == before


def test_an_unknown_inspection_suggests_the_nearest(folder: Path) -> None:
    scaffold("inspection", "newtown/review-2012", folder, TODAY)
    with pytest.raises(Stop, match=r"did you mean \"newtown/review-2012\"\?"):
        scaffold("plan", "newtown/review-2013", folder, TODAY)


PORTAL = {
    "portal.yaml": {"title": "Blue Light Book", "tagline": "How well fire services do", "introduction": "  Here it is.",
                    "base_address": "https://fire.example/", "name": "Volunteers", "about": "We are no inspectors.", "one": "fire service",
                    "many": "fire services", "regions": "coast: Coast", "kinds": "county: County fire service",
                    "finding_kinds": "improvement: To put right", "improvement_kinds": "improvement", "licence": "Free to use.",
                    "source_line": "In our words.", "emergency_number": "112"},
    "topics.yaml": {"name": "Engines", "about": "Fire engines that start.", "": "engines:"},
    "glossary.yaml": {"term": "appliance", "plain": "a fire engine", "": "appliance:"},
    "frameworks/visit-2020.yaml": {"name": "Visit", "about": "  Two inspectors came."},
    "authorities/haven.yaml": {"name": "Haven", "kind": "county"},
    "sources/haven-report.yaml": {"title": "Report", "short": "report", "kind": "Report", "publisher": "Inspectors", "published": "2021-06",
                                  "licence": "None printed."},
    "inspections/haven/visit-2021/inspection.yaml": {"framework": "visit-2020", "coverage": "full", "source": "haven-report"},
}
"""What a person writes into the files a portal begins with, by their fields; "" is an id of their own."""


def _written(path: Path, values: dict[str, str]) -> None:
    """Fill a file in: behind its keys, below those of a block, and in place of an id to choose."""
    text = path.read_text(encoding="utf-8")
    for key, value in values.items():
        if ": " in value and f"{key}:\n  FILL-IN:" in text:
            text = text.replace(f"{key}:\n  FILL-IN:", f"{key}:\n  {value}", 1)
        elif f"\n{key}: |\n" in text:
            text = text.replace(f"\n{key}: |\n", f"\n{key}: |\n{value}\n", 1)
        else:
            old = rf"^( *){key}:$" if key else "^()FILL-IN:$"
            text, count = re.subn(old, rf"\1{key}: {value}" if key else value, text, flags=re.MULTILINE)
            assert count == 1, key
    path.write_text(text, encoding="utf-8")


def test_a_portal_of_ones_own_begins_with_nothing(tmp_path: Path, run: RunCommand) -> None:
    """An empty folder, the files the command writes, what they ask for filled in: a portal, and no word in it of another."""
    folder = tmp_path / "fire"
    asked = (("portal",), ("framework", "visit-2020"), ("authority", "haven"), ("source", "haven-report"), ("inspection", "haven/visit-2021"))
    told = [run("new", *words, "--content", folder) for words in asked]
    assert [done.code for done in told] == [0] * len(asked)
    assert [line.removeprefix(f"Wrote {folder}/") for line in told[0].out.splitlines()] == [
        "portal.yaml", "topics.yaml", "glossary.yaml", "languages/en.yaml"]
    assert "## What was promised\n" in (folder / "inspections/haven/visit-2021/young-people.md").read_text()
    unfilled = run("check", "--content", folder)
    assert unfilled.code == 2
    assert {line.partition(":")[0].removeprefix("fire/") for line in unfilled.problems} == {
        *PORTAL, "inspections/haven/visit-2021/summary.md", "inspections/haven/visit-2021/young-people.md"}
    for path, values in PORTAL.items():
        _written(folder / path, values)
    (folder / "inspections/haven/visit-2021/summary.md").write_text("They came and looked at each engine. (page 1)\n")
    (folder / "inspections/haven/visit-2021/young-people.md").write_text("## What this was about\n\n" + "They came and looked at all that was there. " * 20)
    built = run("build", "--content", folder, "--output", tmp_path / "output", "--no-search")
    assert built.code == 0, built.err
    pages = [path.read_text() for path in (tmp_path / "output").rglob("*.html") if path.parent.name != "columns"]
    assert len(pages) > 30
    assert "Inspectors check how good a service is." in (tmp_path / "output/index.html").read_text()
    assert not [page for page in pages if "children" in page]


def test_the_words_to_begin_with_are_ours_but_for_those_of_councils_and_children() -> None:
    """So that a word added to one file is added to the other."""
    ours, begun = ({key: value for part, value in yaml.safe_load(path.read_text()).items() for key, value in (
        {f"{part}.{name}": words for name, words in value.items()} if isinstance(value, dict) else {part: value}).items()}
        for path in (ROOT / "content/languages/en.yaml", STARTER / "en.yaml"))
    assert list(begun) == list(ours)
    changed = [key for key in ours if ours[key] != begun[key]]
    assert len(changed) > 15
    assert [key for key in changed if not re.search("council|children", ours[key], re.IGNORECASE)] == []
    spoken = [key for key, value in begun.items() if isinstance(value, str) and re.search("council|children", value, re.IGNORECASE)]
    assert spoken == []


@pytest.mark.parametrize("words", [("portal", "fire"), ("source",)])
def test_a_portal_has_no_id_and_all_else_has(folder: Path, run: RunCommand, words: tuple[str, ...]) -> None:
    done = run("new", *words, "--content", folder)
    assert (done.code, done.out) == (2, "")
    assert done.err == {"portal": '"fire" is too much: a portal has no id; --content DIR says where it is to stand\n',
                        "source": "which source? source was expected\n"}[words[0]]


def test_a_portal_is_begun_once(folder: Path, run: RunCommand) -> None:
    before = sorted(folder.rglob("*"))
    done = run("new", "portal", "--content", folder)
    assert (done.code, done.err) == (2, f"{folder / 'portal.yaml'} is already here; it stays as it is, and nothing was written\n")
    assert sorted(folder.rglob("*")) == before


@pytest.mark.parametrize("there", ["inspection.yaml", "summary.md"])
def test_what_is_there_is_never_overwritten(folder: Path, there: str) -> None:
    home = folder / "inspections/newtown/review-2012"
    home.mkdir(parents=True)
    (home / there).write_text("mine")
    with pytest.raises(Stop) as stop:
        scaffold("inspection", "newtown/review-2012", folder, TODAY)
    assert (stop.value.code, stop.value.lines) == (2, [f"{home / there} is already here; it stays as it is, and nothing was written"])
    assert [(path.name, path.read_text()) for path in home.iterdir()] == [(there, "mine")]


def test_a_link_that_leads_nowhere_is_there_too(folder: Path) -> None:
    (folder / "sources/first-letter.yaml").symlink_to("nowhere")
    with pytest.raises(Stop) as stop:
        scaffold("source", "first-letter", folder, TODAY)
    assert stop.value.code == 2


def test_a_missing_content_folder_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(Stop) as stop:
        scaffold("authority", "newtown", tmp_path / "contnet", TODAY)
    assert (stop.value.code, stop.value.lines) == (3, [f"{tmp_path / 'contnet'}: No such file or directory"])
    assert list(tmp_path.iterdir()) == []


def test_when_the_disk_refuses_half_way_nothing_is_left(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make = Path.mkdir

    def refuse(path: Path, mode: int = 0o777, parents: bool = False, exist_ok: bool = False) -> None:
        if path.exists():  # so it is for the second file of two
            raise OSError(28, "No space left on device", str(path))
        make(path, mode, parents, exist_ok)
    monkeypatch.setattr(Path, "mkdir", refuse)
    with pytest.raises(Stop) as stop:
        scaffold("inspection", "newtown/review-2012", folder, TODAY)
    home = folder / "inspections/newtown/review-2012"
    assert (stop.value.code, stop.value.lines) == (3, [f"{home}: No space left on device"])
    assert list(home.iterdir()) == []


def test_the_command_says_what_it_wrote_or_why_not(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["new", "authority", "oldtown", "--content", str(folder)]
    path = folder / "authorities/oldtown.yaml"
    assert (cli.main(asked, folder.parent), capsys.readouterr().out) == (0, f"Wrote {path}\n")
    assert (cli.main(asked, folder.parent), capsys.readouterr().err) == (
        2, f"{path} is already here; it stays as it is, and nothing was written\n")
    assert cli.main(["new", "authority", "oldtown", "--content", str(folder / "none")], folder.parent) == 2
