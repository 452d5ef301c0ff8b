"""Portal -> the data files: each table as CSV and JSON with its description, one database of all, JSON beside pages."""

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from plainspoken import chronicle, facets, figures, urls, views
from plainspoken.cells import BAR, INSPECTION, Cell, Row
from plainspoken.columns import Column, Table
from plainspoken.database import VIEWS, View, database
from plainspoken.page import Page
from plainspoken.portal import Portal
from plainspoken.refer import Key
from plainspoken.sheet import Sheet
from plainspoken.tables import TABLES

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""A spreadsheet would run a text that begins with one of these; an apostrophe goes before it."""
NUMBER = re.compile(r"-\d+(\.\d+)?")
"""But not before one that is a number below nothing."""

NUMBERS = {table.name: number for number, table in enumerate(TABLES)}
OF_AUTHORITY = ("inspections", "judgements")
"""Tables whose rows stand beside the page of an authority, whatever it shows; beside an inspection's stand those of all."""
OF_SHOWN = ("recommendations", "progress", "plans")
"""Tables of which those of the inspections that it shows stand there too; of figures, those that it shows."""

NAMED = {"frameworks": "framework", "grades": "framework", "topics": "topic", "sources": "source"}
"""Tables that others refer to -> the column that does; their rows stand beside each page that names them."""

OF_ONE = "All that the data files hold of this inspection and its plan."
OF_PLACE = ("All inspections of the place and their judgements; recommendations, progress and plans of the inspections that the page shows, "
            "and the figures that it shows. The data files hold all.")
"""What stands beside a page."""

Rows = dict[str, list[Row]]
"""Rows by the names of their tables."""


def pages(portal: Portal, filled: Rows) -> Iterator[Page]:
    """For each table CSV, its description and JSON; the database; JSON for each authority and inspection."""
    newest = portal.updated(portal.cards)
    days = {table.name: portal.updated(_inspections(table, filled[table.name])) for table in TABLES}
    for number, table in enumerate(TABLES):
        yield Page(urls.table(table.name, "csv"), "", as_csv, (number, filled[table.name]))
        yield Page(urls.table_metadata(table.name), "", metadata, (number, days[table.name]))
        yield Page(urls.table(table.name, "json"), "", as_json, (number, filled[table.name], days[table.name]))
    yield Page(urls.TABLES_METADATA, "", all_metadata, (days, newest))
    yield Page(urls.DATABASE, "", as_database, (filled, newest))
    yield Page(urls.DATABASE_METADATA, "", database_metadata, (newest,))
    yield from _beside(portal, filled)


def _inspections(table: Table, rows: Iterable[Row]) -> set[Key]:
    """The inspections that rows come from: none of a table of what is written once, which bears no day then, and stays when another is edited."""
    if not {"authority", "inspection"} <= set(table.names):
        return set()
    authority, inspection = table.names.index("authority"), table.names.index("inspection")
    return {(str(row[authority]), str(row[inspection])) for row in rows}


# A table.

def inert(cell: Cell) -> Cell:
    """A cell as CSV has it, and no spreadsheet runs it as a formula; numbers stay numbers."""
    if isinstance(cell, str):
        return "'" + cell if cell.startswith(FORMULA) and not NUMBER.fullmatch(cell) else cell
    return json.dumps(cell) if isinstance(cell, bool) else cell


