"""Portal -> the register of recommendations: its front page, and a page for every topic, authority, time band and state."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from types import MappingProxyType
from typing import Any, TypeVar

from plainspoken import register, urls, views
from plainspoken.lean import INSPECTION
from plainspoken.page import Page, Values
from plainspoken.pages import entries
from plainspoken.portal import Portal
from plainspoken.refer import Key
from plainspoken.register import Entry, Tally
from plainspoken.sheet import Sheet
from plainspoken.views import Link, plural

KIND = "The register of recommendations"

DATA = {"recommendations": "Recommendations", "findings": "Findings, areas for improvement among them", "progress": "Every statement on progress"}
"""The tables that hold the register's data, and what its front page calls them."""

T = TypeVar("T")
Addressed = dict[tuple[str, str], T]
"""Something of each page of the register, by facet and value."""


@dataclass(frozen=True, slots=True)
class Listing:
    """What a page of the register is made of: the entries it lists, and all that belong there counted."""

    shown: tuple[Entry, ...]
    found: Tally
    places: dict[str, Tally]
    """By authority."""
    states: Addressed[str]
    """Where the page of each state is; none on pages of which a state would list but little."""
    inspections: dict[Key, Tally]
    """By inspection."""
    years: dict[str, int]
    """How many there are in each list by year; empty where there are none."""

    @property
    def left(self) -> int:
        """How many it does not list."""
        return self.found.count + self.found.returned - len(self.shown)


def pages(portal: Portal) -> Iterator[Page]:
    """The front page, and one for each value of each facet that an entry has; states have theirs even when nothing is in them."""
    found = register.build(portal)
    states = register.states_of(portal.reference.words)
    counts = {page: count for page, entries in found.pages.items() if (count := sum(entry.asked for entry in entries))}

    def listing(entries: Sequence[Entry], facet: str = "", place: str = "") -> Listing:
        years = {year: len(mine) for year, mine in register.by_year(facet, entries).items()}
        return Listing(tuple(register.listed(facet, entries)), register.tally(entries), register.by(lambda entry: entry.key[0], entries),
                       found.addresses(states, place) if facet in {"", "authorities"} else {},
                       register.by(lambda entry: entry.key, entries) if place else {}, years)
    yield Page(urls.RECOMMENDATIONS, "pages/recommendations.html", front, (listing(found.entries), counts), urls.RECOMMENDATIONS,
               updated=portal.updated(portal.cards))
    for facet, value in dict.fromkeys([*states, *found.pages]):
        rows, place = found.pages.get((facet, value), ()), value if facet == "authorities" else ""
        made, beside = listing(rows, facet, place), {one: counts.get((facet, one), 0) for of, one in states if of == facet and one != value}
        for year, mine in register.by_year(facet, rows).items():
            yield Page(urls.register_year(value, year), "pages/register.html", facet_page, (facet, value, replace(listing(mine, "", place), shown=mine), year),
                       urls.RECOMMENDATIONS, updated=portal.updated(one.key for one in mine))
        yield Page(urls.register(facet, value), "pages/register.html", facet_page, (facet, value, made, "", beside), urls.RECOMMENDATIONS,
                   updated=portal.updated(one.key for one in rows))


def front(sheet: Sheet, made: Listing, counts: Addressed[int]) -> Values:
    """How much was asked for and where it stands; where, by when and on what; then the latest. `counts` are of what was asked for."""
    reference = sheet.reference

    def links(facet: str, names: dict[str, str]) -> list[tuple[Link, int]]:
        return [(Link(name, sheet.to(urls.register(facet, value))), counts[facet, value]) for value, name in names.items() if (facet, value) in counts]
    topics = dict(sorted(((name, str(topic.name)) for name, topic in reference.topics.items()), key=lambda pair: pair[1].casefold()))
    return {
        "title": "Recommendations", "crumbs": views.crumbs(sheet), "here": "Recommendations", "heading": "Recommendations",
        "description": "Everything that inspectors asked for: what the answer was, and what has become of it.",
        "extent": _extent(sheet, made.found), **_states(sheet, made), "table": _by_place(sheet, made),
        "bands": links("time-bands", {band: _band(labels) for band, labels in register.bands(reference).items()}),
        "untimed": made.found.count - sum(count for (facet, _), count in counts.items() if facet == "time-bands"),
        "topics": links("topics", topics),
        "groups": [_inspection(sheet, key, list(group)) for key, group in groupby(made.shown, lambda one: one.key)],
        "left": made.left, "meanings": entries.meanings(sheet),
        "data": [Link(label, sheet.to(urls.table(name, "csv"))) for name, label in DATA.items()],
    }


