"""Figures are drawn together only where the records say so and can mean it."""

from collections.abc import Callable, Mapping

import pytest

Problems = Callable[[Mapping[str, str]], list[str]]
FILE = "inspections/riverton/visit-2021/inspection.yaml"
SITE = """framework: visit-2020
coverage: full
source: riverton-report
published: 2021-06-01
recommendations:
  - id: recommendation-1
    text: Find more homes.
    where: paragraph 3
figures:
  - id: homes
    name: Homes
    value: 7
    period: 2021
    series: homes
    where: paragraph 3
  - id: homes-before
    name: Homes
    value: 5
    period: 2020
    series: homes
    where: paragraph 3
  - id: rooms
    name: Rooms
    value: 9
    where: paragraph 3
notes:
  - about: [rooms]
    title: Rooms are no homes
    text: They only look alike.
    unlike: riverton/visit-2021#homes
young_people:
  written: 2026-01-31
added: 2026-01-31
"""


def test_figures_that_agree_may_be_one_series(problems_of: Problems) -> None:
    assert problems_of({FILE: SITE}) == []


def test_the_series_of_a_plan_is_checked_with_its_inspections(problems_of: Problems) -> None:
    plan = """title: Riverton's plan
source: riverton-report
by: Riverton Town Council
published: 2021/22
answers:
  - recommendation: recommendation-1
    answer: accepted
    where: page 2
figures:
  - id: homes-planned
    name: Homes to come
    value: 12
    period: 2022
    series: homes
    where: page 2
added: 2026-01-31
"""
    found = problems_of({FILE: SITE, "inspections/riverton/visit-2021/plan.yaml": plan})
    assert [line.partition(": ")[2] for line in found] == ['"homes-planned" and "homes" are of one series but differ in name']


def test_a_date_known_only_by_its_words_has_no_place_in_time(problems_of: Problems) -> None:
    found = problems_of({FILE: SITE.replace("    period: 2020\n", "    period:\n      printed: some time before\n")})
    assert [line.partition(": ")[2] for line in found] == ['a figure of a series needs a "period", so that it has a place in time']


@pytest.mark.parametrize("value", ["2.900,5", '"12,34"', '"1,2,3,"', '",5"', '"£1,23"', '"1,2345"', '"12,34%"', '"-1,23"'])
def test_a_comma_parts_thousands_only(problems_of: Problems, value: str) -> None:
    found = problems_of({FILE: SITE.replace("value: 9\n", f"value: {value}\n")})
    assert found == [f'content/{FILE}:24:12: "{value.strip(chr(34))}": a comma parts thousands only: write 1,234.5 or 1234.5']


@pytest.mark.parametrize("value", ["1,234.5", "1234.5", '"-1,234"', "£3,500,000", '"12,345%"', '"2,008 of 3,1"', "three, or four", "0.5"])
def test_numbers_with_commas_in_their_places_and_words_are_let_through(problems_of: Problems, value: str) -> None:
    assert problems_of({FILE: SITE.replace("value: 9\n", f"value: {value}\n")}) == []


@pytest.mark.parametrize("value", ["18446744073709551616", "1000000000000000", '"-1,000,000,000,000,000"', "1" * 400])
def test_a_number_too_large_to_count_with_is_refused(problems_of: Problems, value: str) -> None:
    found = problems_of({FILE: SITE.replace("value: 9\n", f"value: {value}\n")})
    assert found == [f"content/{FILE}:24:12: this number is too large to count with: 999,999,999,999,999 is the largest"]


def test_the_largest_number_is_let_through(problems_of: Problems) -> None:
    assert problems_of({FILE: SITE.replace("value: 9\n", "value: 999,999,999,999,999\n")}) == []


def test_a_place_has_one_figure_of_a_series_for_each_time(problems_of: Problems) -> None:
    found = problems_of({FILE: SITE.replace("period: 2020", "period: 2021")})
    assert found == [f'content/{FILE}:19:13: "homes-before" and "homes" are of one series and one time, 2021: take one of them out of it']
