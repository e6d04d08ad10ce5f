"""The box that takes the reader's own words, in a real browser."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.barriers import assert_no_barrier
from tests.conftest import Site


@pytest.fixture
def box(page: Page) -> Locator:
    page.goto("find/")
    return page.locator("input[name=find]")


def options(page: Page) -> Locator:
    return page.locator("[data-find-results] a")


def test_results_come_as_one_types(page: Page, box: Locator) -> None:
    box.press_sequentially("ghosted")
    expect(options(page).first).to_contain_text("no answer")
    expect(options(page).first).to_have_attribute("href", re.compile("follow-up/#no-reply$"))


def test_the_arrows_choose_and_enter_opens(page: Page, box: Locator) -> None:
    box.fill("salary too low")
    expect(options(page).first).to_be_visible()
    box.press("ArrowDown")
    box.press("ArrowDown")
    chosen = page.locator("[role=option][aria-selected=true]")
    expect(chosen).to_have_count(1)
    expect(box).to_have_attribute("aria-activedescendant", str(chosen.get_attribute("id")))
    address = str(chosen.get_attribute("href"))
    expect(box).to_be_focused()
    box.press("Enter")
    page.wait_for_url(address)


def test_enter_alone_opens_the_best(page: Page, box: Locator) -> None:
    box.fill("underpaid")
    expect(options(page).first).to_be_visible()
    box.press("Enter")
    page.wait_for_url(re.compile("#pay-too-low$"))


def test_escape_closes_the_list_and_keeps_the_words(page: Page, box: Locator) -> None:
    box.fill("commute")
    expect(box).to_have_attribute("aria-expanded", "true")
    box.press("Escape")
    expect(box).to_have_attribute("aria-expanded", "false")
    expect(options(page).first).to_be_hidden()
    expect(box).to_have_value("commute")


def test_who_tabs_away_leaves_no_list_open(page: Page, box: Locator) -> None:
    box.fill("commute")
    expect(options(page).first).to_be_visible()
    box.press("Tab")
    expect(options(page).first).to_be_hidden()


def test_nothing_found_says_so_and_leads_on(page: Page, box: Locator) -> None:
    box.fill("zxqjvw")
    none = page.locator(".kr-finder-none")
    expect(none).to_be_visible()
    expect(none.get_by_role("link")).to_have_count(2)
    expect(page.locator(".kr-finder [role=status]")).to_have_text("Nothing fits.")


def test_the_number_of_results_is_read_out(page: Page, box: Locator) -> None:
    box.fill("ghosted")
    expect(page.locator(".kr-finder [role=status]")).to_have_text(re.compile("thing"))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_has_nothing_to_say_of_the_open_list(page: Page, box: Locator, scheme: str) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    box.fill("rude recruiter")
    expect(options(page).first).to_be_visible()
    box.press("ArrowDown")
    assert_no_barrier(page)


def test_without_script_there_is_no_box_but_the_lists(browser: Browser, site: Site) -> None:
    with browser.new_context(java_script_enabled=False, base_url=site.url) as context:
        page = context.new_page()
        page.goto("find/")
        expect(page.locator("input[name=find]")).to_be_hidden()
        expect(page.get_by_role("link", name="Decline an interview").first).to_be_visible()
