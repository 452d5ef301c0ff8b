"""One page being made: links, words, citations."""

from dataclasses import replace

from plainspoken import dates
from plainspoken.reference import Source, Term
from plainspoken.sheet import Sheet
from tests.test_grades import REFERENCE

PAPER = Source(title="A paper", short="2006 letter", kind="Letter", publisher="They", published=dates.read(["2006-11-01"]), licence="None printed.")
KNOWN = replace(REFERENCE, sources={"one": PAPER, "two": replace(PAPER, short="2011 report")},
                glossary={"quay": Term(term="quay", plain="Where ships lie.", also=("quays", "QY")), "r-and-d": Term(term="R&D", plain="Trying.")})


def sheet() -> Sheet:
    return Sheet("authorities/a/index.html", KNOWN)


def test_a_hard_word_is_marked_once_whatever_its_form() -> None:
    page = sheet()
    assert page.words("Quays and a quay") == '<a class="term" href="../../glossary/index.html#quay">Quays</a> and a quay'
    assert page.words("QY") == "QY"


def test_words_are_escaped_and_marked_even_with_an_ampersand() -> None:
    assert sheet().words("<b> R&D") == '&lt;b&gt; <a class="term" href="../../glossary/index.html#r-and-d">R&amp;D</a>'


def test_a_word_inside_another_is_left_alone() -> None:
    assert sheet().words("quayside, non-quay") == "quayside, non-quay"


def test_no_mark_falls_inside_a_link_or_heading() -> None:
    html = sheet().markdown("## The quay\n\n[a quay](https://a.example/) and a quay")
    assert html.count('class="term"') == 1
    assert html.index('class="term"') > html.index("</a>")


def test_a_citation_names_its_paper_unless_it_is_the_pages_own() -> None:
    page = sheet()
    assert [cite.label for cite in page.cite("one", ("paragraph 82", "3.7"), "one")] == ["¶\N{NO-BREAK SPACE}82", "3.7"]
    assert [cite.label for cite in page.cite("two", ("paragraph 82", "page 4"), "one")] == ["2011 report, ¶\N{NO-BREAK SPACE}82", "page 4"]
    assert [source.id for source in page.cited()] == ["source-one", "source-two"]


def test_the_bracket_that_ends_a_paragraph_is_its_place() -> None:
    html = sheet().markdown("Ships came (often). (paragraph 3, paragraph 10)", source="one")
    assert html == '<p>Ships came (often). <a class="cite" href="#source-one">¶\N{NO-BREAK SPACE}3, ¶\N{NO-BREAK SPACE}10</a></p>\n'
