"""The folder Pagefind wrote -> the files that are published: the same bytes for the same pages.

Pagefind writes its filters, and the list of them, in an order that changes from run to run. Here both are sorted, and
named by their hash anew. Of what it writes, only what our own client needs is kept.
"""

import gzip
import hashlib
import json
from pathlib import Path
from typing import Any

import cbor2

from plainspoken.deflate import gzipped

ENTRY = "pagefind-entry.json"
PROGRAM = ("pagefind.js", "pagefind-worker.js")
"""What runs in the browser."""
SIGNED = b"pagefind_dcd"
"""Begins every packed file, so that its reader knows it has been unpacked."""


def canonical(folder: Path) -> dict[str, bytes]:
    """Path below the folder -> bytes, of every file that search needs. Raises OSError, ValueError or LookupError where Pagefind wrote another form."""
    entry = json.loads((folder / ENTRY).read_bytes())
    languages = entry["languages"] = dict(sorted(entry["languages"].items()))
    files = {name: (folder / name).read_bytes() for name in PROGRAM}
    files |= {path.relative_to(folder).as_posix(): path.read_bytes() for part in ("fragment", "index") for path in sorted((folder / part).iterdir())}
    for language, told in languages.items():
        wasm = f"wasm.{told['wasm'] or 'unknown'}.pagefind"
        files[wasm] = (folder / wasm).read_bytes()
        files |= _filters(folder, language, told)
    return {**files, ENTRY: json.dumps(entry).encode()}


def _filters(folder: Path, language: str, told: dict[str, Any]) -> dict[str, bytes]:
    """The list of everything in one language and its filters; `told`, its entry, names the list anew."""
    version, pages, words, filters, sorts, fields = _unpacked(folder / f"pagefind.{told['hash']}.pf_meta")
    files, names = {}, []
    for name, old in sorted(filters):
        packed = _packed([name, sorted(_unpacked(folder / "filter" / f"{old}.pf_filter")[1])])
        new = f"{language}_{hashlib.sha256(packed).hexdigest()[:10]}"
        files[f"filter/{new}.pf_filter"] = packed
        names.append([name, new])
    packed = _packed([version, pages, words, names, sorted(sorts), fields])
    told["hash"] = f"{language}_{hashlib.sha256(packed).hexdigest()[:13]}"
    return {**files, f"pagefind.{told['hash']}.pf_meta": packed}


def _unpacked(path: Path) -> Any:
    data = gzip.decompress(path.read_bytes())
    if not data.startswith(SIGNED):
        raise ValueError(f"{path.name} is not one of Pagefind's files")
    return cbor2.loads(data.removeprefix(SIGNED))


def _packed(value: Any) -> bytes:
    return gzipped(SIGNED + cbor2.dumps(value))
