import os
from pathlib import Path


def make(content: Path) -> None:
    """A name in Latin-1. Not every file system takes one."""
    with open(os.fsencode(content / "sources") + b"/caf\xe9.yaml", "w", encoding="utf-8") as file:
        file.write("title: x\n")
