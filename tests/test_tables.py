"""The data contract: every CSV parses, keeps its first columns, is what its description says, equals its JSON, and runs nothing."""

import csv
import io
import json
import re
from datetime import date
from functools import cache
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser

from plainspoken import dates, documentation, lexicon, register, urls
from plainspoken.cells import Cell
from plainspoken.columns import Table
from plainspoken.database import VIEWS
from plainspoken.pages import downloads
from plainspoken.reader import slots
from plainspoken.tables import TABLES
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
    "comparisons": "framework, other, may, why",
    "register": "table, authority, inspection, id, text, called, within, time_band, area, topics, answer, progress, progress_said_by, progress_on, "
                "progress_source, source, where, url",
    "plans": "authority, inspection, title, by, published, published_from, published_to, source, url",
    "codes": "column, code, label, meaning",
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
    days = [real().days[row["authority"], row["inspection"]] for row in as_json if {"authority", "inspection"} <= set(row)]
    assert list(made) == ["table", "about", "source", "licence", "licence_address", *(["modified"] if days else []), "rows"]
    assert made.get("modified", "") == max(days, default="")
    assert made["source"] == settings.source_line and made["licence"] == settings.licence and made["licence_address"] == settings.licence_address


def whole_value(text: str, datatype: str) -> bool:
    """Is this a value of a type of XML Schema?"""
    if datatype == "date":
        return bool(date.fromisoformat(text)) and len(text) == 10
    forms = {"string": r"(?s).*", "integer": r"-?\d+", "number": r"-?\d+(\.\d+)?(e-?\d+)?", "boolean": "true|false",
             "anyURI": r"https?://[^\s<>\"]+"}
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
    day = json.loads(files()[urls.table(table.name, "json")]).get("modified")
    assert description.get("dc:modified") == ({"@value": day, "@type": "xsd:date"} if day else None)
    assert faults([header, *found], description) == []


@pytest.mark.parametrize(("cell", "told"), [(["x", "a"], "no integer"), (["", "a"], "without its key"), (["1", "a|"], "an empty part")])
def test_the_guard_sees_what_a_description_does_not_say(cell: list[str], told: str) -> None:
    columns = [{"name": name, "titles": name, "dc:description": "", "datatype": kind} for name, kind in (("n", "integer"), ("w", "string"))]
    columns[1]["separator"] = "|"
    assert told in faults([["n", "w"], cell], {"tableSchema": {"columns": columns, "primaryKey": ["n"]}})[0]
    assert "one key" in faults([["n", "w"], ["1", "a"], ["1", "b"]], {"tableSchema": {"columns": columns, "primaryKey": ["n"]}})[0]


def test_one_description_tells_of_all_and_of_what_links_them() -> None:
    """Each link's columns are there on both sides, no cell of them is empty, and what is written on one side stands on the other."""
    made = json.loads(files()[urls.TABLES_METADATA])
    assert made["dc:modified"] == {"@value": max(real().days.values()), "@type": "xsd:date"}
    assert [table["url"] for table in made["tables"]] == [f"{table.name}.csv" for table in TABLES]
    looked = 0
    for table, described in zip(TABLES, made["tables"], strict=True):
        alone = held(table.name)[3]
        assert described | {"tableSchema": 0} == {name: alone[name] for name in alone if name != "@context"} | {"tableSchema": 0}
        for link in described["tableSchema"].get("foreignKeys", []):
            mine, theirs = link["columnReference"], link["reference"]["columnReference"]
            other = link["reference"]["resource"].removesuffix(".csv")
            known = {tuple(row[name] for name in theirs) for row in held(other)[2]}
            used = {tuple(row[name] for name in mine) for row in held(table.name)[2]}
            assert used <= known, (table.name, mine)
            assert not any(cell is None or cell == "" for one in used for cell in one), (table.name, mine)
            looked += len(used)
        links = [link for link in table.links if not link.loose]
        assert [tuple(link["columnReference"]) for link in described["tableSchema"].get("foreignKeys", [])] == [link.columns for link in links]
    assert looked > 250


def test_a_link_is_loose_only_where_a_cell_is_empty_or_a_record_may_leave_it_out() -> None:
    """So that what can be promised is promised."""
    loose = [(table, link) for table in TABLES for link in table.links if link.loose]
    assert len(loose) > 3
    for table, link in loose:
        optional = [column for column in table.columns if column.name in link.columns and column.of and not slots(column.of)[column.name].required]
        assert optional or any(row[name] is None for row in held(table.name)[2] for name in link.columns), (table.name, link.columns)


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
    assert html.count('class="columns__name"') == sum(len(one.columns) for one in (*TABLES, *VIEWS))
    assert all(f'id="{view.name}-{column.name}"' in html for view in VIEWS for column in view.columns)
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


def test_an_empty_list_is_nothing_and_so_are_empty_words() -> None:
    """In JSON, and so in the database: nothing, and never words of no length."""
    looked = 0
    for table in TABLES:
        for row in held(table.name)[2]:
            assert "" not in row.values(), (table.name, row)
            looked += sum(row[column.name] is None for column in table.columns if column.several)
    assert looked > 100


