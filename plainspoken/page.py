"""Page: an address, a template, and the function that makes its data where it is rendered.

Every page type is one function that yields these and one template. What a page is made of travels in `parts`, plain
values that a worker process can be sent; nothing else may reach its data.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple, Protocol


@dataclass(frozen=True, slots=True)
class Page:
    """One file of the portal."""

    path: str
    """Below the root, ending in a file name."""
    template: str
    """Its template; empty when `make` returns the file's text itself."""
    make: Callable[..., Any]
    """A module's function: (sheet, *parts) -> the template's values, or the text."""
    parts: tuple[Any, ...] = ()
    section: str = ""
    """The entry of the main navigation it belongs to, an address."""
    scripts: tuple[str, ...] = ()
    """Addresses of the scripts it runs. Every page is whole without them."""
    updated: str = ""
    """ISO day when the newest record it is made of was added or last changed; empty where it is made of none."""
    listed: bool = True
    """It stands in the sitemap, if it is a page to read."""


class Listed(Protocol):
    """A page as the map of all pages has it."""

    @property
    def path(self) -> str:
        """Below the root."""

    @property
    def updated(self) -> str:
        """ISO day, or nothing."""

    @property
    def listed(self) -> bool:
        """It stands in the map."""


class Built(NamedTuple):
    """A page as bytes."""

    path: str
    body: bytes


class Crumb(NamedTuple):
    """A step of the breadcrumb."""

    title: str
    href: str


Values = Mapping[str, Any]
