"""The register: everything asked for is in it once, findable every way, its answer and its progress kept apart."""

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from html import unescape
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from plainspoken import dates, fields, register, urls
from plainspoken.pages import register as register_pages
from plainspoken.portal import Statement
from plainspoken.refer import Reference
from plainspoken.reference import TimeBand
from plainspoken.register import Entry, Register
from tests.conftest import DEFAULTS, MakeSite, RunCommand
from tests.test_pages import files, ids, real

ANSWER_MARKS = {"m-accepted", "m-accepted-in-part", "m-accepted-in-principle", "m-not-accepted", "m-none-published"}
COUNCIL_MARKS = {"m-not-started", "m-under-way", "m-council-says-done"}
INSPECTORS_MARKS = {"m-inspectors-not-started", "m-inspectors-under-way", "m-inspectors-confirmed", "m-raised-again", "m-no-public-evidence"}


@cache
def found() -> Register:
    return register.build(real())


def items(html: str) -> list[str]:
    """The entries a page of the register lists, as HTML."""
    return re.findall(r'<li class="register__item">(.*?)</li>', html, re.DOTALL)


def addresses(path: str, html: str) -> list[str]:
    """Where the entries of a page lead, from the root."""
    depth = path.count("/")
    links = [re.search(r'class="register__text"><a href="([^"]+)"', item) for item in items(html)]
    return [link[1].removeprefix("../" * depth) for link in links if link]


def address(entry: Entry) -> str:
    return urls.inspection(entry.key, entry.id)


# What is in it.

def test_everything_that_was_asked_for_is_in_the_register_once() -> None:
    """Recommendations and findings that ask for better, of every inspection."""
    content, kinds = real().content, real().reference.settings.improvement_kinds
    asked = {(key, one.id) for key, inspection in content.inspections.items()
             for one in (*inspection.recommendations, *(item for item in inspection.findings if item.kind in kinds))}
    assert Counter((entry.key, entry.id) for entry in found().entries if entry.asked) == Counter(asked)
    assert len(asked) > 70


def test_a_finding_that_a_later_paper_returns_to_is_in_the_register_too() -> None:
    """It asked for nothing, so it has no answer; its progress is counted."""
    content, kinds = real().content, real().reference.settings.improvement_kinds
    spoken_of = {said.of for inspection in content.inspections.values() for said in inspection.progress}
    seen = {(key, one.id) for key, inspection in content.inspections.items() for one in inspection.findings
            if one.kind not in kinds and f"{'/'.join(key)}#{one.id}" in spoken_of}
    assert {(entry.key, entry.id) for entry in found().entries if not entry.asked} == seen
    assert seen
    assert not any(entry in entries for (facet, _), entries in found().pages.items() if facet == "answers" for entry in found().entries if not entry.asked)


def test_the_newest_stand_first_and_those_of_one_inspection_together() -> None:
    days = [entry.date.sort for entry in found().entries]
    assert days == sorted(days, reverse=True)
    keys = [entry.key for entry in found().entries]
    assert len([key for key, before in zip(keys, [None, *keys], strict=False) if key != before]) == len(set(keys))


def test_each_state_leads_to_the_others_with_their_counts() -> None:
    words, counts = real().reference.words, {page: sum(one.asked for one in ones) for page, ones in found().pages.items()}
    for facet, value in register.states_of(words):
        page, states = LexborHTMLParser(files()[urls.register(facet, value)]), words.answers if facet == "answers" else words.progress
        shown = [(item.css_first("a").text(), int(item.css_first("span").text())) for item in page.css('section[aria-labelledby="beside"] li')]
        assert shown == [(word, counts.get((facet, state), 0)) for state, word in states.items() if state != value]
    assert sum(counts[page] for page in counts if page[0] == "answers") == 77


def test_places_and_inspections_are_counted_where_something_was_asked_for() -> None:
    """All eight requests that were raised again are one place's; findings that came back are told beside them."""
    told = LexborHTMLParser(files()[urls.register("progress", "raised-again")]).css_first(".title__by").text()
    assert told.startswith("8 things asked for in 2 inspections. 2 findings more that a later paper returns to."), told


def test_every_page_lists_what_belongs_there_and_nothing_else() -> None:
    """For each topic, authority, time band, answer and progress: the addresses for life of just those entries."""
    looked = Counter[str]()
    for (facet, value), entries in found().pages.items():
        path = urls.register(facet, value)
        assert sorted(addresses(path, files()[path])) == sorted(map(address, entries)), path
        looked[facet] += 1
    assert looked == {"topics": 48, "authorities": 3, "time-bands": 4, "answers": 3, "progress": 5}
    for facet, values in register.FACETS.items():
        assert sum(len(values(entry)) for entry in found().entries) == sum(len(one) for (name, _), one in found().pages.items() if name == facet)


