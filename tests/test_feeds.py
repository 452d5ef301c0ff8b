"""Feeds tell what entered the portal and what was changed, by the rules of Atom (RFC 4287)."""

import re
from datetime import datetime
from html import unescape
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest

from plainspoken import chronicle, urls
from plainspoken.pages import feeds
from plainspoken.portal import changed
from tests.conftest import DEFAULTS, MakeSite, RunCommand
from tests.test_pages import files, real

ATOM = "{http://www.w3.org/2005/Atom}"
INSPECTION = "inspections/riverton/visit-2021/inspection.yaml"
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
ORDER = {"feed": ["title", "subtitle", "id", "updated", "link", "link", "author", "rights"],
         "entry": ["title", "id", "published", "updated", "link", "summary"]}


def faults(text: str) -> list[str]:
    """What RFC 4287 would have otherwise: what a feed and an entry must hold once, how dates, ids and links are written."""
    root = ElementTree.fromstring(text)
    found = [] if root.tag == f"{ATOM}feed" else [f"the root is {root.tag}"]
    entries = root.findall(f"{ATOM}entry")
    for one, kind in ((root, "feed"), *((entry, "entry") for entry in entries)):
        tags = [child.tag.removeprefix(ATOM) for child in one if child.tag != f"{ATOM}entry"]
        found += [f"{kind} holds {tags}"] if tags != ORDER[kind] else []
        found += [f"{kind}: {child.tag} is empty" for child in one if not len(child) and not child.attrib and not (child.text or "").strip()]
        found += [f"{date.text} is no moment" for tag in ("updated", "published") for date in one.findall(ATOM + tag) if not moment(date)]
        found += [f"{name.text} is no address" for name in one.findall(f"{ATOM}id") if not re.fullmatch(r"https://[^\s#]+", name.text or "")]
        links = [link.attrib for link in one.findall(f"{ATOM}link")]
        relations = [link.get("rel") for link in links]
        found += [f"{kind} links {relations}"] if relations != (["self", "alternate"] if kind == "feed" else ["alternate"]) else []
        found += [f"{link} is no whole link" for link in links if not link.get("href", "").startswith("https://") or not link.get("type")]
    ids = [entry.findtext(f"{ATOM}id") for entry in entries]
    newest = max((entry.findtext(f"{ATOM}updated") or "" for entry in entries), default="")
    found += ["an id stands twice"] if len(set(ids)) < len(ids) else []
    found += ["the feed is not as new as its newest entry"] if root.findtext(f"{ATOM}updated") != newest else []
    found += ["the author has no name"] if not root.findtext(f"{ATOM}author/{ATOM}name") else []
    return found + ([] if re.fullmatch(r"[a-z]{2,3}(-\w+)*", root.get("{http://www.w3.org/XML/1998/namespace}lang", "")) else ["no language"])


def moment(element: Element) -> bool:
    try:
        return bool(MOMENT.fullmatch(element.text or "")) and bool(datetime.fromisoformat(element.text or ""))
    except ValueError:
        return False


def entries(text: str) -> list[Element]:
    return ElementTree.fromstring(text).findall(f"{ATOM}entry")


def told(text: str, tag: str) -> list[str]:
    return [entry.findtext(ATOM + tag) or "" for entry in entries(text)]


def test_every_feed_is_atom() -> None:
    found = {path: text for path, text in files().items() if path.endswith("feed.xml")}
    assert sorted(found) == sorted(["feed.xml", *(f"authorities/{name}/feed.xml" for name in real().reference.authorities)])
    assert {path: faults(text) for path, text in found.items()} == {path: [] for path in found}
    assert len(entries(found["feed.xml"])) == len(real().cards) + len(real().content.plans)


@pytest.mark.parametrize(("written", "instead"), [
    ("<updated>2026-11-22T00:00:00Z</updated>", "<updated>2026-11-22</updated>"), ("<updated>2026-11-22T", "<updated>2026-13-22T"),
    ("<id>https://plainspoken.example/feed.xml</id>", "<id>feed.xml</id>"), ("<entry>", "<entry><id>https://x.example/</id>"),
    ("<name>the Plainspoken project</name>", "<name></name>"), ('rel="self"', 'rel="next"'), ("<summary>", "<summary/><summary>"),
    ('href="https://plainspoken.example/authorities', 'href="authorities'), ('xml:lang="en-GB"', ""),
])
def test_the_guard_sees_what_is_no_atom(written: str, instead: str) -> None:
    assert written in files()["feed.xml"]
    assert faults(files()["feed.xml"].replace(written, instead, 1))


