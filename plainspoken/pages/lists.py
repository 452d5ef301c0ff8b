"""Portal -> lists to find one's way by: inspections by year."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from plainspoken import urls, views
from plainspoken.page import Page, Values
from plainspoken.portal import Card, Portal
from plainspoken.sheet import Sheet
from plainspoken.views import Link

LATEST = 50
"""Inspections in the first table; every one stands in its year's."""


def pages(portal: Portal) -> Iterator[Page]:
    """The table of inspections."""
    yield Page(urls.INSPECTIONS, "pages/inspections.html", inspections, (portal.oldest_first[::-1],), urls.INSPECTIONS)


def inspections(sheet: Sheet, newest_first: list[Card]) -> Values:
    """The latest, then a table for each year."""
    newest_first = [*(card for card in newest_first if card.year), *(card for card in newest_first if not card.year)]
    years = [(year or "Date not known", [_row(sheet, card) for card in cards])
             for year, cards in groupby(newest_first, lambda card: card.year)]
    return {
        "title": "Inspections", "crumbs": views.crumbs(sheet), "here": "Inspections", "heading": "Inspections",
        "description": "Every inspection in this portal, newest first, with a table for each year.",
        "years": years, "count": len(newest_first), "jump": [(year, sheet.to(urls.year(year))) for year, _ in years if year.isdigit()],
        "coverage": sheet.to(urls.COVERAGE),
    }


def _row(sheet: Sheet, card: Card) -> dict[str, Any]:
    shown = views.stop(sheet, card)
    framework = sheet.reference.frameworks[card.framework]
    return {"stop": shown, "authority": Link(shown.place, sheet.to(urls.authority(card.key[0]))),
            "framework": Link(framework.short or framework.name, sheet.to(urls.framework(card.framework))),
            "coverage": sheet.reference.words.coverage[card.coverage],
            "plan": Link(card.plan.title, sheet.to(urls.plan(card.key))) if card.plan else None}
