"""The keyboard reaches everything on a page, and nothing that is out of sight."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

# Where the keyboard is: what has the focus, and whether somebody who looks can see it.
FOCUS = """() => {
  const element = document.activeElement;
  if (element === document.body) return null;
  const box = element.getBoundingClientRect();
  const inView = box.right > 0 && box.left < innerWidth;
  return {
    name: element.getAttribute("aria-label") ?? element.textContent.trim(),
    inView: inView && element.checkVisibility({ visibilityProperty: true }),
  };
}"""


def tab_stops(page: Page) -> list[dict[str, Any]]:
    """Everything that the Tab key reaches, from the top of the page to its end."""
    stops: list[dict[str, Any]] = []
    while True:
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUS)
        if stop is None:
            return stops
        stops.append(stop)


@pytest.mark.parametrize("width", [390, 1280])
def test_what_the_keyboard_reaches_backwards_is_not_under_the_header(
    page: Page, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    page.goto("")
    page.locator(".md-copyright a").last.focus()
    hidden = []
    for _ in range(60):
        page.keyboard.press("Shift+Tab")
        page.evaluate("() => new Promise(requestAnimationFrame)")
        hidden += page.evaluate(
            """() => {
              if (document.activeElement.matches(".md-skip")) return []; // it lies on the header
              const header = document.querySelector(".md-header");
              const { bottom } = document.activeElement.getBoundingClientRect();
              const behind = bottom <= header.getBoundingClientRect().bottom;
              const own = document.activeElement.closest(".md-header, .md-skip");
              return behind && !own ? [document.activeElement.outerHTML.slice(0, 80)] : [];
            }"""
        )

    assert hidden == []


def test_the_menu_closes_when_the_keyboard_moves_on(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("tips/")
    page.get_by_role("button", name="Open the menu").press("Enter")
    expect(page.locator("#__drawer")).to_be_checked()
    page.locator("article p a").first.focus()

    expect(page.locator("#__drawer")).not_to_be_checked()


@pytest.mark.parametrize("width", [320, 1000, 1280])
@pytest.mark.parametrize("address", ["", "samples/decline/"])
def test_the_keyboard_stops_only_at_what_can_be_seen(page: Page, address: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(address)

    stops = tab_stops(page)

    assert len(stops) > 10
    assert [stop["name"] for stop in stops if not stop["inView"]] == []


@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_the_menu_opens_and_closes_by_keyboard(page: Page, key: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("")
    navigation = page.get_by_role("navigation", name="Navigation")
    expect(navigation).to_be_hidden()

    menu = page.get_by_role("button", name="Open the menu")
    expect(menu).to_have_attribute("aria-expanded", "false")
    menu.focus()
    page.keyboard.press(key)

    expect(navigation.get_by_role("link", name="Before declining")).to_be_in_viewport()
    expect(navigation.get_by_role("link").first).to_be_focused()

    page.keyboard.press("Escape")

    expect(navigation).to_be_hidden()
    expect(menu).to_be_focused()
    expect(menu).to_have_attribute("aria-expanded", "false")


def test_the_menu_leads_on_by_keyboard(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("")
    page.get_by_role("button", name="Open the menu").focus()
    page.keyboard.press("Enter")
    page.get_by_role("navigation", name="Navigation").get_by_role("link", name="Tips").focus()
    page.keyboard.press("Enter")

    expect(page).to_have_title("Tips - Kind Regrets")
