"""A generated portal -> the same records as a site for Hugo: front matter, Markdown and data files; and the run of Hugo.

README.md beside this file says what Hugo's side shows and what it leaves out.
"""

import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from plainspoken import assets, facets
from tests.bench.generate import REAL, Portal, Record
from tests.bench.invention import Values
from tests.bench.notation import written

TEMPLATES = Path(__file__).resolve().parent / "hugo"
"""Configuration and layouts."""
DRAWN = REAL.parent / "assets"
POINT = re.compile(r"^- (?P<line>.+?[.])(?: (?P<rest>.+?))? \((?P<on>#[^)]+)\)$", re.MULTILINE)
SECTIONS = ("well", "better", "promised")
ABSENT = "build:\n  list: never\n  render: never\n"
"""Of a folder that is no page."""


def write(portal: Portal, folder: Path) -> None:
    """The whole site, anew."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(TEMPLATES, folder)
    for name, data in _data(portal):
        _put(folder / "data" / f"{name}.yaml", written(data, typed=True))
    _put(folder / "content" / "authorities" / "_index.md", f"---\n{ABSENT}---\n")
    _put(folder / "content" / "young" / "_index.md", f"---\n{ABSENT}---\n")
    _put(folder / "content" / "inspections.md", "---\ntitle: Inspections\nlayout: inspections\n---\n")
    for name, one in portal.authorities.items():
        _put(folder / "content" / "authorities" / name / "_index.md", _page({"title": one["name"], "layout": "authority", "place": {"id": name, **one}}))
    for record in portal.records:
        put(record, portal, folder)
    found = assets.load(DRAWN)
    for path in ("assets/site.css", "assets/favicon.svg", "assets/sort.js", "assets/listen.js"):
        (folder / "static" / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / "static" / path).write_bytes(found.files[path])


def put(record: Record, portal: Portal, folder: Path) -> None:
    """The two pages of one inspection."""
    place = {"id": record.authority, "name": portal.authorities[record.authority]["name"]}
    framework = portal.frameworks[record.inspection["framework"]]
    themes = {area["id"]: area.get("theme", "") for area in flat(framework)}
    items = [*record.inspection["findings"], *record.inspection["recommendations"], *record.inspection["figures"]]
    front = {"title": framework["title"], "layout": "inspection", "date": record.inspection["visited"], "name": record.name, "place": place,
             "framework": record.inspection["framework"], "year": record.inspection["visited"][:4],
             "topics": sorted({topic for item in items for topic in item.get("topics", ())}),
             "themes": sorted({themes[one["area"]] for one in record.inspection["judgements"] if themes[one["area"]]}),
             "record": record.inspection, "paper": {"id": record.paper_id, **record.paper}, **({"plan": record.plan} if record.plan else {})}
    _put(folder / "content" / "authorities" / record.authority / f"{record.name}.md", _page(front, record.summary))
    about, story = told(record.story)
    address = f"/authorities/{record.authority}/{record.name}/young-people/"
    front = {"title": f"What inspectors found in {place['name']}", "layout": "young", "url": address, "of": f"/authorities/{record.authority}/{record.name}",
             "place": place, "story": story}
    _put(folder / "content" / "young" / record.authority / f"{record.name}.md", _page(front, about))


def told(story: str) -> tuple[str, Values]:
    """What a young-people.md tells: the paragraphs of its first section, and the points of the others."""
    about, *sections = re.split(r"^## .+\n+", story, flags=re.MULTILINE)[1:]
    points = [[{"line": point["line"], **({"rest": point["rest"]} if point["rest"] else {}), "on": point["on"].strip("#")}
               for point in POINT.finditer(section)] for section in sections]
    return about, dict(zip(SECTIONS, points, strict=True))


def _data(portal: Portal) -> Iterator[tuple[str, Values]]:
    yield "portal", {**portal.settings, "in_full": str(facets.IN_FULL)}
    yield "frameworks", {name: _framework(one) for name, one in portal.frameworks.items()}
    for name, path in (("topics", "topics.yaml"), ("words", "languages/en.yaml")):
        yield name, yaml.load((REAL / path).read_text("utf-8"), yaml.BaseLoader)
    yield "icons", assets.load(DRAWN).symbols


def _framework(framework: Values) -> Values:
    """A framework with its areas in one row and its first scale named: Hugo's maps keep no order."""
    first = next(iter(framework["scales"]))
    listed = flat(framework)
    bands = {one["id"]: one for one in framework.get("time_bands", [])}
    return {**framework, "areas": {one["id"]: {"scale": first, **one} for one in listed}, "order": [one["id"] for one in listed],
            "groups": list(dict.fromkeys(one["group"] for one in listed)), **({"bands": bands} if bands else {})}


def flat(framework: Values) -> list[Values]:
    """The areas that hold no others, each with the title of that which holds it and with its full name."""
    found = []
    for area in framework["areas"]:
        within = area.get("areas", [])
        short = area.get("short", area["title"])
        found += [{**one, "group": area["title"], "name": f"{short}: {_lower(one.get('short', one['title']))}"} for one in within]
        found += [] if within else [{**area, "group": "Areas", "name": short}]
    return found


def _lower(title: str) -> str:
    return title[:1].lower() + title[1:]


def _page(front: Values, body: str = "") -> str:
    return f"---\n{written(front, typed=True)}---\n{body}"


def _put(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def command(site: Path, output: Path) -> list[Any]:
    """How Hugo is run: its program itself, without the wrapper of the package."""
    return [program(), "build", "--source", site, "--destination", output, "--quiet", "--noBuildLock", "--noTimes"]


def program() -> Path:
    """Hugo's program. Raises FileNotFoundError where the package is not installed."""
    found = next((path for folder in sys.path for path in Path(folder).glob("hugo/binaries/hugo*") if path.is_file()), None)
    if not found:
        raise FileNotFoundError("hugo is not installed: run `make bench`")
    return found


if __name__ == "__main__":
    write(Portal(int(sys.argv[1])), Path(sys.argv[2]))
