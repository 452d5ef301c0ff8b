"""`check --reading` prints how hard each text for young people is to read."""

from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from plainspoken import facets, reading
from plainspoken.pages import words
from plainspoken.settings import ReadingLimits
from tests.conftest import MakeSite, RunCommand
from tests.test_pages import real

ROOT = Path(__file__).resolve().parent.parent


def test_every_story_and_the_fixed_words_have_a_row(make_site: MakeSite, run: RunCommand) -> None:
    done = run("check", "--reading", "--content", make_site())
    head, story, fixed, about = done.out.splitlines()[1:]
    assert done.code == 0
    assert head.split() == ["words", "sentences", "mean", "longest", "grade", "passive", "hard", "words"]
    assert story.split()[:7] == ["content/inspections/riverton/visit-2021/young-people.md", "36", "5", "7.2", "10", "2.6", "1"]
    assert fixed.startswith("what every page says (en)")
    assert "no proof" in about


def test_the_table_is_not_printed_unless_asked_for(run: RunCommand) -> None:
    assert len(run("check", "--content", ROOT / "content").out.splitlines()) == 1


def test_of_other_languages_only_length_is_counted() -> None:
    found = reading.row("x", ["Daeth dau arolygydd i Riverton am ddiwrnod."], "cy")
    assert (found.words, found.grade, found.passive, found.hard) == (7, "", (), ())
    assert "-" in reading.table([found])[1].split()


def test_the_real_stories_keep_to_the_limits_with_room(run: RunCommand) -> None:
    rows = [line.split() for line in run("check", "--reading", "--content", ROOT / "content").out.splitlines() if line.startswith("content/")]
    assert len(rows) == 12
    assert max(float(row[3]) for row in rows) <= 12 and max(int(row[4]) for row in rows) <= 20 and max(float(row[5]) for row in rows) <= 5


def test_of_too_many_stories_the_spread_of_each_measure_and_the_hardest_are_shown(run: RunCommand, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(facets, "SPLIT", 4)
    monkeypatch.setattr(facets, "LATEST", 3)
    assert run("build", "--content", ROOT / "content", "--output", tmp_path / "output", "--no-cache", "--no-search").code == 0
    spread, hardest = LexborHTMLParser((tmp_path / "output/publishers/index.html").read_text()).css("main table")
    told = [[cell.text(strip=True) for cell in row.css("th, td")] for row in spread.css("tbody tr")]
    assert [row[0] for row in told] == ["Words", "Words a sentence", "Longest sentence", "Reading grade", "Passive voice", "Words of three syllables or more"]
    assert [row[2] for row in told] == ["12 of 12"] * 4 + ["12 counted"] * 2
    stories = [row for target, row in words._measured(real()) if target]
    grades = [row.css("td")[3].text(strip=True) for row in hardest.css("tbody tr")]
    assert grades[:3] == sorted((row.grade for row in stories), key=float, reverse=True)[:3] and len(grades) == 4
    assert len(stories) == 12 and told[3][4] == grades[0]


def test_a_text_beyond_a_limit_is_not_counted_within_it() -> None:
    rows = [reading.row("x", ["One two three."], "en"), reading.row("y", ["One two three four five."], "en")]
    found = {one.name: one for one in reading.spread(rows, ReadingLimits(most_words="4"))}
    assert (found["Words"].within, found["Words"].of, found["Words"].median, found["Words"].most) == (1, 2, 4, 5)
    assert found["Longest sentence"].within == 2
