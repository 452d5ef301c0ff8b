"""What a page on a reader's screen may not do is found: scroll sideways, lie over another thing, be cut off, be too small to press."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser import checks
from tests.browser.kinds import Kind
from tests.browser.readers import SETTINGS, Setting, Tab, tab

pytestmark = pytest.mark.browser

ORDINARY = SETTINGS[0]
LARGE = SETTINGS[7]


def found_in(reader: Tab, file: Path) -> list[str]:
    """What the check of layout says of a page on a phone."""
    reader.open(file)
    return reader.met([ORDINARY], {"layout": checks.layout()})["layout"]


PAGE = """<!DOCTYPE html><html lang="en"><meta name="viewport" content="width=device-width"><title>A page</title><style>
body {{ margin: 16px; font: 18px/1.5 sans-serif }} {style}</style><main>{body}</main></html>"""

WRONG = {
    "sideways": ("table { width: 600px }", "<table><tr><td>A table as wide as a desk</table>", "the page is 616 wide in 360"),
    "over one another": (".b { margin-top: -40px }", "<p>A line of words</p><p class=b>Another line of words</p>",
                         "“A line of words” and “Another line of words” lie over one another"),
    "words of one sentence": ("b { margin-left: -30px }", "<p>A line of words <b>Another</b></p>", "“A line of words” and “Another” lie over one another"),
    "over a field": ("input { display: block; margin-top: -36px; width: 200px; height: 40px }", "<p>Look for</p><input>",
                     "“Look for” and input lie over one another"),
    "labels of a drawing": ("", '<svg width=300 height=60><text x=10 y=20 fill=red>September</text><text x=30 y=22 fill=red>October</text></svg>',
                            "“September” and “October” lie over one another"),
    "out of a drawing": ("", '<svg width=100 height=60><text x=60 y=20 fill=red>September</text></svg>', "“September” runs out of its drawing"),
    "cut with dots": ("p { width: 120px; overflow: hidden; white-space: nowrap; text-overflow: ellipsis }", "<p>The longest name of all the councils</p>",
                      "“The longest name of all the councils” is cut off by what is around it"),
    "cut below": ("div { height: 40px; overflow: hidden }", "<div>One line<br>and another<br>and a third</div>", "div hides what is 81 high in 40"),
    "over the edge": ("main { overflow-x: clip } p { width: 500px }", "<p>" + "words and " * 9 + "</p>", "runs over the edge of the page"),
    "small and close": ("a { font-size: 12px; padding: 0 } li { display: inline }", "<ul><li><a href=a>1</a> <li><a href=b>2</a></ul>",
                        "a “1” is 7 by 14, too near “2”"),
    "small and beside a large one": ("a { font-size: 12px; position: absolute; left: 60px } button { width: 45px; height: 45px }",
                                     "<p><button>Go</button><a href=a>1</a></p>", "too near “Go”"),
}


COME = """text => {
  const look = () => [...document.querySelectorAll('body > header :is(a, nav, svg)')].map(one => {
    const box = one.checkVisibility() && (one.matches('svg') || one.innerText.trim()) ? one.getBoundingClientRect() : null;
    return box && [(one.innerText || one.tagName).trim(), box.left, box.top];
  });
  const put = text => { document.querySelector('body > header').outerHTML = text; return look(); };
  const whole = put(text), said = new Set();
  for (const cut of text.matchAll(/<\\/(?:a|li|span)>|<(?:nav|ul|li|a)[^>]*>/g)) {
    put(text.slice(0, cut.index + cut[0].length)).forEach((box, at) => {
      if (box && Math.hypot(box[1] - whole[at][1], box[2] - whole[at][2]) >= 3) said.add(`“${whole[at][0]}” moves while the masthead comes`);
    });
  }
  put(text);
  return [...said];
}"""
"""A masthead cut off between its entries, as a slow phone paints it while it comes -> what moves on the way, by three pixels or more, as the
Layout Instability standard counts."""


@pytest.mark.parametrize("width", [360, 768, 1000, 1280])
def test_nothing_moves_while_a_masthead_comes(chromium: Browser, portal: Path, kinds: list[Kind], width: int) -> None:
    found = []
    with tab(chromium) as one:
        one.put(Setting("", width))
        for kind in kinds:
            masthead = re.search(r"<header.*?</header>", (portal / kind.middling).read_text("utf-8"), re.DOTALL)
            one.open(portal / kind.middling)
            found += [f"{kind.middling}: {said}" for said in (one.page.evaluate(COME, masthead[0]) if masthead else ())]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("case", WRONG)
def test_a_page_that_lies_badly_is_found_out(reader: Tab, tmp_path: Path, case: str) -> None:
    style, body, expected = WRONG[case]
    file = tmp_path / "page.html"
    file.write_text(PAGE.format(style=style, body=body))
    found = found_in(reader, file)
    assert any(expected in said for said in found), found


RIGHT = {
    "close lines": ("h1 { line-height: 1 }", "<h1>A heading<br><span>of two</span> lines that stand close, set as large as headings are</h1>"),
    "a link in a sentence": ("a { font-size: 12px }", "<p>As it <a href=a>1</a> is <a href=b>2</a> said here.</p>"),
    "small and alone": ("a { font-size: 12px }", "<ul><li><a href=a>1</a></ul>"),
    "for ears only": (".v { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap }",
                      "<p>Seen<span class=v>Heard by those who listen to it</span> and read</p>"),
    "an icon in its button": ("", "<button>Go <svg width=10 height=10></svg></button>"),
    "a table that may be moved": (".t { overflow-x: auto } table { width: 600px }", "<div class=t tabindex=0><table><tr><td>Words</table></div>"),
}


@pytest.mark.parametrize("case", RIGHT)
def test_a_page_that_lies_well_is_let_be(reader: Tab, tmp_path: Path, case: str) -> None:
    file = tmp_path / "page.html"
    file.write_text(PAGE.format(style=RIGHT[case][0], body=RIGHT[case][1]))
    assert found_in(reader, file) == []


def test_a_setting_is_what_a_page_is_told(reader: Tab, tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    file.write_text(PAGE.format(style="", body="<p>Words<details data-open open><summary>More</summary>Words</details>"))
    asked = """() => [innerWidth, ...['(prefers-color-scheme: dark)', '(prefers-reduced-motion)', '(forced-colors: active)']
      .map(one => matchMedia(one).matches), getComputedStyle(document.documentElement).fontSize, matchMedia('(min-width: 40rem)').matches].map(String)"""

    def answer(page: Page, _: Setting) -> list[str]:
        return list(page.evaluate(asked))
    reader.open(file)
    first = reader.met([*SETTINGS, LARGE], {"asked": answer})["asked"]
    reader.open(file)
    second = reader.met([LARGE, *SETTINGS], {"asked": answer})["asked"]
    assert second[:6] == first[-6:], "another page is not met as the one before"
    assert first[:-6] == second[6:] and len(first) == 6 * 10
    answers = {setting.name: [said.partition(": ")[2] for said in second if said.startswith(f"{setting.name}: ")][-6:] for setting in SETTINGS}
    assert answers["360, light"] == ["360", "false", "false", "false", "16px", "false"]
    assert answers["1280, dark, reduced motion"] == ["1280", "true", "true", "false", "16px", "true"]
    assert answers["768, forced colours"][3] == "true"
    assert answers["1280, text at 200%"] == ["1280", "false", "false", "false", "32px", "true"]
    assert answers["768, light"][5] == "true" and answers["360, text at 200%"][4:] == ["32px", "false"]
