"""Portal -> the young people's edition: the page of every story, its poster and its letter, in every language it is told in."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Any

from plainspoken import charts, chronicle, lean, urls, young
from plainspoken.page import Crumb, Page, Values
from plainspoken.portal import Card, Portal, day
from plainspoken.refer import Key
from plainspoken.sheet import Sheet
from plainspoken.story import Point
from plainspoken.tellings import Tried
from plainspoken.views import Link
from plainspoken.young import PointView, Speaker, Tale

SIZES = ("roomy", "", "tight", "tightest")
"""Sizes of type of a sheet, the largest first."""
JUMPS = 12
"""Places up to which the front door leads to each of them from its top."""


def pages(portal: Portal) -> Iterator[Page]:
    """The front door."""
    yield Page(urls.YOUNG_PEOPLE, "pages/young-front.html", front, (_by_place(portal, portal.reference.authorities),), urls.YOUNG_PEOPLE, (urls.LISTEN,),
               updated=portal.updated(portal.stories))


def stories(portal: Portal) -> Iterator[Page]:
    """Each place over the years, and page, poster and letter of every story."""
    for name, tales in _by_place(portal, portal.homes).items():
        line = [card for card in portal.by_authority[name] if card.key not in portal.stories]
        yield Page(urls.story_place(name), "pages/young-place.html", place, (name, tales, line), urls.YOUNG_PEOPLE, (urls.LISTEN,),
                   updated=portal.updated(card.key for card in portal.by_authority[name]))
    for key in [card.key for card in portal.own if card.key in portal.stories]:
        newest = portal.days[key]
        for tale in _tales(portal, key):
            yield Page(urls.story(key, tale.tag), "pages/young.html", story, (tale,), urls.YOUNG_PEOPLE, (urls.LISTEN,), updated=newest)
            yield Page(urls.story(key, tale.tag, "poster"), "pages/poster.html", poster, (tale,), urls.YOUNG_PEOPLE, updated=newest)
            yield Page(urls.story(key, tale.tag, "letter"), "pages/letter.html", letter, (tale,), urls.YOUNG_PEOPLE, updated=newest)


def _tales(portal: Portal, key: Key) -> list[Tale]:
    """The story of one inspection in each of its languages, the portal's own first."""
    told, card, inspection = portal.stories[key], portal.cards[key], portal.content.inspections[key]
    if not inspection.young_people:
        return []  # gate 1 lets none through; this tells the type checker so
    line = portal.by_authority[key[0]]
    asked = tuple(getattr(one, "within", None) for one in portal.asked(key))
    later = next((other.year for other in reversed(line[portal.places[key] + 1:]) if other.year), "")
    return [Tale(card, inspection, portal.content.plans.get(key), inspection.young_people, text, language, tuple(told), portal.statements[key], asked,
                 later) for language, text in told.items()]


def _by_place(portal: Portal, homes: Iterable[str]) -> dict[str, list[Tale]]:
    """Stories of each authority that has some, oldest first, in the portal's own language; authorities by their names."""
    found: dict[str, list[Tale]] = {}
    names = sorted(homes, key=lambda name: portal.reference.authorities[name].name.casefold())
    for name in names:
        tales = [tale for card in portal.by_authority[name] if card.key in portal.stories for tale in _tales(portal, card.key)[:1]]
        if tales:
            found[name] = tales
    return found


