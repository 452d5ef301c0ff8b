"""The shape of the house: what README.md says of the code is so, and no file holds what belongs elsewhere."""

import ast
import re
import shlex
import tomllib
from collections import Counter
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
import yaml

import plainspoken

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text("utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
PINS = (ROOT / "constraints.txt").read_text("utf-8").splitlines()

MADE = {".git", ".venv", ".cache", "output", "output-look", "__pycache__", ".pytest_cache", ".mypy_cache", ".ruff_cache"}
"""Folders that hold nothing anybody wrote."""

TEXT = {"", ".py", ".md", ".toml", ".txt", ".yaml", ".yml", ".json", ".html", ".css", ".js", ".svg", ".xml"}

LONGEST_MODULE = 300
LONGEST_FUNCTION = 40
LONGEST_SCRIPT = 150
LONGEST_CLIENT = 200
"""The search client alone may be longer than other scripts."""

GENERIC = {"grades", "services", "partnership", "overall", "who", "when", "result", "means", "risk"}
"""Words of the content that are also plain words of the field, and name nothing in particular."""

OWN_COLOURS = {"assets/favicon.svg": 2, "plainspoken/badge.py": 2, "plainspoken/preview.py": 2}
"""Where a colour may stand outside tokens.css, and how many: a picture cannot read a style sheet, and a fault is shown
on pages that may have lost theirs."""


def written(*folders: str, endings: frozenset[str] | set[str] = frozenset(TEXT)) -> list[Path]:
    """Every file somebody wrote, below these folders of the project or anywhere in it."""
    return sorted(path for folder in folders or (".",) for path in (ROOT / folder).rglob("*")
                  if path.suffix in endings and path.is_file() and not MADE & set(path.relative_to(ROOT).parts))


def text(path: Path) -> str:
    """What a file holds, the comments of a style sheet blanked: they show examples."""
    found = path.read_text("utf-8", errors="replace")  # some broken sites are no text
    return re.sub(r"/\*.*?\*/", lambda comment: re.sub(r"[^\n]", " ", comment[0]), found, flags=re.DOTALL) if path.suffix == ".css" else found


def found(pattern: re.Pattern[str], paths: list[Path], *, raw: bool = False) -> list[str]:
    """Each match as `file:line: the words`, sorted by file."""
    assert paths, "no file was looked at"
    return [f"{path.relative_to(ROOT)}:{number}: {match[0].strip()}" for path in paths
            for number, line in enumerate((path.read_text("utf-8", errors="replace") if raw else text(path)).splitlines(), 1)
            for match in pattern.finditer(line)]


# The map.

def mapped() -> list[str]:
    """The modules README's map names, in its order: `urls`, `pages`, `pages.plan`."""
    block = re.search(r"^## A map of the code\n.*?^```\n(.*?)^```", README, re.DOTALL | re.MULTILINE)
    assert block, "README.md has no map"
    names: list[str] = []
    for line in block[1].splitlines():
        entry = re.match(r"( *)([a-z_]+)(\.py|/) ", line)
        assert entry, f"the map holds a line that names no module: {line!r}"
        names.append(f"{'pages.' if entry[1] else ''}{entry[2]}")
    return names


def modules() -> dict[str, Path]:
    """Every module below plainspoken/, by the map's names."""
    return {".".join(path.relative_to(ROOT / "plainspoken").with_suffix("").parts).removesuffix(".__init__"): path
            for path in written("plainspoken", endings={".py"}) if path != ROOT / "plainspoken/__init__.py"}


def imported(path: Path) -> Iterator[str]:
    """The modules of ours that a module imports, wherever in it."""
    known = modules()
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.Import):
            yield from (name.name.removeprefix("plainspoken.") for name in node.names if name.name.startswith("plainspoken."))
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path}: a relative import"
            package, _, module = (node.module or "").partition(".")
            if package == "plainspoken":
                inner = {f"{module}.{name.name}".strip(".") for name in node.names}
                yield from inner & set(known) or ({module} if module else ())


def test_the_map_names_every_module_and_no_other() -> None:
    assert sorted(mapped()) == sorted(modules())
    assert len(mapped()) > 20


def test_a_module_imports_only_from_those_above_it() -> None:
    order = {name: number for number, name in enumerate(mapped())}
    pairs = [(name, other) for name, path in modules().items() for other in imported(path)]
    assert len(pairs) > 100
    assert [f"{name} imports {other}" for name, other in pairs if {name, other} <= set(order) and order[other] >= order[name]] == []


def test_each_module_says_what_it_makes_of_what() -> None:
    docs = {name: ast.get_docstring(ast.parse(path.read_bytes())) or "" for name, path in modules().items()}
    assert docs
    assert [name for name, doc in docs.items() if not doc] == []


# Sizes.

def test_no_module_is_long() -> None:
    sizes = {str(path.relative_to(ROOT)): len(path.read_text("utf-8").splitlines()) for path in modules().values()}
    assert sizes
    assert {name: size for name, size in sizes.items() if size > LONGEST_MODULE} == {}


