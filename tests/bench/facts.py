"""A generated portal and a built site -> facts that its pages lack.

A comparison of two builds is honest only while both tell the same. Some inspections are drawn by chance; what is written of
each must stand in the text of its pages, next to what it belongs to: a grade with its area, a figure with its unit.
"""

import html
import re
from collections.abc import Iterator
from pathlib import Path
from random import Random

from plainspoken import facets
from tests.bench.generate import Portal, Record
from tests.bench.hugo import flat, told
from tests.bench.invention import Values

DRAWN = 30
"""Inspections that are looked at."""
MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"]
TAG = re.compile(r"<[^>]*>")


def missing(portal: Portal, site: Path, drawn: int = DRAWN) -> list[str]:
    """Each fact that a page does not show, as `address: fact`. A page that is not there lacks them all."""
    numbers = Random(portal.seed).sample(range(portal.count), min(drawn, portal.count))
    found, pages = [], dict[str, str]()
    for record in map(portal.record, sorted(numbers)):
        for address, facts in wanted(portal, record):
            if address not in pages:
                pages[address] = shown(site / address)
            found += [f"{address}: {fact}" for fact in facts if bare(fact) not in pages[address]]
    return found


def apart(one: Path, other: Path) -> list[str]:
    """Pages that only one of two sites has."""
    mine, theirs = ({str(path.relative_to(site)) for path in site.rglob("*.html")} for site in (one, other))
    return sorted(mine ^ theirs)


def shown(page: Path) -> str:
    """The text of a page without tags and white space: two templates break their lines in other places."""
    return bare(html.unescape(TAG.sub("", page.read_text("utf-8")))) if page.is_file() else ""


def bare(text: str) -> str:
    """A text without white space."""
    return "".join(text.split())


def wanted(portal: Portal, record: Record) -> Iterator[tuple[str, list[str]]]:
    """Each page that tells of an inspection, and what it must tell."""
    framework, place = portal.frameworks[record.inspection["framework"]], portal.authorities[record.authority]
    home = f"authorities/{record.authority}/{record.name}"
    yield f"{home}/index.html", list(_of_inspection(record, framework, place))
    yield f"{home}/young-people/index.html", list(_of_story(record, framework, place))
    yield f"authorities/{record.authority}/index.html", list(_of_authority(portal, _shown(portal, record), place))
    yield "inspections/index.html", list(_of_list(portal, record, framework, place))


def _of_inspection(record: Record, framework: Values, place: Values) -> Iterator[str]:
    facts, areas = record.inspection, {area["id"]: area for area in flat(framework)}
    yield from (framework["title"], place["name"], facts["standfirst"], f"Visited {day(facts['visited'])}, published {day(facts['published'])}")
    yield from (f"{record.paper['title']}, {record.paper['publisher']}, {day(record.paper['published'])}", record.paper["licence"])
    for one in facts["judgements"]:
        word, digit = _grade(framework, one) if "grade" in one else ("not inspected", "")
        yield f"{areas[one['area']]['title']} {one['text']} {word} {digit} {_where(one)}"
    improve = sum(one["kind"] == "improvement" for one in facts["findings"])
    yield from (f"Asked for {len(facts['recommendations']) + improve}", f"Findings {len(facts['findings']) - improve}")
    bands = {one["id"]: one["label"] for one in framework.get("time_bands", [])}
    for one in facts["recommendations"]:
        yield f"{one['number']} {one['text']} {bands[one['within']] if 'within' in one else areas[one['area']]['name']}"
    for one in facts["findings"]:
        yield one["text"]
        yield _where(one)
    for one in facts["figures"]:
        said = f"{one['period']}." if "period" in one else ""
        compared = f"{one['compared'][0].upper()}{one['compared'][1:]}." if "compared" in one else ""
        yield f"{one['name']} {one['value']} {one['unit']} {said} {compared} {_where(one)}"
    for one in facts.get("progress", []):
        yield f"{one['text']} {_where(one)}"
    yield from re.findall(r"^[A-Z].*?[.](?= |$)", record.summary, re.MULTILINE)


