"""Whatever a contributor sends, there is no traceback: only problems with places, or a portal."""

import re
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from plainspoken import checks, content, markdown, nodes, pipeline, reader
from plainspoken.gateway import hidden
from plainspoken.pipeline import Options
from plainspoken.problems import Problem, Stop
from plainspoken.records import Inspection
from tests.conftest import DEFAULTS, ROOT, MakeSite

SEED = 2006
TOKENS = [token.encode() for token in (
    "[", "]", "{", "}", ": ", " #", "- ", "? ", "? \n", "&a ", "*a", "!!str ", "<<: ", "---\n", "...\n", "%YAML 1.1\n", "\t", "\n", "\r", "\0", '"', "'",
    "|\n", ">-\n", "\u2028", "\u202e", "\ufeff", "é", "٢", '"\\ud800"', '"\\u202e"', '"\\L"', "null", "~", "[]", "{}", "2008-09", "9999/00", "../..",
    "2008/" * 9, "good", "poor", "schools", "riverton", "riverton/visit-2021#homes", "full", "a" * 200, "<b>", "](x)", "](topic:x)", "![a](b)", "# ",
    "#### ", "|-|\n", "`", "\\", "&#10;", "&#8238;", "01632 960123", "jo@riverton.example", "last",
)] + [b"\xff", b"\xc3", b"\xed\xa0\x80"]


def mutated(random: Random, data: bytes) -> bytes:
    """The bytes after one to three small accidents."""
    for _ in range(random.choice([1, 1, 1, 2, 3])):
        lines = data.split(b"\n")
        here, there = random.randrange(len(lines)), random.randrange(len(lines))
        at = random.randrange(len(data) + 1)
        accident = random.randrange(7)
        if accident == 0:
            data = data[:at] + bytes([random.randrange(256)]) + data[at + 1:]
        elif accident == 1:
            data = data[:at] + random.choice(TOKENS) + data[at:]
        elif accident == 2:
            data = data[:at] + data[at + random.randrange(1, 20):]
        else:
            key, colon, _ = lines[here].partition(b": ")
            lines[here:here + 1] = {3: [lines[there], lines[here]], 4: [], 5: [key + colon + random.choice(TOKENS)],
                                    6: [b"  " + lines[here]]}[accident]
            data = b"\n".join(lines)
    return data


def cases(number: int, data: bytes) -> Iterator[bytes]:
    """Accidents to the bytes, and now and then bytes that were never anything."""
    random = Random(SEED)
    for _ in range(number):
        yield mutated(random, data) if random.random() < 0.95 else random.randbytes(random.randrange(300))


def assert_tellable(problems: list[Problem], file: str) -> None:
    """Each problem has a place and is one line that shows everything it holds."""
    for problem in problems:
        assert problem.place.file.startswith(file)
        assert problem.place.line >= 1
        assert problem.place.column >= 1
        assert str(problem).isprintable()


def test_any_bytes_in_any_file_give_problems_or_a_record(make_site: MakeSite) -> None:
    folder = make_site()
    looked = refused = 0
    for path, data in DEFAULTS.items():
        for broken in cases(25, data):
            (folder / path).write_bytes(broken)
            found, problems = content.read(folder)
            problems += checks.check(found, folder.name)
            assert_tellable(problems, "content/")
            looked += 1
            refused += bool(problems)
        (folder / path).write_bytes(data)
    assert looked == 25 * len(DEFAULTS)
    assert looked / 3 < refused < looked


def test_thousands_of_accidents_to_a_record_are_all_told() -> None:
    path = "inspections/riverton/visit-2021/inspection.yaml"
    refused = 0
    for broken in cases(3000, DEFAULTS[path]):
        text = broken.decode("utf-8", "replace").replace("\r\n", "\n")
        if hidden(text, path):
            continue
        node, problems = nodes.parse(text, path)
        if node is not None:
            problems += reader.read(node, Inspection)[1]
        assert_tellable(problems, path)
        refused += bool(problems)
    assert refused > 1000


def test_thousands_of_accidents_to_a_text_are_all_told() -> None:
    text = b"Staff *were* kind.\n\n## What they [found](#a)\n\n- a `b`\n- c\n\n> [d][e]\n\n[e]: https://f.example \"g\"\n"
    refused = 0
    for broken in cases(1500, text):
        words = broken.decode("utf-8", "replace")
        problems = markdown.problems(words, "a.md")
        assert_tellable(problems, "a.md")
        assert all(problem.place.line <= len(words.split("\n")) for problem in problems)
        if not problems:
            assert not re.search(r"<script|javascript:", markdown.render(words, lambda link: "#"), re.IGNORECASE)
        refused += bool(problems)
    assert 150 < refused < 1500


def test_what_gate_one_lets_through_can_be_built(make_site: MakeSite, tmp_path: Path) -> None:
    """After the gate no code asks "what if this reference is broken": so no accident it lets through may break a page."""
    folder = make_site()
    random = Random(SEED)
    built = 0
    while built < 8:
        path = random.choice(list(DEFAULTS))
        (folder / path).write_bytes(mutated(random, DEFAULTS[path]))
        found, problems = content.read(folder)
        if not problems and not checks.check(found, folder.name) and (folder / path).read_bytes() != DEFAULTS[path]:
            try:
                pipeline.build(Options(folder, tmp_path / "output", ROOT / "templates", ROOT / "assets", jobs=1), lambda *_: None)
            except Stop as stop:
                pytest.fail("\n".join(stop.lines))
            built += 1
        (folder / path).write_bytes(DEFAULTS[path])