def test_no_function_is_long() -> None:
    sizes = {f"{path.relative_to(ROOT)}:{node.lineno} {node.name}": (node.end_lineno or node.lineno) - node.lineno + 1
             for path in modules().values() for node in ast.walk(ast.parse(path.read_bytes()))
             if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)}
    assert len(sizes) > 200
    assert {name: size for name, size in sizes.items() if size > LONGEST_FUNCTION} == {}


def test_no_script_is_long() -> None:
    sizes = {path.name: len(path.read_text("utf-8").splitlines()) for path in written("assets", endings={".js"})}
    assert {name: size for name, size in sizes.items() if size > (LONGEST_CLIENT if name == "search.js" else LONGEST_SCRIPT)} == {}


# What the code may not know.

NAMED = {"id", "name", "full_name", "short", "title", "label", "family"}
"""The keys whose values are names, in records of frameworks and authorities."""


def names(record: Any) -> Iterator[str]:
    """Every id, name and label in a record, at any depth."""
    if isinstance(record, dict):
        for key, value in record.items():
            if key in NAMED and isinstance(value, str | int):
                yield str(value)
            yield from names(value)
    elif isinstance(record, list):
        for one in record:
            yield from names(one)


def content_words() -> dict[str, str]:
    """Each framework, body, grade, area, time band, state, council, topic, theme and inspection of the real content,
    by id and name -> the file it comes from."""
    words: dict[str, str] = {}
    for path in written("content/frameworks", "content/authorities", endings={".yaml"}):
        record = yaml.safe_load(path.read_text("utf-8"))
        states = record.get("states", {})
        told = [path.stem, *names(record), *(record["name"].values() if isinstance(record["name"], dict) else ()), *states, *states.values()]
        words |= dict.fromkeys((word for word in told if isinstance(word, str)), str(path.relative_to(ROOT)))
    topics = yaml.safe_load((ROOT / "content/topics.yaml").read_text("utf-8"))
    words |= dict.fromkeys([*topics, *names(topics)], "content/topics.yaml")
    portal = yaml.safe_load((ROOT / "content/portal.yaml").read_text("utf-8"))
    for kind in ("regions", "kinds", "themes"):
        words |= dict.fromkeys([*portal[kind], *portal[kind].values()], "content/portal.yaml")
    words |= {path.parent.name: str(path.parent.relative_to(ROOT)) for path in written("content/inspections", endings={".yaml"})}
    return {word: source for word, source in words.items() if word.lower() not in GENERIC}


def whole(word: str) -> str:
    """A pattern for a name however it is joined: `staying safe`, `staying-safe`, `STAYING_SAFE`."""
    return r"[\s_-]+".join(re.escape(part) for part in re.split(r"[\s_-]+", word.strip()))


def test_code_knows_no_framework_grade_area_council_or_topic_by_name() -> None:
    words = content_words()
    assert len(words) > 200
    assert {"derby", "Derby", "good", "Good", "apa-2006", "being-healthy", "Ofsted", "teenage-pregnancy", "jar-2007"} <= set(words)
    longest_first = sorted(words, key=len, reverse=True)
    pattern = re.compile(rf"(?<![A-Za-z0-9])(?:{'|'.join(whole(word) for word in longest_first)})(?![A-Za-z0-9])", re.IGNORECASE)
    assert pattern.search("grade--good")
    assert pattern.search("STAYING_SAFE = 1")
    assert not pattern.search("goodness")
    looked_at = written("plainspoken", "templates", "assets", endings={".py", ".html", ".xml", ".css", ".js", ".svg", ".txt"})
    assert {path.suffix for path in looked_at} >= {".py", ".html", ".css", ".svg"}
    assert found(pattern, looked_at, raw=True) == []
    assert [str(path) for path in looked_at if pattern.search(str(path.relative_to(ROOT)))] == []


# Templates and style sheets.

HEX = r"(?<![&\w])#(?:[0-9a-f]{8}|[0-9a-f]{6}|[0-9a-f]{3,4})(?![\w-])"
FUNCTIONS = r"\b(?:rgba?|hsla?|hwb|lab|lch|oklab|oklch|color)\("
NAMES = ("black|white|silver|gr[ae]y|maroon|red|purple|fuchsia|magenta|green|lime|olive|yellow|gold|orange|navy|blue|teal|aqua|cyan|pink|brown"
         "|beige|ivory|crimson|indigo|violet|tan|salmon|coral|khaki|lavender|turquoise|rebeccapurple")
WRITTEN = re.compile(f"{HEX}|{FUNCTIONS}", re.IGNORECASE)
DECLARED = re.compile(rf"[\w-]+:(?:[^;{{}}]*[\s,(])?(?:{NAMES})(?=[;}}\s,)]|$)", re.IGNORECASE)
ATTRIBUTE = re.compile(rf"\b(?:fill|stroke|color|flood-color|stop-color|bgcolor)=[\"']?(?:{NAMES})\b", re.IGNORECASE)


