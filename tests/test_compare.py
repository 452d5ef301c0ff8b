"""Places side by side within one kind of inspection, and which kinds may be held beside which."""

import re
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest

from plainspoken import facets, portal, urls
from plainspoken.pages import compare
from plainspoken.portal import Portal
from plainspoken.reference import Area, Comparison
from plainspoken.references import scale_of
from plainspoken.sheet import Sheet
from tests.conftest import DEFAULTS, ROOT, MakeSite, RunCommand
from tests.test_pages import files, real


def rows(html: str) -> list[list[tuple[str, str]]]:
    """Of all tables that sort: each row's (what it is sorted by, what it shows)."""
    found = []
    for table in re.findall(r'<table class="table compare sortable".*?</table>', html, re.DOTALL):
        for row in re.findall(r"<tr>(.*?)</tr>", table.partition("<tbody>")[2], re.DOTALL):
            cells = re.findall(r'<t[hd][^>]* data-sort="([^"]*)">(.*?)</t[hd]>', row, re.DOTALL)
            found.append([(by, " ".join(unescape(re.sub(r"<[^>]+>", " ", cell)).split())) for by, cell in cells])
    return found


def test_frameworks_with_two_places_have_a_table_and_others_none() -> None:
    made, looked = real(), []
    for name in made.reference.frameworks:
        places = {card.key[0] for card in made.by_framework[name] if made.content.inspections[card.key].judgements}
        assert (urls.compare(name) in files()) == (len(places) > 1), name
        looked += [name] if len(places) > 1 else []
    assert looked == ["apa-2006", "apa-2007"]


def test_the_front_page_begins_with_a_table() -> None:
    html = files()[urls.COMPARE]
    assert html.index('<table class="table compare sortable"') < html.index('<table class="table matrix"')
    assert rows(html) == rows(files()[urls.compare("apa-2006")])
    assert 'href="apa-2007/index.html"' in html


@pytest.mark.parametrize("name", ["apa-2006", "apa-2007"])
def test_every_judgement_stands_in_its_cell_with_its_word_and_its_rank(name: str) -> None:
    """A row an inspection, by place; each grade under its area, in the words and with the rank of its own scale."""
    made = real()
    framework, judged = made.reference.frameworks[name], compare.judged(made, name)
    html = files()[urls.compare(name)]
    table = rows(html)
    assert [row[0][1] for row in table] == [str(made.reference.authorities[one.card.key[0]].name) for one in judged]
    assert [row[1] for row in table] == [(one.card.date.sort, one.card.date.words) for one in judged]
    heads = re.findall(r'data-name="([^"]+)" data-first="the best first"', html)
    columns = [area for area in framework.areas if str(area.short or area.title) in map(unescape, heads)]
    looked = 0
    for one, row in zip(judged, table, strict=True):
        for area, (by, shown) in zip(columns, row[2:], strict=True):
            said = [judgement for judgement in one.judgements if judgement.area == area.id]
            for judgement in said:
                scale = scale_of(judgement, framework)
                if judgement.grade and scale:
                    rank, step = next((rank, step) for rank, step in enumerate(scale.steps, 1) if step.id == judgement.grade)
                    assert by == str(rank) and shown.startswith(str(step.label))
                    looked += 1
                else:
                    assert by == "" and shown
            assert said or (by, shown) == ("", "no grade known")
    assert looked > 7


def test_only_pages_with_a_table_that_sorts_have_a_script() -> None:
    scripted = {path for path, html in files().items() if path.endswith(".html") and "assets/sort.js" in html}
    assert scripted == {path for path, html in files().items() if "data-said=" in html and path.endswith(".html")}
    assert scripted > {urls.COMPARE, urls.compare("apa-2006"), urls.compare("apa-2007"), urls.INSPECTIONS}
    for path in scripted:
        assert "script-src 'self'" in unescape(files()[path]) and re.search(r'<script src="[./]*assets/sort\.js\?v=\w+" defer></script>', files()[path])
    others = [html for path, html in files().items() if path.endswith(".html") and "<script" not in html]
    assert len(others) > 100 and not any("script-src" in html for html in others)


