"""Portal -> threads: one concern followed through all the papers of one place."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, groupby, islice
from typing import Any

from plainspoken import figures, urls, views
from plainspoken.appearances import ANSWERED, ASKED, SPOKE, Appearance, Paper, papers
from plainspoken.english import capital, possessive
from plainspoken.figures import Series, Unlike
from plainspoken.page import Page, Values
from plainspoken.pages import concerns, pictures
from plainspoken.pages.items import answer_view, progress_view
from plainspoken.plans import Plan
from plainspoken.portal import Card, Portal, Statement
from plainspoken.records import Judgement
from plainspoken.refer import Key
from plainspoken.sheet import Sheet
from plainspoken.views import Link

STOPS = 5
"""Stops of a journey at most: the first and the last paper, and between them those that asked, answered or planned."""
ELSEWHERE = 6
"""Other places told of at most, those of the same region first; the topic's own page has all."""
COUNTS = ("no", "one", "two", "three", "four", "five")


Other = tuple[str, Appearance, int]
"""Another place: (authority, what tells most of the concern there, papers that speak of it)."""


@dataclass(frozen=True, slots=True)
class Thread:
    """All that the page of one thread is made of."""

    authority: str
    topic: str
    papers: tuple[Paper, ...]
    """Oldest first."""
    cards: dict[Key, Card]
    """Of every inspection of which a paper is shown."""
    judgements: dict[Key, tuple[Judgement, ...]]
    """Those shown beside what the papers say."""
    plans: dict[Key, Plan]
    """Those that answer one of them, with their answers to what is told here and no more."""
    statements: dict[Key, dict[str, tuple[Statement, ...]]]
    """What papers say has become of each thing asked for or seen here, by its id."""
    years: dict[Key, str]
    """Of each inspection that says so: the year it is filed under."""
    elsewhere: tuple[Other, ...]
    """Other places, by name."""
    series: tuple[Series, ...]
    unlike: tuple[Unlike, ...]


def pages(portal: Portal) -> Iterator[Page]:
    """A page for every concern of a place that two or more of its papers speak of."""
    told = _told(portal)
    for name, found in groupby(portal.reference.threads, lambda pair: pair[0]):
        keys = [card.key for card in portal.by_authority[name]]
        counted, apart = figures.series(portal.content, keys), figures.unlike(portal.content, keys)
        for _, topic in found:
            made = _thread(portal, name, topic, counted, apart, told[topic].beside(name, portal.reference.authorities[name].region))
            yield Page(urls.thread(name, topic), "pages/thread.html", thread, (made,), urls.TOPICS, updated=portal.updated(made.cards))


def _thread(portal: Portal, name: str, topic: str, counted: Sequence[Series], apart: Sequence[Unlike], elsewhere: tuple[Other, ...]) -> Thread:
    found = tuple(papers(portal.concerns[name][topic]))
    keys = dict.fromkeys(paper.inspection for paper in found)
    told = {(paper.inspection, one.item) for paper in found for one in paper.of(ASKED, SPOKE)}
    statements = {key: {item: said for item, said in portal.statements[key].items() if (key, item) in told} for key in keys}
    said = [one for items in statements.values() for several in items.values() for one in several]
    return Thread(
        name, topic, found, {key: portal.named[key] for key in keys},
        {key: concerns.judged((paper for paper in found if paper.inspection == key), portal.content.inspections[key].judgements) for key in keys},
        {key: _answers(portal.content.plans[key], {item for told_by, item in told if told_by == key}) for key in keys if portal.cards[key].plan}, statements,
        {one.inspection: portal.cards[one.inspection].year for one in said}, elsewhere,
        tuple(one for one in counted if pictures.about(one.points, topic)), tuple(one for one in apart if pictures.about(one.points, topic)))


def _answers(plan: Plan, items: Collection[str]) -> Plan:
    """A plan with no more in it than its answers to these: an edit of the others is nothing to a page that shows none of them."""
    return replace(plan, standfirst=None, answers=tuple(one for one in plan.answers if one.recommendation in items), figures=(), notes=(), changes=())


@dataclass(frozen=True, slots=True)
class Places:
    """Where papers speak of one topic."""

    all: dict[str, Other]
    """By authority, in the order of their names."""
    order: dict[str, int]
    """Where each stands in that order."""
    by_region: dict[str | None, list[str]]

    def beside(self, name: str, region: str | None) -> tuple[Other, ...]:
        """Some of the others, by name: no more than a page can hold, however many there are."""
        near = self.by_region.get(region, ())[:ELSEWHERE + 1] if region else ()
        others = (other for other in dict.fromkeys(chain(near, islice(self.all, ELSEWHERE + len(near) + 1))) if other != name)
        return tuple(self.all[other] for other in sorted(islice(others, ELSEWHERE), key=self.order.__getitem__))


