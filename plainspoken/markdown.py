"""Markdown a contributor wrote -> safe HTML, its headings, and glossary words marked where they first stand.

markdown-it-py lets raw HTML through unless told otherwise, and any link scheme a browser might run. Here raw HTML is
a fault with a place, and links follow an allow-list.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import groupby, pairwise, takewhile

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.token import Token
from markupsafe import Markup, escape

from plainspoken import gateway, privacy, prose
from plainspoken.fields import place_shown
from plainspoken.problems import Place, Problem, Text, quoted
from plainspoken.prose import Block
from plainspoken.recall import remembered

OUTSIDE = ("https://", "http://")
INSIDE = ("inspection:", "authority:", "topic:", "framework:", "source:", "page:")
"""Links to records, by id; urls.py knows their addresses."""

BREAKS = {"softbreak", "hardbreak"}


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": True, "typographer": False}).enable("table")
    parser.validateLink = lambda url: True  # type: ignore[method-assign]
    return parser


def problems(text: str, name: str) -> list[Problem]:
    """What may not stand in a Markdown file: raw HTML, links and images of other schemes, contact details, an h1."""
    if _is_plain(text):
        return []
    found: list[Problem] = []
    lines = text.split("\n")
    for at, contact in privacy.faults(text):
        found.append(Problem(Place(name, text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)), contact))
    told = {(problem.place.line, problem.message) for problem in found}
    tokens = parsed(text)
    for token, number in tokens:
        if message := _fault(token):
            found.append(Problem(_place(name, lines, number, token), message))
        if token.type == "inline":
            found += [problem for problem in _shown(token, lines, number, name) if (problem.place.line, problem.message) not in told]
    for token, number, message in (*_wordless(tokens), *_skipped(tokens)):
        found.append(Problem(_place(name, lines, number, token), message))
    return found


def _is_plain(text: str) -> bool:
    """Whether a text is plain words under headings that follow each other, without contact details: then nothing is wrong."""
    blocks = prose.blocks(str(text))
    if blocks is None or gateway.hidden(text, "") or privacy.fault(text):
        return False
    if "\n  " in text and privacy.fault(text.replace("\n  ", "\n")):  # a reader sees no indentation
        return False
    levels = [block.level for block in blocks if block.level]
    return 1 not in levels and all(level <= above + 1 for above, level in pairwise([1, *levels]))


def _shown(token: Token, lines: list[str], line: int, name: str) -> Iterator[Problem]:
    """What only a reader of the page would meet: `jo&#64;example.org`, `01632 *960123*`, `&#8238;`."""
    words = "".join("\n" if child.type in BREAKS else child.content for child in token.children or [])
    for at, message in privacy.faults(words):
        number = min(line + words.count("\n", 0, at), len(lines))
        column = lines[number - 1].find(words[at:at + 2]) + 1
        yield Problem(Place(name, number, max(column, 1)), message)
    titles = [str(child.attrGet("title") or "") for child in token.children or []]
    for hidden in (problem for part in (words, *titles) for problem in gateway.hidden(part, name)):
        yield Problem(Place(name, min(line + hidden.place.line - 1, len(lines)), 1), hidden.message)


def _wordless(tokens: Sequence[tuple[Token, int]]) -> Iterator[tuple[Token, int, str]]:
    """Headings and links without words: a reader of the page could not follow them."""
    silent: list[tuple[Token, int]] = []
    for token, number in tokens:
        kind = token.type.removesuffix("_open").removesuffix("_close")
        if kind in {"heading", "link"} and token.nesting == 1:
            silent.append((token, number))
        elif kind in {"heading", "link"} and silent and silent[-1][0].type == f"{kind}_open":
            yield *silent.pop(), f"this {kind} has no words"
        elif token.content.strip() and token.type != "inline":
            silent.clear()


def _skipped(tokens: Sequence[tuple[Token, int]]) -> Iterator[tuple[Token, int, str]]:
    """Headings that leave out a level. The first is of the highest level, ##, whatever that is on its page."""
    above = 1
    for token, number in tokens:
        if token.type == "heading_open":
            level = int(token.tag[1])
            if level > above + 1:
                yield token, number, (f"a level of headings is left out: {'#' * (above + 1)} comes before {'#' * level}" if above > 1 else
                                      f"the first heading begins with ##, not with {'#' * level}")
            above = level


