"""Nodes with places -> records, by the types of their fields.

The record classes are the whole schema. This walks a node and a type side by side and says, at the value's own
place, where they part.
"""

import dataclasses
from collections.abc import Callable
from functools import cache, partial
from types import UnionType
from typing import Annotated, Any, Literal, NamedTuple, TypeVar, Union, get_args, get_origin, get_type_hints

from plainspoken import dates, markdown, privacy
from plainspoken.dates import BadDate, Dates
from plainspoken.fields import HashText, IdText, MarkdownText, ProseText, Where
from plainspoken.nodes import CUT, QUOTE_HINT, Node
from plainspoken.problems import Place, Problem, Text, did_you_mean, quoted
from plainspoken.record import Printed, Record

R = TypeVar("R", bound=Record)
T = TypeVar("T", bound=Text)


NOTHING = {"", "~", "null", "Null", "NULL"}
"""What YAML takes for no value. In quotation marks they are words like others."""


class Wrong(Exception):
    """A value that does not fit; its problems are already noted."""


class Slot(NamedTuple):
    """One field of a record, as it is written."""

    name: str
    hint: Any
    required: bool


@cache
def slots(record: Any) -> dict[str, Slot]:
    """The fields of a record class by the key a publisher writes."""
    hints = get_type_hints(record, include_extras=True)
    return {
        field.metadata.get("key", field.name): Slot(
            field.name, hints[field.name],
            field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING)
        for field in dataclasses.fields(record) if field.name != "place"
    }


def read(node: Node, record: type[R]) -> tuple[R | None, list[Problem]]:
    """A record of the class from a node, and all its problems; no record when there is one."""
    reading = Reading()
    try:
        found = reading.record(node, record, contacts=False)
    except Wrong:
        found = None
    return (None if reading.problems else found), reading.problems


def read_mapping(node: Node, record: type[R]) -> tuple[dict[str, R], list[Problem]]:
    """A file that is a mapping from ids to records of one class, and all its problems."""
    reading = Reading()
    try:
        found = reading.mapping(node, str, record, contacts=False)
    except Wrong:
        found = {}
    return ({} if reading.problems else found), reading.problems


