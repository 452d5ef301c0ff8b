"""The JSON Schema that editors use takes the real content and refuses what the reader refuses."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from plainspoken import documentation, nodes, reader, schema
from plainspoken.documentation import FILES
from plainspoken.fields import RESERVED
from plainspoken.problems import Stop
from plainspoken.reference import Authority, Source

CONTENT = Path(__file__).resolve().parent.parent / "content"
REAL = [(name, path) for name, file in FILES.items() for path in sorted(CONTENT.glob(re.sub(r"<\w+>", "*", file.path)))]


class AsEditorsDo(yaml.SafeLoader):
    """YAML 1.2 as editors read it: numbers, true, false and null; no dates, no yes and no."""


AsEditorsDo.yaml_implicit_resolvers = {}
for tag, pattern, first in (("bool", "true|false", "tf"), ("null", "~|null|", ["~", "n", ""]), ("int", r"[-+]?\d+", "-+0123456789"),
                            ("float", r"[-+]?(\.\d+|\d+(\.\d*)?)([eE][-+]?\d+)?", "-+.0123456789")):
    AsEditorsDo.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(f"^(?:{pattern})$"), list(first))


def loaded(text: str) -> Any:
    """A YAML text as JSON: an editor's validator sees every key as a string."""
    return json.loads(json.dumps(yaml.load(text, AsEditorsDo)))


def faults(name: str, text: str) -> list[str]:
    validator = pytest.importorskip("jsonschema").Draft202012Validator
    return [error.json_path + ": " + error.message for error in validator(schema.of_file(name)).iter_errors(loaded(text))]


def read(record: Any, text: str) -> list[str]:
    node, problems = nodes.parse(text, "file.yaml")
    assert node is not None
    return [problem.message for problem in problems + reader.read(node, record)[1]]


def test_every_schema_is_a_schema() -> None:
    validator = pytest.importorskip("jsonschema").Draft202012Validator
    for made in (schema.whole(), *map(schema.of_file, FILES)):
        validator.check_schema(made)
        assert made["$schema"] == schema.DIALECT


def test_there_is_real_content_of_every_kind() -> None:
    assert {name for name, _ in REAL} == set(FILES)


@pytest.mark.parametrize(("name", "path"), REAL, ids=lambda value: value if isinstance(value, str) else "/".join(value.parts[-3:]))
def test_the_real_content_fits_its_schema(name: str, path: Path) -> None:
    assert faults(name, path.read_text(encoding="utf-8")) == []


AUTHORITY = "name: Newtown\nkind: unitary\n"


@pytest.mark.parametrize("text", [
    AUTHORITY,
    AUTHORITY + "from: 1997\n",
    AUTHORITY + "from: [1997-04-01, May 1998]\n",
    AUTHORITY + "from:\n  printed: after the war\n  sort: 1946\n",
    AUTHORITY + "serves: oldtown\n",
    AUTHORITY + "serves: [oldtown, 88]\n",
    AUTHORITY + "region: true\n",
    AUTHORITY + "names: {cy: \"Y Dref\"}\n",
    AUTHORITY + "codes:\n  - system: census\n    code: 7\n",
    AUTHORITY + "predecessors:\n  - authority: oldtown\n    extent: part\n",
])
def test_schema_and_reader_take_the_same(text: str) -> None:
    assert (faults("authority", text), read(Authority, text)) == ([], [])


@pytest.mark.parametrize("text", [
    "name: Newtown\n",
    AUTHORITY + "nmae: Newtown\n",
    AUTHORITY + "region:\n",
    AUTHORITY + "region: [a, b]\n",
    AUTHORITY + "from: []\n",
    AUTHORITY + "from:\n  sort: 1946\n",
    AUTHORITY + "serves: Old Town\n",
    AUTHORITY + "serves:\n  a: b\n",
    AUTHORITY + "names: {CYM: \"Y Dref\"}\n",
    AUTHORITY + "codes:\n  system: census\n  code: 7\n",
    AUTHORITY + "predecessors:\n  - authority: oldtown\n    extent: most\n",
    "- name: Newtown\n",
])
def test_schema_and_reader_refuse_the_same(text: str) -> None:
    assert faults("authority", text)
    assert read(Authority, text)


def test_patterns_are_those_the_reader_asks() -> None:
    paper = "title: A\nshort: B\nkind: C\npublisher: D\npublished: 2006\nlicence: E\n"
    for line, fits in ((f"hash: {'a' * 64}", True), (f"hash: {'a' * 63}", False), (f"hash: {'a' * 65}", False),
                       ("address: https://inspectors.example/a", True), ("address: ftp://inspectors.example", False)):
        assert (not faults("source", paper + line), not read(Source, paper + line)) == (fits, fits), line


def test_ids_of_our_own_addresses_are_refused() -> None:
    assert "poster" in RESERVED
    assert faults("topics", "poster:\n  name: Posters\n  about: Things on walls\n")
    assert not faults("topics", "posters:\n  name: Posters\n  about: Things on walls\n")


def test_every_record_forbids_other_fields_and_describes_its_own() -> None:
    made = schema.whole()["$defs"]
    records = {record for file in FILES.values() for record in documentation.records(file.record)}
    assert records
    for record in records:
        definition = made[record.__name__]
        assert definition["additionalProperties"] is False
        assert definition["description"]
        assert all(field.get("description") for field in definition["properties"].values()), record


def test_no_two_definitions_share_a_name() -> None:
    records = {record.__name__ for file in FILES.values() for record in documentation.records(file.record)}
    words = {kind.__name__ for kind in documentation.KINDS}
    assert len(schema.whole()["$defs"]) == len(FILES) + len(records | {"Printed"}) + len(words | {"Dates"})


def test_without_a_folder_one_schema_is_printed() -> None:
    text = "\n".join(schema.write(None))
    assert json.loads(text) == schema.whole()
    assert text.isascii()


def test_with_a_folder_each_kind_has_a_file_and_says_so(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "schemas"
    assert schema.write(folder) == [f"Wrote {folder / name}.schema.json" for name in FILES]
    assert {path.name for path in folder.iterdir()} == {f"{name}.schema.json" for name in FILES}
    for name in FILES:
        assert json.loads((folder / f"{name}.schema.json").read_text(encoding="utf-8")) == schema.of_file(name)


def test_a_disk_that_refuses_is_named_with_its_reason(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file")
    with pytest.raises(Stop) as stop:
        schema.write(tmp_path / "taken" / "schemas")
    assert (stop.value.code, stop.value.lines) == (3, [f"{tmp_path / 'taken' / 'schemas'}: Not a directory"])
