"""Every kind of page for readers who listen, magnify, use keys or need strong contrast: axe-core's rules, and what it leaves open."""

from collections import Counter, defaultdict
from pathlib import Path

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Page

from tests import figures
from tests.browser.kinds import Kind
from tests.browser.readers import SETTINGS, Check, Setting, faults

pytestmark = pytest.mark.browser

HERE = Path(__file__).parent
TAGS = [f"wcag2{version}{level}" for version in ("", "1", "2") for level in ("a", "aa")] + ["best-practice"]
RUN = """async rules => {
  const found = await axe.run(document, { runOnly: { type: 'tag', values: rules.tags }, rules: rules.rules, resultTypes: ['violations', 'incomplete'] });
  const why = node => [...node.any, ...node.all, ...node.none].map(one => one.message).join('; ');
  return { violations: found.violations.flatMap(one => one.nodes.map(node => `${one.id}: ${node.target.join(' ')}: ${why(node)}`)),
           passed: found.passes.map(one => one.id), open: found.incomplete.reduce((sum, one) => sum + one.nodes.length, 0) };
}"""
ORDINARY = SETTINGS[0]
COLOURS = {SETTINGS[0].name, SETTINGS[5].name}
"""Where axe judges contrast: in light on a phone, in dark on a desk. It takes seconds for a page of a thousand findings
and leaves open what something touches; `contrast.js` leaves nothing open, and judges it in every setting."""


def axe(counted: dict[str, Counter[str]]) -> Check:
    """axe-core's check; what it did is counted by the setting's name."""
    def check(page: Page, setting: Setting) -> list[str]:
        colours = {"enabled": setting.name in COLOURS}
        found = page.evaluate(RUN, {"tags": TAGS, "rules": {"target-size": {"enabled": True}, "color-contrast": colours, "color-contrast-enhanced": colours}})
        counted[setting.name].update({"pages": 1, "rules passed": len(found["passed"]), "violations": len(found["violations"]), "left open": found["open"]})
        counted[""].update(found["passed"])
        return list(found["violations"])
    return check


def script(name: str, counted: Counter[str]) -> Check:
    """A check that is a script beside this file; what it looked at is counted."""
    text = (HERE / f"{name}.js").read_text("utf-8")

    def check(page: Page, _: Setting) -> list[str]:
        found = page.evaluate(text)
        counted[name] += found["looked"]
        return list(found["said"])
    return check


def test_axe_finds_nothing_on_any_kind_of_page_in_any_setting(chromium: Browser, portal: Path, kinds: list[Kind]) -> None:
    """The longest page of each kind in the two settings with contrast and in large text, a middling one in the others."""
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    hard = [setting._replace(folded=setting.text == 16) for setting in SETTINGS if setting.name in COLOURS or setting.text > 16]
    found = faults(chromium, [portal / kind.longest for kind in kinds], hard, [axe(counted)], AXE_SCRIPT)
    others = [setting for setting in SETTINGS if setting.name not in {one.name for one in hard}]
    found += faults(chromium, [portal / kind.middling for kind in kinds], others, [axe(counted)], AXE_SCRIPT)
    rules = counted.pop("")
    rows = figures.table("Accessibility: axe-core, WCAG 2.0 to 2.2 A and AA, AAA contrast, best practice", "setting", "pages", "rules passed",
                         "violations", "left open")
    rows += [(name, one["pages"], one["rules passed"], one["violations"], one["left open"]) for name, one in counted.items()]
    assert not found, "\n".join(found)
    assert all(one["pages"] == len(kinds) > 20 for one in counted.values())
    assert {"color-contrast", "color-contrast-enhanced", "target-size", "heading-order", "region", "link-name", "td-headers-attr"} <= set(rules)


def test_all_text_is_strong_on_its_ground_in_every_setting(chromium: Browser, portal: Path, kinds: list[Kind]) -> None:
    """7 to 1, as WCAG's AAA asks, for all text that is not large; forced colours are the reader's own."""
    counted: Counter[str] = Counter()
    settings = [setting for setting in SETTINGS if setting.forced == "none"]
    found = faults(chromium, [portal / kind.longest for kind in kinds], settings, [script("contrast", counted)])
    assert not found, "\n".join(found)
    assert counted["contrast"] > 50_000


def test_what_has_the_focus_shows_it_and_nothing_hides_it(chromium: Browser, portal: Path, kinds: list[Kind]) -> None:
    counted: Counter[str] = Counter()
    settings = [setting for setting in SETTINGS if setting.folded]
    assert len(settings) == 2
    found = faults(chromium, [portal / kind.longest for kind in kinds], settings, [script("focus", counted)])
    assert not found, "\n".join(found)
    assert counted["focus"] > 3000


def test_what_is_seen_follows_the_order_in_which_it_is_read(chromium: Browser, portal: Path, kinds: list[Kind]) -> None:
    counted: Counter[str] = Counter()
    found = faults(chromium, [portal / kind.longest for kind in kinds], [ORDINARY], [script("order", counted)])
    assert not found, "\n".join(found)
    assert counted["order"] > 5000


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
def test_a_page_that_keeps_somebody_out_is_found_out(chromium: Browser, tmp_path: Path, case: str) -> None:
    name, body, expected = WRONG[case]
    file = tmp_path / "page.html"
    file.write_text(PAGE % body)
    check = axe(defaultdict(Counter)) if name == "axe" else script(name, Counter())
    found = faults(chromium, [file], [ORDINARY], [check], AXE_SCRIPT)
    assert any(expected in said for said in found), found