def facet_page(sheet: Sheet, facet: str, value: str, made: Listing, year: str = "", beside: Mapping[str, int] = MappingProxyType({})) -> Values:
    """All that was asked for in one place, perhaps in one year, on one topic, by one time, or that stands in one state.

    `beside` are the other states, each with how many things asked for stand in it.
    """
    heading, title, about = _named(sheet, facet, value)
    steps = [("Recommendations", urls.RECOMMENDATIONS), *([(heading, urls.register(facet, value))] if year else [])]
    heading, title = (f"{heading}, {_year(year)}", f"{title}, {_year(year)}") if year else (heading, title)
    groups = ([_inspection(sheet, key, list(group), key[0] == value) for key, group in groupby(made.shown, lambda one: one.key)]
              if facet == "authorities"
              else [_place(sheet, name, [one for one in made.shown if one.key[0] == name]) for name in _sorted(sheet, {one.key[0] for one in made.shown})])
    return {
        "title": title, "crumbs": views.crumbs(sheet, *steps), "here": heading, "heading": heading,
        "kind": KIND, "description": f"{title}: {plural(made.found.count, 'thing')} that inspectors asked for, with answers and progress.",
        "about": about, "extent": _extent(sheet, made.found), "ways": _ways(sheet, facet, value), **_states(sheet, made, facet),
        "table": _by_inspection(sheet, made) if facet == "authorities" else _by_place(sheet, made, True), "across": facet != "authorities",
        "groups": groups, "left": made.left, "limit": register.LATEST,
        "others": facet, "beside": [(Link(_state(sheet, facet, state), sheet.to(urls.register(facet, state))), count) for state, count in beside.items()],
        "years": [(Link(_year(one), sheet.to(urls.register_year(value, one))), count) for one, count in made.years.items()],
    }


def _year(year: str) -> str:
    return "date not known" if year == register.UNDATED else year


def _extent(sheet: Sheet, found: Tally) -> str:
    """How much there is, in a sentence."""
    called = sheet.reference.settings.called
    where = f" of {plural(found.places, called.one, called.many)}" if found.places > 1 else ""
    if found.returned and not found.count:
        return f"{plural(found.returned, 'finding')} that a later paper returns to; nothing that was asked for."
    more = f" {plural(found.returned, 'finding')} more that a later paper returns to." if found.returned else ""
    return f"{plural(found.count, 'thing')} asked for in {plural(found.inspections, 'inspection')}{where}.{more}"


def _states(sheet: Sheet, made: Listing, facet: str = "") -> dict[str, Any]:
    """Counts by answer and by progress; those of the page's own facet are left out."""
    return {"answers": entries.answer_counts(sheet, made.found, made.states) if facet != "answers" else [],
            "progress": entries.progress_counts(sheet, made.found, made.states) if facet != "progress" else [],
            "read": entries.read(made.found), "returned": entries.returned(made.found)}


def _named(sheet: Sheet, facet: str, value: str) -> tuple[str, str, str]:
    """Heading, title and a sentence about a page of the register."""
    reference = sheet.reference
    if facet == "authorities":
        name = reference.authorities[value].name
        return f"What was asked of {name}", f"Recommendations to {views.authority_title(reference, value)}", ""
    if facet == "topics":
        topic = reference.topics[value]
        return f"What was asked on: {topic.name}", f"Recommendations on: {topic.name}", topic.about
    if facet == "time-bands":
        return _timed(register.bands(reference), value)
    word = _state(sheet, facet, value)
    called, meanings = ((entries.answer_of(sheet), reference.words.answer_meanings) if facet == "answers" else
                        ("Progress since", reference.words.progress_meanings))
    return f"{called}: {word[:1].lower()}{word[1:]}", f"{called}: {word}", meanings.get(value, "")


