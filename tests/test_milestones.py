"""Milestones: laid on months as the paper dates them, and drawn as their table says."""

import re
from datetime import date
from html import unescape
from itertools import pairwise

import pytest

from plainspoken import dates, milestones, urls
from plainspoken.milestones import Line, Milestone
from plainspoken.plans import Action
from tests.test_pages import files, real

NAME = "for those who cannot see it"


def action(due: str | list[str] = "", **more: object) -> Action:
    given = {"due": dates.read([due] if isinstance(due, str) else due)} if due else {}
    return Action(**{"id": "one", "text": "Build homes.", **given, **more})


def row(line: Line | None) -> Milestone:
    assert line
    return line.rows[0]


@pytest.mark.parametrize(("due", "bars"), [
    ("2008-05", [(1, 2)]),
    ("2008-05-01", [(1, 1 + 1 / 31)]),
    ("2008-05-31", [(1 + 30 / 31, 2)]),
    ("2008", [(-3, 9)]),
    ("2008/09", [(0, 12)]),
    ("June 2008/December 2010", [(2, 33)]),
    (["2008-05", "2008-07"], [(1, 2), (3, 4)]),
])
def test_a_date_is_as_wide_as_the_paper_left_it(due: str | list[str], bars: list[tuple[float, float]]) -> None:
    line = milestones.lay([action(due), action("2008-04")], [])
    assert line
    shift = (2008 - line.first.year) * 12 + 4 - line.first.month
    assert [end for bar in row(line).bars for end in bar] == pytest.approx([end + shift for bar in bars for end in bar])


def test_the_line_runs_from_the_first_date_to_the_last_papers_included() -> None:
    review = milestones.stop("Review", "Review published", dates.read(["2007-11-26"]), "m-inspectors", False)
    plan = milestones.stop("Plan", "Plan published", dates.read(["2008-05"]), "m-council", True)
    assert review and plan
    line = milestones.lay([action("2008-03"), action("2009-01")], [plan, review])
    assert line and (line.first, line.months, line.begins) == (date(2007, 11, 1), 15, "November 2007")
    assert [stop.label for stop in line.stops] == ["Review", "Plan"]


def test_what_comes_every_quarter_has_a_tick_at_each() -> None:
    assert row(milestones.lay([action("2008/09", every="quarter")], [])).ticks == (3, 6, 9)
    assert row(milestones.lay([action("2008/2010", every="year")], [])).ticks == (12, 24)
    assert row(milestones.lay([action("2008/09")], [])).ticks == ()


def test_what_has_no_end_runs_to_the_end_of_the_line() -> None:
    line = milestones.lay([action("2008-03/.."), action("2009-12")], [])
    assert line and row(line).open and row(line).bars == ((0, line.months),) and line.months == 22
    drawn = milestones.draw(line, NAME, "dates").wide
    assert drawn.count("<rect") == 1 and 'class="chart__bar" d="M' in drawn
    alone = milestones.lay([action("2008-03/..")], [])
    assert alone and alone.months == 12


def test_without_any_date_there_is_nothing_to_draw() -> None:
    assert milestones.lay([action(), action(due="")], []) is None
    assert milestones.stop("Plan", "Plan", dates.Dates((), "not known"), "m-council", True) is None


def test_a_date_that_is_only_words_is_told_in_words() -> None:
    line = milestones.lay([Action(id="a", text="Plan.", due=dates.Dates((), "Annual Plan")), action(), action("2008-05")], [])
    assert line
    drawn = unescape(milestones.draw(line, NAME, "dates").wide)
    assert "Plan: “Annual Plan”<" in drawn and "Build homes: no date given<" in drawn
    assert drawn.count("<rect") == 1


def test_an_unclear_date_says_so() -> None:
    line = milestones.lay([action("2008-05", placed="unclear"), action("2008-06")], [])
    assert line
    drawn = milestones.draw(line, NAME, "dates").narrow
    assert drawn.count("chart__bar--unclear") == drawn.count(", date unclear") == 1


def test_a_label_too_long_for_the_drawing_is_cut_between_words() -> None:
    line = milestones.lay([action("2008-05", text="One two three four five six seven eight nine ten eleven twelve.", short=None)], [])
    assert line
    assert "One two three four five six seven eight…<" in milestones.draw(line, NAME, "dates").narrow
    assert "eleven twelve<" in milestones.draw(line, NAME, "dates").wide
    assert "Sort it<" in milestones.draw(milestones.lay([action("2008-05", short="Sort it")], []) or line, NAME, "dates").narrow


