from pathlib import Path


def make(content: Path) -> None:
    """A link that leads nowhere."""
    (content / "topics.yaml").unlink()
    (content / "topics.yaml").symlink_to("gone.yaml")
