"""Lean pages -> the search index: Pagefind run over them, and what it wrote kept while what is searched stays the same.

An index is one file in the cache, named by the content folder and by the hash of all that it was made from. A cache that is
deleted or damaged costs time and nothing else.
"""

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterable, Sequence
from contextlib import suppress
from functools import partial
from importlib import metadata
from pathlib import Path
from time import time

import cbor2

from plainspoken import bundle, deflate, indexer, urls
from plainspoken.audit import Seen
from plainspoken.bundle import canonical
from plainspoken.lean import Lean
from plainspoken.problems import ENVIRONMENT_FAULT, Place, Problem, Stop, escaped
from plainspoken.render import environment

TEMPLATE = "search/lean.html"
KEPT = 8
"""Indexes in the cache, of as many content folders."""
LEFT = 3600.0
"""Seconds after which a folder to work in belongs to nobody."""
WORK, SUFFIX = "work-", ".index"


def astray(leans: Iterable[Lean], seen: Iterable[Seen]) -> list[Problem]:
    """A problem for every result that would lead nowhere."""
    ids = {page.path: frozenset(page.ids) for page in seen}
    problems = []
    for lean in leans:
        path, _, word = lean.address.partition("#")
        wanted = [*filter(None, [word]), *(part.id for part in lean.parts)]
        if path not in ids:
            problems.append(Problem(Place(path), "search would lead here, and there is no such page"))
        else:
            problems += [Problem(Place(path), f"search would lead to #{one}, and the page has no such id") for one in wanted if one not in ids[path]]
    return problems


def build(leans: Sequence[Lean], templates: Path, cache: Path, content: Path) -> dict[str, bytes]:
    """The index of these pages, from the cache or made anew: address -> bytes. Raises Stop (3) when Pagefind cannot make it."""
    template = environment(templates).get_template(TEMPLATE)
    texts = {lean.path: template.render(lean=lean) for lean in leans}
    kept = cache / f"{_owner(content)}-{_digest(texts)}{SUFFIX}"
    files = _held(kept)
    if files is None:
        files = {urls.INDEX + name: data for name, data in made(texts).items()}
        with suppress(OSError):  # the cache's disk may be full, or let nothing be written: that is no reason to have no index
            _keep(files, kept)
    _tidy(cache, kept)
    return files


def last(cache: Path, content: Path) -> dict[str, bytes]:
    """The newest index of a content folder, whatever has changed since; empty where there is none."""
    found = sorted(cache.glob(f"{_owner(content)}-*{SUFFIX}"), key=partial(_age, time()))
    return next(filter(None, map(_held, found)), {})


def made(texts: dict[str, str]) -> dict[str, bytes]:
    """What Pagefind makes of these pages. Raises Stop (3) where it fails or leaves a page out."""
    try:
        files = canonical(indexer.index(texts))
    except OSError as error:
        raise _failed(f"{error.filename}: {error.strerror}" if error.filename else str(error)) from error
    except (indexer.Failed, ImportError) as error:
        raise _failed(str(error)) from error
    except (ValueError, LookupError, TypeError, cbor2.CBORError) as error:
        raise _failed(f"it made what cannot be read: {error}") from error
    count = sum(name.startswith("fragment/") for name in files)
    if count != len(texts):
        raise _failed(f"it read {count} of {len(texts)} pages")
    return files


def _failed(reason: str) -> Stop:
    line = f"Pagefind could not make the search index: {escaped(reason)}. Install the libraries again, or build with --no-search."
    return Stop([line], ENVIRONMENT_FAULT)


def _owner(content: Path) -> str:
    """How the files of a content folder begin."""
    return hashlib.sha256(os.fsencode(os.path.abspath(content))).hexdigest()[:8]


def _digest(texts: dict[str, str]) -> str:
    """Changes with what is searched, with Pagefind, and with what we make of its files."""
    found = hashlib.sha256()
    for library in ("pagefind", "pagefind-bin"):
        with suppress(metadata.PackageNotFoundError):
            found.update(metadata.version(library).encode())
    for module in (bundle, deflate, indexer):
        found.update(Path(str(module.__file__)).read_bytes())
    for path, text in sorted(texts.items()):
        found.update(f"{path}\0{len(text)}\0{text}".encode())
    return found.hexdigest()[:24]


def _keep(files: dict[str, bytes], place: Path) -> None:
    """Put an index into the cache, whole or not at all. Raises OSError."""
    place.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=WORK, dir=place.parent, ignore_cleanup_errors=True) as work:
        draft, data = Path(work) / "index.cbor", cbor2.dumps(files)
        draft.write_bytes(hashlib.sha256(data).digest() + data)
        draft.replace(place)


def _held(place: Path) -> dict[str, bytes] | None:
    """An index in the cache; None where there is none, or it is damaged."""
    try:
        told = place.read_bytes()
    except OSError:
        return None
    if hashlib.sha256(told[32:]).digest() != told[:32]:
        return None
    files: dict[str, bytes] = cbor2.loads(told[32:])
    return files


def _tidy(cache: Path, newest: Path) -> None:
    """Make room: older indexes of the same content, those of folders long left, and what killed builds left to work in."""
    now, owner = time(), newest.name.partition("-")[0]
    with suppress(OSError):
        indexes = sorted(cache.glob(f"*{SUFFIX}"), key=partial(_age, now))
        for old in [one for one in indexes if one.name.startswith(owner) and one != newest] + indexes[KEPT:]:
            old.unlink(missing_ok=True)
        for work in cache.glob(f"{WORK}*"):
            if _age(now, work) > LEFT:
                shutil.rmtree(work, ignore_errors=True)


def _age(now: float, place: Path) -> float:
    """Seconds since it was written; without end when it is gone."""
    try:
        return now - place.stat().st_mtime
    except OSError:
        return float("inf")
