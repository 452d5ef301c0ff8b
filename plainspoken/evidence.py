"""Portal and the texts of its papers -> which facts stand where their records say, and evidence.yaml.

The texts are named by the ids of their papers: haven-report.txt for sources/haven-report.yaml. A fact that is neither
found nor told of by a note is a problem, with the nearest place where it does stand.
"""

import dataclasses
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from plainspoken import gateway
from plainspoken.content import only
from plainspoken.facts import Fact, cited, context, digest, of_inspection, of_plan, of_source
from plainspoken.passages import NoPassage
from plainspoken.plans import Plan
from plainspoken.portal import Portal
from plainspoken.problems import Place, Problem, did_you_mean, environment, quoted
from plainspoken.proof import Copy
from plainspoken.record import Record
from plainspoken.records import Inspection, Note
from plainspoken.references import place_of
from plainspoken.traces import Counted, Evidence, Traced

HEADER = """# Written by `check --evidence DIR --write`: what was found, and in which texts. Do not edit it by hand;
# where it names what is gone, delete it and write it anew.
"""
MOST_PLACES = 2
"""Places that a message names."""

Copies = dict[str, Copy]


@dataclass(slots=True)
class Count:
    """Of the facts of one paper: how many there are, were found, are told of by a note."""

    held: int = 0
    proved: int = 0
    excused: int = 0


@dataclass(slots=True)
class Result:
    """What a check found."""

    problems: list[Problem]
    evidence: Evidence
    papers: dict[str, Count]

    @property
    def total(self) -> Count:
        return Count(*(sum(getattr(count, name) for count in self.papers.values()) for name in Count.__slots__))


def check(portal: Portal, folder: Path) -> Result:
    """Every fact held against the texts in a folder. Raises Stop (3) when the disk refuses."""
    copies, texts, problems = read(portal, folder)
    former = only(portal.content.evidence) if portal.content.evidence else Evidence()
    evidence = Evidence(texts=former.texts | texts, inspections=dict(former.inspections), plans=dict(former.plans), papers=dict(former.papers))
    result = Result(problems, evidence, {name: Count() for name in portal.reference.sources})
    for key, inspection in portal.content.inspections.items():
        framework, known, name = portal.reference.frameworks[inspection.framework], context(portal, key), "/".join(key)
        summary = portal.content.summaries.get(key, "")
        facts = of_inspection(inspection, framework, summary, known)
        result.problems += [problem for _, where in cited(summary) for problem in _unfound(where, inspection.source, copies)]
        _trace(result, evidence.inspections, name, facts, inspection, copies)
        if plan := portal.content.plans.get(key):
            _trace(result, evidence.plans, name, of_plan(plan, framework, known), plan, copies)
    for name, source in portal.reference.sources.items():
        _hold(result, of_source(name, source), (), copies)
    for framework in portal.reference.frameworks.values():
        result.problems += _misplaced(framework, framework.source or "", copies)
    for name in copies:
        count = result.papers[name]
        evidence.papers[name] = Counted(proved=str(count.proved), of=str(count.held))
    return result


def read(portal: Portal, folder: Path) -> tuple[Copies, dict[str, str], list[Problem]]:
    """The papers whose texts are in a folder, the hashes of these texts, and what is wrong with them."""
    try:
        there = sorted(os.listdir(folder))
    except OSError as error:
        raise environment(folder, error) from error
    copies, hashes, problems = Copies(), dict[str, str](), list[Problem]()
    for name, source in portal.reference.sources.items():
        file = f"{folder.name}/{name}.txt"
        if f"{name}.txt" not in there:
            problems.append(Problem(Place(file), f"this text is missing{did_you_mean(f'{name}.txt', there)}"))
            continue
        text, found, faults = gateway.read_paper(folder / f"{name}.txt", file)
        problems += faults
        if faults:
            continue
        copies[name], hashes[name] = Copy(text, portal.reference.glossary), found
        if source.hash and source.hash != found:
            problems.append(Problem(place_of(source.hash), f"{file} is another text: its SHA-256 is {found}"))
    return copies, hashes, problems


def _trace(result: Result, entries: dict[str, Traced], name: str, facts: list[Fact], record: Inspection | Plan, copies: Copies) -> None:
    """Hold the facts of one record, and renew its entry; where a text is missing the former stays."""
    result.problems += _misplaced(record, record.source, copies)
    proved = _hold(result, facts, record.notes, copies)
    if all(fact.source in copies for fact in facts):
        entries.pop(name, None)
        entries |= {name: Traced(facts=digest(facts), proved=str(proved), of=str(len(facts)))} if facts else {}


