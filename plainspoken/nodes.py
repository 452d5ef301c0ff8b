"""YAML text -> nodes with places, by the events of libyaml.

`yaml.compose` hides anchors, merges keys and dies of a signal on deep input. So the events are walked here, and whatever
could make two readers see two things is refused at the event, before anything is built. Of a node that is nowhere faulty
the place is hardly ever asked for, so it is worked out when it is.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import yaml
from yaml import MappingEndEvent, MappingStartEvent, ScalarEvent, SequenceEndEvent, SequenceStartEvent
from yaml._yaml import CParser, Mark

from plainspoken import gateway
from plainspoken.problems import Place, Problem, quoted

DEEPEST = 32
QUOTE_HINT = "put the whole text in quotation marks, or write it as a block after >-"
CUT = f'the text is cut at " #", which begins a comment: {QUOTE_HINT}'
COMMENT = re.compile(r"[ \t]+#")
SECOND = "a second document begins here: one file holds one record"
UNBEGUN = f"text cannot begin with this sign: {QUOTE_HINT}"
UNPARTED_ITEM = 'a space belongs after the "-" that begins an item of a list'
ITEM = re.compile(r" *-(?=[A-Za-z])")
KEY = re.compile(r" *(?P<key>[A-Za-z][\w-]*)")
"""A line up to the colon of a key that is all of it."""
UNPARTED = re.compile(r"\s*(?:- +)*(?P<key>[A-Za-z][\w-]*)(?::(?![/ ])| *= *)(?P<value>(?:(?!: ).)+)")
"""A line whose key is not parted from its value as it should be."""
FAULTS = {
    "mapping keys are not allowed": UNBEGUN,
    "mapping values are not allowed": f'a ": " in the text starts a key here: {QUOTE_HINT}',
    "block sequence entries are not allowed": f'a list begins on a line of its own; if this "-" is text, {QUOTE_HINT}',
    "expected <document start>": SECOND,
    "tab character": "indent with spaces, not with tabs",
    "cannot start any token": UNBEGUN,
    "expected node content": UNBEGUN,
}
"""What libyaml says of the commonest slips, and what a writer can do about it."""

BEGINNINGS = {ScalarEvent, SequenceStartEvent, MappingStartEvent}
"""Events that a node begins with. The events of libyaml are of these very classes, so they are told apart by identity."""


@dataclass(slots=True)
class Node:
    """Something that was written: a scalar, list or mapping."""

    file: str
    start: Mark
    """Where it begins, as libyaml counts; few are ever asked for their place."""
    flow: bool
    """It stands inside [ ] or { }, or is such a list or mapping."""

    @property
    def place(self) -> Place:
        """Where it was written."""
        return Place(self.file, self.start.line + 1, self.start.column + 1)


@dataclass(slots=True)
class Scalar(Node):
    """Text of any kind."""

    text: str
    plain: bool
    """Without quotation marks, not a block."""
    cut: bool
    """A comment follows on its line."""


@dataclass(slots=True)
class Listing(Node):
    """A list."""

    items: list[Node] = field(default_factory=list)


@dataclass(slots=True)
class Mapping(Node):
    """Names and values."""

    entries: dict[str, tuple[Scalar, Node]] = field(default_factory=dict)
    """Key to (key node, value node)."""


class Refused(Exception):
    """The file cannot be read further; holds the problem."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        super().__init__(problem.message)


def parse(text: str, name: str) -> tuple[Node | None, list[Problem]]:
    """The file's one document as nodes, and the problems of its YAML. No node when it cannot be used."""
    reading = _Reading(text, name)
    try:
        return reading.document(), reading.problems
    except Refused as refused:
        return None, [*reading.problems, refused.problem]
    except yaml.YAMLError as error:
        return None, [*reading.problems, _syntax(error, reading.lines, name)]


