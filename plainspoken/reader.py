"""Nodes with places -> records, by the types of their fields.

The record classes are the whole schema. This walks a node and a type side by side and says, at the value's own
place, where they part.
"""

import dataclasses
from collections.abc import Callable
from functools import cache, lru_cache, partial
from types import UnionType
from typing import Annotated, Any, Literal, NamedTuple, TypeVar, Union, get_args, get_origin, get_type_hints

from plainspoken import dates, markdown, privacy, slips
from plainspoken.dates import BadDate, Dates
from plainspoken.fields import HashText, IdText, MarkdownText, ProseText, Where
from plainspoken.nodes import CUT, QUOTE_HINT, Listing, Mapping, Node, Scalar
from plainspoken.problems import Place, Problem, Text, did_you_mean, nearest, quoted
from plainspoken.record import Printed, Record

R = TypeVar("R", bound=Record)
T = TypeVar("T", bound=Text)


NOTHING = {"", "~", "null", "Null", "NULL"}
"""What YAML takes for no value. In quotation marks they are words like others."""

SHORT = 60
"""Characters up to which words are likely to come again."""


class Wrong(Exception):
    """A value that does not fit; its problems are already noted."""


Way = Callable[["Reading", Node, bool], Any]
"""How a value is made from a node that holds one; the last says whether contact details may stand in it. Raises Wrong."""


class Slot(NamedTuple):
    """One field of a record, as it is written."""

    name: str
    hint: Any
    required: bool
    way: Way


@cache
def slots(record: Any) -> dict[str, Slot]:
    """The fields of a record class by the key a publisher writes."""
    hints = get_type_hints(record, include_extras=True)
    return {
        field.metadata.get("key", field.name): Slot(
            field.name, hints[field.name],
            field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING, way(hints[field.name]))
        for field in dataclasses.fields(record) if field.name != "place"
    }


@cache
def required(record: Any) -> frozenset[str]:
    """The names of the fields that every record of a class has."""
    return frozenset(slot.name for slot in slots(record).values() if slot.required)


def way(hint: Any) -> Way:
    """How values of a type are read. Asked once for each field, since types answer slowly."""
    origin, options = get_origin(hint), [option for option in get_args(hint) if option is not type(None)]
    if origin in {Union, UnionType}:
        return way(options[0])
    if origin is Literal:
        return lambda reading, node, _: reading.choice(node, options)
    if origin is tuple:
        each, alone, some = way(options[0]), not (isinstance(options[0], type) and issubclass(options[0], Record)), options[0] == Where
        return lambda reading, node, contacts: reading.several(node, each, contacts, alone, some)
    if origin is dict:
        name, value = IdText if options[0] is str else get_args(options[0])[1], way(options[1])
        return lambda reading, node, contacts: reading.mapping(node, name, value, contacts)
    if origin is Annotated:
        return lambda reading, node, contacts: reading.text(node, options[1], contacts)
    if hint is Dates:
        return lambda reading, node, _: reading.dates(node)
    return lambda reading, node, contacts: reading.record(node, hint, contacts)


def read(node: Node, record: type[R]) -> tuple[R | None, list[Problem]]:
    """A record of the class from a node, and all its problems; no record when there is one, unless it is plain what was meant."""
    reading = Reading()
    try:
        found = reading.record(node, record, contacts=False)
    except Wrong:
        found = None
    return (found if reading.understood == len(reading.problems) else None), reading.problems


def read_mapping(node: Node, record: type[R]) -> tuple[dict[str, R], list[Problem]]:
    """A file that is a mapping from ids to records of one class, and all its problems."""
    reading = Reading()
    try:
        found = reading.mapping(node, IdText, way(record), contacts=False)
    except Wrong:
        found = {}
    return ({} if reading.problems else found), reading.problems


