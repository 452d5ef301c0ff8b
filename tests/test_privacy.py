"""No record holds a way to reach a person, however it is spelt."""

import sys
from random import Random
from time import perf_counter

import pytest

from plainspoken import privacy

FOUND = {
    "an e-mail address": [
        "jo@riverton.example", "Write to jo.bloggs+x@mail.riverton.example.", "jo @ riverton.example", "jo＠riverton.example", "JO@RIVERTON.EXAMPLE",
    ],
    "a telephone number": [
        "01632 960123", "Ring 01632960123 now.", "(01632) 960 123", "01632-960-123", "01632–960123", "01632.960.123", "01632/960123",
        "01632\n960123",
        "01632\N{NO-BREAK SPACE}960123", "01632\N{ZERO WIDTH JOINER}960123", "０１６３２ ９６０１２３", "+441632960123", "+44 1632 960 123",
        "+44 (0)1632 960123",
        "0044 1632 960123", "00 44 1632 960123", "07700 900 123", "020 7946 0123", "0800 1111", "+353 1 234 5678",
    ],
    "a National Insurance number": ["QQ123456C", "QQ 12 34 56 C", "qq 12 34 56 c", "QQ-12-34-56-C"],
    "a full postcode": ["RV1 2AB", "rv12ab", "RV12AB", "RV1  2AB", "RV1\n2AB", "R1 2AB", "RV1A 2AB", "(RV10 2AB)"],
}

NOT_FOUND = [
    "2004-05 2005-06 2006-07", "2008/09, 2009/10 and 2010/11", "01.04.2008-31.03.2009", "09/05/2011 and 10/05/2011", "0.12 0.34 0.56 0.78", "1,234,567,890",
    "E10000015", "3.8", "88%", "key stage 2", "years 10 and 11", "A1 3rd", "16 to 19", "0-5, 6-10 and 11-15", "between 0800 and 1600", "at @ noon",
    "£0.5 million",
    "30e3eb16afd32a12", "section 17", "recommendation-1", "apa-2006", "",
]


@pytest.mark.parametrize(("kind", "text"), [(kind, text) for kind, texts in FOUND.items() for text in texts])
def test_a_contact_detail_is_found_in_every_spelling(kind: str, text: str) -> None:
    assert str(privacy.fault(text)).startswith(f"this looks like {kind};")


@pytest.mark.parametrize("text", NOT_FOUND)
def test_figures_dates_and_codes_are_left_alone(text: str) -> None:
    assert privacy.fault(text) is None


def test_every_detail_is_told_with_where_it_stands() -> None:
    text = "é: jo@riverton.example, 01632 960123."
    assert [(at, message.split(";")[0]) for at, message in privacy.faults(text)] == [
        (text.index("jo@"), "this looks like an e-mail address"), (text.index("01632"), "this looks like a telephone number")]


def test_a_dressed_character_is_never_passed_over() -> None:
    """Texts in normal form are taken as they are: then no character in them may have another plain form."""
    characters = [chr(code) for code in range(sys.maxunicode + 1)]
    dressed = [char for char in characters if privacy.DRESSED.sub(lambda found: privacy._narrow(found[0]), char) != char]
    assert len(dressed) > 3000
    assert all(privacy._undressed(f"a{char}b") == f"a{privacy._narrow(char)}b" for char in dressed)
    random = Random(2006)
    for _ in range(3000):
        text = "".join(random.choices(characters, k=4) + random.choices(dressed, k=random.randrange(2)))
        assert privacy._undressed(text) == privacy.DRESSED.sub(lambda found: privacy._narrow(found[0]), text)


@pytest.mark.parametrize("text", ["a", "AB12", "0 ", "+1", "a@", "@a.", "0123.", "QQ 12 ", "é"])
def test_a_long_text_of_near_misses_takes_no_minute(text: str) -> None:
    """An early pattern took time by the square of the length; a linear one needs a tenth of a second."""
    started = perf_counter()
    privacy.fault(text * (200_000 // len(text)))
    assert perf_counter() - started < 10
