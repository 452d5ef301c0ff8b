"""A framework and places that code has never heard of take YAML alone."""

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from plainspoken import pipeline
from plainspoken.pipeline import Options
from tests.conftest import DEFAULTS, MakeSite

ROOT = Path(__file__).resolve().parent.parent

FRAMEWORK = """
name: Wardship review
noun: survey
about: |
  Wardens walked the place once and wrote down what they saw.
scales:
  lanterns:
    steps:
      - id: blazing
        label: Blazing
        printed: A
      - id: bright
        label: Bright
        printed: B
      - id: steady
        label: Steady
        printed: C
      - id: dim
        label: Dim
        printed: D
      - id: dark
        label: Dark
        printed: E
states:
  fogbound: too foggy to see
areas:
  - id: harbour
    title: The harbour
    reference: "1"
    areas:
      - id: quays
        title: Quays
        areas:
          - id: bollards
            title: Bollards
            reference: 1.1.1
      - id: lights
        title: Lights
time_bands:
  - id: by-spring-tide
    label: By the spring tide
"""

OLD_PLACE = """
name: Old Haven
kind: port
from: 1901
to: 1974
"""

NEW_PLACE = """
name: Newhaven Bay
kind: port
from: 1974
predecessors:
  - authority: old-haven
    extent: whole
"""

INSPECTION = """
framework: wardship-review
coverage: full
source: warden-paper
published: 1975-03
judgements:
  - area: bollards
    grade: dim
    where: page 2
  - area: lights
    state: fogbound
    where: page 3
  - area: quays
    words: much as one would hope
    where: page 2
recommendations:
  - id: paint-the-bollards
    text: Paint the bollards.
    within: by-spring-tide
    area: bollards
    where: page 4
young_people:
  written: 2026-11-22
added: 2026-11-22
"""

STORY = """
## What this was about

In 1975 wardens walked round the harbour once. They wrote down what they saw. They did not tell the council in advance. They
looked at the lights. They looked at the quays. They looked at the bollards, which hold the boats. Children used to play there
after school. The wardens asked how safe it was for them. They thought that the harbour should be a good place for children to
be. It was too foggy to see the lights that day. So nobody knows how good the lights were. The wardens said so. They said what
they saw in short words. They sent the paper to the town. The town put it in a drawer. Now it is here for all to read. It is the
oldest paper that we have. It tells us how things were a long time ago. They may be quite different now.

## What needed to get better

- The bollards were dim. They needed new paint. (#paint-the-bollards, #bollards)
"""

SOURCE = """
title: What the wardens saw
short: 1975 paper
kind: Report
publisher: The wardens
published: 1975-03
licence: It prints no terms.
"""


def _extended(folder: Path) -> Path:
    shutil.copytree(ROOT / "content", folder)
    files = {"frameworks/wardship-review.yaml": FRAMEWORK, "authorities/old-haven.yaml": OLD_PLACE,
             "authorities/newhaven-bay.yaml": NEW_PLACE, "sources/warden-paper.yaml": SOURCE,
             "inspections/newhaven-bay/walk-1975/inspection.yaml": INSPECTION,
             "inspections/newhaven-bay/walk-1975/young-people.md": STORY}
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.lstrip())
    portal = folder / "portal.yaml"
    portal.write_text(portal.read_text().replace("\nkinds:\n", "\nkinds:\n  port: Port\n"))
    return folder


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real portal with what code has never heard of."""
    folder = tmp_path_factory.mktemp("general")
    pipeline.build(Options(_extended(folder / "content"), folder / "output", ROOT / "templates", ROOT / "assets"), lambda *_: None)
    return folder / "output"


def test_a_new_framework_and_successor_take_yaml_alone(output: Path) -> None:
    """Five steps, areas nested three deep, no overall grade, an authority that came from another."""
    page = (output / "authorities/newhaven-bay/walk-1975/index.html").read_text()
    assert 'class="grade__word">Dim</span>' in page
    assert "A was the best" in page
    assert '<th scope="row">Bollards' in page and '<th scope="row">Quays' in page
    assert "too foggy to see" in page and "“much as one would hope”" in page
    assert "By the spring tide" in page
    assert page.count('class="steps"') >= 1 and page.count("<rect") >= 5
    assert "Old Haven" in (output / "authorities/newhaven-bay/index.html").read_text()
    assert "Newhaven Bay" in (output / "authorities/old-haven/index.html").read_text()
    assert "no overall grade" in (output / "frameworks/wardship-review/index.html").read_text().lower()
    rows = json.loads((output / "data/judgements.json").read_text())["rows"]
    young = (output / "authorities/newhaven-bay/walk-1975/young-people/index.html").read_text()
    assert "The bollards were dim." in young
    assert 'climb__step--here">' in young and '<span class="climb__word">Dim</span> <span class="climb__about">Newhaven Bay was here</span>' in young
    (dim,) = [row for row in rows if row["grade"] == "dim"]
    assert (dim["rank"], dim["steps"], dim["printed"]) == (4, 5, "D")


def test_a_former_place_is_listed_with_its_end(output: Path) -> None:
    """The list of places holds past and present ones."""
    assert "until 1974" in (output / "authorities/index.html").read_text()


SAID = ("content", "title", "alt", "aria-label", "data-label", "data-name")
"""Attributes that hold words for readers, or for machines that show them."""
OURS = re.compile(r"(?<![\w-])(?:council|child(?:ren)?)(?![\w-])", re.IGNORECASE)
"""Words of our own portal, where they are no part of an id."""


def _words(page: Path) -> str:
    """All that a page says: its text, and what its attributes say."""
    tree = LexborHTMLParser(page.read_text())
    for one in tree.css("style, script"):
        one.decompose()
    assert tree.root is not None
    return " ".join([tree.root.text(separator=" "), *(str(node.attributes[name]) for node in tree.css("*") for name in SAID if name in node.attributes)])


def _of_a_brigade() -> Iterator[tuple[str, str]]:
    """The small site with a brigade that answers, and no word of a council or of children in what a publisher writes."""
    again = {path.replace("visit-2021", "visit-2019"): body.replace(b"d: 2021-", b"d: 2019-")
             for path, body in DEFAULTS.items() if not path.endswith("plan.yaml")}  # two papers speak of one concern: it has a page of its own
    for path, body in (DEFAULTS | again).items():
        text = OURS.sub(lambda found: "brigade" if found[0].lower() == "council" else "people",
                        body.decode().replace("within: at-once", "topics: [housing]"))
        yield path, text.replace("  many: authorities\n", "  many: NHS trusts\n  answering: the brigade\n") if path == "portal.yaml" else text


def test_a_portal_of_another_kind_says_nothing_of_councils_or_children(make_site: MakeSite, tmp_path: Path) -> None:
    """What the data files mean by `council` is a value of their contract, told on the page of their columns."""
    output = tmp_path / "output"
    pipeline.build(Options(make_site(dict(_of_a_brigade())), output, ROOT / "templates", ROOT / "assets"), lambda *_: None)
    pages = {path.relative_to(output).as_posix(): _words(path) for path in sorted(output.rglob("*.html"))}
    assert len(pages) > 40
    found = {path: OURS.findall(words) for path, words in pages.items()}
    assert {path: words for path, words in found.items() if words} == {"data/columns/index.html": ["council"] * 4}
    every = " ".join(pages.values())
    for words in ("The brigade’s answer", "Under way, the brigade says", "The brigade’s action plan", "the brigade’s own paper", "The brigade’s plan of",
                  "What the brigade says of itself", "Telling young people", "NHS trusts"):
        assert words in every, words
    assert "Nhs trusts" not in every
