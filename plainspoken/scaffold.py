"""A kind of record and an id -> new files in content/, every field with its documentation, to be filled in; or those a portal begins with.

A needed field stands there without a value, which `check` refuses at its place: so no placeholder can be published. What
may be left out stands behind a #. Comments have lines of their own, for a comment after prose would cut it.
"""

import os
import re
import textwrap
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from plainspoken import content
from plainspoken.documentation import FILES, meaning, of_type, shape
from plainspoken.fields import MarkdownText, id_fault
from plainspoken.problems import INPUT_FAULT, Stop, did_you_mean, environment, escaped, quoted
from plainspoken.reader import Slot, slots
from plainspoken.references import portal_language
from plainspoken.story import SECTIONS

WIDTH = 110
PORTAL = "portal"
FILL_IN = "FILL-IN"
"""Stands for a key that is the publisher's own; capitals are no id, so `check` refuses it."""

HEAD = """\
# {path}
#
# Fill in what has no # before it: "python build.py check" refuses an empty value. The rest may stay as it is. To use
# a field, take away one # from it and from the lines that belong to it. Text that holds ": " or " #" stands in
# quotation marks, or as a block after >-. What ref, where, date and so on may hold is told in docs/records.md.
"""
MAPPING = """\
#
# Such lines stand here for each one, below an id of its own in place of {key}. Delete the file if there is none.
"""
STARTER = Path(__file__).with_name("starter")
"""Language files to begin with. They speak of no kind of service or portal in particular."""
SUMMARY = """\
<!-- Write here, in place of these lines, the summary for adults in plain English, ours; 250 to 500 words are advice.
Headings begin with ##. A paragraph ends with its place in the paper, in round brackets: (paragraph 5).
If the paper itself is not held (coverage: partial or known), delete this file. -->
"""
STORY = """\
<!-- Write here, in place of these lines, what young people are told: at most 350 words, at least 150 where the paper is held, in
short sentences and the past tense. Paragraphs stand below the first heading, points that begin with - below the others, five at
most. The first sentence of a point, 14 words at most, is also its line on poster and letter. A point ends with what it rests on in
the record: (#id). Leave out a heading about which nothing is known. Of an inspection that is only known, delete this file. -->
"""


def scaffold(kind: str, name: str, folder: Path, today: date | None = None) -> list[Path]:
    """Write the files of a new record, and say which: of an inspection, plan, framework, authority or source, or of a whole portal.

    `name` is its id, authority/inspection for the first two, empty for a portal, whose folder is made; `today` is the day
    it is added. Raises Stop, and writes nothing then: 2 when the id, its home or an existing file forbids it, 3 when the disk does.
    """
    ids = _ids(kind, name)
    try:
        if kind != PORTAL:
            os.listdir(folder)
        _has_a_home(kind, ids, folder)
        texts = _texts(kind, ids, folder, today or date.today())  # noqa: DTZ011 - the day where the publisher sits
        for path in texts:
            if os.path.lexists(path):
                raise _refused(f"{path} is already here; it stays as it is, and nothing was written")
        return _write(texts)
    except OSError as error:
        raise environment(error.filename or folder, error) from error


def _refused(message: str) -> Stop:
    return Stop([escaped(message)], INPUT_FAULT)


def _ids(kind: str, name: str) -> tuple[str, ...]:
    names, ids = re.findall(r"<(\w+)>", FILES[kind].path), tuple(name.split("/")) if name else ()
    if ids and not names:
        raise _refused(f"{quoted(name)} is too much: a portal has no id; --content DIR says where it is to stand")
    if not ids and names:
        raise _refused(f"which {kind}? {'/'.join(names)} was expected")
    if len(ids) != len(names):
        raise _refused(f"{quoted(name)} names no {kind}: {'/'.join(names)} was expected" + (", ids with a / between" if names[1:] else ""))
    for fault in filter(None, map(id_fault, ids)):
        raise _refused(fault)
    return ids


def _path(kind: str, ids: tuple[str, ...], folder: Path) -> Path:
    found = iter(ids)
    return folder / re.sub(r"<\w+>", lambda _: next(found), FILES[kind].path)


