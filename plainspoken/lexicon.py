"""Portal -> the rows of the data files that come from what is written once: places, papers, kinds of inspection, words."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from plainspoken import register, urls
from plainspoken.cells import Row, ends, joined, printed
from plainspoken.portal import Portal, compared
from plainspoken.record import Body
from plainspoken.reference import Area, Framework

Code = tuple[str, str, str | None]
"""A code, its word, and what it means."""


def authorities(portal: Portal) -> Iterator[Row]:
    """Who is inspected."""
    for name, one in portal.reference.authorities.items():
        url = urls.public(portal.reference.settings.base_address, urls.authority(name))
        yield name, one.name, one.kind, one.region, printed(one.start), printed(one.end), url, *ends(one.start), *ends(one.end)


def sources(portal: Portal) -> Iterator[Row]:
    """The papers, each with its licence."""
    for name, one in portal.reference.sources.items():
        yield (name, one.title, one.short, one.kind, one.publisher, one.published.words, one.licence, one.address, one.hash, one.about,
               *ends(one.published))


def topics(portal: Portal) -> Iterator[Row]:
    """Concerns followed across places and years."""
    for name, one in portal.reference.topics.items():
        yield name, one.name, one.about, joined(one.also)


def frameworks(portal: Portal) -> Iterator[Row]:
    """Kinds of inspection."""
    for name, one in portal.reference.frameworks.items():
        yield name, one.name, one.short, one.family, printed(one.years), joined(_body(body) for body in one.bodies), one.source, *ends(one.years)


def _body(body: Body) -> str:
    return f"{body.name}: {body.role}" if body.role else body.name


def areas(portal: Portal) -> Iterator[Row]:
    """What each kind of inspection judges, outer areas before those they hold."""
    for name, framework in portal.reference.frameworks.items():
        for area in framework.areas:
            yield from _area(name, framework, area, None)


def _area(name: str, framework: Framework, area: Area, outer: str | None) -> Iterator[Row]:
    yield name, area.id, area.title, area.reference, outer, area.theme, area.scale or next(iter(framework.scales), None)
    for inner in area.areas:
        yield from _area(name, framework, inner, area.id)


def steps(portal: Portal) -> Iterator[Row]:
    """Grades of every scale, the best first."""
    for name, framework in portal.reference.frameworks.items():
        for scale, found in framework.scales.items():
            for rank, one in enumerate(found.steps, 1):
                yield name, scale, one.id, rank, len(found.steps), one.label, one.printed, one.about


def comparisons(portal: Portal) -> Iterator[Row]:
    """Which kinds of inspection may be held beside which, both ways."""
    frameworks = portal.reference.frameworks
    for name in frameworks:
        for other in frameworks:
            if name != other and (told := compared(frameworks, name, other)):
                yield name, other, told.may, told.why


# Codes.

def codes(portal: Portal, coded: Iterable[tuple[str, str]]) -> Iterator[Row]:
    """The words of the codes that stand in columns, each given by its name and the set that its codes are of."""
    found: dict[str, list[Code]] = {}
    for column, name in coded:
        if name not in found:
            found[name] = list(CODES[name](portal))
        for one in found[name]:
            yield column, *one


def _plain(words: Mapping[str, str], meanings: Mapping[str, str] | None = None) -> Iterator[Code]:
    for code, word in words.items():
        yield code, word, (meanings or {}).get(code)


def _states(portal: Portal) -> Iterator[Code]:
    """Reasons for no grade; of those that frameworks add, which do."""
    general, added = portal.reference.words.states, dict[str, list[tuple[str, str]]]()
    for framework in portal.reference.frameworks.values():
        for code, word in framework.states.items():
            added.setdefault(code, []).append((framework.short or framework.name, word))
    for code in dict.fromkeys([*general, *added]):
        told = added.get(code, [])
        yield code, general.get(code) or told[0][1], "; ".join(f"{name}: {word}" for name, word in told) or None


def _bands(portal: Portal) -> Iterator[Code]:
    """Time bands, the soonest first, each with the words of every framework that has it."""
    for code, told in register.bands(portal.reference).items():
        yield code, min((word for _, word in told), key=len), "; ".join(f"{name}: {word}" for name, word in told)


CODES: dict[str, Callable[[Portal], Iterator[Code]]] = {
    "kinds": lambda portal: _plain(portal.reference.settings.kinds),
    "regions": lambda portal: _plain(portal.reference.settings.regions),
    "themes": lambda portal: _plain(portal.reference.settings.themes),
    "finding_kinds": lambda portal: _plain(portal.reference.settings.finding_kinds),
    "coverage": lambda portal: _plain(portal.reference.words.coverage),
    "states": _states,
    "standings": lambda portal: _plain(portal.reference.words.standings),
    "answers": lambda portal: _plain(portal.reference.words.answers, portal.reference.words.answer_meanings),
    "progress": lambda portal: _plain(portal.reference.words.progress, portal.reference.words.progress_meanings),
    "bands": _bands,
    "comparisons": lambda portal: _plain(portal.reference.words.comparisons),
    "placings": lambda portal: _plain(portal.reference.words.placings),
    "intervals": lambda portal: _plain(portal.reference.words.intervals),
    "papers": lambda portal: _plain(portal.reference.words.papers),
    "voices": lambda portal: _plain(portal.reference.words.voices),
}
"""Sets of codes by name, each read from the publisher's words."""
