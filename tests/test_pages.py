"""The real portal, built once, held against its records."""

import re
from collections import Counter
from functools import cache
from html import unescape
from pathlib import Path

from plainspoken import content, phrases, portal, urls
from plainspoken.pages import plan
from plainspoken.portal import Portal
from tests.built import built
from tests.conftest import DEFAULTS, MakeSite

ROOT = Path(__file__).resolve().parent.parent
BINARY = (".sqlite",)


@cache
def real() -> Portal:
    """The portal of the real content."""
    found, problems = content.read(ROOT / "content")
    assert not problems
    return portal.build(found)


@cache
def files() -> dict[str, str]:
    """Every file of the real portal that is text."""
    return {path: body.decode() for path, body in every().items() if not path.endswith(BINARY)}


@cache
def every() -> dict[str, bytes]:
    """Every file of the real portal."""
    return built(ROOT / "content")


def ids(html: str) -> list[str]:
    """Ids in the order in which they stand on a page."""
    return re.findall(r'\bid="([^"]+)"', html)


def test_a_page_counts_at_a_glance_what_it_lists_further_down() -> None:
    """What was asked for is no finding there either."""
    looked = 0
    for key in real().content.inspections:
        page = files()[urls.inspection(key)]
        told = {name: int(count.split(":")[0]) for name, count in re.findall(r'facts__name">([^<]*)</dt><dd class="facts__value">([^<]*)<', page)}
        findings = page.partition('id="findings"')[2].partition("<section")[0]
        listed = {"Findings": sum(map(int, re.findall(r'fold__count">(\d+) findings?<', findings))), "Asked for": len(real().asked(key)),
                  "Figures": len(real().content.inspections[key].figures)}
        assert {name: told.get(name, 0) for name in listed} == listed, key
        assert not listed["Asked for"] or f"{listed['Asked for']} thing" in page
        looked += listed["Findings"]
    assert looked > 600


def test_judgements_of_many_providers_are_counted_as_such(make_site: MakeSite) -> None:
    """A count of grades is no missing grade; nor is one recommendation several."""
    path = "inspections/riverton/visit-2021/inspection.yaml"
    more = """judgements:
  - area: schools
    counts:
      good: 3
      poor: 1
    of: 4
    where: paragraph 1
"""
    pages = built(make_site({path: DEFAULTS[path].decode().replace("judgements:\n", more)}))
    assert "2: 1 given as counts, 1 good<" in pages["authorities/riverton/visit-2021/index.html"].decode()
    assert "Answers 1 recommendation of the inspection: Visit." in pages["authorities/riverton/index.html"].decode()


def test_every_item_has_its_address_for_life() -> None:
    """Each finding, recommendation and figure stands once on its inspection's page, under its id."""
    looked = 0
    for key, inspection in real().content.inspections.items():
        found = Counter(ids(files()[urls.inspection(key)]))
        for item in (*inspection.findings, *inspection.recommendations, *inspection.figures):
            assert found[item.id] == 1, (key, item.id)
            looked += 1
    assert looked > 800


def test_every_judgement_is_shown_with_its_place() -> None:
    """The judgement tables of a page have as many rows as the record has judgements."""
    looked = 0
    for key, inspection in real().content.inspections.items():
        html = files()[urls.inspection(key)]
        tables = re.findall(r'<table class="table table--stack judgements judgements--told">.*?</table>', html, re.DOTALL)
        rows = sum(table.count('<th scope="row">') for table in tables)
        assert rows == len(inspection.judgements), key
        looked += rows
    assert looked > 50


def test_every_printed_digit_stands_beside_the_direction_of_its_scale() -> None:
    """No page prints a digit and leaves open which end is the best."""
    looked = 0
    for key, card in real().cards.items():
        html = files()[urls.inspection(key)]
        for printed in re.findall(r'class="grade__printed">printed as ([^<]*)<', html):
            assert re.fullmatch(r".+; .+ was the best", printed), (key, printed)
            looked += 1
        assert not card.headline or "was the best" in html or "in words" in html or "“" in html
    assert looked >= 4


def test_the_same_digit_is_told_apart() -> None:
    """A 3 of 2006 is good and a 3 of 2011 adequate; each page says which end is the best."""
    assert "printed as 3; 4 was the best" in files()["authorities/derby/apa-2006/index.html"]
    assert "printed as 3; 1 was the best" in files()["authorities/derby/safeguarding-2011/index.html"]
    assert "The same digit is not always the same grade" in files()["authorities/derby/safeguarding-2011/index.html"]


