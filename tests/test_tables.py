"""The data contract: every CSV parses, keeps its first columns, is what its description says, equals its JSON, and runs nothing."""

import csv
import io
import json
import re
from datetime import date
from functools import cache
from typing import Any

import pytest

from plainspoken import documentation, rows, urls
from plainspoken.pages import downloads
from plainspoken.reader import slots
from plainspoken.tables import TABLES, Table
from tests.conftest import DEFAULTS, MakeSite, RunCommand
from tests.test_pages import files, real

CONTRACT = {
    "authorities": "authority, name, kind, region, from, to",
    "inspections": "authority, inspection, framework, title, coverage, visited, published, also, url",
    "judgements": "authority, inspection, framework, area, area_title, grade, grade_label, printed, scale, rank, steps, state, source, where",
    "findings": "authority, inspection, id, kind, area, topics, text, source, where",
    "recommendations": "authority, inspection, id, number, called, within, area, topics, text, answer, progress, source, where",
    "progress": "authority, inspection, recommendation, said_by, on, state, text, source, where",
    "actions": "authority, inspection, recommendation, id, text, due, placed, lead, source, where",
    "figures": "authority, inspection, id, name, value, number, qualifier, unit, period, compared, area, topics, source, where",
}
"""The first columns of each data file, as promised to those who use them."""

VISIT = "inspections/riverton/visit-2021/"
EACH = pytest.mark.parametrize("table", TABLES, ids=[table.name for table in TABLES])
EMPTY = {"corrections"}
"""Tables of which the real content has no row yet."""


def parsed(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline=""), strict=True))


@cache
def held(name: str) -> tuple[list[str], list[list[str]], list[dict[str, Any]], dict[str, Any]]:
    """Of a table of the real portal: header, rows, rows as JSON has them, description."""
    header, *found = parsed(files()[urls.table(name, "csv")])
    return header, found, json.loads(files()[urls.table(name, "json")])["rows"], json.loads(files()[urls.table_metadata(name)])


@EACH
def test_the_promised_columns_come_first(table: Table) -> None:
    header, found, _, _ = held(table.name)
    promised = CONTRACT[table.name].split(", ") if table.name in CONTRACT else []
    assert header[:len(promised)] == promised and header == list(table.names)
    assert bool(found) != (table.name in EMPTY)
    assert len(set(header)) == len(header)


def test_every_promised_table_is_there() -> None:
    assert set(CONTRACT) <= {table.name for table in TABLES} and len({table.name for table in TABLES}) == len(TABLES)


@EACH
def test_it_is_csv_by_the_letter(table: Table) -> None:
    """RFC 4180 and UTF-8: no mark before it, every line ends in CRLF, every row as wide as the header; written anew, the same bytes."""
    text = files()[urls.table(table.name, "csv")]
    found = parsed(text)
    assert not text.startswith("\ufeff") and text.endswith("\r\n")
    assert re.search(r"[^\r]\n|\r[^\n]", re.sub(r'"(?:[^"]|"")*"', "", text)) is None
    assert {len(row) for row in found} == {len(table.columns)}
    again = io.StringIO(newline="")
    csv.writer(again).writerows(found)
    assert again.getvalue() == text


@EACH
def test_it_equals_its_json(table: Table) -> None:
    """The same rows in the same order, but for the apostrophe before what a spreadsheet would run."""
    header, found, as_json, _ = held(table.name)
    assert [["" if cell is None else str(downloads.inert(cell)) for cell in row.values()] for row in as_json] == found
    assert all(list(row) == header for row in as_json)
    made = json.loads(files()[urls.table(table.name, "json")])
    settings = real().reference.settings
    assert list(made) == ["table", "about", "source", "licence", "licence_address", "rows"]
    assert made["source"] == settings.source_line and made["licence"] == settings.licence and made["licence_address"] == settings.licence_address


def whole_value(text: str, datatype: str) -> bool:
    """Is this a value of a type of XML Schema?"""
    if datatype == "date":
        return bool(date.fromisoformat(text)) and len(text) == 10
    forms = {"string": r"(?s).*", "integer": r"-?\d+", "number": r"-?\d+(\.\d+)?(e-?\d+)?", "anyURI": r"https?://[^\s<>\"]+"}
    return bool(re.fullmatch(forms[datatype], text))


