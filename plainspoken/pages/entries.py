"""Entries of the register -> what templates see: an entry in a list, counts by state, a table of counts.

Shared by the register and the pages of authorities.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from plainspoken import register, urls, views
from plainspoken.english import capital, possessive
from plainspoken.register import Entry, Tally
from plainspoken.sheet import Cite, Sheet
from plainspoken.views import Link, plural

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
    text: Markup = Markup("")
    """What the paper says."""


@dataclass(frozen=True, slots=True)
class Count:
    """How many stand in one state."""

    mark: str
    council: bool
    word: str
    href: str
    """Its page of the register; empty where that would list much else."""
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
        "answer": _answer(sheet, one) if one.asked else None,
        "progress": _progress(sheet, one),
    }


def _answer(sheet: Sheet, one: Entry) -> Brief:
    word, found = sheet.reference.words.answers[one.answer], one.answered
    if not found:
        return Brief(views.answer_mark(one.answer), True, word, "", ())
    reading = "our reading of the plan, " if found.read else ""
    return Brief(views.answer_mark(one.answer), True, word, f"{reading}{found.on.words}", sheet.cite(found.source, found.where))


def _progress(sheet: Sheet, one: Entry) -> Brief:
    word = views.voiced(sheet.reference, one.progress, one.council)
    said = one.said[-1] if one.said else None
    return Brief(views.progress_mark(one.progress, one.council), one.council, word, said.on.words if said else "",
                 sheet.cite(said.source, said.where) if said else (), sheet.words(said.text) if said else Markup(""))


def read(found: Tally) -> str:
    """Whose word the answers are, where a plan does not use it itself; empty where each does."""
    if not found.read:
        return ""
    whose = "This is" if found.read == 1 else f"{found.read} of these answers are" if found.read < found.answered else "These answers are"
    return f"{whose} our reading of what a plan sets itself: the plan does not use the word."


def returned(found: Tally) -> str:
    """What is counted beside that which was asked for."""
    if not found.returned:
        return ""
    verb, them = ("is", "it") if found.returned == 1 else ("are", "them")
    return f"{plural(found.returned, 'finding')} that asked for nothing {verb} counted here too, because a later paper returns to {them}."


def answer_of(sheet: Sheet) -> str:
    """What an answer is called, after those who give it: "The council’s answer"."""
    return f"{capital(possessive(sheet.reference.settings.called.answering))} answer"


def meanings(sheet: Sheet) -> list[tuple[str, list[tuple[str, str]]]]:
    """What the words for answers and for progress mean on this portal: (heading, word and sentence of each)."""
    words = sheet.reference.words
    told = ((answer_of(sheet), words.answers, words.answer_meanings), ("Progress since", words.progress, words.progress_meanings))
    found = [(heading, [(word, given[state]) for state, word in shown.items() if state in given]) for heading, shown, given in told]
    return [(heading, rows) for heading, rows in found if rows]


def answer_counts(sheet: Sheet, found: Tally, addresses: Addresses) -> list[Count]:
    """How many have each answer."""
    return [Count(views.answer_mark(state), True, word, _page(sheet, addresses, "answers", state), found.answers.get(state, 0))
            for state, word in sheet.reference.words.answers.items()]


def _page(sheet: Sheet, addresses: Addresses, facet: str, state: str) -> str:
    """How a page links to that of a state; empty where it does not."""
    return sheet.to(addresses[facet, state]) if (facet, state) in addresses else ""


def progress_counts(sheet: Sheet, found: Tally, addresses: Addresses) -> list[Count]:
    """How many stand in each state of progress."""
    words = sheet.reference.words.progress
    return [Count(views.progress_mark(state, council), council, views.voiced(sheet.reference, state, council),
                  _page(sheet, addresses, "progress", state), count)
            for state, council, count in register.states(found, list(words))]


def table(sheet: Sheet, found: Tally, rows: Sequence[tuple[Link, Tally]], ids: Sequence[str] = ()) -> dict[str, Any]:
    """Counts side by side, a row each: asked for, answered, and each state of progress that any of them is in.

    `ids` are those of the rows, empty for a row that has none.
    """
    words = sheet.reference.words.progress
    columns = [(state, council) for state, council, count in register.states(found, list(words)) if count]
    return {
        "columns": [views.voiced(sheet.reference, state, council) for state, council in columns],
        "rows": [{"link": link, "id": name, "asked": mine.count, "answered": mine.answered, "cells": [mine.progress.get(column, 0) for column in columns]}
                 for (link, mine), name in zip(rows, ids or [""] * len(rows), strict=True)],
    }
