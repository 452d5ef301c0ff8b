from pathlib import Path


def make(content: Path) -> None:
    """The folder of an authority that is a link."""
    (content / "inspections" / "oldtown").symlink_to("riverton")
