"""A page in a setting -> what is wrong with it there, a sentence each: how it lies, what axe-core says, contrast, focus, order.

Each check counts what it looked at, so that one that saw nothing can be told from one that found nothing.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

from tests.browser.readers import Check, Setting

HERE = Path(__file__).parent
AXE = str(AXE_SCRIPT)
"""axe-core itself, to be put into pages."""
TAGS = [f"wcag2{version}{level}" for version in ("", "1", "2") for level in ("a", "aa")] + ["best-practice"]
"""WCAG 2.0, 2.1 and 2.2, A and AA, and what axe-core calls best practice."""
CONTRASTS = ("color-contrast", "color-contrast-enhanced")
"""axe-core's rules of contrast, AA and AAA."""
CONTRAST = CONTRASTS[1:]
"""The stronger alone: it looks at the same text as the one of AA and asks more of it. For a page of a thousand
sentences it takes seconds, and it leaves open what something touches; `contrast.js` takes a moment and leaves nothing open."""
VARYING = ("aria-hidden-focus", "button-name", "bypass", "css-orientation-lock", "empty-heading", "empty-table-header", "heading-order", "label",
           "landmark-one-main", "link-in-text-block", "link-name", "page-has-heading-one", "region", "scrollable-region-focusable", "skip-link",
           "summary-name", "target-size")
"""Rules whose answer hangs on what is shown at a width, how large, where and in what colours. All others read the document alone."""
RUN = """async asked => {
  const found = await axe.run(document, { ...asked, resultTypes: ['violations', 'incomplete'] });
  const why = node => [...node.any, ...node.all, ...node.none].map(one => one.message).join('; ');
  return { violations: found.violations.flatMap(one => one.nodes.map(node => `${one.id}: ${node.target.join(' ')}: ${why(node)}`)),
           passed: found.passes.map(one => one.id), open: found.incomplete.reduce((sum, one) => sum + one.nodes.length, 0) };
}"""
QUESTIONS = ("sideways", "overlaps", "cut", "targets")

Counts = dict[str, Counter[str]]
"""Name of a setting, or "" for all, -> what was counted there."""


def axe(rules: Sequence[str] = (), without: Sequence[str] = (), counted: Counts | None = None) -> Check:
    """axe-core by these rules, or by all but some; what it did is counted by the setting's name, the rules that passed under ""."""
    only = {"runOnly": {"type": "rule", "values": list(rules)}} if rules else {
        "runOnly": {"type": "tag", "values": TAGS}, "rules": {name: {"enabled": name not in without} for name in ("target-size", *CONTRASTS)}}
    kept = defaultdict(Counter) if counted is None else counted

    def check(page: Page, setting: Setting) -> list[str]:
        found = page.evaluate(RUN, only)
        kept[setting.name].update({"runs": 1, "rules passed": len(found["passed"]), "violations": len(found["violations"]), "left open": found["open"]})
        kept[""].update(found["passed"])
        return list(found["violations"])
    return check


def script(name: str, counted: Counter[str] | None = None) -> Check:
    """The check that is a script beside this file: contrast, focus or order."""
    text = (HERE / f"{name}.js").read_text("utf-8")

    def check(page: Page, _: Setting) -> list[str]:
        found = page.evaluate(text)
        if counted is not None:
            counted[name] += found["looked"]
        return list(found["said"])
    return check


def layout(counted: Counter[str] | None = None) -> Check:
    """How a page is laid out: what lies over what, what is cut off, what is too small to press."""
    text = (HERE / "geometry.js").read_text("utf-8")

    def check(page: Page, _: Setting) -> list[str]:
        seen = page.evaluate(text)
        if counted is not None:
            counted.update(seen["counted"])
        return [said for question in QUESTIONS for said in seen[question]]
    return check
