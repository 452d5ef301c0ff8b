"""A built file -> its elements, ids and addresses, each with its place.

The audit's rules are many and pages are tens of thousands: one traversal files every element under its tag and its
attributes, so that a rule reads only the few lists that concern it.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

from plainspoken.problems import Place, Problem, quoted

FETCHED = ("xlink:href", "src", "srcset", "imagesrcset", "poster", "data", "background", "ping", "attributionsrc")
"""Attributes that hold addresses which a browser asks for; those of href it may only follow."""
SEVERAL = {"srcset", "imagesrcset", "ping", "attributionsrc"}
"""Those of them that hold several."""
PAINTED = ("style", "fill", "stroke", "filter", "mask", "clip-path", "cursor", "marker", "marker-start", "marker-mid", "marker-end")
"""Attributes that hold CSS."""
NOTED = {"canonical", "alternate", "license", "author", "help", "next", "prev"}
"""Relations of a `link` that a browser only notes; for any other it asks for the file."""

TAGS = tuple("html title meta main h1 h2 h3 h4 h5 h6 a img area input svg table th nav style script base template".split())
"""Elements that rules find by their tags. Most others of a page are of no concern to any rule."""
UNASKED = frozenset("class width height x y viewBox cx cy r x1 x2 y1 y2 d aria-hidden data-label data-silent data-spoken lang dir scope".split())
"""Attributes by which no rule finds elements. They are most of those that a page with drawings and tables has."""

ODD = re.compile(r"[\x00-\x20\x7f\\]")
URL = re.compile(r"(?:([A-Za-z][A-Za-z0-9+.-]*):|(//))?([^?#]*)(?:\?[^#]*)?(#.*)?")
CSS_URL = re.compile(r"""url\(\s*["']?\s*([^"')\s]*)|["']((?:[a-z]+:)?//\w[^"']*)""", re.IGNORECASE)
CSS_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
REFRESH_URL = re.compile(r"url\s*=\s*[\"']?([^\"'\s]*)", re.IGNORECASE)
START_TAG = re.compile(
    r"""<!--.*?-->|<(?P<raw>script|style|title)\b(?:[^<>"']|"[^"]*"|'[^']*')*+>.*?</(?P=raw)"""
    r"""|<(?P<tag>[a-z][^\s/>]*)(?:[^<>"']|"[^"]*"|'[^']*')*+>""", re.IGNORECASE | re.DOTALL)

Given = dict[str, str | None]
Element = tuple[int, LexborNode, Given, str]
"""(number in document order, node, attributes, tag): a plain tuple, since a build makes millions."""


class Address(NamedTuple):
    """What an address means, its query dropped."""

    kind: str
    """# in this page, . relative, / from the root, // or a scheme elsewhere, ? nothing that we would write."""
    path: str = ""
    fragment: str = ""
    names_a_file: bool = False
    """Its path ends in a file's name with its suffix, rather than in a folder."""


class Reference(NamedTuple):
    """An address in a file."""

    use: str
    """follow: a reader may; note: a browser only notes it; fetch: a browser asks for it."""
    attribute: str
    written: str
    to: Address
    where: Element | int
    """Its element, or its offset in the text."""

    def __str__(self) -> str:
        return f"{self.attribute} {quoted(self.written)}"


@dataclass(slots=True)
class Document:
    """A file as read. Its lists are in document order."""

    path: str
    text: str
    tags: dict[str, list[Element]] = field(default_factory=lambda: {tag: [] for tag in TAGS})
    """Those of TAGS alone, so that a rule cannot look for one that is not filed here."""
    attributes: defaultdict[str, list[Element]] = field(default_factory=lambda: defaultdict(list))
    """All but UNASKED."""
    ids: dict[str, Element] = field(default_factory=dict)
    styles: list[tuple[Element | int, str, str]] = field(default_factory=list)
    """(where, attribute, text) of every piece of CSS: the whole of a style sheet, or elements and attributes."""
    references: list[Reference] = field(default_factory=list)
    led: dict[str, list[Reference]] = field(default_factory=dict)
    """The references by the kind of their address."""
    starts: defaultdict[str, list[re.Match[str]]] = field(default_factory=lambda: defaultdict(list))
    """Start tags in the text by name, looked for only once there is a problem to place."""

    @property
    def title(self) -> str:
        """The page's title, its spaces made single."""
        heads = (node for _, node, _, _ in self.tags["title"] if around(node, ("head",)))
        return next((" ".join(node.text().split()) for node in heads), "")

    def problem(self, message: str, where: Element | int = 0, attribute: str = "") -> Problem:
        """A problem at an offset, or at an element or one of its attributes."""
        return Problem(self.place(where, attribute), message)

    def place(self, where: Element | int = 0, attribute: str = "") -> Place:
        """Line and column, counted from 1; 1 and 1 when the place is not certain."""
        offset = where if isinstance(where, int) else self._offset(where, attribute)
        return Place(self.path, self.text.count("\n", 0, offset) + 1, offset - self.text.rfind("\n", 0, offset))

    def _offset(self, element: Element, attribute: str) -> int:
        if not self.starts:
            for found in START_TAG.finditer(self.text):
                self.starts[(found["raw"] or found["tag"] or "").lower()].append(found)
        tag, root = element[3], element[1].parser.root
        numbers = [number for number, other in enumerate(root.traverse() if root else ()) if other.tag == tag]
        starts = self.starts[tag.lower()]
        if len(starts) != len(numbers):  # a browser adds what was left out, so the text has no such tag
            return 0
        start = starts[numbers.index(element[0])]
        name = re.compile(rf"""[\s"'/]({re.escape(attribute)})[\s=/>]""", re.IGNORECASE)
        inside = name.search(start[0]) if attribute else None
        return start.start() + (inside.start(1) if inside else 0)


def read_markup(path: str, text: str) -> Document:
    """A page or a picture, parsed as a browser without scripts would."""
    document = Document(path, text)
    tags, attributes, concerns_none = document.tags, document.attributes, UNASKED.issuperset
    root = LexborHTMLParser(text).root
    for number, node in enumerate(root.traverse() if root else ()):
        tag, given = node.tag, node.attributes
        if tag in tags:
            tags[tag].append((number, node, given, tag))
        if not concerns_none(given):
            element = number, node, given, tag or ""
            for name in given:
                if name not in UNASKED:
                    attributes[name].append(element)
    for element in attributes["id"]:
        document.ids.setdefault(element[2]["id"] or "", element)
    document.styles.extend(_styles(document))
    return _referred(document)


def read_style(path: str, text: str) -> Document:
    """A style sheet: its addresses alone."""
    return _referred(Document(path, text, styles=[(0, "url()", text)]))


def _referred(document: Document) -> Document:
    """With the addresses in it."""
    for reference in _references(document):
        document.references.append(reference)
        document.led.setdefault(reference.to.kind, []).append(reference)
    return document


@lru_cache(maxsize=1 << 14)
def address(written: str) -> Address:
    """What an address means."""
    found = URL.fullmatch(written)
    if ODD.search(written) or not found:
        return Address("?")
    scheme, elsewhere, path, mark = found.groups(default="")
    if scheme or elsewhere:
        return Address(scheme.lower() or elsewhere)
    if mark and mark == written:
        return Address("#", "", mark[1:])
    return Address("/" if path.startswith("/") else ".", path, mark[1:], "." in path.rpartition("/")[2].strip("."))


def text_of(element: Element, attribute: str) -> str:
    """An attribute's value without spaces around it; empty when it is not there."""
    return (element[2].get(attribute) or "").strip()


def around(node: LexborNode, tags: tuple[str, ...]) -> LexborNode | None:
    """The nearest element around the node that has one of the tags."""
    parent = node.parent
    while parent is not None and parent.tag not in tags:
        parent = parent.parent
    return parent


def says(node: LexborNode, known: Given | None = None) -> bool:
    """Would a screen reader find words in this element? Its attributes may be told, where they are at hand."""
    given = node.attributes if known is None else known
    if given and (given.get("aria-hidden") == "true" or "hidden" in given):
        return False
    if given and ((given.get("aria-label") or "").strip() or given.get("aria-labelledby")):
        return True
    child = node.first_child
    while child is not None:
        words = child.text_content  # of text alone; asking what kind of node it is costs as much again
        if says(child) if words is None else words.strip():
            return True
        child = child.next
    return node.tag == "img" and bool((given.get("alt") or "").strip())


def _references(document: Document) -> Iterator[Reference]:
    for element in document.attributes.get("href", ()):
        written = element[2]["href"] or ""
        yield Reference(_use(element), "href", written, address(written), element)
    for attribute in FETCHED:
        for element in document.attributes.get(attribute, ()):
            value = element[2][attribute] or ""
            for written in _several(attribute, value) if attribute in SEVERAL else (value,):
                yield Reference("fetch", attribute, written, address(written), element)
    for element in document.attributes.get("http-equiv", ()):
        if text_of(element, "http-equiv").lower() == "refresh":
            for written in REFRESH_URL.findall(text_of(element, "content")):
                yield Reference("follow", "content", written, address(written), element)
    for where, attribute, style in document.styles:
        for found in CSS_URL.finditer(without_comments(style)):
            written = found[1] or found[2] or ""
            place = found.start() if isinstance(where, int) else where
            yield Reference("fetch", attribute, written, address(written), place)


def _use(element: Element) -> str:
    tag = element[3]
    if tag == "a" or tag == "area":
        return "follow"
    noted = tag == "link" and NOTED.issuperset((text_of(element, "rel") or "?").lower().split())
    return "note" if noted else "fetch"


def _several(attribute: str, value: str) -> list[str]:
    if attribute in ("ping", "attributionsrc"):
        return value.split()
    return [candidate.split()[0] for candidate in value.split(",") if candidate.strip()]


def _styles(document: Document) -> Iterator[tuple[Element, str, str]]:
    for element in document.tags.get("style", ()):
        yield element, "url()", element[1].text()
    for attribute in PAINTED:
        for element in document.attributes.get(attribute, ()):
            if "(" in (value := element[2][attribute] or "") and "url(" in value.lower():
                yield element, attribute, value


def without_comments(style: str) -> str:
    """A style sheet with its comments blank, every other character where it was."""
    return CSS_COMMENT.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), style)
