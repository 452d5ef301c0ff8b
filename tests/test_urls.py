"""Addresses: relative inside, folder form outside."""

import posixpath
from itertools import product

import pytest

from plainspoken import urls


@pytest.mark.parametrize(("here", "target", "expected"), [
    ("index.html", "authorities/a/index.html", "authorities/a/index.html"),
    ("authorities/a/index.html", "index.html", "../../index.html"),
    ("authorities/a/index.html", "authorities/a/b/index.html#c", "b/index.html#c"),
    ("authorities/a/index.html", "authorities/a/index.html#c", "#c"),
    ("authorities/a/index.html", "authorities/a/index.html", "index.html"),
    ("authorities/a/index.html", "assets/site.css?v=1", "../../assets/site.css?v=1"),
])
def test_links_are_relative_and_end_in_a_file_name(here: str, target: str, expected: str) -> None:
    assert urls.relative(here, target) == expected


def test_a_link_leads_where_the_system_would_look_for_it() -> None:
    folders = ["", "a/", "a/b/", "a/b/c/", "ab/", "b/a/", "a/a/a/"]
    pairs = [(f"{here}{page}", f"{there}x.html") for here, there, page in product(folders, folders, ("index.html", "y.html"))]
    assert len(pairs) == 98
    for here, target in pairs:
        assert urls.relative(here, target) == posixpath.relpath(target, posixpath.dirname(here) or ".")


def test_pages_that_stand_alike_link_alike_to_what_lies_a_folder_deep_at_most() -> None:
    folders, targets = ["", "a/", "b/", "a/b/", "a/c/", "b/a/", "a/b/c/", "a/c/b/"], ["x.html", "index.html", "a/x.html", "b/index.html", "a/x.css?v=1"]
    pages = [f"{folder}index.html" for folder in folders]
    alike = [(one, other) for one, other in product(pages, pages) if one != other and urls.stand(one) == urls.stand(other)]
    assert ("a/b/index.html", "a/c/index.html") in alike and len(alike) == 4
    for (one, other), target in product(alike, targets):
        assert urls.relative(one, target) == urls.relative(other, target)


@pytest.mark.parametrize(("base", "target", "expected"), [
    ("https://a.example/", "index.html", "https://a.example/"),
    ("https://a.example/sub", "authorities/b/index.html", "https://a.example/sub/authorities/b/"),
    ("https://a.example/sub/", "authorities/b/c/index.html#d", "https://a.example/sub/authorities/b/c/#d"),
    ("https://a.example", "data/figures.csv", "https://a.example/data/figures.csv"),
])
def test_the_printed_address_is_the_folder(base: str, target: str, expected: str) -> None:
    assert urls.public(base, target) == expected


@pytest.mark.parametrize(("base", "expected"), [
    ("https://a.example/", True), ("https://www.example.org/x", True), ("http://localhost:8000/", True), ("https://x.test", True),
    ("https://inspections.derby.gov.uk/", False), ("https://myexample.org/", False), ("https://example.net.uk/", False),
])
def test_an_example_host_is_known(base: str, expected: bool) -> None:
    assert urls.is_example(base) is expected


@pytest.mark.parametrize(("reference", "expected"), [
    ("inspection:a/b#c", "authorities/a/b/index.html#c"),
    ("authority:a", "authorities/a/index.html"),
    ("topic:t", "topics/t/index.html"),
    ("framework:f", "frameworks/f/index.html"),
    ("source:s", "coverage/index.html#source-s"),
    ("page:about", "about/index.html"),
])
def test_links_in_markdown_reach_their_record(reference: str, expected: str) -> None:
    assert urls.record(reference) == expected


def test_the_prefix_has_a_slash_at_both_ends() -> None:
    assert urls.prefix("https://a.example") == "/"
    assert urls.prefix("https://a.example/sub/path") == "/sub/path/"


def test_a_search_stands_in_the_fragment() -> None:
    assert urls.search() == "search/index.html"
    assert urls.search("foster & care", authority="derby") == "search/index.html#q=foster%20%26%20care&authority=derby"
    assert urls.search(audience="young") == "search/index.html#audience=young"
    assert [urls.asks(*found) for found in ((urls.SEARCH, "q=a"), (urls.SEARCH, "results"), (urls.GLOSSARY, "q=a"))] == [True, False, False]
