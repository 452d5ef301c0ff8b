"""A small portal whose publisher never rests: edits at random, each leaving a content folder that may or may not be valid."""

import os
import random
import shutil
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from tests.conftest import DEFAULTS, ROOT

STORY = """## What this was about

In {year} two inspectors came to the town for a day. They looked at how children were helped.

## What was going well

- Staff were kind to children. They {verb} well. (#kind-staff)

## What needed to get better

- There were not enough homes. Young people had to wait a long time. (#recommendation-1)
"""
VERBS = ("listened", "helped", "worked", "planned")


@dataclass
class Visit:
    """What an inspection's folder is written from."""

    year: int
    grade: str = "good"
    topics: list[str] = field(default_factory=lambda: ["housing"])
    verb: str = "listened"
    source: str = "riverton-report"
    also: str = ""
    progress: str = ""
    was: str = ""
    withdrawn: bool = False
    plan: bool = False
    corrected: str = ""
    """The day of a correction."""

    def files(self) -> dict[str, str]:
        """Its files, by name."""
        lines = [f"framework: visit-2020\ncoverage: full\nsource: {self.source}\nvisited: {self.year}-05-04",
                 *([f"also: [{self.also}]"] if self.also else []), *([f"was: [{self.was}]"] if self.was else []),
                 f"judgements:\n  - area: care\n    grade: {self.grade}\n    where: paragraph 1",
                 f"findings:\n  - id: kind-staff\n    kind: strength\n    topics: [{', '.join(self.topics)}]",
                 f"    text: Staff {self.verb}.\n    where: paragraph 2",
                 "recommendations:\n  - id: recommendation-1\n    within: at-once\n    text: Find more homes.\n    where: paragraph 3",
                 *([f"progress:\n  - of: {self.progress}\n    state: raised-again\n    text: Again.\n    where: page 4"] if self.progress else []),
                 *([f"changes:\n  - on: {self.corrected}\n    what: It was wrong."] if self.corrected else []),
                 "added: 2026-01-31\nyoung_people:\n  written: 2026-01-31",
                 *(["withdrawn:\n  on: 2026-02-01\n  why: It was about another town."] if self.withdrawn else [])]
        plan = DEFAULTS["inspections/riverton/visit-2021/plan.yaml"].decode().replace("Riverton's plan", f"Plan after {self.year}")
        plan = plan.replace("published: 2021/22", f"published: {self.year}/{(self.year + 1) % 100:02}")
        return {"inspection.yaml": "\n".join(lines) + "\n", "summary.md": f"Staff {self.verb} in {self.year}.\n",
                "young-people.md": STORY.format(year=self.year, verb=self.verb), **({"plan.yaml": plan} if self.plan else {})}


