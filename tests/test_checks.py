"""Rules between records: each holds on the good site, finds its own fault, and tells no echo of another's."""

from collections.abc import Callable

import pytest

from plainspoken import address_rules, checks, contradiction_rules, figure_rules, inspection_rules, reference_rules, story_rules
from plainspoken.checks import RULES
from plainspoken.settings import YOUNG
from tests.conftest import DEFAULTS, Files

ProblemsOf = Callable[[Files], list[str]]
VISIT = "inspections/riverton/visit-2021"
PORTAL, LANGUAGE, FRAMEWORK, TOWN = "portal.yaml", "languages/en.yaml", "frameworks/visit-2020.yaml", "authorities/riverton.yaml"
INSPECTION, PLAN, SUMMARY, STORY = (f"{VISIT}/{name}" for name in ("inspection.yaml", "plan.yaml", "summary.md", "young-people.md"))
PROGRESS = "progress:\n  - of: {}\n    state: under-way\n    text: It began.\n    where: page 1\nadded:"
NOTE = "notes:\n  - about: {}\n    title: A slip\n    text: It is printed twice.\nadded:"
SECOND_SCALE = "  second:\n    steps:\n      - id: top\n        label: Top\nareas:"


def changed(path: str, *changes: str) -> dict[str, str]:
    """A file of the good site with some of its text replaced: old, new, old, new."""
    text = DEFAULTS[path].decode()
    for old, new in zip(changes[::2], changes[1::2], strict=True):
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return {path: text}


def test_every_rule_is_listed_once_and_says_what_should_hold() -> None:
    modules = (checks, address_rules, contradiction_rules, inspection_rules, reference_rules, figure_rules, story_rules)
    named = [rule for module in modules for name, rule in vars(module).items()
             if callable(rule) and rule.__module__ == module.__name__ and list(getattr(rule, "__annotations__", {})) == ["content", "known", "return"]]
    assert set(named) == set(RULES)
    assert len(RULES) == len(set(RULES)) > 15
    assert [rule.__name__ for rule in RULES if not (rule.__doc__ or "").endswith(".")] == []


