"""Text -> personal contact details in it, which no record may hold.

Only `portal.yaml`'s help lines and answer routes are meant to be rung or written to.
"""

import re
import unicodedata

PATTERNS = {
    "an e-mail address": re.compile(r"[\w.+-]+\s?@\s?[\w-]+(\.[\w-]+)+"),
    "a telephone number": re.compile(r"(?<![\d.,])(?:\+\d{1,3}[\s(-]{0,2}|\(?0)(?:[\s()-]{0,2}\d){9,10}(?!\d)"),
    "a National Insurance number": re.compile(
        r"\b[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d\d ?\d\d ?\d\d ?[A-D]\b", re.IGNORECASE),
    "a full postcode": re.compile(
        r"\b[A-Z]{1,2}\d[A-Z\d]? ?(?!\d(?:st|nd|rd|th)\b)\d[ABD-HJLNP-UW-Z]{2}\b", re.IGNORECASE),
}


def fault(text: str) -> str | None:
    """What kind of contact detail stands in the text, as a message, or None."""
    plain = unicodedata.normalize("NFKC", text)
    for kind, pattern in PATTERNS.items():
        if pattern.search(plain):
            return f"this looks like {kind}; records hold roles and places, no way to reach a person"
    return None