def test_every_note_is_shown_once() -> None:
    """A contradiction noted in a record stands on its page, once."""
    looked = 0
    for key, inspection in real().content.inspections.items():
        html = files()[urls.inspection(key)]
        assert len(re.findall(r'<div class="note" id="note-\d+">', html)) == len(inspection.notes), key
        looked += len(inspection.notes)
    for key, made in real().content.plans.items():
        assert len(re.findall(r'<div class="note" id="note-\d+">', files()[urls.plan(key)])) == len(made.notes), key
        looked += len(made.notes)
    assert looked > 50


def test_a_plan_shows_every_field_of_every_answer() -> None:
    """Each answer has all its fields, with plain words where the plan is silent, and each action its date."""
    for key, made in real().content.plans.items():
        html = files()[urls.plan(key)]
        for label, _ in plan.FIELDS:
            assert html.count(f'<dt class="fields__name">{label}</dt>') == len(made.answers), label
        for answer in made.answers:
            assert answer.recommendation in ids(html)
            assert all(action.id in ids(html) for action in answer.actions)
    assert real().content.plans


def test_a_glossary_word_is_marked_where_a_page_first_uses_it() -> None:
    """Never twice on a page, never inside another link."""
    looked = 0
    for path, html in files().items():
        terms = re.findall(r'class="term" href="([^"]+)"', html)
        assert not [term for term, times in Counter(terms).items() if times > 1], path
        assert not re.search(r'<a [^>]*>[^<]*<a ', html), path
        looked += len(terms)
    assert looked > 100


def test_every_page_says_whose_words_these_are() -> None:
    """Licence and source line, skip link, and no referrer, on every page."""
    settings = real().reference.settings
    pages = {path: html for path, html in files().items() if path.endswith(".html")}
    assert len(pages) > 90
    for path, html in pages.items():
        ours = phrases.filled(real().reference.words.young["footer"], {"title": settings.title}) if 'class="edition-young' in html else settings.publisher.about
        assert str(ours) in unescape(html), path
        assert str(settings.source_line) in html, path
        assert '<a class="skip" href="#main">' in html, path
        assert '<meta name="referrer" content="no-referrer">' in html, path


def test_every_cited_paper_stands_on_the_page_with_its_licence() -> None:
    """A citation leads to "How we know", where the paper's terms are."""
    looked = 0
    for path, html in files().items():
        for source in set(re.findall(r'class="cite" href="#(source-[a-z0-9-]+)"', html)):
            assert f'id="{source}"' in html, (path, source)
            licence = str(real().reference.sources[source.removeprefix("source-")].licence)
            assert licence.split(":")[0][:40] in html.replace("&#39;", "'"), (path, source)
            looked += 1
    assert looked > 50


def test_full_inspections_have_a_summary_of_the_right_length() -> None:
    """250 to 500 words, with the place in the paper at the end of every paragraph."""
    full = [key for key, one in real().content.inspections.items() if one.coverage == "full"]
    assert len(full) == 4
    for key in full:
        text = str(real().content.summaries[key])
        assert 250 <= len(re.sub(r"\([^)]*\)", "", text).split()) <= 520, key
        paragraphs = [part for part in text.split("\n\n") if part.strip() and not part.startswith("#")]
        assert all(part.rstrip().rstrip(".").endswith(")") for part in paragraphs), key


def test_no_list_ranks_or_averages() -> None:
    """Nothing is scored across frameworks: no page speaks of an average grade, a rank of places or a league."""
    for path, html in files().items():
        if path.endswith(".html"):
            assert not re.search(r"\b(league table|average grade|overall score|ranked \d)", html, re.IGNORECASE), path


def test_no_papers_title_pretends_to_lead_to_it() -> None:
    """The address that a paper bears may be of a whole website, and dead: it is shown as what it is."""
    held = {str(source.title): source.address for source in real().content.sources.values()}
    assert any(held.values()) and not all(held.values())
    for title, address in held.items():
        cited = [item for html in files().values() for item in re.findall(r'<li class="sources__item".*?</li>', html) if title in unescape(item)]
        assert cited
        for item in cited:
            assert f"<strong>{title}</strong>" in unescape(item)
            assert re.findall(r'<a href="([^"]*)">([^<]*)</a>', item) == ([(address, address)] if address else [])
