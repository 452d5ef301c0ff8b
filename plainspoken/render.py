"""Page -> bytes: its data made, its template filled, the icons it uses copied in.

Pure: the same page, reference and templates give the same bytes.
"""

import re
import traceback
from base64 import b64encode
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache, partial
from hashlib import sha256
from pathlib import Path
from typing import Any

import jinja2
from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.runtime import Macro
from markupsafe import Markup, _escape_inner, escape  # type: ignore[attr-defined]  # what escape itself asks; it only makes Markup of it

from plainspoken import assets, urls
from plainspoken.english import capital, possessive
from plainspoken.page import Built, Page, Values
from plainspoken.problems import INPUT_FAULT, Place, Problem, Stop
from plainspoken.refer import Reference
from plainspoken.sheet import Sheet
from plainspoken.views import grouped, plural

SPRITE = "<!--sprite-->"
"""Stands in base.html where the icons go."""
LINE = re.compile(r"\n\s+(?=<)")
"""Empty lines and indents before an element, which are for those who write templates."""

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
    sources: dict[str, bytes] = field(default_factory=dict)
    """The templates themselves, by name, so that a worker elsewhere needs no disk of ours; read from their folder where none are given."""


class Generator(CodeGenerator):
    """Writes a template as Python that escapes what it puts out to plain text: it is joined to the page at once, so that no piece has
    to know that it is safe. What a macro gives back is Markup, as ever.
    """

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        self.write("environment.escaped(")


class Context(jinja2.runtime.Context):
    """Calls a macro straight: what jinja2 looks for before a call is in functions alone, which know of their context."""

    def call(self, called: Any, /, *args: Any, **kwargs: Any) -> Any:
        """`called(…)` of a template."""
        if type(called) is not Macro:
            return super().call(called, *args, **kwargs)
        kwargs.pop("_loop_vars", None)
        kwargs.pop("_block_vars", None)
        return called(*args, **kwargs)


class Environment(jinja2.Environment):
    """Looks into a mapping first for its keys, for which jinja2 asks only after an error, as long as it means no method of mappings."""

    code_generator_class = Generator
    context_class = Context

    @staticmethod
    def escaped(value: Any) -> str:
        """`{{ value }}` of a template, as it stands in the page."""
        if isinstance(value, Markup):
            return value
        return _escape_inner(value) if isinstance(value, str) else escape(value)

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
    """The Jinja environment of a folder: everything escaped, a missing value is an error."""
    return _environment(jinja2.FileSystemLoader(templates))


def _environment(loader: jinja2.BaseLoader) -> jinja2.Environment:
    made = Environment(loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=jinja2.StrictUndefined, auto_reload=False,
                       cache_size=-1)
    made.globals.clear()  # templates do not compute; and with none, what a template imports is not made anew for each page
    made.filters |= {"plural": plural, "grouped": grouped, "capital": capital, "possessive": possessive}
    return made


_given: list[tuple[Setting, jinja2.Environment]] = []
"""The setting whose templates were used last, and their environment."""


def _chosen(setting: Setting) -> jinja2.Environment:
    """The environment of a setting's templates."""
    if not setting.sources:
        return environment(setting.templates)
    held = _given[:]  # another thread may use another setting
    if not held or (held[0][0].templates, held[0][0].sources) != (setting.templates, setting.sources):
        held = _given[:] = [(setting, _environment(jinja2.FunctionLoader(partial(_source, setting))))]
    return held[0][1]


def _source(setting: Setting, name: str) -> tuple[str, str, None] | None:
    """A template and the place it came from, as jinja2 asks for them; None where there is none."""
    data = setting.sources.get(name)
    return None if data is None else (data.decode(), str(setting.templates / name), None)


def hashed(style: str) -> str:
    """How a policy names a style sheet that stands in the page itself."""
    return f"'sha256-{b64encode(sha256(style.encode()).digest()).decode()}'"


def render(page: Page, setting: Setting, reference: Reference | None = None) -> Built:
    """One page as bytes. `reference` stands in for the setting's, where what is looked up in it is noted."""
    sheet = Sheet(page.path, reference or setting.reference)
    if not page.template:
        made = page.make(sheet, *page.parts)
        return Built(page.path, made if isinstance(made, bytes) else made.encode())
    made = values(page, sheet, setting)
    try:
        html = _chosen(setting).get_template(page.template).render(made)
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
    reference = sheet.reference
    base = reference.settings.base_address
    lost = page.path == urls.NOT_FOUND
    link = (lambda target: urls.prefix(base) + target) if lost else sheet.to
    made, scripts = page.make(sheet, *page.parts), _scripts(page, setting)
    return {
        **made,
        **_frame(page, setting, link),
        "settings": reference.settings,
        "words": reference.words,
        "to": link,
        "sources": sheet.cited(),
        "as_of": made.get("as_of", ""),
        "lang": made.get("lang", reference.settings.language),
        "direction": made.get("direction", reference.words.direction),
        "scripts": [link(setting.addresses[script]) for script in scripts],
        "style_text": Markup(setting.style_text) if lost else "",  # noqa: S704
        "canonical": "" if lost else made.get("canonical") or urls.public(base, page.path),
        "policy": _policy(scripts, hashed(setting.style_text) if lost else "'self'") if setting.policy else "",
    }


_framed: list[tuple[Setting, dict[tuple[str, str], Values]]] = []
"""The setting used last, and the frames of its pages so far, by where they stand and their section."""


def _frames(setting: Setting) -> dict[tuple[str, str], Values]:
    """Those of a setting."""
    held = _framed[:]  # as above
    if not held or held[0][0] is not setting:
        held = _framed[:] = [(setting, {})]
    return held[0][1]


def _frame(page: Page, setting: Setting, link: Callable[[str], str]) -> Values:
    """What a template sees of the frame that a page shares with all that stand where it does. `link` writes one from there."""
    frames, here = _frames(setting), (urls.stand(page.path), page.section)
    if here not in frames:
        frames[here] = {
            "style": link(setting.addresses[urls.YOUNG_STYLE_SHEET if page.section == urls.YOUNG_PEOPLE else urls.STYLE_SHEET]),
            "favicon": link(urls.FAVICON),
            "home": link(urls.HOME),
            "navigation": [(title, link(target), target == page.section, roomy) for title, target, roomy in setting.navigation],
            "search": link(urls.SEARCH),
            "here_is_search": page.section == urls.SEARCH,
            "searched": setting.searched,
            "footer": [(title, [(name, link(target)) for name, target in entries]) for title, entries in setting.footer],
        }
    return frames[here]


def _scripts(page: Page, setting: Setting) -> tuple[str, ...]:
    """The scripts of a page: its own, and the search box of every page for adults, where there is something to search."""
    if not setting.searched:
        return tuple(script for script in page.scripts if script not in {urls.SEARCH_CLIENT, urls.SEARCH_HINTS})
    return page.scripts if page.section in {urls.YOUNG_PEOPLE, urls.SEARCH} else (*page.scripts, urls.SEARCH_BOX)


def _policy(scripts: tuple[str, ...], style: str) -> str:
    return POLICY.format(style=style, scripts=SEARCHES if urls.SEARCH_CLIENT in scripts else SCRIPTS if scripts else "")
