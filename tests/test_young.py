"""The young people's edition: a page, a poster and a letter for every inspection of which something is known."""

import re
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from plainspoken.pages import young as young_pages
from plainspoken.sheet import Sheet
from tests import test_pages
from tests.conftest import DEFAULTS, MakeSite, RunCommand
from tests.rtl import arabic, arabic_story, arabic_words

ROOT = Path(__file__).resolve().parent.parent
VISIT = "inspections/riverton/visit-2021"
STORY = "authorities/riverton/visit-2021/young-people"
ROUTE = """answer_routes:
  - name: The paper form
    kind: post
    to: The town hall, Riverton
    read_by: the participation worker
    how_often: Every Monday
    reply: Within ten days
    if_worried: We ring the duty social worker the same day
    privacy: We keep it for a month, locked away
"""


@pytest.fixture(scope="module")
def real(example: Path) -> Path:
    return example


def read(output: Path, address: str) -> LexborHTMLParser:
    return LexborHTMLParser((output / address / "index.html").read_text("utf-8"))


def words(page: LexborHTMLParser, selector: str = "main") -> str:
    return " ".join(" ".join(node.text(separator=" ") for node in page.css(selector)).split())


def built(make_site: MakeSite, run: RunCommand, files: dict[str, str]) -> Path:
    content = make_site(files)
    output = content.parent / "output"
    done = run("build", "--content", content, "--output", output)
    assert done.code == 0, done.err
    return output


def base(path: str, *changes: str) -> dict[str, str]:
    """A file of the good site with some of its text replaced: old, new, old, new."""
    text = DEFAULTS[path].decode()
    for old, new in zip(changes[::2], changes[1::2], strict=True):
        assert old in text, old
        text = text.replace(old, new)
    return {path: text}


def known(coverage: str) -> list[str]:
    return [str(path.parent.relative_to(ROOT / "content/inspections")) for path in sorted((ROOT / "content/inspections").glob("*/*/inspection.yaml"))
            if re.search(rf"^coverage: {coverage}", path.read_text("utf-8"), re.MULTILINE)]


def test_every_inspection_of_which_something_is_known_has_page_poster_and_letter(real: Path) -> None:
    told = [*known("full"), *known("partial")]
    assert (len(known("full")), len(told)) == (4, 12)
    for name in told:
        for sheet in ("", "/poster", "/letter"):
            assert (real / f"authorities/{name}/young-people{sheet}/index.html").is_file()
    for name in known("known"):
        assert not (real / f"authorities/{name}/young-people").exists()


def test_each_page_poster_and_letter_opens_with_its_year_and_says_that_then_is_not_now(real: Path) -> None:
    for name in [*known("full"), *known("partial")]:
        for sheet in ("", "/poster", "/letter"):
            opening = words(read(real, f"authorities/{name}/young-people{sheet}"))[:420]
            assert re.search(r"about 20\d\d\.", opening) and "Things may be different now." in opening, (name, sheet, opening)


def test_a_later_inspection_is_told_on_page_poster_and_letter(real: Path) -> None:
    for sheet in ("", "/poster", "/letter"):
        told = words(read(real, f"authorities/derby/jar-2007/young-people{sheet}"))
        assert "Inspectors came to Derby again later. The last time we know of was in 2011." in told
        assert "again later" not in words(read(real, f"authorities/derby/safeguarding-2011/young-people{sheet}"))


def test_lines_of_poster_and_letter_are_the_first_sentences_of_the_page(real: Path) -> None:
    for name in [*known("full"), *known("partial")]:
        page, poster, letter = (read(real, f"authorities/{name}/young-people{sheet}") for sheet in ("", "/poster", "/letter"))
        lines = [node.text() for node in page.css(".young__line")]
        assert lines
        assert [line for line in lines if line not in words(letter)] == []
        assert {node.text() for node in poster.css(".poster__item > span:last-child")} <= set(lines)


def test_the_page_tells_promises_with_dates_and_what_later_papers_say(real: Path) -> None:
    page = read(real, "authorities/derby/jar-2007/young-people")
    assert "By when: April 2008" in words(page, ".young__panel--plain")
    since = words(page, "section:has(#since)")
    assert "Inspectors wrote about this worry again: 27 June 2011." in since
    before = words(read(real, "authorities/derby/apa-2006/young-people"), "section:has(#since)")
    assert "pupils do well by age 11. We do not know." in before
    assert "worried about bullying. Inspectors said the work had begun: 27 June 2011." in before
    assert "a trained social worker. Inspectors wrote about this worry again: 27 June 2011." in before
    assert "We do not know. We have found no later paper" in words(read(real, "authorities/leicester/apa-2006/young-people"), "section:has(#since)")