@pytest.mark.parametrize(("pattern", "colours", "others"), [
    (WRITTEN, ["color: #fff", 'fill="#1f4192"', "rgb(1 2 3)", "oklch(0.5 0 0)"], ["&#8217;", 'href="#add-1"', "var(--rgb)"]),
    (DECLARED, ["color: white;", "border: 1px solid red}", "color:red"], ["white-space: nowrap;", "color: var(--blue)", "color: CanvasText;"]),
    (ATTRIBUTE, ['fill="black"', "stroke=red"], ['fill="none"', 'stroke="currentColor"']),
], ids=["written", "declared", "attribute"])
def test_the_guard_tells_colours_from_others(pattern: re.Pattern[str], colours: list[str], others: list[str]) -> None:
    assert [one for one in colours if not pattern.search(one)] == []
    assert [one for one in others if pattern.search(one)] == []


def test_colours_stand_only_in_the_tokens() -> None:
    looked_at = written("assets", "templates", "plainspoken", endings={".css", ".svg", ".html", ".py", ".js"})
    places = [*found(WRITTEN, looked_at), *found(DECLARED, [path for path in looked_at if path.suffix == ".css"]),
              *found(ATTRIBUTE, [path for path in looked_at if path.suffix != ".css"])]
    counts = Counter(place.partition(":")[0] for place in places)
    assert counts.pop("assets/css/tokens.css") > 10
    assert {name: count for name, count in counts.items() if count > OWN_COLOURS.get(name, 0)} == {}, places


@pytest.mark.parametrize(("folder", "forbidden", "shown"), [
    ("templates", r"\|\s*safe\b", "{{ text | safe }}"),
    ("templates", r"\bautoescape\b", "{% autoescape false %}"),
    ("templates", r"\bstyle\s*=", '<p style="x">'),
    ("templates", r"\bon[a-z]+\s*=\s*[\"']", '<p onclick="x">'),
    ("assets/css", r"!\s*important", "color: x !important"),
    ("assets/css", r"@import", "@import url(x)"),
    ("assets/css", r"(?:^|[\s,>+~}])#[a-zA-Z][\w-]*[^;]*\{", "#main {"),
])
def test_markup_and_style_keep_apart(folder: str, forbidden: str, shown: str) -> None:
    pattern = re.compile(forbidden)
    assert pattern.search(shown)
    assert found(pattern, written(folder, endings={".html", ".xml", ".css"})) == []


# What leaves this machine.

HOSTS = ("py" + "pi.org", "python" + "hosted.org", "npm" + "js.org", "npm" + "js.com", "crates" + ".io", "debian" + ".org/debian", "docker" + ".io",
         "ghcr" + ".io", "quay" + ".io", "archive.ubuntu" + ".com", "anaconda" + ".org", "index" + "-url", "find" + "-links")
MACHINE = re.compile(r"(?<![\w.:/-])/(?:work|home|root|Users|opt/py" + r"pi\b|opt/wheels|tmp/scratch)[\w-]*/")


def test_no_registry_is_named() -> None:
    pattern = re.compile("|".join(re.escape(host) for host in HOSTS), re.IGNORECASE)
    assert pattern.search("files.python" + "hosted.org")
    looked_at = written()
    assert {"README.md", "constraints.txt", "pyproject.toml", "Makefile", "run", "libraries"} <= {path.name for path in looked_at}
    assert found(pattern, looked_at) == []


def test_no_path_of_a_machine_is_named() -> None:
    assert MACHINE.search("see /wo" + "rk/main")
    assert MACHINE.search("'/Us" + "ers/ann/x'")
    assert found(MACHINE, written()) == []


# The libraries.

def canonical(name: str) -> str:
    """A library's name as all its spellings compare, without the extras it is wanted with."""
    return re.sub(r"[-_.]+", "-", name.partition("[")[0]).lower()


def test_versions_are_pinned_and_name_no_place() -> None:
    assert PINS
    assert [line for line in PINS if not re.fullmatch(r"[A-Za-z0-9._-]+==[0-9][0-9a-z.]*", line)] == []
    wanted = [*PROJECT["dependencies"], *chain.from_iterable(PROJECT["optional-dependencies"].values())]
    assert {canonical(name) for name in wanted} <= {canonical(line.partition("==")[0]) for line in PINS}


def test_the_way_without_make_installs_what_the_project_needs() -> None:
    command = re.search(r"pip install -c constraints\.txt (.+)", README)
    assert command
    assert shlex.split(command[1]) == PROJECT["dependencies"]


def test_every_library_has_its_reason() -> None:
    reasons = re.search(r"^## What it stands on\n(.*?)^## ", README, re.DOTALL | re.MULTILINE)
    assert reasons
    told = re.findall(r"^- \*\*(.+?)\*\*", reasons[1], re.MULTILINE)
    assert sorted(told) == sorted({*PROJECT["dependencies"], *chain.from_iterable(PROJECT["optional-dependencies"].values())})


def test_the_version_is_the_same_everywhere() -> None:
    assert PROJECT["version"] == plainspoken.__version__
    newest = re.search(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
    assert newest
    assert newest[1] == plainspoken.__version__


def test_what_readme_links_to_is_there() -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)\)", README)
    assert "docs/home.png" in links
    assert [link for link in links if not (ROOT / link).exists()] == []
    assert (ROOT / "docs/home.png").stat().st_size < 200_000