def story(sheet: Sheet, tale: Tale) -> Values:
    """The page of one story, made in the order in which it shows: hard words are explained where they first stand."""
    speaker = Speaker(sheet, tale.language)
    about = [(words, speaker.hard(words)) for words in tale.story.about]
    how = sheet.reference.frameworks[tale.card.framework].young.get(tale.language, "")
    steps, loose = young.told_grades(speaker, tale)
    well, better, promised = (_points(speaker, tale, section) for section in ("well", "better", "promised"))
    told = [*well, *better, *promised]
    little = tale.card.coverage == "partial" and len(told) < young.FEW
    return {
        **_opening(speaker, tale), "versions": young.versions(speaker, tale),
        "about": about, "who": _who(speaker, tale), "how": how, "how_hard": speaker.hard(how), "grades": steps,
        "loose": [(speaker.say("grade-words", area=area, words=words), own) for area, words, own in loose],
        "well": well, "better": better, "promised": promised,
        "little": little,
        "asked": _asked(speaker, tale), "asked_all": sheet.to(urls.inspection(tale.card.key, "recommendations")), "bands": _bands(speaker, tale),
        "since": _since(tale, [*zip(tale.story.better, better, strict=True), *zip(tale.story.promised, promised, strict=True)]),
        "unknown": little and not (promised or tale.asked or tale.inspection.told or any(one.since for one in told)),
        "told": [(one.how, speaker.words.tellings[one.state], one.on.words if one.on else "") for one in tale.inspection.told],
        "only_promised": any(one.state == "promised" for one in tale.inspection.told),
        "help": _help(speaker), "routes": sheet.reference.settings.answer_routes,
        "written": _written(speaker, tale), "tried": [_tried(speaker, one) for one in tale.inspection.checked_with],
        "proof": [(one.line, one.cites, one.href) for one in told],
        "poster": sheet.to(urls.story(tale.card.key, tale.tag, "poster")), "letter": sheet.to(urls.story(tale.card.key, tale.tag, "letter")),
        "adults": sheet.to(urls.inspection(tale.card.key)), "as_of": chronicle.as_of(day(tale.inspection, tale.plan)),
        "over_the_years": Link(speaker.say("over-the-years", place=speaker.place(tale.card.key[0])), sheet.to(urls.story_place(tale.card.key[0]))),
    }


def _opening(speaker: Speaker, tale: Tale) -> dict[str, Any]:
    """What page, poster and letter open with: where and when, that then is not now, that inspectors came again."""
    sheet, card, where = speaker.sheet, tale.card, speaker.place(tale.card.key[0])
    when = card.date.words if card.year else ""
    title = speaker.say("title", place=where)
    return {
        **_frame(speaker, (where, urls.story_place(card.key[0]))), "here": when or card.title,
        "title": ", ".join(filter(None, [f"{title}: {card.title}", when])), "description": speaker.say("kind", place=where, when=when or card.title),
        "heading": title, "subject": speaker.name(card), "kind": speaker.say("kind", place=where, when=when or card.title),
        "then": speaker.say("then", year=card.year) if card.year else speaker.say("then-undated"),
        "later": young.later(speaker, tale), "page": sheet.to(urls.story(card.key, tale.tag)),
    }


def _frame(speaker: Speaker, *steps: tuple[str, str]) -> dict[str, Any]:
    """What every page for young people has around it, in its language."""
    sheet, own = speaker.sheet, speaker.reference.language
    way = (Crumb(speaker.say("home"), sheet.to(urls.HOME)), *((Crumb(speaker.say("front-title"), sheet.to(urls.YOUNG_PEOPLE)),) if steps else ()))
    return {
        "lang": sheet.reference.settings.language if speaker.language == own else speaker.language, "direction": speaker.words.direction,
        "young": speaker.words.young, "headings": speaker.words.young_headings, "front": sheet.to(urls.YOUNG_PEOPLE),
        "crumbs": (*way, *(Crumb(name, sheet.to(target)) for name, target in steps if target)),
        "look": sheet.to(urls.search(audience=lean.YOUNG, **({} if speaker.language == own else {"language": speaker.language}))),
        "footer_line": speaker.say("footer", title=sheet.reference.settings.title),
    }


def _points(speaker: Speaker, tale: Tale, section: str) -> list[PointView]:
    return [young.point(speaker, tale, one, section == "promised") for one in getattr(tale.story, section)]


def _since(tale: Tale, points: Sequence[tuple[Point, PointView]]) -> list[PointView]:
    """What has become of each worry and promise, where anything is known; a promise that answers a worry told already is not told again."""
    rows, told = list[PointView](), set[str]()
    for point, shown in points:
        about = {tale.answers[name].recommendation if name in tale.answers else name for name in point.rests_on}
        if not about <= told:
            rows.append(shown)
        told |= about
    return rows if any(one.since for one in rows) else []


