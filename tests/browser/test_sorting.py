"""Tables that sort: by keyboard and pointer, told to those who cannot see it, and whole without script."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

TABLE = """<!DOCTYPE html><html lang="en-GB"><title>T</title><table data-said="Sorted by"><thead><tr>
<th scope="col" aria-sort="ascending" data-name="place" data-first="A to Z" data-last="Z to A"><span class="sort">Place</span></th>
<th scope="col" data-name="care" data-first="the best first" data-last="the best last"><span class="sort">Care</span></th>
<th scope="col">Note</th></tr></thead><tbody>
<tr><th data-sort="ash">Ash</th><td data-sort="3">Fair</td><td>a</td></tr>
<tr><th data-sort="birch">Birch</th><td data-sort="">not judged</td><td>b</td></tr>
<tr><th data-sort="elm">Elm</th><td data-sort="10">Poor</td><td>c</td></tr>
<tr><th data-sort="oak">Oak</th><td data-sort="1">Fine</td><td>d</td></tr>
<tr><th data-sort="yew">Yew</th><td data-sort="3">Fair</td><td>e</td></tr></tbody></table><script src="{0}"></script>"""


@pytest.fixture(scope="module")
def tab(chromium: Browser) -> Iterator[tuple[Page, list[str]]]:
    """One tab for all, and the faults that its pages told of."""
    context = chromium.new_context()
    page, faults = context.new_page(), list[str]()
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    yield page, faults
    context.close()


@pytest.fixture
def page(tab: tuple[Page, list[str]]) -> Iterator[Page]:
    """The tab, as wide as a desk, in which no fault may be told."""
    page, faults = tab
    page.set_viewport_size({"width": 1280, "height": 720})
    faults.clear()
    yield page
    assert faults == []


@pytest.fixture
def table(page: Page, portal: Path, tmp_path: Path) -> Page:
    """A page with a table of five places."""
    path = tmp_path / "table.html"
    path.write_text(TABLE.format((portal / "assets/sort.js").as_uri()))
    page.goto(path.as_uri())
    return page


def column(page: Page, number: int = 1) -> list[str]:
    return page.locator(f"table[data-said] >> nth=0 >> tbody tr > :nth-child({number})").all_inner_texts()


def test_a_column_sorts_by_the_rank_of_its_words_and_those_without_a_grade_stay_last(table: Page) -> None:
    button = table.get_by_role("button", name="Care")
    button.click()
    assert column(table) == ["Oak", "Ash", "Yew", "Elm", "Birch"]
    button.click()
    assert column(table) == ["Elm", "Ash", "Yew", "Oak", "Birch"]


def test_the_column_in_force_says_so_and_each_change_is_told(table: Page) -> None:
    status = table.get_by_role("status")
    place, care = table.locator("th[data-name=place]"), table.locator("th[data-name=care]")
    assert (place.get_attribute("aria-sort"), care.get_attribute("aria-sort"), status.inner_text()) == ("ascending", None, "")
    table.get_by_role("button", name="Care").click()
    assert (place.get_attribute("aria-sort"), care.get_attribute("aria-sort"), status.inner_text()) == (
        None, "ascending", "Sorted by care, the best first.")
    table.get_by_role("button", name="Care").click()
    assert (care.get_attribute("aria-sort"), status.inner_text()) == ("descending", "Sorted by care, the best last.")


def test_it_sorts_from_the_keyboard_and_the_focus_stays(table: Page) -> None:
    table.keyboard.press("Tab")
    table.keyboard.press("Enter")
    assert column(table) == ["Yew", "Oak", "Elm", "Birch", "Ash"]
    table.keyboard.press("Space")
    assert column(table) == ["Ash", "Birch", "Elm", "Oak", "Yew"]
    assert table.evaluate("document.activeElement.textContent") == "Place"


def test_a_column_without_an_order_has_no_button(table: Page) -> None:
    assert table.get_by_role("button").all_inner_texts() == ["Place", "Care"]


@pytest.mark.parametrize("name", ["compare/index.html", "compare/apa-2007/index.html"])
def test_the_portals_own_tables_sort(page: Page, portal: Path, name: str) -> None:
    """Under the page's content policy, opened from disk; each header, both ways, and no row is lost."""
    page.goto((portal / name).as_uri())
    before = column(page)
    buttons = page.locator("table[data-said] >> nth=0 >> thead button")
    assert buttons.count() > 5 and before == sorted(before)
    for number in range(buttons.count()):
        buttons.nth(number).click()
        values = page.locator(f"table[data-said] >> nth=0 >> tbody tr > :nth-child({number + 1})").evaluate_all(
            "cells => cells.map(cell => cell.dataset.sort)")
        held = [value for value in values if value]
        assert values == sorted(held, reverse=number == 0) + [""] * (len(values) - len(held))
        assert sorted(column(page)) == before


@pytest.mark.parametrize("width", [360, 768, 1280])
def test_its_buttons_are_there_at_every_width_and_nothing_runs_over(chromium: Browser, portal: Path, width: int) -> None:
    context = chromium.new_context(viewport={"width": width, "height": 800})
    page = context.new_page()
    page.goto((portal / "compare/index.html").as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") == width
    buttons = page.locator("thead button")
    boxes = [buttons.nth(number).bounding_box() for number in range(buttons.count())]
    assert len(boxes) > 5
    assert all(box and box["height"] >= 24 and box["x"] >= 0 and box["x"] + box["width"] <= width for box in boxes)
    context.close()


def test_without_script_the_table_is_whole_and_shows_no_button(chromium: Browser, portal: Path) -> None:
    context = chromium.new_context(java_script_enabled=False, viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.goto((portal / "compare/index.html").as_uri())
    assert page.locator("button").count() == 0
    table = page.locator("table.compare").first
    assert table.locator("tbody tr").count() > 1 and table.locator("thead th").first.is_visible()
    context.close()


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("name", ["inspections/kinds/unitary/index.html", "inspections/areas/staying-safe/index.html"])
def test_a_list_of_inspections_sorts_by_place_and_by_date(chromium: Browser, portal: Path, name: str, width: int) -> None:
    """The newest first to begin with; its buttons are to be seen at every width, and no grade of one scale goes before another's."""
    context = chromium.new_context(viewport={"width": width, "height": 800})
    page = context.new_page()
    page.goto((portal / name).as_uri())

    def days() -> list[str]:
        return page.locator("table[data-said] tbody td[data-label=When]").evaluate_all("cells => cells.map(cell => cell.dataset.sort)")
    assert days() == sorted(days(), reverse=True) and len(days()) > 3
    assert page.locator("thead button").all_inner_texts()[0].strip().startswith("Authority") and page.locator("thead button").count() == 2
    assert page.evaluate("document.documentElement.scrollWidth") == width
    for button in page.locator("thead button").all():
        box = button.bounding_box()
        assert box and box["height"] >= 24 and box["x"] >= 0 and box["x"] + box["width"] <= width
    page.get_by_role("button", name="When").click()
    known = [day for day in days() if day]
    assert days() == sorted(known) + [""] * (len(days()) - len(known))
    page.get_by_role("button", name="Authority").click()
    assert column(page) == sorted(column(page))
    context.close()
