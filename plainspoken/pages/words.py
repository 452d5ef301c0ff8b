"""Portal -> pages that explain: frameworks, glossary, coverage, corrections, about, privacy, accessibility."""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from plainspoken import charts, facets, grades, reading, urls, views
from plainspoken.content import only
from plainspoken.page import Page, Values
from plainspoken.pages import compare, papers
from plainspoken.portal import Card, Portal
from plainspoken.record import Change
from plainspoken.reference import Area, Framework
from plainspoken.sheet import Sheet
from plainspoken.story_rules import fixed_words
from plainspoken.traces import Counted, Evidence
from plainspoken.views import Link

OWN = {"about": "About this portal", "privacy": "Privacy", "accessibility": "Accessibility"}
"""Pages whose words are all the publisher's; without them the page says the little that code can know."""


def pages(portal: Portal) -> Iterator[Page]:
    """The pages of this family."""
    frameworks = portal.reference.frameworks
    counts = {name: len(cards) for name, cards in portal.by_framework.items()}
    yield Page(urls.FRAMEWORKS, "pages/frameworks.html", frameworks_page, (counts,), urls.FRAMEWORKS, updated=portal.updated(portal.cards))
    for name in frameworks:
        side_by_side, cards = compare.comparable(compare.judged(portal, name)), portal.by_framework[name]
        shown = cards if len(cards) <= facets.SPLIT else facets.newest_first(cards)[:facets.LATEST]
        yield Page(urls.framework(name), "pages/framework.html", framework, (name, shown, len(cards), side_by_side), urls.FRAMEWORKS,
                   updated=portal.updated(card.key for card in cards))
    yield Page(urls.GLOSSARY, "pages/glossary.html", glossary, (), urls.GLOSSARY)
    words = {name: str(text) for name, text in portal.content.pages.items()}
    evidence = only(portal.content.evidence) if portal.content.evidence else Evidence()
    yield Page(urls.COVERAGE, "pages/coverage.html", coverage, (portal.oldest_first, words.get("coverage", ""), evidence.texts, evidence.papers),
               updated=portal.updated(portal.cards))
    corrected = _changes(portal)
    latest = corrected if len(corrected) <= facets.SPLIT else corrected[:facets.LATEST]
    yield Page(urls.CORRECTIONS, "pages/corrections.html", corrections, (latest, len(corrected), words.get("corrections", "")),
               updated=portal.updated(portal.cards))
    for name, title in OWN.items():
        yield Page(urls.page(name), "pages/words.html", own_words, (title, words.get(name, "")))
    measured = _measured(portal)
    stories = [row for target, row in measured if target]
    hardest = measured if len(stories) <= facets.SPLIT else _hardest(measured)
    spread = [] if hardest is measured else reading.spread(stories, portal.reference.settings.reading)
    yield Page(urls.page("publishers"), "pages/publishers.html", publishers, (hardest, words.get("publishers", ""), spread, len(stories)))


def frameworks_page(sheet: Sheet, counts: dict[str, int]) -> Values:
    """Every kind of inspection, by family."""
    listed = sorted(sheet.reference.frameworks.items(), key=lambda pair: (pair[1].family or pair[1].name, _year(pair[1])))
    families = [(family, [{"name": one.name, "href": sheet.to(urls.framework(name)), "years": one.years.words if one.years else "",
                           "bodies": ", ".join(body.short or body.name for body in one.bodies), "count": counts[name]} for name, one in group])
                for family, group in groupby(listed, lambda pair: pair[1].family or pair[1].name)]
    return {"title": "How inspections worked", "crumbs": views.crumbs(sheet), "here": "Frameworks", "heading": "How inspections worked",
            "description": "Each kind of inspection: who did it, how it worked, what its grades meant.", "families": families,
            "compare": sheet.to(urls.COMPARE)}


def _year(framework: Framework) -> str:
    return framework.years.sort if framework.years else ""


def _comparisons(sheet: Sheet, name: str, framework: Framework) -> list[dict[str, Any]]:
    return [{"one": Link(framework.short or framework.name, sheet.to(urls.framework(name))),
             "other": Link(other.short or other.name, sheet.to(urls.framework(one.framework))),
             "may": sheet.reference.words.comparisons[one.may], "why": sheet.words(one.why)}
            for one in framework.compare for other in [sheet.reference.frameworks[one.framework]]]


