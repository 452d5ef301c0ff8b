"""A publisher's words stand in sentences as English has them."""

import pytest

from plainspoken.english import capital, possessive


@pytest.mark.parametrize(("words", "shown"), [("the council", "The council"), ("NHS trusts", "NHS trusts"), ("iLearn homes", "ILearn homes"), ("", "")])
def test_the_first_letter_alone_becomes_a_capital(words: str, shown: str) -> None:
    assert capital(words) == shown


@pytest.mark.parametrize(("words", "shown"), [
    ("the council", "the council’s"), ("the trustees", "the trustees’"), ("the business", "the business’s"), ("the NHS", "the NHS’s"),
])
def test_whose_something_is_ends_as_it_is_said(words: str, shown: str) -> None:
    assert possessive(words) == shown
