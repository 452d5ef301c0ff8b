"""Checked content -> Portal: read-only indexes, and the questions pages ask of them.

After gate 1 every reference leads somewhere, so nothing here asks what if not.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from plainspoken import withdrawn
from plainspoken.appearances import Appearance, of_inspection, of_plan, spoken_of
from plainspoken.content import Content
from plainspoken.dates import Dates
from plainspoken.plans import Answer, Plan
from plainspoken.recall import remembered
from plainspoken.record import Withdrawn
from plainspoken.records import Finding, Inspection, Judgement, Recommendation
from plainspoken.refer import Key, Reference, followed, refer, tales
from plainspoken.reference import Area, Comparison, Framework
from plainspoken.references import areas, called, when
from plainspoken.story import Story

UNKNOWN = Dates((), "date not known")
FEW = 3
"""Judgements that stand for a whole inspection at most, where its framework's own for that are not known."""


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
class Planned:
    """A short view of a plan."""

    title: str
    source: str
    published: Dates
    answers: int


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
    """Judgements of the framework's headline areas; where none of these decided anything, the few that are known to have."""
    counts: dict[str, int]
    plan: Planned | None = None
    also: tuple[str, ...] = ()

    @property
    def year(self) -> str:
        """The year it is filed under; empty when not known."""
        return self.date.year


@dataclass(frozen=True)
class Portal:
    """The whole content, indexed; or what the pages of some places need of it."""

    content: Content
    reference: Reference
    cards: dict[Key, Card] = field(default_factory=dict)
    withdrawn: dict[Key, Withdrawn] = field(default_factory=dict)
    """Inspections that are no longer shown, and why."""
    days: dict[Key, str] = field(default_factory=dict)
    """The ISO day when each inspection, or its plan, was added or last changed."""
    counts: dict[tuple[str, ...], int] = field(default_factory=dict)
    """How many inspections each list holds, as `facets.counts` has it; empty where nobody has counted yet."""
    homes: Collection[str] = ()
    """The authorities whose own pages are made of this."""
    mine: Collection[Key] | None = None
    """The inspections whose own pages are; all where none are named."""

    @cached_property
    def appearances(self) -> dict[str, list[Appearance]]:
        """Every time each topic is spoken of, oldest first."""
        found: dict[str, list[Appearance]] = {name: [] for name in self.reference.topics}
        improvements = self.reference.settings.improvement_kinds
        for key, card in self.cards.items():
            inspection = self.content.inspections[key]
            for one in of_inspection(inspection, key, card.date, improvements):
                found[one.topic].append(one)
            for one in of_plan(self.content.plans[key], inspection, key) if card.plan else ():
                found[one.topic].append(one)
        return {topic: sorted(ones, key=lambda one: (one.date.sort, one.inspection, one.council)) for topic, ones in found.items()}

    @cached_property
    def concerns(self) -> defaultdict[str, dict[str, list[Appearance]]]:
        """For each authority that is spoken of, every time each topic is spoken of there, oldest first."""
        found: dict[str, dict[str, list[Appearance]]] = defaultdict(dict)
        for topic, ones in self.appearances.items():
            for one in ones:
                for name in dict.fromkeys((one.inspection[0], *self.cards[one.inspection].also)):
                    found[name].setdefault(topic, []).append(one)
        return defaultdict(dict, sorted(found.items()))

    @cached_property
    def own(self) -> list[Card]:
        """Inspections whose own pages are made of this, oldest first."""
        return [card for card in self.oldest_first if self.mine is None or card.key in self.mine]

    @cached_property
    def named(self) -> dict[Key, Card]:
        """Cards as they are named on pages that do not tell them: without what changes most, so that its edit is nothing to those pages."""
        return {key: replace(card, standfirst="", where=(), counts={}) for key, card in self.cards.items()}

    @cached_property
    def oldest_first(self) -> list[Card]:
        """Every inspection, oldest first."""
        return sorted(self.cards.values(), key=lambda card: (card.date.sort, card.key))

    @cached_property
    def by_authority(self) -> defaultdict[str, list[Card]]:
        """Inspections of each authority that has some, also those it shares, oldest first."""
        found: dict[str, list[Card]] = defaultdict(list)
        for card in self.oldest_first:
            for name in dict.fromkeys((card.key[0], *card.also)):
                found[name].append(card)
        return defaultdict(list, sorted(found.items()))

    @cached_property
    def places(self) -> dict[Key, int]:
        """Where each inspection stands in the line of its own authority."""
        return {card.key: at for name, line in self.by_authority.items() for at, card in enumerate(line) if card.key[0] == name}

    @cached_property
    def by_framework(self) -> dict[str, list[Card]]:
        """Inspections under each framework, oldest first."""
        found: dict[str, list[Card]] = {name: [] for name in self.reference.frameworks}
        for card in self.oldest_first:
            found[card.framework].append(card)
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
                if of in found:  # a part of the portal holds no more than its pages need
                    found[of][item].append(Statement(False, date, said.state, said.text, said.source or inspection.source, said.where, key))
        return {key: {item: tuple(sorted(said, key=lambda one: one.on.sort)) for item, said in items.items()} for key, items in found.items()}

    def updated(self, keys: Iterable[Key]) -> str:
        """The newest day of these inspections; empty for none."""
        return max((self.days[key] for key in keys), default="")

    @cached_property
    def stories(self) -> Mapping[Key, dict[str, Story]]:
        """What each inspection's young-people.md tells, by language, the portal's own first."""
        return {key: self.content.tales[key] for key in self.cards if key in self.content.tales}

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


