"""A built portal -> its kinds of page, with the longest of each, where a layout is tried hardest, the shortest, and one between.

A kind is a template. Which page comes of which is asked of the code that makes pages, so that a new kind is looked at
from the day it is there.
"""

from pathlib import Path
from typing import NamedTuple

from plainspoken import pipeline, portal
from plainspoken.making import LOCAL
from plainspoken.options import WHOLE


class Kind(NamedTuple):
    """A kind of page and where its longest, its middling and its shortest stand."""

    name: str
    longest: str
    middling: str
    shortest: str


def kinds(output: Path, content: Path, assets: Path) -> list[Kind]:
    """Every kind of page of what was built there from this content, by name. A page of no template is a kind of its own."""
    made = portal.build(pipeline.load(content, assets, lambda *_: None))
    templates = {page.path: page.template for family in (*LOCAL, *WHOLE) for page in family(made)}
    found: dict[str, list[str]] = {}
    for file in sorted(output.rglob("*.html")):
        path = str(file.relative_to(output))
        name = templates.get(path, "").removeprefix("pages/").removesuffix(".html") or path
        found.setdefault(name, []).append(path)
    by_size = {name: sorted(paths, key=lambda path: ((output / path).stat().st_size, path)) for name, paths in found.items()}
    return [Kind(name, paths[-1], paths[len(paths) // 2], paths[0]) for name, paths in sorted(by_size.items())]
