"""Chance, a place and a framework -> what one inspection judged, found, asked for and counted; its paper, plan and story."""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from typing import Any

from tests.bench import words

JUDGED, FOUND, ASKED, COUNTED = (5, 7), (7, 10), (3, 5), (4, 7)
"""Fewest and most judgements, findings, recommendations and figures of an inspection."""
CHARTED = 12
"""Inspections of an authority whose figures of one kind make a series: no more than a chart can show."""

Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Setting:
    """Where and when an inspection was."""

    authority: str
    called: str
    """The authority's name."""
    name: str
    """The inspection's id."""
    year: int
    day: int
    """How far into the year, in days of months of 28."""
    nth: int
    """How many the authority had before."""
    many: int
    """How many it has in all."""
    before: str
    """The inspection it returns to, if it does."""
    charted: bool = False
    """It prints the figure that a chart follows over the years; of a year one does."""


def inspection(chance: Random, place: Setting, named: str, framework: Values, topics: list[str]) -> tuple[Values, Values]:
    """An inspection under a framework of that name, and the paper it comes from."""
    month, source = place.day // 28 + 1, f"{place.authority}-{place.name}"
    published = f"{place.year}-{month + 2:02}-{chance.randint(1, 28):02}"
    facts = _Facts(chance, framework, topics).all()
    _charted(facts["figures"], place)
    made = {"framework": named, "coverage": "full", "standfirst": f"{words.sentence(chance, words.GOOD)} {words.sentence(chance, words.POOR)}",
            "source": source, "visited": f"{place.year}-{month:02}-{place.day % 28 + 1:02}", "published": published, **facts}
    if place.before:
        made |= {"follows": place.before, "progress": [{"of": f"{place.before}#recommendation-1", "state": "under-way",
                                                        "text": words.sentence(chance, words.GOOD), "where": words.place(chance)}]}
    made |= {"young_people": {"written": "2026-01-31"}, "added": f"2026-01-{chance.randint(1, 30):02}"}
    return made, _paper(chance, place, framework, published)


def _paper(chance: Random, place: Setting, framework: Values, published: str) -> Values:
    return {"title": f"{framework['title']} of services for children and young people in {place.called}, {place.year}",
            "short": f"{place.year} report, {place.nth + 1}", "kind": "Report", "publisher": "The national inspectorate", "published": published,
            "licence": "The report prints no terms of use. Here it is told in other words; only grades, names and figures are as printed.",
            "hash": f"{chance.getrandbits(256):064x}",
            "about": f"The report in which inspectors told {place.called} what they had found, and what they asked for."}


