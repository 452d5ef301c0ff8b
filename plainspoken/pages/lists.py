"""Portal -> lists to find one's way by: inspections by year, place, kind, area and topic."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from plainspoken import facets, grades, urls, views
from plainspoken.appearances import ASKED, FIGURE, SPOKE
from plainspoken.facets import AREAS, AUTHORITIES, FRAMEWORKS, KINDS, PLANNED, REGIONS, TOPICS, UNDATED, YEARS, Listed, Path
from plainspoken.page import Page, Values
from plainspoken.portal import Portal, area_of
from plainspoken.records import Judgement
from plainspoken.refer import Reference
from plainspoken.reference import Framework
from plainspoken.references import areas, scale_of
from plainspoken.sheet import Sheet
from plainspoken.views import Link, plural

SCRIPTS = (urls.SORT,)
SORTED = 3
"""Rows from which a table can be sorted."""
TOLD = {ASKED: ("thing asked for", "things asked for"), SPOKE: ("finding", "findings"), FIGURE: ("figure", "figures"),
        PLANNED: ("place in the plan", "places in the plan")}
"""What a paper says of an area or a topic, counted."""

SEARCHED = {FRAMEWORKS: "framework", YEARS: "year", AUTHORITIES: "authority"}
"""Facets that search can be narrowed by -> its filters' names. An area or a topic is looked for by its name."""

MOST_PLACES = 30
"""Authorities up to which a list leads to a search in each of them."""


@dataclass(frozen=True, slots=True)
class Listing:
    """What the page of a list is made of."""

    rows: tuple[Listed, ...]
    """Those it shows."""
    count: int
    """Of all that are in the list."""
    years: dict[str, int]
    """How many there are of each year; empty where the page shows all."""
    places: dict[str, int]
    """How many there are of each authority."""
    inner: dict[Path, int]
    """How many there are in each list below this one: those of a framework's areas."""
    span: tuple[str, str]
    """The first and the last year known; both empty for none."""


def front(portal: Portal) -> Iterator[Page]:
    """All inspections."""
    every_count = portal.counts or facets.counts(portal.cards.values(), facets.lists(portal), portal.reference.authorities)
    every = facets.listed(portal.cards.values())
    shown = every if len(every) <= facets.SPLIT else every[:facets.LATEST]
    longest = facets.LATEST if len(every) > facets.LATEST else max(map(len, facets.by_year(every).values()), default=0)
    counts = {path: count for path, count in every_count.items() if path[0] != AUTHORITIES}  # there may be hundreds: an authority's own page leads to it
    yield Page(urls.INSPECTIONS, "pages/inspections.html", inspections, (shown, len(every), counts), urls.INSPECTIONS, _scripts(longest),
               updated=portal.updated(portal.cards))


def pages(portal: Portal) -> Iterator[Page]:
    """A page for each value of each facet, and one for each year of a list that is too long for one page."""
    found = facets.build(portal)
    counts = {path: len(rows) for path, rows in found.items()}
    for path, rows in found.items():
        yield _page(portal, path, rows, {below: count for below, count in counts.items() if len(below) > len(path) and below[:len(path)] == path})
        if facets.is_split(path, rows):
            for year, mine in facets.by_year(rows).items():
                yield _page(portal, (*path, YEARS, year), mine, {})


def _page(portal: Portal, path: Path, rows: Sequence[Listed], inner: dict[Path, int]) -> Page:
    split = facets.is_split(path, rows)
    years = [row.card.year for row in rows if row.card.year]
    made = Listing(tuple(rows[:facets.LATEST] if split else rows), len(rows), dict(Counter(row.year for row in rows)) if split else {},
                   dict(Counter(name for row in rows for name in dict.fromkeys((row.card.key[0], *row.card.also)))), inner,
                   (min(years, default=""), max(years, default="")))
    return Page(urls.inspections(*path), "pages/facet.html", facet, (path, made), urls.INSPECTIONS, _scripts(len(made.rows)),
                updated=portal.updated(row.card.key for row in rows))


def _scripts(rows: int) -> tuple[str, ...]:
    """What a page with a table of so many rows runs."""
    return SCRIPTS if rows >= SORTED else ()


# All inspections.

def inspections(sheet: Sheet, rows: Sequence[Listed], count: int, counts: Mapping[Path, int]) -> Values:
    """The ways to look through them, the latest, and a table for each year while all of them fit a page."""
    whole = len(rows) == count
    years = {path[1]: found for path, found in counts.items() if path[0] == YEARS}
    return {
        "title": "Inspections", "crumbs": views.crumbs(sheet), "here": "Inspections", "heading": "Inspections",
        "description": "Every inspection in this portal, newest first, with a list for each year, place, kind, area and topic.", "count": count,
        "ways": _ways(sheet, counts), "latest": _table(sheet, (), rows[:facets.LATEST]) if count > facets.LATEST else None,
        "years": [(year, _year(year), _table(sheet, (YEARS, year), mine)) for year, mine in facets.by_year(rows).items()] if whole else [],
        "other_years": [] if whole else [(Link(_year(year), sheet.to(urls.inspections(YEARS, year))), found) for year, found in years.items()],
        "jump": [(_year(year), f"#year-{year}" if whole else sheet.to(urls.inspections(YEARS, year))) for year in years if year != UNDATED],
        "coverage": sheet.to(urls.COVERAGE),
    }


