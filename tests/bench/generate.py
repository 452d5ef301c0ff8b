"""A seed and a number -> a portal of that many inspections, as plain values and as a content/ folder of Plainspoken.

Everything that is not an inspection is the real content's: frameworks in several editions, topics, hard words, the words of
the interface, the portal's own pages. One authority has a tenth of all inspections; the others have ten to twenty each.

    python -m tests.bench.generate 1000 FOLDER
"""

import re
import shutil
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from random import Random

import yaml

from tests.bench import invention, words
from tests.bench.invention import Setting, Values, leaves
from tests.bench.notation import written

REAL = Path(__file__).resolve().parents[2] / "content"
COPIED = ("topics.yaml", "glossary.yaml", "languages/en.yaml")
RECORD_LINK = re.compile(r"\[([^\]]+)\]\((?:authority|inspection|source|framework):[^)]*\)")
"""A link to a record of the real content, which is not here."""

FIRST_YEAR, LAST_YEAR, EDITION = 2001, 2024, 6
"""Years that inspections are of, and how many an edition of a framework lasts."""
PLANNED = 0.1
"""Share of inspections with a plan."""
RETURNED = 0.1
"""Share of inspections that return to the one before."""
DAYS = 9 * 28
"""Days of a year on which inspectors came: reports of the last followed within it."""
AREAS = 5
"""Areas that a framework has at least."""


@dataclass(frozen=True)
class Record:
    """One inspection, with all that stands in its folder and the paper it comes from."""

    number: int
    authority: str
    name: str
    inspection: Values
    paper: Values
    plan: Values | None
    summary: str
    story: str

    @property
    def paper_id(self) -> str:
        """The id of its paper."""
        return f"{self.authority}-{self.name}"

    @property
    def files(self) -> dict[str, str]:
        """Path below content/ -> what stands there."""
        folder = f"inspections/{self.authority}/{self.name}"
        found = {f"{folder}/inspection.yaml": written(self.inspection), f"{folder}/summary.md": self.summary,
                 f"{folder}/young-people.md": self.story, f"sources/{self.paper_id}.yaml": written(self.paper)}
        return found | ({f"{folder}/plan.yaml": written(self.plan)} if self.plan else {})


