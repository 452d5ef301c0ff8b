"""A site where everything is as long, as short, as many or as few as content may be: what a layout must bear."""

from pathlib import Path
from shutil import copytree
from typing import Any

import yaml

BASE = Path(__file__).parent / "broken-base" / "content"
WORD = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogochfach"
"""One word of sixty letters and two, with no place to break."""
LONG = f"The Joint Metropolitan Board of the Two Counties and the Six Boroughs between {WORD} and the Sea"
HEBREW, ARABIC = "מועצת העיר של הנהר הגדול", "مجلس المدينة على النهر الكبير"
"""Two councils of the city on the great river, written from right to left."""
VISIT = "Inspection of every service for children, young people and the families who care for them, with all partners"
MANY_JUDGEMENTS, MANY_RECOMMENDATIONS, MANY_FINDINGS = 30, 60, 40
SENTENCE = "Services did what they could for every child who came to them, and told nobody how, so that no one could say whether it helped"

STORY = """## What this was about

In 2020 two inspectors came to the city. They looked at how children were helped. They stayed for a day.
"""


def files() -> dict[str, str]:
    """What differs from the small site: path below content/ -> YAML."""
    records: dict[str, Any] = {
        "topics.yaml": topics(), "frameworks/visit-2020.yaml": framework(), "frameworks/look-2019.yaml": look(),
        "authorities/riverton.yaml": {"name": LONG, "full_name": f"{LONG}, the Council of", "kind": "town", "region": "north"},
        "authorities/o.yaml": {"name": "Ö", "kind": "town", "region": "north"},
        "authorities/east.yaml": {"name": HEBREW, "names": {"ar": f"{ARABIC} ١"}, "kind": "town", "region": "north"},
        "authorities/quiet.yaml": {"name": "Quiet", "kind": "town", "region": "north"},
        "inspections/riverton/visit-2021/inspection.yaml": crowded(), "inspections/riverton/visit-2021/plan.yaml": plan(),
        "inspections/o/look-2019/inspection.yaml": bare(), "inspections/east/look-2019/inspection.yaml": eastern(),
    }
    written = {path: yaml.safe_dump(record, allow_unicode=True, sort_keys=False, width=10_000) for path, record in records.items()}
    return {**written, "inspections/east/look-2019/young-people.md": STORY}


def write(content: Path) -> Path:
    """The site below this folder: the small one, and what differs."""
    copytree(BASE, content)
    for path, text in files().items():
        (content / path).parent.mkdir(parents=True, exist_ok=True)
        (content / path).write_text(text, "utf-8")
    return content


def topics() -> dict[str, Any]:
    """One with a very long name, one with a very short one, one written from right to left."""
    return {"housing": {"name": f"Homes for young people who leave care, and for those who come back to {WORD}", "about": f"{SENTENCE}."},
            "x": {"name": "X", "about": "X."}, "river": {"name": ARABIC, "about": f"{HEBREW}."}}


def framework() -> dict[str, Any]:
    """As many areas as judgements, some with long names, on a scale of seven steps."""
    steps = ["Outstanding in nearly every respect that inspectors looked at", "Very good", "Good", "Adequate", "Weak", "Very weak", WORD[:30]]
    areas = [{"id": f"area-{number}", "title": f"Area {number}" if number % 3 else f"{VISIT}, part {number}", "theme": "overall"}
             for number in range(1, MANY_JUDGEMENTS + 1)]
    return {"name": VISIT, "about": f"{SENTENCE}.",
            "scales": {"services": {"steps": [{"id": f"step-{number}", "label": label, "printed": number} for number, label in enumerate(steps, 1)]}},
            "areas": areas, "headline": ["area-1", "area-3"],
            "states": {"closed-that-day": f"the school was closed that day, and all who work in it were at {WORD}"},
            "time_bands": [{"id": "at-once", "label": "At once, or as soon after that as anybody can be found who will do it"}]}


