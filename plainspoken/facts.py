"""Records -> the facts that the evidence check holds: figures, dates, printed grades, each with its paper and place.

A fact is what must stand in the paper as it stands in the record: a figure's value, a date, a grade's digit or word,
and every number that our own words carry.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from plainspoken.almanac import mentions, wanted
from plainspoken.dates import Dates, listed
from plainspoken.numerals import figures, is_number, tokens
from plainspoken.plans import Plan
from plainspoken.portal import Portal, area_of, target
from plainspoken.problems import NOWHERE, Place, Text
from plainspoken.records import Figure, Finding, Inspection, Judgement, Outcome, Progress, Recommendation
from plainspoken.refer import Key
from plainspoken.reference import Framework, Source
from plainspoken.references import place_of, scale_of
from plainspoken.tellings import Telling

Tokens = tuple[str, ...]
Placed = Judgement | Finding | Recommendation | Figure | Outcome | Progress | Telling
"""What names its own places."""

BRACKET = re.compile(r"\(((?:[^()]|\([^()]*\))+)\)")
CITED = re.compile(r".*(?:paragraph \d+|table)|\d+(?:\.\d+)+", re.IGNORECASE | re.DOTALL)
"""Places in a summary's brackets, within a paragraph; at its end anything in brackets is a place."""
COMMA = re.compile(r"(?<=\d), (?=(?:paragraph )?\d)")
"""Stands between the places of "paragraph 3, paragraph 10" and "3.1, 3.5"."""

TOLD = ("why", "requirement", "purpose", "target", "success", "monitoring", "resources", "support", "links", "inspectors_said", "position", "done")
"""Fields of an answer that are told in words."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that must stand in a paper."""

    kind: str
    """figure, number, date, words, grade, digit, item, band"""
    shown: str
    """As a message and a note name it: 88%, May 2008, fair."""
    needed: tuple[Tokens, ...]
    """What must stand at one of its places, all of it: words and numbers in a row; of a date its key."""
    source: str
    where: tuple[str, ...]
    """Its places; none: the paper as a whole."""
    about: tuple[str, ...] = ()
    """What a note that excuses it is about: ids of the item, its area, the part of the record; none: the whole page."""
    title: str = ""
    """Of a grade: its area, which heads its row in a table."""
    among: tuple[Tokens, ...] = ()
    """Of a grade the labels of its scale, of a time band all bands: what might stand there instead."""
    place: Place = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Context:
    """What the words of a record may name without stating it: papers and their dates."""

    own: tuple[str, ...]
    """Dates of the inspection, its plan and its paper, which are facts of their own."""
    spoken: tuple[str, ...]
    """The same, and the months and years they are in."""
    targets: dict[str, tuple[str, ...]]
    """The months and years of the earlier inspections that its statements on progress speak of."""
    names: tuple[Tokens, ...]
    """How papers of this place are cited: 2006 letter."""


class At(NamedTuple):
    """Where facts stand: their paper, their places in it, and what they are about."""

    source: str
    where: tuple[str, ...]
    about: tuple[str, ...] = ()


def context(portal: Portal, key: Key) -> Context:
    """What the records of an inspection and its plan may name."""
    sources = portal.reference.sources
    cited = {one for card in portal.by_authority[key[0]] for one in (card.source, *((card.plan.source,) if card.plan else ()))}
    own = _own(portal, key)
    return Context(own, _spoken(own), {one.of: _spoken(_own(portal, target(one.of)[0])) for one in portal.content.inspections[key].progress},
                   tuple(sorted({tuple(tokens(sources[one].short)) for one in cited})))


def _own(portal: Portal, key: Key) -> tuple[str, ...]:
    record, plan = portal.content.inspections[key], portal.content.plans.get(key)
    known = (record.visited, record.published, portal.reference.sources[record.source].published, plan.published if plan else None)
    return tuple(sorted({name for found in known if found for name in _keys(found)}))


def _spoken(keys: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted({part for name in keys for part in (name, name[:7], name[:4])}))


