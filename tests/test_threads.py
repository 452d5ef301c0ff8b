"""A concern of one place, followed through all its papers."""

import re
from dataclasses import replace
from functools import cache

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from plainspoken import dates, portal, urls
from plainspoken.appearances import ANSWERED, ASKED, FIGURE, PLANNED, SPOKE, papers
from plainspoken.pages import concerns, lists, threads, topics
from tests.built import built
from tests.conftest import MakeSite
from tests.test_pages import files, real


@cache
def page(name: str, topic: str) -> LexborHTMLParser:
    """The page of a thread."""
    return LexborHTMLParser(files()[urls.thread(name, topic)])


def told(name: str, topic: str) -> list[LexborNode]:
    """The papers on the page of a thread, oldest first."""
    return page(name, topic).css("ol.timeline > li")


def test_every_concern_that_two_papers_of_a_place_speak_of_has_a_thread_and_no_other() -> None:
    expected = {urls.thread(name, topic) for name, topics in real().concerns.items() for topic, found in topics.items()
                if len({(one.inspection, one.council) for one in found}) > 1}
    assert {path for path in files() if re.fullmatch(r"authorities/[^/]+/topics/.*\.html", path)} == expected
    assert len(expected) > 40


def test_one_place_has_more_than_twenty_threads_that_run_from_its_first_letter_to_its_last_report() -> None:
    spans = [(found[0].date.year, found[-1].date.year) for topic, found in real().concerns["derby"].items() if ("derby", topic) in real().reference.threads]
    assert spans.count(("2006", "2011")) > 20


def test_a_thread_shows_every_appearance_once_in_the_order_of_its_papers() -> None:
    """Finding, recommendation, answer, action and figure, each linked to its address for life and with its place."""
    looked = 0
    for name, topic in real().reference.threads:
        path = urls.thread(name, topic)
        given = papers(real().concerns[name][topic])
        shown = told(name, topic)
        assert len(shown) == len(given), path
        for paper, node in zip(given, shown, strict=True):
            target = urls.plan if paper.council else urls.inspection
            links = [link.attributes["href"] for link in node.css(".findings__where > a:first-child")]
            assert sorted(links) == sorted(urls.relative(path, target(paper.inspection, one.item)) for one in paper.found), path
            assert len(node.css(".findings__item")) == len(paper.found)
            assert all(len(where.css("a.cite")) > 1 for where in node.css(".findings__where")), path
            looked += len(paper.found)
        assert [paper.date.sort for paper in given] == sorted(paper.date.sort for paper in given)
    assert looked > 900


def test_the_social_workers_of_children_in_care_run_from_letter_through_recommendation_and_plan_to_report() -> None:
    """One page: the letter of 2006, recommendation 4 of 2007, the plan that answers it, the report of 2011."""
    shown = told("derby", "social-worker-allocation")
    assert [node.css_first(".timeline__when").text(strip=True) for node in shown] == [
        "1 November 2006", "September and October 2007", "May 2008", "9 to 20 May 2011"]
    labels = [[link.text(strip=True) for link in node.css(".findings__where > a:first-child")] for node in shown]
    assert any(label.startswith("Recommendation 4, ") for label in labels[1])
    assert "Answer to recommendation 4: accepted in part" in labels[2]
    assert any("Assistant Director, Specialist Services" in label and "October 2008" in label for label in labels[2])
    assert "Figure" in labels[0] and "Figure" in labels[2] and "Figure" in labels[3]
    assert any(label.startswith("Area for improvement L12, ") for label in labels[3])
    assert len(page("derby", "social-worker-allocation").css("ol.journey > li")) == 4
    assert "asked for better in 2006, 2007 and 2011" in page("derby", "social-worker-allocation").css_first(".standfirst").text()


@pytest.mark.parametrize(("topic", "story"), [
    ("adoption", "Inspectors asked for better in 2006. They also spoke of it in 2011. Inspectors confirmed it in 2011."),
    ("child-protection-plans", "Inspectors asked for better in 2006 and 2011: 4 requests. Inspectors confirmed it in 2011: 1 of the 4. "
     "We have no later word of inspectors on the other 3."),
    ("teenage-pregnancy", "Inspectors asked for better in 2006 and 2007: 2 requests. They also spoke of it in 2011. "
     "The council’s plan of 2008 answered: accepted, by our reading. Raised again in 2011: each of the 2."),
    ("housing", "Inspectors asked for better in 2007 and 2011: 2 requests. The council’s plan of 2008 answered: accepted, by our reading. "
     "Of what they had seen: raised again in 2011."),
])
def test_what_is_said_of_one_request_is_not_said_of_all(topic: str, story: str) -> None:
    """The sentence at the top is what gets quoted: it counts the requests, and says whose word an answer is."""
    assert page("derby", topic).css_first(".standfirst").text() == story


