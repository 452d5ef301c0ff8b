"""A built file, read as a browser would -> what it links to and what is wrong with it.

The worker that writes a file looks at it, while it is at hand and on every core; the parent joins what the workers
saw, since only the whole knows whether a link leads anywhere.
"""

import csv
import io
import json
import posixpath
import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from sys import intern
from typing import NamedTuple, NoReturn
from urllib.parse import unquote
from xml.parsers import expat

from plainspoken import standards, urls
from plainspoken.document import Document, read_markup, read_style, without_comments
from plainspoken.problems import Place, Problem, did_you_mean, quoted

Rule = Callable[[Document], Iterator[Problem]]
IMPORT = re.compile("@import", re.IGNORECASE)
WITH_IDS = (".html", ".svg")
"""Suffixes of files whose fragments are ids."""


class Link(NamedTuple):
    """A link to a file of this site, and where it is written first."""

    target: str
    """From the site's root. It begins with "../" when it leaves the site, with "/" when it is written so."""
    fragment: str
    written: str
    line: int = 1
    column: int = 1


@dataclass(frozen=True, slots=True)
class Seen:
    """What was seen in one built file: little enough to send back, keep, and hold for a whole site."""

    path: str
    title: str = ""
    ids: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    """Each target and fragment once. A link at fault by itself is among the problems instead."""
    problems: tuple[Problem, ...] = ()


def look(path: str, body: bytes, placed: bool = True) -> Seen:
    """What one built file holds. `path` is below the site's root; a file of a kind we do not know is not opened.

    Links that are not `placed` say nothing of where they are written, which nobody asks as long as they lead somewhere.
    """
    kind = posixpath.splitext(path)[1]
    if kind not in READERS:
        return Seen(path)
    try:
        document = READERS[kind](path, body.decode())
    except UnicodeDecodeError as error:
        before = Document(path, body[:error.start].decode())
        return Seen(path, problems=(before.problem("this is not UTF-8", len(before.text)),))
    problems = tuple(problem for rule in RULES.get(kind, ()) for problem in rule(document))
    title = document.title if kind == ".html" else ""
    return Seen(path, title, tuple(document.ids), tuple(_links(document, placed).values()), problems)


def join(seen: Iterable[Seen], all_paths: Collection[str], base_path: str = "/") -> list[Problem]:
    """What is wrong between files, sorted: links and fragments that lead nowhere, titles that are not unique.

    `all_paths` is every file of the site, `base_path` the path of its base address. `seen` is read once, so it may be
    a stream. The problems that each file was seen to have are not repeated.
    """
    known, base = frozenset(all_paths), base_path.rstrip("/") + "/"
    problems: list[Problem] = []
    titles: dict[str, list[str]] = {}
    ids: dict[str, tuple[str, ...]] = {}
    aimed: dict[tuple[str, str], list[Place]] = {}
    for page in seen:
        ids[page.path] = tuple(intern(name) for name in page.ids)
        if page.title:
            titles.setdefault(page.title, []).append(page.path)
        for link in page.links:
            target = within(link.target, base)
            if fault := _astray(target, known, base):
                message = f"link {quoted(link.written)}: {fault}"
                problems.append(Problem(Place(page.path, link.line, link.column), message))
            elif wanted := aim(target, link.fragment):
                aimed.setdefault((target, wanted), []).append(Place(page.path, link.line, link.column))
    for (target, name), places in aimed.items():
        if name not in ids.get(target, ()):
            message = f"link to {target}: it has no id {quoted(name)}{did_you_mean(name, ids.get(target, ()))}"
            problems += [Problem(place, message) for place in places]
    for words, paths in titles.items():
        first, *others = sorted(paths)
        problems += [Problem(Place(path), f"title {quoted(words)} is also that of {first}") for path in others]
    return sorted(problems)


def within(target: str, base: str) -> str:
    """The target of a link from the root of a site that lies below this path; one outside it stays as it is."""
    return target.removeprefix(base) if target.startswith("/") else target


def aim(target: str, fragment: str) -> str:
    """The id that a link wants of its target; empty where it wants none."""
    return unquote(fragment) if fragment and target.endswith(WITH_IDS) and not urls.asks(target, fragment) else ""


def _astray(target: str, known: Collection[str], base: str) -> str:
    """Why a link to this target leads nowhere; empty when it leads to a file."""
    if target in known:
        return ""
    if target.startswith("/"):
        return f"it does not start with {base}"
    if target == ".." or target.startswith("../"):
        return "it leaves the site"
    index = posixpath.normpath(posixpath.join(target, "index.html"))
    return f"a link ends in a file name: {index}" if index in known else f"there is no {target}"


def _links(document: Document, placed: bool) -> dict[tuple[str, str], Link]:
    """Links to files of this site that have no fault by themselves, each once, by path and fragment.

    Places are searched in the text, each from the last one on: a page has too many links to read its tags for that.
    """
    found: dict[tuple[str, str], Link] = {}
    above, own = _folders(document.path), "/" if document.path == urls.NOT_FOUND else "."
    text, reached = document.text, {"": (0, 1)}
    for _, attribute, written, (_, path, fragment, names_a_file), where in document.led.get(own, ()):
        if not names_a_file or (path, fragment) in found:
            continue
        if not placed:
            found[path, fragment] = Link(_target(above, path), fragment, written)
            continue
        start, line = reached.get(attribute, (0, 1))
        in_text = written.replace("&", "&amp;")
        offset = where if isinstance(where, int) else text.find(f'{attribute}="{in_text}"', start)
        column = 1
        if offset >= 0:
            line += text.count("\n", start, offset)
            column = offset - text.rfind("\n", 0, offset)
            reached[attribute] = offset, line
        found[path, fragment] = Link(_target(above, path), fragment, written, line if offset >= 0 else 1, column)
    return found


