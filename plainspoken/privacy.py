"""Text -> personal contact details in it, which no record may hold.

Only `portal.yaml`'s help lines and answer routes are meant to be rung or written to.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

PATTERNS = {
    "an e-mail address": re.compile(r"(?<![\w.+-])[\w.+-]++\s?@\s?[\w-]+(?:\.[\w-]+)+"),
    "a telephone number": re.compile(
        r"""(?<![\d.,])(?<!\d[/–-])(?:                             # not inside a figure or a span of years
        (?:\+|00)[ ]?\d{1,3}[\s()-]{0,3}(?:\(0\))?(?:[\s()–-]{0,2}\d){9,10}
        | \(?0(?:[\s()–-]{0,2}\d){9,10}
        | \(?0\d{2,4}\)?[./]\d{3,4}[\s./-]?\d{2,4}              # 01632.960.123: a dot, but no decimal and no date
        | 080[08]\s\d{4}                                        # the short free ones
        )(?!\d)""", re.VERBOSE),
    "a National Insurance number": re.compile(
        r"\b[A-CEGHJ-TW-Z][A-CEGHJ-NP-TW-Z][\s-]?\d\d[\s-]?\d\d[\s-]?\d\d[\s-]?[A-D]\b", re.IGNORECASE),
    "a full postcode": re.compile(
        r"\b[A-Z]{1,2}\d[A-Z\d]?\s{0,2}(?!\d(?:st|nd|rd|th)\b)\d[ABD-HJLNP-UW-Z]{2}\b", re.IGNORECASE),
}
SIGN = re.compile(r"[@\d](?:(?<=@)|(?<=[^\W\d_]\d)|(?:\W{0,5}\d){5})")
"""What no contact detail is without: an @, a digit behind a letter, or six digits close together. Most texts have none, and end here."""
DRESSED = re.compile(r"[^\x00-\x7f]")
JOINED = re.compile("[\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}]")


def faults(text: str) -> Iterator[tuple[int, str]]:
    """Where each contact detail stands in the text, counted from 0, and a message that says which kind it is."""
    plain = _undressed(text)
    if not SIGN.search(plain):
        return
    for kind, pattern in PATTERNS.items():
        for match in pattern.finditer(plain):
            yield match.start(), f"this looks like {kind}; records hold roles and places, no way to reach a person"


def fault(text: str) -> str | None:
    """The message of the first contact detail, or None."""
    return next((message for _, message in faults(text)), None)


def _undressed(text: str) -> str:
    """The text with every character in its plain form, one for one, so that places stay true."""
    if text.isascii() or (unicodedata.is_normalized("NFKC", text) and not JOINED.search(text)):  # nearly all
        return text
    return DRESSED.sub(lambda char: _narrow(char[0]), text)


@cache
def _narrow(char: str) -> str:
    """The plain form of a full-width or otherwise dressed character."""
    plain = unicodedata.normalize("NFKC", char)
    return " " if JOINED.match(char) else plain if len(plain) == 1 else char
