"""A good page has no problem; each rule finds its own fault, there, and nothing else does."""

import pickle
import posixpath
from typing import NamedTuple

import pytest

from plainspoken.audit import READERS, RULES, Link, Seen, join, look
from plainspoken.problems import Place, Problem

PAGE = "authorities/derby/index.html"
GOOD = {
    PAGE: """<!DOCTYPE html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="referrer" content="no-referrer">
<title>Derby - Plainspoken</title>
<link rel="canonical" href="https://portal.example/authorities/derby/">
<link rel="stylesheet" href="../../assets/site.css?v=1">
<link rel="icon" href="../../assets/favicon.svg">
<script defer src="../../assets/site.js?v=2"></script>
<script type="application/ld+json">{"name": "Derby"}</script>
<script type="application/json">{"rows": "<a href='/'>"}</script>
</head>
<body>
<!-- <img src="//elsewhere.example/not-there.png"> -->
<a href="#main">Skip to the page</a>
<svg aria-hidden="true"><symbol id="i-star"><path d="M0 0"/></symbol></svg>
<nav aria-label="Main"><a href="../../index.html"><img src="../../assets/mark.png" alt="Home"></a></nav>
<nav aria-labelledby="here"><b id="here">You are here</b> <a href="../index.html">Authorities</a></nav>
<main id="main">
<h1>Derby</h1>
<p><a href="jar-2007/index.html#recommendation-4">Recommendation 4</a>, <a href="caf%C3%A9.html">café</a>,
<a href="https://elsewhere.example/">elsewhere</a>, <a href="tel:08001111">0800 1111</a>,
<a href="mailto:us@portal.example">write</a>, <a href="index.html">this page</a></p>
<section aria-labelledby="grades">
<h2 id="grades">Grades</h2>
<h3>By area</h3>
<table><caption>Grades by area</caption>
<tr><th scope="col">Area</th></tr>
<tr><td>Staying safe <svg aria-hidden="true"><use href="#i-star"/></svg></td></tr></table>
<table role="presentation"><tr><th>layout</th></tr></table>
<svg role="img"><title>Steps</title><svg><path d="M0 0"/></svg></svg>
<a href="#grades"><svg role="img" aria-label="Up"></svg></a>
</section>
<h2>Search</h2>
<form role="search"><label for="query">Words</label>
<input id="query" aria-describedby="hint"><p id="hint">Any</p></form>
</main>
</body>
</html>
""",
    "404.html": """<!DOCTYPE html>
<html lang="en-GB"><head><title>Not here</title><meta name="referrer" content="no-referrer">
<style>body { color: #111 } /* @import "//elsewhere.example" */</style></head>
<body><a href="#main">Skip</a><main id="main"><h1>Not here</h1>
<p><a href="/portal/index.html">Home</a></p></main></body></html>
""",
    "moved/index.html": """<!DOCTYPE html>
<html lang="en-GB" data-moved><head><title>Moved</title><meta name="referrer" content="no-referrer">
<meta http-equiv="refresh" content="0; url=../new/index.html"></head>
<body><a href="#main">Skip</a><main id="main"><h1>Moved</h1>
<p><a href="../new/index.html">To its new address</a></p></main></body></html>
""",
    "assets/site.css": """/* @import "other.css"; url(https://elsewhere.example/a.png) */
@layer base;
.mark { background: url("mark.png?v=3"); fill: url(#star) }
""",
    "assets/icons.svg": """<?xml version="1.0"?>
<svg xmlns="http://www.w3.org/2000/svg"><style>path { fill: red }</style>
<symbol id="star"><path d="M0 0"/></symbol><use href="#star"/></svg>
""",
    "feed.xml": """<?xml version="1.0"?>
<feed><link href="https://portal.example/"/></feed>
""",
    "data/figures.json": '{"rows": [1, 2],\n "more": null}\n',
    "data/figures.csv": 'authority,text\r\nderby,"two\nlines"\r\n',
    "robots.txt": "User-agent: *\n",
    "assets/site.js": "/* café */\n",
    "assets/mark.png": "",
}


