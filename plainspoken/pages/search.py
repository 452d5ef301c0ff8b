"""Portal -> the search page: its field, what its filters are called, and other words for what one may look for."""

from collections.abc import Iterator

from plainspoken import lean, urls, views
from plainspoken.english import capital
from plainspoken.page import Page, Values
from plainspoken.pages.words import apart
from plainspoken.portal import Portal
from plainspoken.sheet import Sheet
from plainspoken.views import Link

KINDS = {lean.INSPECTION: "Inspection", lean.PLAN: "Action plan", lean.THREAD: "One concern in one place", lean.TOPIC: "Topic",
         lean.FRAMEWORK: "Kind of inspection", lean.WORD: "Hard word", lean.STORY: "Page for young people"}
"""What a kind of page is called; a place is called what the publisher calls one."""
AUDIENCES = {lean.ADULTS: "Adults", lean.YOUNG: "Young people"}
MARKS = {lean.INSPECTION: "m-inspectors", lean.PLAN: "m-council"}
"""Whose voice a page tells: inspectors are round, the council is square."""


def pages(portal: Portal) -> Iterator[Page]:
    """The one page."""
    years = {card.year for card in portal.oldest_first} | {card.plan.published.year for card in portal.oldest_first if card.plan}
    languages = tuple(dict.fromkeys(language for told in portal.stories.values() for language in told if language != portal.reference.language))
    yield Page(urls.SEARCH, "pages/search.html", search, (tuple(sorted(filter(None, years), reverse=True)), languages), urls.SEARCH,
               (urls.SEARCH_HINTS, urls.SEARCH_CLIENT))


def search(sheet: Sheet, years: tuple[str, ...], languages: tuple[str, ...]) -> Values:
    """The page, and what its script needs to know."""
    called, known = sheet.reference.settings.called, sheet.reference.languages
    filters = _filters(sheet, years)
    data = {
        "engine": sheet.to(urls.INDEX + "pagefind.js"), "root": sheet.to(urls.HOME).removesuffix("/index.html"),
        "labels": {name: values for name, _, values in filters}, "marks": MARKS, "young": lean.YOUNG, "words": _other_words(sheet),
        "topics": [[sheet.to(urls.topic(name)), topic.name, *topic.also] for name, topic in sheet.reference.topics.items()],
        "languages": {language: known[language].direction for language in languages},
    }
    ways = ((f"{capital(called.many)}, A to Z", urls.AUTHORITIES), ("Inspections, year by year", urls.INSPECTIONS), ("Topics", urls.TOPICS),
            ("What was asked for: the register", urls.RECOMMENDATIONS), ("Kinds of inspection", urls.FRAMEWORKS), ("Hard words", urls.GLOSSARY),
            ("For young people", urls.YOUNG_PEOPLE))
    own = [(sheet.reference.words.name, sheet.reference.settings.language, sheet.to(urls.SEARCH))] if languages else []
    return {
        "title": "Search", "crumbs": views.crumbs(sheet), "here": "Search", "heading": "Search",
        "description": "Search what inspectors found, asked for and counted, what was planned, and the pages for young people.",
        "help": sheet.to(f"{urls.YOUNG_PEOPLE}#help") if sheet.reference.settings.help_lines else "",
        "leave": Link(sheet.reference.words.young["leave"], sheet.reference.settings.leave_address or ""),
        "topics": sheet.to(urls.TOPICS), "glossary": sheet.to(urls.GLOSSARY),
        "filters": [(name, label) for name, label, _ in filters], "data": data, "ways": [Link(name, sheet.to(target)) for name, target in ways],
        "versions": [*own, *((known[language].name, language, sheet.to(urls.search(language=language))) for language in languages)],
    }


def _filters(sheet: Sheet, years: tuple[str, ...]) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """Each filter: its name in an address, what it is called, and (id, label) of its values in the order in which they are shown."""
    reference = sheet.reference
    called = capital(reference.settings.called.one)
    places = sorted(((name, str(one.name)) for name, one in reference.authorities.items()), key=lambda pair: (pair[1].casefold(), pair[0]))
    frameworks = sorted(((name, str(one.short or one.name)) for name, one in reference.frameworks.items()), key=lambda pair: (pair[1].casefold(), pair[0]))
    return [("authority", called, places), ("kind", "Kind of page", [*KINDS.items(), (lean.PLACE, called)]), ("year", "Year", [(year, year) for year in years]),
            ("framework", "Kind of inspection", frameworks), ("audience", "Written for", [*AUDIENCES.items()])]


def _other_words(sheet: Sheet) -> list[list[str]]:
    """Words that mean the same or nearly so, of the glossary and of topics."""
    sets = [(term.term, *term.also) for term in sheet.reference.glossary.values()] + [(topic.name, *topic.also) for topic in sheet.reference.topics.values()]
    return [found for words in sets if len(found := apart(words)) > 1]
