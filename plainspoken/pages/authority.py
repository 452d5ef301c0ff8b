"""Portal -> the page of every authority: its story over the years."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from plainspoken import charts, grades, register, urls, views
from plainspoken.page import Page, Values
from plainspoken.pages import entries
from plainspoken.portal import Appearance, Card, Key, Portal
from plainspoken.records import Figure, Judgement
from plainspoken.reference import Authority, Framework
from plainspoken.references import areas
from plainspoken.register import Tally
from plainspoken.sheet import Sheet
from plainspoken.views import Link, Notes, StopView, line, plural

LONGEST = 12
"""Concerns in an authority's table; the rest are listed below it."""


@dataclass(frozen=True, slots=True)
class History:
    """All that the page of one authority is made of."""

    name: str
    """Its id."""
    cards: tuple[Card, ...]
    """Its inspections, oldest first."""
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
    sources: tuple[str, ...]
    successors: tuple[str, ...]


def pages(portal: Portal) -> Iterator[Page]:
    """One page for each authority."""
    found, states = register.build(portal), register.states_of(portal.reference.words)
    for name in portal.reference.authorities:
        cards = tuple(portal.by_authority[name])
        papers = [portal.content.inspections[card.key].source for card in cards] + [card.plan.source for card in cards if card.plan]
        asked = found.pages.get(("authorities", name), ())
        history = History(
            name, cards, {card.key: portal.content.inspections[card.key].judgements for card in cards},
            register.tally(asked), register.by(lambda entry: entry.key, asked), found.addresses(states, name), portal.concerns[name],
            {card.key: tuple(one for one in portal.content.inspections[card.key].figures if one.area is None) for card in cards},
            tuple(dict.fromkeys(papers)), tuple(portal.successors.get(name, ())))
        yield Page(urls.authority(name), "pages/authority.html", authority, (history,), urls.AUTHORITIES)


def authority(sheet: Sheet, history: History) -> Values:
    """One place: its story, its line, what was raised again, its judgements, what became of what was asked."""
    place, settings = sheet.reference.authorities[history.name], sheet.reference.settings
    kind = ", ".join(part for part in (settings.kinds[place.kind], settings.regions[place.region] if place.region else "") if part)
    title = place.name if not place.end else f"{place.name} (until {place.end.words})"
    for source in history.sources:
        sheet.cite(source, ())
    return {
        "title": title, "crumbs": views.crumbs(sheet, (settings.called.many.capitalize(), urls.AUTHORITIES)), "here": place.name,
        "description": place.story or "", "heading": place.name, "kind": kind, "full_name": place.full_name or "",
        "names": list(place.names.items()),
        "standfirst": sheet.words(place.story),
        "kin": _kin(sheet, place, history.successors), "codes": place.codes,
        "stops": _stops(sheet, history.cards),
        "concerns": _concerns(sheet, history),
        "scales": _scales(sheet, history.cards),
        "table": _table(sheet, history.cards, history.judgements),
        "asked": _asked(sheet, history) if history.asked.count else None,
        "setting": _setting(sheet, history),
        "data": sheet.to(urls.DATA),
    }


def _stops(sheet: Sheet, cards: Sequence[Card]) -> list[StopView]:
    found = [(card.date.sort, views.stop(sheet, card)) for card in cards]
    found += [(card.plan.published.sort, views.plan_stop(sheet, card, card.plan)) for card in cards if card.plan]
    return [stop for _, stop in sorted(found, key=lambda pair: pair[0])]


def _kin(sheet: Sheet, place: Authority, successors: Sequence[str]) -> list[tuple[str, list[Link]]]:
    def links(names: Sequence[str]) -> list[Link]:
        return [Link(sheet.reference.authorities[one].name, sheet.to(urls.authority(one))) for one in names]
    pairs = [("Came from", links([before.authority for before in place.predecessors])), ("Became", links(successors)),
             ("Serves", links(place.serves))]
    return [(title, found) for title, found in pairs if found]


def _concerns(sheet: Sheet, history: History) -> dict[str, Any]:
    """Topics that two or more inspections asked for or spoke of, the longest first, with a cell a paper."""
    papers = _papers(history.cards, {one.inspection for found in history.concerns.values() for one in found})
    rows = []
    for topic, found in history.concerns.items():
        if len({one.inspection for one in found}) > 1:
            stops = [_cell(found, key, council, told) for key, council, told, _, _ in papers]
            asked = len({one.inspection for one in found if one.kind == "asked"})
            rows.append(((-sum(map(bool, stops)), -asked, sheet.reference.topics[topic].name), topic, stops))
    labels = [year for _, _, _, year, _ in papers]
    rows.sort()
    shown = [{"name": order[2], "href": sheet.to(urls.topic(topic, history.name)), "cells": line(stops, labels)} for order, topic, stops in rows[:LONGEST]]
    return {"columns": [(year, kind) for _, _, _, year, kind in papers], "rows": shown,
            "more": views.topic_links(sheet, [topic for _, topic, _ in rows[LONGEST:]], history.name)}