def faults(found: list[list[str]], description: dict[str, Any]) -> list[str]:
    """Where a CSV file is not what its description says (CSV on the Web, as far as we use it)."""
    header, *body = found
    columns = description["tableSchema"]["columns"]
    known = {"name", "titles", "dc:description", "datatype", "separator"}
    wrong = [f"{column} has more or less than it may" for column in columns if not known >= set(column) >= known - {"separator"}]
    wrong += ["the header has other names"] if [column["titles"] for column in columns] != header else []
    for number, row in enumerate(body, 2):
        for cell, column in zip(row, columns, strict=True):
            parts = cell.split(column["separator"]) if column.get("separator") else [cell]
            place, kind = f"row {number}, {column['name']}", column["datatype"]
            wrong += [f"{place}: {part!r} is no {kind}" for part in parts if cell and not whole_value(part, kind)]
            wrong += [f"{place}: an empty part in {cell!r}" for part in parts if cell and not part.strip()]
    key = [header.index(name) for name in description["tableSchema"].get("primaryKey", [])]
    ids = [tuple(row[place] for place in key) for row in body if key]
    wrong += ["two rows have one key"] if len(set(ids)) < len(ids) else []
    return wrong + [f"a row without its key: {one}" for one in ids if not all(one)]


@EACH
def test_it_is_what_its_description_says(table: Table) -> None:
    header, found, _, description = held(table.name)
    assert description["@context"] == ["http://www.w3.org/ns/csvw", {"@language": "en-GB"}]
    assert description["url"] == f"{table.name}.csv" and description["dc:title"] == table.about
    assert "apostrophe" in description["dc:description"] and str(real().reference.settings.source_line) in description["dc:description"]
    assert description["dialect"] == {"header": True, "encoding": "utf-8", "lineTerminators": ["\r\n"]}
    assert description["dc:license"] == {"@id": "https://creativecommons.org/licenses/by/4.0/"} and description["dc:rights"]
    assert faults([header, *found], description) == []


@pytest.mark.parametrize(("cell", "told"), [(["x", "a"], "no integer"), (["", "a"], "without its key"), (["1", "a|"], "an empty part")])
def test_the_guard_sees_what_a_description_does_not_say(cell: list[str], told: str) -> None:
    columns = [{"name": name, "titles": name, "dc:description": "", "datatype": kind} for name, kind in (("n", "integer"), ("w", "string"))]
    columns[1]["separator"] = "|"
    assert told in faults([["n", "w"], cell], {"tableSchema": {"columns": columns, "primaryKey": ["n"]}})[0]
    assert "one key" in faults([["n", "w"], ["1", "a"], ["1", "b"]], {"tableSchema": {"columns": columns, "primaryKey": ["n"]}})[0]


def test_one_description_tells_of_all_and_of_what_links_them() -> None:
    """Each link's columns are there on both sides, and what is written on one side stands on the other."""
    made = json.loads(files()[urls.TABLES_METADATA])
    assert [table["url"] for table in made["tables"]] == [f"{table.name}.csv" for table in TABLES]
    looked = 0
    for table, described in zip(TABLES, made["tables"], strict=True):
        alone = held(table.name)[3]
        assert described | {"tableSchema": 0} == {name: alone[name] for name in alone if name != "@context"} | {"tableSchema": 0}
        for link in described["tableSchema"].get("foreignKeys", []):
            mine, theirs = link["columnReference"], link["reference"]["columnReference"]
            other = link["reference"]["resource"].removesuffix(".csv")
            known = {tuple(row[name] for name in theirs) for row in held(other)[2]}
            used = {tuple(row[name] for name in mine) for row in held(table.name)[2] if None not in [row[name] for name in mine]}
            assert used <= known, (table.name, mine)
            looked += len(used)
    assert looked > 200


# What columns mean.

def test_a_column_means_what_the_record_says_and_no_other_way() -> None:
    """Where it holds a field, the line under that field is its meaning; a word of its own is never just that line again."""
    held_by = own = 0
    for table in TABLES:
        for column in table.columns:
            assert column.about and not column.about.endswith("."), (table.name, column.name)
            if column.of:
                assert column.name in slots(column.of) and not column.said, (table.name, column.name)
                assert column.about.startswith(documentation.meaning(column.of, column.name).removesuffix("."))
                held_by += 1
            else:
                assert column.said
                own += 1
    assert held_by > 70 and own > 40


def test_every_column_is_told_on_its_page() -> None:
    html = files()[urls.COLUMNS]
    assert html.count('class="columns__name"') == sum(len(table.columns) for table in TABLES)
    for table in TABLES:
        assert f'id="{table.name}"' in html and f'href="columns/index.html#{table.name}"' in files()[urls.DATA]
        assert all(f'id="{table.name}-{column.name}"' in html for column in table.columns)


# What is in them.