def test_a_promise_that_answers_a_worry_is_not_told_of_twice(real: Path) -> None:
    rows = [item.css_first("p").text() for item in read(real, "authorities/derby/jar-2007/young-people").css("section:has(#since) li")]
    assert len(rows) == len(set(rows)) == 6
    assert "More had to be done for children who went missing." in rows and not [row for row in rows if "one plan" in row]
    assert "Children and young people would hear what inspectors had found." in rows, "a promise of its own is"


def test_what_was_asked_for_is_a_step_away(real: Path) -> None:
    looked = 0
    for name in known("full"):
        link = read(real, f"authorities/{name}/young-people").css_first('section:has(#next) a')
        if link:
            assert link.attributes["href"] == "../index.html#recommendations" and read(real, f"authorities/{name}").css_first("#recommendations")
            looked += 1
    assert looked > 2


def test_numbers_to_ring_can_be_rung_from_poster_and_letter(real: Path) -> None:
    for sheet in ("poster", "letter"):
        rung = [link.attributes["href"] for link in read(real, f"authorities/derby/jar-2007/young-people/{sheet}").css('a[href^="tel:"]')]
        lines = [one.number for one in test_pages.real().reference.settings.help_lines if one.number]
        assert rung == ["tel:999", *(f"tel:{''.join(filter(str.isdigit, number))}" for number in lines)] and len(rung) == 3


def test_the_page_says_whether_children_were_told(real: Path) -> None:
    told = words(read(real, "authorities/derby/jar-2007/young-people"), "section:has(#told)")
    assert "A poster with the main messages Promised, April 2008" in told
    assert "We do not know if anyone told children" in words(read(real, "authorities/leicester/apa-2006/young-people"), "section:has(#told)")


def test_the_grade_stands_on_a_drawn_scale_with_its_word_and_digit(real: Path) -> None:
    page = read(real, "authorities/derby/safeguarding-2011/young-people")
    assert [node.text() for node in page.css(".climb__word")] == ["Outstanding", "Good", "Adequate", "Inadequate"]
    assert words(page, ".climb__step--here") == "Adequate Derby was here"
    assert "The paper shows it as a 3. The best was a 1." in words(page, "section:has(#grade)")
    other = words(read(real, "authorities/derby/apa-2006/young-people"), "section:has(#grade)")
    assert "The paper shows it as a 3. The best was a 4." in other


def test_hard_words_are_explained_once_where_they_first_stand(real: Path) -> None:
    page = read(real, "authorities/derby/safeguarding-2011/young-people")
    explained = [node.text() for node in page.css(".hard__word")]
    assert "Children in care" in explained and len(explained) == len(set(explained))
    assert "Children in care : The council looks after them" in words(page, "section:has(#about)")


def test_where_little_is_known_the_page_says_so(real: Path) -> None:
    assert "This is all we know." in words(read(real, "authorities/derby/fostering-2008/young-people"))
    assert "This is all we know." not in words(read(real, "authorities/derby/apa-2006/young-people"))


def test_every_line_names_its_place_in_the_paper(real: Path) -> None:
    for name in [*known("full"), *known("partial")]:
        page = read(real, f"authorities/{name}/young-people")
        rows = page.css(".fold .findings__item")
        assert len(rows) == len(page.css(".young__line"))
        assert [row.text() for row in rows if not row.css(".cite")] == [], name
        for row in rows:
            places = [place.text() for place in row.css(".cite")]
            assert len(places) == len(set(places)), (name, places)


def test_help_stands_on_every_page_danger_first_and_says_that_nobody_has_checked(real: Path) -> None:
    for page in ("young-people", "young-people/derby", "authorities/derby/apa-2006/young-people"):
        told = words(read(real, page), ".young__help")
        assert told.index("Are you in danger now? Ring 999.") < told.index("0800 1111") < told.index("0800 528 0731")
        assert told.count("Not checked by us yet") == 1
        assert "It does not clear your history." in told


