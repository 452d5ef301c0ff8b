"""How readers meet a page: the width of their screen, their colours, the size of their text, what they cannot bear.

A page is loaded once and put into one setting after the other, as a reader turns a phone or changes a preference.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Literal, NamedTuple

from playwright.sync_api import Browser, BrowserContext, CDPSession, Page

HEIGHT = 900


class Setting(NamedTuple):
    """One reader's screen and preferences."""

    name: str
    width: int
    scheme: Literal["light", "dark"] = "light"
    motion: Literal["reduce", "no-preference"] = "no-preference"
    forced: Literal["active", "none"] = "none"
    text: int = 16
    """The browser's own size of text, in pixels. Readers who need larger text set this preference (or a phone's), and
    pages follow in rem and in the em of their media queries; a size written on the root element would leave the
    queries as they are, and a zoomed page is no more than a narrower one."""
    folded: bool = False
    """Leave folds as they come, rather than open."""


SETTINGS = (
    Setting("360, light", 360),
    Setting("360, dark, folded", 360, "dark", folded=True),
    Setting("768, light", 768),
    Setting("768, dark", 768, "dark"),
    Setting("1280, light, folded", 1280, folded=True),
    Setting("1280, dark, reduced motion", 1280, "dark", "reduce"),
    Setting("360, text at 200%", 360, text=32),
    Setting("1280, text at 200%", 1280, text=32),
    Setting("768, forced colours", 768, forced="active"),
)

Check = Callable[[Page, Setting], Sequence[str]]
"""A page and the setting it is in -> what is wrong with it, a sentence each."""


@contextmanager
def tab(browser: Browser, script: str = "") -> Iterator["Tab"]:
    """A tab whose setting can be changed, in a context of its own, with a script put into every page whatever its policy."""
    context = browser.new_context(bypass_csp=True)
    context.add_init_script(script)
    try:
        yield Tab(context)
    finally:
        context.close()


class Tab:
    """A page and the way to change how it is met."""

    def __init__(self, context: BrowserContext) -> None:
        self.page: Page = context.new_page()
        self.session: CDPSession = context.new_cdp_session(self.page)
        self.now: Setting | None = None

    def open(self, file: Path) -> None:
        """Go to a file. It is met as the one before was, until it is put into a setting."""
        self.page.goto(file.as_uri())

    def put(self, setting: Setting) -> None:
        """Put the page that is open into a setting: what differs from the one before is changed."""
        was, self.now = self.now, setting
        if not was or was.text != setting.text:
            self.session.send("Page.setFontSizes", {"fontSizes": {"standard": setting.text, "fixed": setting.text * 13 // 16}})
        if not was or was[2:5] != setting[2:5]:
            self.page.emulate_media(color_scheme=setting.scheme, reduced_motion=setting.motion, forced_colors=setting.forced)
        if not was or was.width != setting.width:
            self.page.set_viewport_size({"width": setting.width, "height": HEIGHT})
        self.page.evaluate("""open => { scrollTo(0, 0);
          document.querySelectorAll('details').forEach(one => { one.open = open || one.hasAttribute('data-open'); }); }""", not setting.folded)

    def met(self, settings: Sequence[Setting], checks: Mapping[str, Check]) -> dict[str, list[str]]:
        """Every check on the page that is open, in one setting after the other; by the check's name its faults as "setting: sentence"."""
        found: dict[str, list[str]] = {name: [] for name in checks}
        for setting in settings:
            self.put(setting)
            for name, check in checks.items():
                found[name] += [f"{setting.name}: {said}" for said in check(self.page, setting)]
        return found


def faults(browser: Browser, files: Sequence[Path], settings: Sequence[Setting], checks: Mapping[str, Check], script: str = "") -> dict[str, list[str]]:
    """Every check on every page in every setting, each page loaded once; by the check's name its faults as "file, setting: sentence".

    A script may be put in for the checks to call. A check that has nothing to ask in a setting finds nothing there.
    """
    found: dict[str, list[str]] = {name: [] for name in checks}
    with tab(browser, script) as one:
        for file in files:
            one.open(file)
            for name, said in one.met(settings, checks).items():
                found[name] += [f"{file.parent.name}/{file.name}, {each}" for each in said]
    return found