def test_every_state_has_its_page_even_when_nothing_is_in_it() -> None:
    words = real().reference.words
    assert len(register.states_of(words)) == 11
    empty = [page for page in register.states_of(words) if page not in found().pages]
    assert ("answers", "not-accepted") in empty
    for page in empty:
        shown = LexborHTMLParser(files()[urls.register(*page)])
        assert shown.css_first(".standfirst").text() == "Nothing that inspectors asked for stands here, by the papers we hold."
        assert shown.css_first(".title__by").text().startswith("What it would mean: "), "that nothing stands here is told first"


def test_an_entry_shows_all_that_it_should() -> None:
    """Topics, time band as printed, inspection, and for answer and progress each its word, date and place in a paper."""
    made, reference, looked = real(), real().reference, 0
    for name in ("derby", "leicester", "stoke-on-trent"):
        path = urls.register("authorities", name)
        html = files()[path]
        for entry, item in zip(found().pages["authorities", name], items(html), strict=True):
            text = unescape(re.sub(r"<[^>]+>", "", item))
            assert str(entry.text) in text and entry.within in text
            assert all(str(reference.topics[topic].name) in text for topic in entry.topics)
            assert (f"The council’s answer: {reference.words.answers[entry.answer]}" in text) == entry.asked
            assert ("our reading of the plan" in text) == (entry.answered is not None and entry.answered.read)
            assert f"Progress since: {reference.words.progress[entry.progress]}" in text
            statements = made.statements[entry.key].get(entry.id, ())
            assert entry.said == statements
            dated = [entry.answered.on.words, reference.sources[entry.answered.source].short] if entry.answered else []
            dated += [statements[-1].on.words, reference.sources[statements[-1].source].short] if statements else []
            places = [*entry.where, *(entry.answered.where if entry.answered else ()), *(statements[-1].where if statements else ())]
            assert all(fields.place_shown(place) in text for place in places)
            assert item.count('href="#source-') == len(places)
            assert all(str(word) in text for word in dated)
            assert not statements or str(statements[-1].text) in text
            assert f'id="{urls.register_part("-".join(entry.key))}"' in html
            looked += len(dated)
    assert looked > 30


def test_the_answer_and_the_progress_are_two_things() -> None:
    """In words, in place and in marks: the council's are square, the inspectors' round, and no mark is of both."""
    assert not ANSWER_MARKS & (COUNCIL_MARKS | INSPECTORS_MARKS) and not COUNCIL_MARKS & INSPECTORS_MARKS
    looked = Counter[str]()
    for (facet, value), entries in found().pages.items():
        for item in items(files()[urls.register(facet, value)]):
            states = re.findall(r'<dt[^>]*><svg class="([^"]+)".*?href="#([^"]+)"/></svg>([^<]+)</dt><dd[^>]*><strong>([^<]+)', item)
            assert [of.strip() for _, _, of, _ in states] in (["The council’s answer:", "Progress since:"], ["Progress since:"])
            *answers, (progress_kind, progress_mark, _, word) = states
            assert all(mark in ANSWER_MARKS and "mark--council" in kind for kind, mark, _, _ in answers)
            assert progress_mark in (COUNCIL_MARKS if "mark--council" in progress_kind else INSPECTORS_MARKS)
            assert ("council" in word) == (progress_mark in COUNCIL_MARKS)
            looked[progress_mark] += 1
        assert entries
    assert len(looked) > 3


def test_progress_is_the_newest_word_on_it_whoever_said_it() -> None:
    """The council said in 2008 that the fourth recommendation was under way; the inspectors of 2011 raised it again."""
    entry = next(one for one in found().entries if one.id == "recommendation-4")
    assert [(said.state, said.council) for said in entry.said] == [("under-way", True), ("raised-again", False)]
    assert (entry.answer, entry.progress, entry.council) == ("in-part", "raised-again", False)
    before = replace(entry, said=entry.said[:1])
    assert (before.progress, before.council) == ("under-way", True)
    assert (replace(entry, said=()).progress, replace(entry, answered=None).answer) == ("no-public-evidence", "none-published")


