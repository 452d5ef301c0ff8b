"""The files that are written once for many inspections -> their records, read once for the same bytes."""

from collections.abc import Iterable
from dataclasses import fields, replace
from pathlib import Path
from typing import Any, NamedTuple

from plainspoken import codec, content, gateway
from plainspoken.codec import digest
from plainspoken.content import Content, Once
from plainspoken.crew import Crew
from plainspoken.memo import Memo, version
from plainspoken.problems import Problem
from plainspoken.survey import Survey, hash_of

CHUNK = 100
"""Files a worker reads at a time."""
MANY = 300
"""Files from which workers read them."""


PARTS = tuple(part.name for part in fields(Once))


class Files(NamedTuple):
    """Files for a worker to read: (their names in messages, where they are)."""

    names: list[tuple[str, Path]]


class Found(NamedTuple):
    """What came of reading one file."""

    name: str
    hash: bytes
    problems: list[Problem]
    data: bytes
    """What it holds, encoded; empty where something is wrong."""


def read(task: Files) -> list[Found]:
    """Read some files. Raises Stop (3)."""
    return [_read(name, place) for name, place in task.names]


def _read(name: str, place: Path) -> Found:
    found = Content()
    data, faults = gateway.read_bytes(place, name)
    problems = faults or content.read_file(found, place, name, data)
    if problems:
        return Found(name, hash_of(data, faults), problems, b"")
    base = _of(found)
    codec.forget_places(base)
    return Found(name, hash_of(data, faults), [], codec.encode(base))


def _of(found: Content) -> Once:
    return Once(**{part: getattr(found, part) for part in PARTS})


def load(survey: Survey, memo: Memo, crew: Crew) -> tuple[Content, list[Problem]]:
    """Content without inspections, and without places; and what is wrong with the files it comes from. Raises Stop (3)."""
    held = None
    if survey.hashes:  # else nothing is known of any, and the workers read them all
        survey.hash(survey.once)
        held = memo.get(_whole(survey))
    base, problems = (codec.decode(held, Once), []) if held else _gathered(survey, memo, crew)
    return Content(**{part: getattr(base, part) for part in PARTS}, files=frozenset(survey.files)), problems


def needed(survey: Survey) -> list[bytes]:
    """Where the memo has all this."""
    return [_whole(survey), *(_key(survey, path) for path in survey.once)]


def _whole(survey: Survey) -> bytes:
    """Stands for all of these files."""
    return digest(b"base", version(), survey.folder.name.encode(), survey.digest(survey.once))


def _gathered(survey: Survey, memo: Memo, crew: Crew) -> tuple[Once, list[Problem]]:
    """Each file from the memo or anew; all of them together."""
    held = _held(survey, memo)
    missing = [path for path in survey.once if path not in held]
    tasks = (Files([(f"{survey.folder.name}/{path}", survey.place(path)) for path in some]) for some in _chunks(missing))
    problems, fresh = list[Problem](), dict[bytes, bytes]()
    for results in crew.run(read, tasks, len(missing) > MANY, disk=True):
        for name, found, faults, data in results:
            path = name.partition("/")[2]
            survey.hashes[path] = found
            problems += faults
            if not faults:
                held[path] = fresh[_key(survey, path)] = data
    every = Once()
    for path in survey.once:
        if path in held:
            _add(every, codec.decode(held[path], Once))
    memo.put(fresh if problems else {**fresh, _whole(survey): codec.encode(every)})
    return every, problems


def _held(survey: Survey, memo: Memo) -> dict[str, bytes]:
    """What the memo holds of files, by their paths."""
    keys = {path: _key(survey, path) for path in survey.once if path in survey.hashes}
    held = memo.many(keys.values())
    return {path: held[key] for path, key in keys.items() if key in held}


def _key(survey: Survey, path: str) -> bytes:
    return digest(b"once", version(), survey.folder.name.encode(), path.encode("utf-8", "surrogateescape"), survey.hashes[path])


def _add(found: Once, more: Once) -> None:
    for part in PARTS:
        getattr(found, part).update(getattr(more, part))


def over(base: Content, read: Once, path: str) -> Content:
    """The content with what one of these files holds now in place of what it held."""
    found: dict[str, Any] = {part: getattr(read, part) for part in PARTS if getattr(read, part)}
    if "/" in path:  # there may be more such files
        found = {part: getattr(base, part) | some for part, some in found.items()}
    return replace(base, **found)


def _chunks(paths: list[str]) -> Iterable[list[str]]:
    return [paths[start:start + CHUNK] for start in range(0, len(paths), CHUNK)]


def anew(survey: Survey) -> Content:
    """The same with places, for the report of a fault. Raises Stop (3)."""
    found = Content(files=frozenset(survey.files))
    for path in survey.once:
        content.read_file(found, survey.place(path), f"{survey.folder.name}/{path}")
    return found