def _year(year: str) -> str:
    return "Date not known" if year == UNDATED else year


def _ways(sheet: Sheet, counts: Mapping[Path, int]) -> list[dict[str, Any]]:
    """What inspections can be looked through by: each with its values and how many there are of each."""
    found = []
    for facet, title in ((REGIONS, "By region"), (KINDS, f"By kind of {sheet.reference.settings.called.one}"), (FRAMEWORKS, "By kind of inspection"),
                         (YEARS, "By year"), (AREAS, "By area"), (TOPICS, "By topic")):
        links = [(Link(_label(sheet.reference, path), sheet.to(urls.inspections(*path))), counts[path])
                 for path in _in_order(sheet.reference, facet, counts) if path in counts]
        if links:
            found.append({"id": f"by-{facet}", "title": title, "links": links})
    return found


def _in_order(reference: Reference, facet: str, counts: Mapping[Path, int]) -> list[Path]:
    """The values of a facet as a reader meets them: as portal.yaml lists them, years newest first, frameworks by their years, topics A to Z."""
    settings = reference.settings
    names = {
        REGIONS: list(settings.regions), KINDS: list(settings.kinds), AREAS: list(settings.themes),
        YEARS: [path[1] for path in counts if path[0] == YEARS],
        FRAMEWORKS: sorted(reference.frameworks, key=lambda name: (_first_year(reference.frameworks[name]), name)),
        TOPICS: sorted(reference.topics, key=lambda name: reference.topics[name].name.casefold()),
    }
    return [(facet, name) for name in names[facet]]


def _first_year(framework: Framework) -> str:
    return framework.years.sort if framework.years else ""


# One list.

def facet(sheet: Sheet, path: Path, made: Listing) -> Values:
    """A list of inspections by one value of a facet, or by one year of that."""
    title, kind, ways = _named(sheet, path)
    label = _label(sheet.reference, path)
    return {
        "title": title, "crumbs": views.crumbs(sheet, ("Inspections", urls.INSPECTIONS), *_above(sheet.reference, path)), "here": label, "heading": label,
        "description": f"{title}: {plural(made.count, 'inspection')}.", "kind": kind, "extent": _extent(sheet, made), "ways": ways,
        "table": _table(sheet, path, made.rows), "split": bool(made.years), "shown": len(made.rows),
        "years": [(Link(_year(year), sheet.to(urls.inspections(*path, YEARS, year))), count) for year, count in made.years.items()],
        "narrow": _narrow(sheet, path, made),
        "inner": [(Link(_label(sheet.reference, (*path, AREAS, area.id)), sheet.to(urls.inspections(*path, AREAS, area.id))), made.inner[below])
                  for area in (areas(sheet.reference.frameworks[path[1]]) if made.inner else ()) for below in [(*path, AREAS, area.id)] if below in made.inner],
    }


def _extent(sheet: Sheet, made: Listing) -> str:
    """How much there is, in a sentence."""
    called, (first, last) = sheet.reference.settings.called, made.span
    span = "" if not first else f", {first}" if first == last else f", {first} to {last}"
    return f"{plural(made.count, 'inspection')} of {plural(len(made.places), called.one, called.many)}{span}."


def _label(reference: Reference, path: Path) -> str:
    """What a list is called where its facet is known."""
    settings, (facet, value) = reference.settings, path[-2:]
    if facet == YEARS:
        return _year(value)
    if facet == AREAS and path[0] == FRAMEWORKS:
        return views.area_name(reference.frameworks[path[1]], value)
    if facet == TOPICS:
        return reference.topics[value].name
    if facet == FRAMEWORKS:
        return reference.frameworks[value].name
    if facet == AUTHORITIES:
        return views.authority_title(reference, value)
    return {REGIONS: settings.regions, KINDS: settings.kinds, AREAS: settings.themes}[facet][value]


def _above(reference: Reference, path: Path) -> list[tuple[str, str]]:
    """The lists that a list is part of: (title, address)."""
    return [(_label(reference, path[:end]), urls.inspections(*path[:end])) for end in range(2, len(path), 2)]


