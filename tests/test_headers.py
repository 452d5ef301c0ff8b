"""The header files for hosts say what the code says."""

import re
from pathlib import Path

import pytest

from plainspoken import hosting, render

ROOT = Path(__file__).resolve().parent.parent
FILES = ("nginx.conf", "Caddyfile", "apache.conf")


def directives(policy: str) -> dict[str, str]:
    return {name: rest for name, _, rest in (part.strip().partition(" ") for part in policy.split(";"))}


@pytest.mark.parametrize("name", FILES)
def test_ready_settings_hold_the_policy_and_the_headers_of_today(name: str) -> None:
    text = (ROOT / "docs" / "hosting" / name).read_text("utf-8").replace("style-src $portal_style;", "style-src 'self';")
    assert hosting.policy("") in text
    assert "'self' 'unsafe-inline'" in text, "404.html carries its style inside"
    for header, value in hosting.OTHERS.items():
        assert re.search(rf'{header} "?{value}"?', text)
    assert hosting.KEPT in text
    assert re.search(r'Access-Control-Allow-Origin ("\*"|\$portal_open)', text)


OPEN = ("data/index.html", "data/findings.csv", "data/findings.json", "data/findings.csv-metadata.json", "data/portal.sqlite", "feed.xml",
        "authorities/haven/feed.xml", "authorities/haven/badge.svg", "authorities/haven/index.json", "authorities/haven/review-2007/index.json")
"""What any site may fetch."""
CLOSED = ("", "index.html", "authorities/haven/", "authorities/haven/review-2007/plan/", "pagefind/pagefind-entry.json", "assets/favicon.svg", "404.html",
          "database/x", "authorities/haven/feed.xml/x", "sitemap.xml", "search/index.json")
"""What it may not, for it has no need to."""


@pytest.mark.parametrize("name", FILES)
def test_ready_settings_let_any_site_fetch_the_data_and_no_page(name: str) -> None:
    [pattern] = re.findall(r"(\^/\(data/\S*?\$)", (ROOT / "docs" / "hosting" / name).read_text("utf-8"))
    assert all(re.search(pattern, f"/{path}") for path in OPEN)
    assert not any(re.search(pattern, f"/{path}") for path in CLOSED)


def test_the_headers_file_lets_any_site_fetch_the_same() -> None:
    rules = [lines[0] for block in re.split(r"\n(?=/)", hosting.headers("")) if "Access-Control-Allow-Origin: *" in (lines := block.split("\n"))[1]]
    assert len(rules) == len(hosting.OPEN_PATHS)
    patterns = [re.sub(r":[a-z]+", "[^/]+", re.escape(rule).replace(r"\*", ".*").replace(r"\:", ":")) for rule in rules]
    assert all(any(re.fullmatch(one, f"/{path}") for one in patterns) for path in OPEN)
    assert not any(re.fullmatch(one, f"/{path}") for one in patterns for path in CLOSED)
    assert all(rule.count("*") <= 1 for rule in rules), "one of the hosts takes no more than one in a rule"


def test_the_policy_of_the_whole_portal_allows_what_any_page_needs_and_no_more() -> None:
    whole = directives(hosting.policy("'sha256-x'"))
    assert whole.pop("frame-ancestors") == "'none'"
    for scripts in ("", render.SCRIPTS, render.SEARCHES):
        for name, allowed in directives(render.POLICY.format(style="'self'", scripts=scripts)).items():
            assert name in whole and (set(allowed.split()) <= set(whole[name].split()) or allowed == "'none'")
    assert whole["default-src"] == whole["form-action"] == whole["base-uri"] == "'none'"
    assert "unsafe-eval" not in str(whole).replace("wasm-unsafe-eval", "") and "*" not in str(whole) and "http" not in str(whole)


def test_the_headers_file_names_the_style_of_the_lost_page_by_its_hash() -> None:
    text = hosting.headers("p{}\n")
    assert text.startswith("/*\n  Content-Security-Policy: default-src 'none'; style-src 'self' 'sha256-")
    assert "/pagefind/fragment/*\n  Cache-Control: public, max-age=31536000, immutable\n" in text
    assert all(len(line) < 2000 for line in text.splitlines())
