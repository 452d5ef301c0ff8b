"""YAML text -> nodes with places, by the events of libyaml.

`yaml.compose` hides anchors, merges keys and dies of a signal on deep input. So one loop reads the events and refuses
at the event, before anything is built, whatever could make two readers see two things.
"""

import re
from dataclasses import dataclass, field

import yaml
from yaml._yaml import CParser

from plainspoken.problems import Place, Problem, quoted

DEEPEST = 32
QUOTE_HINT = "put the whole text in quotation marks, or write it as a block after >-"


@dataclass(slots=True)
class Node:
    """A scalar, list or mapping as it was written."""

    place: Place
    kind: str
    """scalar, list, mapping"""
    text: str = ""
    items: list["Node"] = field(default_factory=list)
    entries: dict[str, tuple["Node", "Node"]] = field(default_factory=dict)
    """Key to (key node, value node)."""
    plain: bool = False
    """A scalar without quotation marks, not a block."""
    flow: bool = False
    """It stands inside [ ] or { }."""
    cut: bool = False
    """A comment follows on its line."""


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
        return None, [*reading.problems, _syntax(error, name)]


def _syntax(error: yaml.YAMLError, name: str) -> Problem:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    place = Place(name, mark.line + 1, mark.column + 1) if mark else Place(name)
    reason = str(getattr(error, "problem", None) or error).splitlines()[0]
    if "mapping values are not allowed" in reason:
        return Problem(place, f'a ": " in the text starts a key here: {QUOTE_HINT}')
    return Problem(place, f"this is not YAML: {reason}")


class _Reading:
    """One pass over the events of one file."""

    def __init__(self, text: str, name: str) -> None:
        self.parser = CParser(text)
        self.lines = text.split("\n")
        self.name = name
        self.problems: list[Problem] = []

    def document(self) -> Node:
        """The one document. Raises Refused and yaml.YAMLError."""
        root: Node | None = None
        stack: list[Node] = []
        keys: list[Node | None] = []
        while True:
            event = self.parser.get_event()
            if isinstance(event, yaml.StreamEndEvent):
                break
            if isinstance(event, yaml.DocumentStartEvent):
                self._first_document(event, root)
            elif isinstance(event, (yaml.SequenceEndEvent, yaml.MappingEndEvent)):
                stack.pop()
                keys.pop()
            elif isinstance(event, yaml.NodeEvent):
                node = self._node(event, len(stack))
                if stack:
                    self._put(node, stack[-1], keys)
                else:
                    root = node
                if node.kind != "scalar":
                    stack.append(node)
                    keys.append(None)
        if root is None:
            raise Refused(Problem(Place(self.name), "the file is empty"))
        return root

    def _first_document(self, event: yaml.DocumentStartEvent, root: Node | None) -> None:
        if root is not None:
            raise Refused(Problem(self._place(event), "a second document begins here: one file holds one record"))
        if event.tags or event.version:
            raise Refused(Problem(self._place(event), "directives (%YAML, %TAG) are not used here"))

    def _place(self, event: yaml.Event) -> Place:
        start = event.start_mark
        return Place(self.name, start.line + 1, start.column + 1) if start else Place(self.name)

    def _node(self, event: yaml.NodeEvent, depth: int) -> Node:
        place = self._place(event)
        if isinstance(event, yaml.AliasEvent):
            raise Refused(Problem(place, f"aliases (*{event.anchor}) are not used here: write the value again"))
        if not isinstance(event, (yaml.ScalarEvent, yaml.CollectionStartEvent)):
            raise TypeError(event)
        if event.anchor is not None:
            raise Refused(Problem(place, f"anchors (&{event.anchor}) are not used here: write the value where it belongs"))
        if event.tag is not None:
            raise Refused(Problem(place, f"tags ({event.tag}) are not used here: every value is text until the schema reads it"))
        if depth >= DEEPEST:
            raise Refused(Problem(place, f"lists and mappings nest deeper than {DEEPEST} here"))
        if isinstance(event, yaml.ScalarEvent):
            plain = not event.style
            return Node(place, "scalar", text=event.value, plain=plain, cut=plain and self._comment_after(event))
        kind = "list" if isinstance(event, yaml.SequenceStartEvent) else "mapping"
        return Node(place, kind, flow=bool(event.flow_style))

    def _comment_after(self, event: yaml.ScalarEvent) -> bool:
        end = event.end_mark
        rest = self.lines[end.line][end.column:] if end else ""
        return bool(event.value) and bool(re.match(r"[ \t]+#", rest))

    def _put(self, node: Node, parent: Node, keys: list[Node | None]) -> None:
        node.flow = node.flow or parent.flow
        if parent.kind == "list":
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
