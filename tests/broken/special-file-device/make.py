import os
import stat
from pathlib import Path


def make(content: Path) -> None:
    """A device that never ends: /dev/zero under another name. Only the superuser can make one."""
    os.mknod(content / "sources" / "other.yaml", stat.S_IFCHR | 0o600, os.makedev(1, 5))