def _of_story(record: Record, framework: Values, place: Values) -> Iterator[str]:
    about, points = told(record.story)
    yield from (about, f"What inspectors found in {place['name']}", f"When they came: {day(record.inspection['visited'])}.",
                f"When they told grown-ups: {day(record.inspection['published'])}.", record.paper["title"])
    for one in (one for section in points.values() for one in section):
        yield f"{one['line']} {one.get('rest', '')}"
    for one in _headline(record, framework):
        yield f"{_grade(framework, one, 'short')[0]} {place['name']} was here"


def _shown(portal: Portal, record: Record) -> Record:
    """The inspection itself where the page of its place shows it, else one of those it shows."""
    shown = portal.latest(record.authority, facets.IN_FULL)
    return record if record.number in shown else portal.record(shown[record.number % len(shown)])


def _of_authority(portal: Portal, record: Record, place: Values) -> Iterator[str]:
    """What is told of a place, and of one of the inspections that its page shows."""
    framework = portal.frameworks[record.inspection["framework"]]
    facts, many = record.inspection, portal.many(record.authority)
    yield from (place["name"], place["full_name"], place["story"], f"{many:,} inspection{'s' * (many > 1)} known; {many:,} paper{'s' * (many > 1)} held")
    if many > facets.IN_FULL:
        yield f"Here are the latest {facets.IN_FULL} of {many:,}"
        yield f"All {many:,} inspections of {place['name']}"
    if asked := portal.asked(record.authority):
        yield f"{asked:,} thing{'s' * (asked > 1)} asked for in"
    yield f"{day(facts['visited'])} {framework['title']} {facts['standfirst']}"
    for one in _headline(record, framework):
        word, digit = _grade(framework, one)
        yield f"{word} printed as {digit}" if digit else word
    asked = len(facts["recommendations"]) + sum(one["kind"] == "improvement" for one in facts["findings"])
    if many > 1:
        yield f"{framework['title']}, {facts['visited'][:4]} {asked} {len(record.plan['answers']) if record.plan else 0}"
    for one in facts["figures"]:
        if "area" not in one and "series" not in one:
            yield f"{one['name']} {one['value']} {one['unit']}"
    yield f"{record.paper['title']}, {record.paper['publisher']}, {day(record.paper['published'])}"


def _of_list(portal: Portal, record: Record, framework: Values, place: Values) -> Iterator[str]:
    """A short list has a row for each inspection, a long one says how many there are of its year."""
    yield f"{portal.count:,} inspection{'s' * (portal.count > 1)}, newest first"
    if portal.count <= facets.SPLIT:
        yield f"{place['name']} {framework['title']}"
        yield day(record.inspection["visited"])
    else:
        year = record.inspection["visited"][:4]
        yield f"{year} {portal.years[year]}"


def _headline(record: Record, framework: Values) -> list[Values]:
    return [one for one in record.inspection["judgements"] if one["area"] in framework.get("headline", []) and "grade" in one]


def _grade(framework: Values, judgement: Values, word: str = "label") -> tuple[str, str]:
    """The word of a grade, its short one where that is asked for and there, and the digit it is printed as, if it is."""
    area = next(one for one in flat(framework) if one["id"] == judgement["area"])
    scale = framework["scales"][area.get("scale") or next(iter(framework["scales"]))]
    step = next(one for one in scale["steps"] if one["id"] == judgement["grade"])
    return step.get(word, step["label"]), step.get("printed", "")


def _where(item: Values) -> str:
    """A place in a paper as pages name it."""
    return str(item["where"]).replace("paragraph ", "¶ ")


def day(written: str) -> str:
    """2014-05-09 as pages say it: 9 May 2014."""
    year, month, number = written.split("-")
    return f"{int(number)} {MONTHS[int(month) - 1]} {year}"
