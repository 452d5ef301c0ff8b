"""Entries of the register -> what templates see: an entry in a list, counts by state, a table of counts.

Shared by the register and the pages of authorities.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from plainspoken import register, urls, views
from plainspoken.register import Entry, Tally
from plainspoken.sheet import Cite, Sheet
from plainspoken.views import Link

Addresses = Mapping[tuple[str, str], str]
"""(facet, value) -> the address of that page of the register."""


@dataclass(frozen=True, slots=True)
class Brief:
    """An answer or a progress in one line: its mark, its word, when and by whom, and where that stands."""

    mark: str
    council: bool
    word: str
    on: str
    cites: tuple[Cite, ...]


@dataclass(frozen=True, slots=True)
class Count:
    """How many stand in one state."""

    mark: str
    council: bool
    word: str
    href: str
    count: int


def entry(sheet: Sheet, one: Entry, whole: bool = True) -> dict[str, Any]:
    """An entry in a list; `whole` names its inspection too, where no heading does."""
    place = sheet.reference.authorities[one.key[0]].name
    named = f"{one.inspection}, {one.date.year}" if one.date.year else one.inspection
    return {
        "text": one.text,
        "href": sheet.to(urls.inspection(one.key, one.id)),
        "called": f"{one.called or 'Recommendation'} {one.number}".rstrip(),
        "inspection": Link(f"{place}: {named}", sheet.to(urls.inspection(one.key))) if whole else None,
        "within": one.within,
        "topics": views.topic_links(sheet, one.topics, one.key[0]),
        "cites": sheet.cite(one.source, one.where),
        "answer": _answer(sheet, one),
        "progress": _progress(sheet, one),
    }


def _answer(sheet: Sheet, one: Entry) -> Brief:
    word, found = sheet.reference.words.answers[one.answer], one.answered
    return Brief(views.answer_mark(one.answer), True, word, found.on.words if found else "", sheet.cite(found.source, found.where) if found else ())


def _progress(sheet: Sheet, one: Entry) -> Brief:
    word = views.voiced(sheet.reference.words.progress[one.progress], one.progress, one.council)
    said = one.said[-1] if one.said else None
    return Brief(views.progress_mark(one.progress, one.council), one.council, word, said.on.words if said else "",
                 sheet.cite(said.source, said.where) if said else ())


def answer_counts(sheet: Sheet, found: Tally, addresses: Addresses) -> list[Count]:
    """How many have each answer."""
    return [Count(views.answer_mark(state), True, word, sheet.to(addresses["answers", state]), found.answers.get(state, 0))
            for state, word in sheet.reference.words.answers.items()]


def progress_counts(sheet: Sheet, found: Tally, addresses: Addresses) -> list[Count]:
    """How many stand in each state of progress."""
    words = sheet.reference.words.progress
    return [Count(views.progress_mark(state, council), council, views.voiced(words[state], state, council) if count else words[state],
                  sheet.to(addresses["progress", state]), count)
            for state, council, count in register.states(found, list(words))]


def table(sheet: Sheet, found: Tally, rows: Sequence[tuple[Link, Tally]]) -> dict[str, Any]:
    """Counts side by side, a row each: asked for, answered, and each state of progress that any of them is in."""
    words = sheet.reference.words.progress
    columns = [(state, council) for state, council, count in register.states(found, list(words)) if count]
    return {
        "columns": [views.voiced(words[state], state, council) for state, council in columns],
        "rows": [{"link": link, "asked": mine.count, "answered": mine.answered, "cells": [mine.progress.get(column, 0) for column in columns]}
                 for link, mine in rows],
    }
