"""Links of all pages are joined in little room, and what is wrong is told at its place."""

from plainspoken import links
from plainspoken.audit import look
from plainspoken.links import Web

PAGES = {
    "index.html": b'<!DOCTYPE html><title>Home</title><main><a href="a/index.html#one">one</a> <a href="a/index.html">a</a></main>',
    "a/index.html": b'<!DOCTYPE html><title>A</title><main id="main"><p id="one">1</p><a href="../index.html">home</a></main>',
}


def web(pages: dict[str, bytes], more: tuple[str, ...] = ()) -> tuple[Web, dict[str, bytes]]:
    """All links of some pages, and the ids of each."""
    found, ids = Web({*pages, *more}), {}
    for path, body in pages.items():
        packed, ids[path] = links.pack(look(path, body))
        found.add(path, packed)
    return found, ids


def test_links_that_lead_somewhere_are_no_fault() -> None:
    found, ids = web(PAGES)
    assert found.aimed == {"a/index.html": {"one": ["index.html"]}}
    assert found.astray(lambda paths: ((path, ids[path]) for path in paths)) == set()


def test_a_link_to_no_page_and_one_to_no_id_are_told_at_their_place() -> None:
    pages = PAGES | {"b/index.html": b'<!DOCTYPE html>\n<title>B</title><main><a href="../c/index.html">c</a>\n<a href="../a/index.html#two">2</a></main>'}
    found, ids = web(pages)
    assert found.astray(lambda paths: ((path, ids[path]) for path in paths)) == {"b/index.html"}
    told = [str(problem) for problem in found.problems(["b/index.html"], pages.__getitem__)]
    assert told == ['b/index.html:2:26: link "../c/index.html": there is no c/index.html',
                    'b/index.html:3:4: link to a/index.html: it has no id "two"']


def test_what_is_left_out_on_purpose_is_no_fault() -> None:
    pages = {"index.html": b'<!DOCTYPE html><title>Home</title><main><a href="topics/index.html#x">t</a></main>'}
    assert web(pages)[0].astray(lambda paths: ((path, links.pack(look(path, b""))[1]) for path in paths)) == {"index.html"}
    found = Web(set(pages), elsewhere=lambda target: target.startswith("topics/"))
    found.add("index.html", links.pack(look("index.html", pages["index.html"]))[0])
    assert found.astray(lambda paths: ((path, b"") for path in paths)) == set()
    pages["index.html"] += b'<a href="gone/index.html">g</a>'
    told = [str(problem) for problem in found.problems(["index.html"], pages.__getitem__)]
    assert len(told) == 1 and "there is no gone/index.html" in told[0], "beside what is at fault, what is left out is not told"


def test_pages_of_one_title_are_found() -> None:
    assert links.twice({"a": "One", "b": "Two", "c": "One", "d": "", "e": ""}) == ["a", "c"]


def test_what_was_packed_is_what_comes_out() -> None:
    packed, ids = links.pack(look("index.html", PAGES["index.html"]))
    assert links.unpacked(packed) == ["a/index.html", "a/index.html\tone"]
    assert links.unpacked(ids) == [] and len(packed) < 60
