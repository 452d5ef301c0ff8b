"""The files of a new tree, made or as they were -> what is wrong between them, what is to be published, what is to be remembered."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from os.path import join

from plainspoken import audit, ledger, links, search, sights
from plainspoken.audit import Seen
from plainspoken.journal import DRAFTS, Body, Draft, Same, drafts
from plainspoken.lean import Lean
from plainspoken.ledger import Filed, Ledger, Unit
from plainspoken.links import Web
from plainspoken.making import Made
from plainspoken.memo import Memo
from plainspoken.options import Options
from plainspoken.problems import Problem

FIXED, INDEX = "assets", "search"
"""Units of files that are no pages."""


@dataclass
class Joint:
    """All files of a new tree."""

    made: Mapping[str, Mapping[str, Made]]
    """Those that were made, or are as they were, by unit and path."""
    fixed: Mapping[str, bytes]
    """Those that are not made: assets and headers."""
    base_path: str
    """The path of the base address."""
    before: Ledger
    memo: Memo
    options: Options

    @cached_property
    def files(self) -> dict[str, Made]:
        """Those of all units."""
        return {path: made for unit in self.made.values() for path, made in unit.items()}

    @property
    def count(self) -> int:
        """How many files there are."""
        return len(self.files) + len(self.fixed)

    @property
    def pages(self) -> int:
        """How many of them were made."""
        return len(self.files)

    def body(self, path: str) -> bytes:
        """The bytes of a file of the new tree."""
        made = self.files.get(path)
        if made is None:
            return self.fixed.get(path, b"")
        if made.body or not made.size:
            return made.body
        output = self.options.output
        folder, name = (output, path) if made.same or made.kept else (output / DRAFTS, drafts(output)(path))
        with open(join(folder, name), "rb") as file:
            return file.read()

    # What is wrong.

    def problems(self) -> Iterator[Problem]:
        """What is wrong with files that were made, and what the whole shows to be wrong."""
        for path, data in self.fixed.items():
            yield from audit.look(path, data).problems
        for one in self.files.values():
            yield from one.problems
        web = Web({*self.files, *self.fixed}, self.base_path, self.options.elsewhere)
        for path, data in self.fixed.items():
            web.add(path, links.pack(audit.look(path, data))[0])
        for path, packed in self._joined():
            web.add(path, packed)
        faulty = {*web.astray(self._ids), *links.twice({path: one.title for path, one in self.files.items()})}
        if faulty:
            yield from web.problems(faulty, self.body)

    def _joined(self) -> Iterator[tuple[str, bytes]]:
        """The links of each file that has to be joined: of those made anew, and of all where something went that they may have led to."""
        files = (one for one in self.files.values() if not one.same or self._something_went)
        return ((path, packed) for path, (packed, _) in sights.of(files, self.memo, self.body))

    @cached_property
    def _something_went(self) -> bool:
        """Whether a file or an id is there no more that the build before had."""
        if not self.before.units:
            return False
        before = {path: filed.made for unit in self.before.units.values() for path, filed in unit.files.items()}
        if not before.keys() <= {*self.files, *self.fixed} | {path for path in before if path.startswith("pagefind/")}:
            return True
        anew = [path for path, one in self.files.items() if not one.same and path in before]
        try:
            old = list(sights.of((before[path] for path in anew), self.memo, self._published))
        except OSError:  # what was seen in it is not remembered, and the file is not there either
            return True
        return any(not set(links.unpacked(ids)) <= set(links.unpacked(packed)) for (_, (_, ids)), (_, packed) in zip(old, self._ids(anew), strict=True))

    def _published(self, path: str) -> bytes:
        """The bytes of a file as the output has it."""
        with open(join(self.options.output, path), "rb") as file:
            return file.read()

    def _ids(self, paths: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        """The ids of each of these files, packed."""
        made = list[Made]()
        for path in paths:
            if path in self.fixed:
                yield path, links.pack(audit.look(path, self.fixed[path]))[1]
            else:
                made.append(self.files[path])
        yield from ((path, packed) for path, (_, packed) in sights.of(made, self.memo, self.body))

    def astray(self, leans: list[Lean]) -> list[Problem]:
        """A problem for each search result that would lead nowhere."""
        wanted = {lean.address.partition("#")[0] for lean in leans} & self.files.keys()
        return search.astray(leans, [Seen(path, ids=tuple(links.unpacked(packed))) for path, packed in self._ids(wanted)])

    # What is to be published, and remembered.

    def bodies(self) -> dict[str, Body]:
        """Every file as publish takes it."""
        return {**{path: self._body(path, one) for path, one in self.files.items()}, **self.fixed}

    def _body(self, path: str, one: Made) -> Body:
        if one.body:
            return one.body
        told = (one.sha256.hex(), one.size)
        return Same(*told) if one.same or one.kept else Draft(*told)

    def needed(self) -> list[bytes]:
        """Where the memo has what was seen in each file."""
        return list(map(sights.key, self.files.values()))

    def noted(self, units: Mapping[str, Unit], index: Mapping[str, bytes], intact: Mapping[str, Mapping[str, Filed]]) -> dict[str, Unit]:
        """Each unit with its files as they were published; `intact` are those that were there before. One that is as it was is itself."""
        output, before = self.options.output, self.before.units
        found = {name: replace(units[name], files=ledger.file(files.values(), output, intact.get(name, {}))) for name, files in self.made.items()}
        for name, held in ((FIXED, self.fixed), (INDEX, index)):
            found[name] = Unit(files=ledger.file([_plain(path, data) for path, data in held.items()], output, {}))
        return {name: before[name] if before.get(name) == unit else unit for name, unit in found.items()}


def _plain(path: str, data: bytes) -> Made:
    return Made(path, b"", sha256=hashlib.sha256(data).digest(), size=len(data), listed=False)
