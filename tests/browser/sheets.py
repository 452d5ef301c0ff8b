"""A page -> the sheets of A4 it is printed on, word by word with its place, and what is wrong with them.

Chromium makes the PDF, as a reader's own does, and poppler reads it.
"""

import re
import subprocess
import unicodedata
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any, NamedTuple

from playwright.sync_api import Page

WIDTH, HEIGHT = 680, 994
"""What a sheet of A4 has between its margins, in CSS pixels."""
PAPER = 595.3
"""A4 is so many points wide."""
MARGINS = {"poster": 12, "letter": 18}
"""Millimetres at the sides, where they are not 15."""
KEPT = HEIGHT / 3
"""A row or picture is cut only where it fits no sheet; what else belongs together, only from this height."""
LONG = 24
"""Letters by which words are known again."""
LOST = 0.02
"""Of so many marks poppler may lose one, where it takes it for a part of the word before."""
EMPTY = 0.5
"""A sheet in the middle may be so empty, below its last words."""

MARKS = (Path(__file__).parent / "marks.js").read_text("utf-8")
LOOK = (Path(__file__).parent / "geometry.js").read_text("utf-8")
MARK = re.compile(r"zq\d+qz")
WORD = re.compile(r'<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*?)</word>')
PASSING = re.compile(rb"/(?:CreationDate|ModDate) \(.*?\)")


class Word(NamedTuple):
    """A word of a sheet; points from its left and upper edge."""

    left: float
    top: float
    right: float
    bottom: float
    text: str


Sheet = list[Word]


class Printed(NamedTuple):
    """What came out of the printer, and what the page was to be."""

    sheets: list[Sheet]
    page: dict[str, Any]
    made: bytes = b""
    """The PDF itself."""

    def text(self) -> str:
        """All words, without what parts them: an address may be broken anywhere."""
        return MARK.sub("", "".join(word.text for sheet in self.sheets for word in sheet))

    def places(self) -> dict[str, tuple[int, float]]:
        """Each mark -> the sheet it is on, from nought, and how far down."""
        return {mark: (number, word.top) for number, sheet in enumerate(self.sheets) for word in sheet for mark in MARK.findall(word.text)}


def opened(page: Page, file: Path) -> None:
    """Open a page as it is laid out for print."""
    page.goto(file.as_uri())
    page.set_viewport_size({"width": WIDTH, "height": HEIGHT})
    page.emulate_media(media="print", color_scheme="light")


def document(page: Page) -> bytes:
    """The open page as a PDF with its backgrounds, without the time it was made."""
    return PASSING.sub(b"", page.pdf(prefer_css_page_size=True, print_background=True))


def printed(page: Page, file: Path, marked: bool = True) -> Printed:
    """Print a page, and read what came out."""
    opened(page, file)
    seen: dict[str, Any] = {}
    if marked:
        look = page.evaluate(LOOK)
        seen = page.evaluate(MARKS)
        seen["faults"] += [said for question in ("sideways", "overlaps", "cut") for said in look[question]]
    made = document(page)
    read = subprocess.run(["pdftotext", "-bbox", "-", "-"], input=made, capture_output=True, check=True).stdout.decode()
    return Printed([[Word(*map(float, found[:4]), unicodedata.normalize("NFKC", unescape(found[4]))) for found in WORD.findall(sheet)]
                    for sheet in read.split("<page ")[1:]], seen, made)


def faults(one: Printed, kind: str = "") -> Iterator[str]:
    """What is wrong with a printed page, a sentence each."""
    yield from one.page["faults"]
    yield from off_the_paper(one, MARGINS.get(kind, 15) * 72 / 25.4)
    yield from unsaid(one, own=kind not in MARGINS)
    yield from cut(one)
    yield from headless(one)
    yield from half_empty(one)


def off_the_paper(one: Printed, margin: float) -> Iterator[str]:
    """Words that stand in the margin or beyond it."""
    for number, sheet in enumerate(one.sheets, 1):
        for word in sheet:
            if (word.left < margin - 2 or word.right > PAPER - margin + 2) and not MARK.fullmatch(word.text):
                yield f"“{word.text}” runs into the margin of sheet {number}"


def unsaid(one: Printed, own: bool) -> Iterator[str]:
    """Folded words that are not there, and addresses that a reader of paper cannot press. A poster gives the address of
    the page it belongs to instead of its `own`."""
    there, said = one.places(), one.text()
    for fold in one.page["folds"]:
        for mark, words in fold["words"]:
            if mark not in there and "".join(words.split())[:LONG] not in said:
                yield f"{fold['told']} is printed without “{words}”"
    for address in dict.fromkeys([*one.page["links"], *filter(None, [own and one.page["own"]])]):
        if address.rstrip("/") not in said:
            yield f"the address {address} is not printed"


def cut(one: Printed) -> Iterator[str]:
    """What is parted by the end of a sheet and should not be: rows, pictures and cards, and headings from what they head."""
    there = one.places()
    wanted = {mark for part in (*one.page["parts"], *one.page["headings"]) for mark in part["marks"]}
    if len(wanted - set(there)) > max(1, len(wanted) * LOST):
        yield f"{len(wanted - set(there))} of {len(wanted)} marks are lost"
    for part in one.page["parts"]:
        on = {there[mark][0] for mark in part["marks"] if mark in there}
        if len(on) > 1 and part["height"] <= (HEIGHT if part["whole"] else KEPT):
            yield f"{part['told']} is cut by the end of sheet {min(on) + 1}"
    for heading in one.page["headings"]:
        on = [there[mark][0] for mark in heading["marks"] if mark in there]
        if len(set(on)) > 1:
            yield f"{heading['told']} stands alone at the foot of sheet {on[0] + 1}"


def headless(one: Printed) -> Iterator[str]:
    """Sheets where a table goes on without its head."""
    there = one.places()
    for table in one.page["heads"]:
        rows = sorted(there[mark] for mark in table["marks"] if mark in there)
        for number in sorted({on for on, _ in rows})[1:]:
            first = min(top for on, top in rows if on == number)
            above = "".join(word.text for word in one.sheets[number] if word.top < first)
            if not all(word in above for word in table["words"]):
                yield f"{table['told']} goes on without its head on sheet {number + 1}"


def half_empty(one: Printed) -> Iterator[str]:
    """Sheets that end long before their foot, and none is the last."""
    tall, there = HEIGHT * 0.75, one.places()
    large = {there[part["marks"][0]][0] for part in one.page["parts"] if part["whole"] and part["height"] > HEIGHT * EMPTY and part["marks"][0] in there}
    for number, sheet in enumerate(one.sheets[:-1], 1):
        if number in large:
            continue  # what did not fit any more begins the next
        if (left := 1 - (max((word.bottom for word in sheet), default=0) - 16 * 72 / 25.4) / tall) > EMPTY:
            yield f"sheet {number} is empty by {left:.0%}"