def parsed(text: str) -> tuple[tuple[Token, int], ...]:
    """A text's tokens, those inside a line too, each with the line it stands on, counted from 1. They are for looking at only:
    what reads a file asks for them several times.
    """
    return _parsed(str(text))  # a text that knows its place would be remembered apart from one that does not


@lru_cache(maxsize=4)
def _parsed(text: str) -> tuple[tuple[Token, int], ...]:
    return tuple(_tokens(_parser().parse(text), 1))


def plain(text: str) -> Iterator[str]:
    """Each heading, paragraph and point of a text, in plain words."""
    blocks = prose.blocks(str(text))
    for block in blocks or ():
        yield block.words.replace("\n", " ")
    for token, _ in parsed(text) if blocks is None else ():
        if token.type == "inline":
            yield "".join(" " if child.type in BREAKS else child.content for child in token.children or [])


def _tokens(tokens: list[Token], line: int) -> Iterator[tuple[Token, int]]:
    for token in tokens:
        line = token.map[0] + 1 if token.map else line
        yield token, line
        inner = line
        for child in token.children or []:
            yield child, inner
            inner += int(child.type in BREAKS)


def _place(name: str, lines: list[str], line: int, token: Token) -> Place:
    wanted = str(token.content or token.attrGet("href") or token.attrGet("src") or token.markup).split("\n")[0]
    column = lines[line - 1].find(wanted) + 1 if line <= len(lines) else 1
    return Place(name, line, max(column, 1))


def _fault(token: Token) -> str | None:
    if token.type in {"html_inline", "html_block"}:
        return f"raw HTML is not used here: {quoted(token.content.strip())}"
    if token.type == "image":
        return "pictures are not used here: a page asks nothing of other sites"
    if token.type == "table_open":
        return "tables are not used here: what they would hold belongs in the record, each fact with its place"
    if token.type == "heading_open" and token.tag == "h1":
        return "the page has its title already: begin headings with ##"
    if token.type == "link_open":
        href = str(token.attrGet("href") or "")
        if not href.startswith((*OUTSIDE, *INSIDE, "#")):
            return f"a link leads to https://, #…, or {', '.join(INSIDE)}, not {quoted(href)}"
    return None


def references(text: str, name: str) -> list[Text]:
    """Links to records in a file's text, as written, each with its place."""
    if not links(text):
        return []
    lines = text.split("\n")
    return [Text(str(token.attrGet("href")), _place(name, lines, line, token)) for token, line in parsed(text)
            if token.type == "link_open" and str(token.attrGet("href")).startswith(INSIDE)]


def render(text: str, resolve: Callable[[str], str], heading_level: int = 2) -> Markup:
    """HTML of a checked text. `resolve` turns a link to a record into an address, or leaves its words alone with none; `##` becomes
    `heading_level`.
    """
    return _linked(text, resolve, heading_level) if links(text) else _unlinked(text, heading_level)


def links(text: str) -> bool:
    """Might a text link to something? Most do not, which these signs tell without taking it apart."""
    return "[" in text or "<" in text


@lru_cache(maxsize=256)
def _unlinked(text: str, heading_level: int) -> Markup:
    """HTML of a text that is the same on every page, as that of a framework is, which stands on the pages of all its inspections."""
    blocks = prose.blocks(text)
    return Markup("".join(_in_blocks(blocks, heading_level))) if blocks is not None else _linked(text, str, heading_level)  # noqa: S704


def _in_blocks(blocks: Iterable[Block], heading_level: int) -> Iterator[str]:
    """HTML of headings, paragraphs and lists of points, as the renderer writes it."""
    for point, some in groupby(blocks, lambda block: block.point):
        for_each = "".join(f"<{tag}>{escapeHtml(words)}</{tag}>\n" for tag, words in ((_tag(block, heading_level), block.words) for block in some))
        yield f"<ul>\n{for_each}</ul>\n" if point else for_each


def _tag(block: Block, heading_level: int) -> str:
    return f"h{_level(block.level, heading_level)}" if block.level else "li" if block.point else "p"