def digest(facts: Iterable[Fact]) -> str:
    """SHA-256 of facts, their papers and places: it changes with any of them, and with nothing else."""
    held = [(one.kind, one.shown, one.source, one.where, one.about, one.title) for one in facts]
    return hashlib.sha256(json.dumps(held, ensure_ascii=False).encode()).hexdigest()


def of_source(name: str, source: Source) -> list[Fact]:
    """When a paper was published, which it prints itself."""
    return list(_date(source.published, At(name, ())))


def of_inspection(inspection: Inspection, framework: Framework, summary: str, known: Context) -> list[Fact]:
    """The facts of an inspection and its summary, in the order in which they are written."""
    return list(dict.fromkeys(_inspection(inspection, framework, summary, known)))


def of_plan(plan: Plan, framework: Framework, known: Context) -> list[Fact]:
    """The facts of a plan."""
    return list(dict.fromkeys(_plan(plan, framework, known)))


def _inspection(inspection: Inspection, framework: Framework, summary: str, known: Context) -> Iterator[Fact]:
    paper = At(inspection.source, inspection.where)

    def at(item: Placed, *about: str) -> At:
        return At(item.source or paper.source, item.where, about)
    yield from _date(inspection.visited, paper._replace(about=("visited",)))
    yield from _date(inspection.published, paper._replace(about=("published",)))
    yield from _said(inspection.standfirst, paper, known)
    for judgement in inspection.judgements:
        yield from _judgement(judgement, framework, at(judgement, *filter(None, (judgement.area, judgement.aspect))), known)
    for finding in inspection.findings:
        yield from _said(finding.text, at(finding, finding.id), known)
    for one in inspection.recommendations:
        yield from _recommendation(one, framework, at(one, one.id), inspection.numbered == "printed", known)
    for figure in inspection.figures:
        yield from _figure(figure, at(figure, *filter(None, (figure.id, figure.area))), known)
    for outcome in inspection.outcomes:
        yield from (fact for found in (outcome.opened, outcome.closed) for fact in _date(found, at(outcome)))
        yield from _said(outcome.text, at(outcome), known)
    for said in inspection.progress:
        yield from _date(said.on, at(said), known.own)
        yield from _said(said.text, at(said), known, known.targets[said.of])
    for told in inspection.told:
        yield from _date(told.on, at(told), known.own)
        yield from _said(told.text, at(told), known)
    for text, where in cited(summary):
        yield from _said(text, paper._replace(where=where), known)


def _plan(plan: Plan, framework: Framework, known: Context) -> Iterator[Fact]:
    paper = At(plan.source, ())
    yield from _date(plan.published, paper._replace(about=("published",)))
    yield from _said(plan.standfirst, paper, known)
    for answer in plan.answers:
        at = At(plan.source, answer.where, (answer.recommendation,))
        yield from _band(answer.within, framework, at)
        for action in answer.actions:
            here = At(plan.source, action.where or answer.where, (action.id,))
            yield from _date(action.due, here)
            yield from _said(action.text, here, known)
        for name in TOLD:
            told = getattr(answer, name)
            for text in (told,) if isinstance(told, str) else told or ():
                yield from _said(text, at._replace(where=answer.places(name)), known)
    for figure in plan.figures:
        yield from _figure(figure, At(figure.source or plan.source, figure.where, (figure.id,)), known)


def _recommendation(one: Recommendation, framework: Framework, at: At, numbered: bool, known: Context) -> Iterator[Fact]:
    if one.number and numbered:
        yield Fact("item", one.number, (tuple(tokens(one.number)),), *at, place=place_of(one.number))
    yield from _band(one.within, framework, at)
    yield from _said(one.text, at, known)


def _band(name: str | None, framework: Framework, at: At) -> Iterator[Fact]:
    labels = {band.id: band.label for band in framework.time_bands}
    if name:
        among = tuple(tuple(tokens(label)) for label in labels.values())
        yield Fact("band", labels[name], (tuple(tokens(labels[name])),), *at, among=among, place=place_of(name))