class Case(NamedTuple):
    """A good file with one thing replaced, and the one problem that makes."""

    rule: str
    old: str
    new: str
    at: str
    """Text at whose first place the problem is; empty for the whole file."""
    message: str
    path: str = PAGE


REFERRER = 'the page does not say <meta name="referrer" content="no-referrer">'
UNNAMED = 'svg has neither aria-hidden="true" nor role="img" with a name'
SCHEMES = "a link is to a file of this site, or by http, https, tel, mailto"
HIDES = "base, template and srcdoc hide links from the audit"
GRADES = '<h2 id="grades">Grades</h2>'
CSS, SVG, LOST, MOVED, JSON, CSV = ("assets/site.css", "assets/icons.svg", "404.html", "moved/index.html",
                                    "data/figures.json", "data/figures.csv")

CASES = [
    Case("html_has_a_language", ' lang="en-GB"', "", "<html", "html has no lang"),
    Case("html_has_a_language", 'lang="en-GB"', 'lang=" "', "<html", "html has no lang"),
    Case("the_title_is_not_empty", "Derby - Plainspoken", " ", "", "the page has no title"),
    Case("the_title_is_not_empty", "<title>Derby - Plainspoken</title>", "", "", "the page has no title"),
    Case("the_referrer_is_kept", "no-referrer", "origin", '<meta name="referrer"', REFERRER),
    Case("the_referrer_is_kept", '<meta name="referrer" content="no-referrer">', "", "", REFERRER),
    Case("the_referrer_is_kept", '<meta name="referrer"', '<meta name="Referrer" content="unsafe-url">\n<meta name="referrer"',
         '<meta name="Referrer"', REFERRER),
    Case("the_referrer_is_kept", '<a href="https://elsewhere.example/"', '<a referrerpolicy="unsafe-url" href="https://elsewhere.example/"',
         "referrerpolicy", "referrerpolicy lets a site know where a reader came from"),
    Case("there_is_one_main", '<main id="main">', '<div id="main">', "", "the page has no main"),
    Case("there_is_one_main", "</main>", "</main><main></main>", "<main></main>", "a second main"),
    Case("a_skip_link_leads_to_main", 'href="#main"', 'href="#grades"', '<a href="#grades"',
         "the first link does not skip to main"),
    Case("a_skip_link_leads_to_main", '<a href="#main">Skip', '<a href="index.html">First</a> <a href="#main">Skip',
         '<a href="index.html"', "the first link does not skip to main"),
    Case("there_is_one_h1", "<h1>Derby</h1>", "", "", "the page has no h1"),
    Case("there_is_one_h1", "<h1>Derby</h1>", "<h1>Derby</h1><h1>City</h1>", "<h1>City", "a second h1"),
    Case("the_h1_is_the_first_heading", "<h1>Derby</h1>", "<h3>News</h3><h1>Derby</h1>", "<h3>News", "this h3 stands before the h1"),
    Case("headings_skip_no_level", "<h2>Search</h2>", "<h2>Search</h2><h4>Words</h4>", "<h4>",
         "h4 follows h2: a level is skipped"),
    Case("headings_say_something", "<h3>By area</h3>", "<h3> <b></b></h3>", "<h3>", "this h3 is empty"),
    Case("headings_say_something", "<h3>By area</h3>", '<h3><b aria-hidden="true">By area</b></h3>', "<h3>",
         "this h3 is empty"),
    Case("ids_are_unique", "<h3>", '<h3 id="main">', 'id="main">By', 'id "main" stands twice'),
    Case("ids_are_words", "<h3>", '<h3 id="by area">', 'id="by', 'id "by area" is empty or has a space'),
    Case("ids_are_words", "<h3>", '<h3 id="">', 'id="">', 'id "" is empty or has a space'),
    Case("named_ids_are_there", 'aria-labelledby="grades"', 'aria-labelledby="grade"', 'aria-labelledby="grade"',
         'aria-labelledby "grade": no such id in this page (did you mean "grades"?)'),
    Case("named_ids_are_there", 'aria-describedby="hint"', 'aria-describedby="hint zzz"', "aria-describedby",
         'aria-describedby "zzz": no such id in this page'),
    Case("named_ids_are_there", 'for="query"', 'for="zzz"', 'for="zzz"', 'for "zzz": no such id in this page'),
    Case("links_within_the_page_lead_somewhere", 'href="#grades"', 'href="#zzz"', 'href="#zzz"',
         'href "#zzz": no such id in this page'),
    Case("links_within_the_page_lead_somewhere", 'href="#grades"', 'href="#"', 'href="#"',
         'href "#": no such id in this page'),
    Case("links_within_the_page_lead_somewhere", 'href="#i-star"', 'href="#i-stars"', 'href="#i-stars"',
         'href "#i-stars": no such id in this page (did you mean "i-star"?)'),
    Case("links_within_the_page_lead_somewhere", '<path d="M0 0"/>', '<path fill="url(#zzz)" d="M0 0"/>', "fill=",
         'fill "#zzz": no such id in this page'),
    Case("links_within_the_page_lead_somewhere", 'href="#star"', 'href="#zzz"', "href=",
         'href "#zzz": no such id in this page', SVG),
    Case("links_go_by_known_schemes", "tel:08001111", "javascript:alert(1)", 'href="javascript',
         f'href "javascript:alert(1)": {SCHEMES}'),
    Case("links_go_by_known_schemes", "tel:08001111", "data:text/html,x", 'href="data',
         f'href "data:text/html,x": {SCHEMES}'),
    Case("links_go_by_known_schemes", "tel:08001111", "//elsewhere.example/a.html", 'href="//elsewhere.example/a',
         f'href "//elsewhere.example/a.html": {SCHEMES}'),
    Case("links_go_by_known_schemes", "tel:08001111", "java\tscript:alert(1)", 'href="java',
         f'href "java\tscript:alert(1)": {SCHEMES}'),
    Case("nothing_is_asked_of_another_site", 'src="../../assets/mark.png"', 'src="https://elsewhere.example/a.png"',
         "src=\"https",
         'src "https://elsewhere.example/a.png" is not a file of this site'),
    Case("nothing_is_asked_of_another_site", 'alt="Home"', 'alt="Home" srcset="a.png 1x, //elsewhere.example/b.png 2x"',
         "srcset", 'srcset "//elsewhere.example/b.png" is not a file of this site'),
    Case("nothing_is_asked_of_another_site", 'rel="icon" href="', 'rel="icon" href="data:,', 'href="data:',
         'href "data:,../../assets/favicon.svg" is not a file of this site'),
    Case("nothing_is_asked_of_another_site", 'rel="canonical"', 'rel="preload"', 'href="https://portal',
         'href "https://portal.example/authorities/derby/" is not a file of this site'),
    Case("nothing_is_asked_of_another_site", '<use href="', '<use href="http://elsewhere.example/', 'href="http:',
         'href "http://elsewhere.example/#i-star" is not a file of this site'),
    Case("nothing_is_asked_of_another_site", '<path d="M0 0"/>', '<path fill="url(//elsewhere.example/a.svg#a)"/>',
         "fill",
         'fill "//elsewhere.example/a.svg#a" is not a file of this site'),
    Case("nothing_is_asked_of_another_site", '<path d="M0 0"/>', '<path fill="URL(https://elsewhere.example/a)"/>', "fill",
         'fill "https://elsewhere.example/a" is not a file of this site'),
    Case("nothing_is_asked_of_another_site", '<path d="M0 0"/>', '<path cursor="url(https://elsewhere.example/a),auto"/>', "cursor",
         'cursor "https://elsewhere.example/a" is not a file of this site'),
    Case("nothing_is_asked_of_another_site", 'alt="Home"', 'alt="Home" attributionsrc="//elsewhere.example/a"', "attributionsrc",
         'attributionsrc "//elsewhere.example/a" is not a file of this site'),
    Case("nothing_is_asked_of_another_site", "mark.png?v=3", "//elsewhere.example/a.png", "url(\"//",
         'url() "//elsewhere.example/a.png" is not a file of this site', CSS),
    Case("nothing_is_asked_of_another_site", "fill: url(#star)",
         'background: image-set("https://elsewhere.example/a.png" 1x)',
         '"https://elsewhere', 'url() "https://elsewhere.example/a.png" is not a file of this site', CSS),
    Case("nothing_is_asked_of_another_site", "fill: red", "fill: url(https://elsewhere.example/a)", "<style",
         'url() "https://elsewhere.example/a" is not a file of this site', SVG),
    Case("nothing_is_asked_of_another_site", "color: #111", "background: url(data:image/png;base64,AA)", "<style",
         'url() "data:image/png;base64,AA" is not a file of this site', LOST),
    Case("links_start_where_they_should", "../../index.html", "/index.html", 'href="/index.html"',
         'href "/index.html" is not relative'),
    Case("links_start_where_they_should", "mark.png?v=3", "/mark.png", "url(\"/mark",
         'url() "/mark.png" is not relative', CSS),
    Case("links_start_where_they_should", "/portal/index.html", "index.html", 'href="index.html"',
         'href "index.html" does not start with the path of the base address', LOST),
    Case("links_end_in_a_file_name", 'href="../index.html"', 'href="../"', 'href="../">',
         'href "../" does not end in a file name'),
    Case("links_end_in_a_file_name", 'href="../index.html"', 'href="../../data"', 'href="../../data"',
         'href "../../data" does not end in a file name'),
    Case("links_end_in_a_file_name", 'href="../index.html"', 'href="?q=a.b"', 'href="?q',
         'href "?q=a.b" does not end in a file name'),
    Case("links_end_in_a_file_name", 'href="../index.html"', 'href=""', 'href=""',
         'href "" does not end in a file name'),
    Case("links_end_in_a_file_name", "/portal/index.html", "/portal/", 'href="/portal/"',
         'href "/portal/" does not end in a file name', LOST),
    Case("links_say_something", ">Authorities<", '> <img src="a.png" alt=""> <', '<a href="../index.html"',
         "this link has no words"),
    Case("links_say_something", ' aria-label="Up"', ' aria-hidden="true"', '<a href="#grades"',
         "this link has no words"),
    Case("images_have_alt", ' alt="Home"', ' aria-label="Home"', "<img src=\"../../assets", "img has no alt"),
    Case("images_have_alt", "</main>", '<map name="m"><area href="index.html"></map></main>', "<area", "area has no alt"),
    Case("images_have_alt", "</form>", '<input type="IMAGE" alt=" " src="a.png"></form>', '<input type="IMAGE"', "input has no alt"),
    Case("drawings_are_hidden_or_named", '<svg aria-hidden="true"><use', "<svg><use", "<svg><use", UNNAMED),
    Case("drawings_are_hidden_or_named", "<title>Steps</title>", "<title> </title>", '<svg role="img"><title>',
         UNNAMED),
    Case("tables_have_captions", "<caption>Grades by area</caption>", "", "<table>", "table has no caption"),
    Case("tables_have_captions", "Grades by area</caption>", "</caption>", "<table>", "table has no caption"),
    Case("tables_have_headers", '<th scope="col">Area</th>', "<td>Area</td>", "<table>", "table has no th"),
    Case("table_headers_have_a_scope", ' scope="col"', "", "<th>Area", "th has no scope"),
    Case("table_headers_have_a_scope", 'scope="col"', 'scope="column"', "<th scope", "th has no scope"),
    Case("navs_have_names_of_their_own", ' aria-label="Main"', "", "<nav><a", "one of several nav has no name"),
    Case("navs_have_names_of_their_own", 'aria-label="Main"', 'aria-label="You are here"', "<nav aria-labelledby",
         'a second nav is named "You are here"'),
    Case("no_style_is_in_attributes", "<h1>", '<h1 style="color: red">', "style=", "a style attribute"),
    Case("style_is_in_its_own_files", "</head>", "<style>p { color: red }</style></head>", "<style>",
         "a style element"),
    Case("nothing_imports_style", "@layer base;", '@import "other.css";', '@import "other.css";\n.mark',
         "@import: a style sheet stands alone", CSS),
    Case("nothing_imports_style", "body {", "@import 'a.css'; body {", "<style>",
         "@import: a style sheet stands alone", LOST),
    Case("elements_handle_no_events", "<h1>", '<h1\n onClick="go()">', "onClick",
         "onclick is a script in an attribute"),
    Case("elements_handle_no_events", '<symbol id="star">', '<symbol id="star" onload="go()">', "onload",
         "onload is a script in an attribute", SVG),
    Case("scripts_are_in_their_own_files", "</main>", "<script>go()</script></main>", "<script>go",
         "a script in the page"),
    Case("scripts_are_in_their_own_files", "application/json", "module", '<script type="module"',
         "a script in the page"),
    Case("pages_stay_where_they_are", " data-moved", "", "<meta http-equiv",
         "meta refresh on a page without data-moved", MOVED),
    Case("forms_send_nothing", '<form role="search">', '<form role="search" action="a.html">', "action=",
         "a form with action"),
    Case("forms_send_nothing", '<form role="search">', '<form role="search" method="post">', "method=",
         "a form with method"),
    Case("forms_send_nothing", "<input ", '<input formaction="a.html" ', "formaction=", "a form with formaction"),
    Case("nothing_hides_from_this_audit", "</title>", '</title><base target="_top">', "<base", HIDES),
    Case("nothing_hides_from_this_audit", "</main>", "<template><b>x</b></template></main>", "<template>", HIDES),
    Case("nothing_hides_from_this_audit", "</main>", '<iframe srcdoc="x"></iframe></main>', "<iframe", HIDES),
    Case("xml_is_well_formed", '/"/></feed>', '/"></feed>', "feed>\n", "not well-formed: mismatched tag", "feed.xml"),
    Case("xml_is_well_formed", '<use href="#star"/>', "<use href=#star />", "#star />",
         "not well-formed: not well-formed (invalid token)", SVG),
    Case("json_parses", "null}", "null,}", "}\n", "not JSON: Expecting property name enclosed in double quotes", JSON),
    Case("json_parses", "null", "NaN", "", "not JSON: NaN is no number", JSON),
    Case("rows_are_of_one_width", ',"two', ',a,"two', 'lines"', "3 cells, not 2", CSV),
    Case("rows_are_of_one_width", 'lines"', "lines", "", "not CSV: unexpected end of data", CSV),
]


