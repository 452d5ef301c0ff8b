"""Phrases of a language file find what they mean, and sentences are filled in."""

import pytest

from plainspoken import phrases


@pytest.mark.parametrize(("phrase", "text", "words"), [
    ("own fault", "It was their OWN\nfault.", "OWN\nfault"),
    ("(children|young people) … (behave|try)", "Some young people really had to try.", "young people really had to try"),
    ("(children|young people) … (behave|try)", "Children try.", "Children try"),
    ("(one|two) (child|children)", "There were two children.", "two children"),
    ("you’re", "See if you're well.", "you're"),
])
def test_a_phrase_is_found_however_it_is_spaced_and_written(phrase: str, text: str, words: str) -> None:
    assert phrases.found([phrase], text) == words


@pytest.mark.parametrize(("phrase", "text"), [
    ("you", "The young came."), ("own fault", "It was down faulty"),
    ("children … behave", "Children one two three four five behave."), ("(one|two) child", "twenty-two child"), ("you", "thank-you"),
])
def test_a_phrase_is_whole_words_and_its_gap_has_an_end(phrase: str, text: str) -> None:
    assert phrases.found([phrase], text) is None


@pytest.mark.parametrize("phrase", ["(a|b", "a|b", "(a|)", "(|b)", "((a|b))", ")a("])
def test_a_broken_choice_is_a_fault(phrase: str) -> None:
    assert phrases.fault(phrase)


def test_whole_phrases_are_right() -> None:
    assert [phrases.fault(one) for one in ("a", "(a|b) c", "a … (b|c d)", "100%.*")] == [None] * 4
    assert phrases.found(["100%.*"], "It is 100%.* sure") == "100%.*"


def test_gaps_are_filled_and_braces_in_what_fills_them_are_left() -> None:
    assert phrases.filled("{place}, {when}", {"place": "A {when}", "when": 2011}) == "A {when}, 2011"
