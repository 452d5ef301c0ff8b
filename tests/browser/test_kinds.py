"""Every kind of page as every reader meets it: whole and well laid out, open to all, strong to read, its focus seen, its order kept.

The settings are shared out so that whatever can come out differently in one is asked there, and nothing is asked twice. A page
is loaded once and put into one setting after the other. Of each kind,
- the longest page, where a layout is tried hardest, is laid out in every setting; its text must be strong in all but forced
  colours, which are the reader's own; axe-core is asked by all its rules but contrast in two settings, a phone in light and a
  desk in dark, with all folds open; the focus goes round in the two settings that leave folds closed, as a reader with a
  keyboard finds them; order, which hangs on nothing but width, is asked on a phone;
- a middling page is asked by axe-core's rules that hang on what is shown, where, how large and in what colours (all others
  read the document alone) in the other settings, and by its rule of contrast, slow and often left open, in light and in dark;
- the shortest page, where there is least, is laid out at each width and in the largest text.
"""

from collections import Counter, defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser

from tests import figures
from tests.browser import checks
from tests.browser.kinds import Kind
from tests.browser.readers import SETTINGS, Check, Setting, tab

pytestmark = pytest.mark.browser

ARGUMENTS = ("--js-flags=--min-semi-space-size=64 --max-semi-space-size=128",)
"""Room for what scripts make and drop at once, so that it is seldom swept: what axe-core asks of a long page makes much."""
WHOLE = {"360, light", "1280, dark, reduced motion"}
"""Where axe-core is asked by all its rules."""
COLOURS, SIZES = {"768, dark", "768, forced colours"}, {"360, dark, folded", "1280, light, folded", "360, text at 200%", "1280, text at 200%"}
"""Where it is asked by all rules that vary but that of sizes, which are those of another setting; and by all but that of colours."""
LEAST = {"360, light", "768, light", "1280, dark, reduced motion", "360, text at 200%"}
"""Where the shortest pages are laid out."""


class Met(NamedTuple):
    """What was found, by the check's name, and what was looked at."""

    faults: dict[str, list[str]]
    axe: checks.Counts
    looked: Counter[str]


class Asked(NamedTuple):
    """A check, and in which settings it is asked."""

    wanted: Callable[[Setting], bool]
    check: Check

    def where(self) -> Check:
        """The check, which finds nothing in other settings."""
        return lambda page, setting: self.check(page, setting) if self.wanted(setting) else []


def without(name: str) -> list[str]:
    """The rules that vary, but for one."""
    return [rule for rule in checks.VARYING if rule != name]


CLOSED = [one._replace(folded=True) for one in SETTINGS if one.name in WHOLE]
"""The settings where axe-core is asked by all its rules, with the folds as they come."""
EVERY = [each for one in SETTINGS for each in (one, *(closed for closed in CLOSED if closed.name == one.name))]


@pytest.fixture(scope="module")
def met(chromium: Browser, portal: Path, kinds: list[Kind]) -> Met:
    """All kinds of page in all settings. A page that is the longest of its kind and a middling one too is loaded once."""
    counts: checks.Counts = defaultdict(Counter)
    looked: Counter[str] = Counter()
    longest = {
        "layout": Asked(lambda one: one in SETTINGS, checks.layout(looked)),
        "axe": Asked(lambda one: one in SETTINGS and one.name in WHOLE, checks.axe(without=checks.CONTRASTS, counted=counts)),
        "contrast": Asked(lambda one: one in SETTINGS and one.forced == "none", checks.script("contrast", looked)),
        "focus": Asked(lambda one: one in SETTINGS and one.folded, checks.script("focus", looked)),
        "order": Asked(lambda one: one == SETTINGS[0], checks.script("order", looked)),
    }
    middling = {
        "axe, what varies": Asked(lambda one: one.name not in WHOLE | COLOURS | SIZES, checks.axe(rules=checks.VARYING, counted=counts)),
        "axe, but for sizes": Asked(lambda one: one.name in COLOURS, checks.axe(rules=without("target-size"), counted=counts)),
        "axe, but for colours": Asked(lambda one: one.name in SIZES, checks.axe(rules=without("link-in-text-block"), counted=counts)),
        "axe, contrast": Asked(CLOSED.__contains__, checks.axe(rules=checks.CONTRAST, counted=counts)),
    }
    shortest = {"layout, least": Asked(lambda one: one in SETTINGS and one.name in LEAST, checks.layout(looked))}
    wanted: dict[str, dict[str, Asked]] = defaultdict(dict)
    for kind in kinds:
        wanted[kind.longest] |= longest
        wanted[kind.middling] |= middling
        wanted[kind.shortest] |= shortest if kind.shortest != kind.longest else {}
    found: dict[str, list[str]] = {name: [] for name in (*longest, *middling, *shortest)}
    with tab(chromium, checks.AXE) as one:
        for path, asked in wanted.items():
            one.open(portal / path)
            settings = [setting for setting in EVERY if any(each.wanted(setting) for each in asked.values())]
            for name, said in one.met(settings, {name: each.where() for name, each in asked.items()}).items():
                found[name] += [f"{path}, {each}" for each in said]
    return Met(found, counts, looked)


def test_every_kind_of_page_lies_well_in_every_setting(met: Met) -> None:
    """The longest page of each kind and the shortest: where there is most, and where there is least."""
    found = met.faults["layout"] + met.faults["layout, least"]
    assert not found, "\n".join(found)
    assert met.looked["texts"] > 100_000 and met.looked["solid"] > 10_000 and met.looked["targets"] > 10_000 and met.looked["clipping"] > 1000


def test_axe_finds_nothing_on_any_kind_of_page_in_any_setting(met: Met, kinds: list[Kind]) -> None:
    rules = met.axe[""]
    counted = {setting.name: met.axe[setting.name] for setting in SETTINGS}
    rows = figures.table("Accessibility: axe-core, WCAG 2.0 to 2.2 A and AA, AAA contrast, best practice", "setting", "pages", "rules passed",
                         "violations", "left open")
    rows += [(name, len(kinds), one["rules passed"], one["violations"], one["left open"]) for name, one in counted.items()]
    found = [said for name, several in met.faults.items() if name.startswith("axe") for said in several]
    assert not found, "\n".join(found)
    assert len(kinds) > 20
    assert {name: one["runs"] for name, one in counted.items()} == {name: len(kinds) * (2 if name in WHOLE else 1) for name in counted}
    assert {"color-contrast-enhanced", "target-size", "heading-order", "region", "link-name", "td-headers-attr"} <= set(rules)
    assert rules["target-size"] > 6 * len(kinds) and rules["link-in-text-block"] > 0


def test_all_text_is_strong_on_its_ground_in_every_setting(met: Met) -> None:
    """7 to 1, as WCAG's AAA asks, for all text that is not large."""
    assert not met.faults["contrast"], "\n".join(met.faults["contrast"])
    assert met.looked["contrast"] > 50_000


def test_what_has_the_focus_shows_it_and_nothing_hides_it(met: Met) -> None:
    assert len([setting for setting in SETTINGS if setting.folded]) == 2
    assert not met.faults["focus"], "\n".join(met.faults["focus"])
    assert met.looked["focus"] > 3000


def test_what_is_seen_follows_the_order_in_which_it_is_read(met: Met) -> None:
    assert not met.faults["order"], "\n".join(met.faults["order"])
    assert met.looked["order"] > 5000
