"""What all pages were seen to link to -> what leads nowhere, without holding all pages.

The worker that makes a page packs what an audit saw in it. The rest, where a link at fault is written, is looked up only
when there is one.
"""

import zlib
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace

from plainspoken import audit
from plainspoken.audit import WITH_IDS, Seen
from plainspoken.problems import Problem

BREAK, FRAGMENT = "\n", "\t"


def pack(seen: Seen) -> tuple[bytes, bytes]:
    """The links of a page, each once, and its ids."""
    links = {f"{link.target}{FRAGMENT}{wanted}" if (wanted := audit.aim(link.target, link.fragment)) else link.target for link in seen.links}
    return _packed(sorted(links)), _packed(seen.ids)


def _packed(words: Iterable[str]) -> bytes:
    return zlib.compress(BREAK.join(words).encode(), 1)


def unpacked(data: bytes) -> list[str]:
    """What was packed."""
    text = zlib.decompress(data).decode()
    return text.split(BREAK) if text else []


class Web:
    """All links of a site, taken in page by page."""

    def __init__(self, paths: Collection[str], base_path: str = "/", elsewhere: Callable[[str], bool] | None = None) -> None:
        """`paths` is every file of the site, `base_path` the path of its base address; `elsewhere` says what is left out on purpose."""
        self.elsewhere = elsewhere or (lambda target: False)
        self.paths, self.base = frozenset(paths), base_path.rstrip("/") + "/"
        self.faulty: dict[str, None] = {}
        """Pages with a link that leads nowhere."""
        self.sound: set[str] = set()
        self.aimed: dict[str, dict[str, list[str]]] = {}
        """File -> id -> the pages that link to it."""

    def add(self, page: str, links: bytes) -> None:
        """Take in the links of a page."""
        for link in set(unpacked(links)) - self.sound:
            written, _, fragment = link.partition(FRAGMENT)
            target = audit.within(written, self.base)
            if target not in self.paths and not self.elsewhere(target):
                self.faulty[page] = None
            elif target not in self.paths:
                self.sound.add(link)
            elif fragment:
                self.aimed.setdefault(target, {}).setdefault(fragment, []).append(page)
            else:
                self.sound.add(link)

    def aim(self, page: str, fragment: str, by: str) -> None:
        """Take in one link more, whoever makes it."""
        self.aimed.setdefault(page, {}).setdefault(fragment, []).append(by)

    def astray(self, ids: Callable[[Iterable[str]], Iterable[tuple[str, bytes]]]) -> set[str]:
        """The pages that link to what is not there. `ids` gives those of files, packed."""
        found = set(self.faulty)
        for target, packed in ids(self.aimed):
            known = set(unpacked(packed))
            for name, pages in self.aimed[target].items():
                if name not in known:
                    found.update(pages)
        return found

    def problems(self, pages: Iterable[str], body: Callable[[str], bytes]) -> list[Problem]:
        """What is wrong on these pages, each at its place. `body` gives the bytes of a file."""
        seen = {page: self._followed(audit.look(page, body(page))) for page in pages}
        targets = {link.target for one in seen.values() for link in one.links} & self.paths
        ids = [Seen(path, ids=audit.look(path, body(path)).ids) for path in sorted(targets - seen.keys()) if path.endswith(WITH_IDS)]
        return audit.join([*seen.values(), *ids], self.paths, self.base)

    def _followed(self, page: Seen) -> Seen:
        """A page without its links to what is left out on purpose."""
        return replace(page, links=tuple(link for link in page.links if link.target in self.paths or not self.elsewhere(audit.within(link.target, self.base))))


def twice(titles: Mapping[str, str]) -> list[str]:
    """Pages whose title another page has. `titles` are by page."""
    seen: dict[str, list[str]] = {}
    for page, title in titles.items():
        if title:
            seen.setdefault(title, []).append(page)
    return sorted(page for pages in seen.values() if len(pages) > 1 for page in pages)
