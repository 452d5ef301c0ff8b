import os
from pathlib import Path


def make(content: Path) -> None:
    """A pipe: opening it would wait for ever."""
    os.mkfifo(content / "sources" / "other.yaml")