def _judgement(one: Judgement, framework: Framework, at: At, known: Context) -> Iterator[Fact]:
    title, scale = area_of(framework, one.area).title, scale_of(one, framework)

    def fact(kind: str, shown: str, place: Place, among: tuple[Tokens, ...] = ()) -> Fact:
        return Fact(kind, shown, (tuple(tokens(shown)),), *at, title, among, place)
    step = next((step for step in scale.steps if step.id == one.grade), None) if scale else None
    if step and scale:
        labels = tuple(tuple(tokens(other.label)) for other in scale.steps)
        if step.printed and one.given != "words":
            yield fact("digit", step.printed, place_of(one.grade or ""), (tuple(tokens(step.label)), *labels))
        if (one.given in {"words", "both"} or not step.printed) and not one.printed:
            yield fact("grade", step.label.lower(), place_of(one.grade or ""), labels)
    for words in filter(None, (one.printed, one.words, one.of, *(one.counts or {}).values())):
        yield fact("words", words, place_of(words))
    yield from _date(one.changed.on if one.changed else None, at)
    yield from _said(one.text, at, known)


def _figure(one: Figure, at: At, known: Context) -> Iterator[Fact]:
    percent = ("%",) if one.unit and tokens(one.unit)[:1] == ["%"] else ()
    needed = [(*tokens(one.value), *percent), *([tuple(tokens(one.qualifier))] if one.qualifier else [])]
    shown = " ".join(filter(None, (one.qualifier, one.value + "".join(percent))))
    yield Fact("figure", shown, tuple(needed), *at, place=place_of(one.value))
    yield from _date(one.period, at, known.own)
    for text in (one.name, one.unit, one.compared, one.definition):
        yield from _said(text, at, known)


def _keys(found: Dates) -> list[str]:
    return [name for span in found.spans for name in wanted(span)]


def _date(found: Dates | None, at: At, own: tuple[str, ...] = ()) -> Iterator[Fact]:
    """A date, unless it is one of the inspection's own: "at the time of the inspection" prints none."""
    if found is None or (found.spans and set(own).issuperset(_keys(found))):
        return
    if not found.spans or found.words != listed(list(found.spans)):
        yield Fact("words", found.words, (tuple(tokens(found.words)),), *at, place=found.place)
    else:
        yield Fact("date", found.words, tuple((name,) for name in _keys(found)), *at, place=found.place)


def _said(text: str | None, at: At, known: Context, others: tuple[str, ...] = ()) -> Iterator[Fact]:
    """The dates and numbers that our words carry, but for those that only name a paper or a place in it."""
    found = figures(text) if text and any(map(str.isdecimal, text)) else []
    dated, named = mentions(found), _named(found, known.names)
    for name, shown in dated.named.items():
        if name not in known.spoken + others:
            yield Fact("date", shown, ((name,),), *at, place=place_of(text or ""))
    for index, token in enumerate(found):
        if is_number(token) and index not in dated.used | named and token not in known.spoken + others:
            needed = (token, "%") if found[index + 1:index + 2] == ["%"] else (token,)
            yield Fact("number", "".join(needed), (needed,), *at, place=place_of(text or ""))


def _named(found: list[str], names: Iterable[Tokens]) -> set[int]:
    """Which tokens name a paper ("the 2006 letter") or a place in one ("paragraphs 59 and 60")."""
    named = {at + index for at in range(len(found)) for name in names if tuple(found[at:at + len(name)]) == name for index in range(len(name))}
    for at, token in enumerate(found):
        if token in {"paragraph", "paragraphs"}:
            end = at + 1
            while end < len(found) and (is_number(found[end]) or found[end] in {"and", "or", "to", "-"}):
                end += 1
            named |= set(range(at, end))
    return named


def cited(summary: str) -> Iterator[tuple[Text, tuple[Text, ...]]]:
    """Each paragraph of a summary without its places in brackets, and those places, with the line on which it begins."""
    here = Place(place_of(summary).file)
    for paragraph in summary.split("\n\n"):
        text, where = paragraph, list[Text]()
        for match in BRACKET.finditer(paragraph):
            if match.end() == len(paragraph.rstrip()) or CITED.fullmatch(match[1]):
                text = text.replace(match[0], " ")
                where += [Text(" ".join(place.split()), here) for part in match[1].split("; ") for place in COMMA.split(part)]
        yield Text(text, here), tuple(where)
        here = here._replace(line=here.line + paragraph.count("\n") + 2)