def _hold(result: Result, facts: list[Fact], notes: Sequence[Note], copies: Copies) -> int:
    """Look facts up, count them, and tell of those that were not found. How many were."""
    lost = [fact for fact in facts if fact.source not in copies or not copies[fact.source].proves(fact)]
    excused = [fact for fact in lost if any(_excuses(note, shown, fact) for note in notes for shown in note.untraced)]
    for fact in facts:
        count = result.papers[fact.source]
        count.held += 1
        count.proved += fact not in lost
        count.excused += fact in excused
    result.problems += [problem for fact in lost if fact not in excused for problem in _missing(fact, copies)]
    for note in notes:  # what is excused for nothing would hide the next fault
        result.problems += [Problem(place_of(shown), f"there is nothing to excuse: {quoted(shown)} is found, or is no fact of what the note is about")
                            for shown in note.untraced if not any(_excuses(note, shown, fact) for fact in excused)]
    return len(facts) - len(lost)


def _excuses(note: Note, shown: str, fact: Fact) -> bool:
    """Does a note say of this fact that it cannot be found?"""
    return shown == fact.shown and bool(set(note.about) & set(fact.about) or not (note.about or fact.about))


def _missing(fact: Fact, copies: Copies) -> Iterator[Problem]:
    """That a fact was not found, and the nearest place where it stands."""
    if fact.source not in copies:
        return
    copy = copies[fact.source]
    told = [found for found in map(copy.passage, fact.where) if isinstance(found, NoPassage)]
    if fact.where and len(told) == len(fact.where):
        if any(found.page for found in told):  # other faults of a place are told where it is written
            yield Problem(fact.place, f"{quoted(fact.shown)} cannot be proved by its page alone: name a paragraph or heading, or say in a note why not")
        return
    what = f"{quoted(fact.shown)} for {fact.title}" if fact.kind in {"digit", "grade"} else quoted(fact.shown)
    more = len(fact.where) - MOST_PLACES
    places = [*fact.where[:MOST_PLACES], *([f"{more} more place{'s' if more > 1 else ''}"] if more > 0 else [])]
    nearest = copy.nearest(fact)
    where = f"; the nearest is in {nearest}" if nearest else "; it stands nowhere in that text"
    yield Problem(fact.place, f"{what} is not in {fact.source}, {' or '.join(places)}{where}" if places else f"{what} is nowhere in {fact.source}")


def _misplaced(record: Record, source: str, copies: Copies) -> Iterator[Problem]:
    """A problem for each place, anywhere in a record, that is not in its paper."""
    source = getattr(record, "source", None) or source
    for name in (one.name for one in dataclasses.fields(record)):
        value = getattr(record, name)
        if isinstance(value, tuple) and (name == "where" or name.endswith("_where")):  # a correction's is words
            yield from _unfound(value, source, copies)
        for inner in value.values() if isinstance(value, dict) else value if isinstance(value, tuple) else (value,):
            if isinstance(inner, Record):
                yield from _misplaced(inner, source, copies)


def _unfound(places: Iterable[str], source: str, copies: Copies) -> Iterator[Problem]:
    for where in places if source in copies else ():
        found = copies[source].passage(where)
        if isinstance(found, NoPassage) and not found.page:
            yield Problem(place_of(where), f"{source}: {found.why}")


def told(count: Count) -> str:
    """How many facts were found, in words."""
    note = f", {count.excused} excused by a note" if count.excused else ""
    return f"{count.proved} of {count.held} facts proved{note}"


def written(evidence: Evidence) -> str:
    """The text of evidence.yaml."""
    lines = ["texts:" if evidence.texts else "texts: {}", *(f"  {name}: {text}" for name, text in sorted(evidence.texts.items()))]
    for part in ("inspections", "plans"):
        found = getattr(evidence, part)
        lines += [f"{part}:"] if found else []
        for name, one in sorted(found.items()):
            lines += [f"  {name}:", f"    facts: {one.facts}", f"    proved: {one.proved}", f"    of: {one.of}"]
    lines += ["papers:"] if evidence.papers else []
    for name, count in sorted(evidence.papers.items()):
        lines += [f"  {name}:", f"    proved: {count.proved}", f"    of: {count.of}"]
    return HEADER + "\n".join(lines) + "\n"


def write(evidence: Evidence, path: Path) -> None:
    """Write evidence.yaml, whole or not at all. Raises Stop (3)."""
    new = path.with_name(f".{path.name}.new")
    try:
        new.write_text(written(evidence), encoding="utf-8", newline="\n")
        new.replace(path)
    except OSError as error:
        raise environment(path, error) from error
