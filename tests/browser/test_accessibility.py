"""What keeps somebody out of a page is found: somebody who listens, magnifies, uses keys or needs strong contrast."""

from pathlib import Path

import pytest

from tests.browser import checks
from tests.browser.readers import SETTINGS, Tab

pytestmark = pytest.mark.browser

ORDINARY = SETTINGS[0]

PAGE = """<!DOCTYPE html><html lang="en"><meta name="viewport" content="width=device-width"><title>A page</title><style>
body { font: 18px/1.5 sans-serif; background: white; color: black } ul { font-size: 11px; list-style: none }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%%) } :focus-visible { outline: 2px solid }
.fixed { position: fixed; top: 0; width: 300px; height: 90px; background: white } .up { display: flex; flex-direction: column-reverse }</style>
<main>%s</main></html>"""

WRONG = {
    "axe: a picture without words": ("axe", "<h1>Words</h1><img src=x.png>", "image-alt"),
    "axe: faint": ("axe", "<h1>Words</h1><p style='color: #888'>Words</p>", "color-contrast: p"),
    "axe: not strong": ("axe", "<h1>Words</h1><p style='color: #666'>Words</p>", "color-contrast-enhanced: p"),
    "axe: a level left out": ("axe", "<h1>Words</h1><h3>Words</h3>", "heading-order"),
    "axe: small targets": ("axe", "<h1>Words</h1><ul><li><a href=a>1</a></li><li><a href=b>2</a></li></ul>", "target-size"),
    "contrast: not strong": ("contrast", "<p style='color: #666'>Words", "“Words” is 5.74 to 1 on its ground, under 7"),
    "contrast: large and faint": ("contrast", "<p style='color: #999; font-size: 30px'>Words", "under 4.5"),
    "contrast: on a dark ground": ("contrast", "<div style='background: #222'><p>Words</div>", "on its ground, under 7"),
    "contrast: in a drawing": ("contrast", "<svg width=90 height=30><text y=20 fill=gray>Words</text></svg>", "“Words” is 3.95 to 1"),
    "contrast: half transparent": ("contrast", "<p style='color: #0008'>Words", "“Words” is half transparent"),
    "focus: none shown": ("focus", "<a href=a style='outline: 0'>Words</a>", "a “Words” shows no outline"),
    "focus: hidden": ("focus", "<header class=fixed></header><a href=a>Words</a>",
                      "a “Words” is hidden by something while it has the focus"),
    "focus: put first": ("focus", "<a href=a tabindex=2>Words</a>", "put before others"),
    "focus: for nobody": ("focus", "<p class=hidden><a href=a>Words</a></p>", "hidden by something"),
    "order: a heading below": ("order", "<h2>Before</h2><h1>Words</h1>", "the first heading is “Before”"),
    "order: seen the other way": ("order", "<div class=up><p>First</p><p>Second</p></div>",
                                  "“Second” stands above “First”, which is read before it"),
    "order: the banner last": ("order", "<h1>Words</h1></main><header>Banner</header>", "main comes before header"),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_page_that_keeps_somebody_out_is_found_out(reader: Tab, tmp_path: Path, case: str) -> None:
    name, body, expected = WRONG[case]
    file = tmp_path / "page.html"
    file.write_text(PAGE % body)
    check = checks.axe(rules=()) if name == "axe" else checks.script(name)
    reader.open(file)
    found = reader.met([ORDINARY], {name: check})[name]
    assert any(expected in said for said in found), found