def test_the_way_out_leads_to_a_neutral_page_and_says_nothing_of_where_one_was(real: Path) -> None:
    for page in real.glob("**/young-people/**/index.html"):
        (way_out,) = LexborHTMLParser(page.read_text("utf-8")).css("a.exit")
        assert way_out.attributes["href"] == "https://www.bbc.co.uk/weather" and way_out.attributes["rel"] == "noreferrer"


def test_a_line_that_was_checked_says_when_and_by_whom(make_site: MakeSite, run: RunCommand) -> None:
    checked = "    number: 01632 960123\n    checked: 2026-02-03\n    checked_by: the duty officer\n"
    output = built(make_site, run, base("portal.yaml", "    number: 01632 960123\n", checked))
    assert "We checked this: 3 February 2026, the duty officer." in words(read(output, STORY), ".young__help")


def test_the_closing_line_of_a_build_names_help_lines_nobody_has_checked(make_site: MakeSite, run: RunCommand) -> None:
    content = make_site()
    done = run("build", "--content", content, "--output", content.parent / "output")
    assert "Help lines not checked yet: Child helpline." in done.out


def test_an_answer_route_is_shown_with_all_that_a_child_must_know(make_site: MakeSite, run: RunCommand, real: Path) -> None:
    assert "We do not have a safe way for you to answer here yet." in words(read(real, "authorities/derby/apa-2006/young-people"))
    output = built(make_site, run, base("portal.yaml", "emergency_number", ROUTE + "emergency_number"))
    told = words(read(output, STORY), "section:has(#say)")
    for said in ("The town hall, Riverton", "the participation worker", "Every Monday", "Within ten days", "duty social worker", "for a month"):
        assert said in told
    assert "safe way for you to answer" not in told


def test_children_who_checked_it_are_told_of_as_a_group(make_site: MakeSite, run: RunCommand) -> None:
    tried = "checked_with:\n  - who: The youth council\n    on: 2026-02-01\n    changed: Two words\nadded:"
    output = built(make_site, run, base(f"{VISIT}/inspection.yaml", "added:", tried))
    assert "Young people checked it: The youth council, 1 February 2026. This is what changed: Two words" in words(read(output, STORY))
    assert "No children have checked it yet" not in words(read(output, STORY)) + words(read(output, f"{STORY}/poster"))


def test_a_council_that_publishes_signs_its_letter(make_site: MakeSite, run: RunCommand) -> None:
    output = built(make_site, run, base("portal.yaml", "  about: We are not an inspectorate.\n",
                                        "  about: We are the council.\n  signs: The director of children’s services\n"))
    letter = words(read(output, f"{STORY}/letter"))
    assert "It comes from us: The director of children’s services." in letter and "The council did not write it" not in letter
    assert words(read(output, f"{STORY}/letter"), ".letter__signed") == "The director of children’s services"


def test_a_letter_says_who_wrote_it_when_and_from_which_paper(real: Path) -> None:
    letter = words(read(real, "authorities/derby/apa-2006/young-people/letter"))
    assert letter.count("Dear children and young people of Derby,") == 1
    assert "It comes from a website called Plainspoken. The inspectors did not write it. The council did not write it." in letter
    assert re.search(r"We wrote it on \d+ November 2026\. It is based on this paper: .*2006", letter)


def test_address_and_code_are_blank_while_the_base_address_is_an_example(make_site: MakeSite, run: RunCommand) -> None:
    output = built(make_site, run, {})
    poster = read(output, f"{STORY}/poster")
    assert not poster.css(".code") and words(poster, ".poster__address") == ""
    output = built(make_site, run, base("portal.yaml", "https://portal.example/", "https://portal.riverton.gov.uk/"))
    for sheet in ("poster", "letter"):
        page = read(output, f"{STORY}/{sheet}")
        assert words(page, f".{sheet}__address").replace(" ", "") == f"portal.riverton.gov.uk/{STORY}/"
        (code,) = page.css(".code")
        assert code.attributes["role"] == "img" and code.attributes["aria-label"]


@pytest.fixture
def translated(make_site: MakeSite, run: RunCommand) -> Path:
    """The good site with its story in a language written from right to left."""
    by = "  written: 2026-01-31\n  translated:\n    ar:\n      by: The translators\n      on: 2026-02-01\n"
    return built(make_site, run, {
        "languages/ar.yaml": arabic_words(DEFAULTS["languages/en.yaml"].decode()), f"{VISIT}/young-people.ar.md": arabic_story(
            DEFAULTS[f"{VISIT}/young-people.md"].decode()), **base(f"{VISIT}/inspection.yaml", "  written: 2026-01-31\n", by)})


