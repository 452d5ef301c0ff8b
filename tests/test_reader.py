"""A node and a type walked side by side: what fits becomes a record, what does not is told at its own place."""

from dataclasses import dataclass, field
from typing import ClassVar, Literal

import pytest

from plainspoken import nodes, reader
from plainspoken.dates import Dates
from plainspoken.fields import Hash, Id, Language, Markdown, Prose, Ref, Where, Word
from plainspoken.nodes import CUT, QUOTE_HINT
from plainspoken.problems import Place, Text
from plainspoken.record import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Step(Record):
    """A record inside another."""

    id: Id
    label: Prose


@dataclass(frozen=True, slots=True, kw_only=True)
class Line(Record):
    """Somebody to ring."""

    holds_contacts: ClassVar[bool] = True

    number: Word


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample(Record):
    """One field of every type there is."""

    name: Prose
    start: Dates | None = field(default=None, metadata={"key": "from"})
    code: Word | None = None
    area: Ref | None = None
    kind: Literal["full", "partial"] = "full"
    where: tuple[Where, ...] = ()
    topics: tuple[Ref, ...] = ()
    steps: tuple[Step, ...] = ()
    step: Step | None = None
    names: dict[Language, Prose] = field(default_factory=dict)
    scales: dict[str, Step] = field(default_factory=dict)
    about: Markdown = ""
    hash: Hash | None = None
    lines: tuple[Line, ...] = ()


def good(text: str) -> Sample:
    """The record of a text without fault."""
    found, problems = read(text)
    assert problems == []
    assert found is not None
    return found


def faults(text: str) -> list[str]:
    """What is wrong with a text whose first line is `name: A name`, as line:col: message."""
    found, problems = read("name: A name\n" + text)
    assert found is None
    return [str(problem).removeprefix("f:") for problem in problems]


def read(text: str) -> tuple[Sample | None, list[object]]:
    """Text to record."""
    node, problems = nodes.parse(text, "f")
    assert node is not None, problems
    assert problems == []
    return reader.read(node, Sample)  # type: ignore[return-value]


def test_a_record_holds_what_was_written_and_where() -> None:
    found = good("name: >-\n  A long\n  name\nfrom: 2008-05\nwhere:\n  - page 1\n  - page 2\nsteps:\n  - id: good\n    label: \"Good: #1\"\n")
    assert (found.name, found.where, found.kind, found.topics) == ("A long name", ("page 1", "page 2"), "full", ())
    assert found.start is not None
    assert (found.start.words, found.start.place) == ("May 2008", Place("f", 4, 7))
    assert [(step.id, step.label, step.place) for step in found.steps] == [("good", "Good: #1", Place("f", 9, 5))]
    assert isinstance(found.where[1], Text)
    assert found.where[1].place == Place("f", 7, 5)


def test_a_list_of_one_may_be_written_without_its_brackets() -> None:
    assert good("name: A\nwhere: page 1\ntopics: housing\n") == good("name: A\nwhere: [\"page 1\"]\ntopics: [housing]\n")


def test_words_in_quotation_marks_are_words() -> None:
    assert good('name: "null"\ncode: "~"\n').name == "null"


def test_a_date_may_be_one_or_several_or_words() -> None:
    words = [good(f"name: A\nfrom: {written}\n").start for written in ("2008", "[2008, May 2009]", "{printed: \"Annual plan\", sort: 2008}")]
    assert [start and start.words for start in words] == ["2008", "2008 and May 2009", "Annual plan"]