def place_of(path: str, text: str, words: str) -> Place:
    """The place of some words, by counting lines; of the whole file when there are none."""
    before = text[:text.index(words)] if words else ""
    return Place(path, before.count("\n") + 1, len(before.rpartition("\n")[2]) + 1)


def seen(path: str, *links: str, ids: tuple[str, ...] = (), title: str = "") -> Seen:
    """A page as it was seen, with links given as "target#fragment"."""
    parts = [(link, *link.partition("#")) for link in links]
    return Seen(path, title, ids, tuple(Link(target, fragment, link, 3, 7) for link, target, _, fragment in parts))


@pytest.mark.parametrize("path", GOOD)
def test_a_good_file_has_no_problem(path: str) -> None:
    assert look(path, GOOD[path].encode()).problems == ()


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.rule}:{case.new[:30]!r}")
def test_a_rule_finds_its_fault_in_its_place_and_no_other_rule_does(case: Case) -> None:
    assert case.old in GOOD[case.path]
    broken = GOOD[case.path].replace(case.old, case.new, 1)
    expected = Problem(place_of(case.path, broken, case.at), case.message)
    if case.rule == "rows_are_of_one_width":  # only the line is known
        last = broken.count("\n") if not case.at else expected.place.line
        expected = Problem(Place(case.path, last), case.message)
    assert look(case.path, broken.encode()).problems == (expected,)
    kind = posixpath.splitext(case.path)[1]
    rule = next(rule for rule in RULES[kind] if rule.__name__ == case.rule)
    assert list(rule(READERS[kind](case.path, broken))) == [expected]


