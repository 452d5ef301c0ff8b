"""Portal -> what stands where something else stood, or nothing: pages that have moved, what was withdrawn, 404.

A page that has moved does not send its reader on by a refresh: that would lose the place after the `#`, and a
recommendation keeps its address for life. A script takes the reader on with it; without script the page has the same
places, each with its link.
"""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from plainspoken import urls, views
from plainspoken.english import capital
from plainspoken.page import Page, Values
from plainspoken.plans import Plan
from plainspoken.portal import Card, Portal, target
from plainspoken.record import Withdrawn
from plainspoken.refer import Key
from plainspoken.references import numbered
from plainspoken.sheet import Sheet
from plainspoken.views import Link

SHEETS = ("", "poster", "letter")
"""What the young people's edition of an inspection holds, as its addresses name them."""

Items = tuple[tuple[str, str], ...]
"""What a page holds at an id of its own: (id, its words)."""


def pages(portal: Portal) -> Iterator[Page]:
    """What is left of withdrawn inspections, and what is shown where there is no page. None of these pages is listed anywhere."""
    for key, why in portal.withdrawn.items():
        yield Page(urls.inspection(key), "pages/withdrawn.html", withdrawn, (key, why), listed=False)
    yield Page(urls.NOT_FOUND, "pages/404.html", not_found, (), listed=False)


def moves(portal: Portal) -> Iterator[Page]:
    """A page at each former address. None of them is listed anywhere."""
    for card in portal.own:
        for name in portal.content.inspections[card.key].was:
            yield from _moved(portal, card, target(name)[0])


def _moved(portal: Portal, card: Card, former: Key) -> Iterator[Page]:
    """A page at each address an inspection had under a former id: its own, its plan's, its young people's pages'."""
    inspection, plan = portal.content.inspections[card.key], portal.content.plans.get(card.key)
    items = tuple((one.id, one.name if hasattr(one, "name") else one.text) for one in numbered(inspection))
    found: list[tuple[str, str, str, Items]] = [(urls.inspection(former), urls.inspection(card.key), card.title, items)]
    if plan:
        found.append((urls.plan(former), urls.plan(card.key), plan.title, _answered(inspection.recommendations, plan)))
    for number, language in enumerate(portal.stories.get(card.key, ())):
        tag = language if number else ""
        found += [(urls.story(former, tag, part), urls.story(card.key, tag, part), _story_title(portal, language, tag, part), ()) for part in SHEETS]
    for old, new, title, held in found:
        yield Page(old, "pages/moved.html", moved, (former, card.key, new, title, held), scripts=(urls.MOVED,), listed=False)


def _answered(asked: Any, plan: Plan) -> Items:
    """The answers of a plan and its actions, at their ids."""
    texts = {one.id: one.text for one in asked}
    return tuple(pair for answer in plan.answers
                 for pair in ((answer.recommendation, texts[answer.recommendation]), *((action.id, action.text) for action in answer.actions)))


def _story_title(portal: Portal, language: str, tag: str, part: str) -> str:
    """What it is called; of a translation with its language, which may have the same word for it."""
    words = portal.reference.languages[language]
    return (words.young[part] if part else words.young["front"]) + (f" ({words.name})" if tag else "")


def moved(sheet: Sheet, former: Key, now: Key, new: str, title: str, items: Items) -> Values:
    """Where a page stands now, and each of its places."""
    place = sheet.reference.authorities[now[0]].name
    return {"title": f"Moved: {place}, {title} ({'/'.join(former)})", "here": "Moved", "heading": "This page has a new address",
            "crumbs": views.crumbs(sheet, (capital(sheet.reference.settings.called.many), urls.AUTHORITIES), (place, urls.authority(now[0]))),
            "description": "This page has moved within the portal.", "canonical": urls.public(sheet.reference.settings.base_address, new),
            "now": Link(f"{place}: {title}", sheet.to(new)), "items": [(name, words, f"{sheet.to(new)}#{name}") for name, words in items]}


def withdrawn(sheet: Sheet, key: Key, why: Withdrawn) -> Values:
    """All that is left of a withdrawn inspection: when and why it went. `key` is its id or one of its former ones."""
    known = sheet.reference.authorities.get(key[0])
    place = known.name if known else key[0].replace("-", " ")
    steps = [(capital(sheet.reference.settings.called.many), urls.AUTHORITIES), *([(place, urls.authority(key[0]))] if known else [])]
    return {"title": f"Withdrawn: {place}, {key[1].replace('-', ' ')}", "here": "Withdrawn", "heading": "This record was withdrawn",
            "crumbs": views.crumbs(sheet, *steps), "description": "A record that is no longer shown.", "on": why.on.words, "why": sheet.words(why.why)}


def not_found(sheet: Sheet) -> Values:
    """Shown where there is no page; its links start at the site's own root."""
    base, called = urls.prefix(sheet.reference.settings.base_address), sheet.reference.settings.called
    places = sorted(sheet.reference.authorities.items(), key=lambda pair: (pair[1].name.casefold(), pair[0]))
    letters = [(letter, [Link(place.name, base + urls.authority(name)) for name, place in group])
               for letter, group in groupby(places, lambda pair: pair[1].name[0].upper())]
    ways = (("Home", urls.HOME), ("Search", urls.SEARCH), ("All inspections", urls.INSPECTIONS), ("Recommendations", urls.RECOMMENDATIONS),
            ("Topics", urls.TOPICS), ("For young people", urls.YOUNG_PEOPLE))
    return {"title": "No page here", "crumbs": (), "here": "", "heading": "There is no page here", "description": "This address leads nowhere.",
            "letters": letters, "called": capital(called.many), "ways": [Link(title, base + target) for title, target in ways]}