def look() -> dict[str, Any]:
    """A kind of inspection with one area and one letter for a name."""
    return {"name": "L", "about": "A look.", "scales": {"one": {"steps": [{"id": "y", "label": "Y", "printed": 1}, {"id": "n", "label": "N", "printed": 2}]}},
            "areas": [{"id": "a", "title": "A", "theme": "overall"}], "headline": ["a"]}


def crowded() -> dict[str, Any]:
    """An inspection with thirty judgements, sixty recommendations and as many findings in one area as fill sheets."""
    return {
        "framework": "visit-2020", "title": f"{VISIT}, at {WORD}", "standfirst": f"{SENTENCE}.", "coverage": "full", "source": "riverton-report",
        "visited": "2021-05-04", "published": "2021-06-01",
        "judgements": [{"area": f"area-{number}", "grade": f"step-{number % 7 + 1}", "text": f"{SENTENCE}.", "where": f"paragraph {number}"}
                       for number in range(1, MANY_JUDGEMENTS + 1)],
        "findings": [{"id": f"finding-{number}", "kind": "strength" if number % 4 else "improvement", "area": f"area-{number % 2 + 1}",
                      "topics": ["housing", "x", "river"][:number % 3 + 1], "text": f"{SENTENCE if number % 5 else WORD}.", "where": f"paragraph {number}"}
                     for number in range(1, MANY_FINDINGS + 1)],
        "recommendations": [{"id": f"recommendation-{number}", "within": "at-once", "topics": ["housing", "x", "river"][:number % 4],
                             "text": f"See that {SENTENCE.lower() if number % 2 else WORD}, number {number}.", "where": f"paragraph {number}"}
                            for number in range(1, MANY_RECOMMENDATIONS + 1)],
        "figures": [{"id": "homes", "name": f"Young people with a home of their own in {WORD}", "value": "almost all of those who were asked by somebody",
                     "where": "paragraph 3"}, {"id": "x", "name": "X", "value": 7, "where": "paragraph 3"}],
        "notes": [{"title": WORD, "text": f"{SENTENCE}.", "where": "paragraph 3"}],
        "added": "2026-01-31", "young_people": {"written": "2026-01-31"},
    }


def plan() -> dict[str, Any]:
    """A plan that answers two of them: one with everything at its longest, one with nothing but the answer."""
    actions = [{"id": f"act-{number}", "short": f"Act {number}", "text": f"{SENTENCE}.", "due": str(2021 + number % 9), "lead": LONG}
               for number in range(1, 13)]
    return {"title": f"The plan of {LONG}", "source": "riverton-report", "by": LONG, "published": "2021/22", "added": "2026-01-31", "answers": [
        {"recommendation": "recommendation-1", "answer": "accepted", "why": f"{SENTENCE}.", "actions": actions, "lead": LONG,
         "success": [f"{SENTENCE}."] * 4, "position": [f"{SENTENCE}. " * 4], "where": "page 2"},
        {"recommendation": "recommendation-2", "answer": "not-accepted", "where": "page 2"}]}


def bare() -> dict[str, Any]:
    """An inspection of which nothing is known but that it took place: no judgement, no finding."""
    return {"framework": "look-2019", "coverage": "known", "source": "riverton-report", "visited": "2019", "where": "paragraph 1", "added": "2026-01-31"}


def eastern() -> dict[str, Any]:
    """One whose words are written from right to left, with one judgement and no finding."""
    return {"framework": "look-2019", "title": HEBREW, "standfirst": f"{ARABIC}.", "coverage": "full", "source": "riverton-report", "published": "2020-02-01",
            "judgements": [{"area": "a", "grade": "y", "where": "paragraph 1"}],
            "recommendations": [{"id": "recommendation-1", "topics": ["river"], "text": f"{HEBREW}.", "where": "paragraph 1"}],
            "added": "2026-01-31", "young_people": {"written": "2026-01-31"}}
