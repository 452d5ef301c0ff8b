"""One SQLite file of all tables: the same rows, keys and links, and the same bytes on every machine."""

import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from functools import cache
from html import unescape
from pathlib import Path
from sqlite3 import Connection
from typing import Any

import pytest

from plainspoken import figures, register, urls
from plainspoken.cells import Row
from plainspoken.columns import Table
from plainspoken.database import PAGE_SIZE, VIEWS, database
from plainspoken.pages import questions
from plainspoken.tables import TABLES
from tests.test_pages import every, files, real

EACH = pytest.mark.parametrize("table", TABLES, ids=[table.name for table in TABLES])


@cache
def filled() -> list[tuple[Table, list[Row]]]:
    return [(table, list(table.rows(real()))) for table in TABLES]


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Connection]:
    """The published file, opened to be read."""
    path = tmp_path_factory.mktemp("database") / "portal.sqlite"
    path.write_bytes(every()[urls.DATABASE])
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        yield connection


@EACH
def test_a_table_holds_the_rows_of_its_file(opened: Connection, table: Table) -> None:
    cursor = opened.execute(f'SELECT * FROM "{table.name}"')
    rows = [dict(zip([column[0] for column in cursor.description], row, strict=True)) for row in cursor]
    assert rows == json.loads(files()[urls.table(table.name, "json")])["rows"]


def test_it_is_whole_and_every_link_leads_somewhere(opened: Connection) -> None:
    assert opened.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert opened.execute("PRAGMA foreign_key_check").fetchall() == []
    assert sum(link.loose for table in TABLES for link in table.links) > 3, "links of cells that may be empty are here too"
    links = sum(len({row[0] for row in opened.execute(f'PRAGMA foreign_key_list("{table.name}")')}) for table in TABLES)
    assert links == sum(len(table.links) for table in TABLES) > 20


@EACH
def test_each_link_has_an_index_on_both_sides(opened: Connection, table: Table) -> None:
    """Else each row that is followed would be a search through the whole table."""
    def indexed(name: str) -> set[tuple[str, ...]]:
        found = [row[1] for row in opened.execute(f'PRAGMA index_list("{name}")')]
        return {tuple(row[2] for row in opened.execute(f'PRAGMA index_info("{index}")')) for index in found}
    for columns, other, theirs, _ in table.links:
        assert any(index[:len(columns)] == columns for index in indexed(table.name)), columns
        assert any(index[:len(theirs)] == theirs for index in indexed(other)), theirs


# Questions that the page asks.

def asked(opened: Connection, name: str) -> list[dict[str, Any]]:
    """The answer to a question, asked word by word as the page shows it."""
    found = re.search(rf'<details class="fold" id="question-{name}">.*?<pre class="listing"><code>(.*?)</code></pre>', files()[urls.DATA], re.DOTALL)
    assert found, f"the page has no question of that name: {name}"
    cursor = opened.execute(unescape(found[1]))
    return [dict(zip([column[0] for column in cursor.description], row, strict=True)) for row in cursor]


def test_the_page_asks_three_questions_and_each_has_its_answer(opened: Connection) -> None:
    names = re.findall(r'id="question-([a-z]+)"', files()[urls.DATA])
    assert names == [one.id.removeprefix("question-") for one in questions.questions("Homes")] == ["done", "changed", "said"]
    assert all(asked(opened, name) for name in names)


def test_what_is_told_done_is_told_with_whose_word_it_is(opened: Connection) -> None:
    """The plan of 2008 says of itself that children were told; inspectors confirmed three things in 2011."""
    found = asked(opened, "done")
    assert {(row["said_by"], row["told"], row["progress"]) for row in found} == {
        ("council", "May 2008", "The council says it is done"), ("inspectors", "27 June 2011", "Inspectors confirmed it")}
    entries = [one for one in register.build(real()).entries if one.asked and one.progress in {"council-says-done", "inspectors-confirmed"}]
    assert sorted(row["text"] for row in found) == sorted(one.text for one in entries) and len(found) == 5


def test_judgements_are_held_side_by_side_only_where_that_may_be(opened: Connection) -> None:
    """Outstanding after good, from one yearly letter to the next; nothing of 2011, whose grades may be compared with none of them."""
    found = asked(opened, "changed")
    assert ("Derby", "Making a positive contribution", 2006, "Good", 2007, "Outstanding", "better") in {
        tuple(row[name] for name in ("place", "area", "earlier", "was", "later", "became", "change")) for row in found}
    assert all(row["comparable"] for row in found) and not [row for row in found if 2011 in (row["earlier"], row["later"])]


def test_all_that_is_said_of_a_concern_is_one_select(opened: Connection) -> None:
    """As many as the records hold, of every table, each with its place."""
    found = asked(opened, "said")
    [topic] = {one.name for one in real().reference.topics.values() if f"= '{one.name}'" in unescape(files()[urls.DATA])}
    name = next(key for key, one in real().reference.topics.items() if one.name == topic)
    assert len(found) == sum(row[3] == name for table, rows in filled() if table.name == "item_topics" for row in rows) > 50
    assert {row["table"] for row in found} == {"findings", "recommendations", "actions", "figures"}
    assert all(row["url"].startswith(real().reference.settings.base_address) and row["text"] for row in found)


