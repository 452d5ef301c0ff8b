"""Records -> what templates see: small frozen values with links made and words marked.

A template never sees a record, a path or a grade's id. These functions are shared by page types.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from markupsafe import Markup

from plainspoken import figures, grades, urls
from plainspoken.grades import Said
from plainspoken.page import Crumb
from plainspoken.portal import Card, Planned, Statement, area_of
from plainspoken.recall import remembered
from plainspoken.records import Figure, Finding, Judgement, Note, Recommendation
from plainspoken.refer import Key, Reference
from plainspoken.reference import Framework
from plainspoken.references import within
from plainspoken.sheet import Cite, Sheet

MARKS = {"full": "m-inspectors", "partial": "m-inspectors-told", "known": "m-inspectors-spoke"}
"""The mark of each coverage. Inspectors are round; the council is square."""


class Link(NamedTuple):
    """A name and where it leads."""

    name: str
    href: str


class NoteView(NamedTuple):
    """A note beside a fact."""

    id: str
    number: int
    """By which the page's citations name it."""
    title: str
    text: Markup
    cites: tuple[Cite, ...]


class StateView(NamedTuple):
    """An answer or a state of progress: a mark, a word, why."""

    mark: str
    council: bool
    word: str
    why: Markup
    cites: tuple[Cite, ...]
    onward: tuple[Link, ...] = ()
    """Where the same page tells more of it."""
    href: str = ""
    """Where its word leads: the answer's part of the plan."""


class ItemView(NamedTuple):
    """A finding, or anything told in a sentence with its place."""

    id: str
    text: Markup
    label: str
    topics: tuple[Link, ...]
    cites: tuple[Cite, ...]
    notes: tuple[Link, ...]
    since: tuple[StateView, ...] = ()
    """What later papers say has become of it, the newest first, where it asked for nothing."""


class JudgementView(NamedTuple):
    """A judgement in a table."""

    title: str
    said: Said
    text: Markup
    cites: tuple[Cite, ...]
    notes: tuple[Link, ...]


class FigureView(NamedTuple):
    """A figure with what the paper says of it."""

    id: str
    name: Markup
    value: str
    about: Markup
    cites: tuple[Cite, ...]
    notes: tuple[Link, ...]


class StopView(NamedTuple):
    """An inspection or plan on a timeline or in a list."""

    mark: str
    council: bool
    when: str
    iso: str
    place: str
    name: str
    href: str
    about: Markup
    cites: tuple[Cite, ...]
    grades: tuple[tuple[str, Said], ...]
    """(area, grade); the area's name is empty where the framework has one headline."""


