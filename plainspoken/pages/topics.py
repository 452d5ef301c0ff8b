"""Portal -> the list of topics, and a page for each across places and years."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from plainspoken import facets, urls, views
from plainspoken.appearances import Paper, papers
from plainspoken.page import Page, Values
from plainspoken.pages import concerns
from plainspoken.portal import Card, Portal
from plainspoken.records import Judgement
from plainspoken.refer import Key
from plainspoken.sheet import Sheet
from plainspoken.views import Link, line, plural


@dataclass(frozen=True, slots=True)
class Concern:
    """All that the page of one topic is made of."""

    topic: str
    places: tuple[tuple[str, tuple[Paper, ...]], ...]
    """Authorities by name, each with its papers, oldest first."""
    cards: dict[Key, Card]
    judgements: dict[Key, tuple[Judgement, ...]]
    """Of the inspections of places where no thread tells them."""


def pages(portal: Portal) -> Iterator[Page]:
    """The list, and a page for each topic."""
    found = {topic: _concern(portal, topic) for topic in portal.reference.topics}
    counts = {topic: tuple((name, len(ones)) for name, ones in one.places) for topic, one in found.items()}
    yield Page(urls.TOPICS, "pages/topics.html", topics, (counts,), urls.TOPICS, updated=portal.updated(portal.cards))
    for topic, one in found.items():
        yield Page(urls.topic(topic), "pages/topic.html", topic_page, (one,), urls.TOPICS, updated=portal.updated(one.cards))


def _concern(portal: Portal, topic: str) -> Concern:
    names = sorted((name for name, found in portal.concerns.items() if topic in found),
                   key=lambda name: portal.reference.authorities[name].name.casefold())
    places = tuple((name, tuple(papers(portal.concerns[name][topic]))) for name in names)
    keys = dict.fromkeys(paper.inspection for _, found in places for paper in found)
    alone = dict.fromkeys(paper.inspection for name, found in places if (name, topic) not in portal.reference.threads for paper in found)
    return Concern(topic, places, {key: portal.cards[key] for key in keys}, {key: portal.content.inspections[key].judgements for key in alone})


def topics(sheet: Sheet, counts: dict[str, tuple[tuple[str, int], ...]]) -> Values:
    """Every topic, A to Z, with where it is spoken of and the ways to its threads."""
    listed = sorted(sheet.reference.topics.items(), key=lambda pair: pair[1].name.casefold())
    rows = [{"name": topic.name, "href": sheet.to(urls.topic(name)), "about": topic.about,
             "places": [_place(sheet, name, place, count) for place, count in counts[name]]} for name, topic in listed]
    return {"title": "Topics", "crumbs": views.crumbs(sheet), "here": "Topics", "heading": "Topics",
            "description": "Concerns that run through the papers, each followed across places and years.", "rows": rows}


def _place(sheet: Sheet, topic: str, name: str, count: int) -> Link:
    return Link(f"{sheet.reference.authorities[name].name}, {plural(count, 'paper')}", views.topic_link(sheet, topic, name).href)


def topic_page(sheet: Sheet, made: Concern) -> Values:
    """One concern: a line for each place, then place by place, told in full where no thread does."""
    topic = sheet.reference.topics[made.topic]
    return {
        "title": topic.name, "crumbs": views.crumbs(sheet, ("Topics", urls.TOPICS)), "here": topic.name, "heading": topic.name,
        "description": topic.about, "standfirst": topic.about, "also": topic.also,
        "lines": _lines(sheet, made) if len(made.places) > 1 else None,
        "list": sheet.to(urls.inspections(facets.TOPICS, made.topic)) if made.places else "",
        "look": sheet.to(urls.search(topic.name)), "count": len({paper.inspection for _, found in made.places for paper in found}),
        "places": [_told(sheet, name, found, made) for name, found in made.places],
    }


def _lines(sheet: Sheet, made: Concern) -> dict[str, Any]:
    """A row for each place, a column for each year in which a paper of any of them speaks."""
    years = sorted({paper.date.year for _, found in made.places for paper in found if paper.date.year})
    rows = []
    for name, found in made.places:
        stops = [[concerns.marked(paper, made.cards, sheet.reference.settings) for paper in found if paper.date.year == year] for year in years]
        rows.append({"name": sheet.reference.authorities[name].name, "href": f"#{name}", "cells": line(stops, years)})
    return {"years": years, "rows": rows}


def _told(sheet: Sheet, name: str, found: Sequence[Paper], made: Concern) -> dict[str, Any]:
    place = sheet.reference.authorities[name]
    followed = (name, made.topic) in sheet.reference.threads
    return {
        "id": name, "name": place.name, "href": sheet.to(urls.authority(name)),
        "thread": Link(f"Followed through {plural(len(found), 'paper')} of {place.name}", sheet.to(urls.thread(name, made.topic))) if followed else None,
        "short": [_short(sheet, paper, made.cards) for paper in found] if followed else [],
        "papers": [] if followed else [concerns.paper_view(sheet, paper, made.cards, made.judgements[paper.inspection]) for paper in found],
    }


def _short(sheet: Sheet, paper: Paper, cards: dict[Key, Card]) -> dict[str, Any]:
    mark = concerns.marked(paper, cards, sheet.reference.settings)
    return {"mark": mark.mark, "council": mark.council, "when": paper.date.year or paper.date.words, "what": concerns.in_short(sheet, paper)}