@pytest.mark.parametrize(("files", "told"), [
    # what everything needs
    ({PORTAL: None}, ["portal.yaml:1:1: this file is missing"]),
    ({"topics.yaml": None}, ["topics.yaml:1:1: this file is missing"]),
    ({LANGUAGE: None}, ["portal.yaml:1:1: there is no languages/en.yaml for this language"]),
    (changed(PORTAL, "base_address:", "language: cy\nbase_address:"), ["portal.yaml:4:11: there is no languages/cy.yaml for this language"]),
    (changed(LANGUAGE, "  full: Full paper held\n", ""), ['languages/en.yaml:6:3: "coverage" has no words for "full"']),
    (changed(LANGUAGE, "  none-published:", "  not-published:"), [
        'languages/en.yaml:10:3: "answers" has no words for "none-published"',
        'languages/en.yaml:14:3: there is no choice in "answers" "not-published" (did you mean "none-published"?)']),
    (changed(PORTAL, "[improvement]", "[improvment]"), ['portal.yaml:20:21: there is no kind of finding "improvment" (did you mean "improvement"?)']),
    (changed(LANGUAGE, "now? Ring {number}.", "now? Ring."), ["languages/en.yaml:54:11: this sentence has to hold {number}, which is filled in there"]),
    (changed(LANGUAGE, "this: {when}, {who}.", "this."), [
        "languages/en.yaml:55:12: this sentence has to hold {when}, which is filled in there",
        "languages/en.yaml:55:12: this sentence has to hold {who}, which is filled in there"]),
    # frameworks
    (changed(FRAMEWORK, "- id: schools", "- id: care"), ['frameworks/visit-2020.yaml:16:9: the area "care" stands twice']),
    (changed(FRAMEWORK, "- id: poor", "- id: good"), ['frameworks/visit-2020.yaml:9:13: the step "good" stands twice']),
    (changed(FRAMEWORK, "printed: 2", "printed: 1"), ['frameworks/visit-2020.yaml:11:18: the printed grade "1" stands twice']),
    (changed(FRAMEWORK, "theme: overall", "theme: overal"), ['frameworks/visit-2020.yaml:15:12: there is no theme "overal" (did you mean "overall"?)']),
    (changed(FRAMEWORK, "title: Schools", "title: Schools\n    scale: service"),
     ['frameworks/visit-2020.yaml:18:12: there is no scale "service" (did you mean "services"?)']),
    (changed(FRAMEWORK, "headline: [care]", "headline: [cars]\nsource: riverton-rport"), [
        'frameworks/visit-2020.yaml:18:12: there is no area "cars" (did you mean "care"?)',
        'frameworks/visit-2020.yaml:19:9: there is no source "riverton-rport" (did you mean "riverton-report"?)']),
    # authorities
    (changed(TOWN, "kind: town", "kind: city", "region: north", "region: norht"), [
        'authorities/riverton.yaml:2:7: there is no kind of authority "city"',
        'authorities/riverton.yaml:3:9: there is no region "norht" (did you mean "north"?)']),
    (changed(TOWN, "region: north", "serves: [riverton, oldtown]"), [
        "authorities/riverton.yaml:3:10: an authority is not its own predecessor, nor does it serve itself",
        'authorities/riverton.yaml:3:20: there is no authority "oldtown"']),
    (changed(TOWN, "region: north", "from: 1974\nto: 1901"), ["authorities/riverton.yaml:4:5: it ends (1901) before it begins (1974)"]),
    ({"authorities/hilltop.yaml": "name: Riverton\nkind: town\n"}, [
        'authorities/riverton.yaml:1:7: "hilltop" is called "Riverton" too: say in one of them when it ended ("to:"), or give it a name of its own']),
    ({"authorities/hilltop.yaml": "name: Riverton\nkind: town\nto: 2020\n", **changed(TOWN, "region: north", "to: 2020")}, [
        'authorities/riverton.yaml:1:7: "hilltop" is called "Riverton" too: say in one of them when it ended ("to:"), or give it a name of its own']),
    (changed("topics.yaml", "housing:", "homes:\n  name: housing\n  about: The same.\nhousing:"),
     ['topics.yaml:5:9: "homes" is called "Housing" too: give one of them a name of its own']),
    ({"frameworks/visit-2030.yaml": "name: Visit\nabout: Another.\n"},
     ['frameworks/visit-2030.yaml:1:7: "visit-2020" is called "Visit" too: give one of them a name of its own']),
    # inspections
    ({INSPECTION: None, SUMMARY: None, STORY: None}, [f"{PLAN}:1:1: there is no inspection.yaml beside this file"]),
    ({TOWN: None}, [f'{INSPECTION}:1:1: there is no authority "riverton"']),
    ({path.replace("visit-2021", "visit-again"): DEFAULTS[path].decode() for path in (INSPECTION, SUMMARY, STORY)}, [
        "inspections/riverton/visit-again/inspection.yaml:1:1: \"riverton/visit-2021\" has the same title and date: give this one a title of its own,"
        " such as what was visited"]),
    (changed(INSPECTION, "coverage: full", "coverage: full\nfollows: riverton/visit-2012\nalongside: riverton/visit-2021\nalso: rivertown"), [
        f'{INSPECTION}:3:10: there is no inspection "riverton/visit-2012" (did you mean "riverton/visit-2021"?)',
        f"{INSPECTION}:4:12: an inspection does not follow or stand beside itself",
        f'{INSPECTION}:5:7: there is no authority "rivertown" (did you mean "riverton"?)']),
    (changed(INSPECTION, "framework: visit-2020", "framework: visit-2002"),
     [f'{INSPECTION}:1:12: there is no framework "visit-2002" (did you mean "visit-2020"?)']),
    (changed(INSPECTION, "added:", PROGRESS.format("riverton/visit-2021#build-homes")),
     [f'{INSPECTION}:27:9: riverton/visit-2021 has nothing with the id "build-homes" (did you mean "homes"?)']),
    (changed(INSPECTION, "added:", PROGRESS.format("riverton/visit-2021")), [f"{INSPECTION}:27:9: progress is of one item: riverton/visit-2021#its-id"]),
    (changed(INSPECTION, "value: 7", "value: 7\n    source: a\n    area: cars\n    topics: [houses]"), [
        f'{INSPECTION}:25:13: there is no source "a"', f'{INSPECTION}:26:11: there is no area "cars" (did you mean "care"?)',
        f'{INSPECTION}:27:14: there is no topic "houses" (did you mean "housing"?)']),
    (changed(INSPECTION, "kind: strength", "kind: strengh", "within: at-once", "within: at-one"), [
        f'{INSPECTION}:12:11: there is no kind of finding "strengh" (did you mean "strength"?)',
        f'{INSPECTION}:18:13: there is no time band "at-one" (did you mean "at-once"?)']),
    (changed(INSPECTION, "- id: homes", "- id: kind-staff"), [f'{INSPECTION}:22:9: the id "kind-staff" stands twice']),
    # judgements
    (changed(INSPECTION, "grade: good", "grade: godo"), [f'{INSPECTION}:8:12: "godo" is not on the scale (good, poor) (did you mean "good"?)']),
    (changed(INSPECTION, "grade: good", "state: closed-that-dy"),
     [f'{INSPECTION}:8:12: there is no state "closed-that-dy" (did you mean "closed-that-day"?)']),
    (changed(INSPECTION, "grade: good", "grade: good\n    scale: servics"),
     [f'{INSPECTION}:9:12: there is no scale "servics" (did you mean "services"?)']),
    (changed(INSPECTION, "grade: good", "grade: good\n    changed:\n      from: bad"), [f'{INSPECTION}:10:13: "bad" is not on the scale (good, poor)']),
    (changed(INSPECTION, "grade: good", "grade: good\n    words: very good"),
     [f"{INSPECTION}:7:5: a judgement says one of grade, words, state or counts; it has grade and words"]),
    (changed(INSPECTION, "    grade: good\n", ""), [f"{INSPECTION}:7:5: a judgement says one of grade, words, state or counts; it has none"]),
    (changed(INSPECTION, "grade: good", "counts:\n      bad: 3"), [
        f"{INSPECTION}:7:5: counts and of stand together", f'{INSPECTION}:9:7: "bad" is not on the scale (good, poor)']),
    (changed(FRAMEWORK, "time_bands:", 'plan_elements_asked_by: "riverton/visit-2021#home"\ntime_bands:'),
     ['frameworks/visit-2020.yaml:21:25: riverton/visit-2021 has nothing with the id "home" (did you mean "homes"?)']),
    (changed(FRAMEWORK, "time_bands:", 'compare:\n  - framework: visit-2020\n    may: "yes"\n    why: The same.\ntime_bands:'),
     ["frameworks/visit-2020.yaml:22:16: a framework is not compared with itself"]),
    # plans and notes
    (changed(PLAN, "due: 2022", "due: [2022, 2023]\n        every: month"),
     [f'{PLAN}:12:16: "every" needs a due date that is one span, longer than a month']),
    (changed(PLAN, "due: 2022", "due: 2022\n        every: year"), [f'{PLAN}:12:16: "every" needs a due date that is one span, longer than a year']),
    (changed(PLAN, "recommendation: recommendation-1", "recommendation: homes"), [f'{PLAN}:6:21: there is no recommendation "homes"']),
    (changed(PLAN, "- id: build-homes", "- id: homes"), [f'{PLAN}:9:13: the id "homes" stands twice']),
    (changed(PLAN, "due: 2022", "due: 2022\n        topics: houses"), [f'{PLAN}:12:17: there is no topic "houses" (did you mean "housing"?)']),
    (changed(INSPECTION, "added:", NOTE.format("kind-stuff")), [f'{INSPECTION}:27:12: there is no item or area "kind-stuff" (did you mean "kind-staff"?)']),
    # dates
    (changed(INSPECTION, "added: 2026-01-31", "added: 2026-01"), [f'{INSPECTION}:26:8: "added" must be a day, like 2026-11-22, not "January 2026"']),
    (changed(PLAN, "added: 2026-01-31", "added: 2026-01-31\nchanges:\n  - on: 2026-01-30\n    what: x"),
     [f'{PLAN}:15:9: "on" must be a day, not before the record was added']),
    (changed(INSPECTION, "published: 2021-06-01", "published: 2021-04"),
     [f"{INSPECTION}:5:12: it is published (April 2021) before the visit (4 May 2021)"]),
    # words and texts
    (changed("glossary.yaml", "plain: The", "also: [\"key worker\"]\n  plain: The"), ['glossary.yaml:3:10: the word "key worker" stands twice']),
    ({SUMMARY: "a\n[b](topic:houses)\n[c](page:abuot)\n[d](inspection:riverton/visit-2021#home)\n"}, [
        f'{SUMMARY}:2:5: there is no topic "houses" (did you mean "housing"?)', f'{SUMMARY}:3:5: there is no page "abuot" (did you mean "about"?)',
        f'{SUMMARY}:4:5: riverton/visit-2021 has nothing with the id "home" (did you mean "homes"?)']),
    (changed(FRAMEWORK, "about: Two", "about: \"[Two](topic:houses)\" # Two"),
     ['frameworks/visit-2020.yaml:2:8: there is no topic "houses" (did you mean "housing"?)']),
], ids=lambda value: value[0].split(": ", 1)[1] if isinstance(value, list) else "")
def test_a_fault_between_records_is_told_where_it_was_written(problems_of: ProblemsOf, files: Files, told: list[str]) -> None:
    assert problems_of(files) == [f"content/{line}" for line in told]


