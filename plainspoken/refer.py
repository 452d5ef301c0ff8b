"""Checked content -> what any page may look up, and two things that all indexes begin with: stories read, concerns followed."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import chain
from typing import NamedTuple

from plainspoken import story
from plainspoken.content import Content, only
from plainspoken.reference import Authority, Framework, Source, Term, Topic
from plainspoken.references import portal_language
from plainspoken.settings import Interface, Settings
from plainspoken.story import Story

SPLIT = 200
"""Papers up to which one page lists them all, and places up to which one page tells of a concern in each."""

ELSEWHERE = "elsewhere"
"""The region, as addresses name it, of places that have none."""

Key = tuple[str, str]
"""An inspection: (authority, inspection)."""


Spoken = tuple[Key, Iterable[str], Iterable[Iterable[str]]]
"""Of an inspection: its key, other places it is about, and for each of its papers the topics that it speaks of, each once."""


class Followed(NamedTuple):
    """Which concerns are followed where, both sorted."""

    threads: tuple[tuple[str, str], ...]
    """(authority, topic) of each concern that two or more papers of one place speak of."""
    wide: tuple[str, ...]
    """The topics that many places speak of."""


@dataclass(frozen=True, slots=True)
class Reference:
    """What any page may look up: small, the same for all, sent to each worker once."""

    settings: Settings
    words: Interface
    """Of the portal's own language."""
    languages: dict[str, Interface]
    """All, by their files' names; the portal's own is the first."""
    frameworks: dict[str, Framework]
    authorities: dict[str, Authority]
    sources: dict[str, Source]
    topics: dict[str, Topic]
    glossary: dict[str, Term]
    threads: dict[tuple[str, str], None] = field(default_factory=dict)
    """(authority, topic) of each concern that two or more papers of one place speak of: these have a page of their own."""
    successors: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Authorities that came from another, by its id."""
    withdrawn: dict[str, None] = field(default_factory=dict)
    """What was withdrawn, as links in Markdown name it: inspection:authority/inspection, and source: of a paper that told of nothing else."""
    counted: bool = False
    """The papers are too many to be listed on one page: pages count them."""
    wide: Mapping[str, None] = field(default_factory=dict)
    """Topics that too many places speak of for one page: these have a page a region."""

    @property
    def language(self) -> str:
        """The portal's own, as its file in languages/ is named."""
        return next(iter(self.languages))

    def region(self, authority: str) -> str:
        """The region of a place, as addresses name it."""
        return self.authorities[authority].region or ELSEWHERE


def refer(content: Content, followed: Followed, gone: Collection[Key], papers: Iterable[str]) -> Reference:
    """What any page may look up. `gone` are inspections that were withdrawn, `papers` those that told of nothing else."""
    own, threads, wide = portal_language(content), dict.fromkeys(followed.threads), dict.fromkeys(followed.wide)
    languages = {own: content.languages[own], **content.languages}
    hidden = [*(f"inspection:{'/'.join(key)}" for key in gone), *(f"source:{name}" for name in papers)]
    return Reference(only(content.settings), content.languages[own], languages, content.frameworks, content.authorities,
                     content.sources, content.topics, content.glossary, threads, _successors(content.authorities), dict.fromkeys(sorted(hidden)),
                     len(content.sources) > SPLIT, wide)


def _successors(authorities: Mapping[str, Authority]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for name, authority in sorted(authorities.items()):
        for before in authority.predecessors:
            found[before.authority].append(name)
    return {name: tuple(names) for name, names in found.items()}


def followed(spoken: Iterable[Spoken]) -> Followed:
    """Which concerns are followed where."""
    each = defaultdict[str, list[str]](list)
    for key, also, papers in spoken:
        topics = list(chain.from_iterable(papers))
        for name in dict.fromkeys((key[0], *also)):
            each[name] += topics
    found = {name: Counter(topics) for name, topics in each.items()}
    threads = sorted((name, topic) for name, topics in found.items() for topic, papers in topics.items() if papers > 1)
    places = Counter(topic for topics in found.values() for topic in topics)
    return Followed(tuple(threads), tuple(sorted(topic for topic, count in places.items() if count > SPLIT)))


def tales(content: Content) -> dict[Key, dict[str, Story]]:
    """What each inspection's young-people.md tells, by language, the portal's own first."""
    found: dict[Key, dict[str, Story]] = defaultdict(dict)
    for key, text in sorted(content.stories.items(), key=lambda pair: pair[0]):
        language = key[2] if len(key) == 3 else portal_language(content)
        found[key[0], key[1]][language] = story.read(text, "", content.languages[language].young_headings)[0]
    return dict(found)
