"""assets/ -> the files a browser gets: one style sheet for each edition, fingerprinted in its address; icons to copy into pages.

A style sheet is joined in the order of its layers. Its name does not change; its hash is in the query of its
address, so that a new one is fetched at once and an old one can be kept for ever.
"""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from plainspoken import urls
from plainspoken.problems import INPUT_FAULT, Stop, environment

SHEETS = {
    urls.STYLE_SHEET: ("tokens.css", "base.css", "layout.css", "components/*.css", "utilities.css", "print.css"),
    urls.YOUNG_STYLE_SHEET: ("tokens.css", "base.css", "layout.css", "components/*.css", "young/*.css", "utilities.css", "print.css"),
}
"""Style sheet -> what it is joined of, in order. A page has one, so that nothing else holds up its first sight."""
ASKED_FOR = (urls.FAVICON, urls.LISTEN, urls.MOVED, urls.SEARCH_BOX, urls.SEARCH_CLIENT, urls.SEARCH_HINTS, urls.SORT)
"""Files that pages ask for by name."""


TIGHT = re.compile(r" ?([{};,]) ?")
"""What needs no room around it in a style sheet."""


@dataclass(frozen=True, slots=True)
class Assets:
    """What pages need of the assets."""

    files: dict[str, bytes]
    """Address below the root -> bytes."""
    versions: dict[str, str]
    """Address -> the short hash that stands in its query."""
    symbols: dict[str, str]
    """Icon or mark name -> its <symbol> element."""

    @property
    def icons(self) -> set[str]:
        """The names of the icons that are drawn."""
        return _icons(self.symbols)

    def address(self, path: str) -> str:
        """The address of a file with its version."""
        return f"{path}?v={self.versions[path]}"


def load(folder: Path) -> Assets:
    """Everything in assets/. Raises Stop: 3 when the disk refuses, 2 for a file that is not UTF-8."""
    try:
        files = {address: "".join(bare(path.read_text("utf-8")) for part in order for path in _parts(folder / "css", part)).encode()
                 for address, order in SHEETS.items()}
        files |= {address: (folder / address.removeprefix("assets/")).read_bytes() for address in ASKED_FOR}
        files |= {f"assets/{path.name}": path.read_bytes() for path in sorted(folder.glob("*.js"))}
    except OSError as error:
        raise environment(error.filename or folder, error) from error
    except UnicodeDecodeError as error:
        raise Stop([f"{folder.name}: a file is not UTF-8 text: {error.reason}"], INPUT_FAULT) from error
    versions = {path: hashlib.sha256(body).hexdigest()[:10] for path, body in files.items()}
    return Assets(files, versions, symbols(folder))


def _parts(folder: Path, part: str) -> list[Path]:
    """The files that a part of a style sheet names: one, or all of a folder."""
    return sorted(folder.glob(part)) if "*" in part else [folder / part]


@lru_cache(256)
def bare(style: str) -> str:
    """A style sheet without its comments and the room between its words, which are for those who write it; strings stay as they are."""
    parts = re.split(r'("[^"]*")', re.sub(r"/\*.*?\*/", "", style, flags=re.DOTALL))
    parts[::2] = [TIGHT.sub(r"\1", re.sub(r"\s+", " ", part)).replace(": ", ":").replace(";}", "}") for part in parts[::2]]
    return "".join(parts).strip()


def symbols(folder: Path) -> dict[str, str]:
    """Every icon and mark of assets/icons.svg with its <symbol> element, by name: i-heart, m-council. Raises Stop."""
    try:
        sprite = (folder / "icons.svg").read_text("utf-8")
    except OSError as error:
        raise environment(folder / "icons.svg", error) from error
    except UnicodeDecodeError as error:
        raise Stop([f"{folder.name}/icons.svg is not UTF-8 text: {error.reason}"], INPUT_FAULT) from error
    return {match[1]: match[0] for match in re.finditer(r'<symbol id="([^"]+)".*?</symbol>', sprite, re.DOTALL)}


def icons(folder: Path) -> set[str]:
    """Names that content may give an icon: heart for i-heart. Raises Stop."""
    return _icons(symbols(folder))


def _icons(symbols: Iterable[str]) -> set[str]:
    return {name.removeprefix("i-") for name in symbols if name.startswith("i-")}


def sprite(html: str, symbols: dict[str, str]) -> str:
    """The symbols a page uses, in one hidden picture; an outside sprite does not open from disk."""
    used = sorted(set(re.findall(r'<use href="#([im]-[a-z-]+)"', html)) & set(symbols))
    if not used:
        return ""
    return f'<svg class="sprite" width="0" height="0" aria-hidden="true">{"".join(symbols[name] for name in used)}</svg>\n'