def test_what_a_sentence_may_do_without_is_filled_into_it() -> None:
    assert reference_rules.DISPENSABLE
    assert [name for name, gaps in reference_rules.DISPENSABLE.items() if not set(gaps) <= set(YOUNG[name])] == []
    assert reference_rules.DISPENSABLE.keys() & {"danger", "checked"} == set()


@pytest.mark.parametrize("files", [
    {"topics.yaml": None, **changed(INSPECTION, "    topics: [housing]\n", "")},
    {"glossary.yaml": None},
    {"authorities/hilltop.yaml": "name: Riverton\nkind: town\nto: 2020\n"},
    changed(LANGUAGE, "From {title}", "From us", "came to {place} again", "came again"),
    {PLAN: None, SUMMARY: None},
    changed(INSPECTION, "grade: good", "state: closed-that-day"),
    changed(INSPECTION, "grade: good", "counts:\n      good: 3\n      poor: 1\n    of: 4"),
    {**changed(FRAMEWORK, "areas:", SECOND_SCALE, "title: Schools", "title: Schools\n    scale: second"),
     **changed(INSPECTION, "area: care\n    grade: good", "area: schools\n    grade: top")},
    {**changed(FRAMEWORK, "areas:", SECOND_SCALE), **changed(INSPECTION, "grade: good", "grade: top\n    scale: second")},
    changed(INSPECTION, "published: 2021-06-01", "published: 2021"),
    changed(INSPECTION, "added:", NOTE.format("[build-homes, care, figures]")),
    changed(INSPECTION, "added:", PROGRESS.format("riverton/visit-2021#recommendation-1")),
    changed(INSPECTION, "coverage: full", "coverage: full\nwas: riverton/visit-two"),
    changed(PLAN, "due: 2022", "due: 2022/23\n        every: quarter"),
    changed(FRAMEWORK, "time_bands:", 'plan_elements_asked_by: "riverton/visit-2021#recommendation-1"\ntime_bands:'),
    changed(PORTAL, "base_address:", "language: en-GB\nbase_address:"),
    {SUMMARY: "[a](inspection:riverton/visit-2021#homes) [b](authority:riverton) [c](source:riverton-report) [d](framework:visit-2020) [e](page:data)\n"},
], ids=lambda files: next(iter(files)))
def test_what_is_right_is_let_through(problems_of: ProblemsOf, files: Files) -> None:
    assert problems_of(files) == []


