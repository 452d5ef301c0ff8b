"""Records that cannot both be so are told where one of them is written, and what papers do say is let through."""

import pytest

from tests.conftest import Files
from tests.test_checks import FRAMEWORK, INSPECTION, PLAN, PROGRESS, ProblemsOf, changed

TOWN = {"authorities/hilltop.yaml": "name: Hilltop\nkind: town\n"}
LATER, BEYOND = "inspections/riverton/visit-2023/inspection.yaml", "inspections/hilltop/visit-2021/inspection.yaml"
KNOWN = "framework: visit-2020\ncoverage: known\nsource: riverton-report\nvisited: {year}\n{more}added: 2026-01-31\n"
ADDS = ' what the paper itself adds up otherwise is told in "words"'
TWO = "judgements:\n  - area: care\n    grade: good\n    where: paragraph 1\n  - area: care\n    {}\n    where: paragraph 1\n"
FROM_ANOTHER = PROGRESS.format("riverton/visit-2021#recommendation-1").replace("where:", "source: riverton-report\n    where:").removesuffix("added:")
NUMBERED = "recommendations:\n  - id: recommendation-0\n    number: {}\n    within: at-once\n    text: Find rooms.\n    where: paragraph 3\n"


def known(year: int, more: str = "") -> str:
    """An inspection of which no more is known than when it was."""
    return KNOWN.format(year=year, more=more)


def judged(second: str) -> dict[str, str]:
    """The inspection with a second judgement of the same area."""
    return changed(INSPECTION, "judgements:\n  - area: care\n    grade: good\n    where: paragraph 1\n", TWO.format(second))


def counted(counts: str, of: str) -> dict[str, str]:
    """The inspection with counts in place of its grade."""
    return changed(INSPECTION, "grade: good", f"counts: {{{counts}}}\n    of: {of}")


def twice_numbered(first: str, second: str) -> dict[str, str]:
    """The inspection with two recommendations of these numbers."""
    return changed(INSPECTION, "recommendations:\n", NUMBERED.format(first), "    text: Find more", f"    number: {second}\n    text: Find more")


