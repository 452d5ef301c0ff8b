"""The papers that all is told from: one by one; or, where they are too many to list, how many there are of each sort."""

from collections import Counter
from collections.abc import Callable, Mapping
from typing import NamedTuple

from plainspoken import urls
from plainspoken.reference import Source
from plainspoken.sheet import CitedSource, Sheet
from plainspoken.traces import Counted
from plainspoken.views import Link

SHOWN = 50
"""Kinds, publishers or licences that a page names, those of the most papers; the others it counts together."""

Row = tuple[str, ...]
"""What papers have in common: a kind; a licence and a publisher."""


class Sort(NamedTuple):
    """Papers of one sort, counted."""

    name: Row
    """What they have in common; empty for all sorts that are not named."""
    papers: int
    hashes: int
    """Of how many the fingerprint of the text is noted."""
    traced: int
    """In how many figures were looked up."""


def cite(sheet: Sheet) -> None:
    """List every paper on this page; where they are too many, those alone that were corrected, to which the list of corrections leads."""
    for name, source in sheet.reference.sources.items():
        if source.changes or not sheet.reference.counted:
            sheet.cite(name, ())


def listed(sheet: Sheet, texts: Mapping[str, str], counts: Mapping[str, Counted]) -> list[tuple[CitedSource, str, str, str]]:
    """Each paper, its fingerprint, its kind, and what was found in it; nothing where they are counted. `texts` are hashes, by paper."""
    return [] if sheet.reference.counted else [
        (sheet.source(name), source.hash or texts.get(name, ""), source.kind, _looked_up(source.hash, texts.get(name), counts.get(name)))
        for name, source in sheet.reference.sources.items()]


def by_kind(sheet: Sheet, texts: Mapping[str, str]) -> list[Sort]:
    """How many papers there are of each kind; nothing where they are listed."""
    return _sorted(sheet, texts, lambda source: (source.kind,))


def by_publisher(sheet: Sheet, texts: Mapping[str, str]) -> list[Sort]:
    """How many papers there are of each publisher; nothing where they are listed."""
    return _sorted(sheet, texts, lambda source: (source.publisher,))


def by_licence(sheet: Sheet) -> list[Sort]:
    """How many papers there are under each licence of each publisher; nothing where they are listed."""
    return _sorted(sheet, {}, lambda source: (source.licence, source.publisher))


def files(sheet: Sheet) -> list[Link]:
    """The files that tell of each paper; nothing where a page does."""
    return [Link(form.upper(), sheet.to(urls.table("sources", form))) for form in ("csv", "json") if sheet.reference.counted]


def _sorted(sheet: Sheet, texts: Mapping[str, str], of: Callable[[Source], Row]) -> list[Sort]:
    """Sorts by what `of` gives, those of the most papers first, then all others as one."""
    if not sheet.reference.counted:
        return []
    papers, hashes, traced = Counter[Row](), Counter[Row](), Counter[Row]()
    for name, source in sheet.reference.sources.items():
        row = of(source)
        papers[row] += 1
        hashes[row] += bool(source.hash or name in texts)
        traced[row] += name in texts
    order = sorted(papers, key=lambda row: (-papers[row], row))
    rest = [sum(count[row] for row in order[SHOWN:]) for count in (papers, hashes, traced)]
    return [*(Sort(row, papers[row], hashes[row], traced[row]) for row in order[:SHOWN]), *([Sort((), *rest)] if order[SHOWN:] else [])]


def _looked_up(held: str | None, traced: str | None, count: Counted | None) -> str:
    """How many figures of a paper were found, and whether in the text that its record is made from."""
    if not traced:
        return "not yet"
    found = f"{count.proved} of {count.of} found" if count else "looked up"
    return found if held in {None, traced} else f"{found}, in another text than this"