def test_every_rule_has_a_case() -> None:
    rules = {rule.__name__ for rules in RULES.values() for rule in rules}
    assert len(rules) > 25
    assert {case.rule for case in CASES} == rules


def test_a_page_is_seen_with_its_title_ids_and_links() -> None:
    page = look(PAGE, GOOD[PAGE].encode())
    assert page.title == "Derby - Plainspoken"
    assert page.ids == ("i-star", "here", "main", "grades", "query", "hint")
    assert [link[:3] for link in page.links] == [
        ("assets/site.css", "", "../../assets/site.css?v=1"),
        ("assets/favicon.svg", "", "../../assets/favicon.svg"),
        ("index.html", "", "../../index.html"),
        ("authorities/index.html", "", "../index.html"),
        ("authorities/derby/jar-2007/index.html", "recommendation-4", "jar-2007/index.html#recommendation-4"),
        ("authorities/derby/café.html", "", "caf%C3%A9.html"),
        ("authorities/derby/index.html", "", "index.html"),
        ("assets/site.js", "", "../../assets/site.js?v=2"),
        ("assets/mark.png", "", "../../assets/mark.png"),
    ]
    for link in page.links:
        attribute = "src" if link.target.endswith((".js", ".png")) else "href"
        assert Place(PAGE, link.line, link.column) == place_of(PAGE, GOOD[PAGE], f'{attribute}="{link.written}"')


