"""What browsers are shown: builds one after another, and what comes of each."""

import threading
import weakref
from functools import partial
from pathlib import Path

import pytest

from plainspoken import pipeline, preview
from plainspoken.pipeline import Options, Progress, Report
from plainspoken.preview import Outcome, Preview, attempt, follow
from plainspoken.problems import Stop
from plainspoken.warm import Early, Warm

DONE = Report(pages=1, written=1, removed=0, seconds=0.1, example=True, unchecked=())
PAGE = b'<!DOCTYPE html><html><head><title>One</title></head>\n<body class="x"><a href="#main">Skip</a></body></html>'


@pytest.fixture
def options(tmp_path: Path) -> Options:
    for name in ("content", "templates", "assets", "out"):
        (tmp_path / name).mkdir()
    (tmp_path / "out" / "index.html").write_text('<link rel="canonical" href="https://example.org/portal/">')
    return Options(tmp_path / "content", tmp_path / "out", tmp_path / "templates", tmp_path / "assets", policy=False)


def build_raises(error: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    def build(_: Options, __: Progress, ___: Warm | None = None) -> Report:
        raise error
    monkeypatch.setattr(pipeline, "build", build)


def test_an_edit_during_a_build_is_built_after_it(options: Options, monkeypatch: pytest.MonkeyPatch) -> None:
    running = threading.Lock()
    found: list[list[str]] = []
    heard = threading.Event()
    monkeypatch.setattr(preview, "Edits", partial(preview.Edits, wanted=heard))

    def build(_: Options, __: Progress, ___: Warm | None = None) -> Report:
        assert running.acquire(blocking=False), "two builds at once"
        found.append(sorted(path.name for path in options.content.iterdir()))
        if len(found) == 1:
            (options.content / "edited-meanwhile.yaml").write_text("x")
            assert heard.wait(10)
        running.release()
        return DONE
    monkeypatch.setattr(pipeline, "build", build)
    outcomes: list[Outcome | Early] = []

    def tell(outcome: Outcome | Early) -> None:
        outcomes.append(outcome)
        if len(outcomes) == 2:
            raise RuntimeError("Event loop is closed")
    thread = threading.Thread(target=follow, args=(options, tell), daemon=True)
    thread.start()
    thread.join(10)
    assert not thread.is_alive()
    assert found == [[], ["edited-meanwhile.yaml"]]
    assert outcomes == [Outcome(DONE, base="/portal/", late=True), Outcome(DONE, base="/portal/")]


def test_what_the_machine_refuses_is_tried_again_without_an_edit(options: Options, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(preview, "RETRY", 0.2)
    build_raises(Stop(["/out: No space left on device"], 3), monkeypatch)
    outcomes: list[Outcome | Early] = []

    def tell(outcome: Outcome | Early) -> None:
        outcomes.append(outcome)
        if len(outcomes) == 3:
            raise RuntimeError("Event loop is closed")
    thread = threading.Thread(target=follow, args=(options, tell), daemon=True)
    thread.start()
    thread.join(10)
    assert outcomes == [Outcome(lines=("/out: No space left on device",), again=True)] * 3


def test_what_a_build_leaves_is_swept_up_before_anybody_waits_for_an_edit(options: Options, monkeypatch: pytest.MonkeyPatch) -> None:
    class Leaf:
        """What refers to itself, so that only a sweep takes it."""
    left: list[weakref.ref[Leaf]] = []

    def build(_: Options, __: Progress, ___: Warm | None = None) -> Report:
        leaf = Leaf()
        leaf.itself = leaf  # type: ignore[attr-defined]
        left.append(weakref.ref(leaf))
        return DONE
    monkeypatch.setattr(pipeline, "build", build)
    attempt(options)
    assert left[0]() is None


def test_an_error_of_the_disk_is_an_outcome(options: Options, monkeypatch: pytest.MonkeyPatch) -> None:
    build_raises(PermissionError(13, "Permission denied", "/x/y"), monkeypatch)
    assert attempt(options) == Outcome(lines=("/x/y: Permission denied",), again=True)


def test_a_bug_is_an_outcome_with_its_trace_for_the_terminal(options: Options, monkeypatch: pytest.MonkeyPatch) -> None:
    build_raises(KeyError("scale\n"), monkeypatch)
    found = attempt(options)
    assert found.lines == ("Plainspoken itself failed: KeyError: 'scale\\n'",)
    assert "Traceback" in found.trace
    assert not found.again


def test_a_page_is_dressed_with_the_script_alone_when_all_is_well() -> None:
    found = Preview(Path("out"))
    found.take(Outcome(DONE))
    dressed = found.dressed(PAGE, 8000)
    script = f'<script async src="/livereload.js?port=8000&amp;snipver={found.face(PAGE)}&amp;mindelay=500&amp;maxdelay=2000"></script>\n'
    assert dressed == PAGE.replace(b"</head>", script.encode() + b"</head>")


def test_problems_stand_at_the_top_of_a_page_as_text() -> None:
    found = Preview(Path("out"))
    found.take(Outcome(lines=(r'content/a.yaml:1:1: "<script>\1</script>"',)))
    _, mark, body = found.dressed(PAGE, 8000).decode().partition('<body class="x">\n<style>')
    assert mark
    assert r"<li>content/a.yaml:1:1: &quot;&lt;script&gt;\1&lt;/script&gt;&quot;</li>" in body
    assert body.endswith('<a href="#main">Skip</a></body></html>')


def test_what_a_build_found_wrong_stands_until_it_is_mended_or_built_again() -> None:
    found = Preview(Path("out"))
    found.take(Outcome(lines=("a:1:1: one", "b:1:1: two"), ending="2 problems. Nothing was published."))
    found.take(Early(0, 0.1))
    assert found.lines == ("a:1:1: one", "b:1:1: two"), "their count is for the terminal: an edit ahead of the next build may change it"
    found.take(Early(0, 0.1, ("a:1:1: other",), ("a:1:1: one",)))
    assert found.lines == ("a:1:1: other", "b:1:1: two")
    found.take(Early(1, 0.1, (), ("a:1:1: other",)))
    assert found.lines == ("b:1:1: two",)
    found.take(Outcome(DONE))
    assert found.lines == ()


def test_a_build_that_began_before_an_edit_takes_back_nothing_that_the_edit_told() -> None:
    found = Preview(Path("out"))
    found.take(Early(0, 0.1, ("a:1:1: one",)))
    found.take(Outcome(DONE, late=True))
    assert found.built and found.lines == ("a:1:1: one",)
    found.take(Outcome(lines=("a:1:1: one", "b:1:1: two")))
    found.take(Early(1, 0.1, (), ("a:1:1: one",)))
    found.take(Outcome(lines=("a:1:1: one", "b:1:1: two"), late=True))
    assert found.lines == ("b:1:1: two",)
    found.take(Outcome(DONE))
    assert found.lines == ()


def test_the_pages_asked_for_last_are_those_that_are_looked_at() -> None:
    found = Preview(Path("out"))
    for name in ("one", "two", "three", "one", "four", "five"):
        found.saw(Path("out") / name / "index.html")
    assert found.viewed == ("five/index.html", "four/index.html", "one/index.html", "three/index.html")


def test_of_very_many_problems_a_page_shows_the_first() -> None:
    found = Preview(Path("out"))
    found.take(Outcome(lines=tuple(f"line {number}" for number in range(250))))
    body = found.dressed(PAGE, 8000).decode()
    assert body.count("<li>") == 101
    assert "and 150 lines more, in the terminal" in body


def test_a_page_looks_different_only_when_it_or_the_problems_do() -> None:
    found = Preview(Path("out"))
    fault, good, early, mended = Outcome(lines=("fault",)), Outcome(DONE), Early(1, 0.1), Early(1, 0.1, (), ("fault",))
    faces = [found.face(PAGE)]
    for outcome, differs in [(fault, True), (fault, False), (early, False), (mended, True), (good, False), (fault, True), (good, True)]:
        found.take(outcome)
        assert (found.face(PAGE) != faces[-1]) == differs
        assert found.face(PAGE) != found.face(PAGE + b" ")
        faces.append(found.face(PAGE))
    assert found.built
