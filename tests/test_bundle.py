"""What Pagefind makes in a changing order is published in one order."""

import gzip
import json

import cbor2
import pytest

from plainspoken import bundle

PAGES = [["en_aaa", 3], ["en_bbb", 4]]


def made(*, backwards: bool) -> dict[str, bytes]:
    """What Pagefind makes, its filters and their values in one order or the other."""
    def packed(value: object) -> bytes:
        return gzip.compress(bundle.SIGNED + cbor2.dumps(value), 9 if backwards else 1)
    turn = -1 if backwards else 1
    tag = "1" if backwards else "2"
    filters = [["year", f"en_y{tag}"], ["place", f"en_p{tag}"]][::turn]
    entry = {"version": "1.5.2", "languages": {"en": {"hash": f"en_m{tag}", "wasm": "en", "page_count": 2}}, "include_characters": ["_"]}
    plain = (*bundle.PROGRAM, "wasm.en.pagefind", "wasm.unknown.pagefind", "pagefind-ui.js", "fragment/en_aaa.pf_fragment", "index/en_ccc.pf_index")
    return {
        f"filter/en_y{tag}.pf_filter": packed(["year", [["2006", [0]], ["2011", [1]]][::turn]]),
        f"filter/en_p{tag}.pf_filter": packed(["place", [["haven", [0, 1]], ["mere", [1]]][::turn]]),
        f"pagefind.en_m{tag}.pf_meta": packed(["1.5.2", PAGES, [["a", "z", "en_ccc"]], filters, [["date", [1, 0]]], ["title"]]),
        **{name: name.encode() for name in plain},
        bundle.ENTRY: json.dumps(entry).encode(),
    }


def unpacked(data: bytes) -> object:
    return cbor2.loads(gzip.decompress(data).removeprefix(bundle.SIGNED))


def test_two_orders_of_making_give_the_same_files() -> None:
    one, other = bundle.canonical(made(backwards=False)), bundle.canonical(made(backwards=True))
    assert one == other
    assert len(one) == 9


def test_every_file_is_named_where_it_is_looked_for() -> None:
    files = bundle.canonical(made(backwards=True))
    entry = json.loads(files[bundle.ENTRY])
    meta = unpacked(files[f"pagefind.{entry['languages']['en']['hash']}.pf_meta"])
    assert isinstance(meta, list)
    assert meta[:3] == ["1.5.2", PAGES, [["a", "z", "en_ccc"]]] and meta[4:] == [[["date", [1, 0]]], ["title"]]
    assert [name for name, _ in meta[3]] == ["place", "year"]
    assert [unpacked(files[f"filter/{name}.pf_filter"]) for _, name in meta[3]] == [
        ["place", [["haven", [0, 1]], ["mere", [1]]]], ["year", [["2006", [0]], ["2011", [1]]]]]


def test_only_what_our_client_needs_is_kept() -> None:
    files = bundle.canonical(made(backwards=False))
    assert "pagefind-ui.js" not in files and "wasm.unknown.pagefind" not in files
    assert set(bundle.PROGRAM) < set(files)


@pytest.mark.parametrize("name", [bundle.ENTRY, "pagefind.en_m2.pf_meta", "filter/en_y2.pf_filter", "pagefind.js", "wasm.en.pagefind"])
def test_what_is_missing_or_of_another_form_is_an_error(name: str) -> None:
    files = made(backwards=False)
    if name.endswith((".pf_meta", ".pf_filter")):
        files[name] = gzip.compress(b"something else")
    else:
        del files[name]
    with pytest.raises((ValueError, LookupError)):
        bundle.canonical(files)