def test_marks_are_drawn_square_for_the_council_and_round_for_inspectors() -> None:
    sprite = Path("assets/icons.svg").read_text("utf-8")
    symbols = dict(re.findall(r'<symbol id="([^"]+)"[^>]*>(.*?)</symbol>', sprite))
    assert all("<circle" in symbols[name] for name in INSPECTORS_MARKS)
    assert all("<circle" not in symbols[name] and "3.5 3.5h17" in symbols[name] for name in COUNCIL_MARKS | ANSWER_MARKS)


def test_a_place_and_a_topic_lead_on_to_all_that_is_told_of_them() -> None:
    """From a page of the register to the authority's and the topic's own."""
    looked = 0
    for facet, value in found().pages:
        if facet in {"authorities", "topics"}:
            assert f'<p class="title__links"><a href="../../../{facet}/{value}/index.html">' in files()[urls.register(facet, value)]
            looked += 1
    assert looked == 51


# Counts.

def counts(html: str) -> dict[str, dict[str, int]]:
    """Heading -> word of a state -> how many."""
    lists = re.findall(r'<h3 class="label" id="by-(\w+)">.*?<dl class="register-counts"[^>]*>(.*?)</dl>', html, re.DOTALL)
    return {name: {unescape(word): int(count) for word, count in re.findall(r'<a href="[^"]+">([^<]+)</a></dt><dd[^>]*>(\d+)</dd>', body)}
            for name, body in lists}


@pytest.mark.parametrize("path", [
    "recommendations/index.html", "recommendations/authorities/derby/index.html", "authorities/derby/index.html", "authorities/leicester/index.html",
])
def test_counts_by_state_add_up_and_lead_to_their_pages(path: str) -> None:
    place = path.split("/")[-2] if "authorities" in path else ""
    entries = found().pages["authorities", place] if place else found().entries
    told = counts(files()[path])
    words = real().reference.words
    assert list(told) == ["answer", "progress"]
    asked = [entry for entry in entries if entry.asked]
    assert [sum(one.values()) for one in told.values()] == [len(asked), len(entries)]
    assert told["answer"] == {str(word): sum(entry.answer == state for entry in asked) for state, word in words.answers.items()}
    assert ("counted here too" in files()[path]) == (len(asked) < len(entries))
    assert ("our reading of what a plan sets itself" in files()[path]) == any(entry.answered and entry.answered.read for entry in asked)
    names = [name for name in told["progress"] if name.startswith((str(words.progress["not-started"]), str(words.progress["under-way"])))]
    assert names and all("council says" in name or "inspectors say" in name for name in names)
    for state, word in words.progress.items():
        assert sum(count for name, count in told["progress"].items() if name.startswith(str(word))) == sum(entry.progress == state for entry in entries)
    links = re.findall(r'register-counts__state">.*?<a href="([^"]+)"', files()[path])
    assert all("recommendations/" in link or link.startswith(("../../answers", "../../progress", "answers/", "progress/")) for link in links)
    assert len(links) >= 11
    assert any(link.endswith(f"#asked-{place}") for link in links) == bool(place)


def test_what_was_asked_for_is_one_number_however_it_is_counted_apart() -> None:
    """Findings that a later paper returns to are told of beside it, and never as asked for."""
    page = files()["recommendations/index.html"]
    asked, returned = sum(one.asked for one in found().entries), sum(not one.asked for one in found().entries)
    assert returned and f"{asked} things asked for" in page and f"{returned} findings more" in page
    folds = re.findall(r"(\d+) things? asked(?:, (\d+) findings? more)?<", page)
    assert (sum(int(count) for count, _ in folds), sum(int(more or 0) for _, more in folds)) == (asked, returned)
    timed = page.partition("How soon it was asked for")[2].partition("</ul>")[0]
    assert sum(map(int, re.findall(r'"tally__count">(\d+)<', timed))) == asked
    for topic, count in re.findall(r'<a href="topics/([^/]+)/index.html">[^<]*</a> <span class="tally__count">(\d+)<', page.partition("What it was about")[2]):
        assert f"{count} thing" in files()[f"recommendations/topics/{topic}/index.html"]


def test_the_table_of_counts_has_a_row_a_place_and_each_adds_up() -> None:
    html = files()[urls.RECOMMENDATIONS]
    table = re.search(r'<table class="table table--stack counts">.*?</table>', html, re.DOTALL)
    assert table
    rows = re.findall(r'<tr><th scope="row"><a href="authorities/([^/]+)/index.html">.*?</th>(.*?)</tr>', table[0])
    assert [name for name, _ in rows] == ["derby", "leicester", "stoke-on-trent"]
    for name, cells in rows:
        asked, answered, *progress = map(int, re.findall(r">(\d+)</td>", cells))
        entries = found().pages["authorities", name]
        assert asked == sum(entry.asked for entry in entries) and sum(progress) == len(entries)
        assert answered == sum(entry.answered is not None for entry in entries)


