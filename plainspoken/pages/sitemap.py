"""All pages -> what search engines ask for: the sitemap, with the day of each page's newest record, and robots.txt."""

from collections.abc import Iterable, Iterator, Sequence
from xml.etree.ElementTree import Element, SubElement

from plainspoken import urls
from plainspoken.elements import document, text
from plainspoken.page import Listed, Page
from plainspoken.sheet import Sheet

NAMES = "http://www.sitemaps.org/schemas/sitemap/0.9"

MOST = 50_000
"""Addresses that one file may hold (sitemaps.org); of more there is a file of files."""

Dated = tuple[str, str]
"""(address below the root, ISO day or nothing)."""


def pages(others: Iterable[Listed]) -> Iterator[Page]:
    """The sitemap of these pages, in as many files as it takes, and the file that says where it is."""
    found = sorted((page.path, page.updated) for page in others if page.listed and page.path.endswith(".html"))
    parts = [tuple(found[start:start + MOST]) for start in range(0, len(found), MOST)]
    if len(parts) > 1:
        for number, part in enumerate(parts, 1):
            yield Page(urls.sitemap(number), "", listing, ("urlset", "url", part))
        files = tuple((urls.sitemap(number), max(day for _, day in part)) for number, part in enumerate(parts, 1))
        yield Page(urls.SITEMAP, "", listing, ("sitemapindex", "sitemap", files))
    else:
        yield Page(urls.SITEMAP, "", listing, ("urlset", "url", tuple(found)))
    yield Page(urls.ROBOTS, "", robots)


def listing(sheet: Sheet, root_tag: str, tag: str, entries: Sequence[Dated]) -> bytes:
    """Addresses with their days, as sitemaps.org has them."""
    root = Element(root_tag, {"xmlns": NAMES})
    for path, day in entries:
        one = SubElement(root, tag)
        text(one, "loc", urls.public(sheet.reference.settings.base_address, path))
        if day:
            text(one, "lastmod", day)
    return document(root)


def robots(sheet: Sheet) -> str:
    """Everything may be read; here is the list of it."""
    return f"User-agent: *\nAllow: /\nSitemap: {urls.public(sheet.reference.settings.base_address, urls.SITEMAP)}\n"