def framework(sheet: Sheet, name: str, cards: list[Card], count: int, side_by_side: bool) -> Values:
    """How one kind of inspection worked, what its grades meant, who was inspected."""
    one = sheet.reference.frameworks[name]
    if one.source:
        sheet.cite(one.source, ())
    scales = [{"name": scale.name or "", "best": grades.best(scale),
               "drawing": charts.scale([step.short or step.label for step in scale.steps], [step.printed or "" for step in scale.steps]),
               "steps": [(step.label, step.printed or "", sheet.words(step.about)) for step in scale.steps],
               "short": any(step.short for step in scale.steps),
               "cites": sheet.cite(one.source, scale.where, one.source) if one.source and scale.where else ()}
              for scale in one.scales.values()]
    return {"title": one.name, "crumbs": views.crumbs(sheet, ("Frameworks", urls.FRAMEWORKS)), "here": one.short or one.name, "heading": one.name,
            "description": f"How {one.name} worked and what its grades meant.", "years": one.years.words if one.years else "",
            "bodies": one.bodies, "about": sheet.markdown(one.about), "scales": scales, "areas": [_area(area) for area in one.areas],
            "headline": [views.area_name(one, area) for area in one.headline], "time_bands": [band.label for band in one.time_bands],
            "plan_elements": [element.label for element in one.plan_elements], "states": list(one.states.values()),
            "comparisons": _comparisons(sheet, name, one), "stops": [views.stop(sheet, card) for card in cards], "count": count,
            "list": sheet.to(urls.inspections(facets.FRAMEWORKS, name)) if count else "", "look": sheet.to(urls.search(framework=name)),
            "side_by_side": sheet.to(urls.compare(name)) if side_by_side else "", "matrix": sheet.to(f"{urls.COMPARE}#matrix")}


def _area(area: Area) -> dict[str, Any]:
    return {"title": area.title, "reference": area.reference or "", "about": area.about or "", "areas": [_area(inner) for inner in area.areas]}


def glossary(sheet: Sheet) -> Values:
    """Hard words, A to Z."""
    listed = sorted(sheet.reference.glossary.items(), key=lambda pair: pair[1].term.casefold())
    letters = [(letter, [{"id": name, "term": term.term, "plain": term.plain,
                         "also": ", ".join(apart((term.term, *term.also))[1:])} for name, term in group])
               for letter, group in groupby(listed, lambda pair: pair[1].term[0].upper())]
    return {"title": "Hard words", "crumbs": views.crumbs(sheet), "here": "Hard words", "heading": "Hard words",
            "description": "Hard words and abbreviations of the papers, each in plain English.", "letters": letters, "count": len(listed)}


def coverage(sheet: Sheet, cards: list[Card], words: str, texts: dict[str, str], counts: dict[str, Counted]) -> Values:
    """What is held, what is only known, and the papers it all comes from; `texts` are hashes of those that figures were traced in."""
    labels = sheet.reference.words.coverage
    places = sorted({card.key[0] for card in cards}, key=lambda name: sheet.reference.authorities[name].name)
    fits = len(cards) <= facets.SPLIT
    rows = [(_counted(sheet, name, cards), [(views.stop(sheet, card), labels[card.coverage]) for card in cards if card.key[0] == name])
            for name in places if fits]
    papers.cite(sheet)
    return {"title": "What is held, what is missing", "crumbs": views.crumbs(sheet), "here": "Coverage",
            "heading": "What is held, what is missing",
            "description": "Which inspections are told here in full, which in part, and which are only known to have taken place.",
            "introduction": sheet.markdown(words) if words else "", "places": rows,
            "papers": papers.listed(sheet, texts, counts), "kinds": papers.by_kind(sheet, texts),
            "publishers": papers.by_publisher(sheet, texts), "files": papers.files(sheet),
            "counts": [(label, sum(card.coverage == state for card in cards)) for state, label in labels.items()],
        "labels": list(labels.values()), "years": [] if fits else _held_by_year(sheet, cards)}


def _held_by_year(sheet: Sheet, cards: list[Card]) -> list[tuple[Link, list[int]]]:
    """For each year, the newest first, how many inspections are held in full, told in part and only known."""
    found = Counter((card.year or facets.UNDATED, card.coverage) for card in cards)
    years = sorted({year for year, _ in found}, reverse=True)
    return [(Link("Date not known" if year == facets.UNDATED else year, sheet.to(urls.inspections(facets.YEARS, year))),
             [found[year, state] for state in sheet.reference.words.coverage]) for year in years]


