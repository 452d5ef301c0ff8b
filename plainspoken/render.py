"""Page -> bytes: its data made, its template filled, the icons it uses copied in.

Pure: the same page, reference and templates give the same bytes. It runs in worker processes through any
`concurrent.futures.Executor`; each is sent the setting once.
"""

import re
import traceback
from base64 import b64encode
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup

from plainspoken import assets, audit, urls
from plainspoken.page import Built, Page
from plainspoken.portal import Reference
from plainspoken.problems import INPUT_FAULT, Place, Problem, Stop
from plainspoken.sheet import Sheet
from plainspoken.views import plural

CHUNK = 64
"""Pages sent to a worker at a time: enough that sending costs little beside rendering."""

SPRITE = "<!--sprite-->"
LINE = re.compile(r"\n\s+(?=<)")
"""Empty lines and indents before an element, which are for those who write templates."""
"""Stands in base.html where the icons go."""

POLICY = "default-src 'none'; style-src {style}; img-src 'self'; {scripts}base-uri 'none'; form-action 'none'"
"""What a page may load: its style sheet and pictures, and scripts where it has some, from its own site alone."""
SCRIPTS = "script-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'; "
"""What a page that runs scripts may do besides. No text can become markup or a script in it."""
SEARCHES = "script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; require-trusted-types-for 'script'; trusted-types default; "
"""The same of the search page: its index is read by a program, and its one policy admits the address of that program's worker."""

NOW, LAST = "now", "last"
"""What the search page searches: what is published with it, or what was published last. Empty for a portal without search."""


METHODS = frozenset(dir(dict))


@dataclass(frozen=True, slots=True)
class Setting:
    """What every page is rendered with; sent to each worker once."""

    reference: Reference
    templates: Path
    symbols: dict[str, str]
    addresses: dict[str, str]
    """Address of each asset -> the same with its version."""
    style_text: str
    """Its text, for the page that carries it inside."""
    navigation: tuple[tuple[str, str, bool], ...]
    """(title, address, whether only a wide page has room for it) of the main navigation."""
    footer: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    """(heading, ((title, address), …)) of the contents at the foot."""
    policy: bool = True
    """Send the content policy as a meta tag."""
    searched: str = ""
    """NOW, LAST or empty."""


