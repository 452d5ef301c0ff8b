"""Portal -> the data files, and the pages that explain them: what there is and how to use it, what every column means."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from plainspoken import chronicle, facets, urls, views
from plainspoken.cells import Row
from plainspoken.columns import Table
from plainspoken.database import VIEWS, View
from plainspoken.page import Page, Values
from plainspoken.pages import downloads, papers, questions
from plainspoken.portal import Portal
from plainspoken.refer import Reference
from plainspoken.sheet import Sheet
from plainspoken.tables import TABLES

TOPIC = next(table.names.index("topic") for table in TABLES if table.name == "item_topics")


def pages(portal: Portal) -> Iterator[Page]:
    """The files, the page about all of them, and the list of columns."""
    filled = {table.name: list(table.rows(portal)) for table in TABLES}
    yield from downloads.pages(portal, filled)
    counts = {name: len(rows) for name, rows in filled.items()}
    feeds = tuple(name for name, cards in portal.by_authority.items() if cards)
    years = sorted(card.year for card in portal.cards.values() if card.year)
    span = (years[0], years[-1]) if years else ("", "")
    newest = portal.updated(portal.cards)
    yield Page(urls.DATA, "pages/data.html", data, (counts, feeds, span, newest, _most_spoken_of(filled["item_topics"])), urls.DATA, updated=newest)
    yield Page(urls.COLUMNS, "pages/columns.html", columns, (), urls.DATA)


def _most_spoken_of(rows: Sequence[Row]) -> str:
    """The id of the topic of the most items, for a question about it; empty where there is none."""
    found = Counter(str(row[TOPIC]) for row in rows)
    return min(found, key=lambda name: (-found[name], name), default="")


def data(sheet: Sheet, counts: dict[str, int], feeds: tuple[str, ...], span: tuple[str, str], newest: str, topic: str) -> Values:
    """What can be taken away, in which forms, under which licence, and how to cite it. `topic` is one to ask about."""
    base, title = sheet.reference.settings.base_address, "Data to take away"
    asked = questions.questions(sheet.reference.topics[topic].name if topic else "")
    if not sheet.reference.counted:
        papers.cite(sheet)
    name = urls.DATABASE.rpartition("/")[2]
    return {
        "title": title, "crumbs": views.crumbs(sheet), "here": "Data", "heading": title,
        "description": "The records of this portal as CSV, JSON and a database, with the meaning of every column.",
        "tables": [_shown(sheet, table, counts[table.name]) for table in TABLES], "columns": sheet.to(urls.COLUMNS),
        "metadata": sheet.to(urls.TABLES_METADATA), "database": sheet.to(urls.DATABASE), "database_name": name,
        "database_metadata": sheet.to(urls.DATABASE_METADATA), "datasette": f"datasette {name} --metadata metadata.json",
        "questions": asked, "as_of": chronicle.as_of(newest),
        "feed": sheet.to(urls.FEED) if feeds else "", "whole": urls.public(base, urls.DATA),
        "feeds": [views.Link(sheet.reference.authorities[one].name, sheet.to(urls.feed(one))) for one in feeds if len(feeds) <= facets.SPLIT],
        "places": sheet.to(urls.AUTHORITIES), "licences": papers.by_licence(sheet), "files": papers.files(sheet),
        "dataset": dataset(sheet, span, newest),
    }


def _shown(sheet: Sheet, table: Table, count: int) -> dict[str, Any]:
    return {"name": table.name.replace("_", " "), "about": table.about, "count": count, "columns": sheet.to(urls.column(table.name)),
            "csv": sheet.to(urls.table(table.name, "csv")), "json": sheet.to(urls.table(table.name, "json")),
            "metadata": sheet.to(urls.table_metadata(table.name))}


def columns(sheet: Sheet) -> Values:
    """Every column of every table, with what it means."""
    title = "What the columns mean"
    shown = [*(_told(table, "No two rows have the same: " + ", ".join(table.key)) if table.key else _told(table) for table in TABLES),
             *(_told(view, "It stands in the database alone") for view in VIEWS)]
    return {"title": title, "crumbs": views.crumbs(sheet, ("Data", urls.DATA)), "here": "Columns", "heading": title,
            "description": "Every column of the data files, with the kind of value it holds.", "tables": shown}


def _told(table: Table | View, more: str = "") -> dict[str, Any]:
    """A table with its columns, and a sentence more of it."""
    return {"name": table.name, "about": table.about, "more": more, "columns": [
        {"id": f"{table.name}-{column.name}", "name": column.name, "kind": column.kind, "about": column.about} for column in table.columns]}


def dataset(sheet: Sheet, span: tuple[str, str], newest: str) -> dict[str, Any]:
    """The whole as schema.org has it, for those who list data sets. The page carries it as data, which no browser runs."""
    settings, reference = sheet.reference.settings, sheet.reference
    base = settings.base_address
    kinds = (("csv", "text/csv"), ("json", "application/json"))
    files = [(f"{table.about} ({form.upper()})", kind, urls.table(table.name, form)) for table in TABLES for form, kind in kinds]
    files.append(("All tables (SQLite)", "application/vnd.sqlite3", urls.DATABASE))
    publisher = {"@type": "Organization", "name": str(settings.publisher.name), "description": str(settings.publisher.about)}
    return {
        "@context": "https://schema.org", "@type": "Dataset", "@id": urls.public(base, urls.DATA), "url": urls.public(base, urls.DATA),
        "name": f"{settings.title}: {settings.tagline}", "description": f"{settings.tagline}. {settings.source_line} {settings.licence}",
        "inLanguage": str(settings.language), "isAccessibleForFree": True, "creator": publisher, "publisher": publisher,
        "license": str(settings.licence_address or settings.licence),
        **({"dateModified": newest} if newest else {}), **({"temporalCoverage": "/".join(span)} if span[0] else {}),
        "spatialCoverage": _places(reference),
        "keywords": [str(topic.name) for topic in reference.topics.values()],
        "isBasedOn": _papers(reference),
        "distribution": [{"@type": "DataDownload", "name": name, "encodingFormat": kind, "contentUrl": urls.public(base, path)} for name, kind, path in files],
    }


def _places(reference: Reference) -> list[str]:
    """What the whole is about: every authority, or the regions where there are too many."""
    names = [str(place.name) for place in reference.authorities.values()]
    held = {place.region for place in reference.authorities.values()}
    regions = [str(name) for region, name in reference.settings.regions.items() if region in held]
    return names if len(names) <= facets.SPLIT or not regions else regions


def _papers(reference: Reference) -> list[dict[str, str]]:
    """What it is made from: every paper, or the file that tells of each where there are too many."""
    if reference.counted:
        return [{"@type": "CreativeWork", "name": views.plural(len(reference.sources), "paper"),
                 "url": urls.public(reference.settings.base_address, urls.table("sources", "json"))}]
    return [{"@type": "CreativeWork", "name": str(one.title), "publisher": str(one.publisher), "usageInfo": str(one.licence)}
            for one in reference.sources.values()]
