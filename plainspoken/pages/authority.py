"""Portal -> the page of every authority: its story over the years.

Where there are many inspections the page tells of the latest, and of the earlier how many there are: it must fit a window,
and what it is made of a message to a worker. A list holds them all.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from plainspoken import badge, facets, figures, register, urls, views
from plainspoken.appearances import Appearance, Paper, papers
from plainspoken.english import capital
from plainspoken.figures import Series, Unlike
from plainspoken.page import Page, Values
from plainspoken.pages import concerns, entries, judgements, pictures
from plainspoken.portal import Card, Portal
from plainspoken.records import Figure, Judgement
from plainspoken.refer import Key
from plainspoken.reference import Authority
from plainspoken.register import Entry, Tally
from plainspoken.sheet import Sheet
from plainspoken.views import Link, Notes, StopView, plural

LONGEST = 24
"""Concerns in an authority's table; the rest are listed below it."""

Column = tuple[tuple[tuple[Key, bool], ...], str, str]
"""((inspection, whether the council's plan) of each paper, year, what they are) of a column of the table of concerns."""


@dataclass(frozen=True, slots=True)
class Concern:
    """What papers say of a topic here."""

    found: tuple[Appearance, ...]
    """Every time those that the page shows speak of it."""
    papers: int = 0
    """How many earlier papers speak of it."""
    inspections: int = 0
    """Of how many inspections these are."""
    raised: int = 0
    """How many of them raise it."""


@dataclass(frozen=True, slots=True)
class History:
    """All that the page of one authority is made of."""

    name: str
    """Its id."""
    cards: tuple[Card, ...]
    """The inspections that the page shows, oldest first."""
    count: int
    """Of all its inspections."""
    held: str
    """How many are known and how many papers are held, in words."""
    span: tuple[str, str]
    """The first and the last year of all; empty where none is known."""
    graded: Card | None
    """The newest of its own that gave a grade."""
    judgements: dict[Key, tuple[Judgement, ...]]
    asked: Tally
    """All that was asked of it."""
    asked_by: dict[Key, Tally]
    """The same for each shown inspection that asked for something."""
    asked_earlier: Tally
    """The same for the earlier together."""
    states: dict[tuple[str, str], str]
    """The register's page of each state, at the part about this place."""
    concerns: dict[str, Concern]
    """What is said here of each topic."""
    setting: dict[Key, tuple[Figure, ...]]
    """Figures of the place as a whole, by the inspection that prints them."""
    told: bool
    """Is any of it told to young people?"""
    series: tuple[Series, ...]
    unlike: tuple[Unlike, ...]
    sources: tuple[str, ...]
    successors: tuple[str, ...]


def pages(portal: Portal) -> Iterator[Page]:
    """One page for each authority."""
    if not portal.homes:
        return
    found, states = register.build(portal), register.states_of(portal.reference.words)
    for name in sorted(portal.homes):
        cards = portal.by_authority[name]
        graded = badge.newest([card for card in cards if card.key[0] == name])  # another's grade is none of this place
        graded = replace(graded, plan=None) if graded else None
        history = _history(portal, name, graded, found.pages.get(("authorities", name), ()), found.addresses(states, name))
        yield Page(urls.badge(name), "", badge_file, (name, graded))
        yield Page(urls.authority(name), "pages/authority.html", authority, (history,), urls.AUTHORITIES, updated=portal.updated(card.key for card in cards))


