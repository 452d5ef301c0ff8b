"""Markdown -> the slips by which a parser takes it for something else than its writer meant."""

import re
from collections.abc import Iterator

from plainspoken import markdown
from plainspoken.problems import Place, Problem, quoted

FRONT = re.compile(r"---[ \t]*(?:\n|\Z)")
UNPARTED = re.compile(r"^ {0,3}(?P<signs>#{2,6})(?=[^\s#])(?P<words>.+)", re.MULTILINE)


def misread(text: str, name: str) -> list[Problem]:
    """Front matter, which nothing here reads, and headings without the space after their signs."""
    if FRONT.match(text):
        return [Problem(Place(name), "front matter (---) is not used here: begin with the text; what a page is about stands in YAML beside it")]
    return list(_headings(text, name)) if UNPARTED.search(text) else []


def _headings(text: str, name: str) -> Iterator[Problem]:
    """Headings that the parser takes for words; in code they may stand."""
    lines = text.split("\n")
    for token, start in markdown.parsed(text):
        for number in range(start, start + token.content.count("\n") + 1) if token.type == "inline" else ():
            if match := UNPARTED.match(lines[number - 1]):
                written = f"{match['signs']} {match['words'].strip()}"
                yield Problem(Place(name, number, match.start("signs") + 1), f"a heading has a space after its signs: write {quoted(written)}")
