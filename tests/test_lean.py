"""What is searched of a portal, and that every place in it leads somewhere."""

from collections import Counter
from pathlib import Path

import pytest

from plainspoken import content, lean, pipeline, portal, search
from plainspoken.audit import look
from plainspoken.lean import Lean
from plainspoken.pipeline import Options
from plainspoken.problems import Stop
from tests.conftest import DEFAULTS, MakeSite
from tests.rtl import arabic_story, arabic_words

ROOT = Path(__file__).resolve().parent.parent
VISIT = "inspections/riverton/visit-2021"


def leans(folder: Path) -> dict[str, Lean]:
    """Every lean page of a content folder, by the address it stands for."""
    found, problems = content.read(folder)
    assert problems == []
    pages = list(lean.pages(portal.build(found)))
    assert len({one.path for one in pages}) == len(pages)
    return {one.address: one for one in pages}


@pytest.fixture(scope="module")
def real() -> dict[str, Lean]:
    return leans(ROOT / "content")


def filters(one: Lean) -> dict[str, tuple[str, ...]]:
    return dict(one.filters)


def test_there_is_one_for_each_thing_one_may_look_for(real: dict[str, Lean]) -> None:
    found, _ = content.read(ROOT / "content")
    made = portal.build(found)
    kinds = Counter(filters(one)["kind"][0] for one in real.values())
    assert kinds == {
        lean.INSPECTION: len(found.inspections), lean.PLAN: len(found.plans), lean.STORY: len(found.stories), lean.THREAD: len(made.reference.threads),
        lean.TOPIC: len(found.topics), lean.FRAMEWORK: len(found.frameworks), lean.WORD: len(found.glossary), lean.PLACE: len(found.authorities)}
    assert min(kinds.values()) >= 1 and kinds[lean.THREAD] > 20


def test_an_inspection_is_searched_item_by_item(real: dict[str, Lean]) -> None:
    one = real["authorities/derby/apa-2006/index.html"]
    parts = {part.id: part for part in one.parts}
    assert "social-worker-allocation" in parts
    assert parts["social-worker-allocation"].words[0].startswith("See that more children in care")
    assert parts["summary"].words[0].startswith("In November 2006") and "(Summary" not in " ".join(parts["summary"].words)
    record = content.read(ROOT / "content")[0].inspections["derby", "apa-2006"]
    items = [*record.findings, *record.recommendations, *record.figures]
    assert len(items) > 60 and {item.id for item in items} <= set(parts)
    assert filters(one) == {"authority": ("derby",), "framework": ("apa-2006",), "year": ("2006",), "kind": ("inspection",), "audience": ("adults",)}
    assert one.date == "2006-11-01"


def test_a_plan_is_searched_answer_by_answer_and_action_by_action(real: dict[str, Lean]) -> None:
    one = real["authorities/derby/jar-2007/plan/index.html"]
    headings = {part.id: part.heading for part in one.parts}
    assert headings["recommendation-4"] == "Answer to recommendation 4: accepted in part"
    assert sum(heading.startswith("Action") for heading in headings.values()) > 20
    assert filters(one)["year"] == ("2008",)


def test_a_thread_is_found_under_every_year_and_kind_of_inspection_it_runs_through(real: dict[str, Lean]) -> None:
    one = real["authorities/derby/topics/social-worker-allocation/index.html"]
    assert {"2006", "2008", "2011"} <= set(filters(one)["year"]) and len(filters(one)["framework"]) >= 2
    assert one.date.startswith("2011")


def test_a_hard_word_stands_for_its_place_in_the_glossary(real: dict[str, Lean]) -> None:
    one = real["glossary/index.html#apa"]
    assert (one.path, one.title, one.date) == ("glossary/index/apa.html", "APA", lean.UNDATED)
    assert "annual performance assessment" in one.words[1]


def test_every_result_of_the_real_portal_leads_somewhere(real: dict[str, Lean], tmp_path: Path) -> None:
    options = Options(ROOT / "content", tmp_path, ROOT / "templates", ROOT / "assets")
    pipeline.build(options, lambda *_: None)
    seen = [look(str(path.relative_to(tmp_path)), path.read_bytes()) for path in tmp_path.rglob("*.html")]
    assert len(seen) > 200 and sum(len(one.parts) for one in real.values()) > 500
    assert search.astray(real.values(), seen) == []


def test_a_result_that_leads_nowhere_is_a_problem() -> None:
    there = look("a/index.html", b'<main><p id="one">x</p></main>')
    pages = [Lean("a/index.html", "en", "A", "", (), (), (lean.Part("one", "One", ("x",)), lean.Part("two", "Two", ("x",)))),
             Lean("b/index.html", "en", "B", "", (), ()), Lean("a/index.html#three", "en", "C", "", (), ())]
    assert [str(problem) for problem in search.astray(pages, [there])] == [
        "a/index.html:1:1: search would lead to #two, and the page has no such id", "b/index.html:1:1: search would lead here, and there is no such page",
        "a/index.html:1:1: search would lead to #three, and the page has no such id"]


def test_a_portal_whose_results_lead_astray_is_not_published(make_site: MakeSite, tmp_path: Path) -> None:
    """The audit looks at what search would show, too."""
    templates = tmp_path / "templates"
    for path in (ROOT / "templates").rglob("*.html"):
        place = templates / path.relative_to(ROOT / "templates")
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(path.read_text().replace('id="{{ one.item.id }}"', ""))
    with pytest.raises(Stop) as stopped:
        pipeline.build(Options(make_site(), tmp_path / "output", templates, ROOT / "assets", cache=tmp_path / "cache"), lambda *_: None)
    assert any("search would lead to #recommendation-1" in line for line in stopped.value.lines)
    assert not (tmp_path / "cache").exists()


def test_a_translation_is_searched_in_its_own_language(make_site: MakeSite) -> None:
    base = DEFAULTS[f"{VISIT}/inspection.yaml"].decode()
    found = leans(make_site({
        "languages/ar.yaml": arabic_words(DEFAULTS["languages/en.yaml"].decode()),
        f"{VISIT}/young-people.ar.md": arabic_story(DEFAULTS[f"{VISIT}/young-people.md"].decode()),
        f"{VISIT}/inspection.yaml": base.replace(
            "  written: 2026-01-31\n", "  written: 2026-01-31\n  translated:\n    ar:\n      by: The translators\n      on: 2026-02-01\n")}))
    page = "authorities/riverton/visit-2021/young-people/"
    assert (found[f"{page}index.html"].language, found[f"{page}ar/index.html"].language) == ("en-GB", "ar")
    assert {one.language for one in found.values()} == {"en-GB", "ar"}
    assert len(found[f"{page}ar/index.html"].parts) == len(found[f"{page}index.html"].parts) > 1


def test_what_was_withdrawn_is_not_searched(make_site: MakeSite) -> None:
    base = DEFAULTS[f"{VISIT}/inspection.yaml"].decode()
    gone = leans(make_site({f"{VISIT}/inspection.yaml": base + "withdrawn:\n  on: 2026-02-01\n  why: It was about another town.\n"}))
    assert "riverton/visit-2021" in "".join(leans(make_site())) and "riverton/visit-2021" not in "".join(gone)
    assert "authorities/riverton/index.html" in gone
