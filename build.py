#!/usr/bin/env python3
"""Plainspoken's one command: `python build.py` builds content/ into output/; `python build.py --help` tells the rest."""

import os
import signal
import sys
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parent
LIBRARIES = ROOT / ".venv" / "bin" / "python"


def run() -> NoReturn:
    """Do what was typed, with the libraries of .venv where this Python has none."""
    try:
        from plainspoken.cli import main
        from plainspoken.ending import leave
    except ModuleNotFoundError as missing:
        if missing.name and missing.name.startswith("plainspoken"):
            raise
        if LIBRARIES.exists() and Path(sys.prefix).resolve() != LIBRARIES.parent.parent.resolve():
            os.execv(LIBRARIES, [str(LIBRARIES), *sys.argv])
        print(f'The library "{missing.name}" is missing: run "make site", or see README.md for the steps without make.', file=sys.stderr)
        sys.exit(3)
    leave(main(sys.argv[1:], ROOT))


if __name__ == "__main__":
    try:
        for request in (signal.SIGTERM, signal.SIGHUP):
            if signal.getsignal(request) == signal.SIG_DFL:  # nohup has it ignored
                signal.signal(request, signal.default_int_handler)  # as Ctrl-C: what was begun is put away
        run()
    except KeyboardInterrupt:  # before there is anything to put away
        print("Stopped.", file=sys.stderr)
        sys.exit(3)
