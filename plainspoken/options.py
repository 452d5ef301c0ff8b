"""What a build is asked to do, and what it says it did."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from plainspoken.making import LOCAL, Family
from plainspoken.pages import compare, data, feeds, lists, places, register, signposts, threads, topics, words, young
from plainspoken.pages.search import pages as search_pages

WHOLE: tuple[Family, ...] = (places.pages, young.pages, register.pages, compare.pages, lists.front, lists.pages, topics.pages, threads.pages, words.pages,
                             search_pages, signposts.pages, data.pages, feeds.pages)
"""Page types that are made of the whole portal. Each is a function from the Portal to pages."""


@dataclass(frozen=True, slots=True)
class Options:
    """What a build is asked to do."""

    content: Path
    output: Path
    templates: Path
    assets: Path
    base_url: str = ""
    """Replaces portal.yaml's base_address."""
    jobs: int = 0
    """Worker processes; 0 for as many as there are cores."""
    policy: bool = True
    cache: Path | None = None
    """Where search indexes are kept from build to build; without one the portal has no search."""
    fresh: bool = True
    """What is searched is what is published. Else the last index will do: a preview waits for none."""
    memo: Path | None = None
    """Where work is remembered from build to build; without it all is done anew."""
    cluster: str = ""
    """The address of a Dask scheduler whose workers make the pages."""
    local: tuple[Family, ...] = LOCAL
    whole: tuple[Family, ...] = WHOLE
    """Page types to make."""
    elsewhere: Callable[[str], bool] | None = None
    """Says of an address whether its page is left out here on purpose, so that a link to it is no fault."""


Progress = Callable[[str, int, int], None]
"""Hears (stage, done, of how many)."""
