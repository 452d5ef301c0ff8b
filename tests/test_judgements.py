"""A place's judgements over the years, each in its own words and steps."""

from selectolax.lexbor import LexborHTMLParser, LexborNode

from tests.test_pages import files, real


def section(name: str) -> LexborNode:
    """The part of an authority's page that holds its judgements."""
    return LexborHTMLParser(files()[f"authorities/{name}/index.html"]).css_first("section[aria-labelledby='judgements']")


def test_every_judgement_of_a_place_stands_in_its_tables_once() -> None:
    """Grades in the table of areas or beside it, phrases of other inspections below; a state where a grade is not known."""
    looked = 0
    for name, cards in real().by_authority.items():
        given = [one for card in cards for one in real().content.inspections[card.key].judgements]
        if not any(one.grade or one.words for one in given):
            continue
        shown = section(name)
        grades = shown.css("td .grade")
        phrases = shown.css("td > strong")
        assert len(grades) + len(phrases) == sum(bool(one.grade or one.words or one.counts) for one in given), name
        assert len(shown.css("td svg.steps")) == sum(bool(one.grade) for one in given), name
        looked += len(given)
    assert looked > 50


def test_a_grade_about_one_group_says_so() -> None:
    """In 2011 the five outcomes were judged for children in care alone; in 2006 for all."""
    table = section("derby").css_first("table.judgements")
    heads = [head.text(strip=True) for head in table.css("thead th")]
    at = next(number for number, head in enumerate(heads) if head.startswith("2011")) - 1
    rows = {row.css_first("th").text(strip=True): row.css("td") for row in table.css("tbody tr")}
    cell = rows["Staying safe"]
    assert cell[at].css_first(".grade__word").text() == "Good" and cell[at].css_first(".table__about").text() == "children in care"
    assert not cell[0].css(".table__about")
    assert [one.text() for one in rows["Capacity to improve"][at].css(".table__about")] == ["safeguarding", "children in care"]


def test_a_kind_of_inspection_without_such_an_area_did_not_judge_it() -> None:
    rows = {row.css_first("th").text(strip=True): row.css("td") for row in section("derby").css_first("table.judgements").css("tbody tr")}
    assert rows["Safeguarding as a whole"][0].text(strip=True) == "not judged alone"


def test_a_result_in_words_stands_on_no_scale() -> None:
    words = section("derby").css_first("h3:last-of-type")
    phrases = [one.text() for one in section("derby").css("td > strong")]
    assert words.text() == "In words, on no scale"
    assert "“four-star, excellent”" in phrases