def test_a_style_sheet_links_to_its_pictures() -> None:
    assert look(CSS, GOOD[CSS].encode()).links == (Link("assets/mark.png", "", "mark.png?v=3", 3, 21),)


def test_a_page_that_moved_links_to_its_new_address() -> None:
    assert [link.target for link in look(MOVED, GOOD[MOVED].encode()).links] == ["new/index.html"]


def test_a_picture_has_ids() -> None:
    assert look(SVG, GOOD[SVG].encode()).ids == ("star",)


def test_a_link_at_fault_by_itself_is_reported_once() -> None:
    page = look(PAGE, GOOD[PAGE].replace('href="../index.html"', 'href="../zzz/"').encode())
    assert len(page.problems) == 1
    assert join([page], {link.target for link in page.links} - {"authorities/zzz"}) != []
    assert not any("zzz" in link.written for link in page.links)


def test_an_element_the_browser_added_has_no_certain_place() -> None:
    page = look("index.html", b"<title>A</title>\n<p>b")
    assert Problem(Place("index.html"), "html has no lang") in page.problems


def test_text_that_is_not_utf_8_is_a_problem_where_it_begins() -> None:
    assert look("robots.txt", b"fine\ncaf\xe9").problems == (Problem(Place("robots.txt", 2, 4), "this is not UTF-8"),)