def test_the_counts_at_the_top_of_a_thread_add_up() -> None:
    looked = 0
    for name, topic in real().reference.threads:
        told = page(name, topic).css_first(".standfirst").text()
        if requests := re.search(r": (\d+) requests\.", told):
            asked = {(one.inspection, one.item) for one in real().concerns[name][topic] if one.kind == ASKED}
            assert int(requests[1]) == len(asked)
            states = [len(asked) if count == "each" else int(count) for count in re.findall(r": (\d+|each) of the \d+\.", told)]
            other = re.search(r"on the other(?: (\d+))?\.", told)
            assert not states or sum(states) + (int(other[1] or 1) if other else 0) == len(asked), told
            looked += bool(states)
    assert looked > 5


def test_each_paper_speaks_on_the_scale_of_its_own_inspection() -> None:
    """Beside each area stands its grade there, with the direction of its scale."""
    printed = [[one.text(strip=True) for one in node.css("h4 .grade__printed")] for node in told("derby", "social-worker-allocation")]
    assert printed == [["in words"], ["printed as 3; 4 was the best"], [], ["printed as 3; 1 was the best"] * 3]
    looked = 0
    for name, topic in real().reference.threads:
        for paper, node in zip(papers(real().concerns[name][topic]), told(name, topic), strict=True):
            judged = {one.area for one in real().content.inspections[paper.inspection].judgements}
            areas = {one.area for one in paper.found if one.area in judged} if not paper.council else set()
            assert len(node.css(".grade, .no-grade")) >= len(areas), (name, topic)
            looked += len(areas)
    assert looked > 150


def test_what_was_asked_has_its_answer_and_its_progress_as_two_things() -> None:
    looked = 0
    for name, topic in real().reference.threads:
        asked = [one for one in real().concerns[name][topic] if one.kind == ASKED]
        told = [one for one in real().concerns[name][topic] if one.kind == SPOKE and one.item in real().statements[one.inspection]]
        articles = page(name, topic).css("article.recommendation")
        assert len(articles) == len(asked) + len(told), (name, topic)
        heads = [[of.text(strip=True) for of in article.css_first("dl.states").css("dt")][:2] for article in articles]
        assert heads.count(["The council’s answer", "Progress since"]) == len(asked)
        looked += len(articles)
    assert looked > 40


def test_what_was_only_seen_stands_there_too_where_a_later_paper_returns_to_it() -> None:
    seen = [(name, topic, one) for name, topic in real().reference.threads for one in real().concerns[name][topic]
            if one.kind == SPOKE and one.item in real().statements[one.inspection]]
    assert seen
    for name, topic, one in seen:
        said = real().statements[one.inspection][one.item][-1]
        text = page(name, topic).css_first("section:has(#state)").text()
        assert str(one.text) in text and str(said.text) in text
        assert real().reference.words.progress[said.state] in text


def test_where_no_paper_says_what_became_of_a_request_the_page_leads_to_what_later_papers_say() -> None:
    """It says that we recorded nothing, not that nothing is there; and whether inspectors asked again."""
    looked = 0
    for name, topic in real().reference.threads:
        for article in page(name, topic).css("article.recommendation"):
            told = article.css_first("dl.states").text()
            links = [link for link in article.css("a") if (link.attributes["href"] or "").startswith("#paper-")]
            assert bool(links) == ("no paper’s word on this request" in told)
            for link in links:
                assert page(name, topic).css_first(f"li.timeline__stop{link.attributes['href']}")
                looked += 1
            if links:
                assert "Inspectors asked for better again in" in told or "Inspectors spoke of the concern again in" in told
    assert looked > 2


def test_nothing_is_said_to_have_failed() -> None:
    """What stands there once more was raised again: in the story, the journey and the states."""
    said = [node.text() for found in real().reference.threads for node in page(*found).css(".standfirst, .state__word, h2")]
    assert not [text for text in said if re.search(r"\bfail", text, re.IGNORECASE)]
    assert any("Raised again in 2011: 2 of the 3." in text for text in said)


