"""A file a contributor sent -> text that shows what it holds, or problems.

The one door for content: regular files only, of bounded size, in strict UTF-8, without characters that could hide
something from the person who reviews the change.
"""

import errno
import hashlib
import os
import re
import stat
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from plainspoken.problems import Place, Problem, environment

LARGEST_FILE = 1024 * 1024
"""Bytes. The longest real record is a twelfth of it."""

LARGEST_PAPER = 16 * LARGEST_FILE
"""Bytes of a paper's text: a report of some thousand pages."""

JOINERS = {"\N{ZERO WIDTH NON-JOINER}", "\N{ZERO WIDTH JOINER}"}
"""Format characters that some scripts need to be written at all."""

SUSPECT = re.compile(r"[^\n\x20-\x7e\u00a1-\u00ac\u00ae-\u02ff]")
CONFLICT = re.compile(r"^(?:<{7}|>{7})(?=[ \n]|\Z)", re.MULTILINE)
"""Its middle, =======, makes a heading of the line above it in Markdown, and never stands without one of these."""
LINE_BREAKS = {"\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029"}


def read_text(path: Path, name: str) -> tuple[str, list[Problem]]:
    """The text of a file and what is wrong with it; the text is empty when it must not be used. Raises Stop (3)."""
    data, problems = read_bytes(path, name)
    return ("", problems) if problems else text_of(data, name)


def read_bytes(path: Path | str, name: str) -> tuple[bytes, list[Problem]]:
    """The bytes of a regular file that is not too large. Raises Stop (3)."""
    return _bytes(path, name, LARGEST_FILE)


def text_of(data: bytes, name: str) -> tuple[str, list[Problem]]:
    """The text of a file's bytes and what is wrong with it; the text is empty when it must not be used."""
    text, faults = _decoded(data, name)
    problems = faults or [*hidden(text, name), *_unmerged(text, name)]
    return ("" if problems else text), problems


def _unmerged(text: str, name: str) -> Iterator[Problem]:
    """The first line that a version control system left where two versions of a file differ."""
    if left := CONFLICT.search(text):
        line = text.count("\n", 0, left.start()) + 1
        yield Problem(Place(name, line), "a merge was left unfinished here: keep one of the versions, and take out the lines of <<<<<<<, ======= and >>>>>>>")


def read_paper(path: Path, name: str) -> tuple[str, str, list[Problem]]:
    """The text of a paper, which is searched and never shown, its SHA-256, and what is wrong with it. Raises Stop (3)."""
    data, problems = _bytes(path, name, LARGEST_PAPER)
    text, faults = ("", []) if problems else _decoded(data, name)
    return text, hashlib.sha256(data).hexdigest(), problems + faults


def _decoded(data: bytes, name: str) -> tuple[str, list[Problem]]:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[:error.start]
        line = before.count(b"\n") + 1
        column = len(before[before.rfind(b"\n") + 1:].decode("utf-8", "replace")) + 1
        return "", [Problem(Place(name, line, column), "this is not UTF-8 text: save the file as UTF-8")]
    return text.removeprefix("\N{BYTE ORDER MARK}").replace("\r\n", "\n"), []


def _bytes(path: Path | str, name: str, largest: int) -> tuple[bytes, list[Problem]]:
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError as error:
        if error.errno in {errno.ELOOP, errno.ENXIO}:
            return b"", [Problem(Place(name), "only regular files are read: this is a link or a special file")]
        raise environment(path, error) from error
    try:
        found = os.fstat(handle)
        if not stat.S_ISREG(found.st_mode):
            return b"", [Problem(Place(name), "only regular files are read: this is a special file")]
        data = _up_to(handle, largest + 1, found.st_size)
    except OSError as error:
        raise environment(path, error) from error
    finally:
        os.close(handle)
    if len(data) > largest:
        return b"", [Problem(Place(name), f"the file is larger than {largest:,} bytes: split it")]
    return data, []


def _up_to(handle: int, most: int, likely: int) -> bytes:
    """The bytes of an open file, or as many of them. The system may give them in parts, and other than the `likely` many. Raises OSError."""
    parts = [os.read(handle, min(most, likely + 1))]  # room for all that might come would have to be made first, which takes longer than to read
    while parts[-1] and (left := most - sum(map(len, parts))):
        parts.append(os.read(handle, min(left, max(likely, 4096))))
    return b"".join(parts)


def hidden(text: str, name: str) -> list[Problem]:
    """One problem for each line that holds a character a reviewer could not see or would read otherwise."""
    if text.replace("\n", " ").isprintable():  # whatever hides is of a category that is not, and nearly no text has any
        return []
    found = []
    for number, line in enumerate(text.split("\n"), 1):
        for match in SUSPECT.finditer(line):
            if message := _suspicion(match[0]):
                found.append(Problem(Place(name, number, match.start() + 1), message))
                break
    return found


@cache
def _suspicion(char: str) -> str | None:
    code = f"U+{ord(char):04X}"
    if char in LINE_BREAKS:
        return f"{code} is a line break that editors and reviews do not show: use an ordinary line end"
    if char in JOINERS or char == "\t":
        return None
    if unicodedata.bidirectional(char) in {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}:
        return f"{code} changes the direction of text unseen: remove it"
    category = unicodedata.category(char)
    if category == "Cc":
        return f"{code} is a control character: remove it"
    if category in {"Cf", "Co", "Cs"} or (ord(char) & 0xFFFE) == 0xFFFE or 0xFDD0 <= ord(char) <= 0xFDEF:
        return f"{code} is a character that cannot be seen: remove it"
    return None
