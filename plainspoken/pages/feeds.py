"""Portal -> Atom feeds: what entered the portal and what was changed, everywhere and in each place (RFC 4287)."""

from collections.abc import Iterator, Sequence
from xml.etree.ElementTree import Element, SubElement

from plainspoken import chronicle, urls
from plainspoken.chronicle import Entry
from plainspoken.elements import document, text
from plainspoken.page import Page
from plainspoken.portal import Portal
from plainspoken.sheet import Sheet

LATEST = 50
"""Entries of a feed."""

ATOM = "http://www.w3.org/2005/Atom"
KIND = "application/atom+xml"


def pages(portal: Portal) -> Iterator[Page]:
    """A feed of all, and one for each authority of which something is told; a feed of nothing would have no date."""
    found = chronicle.entries(portal)
    if found:
        yield Page(urls.FEED, "", feed, ("", tuple(found[:LATEST])))
    for name in portal.reference.authorities:
        mine = [one for one in found if name in one.places]
        if mine:
            yield Page(urls.feed(name), "", feed, (name, tuple(mine[:LATEST])))


def feed(sheet: Sheet, name: str, entries: Sequence[Entry]) -> bytes:
    """A feed as XML. Its id, and each entry's, is the address under which it was first published."""
    settings = sheet.reference.settings
    place = sheet.reference.authorities[name].name if name else ""
    root = Element("feed", {"xmlns": ATOM, "xml:lang": settings.language})
    text(root, "title", f"{settings.title}: {place}" if place else settings.title)
    text(root, "subtitle", settings.tagline)
    text(root, "id", urls.public(settings.base_address, sheet.path))
    text(root, "updated", _moment(max(one.updated for one in entries)))
    _link(sheet, root, "self", sheet.path, KIND)
    _link(sheet, root, "alternate", urls.authority(name) if name else urls.HOME, "text/html")
    text(SubElement(root, "author"), "name", settings.publisher.name)
    text(root, "rights", settings.licence)
    for one in entries:
        _entry(sheet, SubElement(root, "entry"), one)
    return document(root)


def _entry(sheet: Sheet, entry: Element, one: Entry) -> None:
    text(entry, "title", one.title)
    text(entry, "id", urls.public(sheet.reference.settings.base_address, one.first_path))
    text(entry, "published", _moment(one.added))
    text(entry, "updated", _moment(one.updated))
    _link(sheet, entry, "alternate", one.path, "text/html")
    text(entry, "summary", one.summary)


def _moment(day: str) -> str:
    """A day as Atom writes it: records name no hour."""
    return f"{day}T00:00:00Z"


def _link(sheet: Sheet, parent: Element, relation: str, target: str, kind: str) -> None:
    SubElement(parent, "link", {"rel": relation, "type": kind, "href": urls.public(sheet.reference.settings.base_address, target)})
