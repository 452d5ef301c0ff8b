"""Every kind of page as it looks, small and large, light, dark and printed -> output-look/index.html, for a person to judge.

The real portal stands first, then a site where everything is as long, as short, as many or as few as it may be. Of each
kind the longest page is shown, from its top: the whole of it is what the tests look at.
"""

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from html import escape
from io import StringIO
from pathlib import Path
from shutil import rmtree, which
from typing import NamedTuple

from playwright.sync_api import Browser, Page, sync_playwright

from plainspoken import cli
from tests import extremes, plugin_noskip
from tests.browser.kinds import Kind, kinds

ROOT = Path(__file__).resolve().parent.parent
INTO = ROOT / "output-look"
SIZES = ((360, 3000), (768, 2400), (1280, 2400))
"""Widths of a screen, and how much of a page's height is shown at each; pixels."""
SCHEMES = ("light", "dark")
SHEETS, RESOLUTION = 4, 60
"""Sheets of a printed page that are shown, and how many dots an inch."""

STYLE = """
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif }
body { margin: 2rem }
h1, h2, h3 { line-height: 1.2 }
nav ul { columns: 14rem; padding: 0; list-style: none }
.row { display: flex; gap: 1rem; align-items: start; overflow-x: auto; padding-block: 0.5rem 1rem }
figure { margin: 0; flex: none }
figcaption { font-size: 0.875rem }
img { display: block; max-height: 44rem; width: auto; max-width: none; border: 1px solid #8888 }
section { border-block-start: 1px solid #8888; margin-block-start: 2rem }
"""


class Picture(NamedTuple):
    """A picture of a page: what it shows, and its file below output-look/."""

    label: str
    file: str


class Site(NamedTuple):
    """A built site, and the content it was built from."""

    name: str
    output: Path
    content: Path


def built(name: str, content: Path, into: Path) -> Site:
    """Build a site for an address that is no example, so that codes and addresses are printed. Ends the program where it cannot be."""
    said = StringIO()
    with redirect_stdout(said), redirect_stderr(said):
        code = cli.main(["build", "--content", str(content), "--output", str(into), "--base-url", "https://inspections.riverton.gov.uk/"], ROOT)
    if code:
        sys.exit(said.getvalue())
    return Site(name, into, content)


def on_screen(page: Page, name: str) -> Iterator[Picture]:
    """The open page at every width, light and dark."""
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": 900})
        for scheme in SCHEMES:
            page.emulate_media(media="screen", color_scheme="dark" if scheme == "dark" else "light")
            tall = min(height, page.evaluate("document.documentElement.scrollHeight"))
            picture = Picture(f"{width}, {scheme}", f"{name}-{width}-{scheme}.jpg")
            page.screenshot(path=INTO / picture.file, type="jpeg", quality=80, full_page=True, clip={"x": 0, "y": 0, "width": width, "height": tall})
            yield picture


def on_paper(page: Page, name: str) -> Iterator[Picture]:
    """The first sheets of the open page as it is printed."""
    page.emulate_media(media="print", color_scheme="light")
    made = page.pdf(prefer_css_page_size=True, print_background=False)
    subprocess.run(["pdftoppm", "-r", str(RESOLUTION), "-l", str(SHEETS), "-png", "-", str(INTO / f"{name}-print")], input=made, check=True)
    for number, file in enumerate(sorted(INTO.glob(f"{name}-print-*.png")), 1):
        yield Picture(f"printed, sheet {number}", file.name)


def pictures(browser: Browser, site: Site, kind: Kind) -> list[Picture]:
    """Every picture of one kind of page of a site."""
    context = browser.new_context()
    page = context.new_page()
    try:
        page.goto((site.output / kind.longest).as_uri())
        name = f"{site.name}-{kind.name.replace('.', '-')}"
        return [*on_screen(page, name), *(on_paper(page, name) if which("pdftoppm") else ())]
    finally:
        context.close()


def sheet(shown: list[tuple[Site, Kind, list[Picture]]]) -> str:
    """The contact sheet as HTML: a heading for every kind of page, its pictures in a row, each a link to itself."""
    names = "".join(f'<li><a href="#{site.name}-{kind.name}">{site.name}: {escape(kind.name)}</a></li>' for site, kind, _ in shown)
    parts = [f'<section id="{site.name}-{kind.name}"><h2>{site.name}: {escape(kind.name)}</h2><p>{escape(kind.longest)}</p><div class="row" tabindex="0">'
             + "".join(f'<figure><figcaption>{one.label}</figcaption><a href="{one.file}"><img src="{one.file}" alt="{escape(kind.name)}, {one.label}" '
                       'loading="lazy"></a></figure>' for one in found) + "</div></section>" for site, kind, found in shown]
    return (f'<!DOCTYPE html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>The look</title>'
            f'<style>{STYLE}</style><h1>The look</h1><p>{len(shown)} kinds of page.</p><nav aria-label="Kinds of page"><ul>{names}</ul></nav>'
            f'{"".join(parts)}</html>\n')


def main() -> None:
    """Write the sheet, or say in one line why there is none."""
    if plugin_noskip.browser() is None:
        sys.exit("No look: there is no Chromium (Debian: chromium).")
    rmtree(INTO, ignore_errors=True)
    INTO.mkdir()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        extremes.write(Path(folder) / "content")
        sites = (built("real", ROOT / "content", Path(folder) / "real"), built("extreme", Path(folder) / "content", Path(folder) / "extreme"))
        browser = playwright.chromium.launch(executable_path=plugin_noskip.browser(), args=["--no-sandbox", "--disable-gpu"])
        shown = [(site, kind, pictures(browser, site, kind)) for site in sites for kind in kinds(site.output, site.content, ROOT / "assets")]
        browser.close()
    (INTO / "index.html").write_text(sheet(shown), "utf-8")
    print(f"{sum(len(found) for _, _, found in shown)} pictures of {len(shown)} kinds of page: open output-look/index.html."
          + ("" if which("pdftoppm") else " None is of paper: there is no pdftoppm (Debian: poppler-utils)."))


if __name__ == "__main__":
    main()
