"""Portal -> what is searched: a lean page for every inspection, plan, story, thread, topic, framework, hard word and place.

A lean page stands for a page of the portal, or for a word of its glossary. It holds what a reader may look for and no
more: a title, words, and parts with the ids they have on the real page, so that a result leads to the very item. Lean
pages are never published; Pagefind reads them.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from plainspoken import facts, figures, grades, markdown, phrases, urls, views
from plainspoken.appearances import ASKED, papers
from plainspoken.plans import Answer, Plan
from plainspoken.portal import Card, Portal, area_of
from plainspoken.records import Figure, Finding, Inspection, Recommendation
from plainspoken.refer import Key
from plainspoken.reference import Framework
from plainspoken.references import areas
from plainspoken.story import SECTIONS, Story

INSPECTION, PLAN, THREAD, TOPIC, FRAMEWORK, WORD, STORY, PLACE = "inspection", "plan", "thread", "topic", "framework", "word", "story", "place"
"""Kinds of page."""
ADULTS, YOUNG = "adults", "young"
"""Whom a page is written for."""
Filters = dict[str, tuple[str, ...]]
"""By what a page is found: authority, framework, year -> ids."""
UNDATED = "0000"
"""Sorts after every year when the newest come first."""


@dataclass(frozen=True, slots=True)
class Part:
    """Words that have an address of their own within their page."""

    id: str
    heading: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lean:
    """What is searched of one page."""

    address: str
    """Of the page it stands for, with the fragment of a hard word."""
    language: str
    title: str
    date: str
    """By which results are sorted: an ISO day, or UNDATED."""
    filters: tuple[tuple[str, tuple[str, ...]], ...]
    """(authority, framework, year, kind or audience; its ids)."""
    words: tuple[str, ...]
    parts: tuple[Part, ...] = ()

    @property
    def path(self) -> str:
        """Its file in the folder that is searched: its address; glossary/index/word.html for glossary/index.html#word."""
        page, _, item = self.address.partition("#")
        return f"{page.removesuffix('.html')}/{item}.html" if item else page


def pages(portal: Portal) -> Iterator[Lean]:
    """Every lean page, kind by kind."""
    for card in portal.oldest_first:
        yield _inspection(portal, card)
        if card.plan:
            yield _plan(portal, card, portal.content.plans[card.key])
    for key, told in portal.stories.items():
        for language, story in told.items():
            yield _story(portal, portal.cards[key], language, story)
    for name, topic in portal.reference.threads:
        yield _thread(portal, name, topic)
    for name in portal.reference.topics:
        yield _topic(portal, name)
    for name, framework in portal.reference.frameworks.items():
        yield _framework(portal, name, framework)
    for name in portal.reference.glossary:
        yield _word(portal, name)
    for name in portal.reference.authorities:
        yield _place(portal, name)


def _lean(portal: Portal, address: str, title: str, kind: str, words: Iterable[str | None], parts: Iterable[Part] = (), filters: Filters | None = None, *,
          date: str = "", audience: str = ADULTS, language: str = "") -> Lean:
    """A lean page; what is empty is left out."""
    told = {**(filters or {}), "kind": (kind,), "audience": (audience,)}
    return Lean(address, language or portal.reference.settings.language, title, date or UNDATED, tuple((name, ids) for name, ids in told.items() if ids),
                tuple(filter(None, words)), tuple(part for part in parts if part.words))


def _filters(card: Card, year: str = "") -> Filters:
    """By what the pages of an inspection are found."""
    year = year or card.year
    return {"authority": tuple(dict.fromkeys((card.key[0], *card.also))), "framework": (card.framework,), "year": (year,) if year else ()}


def _day(card: Card) -> str:
    return card.date.sort if card.date.spans else UNDATED


def _where(portal: Portal, card: Card) -> str:
    """Place and date of an inspection, as its pages name them."""
    return f"{portal.reference.authorities[card.key[0]].name}, {card.date.words}."


# Inspections.

def _inspection(portal: Portal, card: Card) -> Lean:
    inspection = portal.content.inspections[card.key]
    return _lean(portal, urls.inspection(card.key), card.title, INSPECTION, (_where(portal, card), card.standfirst), _parts(portal, card, inspection),
                 _filters(card), date=_day(card))


def _parts(portal: Portal, card: Card, inspection: Inspection) -> Iterator[Part]:
    """What a paper says, in the order of its page."""
    framework = portal.reference.frameworks[card.framework]
    yield Part("summary", "Summary", tuple(_summary(portal, card.key)))
    yield Part("judgements", "Judgements", tuple(_judgements(portal, inspection, framework)))
    told: list[Recommendation | Finding] = [*portal.asked(card.key), *inspection.findings]
    for item in dict.fromkeys(told):
        yield Part(item.id, _label(portal, item, framework), (item.text,))
    for figure in inspection.figures:
        yield _figure(figure)
    yield Part("outcomes", "Other results", tuple(one.text for one in inspection.outcomes))
    yield Part("progress", "What it says of earlier recommendations", tuple(one.text for one in inspection.progress))
    yield Part("told", "Telling young people", tuple(" ".join(filter(None, (one.how, one.text))) for one in inspection.told))


def _summary(portal: Portal, key: Key) -> Iterator[str]:
    """A summary's paragraphs without their places in the paper."""
    for paragraph, _ in facts.cited(str(portal.content.summaries.get(key, ""))):
        yield from markdown.plain(paragraph)