def _named(sheet: Sheet, path: Path) -> tuple[str, str, list[Link]]:
    """Title, a line in the margin, and ways to what else is told of the same."""
    reference, label = sheet.reference, _label(sheet.reference, path)
    one = reference.settings.called.one
    by = {REGIONS: "region", KINDS: f"kind of {one}", FRAMEWORKS: "kind of inspection", YEARS: "year", AREAS: "area", TOPICS: "topic",
          AUTHORITIES: one}[path[-2]]
    by = f"{one} and year" if path[0] == AUTHORITIES and path[-2] == YEARS else by  # a region may have an authority's name
    whole = [title for title, _ in _above(reference, path)]
    apart = f" ({path[-1]})" if len(path) == 4 and path[-2] == AREAS and _is_twice(reference.frameworks[path[1]], label) else ""
    ways = []
    if path[0] == FRAMEWORKS:
        ways = [Link("How it worked, and what grades meant", sheet.to(urls.framework(path[1])))]
    elif path[0] == TOPICS:
        ways = [Link("All that papers say of this", sheet.to(urls.topic(path[1])))]
    elif path[0] == AUTHORITIES:
        ways = [Link("What inspectors found here, and what became of it", sheet.to(urls.authority(path[1])))]
    return f"Inspections by {by}: {', '.join([*whole, label])}{apart}", f"Inspections by {by}", ways


def _narrow(sheet: Sheet, path: Path, made: Listing) -> list[tuple[Link, int]]:
    """Searches that narrow the list further: within all of it, where search knows the facet, and within each of its authorities."""
    reference, label, filters, query = sheet.reference, _label(sheet.reference, path), dict[str, str](), ""
    for end in range(2, len(path) + 1, 2):
        facet, value = path[end - 2:end]
        if facet in {AREAS, TOPICS}:
            query = area_of(reference.frameworks[path[1]], value).title if end > 2 else _label(reference, path[:end])
        elif facet in SEARCHED and value != UNDATED:
            filters[SEARCHED[facet]] = value
    if AUTHORITIES in path[::2]:  # a year of one place is named with it
        label = ", ".join(_label(reference, path[:end]) for end in range(2, len(path) + 1, 2))
    whole = [(Link(label, sheet.to(urls.search(query, **filters))), made.count)] if query or filters else []
    apart = made.places if len(made.places) <= MOST_PLACES and AUTHORITIES not in path[::2] else ()
    places = sorted(apart, key=lambda name: reference.authorities[name].name.casefold())
    return whole + [(Link(f"{label}, {reference.authorities[name].name}" if whole else reference.authorities[name].name,
                          sheet.to(urls.search(query, **filters, authority=name))), made.places[name]) for name in places]


def _is_twice(framework: Framework, label: str) -> bool:
    return [views.area_name(framework, area.id) for area in areas(framework)].count(label) > 1


# A table of inspections.

def _table(sheet: Sheet, path: Path, rows: Sequence[Listed]) -> dict[str, Any]:
    """Rows with what stands in every list, and what was decided and told of the area or topic of this one."""
    about = path[::2]
    return {"rows": [_row(sheet, path, row) for row in rows], "sorted": len(rows) >= SORTED, "judged": AREAS in about,
            "told": AREAS in about or TOPICS in about, "ranked": AREAS in about and FRAMEWORKS in about}


def _row(sheet: Sheet, path: Path, row: Listed) -> dict[str, Any]:
    card, reference = row.card, sheet.reference
    framework, place = reference.frameworks[card.framework], reference.authorities[card.key[0]].name
    sheet.cite(card.source, ())
    return {
        "place": Link(place, sheet.to(urls.authority(card.key[0]))), "name": place.casefold(),
        "inspection": Link(card.title, sheet.to(urls.inspection(card.key))),
        "mark": views.MARKS[card.coverage], "coverage": reference.words.coverage[card.coverage],
        "plan": Link(card.plan.title, sheet.to(urls.plan(card.key))) if card.plan else None,
        "when": card.date.words, "sort": card.date.sort if card.date.spans else "",
        "grades": [_judged(sheet, framework, one, path) for one in row.judged] if AREAS in path[::2] else views.headline(sheet, card),
        "rank": _rank(framework, row.judged),
        "told": ", ".join(plural(row.told[kind], *words) for kind, words in TOLD.items() if row.told.get(kind)),
    }


def _judged(sheet: Sheet, framework: Framework, one: Judgement, path: Path) -> tuple[str, grades.Said]:
    """A judgement under its framework's own name for the area, where several frameworks stand in one list."""
    named = [views.area_name(framework, one.area)] if path[0] == AREAS else []
    named += [area_of(framework, one.aspect).title] if one.aspect else []
    return ": ".join(named), grades.say(one, framework, sheet.reference)


def _rank(framework: Framework, judged: Sequence[Judgement]) -> str:
    """The place of a grade on its own scale, 1 the best, to sort by; empty where there is none."""
    ranks = [grades.step_of(scale, one.grade)[0] for one in judged if one.grade and (scale := scale_of(one, framework))]
    return str(min(ranks)) if ranks else ""
