"""YAML is read by its events: every node has its place, and what two readers could read differently is refused."""

import pytest

from plainspoken import nodes
from plainspoken.nodes import DEEPEST, Node

KEYLESS = "this line has no key: write the key, a colon and a space"
PARTED = nodes.UNPARTED_ITEM
GOES_ON = f"is indented like text that goes on: indent it like the keys beside it; if it is text, {nodes.QUOTE_HINT}"


def good(text: str) -> Node:
    """The one document of a text without fault."""
    node, problems = nodes.parse(text, "f")
    assert problems == []
    assert node is not None
    return node


def faults(text: str) -> list[str]:
    """What is wrong with a text, as line:col: message."""
    return [str(problem).removeprefix("f:") for problem in nodes.parse(text, "f")[1]]


def test_every_node_knows_its_place() -> None:
    root = good("# first\na: b\nlist:\n  - c\n  - d: e\n")
    key, value = root.entries["a"]
    items = root.entries["list"][1].items
    assert [node.place[1:] for node in (root, key, value, *items, items[1].entries["d"][1])] == [(2, 1), (2, 1), (2, 4), (4, 5), (5, 5), (5, 8)]


def test_places_are_counted_in_characters() -> None:
    assert good("é: [“ü”, x]\n").entries["é"][1].items[1].place[1:] == (1, 10)


def test_every_scalar_stays_text() -> None:
    root = good("[1, 1.0, 0x1F, 1_000, true, no, 2008-05-09, 12:30:00, .inf, 010, 1e3]")
    assert [item.text for item in root.items] == "1 1.0 0x1F 1_000 true no 2008-05-09 12:30:00 .inf 010 1e3".split()


def test_quoted_and_block_texts_are_not_plain() -> None:
    root = good("a: \"x\"\nb: 'x'\nc: |\n  x\nd: >-\n  x\n  y\ne: x\n")
    assert [(value.text, value.plain) for _, value in root.entries.values()] == [("x", False), ("x", False), ("x\n", False), ("x y", False), ("x", True)]


def test_what_stands_in_brackets_is_known() -> None:
    root = good("a: [b, {c: d}]\ne: f\n")
    inner = root.entries["a"][1].items[1].entries["c"][1]
    assert (root.entries["a"][1].flow, inner.flow, root.entries["e"][1].flow) == (True, True, False)


def test_a_comment_after_plain_text_cuts_it_and_after_other_text_does_not() -> None:
    root = good("a: one, #2 on the list\nb: \"x\" # c\nc: >- # c\n  x #1\nd: x#y\ne: # none\nf: x\n# c\ng: a\n  b # c\n")
    assert [key for key, (_, value) in root.entries.items() if value.cut] == ["a", "g"]


@pytest.mark.parametrize(("text", "fault"), [
    ("a: &b c\n", '1:4: anchors ("&b") are not used here: write the value where it belongs'),
    ("a: &b\n  - c\n", '1:4: anchors ("&b") are not used here: write the value where it belongs'),
    ("&b a: c\n", '1:1: anchors ("&b") are not used here: write the value where it belongs'),
    ("a: *b\n", '1:4: aliases ("*b") are not used here: write the value again'),
    ("*b : c\n", '1:1: aliases ("*b") are not used here: write the value again'),
    ("a: !!int 1\n", '1:4: tags ("tag:yaml.org,2002:int") are not used here: every value is text until the schema reads it'),
    ("a: ! 1\n", '1:4: tags ("!") are not used here: every value is text until the schema reads it'),
    ("!!map {a: b}\n", '1:1: tags ("tag:yaml.org,2002:map") are not used here: every value is text until the schema reads it'),
    ("a:\n  <<: b\n", "2:3: merge keys (<<) are not used here: write the fields out"),
    ("[a, b]: c\n", "1:1: a key must be a word, not a list or mapping"),
    ("? {a: b}\n: c\n", "1:3: a key must be a word, not a list or mapping"),
    ("a: b\n---\nc: d\n", "2:1: a second document begins here: one file holds one record"),
    ("a: b\n...\nc: d\n", "3:1: a second document begins here: one file holds one record"),
    ("%YAML 1.2\n---\na: b\n", "1:1: directives (%YAML, %TAG) are not used here"),
    ("%TAG ! tag:x,2000:\n---\na: b\n", "1:1: directives (%YAML, %TAG) are not used here"),
    ("", "1:1: the file is empty"),
    ("# nothing\n", "1:1: the file is empty"),
    ("a: b\na: c\n", '2:1: the key "a" stands twice; it is first on line 1'),
    ("a: b\n'a': c\n", '2:1: the key "a" stands twice; it is first on line 1'),
    ("{a: b, c: d, a: e}\n", '1:14: the key "a" stands twice; it is first on line 1'),
])
def test_what_could_be_read_in_two_ways_is_refused_where_it_stands(text: str, fault: str) -> None:
    assert faults(text) == [fault]


