"""Portal -> the page of every authority: its story over the years."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from plainspoken import badge, facets, figures, register, urls, views
from plainspoken.appearances import Appearance, Paper, papers
from plainspoken.figures import Series, Unlike
from plainspoken.page import Page, Values
from plainspoken.pages import concerns, entries, judgements, pictures
from plainspoken.portal import Card, Portal
from plainspoken.records import Figure, Judgement
from plainspoken.refer import Key
from plainspoken.reference import Authority
from plainspoken.register import Tally
from plainspoken.sheet import Sheet
from plainspoken.views import Link, Notes, StopView, line, plural

LONGEST = 24
"""Concerns in an authority's table; the rest are listed below it."""

Column = tuple[tuple[Key, bool], str, str]
"""((inspection, whether the council's plan), year, what it is) of a paper."""


@dataclass(frozen=True, slots=True)
class History:
    """All that the page of one authority is made of."""

    name: str
    """Its id."""
    cards: tuple[Card, ...]
    """Its inspections, oldest first."""
    graded: Card | None
    """The newest of them that gave a grade."""
    judgements: dict[Key, tuple[Judgement, ...]]
    asked: Tally
    """All that was asked of it."""
    asked_by: dict[Key, Tally]
    """The same for each inspection that asked for something."""
    states: dict[tuple[str, str], str]
    """The register's page of each state, at the part about this place."""
    concerns: dict[str, list[Appearance]]
    """Every time each topic is spoken of here."""
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
        cards = tuple(portal.by_authority[name])
        keys = [card.key for card in cards]
        sources = [portal.content.inspections[key].source for key in keys] + [card.plan.source for card in cards if card.plan]
        asked = found.pages.get(("authorities", name), ())
        graded = badge.newest(cards)
        graded = replace(graded, plan=None) if graded else None
        history = History(
            name, cards, graded, {card.key: portal.content.inspections[card.key].judgements for card in cards},
            register.tally(asked), register.by(lambda entry: entry.key, asked), found.addresses(states, name), portal.concerns[name],
            {card.key: tuple(one for one in portal.content.inspections[card.key].figures if one.area is None) for card in cards},
            any(key in portal.stories for key in keys), figures.series(portal.content, keys), figures.unlike(portal.content, keys),
            tuple(dict.fromkeys(sources)), tuple(portal.successors.get(name, ())))
        yield Page(urls.badge(name), "", badge_file, (name, graded))
        yield Page(urls.authority(name), "pages/authority.html", authority, (history,), urls.AUTHORITIES, updated=portal.updated(keys))


def badge_file(sheet: Sheet, name: str, graded: Card | None) -> str:
    """The picture of a place's newest grade."""
    return badge.draw(sheet.reference, name, graded).svg


def authority(sheet: Sheet, history: History) -> Values:
    """One place: its story, its line, what was raised again, its judgements, what became of what was asked."""
    place, settings = sheet.reference.authorities[history.name], sheet.reference.settings
    kind = ", ".join(part for part in (settings.kinds[place.kind], settings.regions[place.region] if place.region else "") if part)
    for source in history.sources:
        sheet.cite(source, ())
    stops = _stops(sheet, history.cards)
    return {
        "title": views.authority_title(sheet.reference, history.name),
        "crumbs": views.crumbs(sheet, (settings.called.many.capitalize(), urls.AUTHORITIES)), "here": place.name,
        "description": place.story or "", "heading": place.name, "kind": kind, "full_name": place.full_name or "",
        "names": list(place.names.items()),
        "standfirst": sheet.words(place.story),
        "kin": _kin(sheet, place, history.successors), "codes": place.codes,
        "count": views.held(sheet, history.name, history.cards), "stops": [stop for _, stop in stops], "rows": [row for row, _ in stops], "list": pictures.LINE,
        "line": pictures.timeline(history.cards, f"The inspections of {place.name} on a line of time"),
        "concerns": _concerns(sheet, history),
        "scales": judgements.scales(sheet, history.cards),
        "table": judgements.table(sheet, history.cards, history.judgements),
        "young": sheet.to(urls.story_place(history.name)) if history.told else "",
        "asked": _asked(sheet, history) if history.asked_by else None,
        "pictures": pictures.series(sheet, history.series),
        "unlike": pictures.unlike(sheet, history.unlike),
        "setting": _setting(sheet, history),
        "badge": _badge(sheet, history), "further": _further(sheet, history.name, place) if history.cards else [],
        "data": sheet.to(urls.DATA), "own_data": sheet.to(urls.record_data(sheet.path)), "feed": sheet.to(urls.feed(history.name)) if history.cards else "",
    }


