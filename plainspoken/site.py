"""What was gathered -> the new output: what must be made again is made, all is joined and audited, and published.

The pages about one place are a unit, and so are those about the whole; a unit of which nothing has changed is passed over.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import chain, islice
from time import perf_counter

from plainspoken import audit, hosting, kits, lean, ledger, making, publish, search, sights, urls
from plainspoken.codec import digest, encode
from plainspoken.content import unwritten
from plainspoken.crew import Crew, Parcel
from plainspoken.gather import Gathered
from plainspoken.joint import Joint
from plainspoken.kits import Means
from plainspoken.lean import Lean
from plainspoken.ledger import Filed, Ledger, Unit
from plainspoken.lookups import Table, unpacked
from plainspoken.making import WHOLE, Batch, Before, Chunk, Kit, Made
from plainspoken.memo import Memo
from plainspoken.options import Options, Progress
from plainspoken.page import Listed, Page
from plainspoken.pages import sitemap
from plainspoken.portal import Portal
from plainspoken.problems import gate
from plainspoken.publish import Published
from plainspoken.render import LAST, NOW
from plainspoken.report import Report
from plainspoken.slices import Slices
from plainspoken.survey import Survey

CHUNK = 64
"""Pages of the whole sent to a worker at a time."""
MANY = 250
"""Pages from which workers make them."""


@dataclass
class Site:
    """One build of an output."""

    options: Options
    memo: Memo
    crew: Crew
    before: Ledger
    progress: Progress
    made: dict[str, dict[str, Made]] = field(default_factory=dict)
    """Files of the new tree by unit and path."""
    tables: dict[str, Table] = field(default_factory=dict)
    """What was looked up for the files of each unit that is being made."""
    units: dict[str, Unit] = field(default_factory=dict)
    """What each unit was made of, without its files."""
    inputs: bytes = b""
    """Stands for all that goes into this build."""
    searched: str = ""
    """What the search page searches."""
    done: int = 0
    total: int = 0

    # Whether there is anything to do.

    @cached_property
    def means(self) -> Means:
        """What stands beside the content."""
        return kits.means(self.options)

    @cached_property
    def intact(self) -> dict[str, dict[str, Filed]]:
        """Files of the build before that the output still holds, by unit."""
        return {name: ledger.intact(unit, self.options.output) for name, unit in self.before.units.items()}

    def stands(self, looked: Survey) -> bool:
        """Whether nothing has changed since the build before, and all it made is there. Reads what may have changed. Raises Stop (3)."""
        if not self.before.whole or not (self.options.fresh or self.options.cache is None):
            return False
        if publish.listed(self.options.output) != self.before.listed:
            return False  # something else was published there meanwhile
        looked.hash(looked.notes)
        return self.whole(looked) == self.before.whole and all(len(self.intact[name]) == len(unit.files) for name, unit in self.before.units.items())

    def whole(self, looked: Survey) -> bytes:
        """Stands for all that goes into a build."""
        return digest(self.means.salt, encode(self.means.templates), looked.whole())

    # What is made.

    def build(self, found: Gathered) -> Report:
        """Make, audit and publish what has changed. Raises Stop: 2 for what an audit finds, 3 for the environment's faults; nothing is published then."""
        chosen = self.options
        leans: list[Lean] = list(lean.pages(found.portal)) if chosen.cache and chosen.fresh else []
        last = search.last(chosen.cache, chosen.content) if chosen.cache and not chosen.fresh else {}
        self.inputs = self.whole(found.survey)
        self.searched = NOW if leans else LAST if last else ""
        with publish.opened(chosen.output) as into, self.crew:  # no worker writes drafts while those that are left are cleared away
            kit = self.kit(found, str(into.drafts()) if self.crew.shares_the_disk else "")
            self.make(found, kit)
            fixed = {**self.means.drawn.files, urls.HEADERS: hosting.headers(kit.setting.style_text).encode()}
            joint = Joint(self.made, fixed, urls.prefix(kit.setting.reference.settings.base_address), self.before, self.memo, chosen)
            self.progress("audit", 0, 0)
            gate([*joint.problems(), *joint.astray(leans)])
            index, took = self._index(leans, last)
            self.progress("publish", 0, joint.count + len(index))
            done = into.publish({**joint.bodies(), **index})
        report = _report(joint.pages, done, kit, unwritten(found.base), took)
        units = joint.noted(self.units, index, self.intact)
        whole = b"" if found.keeping.torn else self.inputs  # the next build is to look again
        left = Ledger(found.survey.noted(), whole, kit.looked_up, units, report, publish.listed(chosen.output))
        where = ledger.save(left, self.before, self.memo, chosen.content, chosen.output)
        if self.memo.crowded(3 * len(found.kept) + joint.count):
            self.memo.keep([*found.needed(), *joint.needed(), *where])
        return report

    def kit(self, found: Gathered, drafts: str = "") -> Kit:
        """What all pages are made with; `drafts` is where workers put them."""
        return kits.kit(found, self.options, self.means, self.searched, drafts)

    def _index(self, leans: list[Lean], last: dict[str, bytes]) -> tuple[dict[str, bytes], float | None]:
        """The search index, and the seconds it took. Raises Stop."""
        if not leans or not self.options.cache:
            return last, None
        self.progress("search", 0, len(leans))
        started = perf_counter()
        index = search.build(leans, self.options.templates, self.options.cache, self.options.content)
        gate(problem for path, body in index.items() for problem in audit.look(path, body).problems)
        return index, perf_counter() - started

    def make(self, found: Gathered, kit: Kit) -> None:
        """Make the pages of every unit of which something has changed. Raises Stop."""
        parcel, slices = self.crew.parcel(kit), Slices(found)
        salt = digest(kit.core, encode(self.means.templates))
        shares = [share for home in found.base.authorities for share in slices.shares(home)] if kit.families else []
        keys = {share.unit: slices.key(share, salt) for share in shares}
        changed = [share for share in shares if not self._stands(share.unit, keys[share.unit], kit)]
        changed.sort(key=lambda share: -len(share.records))  # the longest first, so that no worker is left alone with it
        self.total = sum(map(slices.pages, changed))
        tasks = (slices.task(share, parcel, self._before(share.unit)) for share in changed)
        for batch in self.crew.run(making.of_slice, tasks, self.total > MANY):
            self._take(batch)
            self.units[batch.unit] = self._unit(batch.unit, keys[batch.unit], kit)
        self._whole(found, kit, parcel)
        self.progress("render", self.done, self.done)

    def _stands(self, unit: str, key: bytes, kit: Kit) -> bool:
        """Whether a unit is what it was; its files then are those of the build before."""
        before = self.before.units.get(unit)
        if not before or before.key != key or len(self.intact[unit]) != len(before.files):
            return False
        if self.before.looked_up != kit.looked_up and before.given != kit.stands_for(ledger.looked_up(before)):
            return False
        self.made[unit] = {path: filed.made for path, filed in before.files.items()}
        self.units[unit] = replace(before, files={})
        return True

    def _before(self, unit: str) -> Before:
        """What is known of a unit's files from the build before."""
        return ledger.known(self.before.units.get(unit, Unit()), self.intact.get(unit, {}))

    def _take(self, batch: Batch) -> None:
        """Note what was made."""
        if batch.unit not in self.tables:
            self.tables[batch.unit] = Table(batch.table)
            self._note(batch.unit, batch.made)
        else:
            table = self.tables[batch.unit]
            self._note(batch.unit, [one._replace(seen=table.pack(unpacked(one.seen, batch.table))) for one in batch.made])

    def _note(self, unit: str, made: list[Made]) -> None:
        """The same, with lookups by their numbers in the unit's table; of what was not made again, what is known of it."""
        mine, before = self.made.setdefault(unit, {}), self.intact.get(unit, {})
        for one in sights.put(made, self.memo):
            mine[one.path] = before[one.path].made._replace(seen=one.seen, updated=one.updated, listed=one.listed) if one.same else one
        self.done += len(made)
        self.total = max(self.total, self.done)
        self.progress("render", self.done, self.total)

    def _unit(self, unit: str, key: bytes, kit: Kit) -> Unit:
        """What is noted of a unit that was made."""
        table = tuple(self.tables.pop(unit, ()))
        return Unit(key, encode(table), kit.stands_for(table))

    def _whole(self, found: Gathered, kit: Kit, parcel: Parcel[Kit]) -> None:
        """The pages of the whole portal."""
        listed = [one for made in self.made.values() for one in made.values()]
        key = digest(kit.core, encode(self.means.templates), self.inputs, encode(sorted((one.path, one.updated, one.listed) for one in listed)))
        if self._stands(WHOLE, key, kit):
            return
        todo = self._changed(_enumerated(found.portal, self.options, listed), kit)
        first = list(islice(todo, MANY + 1))
        every = chain(first, todo)  # what pages are made of may be large: no more of them are held than are being made
        tasks = (Chunk(parcel, some) for some in iter(lambda: list(islice(every, CHUNK)), []))
        for batch in self.crew.run(making.of_chunk, tasks, len(first) > MANY):
            self._take(batch)
        self.made.setdefault(WHOLE, {})
        self.units[WHOLE] = self._unit(WHOLE, key, kit)

    def _changed(self, pages: Iterator[Page], kit: Kit) -> Iterator[tuple[Page, bytes]]:
        """Those of these pages that are not as they were, each with its key; the others are noted."""
        known, table = self._before(WHOLE), self.tables.setdefault(WHOLE, Table())
        for page in pages:
            key = making.key_of(page, kit)
            again = making.again(page, key, known, kit, table)
            if again:
                self._note(WHOLE, [again])
            else:
                self.total += 1
                yield page, key

    def standing(self) -> Report:
        """What to say when nothing was to be done."""
        before = self.before.report
        return replace(before, written=0, removed=0, search=None if before.search is None else 0.0)


def _enumerated(portal: Portal, options: Options, listed: list[Made]) -> Iterator[Page]:
    """The pages of the whole portal, the map of all pages last."""
    found: list[Listed] = [*listed]
    for family in options.whole:
        for page in family(portal):
            found.append(replace(page, parts=()))  # what it is made of may be large
            yield page
    if options.whole:
        yield from sitemap.pages(found)


def _report(pages: int, done: Published, kit: Kit, missing: tuple[str, ...], took: float | None) -> Report:
    settings = kit.setting.reference.settings
    unchecked = tuple(line.name for line in settings.help_lines if not line.checked)
    return Report(pages, done.written, done.removed, 0.0, urls.is_example(settings.base_address), unchecked, missing, took)
