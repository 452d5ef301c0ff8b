"""The generator of the benchmark: any number of inspections, valid, as large as real ones, one authority with a tenth of them."""

from collections import Counter
from pathlib import Path
from statistics import mean

import pytest

from plainspoken import views
from tests.bench.generate import Portal
from tests.conftest import RunCommand

LARGE = Portal(10_000)


@pytest.mark.parametrize("count", [1, 2, 25])
def test_generated_content_passes_the_gate(count: int, tmp_path: Path, run: RunCommand) -> None:
    Portal(count).write(tmp_path / "content")
    done = run("check", "--content", tmp_path / "content")
    assert done.code == 0, done.err
    assert f": {views.plural(count, 'inspection')} of " in done.out


def test_records_are_as_large_as_real_ones() -> None:
    records = list(Portal(60).records)
    sizes = {name: mean(len(text.encode()) for record in records for path, text in record.files.items() if path.endswith(f"/{name}"))
             for name in ("inspection.yaml", "summary.md", "young-people.md")}
    assert 7_000 < sizes["inspection.yaml"] < 8_500
    assert 1_600 < sizes["summary.md"] < 2_100
    assert 600 < sizes["young-people.md"] < 800
    assert any(record.plan for record in records)
    assert len({record.inspection["framework"] for record in records}) > 5


def test_one_authority_has_a_tenth_and_the_others_ten_to_twenty_each() -> None:
    largest, *others = Counter(record.authority for record in Portal(1000).records).values()
    assert largest == 100
    assert len(others) > 40
    assert all(10 <= many <= 20 for many in others[:-1])


def test_no_two_inspections_of_one_authority_and_kind_were_on_the_same_day() -> None:
    records = [LARGE.record(number) for number in range(LARGE.many(next(iter(LARGE.authorities))))]
    held = [(record.inspection["visited"], record.inspection["framework"]) for record in records]
    assert len(set(held)) == len(held) == 1000
    assert held == sorted(held, key=lambda one: one[0])


def test_a_seed_gives_the_same_records_and_another_seed_others() -> None:
    one, same, other = (list(Portal(20, seed).records) for seed in (7, 7, 8))
    assert one == same
    texts = {finding["text"] for record in one for finding in record.inspection["findings"]}
    assert len(texts) > 100
    assert len(texts & {finding["text"] for record in other for finding in record.inspection["findings"]}) < 5


def test_a_record_can_be_made_alone_and_edited() -> None:
    portal = Portal(40)
    assert [portal.record(number) for number in (0, 17, 39)] == [list(portal.records)[number] for number in (0, 17, 39)]
    before, after = portal.record(17), portal.record(17, edited=True)
    changed = [path for path in before.files if before.files[path] != after.files[path]]
    assert [path.rpartition("/")[2] for path in changed] == ["inspection.yaml"]