def test_an_entry_has_the_day_of_its_own_record() -> None:
    """`updated` is the record's last change, or else the day it was added; an inspection's plan has its own."""
    text = files()["feed.xml"]
    by_page = {name: (added, updated) for name, added, updated in zip(told(text, "id"), told(text, "published"), told(text, "updated"), strict=True)}
    base = real().reference.settings.base_address
    records = {urls.public(base, urls.inspection(key)): one for key, one in real().content.inspections.items()}
    records |= {urls.public(base, urls.plan(key)): one for key, one in real().content.plans.items()}  # type: ignore[dict-item]
    assert by_page == {address: (f"{one.added.sort}T00:00:00Z", f"{changed(one)}T00:00:00Z") for address, one in records.items()}


def test_an_authoritys_feed_holds_all_that_is_about_it_and_nothing_else() -> None:
    for name, cards in real().by_authority.items():
        expected = {urls.inspection(card.key) for card in cards} | {urls.plan(card.key) for card in cards if card.plan}
        links = {entry.find(f"{ATOM}link").attrib["href"] for entry in entries(files()[urls.feed(name)])}  # type: ignore[union-attr]
        assert links == {urls.public(real().reference.settings.base_address, path) for path in expected} and expected


def changes(day: str, what: str) -> str:
    return f"changes:\n  - on: {day}\n    what: {what}\n"


def built(content: Path, run: RunCommand, *arguments: str) -> Path:
    done = run("build", "--content", content, "--output", content.parent / "output", *arguments)
    assert done.code == 0, done.err
    return content.parent / "output"


def test_a_correction_brings_its_record_to_the_front_and_says_what_it_was(make_site: MakeSite, run: RunCommand) -> None:
    inspection, plan = DEFAULTS[INSPECTION].decode(), DEFAULTS[INSPECTION.replace("inspection.yaml", "plan.yaml")].decode()
    output = built(make_site({INSPECTION: inspection.replace("visited: 2021-05-04\n", "visited: 2021-05-04\n" + changes("2026-03-01", "A & B < C."))}), run)
    text = (output / "feed.xml").read_text()
    assert told(text, "updated") == ["2026-03-01T00:00:00Z", "2026-01-31T00:00:00Z"] and faults(text) == []
    assert told(text, "summary")[0].endswith("Corrected on 1 March 2026: A & B < C.")
    built(make_site({INSPECTION: inspection, INSPECTION.replace("inspection.yaml", "plan.yaml"): plan + changes("2026-04-01", "A date.")}), run)
    assert told((output / "feed.xml").read_text(), "updated") == ["2026-04-01T00:00:00Z", "2026-01-31T00:00:00Z"]
    assert "/plan/" in told((output / "authorities/riverton/feed.xml").read_text(), "id")[0]


def test_a_new_name_changes_the_address_and_not_the_id(make_site: MakeSite, run: RunCommand) -> None:
    content = make_site()
    before = set(told((built(content, run) / "feed.xml").read_text(), "id"))
    place = content / "inspections/riverton/visit-2021"
    place.rename(place.with_name("visit-two"))
    (content / INSPECTION.replace("visit-2021", "visit-two")).write_bytes(DEFAULTS[INSPECTION] + b"was: [riverton/visit-2021, riverton/visit-one]\n")
    text = (built(content, run) / "feed.xml").read_text()
    assert set(told(text, "id")) == before and len(before) == 2
    assert all("/visit-two/" in entry.find(f"{ATOM}link").attrib["href"] for entry in entries(text))  # type: ignore[union-attr]


def test_a_feed_holds_the_latest_fifty(monkeypatch: pytest.MonkeyPatch) -> None:
    assert feeds.LATEST == 50
    monkeypatch.setattr(feeds, "LATEST", 3)
    page = next(feeds.pages(real()))
    assert [one.path for one in page.parts[1]] == [one.path for one in chronicle.entries(real())][:3]


def test_a_place_of_which_nothing_is_told_has_no_feed_and_no_link_to_one(make_site: MakeSite, run: RunCommand) -> None:
    output = built(make_site({"authorities/oldtown.yaml": "name: Oldtown\nkind: town\n"}), run)
    assert not (output / "authorities/oldtown/feed.xml").exists()
    assert "atom" not in (output / "authorities/oldtown/index.html").read_text()
    assert (output / "authorities/riverton/feed.xml").exists()


def test_home_and_every_place_tell_of_their_feed() -> None:
    pattern = re.compile(r'<link rel="alternate" type="application/atom\+xml" title="([^"]+)" href="feed.xml">')
    assert [unescape(found[1]) for found in pattern.finditer(files()[urls.HOME])] == [real().reference.settings.title]
    for name, place in real().reference.authorities.items():
        assert [unescape(found[1]) for found in pattern.finditer(files()[urls.authority(name)])] == [f"{real().reference.settings.title}: {place.name}"]
    assert sum(bool(pattern.search(text)) for text in files().values()) == 1 + len(real().reference.authorities)