def _syntax(error: yaml.YAMLError, lines: list[str], name: str) -> Problem:
    """A fault of syntax at its cause: libyaml often notices it only where the next thing begins."""
    if not isinstance(error, yaml.MarkedYAMLError) or not error.problem_mark:
        return Problem(Place(name), f"this is not YAML: {str(error).splitlines()[0]}")
    mark, opened, reason = error.problem_mark, error.context_mark, error.problem or ""
    here = Place(name, mark.line + 1, mark.column + 1)
    before, after = (lines[mark.line][:mark.column], lines[mark.line][mark.column:]) if mark.line < len(lines) else ("", "")
    if after.startswith("\t"):
        reason = "tab character"
    if "mapping values" in reason and (slip := _of_keys(here, before, lines)):
        return slip
    if opened and "did not find" in reason and re.search("an alias|an anchor|a block scalar", error.context or ""):
        return Problem(Place(name, opened.line + 1, opened.column + 1), UNBEGUN)
    for part, message in FAULTS.items():
        if part in reason:
            return Problem(here, message)
    if opened and mark.line > opened.line and re.search("quoted|flow|simple key", error.context or ""):
        loose = _loose(lines[opened.line]) if "key" in str(error.context) else None
        return Problem(Place(name, opened.line + 1, opened.column + 1), loose or f"what opens here is not closed by line {here.line}")
    if re.search("expected (key|'-' indicator)", reason):
        return _stray(here, before, lines)
    return Problem(here, f"this is not YAML: {reason}")


def _of_keys(here: Place, before: str, lines: list[str]) -> Problem | None:
    """A key that stands where none may, since a space before or after it, or in the line above, is too many or too few."""
    above = next((number for number in range(here.line - 2, -1, -1) if lines[number].strip()), None)
    if above is not None and (unparted := UNPARTED.fullmatch(lines[above])):
        return Problem(Place(here.file, above + 1, unparted.start("key") + 1), _loose(lines[above]))
    if above is not None and (item := ITEM.match(lines[above])):
        return Problem(Place(here.file, above + 1, item.end()), UNPARTED_ITEM)
    key = KEY.fullmatch(before)
    if not key or above is None:
        return None
    place = Place(here.file, here.line, key.start("key") + 1)
    return Problem(place, f"{quoted(key['key'])} is indented like text that goes on: indent it like the keys beside it; if it is text, {QUOTE_HINT}")


def _loose(line: str) -> str:
    """What a line without a key lacks."""
    if unparted := UNPARTED.fullmatch(line):
        written = f"{unparted['key']}: {unparted['value'].strip()}"
        return f"this line has no key: write the key, a colon and a space, {quoted(written)}"
    return "this line has no key: write the key, a colon and a space, or indent it if it goes on with the text above"


def _stray(here: Place, before: str, lines: list[str]) -> Problem:
    """Something where a key or a list's next item should be."""
    comment = re.search(r"\s#", lines[here.line - 2]) if here.line > 1 and not before.strip() else None
    if comment:
        return Problem(Place(here.file, here.line - 1, comment.end()), CUT)
    if before.rstrip().endswith(('"', "'")):
        return Problem(here, f"text goes on after its closing quotation mark: {QUOTE_HINT}")
    if not before.strip() and ITEM.match(lines[here.line - 1]):
        return Problem(here, UNPARTED_ITEM)
    reason = "this is not YAML: a key was expected" if before.strip() else "this line is indented unlike those above it"
    return Problem(here, reason)


def _refusal(event: yaml.NodeEvent) -> str:
    """Why a node's anchor or tag, or a node that is none, is not read."""
    if isinstance(event, yaml.AliasEvent):
        return f"aliases ({quoted(f'*{event.anchor}')}) are not used here: write the value again"
    if not isinstance(event, (ScalarEvent, yaml.CollectionStartEvent)):
        raise TypeError(event)
    if event.anchor is not None:
        return f"anchors ({quoted(f'&{event.anchor}')}) are not used here: write the value where it belongs"
    return f"tags ({quoted(str(event.tag))}) are not used here: every value is text until the schema reads it"