def test_a_state_both_have_spoken_of_is_counted_for_each() -> None:
    entry = found().entries[0]

    def said(council: bool) -> Entry:
        return replace(entry, said=(Statement(council, dates.read(["2008"]), "under-way", "x", "s", ("1",), entry.key),))
    words = list(real().reference.words.progress)
    told = register.states(register.tally([said(True), said(False), said(False), replace(entry, said=())]), words)
    assert [row for row in told if row[2]] == [("under-way", True, 1), ("under-way", False, 2), ("no-public-evidence", False, 1)]
    assert [row[0] for row in told].count("under-way") == 2 and len(told) == len(words) + 1


def test_states_mean_what_a_sentence_says() -> None:
    """Each has its sentence on the front page, and at the head of its own."""
    words = real().reference.words
    meanings = {**{("answers", state): text for state, text in words.answer_meanings.items()},
                **{("progress", state): text for state, text in words.progress_meanings.items()}}
    assert set(meanings) == set(register.states_of(words))
    for page, text in meanings.items():
        assert str(text) in unescape(files()[urls.RECOMMENDATIONS])
        told = f'<p class="standfirst">{text}</p>' if page in found().pages else f'<p class="title__by">What it would mean: {text}</p>'
        assert told in unescape(files()[urls.register(*page)])


def test_on_a_topics_page_counts_lead_to_no_longer_list() -> None:
    for page in (path for path in found().pages if path[0] in {"topics", "time-bands"}):
        counted = re.findall(r'<dt class="register-counts__state">.*?</dt>', files()[urls.register(*page)])
        assert counted and not any("<a " in one for one in counted)


def test_pages_count_what_the_data_has_a_row_for() -> None:
    """The newest statement of each thing in progress.csv is counted on the page of its authority and on the register, in its state."""
    newest = {(row["authority"], row["inspection"], row["recommendation"]): row["state"]
              for row in csv.DictReader(io.StringIO(files()["data/progress.csv"], newline=""))}
    words, looked = real().reference.words, 0
    for place in ("", *real().reference.authorities):
        told = counts(files()[urls.authority(place) if place else urls.RECOMMENDATIONS]).get("progress", {})
        for state, word in words.progress.items():
            rows = sum(one == state and (not place or key[0] == place) for key, one in newest.items())
            if state != register.NO_EVIDENCE and told:
                assert sum(count for name, count in told.items() if name.startswith(str(word))) == rows, (place, state)
                looked += rows
    assert looked == 2 * len(newest) > 20


# Time bands.

def test_frameworks_that_share_a_band_share_its_page_each_in_its_own_words() -> None:
    html = unescape(files()["recommendations/time-bands/six-months/index.html"])
    assert "<h1>Asked for: within six months</h1>" in html
    assert "“Within six months”" in html and "“For action over the next six months”" in html
    assert {entry.within for entry in found().pages["time-bands", "six-months"]} == {"Within six months", "For action over the next six months"}


def test_bands_stand_in_an_order_that_every_framework_agrees_with() -> None:
    order = list(register.bands(real().reference))
    for framework in real().reference.frameworks.values():
        places = [order.index(band.id) for band in framework.time_bands]
        assert places == sorted(places)
    assert order == ["immediate", "three-months", "six-months", "longer-term"]


def test_bands_that_frameworks_order_against_one_another_are_all_there() -> None:
    one = next(iter(real().reference.frameworks.values()))

    def framed(*names: str) -> Mapping[str, object]:
        return replace(one, time_bands=tuple(TimeBand(id=name, label=name) for name in names))
    reference: Reference = replace(real().reference, frameworks={"a": framed("soon", "late"), "b": framed("late", "soon")})
    assert list(register.bands(reference)) == ["soon", "late"]


def test_bands_of_one_name_have_titles_of_their_own() -> None:
    bands = {"six-months": [("A", "Within six months")], "half-a-year": [("B", "Within six months"), ("C", "Within six months or so")], "now": [("A", "Now")]}
    assert [register_pages._timed(bands, band)[1].removeprefix("Recommendations by time: ") for band in bands] == [
        "Within six months (six-months)", "Within six months (half-a-year)", "Now"]


# As it grows.

