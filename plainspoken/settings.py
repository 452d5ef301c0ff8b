"""What a publisher writes of the portal itself -> frozen records: portal.yaml and languages/."""

from dataclasses import dataclass, field
from typing import ClassVar, Literal

from plainspoken.dates import Dates
from plainspoken.fields import Address, Base, Language, Markdown, Number, Prose, Telephone, Word
from plainspoken.record import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Publisher(Record):
    """Who runs the portal."""

    name: Prose
    about: Prose
    """What it is and is not: one sentence that every page shows."""
    signs: Prose | None = None
    """The role that signs letters, where the publisher is the one that was inspected."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Called(Record):
    """What those inspected are called on pages."""

    one: Prose
    """One of them: authority."""
    many: Prose
    """Several: authorities."""
    answering: Prose = "the council"
    """Those who answer inspectors and write plans, as one of them, with its article: the service, which gives "the service’s answer"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerRoute(Record):
    """A way for young people to answer, shown only when somebody reads what comes."""

    holds_contacts: ClassVar[bool] = True

    name: Prose
    kind: Literal["form", "post", "e-mail"]
    """How an answer is sent."""
    to: Prose
    """The address."""
    read_by: Prose
    """A role."""
    how_often: Prose
    """How often somebody reads what came."""
    reply: Prose
    """Whether and when an answer comes back."""
    if_worried: Prose
    """What happens when somebody writes that they are not safe."""
    privacy: Prose
    """What is kept, where and how long."""
    checked: Dates | None = None
    """The day a person tried it."""
    checked_by: Prose | None = None
    """Who, as a role."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpLine(Record):
    """Somebody to talk to."""

    holds_contacts: ClassVar[bool] = True

    name: Prose
    about: Prose
    """Who it is for, and when."""
    number: Telephone | None = None
    """To ring."""
    address: Address | None = None
    """Their own page."""
    checked: Dates | None = None
    """The day a person rang it or read the owner's page."""
    checked_by: Prose | None = None
    """Who, as a role."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingLimits(Record):
    """How hard the young people's edition may be."""

    mean_sentence: Number = "12"
    """Words in a sentence on average, at most."""
    longest_sentence: Number = "20"
    """Words in the longest sentence, at most."""
    grade: Number = "5"
    """Reading grade, at most."""
    fewest_words: Number = "150"
    """Words in the whole, at least, where the paper is held."""
    most_words: Number = "350"
    """Words in the whole, at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings(Record):
    """portal.yaml"""

    title: Prose
    """The portal's name."""
    tagline: Prose
    """What this is, in a sentence a stranger understands: the home page's heading."""
    introduction: Markdown
    """A few sentences below it."""
    base_address: Base
    """Where the portal will stand; printed, cited and given to feeds."""
    language: Language = "en-GB"
    """The language of its pages: a file in languages/."""
    publisher: Publisher
    called: Called
    regions: dict[str, Prose]
    """Parts of the country, by which authorities are listed: north-coast: North Coast."""
    kinds: dict[str, Prose]
    """Kinds of authority: combined: Combined fire authority."""
    themes: dict[str, Prose] = field(default_factory=dict)
    """Rows of a place's table of judgements over the years, in order; areas of frameworks name theirs."""
    finding_kinds: dict[str, Prose]
    """Kinds of finding, in the order pages show them, with their labels: strength: Done well, improvement: To improve."""
    improvement_kinds: tuple[Word, ...]
    """Those of them that the register of recommendations lists too: improvement."""
    strength_kinds: tuple[Word, ...] = ()
    """Those of them that tell what went well."""
    weakness_kinds: tuple[Word, ...] = ()
    """Those of them that tell what did not: with what was asked for they make a concern that was raised."""
    licence: Prose
    """Of our own words and data."""
    licence_address: Address | None = None
    """Where that licence stands in full, for data files and machines."""
    source_line: Prose
    """Stands on every page: our words, their facts, and where they come from."""
    answer_routes: tuple[AnswerRoute, ...] = ()
    emergency_number: Telephone
    """To ring in danger: the first line of help on every page for young people."""
    help_lines: tuple[HelpLine, ...] = ()
    leave_address: Address | None = None
    """Where the young people's "leave this page" goes."""
    reading: ReadingLimits = ReadingLimits()


