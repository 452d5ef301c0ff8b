import os
import socket
from pathlib import Path


def make(content: Path) -> None:
    """A socket."""
    here = os.getcwd()
    os.chdir(content)  # a socket's path may be 100 bytes long
    try:
        with socket.socket(socket.AF_UNIX) as listening:
            listening.bind("glossary.sock")
    finally:
        os.chdir(here)
    os.replace(content / "glossary.sock", content / "glossary.yaml")