def test_a_file_of_another_kind_is_not_opened() -> None:
    assert look("assets/mark.png", b"\x89PNG\xff") == Seen("assets/mark.png")


@pytest.mark.parametrize("body", [b"", b"<", b"\x00", b"<svg><title>", b"<table><th>", b"<a href=x", b"<p" * 2000])
def test_any_page_can_be_looked_at(body: bytes) -> None:
    assert look("index.html", body).problems


def test_what_was_seen_can_be_sent() -> None:
    page = look(PAGE, GOOD[PAGE].encode())
    sent = pickle.dumps(page)
    assert pickle.loads(sent) == page
    assert len(sent) < 3000


def test_links_that_resolve_are_no_problem() -> None:
    pages = [look(path, body.encode()) for path, body in GOOD.items()]
    others = ["index.html", "authorities/index.html", "authorities/derby/café.html", "new/index.html",
              "assets/favicon.svg"]
    target = seen("authorities/derby/jar-2007/index.html", ids=("recommendation-4",))
    assert join([*pages, target], [*GOOD, *others, target.path], "/portal/") == []


@pytest.mark.parametrize(("link", "message"), [
    ("zzz.html", "there is no zzz.html"),
    ("derby", "a link ends in a file name: derby/index.html"),
    (".", "a link ends in a file name: index.html"),
    ("../index.html", "it leaves the site"),
    ("..", "it leaves the site"),
    ("/index.html", "it does not start with /portal/"),
    ("/portalx/index.html", "it does not start with /portal/"),
    ("/portal/zzz.html", "there is no zzz.html"),
])
def test_a_link_to_no_file_is_a_problem(link: str, message: str) -> None:
    pages = [seen("index.html", link), seen("derby/index.html", ids=("rec-10",))]
    found = join(iter(pages), ["index.html", "derby/index.html"], "/portal/")
    assert found == [Problem(Place("index.html", 3, 7), f'link "{link}": {message}')]


