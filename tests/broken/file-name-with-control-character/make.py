from pathlib import Path


def make(content: Path) -> None:
    """A line end in a name would forge a line of the report."""
    (content / "sources" / "a\ncontent:portal.yaml:1:1: fine\x1b[2K.yaml").write_text("title: x\n")
