"""content/ -> output/, as a recipe: read, check, gate, index, render, audit, gate, search, publish."""

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, replace
from multiprocessing import get_context
from pathlib import Path
from time import perf_counter

from plainspoken import assets, audit, checks, content, hosting, lean, portal, publish, search, urls
from plainspoken.content import Content
from plainspoken.lean import Lean
from plainspoken.pages import authority, compare, data, feeds, inspection, lists, places, plan, register, signposts, sitemap, threads, topics, words, young
from plainspoken.pages.search import pages as search_pages
from plainspoken.portal import Portal
from plainspoken.problems import ENVIRONMENT_FAULT, Problem, Stop, gate
from plainspoken.render import LAST, NOW, InProcess, Setting, render_all

FAMILIES = (places.pages, authority.pages, inspection.pages, plan.pages, young.pages, register.pages, compare.pages, lists.pages, topics.pages,
            threads.pages, words.pages, search_pages, signposts.pages, data.pages, feeds.pages)
"""Every page type: a function from the Portal to pages."""

ROOMY = {urls.INSPECTIONS, urls.COMPARE}
"""Entries of the main navigation that only a wide page has room for; at its foot each page has them all."""

MANY = 400
"""Pages from which starting worker processes pays."""


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


@dataclass(frozen=True, slots=True)
class Report:
    """What a build did."""

    pages: int
    written: int
    removed: int
    seconds: float
    """Without those of the search index."""
    example: bool
    """The base address is an example, so that no printed address works."""
    unchecked: tuple[str, ...]
    """Help lines that nobody has said to have rung or looked up."""
    search: float | None = None
    """Seconds the search index took; None where there is none, or it is the last one."""


Progress = Callable[[str, int, int], None]
"""Hears (stage, done, of how many)."""


def build(options: Options, progress: Progress) -> Report:
    """Build and publish. Raises Stop: 2 for faults in the content, 3 for the environment's; nothing is published then."""
    started = perf_counter()
    publish.recover(options.output)
    found = load(options.content, options.assets, progress)
    made = portal.build(_at(found, options.base_url))
    leans, index = _searched(made, options)
    files, report = built(made, options, progress, leans, bool(index))
    took = None
    if leans and options.cache:
        progress("search", 0, len(leans))
        before = perf_counter()
        index = search.build(leans, options.templates, options.cache, options.content)
        gate(problem for path, body in index.items() for problem in audit.look(path, body).problems)
        took = perf_counter() - before
    progress("publish", 0, len(files) + len(index))
    done = publish.publish(files | index, options.output)
    settings = made.reference.settings
    unchecked = tuple(line.name for line in settings.help_lines if not line.checked)
    return Report(report, done.written, done.removed, perf_counter() - started - (took or 0), urls.is_example(settings.base_address), unchecked, took)


def _searched(made: Portal, options: Options) -> tuple[list[Lean], dict[str, bytes]]:
    """What is searched, or the last index where that will do; neither for a portal without search."""
    if options.cache is None:
        return [], {}
    return (list(lean.pages(made)), {}) if options.fresh else ([], search.last(options.cache, options.content))


def load(folder: Path, drawn: Path, progress: Progress) -> Content:
    """Everything in the content folder, past gate 1; `drawn` is the folder with the icons it may name. Raises Stop."""
    progress("read", 0, 0)
    found, problems = content.read(folder)
    progress("check", 0, 0)
    gate([*problems, *checks.check(found, folder.name, assets.icons(drawn))])
    return found


def _at(found: Content, base_url: str) -> Content:
    """The content with another base address."""
    if base_url:
        found.settings = {name: replace(one, base_address=base_url) for name, one in found.settings.items()}
    return found


def built(made: Portal, options: Options, progress: Progress, leans: Sequence[Lean] = (), last: bool = False) -> tuple[dict[str, bytes], int]:
    """The new tree, past gate 2 and complete but for the search index, and how many of its files are pages. Raises Stop.

    `leans` is what will be searched; `last`, that the last index will be.
    """
    found = assets.load(options.assets)
    pages = [page for family in FAMILIES for page in family(made)]
    pages += sitemap.pages(pages)
    setting = _setting(made, found, options, NOW if leans else LAST if last else "")
    files, seen, done = {**found.files, urls.HEADERS: hosting.headers(setting.style_text).encode()}, [], 0

    def count(more: int) -> None:
        nonlocal done
        done += more
        progress("render", done, len(pages))
    with executor(options.jobs, len(pages)) as workers:
        for page, sight in render_all(pages, setting, workers, count):
            files[page.path] = page.body
            seen.append(sight)
    progress("audit", 0, 0)
    gate([*_audited(seen, files, found, made), *search.astray(leans, seen)])
    return files, len(pages)


def _audited(seen: list[audit.Seen], files: dict[str, bytes], found: assets.Assets, made: Portal) -> list[Problem]:
    seen += [audit.look(path, body) for path, body in found.files.items()]
    base = urls.prefix(made.reference.settings.base_address)
    return [problem for one in seen for problem in one.problems] + audit.join(seen, files, base)


def _setting(made: Portal, found: assets.Assets, options: Options, searched: str) -> Setting:
    called = made.reference.settings.called.many.capitalize()
    look_up = ((called, urls.AUTHORITIES), ("Inspections", urls.INSPECTIONS), ("Recommendations", urls.RECOMMENDATIONS), ("Topics", urls.TOPICS),
               ("Compare", urls.COMPARE), ("For young people", urls.YOUNG_PEOPLE))
    understand = (("How inspections worked", urls.FRAMEWORKS), ("Hard words", urls.GLOSSARY), ("What is held, what is missing", urls.COVERAGE))
    portal_pages = (("Who runs it", urls.page("about")), ("Corrections", urls.CORRECTIONS), ("Data to take away", urls.DATA),
                    ("For publishers", urls.page("publishers")), ("Accessibility", urls.page("accessibility")), ("Privacy", urls.page("privacy")))
    navigation = tuple((title, target, target in ROOMY) for title, target in (*look_up, ("Data", urls.DATA)))
    footer = (("Look up", (*look_up, ("Search", urls.SEARCH))), ("Understand", understand), ("This portal", portal_pages))
    return Setting(made.reference, options.templates, found.symbols, {path: found.address(path) for path in found.files},
                   found.files[urls.STYLE_SHEET].decode(), navigation, footer, options.policy, searched)


@contextmanager
def executor(jobs: int, pages: int) -> Iterator[Executor]:
    """Where pages are rendered: here for few, in worker processes for many."""
    jobs = jobs or os.cpu_count() or 1
    if jobs == 1 or pages < MANY:
        yield InProcess()
        return
    try:
        with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as workers:
            yield workers
    except BrokenProcessPool as error:
        raise Stop(["A worker process was ended from outside, perhaps for want of memory; try --jobs 1."], ENVIRONMENT_FAULT) from error
