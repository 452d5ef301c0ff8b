"""One page being made: where it stands, which glossary words it has marked, which papers it has cited.

A page's data function gets one. It is the only thing in the making of a page that remembers, and it lives as long as
that page.
"""

from collections.abc import Mapping
from functools import partial
from typing import NamedTuple

from markupsafe import Markup

from plainspoken import fields, markdown, urls
from plainspoken.recall import remembered
from plainspoken.refer import Reference
from plainspoken.reference import Term


class Cite(NamedTuple):
    """A link from a fact to its paper, with the place in it."""

    href: str
    label: str


class CitedSource(NamedTuple):
    """A paper as "How we know" lists it."""

    id: str
    title: str
    by: str
    about: str
    licence: str
    address: str


class Sheet:
    """What a data function needs to write links, words and citations for one page."""

    def __init__(self, path: str, reference: Reference) -> None:
        self.path = path
        self.reference = reference
        self._cited: dict[str, None] = {}
        self._links: dict[str, str] = {}
        self._marker = markdown.Marker(_forms(reference.glossary), partial(_term, path))  # a way back to this sheet would keep it when its page is made

    def to(self, target: str) -> str:
        """How this page links to an address below the root."""
        link = self._links.get(target)
        if link is None:
            link = self._links[target] = urls.relative(self.path, target)
        return link

    def words(self, text: str | None) -> Markup:
        """Plain words, with glossary words marked where the page first uses them."""
        return self._marker.mark(text) if text else Markup("")

    def markdown(self, text: str, heading_level: int = 3, source: str = "") -> Markup:
        """A Markdown text as HTML, marked likewise. With a source, the place in brackets that ends a paragraph is a citation."""
        html = markdown.render(text, self._record, heading_level)
        if source:
            self._cited[source] = None
            html = markdown.cited(html, f"#source-{source}")
        return self._marker.mark_html(html)

    def _record(self, link: str) -> str:
        """Where a link to a record leads; nowhere when that was withdrawn."""
        kind, _, name = link.partition("#")[0].partition(":")
        if f"{kind}:{name}" in self.reference.withdrawn:
            return ""
        counted = kind == "source" and self.reference.counted and not self.reference.sources[name].changes
        return self.to(urls.PAPERS if counted else urls.record(link))

    def cite(self, source: str, where: tuple[str, ...], main: str = "") -> tuple[Cite, ...]:
        """Citations of places in a paper; the first names the paper where it is not the page's main one."""
        self._cited[source] = None
        before = "" if source == main else f"{self.reference.sources[source].short}, "
        if not where:
            return (Cite(f"#source-{source}", before.removesuffix(", ")),) if before else ()
        labels = [fields.place_shown(place) for place in where]
        return tuple(Cite(f"#source-{source}", label) for label in (before + labels[0], *labels[1:]))

    def cited(self) -> tuple[CitedSource, ...]:
        """The papers cited so far, in the order they were first cited."""
        return tuple(self.source(name) for name in self._cited)

    def source(self, name: str) -> CitedSource:
        """One paper for a list of sources."""
        source = self.reference.sources[name]
        by = f"{source.publisher}, {source.published.words}"
        return CitedSource(f"source-{name}", source.title, by, source.about or "", source.licence, source.address or "")


def _term(path: str, name: str) -> str:
    """How a page links to a hard word's meaning."""
    return urls.relative(path, urls.term(name))


@remembered
def _forms(glossary: Mapping[str, Term]) -> Mapping[str, str]:
    """Every written form of a hard word -> its id: one and the same for all sheets, since a pattern is made of it."""
    return {form: name for name, term in glossary.items() for form in (term.term, *term.also)}
