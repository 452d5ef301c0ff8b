"""What was gathered, templates and assets -> what all pages of a build are made with."""

from dataclasses import dataclass, replace

from plainspoken import assets, closures, urls
from plainspoken.assets import Assets
from plainspoken.codec import digest, encode
from plainspoken.english import capital
from plainspoken.gather import Gathered
from plainspoken.lookups import ALL, THREADS, Lookup
from plainspoken.making import Kit
from plainspoken.memo import version
from plainspoken.options import Options
from plainspoken.refer import Reference
from plainspoken.render import Setting

ROOMY = {urls.INSPECTIONS, urls.COMPARE}
"""Entries of the main navigation that only a wide page has room for; at its foot each page has them all."""
ONE_BY_ONE = ("frameworks", "authorities", "sources")
"""Folders of records that pages look up by name."""


@dataclass(frozen=True, slots=True)
class Means:
    """What stands beside the content."""

    templates: dict[str, bytes]
    drawn: Assets
    """Style, scripts, icons."""
    salt: bytes
    """Stands for what was asked for and for what is neither content nor template."""


def means(options: Options) -> Means:
    """Templates and assets as they are now. Raises Stop."""
    templates, drawn = closures.read(options.templates), assets.load(options.assets)
    asked = (options.base_url, options.policy, options.cache is not None, options.fresh, [*options.local, *options.whole])
    return Means(templates, drawn, digest(version(), encode(asked), encode((drawn.files, drawn.symbols))))


def kit(found: Gathered, options: Options, means: Means, searched: str, drafts: str) -> Kit:
    """What all pages are made with. `searched` says what the search page searches, `drafts` where workers put files."""
    reference = at(found.portal.reference, options.base_url)
    setting = _setting(reference, options, means, searched)
    base = replace(found.base, settings=dict.fromkeys(found.base.settings, reference.settings), files=frozenset(), pages={})
    hidden = encode((reference.counted, list(reference.wide)))
    core = digest(means.salt, searched.encode(), hidden, found.survey.digest(path for path in found.survey.once if not _looked_up(path)))
    known = _lookups(found, reference)
    return Kit(setting, core, closures.closures(means.templates), known, digest(encode(list(known.items()))), base, options.local, drafts, str(options.output))


def at(reference: Reference, base_url: str) -> Reference:
    """The reference with another base address."""
    return replace(reference, settings=replace(reference.settings, base_address=base_url)) if base_url else reference


def _looked_up(path: str) -> bool:
    """Whether a file is in the making of those pages alone that look it up, or of the pages whose parts it is among."""
    return path.startswith((*(f"{part}/" for part in ONE_BY_ONE), "pages/")) or path in {"topics.yaml", "evidence.yaml"}


def _lookups(found: Gathered, reference: Reference) -> dict[Lookup, bytes]:
    """What stands for each thing that a page may look up."""
    known: dict[Lookup, bytes] = {}
    for path in found.survey.once:
        part, _, name = path.partition("/")
        if part in ONE_BY_ONE:
            known[part, name.removesuffix(".yaml")] = found.survey.hashes[path]
    topics = found.survey.hashes.get("topics.yaml", b"")
    known |= {("topics", name): topics for name in reference.topics}
    known |= {("successors", name): encode(names) for name, names in reference.successors.items()}
    known |= {("withdrawn", name): b"+" for name in reference.withdrawn}
    every: dict[str, list[bytes]] = {}
    for (part, name), value in known.items():
        every.setdefault(part, []).extend((name.encode(), value))
    return known | {(part, ALL): digest(*values) for part, values in every.items()} | {(THREADS, ALL): digest(encode(list(reference.threads)))}


def _setting(reference: Reference, options: Options, means: Means, searched: str) -> Setting:
    drawn = means.drawn
    called = capital(reference.settings.called.many)
    look_up = ((called, urls.AUTHORITIES), ("Inspections", urls.INSPECTIONS), ("Recommendations", urls.RECOMMENDATIONS), ("Topics", urls.TOPICS),
               ("Compare", urls.COMPARE), ("For young people", urls.YOUNG_PEOPLE))
    understand = (("How inspections worked", urls.FRAMEWORKS), ("Hard words", urls.GLOSSARY), ("What is held, what is missing", urls.COVERAGE))
    portal_pages = (("About this portal", urls.page("about")), ("Corrections", urls.CORRECTIONS), ("Data to take away", urls.DATA),
                    ("For publishers", urls.page("publishers")), ("Accessibility", urls.page("accessibility")), ("Privacy", urls.page("privacy")))
    navigation = tuple((title, target, target in ROOMY) for title, target in (*look_up, ("Data", urls.DATA)))
    footer = (("Look up", (*look_up, ("Search", urls.SEARCH))), ("Understand", understand), ("This portal", portal_pages))
    return Setting(reference, options.templates, drawn.symbols, {path: drawn.address(path) for path in drawn.files},
                   drawn.files[urls.STYLE_SHEET].decode(), navigation, footer, options.policy, searched, means.templates)
