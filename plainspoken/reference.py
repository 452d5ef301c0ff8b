"""What a publisher writes once for many inspections -> frozen records: frameworks, authorities, papers, words."""

from dataclasses import dataclass, field
from typing import Literal

from plainspoken.dates import Dates
from plainspoken.fields import Address, Hash, Id, Language, Markdown, Prose, Ref, Where, Word
from plainspoken.record import Body, Change, Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Step(Record):
    """One grade of a scale."""

    id: Id
    label: Prose
    """The word the paper uses."""
    printed: Word | None = None
    """The digit or letter it prints, when it prints one."""
    short: Prose | None = None
    """A shorter word, ours, where the label does not fit a cell."""
    about: Prose | None = None
    """What it meant then, in our words."""
    young: dict[Language, Prose] = field(default_factory=dict)
    """The same in a sentence for young people, by language."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale(Record):
    """Grades, the best first. Code knows no grade by name."""

    name: Prose | None = None
    """What the scale is for, where a framework has several."""
    steps: tuple[Step, ...]
    where: tuple[Where, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Area(Record):
    """Something a framework judges. Areas may hold areas; every id is unique in its framework."""

    id: Id
    title: Prose
    """As the paper has it."""
    short: Prose | None = None
    """Ours, where the title does not fit a cell."""
    reference: Word | None = None
    """The number or letter the framework prints."""
    scale: Word | None = None
    """Where it is not the framework's first scale."""
    theme: Word | None = None
    """A theme of portal.yaml: the row where it stands beside other frameworks' areas in a place's table over the years."""
    only: Prose | None = None
    """Whom or what alone it was judged for, where the row of its theme is about more: children in care. Shown below the grade."""
    icon: Word | None = None
    """A drawn icon, named for what it shows: heart, shield, star, hand, coin, house …"""
    about: Prose | None = None
    young: dict[Language, Prose] = field(default_factory=dict)
    """Its name for young people, by language, in lower case."""
    areas: "tuple[Area, ...]" = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeBand(Record):
    """How soon something was asked for."""

    id: Id
    label: Prose
    """As the paper words it."""
    young: dict[Language, Prose] = field(default_factory=dict)
    """The same for young people, by language, as it stands after a number: at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanElement(Record):
    """Something the framework, or an inspection under it, says an action plan must hold."""

    id: Id
    label: Prose
    """What is asked for, in our words."""
    short: Prose | None = None
    """A word, ours, for the head of a column."""
    field: Literal["lead", "responsible", "due", "success", "purpose", "resources", "support", "monitoring", "links", "target", "none"]
    """The field of an answer that holds it; none when the plan's form has no room for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison(Record):
    """May results of this framework be held beside another's?"""

    framework: Ref
    """The other one."""
    may: Literal["yes", "in-part", "no"]
    """Whether results of both may stand beside one another."""
    why: Prose
    """The reason, shown beside it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Framework(Record):
    """frameworks/<framework>.yaml: one edition of one kind of inspection."""

    name: Prose
    short: Prose | None = None
    """An abbreviation or a shorter name."""
    title: Prose | None = None
    """What an inspection under it is called on pages; the name unless told."""
    noun: Prose = "inspection"
    """What one of them is in a word: assessment, review, visit."""
    family: Prose | None = None
    """The line of frameworks it belongs to."""
    bodies: tuple[Body, ...] = ()
    years: Dates | None = None
    """The year or years this edition was used, as far as the papers held show."""
    about: Markdown
    """A plain account of how it worked."""
    young: dict[Language, Prose] = field(default_factory=dict)
    """Who looked, and how, in two or three short sentences for young people, by language."""
    young_name: dict[Language, Prose] = field(default_factory=dict)
    """What was checked, in a few words that stand over each story, by language; the official name unless told."""
    scales: dict[str, Scale] = field(default_factory=dict)
    """By id; the first is the one areas use unless they name another."""
    areas: tuple[Area, ...] = ()
    headline: tuple[Ref, ...] = ()
    """Areas shown first; none where there is no overall grade."""
    states: dict[str, Prose] = field(default_factory=dict)
    """Reasons for no grade that this framework adds, with their words."""
    time_bands: tuple[TimeBand, ...] = ()
    plan_elements: tuple[PlanElement, ...] = ()
    plan_elements_asked_by: Ref | None = None
    """The recommendation that asks plans to hold these, authority/inspection#id, where an inspection does and not the framework."""
    compare: tuple[Comparison, ...] = ()
    source: Ref | None = None
    """The paper its scales and areas were read from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Code(Record):
    """A code by which others know this place; it need not be unique."""

    system: Prose
    """Who gives the code: a statistics office, an inspectorate."""
    code: Word
    """As they write it."""
    start: Dates | None = field(default=None, metadata={"key": "from"})
    """Since when."""
    end: Dates | None = field(default=None, metadata={"key": "to"})
    """Until when."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Predecessor(Record):
    """An authority this one came from."""

    authority: Ref
    """The earlier one."""
    extent: Literal["whole", "part"]
    """Whether all of it went into this one, or a part."""
    on: Dates | None = None
    note: Prose | None = None
    """What else a reader should know."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Authority(Record):
    """authorities/<authority>.yaml: a council, service, force, trust or partnership that is inspected."""

    name: Prose
    full_name: Prose | None = None
    """Its legal name."""
    names: dict[Language, Prose] = field(default_factory=dict)
    """Its name in other languages."""
    kind: Word
    """One of the kinds in portal.yaml."""
    region: Word | None = None
    """One of the regions in portal.yaml."""
    start: Dates | None = field(default=None, metadata={"key": "from"})
    """When it came to be."""
    end: Dates | None = field(default=None, metadata={"key": "to"})
    """When it ended."""
    codes: tuple[Code, ...] = ()
    predecessors: tuple[Predecessor, ...] = ()
    serves: tuple[Ref, ...] = ()
    """Other authorities whose people it serves."""
    story: Prose | None = None
    """Its history on this portal in two sentences."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source(Record):
    """sources/<source>.yaml: one paper. Its id is also the name of its text for the evidence check."""

    title: Prose
    """As printed."""
    short: Prose
    """How a citation names it: 2006 letter."""
    kind: Prose
    """Letter, report, cabinet paper."""
    publisher: Prose
    """The bodies that issued it."""
    published: Dates
    """As printed on it."""
    licence: Prose
    """What may be done with it, in our words."""
    address: Address | None = None
    """As printed; it may be dead."""
    hash: Hash | None = None
    """SHA-256 of the text it was read from."""
    about: Prose | None = None
    """What kind of paper it is, in our words."""
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic(Record):
    """One concern, followed across places and years (topics.yaml, by id)."""

    name: Prose
    about: Prose
    """What belongs here, in a sentence."""
    icon: Word | None = None
    """A drawn icon, named for what it shows."""
    also: tuple[Prose, ...] = ()
    """Other words for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Term(Record):
    """A hard word (glossary.yaml, by id)."""

    term: Prose
    """As it is written in the papers and marked on pages."""
    plain: Prose
    """What it means, in plain English."""
    young: dict[Language, Prose] = field(default_factory=dict)
    """The same in one short sentence for young people, by language; it stands below the word on their pages."""
    also: tuple[Prose, ...] = ()
    """Other forms to mark: the plural, the abbreviation."""