def _history(portal: Portal, name: str, graded: Card | None, asked: Sequence[Entry], states: dict[tuple[str, str], str]) -> History:
    """What the page of a place is made of: its latest inspections, and what is counted of all. Each is looked at once."""
    every, records = portal.by_authority[name], portal.content.inspections
    latest = {card.key for card in facets.latest(every)}
    cards = tuple(card for card in every if card.key in latest)
    keys, years = [card.key for card in cards], [card.year for card in every if card.year]
    sources = [records[key].source for key in keys] + [card.plan.source for card in cards if card.plan]
    return History(
        name, cards, len(every), views.held(portal.reference, name, every), (min(years, default=""), max(years, default="")), graded,
        {key: records[key].judgements for key in keys}, register.tally(asked),
        register.by(lambda entry: entry.key, [entry for entry in asked if entry.key in latest]),
        register.tally([entry for entry in asked if entry.key not in latest]), states,
        {topic: _concern(portal, found, latest) for topic, found in portal.concerns[name].items()},
        {key: tuple(one for one in records[key].figures if one.area is None) for key in keys},
        any(card.key in portal.stories for card in every), figures.series(portal.content, keys), figures.unlike(portal.content, keys),
        tuple(dict.fromkeys(sources)), portal.reference.successors.get(name, ()))


def _concern(portal: Portal, found: Iterable[Appearance], shown: Collection[Key]) -> Concern:
    """What the shown papers say of a topic, and how many others speak of it."""
    ones, earlier = list[Appearance](), list[Appearance]()
    for one in found:
        (ones if one.inspection in shown else earlier).append(one)
    others = papers(earlier)
    return Concern(tuple(ones), len(others), len({one.inspection for one in others}),
                   sum(concerns.raised(one, portal.reference.settings) for one in others))


def badge_file(sheet: Sheet, name: str, graded: Card | None) -> str:
    """The picture of a place's newest grade."""
    return badge.draw(sheet.reference, name, graded).svg


def authority(sheet: Sheet, history: History) -> Values:
    """One place: its story, its line, what was raised again, its judgements, what became of what was asked."""
    place, settings = sheet.reference.authorities[history.name], sheet.reference.settings
    kind = ", ".join(part for part in (settings.kinds[place.kind], settings.regions[place.region] if place.region else "") if part)
    for source in history.sources:
        sheet.cite(source, ())
    stops, way = _stops(sheet, history), _way(sheet, history)
    latest = f"{'latest ' if way else ''}inspections"
    return {
        "title": views.authority_title(sheet.reference, history.name),
        "crumbs": views.crumbs(sheet, (capital(settings.called.many), urls.AUTHORITIES)), "here": place.name,
        "description": place.story or "", "heading": place.name, "kind": kind, "full_name": place.full_name or "",
        "names": list(place.names.items()),
        "standfirst": sheet.words(place.story),
        "kin": _kin(sheet, place, history.successors), "codes": place.codes,
        "way": way, "latest": f"the latest {plural(len(history.cards), 'inspection')}" if way else "",
        "count": _held(history), "newest": history.span[1], "coverage": sheet.to(urls.COVERAGE),
        "stops": [stop for _, stop in stops], "rows": [row for row, _ in stops], "list": pictures.LINE,
        "line": pictures.timeline(history.cards, f"The {latest} of {place.name} on a line of time"),
        "concerns": _concerns(sheet, history),
        "scales": judgements.scales(sheet, history.cards),
        "table": judgements.table(sheet, history.name, history.cards, history.judgements),
        "young": sheet.to(urls.story_place(history.name)) if history.told else "",
        "asked": _asked(sheet, history) if history.asked.inspections else None,
        "pictures": pictures.series(sheet, history.series),
        "unlike": pictures.unlike(sheet, history.unlike),
        "setting": _setting(sheet, history),
        "badge": _badge(sheet, history), "further": _further(sheet, history.name, place) if history.cards else [],
        "data": sheet.to(urls.DATA), "own_data": sheet.to(urls.record_data(sheet.path)), "feed": sheet.to(urls.feed(history.name)) if history.cards else "",
    }


def _way(sheet: Sheet, history: History) -> Link | None:
    """The way on to all its inspections, where the page shows the latest."""
    if history.count == len(history.cards):
        return None
    return Link(f"All {history.count:,} inspections of {sheet.reference.authorities[history.name].name}",
                sheet.to(urls.inspections(facets.AUTHORITIES, history.name)))