def plural(count: int, one: str, many: str = "") -> str:
    """A number with its noun: "1 figure", "none", "24 figures"."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def grouped(value: object) -> object:
    """A number as readers take it in: "1,000"; anything else as it is."""
    return f"{value:,}" if isinstance(value, int) else value


def inspection_title(reference: Reference, card: Card) -> str:
    """What the page of an inspection is called, unlike any other."""
    return f"{card.title}, {reference.authorities[card.key[0]].name}, {card.date.words}"


def authority_title(reference: Reference, name: str) -> str:
    """What the page of an authority is called."""
    place = reference.authorities[name]
    return f"{place.name} (until {place.end.words})" if place.end else str(place.name)


def region(reference: Reference, name: str) -> str:
    """What a region is called, by its name in addresses."""
    return reference.settings.regions.get(name, "Of no region")


def known(reference: Reference, name: str, cards: Sequence[Card]) -> str:
    """How many inspections of an authority are known, and of how many it shares those of others: "11 inspections, and 1 of Haven"."""
    own = [card for card in cards if card.key[0] == name]
    shared: dict[str, int] = {}
    for card in cards:
        if card.key[0] != name:
            shared[card.key[0]] = shared.get(card.key[0], 0) + 1
    return ", and ".join([plural(len(own), "inspection"), *(f"{count} of {reference.authorities[one].name}" for one, count in shared.items())])


def held(reference: Reference, name: str, cards: Sequence[Card]) -> str:
    """How many inspections of an authority are known, and how many papers about them are held whole: of inspectors, and plans."""
    papers = {card.source for card in cards if card.coverage == "full"} | {card.plan.source for card in cards if card.plan}
    return f"{known(reference, name, cards)} known; {plural(len(papers), 'paper') if papers else 'no paper'} held"


def crumbs(sheet: Sheet, *steps: tuple[str, str]) -> tuple[Crumb, ...]:
    """The way to this page: (title, address) of each step below home."""
    return tuple(Crumb(title, sheet.to(target)) for title, target in (("Home", urls.HOME), *steps))


def note_id(number: int) -> str:
    """The id of the numbered note on a page."""
    return f"note-{number}"


class Notes:
    """The notes of one page: which stand beside an item, and which a section shows."""

    def __init__(self, sheet: Sheet, notes: Sequence[Note], source: str) -> None:
        self.sheet, self.notes, self.source = sheet, notes, source
        self.left = dict(enumerate(notes, 1))

    def beside(self, about: str) -> tuple[Link, ...]:
        """Links from an item to the notes about it."""
        return tuple(Link(f"note {number}", f"#{note_id(number)}") for number, note in enumerate(self.notes, 1) if about in note.about)

    def about(self, ids: Iterable[str]) -> tuple[NoteView, ...]:
        """The notes whose first subject is among the ids, each shown once on its page."""
        wanted = set(ids)
        return self._take(number for number, note in self.left.items() if note.about and note.about[0] in wanted)

    def rest(self) -> tuple[NoteView, ...]:
        """The notes not shown yet."""
        return self._take(self.left)

    def _take(self, numbers: Iterable[int]) -> tuple[NoteView, ...]:
        return tuple(self._view(number, self.left.pop(number)) for number in list(numbers))

    def _view(self, number: int, note: Note) -> NoteView:
        cites = self.sheet.cite(note.source or self.source, note.where, self.source) if note.where else ()
        lost = f" Not found by machine in the text: {', '.join(note.untraced)}." if note.untraced else ""
        return NoteView(note_id(number), number, note.title, self.sheet.words(note.text + lost), cites)


def topic_link(sheet: Sheet, topic: str, authority: str) -> Link:
    """A link to the thread of a topic at an authority, or to that part of the topic's page where one paper alone speaks of it."""
    reference = sheet.reference
    region = reference.region(authority) if topic in reference.wide else ""
    target = urls.thread(authority, topic) if (authority, topic) in reference.threads else urls.topic(topic, authority, region)
    return Link(sheet.reference.topics[topic].name, sheet.to(target))


def topic_links(sheet: Sheet, topics: Iterable[str], authority: str) -> tuple[Link, ...]:
    """The same for several topics."""
    return tuple(topic_link(sheet, topic, authority) for topic in topics)


def finding(sheet: Sheet, item: Finding | Recommendation, key: Key, source: str, notes: Notes) -> ItemView:
    """A finding ready to be shown."""
    label = item.called or ""
    return ItemView(item.id, sheet.words(item.text), label, topic_links(sheet, item.topics, key[0]),
                    sheet.cite(item.source or source, item.where, source), notes.beside(item.id))


def judgement(sheet: Sheet, item: Judgement, framework: Framework, source: str, notes: Notes) -> JudgementView:
    """A judgement ready to be shown."""
    area = area_of(framework, item.area)
    title = area.title if item.aspect is None else f"{area.title}: {area_of(framework, item.aspect).title}"
    return JudgementView(title, grades.say(item, framework, sheet.reference), sheet.words(item.text),
                         sheet.cite(item.source or source, item.where, source), notes.beside(item.area))


def figure(sheet: Sheet, item: Figure, source: str, notes: Notes, named: bool = False) -> FigureView:
    """A figure ready to be shown; `named` where its place names the paper too."""
    parts = [part[:1].upper() + part[1:].removesuffix(".") + "." for part in (item.period.words if item.period else "", item.compared, item.definition) if part]
    return FigureView(item.id, sheet.words(item.name), figures.value(item), sheet.words(" ".join(parts)),
                      sheet.cite(item.source or source, item.where, "" if named else source), notes.beside(item.id))


