"""Records -> addresses. The only module that spells a path.

Inside, an address is a path below the site's root that ends in a file name, with a fragment perhaps. Pages link to
one another relatively, so that they work from disk and below any prefix; what is printed, cited or given to feeds is
the folder form under the portal's base address.
"""

import posixpath
from collections.abc import Callable
from urllib.parse import quote, urlencode, urlsplit

HOME = "index.html"
AUTHORITIES = "authorities/index.html"
INSPECTIONS = "inspections/index.html"
RECOMMENDATIONS = "recommendations/index.html"
COMPARE = "compare/index.html"
FRAMEWORKS = "frameworks/index.html"
TOPICS = "topics/index.html"
GLOSSARY = "glossary/index.html"
COVERAGE = "coverage/index.html"
PAPERS = f"{COVERAGE}#papers"
"""What is told there of all papers together."""
CORRECTIONS = "corrections/index.html"
DATA = "data/index.html"
COLUMNS = "data/columns/index.html"
TABLES_METADATA = "data/csv-metadata.json"
"""The CSVW description of all CSV files together."""
DATABASE = "data/portal.sqlite"
DATABASE_METADATA = "data/metadata.json"
"""What Datasette shows beside the database."""
YOUNG_PEOPLE = "young-people/index.html"
SEARCH = "search/index.html"
INDEX = "pagefind/"
"""The folder of the search index, and of the program that reads it in the browser."""
NOT_FOUND = "404.html"
HEADERS = "_headers"
STYLE_SHEET = "assets/site.css"
YOUNG_STYLE_SHEET = "assets/young.css"
FAVICON = "assets/favicon.svg"
LISTEN = "assets/listen.js"
MOVED = "assets/moved.js"
SORT = "assets/sort.js"
FEED = "feed.xml"
SITEMAP = "sitemap.xml"
ROBOTS = "robots.txt"
SEARCH_CLIENT = "assets/search.js"
SEARCH_HINTS = "assets/hints.js"
SEARCH_BOX = "assets/searchbox.js"


def page(name: str) -> str:
    """A page of the publisher's words: about, privacy, accessibility."""
    return f"{name}/index.html"


def authority(name: str) -> str:
    """An authority's page."""
    return f"authorities/{name}/index.html"


def about(path: str) -> tuple[str, str]:
    """What an address below authorities/ or young-people/ names: (authority, inspection), if there is such an authority and inspection."""
    first, authority_name, name, *_ = [*path.split("/"), "", ""]
    return (authority_name, name) if f"{first}/{HOME}" in {AUTHORITIES, YOUNG_PEOPLE} else ("", "")


def feed(name: str) -> str:
    """An authority's feed."""
    return f"authorities/{name}/feed.xml"


def badge(name: str) -> str:
    """An authority's badge."""
    return f"authorities/{name}/badge.svg"


def sitemap(number: int) -> str:
    """A part of the sitemap, counted from 1."""
    return f"sitemap-{number}.xml"


def inspection(key: tuple[str, str], item: str = "") -> str:
    """An inspection's page, or the address for life of one of its items."""
    return f"authorities/{key[0]}/{key[1]}/index.html" + (f"#{item}" if item else "")


def plan(key: tuple[str, str], item: str = "") -> str:
    """The page of an inspection's action plan, or of one answer in it."""
    return f"authorities/{key[0]}/{key[1]}/plan/index.html" + (f"#{item}" if item else "")


def story(key: tuple[str, str], language: str = "", sheet: str = "") -> str:
    """The young people's page of an inspection, its poster or its letter; a translation stands below its language's tag."""
    return "/".join(filter(None, ("authorities", *key, "young-people", language, sheet, "index.html")))


def story_place(name: str) -> str:
    """The young people's page of an authority over the years."""
    return f"young-people/{name}/index.html"


def framework(name: str) -> str:
    """A framework's page."""
    return f"frameworks/{name}/index.html"


def topic(name: str, authority_name: str = "", region: str = "") -> str:
    """A topic's page, or that of one region; or its part about one authority."""
    return "/".join(filter(None, ("topics", name, region, "index.html"))) + (f"#{authority_name}" if authority_name else "")


def thread(authority_name: str, topic_name: str) -> str:
    """The page that follows one concern through the papers of one authority."""
    return f"authorities/{authority_name}/topics/{topic_name}/index.html"


