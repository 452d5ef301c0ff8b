"""Records become facts: what must stand in the paper as it stands in the record, each with its paper and place."""

from dataclasses import replace
from pathlib import Path

from plainspoken import content, portal
from plainspoken.facts import Fact, cited, context, digest, of_inspection, of_plan
from plainspoken.portal import Portal
from plainspoken.problems import NOWHERE, Place, Text
from tests.conftest import MakeSite

KEY = ("riverton", "visit-2021")
INSPECTION = """framework: visit-2020
coverage: full
numbered: printed
source: riverton-report
visited: 2021-05-04
published: 2021-06-01
judgements:
  - area: care
    grade: good
    given: both
    text: It had 12 of 14 places filled.
    where: Care, paragraph 1
  - area: schools
    words: not good enough
    where: Schools, paragraph 1
findings:
  - id: kind-staff
    kind: strength
    text: The 2021 report tells of 3 kind staff since March 2020, four years after 2016/17 (paragraphs 2 and 3).
    where: Care, paragraph 2
recommendations:
  - id: more-homes
    number: 4
    within: at-once
    text: Find more homes.
    where: paragraph 3
figures:
  - id: homes
    name: Young people of 16 or over with a home
    value: 88
    unit: "%"
    qualifier: over
    period: 2021-05-04
    compared: 75 per cent in England
    where: paragraph 3
  - id: files
    name: Files read
    value: twenty-two
    period: 2020/21
    where: paragraph 3
added: 2026-01-31
"""


def made(folder: Path) -> Portal:
    """The portal of a content folder without fault."""
    found, problems = content.read(folder)
    assert problems == []
    return portal.build(found)


def facts(found: Portal) -> list[Fact]:
    """The facts of the small site's inspection."""
    inspection = found.content.inspections[KEY]
    return of_inspection(inspection, found.reference.frameworks[inspection.framework], found.content.summaries.get(KEY, ""), context(found, KEY))


def site(make_site: MakeSite, summary: str = "It went well.\n") -> list[Fact]:
    """The facts of the inspection above."""
    return facts(made(make_site({"inspections/riverton/visit-2021/inspection.yaml": INSPECTION, "inspections/riverton/visit-2021/summary.md": summary,
                                  "inspections/riverton/visit-2021/plan.yaml": None})))


def test_figures_dates_grades_numbers_and_time_bands_are_facts(make_site: MakeSite) -> None:
    assert [(fact.kind, fact.shown) for fact in site(make_site)] == [
        ("date", "4 May 2021"), ("date", "1 June 2021"),
        ("digit", "1"), ("grade", "good"), ("number", "12"), ("number", "14"), ("words", "not good enough"),
        ("date", "March 2020"), ("date", "2016/17"), ("number", "3"),
        ("item", "4"), ("band", "At once"),
        ("figure", "over 88%"), ("number", "16"), ("number", "75%"), ("figure", "twenty-two"), ("date", "2020/21")]


def test_a_fact_knows_what_it_is_about_and_where_it_was_written(make_site: MakeSite) -> None:
    found = {fact.shown: fact for fact in site(make_site)}
    assert found["over 88%"].about == ("homes",)
    assert found["good"].about == ("care",)
    assert (found["4 May 2021"].about, found["4 May 2021"].where) == (("visited",), ())
    assert (found["over 88%"].place.line, found["over 88%"].where) == (30, ("paragraph 3",))
    assert found["over 88%"].needed == (("88", "%"), ("over",))
    assert found["twenty-two"].needed == (("22",),)


def test_what_only_names_a_paper_a_place_or_the_visit_is_no_fact(make_site: MakeSite) -> None:
    shown = [fact.shown for fact in site(make_site)]
    assert shown.count("4 May 2021") == 1  # the figure's period is the visit
    assert not {"2021", "2", "four"} & set(shown)  # the 2021 report, paragraphs 2 and 3, a number in words of ours


