"""What a template takes from others, read without taking it apart."""

from pathlib import Path

import pytest
from jinja2 import Environment, meta

from plainspoken import closures

TEMPLATES = closures.read(Path(__file__).parents[1] / "templates")


def test_every_template_that_jinja_would_open_is_named() -> None:
    named = 0
    for name, text in TEMPLATES.items():
        wanted = set(meta.find_referenced_templates(Environment(autoescape=True).parse(text.decode())))
        assert None not in wanted, f"{name} chooses a template by a value: nobody can tell which"
        assert closures._named(text) == wanted, name
        named += len(wanted)
    assert named > 100


@pytest.mark.parametrize("tag", ['{%- include "b.html" -%}', "{% extends 'b.html' %}", '{%+ from "b.html" import c with context %}',
                                 '{% include "b.html" ignore missing %}', '{%\n  include\n"b.html" %}'])
def test_an_edit_shows_in_all_that_take_from_a_template_by_whatever_way(tag: str) -> None:
    before, after = (closures.closures({"a.html": tag.encode(), "b.html": text, "c.html": b""}) for text in (b"one", b"two"))
    assert before["a.html"] != after["a.html"]
    assert before["c.html"] == after["c.html"]


def test_an_edit_changes_what_includes_the_template_and_nothing_else() -> None:
    files = {"page.html": b'{% extends "base.html" %}{% from "part.html" import x %}', "base.html": b"<html>", "part.html": b'{% include "inner.html" %}',
             "inner.html": b"x", "other.html": b"y"}

    def changed(name: str) -> set[str]:
        before, after = closures.closures(files), closures.closures(files | {name: files[name] + b"!"})
        return {one for one in files if before[one] != after[one]}
    assert changed("inner.html") == {"inner.html", "part.html", "page.html"}
    assert changed("base.html") == {"base.html", "page.html"}
    assert changed("other.html") == {"other.html"}


def test_templates_that_include_each_other_or_cannot_be_read_have_a_closure_too() -> None:
    found = closures.closures({"a.html": b'{% include "b.html" %}', "b.html": b'{% include "a.html" %}', "c.html": b"{% if", "d.html": b"\xff",
                               "e.html": b'{% include "no.html" %}'})
    assert len(set(found.values())) == 5
