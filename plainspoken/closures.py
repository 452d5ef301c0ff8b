"""Templates -> what stands for each together with all that it includes, so that an edit touches the pages that show it."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from plainspoken.codec import digest
from plainspoken.problems import environment

TAKES = re.compile(rb"\{%[-+]?\s*(?:extends|include|import|from)\b(.*?)%\}", re.DOTALL)
QUOTED = re.compile(rb"""["']([^"']*)["']""")


def read(folder: Path) -> dict[str, bytes]:
    """The bytes of every template, by its name. Raises Stop (3) when the disk refuses."""
    try:
        return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}
    except OSError as error:
        raise environment(error.filename or folder, error) from error


def closures(templates: dict[str, bytes]) -> dict[str, bytes]:
    """What stands for each template and for every other that it can come to include."""
    direct = {name: _named(text) for name, text in templates.items()}
    return {name: digest(name.encode(), *_parts(sorted(_reached(name, direct)), templates)) for name in templates}


def _parts(names: Iterable[str], templates: dict[str, bytes]) -> Iterator[bytes]:
    for name in names:
        yield from (name.encode(), templates.get(name, b""))


def _reached(name: str, direct: dict[str, frozenset[str]]) -> set[str]:
    found, waiting = set[str](), [name]
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            waiting += direct.get(one, frozenset())
    return found


@cache
def _named(text: bytes) -> frozenset[str]:
    """The templates that one takes something from, by all that stands in quotation marks in such a tag: to take the template apart
    for that would take longer than all else. A name too many costs a page that is made again.
    """
    return frozenset(name.decode(errors="replace") for taken in TAKES.findall(text) for name in QUOTED.findall(taken))
