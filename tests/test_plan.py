"""The page of an action plan: what it holds, what it lacks, and where each stands."""

import re
from dataclasses import replace
from html import unescape

import pytest
from selectolax.lexbor import LexborHTMLParser

from plainspoken import dates, urls, views
from plainspoken.pages import plan
from plainspoken.plans import Action, Answer
from plainspoken.reference import PlanElement
from tests.conftest import DEFAULTS, MakeSite, RunCommand
from tests.test_pages import files, ids, real

FIELDS = {"requirement", "purpose", "target", "actions", "lead", "success", "monitoring", "responsible", "resources", "support", "links", "within"}
"""The twelve of a plan's table."""


def element(field: str) -> PlanElement:
    return PlanElement(id="it", label="It", field=field)  # type: ignore[arg-type]


def answer(**given: object) -> Answer:
    return Answer(**{"recommendation": "r", "answer": "accepted", "where": ("page 1",), **given})


def action(due: str = "", **more: object) -> Action:
    return Action(**{"id": "a", "text": "Act.", **({"due": dates.read([due])} if due else {}), **more})


@pytest.mark.parametrize(("field", "given", "state"), [
    ("responsible", {"responsible": ("Head of Homes",)}, "has"),
    ("responsible", {"lead": ("Head of Homes",)}, "lacks"),
    ("resources", {}, "lacks"),
    ("none", {"purpose": ("Risks.",)}, "lacks"),
    ("lead", {"actions": (action(lead=("Head of Homes",)),)}, "has"),
    ("due", {"actions": (action("2008-05"), action("2008"))}, "has"),
    ("due", {"actions": (action("2008-05"), action())}, "part"),
    ("due", {"actions": (action("2008-05"), action("2008", placed="unclear"))}, "part"),
    ("due", {"actions": (action(),)}, "lacks"),
    ("due", {}, "lacks"),
])
def test_a_plan_has_what_its_fields_hold(field: str, given: dict[str, object], state: str) -> None:
    assert plan._held(element(field), answer(**given))[0] == state


def test_each_part_of_an_answer_stands_at_its_own_places() -> None:
    """Else where the answer does; progress, where the council tells what it did."""
    given = answer(done=("Done.",), position=("So it stood.",), done_where=("page 3",), position_where=("page 2",))
    assert [given.places(part) for part in ("inspectors_said", "position", "done", "progress")] == [("page 1",), ("page 2",), ("page 3",), ("page 3",)]
    assert replace(given, done=()).places("progress") == ("page 2",)
    assert replace(given, progress_where=("page 4",)).places("progress") == ("page 4",)


def test_what_the_council_says_of_itself_is_never_cited_to_the_inspectors_words() -> None:
    """The plan quotes their judgement above its answer: that is a place of its own."""
    made, looked = real(), 0
    for key, record in made.content.plans.items():
        for answered in record.answers:
            claims = [said for said in made.statements[key][answered.recommendation] if said.council]
            own = {place for claim in claims for place in claim.where}
            assert own and not own & set(answered.inspectors_said_where)
            assert all(set(claim.where) <= {*answered.done_where, *answered.position_where} for claim in claims)
            looked += len(claims)
    assert looked == 8


def test_each_part_of_the_councils_account_names_its_places_below_it() -> None:
    looked = 0
    for key, record in real().content.plans.items():
        for answered in record.answers:
            fold = re.search(rf'<details[^>]*id="{answered.recommendation}-account".*?</details>', files()[urls.plan(key)], re.DOTALL)
            assert fold
            found = [re.findall(r'class="cite"[^>]*>([^<]+)<', part) for part in fold[0].split("<h4>")[1:]]
            assert found == [[str(place) for place in answered.places(part)] for part in ("inspectors_said", "position", "done")]
            looked += len(found)
    assert looked == 24


def test_a_recommendation_without_an_answer_has_nothing() -> None:
    assert plan._held(element("lead"), None) == ("lacks", "")