@pytest.mark.parametrize("sheet", ["", "/poster", "/letter"])
def test_a_translation_has_its_language_its_direction_and_its_words(translated: Path, sheet: str) -> None:
    page = read(translated, f"{STORY}/ar{sheet}")
    html = page.css_first("html")
    assert html is not None and (html.attributes["lang"], html.attributes["dir"]) == ("ar", "rtl")
    assert arabic("There were not enough homes.") in words(page)
    assert arabic("What needed to get better") in [node.text() for node in page.css("h2")]
    assert page.css(".versions a[hreflang=en]")[0].attributes["lang"] == "en"
    original = read(translated, STORY + sheet)
    root = original.css_first("html")
    assert root is not None and root.attributes["lang"] == "en-GB" and "dir" not in root.attributes
    assert original.css(".versions a[hreflang=ar]")


def test_a_translation_names_its_translator_and_day(translated: Path) -> None:
    assert "The translators, 1 February 2026" in words(read(translated, f"{STORY}/ar"))
    assert "The translators" not in words(read(translated, STORY))


def test_no_language_switch_where_there_is_one_language(real: Path) -> None:
    assert not read(real, "authorities/derby/apa-2006/young-people").css(".versions")


def test_adults_are_told_the_grade_and_children_are_not(real: Path) -> None:
    adults = words(read(real, "authorities/derby/apa-2006"))
    assert re.search(r"\d+ words, reading grade [0-5]\.\d \(Flesch-Kincaid\): a floor and not proof", adults)
    assert words(read(real, "publishers"), "table").count("Derby,") == 8
    for page in real.glob("**/young-people/**/index.html"):
        assert "Flesch" not in page.read_text("utf-8")


def test_nothing_is_called_easy_read(real: Path) -> None:
    pages = list(real.glob("**/*.html"))
    assert len(pages) > 100
    assert [str(path) for path in pages if re.search(r"(?<!\bno )(?<!\bnot )easy[ -]read\b", path.read_text("utf-8"), re.IGNORECASE)] == []


def test_the_front_door_leads_from_its_top_to_each_place_as_long_as_they_are_few(real: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = read(real, "young-people")
    jumps = {(link.attributes["href"] or "").removeprefix("#"): link.text() for link in page.css(".young__hero .young__jump a")}
    assert jumps == {place.attributes["id"]: place.text() for place in page.css(".young__place")} and len(jumps) > 2
    monkeypatch.setattr(young_pages, "JUMPS", 2)
    portal = test_pages.real()
    [front] = young_pages.pages(portal)
    made = front.make(Sheet(front.path, portal.reference), *front.parts)
    assert not made["jump"] and len(made["places"]) == len(jumps)


def test_the_front_door_lists_every_story_by_place(real: Path) -> None:
    links = {node.attributes["href"] for node in read(real, "young-people").css(".young__book a")}
    assert links == {f"../authorities/{name}/young-people/index.html" for name in [*known("full"), *known("partial")]} and len(links) == 12
    place = read(real, "young-people/derby")
    years = [node.text(deep=False).strip() for node in place.css(".young__when")]
    assert years[:3] == ["2011", "2010", "2010"] and years[-2:] == ["2004", "Date not known"] and "We have not seen what they wrote." in words(place)


def test_only_pages_to_listen_to_have_a_script(real: Path) -> None:
    scripted = {str(path.relative_to(real)) for path in real.glob("**/*.html") if "listen.js" in path.read_text("utf-8")}
    places = {"derby", "derby-college", "leicester", "stoke-on-trent"}
    assert scripted == {f"authorities/{name}/young-people/index.html" for name in [*known("full"), *known("partial")]} | {
        "young-people/index.html", *(f"young-people/{name}/index.html" for name in places)}


def test_counts_of_a_scale_are_not_called_unexplained_and_words_on_none_are(make_site: MakeSite, run: RunCommand) -> None:
    told = []
    for said in ("counts: {good: 3}\n    of: 3", "words: much as hoped"):
        page = read(built(make_site, run, base(f"{VISIT}/inspection.yaml", "grade: good", said)), STORY)
        told.append(words(page, "section:has(#grade)"))
    assert "3 good of 3. " not in told[0] and "3 good of 3" in told[0] and "does not say what that meant" not in told[0]
    assert "“much as hoped”" in told[1] and "The paper does not say what that meant." in told[1]