def test_every_pair_of_kinds_says_whether_it_may_be_compared() -> None:
    """In the matrix both ways, with the recorded reason one link away; or in words that nothing is recorded."""
    made, html = real(), unescape(files()[urls.COMPARE])
    frameworks, words = made.reference.frameworks, made.reference.words.comparisons
    by_label = {str(one.short or one.name): name for name, one in frameworks.items()}
    lines = re.findall(r'<span class="matrix__number">(\d+)</span> <a[^>]*>([^<]+)</a></th>(.*?)</tr>', html, re.DOTALL)
    order = [by_label[label] for _, label, _ in lines]
    assert [int(number) for number, _, _ in lines] == list(range(1, len(order) + 1))
    looked = 0
    for name, (_, _, body) in zip(order, lines, strict=True):
        cells = re.findall(r'<td class="(matrix__\w+)" data-label="\d+">(.*?)</td>', body)
        assert [kind for kind, _ in cells].count("matrix__same") == 1
        for other, (_, cell) in zip(order, cells, strict=True):
            record = next((one for one in frameworks[name].compare if one.framework == other), None)
            if record:
                href = re.search(r'href="#(pair-\d+-\d+)"', cell)
                assert href and cell.endswith(f"{words[record.may]}</a>")
                reason = re.search(rf'<tr id="{href[1]}">(.*?)</tr>', html, re.DOTALL)
                assert reason and words[record.may] in reason[1]
                theirs = next((one.why for one in frameworks[other].compare if one.framework == name), record.why)
                told = re.sub(r"<[^>]+>", "", reason[1])
                assert str(record.why) in told or str(theirs) in told
                looked += 1
            else:
                assert name == other or "not recorded" in cell
    silent = html.partition("Nothing is recorded of these")[2].partition("</p>")[0]
    assert [name for name in frameworks if name not in order and f'href="../{urls.framework(name)}"' not in silent] == []
    assert looked == 12 and len(order) == 4


def test_a_pair_that_only_one_of_two_speaks_of_counts_and_one_that_none_does_says_so() -> None:
    """One speaks of two; two and three do not speak of one another."""
    base = next(iter(real().reference.frameworks.values()))
    said = Comparison(framework="two", may="yes", why="The same scale.")
    frameworks = {"one": replace(base, name="One", short=None, compare=(said, replace(said, framework="three", may="no"))),
                  "two": replace(base, name="Two", short=None, compare=()), "three": replace(base, name="Three", short=None, compare=()),
                  "four": replace(base, name="Four", short=None, compare=())}
    made = compare.matrix(Sheet(urls.COMPARE, replace(real().reference, frameworks=frameworks)))
    table = {row["link"].name: [cell["word"] for cell in row["cells"]] for row in made["rows"]}
    assert table == {"One": ["", "No", "Yes"], "Three": ["No", "", ""], "Two": ["Yes", "", ""]}
    assert [pair["id"] for pair in made["pairs"]] == ["pair-1-2", "pair-1-3"]
    assert [link.name for link in made["silent"]] == ["Four"]
    assert all(cell["href"] == "" for row in made["rows"] for cell in row["cells"] if not cell["word"])


def wide(count: int) -> Portal:
    """The portal as if one of its frameworks had that many areas."""
    found, name = real().content, "apa-2006"
    first = found.frameworks[name].areas[0]
    areas = tuple(Area(id=f"area-{number}", title=f"Area {number}") for number in range(count))
    framework = replace(found.frameworks[name], areas=(first, *areas))
    inspections = {key: replace(one, judgements=tuple(replace(one.judgements[0], area=area.id, grade="good") for area in framework.areas))
                   if one.framework == name and one.judgements else one for key, one in found.inspections.items()}
    return portal.build(replace(found, frameworks=found.frameworks | {name: framework}, inspections=inspections))


@pytest.mark.parametrize(("count", "sizes"), [(8, [9]), (9, [5, 5]), (30, [8, 8, 8, 7])])
def test_more_areas_than_fit_stand_in_several_tables(count: int, sizes: list[int]) -> None:
    made = wide(count)
    sheet = Sheet(urls.COMPARE, made.reference)
    tables = compare._tables(sheet, made.reference.frameworks["apa-2006"], compare.judged(made, "apa-2006"))
    assert [len(table["columns"]) for table in tables] == sizes
    assert all(len(row["cells"]) == size for table, size in zip(tables, sizes, strict=True) for row in table["rows"])


