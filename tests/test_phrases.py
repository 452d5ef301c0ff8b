"""Phrases of a language file find what they mean, and sentences are filled in."""

import re
from random import Random

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


def test_whatever_is_found_was_possible() -> None:
    """A quick look at the words alone decides for most texts that no phrase stands in them: it may never pass over one that does."""
    random = Random(2006)
    listed = ["(children|young people) … (behave|try)", "own fault", "(you|you’re)", "(one|2) (of the|more) (child|boys)",
              "(child|pupil)ren were bad", "you’re … late",
              "a(b|c) d", "été (was|wet)", "(K|ſ) (is|ı) x", "half-day (off|on)"]
    words = [*{word for phrase in listed for word in re.findall(r"[\w’'-]+", phrase)}, "children", "ab", "İ",
             "k", "s", "i", "you're", "You’d", "young", ",", "("]
    found = 0
    for _ in range(20000):
        chosen = random.choices(words, k=random.randrange(1, 7))
        text = random.choice([" ", " ", "  ", "\n"]).join(random.choice([str, str.upper, str.capitalize])(word) for word in chosen)
        for phrase in listed:
            if phrases.found([phrase], text):
                found += 1
                assert phrases.possible([phrase], text), (phrase, text)
    assert found > 300
    assert not phrases.possible(listed, "young people met a nurse")
