"""Checked content -> Portal: read-only indexes, and the questions pages ask of them.

After gate 1 every reference leads somewhere, so nothing here asks what if not.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from functools import cached_property

from plainspoken import story, withdrawn
from plainspoken.appearances import Appearance, of_inspection, of_plan, papers
from plainspoken.content import Content, only
from plainspoken.dates import Dates
from plainspoken.plans import Answer, Plan
from plainspoken.record import Withdrawn
from plainspoken.records import Finding, Inspection, Judgement, Recommendation
from plainspoken.reference import Area, Authority, Framework, Source, Term, Topic
from plainspoken.references import areas, portal_language
from plainspoken.settings import Interface, Settings
from plainspoken.story import Story

Key = tuple[str, str]
"""An inspection: (authority, inspection)."""

UNKNOWN = Dates((), "date not known")


@dataclass(frozen=True, slots=True)
class Reference:
    """What any page may look up: small, the same for all, sent to each worker once."""

    settings: Settings
    words: Interface
    """Of the portal's own language."""
    languages: dict[str, Interface]
    """All, by their files' names; the portal's own is the first."""
    frameworks: dict[str, Framework]
    authorities: dict[str, Authority]
    sources: dict[str, Source]
    topics: dict[str, Topic]
    glossary: dict[str, Term]
    threads: dict[tuple[str, str], None] = field(default_factory=dict)
    """(authority, topic) of each concern that two or more papers of one place speak of: these have a page of their own."""
    withdrawn: frozenset[str] = frozenset()
    """What was withdrawn, as links in Markdown name it: inspection:authority/inspection, and source: of a paper that told of nothing else."""

    @property
    def language(self) -> str:
        """The portal's own, as its file in languages/ is named."""
        return next(iter(self.languages))

    @property
    def forms(self) -> dict[str, str]:
        """Every written form of a hard word -> its id."""
        return {form: name for name, term in self.glossary.items() for form in (term.term, *term.also)}


@dataclass(frozen=True, slots=True)
class Statement:
    """What one paper says has become of a recommendation."""

    council: bool
    """Said by the authority itself, not by inspectors."""
    on: Dates
    state: str
    text: str
    source: str
    where: tuple[str, ...]
    inspection: Key
    """The inspection, or the one whose plan it is, that the paper belongs to."""


@dataclass(frozen=True, slots=True)
class Card:
    """A short view of one inspection, for lists and links."""

    key: Key
    framework: str
    title: str
    noun: str
    """What it is in a word: assessment, review."""
    coverage: str
    date: Dates
    """When it was: the visit, else the publication, else what came of it."""
    standfirst: str
    source: str
    where: tuple[str, ...]
    headline: tuple[Judgement, ...]
    """Judgements of the framework's headline areas, else the only ones known."""
    counts: dict[str, int]
    plan: Plan | None = None
    also: tuple[str, ...] = ()

    @property
    def year(self) -> str:
        """The year it is filed under; empty when not known."""
        return self.date.year


@dataclass(frozen=True)
class Portal:
    """The whole content, indexed."""

    content: Content
    reference: Reference
    cards: dict[Key, Card] = field(default_factory=dict)
    withdrawn: dict[Key, Withdrawn] = field(default_factory=dict)
    """Inspections that are no longer shown, and why."""
    appearances: dict[str, list[Appearance]] = field(default_factory=dict)
    """Every time each topic is spoken of, oldest first."""
    concerns: dict[str, dict[str, list[Appearance]]] = field(default_factory=dict)
    """For each authority, every time each topic is spoken of there, oldest first."""

    @cached_property
    def oldest_first(self) -> list[Card]:
        """Every inspection, oldest first."""
        return sorted(self.cards.values(), key=lambda card: (card.date.sort, card.key))

    @cached_property
    def by_authority(self) -> dict[str, list[Card]]:
        """Inspections of each authority, also those it shares, oldest first."""
        found: dict[str, list[Card]] = {name: [] for name in self.reference.authorities}
        for card in self.oldest_first:
            for name in dict.fromkeys((card.key[0], *card.also)):
                found[name].append(card)
        return found

    @cached_property
    def by_framework(self) -> dict[str, list[Card]]:
        """Inspections under each framework, oldest first."""
        found: dict[str, list[Card]] = {name: [] for name in self.reference.frameworks}
        for card in self.oldest_first:
            found[card.framework].append(card)
        return found

    @cached_property
    def successors(self) -> dict[str, list[str]]:
        """Authorities that came from another, by its id."""
        found: dict[str, list[str]] = defaultdict(list)
        for name, authority in sorted(self.reference.authorities.items()):
            for before in authority.predecessors:
                found[before.authority].append(name)
        return found

    @cached_property
    def statements(self) -> dict[Key, dict[str, tuple[Statement, ...]]]:
        """What papers say has become of each thing an inspection asked for, by its id, oldest first."""
        found: dict[Key, dict[str, list[Statement]]] = {key: defaultdict(list) for key in self.cards}
        for key, plan in self.content.plans.items():
            for answer in plan.answers:
                if answer.progress:
                    found[key][answer.recommendation].append(_council_says(answer, plan, key))
        for key, inspection in self.content.inspections.items():
            for said in inspection.progress:
                of, item = target(said.of)
                date = said.on or inspection.published or inspection.visited or UNKNOWN
                found[of][item].append(Statement(False, date, said.state, said.text, said.source or inspection.source, said.where, key))
        return {key: {item: tuple(sorted(said, key=lambda one: one.on.sort)) for item, said in items.items()} for key, items in found.items()}

    @cached_property
    def days(self) -> dict[Key, str]:
        """The ISO day when each inspection, or its plan, was added or last changed."""
        plans = self.content.plans
        return {key: max(changed(one), changed(plans[key]) if key in plans else "") for key, one in self.content.inspections.items()}

    def updated(self, keys: Iterable[Key]) -> str:
        """The newest day of these inspections; empty for none."""
        return max((self.days[key] for key in keys), default="")

    @cached_property
    def stories(self) -> dict[Key, dict[str, Story]]:
        """What each inspection's young-people.md tells, by language, the portal's own first."""
        found: dict[Key, dict[str, Story]] = defaultdict(dict)
        for key, text in sorted(self.content.stories.items(), key=lambda pair: pair[0]):
            language = key[2] if len(key) == 3 else self.reference.language
            found[key[0], key[1]][language] = story.read(text, "", self.reference.languages[language].young_headings)[0]
        return {key: found[key] for key in self.cards if key in found}

    def asked(self, key: Key) -> list[Recommendation | Finding]:
        """All that an inspection asked for: recommendations, then findings of the kinds that ask for better."""
        inspection, kinds = self.content.inspections[key], self.reference.settings.improvement_kinds
        return asked(inspection, kinds)

    def returned_to(self, key: Key) -> list[Finding]:
        """Findings that asked for nothing, and of which a paper says later what has become."""
        inspection, kinds = self.content.inspections[key], self.reference.settings.improvement_kinds
        return [one for one in inspection.findings if one.kind not in kinds and one.id in self.statements[key]]