def _told(portal: Portal) -> dict[str, Places]:
    """By topic: the places where papers speak of it, with what one was asked, else what inspectors saw, else the first thing told."""
    rank = {ASKED: 0, SPOKE: 1}
    found = {topic: Places({}, {}, {}) for topic in portal.reference.topics}
    for name in sorted(portal.concerns, key=lambda name: portal.reference.authorities[name].name.casefold()):
        for topic, ones in portal.concerns[name].items():
            found[topic].all[name] = name, min(ones, key=lambda one: (rank.get(one.kind, 2), not one.main)), len(papers(ones))
            found[topic].order[name] = len(found[topic].order)
            found[topic].by_region.setdefault(portal.reference.authorities[name].region, []).append(name)
    return found


def thread(sheet: Sheet, made: Thread) -> Values:
    """One concern in one place: the journey, what each paper says, where it stands, elsewhere, how we know."""
    topic, place = sheet.reference.topics[made.topic], sheet.reference.authorities[made.authority]
    years = [year for year in (paper.date.year for paper in made.papers) if year]
    span = f", {years[0]} to {years[-1]}" if years and years[0] != years[-1] else ""
    story = standfirst(sheet, made)
    called = capital(sheet.reference.settings.called.many)
    return {
        "title": f"{topic.name}: {place.name}",
        "crumbs": views.crumbs(sheet, (called, urls.AUTHORITIES), (place.name, urls.authority(made.authority)), ("Topics", urls.TOPICS)),
        "here": topic.name, "description": story, "kind": f"One concern in {place.name}{span}", "heading": topic.name, "standfirst": story,
        "about": topic.about,
        "journey": _journey(sheet, made), "count": COUNTS[min(len(made.papers), STOPS)],
        "papers": [concerns.paper_view(sheet, paper, made.cards, made.judgements[paper.inspection]) | {"id": concerns.paper_id(paper)}
                   for paper in made.papers],
        "pictures": pictures.series(sheet, made.series), "unlike": pictures.unlike(sheet, made.unlike),
        "standing": _standing(sheet, made),
        "elsewhere": [_other(sheet, made.topic, *other) for other in made.elsewhere],
        "whole": Link(topic.name, sheet.to(urls.topic(made.topic))), "place": Link(place.name, sheet.to(urls.authority(made.authority))),
    }


def standfirst(sheet: Sheet, made: Thread) -> str:
    """The story of a thread in short sentences, made of its records alone. What is said of some of its requests is not said of all."""
    requests = dict.fromkeys((one.inspection, one.item) for paper in made.papers for one in paper.of(ASKED))
    asked = _years(paper for paper in made.papers if paper.of(ASKED))
    spoken = _years(paper for paper in made.papers if not paper.council and not paper.of(ASKED))
    parts = [f"Inspectors asked for better in {asked}{f': {len(requests)} requests' if len(requests) > 1 else ''}."] if asked else []
    if spoken:
        parts.append(f"{'They' if asked else 'Inspectors'} {'also ' if asked else ''}spoke of it in {spoken}.")
    parts += [_answered(sheet, paper, made.plans[paper.inspection]) for paper in made.papers if paper.council]
    newest = {(key, item): said for key, items in made.statements.items() for item, several in items.items()
              for said in [one for one in several if not one.council][-1:]}
    parts += _became(sheet, made, [newest[one] for one in requests if one in newest], len(requests))
    parts += [f"Of what they had seen: {told[:1].lower()}{told[1:]}."
              for told, _ in _words(sheet, made, [said for one, said in newest.items() if one not in requests])]
    return " ".join(parts)


def _answered(sheet: Sheet, paper: Paper, plan: Plan) -> str:
    """What a plan makes of the requests. Where it does not use the word itself, the answer is our reading."""
    answers = dict.fromkeys(sheet.reference.words.answers[one.label].lower() for one in paper.of(ANSWERED))
    ours = any(answer.why for answer in plan.answers)
    told = f"answered: {', '.join(answers)}{', by our reading' if ours else ''}" if answers else "speaks of it too"
    return f"{capital(possessive(sheet.reference.settings.called.answering))} plan of {paper.date.year} {told}."