@dataclass(frozen=True)
class _Facts:
    """What one inspection judged, found, asked for and counted."""

    chance: Random
    framework: Values
    topics: list[str]

    def all(self) -> Values:
        """The four lists."""
        headline = self.framework.get("headline", [])
        rest = [area["id"] for area in leaves(self.framework) if area["id"] not in headline]
        areas = [*headline, *self.chance.sample(rest, min(len(rest), self.chance.randint(*JUDGED)))]
        found = [self._item(f"finding-{number}", self.chance.choice(areas)) for number in range(1, self.chance.randint(*FOUND) + 1)]
        asked = [self._item(f"recommendation-{number}", self.chance.choice(areas)) for number in range(1, self.chance.randint(*ASKED) + 1)]
        bands = [one["id"] for one in self.framework.get("time_bands", [])]
        return {"judgements": [self._judgement(area) for area in areas],
                "findings": [{"id": one.pop("id"), "kind": kind, **one, "text": self._found(kind), "where": words.place(self.chance)}
                             for one, kind in ((one, self.chance.choice(["strength", "strength", "weakness", "improvement"])) for one in found)],
                "recommendations": [{"id": one.pop("id"), "number": str(number), **({"within": self.chance.choice(bands)} if bands else {}), **one,
                                     "text": words.request(self.chance), "where": words.place(self.chance)} for number, one in enumerate(asked, 1)],
                "figures": [self._figure(areas, *measure) for measure in self.chance.sample(list(enumerate(words.MEASURES)), self.chance.randint(*COUNTED))]}

    def _item(self, name: str, area: str) -> Values:
        return {"id": name, "area": area, "topics": self.chance.sample(self.topics, self.chance.choice([1, 1, 1, 2]))}

    def _found(self, kind: str) -> str:
        told = words.GOOD if kind == "strength" else words.POOR
        return " ".join(words.sentence(self.chance, told) for _ in range(self.chance.choice([1, 1, 2])))

    def _judgement(self, area: str) -> Values:
        scales = self.framework["scales"]
        record = next(one for one in leaves(self.framework) if one["id"] == area)
        steps = scales[record.get("scale") or next(iter(scales))]["steps"]
        said = {"state": "not-inspected"} if self.chance.random() < 0.08 else {"grade": self.chance.choice(steps[:3] * 3 + steps[3:])["id"]}
        return {"area": area, **said, "text": words.sentence(self.chance, words.GOOD), "where": words.place(self.chance)}

    def _figure(self, areas: list[str], number: int, measure: tuple[str, str]) -> Values:
        name, unit = measure
        area = {"area": self.chance.choice(areas)} if self.chance.random() < 0.75 else {}
        value = str(self.chance.randint(20, 99)) if unit == "%" else f"{self.chance.randint(11, 9999):,}"
        compared = {"compared": self.chance.choice(words.COMPARED)} if self.chance.random() < 0.6 else {}
        return {"id": f"figure-{number}", "name": name, "value": value, "unit": unit, **compared, **area,
                "topics": [self.chance.choice(self.topics)], "where": words.place(self.chance)}


def leaves(framework: Values) -> list[Values]:
    """The areas of a framework that hold no others, in order."""
    def below(areas: list[Values]) -> Iterator[Values]:
        for area in areas:
            yield from below(area["areas"]) if area.get("areas") else [area]
    return list(below(framework.get("areas", [])))


def _charted(figures: list[Values], place: Setting) -> None:
    """The same figure in inspections of an authority's first years: a series that a chart shows."""
    if place.charted:
        name, unit = words.MEASURES[0]
        kept = [one for one in figures if one["id"] != "figure-0"]
        value = str(40 + (place.nth * 17 + len(place.authority)) % 60)
        figures[:] = [{"id": "figure-0", "name": name, "value": value, "unit": unit, "period": str(place.year), "series": f"{place.authority}-on-time",
                       "where": "paragraph 2"}, *kept]


def plan(chance: Random, inspection: Values, place: Setting) -> Values:
    """A plan that answers each recommendation with one to three actions."""
    def answer(asked: Values) -> Values:
        actions = [{"id": f"{asked['id']}-action-{number}", "text": words.request(chance), "due": str(place.year + number)}
                   for number in range(1, chance.randint(1, 3) + 1)]
        return {"recommendation": asked["id"], "answer": "accepted", "purpose": words.sentence(chance, words.GOOD), "actions": actions,
                "responsible": "Head of the service", "success": words.sentence(chance, words.GOOD), "where": f"Recommendation {asked['number']}, table"}
    return {"title": f"{place.called} action plan {place.year}, {place.nth + 1}", "source": inspection["source"], "by": f"{place.called} Partnership",
            "published": str(place.year + 1), "answers": [answer(asked) for asked in inspection["recommendations"]], "added": inspection["added"]}


def story(chance: Random, inspection: Values, place: Setting) -> str:
    """A young-people.md of about 0.7 KB."""
    def points(told: list[str], count: int, rests: list[Values]) -> str:
        return "\n".join(f"- {line} (#{chance.choice(rests)['id']})" for line in chance.sample(told, count))
    found, asked = inspection["findings"], inspection["recommendations"]
    about = (f"In {place.year} inspectors came to {place.called}. They looked at how well children and young people were helped. "
             "They asked if children were safe.")
    return "\n\n".join([
        "## What this was about", about, "## What was going well", points(words.CALM, 2, found), "## What needed to get better",
        points(words.SORRY, 3, [*found, *asked]), "## What the council said it would do", points(words.PROMISES, 1, asked)]) + "\n"