def test_each_paragraph_of_a_summary_is_held_at_the_places_in_its_brackets(make_site: MakeSite) -> None:
    summary = "They read 46 files. (Care, paragraph 1) Then 7. (paragraph 2, paragraph 3)\n\n## More (or less)\n\nThere were 9 (in all). (Record)\n"
    found = site(make_site, summary)[-3:]
    assert [(fact.shown, fact.where, fact.place.line) for fact in found] == [
        ("46", ("Care, paragraph 1", "paragraph 2", "paragraph 3"), 1), ("7", ("Care, paragraph 1", "paragraph 2", "paragraph 3"), 1),
        ("9", ("Record",), 5)]
    assert {fact.place.file for fact in found} == {"content/inspections/riverton/visit-2021/summary.md"}


def test_places_in_brackets_may_run_over_a_lines_end() -> None:
    words, where = next(cited(Text("It rose. (Care,\nparagraph 1; 3.1, 3.5)", Place("summary.md"))))
    assert (words.split(), where) == (["It", "rose."], ("Care, paragraph 1", "3.1", "3.5"))


def test_a_plan_has_its_dates_bands_and_numbers(make_site: MakeSite) -> None:
    plan = """title: Riverton's plan
source: riverton-report
by: Riverton Town Council
published: May 2022
answers:
  - recommendation: recommendation-1
    answer: accepted
    within: at-once
    actions:
      - id: build-homes
        text: Build 30 homes.
        due: {printed: "Every spring", sort: 2023}
      - id: paint
        text: Paint them.
        due: 2022/2023
        where: Paint
    position: There were 4.
    position_where: Story
    done: By May 2022 there were 5, as of 2021.
    where: Answers, table
figures:
  - id: money
    name: Money
    value: 26,000
    where: Answers, table
added: 2026-01-31
"""
    found = made(make_site({"inspections/riverton/visit-2021/plan.yaml": plan}))
    held = of_plan(found.content.plans[KEY], found.reference.frameworks["visit-2020"], context(found, KEY))
    assert [(fact.kind, fact.shown, fact.where) for fact in held] == [
        ("date", "May 2022", ()), ("band", "At once", ("Answers, table",)), ("words", "Every spring", ("Answers, table",)),
        ("number", "30", ("Answers, table",)), ("date", "2022 to 2023", ("Paint",)), ("number", "4", ("Story",)), ("number", "5", ("Answers, table",)),
        ("figure", "26,000", ("Answers, table",))]


def test_a_statement_on_progress_may_name_the_year_of_the_earlier_inspection(make_site: MakeSite) -> None:
    later = INSPECTION.replace("2021", "2024").replace("findings:", """progress:
  - of: riverton/visit-2021#kind-staff
    state: raised-again
    text: It does not speak of what was found in 2021, nor of 2020.
    where: paragraph 1
findings:""")
    found = made(make_site({"inspections/riverton/visit-2021/plan.yaml": None, "inspections/riverton/visit-2021/inspection.yaml": INSPECTION,
                            "inspections/riverton/visit-2024/inspection.yaml": later}))
    one = found.content.inspections["riverton", "visit-2024"]
    said = [fact for fact in of_inspection(one, found.reference.frameworks["visit-2020"], "", context(found, ("riverton", "visit-2024")))
            if fact.where == ("paragraph 1",)]
    assert [fact.shown for fact in said] == ["2020"]


def test_the_hash_changes_with_a_fact_its_paper_or_its_place_and_with_nothing_else(make_site: MakeSite) -> None:
    held = site(make_site)
    assert digest(held) == digest([replace(fact, place=NOWHERE) for fact in held])
    assert len(digest(held)) == 64
    for other in ({"shown": "89%"}, {"where": ("paragraph 4",)}, {"source": "other"}, {"about": ("other",)}):
        assert digest([*held[:-1], replace(held[-1], **other)]) != digest(held)
    words = INSPECTION.replace("Find more homes.", "Look for more homes.").replace("kind: strength", "kind: strength\n    topics: [housing]")
    assert digest(facts(made(make_site({"inspections/riverton/visit-2021/plan.yaml": None, "inspections/riverton/visit-2021/inspection.yaml": words,
                                        "inspections/riverton/visit-2021/summary.md": "It went very well.\n"})))) == digest(held)