def _held(history: History) -> str:
    """How much is known here, and how much of it the page shows."""
    if history.count == len(history.cards):
        return history.held
    first, last = history.span
    span = "" if not first else f", {first}" if first == last else f", {first} to {last}"
    return f"{history.held}{span}. Here are the latest {len(history.cards)} of {history.count:,}"


def _stops(sheet: Sheet, history: History) -> list[tuple[str, StopView]]:
    """(id of its row, stop) of each inspection and plan, oldest first."""
    found = [(card.date.sort, pictures.stop_id(card, False), views.stop(sheet, card, history.name)) for card in history.cards]
    found += [(card.plan.published.sort, pictures.stop_id(card, True), views.plan_stop(sheet, card, card.plan)) for card in history.cards if card.plan]
    return [(row, stop) for _, row, stop in sorted(found, key=lambda one: one[0])]


def _kin(sheet: Sheet, place: Authority, successors: Sequence[str]) -> list[tuple[str, list[Link]]]:
    def links(names: Sequence[str]) -> list[Link]:
        return [Link(sheet.reference.authorities[one].name, sheet.to(urls.authority(one))) for one in names]
    pairs = [("Came from", links([before.authority for before in place.predecessors])), ("Became", links(successors)),
             ("Serves", links(place.serves))]
    return [(title, found) for title, found in pairs if found]


def _badge(sheet: Sheet, history: History) -> dict[str, Any]:
    """The badge as it looks, and the lines to copy."""
    made = badge.draw(sheet.reference, history.name, history.graded)
    return {"src": sheet.to(urls.badge(history.name)), "words": made.words, "width": badge.WIDTH, "height": made.height,
            "snippet": badge.snippet(sheet.reference, history.name, made)}


def _further(sheet: Sheet, name: str, place: Authority) -> list[Link]:
    """A search within this place, and the lists of inspections of the same region and of the same kind of place."""
    settings = sheet.reference.settings
    region = [Link(f"All inspections: {settings.regions[place.region]}", sheet.to(urls.inspections(facets.REGIONS, place.region)))] if place.region else []
    return [Link(f"Search what papers say of {place.name}", sheet.to(urls.search(authority=name))), *region,
            Link(f"All inspections: {settings.kinds[place.kind]}", sheet.to(urls.inspections(facets.KINDS, place.kind)))]


def _concerns(sheet: Sheet, history: History) -> dict[str, Any]:
    """Topics that two or more inspections raised, the longest first, with a cell a column; then what two or more only spoke of."""
    settings, cards = sheet.reference.settings, {card.key: card for card in history.cards}
    columns = _columns(history, {(one.inspection, one.council) for concern in history.concerns.values() for one in concern.found})
    raised, spoken = [], []
    for topic, concern in history.concerns.items():
        told = papers(concern.found)
        times = concern.raised + sum(concerns.raised(paper, settings) for paper in told)
        row = (-len(told) - concern.papers, -times, sheet.reference.topics[topic].name, topic, told)
        if times > 1:
            raised.append(row)
        elif concern.inspections + len({one.inspection for one in concern.found}) > 1:
            spoken.append(row)
    years = [year for _, year, _ in columns]
    whole = history.count == len(history.cards)  # beside earlier papers there is no room on a phone for more than a year
    labels = [f"{year} {kind}" if whole and years.count(year) > 1 else year for _, year, kind in columns]
    points = [(shown, label) for (shown, _, _), label in zip(columns, labels, strict=True)]
    return {"columns": [(year, kind) for _, year, kind in columns], "count": len(raised),
            "rows": [_line(sheet, history, points, cards, topic, told) for *_, topic, told in sorted(raised)[:LONGEST]],
            "more": [_brief(sheet, history, cards, topic, told) for *_, topic, told in sorted(raised)[LONGEST:]],
            "spoken": [_brief(sheet, history, cards, topic, told) for *_, topic, told in sorted(spoken)]}


