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