def build(content: Content, reference: Reference | None = None, homes: Collection[str] | None = None) -> Portal:
    """The portal of checked content, withdrawn inspections left out; or what the pages of some places, `homes`, need of it.

    `reference` is that of the whole portal, where there is one already.
    """
    sources = content.sources.keys()
    content, gone = withdrawn.split(content)
    if not content.tales:
        content = replace(content, tales=tales(content))
    cards = {key: card(key, inspection, content) for key, inspection in content.inspections.items()}
    days = {key: day(inspection, content.plans.get(key)) for key, inspection in content.inspections.items()}
    spoken = ((key, one.also, spoken_of(one, content.plans.get(key))) for key, one in content.inspections.items())
    reference = reference or refer(content, followed(spoken), gone, sources - content.sources.keys())
    return Portal(content, reference, cards, gone, days, homes=reference.authorities if homes is None else homes)


def day(inspection: Inspection, plan: Plan | None) -> str:
    """The ISO day when an inspection, or its plan, was added or last changed."""
    return max(changed(inspection), changed(plan) if plan else "")


def card(key: Key, inspection: Inspection, content: Content) -> Card:
    """The short view of an inspection."""
    framework = content.frameworks[inspection.framework]
    plan = content.plans.get(key)
    counts = {"judgements": len(inspection.judgements), "findings": len(inspection.findings),
              "recommendations": len(inspection.recommendations), "figures": len(inspection.figures)}
    return Card(
        key, inspection.framework, called(inspection, framework), framework.noun, inspection.coverage,
        when(inspection, framework) or UNKNOWN, inspection.standfirst or "", inspection.source, inspection.where,
        tuple(_headline(inspection, framework)), counts, Planned(plan.title, plan.source, plan.published, len(plan.answers)) if plan else None,
        inspection.also)


def _headline(inspection: Inspection, framework: Framework) -> list[Judgement]:
    first = [one for area in framework.headline for one in inspection.judgements if one.area == area]
    if any(one.decided for one in first):
        return first
    others = [one for one in inspection.judgements if one not in first and (one.decided or not first)]
    return first + (others if len(others) <= FEW else [])


def area_of(framework: Framework, name: str) -> Area:
    """An area of a framework by its id."""
    return _areas(framework)[name]


@remembered
def _areas(framework: Framework) -> dict[str, Area]:
    """Its areas by id."""
    return {area.id: area for area in areas(framework)}


def compared(frameworks: Mapping[str, Framework], one: str, other: str) -> Comparison | None:
    """What is recorded of two kinds of inspection: the first one's record of the other, else the other's of it."""
    mine = next((record for record in frameworks[one].compare if record.framework == other), None)
    return mine or next((record for record in frameworks[other].compare if record.framework == one), None)