def _folders(path: str) -> list[str]:
    """The folder of a file, the one around it, and so on to the root: "a/b/", "a/", ""."""
    parts = path.split("/")[:-1]
    return ["".join(f"{part}/" for part in parts[:depth]) for depth in range(len(parts), -1, -1)]


def _target(above: list[str], path: str) -> str:
    """Where a path leads from within these folders, as Link has it."""
    climbs, rest = _climb(path)
    if rest and climbs < len(above):  # nearly all, and five times as fast
        return above[climbs] + rest
    return posixpath.normpath(posixpath.join(above[0], unquote(path)))


@lru_cache(maxsize=1 << 14)
def _climb(path: str) -> tuple[int, str]:
    """How many folders up a path leads first, and its plain rest; nothing where that is not plain."""
    rest = path.lstrip("./")
    climbs, odd = divmod(len(path) - len(rest), 3)
    plain = not odd and path.startswith("../" * climbs) and not any(sign in rest for sign in ("./", "//", "%"))
    return climbs, rest if plain else ""


def nothing_imports_style(sheet: Document) -> Iterator[Problem]:
    """No `@import`."""
    for where, _, style in sheet.styles:
        for found in IMPORT.finditer(without_comments(style)):
            place = found.start() if isinstance(where, int) else where
            yield sheet.problem("@import: a style sheet stands alone", place)


def xml_is_well_formed(picture: Document) -> Iterator[Problem]:
    """XML parses."""
    parser = expat.ParserCreate()
    try:
        parser.Parse(picture.text, True)
    except expat.ExpatError as error:
        place = picture.place()._replace(line=error.lineno, column=error.offset + 1)
        yield Problem(place, f"not well-formed: {expat.ErrorString(error.code)}")


def json_parses(data: Document) -> Iterator[Problem]:
    """JSON parses, and has no NaN."""
    try:
        json.loads(data.text, parse_constant=_refuse)
    except ValueError as error:
        yield data.problem(f"not JSON: {getattr(error, 'msg', error)}", getattr(error, "pos", 0))


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no number")


def rows_are_of_one_width(data: Document) -> Iterator[Problem]:
    """CSV parses, and every row has as many cells as the first."""
    reader = csv.reader(io.StringIO(data.text, newline=""), strict=True)
    width = 0
    try:
        for row in reader:
            width = width or len(row)
            if len(row) != width:
                yield Problem(data.place()._replace(line=reader.line_num), f"{len(row)} cells, not {width}")
    except csv.Error as error:
        yield Problem(data.place()._replace(line=reader.line_num), f"not CSV: {error}")


READERS: dict[str, Callable[[str, str], Document]] = {
    ".html": read_markup, ".svg": read_markup, ".css": read_style,
    ".xml": Document, ".json": Document, ".csv": Document, ".js": Document, ".txt": Document,
}
"""How a file is read, by its suffix. All of these are UTF-8."""

ADDRESS_RULES: tuple[Rule, ...] = (
    standards.nothing_is_asked_of_another_site,
    standards.links_start_where_they_should,
    standards.links_end_in_a_file_name,
    nothing_imports_style,
)

MARKUP_RULES: tuple[Rule, ...] = (
    *ADDRESS_RULES,
    standards.ids_are_unique,
    standards.ids_are_words,
    standards.links_within_the_page_lead_somewhere,
    standards.links_go_by_known_schemes,
    standards.elements_handle_no_events,
    standards.scripts_are_in_their_own_files,
    standards.nothing_hides_from_this_audit,
)

RULES: dict[str, tuple[Rule, ...]] = {
    ".html": (
        *MARKUP_RULES,
        standards.html_has_a_language,
        standards.the_title_is_not_empty,
        standards.the_referrer_is_kept,
        standards.there_is_one_main,
        standards.a_skip_link_leads_to_main,
        standards.there_is_one_h1,
        standards.the_h1_is_the_first_heading,
        standards.headings_skip_no_level,
        standards.headings_say_something,
        standards.named_ids_are_there,
        standards.links_say_something,
        standards.images_have_alt,
        standards.drawings_are_hidden_or_named,
        standards.tables_have_captions,
        standards.tables_have_headers,
        standards.table_headers_have_a_scope,
        standards.navs_have_names_of_their_own,
        standards.no_style_is_in_attributes,
        standards.style_is_in_its_own_files,
        standards.pages_stay_where_they_are,
        standards.forms_send_nothing,
    ),
    ".svg": (*MARKUP_RULES, xml_is_well_formed),
    ".css": ADDRESS_RULES,
    ".xml": (xml_is_well_formed,),
    ".json": (json_parses,),
    ".csv": (rows_are_of_one_width,),
}
"""What every file of a kind must hold to."""
