"""Tables and their rows -> one SQLite file, the same bytes on every machine.

SQLite writes its own version and a count of changes into the first page; both are set to what any machine can agree on.
Page size, order of rows and order of tables are ours.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass

from plainspoken.cells import Row
from plainspoken.columns import AUTHORITY, INSPECTION, Column, Table

PAGE_SIZE = 4096
AFFINITIES = {"string": "TEXT", "anyURI": "TEXT", "date": "TEXT", "integer": "INTEGER", "boolean": "INTEGER", "number": "NUMERIC"}
"""A column's type by XML Schema -> how SQLite keeps it. NUMERIC leaves 88 a whole number."""

CHANGES, VERSION_FOR, VERSION = slice(24, 28), slice(92, 96), slice(96, 100)
"""In the header (sqlite.org/fileformat2.html): the count of changes; the one at which the version was noted, which must be the same; the version."""
ONE, NO_VERSION = (1).to_bytes(4, "big"), bytes(4)


@dataclass(frozen=True, slots=True)
class View:
    """What the database alone holds, beside the data files."""

    name: str
    about: str
    columns: tuple[Column, ...]


ABOUT = View("about", "What this database is, its licence, where it comes from, and how new it is", (
    Column("name", "title, source, licence, licence_address, modified (the day when the newest record was added or last changed) or address"),
    Column("value", "What it is")))
ITEMS = View("items", "All that is said, whatever table it stands in: findings, recommendations, figures and actions of plans, a row for each topic", (
    Column("table", "The table that it stands in"), AUTHORITY, INSPECTION, Column("id", "Its id there"),
    Column("text", "Its text; of a figure, the name and the value"), Column("topic", "Id of a topic that it is about; empty where it is about none"),
    Column("url", "Address of the place where it stands", "anyURI")))
VIEWS = (ABOUT, ITEMS)

FIGURE = """x."name" || ': ' || coalesce(x."qualifier" || ' ', '') || x."value"
    || coalesce(CASE WHEN substr(x."unit", 1, 1) = '%' THEN '' ELSE ' ' END || x."unit", '')"""
"""A figure in one line, as pages say it."""


def database(filled: Iterable[tuple[Table, Sequence[Row]]], about: Mapping[str, str]) -> bytes:
    """A database with a table for each, its keys, links and indexes; a view of all items; and a small table that says what it is."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        connection.execute(f"PRAGMA page_size = {PAGE_SIZE}")
        connection.execute("PRAGMA encoding = 'UTF-8'")
        connection.execute("BEGIN")
        tables = []
        for table, rows in filled:
            tables.append(table)
            connection.execute(_create(table))
            places = ", ".join("?" * len(table.columns))
            connection.executemany(f"INSERT INTO {_name(table.name)} VALUES ({places})", rows)  # noqa: S608
            for statement in _indexes(table):
                connection.execute(statement)
        connection.execute(f"CREATE TABLE {_name(ABOUT.name)} (name TEXT PRIMARY KEY, value TEXT)")
        connection.executemany(f"INSERT INTO {_name(ABOUT.name)} VALUES (?, ?)", about.items())  # noqa: S608
        for statement in _items(tables):
            connection.execute(statement)
        connection.execute("COMMIT")
        connection.execute("VACUUM")
        made = bytearray(connection.serialize())
    made[CHANGES], made[VERSION_FOR], made[VERSION] = ONE, ONE, NO_VERSION
    return bytes(made)


def _name(name: str) -> str:
    """A name as SQL quotes it: `where` and `from` are words of its own."""
    return f'"{name}"'


def _names(names: Iterable[str]) -> str:
    return ", ".join(map(_name, names))


def _create(table: Table) -> str:
    lines = [f"{_name(column.name)} {AFFINITIES[column.datatype]}" for column in table.columns]
    if table.key:
        lines.append(f"PRIMARY KEY ({_names(table.key)})")
    lines += [f"FOREIGN KEY ({_names(link.columns)}) REFERENCES {_name(link.table)} ({_names(link.theirs)})" for link in table.links]
    return f"CREATE TABLE {_name(table.name)} (\n  " + ",\n  ".join(lines) + "\n)"


def _indexes(table: Table) -> Iterator[str]:
    """An index for each link that the table's key does not begin with."""
    for link in table.links:
        if table.key[:len(link.columns)] != link.columns:
            yield f"CREATE INDEX {_name('_'.join((table.name, 'by', *link.columns)))} ON {_name(table.name)} ({_names(link.columns)})"


def _items(tables: Iterable[Table]) -> Iterator[str]:
    """The view of all that has an id and may have topics, with its text and its address; none where no table holds such."""
    parts = []
    for table in tables:
        if {"id", "topics", "url"} <= set(table.names) and "table" not in table.names:
            text = 'x."text"' if "text" in table.names else FIGURE
            parts.append(f"""SELECT '{table.name}' AS "table", x.authority, x.inspection, x.id, {text} AS text, t.topic, x.url
  FROM {_name(table.name)} AS x LEFT JOIN item_topics AS t
    ON t.authority = x.authority AND t.inspection = x.inspection AND t.item = x.id AND t."table" = '{table.name}'""")  # noqa: S608
    if parts:
        yield f"CREATE VIEW {_name(ITEMS.name)} AS\n" + "\nUNION ALL\n".join(parts)
