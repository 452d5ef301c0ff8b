#!/usr/bin/env python3
"""Plainspoken's one command: `python build.py` builds content/ into output/; `python build.py --help` tells the rest."""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
LIBRARIES = ROOT / ".venv" / "bin" / "python"

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

if __name__ == "__main__":
    leave(main(sys.argv[1:], ROOT))