@pytest.mark.parametrize(("until", "letters", "years"), [
    ("2008-07", ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul"], ["2008"]),
    ("2009-06", list("JFMAMJJASONDJFMAMJ"), ["2008", "2009"]),
    ("December 2011", [], ["2008", "2009", "2010", "2011"]),
    ("2030-12", [], ["2008", "2011", "2014", "2017", "2020", "2023", "2026", "2029"]),
])
def test_months_lose_their_letters_before_they_crowd(until: str, letters: list[str], years: list[str]) -> None:
    line = milestones.lay([action("2008-01"), action(until)], [])
    assert line
    drawn = milestones.draw(line, NAME, "dates").narrow
    assert re.findall(r'chart__text--soft"[^>]*>([^<]+)<', drawn) == letters
    found = re.findall(r'chart__text--strong" x="([^"]+)" y="13"[^>]*>(\d{4})<', drawn)
    places = [float(x) for x, _ in found]
    assert all(after - before >= 30 for before, after in pairwise(places)), places
    assert [year for _, year in found] == years


def test_every_drawing_lies_inside_its_frame() -> None:
    looked = 0
    for path in map(urls.plan, real().content.plans):
        for width, height, drawn in re.findall(r'<svg class="chart__\w+" viewBox="0 0 (\d+) (\d+)".*?>(.*?)</svg>', files()[path], re.DOTALL):
            for x, y, length in re.findall(r'<rect class="chart__bar[^"]*" x="([^"]+)" y="([^"]+)" width="([^"]+)"', drawn):
                assert float(x) >= 0 and float(x) + float(length) <= int(width) and 0 < float(y) < int(height)
                looked += 1
            assert all(0 <= float(x) < int(width) for x in re.findall(r'<text [^>]*x="([^"]+)"', drawn))
    assert looked > 80


def test_every_drawing_and_its_table_hold_the_same_data() -> None:
    """Number by number: the date's words in the table, and in both drawings the months that they name."""
    looked = 0
    for key, plan in real().content.plans.items():
        html = unescape(files()[urls.plan(key)])
        figures = re.findall(r'<figure class="chart">(.*?)</figure>\s*<table[^>]*>(.*?)</table>', html, re.DOTALL)
        answers = [answer for answer in plan.answers if any(one.due and one.due.spans for one in answer.actions)]
        assert len(figures) == len(answers)
        for answer, (figure, table) in zip(answers, figures, strict=True):
            rows = re.findall(r'<tr id="([^"]+)"><td class="table__number">(\d+)</td>.*?data-label="By when"><span>([^<,]+(?:, [A-Z][^<]+)?)(.*?)</td>', table)
            assert [(one.id, one.due.words if one.due else "no date given") for one in answer.actions] == [(one[0], one[2].strip()) for one in rows]
            papers = re.findall(r'<use href="#(m-[a-z-]+)"/></svg></td><th scope="row">', table)
            for width in (760, 328):
                drawn = re.search(rf'viewBox="0 0 {width} .*?</svg>', figure, re.DOTALL)
                assert drawn
                found = drawing(drawn[0], width)
                assert list(found) == [int(one[1]) for one in rows]
                for one, (_, number, _, about) in zip(answer.actions, rows, strict=True):
                    months, unclear = found[int(number)]
                    assert months == [span_months(span) for span in (one.due.spans if one.due else ())], one.id
                    assert unclear == ("date unclear" in about) == (one.placed == "unclear"), one.id
                    looked += 1
                assert re.findall(r'<use href="#([^"]+)"', drawn[0]) == papers
    assert looked > 80


def span_months(span: dates.Span) -> tuple[str, str]:
    return span.first.strftime("%Y-%m"), span.last.strftime("%Y-%m")


def drawing(svg: str, width: int) -> dict[int, tuple[list[tuple[str, str]], bool]]:
    """What a drawing says: number -> (first and last month of each bar, whether it is called unclear), read from its shapes."""
    told = re.search(r"on a line of (\d+) months from (\w+ \d{4});", svg)
    assert told
    begin = dates.read_one(told[2]).first
    scale = (width - 2) / int(told[1])

    def month(x: float) -> str:
        number = begin.month - 1 + int((x - 1) / scale)
        return f"{begin.year + number // 12}-{number % 12 + 1:02}"
    found: dict[int, tuple[list[tuple[str, str]], bool]] = {}
    for part in re.split(r'(?=<text [^>]*class="chart__text" x)', svg)[1:]:
        label = re.match(r'<text [^>]*><tspan class="chart__text--strong">(\d+)</tspan> ([^<]+)</text>', part)
        if label:
            bars = re.findall(r'<rect class="chart__bar[^"]*" x="([^"]+)" y="[^"]+" width="([^"]+)"', part)
            found[int(label[1])] = ([(month(float(x)), month(float(x) + float(length))) for x, length in bars], ", date unclear" in label[2])
    return found


def test_a_label_that_does_not_fit_after_the_start_of_its_bar_ends_where_the_bar_does() -> None:
    """With a lead down to the bar, so that it is not read as standing at an earlier date."""
    looked = 0
    for path, html in files().items():
        for drawing in re.findall(r'<svg class="chart__(?:wide|narrow)".*?</svg>', html, re.DOTALL) if path.endswith("plan/index.html") else ():
            for row in re.findall(r"<g data-row=.*?</g>", drawing, re.DOTALL):
                label, bars = re.search(r'<text [^>]*x="([\d.]+)"[^>]*>', row), re.findall(r'<rect [^>]*x="([\d.]+)"[^>]*width="([\d.]+)"', row)
                assert label
                if bars and 'text-anchor="end"' in label[0]:
                    end = float(bars[0][0]) + float(bars[0][1])
                    assert float(label[1]) >= end - 2 and (lead := re.search(r'class="chart__lead" d="M([\d.]+)', row))
                    assert float(lead[1]) == pytest.approx(end, abs=2)
                    looked += 1
                elif bars:
                    assert float(label[1]) == pytest.approx(float(bars[0][0]), abs=2)
    assert looked > 10


@pytest.mark.parametrize("narrow", [False, True])
def test_what_lies_at_the_very_edges_is_drawn_whole(narrow: bool) -> None:
    """A review on the first day of the line, and an action due on its last."""
    papers = [milestones.stop("Review", "Review", dates.read(["2018-11-01"]), "m-inspectors", False)]
    line = milestones.lay([action("2018-12"), action("2020-06-30", id="two")], [one for one in papers if one])
    assert line
    drawing = milestones.draw(line, NAME, "dates")
    svg = str(drawing.narrow if narrow else drawing.wide)
    width = float(re.findall(r'viewBox="0 0 (\d+)', svg)[0])
    extents = [(float(x), float(wide)) for x, wide in re.findall(r'<(?:rect|use)[^>]* x="([-\d.]+)"[^>]* width="([-\d.]+)"', svg)]
    assert len(extents) == 3
    assert all(x >= 1 and x + wide <= width for x, wide in extents), extents
