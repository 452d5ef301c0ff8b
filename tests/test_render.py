"""A page becomes bytes, or a fault with its place."""

import pickle
import re
from dataclasses import replace
from pathlib import Path

import pytest
from markupsafe import Markup, escape

from plainspoken import render, urls
from plainspoken.page import Page
from plainspoken.problems import Place, Stop, Text
from plainspoken.render import Setting
from plainspoken.sheet import Sheet
from tests.conftest import ROOT
from tests.test_grades import REFERENCE


def nothing(sheet: Sheet, *parts: object) -> dict[str, object]:
    return {"title": "T", "parts": parts}


def setting(folder: Path) -> Setting:
    symbols = {"i-star": '<symbol id="i-star"/>', "m-held": '<symbol id="m-held"/>'}
    return Setting(REFERENCE, folder, symbols, {urls.STYLE_SHEET: "assets/site.css?v=1", urls.YOUNG_STYLE_SHEET: "assets/young.css?v=1"}, "p{}", (), ())


@pytest.fixture
def templates(tmp_path: Path) -> Path:
    render.environment.cache_clear()
    folder = tmp_path / "templates"
    folder.mkdir()
    return folder


def test_a_template_reads_the_keys_of_a_mapping_and_keeps_its_methods(templates: Path) -> None:
    (templates / "one.html").write_text("{{ one.class }} {{ one.items() | length }} {{ one.get('items') }} {{ place.file }}")
    made = render.environment(templates).get_template("one.html")
    assert made.render({"one": {"class": "c", "items": 3}, "place": Place("f")}) == "c 2 3 f"


@pytest.mark.parametrize("value", ["plain", "<&>'\"", Markup("<b>"), Text("a & b"), 7, 1.5, None, ("<",), Place("<f>")])
def test_what_a_template_puts_out_is_escaped_as_ever(value: object, templates: Path) -> None:
    (templates / "one.html").write_text("{% macro twice(one) %}{{ one }} {{ one }}{% endmacro %}{% for _ in 'ab' %}{{ twice(value) }}{% endfor %}")
    made = str(escape(value))
    assert render.environment(templates).get_template("one.html").render({"value": value}) == 2 * f"{made} {made}"
    assert render.Environment.escaped(value) == made


@pytest.mark.parametrize(("template", "line"), [
    ("fine\n{{ missing }}", "templates/one.html:2:1: UndefinedError: 'missing' is undefined"),
    ("fine\n\n{% if %}", "templates/one.html:3:1: TemplateSyntaxError: Expected an expression, got 'end of statement block'"),
    ('{% include "other.html" %}', "templates/one.html:1:1: the template other.html is not there"),
    (b"\xff", "templates/one.html:1:1: this is not UTF-8 text"),
])
def test_a_fault_in_a_template_has_its_place(template: str | bytes, line: str, templates: Path) -> None:
    (templates / "one.html").write_bytes(template if isinstance(template, bytes) else template.encode())
    with pytest.raises(Stop) as stopped:
        render.render(Page("index.html", "one.html", nothing), setting(templates))
    assert stopped.value.lines == [line]
    assert stopped.value.code == 2


def test_a_fault_comes_home_from_a_worker_process() -> None:
    found = pickle.loads(pickle.dumps(Stop(["one", "two"], 2)))
    assert (found.lines, found.code) == (["one", "two"], 2)


def test_only_the_icons_a_page_uses_are_copied_into_it(templates: Path) -> None:
    (templates / "one.html").write_text('<!--sprite--><use href="#i-star"/>')
    body = render.render(Page("index.html", "one.html", nothing), setting(templates)).body.decode()
    assert 'id="i-star"' in body
    assert "m-held" not in body


def test_everything_a_template_shows_is_escaped(templates: Path) -> None:
    (templates / "one.html").write_text("{{ parts[0] }}")
    body = render.render(Page("index.html", "one.html", nothing, ("<script>",)), setting(templates)).body
    assert body == b"&lt;script&gt;"