def _counted(sheet: Sheet, name: str, cards: list[Card]) -> str:
    """An authority with how many inspections it has of its own, and how many it shares in others'."""
    return f"{sheet.reference.authorities[name].name}: {views.known(sheet.reference, name, [card for card in cards if name in (card.key[0], *card.also)])}"


def _changes(portal: Portal) -> list[tuple[Change, str, str]]:
    """Every correction, newest first: (change, what it is about, its address)."""
    found = []
    for card in portal.oldest_first:
        name = f"{portal.reference.authorities[card.key[0]].name}, {card.title} {card.year}"
        found += [(change, name, urls.inspection(card.key)) for change in portal.content.inspections[card.key].changes]
        found += [(change, f"{name}: plan", urls.plan(card.key)) for change in (portal.content.plans[card.key].changes if card.plan else ())]
    found += [(change, source.title, f"{urls.COVERAGE}#source-{name}") for name, source in portal.reference.sources.items() for change in source.changes]
    return sorted(found, key=lambda one: one[0].on.sort, reverse=True)


def corrections(sheet: Sheet, changes: list[tuple[Change, str, str]], count: int, words: str) -> Values:
    """What was wrong and has been put right: all that is, or the latest of so many."""
    rows = [{"on": change.on.words, "iso": change.on.iso, "what": sheet.words(change.what), "where": Link(name, sheet.to(target))}
            for change, name, target in changes]
    return {"title": "Corrections", "crumbs": views.crumbs(sheet), "here": "Corrections", "heading": "Corrections",
            "description": "What was wrong in this portal and has been put right.", "introduction": sheet.markdown(words) if words else "", "rows": rows,
            "count": count, "files": [Link(form.upper(), sheet.to(urls.table("corrections", form))) for form in ("csv", "json") if count > len(rows)]}


def own_words(sheet: Sheet, title: str, words: str) -> Values:
    """A page of the publisher's words."""
    return {"title": title, "crumbs": views.crumbs(sheet), "here": title, "heading": title,
            "description": f"{title}: {sheet.reference.settings.title}", "body": sheet.markdown(words, 2) if words else "",
            "publisher": sheet.reference.settings.publisher}


def _measured(portal: Portal) -> list[tuple[str, reading.Row]]:
    """How hard each story is to read, with its address; and what every page for young people says."""
    found = []
    for key, told in portal.stories.items():
        card, place = portal.cards[key], portal.reference.authorities[key[0]].name
        for number, (language, story) in enumerate(told.items()):
            name = f"{place}, {card.title} {card.year}".rstrip() + (f" ({portal.reference.languages[language].name})" if number else "")
            found.append((urls.story(key, language if number else ""), reading.row(name, story.blocks, language)))
    for language, words in portal.reference.languages.items():
        found.append(("", reading.row(f"What every page says ({words.name})", fixed_words(portal.content, language, words), language)))
    return found


def _hardest(measured: list[tuple[str, reading.Row]]) -> list[tuple[str, reading.Row]]:
    """The stories that are hardest to read, those first, and what every page says."""
    stories = sorted((one for one in measured if one[0]), key=lambda one: (reading.hardness(one[1]), one[0]), reverse=True)
    return [*stories[:facets.LATEST], *(one for one in measured if not one[0])]


def publishers(sheet: Sheet, rows: list[tuple[str, reading.Row]], words: str, spread: list[reading.Spread], count: int) -> Values:
    """For those who publish such a portal: how the young people's edition is measured, and how to try it with a group."""
    return {"title": "For publishers", "crumbs": views.crumbs(sheet), "here": "For publishers", "heading": "For publishers: the young people’s edition",
            "description": "How it is measured, how to try it with a group of young people, and how to record that they were told.",
            "body": sheet.markdown(words) if words else "", "limits": sheet.reference.settings.reading,
            "rows": [(sheet.to(target) if target else "", row) for target, row in rows], "spread": spread, "count": count,
            "shown": sum(bool(target) for target, _ in rows)}


def apart(words: Iterable[str]) -> list[str]:
    """Words of which none holds another: one of singular and plural, however its letters are written."""
    kept: list[str] = []
    for word in words:
        if not any(word.casefold() in one.casefold() or one.casefold() in word.casefold() for one in kept):
            kept.append(str(word))
    return kept