def test_links_to_a_topic_lead_to_the_thread_where_there_is_one() -> None:
    """From an inspection, a plan, an authority, home; else to the place's part of the topic's page."""
    looked = 0
    for path, html in files().items():
        for target in re.findall(r'href="([^"]*topics/[a-z0-9-]+/index\.html#[a-z0-9-]+)"', html):
            topic, place = re.findall(r"topics/([a-z0-9-]+)/index\.html#([a-z0-9-]+)", target)[0]
            assert (place, topic) not in real().reference.threads, (path, target)
            looked += 1
    assert looked > 100
    assert "../topics/social-worker-allocation/index.html" in files()["authorities/derby/jar-2007/index.html"]
    assert "../../topics/social-worker-allocation/index.html" in files()["authorities/derby/jar-2007/plan/index.html"]


def test_the_authority_lists_what_was_raised_again_the_longest_first() -> None:
    """A line for what two inspections or more asked for or saw a weakness in; below, with its years, what they only spoke of."""
    settings, found_here = real().reference.settings, real().concerns["derby"]
    authority = LexborHTMLParser(files()["authorities/derby/index.html"])
    table = next(table for table in authority.css("table.lines"))
    raised, spoken = ([(link.attributes["href"] or "").split("/")[1] for link in found]
                      for found in (table.css("tbody th a"), authority.css("ul.threads a")))
    times = {topic: len({one.inspection for one in found if one.kind == ASKED or (one.kind == SPOKE and one.label in settings.weakness_kinds)})
             for topic, found in found_here.items()}
    assert set(raised) == {topic for topic, count in times.items() if count > 1}
    assert set(spoken) == {topic for topic, found in found_here.items() if len({one.inspection for one in found}) > 1} - set(raised)
    assert f"{len(raised)} concerns were raised in two or more inspections" in table.text()
    lengths = [len(papers(found_here[topic])) for topic in raised]
    assert lengths == sorted(lengths, reverse=True) and len(raised) == len(set(raised)) > 15 and len(spoken) == len(set(spoken)) > 10
    for topic, item in zip(spoken, authority.css("ul.threads > li"), strict=True):
        years = [year.text(strip=True)[-4:] for year in item.css(".threads__year")]
        assert years == [paper.date.year for paper in papers(found_here[topic])]


@pytest.mark.parametrize(("labels", "mark"), [
    (["strength"], "m-inspectors-praised"), (["strength", "weakness"], "m-inspectors-weak"), (["context"], "m-inspectors-spoke"), ([], "m-inspectors-spoke")])
def test_praise_and_criticism_have_marks_of_their_own(labels: list[str], mark: str) -> None:
    one = next(one for one in real().concerns["derby"]["housing"] if one.kind == SPOKE)
    paper = threads.Paper(one.inspection, False, one.date, tuple(replace(one, label=label) for label in labels))
    assert concerns.marked(paper, real().cards, real().reference.settings).mark == mark


SECOND = """framework: visit-2020
coverage: partial
source: riverton-report
visited: {year}
findings:
  - id: rooms
    kind: {kind}
    area: care
    topics: [housing]
    text: Rooms were small.
    where: paragraph 4
added: 2026-01-31
"""


STORY = "## What this was about\n\nTwo inspectors came to Riverton again for a day. They looked at how children and young people were helped there.\n"


def made(folder: str, make_site: MakeSite, extra: dict[str, str]) -> dict[str, str]:
    """The pages of a small site with more inspections."""
    told = {f"inspections/riverton/{name}/young-people.md": STORY for name in extra}
    records = {f"inspections/riverton/{name}/inspection.yaml": f"{text}young_people:\n  written: 2026-01-31\n" for name, text in extra.items()}
    files = built(make_site(told | records))
    return {path: body.decode() for path, body in files.items() if path.startswith(folder)}


def test_a_concern_of_one_paper_has_no_thread_and_a_second_paper_makes_one(make_site: MakeSite) -> None:
    assert not made("authorities/riverton/topics/", make_site, {})
    found = made("authorities/riverton/topics/", make_site, {"visit-2023": SECOND.format(year=2023, kind="improvement")})
    (text,) = found.values()
    main = LexborHTMLParser(text).css_first("main")
    assert main.css_first(".standfirst").text(strip=True) == "Inspectors asked for better in 2023. They also spoke of it in 2021."
    assert [what.text(strip=True) for what in main.css(".journey__what")] == ["Staff are kind.", "Rooms were small."]
    assert [use.attributes["href"] for use in main.css(".journey use")] == ["#m-inspectors-praised", "#m-inspectors-told"]