def test_every_item_of_every_record_has_its_row() -> None:
    content, counts = real().content, {table.name: len(held(table.name)[1]) for table in TABLES}
    every, plans = content.inspections.values(), content.plans.values()
    for name in ("judgements", "findings", "recommendations", "outcomes"):
        assert counts[name] == sum(len(getattr(one, name)) for one in every)
    assert counts["notes"] == sum(len(one.notes) for one in [*every, *plans])
    assert counts["figures"] == sum(len(one.figures) for one in [*every, *plans])
    assert counts["answers"] == sum(len(plan.answers) for plan in plans)
    assert counts["actions"] == sum(len(answer.actions) for plan in plans for answer in plan.answers)
    assert (counts["sources"], counts["topics"], counts["frameworks"]) == (len(content.sources), len(content.topics), len(content.frameworks))
    assert counts["item_topics"] > counts["findings"]


def test_a_rank_counts_from_the_best_however_the_digit_runs() -> None:
    found = [row for row in held("judgements")[2] if row["printed"] == "3"]
    assert {(row["grade_label"], row["rank"], row["steps"]) for row in found} >= {("Good", 2, 4), ("Adequate", 3, 4)}
    assert all((row["grade"] is None) == (row["rank"] is None) == (row["scale"] is None) for row in held("judgements")[2])


def test_every_source_has_its_licence_and_every_row_its_source() -> None:
    licences = {row["source"]: row["licence"] for row in held("sources")[2]}
    assert licences and all(licences.values())
    for table in TABLES:
        if "source" in table.names and table.name != "frameworks":
            assert {row["source"] for row in held(table.name)[2]} <= set(licences), table.name


def test_a_correction_has_a_row(make_site: MakeSite, run: RunCommand) -> None:
    told = "changes:\n  - on: 2026-03-01\n    what: The date was wrong.\n    where: homes\n"
    content = make_site({VISIT + "inspection.yaml": DEFAULTS[VISIT + "inspection.yaml"].decode() + told})
    assert run("build", "--content", content, "--output", content.parent / "output").code == 0
    found = json.loads((content.parent / "output/data/corrections.json").read_text())["rows"]
    assert found == [{"authority": "riverton", "inspection": "visit-2021", "record": "inspection", "on": "2026-03-01", "what": "The date was wrong.",
                      "where": "homes"}]


# What a spreadsheet would run.

@pytest.mark.parametrize(("cell", "expected"), [
    ("=1+1", "'=1+1"), ("+cmd", "'+cmd"), ("-x", "'-x"), ("@sum", "'@sum"), ("\ttab", "'\ttab"), ("\rcr", "'\rcr"), ("-inf", "'-inf"), ("-1e9", "'-1e9"),
    ("-1-1", "'-1-1"), ("+5", "'+5"), ("-14.4", "-14.4"), ("-3", "-3"), ("good", "good"), (-3, -3), (-0.5, -0.5), (None, None), ("", ""), ("'=1", "'=1"),
])
def test_no_cell_runs_as_a_formula(cell: rows.Cell, expected: rows.Cell) -> None:
    """A text that a spreadsheet would run gets an apostrophe; negative numbers stay numbers."""
    assert downloads.inert(cell) == expected


def test_a_formula_that_a_record_holds_runs_in_no_file(make_site: MakeSite, run: RunCommand) -> None:
    """CSV has the apostrophe, JSON and the description's promise have not; a bar within a text separates nothing."""
    inspection = DEFAULTS[VISIT + "inspection.yaml"].decode().replace("text: Staff are kind.", 'text: "=HYPERLINK(1)"').replace("value: 7", 'value: "-7"')
    plan = DEFAULTS[VISIT + "plan.yaml"].decode().replace("    actions:", '    lead: ["+Head | Deputy", "@Chair"]\n    actions:')
    content = make_site({VISIT + "inspection.yaml": inspection, VISIT + "plan.yaml": plan, "authorities/riverton.yaml": 'name: "-Riverton"\nkind: town\n'})
    done = run("build", "--content", content, "--output", content.parent / "output")
    assert done.code == 0, done.err
    data = content.parent / "output/data"
    cells = {cell for table in TABLES for row in parsed((data / f"{table.name}.csv").read_bytes().decode()) for cell in row}
    assert {"'=HYPERLINK(1)", "'-Riverton", "'+Head \N{BROKEN BAR} Deputy|@Chair", "-7"} <= cells
    assert [cell for cell in cells if cell.startswith(downloads.FORMULA) and not downloads.NUMBER.fullmatch(cell)] == []
    assert json.loads((data / "findings.json").read_text())["rows"][0]["text"] == "=HYPERLINK(1)"
    assert json.loads((data / "figures.json").read_text())["rows"][0]["number"] == -7


def test_no_real_cell_runs() -> None:
    cells = [cell for table in TABLES for row in held(table.name)[1] for cell in row]
    assert len(cells) > 20_000
    assert [cell for cell in cells if cell.startswith(downloads.FORMULA) and not downloads.NUMBER.fullmatch(cell)] == []