@dataclass(frozen=True, slots=True, kw_only=True)
class Interface(Record):
    """languages/<lang>.yaml: the words of the interface."""

    name: Prose
    """The language's own name for itself."""
    direction: Literal["ltr", "rtl"] = "ltr"
    """Which way it is written."""
    states: dict[str, Prose]
    """General reasons for no grade."""
    coverage: dict[str, Prose]
    """Words for full, partial and known."""
    answers: dict[str, Prose]
    """Words for the answers a plan gives."""
    progress: dict[str, Prose]
    """Words for how far something is, and who says so."""
    answer_meanings: dict[str, Prose] = field(default_factory=dict)
    """What each answer means on this portal, in a sentence; none where the words say enough."""
    progress_meanings: dict[str, Prose] = field(default_factory=dict)
    """The same of each state of progress."""
    standings: dict[str, Prose]
    """Words for grades that were not final."""
    tellings: dict[str, Prose]
    """Words for how far young people have been told."""
    comparisons: dict[str, Prose]
    """Words for yes, in-part and no."""
    placings: dict[Word, Prose] = field(default_factory=dict)
    """Words for clear and unclear, in the data files: whether a plan shows which action a date belongs to."""
    intervals: dict[Word, Prose] = field(default_factory=dict)
    """Words for how often an action comes again, in the data files."""
    papers: dict[Word, Prose] = field(default_factory=dict)
    """Words for inspection and plan, in the data files: the record that a row comes from."""
    voices: dict[Word, Prose] = field(default_factory=dict)
    """Words for council and inspectors, in the data files: whose word something is."""
    young_headings: dict[Word, Prose]
    """Headings of the fixed sections of young-people.md: about, well, better, promised."""
    young: dict[Word, Prose]
    """Sentences of the young people's edition that no publisher writes for each inspection. `{place}` and the like are filled in."""
    blame: tuple[Prose, ...] = ()
    """Phrases that would blame a child. `(one|other)` is a choice, `…` stands for up to four words."""
    addressing: tuple[Prose, ...] = ()
    """Phrases that speak to the reader, written likewise: findings are about children, then."""
    few: tuple[Prose, ...] = ()
    """Phrases that count so few children that one could be known, written likewise."""


YOUNG: dict[str, tuple[str, ...]] = {
    # Every page.
    "kind": ("place", "when"), "title": ("place",), "then": ("year",), "then-undated": (), "later": ("place", "year"), "lead": (),
    "leave": (), "leave-about": (), "listen": (), "listen-stop": (), "languages": (), "here": (), "help": (), "danger": ("number",), "checked": ("when", "who"),
    "not-checked": (), "none-checked": (), "and": (), "website": (), "footer": ("title",), "search": (), "home": (), "front-title": (),
    # The page of an inspection.
    "who": (), "who-looked": ("bodies",), "visited": ("when",), "published": ("when",), "told-elsewhere": ("source",),
    "grade": (), "grade-here": ("place",), "grade-of": ("areas",), "grade-digit": ("digit", "best"), "grade-words": ("area", "words"), "grade-words-only": (),
    "grade-none": (),
    "nothing": (), "little": (), "next": (), "asked": ("count",), "asked-one": (), "asked-all": (), "changes": ("count",), "changes-one": (),
    "promised-by": ("when",), "promised-unclear": ("when",),
    "promised-nothing": (), "promised-unknown": (), "unknown": (), "unknown-all": (),
    "since": (), "since-unknown": (), "since-nothing": (), "since-raised-again": ("when",), "since-inspectors-confirmed": ("when",),
    "since-council-says-done": ("when",), "since-council-under-way": ("when",), "since-council-not-started": ("when",),
    "since-inspectors-under-way": ("when",), "since-inspectors-not-started": ("when",),
    "told": (), "told-promised": (), "told-unknown": (),
    "say": (), "say-right": (), "say-nobody-reads": (), "say-to": (), "say-read-by": (), "say-how-often": (), "say-reply": (), "say-if-worried": (),
    "say-privacy": (),
    "page": (), "written": ("when", "source"), "not-tried": (), "tried": ("who", "when", "changed"), "translated": ("by", "when"), "proof": (),
    "poster": (), "letter": (), "adults": (), "over-the-years": ("place",), "all-stories": (),
    # The ways in.
    "front": (), "front-lead": (), "front-stories": (), "place-lead": (), "place-untold": (), "read-story": (), "went-well": (), "get-better": (),
    # Poster and letter.
    "back": (), "one-sheet": (), "poster-address": (), "poster-code": (), "poster-note": (), "poster-source": ("source",), "poster-title": ("title",),
    "letter-title": ("title",), "letter-dear": ("place",), "letter-about": ("year", "place"), "letter-about-undated": ("place",), "letter-from": ("title",),
    "letter-from-council": ("signs",), "letter-written": ("when", "source"), "letter-close": (), "letter-signed": ("title",),
}
"""Sentences of a language file's `young`, and what is filled into each."""