def _stops(sheet: Sheet, cards: Sequence[Card]) -> list[tuple[str, StopView]]:
    """(id of its row, stop) of each inspection and plan, oldest first."""
    found = [(card.date.sort, pictures.stop_id(card, False), views.stop(sheet, card)) for card in cards]
    found += [(card.plan.published.sort, pictures.stop_id(card, True), views.plan_stop(sheet, card, card.plan)) for card in cards if card.plan]
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
    """Topics that two or more inspections raised, the longest first, with a cell a paper; then what two or more only spoke of."""
    settings, cards = sheet.reference.settings, {card.key: card for card in history.cards}
    columns = _columns(history.cards, {(one.inspection, one.council) for found in history.concerns.values() for one in found})
    raised, spoken = [], []
    for topic, found in history.concerns.items():
        told = papers(found)
        times = sum(concerns.raised(paper, settings) for paper in told)
        row = (-len(told), -times, sheet.reference.topics[topic].name, topic, told)
        if times > 1:
            raised.append(row)
        elif len({one.inspection for one in found}) > 1:
            spoken.append(row)
    years = [year for _, year, _ in columns]
    labels = [f"{year} {kind}" if years.count(year) > 1 else year for _, year, kind in columns]
    points = [(paper, label) for (paper, _, _), label in zip(columns, labels, strict=True)]
    return {"columns": [(year, kind) for _, year, kind in columns], "count": len(raised),
            "rows": [_line(sheet, history, points, cards, topic, told) for *_, topic, told in sorted(raised)[:LONGEST]],
            "more": [_brief(sheet, history, cards, topic, told) for *_, topic, told in sorted(raised)[LONGEST:]],
            "spoken": [_brief(sheet, history, cards, topic, told) for *_, topic, told in sorted(spoken)]}


def _line(sheet: Sheet, history: History, points: Sequence[tuple[tuple[Key, bool], str]], cards: dict[Key, Card], topic: str,
          told: Sequence[Paper]) -> dict[str, Any]:
    """A concern as a row of the table, with a cell for each ((inspection, whether the council's plan), label)."""
    found = {(paper.inspection, paper.council): concerns.marked(paper, cards, sheet.reference.settings) for paper in told}
    return {"link": views.topic_link(sheet, topic, history.name),
            "cells": line([[found[paper]] if paper in found else [] for paper, _ in points], [label for _, label in points])}


def _brief(sheet: Sheet, history: History, cards: dict[Key, Card], topic: str, told: Sequence[Paper]) -> dict[str, Any]:
    """A concern as an entry of a list: its years, each with its mark."""
    return {"link": views.topic_link(sheet, topic, history.name),
            "stops": [(concerns.marked(paper, cards, sheet.reference.settings), paper.date.year or paper.date.words) for paper in told]}


def _columns(cards: Sequence[Card], speaking: set[tuple[Key, bool]]) -> list[Column]:
    """((inspection, whether the council's plan), year, what it is) of each paper that speaks of a concern, oldest first."""
    found = [(card.date.sort, ((card.key, False), card.year, card.noun)) for card in cards]
    found += [(card.plan.published.sort, ((card.key, True), card.plan.published.year, "plan")) for card in cards if card.plan]
    return [column for _, column in sorted(found, key=lambda pair: pair[0]) if column[0] in speaking]


def _setting(sheet: Sheet, history: History) -> list[dict[str, Any]]:
    """The place in figures, a group an inspection, the newest first. An id there is the inspection's and its own."""
    groups = []
    for card in reversed(history.cards):
        shown = [views.figure(sheet, one, card.source, Notes(sheet, (), ""), named=True) for one in figures.told_apart(history.setting[card.key])]
        if shown:
            groups.append({"title": f"{card.title}, {card.year}", "entries": [one._replace(id=f"{card.key[1]}-{one.id}") for one in shown]})
    return groups


def _asked(sheet: Sheet, history: History) -> dict[str, Any]:
    """What was asked for here: how many stand in each state, then the same for each inspection, the newest first."""
    cards = [card for card in reversed(history.cards) if card.key in history.asked_by]
    rows = [(Link(f"{card.title}, {card.year}" if card.year else card.title, sheet.to(urls.inspection(card.key, "recommendations"))),
             history.asked_by[card.key]) for card in cards]
    return {"count": f"{plural(history.asked.count, 'thing')} asked for in {plural(len(rows), 'inspection')}",
            "read": entries.read(history.asked), "returned": entries.returned(history.asked),
            "all": sheet.to(urls.register("authorities", history.name)), "answers": entries.answer_counts(sheet, history.asked, history.states),
            "progress": entries.progress_counts(sheet, history.asked, history.states), "table": entries.table(sheet, history.asked, rows)}