def _became(sheet: Sheet, made: Thread, newest: Sequence[Statement], requests: int) -> Iterator[str]:
    """What inspectors said last of the requests, state by state, and of how many they said nothing."""
    for told, count in _words(sheet, made, newest):
        some = count if count < requests else "each"
        yield f"{told}{f': {some} of the {requests}' if requests > 1 else ''}."
    left = requests - len(newest)
    if newest and left:
        yield f"We have no later word of inspectors on {'the other' if left == 1 else f'the other {left}'}."


def _words(sheet: Sheet, made: Thread, newest: Sequence[Statement]) -> Iterator[tuple[str, int]]:
    """Each state with the years it was told in, and how often."""
    states: dict[str, list[Statement]] = {}
    for one in sorted(newest, key=lambda one: one.on.sort):
        states.setdefault(one.state, []).append(one)
    for state, said in states.items():
        years = list(dict.fromkeys(filter(None, (made.years[one.inspection] for one in said))))
        word = views.voiced(sheet.reference, state, False)
        yield f"{word} in {_listed(years)}" if years else word, len(said)


def _years(found: Iterator[Paper]) -> str:
    return _listed(list(dict.fromkeys(paper.date.year or "a year not known" for paper in found)))


def _listed(words: Sequence[str]) -> str:
    """Words as a sentence has them: 2006, 2007 and 2011."""
    return " and ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))


def _journey(sheet: Sheet, made: Thread) -> list[dict[str, Any]]:
    """A stop for each paper, five at most."""
    shown = list(made.papers)
    while len(shown) > STOPS:
        between = sorted(shown[1:-1], key=lambda paper: bool(paper.of(ASKED) or paper.council))
        shown.remove(between[0])
    said = chain.from_iterable(chain.from_iterable(items.values()) for items in made.statements.values())
    again = {one.inspection for one in said if one.state == "raised-again"}
    stops = []
    for paper in shown:
        mark = concerns.marked(paper, made.cards, sheet.reference.settings)
        what, _ = concerns.in_short(sheet, paper, paper.inspection in again and not paper.council)  # its place is told below, with all the rest
        stops.append({"mark": mark.mark, "council": mark.council, "said": mark.said, "when": paper.date.year or paper.date.words, "what": what,
                      "cites": ()})
    return stops


def _standing(sheet: Sheet, made: Thread) -> list[dict[str, Any]]:
    """Each thing asked for, with the answer to it and what later papers say of it; then what was only seen, where one says so."""
    found = []
    for paper in made.papers:
        card = made.cards[paper.inspection]
        plan = made.plans.get(paper.inspection)
        answers = {answer.recommendation: answer for answer in plan.answers} if plan else {}
        later = [other for other in made.papers if not other.council and other.date.sort > paper.date.sort]
        statements = made.statements[paper.inspection]
        for one in (*paper.of(ASKED), *(one for one in paper.of(SPOKE) if one.item in statements)):
            said = statements.get(one.item, ())
            asked = one.kind == ASKED
            found.append({
                "number": one.number, "text": sheet.words(one.text), "href": sheet.to(urls.inspection(one.inspection, one.item)),
                "facts": f"{card.title}, {card.year or card.date.words}", "label": concerns.label(sheet, one, card),
                "cites": sheet.cite(one.source, one.where),
                "answer": answer_view(sheet, answers.get(one.item), plan, one.inspection, "") if asked else None,
                "progress": _progress(sheet, said, later), "earlier": [views.statement(sheet, other, "") for other in said[:-1]],
            })
    return found


def _progress(sheet: Sheet, said: tuple[Statement, ...], later: Sequence[Paper]) -> views.StateView:
    """What became of it; where later papers ask again or speak of the concern and none says, that is told."""
    shown = progress_view(sheet, said, "")
    if said or not later:
        return shown
    asked, spoke = _years(paper for paper in later if paper.of(ASKED)), _years(paper for paper in later if not paper.of(ASKED))
    parts = [*([f"asked for better again in {asked}"] if asked else []), *([f"spoke of the concern {'' if asked else 'again '}in {spoke}"] if spoke else [])]
    onward = tuple(Link(other.date.year or other.date.words, f"#{concerns.paper_id(other)}") for other in later)
    return shown._replace(why=sheet.words(f"Inspectors {' and '.join(parts)}. We have recorded no paper’s word on this request."), onward=onward)


def _other(sheet: Sheet, topic: str, name: str, one: Appearance, count: int) -> dict[str, Any]:
    place = sheet.reference.authorities[name].name
    year = f", {one.date.year}" if one.date.year else ""
    return {"name": f"{place}{year}", "href": views.topic_link(sheet, topic, name).href, "text": sheet.words(one.text),
            "cites": sheet.cite(one.source, one.where), "count": count}