def _line(sheet: Sheet, history: History, points: Sequence[tuple[tuple[tuple[Key, bool], ...], str]], cards: dict[Key, Card], topic: str,
          told: Sequence[Paper]) -> dict[str, Any]:
    """A concern as a row of the table, with a cell for each (papers, label). Its line comes from the earlier papers, if any speak of it."""
    found = {(paper.inspection, paper.council): concerns.marked(paper, cards, sheet.reference.settings) for paper in told}
    earlier = history.concerns[topic].papers
    stops = [[found[paper] for paper in shown if paper in found] for shown, _ in points]
    return {"link": views.topic_link(sheet, topic, history.name), "earlier": f"{earlier:,}" if earlier else "",
            "cells": concerns.line(stops, [label for _, label in points], bool(earlier))}


def _brief(sheet: Sheet, history: History, cards: dict[Key, Card], topic: str, told: Sequence[Paper]) -> dict[str, Any]:
    """A concern as an entry of a list: how many earlier papers, then the years of the others, each with its mark."""
    earlier = history.concerns[topic].papers
    return {"link": views.topic_link(sheet, topic, history.name), "earlier": f"{earlier:,}" if earlier else "",
            "stops": [(concerns.marked(paper, cards, sheet.reference.settings), paper.date.year or paper.date.words) for paper in told]}


def _columns(history: History, speaking: set[tuple[Key, bool]]) -> list[Column]:
    """((inspection, whether the council's plan) of each paper, year, what they are), oldest first, of those that speak of a concern.

    Each paper has a column; beside a column of earlier papers, an inspection and its plan share one, so that no more are needed
    than a window has room for.
    """
    if history.count > len(history.cards):
        shared = [(tuple(paper for paper in ((card.key, False), (card.key, True)) if paper in speaking), card) for card in history.cards]
        return [(shown, card.year, " and ".join("plan" if council else card.noun for _, council in shown)) for shown, card in shared if shown]
    found = [(card.date.sort, (((card.key, False),), card.year, card.noun)) for card in history.cards]
    found += [(card.plan.published.sort, (((card.key, True),), card.plan.published.year, "plan")) for card in history.cards if card.plan]
    return [column for _, column in sorted(found, key=lambda pair: pair[0]) if column[0][0] in speaking]


def _setting(sheet: Sheet, history: History) -> list[dict[str, Any]]:
    """The place in figures, a group an inspection, the newest first. An id there is the inspection's and its own."""
    groups = []
    for card in reversed(history.cards):
        shown = [views.figure(sheet, one, card.source, Notes(sheet, (), ""), named=True) for one in figures.told_apart(history.setting[card.key])]
        if shown:
            groups.append({"title": f"{card.title}, {card.year}", "entries": [one._replace(id=f"{card.key[1]}-{one.id}") for one in shown]})
    return groups


def _asked(sheet: Sheet, history: History) -> dict[str, Any]:
    """What was asked for here: how many stand in each state, then the same for each inspection, the newest first, and for the earlier."""
    cards = [card for card in reversed(history.cards) if card.key in history.asked_by]
    rows = [(Link(f"{card.title}, {card.year}" if card.year else card.title, sheet.to(urls.inspection(card.key, "recommendations"))),
             history.asked_by[card.key]) for card in cards]
    way = sheet.to(urls.register("authorities", history.name))
    if history.asked_earlier.inspections:
        rows.append((Link(f"The {plural(history.asked_earlier.inspections, 'inspection')} before", way), history.asked_earlier))
    return {"count": f"{plural(history.asked.count, 'thing')} asked for in {plural(history.asked.inspections, 'inspection')}",
            "read": entries.read(history.asked), "returned": entries.returned(history.asked),
            "all": way, "answers": entries.answer_counts(sheet, history.asked, history.states),
            "progress": entries.progress_counts(sheet, history.asked, history.states), "table": entries.table(sheet, history.asked, rows)}
