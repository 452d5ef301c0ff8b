"""What was typed behind an option -> a folder or an address that can be used, or why not in one line.

What is written to and what is read stand apart: a portal published into its own content would be read as content.
"""

import os
import stat
from argparse import ArgumentTypeError
from collections.abc import Mapping
from pathlib import Path

from plainspoken.fields import BaseText
from plainspoken.problems import INPUT_FAULT, Stop, escaped, quoted


def folder(text: str) -> Path:
    """A folder to write to. Raises ArgumentTypeError."""
    if not text.strip():
        raise ArgumentTypeError("the name of a folder was expected, and nothing is there")
    return Path(text)


def found(text: str) -> Path:
    """A folder that has to be there, by its full path, so that messages can name even ".". What else the disk refuses is told when it is read."""
    path = Path(os.path.abspath(folder(text)))
    try:
        mode = os.stat(path).st_mode
    except (FileNotFoundError, NotADirectoryError):
        raise ArgumentTypeError(f"there is no folder {text}") from None
    except OSError:
        return path
    if not stat.S_ISDIR(mode):
        raise ArgumentTypeError(f"{text} is no folder")
    return path


def number(text: str) -> int:
    """A whole number that fits a port. Raises ArgumentTypeError."""
    if not text.isdecimal() or int(text) > 65535:
        raise ArgumentTypeError(f"{text} is not a number from 0 to 65535")
    return int(text)


def base(text: str) -> str:
    """An address that the portal can stand at. Raises ArgumentTypeError."""
    if fault := BaseText.fault(text):
        raise ArgumentTypeError(fault)
    return text


def apart(output: Path, read: Mapping[str, Path]) -> None:
    """Raise Stop (2) where a folder to write to holds, or lies in, one of those that are read, by what they are called."""
    into = Path(os.path.realpath(output))
    for name, path in read.items():
        there = Path(os.path.realpath(path))
        if into == there or there in into.parents or into in there.parents:
            held = "is" if into == there else "lies in" if there in into.parents else "holds"
            raise Stop([escaped(f"--output {output}: it {held} {name}, {quoted(str(path), 200)}; choose a folder apart from it")], INPUT_FAULT)
