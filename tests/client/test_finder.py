"""The box that takes the reader's own words, in a real browser."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.barriers import assert_no_barrier
from tests.conftest import Site
from tests.documents import ADDRESSES, read


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
@pytest.mark.parametrize("address", ["find/", "tips/"])
def test_axe_has_nothing_to_say_of_the_open_list(page: Page, address: str, scheme: str) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.goto(address)
    box = page.locator("input[name=find]")
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


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_page_has_one_box(site: Site, address: str) -> None:
    file = site.folder / address
    page = read(file if file.is_file() else file / "index.html")

    assert [it.attributes.get("name") for it in page.all("input")].count("find") == 1


@pytest.mark.parametrize("address", ["", "tips/", "samples/decline/", "404.html"])
def test_it_leads_to_the_message_from_every_depth(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(address)
    page.locator("input[name=find]").fill("ghosted")
    options(page).first.click()
    page.wait_for_url("**/samples/follow-up/#no-reply")
    expect(page.locator("#no-reply")).to_be_in_viewport()


@pytest.mark.parametrize("width", [960, 1280])
def test_in_the_header_nothing_cuts_off_what_fits(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto("tips/")
    box = page.locator(".md-header input[name=find]")
    tabs = page.locator(".md-tabs__link:visible").last.bounding_box()
    place = box.bounding_box()
    assert tabs is not None
    assert place is not None
    assert tabs["x"] + tabs["width"] < place["x"]
    assert place["x"] + place["width"] <= width

    box.fill("salary too low")
    expect(options(page).first).to_be_visible()
    hidden = options(page).evaluate_all(
        """all => all.slice(0, 5).filter((option) => {
          const { left, right, bottom } = option.getBoundingClientRect();
          const ends = [left + 9, right - 9];
          return !ends.every((x) => option.contains(document.elementFromPoint(x, bottom - 5)));
        }).length"""
    )

    assert hidden == 0


def test_the_keyboard_reaches_the_box_once(page: Page) -> None:
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto("tips/")
    reached = 0
    for _ in range(40):
        page.keyboard.press("Tab")
        reached += page.evaluate("() => document.activeElement.name === 'find'")

    assert reached == 1


def test_on_a_phone_the_header_leads_to_the_box(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("samples/decline/")
    expect(page.locator("input[name=find]")).to_be_hidden()
    page.get_by_role("link", name="Find a message").click()
    page.wait_for_url("**/find/")
    expect(page.locator("input[name=find]")).to_be_in_viewport()


def test_nothing_is_loaded_until_the_box_is_touched(page: Page) -> None:
    loaded: list[str] = []
    page.on("request", lambda request: loaded.append(request.url))
    page.goto("tips/", wait_until="networkidle")
    assert not [url for url in loaded if re.search(r"finder.*\.js|/find/|search", url)]

    page.locator("input[name=find]").focus()
    expect(page.locator("kr-finder:defined")).to_have_count(1)
    assert [url for url in loaded if url.endswith("/find/")]