def _judgements(portal: Portal, inspection: Inspection, framework: Framework) -> Iterator[str]:
    for one in inspection.judgements:
        said = grades.say(one, framework, portal.reference)
        yield " ".join(filter(None, (f"{area_of(framework, one.area).title}: {said.word}.", one.text)))


def _label(portal: Portal, item: Recommendation | Finding, framework: Framework) -> str:
    """What an item is, in a few words: its kind with its number, or with its area."""
    if isinstance(item, Recommendation):
        return " ".join(filter(None, (item.called or "Recommendation", item.number)))
    kind = item.called or portal.reference.settings.finding_kinds[item.kind]
    return f"{kind}: {views.area_name(framework, item.area)}" if item.area else kind


def _figure(one: Figure) -> Part:
    return Part(one.id, one.name, tuple(filter(None, (f"{figures.value(one)}.", one.compared, one.definition))))


# Plans.

def _plan(portal: Portal, card: Card, plan: Plan) -> Lean:
    words = (f"{portal.reference.authorities[card.key[0]].name}, {plan.published.words}.", plan.standfirst)
    return _lean(portal, urls.plan(card.key), plan.title, PLAN, words, _answers(portal, card, plan), _filters(card, plan.published.year),
                 date=plan.published.sort if plan.published.spans else UNDATED)


def _answers(portal: Portal, card: Card, plan: Plan) -> Iterator[Part]:
    asked = {one.id: one for one in portal.content.inspections[card.key].recommendations}
    for answer in plan.answers:
        number = asked[answer.recommendation].number or ""
        said = portal.reference.words.answers[answer.answer].lower()
        yield Part(answer.recommendation, f"Answer to recommendation {number}".strip() + f": {said}", tuple(_fields(answer)))
        for action in answer.actions:
            yield Part(action.id, f"Action, {action.due.words}" if action.due else "Action", (action.text,))
    for figure in plan.figures:
        yield _figure(figure)


def _fields(answer: Answer) -> Iterator[str]:
    """All that an answer tells in words."""
    for name in facts.TOLD:
        told = getattr(answer, name)
        yield from (told,) if isinstance(told, str) else told or ()


# Young people.

def _story(portal: Portal, card: Card, language: str, story: Story) -> Lean:
    """A story in one of its languages; its sections have their ids on the page."""
    reference = portal.reference
    own, words, place = language == reference.language, reference.languages[language], reference.authorities[card.key[0]]
    title = phrases.filled(words.young["title"], {"place": place.names.get(language, place.name)})
    parts = (Part(section, words.young_headings[section], tuple(str(point.words) for point in getattr(story, section))) for section in SECTIONS[1:])
    opening = (f"{card.title}, {card.date.words}.", *map(str, story.about))
    return _lean(portal, urls.story(card.key, "" if own else language), title, STORY, opening, parts, _filters(card), date=_day(card), audience=YOUNG,
                 language=reference.settings.language if own else language)


# What runs through many papers.

def _thread(portal: Portal, name: str, topic: str) -> Lean:
    told, place = portal.reference.topics[topic], portal.reference.authorities[name].name
    found = papers(portal.concerns[name][topic])
    years = tuple(dict.fromkeys(paper.date.year for paper in found if paper.date.year))
    frameworks = tuple(dict.fromkeys(portal.cards[paper.inspection].framework for paper in found))
    asked = tuple(dict.fromkeys(one.text for paper in found for one in paper.of(ASKED)))
    return _lean(portal, urls.thread(name, topic), told.name, THREAD, (f"{place}.", told.about, *told.also), (Part("state", "Where it stands", asked),),
                 {"authority": (name,), "framework": frameworks, "year": years}, date=max((paper.date.sort for paper in found if paper.date.spans), default=""))


def _topic(portal: Portal, name: str) -> Lean:
    topic = portal.reference.topics[name]
    return _lean(portal, urls.topic(name), topic.name, TOPIC, (topic.about, *topic.also))


def _framework(portal: Portal, name: str, framework: Framework) -> Lean:
    bodies = (" ".join(filter(None, (body.name, body.short))) for body in framework.bodies)
    words = (framework.short, framework.family, framework.years.words if framework.years else "", *bodies)
    steps = (": ".join(filter(None, (step.label, step.about))) for scale in framework.scales.values() for step in scale.steps)
    judged = (". ".join(filter(None, (area.title, area.about))) for area in areas(framework))
    parts = (Part("about", "How it worked", tuple(markdown.plain(framework.about))), Part("scales", "What grades meant", tuple(steps)),
             Part("areas", "What it judged", tuple(judged)))
    return _lean(portal, urls.framework(name), framework.name, FRAMEWORK, words, parts, {"framework": (name,)})


def _word(portal: Portal, name: str) -> Lean:
    term = portal.reference.glossary[name]
    return _lean(portal, urls.term(name), term.term, WORD, (term.plain, ", ".join(term.also)))


def _place(portal: Portal, name: str) -> Lean:
    place, settings = portal.reference.authorities[name], portal.reference.settings
    region = settings.regions[place.region] if place.region else ""
    words = (place.name, place.full_name, settings.kinds[place.kind], region, *place.names.values(), place.story)
    held = tuple(f"{card.title}, {card.date.words}." for card in portal.by_authority[name])
    return _lean(portal, urls.authority(name), place.name, PLACE, words, (Part("timeline", "Inspections we know of", held),), {"authority": (name,)})
