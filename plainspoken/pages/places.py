"""Portal -> the ways in: home and the list of authorities."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from plainspoken import urls, views
from plainspoken.appearances import ANSWERED, ASKED, FIGURE, PLANNED, SPOKE, Appearance
from plainspoken.english import capital
from plainspoken.page import Page, Values
from plainspoken.pages import concerns
from plainspoken.portal import Card, Portal
from plainspoken.refer import Key
from plainspoken.reference import Authority
from plainspoken.sheet import Sheet
from plainspoken.views import Link

LATEST = 5
"""Inspections on the home page."""


def pages(portal: Portal) -> Iterator[Page]:
    """Home and the list of authorities."""
    places = portal.reference.authorities
    held = [card for card in reversed(portal.oldest_first) if card.coverage == "full"]
    rows = [(name, tuple(portal.by_authority[name])) for name in _by_name(places) if portal.by_authority[name]]
    yield Page(urls.HOME, "pages/home.html", home, (rows, held[:LATEST], _longest(portal)), updated=portal.updated(portal.cards))
    yield Page(urls.AUTHORITIES, "pages/authorities.html", authorities, (rows, _by_name(places)), urls.AUTHORITIES, updated=portal.updated(portal.cards))


def _by_name(places: dict[str, Authority]) -> list[str]:
    return sorted(places, key=lambda name: (places[name].name.casefold(), name))


def _longest(portal: Portal) -> tuple[str, str, list[Appearance]] | None:
    """The concern that was asked for in the most papers of one place: (authority, topic, one appearance a paper)."""
    best: tuple[int, str, str, list[Appearance]] | None = None
    for name, told in portal.concerns.items():
        for topic, found in told.items():
            papers = _one_a_paper([one for one in found if one.kind in {ASKED, PLANNED}])
            years = len({one.date.year for one in papers})
            if years > 2 and (best is None or years > best[0]):
                best = (years, name, topic, papers)
    return best[1:] if best else None


def _one_a_paper(found: list[Appearance]) -> list[Appearance]:
    rank = {ASKED: 0, PLANNED: 1, ANSWERED: 2, SPOKE: 3, FIGURE: 4}
    first: dict[tuple[tuple[str, str], bool], Appearance] = {}
    for one in sorted(found, key=lambda one: rank[one.kind]):
        first.setdefault((one.inspection, one.council), one)
    return sorted(first.values(), key=lambda one: one.date.sort)


def home(sheet: Sheet, rows: list[tuple[str, tuple[Card, ...]]], latest: list[Card],
         longest: tuple[str, str, list[Appearance]] | None) -> Values:
    """What this is, places and years, one concern followed, the latest."""
    settings = sheet.reference.settings
    years = _years(rows)
    held = {card.key: card.coverage for _, cards in rows for card in cards}
    lines = [_row(sheet, name, cards, years) for name, cards in rows]
    return {
        "title": settings.title, "crumbs": (), "here": "", "description": settings.tagline, "heading": settings.tagline,
        "introduction": sheet.markdown(settings.introduction),
        "years": years,
        "rows": lines, "many": concerns.many(lines),
        "followed": _followed(sheet, *longest, held) if longest else None,
        "latest": [views.stop(sheet, card) for card in latest],
        "inspections": sheet.to(urls.INSPECTIONS),
        "authorities": sheet.to(urls.AUTHORITIES),
        "door": sheet.to(urls.YOUNG_PEOPLE), "feed": sheet.to(urls.FEED) if rows else "",
    }


def _years(rows: list[tuple[str, tuple[Card, ...]]]) -> list[str]:
    """Every year from the first paper to the newest, at most the last eight."""
    found = {int(card.year) for _, cards in rows for card in cards if card.year}
    found |= {int(card.plan.published.year) for _, cards in rows for card in cards if card.plan and card.plan.published.year}
    return [str(year) for year in range(min(found), max(found) + 1)][-8:] if found else []


def _row(sheet: Sheet, name: str, cards: tuple[Card, ...], years: list[str]) -> dict[str, Any]:
    words = sheet.reference.words.coverage
    found = [(card.date, (views.MARKS[card.coverage], False, words[card.coverage])) for card in cards]
    found += [(card.plan.published, ("m-council", True, card.plan.title)) for card in cards if card.plan]
    stops: dict[str, list[tuple[str, bool, str]]] = {year: [] for year in years}
    for date, stop in sorted(found, key=lambda pair: pair[0].sort):
        if date.year in stops:
            stops[date.year].append(stop)
    return {"name": sheet.reference.authorities[name].name, "href": sheet.to(urls.authority(name)), "about": views.held(sheet.reference, name, cards),
            "cells": concerns.line([stops[year] for year in years], years)}


def _followed(sheet: Sheet, name: str, topic: str, papers: list[Appearance], held: dict[Key, str]) -> dict[str, Any]:
    stops = [{"mark": "m-council" if one.council else views.MARKS[held[one.inspection]], "council": one.council,
              "when": one.date.year, "what": sheet.words(one.text)} for one in papers][:5]
    place = sheet.reference.authorities[name].name
    return {"title": f"{sheet.reference.topics[topic].name}: {place}", "href": views.topic_link(sheet, topic, name).href, "stops": stops}


def authorities(sheet: Sheet, rows: list[tuple[str, tuple[Card, ...]]], all_names: list[str]) -> Values:
    """A to Z, then by region and by kind."""
    settings, places = sheet.reference.settings, sheet.reference.authorities
    counts = dict(rows)
    letters = [(letter, [_entry(sheet, name, counts.get(name, ())) for name in names])
               for letter, names in groupby(all_names, lambda name: places[name].name[0].upper())]

    def grouped(field: str, labels: dict[str, Any]) -> list[tuple[str, list[Link]]]:
        found = [(label, [Link(places[name].name, sheet.to(urls.authority(name))) for name in all_names
                          if getattr(places[name], field) == value]) for value, label in labels.items()]
        return [(label, links) for label, links in found if links]
    return {
        "title": capital(settings.called.many), "crumbs": views.crumbs(sheet), "here": capital(settings.called.many),
        "description": f"Every {settings.called.one} in this portal, A to Z.", "heading": capital(settings.called.many),
        "letters": letters, "regions": grouped("region", settings.regions), "kinds": grouped("kind", settings.kinds),
    }


def _entry(sheet: Sheet, name: str, cards: tuple[Card, ...]) -> dict[str, Any]:
    place, settings = sheet.reference.authorities[name], sheet.reference.settings
    ended = f"until {place.end.words}" if place.end else ""
    about = [settings.kinds[place.kind], settings.regions[place.region] if place.region else "", ended]
    years = sorted({card.year for card in cards if card.year})
    span = "" if not years else years[0] if len(years) == 1 else f"{years[0]} to {years[-1]}"
    return {"name": place.name, "href": sheet.to(urls.authority(name)), "about": ", ".join(part for part in about if part),
            "known": views.known(sheet.reference, name, cards) if cards else "", "span": span}
