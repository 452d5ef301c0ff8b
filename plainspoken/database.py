"""Tables and their rows -> one SQLite file, the same bytes on every machine.

SQLite writes its own version and a count of changes into the first page; both are set to what any machine can agree on.
Page size, order of rows and order of tables are ours.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing

from plainspoken.rows import Row
from plainspoken.tables import Table

PAGE_SIZE = 4096
AFFINITIES = {"string": "TEXT", "anyURI": "TEXT", "date": "TEXT", "integer": "INTEGER", "number": "NUMERIC"}
"""A column's type by XML Schema -> how SQLite keeps it. NUMERIC leaves 88 a whole number."""

CHANGES, VERSION_FOR, VERSION = slice(24, 28), slice(92, 96), slice(96, 100)
"""In the header (sqlite.org/fileformat2.html): the count of changes; the one at which the version was noted, which must be the same; the version."""
ONE, NO_VERSION = (1).to_bytes(4, "big"), bytes(4)


def database(filled: Iterable[tuple[Table, Sequence[Row]]]) -> bytes:
    """A database with a table for each, its keys, links and indexes."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        connection.execute(f"PRAGMA page_size = {PAGE_SIZE}")
        connection.execute("PRAGMA encoding = 'UTF-8'")
        connection.execute("BEGIN")
        for table, rows in filled:
            connection.execute(_create(table))
            places = ", ".join("?" * len(table.columns))
            connection.executemany(f"INSERT INTO {_name(table.name)} VALUES ({places})", rows)  # noqa: S608
            for statement in _indexes(table):
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
    lines += [f"FOREIGN KEY ({_names(columns)}) REFERENCES {_name(other)} ({_names(theirs)})" for columns, other, theirs in table.links]
    return f"CREATE TABLE {_name(table.name)} (\n  " + ",\n  ".join(lines) + "\n)"


def _indexes(table: Table) -> Iterator[str]:
    """An index for each link that the table's key does not begin with."""
    for columns, _, _ in table.links:
        if table.key[:len(columns)] != columns:
            yield f"CREATE INDEX {_name('_'.join((table.name, 'by', *columns)))} ON {_name(table.name)} ({_names(columns)})"
