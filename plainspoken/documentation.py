"""Record classes -> what their fields hold and mean, for editors, for files to fill in, and for docs/records.md.

The line under a field is read from the source of its module. So it is written once, where the field is, and cannot
come to say something else than the code.
"""

import ast
import inspect
import sys
from collections.abc import Callable, Iterator
from dataclasses import fields
from functools import cache
from itertools import pairwise
from types import UnionType
from typing import Annotated, Any, Literal, NamedTuple, Union, get_args, get_origin

from plainspoken.dates import Dates
from plainspoken.fields import (
    AddressText,
    BaseText,
    CountText,
    HashText,
    Id,
    IdText,
    LanguageText,
    MarkdownText,
    ProseText,
    RefText,
    TelephoneText,
    WhereText,
    WordText,
)
from plainspoken.plans import Plan
from plainspoken.problems import Text
from plainspoken.reader import slots
from plainspoken.record import Record
from plainspoken.records import Inspection
from plainspoken.reference import Authority, Framework, Source, Term, Topic
from plainspoken.settings import Interface, Settings
from plainspoken.traces import Evidence


class File(NamedTuple):
    """A kind of YAML file in content/."""

    path: str
    record: type[Record]
    by_id: bool = False
    """It is a mapping from ids to such records, not one of them."""


FILES = {
    "inspection": File("inspections/<authority>/<inspection>/inspection.yaml", Inspection),
    "plan": File("inspections/<authority>/<inspection>/plan.yaml", Plan),
    "framework": File("frameworks/<framework>.yaml", Framework),
    "authority": File("authorities/<authority>.yaml", Authority),
    "source": File("sources/<source>.yaml", Source),
    "topics": File("topics.yaml", Topic, by_id=True),
    "glossary": File("glossary.yaml", Term, by_id=True),
    "portal": File("portal.yaml", Settings),
    "language": File("languages/<lang>.yaml", Interface),
    "evidence": File("evidence.yaml", Evidence),
}
"""Every kind of YAML file by its name: what content.py reads where. A test holds the two together."""

KINDS: tuple[type[Text], ...] = (
    IdText, RefText, WordText, ProseText, MarkdownText, WhereText, AddressText, BaseText, HashText, LanguageText, CountText,
    TelephoneText,
)
DATE = (
    "A day 2011-05-09, a month 2008-05 or May 2008, a year 2008, a financial or school year 2008/09, a span A/B, an open "
    "span A/.. ; several are a list. Anything else is `printed:` with the paper's words and, if known, `sort:`."
)

EVERYWHERE = {
    "id": "Its own name, unique in its inspection or framework; part of its address.",
    "name": "What it is called.",
    "title": "A few words to stand above it.",
    "text": "In our own words.",
    "about": "What it is, in our words.",
    "why": "The reason, in our words.",
    "by": "Who did it.",
    "on": "When.",
    "area": "An area of the framework.",
    "topics": "What it is about: ids of topics.yaml.",
    "source": "Where it comes from another paper than the file's own.",
    "where": "Where in the paper it stands.",
    "added": "The day this record entered the portal.",
}
"""What a field of such a name holds wherever nothing stands under it."""


class Shape(NamedTuple):
    """A type of a field, taken apart."""

    form: str
    """choice, list, mapping, text, date, record"""
    of: tuple[Any, ...]
    """The words of a choice; the type of a list's items; those of keys and values; the class of a text or record."""


def shape(hint: Any) -> Shape:
    """What a field of this type is written as."""
    origin, options = get_origin(hint), tuple(option for option in get_args(hint) if option is not type(None))
    if origin in {Union, UnionType}:
        return shape(options[0])
    if origin is Literal:
        return Shape("choice", options)
    if origin is tuple:
        return Shape("list", options[:1])
    if origin is dict:
        return Shape("mapping", (Id if options[0] is str else options[0], options[1]))
    if origin is Annotated:
        return Shape("text", options[1:])
    return Shape("date", ()) if hint is Dates else Shape("record", (hint,))


def of_kind(kind: type[Text]) -> str:
    """What a kind of words is called: ref."""
    return kind.__name__.removesuffix("Text").lower()


def of_type(hint: Any, link: Callable[[str], str] = str) -> str:
    """What a field holds, in words: "prose, or a list of them". Names of records go through `link`."""
    form, of = shape(hint)
    if form == "choice":
        return f"one of {', '.join(of)}"
    if form == "list":
        inner = of_type(of[0], link)
        return f"list of {inner}" if shape(of[0]).form == "record" else f"{inner}, or a list"
    if form == "mapping":
        return f"{of_type(of[1], link)}, by {of_type(of[0])}"
    if form == "text":
        return of_kind(of[0])
    return "date" if form == "date" else link(of[0].__name__)


def of_class(record: type[Record] | type[Text]) -> str:
    """What a record or a kind of words is, as its class says."""
    return " ".join(inspect.cleandoc(record.__doc__ or "").split())


@cache
def of_fields(record: Any) -> dict[str, str]:
    """The lines under the fields of a record class, by the key a publisher writes; fields without one are left out."""
    found: dict[str, str] = {}
    for kind in reversed(record.__mro__):
        found |= _by_class(kind.__module__).get(kind.__name__, {})
    keys = {field.name: field.metadata.get("key", field.name) for field in fields(record)}
    return {keys[name]: text for name, text in found.items() if keys.get(name) in slots(record)}


