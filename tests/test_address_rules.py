"""Items leave a page the ids of its own parts, and what is reserved is what templates use."""

import re

import pytest

from plainspoken.address_rules import OF_ANSWERS, PARTS
from plainspoken.pages.plan import FIELDS
from tests.built import built
from tests.conftest import BASE, ROOT
from tests.test_checks import INSPECTION, PLAN, ProblemsOf, changed

PAGES = ("pages/inspection.html", "pages/plan.html", "pages/moved.html", "pages/withdrawn.html")
"""Templates of pages where items stand under their ids."""
USED = re.compile(r'{% (?:extends|include|from|import) "([^"]+)"')
LITERAL = re.compile(r' id="([^"{]+)"|(?:section|fold)\("([^"]+)"')
OF_ANSWER = re.compile(r'one\.id (?:}}|~ ")-([a-z]+)"')


def texts() -> dict[str, str]:
    """These templates and all that they are made of."""
    found: dict[str, str] = {}
    todo = list(PAGES)
    while todo:
        name = todo.pop()
        if name not in found:
            found[name] = (ROOT / "templates" / name).read_text("utf-8")
            todo += USED.findall(found[name])
    return found


def test_every_id_that_templates_give_a_part_of_such_a_page_is_reserved() -> None:
    literal = {one or other for text in texts().values() for one, other in LITERAL.findall(text)}
    assert {"main", "glance", "summary", "sources", "complete", "figures-"} <= literal
    assert [one for one in literal if not PARTS.fullmatch(f"{one}1" if one.endswith("-") else one)] == []


def test_every_part_of_an_answer_is_reserved() -> None:
    parts = {part for text in texts().values() for part in OF_ANSWER.findall(text)}
    assert {"account", "actions", "dates"} <= parts
    assert parts | {name for _, name in FIELDS} | {"when"} == set(OF_ANSWERS)


def test_every_id_on_such_a_page_is_an_items_or_reserved() -> None:
    pages = built(BASE)
    items = {"kind-staff", "recommendation-1", "homes", "build-homes"}
    for path in ("authorities/riverton/visit-2021/index.html", "authorities/riverton/visit-2021/plan/index.html"):
        ids = set(re.findall(r' id="([^"]+)"', pages[path].decode())) - items
        assert len(ids) > 10
        assert [one for one in ids if not PARTS.fullmatch(one) and one.removeprefix("recommendation-1-") not in OF_ANSWERS] == []


@pytest.mark.parametrize("name", ["summary", "main", "sources", "told", "complete", "note-1", "figures-12", "findings-care", "source-riverton-report", "i-back",
                                  "m-has"])
def test_an_item_may_not_have_the_id_of_a_part(problems_of: ProblemsOf, name: str) -> None:
    assert problems_of(changed(INSPECTION, "- id: kind-staff", f"- id: {name}")) == [
        f'content/{INSPECTION}:11:9: "{name}" cannot be an id here: a part of the page has it; give it another']


def test_nor_may_an_action_have_that_of_a_part_of_an_answer(problems_of: ProblemsOf) -> None:
    assert problems_of(changed(PLAN, "- id: build-homes", "- id: recommendation-1-account")) == [
        f'content/{PLAN}:9:13: "recommendation-1-account" cannot be an id here: a part of the page has it; give it another']


@pytest.mark.parametrize("name", ["summary-of-it", "noted", "note-one", "recommendation-2-lead"])
def test_what_no_part_has_may_be_an_id(problems_of: ProblemsOf, name: str) -> None:
    found = problems_of(changed(INSPECTION, "- id: kind-staff", f"- id: {name}"))
    assert found == []