def register(facet: str, value: str, place: str = "") -> str:
    """A page of the register of recommendations, by topic, authority, time band, answer or progress, or its part about a place."""
    return f"recommendations/{facet}/{value}/index.html" + (f"#{register_part(place)}" if place else "")


def register_year(name: str, year: str) -> str:
    """What was asked of an authority in one year, where a page of all would be too long."""
    return f"recommendations/authorities/{name}/years/{year}/index.html"


def register_part(name: str) -> str:
    """The id of a part of a page of the register: about an authority, or an inspection."""
    return f"asked-{name}"


def compare(framework_name: str, region: str = "") -> str:
    """The page of results under one framework, side by side; or that of one region."""
    return "/".join(filter(None, ("compare", framework_name, region, "index.html")))


def term(name: str) -> str:
    """A word in the glossary."""
    return f"{GLOSSARY}#{name}"


def inspections(*path: str) -> str:
    """A list of inspections by one value of a facet, perhaps by another below it: regions, north; frameworks, visit-2020, areas, care."""
    return "/".join(("inspections", *path, "index.html"))


def search(query: str = "", **filters: str) -> str:
    """The search page with a query and filters in force; they stand in the fragment, which no server hears."""
    given = urlencode([*([("q", query)] if query else []), *filters.items()], quote_via=quote)
    return f"{SEARCH}#{given}" if given else SEARCH


def asks(target: str, fragment: str) -> bool:
    """Is this fragment of a page a search, and not a place in the page?"""
    return target == SEARCH and "=" in fragment


def table(name: str, form: str) -> str:
    """A data file: judgements, csv."""
    return f"data/{name}.{form}"


def table_metadata(name: str) -> str:
    """The CSVW description beside a CSV file."""
    return f"data/{name}.csv-metadata.json"


def column(table_name: str, name: str = "") -> str:
    """What a table's columns mean, or one of them."""
    return f"{COLUMNS}#{table_name}" + (f"-{name}" if name else "")


def record_data(page_path: str) -> str:
    """The data beside the page of an authority or inspection."""
    return f"{posixpath.dirname(page_path)}/index.json"


def record(reference: str) -> str:
    """The address of a link in Markdown, such as inspection:haven/review-2007#recommendation-4."""
    kind, _, target = reference.partition(":")
    name, _, item = target.partition("#")
    if kind == "inspection":
        first, _, second = name.partition("/")
        return inspection((first, second), item)
    if kind == "source":
        return f"{COVERAGE}#source-{name}"
    known: dict[str, Callable[[str], str]] = {"authority": authority, "framework": framework, "topic": topic, "page": page}
    return known[kind](name)


def relative(here: str, target: str) -> str:
    """How a page at `here` links to `target`; both below the root."""
    if not target.startswith(here[:here.find("/") + 1]):  # as most links: the two have nothing in common but the root
        return "../" * here.count("/") + target
    path, mark, fragment = target.partition("#")
    path, question, version = path.partition("?")
    if path == here and not version:
        return f"#{fragment}" if mark else posixpath.basename(path)
    folders, parts = here.split("/")[:-1], path.split("/")
    shared = 0
    while shared < len(folders) and shared < len(parts) - 1 and folders[shared] == parts[shared]:
        shared += 1
    return "../" * (len(folders) - shared) + "/".join(parts[shared:]) + question + version + mark + fragment


def stand(here: str) -> str:
    """Stands for every page that links as `here` does to what lies one folder deep at most: by its first folder and how deep it lies."""
    first, *rest = here.split("/")
    return first + "/" * len(rest) if len(rest) > 1 else here


def public(base: str, target: str) -> str:
    """The address as we print and cite it: the folder form under the base address."""
    path, mark, fragment = target.partition("#")
    folder = path.removesuffix("index.html")
    return base.rstrip("/") + "/" + quote(folder) + mark + fragment


def prefix(base: str) -> str:
    """The path of the base address, with a slash at both ends: where 404.html starts its links."""
    return urlsplit(base).path.rstrip("/") + "/"


def is_example(base: str) -> bool:
    """Is the host one that the standards reserve for examples, so that no such address can work?"""
    host = urlsplit(base).hostname or ""
    reserved = ("example", "test", "invalid", "localhost", "example.com", "example.org", "example.net")
    return any(host == name or host.endswith("." + name) for name in reserved)