def _has_a_home(kind: str, ids: tuple[str, ...], folder: Path) -> None:
    """An inspection belongs to an authority that is there, a plan to an inspection. Raises Stop."""
    above = {"inspection": ("authority", ids[:1]), "plan": ("inspection", ids)}.get(kind)
    if above and not _path(*above, folder).is_file():
        home, wanted = above[0], "/".join(above[1])
        known = {"/".join(path.relative_to(folder).with_suffix("").parts[1:3])
                 for path in folder.glob(re.sub(r"<\w+>", "*", FILES[home].path))}
        raise _refused(f"there is no {home} {quoted(wanted)}{did_you_mean(wanted, known)}; "
                       f"to begin one: python build.py new {home} {wanted}")


def _texts(kind: str, ids: tuple[str, ...], folder: Path, today: date) -> dict[Path, str]:
    if kind == PORTAL:
        return _portal(folder)
    path = _path(kind, ids, folder)
    lines = _record(FILES[kind].record, ())
    filled = {"added:": f"added: {today}", "#young_people:": "young_people:", "#  written:": f"  written: {today}"}
    body = "\n".join(filled.get(line, line) for line in lines)
    texts = {path: HEAD.format(path=path.relative_to(folder).as_posix()) + body + "\n"}
    if kind == "inspection":
        texts |= {path.with_name("summary.md"): SUMMARY, path.with_name("young-people.md"): STORY + _headings(folder)}
    return texts


def _portal(folder: Path) -> dict[Path, str]:
    """What a portal begins with: its settings, its words, a topic, a hard word."""
    texts = {folder / FILES[PORTAL].path: HEAD.format(path=FILES[PORTAL].path) + "\n".join(_record(FILES[PORTAL].record, ())) + "\n"}
    for part in ("topics", "glossary"):
        lines = _field(FILL_IN, FILES[part].record, (FILES[PORTAL].record,))
        texts[folder / FILES[part].path] = HEAD.format(path=FILES[part].path) + MAPPING.format(key=FILL_IN) + "\n" + "\n".join(lines) + "\n"
    return texts | {folder / "languages" / path.name: path.read_text("utf-8") for path in sorted(STARTER.glob("*.yaml"))}


def _headings(folder: Path) -> str:
    """The headings of young-people.md in the portal's language, as far as the language file can be read; in any, while portal.yaml waits."""
    found, _ = content.read(folder)
    words = found.languages.get(portal_language(found)) or (None if found.settings else next(iter(found.languages.values()), None))
    return "".join(f"\n## {words.young_headings[section]}\n" for section in SECTIONS if section in words.young_headings) if words else ""


def _record(record: Any, around: tuple[Any, ...]) -> Iterator[str]:
    """The lines of a record's fields, needed ones first; `around` are the records it stands in."""
    known = slots(record)
    for key in sorted(known, key=lambda key: not known[key].required):
        body = list(_field(key, known[key].hint, (*around, record)))
        yield from ("",) if not around else ()
        yield from _comment(record, key, known[key])
        yield from body if known[key].required else (f"#{line}" for line in body)


def _comment(record: Any, key: str, slot: Slot) -> list[str]:
    return textwrap.wrap(f"{meaning(record, key)} ({of_type(slot.hint)})".strip(), WIDTH,
                         initial_indent="# ", subsequent_indent="# ", break_long_words=False, break_on_hyphens=False)


def _field(key: str, hint: Any, around: tuple[Any, ...]) -> Iterator[str]:
    """A field without its value: its key, and what may stand below it."""
    form, of = shape(hint)
    yield f"{key}: |" if form == "text" and of[0] is MarkdownText else f"{key}:"
    inner = shape(of[0]) if form == "list" else shape(hint)
    if form == "mapping":
        yield from _indented(_field(FILL_IN, of[1], around), "  ")
    elif inner.form == "record" and inner.of[0] not in around:
        lines = list(_record(inner.of[0], around))
        yield from _items(lines) if form == "list" else _indented(lines, "  ")


def _indented(lines: Iterator[str] | list[str], by: str) -> Iterator[str]:
    return (by + line for line in lines)


def _items(lines: list[str]) -> Iterator[str]:
    """The lines as the one item of a list: its dash stands before the first field."""
    first = next(number for number, line in enumerate(lines) if not line.startswith("#"))
    return (("  - " if number == first else "    ") + line if number >= first else "  " + line for number, line in enumerate(lines))


def _write(texts: dict[Path, str]) -> list[Path]:
    """All of the files, or none."""
    written: list[Path] = []
    try:
        for path, text in texts.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            with open(path, "x", encoding="utf-8", newline="\n") as file:
                written.append(path)
                file.write(text)
    except OSError:
        for path in written:
            path.unlink(missing_ok=True)
        raise
    return written