class Reading:
    """One walk over one file; it gathers problems and goes on."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.understood = 0
        """How many of them are words nearly right, which were read as what they were meant to be."""

    def wrong(self, place: Place, message: str) -> Wrong:
        """Note a problem; the caller raises what comes back, or goes on."""
        self.problems.append(Problem(place, message))
        return Wrong()

    def value(self, node: Node, how: Way, contacts: bool) -> Any:
        """A value from a node, or None when there is none that fits."""
        try:
            if isinstance(node, Scalar) and node.plain and node.text in NOTHING:
                raise self.empty(node)
            return how(self, node, contacts)
        except Wrong:
            return None

    def empty(self, node: Node) -> Wrong:
        """Note that a value is missing."""
        return self.wrong(node.place, "there is no value here: write one, or leave the line out")

    def record(self, node: Node, record: type[R], contacts: bool) -> R:
        """A record from a mapping: unknown and missing fields, then each value."""
        kind: Any = record  # a type checker holds that a class made from a type variable cannot be hashed
        if not isinstance(node, Mapping):
            raise self.wrong(node.place, f"fields were expected here ({', '.join(list(slots(kind))[:4])} …), not {_shown(node)}")
        known = slots(kind)
        contacts = contacts or getattr(record, "holds_contacts", False)
        values: dict[str, Any] = {}
        for key, (key_node, value) in node.entries.items():
            slot = known.get(key)
            if slot is None:
                self.wrong(key_node.place, f"there is no field {quoted(key)} here{did_you_mean(key, known)}")
            elif (found := self.value(value, slot.way, contacts)) is not None:
                values[slot.name] = found
        if not values.keys() >= required(kind):
            raise self._missing(node, [key for key, slot in known.items() if slot.required and slot.name not in values])
        return record(place=node.place, **values)

    def _missing(self, node: Mapping, keys: list[str]) -> Wrong:
        """Note which fields were not written; of the others something else is wrong, and is told."""
        for key in keys:
            if key not in node.entries:
                self.wrong(node.place, f'the field "{key}" is missing')
        return Wrong()

    def several(self, node: Node, each: Way, contacts: bool, alone: bool, some: bool) -> tuple[Any, ...]:
        """A list, of at least one with `some`; with `alone` a single scalar may stand without its brackets."""
        if alone and isinstance(node, Scalar):
            return (each(self, node, contacts),)
        if not isinstance(node, Listing):
            raise self.wrong(node.place, f"a list was expected here, not {_shown(node)}")
        if not node.items and some:
            raise self.wrong(node.place, "there is no place here: every fact names at least one in its source")
        found = [self.value(item, each, contacts) for item in node.items]
        return tuple(item for item in found if item is not None)

    def mapping(self, node: Node, name: type[Text], how: Way, contacts: bool) -> dict[Any, Any]:
        """A mapping whose keys are the publisher's own."""
        if not isinstance(node, Mapping):
            raise self.wrong(node.place, f"names and values were expected here, not {_shown(node)}")
        found = {}
        for key_node, value_node in node.entries.values():
            key = self._or_none(partial(self.text, key_node, name, contacts))
            value = self.value(value_node, how, contacts)
            if key is not None and value is not None:
                found[key] = value
        return found

    def _or_none(self, make: Callable[[], Any]) -> Any:
        try:
            return make()
        except Wrong:
            return None

    def choice(self, node: Node, options: list[str]) -> Text:
        """One of a fixed list of words."""
        if not isinstance(node, Scalar) or node.text not in options:
            said, word = (quoted(node.text), node.text) if isinstance(node, Scalar) else (_shown(node), "")
            wrong = self.wrong(node.place, f"one of {', '.join(options)} was expected, not {said}{did_you_mean(word, options)}")
            if not (meant := nearest(word, options)):
                raise wrong
            self.understood += 1
            return Text(meant, node.place)
        return Text(node.text, node.place)

    def dates(self, node: Node) -> Dates:
        """A date, a list of dates, or a date that is only words: `printed:` and perhaps `sort:`."""
        if isinstance(node, Mapping):
            form = self.record(node, Printed, False)
            place = form.sort.place if isinstance(form.sort, Text) else form.place
            return self._dated(place, partial(dates.printed, form.printed, form.sort))
        if not isinstance(node, Listing):
            return self._one_date(node)
        if not node.items or None in [self._or_none(partial(self._one_date, part)) for part in node.items]:
            raise Wrong if node.items else self.wrong(node.place, "a date was expected here, not an empty list")
        return self._dated(node.place, partial(dates.read, [part.text for part in node.items if isinstance(part, Scalar)]))

    def _one_date(self, node: Node) -> Dates:
        if not isinstance(node, Scalar):
            raise self.wrong(node.place, f"a date was expected here, not {_shown(node)}")
        if node.plain and node.text in NOTHING:
            raise self.empty(node)
        return self._dated(node.place, partial(dates.read_alone, node.text))

    def _dated(self, place: Place, make: Callable[[], Dates]) -> Dates:
        try:
            found = make()
        except BadDate as error:
            raise self.wrong(place, str(error)) from error
        return Dates(found.spans, found.words, place)

    def text(self, node: Node, kind: type[T], contacts: bool) -> T:
        """A scalar of one kind of text."""
        if not isinstance(node, Scalar):
            hint = f'; a ": " made a key of it: {QUOTE_HINT}' if isinstance(node, Mapping) and not node.flow else ""
            raise self.wrong(node.place, f"words were expected here, not {_shown(node)}{hint}")
        if node.cut and issubclass(kind, ProseText):
            raise self.wrong(node.place, CUT)
        if node.flow and node.plain and issubclass(kind, ProseText):
            raise self.wrong(node.place, "text inside [ ] or { } must be in quotation marks, or a comma in it would end it")
        fault = (_fault if len(node.text) > SHORT else _fault_of_short)(kind, node.text, contacts)
        if fault:
            raise self.wrong(node.place, fault)
        if issubclass(kind, MarkdownText):
            self.problems += [Problem(node.place, one.message) for one in (*slips.misread(node.text, ""), *markdown.problems(node.text, ""))]
        return kind(node.text.strip(), node.place)


def _fault(kind: type[Text], words: str, contacts: bool) -> str | None:
    """What is wrong with words of a kind, in which contact details may stand or may not."""
    return kind.fault(words) or (None if contacts or kind is HashText else privacy.fault(words))


_fault_of_short = lru_cache(maxsize=1 << 13)(_fault)
"""The same of ids, areas, kinds and places, which stand in one record after another."""


def _shown(node: Node) -> str:
    if isinstance(node, Scalar):
        return quoted(node.text) if node.text else "nothing"
    return "a list" if isinstance(node, Listing) else "a mapping"
