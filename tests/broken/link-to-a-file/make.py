from pathlib import Path


def make(content: Path) -> None:
    """A file that is a link, even to a good file beside it."""
    (content / "sources" / "other.yaml").symlink_to("riverton-report.yaml")
