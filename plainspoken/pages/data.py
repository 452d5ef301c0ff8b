"""Portal -> the data files, their descriptions, and the page that explains them."""

import csv
import io
import json
from collections.abc import Iterator
from typing import Any

from plainspoken import urls, views
from plainspoken.page import Page, Values
from plainspoken.portal import Portal
from plainspoken.sheet import Sheet
from plainspoken.tables import TABLES, Cell, Row, Table

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""A spreadsheet would run a text that begins with one of these; an apostrophe goes before it."""


def pages(portal: Portal) -> Iterator[Page]:
    """For each table CSV, its metadata and JSON; then the page about them."""
    counts = {}
    for number, table in enumerate(TABLES):
        rows = list(table.rows(portal))
        counts[table.name] = len(rows)
        yield Page(urls.table(table.name, "csv"), "", as_csv, (number, rows))
        yield Page(urls.table_metadata(table.name), "", metadata, (number,))
        yield Page(urls.table(table.name, "json"), "", as_json, (number, rows))
    yield Page(urls.DATA, "pages/data.html", data, (counts,), urls.DATA)


def inert(cell: Cell) -> Cell:
    """A cell that no spreadsheet runs as a formula; numbers stay numbers."""
    if isinstance(cell, str) and cell.startswith(FORMULA) and not _is_number(cell):
        return "'" + cell
    return cell


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return text[:1] == "-"


def as_csv(sheet: Sheet, number: int, rows: list[Row]) -> str:
    """RFC 4180: CRLF, quotes where needed, a header row."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([column.name for column in TABLES[number].columns])
    writer.writerows([inert(cell) for cell in row] for row in rows)
    return text.getvalue()


def as_json(sheet: Sheet, number: int, rows: list[Row]) -> str:
    """The same rows as objects, without the apostrophe; the source line first."""
    table, settings = TABLES[number], sheet.reference.settings
    names = [column.name for column in table.columns]
    made = {"table": table.name, "about": table.about, "source": str(settings.source_line), "licence": str(settings.licence),
            "rows": [dict(zip(names, row, strict=True)) for row in rows]}
    return json.dumps(made, ensure_ascii=False, indent=1) + "\n"


def metadata(sheet: Sheet, number: int) -> str:
    """CSV on the Web: what the columns of the file beside it hold."""
    table, settings = TABLES[number], sheet.reference.settings
    columns = [{"name": column.name, "titles": column.name, "dc:description": column.about, "datatype": column.datatype}
               | ({"separator": "|"} if "separated by |" in column.about else {}) for column in table.columns]
    made: dict[str, Any] = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "url": f"{table.name}.csv", "dc:title": table.about, "dc:publisher": str(settings.publisher.name),
        "dc:description": f"{settings.source_line} A text that a spreadsheet would run as a formula has an apostrophe before it.",
        "dc:rights": str(settings.licence),
        "dialect": {"header": True, "encoding": "utf-8", "lineTerminators": ["\r\n"]},
        "tableSchema": {"columns": columns},
    }
    return json.dumps(made, ensure_ascii=False, indent=1) + "\n"


def data(sheet: Sheet, counts: dict[str, int]) -> Values:
    """What can be taken away, what its columns mean, how to cite it."""
    base = sheet.reference.settings.base_address

    def shown(table: Table) -> dict[str, Any]:
        return {"name": table.name, "about": table.about, "count": counts[table.name], "columns": table.columns,
                "csv": sheet.to(urls.table(table.name, "csv")), "json": sheet.to(urls.table(table.name, "json")),
                "metadata": sheet.to(urls.table_metadata(table.name)), "address": urls.public(base, urls.table(table.name, "csv"))}
    for source in sheet.reference.sources:
        sheet.cite(source, ())
    return {"title": "Data to take away", "crumbs": views.crumbs(sheet), "here": "Data", "heading": "Data to take away",
            "description": "Everything in this portal as CSV and JSON, with the meaning of every column.",
            "tables": [shown(table) for table in TABLES], "home": urls.public(base, urls.HOME)}