def _papers(cards: Sequence[Card], speaking: set[Key]) -> list[tuple[Key, bool, bool, str, str]]:
    """The columns: (inspection, whether the council's plan, whether only told of, year, what it is), oldest first."""
    found = [(card.date.sort, (card.key, False, card.coverage != "full", card.year, card.noun)) for card in cards if card.key in speaking]
    found += [(card.plan.published.sort, (card.key, True, False, card.plan.published.year, "plan")) for card in cards if card.plan]
    return [column for _, column in sorted(found, key=lambda pair: pair[0])]


def _cell(found: Sequence[Appearance], key: Key, council: bool, told: bool) -> list[tuple[str, bool, str]]:
    kinds = {one.kind for one in found if one.inspection == key and one.council == council}
    if council:
        return [("m-council", True, "planned")] if "planned" in kinds else []
    if "asked" in kinds:
        return [("m-inspectors-told", False, "asked for, as another paper tells")] if told else [("m-inspectors", False, "asked for")]
    return [("m-inspectors-spoke", False, "spoken of")] if kinds & {"spoke", "figure"} else []


def _scales(sheet: Sheet, cards: Sequence[Card]) -> list[dict[str, Any]]:
    """The scales this place was judged on, each once, where they differ."""
    found: dict[tuple[tuple[str, str], ...], list[str]] = {}
    for card in cards:
        framework: Framework = sheet.reference.frameworks[card.framework]
        scale = next(iter(framework.scales.values()), None)
        if scale and card.headline:
            steps = tuple((step.short or step.label, step.printed or "") for step in scale.steps)
            found.setdefault(steps, []).append(card.year)
    return [{"drawing": charts.scale([word for word, _ in steps], [digit for _, digit in steps]),
             "years": " and ".join(dict.fromkeys(year for year in years if year)), "best": f"{steps[0][1] or steps[0][0]} was the best"}
            for steps, years in found.items()]


def _table(sheet: Sheet, cards: Sequence[Card], judgements: dict[Key, tuple[Judgement, ...]]) -> dict[str, Any]:
    """Judgements over the years: a column an inspection that gave grades, a row a theme."""
    columns = [card for card in cards if any(one.grade for one in judgements[card.key])]
    themed: dict[str, list[list[grades.Said]]] = {theme: [[] for _ in columns] for theme in sheet.reference.settings.themes}
    for number, card in enumerate(columns):
        framework = sheet.reference.frameworks[card.framework]
        themes = {area.id: area.theme for area in areas(framework)}
        for one in judgements[card.key]:
            theme = themes[one.area]
            if theme:
                themed[theme][number].append(grades.say(one, framework, sheet.reference))
    labels = [f"{card.year} {card.noun}".strip() for card in columns]
    rows = [{"name": sheet.reference.settings.themes[theme], "cells": list(zip(labels, found, strict=True))}
            for theme, found in themed.items() if any(found)]
    return {"columns": [_head(sheet, card) for card in columns], "rows": rows, "more": _unthemed(sheet, columns, judgements)}


def _head(sheet: Sheet, card: Card) -> dict[str, str]:
    scale = next(iter(sheet.reference.frameworks[card.framework].scales.values()), None)
    return {"year": card.year, "title": card.noun, "href": sheet.to(urls.inspection(card.key)), "best": grades.best(scale) if scale else ""}


def _unthemed(sheet: Sheet, columns: list[Card], judgements: dict[Key, tuple[Judgement, ...]]) -> list[dict[str, Any]]:
    """For each inspection, what it judged that stands in no row beside others."""
    found = []
    for card in columns:
        framework = sheet.reference.frameworks[card.framework]
        themes = {area.id: area.theme for area in areas(framework)}
        rows = [(views.area_name(framework, one.area), grades.say(one, framework, sheet.reference))
                for one in judgements[card.key] if not themes[one.area]]
        if rows:
            found.append(_head(sheet, card) | {"rows": rows})
    return found


def _setting(sheet: Sheet, history: History) -> list[dict[str, Any]]:
    """The place in figures, a group an inspection, the newest first. An id there is the inspection's and its own."""
    groups = []
    for card in reversed(history.cards):
        shown = [views.figure(sheet, one, card.source, Notes(sheet, (), ""), named=True) for one in history.setting[card.key]]
        if shown:
            groups.append({"title": f"{card.title}, {card.year}", "entries": [replace(one, id=f"{card.key[1]}-{one.id}") for one in shown]})
    return groups


def _asked(sheet: Sheet, history: History) -> dict[str, Any]:
    """What was asked for here: how many stand in each state, then the same for each inspection, the newest first."""
    cards = [card for card in reversed(history.cards) if card.key in history.asked_by]
    rows = [(Link(f"{card.title}, {card.year}" if card.year else card.title, sheet.to(urls.inspection(card.key, "recommendations"))),
             history.asked_by[card.key]) for card in cards]
    return {"count": f"{plural(history.asked.count, 'thing')} asked for in {plural(len(rows), 'inspection')}",
            "all": sheet.to(urls.register("authorities", history.name)), "answers": entries.answer_counts(sheet, history.asked, history.states),
            "progress": entries.progress_counts(sheet, history.asked, history.states), "table": entries.table(sheet, history.asked, rows)}
