"""Portal -> lists to find one's way by: inspections by year, topics."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from plainspoken import urls, views
from plainspoken.page import Page, Values
from plainspoken.portal import Appearance, Card, Portal
from plainspoken.sheet import Sheet
from plainspoken.views import Link

LATEST = 50
"""Inspections in the first table; every one stands in its year's."""
KIND_MARKS = {"asked": ("m-inspectors", False), "spoke": ("m-inspectors-spoke", False), "figure": ("m-inspectors-spoke", False),
              "planned": ("m-council", True)}


def pages(portal: Portal) -> Iterator[Page]:
    """The table of inspections, the list of topics, and a page for each topic."""
    yield Page(urls.INSPECTIONS, "pages/inspections.html", inspections, (portal.oldest_first[::-1],), urls.INSPECTIONS)
    counts = {topic: (len(found), len({one.inspection for one in found}), len({one.inspection[0] for one in found}))
              for topic, found in portal.appearances.items()}
    yield Page(urls.TOPICS, "pages/topics.html", topics, (counts,), urls.TOPICS)
    for topic, found in portal.appearances.items():
        cards = {one.inspection: portal.cards[one.inspection] for one in found}
        yield Page(urls.topic(topic), "pages/topic.html", topic_page, (topic, found, cards), urls.TOPICS)


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


def topics(sheet: Sheet, counts: dict[str, tuple[int, int, int]]) -> Values:
    """Every topic, A to Z, with how often it is spoken of."""
    listed = sorted(sheet.reference.topics.items(), key=lambda pair: pair[1].name.casefold())
    rows = [{"name": topic.name, "href": sheet.to(urls.topic(name)), "about": topic.about,
             "times": counts[name][0], "papers": counts[name][1], "places": counts[name][2]} for name, topic in listed]
    return {"title": "Topics", "crumbs": views.crumbs(sheet), "here": "Topics", "heading": "Topics",
            "description": "Concerns that run through the papers, each followed across places and years.", "rows": rows}


def topic_page(sheet: Sheet, name: str, found: list[Appearance], cards: dict[tuple[str, str], Card]) -> Values:
    """One concern: place by place, and in each place paper by paper, oldest first."""
    topic = sheet.reference.topics[name]
    places = sorted({one.inspection[0] for one in found}, key=lambda place: sheet.reference.authorities[place].name)
    return {
        "title": topic.name, "crumbs": views.crumbs(sheet, ("Topics", urls.TOPICS)), "here": topic.name, "heading": topic.name,
        "description": topic.about, "standfirst": topic.about, "also": topic.also,
        "places": [{"id": place, "name": sheet.reference.authorities[place].name, "href": sheet.to(urls.authority(place)),
                    "papers": _papers(sheet, [one for one in found if one.inspection[0] == place], cards)} for place in places],
    }


def _papers(sheet: Sheet, found: list[Appearance], cards: dict[tuple[str, str], Card]) -> list[dict[str, Any]]:
    def paper(one: Appearance) -> tuple[str, tuple[str, str], bool]:
        return one.date.sort, one.inspection, one.council
    papers = []
    for (_, key, council), group in groupby(sorted(found, key=paper), paper):
        ones, card = list(group), cards[key]
        plan = card.plan if council else None
        source = plan.source if plan else card.source
        papers.append({
            "council": council, "mark": "m-council" if council else views.MARKS[card.coverage], "when": ones[0].date.words,
            "name": plan.title if plan else card.title, "href": sheet.to(urls.plan(key) if council else urls.inspection(key)),
            "source": sheet.reference.sources[source].short, "entries": [_entry(sheet, one, council, source) for one in ones]})
    return papers


def _entry(sheet: Sheet, one: Appearance, council: bool, main: str) -> dict[str, Any]:
    settings = sheet.reference.settings
    labels = {"asked": "asked for", "figure": "figure", "planned": "planned"}
    label = settings.finding_kinds[one.label].lower() if one.label else labels.get(one.kind, "")
    mark, square = KIND_MARKS[one.kind]
    href = urls.plan(one.inspection, one.item) if council else urls.inspection(one.inspection, one.item)
    return {"text": sheet.words(one.text), "label": label, "mark": mark, "council": square, "href": sheet.to(href),
            "cites": sheet.cite(one.source, one.where, main)}
