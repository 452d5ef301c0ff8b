"""Portal -> the register of recommendations: its front page, and a page for every topic, authority, time band and state."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any, TypeVar

from plainspoken import register, urls, views
from plainspoken.page import Page, Values
from plainspoken.pages import entries
from plainspoken.portal import Key, Portal
from plainspoken.register import Entry
from plainspoken.sheet import Sheet
from plainspoken.views import Link, plural

KIND = "The register of recommendations"

DATA = {"recommendations": "Recommendations", "findings": "Findings, areas for improvement among them", "progress": "Every statement on progress"}
"""The tables that hold the register's data, and what its front page calls them."""

T = TypeVar("T")
Addressed = dict[tuple[str, str], T]
"""Something of each page of the register, by facet and value."""


def pages(portal: Portal) -> Iterator[Page]:
    """The front page, and one for each value of each facet that an entry has; states have theirs even when nothing is in them."""
    found = register.build(portal)
    states = register.states_of(portal.reference.words)
    counts = {page: len(listed) for page, listed in found.pages.items()}
    yield Page(urls.RECOMMENDATIONS, "pages/recommendations.html", front, (found.entries, counts, found.addresses(states)), urls.RECOMMENDATIONS)
    for facet, value in dict.fromkeys([*states, *found.pages]):
        parts = (facet, value, found.pages.get((facet, value), ()), found.addresses(states, value if facet == "authorities" else ""))
        yield Page(urls.register(facet, value), "pages/register.html", facet_page, parts, urls.RECOMMENDATIONS)


def front(sheet: Sheet, everything: Sequence[Entry], counts: Addressed[int], addresses: Addressed[str]) -> Values:
    """How much was asked for and where it stands; where, by when and on what; then the latest."""
    reference = sheet.reference

    def links(facet: str, names: dict[str, str]) -> list[tuple[Link, int]]:
        return [(Link(name, sheet.to(urls.register(facet, value))), counts[facet, value]) for value, name in names.items() if (facet, value) in counts]
    topics = dict(sorted(((name, str(topic.name)) for name, topic in reference.topics.items()), key=lambda pair: pair[1].casefold()))
    latest = everything[:register.LATEST]
    return {
        "title": "Recommendations", "crumbs": views.crumbs(sheet), "here": "Recommendations", "heading": "Recommendations",
        "description": "Everything that inspectors asked for: what the answer was, and what has become of it.",
        "extent": _extent(sheet, everything),
        **_states(sheet, everything, addresses),
        "table": entries.table(sheet, _by_place(sheet, everything)),
        "bands": links("time-bands", {band: _band(labels) for band, labels in register.bands(reference).items()}),
        "untimed": sum(not one.band for one in everything),
        "topics": links("topics", topics),
        "groups": [_inspection(sheet, key, list(group)) for key, group in groupby(latest, lambda one: one.key)],
        "left": len(everything) - len(latest),
        "data": [Link(label, sheet.to(urls.table(name, "csv"))) for name, label in DATA.items()],
    }


def facet_page(sheet: Sheet, facet: str, value: str, found: Sequence[Entry], addresses: Addressed[str]) -> Values:
    """All that was asked for in one place, on one topic, by one time, or that stands in one state."""
    heading, title, about = _named(sheet, facet, value)
    shown = register.listed(facet, found)
    groups = ([_inspection(sheet, key, list(group), key[0] == value) for key, group in groupby(shown, lambda one: one.key)] if facet == "authorities"
              else [_place(sheet, name, [one for one in shown if one.key[0] == name]) for name in _places(sheet, shown)])
    return {
        "title": title, "crumbs": views.crumbs(sheet, ("Recommendations", urls.RECOMMENDATIONS)), "here": heading, "heading": heading,
        "kind": KIND, "description": f"{title}: {plural(len(found), 'thing')} that inspectors asked for, with answers and progress.",
        "about": about, "extent": _extent(sheet, found), "way": _way(sheet, facet, value),
        **_states(sheet, found, addresses, facet),
        "table": entries.table(sheet, _by_place(sheet, found)) if len(found) > len(shown) else None,
        "groups": groups, "left": len(found) - len(shown), "limit": register.LATEST,
    }