def test_a_name_with_an_apostrophe_ends_no_question() -> None:
    assert "WHERE topics.name = 'Children''s homes'" in questions.questions("Children's homes")[-1].sql
    assert len(questions.questions("")) == 2


# What the database alone has.

def test_items_are_all_that_has_an_id_with_text_and_topics(opened: Connection) -> None:
    rows = opened.execute('SELECT "table", authority, inspection, id, text, topic, url FROM items').fetchall()
    content = real().content
    expected = {(key, one.id) for key in content.inspections for one in (*content.inspections[key].findings, *content.inspections[key].recommendations)}
    expected |= {(key, point.figure.id) for key in content.inspections for point in figures.printed(content, key)}
    expected |= {(key, action.id) for key, plan in content.plans.items() for answer in plan.answers for action in answer.actions}
    assert {((row[1], row[2]), row[3]) for row in rows} == expected and len(expected) > 800
    told = {row[4] for row in rows if row[0] == "figures"}
    assert told == {figures.said(point.figure) for key in content.inspections for point in figures.printed(content, key)}
    leavers = opened.execute("SELECT count(*) FROM items WHERE topic = 'care-leavers'").fetchone()[0]
    assert leavers == opened.execute("SELECT count(*) FROM item_topics WHERE topic = 'care-leavers'").fetchone()[0] > 20
    assert opened.execute("SELECT count(*) FROM items WHERE topic IS NULL").fetchone()[0] > 0


def test_it_says_what_it_is_and_how_new(opened: Connection) -> None:
    about = dict(opened.execute("SELECT name, value FROM about"))
    settings = real().reference.settings
    assert about == {"title": settings.title, "source": settings.source_line, "licence": settings.licence, "licence_address": settings.licence_address,
                     "modified": max(real().days.values()), "address": f"{settings.base_address}data/"}


def test_what_can_be_counted_and_added_is_a_number(opened: Connection) -> None:
    kinds = {kind for (kind,) in opened.execute("SELECT DISTINCT typeof(number) FROM figures")}
    assert kinds == {"integer", "real", "null"}
    assert {kind for (kind,) in opened.execute("SELECT DISTINCT typeof(rank) FROM judgements")} == {"integer", "null"}
    assert {kind for (kind,) in opened.execute("SELECT DISTINCT typeof(number) FROM recommendations")} <= {"text", "null"}


def test_the_same_rows_make_the_same_bytes_whatever_sqlite_wrote_before() -> None:
    """And the bytes name neither the version of the library nor how often it wrote."""
    made = database(filled(), {})
    assert made == database(filled(), {})
    header = made[:100]
    assert header[:16] == b"SQLite format 3\x00"
    assert int.from_bytes(header[16:18], "big") == PAGE_SIZE == 4096 and len(made) % PAGE_SIZE == 0
    assert header[24:28] == header[92:96] == b"\x00\x00\x00\x01" and header[96:100] == bytes(4)
    assert int.from_bytes(header[28:32], "big") * PAGE_SIZE == len(made)  # believed only while the two counts above are equal
    assert int.from_bytes(header[36:40], "big") == 0, "a page is left over"


def test_other_rows_make_other_bytes() -> None:
    one = [(table, rows[:-1] if table.name == "topics" else rows) for table, rows in filled()]
    assert database(one, {}) != database(filled(), {})


def test_it_says_what_its_columns_mean_to_datasette() -> None:
    made = json.loads(files()[urls.DATABASE_METADATA])
    settings = real().reference.settings
    assert (made["title"], made["license"], made["license_url"]) == (settings.title, settings.licence, settings.licence_address)
    assert made["source_url"] == f"{settings.base_address}data/"
    [(name, described)] = made["databases"].items()
    assert name == Path(urls.DATABASE).stem
    assert {table: list(told["columns"]) for table, told in described["tables"].items()} == {
        one.name: [column.name for column in one.columns] for one in (*TABLES, *VIEWS)}
    assert made["modified"] == max(real().days.values()) and made["description"].endswith(". Records as of 22 November 2026.")
    assert all(told["description"] and all(told["columns"].values()) for told in described["tables"].values())
    assert f"datasette {Path(urls.DATABASE).name} --metadata {Path(urls.DATABASE_METADATA).name}" in files()[urls.DATA]


def test_it_holds_words_that_sql_has_for_itself() -> None:
    table = next(table for table in TABLES if table.name == "authorities")
    made = database([(table, [("a", "O'Neill \"x\"; DROP TABLE y", "k", None, "1900", None, "https://x.example/", None, None, None, None)])], {})
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(made)
        assert connection.execute('SELECT name, "from" FROM authorities').fetchall() == [("O'Neill \"x\"; DROP TABLE y", "1900")]
