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

import pytest

from plainspoken import urls
from plainspoken.database import PAGE_SIZE, database
from plainspoken.pages.data import QUERY
from plainspoken.rows import Row
from plainspoken.tables import TABLES, Table
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
    links = sum(len({row[0] for row in opened.execute(f'PRAGMA foreign_key_list("{table.name}")')}) for table in TABLES)
    assert links == sum(len(table.links) for table in TABLES) > 20


@EACH
def test_each_link_has_an_index_on_both_sides(opened: Connection, table: Table) -> None:
    """Else each row that is followed would be a search through the whole table."""
    def indexed(name: str) -> set[tuple[str, ...]]:
        found = [row[1] for row in opened.execute(f'PRAGMA index_list("{name}")')]
        return {tuple(row[2] for row in opened.execute(f'PRAGMA index_info("{index}")')) for index in found}
    for columns, other, theirs in table.links:
        assert any(index[:len(columns)] == columns for index in indexed(table.name)), columns
        assert any(index[:len(theirs)] == theirs for index in indexed(other)), theirs


def shown_query() -> str:
    """The question that the page about the data shows, as a reader copies it."""
    found = re.search(r'<pre class="listing" id="query"><code>(.*?)</code></pre>', files()[urls.DATA], re.DOTALL)
    assert found
    return unescape(found[1])


def test_the_question_on_the_page_has_its_answer(opened: Connection) -> None:
    """Asked word by word as it is shown, and held against the records."""
    assert shown_query() == QUERY
    cursor = opened.execute(shown_query())
    assert [column[0] for column in cursor.description] == ["topic", "places", "years", "first", "last", "items"]
    answer = {row[0]: row[1:] for row in cursor}
    assert len(answer) == 10
    made = real()
    names = {topic.name: name for name, topic in made.reference.topics.items()}
    for topic, (places, years, first, last, _) in answer.items():
        speaking = {one.inspection for one in made.appearances[names[topic]]}
        known = sorted({made.cards[key].year for key in speaking if made.cards[key].year})
        assert (places, years, first, last) == (len({key[0] for key in speaking}), len(known), int(known[0]), int(known[-1])), topic
    assert list(answer.values()) == sorted(answer.values(), key=lambda row: (-row[0], -row[1], -row[4]))


def test_what_can_be_counted_and_added_is_a_number(opened: Connection) -> None:
    kinds = {kind for (kind,) in opened.execute("SELECT DISTINCT typeof(number) FROM figures")}
    assert kinds == {"integer", "real", "null"}
    assert {kind for (kind,) in opened.execute("SELECT DISTINCT typeof(rank) FROM judgements")} == {"integer", "null"}
    assert {kind for (kind,) in opened.execute("SELECT DISTINCT typeof(number) FROM recommendations")} <= {"text", "null"}


def test_the_same_rows_make_the_same_bytes_whatever_sqlite_wrote_before() -> None:
    """And the bytes name neither the version of the library nor how often it wrote."""
    made = database(filled())
    assert made == database(filled())
    header = made[:100]
    assert header[:16] == b"SQLite format 3\x00"
    assert int.from_bytes(header[16:18], "big") == PAGE_SIZE == 4096 and len(made) % PAGE_SIZE == 0
    assert header[24:28] == header[92:96] == b"\x00\x00\x00\x01" and header[96:100] == bytes(4)
    assert int.from_bytes(header[28:32], "big") * PAGE_SIZE == len(made)  # believed only while the two counts above are equal
    assert int.from_bytes(header[36:40], "big") == 0, "a page is left over"


def test_other_rows_make_other_bytes() -> None:
    one = [(table, rows[:-1] if table.name == "topics" else rows) for table, rows in filled()]
    assert database(one) != database(filled())


def test_it_says_what_its_columns_mean_to_datasette() -> None:
    made = json.loads(files()[urls.DATABASE_METADATA])
    settings = real().reference.settings
    assert (made["title"], made["license"], made["license_url"]) == (settings.title, settings.licence, settings.licence_address)
    assert made["source_url"] == f"{settings.base_address}data/"
    [(name, described)] = made["databases"].items()
    assert name == Path(urls.DATABASE).stem
    assert {table: list(told["columns"]) for table, told in described["tables"].items()} == {table.name: list(table.names) for table in TABLES}
    assert all(told["description"] and all(told["columns"].values()) for told in described["tables"].values())
    assert f"datasette {Path(urls.DATABASE).name} --metadata {Path(urls.DATABASE_METADATA).name}" in files()[urls.DATA]


def test_it_holds_words_that_sql_has_for_itself() -> None:
    table = next(table for table in TABLES if table.name == "authorities")
    made = database([(table, [("a", "O'Neill \"x\"; DROP TABLE y", "k", None, "1900", None, "https://x.example/")])])
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(made)
        assert connection.execute('SELECT name, "from" FROM authorities').fetchall() == [("O'Neill \"x\"; DROP TABLE y", "1900")]
