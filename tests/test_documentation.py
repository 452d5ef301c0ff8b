"""What records say of themselves reaches the people who write them."""

import re
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from plainspoken import content, documentation, markdown
from plainspoken.documentation import FILES, meaning, of_fields, of_type, records
from plainspoken.fields import RESERVED
from plainspoken.reader import slots
from plainspoken.record import Printed, Record
from plainspoken.records import Inspection, Judgement, Regrade
from plainspoken.reference import Area, Authority, Framework

DOCS = Path(__file__).resolve().parent.parent / "docs"
ALL = list(dict.fromkeys(record for file in FILES.values() for record in records(file.record)))


def test_the_line_under_a_field_is_its_documentation() -> None:
    assert of_fields(Judgement)["area"] == "An area of the framework."
    assert of_fields(Printed)["sort"] == "A day, month or year to file it by."


def test_fields_go_by_the_key_a_publisher_writes() -> None:
    assert "from" in of_fields(Regrade)
    assert "before" not in of_fields(Regrade)
    assert {"from", "to"} <= set(of_fields(Authority))


def test_the_place_of_a_record_is_no_field_to_write() -> None:
    assert any(field.name == "place" for field in fields(Inspection))
    assert "place" not in of_fields(Inspection)


def test_a_field_without_a_line_says_what_its_name_or_its_record_says() -> None:
    assert "findings" not in of_fields(Inspection)
    assert meaning(Inspection, "findings").startswith("What inspectors saw")
    assert "where" not in of_fields(Judgement)
    assert meaning(Judgement, "where") == documentation.EVERYWHERE["where"]


def test_types_are_told_in_words() -> None:
    hints = {key: slot.hint for key, slot in slots(Framework).items()}
    assert of_type(hints["name"]) == "prose"
    assert of_type(hints["years"]) == "date"
    assert of_type(hints["headline"]) == "ref, or a list"
    assert of_type(hints["areas"], "the {}".format) == "list of the Area"
    assert of_type(hints["states"]) == "prose, by id"
    assert of_type(slots(Judgement)["given"].hint) == "one of words, digit, both"


def test_records_within_records_are_met_once_even_where_they_hold_themselves() -> None:
    met = records(Framework)
    assert met[0] is Framework
    assert met.count(Area) == 1
    assert len(met) == len(set(met)) > 5


@pytest.mark.parametrize("record", ALL, ids=lambda record: record.__name__)
def test_every_field_of_every_record_says_what_it_means(record: Any) -> None:
    assert slots(record)
    assert [key for key in slots(record) if not meaning(record, key)] == []


def test_every_kind_of_file_stands_where_content_looks_for_it() -> None:
    read = set()
    for file in FILES.values():
        load, ids = content.place_in_table(re.sub(r"<\w+>", "some-id", file.path))
        assert load is not None, file.path
        assert (load.func is content._mapping, load.args[1]) == (file.by_id, file.record), file.path  # type: ignore[attr-defined]
        assert len(ids) == file.path.count("<")
        read.add(load)
    assert read == {load for pattern, load in content.TABLE.items() if pattern.endswith("yaml")}
    assert len(read) == len(FILES)


def test_the_committed_reference_is_the_one_the_records_make() -> None:
    text = documentation.reference()
    assert (DOCS / "records.md").read_text(encoding="utf-8") == text, "run: python -m plainspoken.documentation > docs/records.md"
    headings = re.findall("^#+ .*", text, re.MULTILINE)
    assert len(headings) == len(set(headings)) > len(ALL)
    for record in ALL:
        rows = text.partition(f"### {record.__name__}\n")[2] or text
        assert all(f"| `{key}` |" in rows for key in slots(record)), record


def test_the_reference_tells_what_texts_there_are_and_how_they_link() -> None:
    told = documentation.reference().partition("## Texts\n")[2].partition("\n## ")[0]
    assert {path.removesuffix(".md") for path in re.findall(r"`([a-z]+\.md)`", told)} == content.PAGES | {"summary"}
    assert {link for link, _ in re.findall(r"\[words\]\((([a-z]+):)", told)} == set(markdown.INSIDE)
    named = re.findall(r"`([a-z-]+)`", told.partition("page:privacy")[2])
    assert len(named) > 8 and set(named) <= RESERVED


def test_every_link_in_the_reference_reaches_a_heading() -> None:
    text = documentation.reference()
    anchors = {heading.lower() for heading in re.findall("^#+ (.*)", text, re.MULTILINE)}
    links = re.findall(r"\]\(#([^)]+)\)", text)
    assert links
    assert set(links) <= anchors


def test_only_records_are_documented() -> None:
    assert all(issubclass(record, Record) for record in ALL)
