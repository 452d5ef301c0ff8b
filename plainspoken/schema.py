"""Record classes -> JSON Schema (2020-12), so that an editor can complete, explain and underline as a publisher types.

It says what a file may hold on its own. What two files must agree on, and what a date or a place may say, `check` knows.
"""

import dataclasses
import json
from pathlib import Path
from typing import Any

from plainspoken import documentation
from plainspoken.dates import Dates
from plainspoken.documentation import DATE, FILES, KINDS, File, of_class, shape
from plainspoken.fields import RESERVED, IdText
from plainspoken.problems import Text, environment, escaped
from plainspoken.reader import slots
from plainspoken.record import Printed, Record

DIALECT = "https://json-schema.org/draft/2020-12/schema"
Schema = dict[str, Any]

SCALAR = ["string", "number", "boolean"]
"""Our reader takes every YAML scalar as the text it is written in; an editor takes 88 and 2006 for numbers and true for a
boolean before it asks a schema. An empty value is null to it, which is left out here, for our reader refuses it too."""


def whole() -> Schema:
    """One schema with every kind of file and every record under `$defs`."""
    return {"$schema": DIALECT, "title": "Files of content/", "$defs": {name: _file(file) for name, file in FILES.items()}
            | _records(*(file.record for file in FILES.values()))}


def of_file(name: str) -> Schema:
    """The schema of one kind of file, complete in itself."""
    return {"$schema": DIALECT, "title": name, **_file(FILES[name]), "$defs": _records(FILES[name].record)}


def write(folder: Path | None) -> list[str]:
    """The whole schema as lines to print; with a folder, a file in it for every kind, and what was written. Raises Stop (3)."""
    if folder is None:
        return [_json(whole())]
    path, lines = folder, []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name in FILES:
            path = folder / f"{name}.schema.json"
            path.write_text(_json(of_file(name)) + "\n", encoding="utf-8", newline="\n")
            lines.append(f"Wrote {escaped(str(path))}")
    except OSError as error:
        raise environment(path, error) from error
    return lines


def _json(schema: Schema) -> str:
    return json.dumps(schema, indent=2)


def _file(file: File) -> Schema:
    record = _ref(file.record)
    return _by_id(_ref(IdText), record) | {"description": file.path} if file.by_id else record


def _records(*roots: type[Record]) -> Schema:
    """Definitions of the records and of every kind of words they hold."""
    found = {record: None for root in roots for record in documentation.records(root)}
    words = {kind.__name__: _words(kind) for kind in KINDS}
    return words | {Dates.__name__: _dates()} | {record.__name__: _record(record) for record in (Printed, *found)}


def _record(record: Any) -> Schema:
    fields = slots(record)
    defaults = {field.name: field.default for field in dataclasses.fields(record)}
    return {
        "description": of_class(record),
        "type": "object",
        "properties": {key: _field(record, key, defaults[slot.name]) for key, slot in fields.items()},
        "required": [key for key, slot in fields.items() if slot.required],
        "additionalProperties": False,
    }


def _field(record: Any, key: str, default: object) -> Schema:
    made = _type(slots(record)[key].hint)
    if meaning := documentation.meaning(record, key):
        made["description"] = meaning
    if isinstance(default, str):
        made["default"] = default
    return made


def _type(hint: Any) -> Schema:
    form, of = shape(hint)
    if form == "choice":
        return {"enum": list(of)}
    if form == "list":
        item = _type(of[0])
        several = {"type": "array", "items": item}
        # A list of one scalar may be written without its brackets; a record always stands in a list.
        return several if shape(of[0]).form == "record" else {"anyOf": [item, several]}
    if form == "mapping":
        return _by_id(_type(of[0]), _type(of[1]))
    return _ref(Dates if form == "date" else of[0])


def _by_id(key: Schema, value: Schema) -> Schema:
    return {"type": "object", "propertyNames": key, "additionalProperties": value}


def _ref(kind: type) -> Schema:
    return {"$ref": f"#/$defs/{kind.__name__}"}


def _words(kind: type[Text]) -> Schema:
    made: Schema = {"description": of_class(kind), "type": SCALAR}
    if pattern := getattr(kind, "PATTERN", None):
        made["pattern"] = f"^(?:{pattern.pattern})$"
    if kind is IdText:
        made["not"] = {"enum": sorted(RESERVED)}
    return made


def _dates() -> Schema:
    one = {"type": ["string", "integer"]}
    return {"description": DATE, "anyOf": [one, {"type": "array", "items": one, "minItems": 1}, _ref(Printed)]}