@dataclass(frozen=True)
class Portal:
    """A generated portal. Records are made when they are asked for, so that any number costs no memory."""

    count: int
    seed: int = 7

    @cached_property
    def settings(self) -> Values:
        """The real portal's, with the regions of a country and a story length that fits stories of 0.7 KB."""
        found = _read(REAL / "portal.yaml")
        found["regions"] = {f"region-{number}": f"Region {number}" for number in range(1, 10)}
        return found | {"base_address": "https://bench.example/", "reading": {"fewest_words": "60"}}

    @cached_property
    def frameworks(self) -> dict[str, Values]:
        """Those of the real content that judge several areas on scales, each in an edition for every few years."""
        found = {path.stem: _read(path) for path in sorted((REAL / "frameworks").glob("*.yaml"))}
        whole = {name: one for name, one in found.items() if one.get("scales") and len(leaves(one)) >= AREAS}
        return {f"{_stem(name)}-{number}-{year}": _edition(one, year + number, year) for number, (name, one) in enumerate(whole.items())
                for year in range(FIRST_YEAR, LAST_YEAR + 1, EDITION)}

    @cached_property
    def topics(self) -> list[str]:
        """The ids of all topics."""
        return list(_read(REAL / "topics.yaml"))

    @cached_property
    def authorities(self) -> dict[str, Values]:
        """By id: the largest first."""
        return {name: one for name, one, _ in self._places}

    @cached_property
    def _places(self) -> list[tuple[str, Values, int]]:
        """Each authority's id, record and number of inspections."""
        chance, left = Random(f"{self.seed} places"), self.count
        found: dict[str, tuple[str, Values, int]] = {}
        while left:
            many = min(left, chance.randint(10, 20) if found else max(self.count // 10, 1))
            name = words.town(chance)
            name = f"{name} {len(found)}" if name.lower() in found else name
            record = {"name": name, "full_name": f"{name} Council", "kind": chance.choice(list(self.settings["kinds"])),
                      "region": chance.choice(list(self.settings["regions"])), "story": words.sentence(chance, words.GOOD)}
            found[name.lower()] = (name.lower().replace(" ", "-"), record, many)
            left -= many
        return list(found.values())

    @property
    def records(self) -> Iterator[Record]:
        """Every inspection, place by place, the oldest first."""
        number = 0
        for name, _, many in self._places:
            for nth in range(many):
                yield self._record(number, (name, nth, many))
                number += 1

    def record(self, number: int, edited: bool = False) -> Record:
        """One inspection; `edited` has one sentence of it changed."""
        first = 0
        for name, _, many in self._places:
            if number < first + many:
                made = self._record(number, (name, number - first, many))
                if edited:
                    made.inspection["findings"][0]["text"] += " This sentence was added."
                return made
            first += many
        raise IndexError(number)

    def many(self, authority: str) -> int:
        """How many inspections an authority has."""
        return next(many for name, _, many in self._places if name == authority)

    def latest(self, authority: str, count: int) -> range:
        """The numbers of an authority's newest inspections, so many at most."""
        first = 0
        for name, _, many in self._places:
            if name == authority:
                return range(first + max(many - count, 0), first + many)
            first += many
        raise KeyError(authority)

    @cached_property
    def _asked(self) -> dict[str, int]:
        return {}

    def asked(self, authority: str) -> int:
        """How much inspectors asked for in all inspections of an authority."""
        if authority not in self._asked:
            found = [self.record(number).inspection for number in self.latest(authority, self.many(authority))]
            self._asked[authority] = sum(len(one["recommendations"]) + sum(seen["kind"] == "improvement" for seen in one["findings"]) for one in found)
        return self._asked[authority]

    @cached_property
    def years(self) -> Counter[str]:
        """How many inspections there are of each year."""
        return Counter(str(self._named(nth, many)[0]) for _, _, many in self._places for nth in range(many))

    def _named(self, nth: int, many: int) -> tuple[int, str, str]:
        """Year, framework and id of an authority's nth inspection."""
        year = FIRST_YEAR + nth * (LAST_YEAR + 1 - FIRST_YEAR) // many
        first = year - (year - FIRST_YEAR) % EDITION
        editions = [name for name in self.frameworks if name.endswith(f"-{first}")]
        framework = [*editions[::2], *editions[1::2]][nth * 7 % len(editions)]  # those of one title are no neighbours: two may share a day
        return year, framework, f"{_stem(_stem(framework))}-{year}-{nth + 1}"

    def _record(self, number: int, of: tuple[str, int, int]) -> Record:
        authority, nth, many = of
        chance = Random(f"{self.seed} {number}")
        year, framework, name = self._named(nth, many)
        before = f"{authority}/{self._named(nth - 1, many)[2]}" if nth and chance.random() < RETURNED else ""
        day = nth * (LAST_YEAR + 1 - FIRST_YEAR) % many * DAYS // many
        years = LAST_YEAR + 1 - FIRST_YEAR
        charted = many > 1 and nth * years % many < years and (nth if many <= years else year - FIRST_YEAR) < invention.CHARTED
        place = Setting(authority, self.authorities[authority]["name"], name, year, day, nth, many, before, charted)
        inspection, paper = invention.inspection(chance, place, framework, self.frameworks[framework], self.topics)
        plan = invention.plan(chance, inspection, place) if chance.random() < PLANNED else None
        opening = f"Inspectors came to {place.called} in {year}. {words.sentence(chance, words.GOOD)}"
        return Record(number, authority, name, inspection, paper, plan, words.summary(chance, opening), invention.story(chance, inspection, place))

    def write(self, folder: Path) -> None:
        """The whole content/ folder, anew."""
        shutil.rmtree(folder, ignore_errors=True)
        for name in COPIED:
            _put(folder / name, (REAL / name).read_text("utf-8"))
        for path in (REAL / "pages").glob("*.md"):
            _put(folder / "pages" / path.name, RECORD_LINK.sub(r"\1", path.read_text("utf-8")))
        _put(folder / "portal.yaml", written(self.settings))
        for kind in ("frameworks", "authorities"):
            for name, one in getattr(self, kind).items():
                _put(folder / kind / f"{name}.yaml", written(one))
        (folder / "sources").mkdir()
        for record in self.records:
            for name, text in record.files.items():
                _put(folder / name, text)


def _stem(name: str) -> str:
    return name.rpartition("-")[0]


def _edition(framework: Values, year: int, first: int) -> Values:
    """A framework as if its name were of another year, without what ties it to the real content."""
    kept = {key: held for key, held in framework.items() if key not in {"compare", "source", "plan_elements_asked_by"}}
    named = {key: f"{re.sub(r' [0-9]{4}$', '', kept[key])} {year}" for key in ("name", "short") if key in kept}
    return kept | named | {"years": f"{first}/{first + EDITION - 1}"}


def _read(path: Path) -> Values:
    """A file of the real content, every value as text."""
    found: Values = yaml.load(path.read_text("utf-8"), yaml.BaseLoader)
    return found


def _put(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


if __name__ == "__main__":
    Portal(int(sys.argv[1])).write(Path(sys.argv[2]))
