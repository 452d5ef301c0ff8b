"""Pagefind at work: pages in, the files of an index out, through its pipes and not through a disk.

It numbers pages as it is given them, and the files it makes carry those numbers. Sent to look through a folder, it takes
pages as the disk lists them, and no two disks need list them alike; so it is handed each page in turn (`--service`, the way
in that its own Python interface uses, which waits a tenth of a second at each answer).
"""

import json
import os
from base64 import b64decode, b64encode
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from subprocess import PIPE, Popen
from typing import IO, Any

END = b","
"""Ends each question and each answer; base64 has none."""
PIECE = 1 << 16


class Failed(Exception):
    """Pagefind did not do what it was asked, and why."""


def index(pages: dict[str, str]) -> dict[str, bytes]:
    """Path -> bytes of all that Pagefind makes of these pages (path -> HTML), added by path. Raises Failed, OSError and ImportError."""
    with Pagefind() as pagefind, ThreadPoolExecutor(1) as beside:
        complaint = beside.submit(pagefind.stderr.read)
        try:
            pagefind.ask("NewIndex", config={"keep_index_url": True})
            for path, text in sorted(pages.items()):
                pagefind.ask("AddFile", index_id=0, file_path=path, url=None, file_contents=text)
            return {file["path"]: b64decode(file["content"]) for file in pagefind.ask("GetFiles", index_id=0)["files"]}
        except (EOFError, BrokenPipeError):
            raise Failed(_last(complaint.result()) or f"it ended with {pagefind.wait()}") from None
        except (ValueError, LookupError, TypeError) as error:
            raise Failed(f"it answered what cannot be read: {error}") from error
        finally:
            pagefind.end()


class Pagefind(Popen[bytes]):
    """The program, waiting to be asked."""

    stdin: IO[bytes]
    stdout: IO[bytes]
    stderr: IO[bytes]

    def __init__(self) -> None:
        from pagefind.service import get_executable  # brings asyncio, which a build that makes no index does without
        super().__init__([os.fspath(get_executable() or "pagefind"), "--service"], stdin=PIPE, stdout=PIPE, stderr=PIPE)

    def ask(self, kind: str, **asked: object) -> dict[str, Any]:
        """Its answer. Raises EOFError where it ends without one, Failed where it says no, ValueError or LookupError where it babbles."""
        self.stdin.write(b64encode(json.dumps({"message_id": 0, "payload": {"type": kind, **asked}}).encode()) + END)
        self.stdin.flush()
        told = bytearray()
        while not told.endswith(END):
            piece = os.read(self.stdout.fileno(), PIECE)
            if not piece:
                raise EOFError
            told += piece
        answer: dict[str, Any] = json.loads(b64decode(told[:-1]))["payload"]
        if answer["type"] == "Error":
            raise Failed(str(answer["message"]))
        return answer

    def end(self) -> None:
        """It has no more to do, and nothing of it lies anywhere."""
        self.kill()
        with suppress(BrokenPipeError):  # what it did not take is pressed on it no more
            self.stdin.close()


def _last(complaint: bytes) -> str:
    """The last line that says anything."""
    return next((line.strip() for line in reversed(complaint.decode(errors="replace").splitlines()) if line.strip()), "")