@pytest.mark.parametrize(("text", "fault"), [
    ("a: Note: this\n", f'1:8: a ": " in the text starts a key here: {nodes.QUOTE_HINT}'),
    ("a: this\n  note: that\n", f'2:3: "note" {GOES_ON}'),
    ("a: this\n  old note: that\n", f'2:11: a ": " in the text starts a key here: {nodes.QUOTE_HINT}'),
    ("l:\n  - area: a\n     grade: b\n", f'3:6: "grade" {GOES_ON}'),
    ("l:\n  - area: a\n    grade: b\n     where: c\n", f'4:6: "where" {GOES_ON}'),
    ("a: b\n  c: d\n", f'2:3: "c" {GOES_ON}'),
    ("l:\n  -area: a\n    grade: b\n", f"2:3: {PARTED}"),
    ("l:\n  - area: a\n  -area: b\n", f"3:3: {PARTED}"),
    ("a: b\nc:d\ne: f\n", f'2:1: {KEYLESS}, "c: d"'),
    ("c:d\ne: f\n", f'1:1: {KEYLESS}, "c: d"'),
    ("a: b\nc:d\n", f'2:1: {KEYLESS}, "c: d"'),
    ("a: b\nc:\N{NO-BREAK SPACE}d\ne: f\n", f'2:1: {KEYLESS}, "c: d"'),
    ("a: b\nc = d\ne: f\n", f'2:1: {KEYLESS}, "c: d"'),
    ("l:\n  - id:a\n    kind: b\n", f'2:5: {KEYLESS}, "id: a"'),
    ("l:\n  - id: a\n    kind:b\n    text: c\n", f'3:5: {KEYLESS}, "kind: b"'),
    ("a: b\nc d\ne: f\n", f"2:1: {KEYLESS}, or indent it if it goes on with the text above"),
    ("a: *old* b\n", f"1:4: text cannot begin with this sign: {nodes.QUOTE_HINT}"),
    ("a:\n  - *old* b\n", f"2:5: text cannot begin with this sign: {nodes.QUOTE_HINT}"),
    ("a: & b\n", f"1:4: text cannot begin with this sign: {nodes.QUOTE_HINT}"),
    ("a: | b\n", f"1:4: text cannot begin with this sign: {nodes.QUOTE_HINT}"),
    ("a: > b\n", f"1:4: text cannot begin with this sign: {nodes.QUOTE_HINT}"),
    ("a: ? b\n", f"1:4: text cannot begin with this sign: {nodes.QUOTE_HINT}"),
    ("a: one, #2\n  and three\n", f"1:9: {nodes.CUT}"),
    ("- one #2\n  and three\n", f"1:7: {nodes.CUT}"),
    ('a: "Good" was the grade\n', f"1:11: text goes on after its closing quotation mark: {nodes.QUOTE_HINT}"),
    ("a: 'it's'\n", f"1:8: text goes on after its closing quotation mark: {nodes.QUOTE_HINT}"),
    ("a: - b\n", f'1:4: a list begins on a line of its own; if this "-" is text, {nodes.QUOTE_HINT}'),
    ("a: @b\n", f"1:4: text cannot begin with this sign: {nodes.QUOTE_HINT}"),
    ("a: `b`\n", f"1:4: text cannot begin with this sign: {nodes.QUOTE_HINT}"),
    ("a: ]\n", f"1:4: text cannot begin with this sign: {nodes.QUOTE_HINT}"),
    ("a:\n\tb: c\n", "2:1: indent with spaces, not with tabs"),
    ("a: b\n\tc: d\n", "2:1: indent with spaces, not with tabs"),
    ("a: |\n\tb\n", "2:1: indent with spaces, not with tabs"),
    ("a: [b\nc: d\n", "1:4: what opens here is not closed by line 2"),
    ("a: {b: c\nd: e\n", "1:4: what opens here is not closed by line 2"),
    ('a: "b\nc: d\n', "1:4: what opens here is not closed by line 3"),
    ("a:\n  b: c\n d: e\n", "3:2: this line is indented unlike those above it"),
    ("a: >-\nb\nc: d\n", f"2:1: {KEYLESS}, or indent it if it goes on with the text above"),
    ("a: [b]]\n", "1:7: this is not YAML: a key was expected"),
    ('a: "\\q"\n', "1:5: this is not YAML: found unknown escape character"),
    ('a: "\\ud800"\n', "1:7: this is not YAML: found invalid Unicode character escape code"),
    ("%FOO\n---\na: b\n", "1:5: this is not YAML: found unknown directive name"),
])
def test_a_slip_of_syntax_is_told_at_its_cause_with_what_to_do(text: str, fault: str) -> None:
    assert faults(text) == [fault]