def answer_mark(answer: str) -> str:
    """The mark of an answer: "in-part" is a way of accepting."""
    return f"m-accepted-{answer}" if answer.startswith("in-") else f"m-{answer}"


def progress_mark(state: str, council: bool) -> str:
    """The mark of a state of progress: what inspectors say of it is round, what the council says is square."""
    return f"m-{state}" if council or state not in {"not-started", "under-way"} else f"m-inspectors-{state}"


def voiced(reference: Reference, state: str, council: bool) -> str:
    """The word of a state of progress with whose word it is, where it could be either's."""
    word = reference.words.progress[state]
    if state not in {"not-started", "under-way"}:
        return word
    return f"{word}, {reference.settings.called.answering} says" if council else f"{word}, inspectors say"


def statement(sheet: Sheet, said: Statement, main: str) -> StateView:
    """What a paper says has become of a recommendation."""
    who = sheet.reference.settings.called.answering if said.council else "inspectors"
    why = sheet.words(f"{said.on.words}, {who}: {said.text}")
    word = voiced(sheet.reference, said.state, said.council)
    return StateView(progress_mark(said.state, said.council), said.council, word, why, sheet.cite(said.source, said.where, main))


def headline(sheet: Sheet, card: Card) -> tuple[tuple[str, Said], ...]:
    """The grades a list shows of an inspection."""
    framework = sheet.reference.frameworks[card.framework]
    shown = [one for one in card.headline if one.decided]
    several = len(shown) > 1 or card.coverage != "full"
    return tuple((area_name(framework, one.area) if several else "", grades.say(one, framework, sheet.reference)) for one in shown)


def area_name(framework: Framework, name: str) -> str:
    """How a short list names an area: its own short title, after its outermost area's where it lies in one."""
    return _area_names(framework)[name]


@remembered
def _area_names(framework: Framework) -> dict[str, str]:
    names: dict[str, str] = {}
    for outer in framework.areas:
        for area in within(outer):
            shown = area.short or area.title
            names.setdefault(area.id, shown if area is outer else f"{outer.short or outer.title}: {shown[:1].lower()}{shown[1:]}")
    return names


def neighbour(sheet: Sheet, card: Card) -> tuple[str, Link]:
    """When and what the inspection before or after was; it cites nothing."""
    return card.date.words, Link(card.title, sheet.to(urls.inspection(card.key)))


def whose(sheet: Sheet, name: str, card: Card, home: str) -> str:
    """What an inspection is called on the page of an authority, `home`: with whose it is, where it is another's."""
    return name if card.key[0] == home else f"{name}, {sheet.reference.authorities[card.key[0]].name}"


def stop(sheet: Sheet, card: Card, home: str = "") -> StopView:
    """An inspection as a stop on the line; of an authority's line, where that is its `home`."""
    told = [] if card.coverage == "full" else [sheet.reference.words.coverage[card.coverage] + "."]
    about = sheet.words(" ".join(filter(None, [card.standfirst, *told])))
    cites = sheet.cite(card.source, card.where, "") if told else ()
    place = sheet.reference.authorities[card.key[0]].name
    return StopView(MARKS[card.coverage], False, card.date.words, card.date.iso, place, whose(sheet, card.title, card, home) if home else card.title,
                    sheet.to(urls.inspection(card.key)), about, cites, headline(sheet, card))


def plan_stop(sheet: Sheet, card: Card, plan: Planned) -> StopView:
    """A plan as a stop on the line."""
    place = sheet.reference.authorities[card.key[0]].name
    count = f"Answers {plural(plan.answers, 'recommendation')} of the inspection: {card.title}."
    return StopView("m-council", True, plan.published.words, plan.published.iso, place, plan.title,
                    sheet.to(urls.plan(card.key)), sheet.words(count), (), ())