@pytest.mark.parametrize(("name", "text"), [("findings", "text"), ("recommendations", "text"), ("actions", "text"), ("figures", "name"), ("register", "text")])
def test_every_address_of_an_item_lands_on_it(name: str, text: str) -> None:
    """The page is there, something on it has the id, and that holds the words."""
    base, looked = real().reference.settings.base_address, 0
    for row in held(name)[2]:
        address, _, fragment = row["url"].partition("#")
        assert fragment == row["id"]
        found = page(f"{address.removeprefix(base)}index.html").css_first(f'[id="{fragment}"]')
        assert found is not None, row["url"]
        assert words(row[text]) in words(found.text()), row["url"]
        looked += 1
    assert looked > 30
    assert bool([row for row in held(name)[2] if "/plan/#" in row["url"]]) == (name in {"actions", "figures"})


def test_every_address_of_a_page_is_that_of_a_page() -> None:
    base, looked = real().reference.settings.base_address, 0
    for name in ("authorities", "inspections", "plans"):
        for row in held(name)[2]:
            assert f"{row['url'].removeprefix(base)}index.html" in files()
            looked += 1
    assert looked > 20


@cache
def page(path: str) -> LexborHTMLParser:
    """A page of the real portal, as a browser would read it."""
    return LexborHTMLParser(files()[path])


def words(text: str) -> str:
    """Words with one space between them."""
    return " ".join(text.split())


def test_a_figure_says_which_record_prints_it() -> None:
    """And its address is on that record's page."""
    found = {(row["record"], "/plan/#" in row["url"], row["said_by"]) for row in held("figures")[2]}
    assert found == {("inspection", False, "inspectors"), ("plan", True, "council")}


def test_a_plan_tells_where_each_of_its_accounts_stands() -> None:
    """In the plan of 2008 the position, what was done and what inspectors said stand outside the table of fields."""
    [row] = [row for row in held("answers")[2] if row["recommendation"] == "recommendation-1"]
    assert row["where"] == "Recommendation 1, table"
    assert row["position_where"] == "Recommendation 1, Position statement" and row["done_where"] == "Recommendation 1, Summary of actions"
    assert row["inspectors_said"] and row["inspectors_said_where"] == "Recommendation 1, JAR judgement"
    for row in held("answers")[2]:
        for name in ("position", "done", "inspectors_said"):
            assert (row[name] is None) == (row[f"{name}_where"] is None)


def test_a_statement_says_whose_it_is_and_whether_it_is_the_newest() -> None:
    """The plan's are the council's; one of each item is the newest, which recommendations and the register have too."""
    rows = held("progress")[2]
    assert {(row["said_by"], row["by_record"]) for row in rows} == {("council", "plan"), ("inspectors", "inspection")}
    newest = {(row["authority"], row["inspection"], row["recommendation"]): row for row in rows if row["newest"]}
    assert len(newest) == sum(row["newest"] for row in rows) == len({(row["authority"], row["inspection"], row["recommendation"]) for row in rows}) < len(rows)
    assert all((row["by_authority"], row["by_inspection"]) in real().cards for row in rows)
    looked = 0
    for row in (*held("recommendations")[2], *held("register")[2]):
        said = newest.get((row["authority"], row["inspection"], row["id"]))
        told = [row[name] for name in ("progress", "progress_said_by", "progress_on", "progress_source", "progress_on_from")]
        assert told == ([said[name] for name in ("state", "said_by", "on", "source", "on_from")] if said else ["no-public-evidence", None, None, None, None])
        looked += said is not None
    assert looked > 20


def test_the_register_is_what_its_page_counts() -> None:
    """Each thing asked for, once, with the same answer and progress; a finding in it stands among the findings too."""
    asked = [one for one in register.build(real()).entries if one.asked]
    rows = held("register")[2]
    assert sorted((row["authority"], row["inspection"], row["id"], row["answer"], row["progress"]) for row in rows) == sorted(
        (*one.key, one.id, one.answer, one.progress) for one in asked)
    assert f"{len(rows)} things asked for in" in files()[urls.RECOMMENDATIONS] and len(rows) > 50
    for name in ("findings", "recommendations"):
        there = {tuple(row[one] for one in ("authority", "inspection", "id", "text", "area", "topics", "source", "where", "url")) for row in held(name)[2]}
        mine = {tuple(row[one] for one in ("authority", "inspection", "id", "text", "area", "topics", "source", "where", "url"))
                for row in rows if row["table"] == name}
        assert mine and mine <= there
    bands = {row["time_band"]: row["within"] for row in rows if row["time_band"]}
    assert bands and set(bands) <= set(register.bands(real().reference))


