"""What a contributor sends is text that hides nothing, or it is not read."""

import errno
import os
import sys
from pathlib import Path

import pytest

from plainspoken import gateway
from plainspoken.gateway import LARGEST_FILE
from plainspoken.problems import Place, Problem, Stop


@pytest.fixture
def read(tmp_path: Path) -> "Read":
    return Read(tmp_path / "file")


class Read:
    """Writes bytes to a file and reads them through the gateway."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __call__(self, data: bytes) -> tuple[str, list[Problem]]:
        self.path.write_bytes(data)
        return gateway.read_text(self.path, "content/a.yaml")

    def message(self, data: bytes) -> str:
        """The one problem of a file, as a line; nothing of a refused file is used."""
        text, (problem,) = self(data)
        assert text == ""
        return str(problem).removeprefix("content/a.yaml:")


def test_good_text_comes_back_as_it_is(read: Read) -> None:
    text = "Größe, Łódź, “x” – 5\N{NO-BREAK SPACE}%\tیہاں \N{ZERO WIDTH NON-JOINER} ਪੰਜਾਬੀ 日本 😀\n"
    assert read(text.encode()) == (text, [])
    assert read(b"") == ("", [])


def test_line_ends_of_windows_are_line_ends(read: Read) -> None:
    assert read(b"a: b\r\nc: d\r\n") == ("a: b\nc: d\n", [])


def test_a_byte_order_mark_may_stand_at_the_beginning_alone(read: Read) -> None:
    assert read("\ufeffa: b\n".encode()) == ("a: b\n", [])
    assert read.message("a: \ufeffb\n".encode()) == "1:4: U+FEFF is a character that cannot be seen: remove it"
    assert read.message("\ufeff\ufeffa\n".encode()) == "1:1: U+FEFF is a character that cannot be seen: remove it"


@pytest.mark.parametrize(("data", "place"), [
    (b"a\nb: \xe9\n", "2:4"), (b"\xff\xfea\x00", "1:1"), ("é: é\n".encode() + b"\xc3", "2:1"),
    (b"\xed\xa0\x80", "1:1"), (b"\xc0\xaf", "1:1"), (b"\xf4\x90\x80\x80", "1:1"),
], ids=["Latin-1", "UTF-16", "half a character", "surrogate", "overlong", "beyond Unicode"])
def test_only_strict_utf_8_is_text(read: Read, data: bytes, place: str) -> None:
    assert read.message(data) == f"{place}: this is not UTF-8 text: save the file as UTF-8"


CONTROLS = [chr(code) for code in (*range(0x09), *range(0x0E, 0x20), *range(0x7F, 0x85), *range(0x86, 0xA0))]
UNSEEN = "\xad\u200b\u200e\u200f\u061c\u2060\u2061\u180e\ue000\ufdd0\ufffe\uffff\U000e0041\U000f0000\U0001fffe"


def code(char: str) -> str:
    """The name of a character in a test's id."""
    return f"U+{ord(char):04X}"


@pytest.mark.parametrize("char", CONTROLS, ids=code)
def test_every_control_character_is_refused(read: Read, char: str) -> None:
    assert read.message(f"é\nab{char}c\n".encode()) == f"2:3: U+{ord(char):04X} is a control character: remove it"


@pytest.mark.parametrize("char", "\r\x0b\x0c\x85\u2028\u2029", ids=code)
def test_every_line_break_that_a_review_does_not_show_is_refused(read: Read, char: str) -> None:
    message = read.message(f"text: fine{char}grade: outstanding\n".encode())
    assert message == f"1:11: U+{ord(char):04X} is a line break that editors and reviews do not show: use an ordinary line end"


def test_a_carriage_return_before_a_windows_line_end_is_still_alone(read: Read) -> None:
    assert read.message(b"a\r\r\nb").startswith("1:2: U+000D is a line break")


@pytest.mark.parametrize("char", "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069", ids=code)
def test_every_character_that_turns_text_round_is_refused(read: Read, char: str) -> None:
    assert read.message(f"a{char}b\n".encode()) == f"1:2: U+{ord(char):04X} changes the direction of text unseen: remove it"


@pytest.mark.parametrize("char", UNSEEN, ids=code)
def test_characters_that_cannot_be_seen_are_refused(read: Read, char: str) -> None:
    assert read.message(f"a{char}b\n".encode()) == f"1:2: U+{ord(char):04X} is a character that cannot be seen: remove it"


def test_each_line_that_hides_something_is_told_once(read: Read) -> None:
    _, problems = read("a\0b\0\n\nc\u2028d\n".encode())
    assert [problem.place[1:] for problem in problems] == [(1, 2), (3, 2)]


def test_a_file_may_be_as_large_as_the_bound_and_no_larger(read: Read) -> None:
    assert read(b"#" * LARGEST_FILE)[1] == []
    assert read.message(b"#" * (LARGEST_FILE + 1)) == "1:1: the file is larger than 1,048,576 bytes: split it"


def test_a_file_of_hidden_characters_takes_no_minute(read: Read) -> None:
    """Counting lines from the top at each would take time by the square of the length."""
    assert len(read(b"\0\n" * (LARGEST_FILE // 2))[1]) == LARGEST_FILE // 2


def test_a_link_is_not_followed_even_when_it_came_after_the_walk(tmp_path: Path) -> None:
    (tmp_path / "good").write_text("a")
    (tmp_path / "link").symlink_to("good")
    assert "link or a special file" in gateway.read_text(tmp_path / "link", "a")[1][0].message


def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert "only regular files are read" in gateway.read_text(tmp_path / "pipe", "a")[1][0].message


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    assert "only regular files are read" in gateway.read_text(tmp_path, "a")[1][0].message


def test_a_disk_that_refuses_stops_the_build_with_its_own_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(Stop) as stop:
        gateway.read_text(tmp_path / "gone", "a")
    assert (stop.value.lines, stop.value.code) == ([f"{tmp_path}/gone: No such file or directory"], 3)

    def torn(*_: object) -> int:
        raise OSError(errno.EIO, "Input/output error")
    monkeypatch.setattr(os, "open", torn)
    with pytest.raises(Stop) as stop:
        gateway.read_text(tmp_path / "torn", "a")
    assert (stop.value.lines, stop.value.code) == ([f"{tmp_path}/torn: Input/output error"], 3)


def test_nothing_that_python_would_print_hides() -> None:
    """Which is why a text that it would print whole is looked at no further."""
    printed = [char for char in map(chr, range(sys.maxunicode + 1)) if char.isprintable()]
    assert len(printed) > 100_000
    assert [char for char in printed if gateway._suspicion.__wrapped__(char)] == []


@pytest.mark.parametrize(("text", "line"), [
    ("a: b\n<<<<<<< HEAD\nc: d\n=======\nc: e\n>>>>>>> other\n", 2), ("Words\n=======\nMore\n>>>>>>> other\n", 4),
    ("<<<<<<< HEAD\nWords\n", 1), ("a\n<<<<<<<", 2),
])
def test_a_merge_left_unfinished_is_told_once(text: str, line: int) -> None:
    told = "a merge was left unfinished here: keep one of the versions, and take out the lines of <<<<<<<, ======= and >>>>>>>"
    assert gateway.text_of(text.encode(), "f") == ("", [Problem(Place("f", line), told)])


@pytest.mark.parametrize("text", ["A title\n=======\n\nWords\n", "> quoted\n", ">>>>>>>> eight\n", "a <<<<<<< b\n", "  >>>>>>> c\n"])
def test_what_only_looks_like_a_merge_is_text(text: str) -> None:
    assert gateway.text_of(text.encode(), "f") == (text, [])