def test_faults_that_do_not_hang_on_each_other_are_told_in_one_run(problems_of: ProblemsOf) -> None:
    slips = changed(INSPECTION, "coverage: full", "coverage: ful", "grade: good", "grade: godo", "source: riverton-report", "source: riverton-rport")
    slips |= changed(PLAN, "answer: accepted", "answer: acepted", "due: 2022", "due: 2022\n        topics: x")
    assert [line.partition(": ")[2] for line in problems_of(slips)] == [
        'one of full, partial, known was expected, not "ful" (did you mean "full"?)',
        'there is no source "riverton-rport" (did you mean "riverton-report"?)',
        '"godo" is not on the scale (good, poor) (did you mean "good"?)',
        'one of accepted, in-part, in-principle, not-accepted was expected, not "acepted" (did you mean "accepted"?)',
        'there is no topic "x"']


@pytest.mark.parametrize("files", [
    changed(FRAMEWORK, "headline: [care]", "headlin: [care]") | changed(INSPECTION, "grade: good", "grade: godo", "added:", NOTE.format("schools")),
    changed(PLAN, "answer: accepted", "answer: acepted") | changed(INSPECTION, "added:", NOTE.format("build-homes")),
    changed(INSPECTION, "area: care\n    grade: good", "area: scools\n    grade: top"),
    changed(INSPECTION, "coverage: full", "coverage: ful") | {SUMMARY: "[a](inspection:riverton/visit-2021#homes)\n"},
    changed("topics.yaml", "about:", "abuot:\n  about:"),
    changed(TOWN, "region:", "regio: north\nregion:"),
    changed("sources/riverton-report.yaml", "kind:", "kin: x\nkind:"),
    changed(LANGUAGE, "name:", "nam: x\nname:"),
    changed(PORTAL, "title:", "titl: x\ntitle:"),
    changed(FRAMEWORK, "    steps:\n      - id: good\n        label: Good\n        printed: 1\n      - id: poor\n        label: Poor\n        printed: 2\n",
            "    steps: []\n"),
], ids=lambda files: next(iter(files)))
def test_a_faulty_file_is_told_and_not_its_echoes(problems_of: ProblemsOf, files: Files) -> None:
    assert len(problems_of(files)) == 1
