"""What a publisher writes of an inspection -> frozen records.

These classes are the schema: the reader checks content against them field by field, `python build.py schema` turns
them into JSON Schema, and the line under a field is its documentation. A field without a default must be written.
A list of one may be written without its brackets. Records know nothing of addresses, templates or files.
"""

from dataclasses import dataclass, field
from typing import Literal

from plainspoken.dates import Dates
from plainspoken.fields import Count, Id, Prose, Ref, Where, Word
from plainspoken.record import Body, Change, Record, Withdrawn
from plainspoken.tellings import Edition, Telling, Tried


@dataclass(frozen=True, slots=True, kw_only=True)
class Regrade(Record):
    """A grade the inspectorate changed after it was printed."""

    before: Word = field(metadata={"key": "from"})
    """The grade as it was."""
    on: Dates | None = None
    by: Prose | None = None
    why: Prose | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement(Record):
    """What the inspectors decided of one area. Exactly one of grade, words, state and counts says it."""

    area: Ref
    """An area of the framework."""
    aspect: Ref | None = None
    """A second area of the framework, where the paper prints a grid."""
    grade: Word | None = None
    """A step of the scale of this area."""
    words: Prose | None = None
    """The printed phrase, where it stands on no scale."""
    state: Word | None = None
    """Why there is no grade: a general state (language file) or one the framework adds."""
    counts: dict[str, Count] | None = None
    """How many of each grade, where many providers were judged at once."""
    of: Count | None = None
    """What the counts add up to, as printed; more, where only some grades are counted."""
    scale: Word | None = None
    """A scale of the framework, where it is not the area's own."""
    printed: Prose | None = None
    """The paper's own wording or digit, where it differs from the label or digit of the scale's step."""
    given: Literal["words", "digit", "both"] | None = None
    """How the paper prints the grade, where that differs from its scale: `words` for no digit."""
    standing: Literal["provisional", "indicative", "withdrawn"] | None = None
    """Where it was not final, or did not stand."""
    changed: Regrade | None = None
    limited_by: Ref | None = None
    """Another inspection whose result capped this grade."""
    text: Prose | None = None
    """One sentence, ours, that says what lay behind it."""
    source: Ref | None = None
    """Where it comes from another paper than the inspection's own."""
    where: tuple[Where, ...]

    @property
    def decided(self) -> bool:
        """Something was, on a scale, in the paper's own words or in numbers; else `state` says why not."""
        return self.state is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding(Record):
    """What inspectors saw: a strength, a weakness, something to look at next time."""

    id: Id
    kind: Word
    """One of the kinds in portal.yaml: strength, improvement, focus …"""
    called: Prose | None = None
    """What the paper calls it, where that differs from the kind's label."""
    area: Ref | None = None
    topics: tuple[Ref, ...] = ()
    text: Prose
    """In our own words."""
    source: Ref | None = None
    where: tuple[Where, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Recommendation(Record):
    """What inspectors asked for, whatever the paper calls it."""

    id: Id
    """Its address for life is the inspection's, with #id."""
    number: Word | None = None
    """The number the paper prints, or ours when `numbered: ours` stands in the inspection."""
    called: Prose | None = None
    """What the paper calls it: area for improvement, priority action."""
    to: Prose | None = None
    """Who is asked to act."""
    within: Word | None = None
    """A time band of the framework."""
    area: Ref | None = None
    topics: tuple[Ref, ...] = ()
    text: Prose
    """In our own words."""
    source: Ref | None = None
    where: tuple[Where, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure(Record):
    """A number the paper prints."""

    id: Id
    name: Prose
    """What was counted, in our words."""
    value: Prose
    """As printed: 88, all, four, 1,200."""
    qualifier: Word | None = None
    """over, almost, about, at least, fewer than, provisional."""
    unit: Prose | None = None
    """%, people, schools, for every 1,000 homes."""
    period: Dates | None = None
    """When it was so. Left out where the paper does not say."""
    compared: Prose | None = None
    """How it stood against others, as the paper says: above similar areas and England."""
    definition: Prose | None = None
    """What exactly was counted, where the paper says or two figures only look alike."""
    series: Word | None = None
    """A name shared with figures that count the same at other times: same name, unit and definition, a number, a period."""
    area: Ref | None = None
    topics: tuple[Ref, ...] = ()
    source: Ref | None = None
    where: tuple[Where, ...]


Numbered = Finding | Recommendation | Figure
"""What carries an id, and may carry topics."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome(Record):
    """A result other than a grade: a notice, a direction, an intervention, special measures."""

    kind: Word
    """A word or two for what it was: notice, direction, intervention."""
    text: Prose
    opened: Dates | None = None
    """When it began."""
    closed: Dates | None = None
    """When it was ended."""
    source: Ref | None = None
    where: tuple[Where, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress(Record):
    """What this paper says has become of an earlier recommendation or area for improvement."""

    of: Ref
    """authority/inspection#id."""
    state: Literal["not-started", "under-way", "council-says-done", "inspectors-confirmed", "raised-again"]
    """How far it is, and who says so."""
    on: Dates | None = None
    """When it was so; the paper's own date unless told."""
    text: Prose
    source: Ref | None = None
    where: tuple[Where, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Note(Record):
    """Something a reader should know of a fact: the source contradicts itself, a word was misread, two figures only look alike."""

    about: tuple[Word, ...] = ()
    """Ids of items, or areas, it stands beside; none: the whole page."""
    title: Prose
    text: Prose
    unlike: tuple[Ref, ...] = ()
    """Figures of other papers, authority/inspection#id, that those it is about only look like."""
    untraced: tuple[Word, ...] = ()
    """Figures, dates or grades of what it is about that the evidence check cannot find, as it prints them; the text says why."""
    source: Ref | None = None
    where: tuple[Where, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspection(Record):
    """inspections/<authority>/<inspection>/inspection.yaml"""

    framework: Ref
    """The kind of inspection it was: a file in frameworks/."""
    title: Prose | None = None
    """Where the paper's own differs from the framework's name, or another inspection of the place has that name and date too."""
    coverage: Literal["full", "partial", "known"]
    """full: the paper is held; partial: known through another paper; known: we know it took place."""
    standfirst: Prose | None = None
    """The story in one to three short sentences, ours."""
    source: Ref
    """The paper it comes from. Items from another paper name theirs."""
    where: tuple[Where, ...] = ()
    """Where that paper mentions it, when it is another's paper."""
    visited: Dates | None = None
    """When inspectors were there."""
    published: Dates | None = None
    """When the result was published. Left out when no paper held says."""
    bodies: tuple[Body, ...] = ()
    """Where they differ from the framework's."""
    delivered_by: Prose | None = None
    """Who ran the service, where it was not the authority."""
    numbered: Literal["printed", "ours"] = "printed"
    """Whose numbers the recommendations carry."""
    also: tuple[Ref, ...] = ()
    """Other authorities on whose pages it is listed."""
    follows: Ref | None = None
    """The inspection it returns to."""
    alongside: tuple[Ref, ...] = ()
    """Inspections of the same place at the same time that belong to it."""
    judgements: tuple[Judgement, ...] = ()
    findings: tuple[Finding, ...] = ()
    recommendations: tuple[Recommendation, ...] = ()
    figures: tuple[Figure, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    progress: tuple[Progress, ...] = ()
    notes: tuple[Note, ...] = ()
    young_people: Edition | None = None
    """When young-people.md was written, and who translated it."""
    told: tuple[Telling, ...] = ()
    checked_with: tuple[Tried, ...] = ()
    added: Dates
    """The day this record entered the portal."""
    changes: tuple[Change, ...] = ()
    was: tuple[Ref, ...] = ()
    """Former ids, authority/inspection, the oldest first: their addresses point here, and the oldest stays its name in feeds."""
    withdrawn: Withdrawn | None = None