def table(html: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """The table of what a plan has: (number, (word, where its link leads) of each cell)."""
    found = re.search(r'<table class="table complete">.*?</table>', html, re.DOTALL)
    assert found
    rows = re.findall(r'<tr>\s*<th scope="row">(\S+) .*?</th>(.*?)</tr>', found[0], re.DOTALL)
    return [(number, [(word, href) for href, word in re.findall(
        r'<td[^>]*><(?:a class="complete__has" href="([^"]*)"|span class="complete__has")><svg.*?</svg>([A-Z][a-z ]+)', cells)]) for number, cells in rows]


def test_the_missing_element_is_shown_for_all_eight_recommendations() -> None:
    """Who, when, result and means are there for each; risks for none, though the third recommendation asked for them."""
    html = files()["authorities/derby/jar-2007/plan/index.html"]
    assert re.findall(r'<th scope="col">(\w+)</th>', html)[:5] == ["Who", "When", "Result", "Means", "Risk"]
    assert '<span class="complete__name">Recommendation</span></th>' in html
    found = [(number, [word for word, _ in cells]) for number, cells in table(html)]
    whole, partly = ["Has", "Has", "Has", "Has", "Lacks"], ["Has", "In part", "Has", "Has", "Lacks"]
    assert found == [(str(number), partly if number in {7, 8} else whole) for number in range(1, 9)]
    assert "<strong>Missing from all 8: risks associated with failure.</strong>" in html
    assert 'as <a href="../index.html#recommendation-3">recommendation 3 of the review</a> asked' in html


def test_each_has_leads_to_where_it_stands() -> None:
    """To the field of that recommendation, with words in it, or to its actions."""
    html = files()["authorities/derby/jar-2007/plan/index.html"]
    record = real().content.plans["derby", "jar-2007"]
    looked = 0
    for answered, (_, cells) in zip(record.answers, table(html), strict=True):
        places = [href for word, href in cells if word != "Lacks"]
        assert places == [f"#{answered.recommendation}-{part}" for part in ("responsible", "actions", "success", "resources")]
        assert [href for word, href in cells if word == "Lacks"] == [""]
        for place in places:
            shown = re.search(rf'id="{place[1:]}"(.*?)</(?:div|h3)>', html, re.DOTALL)
            assert shown and "does not say" not in shown[1]
            looked += 1
    assert looked == 32


def test_all_twelve_fields_stand_on_the_page() -> None:
    """Every text of every field of every answer, in the part of its recommendation."""
    assert {name for _, name in plan.FIELDS} | {"actions", "within"} == FIELDS
    looked = 0
    for key, record in real().content.plans.items():
        html = unescape(re.sub(r"</?a[^>]*>", "", files()[urls.plan(key)]))
        parts = dict(re.findall(r'<section class="section frame" aria-labelledby="([^"]+)">(.*?)</section>', html, re.DOTALL))
        bands = {band.id: str(band.label) for band in real().reference.frameworks[real().cards[key].framework].time_bands}
        for answered in record.answers:
            part = parts[answered.recommendation]
            texts = [text for name in FIELDS - {"actions", "within"} for text in getattr(answered, name)]
            texts += [*answered.position, *answered.done, *(one.text for one in answered.actions), *filter(None, [answered.inspectors_said])]
            assert [text for text in texts if str(text) not in part] == []
            assert f'<dt class="fields__name">How soon</dt><dd class="fields__value">{bands[answered.within or ""]}</dd>' in part
            looked += len(texts)
    assert looked > 200


def test_the_line_says_what_all_some_and_none_have() -> None:
    found = [("Who", ["has", "has"]), ("Dates of delivery", ["has", "part"]), ("Risks", ["lacks", "lacks"]), ("Money", ["has", "lacks"])]
    assert plan._verdict(found, 2) == [
        "Missing from all 2: risks.", "Dates of delivery: 1 have it, 1 in part.", "Money: 1 have it, 1 lack it.", "All 2 have: who."]


def test_in_part_says_why() -> None:
    unclear, undated = answer(actions=(action("2008", placed="unclear"),)), answer(actions=(action(),))
    assert len(plan._reasons([unclear, undated])) == 2
    assert plan._reasons([undated]) == ["some actions have no date"]


def test_a_framework_that_asks_nothing_of_plans_has_no_such_table(make_site: MakeSite, run: RunCommand, tmp_path: object) -> None:
    path = "inspections/riverton/visit-2021/plan.yaml"
    content = make_site({path: DEFAULTS[path].decode()})
    output = content.parent / "output"
    assert run("build", "--content", content, "--output", output).code == 0
    html = (output / "authorities/riverton/visit-2021/plan/index.html").read_text()
    assert "complete" not in ids(html) and 'id="build-homes"' in html and html.count("<figure") == 1


def test_the_portal_of_another_framework_names_whose_recommendation_it_was() -> None:
    """Where plans of one place are held against what was asked in another, the place is named."""
    made = real()
    card = made.cards["derby", "jar-2007"]
    named = plan._asked_by(made, card)
    elsewhere = plan._asked_by(made, replace(card, key=("leicester", "apa-2006")))
    assert named == ("recommendation 3 of the review", "authorities/derby/jar-2007/index.html#recommendation-3")
    assert elsewhere and elsewhere[0] == "recommendation 3 of the review in Derby"


def test_the_word_of_an_answer_leads_to_its_part_of_the_plan() -> None:
    """From the inspection and from threads; on the plan's own page it stands there already."""
    built = files()
    inspection = built[urls.inspection(("derby", "jar-2007"))]
    led = re.findall(r'state__word"><a href="(plan/index\.html#recommendation-\d)">', inspection)
    assert led == [f"plan/index.html#recommendation-{number}" for number in range(1, 9)]
    assert 'state__word"><a' not in built[urls.plan(("derby", "jar-2007"))]


def test_the_page_opens_with_what_was_asked_answered_and_done() -> None:
    """A row a recommendation: its words, the answer of the plan, the newest word of anybody; each leads to its part of the page."""
    made, key = real(), ("derby", "jar-2007")
    html, words = files()[urls.plan(key)], real().reference.words
    section = LexborHTMLParser(html).css_first("section")
    assert section.attributes["aria-labelledby"] == "standing"
    asked, said = {one.id: one for one in made.content.inspections[key].recommendations}, made.statements[key]
    shown = [(row.css_first("a").attributes["href"], row.css_first("a").text(), *[cell.text(strip=True) for cell in row.css("td")])
             for row in section.css("tbody tr")]
    expected = []
    for answer in made.content.plans[key].answers:
        newest = said[answer.recommendation][-1] if answer.recommendation in said else None
        progress = views.voiced(made.reference, newest.state, newest.council) if newest else words.progress["no-public-evidence"]
        one = asked[answer.recommendation]
        expected.append((f"#{one.id}", one.text, one.number, words.answers[answer.answer], progress))
    assert shown == expected and len(shown) == 8
    assert len({progress for *_, progress in shown}) == 3 and "our reading" in section.css_first("caption").text()


def test_a_note_carries_the_number_it_is_cited_by() -> None:
    looked = 0
    for path in (urls.plan(("derby", "jar-2007")), urls.inspection(("derby", "safeguarding-2011"))):
        page = LexborHTMLParser(files()[path])
        for link in page.css('a[href^="#note-"]'):
            number = link.text().removeprefix("note ")
            assert page.css_first(f"{link.attributes['href']} .note__title").text().startswith(f"Note {number}: ")
            looked += 1
    assert looked > 20
