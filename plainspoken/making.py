"""Pages -> files, in a worker: rendered, looked at, put where they are to be published from, and told of in few words.

What a page is made of stands in its key. A page whose key is that of the last build, and all of whose lookups give
what they gave then, is not made again. The pages about one place are enumerated in the worker too, from their own records.
"""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from os.path import join

from plainspoken import audit, codec, journal, links, obstacles, portal
from plainspoken.content import Content
from plainspoken.crew import Parcel
from plainspoken.folders import Held
from plainspoken.lookups import Lookup, watched
from plainspoken.page import Page
from plainspoken.pages import authority, inspection, plan, signposts, young
from plainspoken.portal import Portal
from plainspoken.problems import Problem
from plainspoken.refer import Key, Reference
from plainspoken.render import Setting, render

Family = Callable[[Portal], Iterable[Page]]
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
    """Stands for what each name gives."""
    content: Content
    """What is written once."""
    families: tuple[Family, ...]
    """The local ones to be made."""
    drafts: str
    """The folder where files wait to be published; empty where workers cannot write there."""
    output: str

    def stands_for(self, seen: Iterable[Lookup]) -> bytes:
        """Stands for what these lookups give now."""
        return codec.digest(*(self.lookups.get(one, b"") for one in seen))


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a file from the build before."""

    key: bytes
    seen: tuple[Lookup, ...]
    given: bytes
    """Stands for what the lookups gave."""


@dataclass(frozen=True, slots=True)
class Made:
    """What is known of a file of the new tree."""

    path: str
    key: bytes
    seen: tuple[Lookup, ...] = ()
    given: bytes = b""
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
    """The inspections about one place, and those they point at."""

    kit: Parcel[Kit]
    home: str
    held: dict[Key, bytes]
    """Of each, encoded."""
    mine: frozenset[Key]
    """Those whose own pages are to be made."""
    first: bool
    """The pages of the place itself too."""
    before: dict[str, Known]
    """Files of the build before that are still in the output."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """Pages that were enumerated elsewhere, and are to be made."""

    kit: Parcel[Kit]
    pages: list[tuple[Page, bytes]]
    """Each with its key."""


def of_slice(task: Slice) -> tuple[str, set[Lookup], list[Made]]:
    """The place, what was looked up to enumerate its pages, and the pages."""
    kit = task.kit.open()
    seen: set[Lookup] = set()
    part = of_records({key: codec.decode(data, Held) for key, data in task.held.items()}, kit, task, seen)
    made = [again(page, key, task.before, kit) or make(page, key, kit, part.reference)
            for family in kit.families for page in family(part) for key in [key_of(page, kit)]]
    return task.home, seen, made


def of_records(held: Mapping[Key, Held], kit: Kit, task: Slice, seen: set[Lookup]) -> Portal:
    """The portal that the pages of a slice are made of."""
    base = kit.content
    content = replace(
        base, inspections={key: one.inspection for key, one in held.items()}, plans={key: one.plan for key, one in held.items() if one.plan},
        summaries={key: one.summary for key, one in held.items() if one.summary}, tales={key: one.tales for key, one in held.items() if one.tales})
    made = portal.build(content, watched(kit.setting.reference, seen), [task.home])
    return replace(made, homes=[task.home] if task.first else [], mine=task.mine)


def of_chunk(task: Chunk) -> list[Made]:
    """Pages that were enumerated elsewhere."""
    kit = task.kit.open()
    return [make(page, key, kit, kit.setting.reference) for page, key in task.pages]


def key_of(page: Page, kit: Kit) -> bytes:
    """Stands for all that a page is made of, but for its lookups."""
    made_of = codec.encode((page.path, page.make, page.parts, page.section, page.scripts))
    return codec.digest(kit.core, kit.closures.get(page.template, b""), made_of)


def again(page: Page, key: bytes, before: Mapping[str, Known], kit: Kit) -> Made | None:
    """The file of the build before, if it is what the page would be now."""
    known = before.get(page.path)
    if known is None or known.key != key or known.given != kit.stands_for(known.seen):
        return None
    return Made(page.path, key, updated=page.updated, listed=page.listed, same=True)


def make(page: Page, key: bytes, kit: Kit, reference: Reference) -> Made:
    """Render a page, look at it, and put it where it is published from."""
    seen: set[Lookup] = set()
    built = render(page, kit.setting, watched(reference, seen))
    body, sight = built.body, audit.look(built.path, built.body, placed=False)
    used = tuple(sorted(seen))
    kept, sent = _draft(page.path, body, kit)
    return Made(page.path, key, used, kit.stands_for(used), page.updated, page.listed, False, hashlib.sha256(body).digest(), len(body), kept,
                sight.title, *links.pack(sight), sight.problems, sent)


def _draft(path: str, body: bytes, kit: Kit) -> tuple[bool, bytes]:
    """Whether the output holds the file already, and its bytes where they could not be written."""
    if not kit.drafts:
        return False, body
    name = journal.drafts(kit.output)(path)
    if name != path and obstacles.holds(join(kit.output, path), body):
        return True, b""
    journal.draft(kit.drafts, name, body)
    return False, b""