def test_comparisons_are_those_that_the_page_tells_of_both_ways() -> None:
    rows = {(row["framework"], row["other"]): (row["may"], row["why"]) for row in held("comparisons")[2]}
    assert len(rows) == 2 * files()[urls.COMPARE].count('id="pair-') > 8
    frameworks = real().reference.frameworks
    assert {(name, one.framework) for name, framework in frameworks.items() for one in framework.compare} <= set(rows)
    assert {(other, name) for name, other in rows} == set(rows)
    assert {rows[other, name][0] for name, other in rows} == {may for may, _ in rows.values()} == {"in-part", "no"}
    assert all(rows[name, other][0] == rows[other, name][0] for name, other in rows)


@EACH
def test_codes_have_their_words(table: Table) -> None:
    """What stands in a column of codes is one of them; each has a word, from the publisher's files and none of ours."""
    known = {(row["column"], row["code"]): row["label"] for row in held("codes")[2]}
    for column in table.columns:
        if column.codes:
            mine = {code for name, code in known if name == f"{table.name}.{column.name}"}
            assert mine and {row[column.name] for row in held(table.name)[2]} - {None} <= mine, column.name
            assert column.about.endswith("the table codes has a word for each")
    assert all(known.values())


def test_words_of_codes_are_the_publishers() -> None:
    rows = {(row["column"], row["code"]): row for row in held("codes")[2]}
    words, settings = real().reference.words, real().reference.settings
    assert rows["register.progress", "raised-again"]["meaning"] == words.progress_meanings["raised-again"]
    assert rows["areas.theme", "capacity"]["label"] == settings.themes["capacity"]
    assert {code for column, code in rows if column == "findings.kind"} == set(settings.finding_kinds)
    assert {column.codes for table in TABLES for column in table.columns if column.codes} == set(lexicon.CODES)


def test_a_reason_for_no_grade_has_its_id() -> None:
    rows = held("judgements")[2]
    assert all((row["state"] is None) == (row["state_id"] is None) for row in rows) and any(row["state_id"] for row in rows)


# Dates.

def test_every_printed_date_can_be_sorted() -> None:
    """Beside each column of dates as printed stand two that sort, at the end of the table."""
    pairs = [(table, column.name.removesuffix("_from")) for table in TABLES for column in table.columns if column.name.endswith("_from")]
    assert {name for _, name in pairs} == {"from", "to", "visited", "published", "on", "progress_on", "due", "period", "opened", "closed", "years"}
    looked = 0
    for table, name in pairs:
        for row in held(table.name)[2]:
            first, last = row[f"{name}_from"], row[f"{name}_to"]
            assert all(one is None or re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", one) for one in (first, last)), row
            assert row[name] or (first, last) == (None, None)
            assert not last or (first and first[:len(last)] <= last[:len(first)])
            looked += bool(first)
    assert looked > 100
    due = {row["due"]: (row["due_from"], row["due_to"]) for row in held("actions")[2]}
    assert due["Annual Plan"] == (None, None) and due["2008 to 2010"] == ("2008", "2010") and due["May, June and July 2008"] == ("2008-05", "2008-07")


def test_odd_dates_come_to_their_files(make_site: MakeSite, run: RunCommand) -> None:
    """A span, an open one, several, a school year and words alone, from the record to the cell; and what is not known stays empty."""
    plan = DEFAULTS[VISIT + "plan.yaml"].decode()
    odd = {"2008-05-09": ("2008-05-09", "2008-05-09"), "2008-05/2010": ("2008-05", "2010"), "2008-05/..": ("2008-05", None), "2008/09": ("2008", "2009"),
           "[2009, 2008-05]": ("2008-05", "2009"), "{printed: \"Annual plan\"}": (None, None), "{printed: \"by 2008-09\", sort: 2008/09}": ("2008", "2009")}
    more = "".join(f"      - id: odd-{number}\n        text: Something.\n        due: {due}\n" for number, due in enumerate(odd))
    content = make_site({VISIT + "plan.yaml": re.sub(r"(    actions:\n)", lambda found: found[1] + more, plan, count=1)})
    done = run("build", "--content", content, "--output", content.parent / "output")
    assert done.code == 0, done.err
    found = {row["id"]: row for row in json.loads((content.parent / "output/data/actions.json").read_text())["rows"]}
    assert [(found[f"odd-{number}"]["due_from"], found[f"odd-{number}"]["due_to"]) for number in range(len(odd))] == list(odd.values())
    assert dates.ends(dates.read(["2008/09"])) == ("2008", "2009")


# What a spreadsheet would run.

@pytest.mark.parametrize(("cell", "expected"), [
    ("=1+1", "'=1+1"), ("+cmd", "'+cmd"), ("-x", "'-x"), ("@sum", "'@sum"), ("\ttab", "'\ttab"), ("\rcr", "'\rcr"), ("-inf", "'-inf"), ("-1e9", "'-1e9"),
    ("-1-1", "'-1-1"), ("+5", "'+5"), ("-14.4", "-14.4"), ("-3", "-3"), ("good", "good"), (-3, -3), (-0.5, -0.5), (None, None), ("", ""), ("'=1", "'=1"),
])
def test_no_cell_runs_as_a_formula(cell: Cell, expected: Cell) -> None:
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