@pytest.mark.parametrize(("escape", "fault"), [
    (r"\0", "U+0000 is a control character"), (r"\e", "U+001B is a control character"), (r"\x7f", "U+007F is a control character"),
    (r"\N", "U+0085 is a line break"), (r"\L", "U+2028 is a line break"), (r"\P", "U+2029 is a line break"), (r"\r", "U+000D is a line break"),
    (r"\u202e", "U+202E changes the direction"), (r"\u200b", "U+200B is a character that cannot be seen"), (r"\U000e0041", "U+E0041 is a character"),
])
def test_an_escape_hides_nothing_that_could_not_be_written_out(escape: str, fault: str) -> None:
    (told,) = faults(f'a: "fine{escape}b"\n')
    assert told.startswith(f"1:4: {fault}")


def test_a_hidden_character_in_a_key_is_told_too() -> None:
    assert faults('"a\\u202eb": c\n') == ["1:1: U+202E changes the direction of text unseen: remove it"]


def test_an_escape_may_write_what_is_plain() -> None:
    assert good(r'"a\tb\nc\"d\u00e9\_"').text == 'a\tb\nc"dé\N{NO-BREAK SPACE}'


@pytest.mark.parametrize(("opening", "closing", "place"), [("[", "]", "1:33"), ("{a: ", "}", "1:126"), ("- ", "", "1:65")])
def test_nesting_is_bounded(opening: str, closing: str, place: str) -> None:
    assert faults(opening * (DEEPEST - 1) + "b" + closing * (DEEPEST - 1)) == []
    for depth in (DEEPEST, 100_000):
        assert faults(opening * depth + "b" + closing * depth) == [f"{place}: lists and mappings nest deeper than 32 here"]


def test_a_long_name_is_cut_in_the_message() -> None:
    assert len(faults("a: &" + "b" * 100_000 + " c\n")[0]) < 200
    assert len(faults("a: !" + "b" * 100_000 + " c\n")[0]) < 200


def test_many_faults_of_one_file_are_all_told() -> None:
    assert len(faults("a: b\n" * 5)) == 4
