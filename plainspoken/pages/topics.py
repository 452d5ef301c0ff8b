"""Portal -> the list of topics, and a page for each across places and years."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from plainspoken import facets, urls, views
from plainspoken.appearances import Paper, papers
from plainspoken.page import Page, Values
from plainspoken.pages import concerns
from plainspoken.portal import Card, Portal
from plainspoken.records import Judgement
from plainspoken.refer import ELSEWHERE, Key
from plainspoken.sheet import Sheet
from plainspoken.views import Link, plural

YEARS = 7
"""Years that have a column each in the table of places, beside a count of earlier papers: more do not fit a phone."""

FOLLOWED = 12
"""Papers that are told in short of a place where a thread follows them all; where there are more, the latest."""


@dataclass(frozen=True, slots=True)
class Concern:
    """All that the page of one topic is made of."""

    topic: str
    places: tuple[tuple[str, tuple[Paper, ...]], ...]
    """Authorities by name, each with its papers, oldest first."""
    cards: dict[Key, Card]
    judgements: dict[Key, tuple[Judgement, ...]]
    """Of the inspections of places where no thread tells them: those shown beside what the papers say."""


class Region(NamedTuple):
    """How much is told of a topic in one region."""

    id: str
    places: int
    papers: int
    raised: int
    """Papers in which inspectors asked for better or saw a weakness."""


def pages(portal: Portal) -> Iterator[Page]:
    """The list, and a page for each topic; one for each of its regions too where too many places speak of it."""
    names = _names(portal)
    counts = {topic: () if topic in portal.reference.wide else tuple((name, len(papers(portal.concerns[name][topic]))) for name in found)
              for topic, found in names.items()}
    many = {topic: len(names[topic]) for topic in portal.reference.wide}
    yield Page(urls.TOPICS, "pages/topics.html", topics, (counts, many), urls.TOPICS, updated=portal.updated(portal.cards))
    for topic, found in names.items():
        if topic in portal.reference.wide:
            yield from _by_region(portal, topic, found)
        else:
            one = _concern(portal, topic, found)
            yield Page(urls.topic(topic), "pages/topic.html", topic_page, (one,), urls.TOPICS, updated=portal.updated(one.cards))


def _names(portal: Portal) -> dict[str, list[str]]:
    """The authorities whose papers speak of each topic, by name."""
    found: dict[str, list[str]] = {topic: [] for topic in portal.reference.topics}
    for name in sorted(portal.concerns, key=lambda name: portal.reference.authorities[name].name.casefold()):
        for topic in portal.concerns[name]:
            found[topic].append(name)
    return found


def _concern(portal: Portal, topic: str, names: Sequence[str]) -> Concern:
    """All that a page tells of a topic in these places."""
    places = tuple((name, tuple(papers(portal.concerns[name][topic]))) for name in names)
    keys = dict.fromkeys(paper.inspection for _, found in places for paper in found)
    alone: dict[Key, list[Paper]] = {}
    for paper in (paper for name, found in places if (name, topic) not in portal.reference.threads for paper in found):
        alone.setdefault(paper.inspection, []).append(paper)
    return Concern(topic, places, {key: portal.named[key] for key in keys},
                   {key: concerns.judged(told, portal.content.inspections[key].judgements) for key, told in alone.items()})


def _by_region(portal: Portal, topic: str, names: Sequence[str]) -> Iterator[Page]:
    """A page for each region in which places speak of a topic, and the one that leads to them."""
    reference, all_papers, regions = portal.reference, dict[tuple[Key, bool], Paper](), list[Region]()
    for region in (*reference.settings.regions, *([] if ELSEWHERE in reference.settings.regions else [ELSEWHERE])):
        one = _concern(portal, topic, [name for name in names if reference.region(name) == region])
        mine = {(paper.inspection, paper.council): paper for _, found in one.places for paper in found}
        if mine:
            regions.append(Region(region, len(one.places), len(mine), sum(concerns.raised(paper, reference.settings) for paper in mine.values())))
            all_papers |= mine
            yield Page(urls.topic(topic, region=region), "pages/topic.html", topic_page, (one, region), urls.TOPICS, updated=portal.updated(one.cards))
    newest = sorted(sorted(all_papers.values(), key=lambda paper: (paper.inspection, paper.council)),
                    key=lambda paper: paper.date.sort if paper.date.spans else "", reverse=True)[:facets.LATEST]
    keys = dict.fromkeys(key for key, _ in all_papers)
    yield Page(urls.topic(topic), "pages/topic-regions.html", by_region,
               (topic, tuple(regions), tuple(newest), {paper.inspection: portal.named[paper.inspection] for paper in newest}, len(keys)),
               urls.TOPICS, updated=portal.updated(keys))


def topics(sheet: Sheet, counts: dict[str, tuple[tuple[str, int], ...]], many: dict[str, int]) -> Values:
    """Every topic, A to Z, with where it is spoken of and the ways to its threads; of some only how `many` places speak of it."""
    listed = sorted(sheet.reference.topics.items(), key=lambda pair: pair[1].name.casefold())
    rows = [{"name": topic.name, "href": sheet.to(urls.topic(name)), "about": topic.about, "many": many.get(name, 0),
             "places": [_place(sheet, name, place, count) for place, count in counts[name]]} for name, topic in listed]
    return {"title": "Topics", "crumbs": views.crumbs(sheet), "here": "Topics", "heading": "Topics",
            "description": "Concerns that run through the papers, each followed across places and years.", "rows": rows}


def _place(sheet: Sheet, topic: str, name: str, count: int) -> Link:
    return Link(f"{sheet.reference.authorities[name].name}, {plural(count, 'paper')}", views.topic_link(sheet, topic, name).href)


def topic_page(sheet: Sheet, made: Concern, region: str = "") -> Values:
    """One concern, in one region perhaps: a line for each place, then place by place, told in full where no thread does."""
    topic = sheet.reference.topics[made.topic]
    label = views.region(sheet.reference, region) if region else ""
    above = [("Topics", urls.TOPICS), *([(topic.name, urls.topic(made.topic))] if region else [])]
    return {
        "title": f"{topic.name} by region: {label}" if region else topic.name, "crumbs": views.crumbs(sheet, *above),
        "here": label or topic.name, "heading": f"{topic.name}: {label}" if region else topic.name,
        "description": topic.about, "standfirst": topic.about, "also": topic.also, "region": label, "topic_name": topic.name,
        "whole": sheet.to(urls.topic(made.topic)) if region else "",
        "lines": _lines(sheet, made) if len(made.places) > 1 else None,
        "list": sheet.to(urls.inspections(facets.TOPICS, made.topic)) if made.places and not region else "",
        "look": sheet.to(urls.search(topic.name)), "count": len({paper.inspection for _, found in made.places for paper in found}),
        "places": [_told(sheet, name, found, made) for name, found in made.places],
    }


def by_region(sheet: Sheet, name: str, regions: Sequence[Region], newest: Sequence[Paper], cards: dict[Key, Card], count: int) -> Values:
    """One concern that many places speak of: the way to each region, and the newest papers."""
    topic = sheet.reference.topics[name]
    return {
        "title": topic.name, "crumbs": views.crumbs(sheet, ("Topics", urls.TOPICS)), "here": topic.name, "heading": topic.name,
        "description": topic.about, "standfirst": topic.about, "also": topic.also, "region": "", "count": count,
        "list": sheet.to(urls.inspections(facets.TOPICS, name)), "look": sheet.to(urls.search(topic.name)),
        "regions": [(Link(views.region(sheet.reference, one.id), sheet.to(urls.topic(name, region=one.id))), one) for one in regions],
        "papers": [_newest(sheet, paper, cards) for paper in newest],
    }


def _newest(sheet: Sheet, paper: Paper, cards: dict[Key, Card]) -> dict[str, Any]:
    """One paper as the list of the newest has it."""
    mark, card = concerns.marked(paper, cards, sheet.reference.settings), cards[paper.inspection]
    target = urls.plan(paper.inspection) if paper.council else urls.inspection(paper.inspection)
    what, cites = concerns.in_short(sheet, paper)
    return {"mark": mark.mark, "council": mark.council, "said": mark.said, "when": paper.date.words, "what": what, "cites": cites,
            "link": Link(concerns.name_of(paper, card), sheet.to(target)), "place": sheet.reference.authorities[paper.inspection[0]].name}


def _lines(sheet: Sheet, made: Concern) -> dict[str, Any]:
    """A row for each place, a column for each of the latest years in which a paper of any of them speaks, and a count of those before."""
    found_in = sorted({paper.date.year for _, found in made.places for paper in found if paper.date.year})
    years, before = found_in[-YEARS:], set(found_in[:-YEARS])
    rows = []
    for name, found in made.places:
        earlier = sum(paper.date.year in before for paper in found)
        stops = [[concerns.marked(paper, made.cards, sheet.reference.settings) for paper in found if paper.date.year == year] for year in years]
        rows.append({"name": sheet.reference.authorities[name].name, "href": f"#{name}", "earlier": f"{earlier:,}" if earlier else "",
                     "cells": concerns.line(stops, years, bool(earlier))})
    return {"years": years, "before": bool(before), "rows": rows, "many": concerns.many(rows)}


def _told(sheet: Sheet, name: str, found: Sequence[Paper], made: Concern) -> dict[str, Any]:
    place = sheet.reference.authorities[name]
    followed = (name, made.topic) in sheet.reference.threads
    return {
        "id": name, "name": place.name, "href": sheet.to(urls.authority(name)),
        "thread": Link(f"Followed through {plural(len(found), 'paper')} of {place.name}", sheet.to(urls.thread(name, made.topic))) if followed else None,
        "earlier": len(found[:-FOLLOWED]) if followed else 0,
        "short": [_short(sheet, paper, made.cards) for paper in found[-FOLLOWED:]] if followed else [],
        "papers": [] if followed else [concerns.paper_view(sheet, paper, made.cards, made.judgements[paper.inspection]) for paper in found],
    }


def _short(sheet: Sheet, paper: Paper, cards: dict[Key, Card]) -> dict[str, Any]:
    mark = concerns.marked(paper, cards, sheet.reference.settings)
    what, cites = concerns.in_short(sheet, paper)
    return {"mark": mark.mark, "council": mark.council, "when": paper.date.year or paper.date.words, "what": what, "cites": cites}
