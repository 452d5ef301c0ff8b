"""A badge says a place's newest grade in words, tells nothing by colour, and leads back."""

import re
from dataclasses import replace
from html import unescape
from xml.etree import ElementTree

import pytest
from selectolax.lexbor import LexborHTMLParser

from plainspoken import badge, portal, urls
from plainspoken.portal import Portal
from plainspoken.records import Judgement
from tests.test_pages import files, real

SVG = "{http://www.w3.org/2000/svg}"


def words(svg: str) -> str:
    """All that a badge shows, in the order of its lines."""
    return " ".join(text.text or "" for text in ElementTree.fromstring(svg).iter(f"{SVG}text"))


def published(name: str) -> str:
    return files()[urls.badge(name)]


def test_every_place_has_one_with_its_newest_grade() -> None:
    """Each headline grade of the last inspection that gave one: its word, how it was printed, the framework and the year."""
    made, looked, worded = real(), 0, 0
    for name, place in made.reference.authorities.items():
        shown = words(published(name))
        assert shown.startswith(f"{place.name} ") and shown.endswith(f" {made.reference.settings.title}")
        graded = [card for card in made.by_authority[name] if card.year and any(one.grade for one in card.headline)]
        if not graded:
            said = [one.words for card in made.by_authority[name] for one in card.headline if one.words]
            assert all(f"“{one}”" in shown for one in said) if said else badge.NO_GRADE in shown
            worded += bool(said)
            continue
        card, framework = graded[-1], made.reference.frameworks[graded[-1].framework]
        labels = {step.id: step.label for scale in framework.scales.values() for step in scale.steps}
        assert card.year in shown and str(framework.name) in shown
        assert all(labels[one.grade] in shown for one in card.headline if one.grade)
        assert shown.count("was the best") + shown.count("in words") == sum(one.grade is not None for one in card.headline)
        looked += 1
    assert (looked, worded) == (3, 1) and "Preparation for Life and Work “Grade 1 – Outstanding”" in words(published("derby-college"))


def test_it_can_be_told_to_those_who_cannot_see_it() -> None:
    """Its title, and the alternative text of the page and of the lines to copy, say all that it shows."""
    for name in real().reference.authorities:
        root = ElementTree.fromstring(published(name))
        assert root[0].tag == f"{SVG}title"
        title, page = root[0].text or "", LexborHTMLParser(files()[urls.authority(name)])
        assert page.css_first("img.badge").attributes["alt"] == title
        for word in words(published(name)).removesuffix(real().reference.settings.title).split():
            assert word.strip(",.:") in title, (name, word)


def test_it_tells_nothing_by_colour() -> None:
    """Paper and ink, and the same of both for every grade."""
    for name in real().reference.authorities:
        colours = set(re.findall(r'(?:fill|stroke|color)="([^"]+)"', published(name)))
        assert colours <= {badge.PAPER, badge.INK, "currentColor", "none"}
        assert "style" not in published(name)


def test_it_names_no_number_but_years_and_printed_grades() -> None:
    """No count of children, whatever stands in the records."""
    for name in real().reference.authorities:
        told = words(published(name))
        printed = re.sub(r"printed as \d; \d was the best|“[^”]*”|\b(?:19|20)\d\d\b", "", told)
        assert not re.search(r"\d", printed), told


def test_it_asks_nothing_of_anybody_and_leads_back() -> None:
    for name in real().reference.authorities:
        assert re.findall(r'href="([^"]+)"', published(name)) == ["index.html"]
        assert "http" not in published(name).replace("http://www.w3.org/2000/svg", "")


def test_the_lines_to_copy_show_it_anywhere_with_a_link_back() -> None:
    base = real().reference.settings.base_address
    for name in real().reference.authorities:
        page = LexborHTMLParser(files()[urls.authority(name)])
        copied = LexborHTMLParser(page.css_first("#badge pre code").text())
        [link], [picture] = copied.css("a"), copied.css("img")
        assert link.attributes["href"] == urls.public(base, urls.authority(name))
        root = ElementTree.fromstring(published(name))
        expected = {"src": f"{base}{urls.badge(name)}", "alt": root[0].text, "width": root.get("width"), "height": root.get("height")}
        assert dict(picture.attributes) == expected and picture.parent == link


def judged(*given: Judgement) -> Portal:
    """The real portal, the newest graded inspection of one place judged like this in what its framework shows first."""
    content, key = real().content, ("leicester", "apa-2006")
    headline = real().reference.frameworks["apa-2006"].headline[0]
    told = tuple(replace(one, area=headline) for one in given)
    return portal.build(replace(content, inspections=content.inspections | {key: replace(content.inspections[key], judgements=told)}))


def drawn(made: Portal) -> str:
    return badge.draw(made.reference, "leicester", badge.newest(made.by_authority["leicester"])).svg


def test_a_grade_that_did_not_stand_is_not_shown_and_one_that_was_not_final_says_so() -> None:
    assert badge.NO_GRADE in words(drawn(judged(Judgement(area="x", grade="good", standing="withdrawn", where=("a",)))))
    assert "This grade was provisional." in words(drawn(judged(Judgement(area="x", grade="good", standing="provisional", where=("a",)))))


def test_where_no_grade_is_known_the_words_of_a_paper_stand_for_one() -> None:
    """Whoever copies it must not publish that nothing was found. Counts of providers stay away: they are numbers."""
    told = judged(Judgement(area="x", words="much as one would hope", where=("a",)))
    assert "“much as one would hope” in words, on no scale Annual performance assessment 2006" in words(drawn(told))
    older, worded = real().cards["stoke-on-trent", "apa-2007"], told.cards["leicester", "apa-2006"]
    assert badge.newest([older, worded]) == older, "a grade of another paper goes before"
    assert badge.NO_GRADE in words(drawn(judged(Judgement(area="x", counts={"good": "3"}, of="3", where=("a",)))))


@pytest.mark.parametrize("name", ["A & B <Council>", "Much the longest name that any authority in the whole of the country was ever given by its people"])
def test_any_name_fits_and_stays_a_name(name: str) -> None:
    made = real()
    place = replace(made.reference.authorities["leicester"], name=name)
    reference = replace(made.reference, authorities=made.reference.authorities | {"leicester": place})
    picture = badge.draw(reference, "leicester", badge.newest(made.by_authority["leicester"]))
    root = ElementTree.fromstring(picture.svg)
    assert name in words(picture.svg)
    for line in root.iter(f"{SVG}text"):
        room = badge.WIDTH - badge.EDGE - float(line.get("x") or 0)
        assert len(line.text or "") * float(line.get("font-size") or 0) * badge.LETTER <= room
        assert float(line.get("y") or 0) < picture.height
    assert f"alt=\"{name.replace('&', '&amp;').replace('<', '&lt;').replace('>', '&gt;')}: " in badge.snippet(reference, "leicester", picture)
    assert unescape(badge.snippet(reference, "leicester", picture)).count("<img ") == 1


def test_a_word_longer_than_a_line_is_broken() -> None:
    line = badge._Line("W" * 62 + " and more", badge.NAMED, True)
    rows = [row.words for row in badge._wrapped(line)]
    assert len(rows) > 1 and "".join(rows).replace(" ", "") == "W" * 62 + "andmore"
    assert max(len(row) for row in rows) * badge.NAMED * badge.LETTER * 1.06 <= badge.WIDTH - 2 * badge.EDGE