@pytest.mark.parametrize(("link", "message"), [
    ("derby/index.html#rec-1", 'it has no id "rec-1" (did you mean "rec-10"?)'),
    ("derby/index.html#caf%C3%A9", 'it has no id "café"'),
    ("/portal/derby/index.html#rec-1", 'it has no id "rec-1" (did you mean "rec-10"?)'),
])
def test_a_fragment_that_leads_nowhere_is_a_problem(link: str, message: str) -> None:
    pages = [seen("index.html", link), seen("derby/index.html", ids=("rec-10",))]
    found = join(pages, ["index.html", "derby/index.html"], "/portal/")
    assert found == [Problem(Place("index.html", 3, 7), f"link to derby/index.html: {message}")]


@pytest.mark.parametrize("link", [
    "derby/index.html", "derby/index.html#rec-1", "derby/index.html#caf%C3%A9", "/portal/derby/index.html",
    "index.html#a", "data.csv#row=2",
])
def test_a_link_that_leads_somewhere_is_no_problem(link: str) -> None:
    pages = [seen("index.html", link, ids=("a",)), seen("derby/index.html", ids=("rec-1", "café"))]
    assert join(pages, ["index.html", "derby/index.html", "data.csv"], "/portal") == []


@pytest.mark.parametrize(("page", "written", "target"), [
    ("a/b/index.html", "../../c/index.html", "c/index.html"),
    ("a/b/index.html", "../../../c.html", "../c.html"),
    ("index.html", "a%20b/./c.html", "a b/c.html"),
    ("index.html", "a.css?v=1&amp;w=2", "a.css"),
    ("404.html", "/portal/a/../b.html", "/portal/b.html"),
])
def test_a_link_is_resolved_from_its_page(page: str, written: str, target: str) -> None:
    links = look(page, f'<p>\n<a href="{written}">b</a>'.encode()).links
    assert [(link.target, link.line, link.column) for link in links] == [(target, 2, 4)]


def test_a_title_of_two_pages_is_a_problem_of_the_later_one() -> None:
    pages = [seen("b.html", title="Derby"), seen("a.html", title="Derby"), seen("c.html", title="Leicester")]
    assert join(pages, []) == [Problem(Place("b.html"), 'title "Derby" is also that of a.html')]


def test_an_id_is_found_in_a_picture() -> None:
    pages = [seen("index.html", "icons.svg#star", "icons.svg#zzz"), seen("icons.svg", ids=("star",))]
    assert [problem.message for problem in join(pages, ["index.html", "icons.svg"])] == [
        'link to icons.svg: it has no id "zzz"']


def test_a_link_to_a_search_needs_no_id_and_a_link_into_the_search_page_does() -> None:
    page = look("search/index.html", GOOD[PAGE].replace('href="#grades"', 'href="#language=cy"').encode())
    assert [problem.message for problem in page.problems if "language" in problem.message] == []
    asking = [Link("search/index.html", "q=a&year=2006", "search/index.html#q=a&year=2006"), Link("search/index.html", "zzz", "search/index.html#zzz")]
    found = join([page, Seen("a/index.html", links=tuple(asking))], {"search/index.html", "a/index.html"})
    assert [problem.message for problem in found if problem.place.file == "a/index.html"] == ['link to search/index.html: it has no id "zzz"']
