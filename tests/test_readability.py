"""How hard words are to read is counted by a stated rule."""

from time import process_time

import pytest

from plainspoken import readability
from plainspoken.readability import measure, sentences, syllables


@pytest.mark.parametrize(("word", "count"), [
    ("child", 1), ("children", 2), ("inspector", 3), ("organisation", 5), ("Centre", 2),  # in the dictionary
    ("children’s", 2), ("bus's", 2), ("plonk's", 1),  # the owner's word, and one more after a hiss
    ("well-being", 3), ("co-operate", 4), ("2011", 4), ("9", 1), ("1,200", 4),
    ("plonkle", 2), ("plonke", 1), ("plonked", 1), ("plonted", 2), ("zzz", 1),  # by the rule
])
def test_syllables_come_from_the_dictionary_or_the_rule(word: str, count: int) -> None:
    assert syllables(word) == count


@pytest.mark.parametrize(("block", "count"), [
    ("Staff were kind. They came in 2011. Were they late?", 3),
    ("It cost 4.5 pounds.", 1),
    ("A point without a full stop", 1),
    ("“We were heard.” They said so.", 2),
    ("One line\nthat goes on.", 1),
    ("- - -", 0),
])
def test_sentences_end_where_a_reader_hears_them_end(block: str, count: int) -> None:
    assert len(sentences(block)) == count


def test_a_word_with_hyphens_or_an_apostrophe_is_one_word() -> None:
    assert readability.count_words("The girl’s well-being, in 2008/09, did matter") == 8


def test_the_grade_is_that_of_flesch_and_kincaid() -> None:
    found = measure(["The cat sat on the mat.", "It sat there for one hour."])
    assert (found.words, len(found.sentences), found.syllables) == (12, 2, 13)
    assert found.grade == pytest.approx(0.39 * 6 + 11.8 * 13 / 12 - 15.59)
    assert (found.mean, found.longest) == (6, 6)


def test_longer_words_and_sentences_have_a_higher_grade() -> None:
    plain = measure(["Staff were kind. They came on time."])
    hard = measure(["Practitioners demonstrated considerable professionalism and attended appointments punctually."])
    assert hard.grade > plain.grade + 10


def test_nothing_measures_nothing() -> None:
    found = measure([])
    assert (found.words, found.mean, found.longest, found.grade, found.sentences) == (0, 0, 0, 0, ())


@pytest.mark.parametrize(("text", "found"), [
    ("The NHS and two PCTs met.", ("NHS", "PCTs")), ("A&E was full", ("A&E",)), ("The U.K. paid.", ("U.K",)),
    ("I saw A cat", ()), ("Ofsted came", ()), ("OK", ("OK",)),
])
def test_abbreviations_are_runs_of_capitals(text: str, found: tuple[str, ...]) -> None:
    assert measure([text]).abbreviations == found


@pytest.mark.parametrize(("text", "is_so"), [
    ("The national health service (NHS) came.", True), ("The NHS (national health service) came.", True), ("NHS came.", False), ("NHS (big) came.", False),
    ("We met them: health care (NHS) came.", True), ("A big, (NHS) came", False), ("Care. Well (NHS).", True), ("Care. I (NHS).", False),
    ("The child's-care (NHS) came.", True), ("NHS (big) or NHS (so big) came.", True), ("NHS (big; it is", False), ("NHS (big) so it came (then).", False),
    ("The NHS (a; NHS (national body) came.", True),
])
def test_an_abbreviation_is_explained_beside_it_or_elsewhere(text: str, is_so: bool) -> None:
    assert readability.explained("NHS", text, ()) is is_so
    assert readability.explained("NHS", text, ["NHS"])


@pytest.mark.parametrize("text", ["they came and ", "a - ", "NHS (", "NHS (came and ", "(NHS) ", "NHS and (came "])
def test_to_look_for_the_words_of_an_abbreviation_takes_no_minute_in_a_long_text(text: str) -> None:
    """An early pattern took time by the square of the length or more; a linear one needs a tenth of a second."""
    started = process_time()
    assert not readability.explained("NHS", text * (200_000 // len(text)), ())
    assert process_time() - started < 10


def test_the_passive_voice_is_reported_and_ordinary_words_are_not() -> None:
    assert measure(["Children were not always helped."]).passive == ("were not always helped",) or measure(["Children were helped."]).passive
    assert measure(["They were taught at home. It was made of wood."]).passive == ("were taught", "was made")
    assert measure(["Staff were kind. They had been there."]).passive == ()


def test_hard_words_are_those_of_three_syllables_or_more_each_once() -> None:
    assert measure(["Inspectors met inspectors in 2011 at school."]).hard == ("inspectors",)
