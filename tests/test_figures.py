"""How figures are told, and which of them count the same at other times."""

from dataclasses import replace

import pytest

from plainspoken import dates, figures
from plainspoken.records import Figure
from tests.test_pages import real


def figure(**fields: str) -> Figure:
    """A figure with these fields."""
    return Figure(**{"id": "one", "name": "Homes", "value": "7", "where": ("page 1",)} | fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(("fields", "told"), [
    ({"value": "88", "unit": "%"}, "88%"),
    ({"value": "93", "unit": "%", "qualifier": "over"}, "over 93%"),
    ({"value": "469", "unit": "children"}, "469 children"),
    ({"value": "all"}, "all"),
])
def test_a_value_is_told_with_its_qualifier_and_unit(fields: dict[str, str], told: str) -> None:
    assert figures.value(figure(**fields)) == told
    assert figures.said(figure(**fields)) == f"Homes: {told}"


def test_figures_of_one_name_are_told_apart_by_their_time() -> None:
    one, other = dates.read(["2005"]), dates.read(["2006"])
    shown = [figure(id="a", period=one), figure(id="b", period=other), figure(id="c", name="Schools", period=other)]
    assert [one.name for one in figures.told_apart(shown)] == ["Homes, 2005", "Homes, 2006", "Schools"]
    assert [one.id for one in figures.told_apart(shown)] == ["a", "b", "c"]


@pytest.mark.parametrize(("value", "number"), [
    ("88", 88), ("1,200", 1200), ("-14.4", -14.4), ("5.0", 5.0), ("£26,000", 26000), ("all", None), ("two to six", None), ("nan", None), ("1e5", None),
    ("eight", 8), ("one hundred and twenty two", 122), ("twenty-two", 22), ("Four", 4), ("two thousand and six", 2006), ("a hundred", 100), ("zero", 0),
    ("one in five", None), ("half", None), ("two thirds", None), ("one and a half", None), ("most", None), ("not all", None), ("a few", None), ("no", None),
    ("twice", None), ("seventh", None), ("a quarter", None), ("one or two", None), ("four-five", None), ("four?", None), ("two, three", None),
    ("one hundred and", None), ("fifty per cent", None), ("nineteen ninety", None), ("one/two", None), ("four.", None),
])
def test_a_value_is_a_number_or_none(value: str, number: float | None) -> None:
    assert figures.number(figure(value=value)) == number


def test_only_what_the_records_join_is_one_series() -> None:
    """Every series of the real portal is of two figures or more that agree word for word, and none is made of look-alikes."""
    looked = 0
    for cards in real().by_authority.values():
        keys = [card.key for card in cards]
        found = figures.series(real().content, keys)
        for one in found:
            assert len(one.points) > 1
            counted = {(point.figure.name, point.figure.unit or "", point.figure.definition or "") for point in one.points}
            order = [point.date.sort for point in one.points if point.date]
            assert counted == {(one.name, one.unit, one.definition)}
            assert order == sorted(order)
            looked += 1
        for apart in figures.unlike(real().content, keys):
            mine = {point.figure.series for point in apart.points if point.inspection == apart.inspection and point.figure.id in apart.note.about}
            others = {point.figure.series for point in apart.points if point.figure.id not in apart.note.about}
            assert len(apart.points) > 1
            assert not (mine & others - {None})
            looked += 1
    assert looked > 8


def test_what_counted_two_things_at_once_is_not_drawn_with_either() -> None:
    """88% of health and dental checks together in 2006; 75% and 67% apart in 2011: a note, and no series."""
    keys = [card.key for card in real().by_authority["derby"]]
    values = {figures.value(point.figure) for one in figures.series(real().content, keys) for point in one.points}
    assert not values & {"88%", "75%", "67%"}
    noted = [{figures.value(point.figure) for point in one.points} for one in figures.unlike(real().content, keys)]
    assert {"88%", "75%", "67%"} in noted


def test_a_series_of_one_place_takes_nothing_from_another() -> None:
    content = real().content
    key = ("leicester", "apa-2006")
    inspection = content.inspections[key]
    lone = tuple(replace(one, series=None) if one.id.endswith("-before") else one for one in inspection.figures)
    changed = replace(content, inspections=content.inspections | {key: replace(inspection, figures=lone)})
    assert figures.series(content, [key]) and not figures.series(changed, [key])
