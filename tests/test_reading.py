"""`check --reading` prints how hard each text for young people is to read."""

from pathlib import Path

from plainspoken import reading
from tests.conftest import MakeSite, RunCommand

ROOT = Path(__file__).resolve().parent.parent


def test_every_story_and_the_fixed_words_have_a_row(make_site: MakeSite, run: RunCommand) -> None:
    done = run("check", "--reading", "--content", make_site())
    head, story, fixed, about = done.out.splitlines()[1:]
    assert done.code == 0
    assert head.split() == ["words", "sentences", "mean", "longest", "grade", "passive", "hard", "words"]
    assert story.split()[:7] == ["content/inspections/riverton/visit-2021/young-people.md", "36", "5", "7.2", "10", "2.6", "1"]
    assert fixed.startswith("what every page says (en)")
    assert "no proof" in about


def test_the_table_is_not_printed_unless_asked_for(make_site: MakeSite, run: RunCommand) -> None:
    assert len(run("check", "--content", make_site()).out.splitlines()) == 1


def test_of_other_languages_only_length_is_counted() -> None:
    found = reading.row("x", ["Daeth dau arolygydd i Riverton am ddiwrnod."], "cy")
    assert (found.words, found.grade, found.passive, found.hard) == (7, "", (), ())
    assert "-" in reading.table([found])[1].split()


def test_the_real_stories_keep_to_the_limits_with_room(run: RunCommand) -> None:
    rows = [line.split() for line in run("check", "--reading", "--content", ROOT / "content").out.splitlines() if line.startswith("content/")]
    assert len(rows) == 12
    assert max(float(row[3]) for row in rows) <= 12 and max(int(row[4]) for row in rows) <= 20 and max(float(row[5]) for row in rows) <= 5
