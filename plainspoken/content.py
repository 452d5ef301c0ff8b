"""The content folder -> Content: every record, text and word a publisher wrote, or all problems of all files.

One table says which path holds what. A file that fits no line of it is a fault, so that nothing a publisher wrote is
ever silently left out.
"""

import os
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from operator import attrgetter
from pathlib import Path
from typing import Any, NamedTuple

from plainspoken import fields, gateway, markdown, nodes, reader, slips
from plainspoken.plans import Plan
from plainspoken.problems import Place, Problem, Text, did_you_mean, environment
from plainspoken.record import Record
from plainspoken.records import Inspection
from plainspoken.reference import Authority, Framework, Source, Term, Topic
from plainspoken.settings import Interface, Settings
from plainspoken.story import Story
from plainspoken.traces import Evidence


@dataclass(slots=True)
class Once:
    """What is written once for many inspections. Keys are ids."""

    settings: dict[str, Settings] = field(default_factory=dict)
    """One, under "portal"."""
    languages: dict[str, Interface] = field(default_factory=dict)
    frameworks: dict[str, Framework] = field(default_factory=dict)
    authorities: dict[str, Authority] = field(default_factory=dict)
    sources: dict[str, Source] = field(default_factory=dict)
    topics: dict[str, Topic] = field(default_factory=dict)
    glossary: dict[str, Term] = field(default_factory=dict)
    pages: dict[str, Text] = field(default_factory=dict)
    evidence: dict[str, Evidence] = field(default_factory=dict)
    """One at most, under "portal"."""


@dataclass(slots=True)
class Content(Once):
    """All that was read. An inspection's key is (authority, inspection)."""

    inspections: Mapping[tuple[str, str], Inspection] = field(default_factory=dict)
    plans: Mapping[tuple[str, str], Plan] = field(default_factory=dict)
    summaries: Mapping[tuple[str, str], str] = field(default_factory=dict)
    stories: dict[tuple[str, ...], Text] = field(default_factory=dict)
    """young-people.md of each inspection; its translations, by authority, inspection and language."""
    tales: Mapping[tuple[str, str], dict[str, Story]] = field(default_factory=dict)
    """What they tell, by language, the portal's own first; empty until gate 1 is passed."""
    files: frozenset[str] = frozenset()
    """Every path below the folder, read or refused: rules tell a missing file from one that is only faulty by it."""


Load = Callable[[Content, str, str, tuple[str, ...]], list[Problem]]


def _record(part: str, record: type[Record], content: Content, text: str, name: str, ids: tuple[str, ...]) -> list[Problem]:
    node, problems = nodes.parse(text, name)
    if node is None:
        return problems
    found, faults = reader.read(node, record)
    if found is not None and not problems and (not faults or len(ids) > 1):  # what many hang on has to be right first
        getattr(content, part)[ids if len(ids) > 1 else ids[0] if ids else "portal"] = found
    return problems + faults


def _mapping(part: str, record: type[Record], content: Content, text: str, name: str, ids: tuple[str, ...]) -> list[Problem]:
    node, problems = nodes.parse(text, name)
    if node is None:
        return problems
    found, faults = reader.read_mapping(node, record)
    if not problems and not faults:
        setattr(content, part, found)
        problems += [] if found else [Problem(Place(name), "the file is empty")]  # rules take a part without records for one that is at fault
    return problems + faults


def _markdown(part: str, content: Content, text: str, name: str, ids: tuple[str, ...]) -> list[Problem]:
    if not text.strip():
        return [Problem(Place(name), "the file is empty")]
    misread = slips.misread(text, name)
    if not misread:  # else what is told of its form would be an echo
        getattr(content, part)[ids if len(ids) > 1 else ids[0]] = Text(text, Place(name))
    return [*misread, *markdown.problems(text, name)]


def _first(pattern: str) -> str:
    return pattern.partition("/")[0].replace("\\", "")


TABLE: dict[str, Load] = {
    r"portal\.yaml": partial(_record, "settings", Settings),
    r"evidence\.yaml": partial(_record, "evidence", Evidence),
    r"languages/([^/]+)\.yaml": partial(_record, "languages", Interface),
    r"frameworks/([^/]+)\.yaml": partial(_record, "frameworks", Framework),
    r"authorities/([^/]+)\.yaml": partial(_record, "authorities", Authority),
    r"sources/([^/]+)\.yaml": partial(_record, "sources", Source),
    r"topics\.yaml": partial(_mapping, "topics", Topic),
    r"glossary\.yaml": partial(_mapping, "glossary", Term),
    r"inspections/([^/]+)/([^/]+)/inspection\.yaml": partial(_record, "inspections", Inspection),
    r"inspections/([^/]+)/([^/]+)/plan\.yaml": partial(_record, "plans", Plan),
    r"inspections/([^/]+)/([^/]+)/summary\.md": partial(_markdown, "summaries"),
    r"inspections/([^/]+)/([^/]+)/young-people\.md": partial(_markdown, "stories"),
    r"inspections/([^/]+)/([^/]+)/young-people\.([^/]+)\.md": partial(_markdown, "stories"),
    r"pages/([^/]+)\.md": partial(_markdown, "pages"),
}
_BY_FIRST = {
    first: [(re.compile(pattern), load) for pattern, load in TABLE.items() if _first(pattern) == first] for first in map(_first, TABLE)}
