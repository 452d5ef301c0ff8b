"""The end of a process, without putting away what it holds: of a large portal that takes seconds, and the system does it at once."""

import atexit
import gc
import os
import signal
import sys
import threading
from contextlib import suppress
from multiprocessing import parent_process
from multiprocessing.connection import wait
from typing import NoReturn

ASKED = {signal.SIGTERM, signal.SIGHUP}
"""How a process is asked to end, other than by Ctrl-C."""

_kept: list[object] = []


def keep(*values: object) -> None:
    """Hold these until the process ends."""
    _kept.extend(values)


def leave(code: int) -> NoReturn:
    """End with a code, all that was said being out. Where threads still run, as those of a preview may, they end first."""
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError, AttributeError):
            stream.flush()
    if threading.active_count() == 1:
        os._exit(code)
    sys.exit(code)


def set_up_worker() -> None:
    """For a worker process that lives as long as a build: nothing is collected, nothing is put away at its end, and that comes with its parent's."""
    gc.disable()
    atexit.register(os._exit, 0)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, ASKED)  # blocked while it was started
    parent = parent_process()
    if parent:
        threading.Thread(target=_end_after, args=(parent.sentinel,), daemon=True).start()


def _end_after(sentinel: int) -> NoReturn:
    """End this process when another has ended, even one that was killed and could tell nobody. Until then it costs nothing."""
    wait([sentinel])
    os._exit(0)