def meaning(record: Any, key: str) -> str:
    """The line under a field; without one, what its name says everywhere, or what the record is that stands there."""
    form, of = shape(slots(record)[key].hint)
    inner = shape(of[-1]) if form in {"list", "mapping"} else Shape(form, of)
    return of_fields(record).get(key) or EVERYWHERE.get(key) or (of_class(inner.of[0]) if inner.form == "record" else "")


@cache
def _by_class(module: str) -> dict[str, dict[str, str]]:
    """Class to field to the text under it, of one module."""
    if not module.startswith(f"{__package__}."):
        return {}
    tree = ast.parse(inspect.getsource(sys.modules[module]))
    return {node.name: dict(_documented(node.body)) for node in tree.body if isinstance(node, ast.ClassDef)}


def _documented(body: list[ast.stmt]) -> Iterator[tuple[str, str]]:
    for field, under in pairwise(body):
        match field, under:
            case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=str(text))):
                yield name, " ".join(text.split())


def records(root: Any) -> list[Any]:
    """A record class and all that stand in it, each once, in the order in which a reader meets them."""
    found: dict[Any, None] = {}

    def meet(hint: Any) -> None:
        form, of = shape(hint)
        if form in {"list", "mapping"}:
            meet(of[-1])
        elif form == "record" and of[0] not in found:
            found[of[0]] = None
            for slot in slots(of[0]).values():
                meet(slot.hint)
    meet(root)
    return list(found)


INTRODUCTION = """# What stands in content/

Made from the record classes by `python -m plainspoken.documentation > docs/records.md`. Do not edit it: edit the line under
the field in `plainspoken/`. `python build.py new` writes files to fill in, with the same words as comments;
`python build.py schema --output DIR` writes JSON Schema, so that an editor can complete and check as you type;
`python build.py check` has the last word.

`python build.py check --evidence DIR` looks every figure, date, printed grade and number in our words up in the plain
texts of the papers, `DIR/<source>.txt`, at the place that `where` names; with `--write` pages say how many were found.
A number is the same in digits and in words (1,200, 1 200, "one thousand two hundred"), a day in figures and with its month's
name. 09/10 and 2010/11 are years wherever they stand, 10/11 only beside "session" or "academic", "school" or "financial year".
What cannot be found for a sound reason, such as a digit lost in the text, stands under `untraced` in a note about it,
where readers see it.

Every value is text until its field reads it, so `88`, `2006` and `true` need no quotation marks. Prose that holds a colon
and a space, or a space and `#`, stands in quotation marks or as a block after `>-`. Prose between `[ ]` or `{ }` stands in
quotation marks. A comment stands on a line of its own.

## Texts

Beside the records stand texts in Markdown: `summary.md` and `young-people.md` of an inspection, and the portal's own words
in `pages/`. These may be `about.md`, `privacy.md` and `accessibility.md`, which are all that the pages of those names say,
and `coverage.md`, `corrections.md` and `publishers.md`, which stand on pages that say more. `check` and `build` tell which
of the first three are not there yet.

A text, and a field that holds markdown, may link to another website by its `https://` address, to a heading or item of its
own page by `#` and an id, and to anything in the portal by what it is and its id:

| link | leads to |
|---|---|
| `[words](inspection:haven/review-2007)` | An inspection; with `#` and an id, one thing in it: `inspection:haven/review-2007#recommendation-4`. |
| `[words](authority:haven)` | One of those inspected. |
| `[words](framework:review-2005)` | A kind of inspection. |
| `[words](topic:roads)` | A topic, through all places. |
| `[words](source:haven-report)` | A paper, in the list of all papers. |
| `[words](page:privacy)` | A page of the portal, by the name in its address: those of `pages/` and others. |

Other pages are `glossary`, `frameworks`, `recommendations`, `inspections`, `authorities`, `topics`, `compare`, `search`, `data`
and `young-people`.

`young-people.md` holds no links: its points end with what they rest on, `(#recommendation-4)`.

## Kinds of words

| kind | what it holds |
|---|---|
"""


def reference() -> str:
    """The authoring reference in Markdown: every kind of file, every record, every field."""
    lines = [f"| {of_kind(kind)} | {_cell(of_class(kind))} |" for kind in KINDS]
    lines.append(f"| date | {_cell(DATE)} |")
    met: set[Any] = set()
    for name, file in FILES.items():
        lines += ["", f"## {name.capitalize()}", "", f"`{file.path}`" + (", a mapping from ids to these:" if file.by_id else "")]
        for record in records(file.record):
            if record not in met:
                met.add(record)
                lines += [] if record is file.record else ["", f"### {record.__name__}"]
                lines += _section(record, file)
    return INTRODUCTION + "\n".join(lines) + "\n"


def _section(record: Any, file: File) -> Iterator[str]:
    about = of_class(record).removeprefix(file.path).removeprefix(": ")
    if about:
        yield from ("", _cell(about[:1].upper() + about[1:]))
    yield from ("", "| field | needed | holds | meaning |", "|---|---|---|---|")
    for key, slot in slots(record).items():
        yield f"| `{key}` | {'yes' if slot.required else ''} | {of_type(slot.hint, _link)} | {_cell(meaning(record, key))} |"


def _link(name: str) -> str:
    return f"[{name}](#{name.lower()})"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("<", "\\<")


if __name__ == "__main__":
    sys.stdout.write(reference())