def _who(speaker: Speaker, tale: Tale) -> list[str]:
    """Who looked, when they came, when they wrote, and where we know it from."""
    inspection, framework = tale.inspection, speaker.reference.frameworks[tale.card.framework]
    bodies = [f"{body.name} ({body.short})" if body.short else body.name for body in inspection.bodies or framework.bodies]
    source = speaker.reference.sources[inspection.source].title
    return [
        *([speaker.say("who-looked", bodies=speaker.listed(bodies))] if bodies else []),
        *([speaker.say("visited", when=inspection.visited.words)] if inspection.visited else []),
        *([speaker.say("published", when=inspection.published.words)] if inspection.published else []),
        *([speaker.say("told-elsewhere", source=source)] if inspection.coverage != "full" else []),
    ]


def _asked(speaker: Speaker, tale: Tale) -> str:
    count = len(tale.asked)
    return "" if not count else speaker.say("asked-one") if count == 1 else speaker.say("asked", count=count)


def _bands(speaker: Speaker, tale: Tale) -> list[tuple[str, int, str]]:
    """How many things were asked for by when, where the paper says so of all: (in words, the number, by when)."""
    counts = Counter(tale.asked)
    bands = speaker.reference.frameworks[tale.card.framework].time_bands
    if not tale.asked or None in counts:
        return []
    return [(speaker.say("changes-one") if counts[band.id] == 1 else speaker.say("changes", count=counts[band.id]), counts[band.id],
             band.young.get(speaker.language, band.label)) for band in bands if counts[band.id]]


def _help(speaker: Speaker) -> dict[str, Any]:
    settings = speaker.reference.settings
    return {"danger": speaker.say("danger", number=settings.emergency_number), "dial": settings.emergency_number,
            "lines": [young.help_line(speaker, one) for one in settings.help_lines], "none_checked": not any(one.checked for one in settings.help_lines)}


def _written(speaker: Speaker, tale: Tale) -> list[str]:
    """When the page was written, from which paper, and who translated it."""
    edition = tale.edition
    source = speaker.reference.sources[tale.inspection.source].title
    told = [speaker.say("written", when=edition.written.words, source=source)]
    if translation := edition.translated.get(tale.tag):
        told.append(speaker.say("translated", by=translation.by, when=translation.on.words))
    return told


def _tried(speaker: Speaker, one: Tried) -> str:
    return speaker.say("tried", who=one.who, when=one.on.words, changed=one.changed)


def poster(sheet: Sheet, tale: Tale) -> Values:
    """One sheet for a wall: few words, and where to read more."""
    speaker = Speaker(sheet, tale.language)
    opening = _opening(speaker, tale)
    few = {section: _points(speaker, tale, section)[:young.ON_A_POSTER] for section in ("well", "better", "promised")}
    source, words = sheet.reference.sources[tale.inspection.source], young.size(chain(*few.values()))
    return {**opening, **few, **_address(speaker, tale), "title": speaker.say("poster-title", title=opening["title"]),
            "size": _size(words + _excess(opening["heading"]), young.POSTER),
            "versions": young.versions(speaker, tale, "poster"), "asked": _asked(speaker, tale), "bands": _bands(speaker, tale), "help": _help(speaker),
            "source": speaker.say("poster-source", source=f"{source.title}, {source.published.words}"), "tried": bool(tale.inspection.checked_with)}


def _size(words: int, limits: Sequence[int]) -> str:
    """Which size of type a sheet is set in, by the words of its lines."""
    return SIZES[bisect_left(limits, words)]


def _excess(heading: str) -> int:
    """How many words of a line the letters of a long heading take the place of, beyond the first hundred."""
    return max(0, len(heading) - 100) * 2