def test_only_a_page_that_has_scripts_may_run_them(templates: Path) -> None:
    (templates / "one.html").write_text("{{ policy }}{% for address in scripts %}<{{ address }}>{% endfor %}")
    versioned = setting(templates)
    versioned = replace(versioned, addresses=versioned.addresses | {"assets/one.js": "assets/one.js?v=1a"})
    plain = render.render(Page("a/index.html", "one.html", nothing), versioned).body.decode()
    moving = render.render(Page("a/index.html", "one.html", nothing, scripts=("assets/one.js",)), versioned).body.decode()
    assert "script" not in plain and plain.startswith("default-src &#39;none&#39;;")
    assert "; script-src &#39;self&#39;; " in moving and moving.endswith("<../assets/one.js?v=1a>")


def test_pages_for_adults_have_the_search_box_where_there_is_search_and_those_for_young_people_none(templates: Path) -> None:
    (templates / "one.html").write_text("{% for address in scripts %}<{{ address }}>{% endfor %}")
    found = replace(setting(templates), searched=render.NOW)
    found = replace(found, addresses=found.addresses | {name: name for name in (urls.SEARCH_BOX, urls.SEARCH_CLIENT, urls.LISTEN)})

    def scripts(page: Page, setting: Setting = found) -> bytes:
        return render.render(page, setting).body
    assert scripts(Page("index.html", "one.html", nothing)) == b"<assets/searchbox.js>"
    assert scripts(Page("index.html", "one.html", nothing, section=urls.YOUNG_PEOPLE, scripts=(urls.LISTEN,))) == b"<assets/listen.js>"
    client = Page(urls.SEARCH, "one.html", nothing, section=urls.SEARCH, scripts=(urls.SEARCH_CLIENT,))
    assert scripts(client) == b"<../assets/search.js>"
    without = replace(found, searched="")
    assert scripts(client, without) == scripts(Page("index.html", "one.html", nothing), without) == b""


def test_the_search_page_alone_may_ask_its_index_and_run_its_program(templates: Path) -> None:
    (templates / "one.html").write_text("{{ policy }}")
    found = replace(setting(templates), searched=render.NOW)
    found = replace(found, addresses=found.addresses | {name: name for name in (urls.SEARCH_BOX, urls.SEARCH_CLIENT)})
    pages = (Page(urls.SEARCH, "one.html", nothing, section=urls.SEARCH, scripts=(urls.SEARCH_CLIENT,)), Page("index.html", "one.html", nothing))
    client, other = (render.render(page, found).body.decode().replace("&#39;", "'") for page in pages)
    assert "default-src 'none'" in client and "script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; require-trusted-types-for 'script'; " in client
    assert "connect-src" not in other and "wasm" not in other and "require-trusted-types-for 'script'; trusted-types 'none'; " in other


def test_counts_of_thousands_are_grouped_and_other_values_left(tmp_path: Path) -> None:
    (tmp_path / "one.html").write_text("{% for one in several %}{{ one | grouped }} {% endfor %}")
    assert render.environment(tmp_path).get_template("one.html").render({"several": [999, 1000, 20830, "2013", ""]}) == "999 1,000 20,830 2013  "


def test_no_template_prints_a_bare_count() -> None:
    """In the cells and lists that are for counts."""
    templates = {path: path.read_text("utf-8") for path in (ROOT / "templates").rglob("*.html")}
    assert sum(text.count("counts__number") for text in templates.values()) > 20
    found = [f"{path.name}: {line.strip()[:80]}" for path, text in templates.items() for line in text.splitlines()
             for cell in re.findall(r'(?:counts__number" data-label="[^"]*|tally__count|register-counts__number|downloads__number)">({{[^}]*}})', line)
             if "|" not in cell and "limit" not in cell]
    assert found == []
