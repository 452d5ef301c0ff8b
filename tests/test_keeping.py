"""What follows from all folders is worked out again only when what it follows from has changed."""

from collections.abc import Callable
from pathlib import Path

import pytest

from plainspoken import facets, gather, refer, survey
from plainspoken.crew import Crew
from plainspoken.memo import Memo
from plainspoken.portal import Portal
from plainspoken.refer import Followed
from plainspoken.survey import Noted
from tests.conftest import MakeSite
from tests.test_authority import visits

RECORD = "inspections/riverton/visit-2014/inspection.yaml"
Gather = Callable[..., Portal]
FAULTS = ['content/inspections/riverton/visit-2014/inspection.yaml:2:8: "riverton/visit-2013" has the same title and date: '
          "give this one a title of its own, such as what was visited"]


@pytest.fixture
def folder(make_site: MakeSite) -> Path:
    """A town visited seven times; two of the visits asked for homes."""
    return make_site(visits(range(2013, 2020), homeless=(2013, 2014)))


@pytest.fixture
def gathered(folder: Path, tmp_path: Path) -> Gather:
    """Gathers the folder as it stands, remembering what it did before."""
    before: dict[str, Noted] = {}

    def gather_it(faults: int = 0) -> Portal:
        with Memo(tmp_path / "memo.sqlite") as memo, Crew(1, "") as crew:
            looked = survey.look(folder, before)
            assert bool(looked.hashes) == bool(before)
            found, problems = gather.gather(looked, memo, crew, [])
            before.update({path: one._replace(settled=True) for path, one in looked.noted().items()})
            assert list(map(str, problems)) == FAULTS[:faults]
            return found.portal
    gather_it()
    return gather_it


def change(folder: Path, old: str, new: str) -> None:
    text = (folder / RECORD).read_text()
    assert old in text
    (folder / RECORD).write_text(text.replace(old, new))


def test_of_a_portal_with_a_withdrawn_inspection_no_record_is_opened_but_that(folder: Path, gathered: Gather, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    held = gather.Gathered.held

    def noting(self: gather.Gathered, name: str) -> bytes:
        opened.append(name)
        return held(self, name)
    record = folder / RECORD
    record.write_text(record.read_text() + "withdrawn:\n  on: 2026-02-01\n  why: It was about another town.\n")
    monkeypatch.setattr(gather.Gathered, "held", noting)
    portal = gathered()
    assert list(portal.withdrawn) == [("riverton", "visit-2014")] and len(portal.cards) == 6
    assert opened == ["riverton/visit-2014"]
    assert len(portal.content.inspections) == 6 and ("riverton", "visit-2014") not in portal.content.plans


def test_a_change_of_words_asks_for_nothing_of_the_whole(folder: Path, gathered: Gather, monkeypatch: pytest.MonkeyPatch) -> None:
    before = gathered()
    change(folder, "Staff are kind.", "Staff are kinder.")
    for module, name in ((refer, "followed"), (facets, "counts")):
        monkeypatch.setattr(module, name, lambda *_, name=name: pytest.fail(f"{name} was worked out again"))
    after = gathered()
    assert (after.reference.threads, after.counts) == (before.reference.threads, before.counts) and len(after.counts) > 8
    assert list(after.reference.threads) == [("riverton", "housing")]


def test_a_change_of_topics_is_counted(folder: Path, gathered: Gather) -> None:
    before = gathered()
    change(folder, "topics: [housing]", "topics: []")
    after = gathered()
    assert not after.reference.threads and before.reference.threads
    assert after.counts[facets.TOPICS, "housing"] == 1 and before.counts[facets.TOPICS, "housing"] == 2


def test_a_change_of_year_is_counted(folder: Path, gathered: Gather) -> None:
    before = gathered()
    change(folder, "2014-", "2011-")
    after = gathered()
    assert (facets.YEARS, "2011") in after.counts and (facets.YEARS, "2011") not in before.counts


def test_two_inspections_that_nothing_tells_apart_are_told_of_each_time_until_something_does(folder: Path, gathered: Gather) -> None:
    for name in ("visit-2013", "visit-2014"):
        place = folder / "inspections/riverton" / name / "inspection.yaml"
        place.write_text(place.read_text().replace("coverage: full", "title: A visit\ncoverage: full").replace("2014-", "2013-"))
    gathered(faults=1)
    gathered(faults=1)
    change(folder, "title: A visit", "title: Another visit")
    gathered()


def test_what_is_not_what_it_should_be_is_worked_out_again(gathered: Gather, monkeypatch: pytest.MonkeyPatch) -> None:
    before = gathered()
    monkeypatch.setattr(gather, "FOLLOWED", gather.COUNTED)  # so that each finds what the other left
    after = gathered()
    assert (after.reference.threads, after.counts) == (before.reference.threads, before.counts)


def test_a_place_in_another_region_is_counted_there(folder: Path, gathered: Gather) -> None:
    before = gathered()
    regions = {path for path in before.counts if path[0] == facets.REGIONS}
    town = folder / "authorities/riverton.yaml"
    assert regions and "region:" in town.read_text()
    town.write_text("".join(line for line in town.read_text().splitlines(keepends=True) if not line.startswith("region:")))
    assert not {path for path in gathered().counts if path[0] == facets.REGIONS}


def test_a_concern_of_two_papers_is_followed_and_one_of_many_places_is_wide(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(refer, "SPLIT", 1)
    spoken = [(("east", "a"), (), (["housing"], ["housing"])), (("west", "b"), ("east",), (["housing", "bullying"], []))]
    assert refer.followed(spoken) == Followed((("east", "housing"),), ("bullying", "housing"))