class Environment(jinja2.Environment):
    """Looks into a mapping first for its keys, for which jinja2 asks only after an error, as long as it means no method of mappings."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        """`obj.attribute` of a template."""
        if type(obj) is dict and attribute in obj and attribute not in METHODS:
            return obj[attribute]
        try:
            return getattr(obj, attribute)
        except AttributeError:
            return super().getattr(obj, attribute)


@cache
def environment(templates: Path) -> jinja2.Environment:
    """The Jinja environment: everything escaped, a missing value is an error."""
    made = Environment(loader=jinja2.FileSystemLoader(templates), autoescape=True, trim_blocks=True,
                       lstrip_blocks=True, undefined=jinja2.StrictUndefined, auto_reload=False)
    made.filters["plural"] = plural
    return made


def hashed(style: str) -> str:
    """How a policy names a style sheet that stands in the page itself."""
    return f"'sha256-{b64encode(sha256(style.encode()).digest()).decode()}'"


def render(page: Page, setting: Setting) -> Built:
    """One page as bytes."""
    sheet = Sheet(page.path, setting.reference)
    if not page.template:
        made = page.make(sheet, *page.parts)
        return Built(page.path, made if isinstance(made, bytes) else made.encode())
    made = values(page, sheet, setting)
    try:
        html = environment(setting.templates).get_template(page.template).render(made)
    except (jinja2.TemplateError, UnicodeDecodeError) as error:
        raise _fault(error, page.template, setting.templates) from error
    return Built(page.path, LINE.sub("\n", html).replace(SPRITE, assets.sprite(html, setting.symbols), 1).encode())


def _fault(error: Exception, template: str, templates: Path) -> Stop:
    """A template at fault, with the place that jinja2 writes into the trace."""
    trace = "".join(traceback.format_exception(error))
    places = re.findall(rf'File "{re.escape(str(templates))}/([^"\n]+)", line (\d+)', trace)
    name, line = places[-1] if places else (template, "1")
    if isinstance(error, jinja2.TemplateNotFound):
        message = f"the template {error.name} is not there"
    elif isinstance(error, jinja2.TemplateError):
        message = f"{type(error).__name__}: {error.message}"
    else:
        message = "this is not UTF-8 text"
    return Stop([Problem(Place(f"{templates.name}/{name}", int(line)), message)], INPUT_FAULT)


def values(page: Page, sheet: Sheet, setting: Setting) -> dict[str, Any]:
    """What a template sees: the page's own data and the frame around it."""
    reference = setting.reference
    base = reference.settings.base_address
    lost = page.path == urls.NOT_FOUND
    link = (lambda target: urls.prefix(base) + target) if lost else sheet.to
    made, scripts = page.make(sheet, *page.parts), _scripts(page, setting)
    return {
        **made,
        "settings": reference.settings,
        "words": reference.words,
        "to": link,
        "sources": sheet.cited(),
        "lang": made.get("lang", reference.settings.language),
        "direction": made.get("direction", reference.words.direction),
        "style": link(setting.addresses[urls.YOUNG_STYLE_SHEET if page.section == urls.YOUNG_PEOPLE else urls.STYLE_SHEET]),
        "scripts": [link(setting.addresses[script]) for script in scripts],
        "style_text": Markup(setting.style_text) if lost else "",  # noqa: S704
        "favicon": link(urls.FAVICON),
        "home": link(urls.HOME),
        "navigation": [(title, link(target), target == page.section, roomy) for title, target, roomy in setting.navigation],
        "search": link(urls.SEARCH),
        "here_is_search": page.section == urls.SEARCH,
        "searched": setting.searched,
        "footer": [(title, [(name, link(target)) for name, target in entries]) for title, entries in setting.footer],
        "canonical": "" if lost else made.get("canonical") or urls.public(base, page.path),
        "policy": _policy(scripts, hashed(setting.style_text) if lost else "'self'") if setting.policy else "",
    }


def _scripts(page: Page, setting: Setting) -> tuple[str, ...]:
    """The scripts of a page: its own, and the search box of every page for adults, where there is something to search."""
    if not setting.searched:
        return tuple(script for script in page.scripts if script != urls.SEARCH_CLIENT)
    return page.scripts if page.section in {urls.YOUNG_PEOPLE, urls.SEARCH} else (*page.scripts, urls.SEARCH_BOX)


def _policy(scripts: tuple[str, ...], style: str) -> str:
    return POLICY.format(style=style, scripts=SEARCHES if urls.SEARCH_CLIENT in scripts else SCRIPTS if scripts else "")


@dataclass(slots=True)
class Worker:
    """A chunk of pages rendered and looked at; callable, so that any executor can be sent one."""

    setting: Setting

    def __call__(self, pages: Sequence[Page]) -> list[tuple[Built, audit.Seen]]:
        """Each page built, and what an audit saw in it."""
        made = [render(page, self.setting) for page in pages]
        return [(built, audit.look(built.path, built.body)) for built in made]


def render_all(pages: Sequence[Page], setting: Setting, executor: Executor, done: Callable[[int], None]) -> Iterator[tuple[Built, audit.Seen]]:
    """Every page through the executor, in order. `done` hears how many are finished."""
    worker = Worker(setting)
    chunks = [pages[start:start + CHUNK] for start in range(0, len(pages), CHUNK)]
    for chunk, found in zip(chunks, executor.map(worker, chunks), strict=True):
        done(len(chunk))
        yield from found


class InProcess(Executor):
    """An executor that runs each call here and now: for few pages, where starting processes costs more than it saves."""

    def submit(self, call: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Run the call; the future is done when it comes back."""
        future: Future[Any] = Future()
        try:
            future.set_result(call(*args, **kwargs))
        except BaseException as error:
            future.set_exception(error)
        return future
