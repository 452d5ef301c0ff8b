"""A portal built into a folder of its own, as what it publishes: path -> bytes."""

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from plainspoken import pipeline
from plainspoken.pipeline import Options

ROOT = Path(__file__).resolve().parent.parent


def published(folder: Path) -> dict[str, bytes]:
    """What stands in an output, without what publishing keeps for itself."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*"))
            if path.is_file() and ".plainspoken" not in path.parts}


def built(content: Path, progress: Callable[[str, int, int], None] = lambda *_: None, **settings: object) -> dict[str, bytes]:
    """What a build of a content folder publishes, without search."""
    with TemporaryDirectory() as folder:
        options = Options(content, Path(folder), ROOT / "templates", ROOT / "assets", jobs=1, **settings)  # type: ignore[arg-type]
        pipeline.build(options, progress)
        return published(Path(folder))
