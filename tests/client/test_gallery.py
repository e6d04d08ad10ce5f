"""All messages on one page: a line to each, and chips that narrow them down."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.barriers import assert_no_barrier
from tests.cards import SENDABLE
from tests.conftest import Site


@pytest.fixture
def rows(page: Page) -> Locator:
    """The messages that are shown."""
    page.goto("samples/")
    expect(page.get_by_role("button", name="Email")).to_be_visible()
    return page.locator(".kr-gallery li").locator("visible=true")


def chip(page: Page, name: str) -> Locator:
    return page.get_by_role("button", name=name, exact=True)


def status(page: Page) -> Locator:
    return page.locator("kr-gallery [role=status]")


def count(category: str = "", *channels: str) -> int:
    """How many messages there are of a category and of these channels."""
    of_category = [t for t in SENDABLE if category in ("", t.category)]
    return len([t for t in of_category if not channels or t.meta.channel in channels])


def test_a_category_hides_the_others(page: Page, rows: Locator) -> None:
    expect(rows).to_have_count(count())
    chip(page, "Ask first").click()

    expect(chip(page, "Ask first")).to_have_attribute("aria-pressed", "true")
    expect(rows).to_have_count(count("ask"))
    expect(status(page)).to_have_text(f"{count('ask')} messages.")
    expect(page.get_by_role("heading", level=2).locator("visible=true")).to_have_count(1)


def test_a_channel_hides_what_is_sent_otherwise(page: Page, rows: Locator) -> None:
    chip(page, "Text or LinkedIn").click()
    expect(rows).to_have_count(count("", "text", "linkedin"))
    chip(page, "Phone").click()
    expect(rows).to_have_count(count("", "phone"))
    expect(chip(page, "Text or LinkedIn")).to_have_attribute("aria-pressed", "false")


def test_both_together_and_none_again(page: Page, rows: Locator) -> None:
    chip(page, "Decline an interview").click()
    chip(page, "Phone").click()
    expect(status(page)).to_have_text(f"{count('decline', 'phone')} messages.")
    chip(page, "Phone").click()
    chip(page, "Decline an interview").click()
    expect(rows).to_have_count(count())


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_has_nothing_to_say_of_a_pressed_chip(page: Page, rows: Locator, scheme: str) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    chip(page, "Ask first").click()
    expect(rows).to_have_count(count("ask"))
    assert_no_barrier(page)


def test_without_script_there_are_all_messages_and_no_chips(browser: Browser, site: Site) -> None:
    with browser.new_context(java_script_enabled=False, base_url=site.url) as context:
        page = context.new_page()
        page.goto("samples/")
        expect(page.locator(".kr-gallery li").locator("visible=true")).to_have_count(count())
        expect(page.get_by_role("button", name="Email")).to_be_hidden()


def test_each_is_a_line_or_two_and_the_page_is_short_on_a_phone(page: Page, rows: Locator) -> None:
    page.set_viewport_size({"width": 390, "height": 844})

    expect(rows).to_have_count(count())
    assert page.evaluate("document.documentElement.scrollHeight") <= 7000
    heights = page.locator(".kr-gallery li > span").evaluate_all(
        "all => all.map((it) => it.getBoundingClientRect().height)"
    )
    assert max(heights) <= 30


@pytest.mark.parametrize(("width", "columns"), [(390, 1), (899, 1), (900, 2), (1280, 2)])
def test_there_are_two_columns_where_there_is_room(
    page: Page, rows: Locator, width: int, columns: int
) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    lefts = rows.evaluate_all("all => all.map((it) => it.getBoundingClientRect().left)")

    assert len(set(lefts)) == columns
