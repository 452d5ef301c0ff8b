"""The kinds of words a publisher writes -> what each may hold.

For every kind there is a class, a string that knows its place, whose `fault` says what is wrong with a value; and a
name for it, which the records use as a type: to a type checker it is `str`, and `reader.py` finds the class in it.
"""

import re
from functools import lru_cache
from typing import Annotated, ClassVar

from plainspoken.problems import Text, quoted

RESERVED = frozenset(
    "404 about accessibility api assets authorities badge base compare corrections coverage data feed frameworks"
    " glossary index inspections letter pages pagefind plan poster privacy publishers recommendations robots search sitemap"
    " static topics young-people".split()
)
"""Ids our own addresses use: an authority or inspection of that name would cover one of our pages."""

ID = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,78}[a-z0-9])?")


def id_fault(value: str) -> str | None:
    """Why this cannot be an id, or None. An id is an address for life: a-z, 0-9 and hyphens, 1 to 80 of them."""
    if not ID.fullmatch(value):
        return f"{quoted(value)} cannot be an id: use 1 to 80 of a-z, 0-9 and -, with a letter or digit at both ends"
    if value in RESERVED:
        return f'"{value}" cannot be an id: the portal has a page of that name'
    return None


class PatternText(Text):
    """Text that has a certain form."""

    PATTERN: ClassVar[re.Pattern[str]]
    UNLIKE: ClassVar[str]
    """What is said of a value that has not."""

    @classmethod
    def fault(cls, value: str) -> str | None:
        return None if cls.PATTERN.fullmatch(value) else f"{quoted(value)} {cls.UNLIKE}"


class IdText(Text):
    """A name of our own, part of an address for life."""

    PATTERN = ID

    @classmethod
    def fault(cls, value: str) -> str | None:
        return id_fault(value)


class RefText(PatternText):
    """The id of something written elsewhere: `haven`, `haven/review-2007`, `haven/review-2007#recommendation-4`."""

    PATTERN = re.compile(r"[a-z0-9-]+(/[a-z0-9-]+)?(#[a-z0-9-]+)?")
    UNLIKE = "is not an id or a path of ids like haven/review-2007#recommendation-4"


class WordText(Text):
    """One of a fixed list, a code, or a short term: anything that is matched and not read aloud."""

    @classmethod
    def fault(cls, value: str) -> str | None:
        return None if value.strip() else "there is nothing here"


class NumberText(PatternText):
    """A number in digits: 12, or 4.5."""

    PATTERN = re.compile(r"\d{1,6}(?:\.\d{1,3})?", re.ASCII)
    UNLIKE = "is not a number like 12 or 4.5"


class CountText(PatternText):
    """A whole number, as printed: 7, or 1,204."""

    PATTERN = re.compile(r"[0-9]{1,9}|[0-9]{1,3}(?:,[0-9]{3}){1,2}")
    UNLIKE = "is not a whole number like 7 or 1,204"


class TelephoneText(PatternText):
    """A number to ring: digits, and what is printed between them: 0800 1111, +44 20 7946 0000."""

    PATTERN = re.compile(r"\+?[0-9()*#](?:[ ()./-]*[0-9*#])+")
    UNLIKE = "is not a number to ring: write its digits, as 0800 1111 or +44 20 7946 0000"


class ProseText(Text):
    """Words a reader will read. Quote it when it holds `: ` or ` #`, or write it as a block after `>-`."""

    @classmethod
    def fault(cls, value: str) -> str | None:
        return None if value.strip() else "there are no words here"


class MarkdownText(ProseText):
    """Prose in Markdown: paragraphs, lists, links, emphasis. No raw HTML."""


class WhereText(ProseText):
    """A place in a source.

    `paragraph 19` and `3.8` are numbers the paper prints. A heading may stand alone, or before another below it:
    `Heading, Heading below it`. `Heading, paragraph 5` is counted below the heading: each item of a list is a paragraph,
    a table, a heading and a line that ends in a colon are none, and a paragraph that a page's end cuts is one.
    `Heading, table` is all tables below it. `page 4` is shown to readers; the evidence check cannot prove it.
    """

    LAST = re.compile(r"\blast\b", re.IGNORECASE)
    UNCOUNTED = re.compile(r"\b(?:paragraph|page) (?!\d)")

    @classmethod
    def fault(cls, value: str) -> str | None:
        if cls.LAST.search(value):
            return f'{quoted(value)}: count from the top; "last" moves when somebody counts differently'
        if cls.UNCOUNTED.search(value):
            return f'{quoted(value)}: a number was expected after "paragraph" or "page"'
        return super().fault(value)


@lru_cache(maxsize=1 << 12)
def place_shown(where: str) -> str:
    """A place in a source as a citation shows it. Takes plain strings too, for places have lost their type by then."""
    return re.sub(r"\b[Pp]aragraph (\d+)", "¶\N{NO-BREAK SPACE}\\1", where)


class AddressText(PatternText):
    """A web address, https or http, as printed; it may be dead and is never fetched."""

    PATTERN = re.compile(r"""https?://[^\s<>"'`{}|\\^]+\.[^\s<>"'`{}|\\^]+""")
    UNLIKE = "is not a web address (https://…)"


class BaseText(AddressText):
    """The address a portal stands at: `https://`, a host and perhaps folders. No `?`, `#`, spaces or `..`."""

    PATTERN = re.compile(r"""https?://(?!.*/\.\.?(?:/|$))[^\s<>"'`{}|\\^/?#@:.][^\s<>"'`{}|\\^/?#@]*(?:/[^\s<>"'`{}|\\^?#]*)?""")
    UNLIKE = "cannot be where the portal stands: write https://, a host and perhaps folders, without ?, #, @, spaces and .."


class HashText(PatternText):
    """SHA-256 of a file, in 64 hexadecimal digits."""

    PATTERN = re.compile(r"[0-9a-f]{64}")
    UNLIKE = "is not a SHA-256 in hexadecimal"


class LanguageText(PatternText):
    """A language tag as HTML writes it: `en-GB`, `ur`, `pa`."""

    PATTERN = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
    UNLIKE = "is not a language tag like en-GB"


Id = Annotated[str, IdText]
Ref = Annotated[str, RefText]
Word = Annotated[str, WordText]
Count = Annotated[str, CountText]
Number = Annotated[str, NumberText]
Prose = Annotated[str, ProseText]
Markdown = Annotated[str, MarkdownText]
Where = Annotated[str, WhereText]
Address = Annotated[str, AddressText]
Base = Annotated[str, BaseText]
Hash = Annotated[str, HashText]
Telephone = Annotated[str, TelephoneText]
Language = Annotated[str, LanguageText]
