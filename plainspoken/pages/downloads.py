"""Portal -> the data files: each table as CSV and JSON with its description, one database of all, JSON beside pages."""

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from plainspoken import urls, views
from plainspoken.database import database
from plainspoken.page import Page
from plainspoken.portal import Portal
from plainspoken.refer import Key
from plainspoken.rows import BAR, Cell, Row
from plainspoken.sheet import Sheet
from plainspoken.tables import TABLES, Column, Table

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""A spreadsheet would run a text that begins with one of these; an apostrophe goes before it."""
NUMBER = re.compile(r"-\d+(\.\d+)?")
"""But not before one that is a number below nothing."""

NUMBERS = {table.name: number for number, table in enumerate(TABLES)}
OF_AUTHORITY = ("inspections", "judgements")
"""Tables whose rows stand beside the page of an authority; beside an inspection's stand those of all."""

NAMED = {"frameworks": "framework", "grades": "framework", "topics": "topic", "sources": "source"}
"""Tables that others refer to -> the column that does; their rows stand beside each page that names them."""

Rows = dict[str, list[Row]]
"""Rows by the names of their tables."""


def pages(portal: Portal, filled: Rows) -> Iterator[Page]:
    """For each table CSV, its description and JSON; the database; JSON for each authority and inspection."""
    for number, table in enumerate(TABLES):
        yield Page(urls.table(table.name, "csv"), "", as_csv, (number, filled[table.name]))
        yield Page(urls.table_metadata(table.name), "", metadata, (number,))
        yield Page(urls.table(table.name, "json"), "", as_json, (number, filled[table.name]))
    yield Page(urls.TABLES_METADATA, "", all_metadata)
    yield Page(urls.DATABASE, "", as_database, (filled,))
    yield Page(urls.DATABASE_METADATA, "", database_metadata)
    yield from _beside(portal, filled)


# A table.

def inert(cell: Cell) -> Cell:
    """A cell that no spreadsheet runs as a formula; numbers stay numbers."""
    if isinstance(cell, str) and cell.startswith(FORMULA) and not NUMBER.fullmatch(cell):
        return "'" + cell
    return cell