def _extent(sheet: Sheet, found: Sequence[Entry]) -> str:
    """How much there is, in a sentence."""
    called = sheet.reference.settings.called
    inspections, places = len({one.key for one in found}), len({one.key[0] for one in found})
    where = f" of {plural(places, called.one, called.many)}" if places > 1 else ""
    return f"{plural(len(found), 'thing')} asked for in {plural(inspections, 'inspection')}{where}."


def _states(sheet: Sheet, found: Sequence[Entry], addresses: Addressed[str], facet: str = "") -> dict[str, Any]:
    """Counts by answer and by progress; those of the page's own facet are left out."""
    return {"answers": entries.answer_counts(sheet, found, addresses) if facet != "answers" else [],
            "progress": entries.progress_counts(sheet, found, addresses) if facet != "progress" else []}


def _named(sheet: Sheet, facet: str, value: str) -> tuple[str, str, str]:
    """Heading, title and a sentence about a page of the register."""
    reference = sheet.reference
    if facet == "authorities":
        name = reference.authorities[value].name
        return f"What was asked of {name}", f"Recommendations to {name}", ""
    if facet == "topics":
        topic = reference.topics[value]
        return topic.name, f"Recommendations on: {topic.name}", topic.about
    if facet == "time-bands":
        labels = register.bands(reference)[value]
        told = "; ".join(f"{framework}: “{label}”" for framework, label in labels)
        return _band(labels), f"Recommendations by time: {_band(labels)}", f"As printed. {told}."
    if facet == "answers":
        word = reference.words.answers[value]
        return f"The council’s answer: {word[:1].lower()}{word[1:]}", f"The council’s answer: {word}", ""
    word = reference.words.progress[value]
    return f"Progress since: {word[:1].lower()}{word[1:]}", f"Progress since: {word}", ""


def _way(sheet: Sheet, facet: str, value: str) -> Link | None:
    """From what was asked for to all that is told of the place or the topic."""
    if facet == "authorities":
        return Link(f"{sheet.reference.authorities[value].name}: all its inspections", sheet.to(urls.authority(value)))
    return Link("All that papers say of this", sheet.to(urls.topic(value))) if facet == "topics" else None


def _band(labels: Sequence[tuple[str, str]]) -> str:
    """The name of a time band that several frameworks word in their own way: the shortest of their words."""
    return min((label for _, label in labels), key=len)


def _places(sheet: Sheet, found: Sequence[Entry]) -> list[str]:
    """The authorities of entries, by name."""
    return sorted({one.key[0] for one in found}, key=lambda name: (sheet.reference.authorities[name].name.casefold(), name))


def _by_place(sheet: Sheet, found: Sequence[Entry]) -> list[tuple[Link, list[Entry]]]:
    by_place: dict[str, list[Entry]] = {}
    for one in found:
        by_place.setdefault(one.key[0], []).append(one)
    return [(Link(sheet.reference.authorities[name].name, sheet.to(urls.register("authorities", name))), by_place[name])
            for name in _places(sheet, found)]


def _inspection(sheet: Sheet, key: Key, found: list[Entry], at_home: bool = False) -> dict[str, Any]:
    """The entries of one inspection under its name, its place before it where that is not the page's own."""
    first, place = found[0], sheet.reference.authorities[key[0]].name
    named = f"{first.inspection}, {first.date.year}" if first.date.year else first.inspection
    return {"id": urls.register_part("-".join(key)), "name": named if at_home else f"{place}: {named}", "href": sheet.to(urls.inspection(key)),
            "entries": [entries.entry(sheet, one, False) for one in found]}


def _place(sheet: Sheet, name: str, found: list[Entry]) -> dict[str, Any]:
    """The entries of one authority under its name."""
    return {"id": urls.register_part(name), "name": sheet.reference.authorities[name].name,
            "href": sheet.to(urls.register("authorities", name)), "entries": [entries.entry(sheet, one) for one in found]}