@pytest.mark.parametrize(("files", "told"), [
    (judged("grade: poor"), [f'{INSPECTION}:10:11: "care" is judged already, on line 7: give one of them its aspect, or leave one out']),
    (judged("grade: poor\n    scale: services"), [f'{INSPECTION}:10:11: "care" is judged already, on line 7: give one of them its aspect, or leave one out']),
    (counted("good: 3, poor: 2", "4"), [f"{INSPECTION}:9:9: the counts come to 5, not 4;{ADDS}"]),
    (counted("good: 3, poor: 0", "4"), [f"{INSPECTION}:9:9: the counts come to 3, not 4;{ADDS}"]),
    (counted("good: 5", "4"), [f"{INSPECTION}:9:9: the counts come to 5, not 4;{ADDS}"]),
    (counted('good: "1,200", poor: 1', '"1,202"'), [f"{INSPECTION}:9:9: the counts come to 1,201, not 1,202;{ADDS}"]),
    (counted("good: -1, poor: 5", "4"), [f'{INSPECTION}:8:20: "-1" is not a whole number like 7 or 1,204']),
    (counted("good: 20%, poor: 5", "some"), [f'{INSPECTION}:8:20: "20%" is not a whole number like 7 or 1,204',
                                             f'{INSPECTION}:9:9: "some" is not a whole number like 7 or 1,204']),
    (counted("goood: 4", "4"), [f'{INSPECTION}:8:14: "goood" is not on the scale (good, poor) (did you mean "good"?)']),
    ({LATER: known(2020, PROGRESS.format("riverton/visit-2021#recommendation-1").removesuffix("added:"))},
     [f"{LATER}:6:9: it is told here (2020) before it was asked for (4 May 2021)"]),
    ({LATER: known(2023, PROGRESS.format("riverton/visit-2021#kind-staff").removesuffix("added:"))},
     [f'{LATER}:6:9: "kind-staff" is a strength: progress is of what was asked for or found wanting']),
    ({LATER: known(2020, "follows: riverton/visit-2021\n")}, [f"{LATER}:5:10: it was (2020) before the one it is said to follow (4 May 2021)"]),
    ({LATER: known(2023, "follows: riverton/visit-2021\n"), **changed(INSPECTION, "coverage: full", "coverage: full\nfollows: riverton/visit-2023")}, [
        f"{INSPECTION}:3:10: riverton/visit-2023 follows this one in turn: only the later returns to the earlier",
        f"{LATER}:5:10: riverton/visit-2021 follows this one in turn: only the later returns to the earlier"]),
    ({**TOWN, BEYOND: known(2021), **changed(INSPECTION, "coverage: full", "coverage: full\nalongside: hilltop/visit-2021")},
     [f"{INSPECTION}:3:12: hilltop/visit-2021 is of another place: those of the same place stand alongside"]),
    (changed(INSPECTION, "coverage: full", "coverage: full\nalso: riverton"),
     [f'{INSPECTION}:3:7: it is of "riverton" anyway: only other places are listed here']),
    (changed(PLAN, "published: 2021/22", "published: 2020"), [f"{PLAN}:4:12: the plan is published (2020) before the visit (4 May 2021)"]),
    (twice_numbered("1", "1"), [f'{INSPECTION}:24:13: the number "1" stands twice; it is first on line 17']),
], ids=lambda value: value[0].split(": ", 1)[1] if isinstance(value, list) else "")
def test_what_cannot_both_be_so_is_told(problems_of: ProblemsOf, files: Files, told: list[str]) -> None:
    assert problems_of(files) == [f"content/{line}" for line in told]


@pytest.mark.parametrize("files", [
    judged("grade: poor\n    aspect: schools"),
    {**changed(FRAMEWORK, "areas:", "  second:\n    steps:\n      - id: top\n        label: Top\nareas:"), **judged("grade: top\n    scale: second")},
    counted("good: 3, poor: 1", "4"), counted("good: 3", "4"), counted("good: 4", "4"), counted('good: "1,200", poor: 4', '"1,204"'),
    {LATER: known(2023, PROGRESS.format("riverton/visit-2021#recommendation-1").removesuffix("added:") + "follows: riverton/visit-2021\n")},
    {LATER: known(2021, PROGRESS.format("riverton/visit-2021#recommendation-1").removesuffix("added:"))},
    {LATER: known(2020, FROM_ANOTHER)},
    {**TOWN, BEYOND: known(2021), **changed(INSPECTION, "coverage: full", "coverage: full\nalongside: hilltop/visit-2021\nalso: hilltop")},
    {**TOWN, BEYOND: known(2021, "also: riverton\n"), **changed(INSPECTION, "coverage: full", "coverage: full\nalongside: hilltop/visit-2021")},
    changed(PLAN, "published: 2021/22", "published: 2021"),
    twice_numbered("1", "2"),
    twice_numbered("1", "1\n    to: The town"),
], ids=lambda files: next(iter(files)))
def test_what_papers_do_say_is_let_through(problems_of: ProblemsOf, files: Files) -> None:
    assert problems_of(files) == []


def test_a_round_of_three_is_told_at_each(problems_of: ProblemsOf) -> None:
    names = {f"inspections/riverton/visit-{year}/inspection.yaml": known(year, f"follows: riverton/visit-{after}\n")
             for year, after in ((2001, 2002), (2002, 2003), (2003, 2001))}
    assert [line.partition(" follows")[0] for line in problems_of(names)] == [
        f"content/inspections/riverton/visit-{year}/inspection.yaml:5:10: riverton/visit-{after}" for year, after in ((2001, 2002), (2002, 2003), (2003, 2001))]