def as_csv(sheet: Sheet, number: int, rows: list[Row]) -> str:
    """RFC 4180: CRLF, quotes where needed, a header row."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(TABLES[number].names)
    writer.writerows([inert(cell) for cell in row] for row in rows)
    return text.getvalue()


def as_json(sheet: Sheet, number: int, rows: list[Row]) -> str:
    """The same rows as objects, without the apostrophe; whose words they are comes first."""
    table = TABLES[number]
    return _lines({"table": table.name, "about": table.about, **_terms(sheet), "rows": _objects(table, rows)})


def _objects(table: Table, rows: Iterable[Row]) -> list[dict[str, Cell]]:
    return [dict(zip(table.names, row, strict=True)) for row in rows]


def _terms(sheet: Sheet) -> dict[str, str]:
    """Whose words the data are, and what may be done with them."""
    settings = sheet.reference.settings
    address = {"licence_address": str(settings.licence_address)} if settings.licence_address else {}
    return {"source": str(settings.source_line), "licence": str(settings.licence), **address}


def _lines(made: Mapping[str, Any]) -> str:
    """JSON with a row a line: easy to compare from one build to the next, and quick to write."""
    parts = []
    for name, value in made.items():
        rows = ",\n  ".join(json.dumps(row, ensure_ascii=False) for row in value) if isinstance(value, list) else ""
        parts.append(f"{json.dumps(name)}: " + (f"[\n  {rows}\n ]" if rows else json.dumps(value, ensure_ascii=False)))
    return "{\n " + ",\n ".join(parts) + "\n}\n"


def _written(made: Mapping[str, Any]) -> str:
    return json.dumps(made, ensure_ascii=False, indent=1) + "\n"


# Descriptions.

def metadata(sheet: Sheet, number: int) -> str:
    """CSV on the Web: what the columns of the file beside it hold."""
    return _written({"@context": _context(sheet), **_described(sheet, TABLES[number])})


def all_metadata(sheet: Sheet) -> str:
    """The same of all files, and which of their columns hold the same."""
    tables = []
    for table in TABLES:
        told = _described(sheet, table)
        links = [{"columnReference": list(columns), "reference": {"resource": f"{other}.csv", "columnReference": list(theirs)}}
                 for columns, other, theirs in table.links]
        tables.append(told | {"tableSchema": told["tableSchema"] | ({"foreignKeys": links} if links else {})})
    return _written({"@context": _context(sheet), "tables": tables})


def _context(sheet: Sheet) -> list[Any]:
    return ["http://www.w3.org/ns/csvw", {"@language": str(sheet.reference.settings.language)}]


def _described(sheet: Sheet, table: Table) -> dict[str, Any]:
    settings = sheet.reference.settings
    schema = {"columns": [_column(column) for column in table.columns]} | ({"primaryKey": list(table.key)} if table.key else {})
    return {
        "url": f"{table.name}.csv", "dc:title": table.about, "dc:publisher": str(settings.publisher.name),
        "dc:description": f"{settings.source_line} A text that a spreadsheet would run as a formula has an apostrophe before it.",
        "dc:rights": str(settings.licence), **({"dc:license": {"@id": str(settings.licence_address)}} if settings.licence_address else {}),
        "dialect": {"header": True, "encoding": "utf-8", "lineTerminators": ["\r\n"]}, "tableSchema": schema,
    }


def _column(column: Column) -> dict[str, Any]:
    told = {"name": column.name, "titles": column.name, "dc:description": column.about, "datatype": column.datatype}
    return told | ({"separator": BAR} if column.several else {})


def database_metadata(sheet: Sheet) -> str:
    """What Datasette shows beside the database: title, licence, source, and the meaning of every column."""
    settings = sheet.reference.settings
    terms = {"license": str(settings.licence), **({"license_url": str(settings.licence_address)} if settings.licence_address else {}),
             "source": str(settings.title), "source_url": urls.public(settings.base_address, urls.DATA)}
    tables = {table.name: {"description": table.about, "columns": {column.name: column.about for column in table.columns}} for table in TABLES}
    name = urls.DATABASE.rpartition("/")[2].partition(".")[0]
    return _written({"title": str(settings.title), "description": str(settings.source_line), **terms, "databases": {name: {"tables": tables}}})


# All tables together.

def as_database(sheet: Sheet, filled: Rows) -> bytes:
    """One SQLite file."""
    return database((table, filled[table.name]) for table in TABLES)


# Beside a page.

def _beside(portal: Portal, filled: Rows) -> Iterator[Page]:
    """The rows of each inspection, and those of each authority; with each the papers and grades they name."""
    known = {name: _by_id(filled[name]) for name in ("authorities", *NAMED)}
    of: dict[Key, Rows] = {key: {} for key in portal.cards}
    for table in TABLES:
        for row in filled[table.name] if table.names[:2] == ("authority", "inspection") else ():
            of[str(row[0]), str(row[1])].setdefault(table.name, []).append(row)
    for key, card in portal.cards.items():
        title = views.inspection_title(portal.reference, card)
        places = [row for name in dict.fromkeys((key[0], *card.also)) for row in known["authorities"][name]]
        yield _page(urls.inspection(key), title, {"authorities": places, **of[key]}, known)
    for name in portal.reference.authorities:
        mine = [of[card.key] for card in portal.by_authority[name]]
        rows = {table: [row for one in mine for row in one.get(table, ())] for table in OF_AUTHORITY}
        yield _page(urls.authority(name), views.authority_title(portal.reference, name), {"authorities": known["authorities"][name], **rows}, known)


def _by_id(rows: Iterable[Row]) -> dict[str, list[Row]]:
    """Rows by what their first column names."""
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(str(row[0]), []).append(row)
    return found


def _page(path: str, title: str, rows: Rows, known: Mapping[str, Mapping[str, list[Row]]]) -> Page:
    """The data of one page, with the rows of what it refers to."""
    found = dict(rows)
    for name, column in NAMED.items():
        wanted = sorted({str(value) for value in _values(found, column) if value is not None})
        found[name] = [row for value in wanted for row in known[name].get(value, ())]
    return Page(urls.record_data(path), "", beside, (path, title, {name: found[name] for name in NUMBERS if found.get(name)}))


def _values(rows: Rows, column: str) -> Iterator[Cell]:
    for name, found in rows.items():
        names = TABLES[NUMBERS[name]].names
        if column in names:
            yield from (row[names.index(column)] for row in found)


def beside(sheet: Sheet, path: str, title: str, rows: Mapping[str, Sequence[Row]]) -> str:
    """The data of the page it stands beside: rows as in the data files, by table."""
    address = urls.public(sheet.reference.settings.base_address, path)
    told = {"page": address, "title": title, "cite": f"{sheet.reference.settings.title}, {title}, {address}", **_terms(sheet)}
    return _lines(told | {name: _objects(TABLES[NUMBERS[name]], found) for name, found in rows.items()})