class Reading:
    """One walk over one file; it gathers problems and goes on."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def wrong(self, place: Place, message: str) -> Wrong:
        """Note a problem; the caller raises what comes back, or goes on."""
        self.problems.append(Problem(place, message))
        return Wrong()

    def value(self, node: Node, hint: Any, contacts: bool) -> Any:
        """A value of the type from a node. Raises Wrong when there is none."""
        self.filled(node)
        options = [option for option in get_args(hint) if option is not type(None)]
        if get_origin(hint) in {Union, UnionType}:
            return self.value(node, options[0], contacts)
        if get_origin(hint) is Literal:
            return self.choice(node, options)
        if get_origin(hint) is tuple:
            return self.several(node, options[0], contacts)
        if get_origin(hint) is dict:
            return self.mapping(node, options[0], options[1], contacts)
        if get_origin(hint) is Annotated:
            return self.text(node, get_args(hint)[1], contacts)
        if hint is Dates:
            return self.dates(node)
        return self.record(node, hint, contacts)

    def filled(self, node: Node) -> None:
        """Raises Wrong where a value is missing."""
        if node.plain and node.text in NOTHING:
            raise self.wrong(node.place, "there is no value here: write one, or leave the line out")

    def record(self, node: Node, record: type[R], contacts: bool) -> R:
        """A record from a mapping: unknown and missing fields, then each value."""
        kind: Any = record  # a type checker holds that a class made from a type variable cannot be hashed
        if node.kind != "mapping":
            raise self.wrong(node.place, f"fields were expected here ({', '.join(list(slots(kind))[:4])} …), not {_shown(node)}")
        known = slots(kind)
        contacts = contacts or getattr(record, "holds_contacts", False)
        values: dict[str, Any] = {}
        for key, (key_node, value) in node.entries.items():
            if key not in known:
                self.wrong(key_node.place, f"there is no field {quoted(key)} here{did_you_mean(key, known)}")
            else:
                values[known[key].name] = self._or_none(partial(self.value, value, known[key].hint, contacts))
        for key, slot in known.items():
            if slot.required and key not in node.entries:
                self.wrong(node.place, f'the field "{key}" is missing')
        if any(slot.required and values.get(slot.name) is None for slot in known.values()):
            raise Wrong
        return record(place=node.place, **{name: value for name, value in values.items() if value is not None})

    def _or_none(self, make: Callable[[], Any]) -> Any:
        try:
            return make()
        except Wrong:
            return None

    def several(self, node: Node, hint: Any, contacts: bool) -> tuple[Any, ...]:
        """A list; a single scalar may stand without its brackets."""
        if node.kind == "scalar" and not (isinstance(hint, type) and issubclass(hint, Record)):
            return (self.value(node, hint, contacts),)
        if node.kind != "list":
            raise self.wrong(node.place, f"a list was expected here, not {_shown(node)}")
        if not node.items and hint == Where:
            raise self.wrong(node.place, "there is no place here: every fact names at least one in its source")
        found = [self._or_none(partial(self.value, item, hint, contacts)) for item in node.items]
        return tuple(item for item in found if item is not None)

    def mapping(self, node: Node, key: Any, hint: Any, contacts: bool) -> dict[Any, Any]:
        """A mapping whose keys are the publisher's own."""
        if node.kind != "mapping":
            raise self.wrong(node.place, f"names and values were expected here, not {_shown(node)}")
        found = {}
        kind = IdText if key is str else get_args(key)[1]
        for key_node, value_node in node.entries.values():
            name = self._or_none(partial(self.text, key_node, kind, contacts))
            value = self._or_none(partial(self.value, value_node, hint, contacts))
            if name is not None and value is not None:
                found[name] = value
        return found

    def choice(self, node: Node, options: list[str]) -> Text:
        """One of a fixed list of words."""
        if node.kind != "scalar" or node.text not in options:
            said = quoted(node.text) if node.kind == "scalar" else _shown(node)
            raise self.wrong(node.place, f"one of {', '.join(options)} was expected, not {said}{did_you_mean(node.text, options)}")
        return Text(node.text, node.place)

    def dates(self, node: Node) -> Dates:
        """A date, a list of dates, or a date that is only words: `printed:` and perhaps `sort:`."""
        if node.kind == "mapping":
            form = self.record(node, Printed, False)
            place = form.sort.place if isinstance(form.sort, Text) else form.place
            return self._dated(place, partial(dates.printed, form.printed, form.sort))
        parts = [node] if node.kind == "scalar" else node.items
        if not parts or None in [self._or_none(partial(self._one_date, part)) for part in parts]:
            raise Wrong if parts else self.wrong(node.place, "a date was expected here, not an empty list")
        return self._dated(node.place, partial(dates.read, [part.text for part in parts]))

    def _one_date(self, node: Node) -> Dates:
        self.filled(node)
        if node.kind != "scalar":
            raise self.wrong(node.place, f"a date was expected here, not {_shown(node)}")
        return self._dated(node.place, partial(dates.read, [node.text]))

    def _dated(self, place: Place, make: Callable[[], Dates]) -> Dates:
        try:
            return dataclasses.replace(make(), place=place)
        except BadDate as error:
            raise self.wrong(place, str(error)) from error

    def text(self, node: Node, kind: type[T], contacts: bool) -> T:
        """A scalar of one kind of text."""
        if node.kind != "scalar":
            hint = f'; a ": " made a key of it: {QUOTE_HINT}' if node.kind == "mapping" and not node.flow else ""
            raise self.wrong(node.place, f"words were expected here, not {_shown(node)}{hint}")
        if issubclass(kind, ProseText) and node.cut:
            raise self.wrong(node.place, CUT)
        if issubclass(kind, ProseText) and node.plain and node.flow:
            raise self.wrong(node.place, "text inside [ ] or { } must be in quotation marks, or a comma in it would end it")
        fault = kind.fault(node.text) or (None if contacts or kind is HashText else privacy.fault(node.text))
        if fault:
            raise self.wrong(node.place, fault)
        if issubclass(kind, MarkdownText):
            self.problems += [Problem(node.place, problem.message) for problem in markdown.problems(node.text, "")]
        return kind(node.text.strip(), node.place)


def _shown(node: Node) -> str:
    if node.kind == "scalar":
        return quoted(node.text) if node.text else "nothing"
    return {"list": "a list", "mapping": "a mapping"}[node.kind]
