"""Portal -> what entered it and what was changed, newest first: what feeds tell; and how new things are.

The days are those of the records, `added:` and `changes:`; no clock is read.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from plainspoken import dates, urls
from plainspoken.dates import Dates
from plainspoken.plans import Plan
from plainspoken.portal import Card, Portal, changed, target
from plainspoken.records import Inspection


@dataclass(frozen=True, slots=True)
class Entry:
    """An inspection, or the plan that answers one, as a feed has it."""

    path: str
    """Its page."""
    first_path: str
    """The address its page had first: the entry's name for life."""
    places: tuple[str, ...]
    """The authorities it is about."""
    title: str
    summary: str
    added: str
    """ISO day."""
    updated: str
    """ISO day when it was last changed, or else added."""
    when: str
    """ISO day of what it tells, to set those of one day in order; empty where none is known."""


def entries(portal: Portal) -> list[Entry]:
    """Every inspection and every plan, the last changed first; of those of one day, what was published last."""
    found = [entry for card in portal.cards.values() for entry in _of(portal, card)]
    return sorted(sorted(found, key=lambda one: one.path), key=lambda one: (one.updated, one.when), reverse=True)


def _of(portal: Portal, card: Card) -> Iterator[Entry]:
    inspection, plan = portal.content.inspections[card.key], portal.content.plans.get(card.key)
    first = target(inspection.was[0])[0] if inspection.was else card.key
    told = card.standfirst or f"{portal.reference.words.coverage[card.coverage]}."
    yield _entry(portal, card, inspection, (urls.inspection(card.key), urls.inspection(first)), card.title, card.date, told)
    if plan:
        told = plan.standfirst or f"It answers {len(plan.answers)} recommendations."
        yield _entry(portal, card, plan, (urls.plan(card.key), urls.plan(first)), plan.title, plan.published, told)


def _entry(portal: Portal, card: Card, record: Inspection | Plan, paths: tuple[str, str], title: str, date: Dates, told: str) -> Entry:
    last = max(record.changes, key=lambda change: change.on.sort, default=None)
    summary = f"{told} Corrected on {last.on.words}: {last.what}" if last else told
    place = portal.reference.authorities[card.key[0]].name
    return Entry(*paths, tuple(dict.fromkeys((card.key[0], *card.also))), f"{place}: {title}, {date.words}", summary, record.added.sort,
                 changed(record), date.sort if date.spans else "")


def as_of(day: str) -> str:
    """How new the records are that something is made of, for citations; `day` is ISO, or empty where none is known."""
    return f"records as of {dates.read_alone(day).words}" if day else ""
