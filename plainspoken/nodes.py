"""YAML text -> nodes with places, by the events of libyaml.

`yaml.compose` hides anchors, merges keys and dies of a signal on deep input. So one loop reads the events and refuses
at the event, before anything is built, whatever could make two readers see two things.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

import yaml
from yaml._yaml import CParser

from plainspoken import gateway
from plainspoken.problems import Place, Problem, quoted

DEEPEST = 32
QUOTE_HINT = "put the whole text in quotation marks, or write it as a block after >-"
CUT = f'the text is cut at " #", which begins a comment: {QUOTE_HINT}'
COMMENT = re.compile(r"[ \t]+#")
SECOND = "a second document begins here: one file holds one record"
UNBEGUN = f"text cannot begin with this sign: {QUOTE_HINT}"
FAULTS = {
    "mapping values are not allowed": f'a ": " in the text starts a key here: {QUOTE_HINT}',
    "block sequence entries are not allowed": f'a list begins on a line of its own; if this "-" is text, {QUOTE_HINT}',
    "expected <document start>": SECOND,
    "tab character": "indent with spaces, not with tabs",
    "cannot start any token": UNBEGUN,
    "expected node content": UNBEGUN,
}
"""What libyaml says of the commonest slips, and what a writer can do about it."""


@dataclass(slots=True)
class Node:
    """A scalar, list or mapping as it was written."""

    place: Place
    kind: str
    """scalar, list, mapping"""
    text: str = ""
    plain: bool = False
    """A scalar without quotation marks, not a block."""
    cut: bool = False
    """A comment follows on its line."""
    flow: bool = False
    """It stands inside [ ] or { }."""
    items: Sequence["Node"] = ()
    """Of a list."""
    entries: dict[str, tuple["Node", "Node"]] = field(default_factory=dict)
    """Of a mapping: key to (key node, value node)."""


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
    for part, message in FAULTS.items():
        if part in reason:
            return Problem(here, message)
    if opened and mark.line > opened.line and re.search("quoted|flow|simple key", error.context or ""):
        loose = "this line has no key: indent it if it goes on with the text above" if "key" in str(error.context) else None
        return Problem(Place(name, opened.line + 1, opened.column + 1), loose or f"what opens here is not closed by line {here.line}")
    if re.search("expected (key|'-' indicator)", reason):
        return _stray(here, before, lines)
    return Problem(here, f"this is not YAML: {reason}")


def _stray(here: Place, before: str, lines: list[str]) -> Problem:
    """Something where a key or a list's next item should be."""
    comment = re.search(r"\s#", lines[here.line - 2]) if here.line > 1 and not before.strip() else None
    if comment:
        return Problem(Place(here.file, here.line - 1, comment.end()), CUT)
    if before.rstrip().endswith(('"', "'")):
        return Problem(here, f"text goes on after its closing quotation mark: {QUOTE_HINT}")
    reason = "this is not YAML: a key was expected" if before.strip() else "this line is indented unlike those above it"
    return Problem(here, reason)


def _refusal(event: yaml.NodeEvent) -> str:
    """Why a node's anchor or tag, or a node that is none, is not read."""
    if isinstance(event, yaml.AliasEvent):
        return f"aliases ({quoted(f'*{event.anchor}')}) are not used here: write the value again"
    if not isinstance(event, (yaml.ScalarEvent, yaml.CollectionStartEvent)):
        raise TypeError(event)
    if event.anchor is not None:
        return f"anchors ({quoted(f'&{event.anchor}')}) are not used here: write the value where it belongs"
    return f"tags ({quoted(str(event.tag))}) are not used here: every value is text until the schema reads it"


class _Reading:
    """One pass over the events of one file."""

    def __init__(self, text: str, name: str) -> None:
        self.parser = CParser(text)
        self.lines = text.split("\n")
        self.has_comments = COMMENT.search(text) is not None
        self.name = name
        self.problems: list[Problem] = []

    def document(self) -> Node:
        """The one document. Raises Refused and yaml.YAMLError."""
        root: Node | None = None
        stack: list[Node] = []
        keys: list[Node | None] = []
        while True:
            event = self.parser.get_event()
            if isinstance(event, yaml.NodeEvent):
                node = self._node(event, len(stack))
                if stack:
                    self._put(node, stack[-1], keys)
                else:
                    root = node
                if node.kind != "scalar":
                    stack.append(node)
                    keys.append(None)
            elif isinstance(event, yaml.CollectionEndEvent):
                stack.pop()
                keys.pop()
            elif isinstance(event, yaml.DocumentStartEvent):
                self._first_document(event, root)
            elif isinstance(event, yaml.StreamEndEvent):
                break
        if root is None:
            raise Refused(Problem(Place(self.name), "the file is empty"))
        return root

    def _first_document(self, event: yaml.DocumentStartEvent, root: Node | None) -> None:
        if root is not None:
            raise Refused(Problem(self._place(event), SECOND))
        if event.tags or event.version:
            raise Refused(Problem(self._place(event), "directives (%YAML, %TAG) are not used here"))

    def _place(self, event: yaml.Event) -> Place:
        start = event.start_mark
        return Place(self.name, start.line + 1, start.column + 1) if start else Place(self.name)

    def _node(self, event: yaml.NodeEvent, depth: int) -> Node:
        place = self._place(event)
        if not isinstance(event, (yaml.ScalarEvent, yaml.CollectionStartEvent)) or event.anchor is not None or event.tag is not None:
            raise Refused(Problem(place, _refusal(event)))
        if depth >= DEEPEST:
            raise Refused(Problem(place, f"lists and mappings nest deeper than {DEEPEST} here"))
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event, place)
        if isinstance(event, yaml.SequenceStartEvent):
            return Node(place, "list", flow=bool(event.flow_style), items=[])
        return Node(place, "mapping", flow=bool(event.flow_style))

    def _scalar(self, event: yaml.ScalarEvent, place: Place) -> Node:
        text, plain = event.value, not event.style
        if event.style == '"':  # whatever stands outside such marks was looked at with the whole file; an escape may write anything
            self.problems += [Problem(place, hidden.message) for hidden in gateway.hidden(text, self.name)[:1]]
        return Node(place, "scalar", text, plain, plain and self.has_comments and self._comment_after(event))

    def _comment_after(self, event: yaml.ScalarEvent) -> bool:
        end = event.end_mark
        return bool(end and event.value and COMMENT.match(self.lines[end.line], end.column))

    def _put(self, node: Node, parent: Node, keys: list[Node | None]) -> None:
        if parent.flow:
            node.flow = True
        if isinstance(parent.items, list):
            parent.items.append(node)
            return
        key = keys[-1]
        if key is None:
            if node.kind != "scalar":
                raise Refused(Problem(node.place, "a key must be a word, not a list or mapping"))
            if node.plain and node.text == "<<":
                raise Refused(Problem(node.place, "merge keys (<<) are not used here: write the fields out"))
            keys[-1] = node
            return
        keys[-1] = None
        if key.text in parent.entries:
            first = parent.entries[key.text][0].place.line
            self.problems.append(Problem(key.place, f"the key {quoted(key.text)} stands twice; it is first on line {first}"))
        else:
            parent.entries[key.text] = (key, node)
