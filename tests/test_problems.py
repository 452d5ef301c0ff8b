"""A fault looks the same whoever found it: one line, its place, the nearest right word."""

import pickle

import pytest

from plainspoken.problems import Place, Problem, Stop, Text, did_you_mean, environment, escaped, gate, quoted


def test_a_problem_is_one_line_that_begins_with_its_place() -> None:
    assert str(Problem(Place("content/a.yaml", 3, 8), "it is wrong")) == "content/a.yaml:3:8: it is wrong"


def test_a_name_or_value_cannot_forge_or_hide_a_line() -> None:
    shown = str(Problem(Place("a\n\x1b[2Kb\u2028.yaml"), 'there is no "\u202edlog\r\x85\ue000\ud800"'))
    assert shown == r'a\x0a\x1b[2Kb\u2028.yaml:1:1: there is no "\u202edlog\x0d\x85\ue000\ud800"'


def test_escaping_leaves_the_letters_of_every_language() -> None:
    assert escaped("Größe, Łódź, اردو, ਪੰਜਾਬੀ, 日本 – “é”") == "Größe, Łódź, اردو, ਪੰਜਾਬੀ, 日本 – “é”"


def test_the_gate_shows_every_problem_once_in_order() -> None:
    late, early, first = (Problem(Place(file, line, 1), "x") for file, line in (("b", 1), ("a", 10), ("a", 9)))
    with pytest.raises(Stop) as stop:
        gate([late, early, late, first])
    assert stop.value.lines == ["a:9:1: x", "a:10:1: x", "b:1:1: x", "3 problems. Nothing was published."]
    assert (stop.value.faults, stop.value.ending) == (stop.value.lines[:-1], stop.value.lines[-1])
    assert stop.value.code == 2


def test_what_stopped_a_worker_comes_home_whole() -> None:
    with pytest.raises(Stop) as stop:
        gate([Problem(Place("a"), "x")], "Nothing was written.")
    home = pickle.loads(pickle.dumps(stop.value))
    assert (home.faults, home.ending, home.code) == (["a:1:1: x"], "1 problem. Nothing was written.", 2)
    assert home.lines == stop.value.lines


def test_one_problem_is_not_counted_as_many() -> None:
    with pytest.raises(Stop) as stop:
        gate([Problem(Place("a"), "x")])
    assert stop.value.lines[-1] == "1 problem. Nothing was published."


def test_the_gate_lets_what_is_right_pass() -> None:
    gate([])


def test_a_machine_that_refuses_is_named_with_its_own_reason() -> None:
    stop = environment("/a\nb", PermissionError(13, "Permission denied"))
    assert (stop.lines, stop.code) == ([r"/a\x0ab: Permission denied"], 3)


def test_the_nearest_known_word_is_suggested_and_no_far_one() -> None:
    assert did_you_mean("gradee", ["grade", "area"]) == ' (did you mean "grade"?)'
    assert did_you_mean("zebra", ["grade", "area"]) == ""
    assert did_you_mean("x", []) == ""


def test_a_long_value_is_cut() -> None:
    assert quoted("a" * 60) == f'"{"a" * 60}"'
    assert quoted("a" * 61) == f'"{"a" * 60}…"'


def test_a_text_knows_its_place_until_it_is_sent_to_a_worker() -> None:
    text = Text("Derby", Place("a", 2, 3))
    sent = pickle.loads(pickle.dumps(text))
    assert (text.place, text == "Derby") == (Place("a", 2, 3), True)
    assert (sent, type(sent)) == ("Derby", str)
