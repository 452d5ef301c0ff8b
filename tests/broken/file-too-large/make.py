from pathlib import Path


def make(content: Path) -> None:
    """One byte more than a mebibyte."""
    (content / "topics.yaml").write_bytes(b"#" * 1024 * 1024 + b"\n")
