from pathlib import Path


def make(content: Path) -> None:
    """Deep enough to end a recursive reader by a signal."""
    (content / "topics.yaml").write_text("[" * 10_000 + "]" * 10_000)
    (content / "glossary.yaml").write_text("a: {" * 10_000)
    (content / "sources" / "riverton-report.yaml").write_text("- " * 10_000)