def _state(sheet: Sheet, facet: str, value: str) -> str:
    """What a state is called."""
    words = sheet.reference.words
    return (words.answers if facet == "answers" else words.progress)[value]


def _timed(bands: Mapping[str, Sequence[tuple[str, str]]], value: str) -> tuple[str, str, str]:
    """Heading, title and a sentence about a time band's page. Bands of one name are told apart by their ids in the title."""
    name, told = _band(bands[value]), "; ".join(f"{framework}: “{label}”" for framework, label in bands[value])
    apart = f" ({value})" if [_band(labels) for labels in bands.values()].count(name) > 1 else ""
    return f"Asked for: {name[:1].lower()}{name[1:]}", f"Recommendations by time: {name}{apart}", f"As printed. {told}."


def _ways(sheet: Sheet, facet: str, value: str) -> list[Link]:
    """From what was asked for to all that is told of the place or the topic, and to a search that can be narrowed further."""
    if facet == "authorities":
        return [Link(f"{sheet.reference.authorities[value].name}: all its inspections", sheet.to(urls.authority(value))),
                Link("Search in them", sheet.to(urls.search(authority=value, kind=INSPECTION)))]
    if facet == "topics":
        return [Link("All that papers say of this", sheet.to(urls.topic(value))),
                Link("Search for it", sheet.to(urls.search(sheet.reference.topics[value].name, kind=INSPECTION)))]
    return [Link("Search in all that was asked for", sheet.to(urls.search(kind=INSPECTION)))]


def _band(labels: Sequence[tuple[str, str]]) -> str:
    """The name of a time band that several frameworks word in their own way: the shortest of their words."""
    return min((label for _, label in labels), key=len)


def _sorted(sheet: Sheet, places: Iterable[str]) -> list[str]:
    """Authorities by name."""
    return sorted(places, key=lambda name: (sheet.reference.authorities[name].name.casefold(), name))


def _by_place(sheet: Sheet, made: Listing, parts: bool = False) -> dict[str, Any]:
    """Counts place by place. With `parts` a place whose entries are not among those listed has its part of the page here."""
    names, listed = _sorted(sheet, made.places), {one.key[0] for one in made.shown}
    rows = [(Link(sheet.reference.authorities[name].name, sheet.to(urls.register("authorities", name))), made.places[name]) for name in names]
    return entries.table(sheet, made.found, rows, ["" if name in listed else urls.register_part(name) for name in names] if parts else ())


def _by_inspection(sheet: Sheet, made: Listing) -> dict[str, Any]:
    """Counts inspection by inspection, of one place; in the order of the list, as far as it goes."""
    places, base = sheet.reference.authorities, made.inspections
    named = {one.key: f"{one.inspection}, {one.date.year}" if one.date.year else one.inspection for one in made.shown}
    return entries.table(sheet, made.found, [
        (Link(name if len({key[0] for key in base}) == 1 else f"{places[key[0]].name}: {name}", sheet.to(urls.inspection(key, "recommendations"))), base[key])
        for key, name in named.items()])


def _inspection(sheet: Sheet, key: Key, found: list[Entry], at_home: bool = False) -> dict[str, Any]:
    """The entries of one inspection under its name, its place before it where that is not the page's own."""
    first, place = found[0], sheet.reference.authorities[key[0]].name
    named = f"{first.inspection}, {first.date.year}" if first.date.year else first.inspection
    asked = sum(one.asked for one in found)
    more = f", {plural(len(found) - asked, 'finding')} more" if asked < len(found) else ""
    return {"id": urls.register_part("-".join(key)), "name": named if at_home else f"{place}: {named}", "href": sheet.to(urls.inspection(key)),
            "count": f"{plural(asked, 'thing')} asked{more}", "entries": [entries.entry(sheet, one, False) for one in found]}


def _place(sheet: Sheet, name: str, found: list[Entry]) -> dict[str, Any]:
    """The entries of one authority under its name."""
    return {"id": urls.register_part(name), "name": sheet.reference.authorities[name].name,
            "href": sheet.to(urls.register("authorities", name)), "entries": [entries.entry(sheet, one) for one in found]}
