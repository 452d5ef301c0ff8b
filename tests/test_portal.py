"""Questions the pages ask of the content."""

from dataclasses import replace

from plainspoken import dates, figures, portal, urls
from plainspoken.record import Withdrawn
from tests.test_pages import files, real


def test_inspections_stand_oldest_first_and_unknown_dates_last() -> None:
    order = [card.date.sort for card in real().oldest_first]
    assert order == sorted(order)
    assert real().oldest_first[-1].date.words == "date not known"


def test_a_shared_inspection_is_listed_at_each_of_its_places() -> None:
    shared = [card for card in real().oldest_first if card.also]
    for card in shared:
        assert all(card in real().by_authority[name] for name in (card.key[0], *card.also))
    assert shared


def test_a_concern_is_followed_through_every_paper() -> None:
    """The allocation of social workers runs from the letter of 2006 through review and plan to the report of 2011."""
    found = [one for one in real().appearances["social-worker-allocation"] if one.inspection[0] == "derby"]
    papers = {(one.inspection[1], one.council) for one in found}
    assert {("apa-2006", False), ("jar-2007", False), ("jar-2007", True), ("safeguarding-2011", False)} <= papers
    assert [one.date.sort for one in found] == sorted(one.date.sort for one in found)


def test_where_the_first_judgements_are_not_known_the_few_that_are_stand_with_them() -> None:
    """Of Derby's assessment of 2007 one grade is known, of an area that lists do not show first: they show it all the same."""
    card = real().cards["derby", "apa-2007"]
    assert [(one.area, one.grade, one.decided) for one in card.headline] == [
        ("childrens-services", None, False), ("making-a-positive-contribution", "outstanding", True)]
    whole = real().cards["stoke-on-trent", "apa-2007"]
    assert {one.area for one in whole.headline} == set(real().reference.frameworks["apa-2007"].headline)
    row = next(row for row in files()[urls.INSPECTIONS].split("<tr>") if "derby/apa-2007/" in row)
    assert "Outstanding" in row and "no grade known" not in row


def test_what_the_council_claims_and_what_inspectors_say_stay_apart() -> None:
    said = real().statements["derby", "jar-2007"]["recommendation-4"]
    assert [one.council for one in said] == [True, False]
    assert said[0].on.sort < said[1].on.sort


def test_a_withdrawn_inspection_leaves_nothing_but_its_notice() -> None:
    content = real().content
    key = ("derby", "jar-2007")
    gone = replace(content.inspections[key], withdrawn=Withdrawn(on=dates.read(["2026-11-22"]), why="It was a mistake."))
    made = portal.build(replace(content, inspections=content.inspections | {key: gone}))
    assert key not in made.cards and key not in made.content.plans and key in made.withdrawn
    assert all(one.inspection != key for found in made.appearances.values() for one in found)
    assert key not in made.statements
    asked_by = [one.plan_elements_asked_by for one in real().content.frameworks.values()]
    assert any(asked_by) and not any(one.plan_elements_asked_by for one in made.content.frameworks.values())


def test_a_figure_is_told_with_its_qualifier_and_unit() -> None:
    told = {figures.value(one) for one in real().content.inspections["derby", "apa-2006"].figures}
    assert "88%" in told and "over 93%" in told
