"""What Pagefind writes in a changing order is published in one order."""

import gzip
import json
from pathlib import Path

import cbor2
import pytest

from plainspoken import bundle

PAGES = [["en_aaa", 3], ["en_bbb", 4]]


def written(folder: Path, *, backwards: bool) -> Path:
    """A folder as Pagefind writes it, its filters and their values in one order or the other."""
    def put(name: str, value: object) -> None:
        place = folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(gzip.compress(bundle.SIGNED + cbor2.dumps(value), 9 if backwards else 1))
    turn = -1 if backwards else 1
    tag = "1" if backwards else "2"
    put(f"filter/en_y{tag}.pf_filter", ["year", [["2006", [0]], ["2011", [1]]][::turn]])
    put(f"filter/en_p{tag}.pf_filter", ["place", [["haven", [0, 1]], ["mere", [1]]][::turn]])
    filters = [["year", f"en_y{tag}"], ["place", f"en_p{tag}"]][::turn]
    put(f"pagefind.en_m{tag}.pf_meta", ["1.5.2", PAGES, [["a", "z", "en_ccc"]], filters, [["date", [1, 0]]], ["title"]])
    for name in (*bundle.PROGRAM, "wasm.en.pagefind", "wasm.unknown.pagefind", "pagefind-ui.js", "fragment/en_aaa.pf_fragment", "index/en_ccc.pf_index"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(name)
    entry = {"version": "1.5.2", "languages": {"en": {"hash": f"en_m{tag}", "wasm": "en", "page_count": 2}}, "include_characters": ["_"]}
    (folder / bundle.ENTRY).write_text(json.dumps(entry))
    return folder


def unpacked(data: bytes) -> object:
    return cbor2.loads(gzip.decompress(data).removeprefix(bundle.SIGNED))


def test_two_orders_of_writing_give_the_same_files(tmp_path: Path) -> None:
    one, other = bundle.canonical(written(tmp_path / "one", backwards=False)), bundle.canonical(written(tmp_path / "other", backwards=True))
    assert one == other
    assert len(one) == 9


def test_every_file_is_named_where_it_is_looked_for(tmp_path: Path) -> None:
    files = bundle.canonical(written(tmp_path, backwards=True))
    entry = json.loads(files[bundle.ENTRY])
    meta = unpacked(files[f"pagefind.{entry['languages']['en']['hash']}.pf_meta"])
    assert isinstance(meta, list)
    assert meta[:3] == ["1.5.2", PAGES, [["a", "z", "en_ccc"]]] and meta[4:] == [[["date", [1, 0]]], ["title"]]
    assert [name for name, _ in meta[3]] == ["place", "year"]
    assert [unpacked(files[f"filter/{name}.pf_filter"]) for _, name in meta[3]] == [
        ["place", [["haven", [0, 1]], ["mere", [1]]]], ["year", [["2006", [0]], ["2011", [1]]]]]


def test_only_what_our_client_needs_is_kept(tmp_path: Path) -> None:
    files = bundle.canonical(written(tmp_path, backwards=False))
    assert "pagefind-ui.js" not in files and "wasm.unknown.pagefind" not in files
    assert set(bundle.PROGRAM) < set(files)


@pytest.mark.parametrize("name", [bundle.ENTRY, "pagefind.en_m2.pf_meta", "filter/en_y2.pf_filter", "pagefind.js", "index"])
def test_what_is_missing_or_of_another_form_is_an_error(tmp_path: Path, name: str) -> None:
    folder = written(tmp_path, backwards=False)
    place = folder / name
    if place.is_dir():
        (place / "en_ccc.pf_index").unlink()
        place.rmdir()
    elif name.endswith((".pf_meta", ".pf_filter")):
        place.write_bytes(gzip.compress(b"something else"))
    else:
        place.unlink()
    with pytest.raises((OSError, ValueError, LookupError)):
        bundle.canonical(folder)
