"""Every page, dark and light, wide and narrow, has nothing for axe to find."""

from __future__ import annotations

from typing import Literal

import pytest
from playwright.sync_api import Page, expect

from tests.barriers import assert_no_barrier
from tests.documents import ADDRESSES

# A card far from the screen is laid out only when a reader comes near. Until then axe would measure
# what is in it at places where nobody ever sees it, such as on top of the footer.
LAY_OUT = """() => {
  for (const card of document.querySelectorAll("email-sample")) {
    card.style.contentVisibility = "visible";
  }
}"""

# All cards are made by one component: a few of them open show what any of them would.
UNFOLD = """() => {
  const rows = [...document.querySelectorAll("details.kr-row")];
  const others = [...document.querySelectorAll("details:not(.kr-row)")];
  for (const fold of [...rows.slice(0, 4), ...others]) fold.open = true;
}"""


@pytest.mark.parametrize(("width", "scheme"), [(320, "dark"), (1280, "light")])
@pytest.mark.parametrize("address", ADDRESSES)
def test_axe_finds_nothing_and_no_page_scrolls_sideways(
    page: Page, address: str, scheme: Literal["light", "dark"], width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.goto(address)
    page.evaluate(UNFOLD)
    page.evaluate(LAY_OUT)

    assert_no_barrier(page)


def test_a_heading_is_named_by_its_words_alone(page: Page) -> None:
    page.goto("samples/decline/")

    expect(page.get_by_role("heading", name="A simple no", exact=True)).to_be_visible()


def test_the_dark_scheme_is_dark(page: Page) -> None:
    grounds = []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        page.goto("")
        grounds.append(page.evaluate("() => getComputedStyle(document.body).backgroundColor"))

    assert grounds == ["rgb(251, 250, 246)", "rgb(20, 28, 28)"]


def test_the_colours_can_be_chosen_and_are_remembered(page: Page) -> None:
    page.emulate_media(color_scheme="light")
    page.goto("")
    page.get_by_title("Colours follow your system. Switch to light").click()
    page.get_by_title("Colours are light. Switch to dark").click()
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")

    page.goto("tips/")

    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")


def test_an_address_that_is_not_there_leads_back(page: Page, base_url: str) -> None:
    page.goto("404.html")
    page.get_by_role("article").get_by_role("link", name="home page").click()

    expect(page).to_have_url(base_url)