def test_long_lists_stop_and_say_where_the_rest_is(make_site: MakeSite, run: RunCommand) -> None:
    """The front page and a topic's list the latest hundred; the authority's page lists all."""
    path = "inspections/riverton/visit-2021/inspection.yaml"
    one = "  - id: homes-{0}\n    kind: improvement\n    topics: [housing]\n    text: Find home {0}.\n    where: page 4\n"
    more = "".join(one.format(number) for number in range(120))
    content = make_site({path: DEFAULTS[path].decode().replace("recommendations:\n", f"{more}recommendations:\n")})
    output = content.parent / "output"
    done = run("build", "--content", content, "--output", output)
    assert done.code == 0, done.err
    front = (output / "recommendations/index.html").read_text()
    topic = (output / "recommendations/topics/housing/index.html").read_text()
    place = (output / "recommendations/authorities/riverton/index.html").read_text()
    assert [len(items(html)) for html in (front, topic, place)] == [register.LATEST, register.LATEST, 121]
    assert "21 older ones stand on the page of each authority" in front
    assert "20 older ones stand" in topic and '<table class="table table--stack counts">' in topic
    assert "older one" not in place


def test_a_shared_inspection_is_listed_at_each_of_its_places_and_counted_once(make_site: MakeSite, run: RunCommand) -> None:
    path = "inspections/riverton/visit-2021/inspection.yaml"
    content = make_site({path: DEFAULTS[path].decode().replace("coverage: full", "coverage: full\nalso: oldtown"),
                         "authorities/oldtown.yaml": "name: Oldtown\nkind: town\nregion: north\n"})
    output = content.parent / "output"
    done = run("build", "--content", content, "--output", output)
    assert done.code == 0, done.err
    for name in ("riverton", "oldtown"):
        assert len(items((output / f"recommendations/authorities/{name}/index.html").read_text())) == 1
    front = (output / "recommendations/index.html").read_text()
    assert len(items(front)) == 1 and "1 thing asked for in 1 inspection." in front
    assert "Riverton: Visit" in (output / "recommendations/authorities/oldtown/index.html").read_text()


def test_a_portal_without_recommendations_has_a_front_page_that_says_so(make_site: MakeSite, run: RunCommand) -> None:
    visit = "inspections/riverton/visit-2021"
    text = re.sub(r"recommendations:\n.*?(?=figures:)", "", DEFAULTS[f"{visit}/inspection.yaml"].decode(), flags=re.DOTALL)
    story = DEFAULTS[f"{visit}/young-people.md"].decode().replace("#recommendation-1", "#kind-staff")
    content = make_site({f"{visit}/inspection.yaml": text, f"{visit}/young-people.md": story, f"{visit}/plan.yaml": None})
    output = content.parent / "output"
    done = run("build", "--content", content, "--output", output)
    assert done.code == 0, done.err
    assert "0 things asked for" in (output / "recommendations/index.html").read_text()


# The data.

def test_progress_has_one_row_a_statement() -> None:
    """Every statement of every paper, the council's and the inspectors', as the records have them."""
    content = real().content
    wanted = [("inspectors", said.of, said.state) for inspection in content.inspections.values() for said in inspection.progress]
    wanted += [("council", f"{'/'.join(key)}#{answer.recommendation}", answer.progress) for key, plan in content.plans.items()
               for answer in plan.answers if answer.progress]
    rows = list(csv.DictReader(io.StringIO(files()["data/progress.csv"], newline="")))
    assert Counter((row["said_by"], f"{row['authority']}/{row['inspection']}#{row['recommendation']}", row["state"]) for row in rows) == Counter(wanted)
    assert len(rows) > 10 and all(row["on"] and row["text"] and row["source"] and row["where"] for row in rows)
    written = {None: "", True: "true", False: "false"}
    told = json.loads(files()["data/progress.json"])["rows"]
    assert [{name: written.get(value, value) for name, value in row.items()} for row in told] == rows
    columns = {column["name"]: column for column in json.loads(files()["data/progress.csv-metadata.json"])["tableSchema"]["columns"]}
    assert list(columns) == list(rows[0]) and columns["where"]["separator"] == "|"


def test_pages_of_the_register_are_reached_from_every_page() -> None:
    html = files()["index.html"]
    assert html.count('href="recommendations/index.html"') >= 2
    front = files()[urls.RECOMMENDATIONS]
    assert "by-answer" in ids(front) and [name for name in ("recommendations", "findings", "progress") if f'"../data/{name}.csv"' not in front] == []