def _address(speaker: Speaker, tale: Tale) -> dict[str, Any]:
    """The page's printed address and its code; both empty while the base address is an example."""
    base = speaker.reference.settings.base_address
    address = "" if urls.is_example(base) else urls.public(base, urls.story(tale.card.key, tale.tag))
    return {"address": address.partition("://")[2].split("/"), "code": charts.code(address, speaker.say("poster-code")) if address else ""}


def letter(sheet: Sheet, tale: Tale) -> Values:
    """A letter from this website, or from the council that publishes it."""
    speaker = Speaker(sheet, tale.language)
    settings, edition, place = sheet.reference.settings, tale.edition, sheet.reference.authorities[tale.card.key[0]]
    where = speaker.listed(map(speaker.place, place.serves or (tale.card.key[0],)))
    source, opening = sheet.reference.sources[tale.inspection.source], _opening(speaker, tale)
    signs = settings.publisher.signs
    about = speaker.say("letter-about", year=tale.card.year, place=where) if tale.card.year else speaker.say("letter-about-undated", place=where)
    told = {section: _points(speaker, tale, section) for section in ("well", "better", "promised")}
    return {
        **opening, **told, **_address(speaker, tale), "title": speaker.say("letter-title", title=opening["title"]),
        "size": _size(young.size(chain(*told.values())) + _excess(opening["title"]), young.LETTER),
        "versions": young.versions(speaker, tale, "letter"), "letter_about": about, "letter_dear": speaker.say("letter-dear", place=where),
        "letter_from": speaker.say("letter-from-council", signs=signs) if signs else speaker.say("letter-from", title=settings.title),
        "letter_written": speaker.say("letter-written", when=edition.written.words, source=f"{source.title}, {source.published.words}"),
        "signed": signs or speaker.say("letter-signed", title=settings.title), "asked": _asked(speaker, tale), "help": _help(speaker),
    }


def front(sheet: Sheet, places: dict[str, list[Tale]]) -> Values:
    """Help first, then the stories, place by place."""
    speaker = Speaker(sheet, sheet.reference.language)
    rows = [{"name": speaker.place(name), "href": sheet.to(urls.story_place(name)),
             "stories": [_entry(speaker, tale) for tale in reversed(tales)]} for name, tales in places.items()]
    return {**_frame(speaker), "title": speaker.say("front"), "heading": speaker.say("front"), "here": speaker.say("front-title"),
            "description": speaker.say("front-lead"), "help": _help(speaker), "places": rows, "jump": 1 < len(rows) <= JUMPS}


def place(sheet: Sheet, name: str, tales: list[Tale], untold: list[Card]) -> Values:
    """One place over the years, newest first; times of which no more is known than that inspectors came stand among them."""
    speaker = Speaker(sheet, sheet.reference.language)
    where = speaker.place(name)
    stops = [(tale.card.date.sort, _entry(speaker, tale)) for tale in tales]
    stops += [(card.date.sort if card.year else "", {"year": card.year or card.date.words, "title": speaker.name(card), "official": card.title, "href": ""})
              for card in untold]
    title, ended = speaker.say("over-the-years", place=where), sheet.reference.authorities[name].end
    until = f" (–{ended.year or ended.words})" if ended else ""  # a later place may have its name
    return {**_frame(speaker, (where, "")), "title": f"{speaker.say('front-title')}: {title}{until}", "heading": title, "here": where,
            "description": title, "help": _help(speaker), "adults": sheet.to(urls.authority(name)),
            "stops": [stop for _, stop in sorted(stops, key=lambda pair: pair[0], reverse=True)]}


def _entry(speaker: Speaker, tale: Tale) -> dict[str, Any]:
    """A story in a list: when, what, its grade, the first thing that was well and the first that was not."""
    steps, loose = young.told_grades(speaker, tale)
    well, better = (points[0].line if points else "" for points in (tale.story.well, tale.story.better))
    return {"year": tale.card.year or tale.card.date.words, "title": speaker.name(tale.card), "official": tale.card.title,
            "href": speaker.sheet.to(urls.story(tale.card.key)), "well": well, "better": better,
            "grades": [*((one.areas, one.word) for one in steps), *((area, words) for area, words, _ in loose)]}