class World:
    """A content folder, a templates folder, and the edits that may befall them."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.random = random.Random(seed)
        self.content, self.templates = folder / "content", folder / "templates"
        shutil.copytree(ROOT / "templates", self.templates)
        self.texts = {path: data.decode() for path, data in DEFAULTS.items() if not path.startswith("inspections/")}
        self.visits = {("riverton", f"visit-{year}"): Visit(year, plan=year == 2021) for year in (2021, 2023)}
        self.base_url = ""
        self.told: list[str] = []
        self.edits: Counter[str] = Counter()
        self.deck: list[Callable[[], str]] = []
        self.write()

    def write(self) -> None:
        """Bring the disk to what is meant, touching no file that holds it already."""
        wanted = dict(self.texts)
        for (home, name), visit in self.visits.items():
            wanted |= {f"inspections/{home}/{name}/{file}": text for file, text in visit.files().items()}
        for path in [path for path in self.content.rglob("*") if path.is_file()] if self.content.exists() else []:
            if path.relative_to(self.content).as_posix() not in wanted:
                path.unlink()
        for folder in sorted((path for path in self.content.rglob("*") if path.is_dir()), reverse=True):
            if not any(folder.iterdir()):
                folder.rmdir()
        for path, text in wanted.items():
            place = self.content / path
            if not place.exists() or place.read_text() != text:
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_text(text)

    def edit(self) -> None:
        """One edit at random, dealt from a shuffled deck: in as many edits as it has cards, each kind has its turn."""
        if not self.deck:
            self.deck = [
                self.add, self.add, self.change, self.change, self.change, self.rename, self.remove, self.topic, self.place, self.paper, self.portal,
                self.template, self.withdraw, self.follow, self.touch, self.same_size, self.break_it, self.address, self.share, self.plan]
            self.random.shuffle(self.deck)
        chosen = self.deck.pop()
        self.edits[chosen.__name__] += 1
        self.told.append(chosen())
        self.write()

    def one(self) -> tuple[str, str]:
        """An inspection at random; one is made where there is none."""
        if not self.visits:
            self.add()
        return self.random.choice(sorted(self.visits))

    def homes(self) -> list[str]:
        """The ids of all places."""
        return sorted(path.partition("/")[2].removesuffix(".yaml") for path in self.texts if path.startswith("authorities/"))

    def add(self) -> str:
        """A new inspection."""
        year, home = self.random.randrange(2006, 2030), self.random.choice(self.homes())
        self.visits[home, f"visit-{year}"] = Visit(year, verb=self.random.choice(VERBS))
        return f"add {home} {year}"

    def change(self) -> str:
        """Another grade, other words, other topics."""
        visit = self.visits[key := self.one()]
        visit.grade, visit.verb = self.random.choice(("good", "poor")), self.random.choice(VERBS)
        topics = ["housing", *(["schooling"] if "schooling:" in self.texts["topics.yaml"] else [])]
        visit.topics = self.random.sample(topics, self.random.randrange(len(topics) + 1))
        return f"change {key}"

    def rename(self) -> str:
        """Another id; the old one is remembered, or not."""
        key, kept = self.one(), self.random.random() < 0.5
        visit = self.visits.pop(key)
        visit.was = "/".join(key) if kept else ""
        self.visits[key[0], f"visit-{visit.year}-{self.random.randrange(9)}"] = visit
        return f"rename {key}"

    def remove(self) -> str:
        """An inspection goes."""
        key = self.one()
        del self.visits[key]
        return f"remove {key}"

    def topic(self) -> str:
        """A topic comes, is called otherwise, or goes."""
        text, more = DEFAULTS["topics.yaml"].decode(), "schooling:\n  name: {}\n  about: Lessons for all.\n"
        self.texts["topics.yaml"] = text + self.random.choice(["", more.format("Schooling"), more.format("Schools and lessons")])
        return "topic"

    def place(self) -> str:
        """A place comes, is called otherwise, or goes."""
        names = self.random.choice([[], ["Lakeside"], ["Lakeside and Marsh"], ["Lakeside", "Hill"]])
        self.texts = {path: text for path, text in self.texts.items() if not path.startswith("authorities/") or path == "authorities/riverton.yaml"}
        for name in names:
            more = "predecessors:\n  - authority: riverton\n    extent: whole\n" if self.random.random() < 0.3 else ""
            self.texts[f"authorities/{name.split()[0].lower()}.yaml"] = f"name: {name}\nkind: town\nregion: north\n{more}"
        return f"places {names}"

    def paper(self) -> str:
        """A paper comes that an inspection cites, or one is called otherwise."""
        text, visit = DEFAULTS["sources/riverton-report.yaml"].decode(), self.visits[self.one()]
        if self.random.random() < 0.5:
            self.texts["sources/later-report.yaml"] = text.replace("2021 report", "Later report")
            visit.source = "later-report"
        else:
            self.texts["sources/riverton-report.yaml"] = text.replace("2021 report", self.random.choice(["2021 report", "The report", "Old report"]))
        return "paper"

    def portal(self) -> str:
        """The portal is called otherwise, or its glossary or its own pages change."""
        kind = self.random.choice(["portal.yaml", "glossary.yaml", "pages/about.md"])
        if kind == "portal.yaml":
            self.texts[kind] = DEFAULTS[kind].decode().replace("Small portal", self.random.choice(["Small portal", "Town portal"]))
        elif kind == "glossary.yaml":
            self.texts[kind] = DEFAULTS[kind].decode() + self.random.choice(["", "staff:\n  term: staff\n  plain: people who work there\n"])
        else:
            self.texts[kind] = self.random.choice(["We are a club.\n", "We are two people.\n"])
        return kind

    def template(self) -> str:
        """A template says more, or what it said at first."""
        name = self.random.choice(["pages/inspection.html", "pages/topics.html", "components/counts.html", "base.html", "pages/young.html"])
        text = (ROOT / "templates" / name).read_text()
        (self.templates / name).write_text(text + self.random.choice(["", "{# #}\n", "\n\n"]))
        return f"template {name}"

    def withdraw(self) -> str:
        """An inspection is withdrawn, or comes back."""
        visit = self.visits[key := self.one()]
        visit.withdrawn = not visit.withdrawn
        return f"withdraw {key}"

    def follow(self) -> str:
        """An inspection says what has become of another's recommendation, or no longer does."""
        visit, other = self.visits[key := self.one()], self.one()
        later = other != key and self.visits[other].year <= visit.year
        visit.progress = f"{'/'.join(other)}#recommendation-1" if later and not visit.progress else ""
        return f"follow {key} {other}"

    def share(self) -> str:
        """An inspection is about another place too, or no longer is."""
        key = self.one()
        others = [home for home in self.homes() if home != key[0]]
        self.visits[key].also = self.random.choice([*others, ""])
        return f"share {key}"

    def plan(self) -> str:
        """A plan comes or goes."""
        visit = self.visits[key := self.one()]
        visit.plan = not visit.plan
        return f"plan {key}"

    def touch(self) -> str:
        """A file's times change and nothing else."""
        path = self.random.choice(sorted(path for path in self.content.rglob("*") if path.is_file()))
        os.utime(path)
        return f"touch {path.name}"

    def same_size(self) -> str:
        """Other words of the same length, and the time of the last change set back."""
        path = self.content / "portal.yaml"
        found = path.stat()
        old = self.texts["portal.yaml"]
        self.texts["portal.yaml"] = old.replace("One town, one visit.", "One town, two trips.") if "one visit" in old else old.replace("two trips", "one visit")
        self.write()
        os.utime(path, ns=(found.st_atime_ns, found.st_mtime_ns))
        return "same size"

    def break_it(self) -> str:
        """A slip that the gate refuses, which the next edit but one may mend."""
        self.visits[key := self.one()].grade = "goood"
        return f"break {key}"

    def mend(self) -> None:
        """Put right whatever the gate would refuse."""
        homes = self.homes()
        apart = {(key[0], visit.year): key for key, visit in self.visits.items()}.values()
        self.visits = {key: visit for key, visit in self.visits.items() if key[0] in homes and key in apart}
        years = {"/".join(key): visit.year for key, visit in self.visits.items()}
        former: set[str] = set()
        for key, visit in self.visits.items():
            visit.grade = "good" if visit.grade == "goood" else visit.grade
            visit.topics = [topic for topic in visit.topics if f"{topic}:" in self.texts["topics.yaml"]]
            visit.source = visit.source if f"sources/{visit.source}.yaml" in self.texts else "riverton-report"
            visit.also = visit.also if visit.also in homes and visit.also != key[0] else ""
            told_of = visit.progress.partition("#")[0]
            visit.progress = visit.progress if told_of != "/".join(key) and years.get(told_of, 9999) <= visit.year else ""
            visit.was = visit.was if visit.was not in years.keys() | former else ""
            former.add(visit.was)
        self.told.append("mend")
        self.write()

    def address(self) -> str:
        """Another base address is asked for."""
        self.base_url = self.random.choice(["", "https://town.example/x/"])
        return "address"