def test_a_scale_with_its_own_direction_is_told_for_its_column() -> None:
    """Where areas stand on scales whose best is printed otherwise, each head and each cell of the list says which is the best."""
    made = real()
    framework = made.reference.frameworks["apa-2006"]
    first = framework.scales["services"]
    turned = {**framework.scales, "services": replace(first, steps=tuple(replace(step, printed=str(rank)) for rank, step in enumerate(first.steps, 1)))}
    mixed = replace(framework, scales=turned)
    [table] = compare._tables(Sheet(urls.COMPARE, made.reference), mixed, compare.judged(made, "apa-2006"))
    assert table["best"] == "" and {best for _, best in table["columns"]} == {"1 was the best", "4 was the best"}
    assert all("was the best" in cell.label for row in table["rows"] for cell in row["cells"])
    [plain] = compare._tables(Sheet(urls.COMPARE, made.reference), framework, compare.judged(made, "apa-2006"))
    assert plain["best"] == "4 was the best" and not any(best for _, best in plain["columns"])


def test_a_long_table_stands_on_its_own_page_and_the_front_page_leads_to_it(make_site: MakeSite, run: RunCommand, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compare, "ROWS", 1)
    visit = {path.replace("riverton", "oldtown"): text.decode() for path, text in DEFAULTS.items() if path.startswith("inspections/") and "plan" not in path}
    content = make_site({"authorities/oldtown.yaml": "name: Oldtown\nkind: town\n", **visit})
    output = content.parent / "output"
    done = run("build", "--content", content, "--output", output)
    assert done.code == 0, done.err
    front, table = ((output / path).read_text() for path in (urls.COMPARE, urls.compare("visit-2020")))
    assert 'href="visit-2020/index.html"' in front and "2 authorities" in front
    assert 'class="table compare' not in front and "sort.js" not in front
    assert [row[0][1] for row in rows(table)] == ["Oldtown", "Riverton"]


def test_a_portal_with_one_place_has_nothing_to_compare_and_says_so(make_site: MakeSite, run: RunCommand) -> None:
    content = make_site({"topics.yaml": DEFAULTS["topics.yaml"].decode()})
    output = content.parent / "output"
    assert run("build", "--content", content, "--output", output).code == 0
    html = (output / "compare/index.html").read_text()
    assert "nothing to hold side by side" in html and "Nothing is recorded of any two kinds" in html
    assert "sort.js" not in html and not list((output / "compare").glob("*/index.html"))


# A kind of inspection with many.

def test_many_inspections_stand_side_by_side_region_by_region(run: RunCommand, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Each row as it was, on the page of its region; the kind's own page counts them and leads there."""
    assert facets.SPLIT == 200
    name = "apa-2007"
    whole, count = rows(files()[urls.compare(name)]), len(compare.judged(real(), name))
    monkeypatch.setattr(facets, "SPLIT", count - 1)
    assert run("build", "--content", ROOT / "content", "--output", tmp_path / "output", "--no-cache", "--no-search").code == 0
    html = (tmp_path / "output" / urls.compare(name)).read_text()
    found = re.findall(r'<a href="([a-z-]+)/index.html">[^<]+</a></th>\s*<td [^>]+>(\d+)</td>\s*<td [^>]+>(\d+)</td>', html)
    assert [region for region, _, _ in found] == ["east-midlands", "west-midlands"] and rows(html) == []
    assert sum(int(inspections) for _, _, inspections in found) == count and sum(int(places) for _, places, _ in found) == 2
    apart = [rows((tmp_path / "output" / urls.compare(name, region)).read_text()) for region, _, _ in found]
    assert all(apart) and sorted(row for one in apart for row in one) == sorted(whole)


def test_places_of_no_region_have_a_page_too(run: RunCommand, make_site: MakeSite, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(facets, "SPLIT", 1)
    town = DEFAULTS["authorities/riverton.yaml"].decode()
    inspection = "inspections/riverton/visit-2021/inspection.yaml"
    content = make_site({"authorities/haven.yaml": re.sub("(?m)^(name|region): .*\n", "", town) + "name: Haven\n",
                         inspection.replace("riverton", "haven"): DEFAULTS[inspection],
                         "inspections/haven/visit-2021/summary.md": DEFAULTS["inspections/riverton/visit-2021/summary.md"],
                         "inspections/haven/visit-2021/young-people.md": DEFAULTS["inspections/riverton/visit-2021/young-people.md"]})
    done = run("build", "--content", content, "--output", content.parent / "output")
    assert done.code == 0, done.err
    html = (content.parent / "output" / urls.compare("visit-2020")).read_text()
    assert 'href="north/index.html">The North</a>' in html and 'href="elsewhere/index.html">Of no region</a>' in html
    assert "Haven" in (content.parent / "output" / urls.compare("visit-2020", "elsewhere")).read_text()