def as_csv(sheet: Sheet, number: int, rows: list[Row]) -> str:
    """RFC 4180: CRLF, quotes where needed, a header row."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(TABLES[number].names)
    writer.writerows([inert(cell) for cell in row] for row in rows)
    return text.getvalue()


def as_json(sheet: Sheet, number: int, rows: list[Row], day: str) -> str:
    """The same rows as objects, without the apostrophe; whose words they are and how new comes first."""
    table = TABLES[number]
    return _lines({"table": table.name, "about": table.about, **_terms(sheet), **_modified(day), "rows": _objects(table, rows)})


def _objects(table: Table, rows: Iterable[Row]) -> list[dict[str, Cell]]:
    return [dict(zip(table.names, row, strict=True)) for row in rows]


def _terms(sheet: Sheet) -> dict[str, str]:
    """Whose words the data are, and what may be done with them."""
    settings = sheet.reference.settings
    address = {"licence_address": str(settings.licence_address)} if settings.licence_address else {}
    return {"source": str(settings.source_line), "licence": str(settings.licence), **address}


def _modified(day: str) -> dict[str, str]:
    """The day when the newest record was added or last changed."""
    return {"modified": day} if day else {}


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

def metadata(sheet: Sheet, number: int, day: str) -> str:
    """CSV on the Web: what the columns of the file beside it hold."""
    return _written({"@context": _context(sheet), **_described(sheet, TABLES[number], day)})


def all_metadata(sheet: Sheet, days: Mapping[str, str], newest: str) -> str:
    """The same of all files, and which of their columns hold the same."""
    tables = []
    for table in TABLES:
        told = _described(sheet, table, days[table.name])
        links = [{"columnReference": list(link.columns), "reference": {"resource": f"{link.table}.csv", "columnReference": list(link.theirs)}}
                 for link in table.links if not link.loose]
        tables.append(told | {"tableSchema": told["tableSchema"] | ({"foreignKeys": links} if links else {})})
    return _written({"@context": _context(sheet), **_dated(newest), "tables": tables})


def _dated(day: str) -> dict[str, Any]:
    return {"dc:modified": {"@value": day, "@type": "xsd:date"}} if day else {}


def _context(sheet: Sheet) -> list[Any]:
    return ["http://www.w3.org/ns/csvw", {"@language": str(sheet.reference.settings.language)}]


def _described(sheet: Sheet, table: Table, day: str) -> dict[str, Any]:
    settings = sheet.reference.settings
    schema = {"columns": [_column(column) for column in table.columns]} | ({"primaryKey": list(table.key)} if table.key else {})
    return {
        "url": f"{table.name}.csv", "dc:title": table.about, "dc:publisher": str(settings.publisher.name),
        "dc:description": f"{settings.source_line} A text that a spreadsheet would run as a formula has an apostrophe before it.",
        "dc:rights": str(settings.licence), **({"dc:license": {"@id": str(settings.licence_address)}} if settings.licence_address else {}),
        **_dated(day), "dialect": {"header": True, "encoding": "utf-8", "lineTerminators": ["\r\n"]}, "tableSchema": schema,
    }


def _column(column: Column) -> dict[str, Any]:
    told = {"name": column.name, "titles": column.name, "dc:description": column.about, "datatype": column.datatype}
    return told | ({"separator": BAR} if column.several else {})


def database_metadata(sheet: Sheet, newest: str) -> str:
    """What Datasette shows beside the database: title, licence, source, how new it is, and the meaning of every column."""
    settings = sheet.reference.settings
    terms = {"license": str(settings.licence), **({"license_url": str(settings.licence_address)} if settings.licence_address else {}),
             "source": str(settings.title), "source_url": urls.public(settings.base_address, urls.DATA), **_modified(newest)}
    told = f"{settings.source_line} {_sentence(chronicle.as_of(newest))}".rstrip()
    every: tuple[Table | View, ...] = (*TABLES, *VIEWS)
    tables = {one.name: {"description": one.about, "columns": {column.name: column.about for column in one.columns}} for one in every}
    name = urls.DATABASE.rpartition("/")[2].partition(".")[0]
    return _written({"title": str(settings.title), "description": told, **terms, "databases": {name: {"tables": tables}}})


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}." if words else ""


# All tables together.

def as_database(sheet: Sheet, filled: Rows, newest: str) -> bytes:
    """One SQLite file, which says what it is, where it comes from and how new it is."""
    about = {"title": str(sheet.reference.settings.title), **_terms(sheet), **_modified(newest),
             "address": urls.public(sheet.reference.settings.base_address, urls.DATA)}
    return database(((table, filled[table.name]) for table in TABLES), about)


# Beside a page.

def _beside(portal: Portal, filled: Rows) -> Iterator[Page]:
    """The rows of each inspection, and those of each authority; with each the papers, areas and grades they name."""
    known = {name: _by_id(filled[name]) for name in ("authorities", "areas", *NAMED)}
    of: dict[Key, Rows] = {key: {} for key in portal.cards}
    for table in TABLES:
        for row in filled[table.name] if table.names[:2] == ("authority", "inspection") else ():
            of[str(row[0]), str(row[1])].setdefault(table.name, []).append(row)
    for key, card in portal.cards.items():
        title = views.inspection_title(portal.reference, card)
        places = [row for name in dict.fromkeys((key[0], *card.also)) for row in known["authorities"][name]]
        yield _page(urls.inspection(key), (title, OF_ONE, portal.days[key]), {"authorities": places, **of[key]}, known)
    for name in portal.reference.authorities:
        cards = portal.by_authority[name]
        mine = {table: [row for card in cards for row in of[card.key].get(table, ())] for table in OF_AUTHORITY} | _shown(portal, name, of)
        told = (views.authority_title(portal.reference, name), OF_PLACE, portal.updated(card.key for card in cards))
        yield _page(urls.authority(name), told, {"authorities": known["authorities"][name], **mine}, known)


def _shown(portal: Portal, name: str, of: Mapping[Key, Rows]) -> Rows:
    """What the page of an authority tells of the inspections that it shows: not of all, for there may be hundreds."""
    keys = sorted(card.key for card in facets.latest(portal.by_authority[name]))
    found = {table: [row for key in keys for row in of[key].get(table, ())] for table in OF_SHOWN}
    drawn = {(*point.inspection, point.figure.id) for shown in (figures.series(portal.content, keys), figures.unlike(portal.content, keys))
             for one in shown for point in one.points}
    names = TABLES[NUMBERS["figures"]].names
    area, record = names.index("area"), names.index("record")  # those of no area are of the place as a whole
    return found | {"figures": [row for key in keys for row in of[key].get("figures", ())
                                if row[:3] in drawn or (row[area], row[record]) == (None, INSPECTION)]}


def _by_id(rows: Iterable[Row]) -> dict[str, list[Row]]:
    """Rows by what their first column names."""
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(str(row[0]), []).append(row)
    return found


def _page(path: str, told: tuple[str, str, str], rows: Rows, known: Mapping[str, Mapping[str, list[Row]]]) -> Page:
    """The data of one page, with the rows of what it refers to. `told`: its title, what the data are, and the day of the newest record."""
    found = dict(rows)
    judged = {(framework, area) for column in ("area", "aspect") for framework, area in _pairs(found.get("judgements", ()), column)}
    found["areas"] = [row for name in sorted({name for name, _ in judged}) for row in known["areas"].get(name, ()) if row[:2] in judged]
    for name, column in NAMED.items():
        wanted = sorted({str(value) for value in _values(found, column) if value is not None})
        found[name] = [row for value in wanted for row in known[name].get(value, ())]
    return Page(urls.record_data(path), "", beside, (path, *told, {name: found[name] for name in NUMBERS if found.get(name)}))


def _pairs(rows: Iterable[Row], column: str) -> Iterator[tuple[str, str]]:
    """Framework and area of judgements."""
    names = TABLES[NUMBERS["judgements"]].names
    framework, area = names.index("framework"), names.index(column)
    return ((str(row[framework]), str(row[area])) for row in rows)


def _values(rows: Rows, column: str) -> Iterator[Cell]:
    for name, found in rows.items():
        names = TABLES[NUMBERS[name]].names
        if column in names:
            yield from (row[names.index(column)] for row in found)


def beside(sheet: Sheet, path: str, title: str, about: str, day: str, rows: Mapping[str, Sequence[Row]]) -> str:
    """The data of the page it stands beside: rows as in the data files, by table."""
    address = urls.public(sheet.reference.settings.base_address, path)
    cite = ", ".join(filter(None, [sheet.reference.settings.title, title, chronicle.as_of(day), address]))
    told = {"page": address, "title": title, "about": about, "cite": cite, **_terms(sheet), **_modified(day)}
    return _lines(told | {name: _objects(TABLES[NUMBERS[name]], found) for name, found in rows.items()})
