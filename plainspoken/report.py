"""What a build says it did."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Report:
    """What a build did."""

    pages: int = 0
    written: int = 0
    removed: int = 0
    seconds: float = 0.0
    """Without those of the search index."""
    example: bool = False
    """The base address is an example, so that no printed address works."""
    unchecked: tuple[str, ...] = ()
    """Help lines that nobody has said to have rung or looked up."""
    unwritten: tuple[str, ...] = ()
    """Files of pages that readers expect and that have no words of the publisher's."""
    search: float | None = None
    """Seconds the search index took; None where there is none, or it is the last one."""