class _Reading:
    """One pass over the events of one file."""

    def __init__(self, text: str, name: str) -> None:
        self.next: Callable[[], Any] = CParser(text).get_event
        self.text = text
        self.has_comments = " #" in text or "\t#" in text
        self.name = name
        self.problems: list[Problem] = []

    @cached_property
    def lines(self) -> list[str]:
        """The lines of the file."""
        return self.text.split("\n")

    def document(self) -> Node:
        """The one document. Raises Refused and yaml.YAMLError."""
        root: Node | None = None
        while not isinstance(event := self.next(), yaml.StreamEndEvent):
            if isinstance(event, yaml.DocumentStartEvent):
                self._first_document(event, root)
            elif isinstance(event, yaml.NodeEvent):
                root = self._node(event, 0, False)
                self._fill(root, 1)
        if root is None:
            raise Refused(Problem(Place(self.name), "the file is empty"))
        return root

    def _first_document(self, event: Any, root: Node | None) -> None:
        if root is not None:
            raise Refused(Problem(self._place(event), SECOND))
        if event.tags or event.version:
            raise Refused(Problem(self._place(event), "directives (%YAML, %TAG) are not used here"))

    def _place(self, event: Any) -> Place:
        return Place(self.name, event.start_mark.line + 1, event.start_mark.column + 1)

    def _fill(self, node: Node, depth: int) -> None:
        """Read what stands in a list or mapping, and so on; there are `depth` of them around what stands in this one."""
        if isinstance(node, Mapping):
            while (event := self.next()).__class__ is not MappingEndEvent:
                key = self._key(self._node(event, depth, node.flow))
                value = self._node(self.next(), depth, node.flow)
                if node.entries.setdefault(key.text, pair := (key, value)) is not pair:
                    self._twice(key, node.entries[key.text][0])
                if value.__class__ is not Scalar:
                    self._fill(value, depth + 1)
        elif isinstance(node, Listing):
            while (event := self.next()).__class__ is not SequenceEndEvent:
                item = self._node(event, depth, node.flow)
                node.items.append(item)
                if item.__class__ is not Scalar:
                    self._fill(item, depth + 1)

    def _node(self, event: Any, depth: int, flow: bool) -> Node:
        """A node as it begins, in a list or mapping that is written in brackets or is not."""
        kind = event.__class__
        if kind not in BEGINNINGS or event.anchor is not None or event.tag is not None:
            raise Refused(Problem(self._place(event), _refusal(event)))
        if depth >= DEEPEST:
            raise Refused(Problem(self._place(event), f"lists and mappings nest deeper than {DEEPEST} here"))
        if kind is ScalarEvent:
            return self._scalar(event, flow)
        return (Listing if kind is SequenceStartEvent else Mapping)(self.name, event.start_mark, flow or bool(event.flow_style))

    def _scalar(self, event: Any, flow: bool) -> Scalar:
        style = event.style
        if not style:
            return Scalar(self.name, event.start_mark, flow, event.value, True, self.has_comments and self._comment_after(event))
        if style == '"':  # whatever stands outside such marks was looked at with the whole file; an escape may write anything
            self.problems += [Problem(self._place(event), hidden.message) for hidden in gateway.hidden(event.value, self.name)[:1]]
        return Scalar(self.name, event.start_mark, flow, event.value, False, False)

    def _comment_after(self, event: Any) -> bool:
        end = event.end_mark
        return bool(end and event.value and COMMENT.match(self.lines[end.line], end.column))

    def _key(self, node: Node) -> Scalar:
        """A node that is a key."""
        if not isinstance(node, Scalar):
            raise Refused(Problem(node.place, "a key must be a word, not a list or mapping"))
        if node.plain and node.text == "<<":
            raise Refused(Problem(node.place, "merge keys (<<) are not used here: write the fields out"))
        return node

    def _twice(self, key: Scalar, first: Scalar) -> None:
        self.problems.append(Problem(key.place, f"the key {quoted(key.text)} stands twice; it is first on line {first.place.line}"))
