"""Messages as closed rows: a page of them is short, and a row tells which one it is."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.cards import card, template


@pytest.mark.parametrize(
    ("width", "page_height", "row_height"), [(390, 3200, 100), (1280, 2400, 60)]
)
def test_a_page_of_rows_is_short(page: Page, width: int, page_height: int, row_height: int) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    page.goto("samples/decline/")
    rows = page.locator(".kr-row")
    heights = rows.evaluate_all("all => all.map((row) => row.getBoundingClientRect().height)")

    assert len(heights) > 30
    assert max(heights) <= row_height
    assert page.evaluate("document.documentElement.scrollHeight") <= page_height


def test_an_open_row_says_in_full_when_to_use_it(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("samples/decline/")
    when = template("too-far").meta.when
    page.locator("#sample-too-far").click()
    said = card(page, "too-far").locator(".kr-when")

    expect(said).to_be_visible()
    assert (said.text_content() or "").startswith(when)
    assert said.evaluate("it => it.scrollWidth <= it.clientWidth")
    expect(page.locator(".kr-row[open] .kr-row-closed")).to_be_hidden()
