"""What a concern is spoken of by: items, answers, actions, figures."""

from plainspoken.appearances import ANSWERED, ASKED, FIGURE, PLANNED, SPOKE, Appearance, papers
from tests.test_pages import real

PLAN = ("derby", "jar-2007")


def of(topic: str, kind: str) -> list[Appearance]:
    """The appearances of this kind in the review and its plan."""
    return [one for one in real().appearances[topic] if one.inspection == PLAN and one.kind == kind]


def test_every_tag_of_every_item_is_one_appearance() -> None:
    expected = 0
    for key, inspection in real().content.inspections.items():
        expected += sum(len(one.topics) for one in (*inspection.findings, *inspection.recommendations, *inspection.figures))
        plan = real().content.plans.get(key)
        if plan:
            asked = {one.id: one.topics for one in inspection.recommendations}
            expected += sum(len(asked[answer.recommendation]) for answer in plan.answers)
            expected += sum(len(one.topics) for answer in plan.answers for one in answer.actions) + sum(len(one.topics) for one in plan.figures)
    assert sum(map(len, real().appearances.values())) == expected > 1000


def test_an_answer_is_about_what_its_recommendation_is_about() -> None:
    (answer,) = of("social-worker-allocation", ANSWERED)
    assert (answer.council, answer.item, answer.label, answer.number) == (True, "recommendation-4", "in-part", "4")
    assert answer.where == ("Recommendation 4, table",)


def test_an_action_keeps_its_date_as_printed_and_who_leads() -> None:
    (action,) = of("social-worker-allocation", PLANNED)
    assert (action.due, action.lead, action.number) == ("October 2008", ("Assistant Director, Specialist Services",), "4")


def test_a_recommendation_keeps_its_number_its_band_and_its_area() -> None:
    (asked,) = of("social-worker-allocation", ASKED)
    assert (asked.number, asked.within, asked.area, asked.council) == ("4", "six-months", "looked-after-children", False)


def test_what_asks_for_better_is_asked_and_what_tells_is_not() -> None:
    kinds = {(one.kind, one.label) for found in real().appearances.values() for one in found if one.label and one.kind in {ASKED, SPOKE}}
    assert {label for kind, label in kinds if kind == ASKED} == set(real().reference.settings.improvement_kinds)
    assert not {label for kind, label in kinds if kind == SPOKE} & set(real().reference.settings.improvement_kinds)


def test_notes_go_with_what_they_are_about() -> None:
    (figure,) = of("social-worker-allocation", FIGURE)
    notes = real().content.plans[PLAN].notes
    assert figure.notes and all(figure.item in notes[number - 1].about for number in figure.notes)


def test_papers_stand_oldest_first_an_inspection_apart_from_its_plan() -> None:
    found = papers(reversed([one for one in real().appearances["social-worker-allocation"] if one.inspection[0] == "derby"]))
    assert [(paper.inspection[1], paper.council) for paper in found] == [
        ("apa-2006", False), ("jar-2007", False), ("jar-2007", True), ("safeguarding-2011", False)]
    assert all({one.council for one in paper.found} == {paper.council} for paper in found)
