"""Markdown a contributor wrote is safe HTML, or it is refused with a place."""

from time import process_time

import pytest
from markupsafe import Markup

from plainspoken import markdown
from plainspoken.markdown import Marker

LINK = "a link leads to https://, #…, or inspection:, authority:, topic:, framework:, source:, page:, not"
CONTACT = "records hold roles and places, no way to reach a person"


def faults(text: str) -> list[str]:
    """What is wrong with a text, as line:col: message, sorted."""
    return [str(problem).removeprefix("f:") for problem in sorted(set(markdown.problems(text, "f")))]


def html(text: str, level: int = 2) -> str:
    """The HTML of a text without fault."""
    assert faults(text) == []
    return str(markdown.render(text, lambda link: f"../{link.partition(':')[2]}.html", level))


@pytest.mark.parametrize(("text", "shown"), [
    ("Staff were *kind* and **good**.\n", "<p>Staff were <em>kind</em> and <strong>good</strong>.</p>\n"),
    ("- a\n- b\n", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"),
    ("> a\n", "<blockquote>\n<p>a</p>\n</blockquote>\n"),
    ("5 < 6 & 7 > 2 \"x\"\n", "<p>5 &lt; 6 &amp; 7 &gt; 2 &quot;x&quot;</p>\n"),
    ("`<b>`\n", "<p><code>&lt;b&gt;</code></p>\n"),
    ("\\<b\\>\n", "<p>&lt;b&gt;</p>\n"),
    ("[a](https://b.example/?c=d&e)\n", '<p><a href="https://b.example/?c=d&amp;e">a</a></p>\n'),
    ("[a](#b)\n", '<p><a href="#b">a</a></p>\n'),
    ("[a](topic:housing)\n", '<p><a href="../housing.html">a</a></p>\n'),
    ("# not a heading inside\n".replace("# ", "\\# "), "<p># not a heading inside</p>\n"),
])
def test_what_is_allowed_becomes_html(text: str, shown: str) -> None:
    assert html(text) == shown


def test_headings_take_the_level_of_their_page() -> None:
    text = "## a\n\n### b\n"
    assert html(text) == "<h2>a</h2>\n<h3>b</h3>\n"
    assert html(text, 3) == "<h3>a</h3>\n<h4>b</h4>\n"
    assert html("## a\n\n### b\n\n#### c\n\n##### d\n\n###### e\n", 4).count("<h6>") == 3


@pytest.mark.parametrize(("text", "told"), [
    ("Staff <b>were\nkind</b>.\n", ['1:7: raw HTML is not used here: "<b>"', '2:5: raw HTML is not used here: "</b>"']),
    ("a\n\n<script>\nalert(1)\n</script>\n", [r'3:1: raw HTML is not used here: "<script>\x0aalert(1)\x0a</script>"']),
    ("a <!-- b -->\n", ['1:3: raw HTML is not used here: "<!-- b -->"']),
    ("<?php ?>\n", ['1:1: raw HTML is not used here: "<?php ?>"']),
    ("a\n![b](https://c.example/d.png)\n", ["2:3: pictures are not used here: a page asks nothing of other sites"]),
    ("# a\n", ["1:1: the page has its title already: begin headings with ##"]),
    ("a\n===\n", ["1:1: the page has its title already: begin headings with ##"]),
    ("## a\n\n#### b\n", ["3:1: a level of headings is left out: ### comes before ####"]),
    ("## a\n\n##\n\nb\n", ["3:1: this heading has no words"]),
    ("a [](https://b.example)\n", ["1:6: this link has no words"]),
    ("a [*&nbsp;*](https://b.example)\n", ["1:14: this link has no words"]),
    ("a\n\n|b|c|\n|-|-|\n|d|e|\n", ["3:1: tables are not used here: what they would hold belongs in the record, each fact with its place"]),
])
def test_what_is_not_allowed_is_told_where_it_stands(text: str, told: list[str]) -> None:
    assert faults(text) == told


@pytest.mark.parametrize("href", [
    "javascript:alert(1)", "JavaScript:alert(1)", "java&#115;cript:alert(1)", "&#106;avascript:alert(1)", "vbscript:a", "data:text/html,a", "file:///etc/passwd",
    "mailto:a", "tel:1", "//b.example", "/a", "../a.html", "a.html", "ftp://b.example", "inspections:a", "%6aavascript:a", "?a", "",
])
def test_a_link_leads_out_by_https_or_in_by_the_name_of_a_record(href: str) -> None:
    (told,) = faults(f"a [b]({href})\n")
    assert told.startswith("1:") and LINK in told


def test_a_link_by_reference_and_one_in_brackets_are_looked_at_too() -> None:
    assert faults("[a][b]\n\n[b]: javascript:c\n") == [f'1:1: {LINK} "javascript:c"']
    assert faults("<javascript:a>\n") == [f'1:2: {LINK} "javascript:a"']


@pytest.mark.parametrize(("text", "told"), [
    ("Write\nto jo@riverton.example.\n", f"2:4: this looks like an e-mail address; {CONTACT}"),
    ("Ring 01632\n960123.\n", f"1:6: this looks like a telephone number; {CONTACT}"),
    ("> Ring 01632\n> 960123.\n", f"1:8: this looks like a telephone number; {CONTACT}"),
    ("Ring 01632 *960123*.\n", f"1:6: this looks like a telephone number; {CONTACT}"),
    ("Write\nto jo&#64;riverton.example.\n", f"2:4: this looks like an e-mail address; {CONTACT}"),
    ("jo\\@riverton.example\n", f"1:1: this looks like an e-mail address; {CONTACT}"),
    ("`jo@riverton.example`\n", f"1:2: this looks like an e-mail address; {CONTACT}"),
    ("[a](https://riverton.example \"01632 960123\")\n", f"1:31: this looks like a telephone number; {CONTACT}"),
    ("a&#10;&#10;01632 *960123*\n", f"2:1: this looks like a telephone number; {CONTACT}"),
])
def test_a_way_to_reach_a_person_is_found_as_a_reader_would_see_it(text: str, told: str) -> None:
    assert faults(text) == [told]


@pytest.mark.parametrize(("entity", "told"), [
    ("&#8238;", "U+202E changes the direction"), ("&#x200b;", "U+200B is a character that cannot be seen"),
    ("&#x2028;", "U+2028 is a line break"), ("&shy;", "U+00AD is a character that cannot be seen"),
])
def test_an_entity_hides_nothing_that_could_not_be_written_out(entity: str, told: str) -> None:
    assert [fault.startswith(f"2:1: {told}") for fault in faults(f"a\nb{entity}c\n")] == [True]
    assert [fault.startswith(f"1:1: {told}") for fault in faults(f'[a](https://b.example "c{entity}d")\n')] == [True]


def test_links_to_records_are_found_with_their_places() -> None:
    found = markdown.references("a\n[b](topic:housing) and\n[c](https://d.example) [e](page:about)\n", "f")
    assert [(str(link), link.place) for link in found] == [("topic:housing", ("f", 2, 5)), ("page:about", ("f", 3, 28))]


@pytest.fixture
def marker() -> Marker:
    return Marker({"key worker": "key-worker", "APA": "apa", "R&D": "r-and-d", "key": "key"}, lambda term: f"glossary.html#{term}")


def shown(words: str, term: str = "key-worker") -> str:
    """A marked word."""
    return f'<a class="term" href="glossary.html#{term}">{words}</a>'


def test_a_hard_word_is_marked_where_it_first_stands(marker: Marker) -> None:
    assert marker.mark("A key worker and a key worker.") == f"A {shown('key worker')} and a key worker."
    assert marker.mark("Key workers, key worker") == f"{shown('Key', 'key')} workers, key worker"
    assert marker.mark("APAs and APA-2 and an APA") == f"APAs and APA-2 and an {shown('APA', 'apa')}"
    assert marker.mark("R&D <b>") == f"{shown('R&amp;D', 'r-and-d')} &lt;b&gt;"


def test_of_words_that_begin_alike_the_longest_is_marked() -> None:
    words = ["care", "care leaver", "care leavers", "carer", "in care", "child in care", "children in care", "a", "a.b", "a-b"]
    marker = Marker({word: word.replace(" ", "-") for word in words}, lambda term: f"glossary.html#{term}")
    for word in words:
        marker.seen.clear()
        assert marker.mark(word) == shown(word, word.replace(" ", "-"))
    marker.seen.clear()
    assert marker.mark("care leaverx, carers and a-bc") == f"{shown('care', 'care')} leaverx, carers and a-bc"


def test_words_may_be_long_and_alike() -> None:
    words = ["a" * 2000 + end for end in ("", "b", "c")]
    marker = Marker({word: str(number) for number, word in enumerate(words)}, lambda term: f"glossary.html#{term}")
    assert [marker.mark(word) for word in words] == [shown(word, str(number)) for number, word in enumerate(words)]


def test_a_text_without_links_is_the_same_on_every_page_but_for_the_level_of_its_headings() -> None:
    told = [markdown.render("## One\n\ntwo\n", str, level) for level in (2, 3, 2)]
    assert told == [f"<h{level}>One</h{level}>\n<p>two</p>\n" for level in (2, 3, 2)]
    linked = [markdown.render("[a](topic:b)\n", lambda link, page=page: f"{page}/{link}") for page in "xy"]  # type: ignore[misc]
    assert linked == [f'<p><a href="{page}/topic:b">a</a></p>\n' for page in "xy"]


def test_no_word_is_marked_inside_a_link_heading_or_tag(marker: Marker) -> None:
    given = Markup('<h2>key worker</h2><p title="key worker"><a href="#">a <em>key worker</em></a> key worker</p>')
    assert marker.mark_html(given) == str(given).replace("</a> key worker", f"</a> {shown('key worker')}")


def test_the_bracket_that_ends_a_paragraph_leads_to_the_paper() -> None:
    given = Markup("<p>Kind (very) staff (Being healthy, paragraph 5).</p>")
    cited = markdown.cited(given, "#source-a")
    assert cited == '<p>Kind (very) staff <a class="cite" href="#source-a">Being healthy, ¶\N{NO-BREAK SPACE}5</a>.</p>'


def test_a_long_run_of_spaces_or_brackets_takes_no_minute_to_look_through_for_places() -> None:
    """An early pattern took time by the square of the length; a linear one needs a tenth of a second."""
    started = process_time()
    for run in (" ", "(", ")", "(a", "(a)", " ("):
        given = Markup(f"<p>Staff{run * (400_000 // len(run))}were kind   (Care).</p>")
        assert markdown.cited(given, "#a").endswith('were kind <a class="cite" href="#a">Care</a>.</p>')
    assert process_time() - started < 10
