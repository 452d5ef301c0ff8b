"""Pages -> files, in a worker: rendered, looked at, put where they are to be published from, and told of in few words.

What a page is made of stands in its key. A page whose key is that of the last build, and all of whose lookups give
what they gave then, is not made again. The pages about one place are enumerated in the worker too, from their own records.
"""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from os.path import join
from typing import NamedTuple

from plainspoken import audit, codec, journal, links, obstacles, portal
from plainspoken.content import Content
from plainspoken.crew import Parcel
from plainspoken.folders import Held
from plainspoken.lookups import THREADS, Lookup, Table, thread, unpacked, watched
from plainspoken.page import Page
from plainspoken.pages import authority, inspection, plan, signposts, young
from plainspoken.portal import Card, Portal
from plainspoken.problems import Problem
from plainspoken.refer import Key, Reference
from plainspoken.render import Setting, render

Family = Callable[[Portal], Iterable[Page]]
WHOLE = "*"
"""The unit of pages of the whole portal; those of places are named by their ids."""
LOCAL: tuple[Family, ...] = (authority.pages, inspection.pages, plan.pages, young.stories, signposts.moves)
"""Page types that need no more than the inspections of one place and those they point at."""


@dataclass(frozen=True, slots=True)
class Kit:
    """What all pages of a build are made with."""

    setting: Setting
    core: bytes
    """Stands for the setting, save what is looked up in it by name."""
    closures: dict[str, bytes]
    """Stands for each template and all that it includes."""
    lookups: dict[Lookup, bytes]
    """Stands for what each name gives; a thread is there or not, and there are too many to name them once more."""
    looked_up: bytes
    """Stands for all of these."""
    content: Content
    """What is written once."""
    families: tuple[Family, ...]
    """The local ones to be made."""
    drafts: str
    """The folder where files wait to be published; empty where workers cannot write there."""
    output: str

    def stands_for(self, seen: Iterable[Lookup]) -> bytes:
        """Stands for what these lookups give now."""
        known, threads = self.lookups, self.setting.reference.threads
        return codec.digest(*(known.get(one, b"") or (b"+" if one[0] == THREADS and thread(one[1]) in threads else b"") for one in seen))


@dataclass(frozen=True, slots=True)
class Before:
    """What is known from the build before of files that were made together, and that the output still holds."""

    table: tuple[Lookup, ...] = ()
    """All that they looked up."""
    files: dict[str, tuple[bytes, bytes, bytes]] = field(default_factory=dict)
    """The key of each, its lookups by their numbers in the table, and what stands for what those gave."""


class Made(NamedTuple):
    """What is known of a file of the new tree."""

    path: str
    key: bytes
    seen: bytes = b""
    """Its lookups, by their numbers in the table of those it was made with."""
    given: bytes = b""
    """Stands for what the lookups gave."""
    updated: str = ""
    listed: bool = True
    same: bool = False
    """It is that of the build before, of which all else is known."""
    sha256: bytes = b""
    size: int = 0
    kept: bool = False
    """The output holds these very bytes already."""
    title: str = ""
    links: bytes = b""
    ids: bytes = b""
    """As `links.py` packs them."""
    problems: tuple[Problem, ...] = ()
    body: bytes = b""
    """Where no draft could be written."""


@dataclass(frozen=True, slots=True)
class Slice:
    """Inspections of one place whose pages are made together."""

    kit: Parcel[Kit]
    unit: str
    """What its files are filed under."""
    home: str
    held: dict[Key, bytes]
    """The records they are made of, encoded."""
    beside: bytes
    """The cards of the other inspections of the place, encoded."""
    mine: frozenset[Key]
    """Those whose own pages are to be made."""
    first: bool
    """The pages of the place itself too."""
    before: Before


@dataclass(frozen=True, slots=True)
class Chunk:
    """Pages that were enumerated elsewhere, and are to be made."""

    kit: Parcel[Kit]
    pages: list[tuple[Page, bytes]]
    """Each with its key."""


class Batch(NamedTuple):
    """Files that were made together."""

    unit: str
    table: tuple[Lookup, ...]
    """All that was looked up, to enumerate them and to make them."""
    made: list[Made]


def of_slice(task: Slice) -> Batch:
    """The pages of a slice."""
    kit, table = task.kit.open(), Table()
    seen: set[Lookup] = set()
    part = of_records({key: codec.decode(data, Held) for key, data in task.held.items()}, kit, task, seen)
    made = [again(page, key, task.before, kit, table) or make(page, key, kit, part.reference, table)
            for family in kit.families for page in family(part) for key in [key_of(page, kit)]]
    table.pack(seen)
    return Batch(task.unit, tuple(table), made)


def of_records(held: Mapping[Key, Held], kit: Kit, task: Slice, seen: set[Lookup]) -> Portal:
    """The portal that the pages of a slice are made of."""
    base = kit.content
    content = replace(
        base, inspections={key: one.inspection for key, one in held.items()}, plans={key: one.plan for key, one in held.items() if one.plan},
        summaries={key: one.summary for key, one in held.items() if one.summary}, tales={key: one.tales for key, one in held.items() if one.tales})
    made = portal.build(content, watched(kit.setting.reference, seen), [task.home])
    beside = {card.key: card for card in codec.decode(task.beside, list[Card])} if task.beside else {}
    return replace(made, cards=beside | made.cards, homes=[task.home] if task.first else [], mine=task.mine)


def of_chunk(task: Chunk) -> Batch:
    """Pages that were enumerated elsewhere."""
    kit, table = task.kit.open(), Table()
    made = [make(page, key, kit, kit.setting.reference, table) for page, key in task.pages]
    return Batch(WHOLE, tuple(table), made)


def key_of(page: Page, kit: Kit) -> bytes:
    """Stands for all that a page is made of, but for its lookups."""
    made_of = codec.encode((page.path, page.make, page.parts, page.section, page.scripts))
    return codec.digest(kit.core, kit.closures.get(page.template, b""), made_of)


def again(page: Page, key: bytes, before: Before, kit: Kit, table: Table) -> Made | None:
    """The file of the build before, if it is what the page would be now."""
    known, packed, given = before.files.get(page.path, (b"", b"", b""))
    seen = unpacked(packed, before.table)
    if known != key or given != kit.stands_for(seen):
        return None
    return Made(page.path, key, table.pack(seen), given, page.updated, page.listed, same=True)


def make(page: Page, key: bytes, kit: Kit, reference: Reference, table: Table) -> Made:
    """Render a page, look at it, and put it where it is published from."""
    seen: set[Lookup] = set()
    built = render(page, kit.setting, watched(reference, seen))
    body, sight = built.body, audit.look(built.path, built.body, placed=False)
    kept, sent = _draft(page.path, body, kit)
    return Made(page.path, key, table.pack(seen), kit.stands_for(sorted(seen)), page.updated, page.listed, False, hashlib.sha256(body).digest(),
                len(body), kept, sight.title, *links.pack(sight), sight.problems, sent)


def _draft(path: str, body: bytes, kit: Kit) -> tuple[bool, bytes]:
    """Whether the output holds the file already, and its bytes where they could not be written."""
    if not kit.drafts:
        return False, body
    name = journal.drafts(kit.output)(path)
    if name != path and obstacles.holds(join(kit.output, path), body):
        return True, b""
    journal.draft(kit.drafts, name, body)
    return False, b""
