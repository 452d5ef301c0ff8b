"""Plain values -> YAML: mappings, lists and text, in the block style of content/.

A library's writer takes longer than all the rest of the generator, and puts quotation marks where nobody would.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

LONG = 110
"""Characters from which a text stands as a folded block."""

PLAIN = re.compile(r"[A-Za-z“‘(][^:#\[\]{}\n]*(?<! )|[0-9][0-9A-Za-z.,/% -]*(?<! )")
"""Text that needs no quotation marks where every value is text."""
TEXT_ANYWHERE = re.compile(r"(?!(?:yes|no|true|false|null|on|off|y|n|~)$)[A-Za-z“‘(].*", re.IGNORECASE | re.DOTALL)
"""Text that no other reader of YAML takes for a number, a date or a truth value."""


def written(value: dict[str, Any], typed: bool = False) -> str:
    """A mapping as a YAML file. `typed` is for readers that give plain values types: what they would take for more than text is quoted."""
    return "\n".join(_lines(value, "", typed)) + "\n"


def _lines(value: dict[str, Any], pad: str, typed: bool) -> Iterator[str]:
    for key, held in value.items():
        if isinstance(held, dict):
            yield f"{pad}{_key(key, typed)}:"
            yield from _lines(held, pad + "  ", typed)
        elif isinstance(held, list | tuple):
            yield from _listed(_key(key, typed), held, pad, typed)
        else:
            yield f"{pad}{_key(key, typed)}: {_scalar(held, pad, typed)}"


def _key(key: str, typed: bool) -> str:
    return key if not typed or TEXT_ANYWHERE.fullmatch(key) else json.dumps(key)


def _listed(key: str, held: Any, pad: str, typed: bool) -> Iterator[str]:
    if held and not isinstance(held[0], dict) and all(re.fullmatch(r"[a-z][a-z0-9-]*", one) for one in held):
        yield f"{pad}{key}: [{', '.join(held)}]"
        return
    yield f"{pad}{key}:"
    for one in held:
        if isinstance(one, dict):
            first, *rest = _lines(one, pad + "    ", typed)
            yield f"{pad}  - {first[len(pad) + 4:]}"
            yield from rest
        else:
            yield f"{pad}  - {_scalar(one, pad + '  ', typed)}"


def _scalar(text: str, pad: str, typed: bool) -> str:
    inner = f"\n{pad}  "
    if "\n" in text:
        return "|" + "".join(inner + line if line else "\n" for line in text.rstrip("\n").split("\n"))
    if len(text) > LONG:
        return ">-" + inner + inner.join(_wrapped(text))
    if PLAIN.fullmatch(text) and (not typed or TEXT_ANYWHERE.fullmatch(text)):
        return text
    return json.dumps(text, ensure_ascii=False)


def _wrapped(text: str) -> Iterator[str]:
    """Lines of some eighteen words: even enough, and much faster than by their width."""
    words = text.split(" ")
    for start in range(0, len(words), 18):
        yield " ".join(words[start:start + 18])