def _level(level: int, heading_level: int) -> int:
    """The level of a heading on a page where `##` becomes `heading_level`."""
    return min(level - 2 + heading_level, 6)


def _linked(text: str, resolve: Callable[[str], str], heading_level: int) -> Markup:
    tokens = _parser().parse(text)
    gone = False
    for token, _ in _tokens(tokens, 1):
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{_level(int(token.tag[1]), heading_level)}"
        elif token.type == "link_open":
            href = str(token.attrGet("href"))
            address = resolve(href) if href.startswith(INSIDE) else href
            token.attrSet("href", address)
            token.hidden = gone = not address
        elif token.type == "link_close" and gone:
            token.hidden, gone = True, False
    return Markup(_parser().renderer.render(tokens, _parser().options, {}))  # noqa: S704


PLACE = re.compile(r"(?<!\s)\s*\(((?:[^()<>]|\([^()<>]*\))+)\)(?=\.?</(?:p|li)>)")


def cited(html: Markup, href: str) -> Markup:
    """HTML in which the bracket that ends a paragraph, its place in the paper, links to the paper."""
    def link(match: re.Match[str]) -> str:
        return f' <a class="cite" href="{escape(href)}">{place_shown(match[1])}</a>'
    return Markup(PLACE.sub(link, html))  # noqa: S704


@remembered
def _forms(terms: Mapping[str, str]) -> tuple[dict[str, str], re.Pattern[str] | None]:
    """Each written form as HTML has it -> its term, and what finds them, the longest first."""
    forms = {str(escape(shape)): term for form, term in terms.items() for shape in (form, form[:1].upper() + form[1:])}
    return forms, re.compile(rf"(?<![\w-])(?:{_branches(sorted(forms))})(?![\w-])") if forms else None


def _branches(words: list[str]) -> str:
    """A pattern of these words, sorted, the longer before those they begin with. It parts where they part: a list of them all would
    be tried from end to end wherever a word of a page begins.
    """
    groups = [list(group) for _, group in groupby(filter(None, words), lambda word: word[0])]
    return "|".join([*map(_branch, groups), *([""] if "" in words else [])])


def _branch(words: list[str]) -> str:
    """The same of words that begin alike."""
    shared = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(words[0], words[-1], strict=False)))  # sorted, so by all between
    rest = [word[shared:] for word in words]
    return re.escape(words[0][:shared]) + (f"(?:{_branches(rest)})" if len(words) > 1 else "")


class Marker:
    """Marks each glossary word where it first stands on one page, as a link to its plain meaning."""

    def __init__(self, terms: Mapping[str, str], address: Callable[[str], str]) -> None:
        """`terms` maps each written form to its term's id, and is one and the same for many pages; `address` turns an id into a link."""
        self.terms, self.pattern = _forms(terms)
        self.address = address
        self.seen: set[str] = set()

    def mark(self, words: str) -> Markup:
        """Plain words as HTML, glossary words linked."""
        return Markup(self._marked(str(escape(words))))  # noqa: S704

    def first(self, words: str) -> list[tuple[str, str]]:
        """Hard words that stand here and did not before on this page: (as written, its term), in order."""
        found: dict[str, str] = {}
        for match in self.pattern.finditer(str(escape(words))) if self.pattern else ():
            if self.terms[match[0]] not in self.seen:
                found.setdefault(self.terms[match[0]], match[0])
        self.seen.update(found)
        return [(form, term) for term, form in found.items()]

    def mark_html(self, html: Markup) -> Markup:
        """HTML of ours with glossary words linked in its text; never inside a link, heading or tag."""
        parts = re.split(r"(<(?:a|h\d)\b.*?</(?:a|h\d)>|<[^>]+>)", html, flags=re.DOTALL)
        return Markup("".join(part if part.startswith("<") else self._marked(part) for part in parts))  # noqa: S704

    def _marked(self, html: str) -> str:
        return self.pattern.sub(self._link, html) if self.pattern else html

    def _link(self, match: re.Match[str]) -> str:
        term = self.terms[match[0]]
        if term in self.seen:
            return match[0]
        self.seen.add(term)
        return f'<a class="term" href="{escape(self.address(term))}">{match[0]}</a>'
