"""Kinds of words a publisher writes, and what each may hold."""

import pytest

from plainspoken import fields
from plainspoken.fields import RESERVED, AddressText, BaseText, HashText, LanguageText, ProseText, RefText, TelephoneText, WhereText, WordText, id_fault
from plainspoken.problems import Text


@pytest.mark.parametrize("value", ["a", "7", "derby", "jar-2007", "a--b", "a" * 80])
def test_an_id_is_lower_case_letters_digits_and_hyphens(value: str) -> None:
    assert id_fault(value) is None


@pytest.mark.parametrize("value", ["", "-", "-a", "a-", "A", "a_b", "a b", "a.b", "a/b", "a" * 81, "dеrby", "café", "a\n", "²", "a\u200db"])
def test_anything_else_is_no_id(value: str) -> None:
    assert "cannot be an id: use 1 to 80 of a-z, 0-9 and -" in str(id_fault(value))


def test_no_id_may_cover_a_page_of_the_portal() -> None:
    """Those that DESIGN names, and every first part of an address that the site map holds."""
    for name in ("topics plan young-people poster letter data index authorities inspections recommendations compare frameworks search glossary"
                 " about coverage corrections accessibility privacy 404 feed sitemap robots assets").split():
        assert name in RESERVED
        assert id_fault(name) == f'"{name}" cannot be an id: the portal has a page of that name'


@pytest.mark.parametrize(("kind", "good", "bad"), [
    (RefText, "derby derby/jar-2007 derby/jar-2007#recommendation-4", "|Derby|a b|a/b/c|#a|a#|a/|/a|a#b#c|../a|a/b#ä"),
    (AddressText, "https://derby.example http://www.derby.example/a/b.pdf?c=d&e=f#g", "|derby.example|ftp://a.example|javascript:alert(1)"
     "|https://|https://localhost|https://a.example/<b>|https://a.example/a b|HTTPS//a.b|//a.example|https://a.example\n"),
    (BaseText, "https://derby.example http://localhost:8000/ https://derby.example/a/b https://münchen.de/",
     "|derby.example|ftp://a.example|https://|https:///x|https://:80/|https://a.example/b?c|https://a.example/?|https://a.example#b|https://a.example/b c"
     "|https://a@b.example|https://a.example/..|https://a.example/../b|https://a.example/./b|https://a.example\n"),
    (TelephoneText, "999 112 15 *100# 0800-1111 +442079460000", "|ring me|0|0800 call|1111-|a|0800 1111\n|٠٨٠٠"),
    (HashText, "a1" * 32, "|" + "a1" * 31 + "|" + "A1" * 32 + "|" + "g1" * 32),
    (LanguageText, "en en-GB ur zh-Hant pa-Arab-PK", "|English|EN|e|en_GB|en-"),
    (WordText, "4 E10000015 under-way", "| "),
    (ProseText, "Words.", "| |\n"),
])
def test_a_kind_takes_what_it_is_for_and_says_what_is_wrong_with_the_rest(kind: type[Text], good: str, bad: str) -> None:
    assert [value for value in good.split(" ") if kind.fault(value)] == []
    assert [value for value in bad.split("|") if not kind.fault(value)] == []


@pytest.mark.parametrize("value", ["0800 1111", "(020) 7946 0000", "+44 (0)20 7946 0000", "020/7946-0000", "01 40 05 48 48"])
def test_a_number_to_ring_may_be_parted_as_it_is_printed(value: str) -> None:
    assert TelephoneText.fault(value) is None


@pytest.mark.parametrize("value", [
    "paragraph 19", "3.8", "Being healthy", "Being healthy, paragraph 5", "Summary, table", "page 4", "Page 4", "Lasting change", "ballast",
    "Introduction, page 2",
])
def test_a_place_in_a_source_can_be_found_again(value: str) -> None:
    assert WhereText.fault(value) is None


@pytest.mark.parametrize(("value", "reason"), [
    ("last paragraph", '"last" moves'), ("Being healthy, Last table", '"last" moves'), ("paragraph one", "a number was expected"),
    ("Summary, page x", "a number was expected"), (" ", "there are no words here"),
])
def test_a_place_that_moves_or_counts_in_words_is_refused(value: str, reason: str) -> None:
    assert reason in str(WhereText.fault(value))


def test_a_numbered_paragraph_is_cited_by_its_sign() -> None:
    assert fields.place_shown("Being healthy, paragraph 5") == "Being healthy, ¶\N{NO-BREAK SPACE}5"
    assert fields.place_shown("page 4") == "page 4"