"""Its lines by the first part of their paths."""
FOLDERS = re.compile(r"languages|frameworks|authorities|sources|inspections(/[^/]+){0,2}|pages")
PLACES = {1: ("portal.yaml", "topics.yaml", "glossary.yaml", "evidence.yaml"), 4: ("inspection.yaml", "plan.yaml", "summary.md", "young-people.md")}
"""Names that stand in the folder itself and in an inspection's, by how deep that is."""
PAGES = {"about", "privacy", "accessibility", "coverage", "corrections", "publishers"}
"""Pages that the portal has and a publisher may write words for."""
OWED = ("about", "privacy", "accessibility")
"""Those of them that readers, and in places the law, expect: all that they say is the publisher's."""


def read(folder: Path) -> tuple[Content, list[Problem]]:
    """Everything in the folder. Raises Stop (3) when the disk refuses."""
    content, problems, files = Content(), list[Problem](), set[str]()
    for file in walk(folder):
        problems += file.faults
        files.add(file.name.partition("/")[2])
        if not file.faults:
            problems += read_file(content, Path(file.path), file.name)
    content.files = frozenset(files)
    return content, problems


def read_file(content: Content, path: Path, name: str, data: bytes | None = None) -> list[Problem]:
    """What is wrong with one file of a name; what it holds goes into the content. `data` are its bytes, where they are read already. Raises Stop (3)."""
    load, ids = place_in_table(name.partition("/")[2])
    if load is None:
        return [Problem(Place(name), "this file has no place in content/" + _hint(name))]
    text, problems = gateway.read_text(path, name) if data is None else gateway.text_of(data, name)
    problems += [Problem(Place(name), fault) for fault in _id_faults(name, ids)]
    return problems or load(content, text, name, ids)


def place_in_table(path: str) -> tuple[Load | None, tuple[str, ...]]:
    """What reads the file at a path below content/, and the ids in its path."""
    for pattern, load in _BY_FIRST.get(path.partition("/")[0], ()):
        if match := pattern.fullmatch(path):
            return load, match.groups()
    return None, ()


def _id_faults(name: str, ids: tuple[str, ...]) -> Iterator[str]:
    folder = name.split("/")[1]
    for number, value in enumerate(ids):
        if folder == "languages" or number == 2:
            fault = fields.LanguageText.fault(value)
        elif folder == "pages":
            near = did_you_mean(value, PAGES) or f": its pages are {', '.join(sorted(PAGES))}"
            fault = None if value in PAGES else f'"{value}" is no page of the portal{near}'
        else:
            fault = fields.id_fault(value)
        if fault:
            yield fault


def _hint(name: str) -> str:
    _, dot, ending = name.rpartition(".")
    if ending in {"yml", "YAML", "YML"}:
        return " (.yml: did you mean .yaml?)" if ending == "yml" else f" (.{ending}: did you mean .yaml?)"
    if dot and ending in {"markdown", "MD", "txt"} and place_in_table(f"{name.removesuffix(ending)}md".partition("/")[2])[0]:
        return f" (.{ending}: did you mean .md?)"
    file = name.rpartition("/")[2]
    near = [place for place in PLACES.get(name.count("/"), ()) if did_you_mean(Path(file).stem, [Path(place).stem])]
    return did_you_mean(file, near)


NAME = attrgetter("name")


class File(NamedTuple):
    """Something that stands in the content folder."""

    path: str
    name: str
    """Its path in messages, which begins with the folder's own name."""
    faults: list[Problem]
    """What makes it unreadable."""
    entry: "os.DirEntry[str]"


def walk(folder: Path) -> Iterator[File]:
    """Every file below a folder, sorted. Raises Stop (3)."""
    return _visit(str(folder), folder.name)


def _visit(path: str, name: str) -> Iterator[File]:
    try:
        with os.scandir(path) as inside:
            entries = sorted(inside, key=NAME)
    except OSError as error:
        raise environment(path, error) from error
    for entry in entries:
        own = entry.name
        if own[0] == "." or own[-1] == "~":
            continue
        below = f"{name}/{own if own.isascii() else _readable(own)}"
        if entry.is_file(follow_symlinks=False):
            yield File(entry.path, below, [], entry)
        elif entry.is_dir(follow_symlinks=False) and FOLDERS.fullmatch(below.partition("/")[2]):
            yield from _visit(entry.path, below)
        else:
            yield File(entry.path, below, [Problem(Place(below), _odd(entry))], entry)


def _odd(entry: "os.DirEntry[str]") -> str:
    """What is wrong with what is neither a file nor a folder that has its place."""
    if entry.is_symlink():
        return "this is a link; write the file itself here"
    return "this folder has no place in content/" if entry.is_dir() else "only regular files are read: this is a special file"


def _readable(name: str) -> str:
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def unwritten(found: Once) -> tuple[str, ...]:
    """The files that are missing of pages that readers expect."""
    return tuple(f"pages/{name}.md" for name in OWED if name not in found.pages)


def only(found: dict[str, Any]) -> Any:
    """The one value of a mapping that holds one."""
    return next(iter(found.values()))