def test_the_journey_tells_each_paper_in_its_own_request_action_or_finding() -> None:
    """What was asked before what was seen; what was weak before what was strong; and how much more there is."""
    settings, looked = real().reference.settings, 0
    for name, topic in real().reference.threads:
        given = papers(real().concerns[name][topic])
        shown = [what.text().strip().removeprefix("Raised again. ") for what in page(name, topic).css(".journey__what")]
        if len(given) > threads.STOPS:
            continue
        for paper, text in zip(given, shown, strict=True):
            first = next(filter(None, (paper.of(ASKED), paper.of(PLANNED), paper.of(ANSWERED),
                                       [one for one in paper.of(SPOKE) if one.label in settings.weakness_kinds], paper.of(SPOKE), paper.of(FIGURE))))
            assert any(text.startswith(str(one.text)) for one in first), (name, topic)
            looked += 1
    assert looked > 100


def test_a_long_journey_keeps_its_ends_and_what_was_asked(make_site: MakeSite) -> None:
    """Five stops at most; every paper is told below."""
    extra = {f"visit-{year}": SECOND.format(year=year, kind="improvement" if year in {2024, 2026} else "strength") for year in range(2022, 2029)}
    (text,) = made("authorities/riverton/topics/", make_site, extra).values()
    main = LexborHTMLParser(text).css_first("main")
    years = [when.text(strip=True) for when in main.css(".journey__when")]
    assert len(years) == threads.STOPS and years[0] == "2021" and years[-1] == "2028"
    assert {"2024", "2026"} <= set(years)
    assert len(main.css("ol.timeline > li")) == 8


@pytest.mark.parametrize(("years", "said"), [(["2006"], "2006"), (["2006", "2007"], "2006 and 2007"), (["2006", "2007", "2011"], "2006, 2007 and 2011")])
def test_years_are_listed_as_a_sentence_has_them(years: list[str], said: str) -> None:
    given = [threads.Paper(("a", "b"), False, dates.read([year]), ()) for year in years]
    assert threads._years(iter(given)) == said


def test_a_thread_tells_of_few_other_places_those_of_its_region_first() -> None:
    some = papers(real().concerns["derby"]["child-protection-plans"])[0].found[0]
    names = [f"place-{number:02}" for number in range(40)]
    regions = {name: "north" if number % 10 == 9 else None for number, name in enumerate(names)}
    places = threads.Places({name: (name, some, 1) for name in names}, {name: number for number, name in enumerate(names)},
                            {region: [name for name in names if regions[name] == region] for region in ("north", None)})
    assert [name for name, _, _ in places.beside("place-19", "north")] == ["place-00", "place-01", "place-02", "place-09", "place-29", "place-39"]
    assert [name for name, _, _ in places.beside("place-02", None)] == ["place-00", "place-01", "place-03", "place-04", "place-05", "place-06"]
    assert len(places.beside("place-39", "south")) == threads.ELSEWHERE


@pytest.mark.parametrize("part", ["answer", "judgement"])
def test_an_edit_of_an_answer_or_a_grade_concerns_only_the_threads_that_show_it(part: str) -> None:
    """What a page is made of decides whether it is made again."""
    whole, key = real(), ("derby", "jar-2007")
    inspection, plan = whole.content.inspections[key], whole.content.plans[key]
    one, area = plan.answers[0].recommendation, "looked-after-children"
    assert area in {said.area for said in inspection.judgements} - {said.area for said in whole.cards[key].headline}
    if part == "answer":
        plan = replace(plan, answers=tuple(replace(answer, why="Otherwise.") if answer.recommendation == one else answer for answer in plan.answers))
    else:
        inspection = replace(inspection, judgements=tuple(replace(said, text="Otherwise.") if said.area == area else said for said in inspection.judgements))
    edited = portal.build(replace(whole.content, inspections={**whole.content.inspections, key: inspection}, plans={**whole.content.plans, key: plan}))
    changed, shown, pages = set(), set(), 0
    for before, after in zip(threads.pages(whole), threads.pages(edited), strict=True):
        (made,) = before.parts
        spoken = [said for paper in made.papers if paper.inspection == key for said in paper.found]
        shown |= {before.path for said in spoken if (said.item == one if part == "answer" else said.area == area and not said.council)}
        changed |= {before.path} if before.parts != after.parts else set()
        pages += bool(spoken)
    assert changed == shown and 0 < len(changed) < pages


def test_an_edited_standfirst_is_nothing_to_pages_that_only_name_the_inspection() -> None:
    whole, key = real(), ("derby", "jar-2007")
    inspection = replace(whole.content.inspections[key], standfirst="Otherwise.")
    edited = portal.build(replace(whole.content, inspections={**whole.content.inspections, key: inspection}))
    assert edited.cards[key].standfirst == "Otherwise."
    pages = 0
    for family in (threads.pages, topics.pages, lists.pages):
        for before, after in zip(family(whole), family(edited), strict=True):
            assert before.parts == after.parts, before.path
            pages += 1
    assert pages > 200
