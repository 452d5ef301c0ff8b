from pathlib import Path


def make(content: Path) -> None:
    """A folder that is a link."""
    (content / "inspections" / "riverton" / "visit-2022").symlink_to("visit-2021")
