"""What Pagefind made -> the files that are published: the same bytes for the same pages.

Pagefind makes its filters, and the list of them, in an order that changes from run to run. Here both are sorted, and
named by their hash anew. Of what it makes, only what our own client needs is kept.
"""

import gzip
import hashlib
import json
from typing import Any

import cbor2

from plainspoken.deflate import gzipped

ENTRY = "pagefind-entry.json"
PROGRAM = ("pagefind.js", "pagefind-worker.js")
"""What runs in the browser."""
LISTED = ("fragment/", "index/")
"""Folders of files that the lists name as Pagefind named them."""
SIGNED = b"pagefind_dcd"
"""Begins every packed file, so that its reader knows it has been unpacked."""


def canonical(made: dict[str, bytes]) -> dict[str, bytes]:
    """Path -> bytes, of every file that search needs. Raises ValueError or LookupError where Pagefind made another form."""
    entry = json.loads(made[ENTRY])
    languages = entry["languages"] = dict(sorted(entry["languages"].items()))
    files = {name: made[name] for name in PROGRAM} | {name: data for name, data in sorted(made.items()) if name.startswith(LISTED)}
    for language, told in languages.items():
        wasm = f"wasm.{told['wasm'] or 'unknown'}.pagefind"
        files[wasm] = made[wasm]
        files |= _filters(made, language, told)
    return {**files, ENTRY: json.dumps(entry).encode()}


def _filters(made: dict[str, bytes], language: str, told: dict[str, Any]) -> dict[str, bytes]:
    """The list of everything in one language and its filters; `told`, its entry, names the list anew."""
    version, pages, words, filters, sorts, fields = _unpacked(made[f"pagefind.{told['hash']}.pf_meta"])
    files, names = {}, []
    for name, old in sorted(filters):
        packed = _packed([name, sorted(_unpacked(made[f"filter/{old}.pf_filter"])[1])])
        new = f"{language}_{hashlib.sha256(packed).hexdigest()[:10]}"
        files[f"filter/{new}.pf_filter"] = packed
        names.append([name, new])
    packed = _packed([version, pages, words, names, sorted(sorts), fields])
    told["hash"] = f"{language}_{hashlib.sha256(packed).hexdigest()[:13]}"
    return {**files, f"pagefind.{told['hash']}.pf_meta": packed}


def _unpacked(packed: bytes) -> Any:
    data = gzip.decompress(packed)
    if not data.startswith(SIGNED):
        raise ValueError("a packed file begins in another way")
    return cbor2.loads(data.removeprefix(SIGNED))


def _packed(value: Any) -> bytes:
    return gzipped(SIGNED + cbor2.dumps(value))