@pytest.mark.parametrize(("text", "fault"), [
    ("nam: x\n", '2:1: there is no field "nam" here (did you mean "name"?)'),
    ("zebra: x\n", '2:1: there is no field "zebra" here'),
    ("start: 2008\n", '2:1: there is no field "start" here'),
    ("place: x\n", '2:1: there is no field "place" here'),
    ("steps:\n  - id: good\n", '3:5: the field "label" is missing'),
    ("code:\n", "2:6: there is no value here: write one, or leave the line out"),
    ("code: null\n", "2:7: there is no value here: write one, or leave the line out"),
    ("code: ~\n", "2:7: there is no value here: write one, or leave the line out"),
    ("where:\n", "2:7: there is no value here: write one, or leave the line out"),
    ("topics: [a, ~]\n", "2:13: there is no value here: write one, or leave the line out"),
    ("steps:\n", "2:7: there is no value here: write one, or leave the line out"),
    ("step:\n", "2:6: there is no value here: write one, or leave the line out"),
    ("names:\n", "2:7: there is no value here: write one, or leave the line out"),
    ("kind:\n", "2:6: there is no value here: write one, or leave the line out"),
    ("from:\n", "2:6: there is no value here: write one, or leave the line out"),
    ("from: [2008, null]\n", "2:14: there is no value here: write one, or leave the line out"),
    ('code: ""\n', "2:7: there is nothing here"),
    ('about: " "\n', "2:8: there are no words here"),
    ("code: [x]\n", "2:7: words were expected here, not a list"),
    ("code: {x: y}\n", "2:7: words were expected here, not a mapping"),
    ("code:\n  x: y\n", f'3:3: words were expected here, not a mapping; a ": " made a key of it: {QUOTE_HINT}'),
    ("where:\n  - Care: page 1\n", f'3:5: words were expected here, not a mapping; a ": " made a key of it: {QUOTE_HINT}'),
    ("where: []\n", "2:8: there is no place here: every fact names at least one in its source"),
    ("topics: {a: b}\n", "2:9: a list was expected here, not a mapping"),
    ("steps: x\n", '2:8: a list was expected here, not "x"'),
    ("steps: {id: a, label: \"b\"}\n", "2:8: a list was expected here, not a mapping"),
    ("step: x\n", '2:7: fields were expected here (id, label …), not "x"'),
    ("step: [x]\n", "2:7: fields were expected here (id, label …), not a list"),
    ("names: x\n", '2:8: names and values were expected here, not "x"'),
    ("names: [x]\n", "2:8: names and values were expected here, not a list"),
    ("names: {English: \"x\"}\n", '2:9: "English" is not a language tag like en-GB'),
    ("scales:\n  Our scale:\n    id: a\n    label: b\n",
     '3:3: "Our scale" cannot be an id: use 1 to 80 of a-z, 0-9 and -, with a letter or digit at both ends'),
    ("kind: none\n", '2:7: one of full, partial was expected, not "none"'),
    ("kind: [full]\n", "2:7: one of full, partial was expected, not a list"),
    ("from: {}\n", '2:7: the field "printed" is missing'),
    ("from: []\n", "2:7: a date was expected here, not an empty list"),
    ("from: [2008, [2009]]\n", "2:14: a date was expected here, not a list"),
    ("from:\n  printed: Annual plan\n  sort: 2008/2010\n", '4:9: "2008/2010": one day, month or year was expected, to file it by'),
    ("area: Staying safe\n", '2:7: "Staying safe" is not an id or a path of ids like haven/review-2007#recommendation-4'),
    ("about: one, #2 on the list\n", f"2:8: {CUT}"),
    ("names: {en: x}\n", "2:13: text inside [ ] or { } must be in quotation marks, or a comma in it would end it"),
    ("about: Ring 01632 960123.\n", "2:8: this looks like a telephone number; records hold roles and places, no way to reach a person"),
    ("code: jo@riverton.example\n", "2:7: this looks like an e-mail address; records hold roles and places, no way to reach a person"),
    ("about: \"a <br> b\"\n", '2:8: raw HTML is not used here: "<br>"'),
    ("about: |\n  a\n\n  [b](javascript:c)\n", "2:8: a link leads to https://"),
])
def test_what_does_not_fit_is_told_at_its_own_place(text: str, fault: str) -> None:
    assert faults(text)[0].startswith(fault)
    assert len(faults(text)) == 1


def test_a_word_nearly_right_is_told_and_the_rest_is_read_on() -> None:
    node, _ = nodes.parse("name: A\nkind: ful\n", "f")
    assert node
    found, problems = reader.read(node, Sample)
    assert [str(problem) for problem in problems] == ['f:2:7: one of full, partial was expected, not "ful" (did you mean "full"?)']
    assert found is not None and found.kind == "full"
    node, _ = nodes.parse("name: A\nkind: ful\nfrom: 2008-13\n", "f")
    assert node
    found, problems = reader.read(node, Sample)
    assert (found, len(problems)) == (None, 2)


def test_a_comment_after_a_word_is_a_comment() -> None:
    assert good("name: A\nkind: partial # for now\ncode: E1 # of the register\n").code == "E1"


def test_every_fault_of_a_record_is_told() -> None:
    told = faults("nam: x\nfrom: [2008-09, 2008-13]\nsteps:\n  - id: A\n  - label: b\nkind: x\n")
    assert sorted(fault.split(" ")[0] for fault in told) == ["2:1:", "3:17:", "3:8:", "5:5:", "5:9:", "6:5:", "7:7:"]


def test_contacts_stand_only_where_they_are_meant_to_be_rung() -> None:
    assert good("name: A\nlines:\n  - number: 01632 960123\n").lines[0].number == "01632 960123"
    assert len(faults("steps:\n  - id: a\n    label: 01632 960123\n")) == 1


def test_a_hash_is_no_telephone_number() -> None:
    digits = "01632960123".ljust(64, "a")
    assert good(f"name: A\nhash: {digits}\n").hash == digits


def test_a_file_of_many_records_is_read_by_id() -> None:
    node, _ = nodes.parse("good:\n  id: good\n  label: Good\nbad:\n  id: bad\n", "f")
    assert node is not None
    found, problems = reader.read_mapping(node, Step)
    assert (found, [str(problem) for problem in problems]) == ({}, ['f:5:3: the field "label" is missing'])