def changed(record: Inspection | Plan) -> str:
    """The ISO day when a record was added or last changed."""
    return max(day.sort for day in (record.added, *(change.on for change in record.changes)))


def asked(inspection: Inspection, kinds: Collection[str]) -> list[Recommendation | Finding]:
    """Recommendations, then findings of these kinds."""
    return [*inspection.recommendations, *(one for one in inspection.findings if one.kind in kinds)]


def target(reference: str) -> tuple[Key, str]:
    """The inspection and the item that authority/inspection#item points at."""
    name, _, item = reference.partition("#")
    authority, _, inspection = name.partition("/")
    return (authority, inspection), item


def _council_says(answer: Answer, plan: Plan, key: Key) -> Statement:
    text = (answer.done or answer.position or ("",))[0]
    return Statement(True, plan.published, answer.progress or "", text, plan.source, answer.places("progress"), key)


def build(content: Content) -> Portal:
    """The portal of checked content. Withdrawn inspections are left out."""
    sources = content.sources.keys()
    content, gone = withdrawn.split(content)
    hidden = frozenset([*(f"inspection:{'/'.join(key)}" for key in gone), *(f"source:{name}" for name in sources - content.sources.keys())])
    settings = only(content.settings)
    own = portal_language(content)
    languages = {own: content.languages[own], **content.languages}
    cards = {key: _card(key, inspection, content) for key, inspection in content.inspections.items()}
    appearances = _appearances(content, cards, settings.improvement_kinds)
    concerns = _concerns(appearances, cards, content.authorities)
    threads = sorted((name, topic) for name, topics in concerns.items() for topic, found in topics.items() if len(papers(found)) > 1)
    reference = Reference(settings, content.languages[own], languages, content.frameworks, content.authorities,
                          content.sources, content.topics, content.glossary, dict.fromkeys(threads), hidden)
    return Portal(content, reference, cards, gone, appearances, concerns)


def _appearances(content: Content, cards: dict[Key, Card], improvements: Collection[str]) -> dict[str, list[Appearance]]:
    found: dict[str, list[Appearance]] = {name: [] for name in content.topics}
    for key, card in cards.items():
        inspection = content.inspections[key]
        for one in of_inspection(inspection, key, card.date, improvements):
            found[one.topic].append(one)
        for one in of_plan(card.plan, inspection, key) if card.plan else ():
            found[one.topic].append(one)
    return {topic: sorted(ones, key=lambda one: (one.date.sort, one.inspection, one.council)) for topic, ones in found.items()}


def _concerns(appearances: dict[str, list[Appearance]], cards: dict[Key, Card], names: Iterable[str]) -> dict[str, dict[str, list[Appearance]]]:
    found: dict[str, dict[str, list[Appearance]]] = {name: {} for name in names}
    for topic, ones in appearances.items():
        for one in ones:
            for name in dict.fromkeys((one.inspection[0], *cards[one.inspection].also)):
                found[name].setdefault(topic, []).append(one)
    return found


def _card(key: Key, inspection: Inspection, content: Content) -> Card:
    framework = content.frameworks[inspection.framework]
    first = [one for area in framework.headline for one in inspection.judgements if one.area == area]
    only_ones = inspection.judgements if len(inspection.judgements) <= 3 else ()
    counts = {"judgements": len(inspection.judgements), "findings": len(inspection.findings),
              "recommendations": len(inspection.recommendations), "figures": len(inspection.figures)}
    return Card(
        key, inspection.framework, inspection.title or framework.title or framework.name, framework.noun, inspection.coverage,
        _date(inspection, framework), inspection.standfirst or "", inspection.source,
        inspection.where, tuple(first or only_ones), counts, content.plans.get(key), inspection.also)


def _date(inspection: Inspection, framework: Framework) -> Dates:
    """When it was: the visit, else the publication, else what came of it, else its framework's one year."""
    opened = (outcome.opened for outcome in inspection.outcomes)
    years = framework.years if framework.years and framework.years.iso else None
    return inspection.visited or inspection.published or next(filter(None, opened), None) or years or UNKNOWN


def area_of(framework: Framework, name: str) -> Area:
    """An area of a framework by its id."""
    return next(area for area in areas(framework) if area.id == name)
