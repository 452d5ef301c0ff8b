"""The files that are written once for many inspections -> their records, read once for the same bytes."""

from collections.abc import Iterable
from dataclasses import fields
from pathlib import Path
from typing import NamedTuple

from plainspoken import codec, content
from plainspoken.codec import digest
from plainspoken.content import Content, Once
from plainspoken.crew import Crew
from plainspoken.memo import Memo, version
from plainspoken.problems import Problem
from plainspoken.survey import Survey

CHUNK = 100
"""Files a worker reads at a time."""
MANY = 300
"""Files from which workers read them."""


PARTS = tuple(part.name for part in fields(Once))


class Files(NamedTuple):
    """Files for a worker to read: (their names in messages, where they are)."""

    names: list[tuple[str, Path]]


def read(task: Files) -> list[tuple[str, list[Problem], bytes]]:
    """Of each file its name, what is wrong with it and, where nothing is, what it holds, encoded. Raises Stop (3)."""
    return [(name, *_read(name, place)) for name, place in task.names]


def _read(name: str, place: Path) -> tuple[list[Problem], bytes]:
    found = Content()
    problems = content.read_file(found, place, name)
    if problems:
        return problems, b""
    base = _of(found)
    codec.forget_places(base)
    return [], codec.encode(base)


def _of(found: Content) -> Once:
    return Once(**{part: getattr(found, part) for part in PARTS})


def load(survey: Survey, memo: Memo, crew: Crew) -> tuple[Content, list[Problem]]:
    """Content without inspections, and without places; and what is wrong with the files it comes from. Raises Stop (3)."""
    survey.hash(survey.once)
    whole = _whole_key(survey)
    held = memo.get(whole)
    if held is None:
        found, problems = _gathered(survey, memo, crew)
        if not problems:
            memo.put({whole: codec.encode(found)})
        held = codec.encode(found)
    else:
        problems = []
    base = codec.decode(held, Once)
    return Content(**{part: getattr(base, part) for part in PARTS}, files=frozenset(survey.files)), problems


def needed(survey: Survey) -> list[bytes]:
    """Where the memo has all this."""
    return [_whole_key(survey), *_keys(survey).values()]


def _whole_key(survey: Survey) -> bytes:
    return digest(b"base", version(), survey.folder.name.encode(), survey.digest(survey.once))


def _keys(survey: Survey) -> dict[str, bytes]:
    """Where it has each file."""
    return {path: digest(b"once", version(), survey.folder.name.encode(), path.encode("utf-8", "surrogateescape"), survey.hashes[path])
            for path in survey.once}


def _gathered(survey: Survey, memo: Memo, crew: Crew) -> tuple[Once, list[Problem]]:
    """Each file from the memo or anew; all of them together."""
    keys = _keys(survey)
    held = memo.many(keys.values())
    missing = [path for path in survey.once if keys[path] not in held]
    tasks = (Files([(f"{survey.folder.name}/{path}", survey.place(path)) for path in some]) for some in _chunks(missing))
    problems, fresh = list[Problem](), dict[bytes, bytes]()
    for results in crew.run(read, tasks, len(missing) > MANY, disk=True):
        for name, faults, data in results:
            problems += faults
            if not faults:
                fresh[keys[name.partition("/")[2]]] = data
    memo.put(fresh)
    found = Once()
    for path in survey.once:
        known = held.get(keys[path]) or fresh.get(keys[path])
        if known:
            _add(found, codec.decode(known, Once))
    return found, problems


def _add(found: Once, more: Once) -> None:
    for part in PARTS:
        getattr(found, part).update(getattr(more, part))


def _chunks(paths: list[str]) -> Iterable[list[str]]:
    return [paths[start:start + CHUNK] for start in range(0, len(paths), CHUNK)]


def anew(survey: Survey) -> Content:
    """The same with places, for the report of a fault. Raises Stop (3)."""
    found = Content(files=frozenset(survey.files))
    for path in survey.once:
        content.read_file(found, survey.place(path), f"{survey.folder.name}/{path}")
    return found
