"""The home page: on a phone all that one needs is in the first screen; on a desktop, a letter."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, ViewportSize, expect

from macros.rendering.message import text
from tests.cards import CATALOGUE, card, template
from tests.conftest import Site

PHONE: ViewportSize = {"width": 390, "height": 844}
DESKTOP: ViewportSize = {"width": 1280, "height": 800}
SITUATIONS = list(CATALOGUE.situations.values())


def open_home(page: Page, size: ViewportSize) -> Locator:
    """The rows of the home page on a screen of this size."""
    page.set_viewport_size(size)
    page.goto("")
    return page.locator(".kr-rows > li > a")


def shown(page: Page) -> list[str]:
    """The ids of the letters that can be seen."""
    letters = page.locator(".kr-letter").locator("visible=true")
    return [str(it.get_attribute("data-letter")) for it in letters.all()]


def height(page: Page) -> int:
    return int(page.evaluate("document.documentElement.scrollHeight"))


def test_a_phone_shows_every_row_in_its_first_screen(page: Page) -> None:
    rows = open_home(page, PHONE)
    boxes = rows.evaluate_all("all => all.map((row) => row.getBoundingClientRect().toJSON())")

    assert len(boxes) == len(SITUATIONS) + 3
    assert min(box["height"] for box in boxes) >= 50
    assert max(box["bottom"] for box in boxes) <= PHONE["height"]


def test_the_finder_stands_above_the_rows(page: Page) -> None:
    rows = open_home(page, PHONE)
    box = page.locator("article input[name=find]").bounding_box()
    first = rows.first.bounding_box()

    assert box is not None
    assert first is not None
    assert box["height"] >= 44
    assert box["y"] + box["height"] < first["y"]


def test_whoever_is_in_a_hurry_comes_first(page: Page) -> None:
    rows = open_home(page, PHONE)
    expect(rows.first).to_contain_text("today or tomorrow")
    rows.first.click()

    expect(page).to_have_title("Interview today or tomorrow - Kind Regrets")


def test_home_is_short_on_a_phone(page: Page) -> None:
    open_home(page, PHONE)

    assert height(page) <= 1600


def test_a_row_leads_to_its_message(page: Page) -> None:
    for row in SITUATIONS:
        open_home(page, PHONE)
        page.get_by_role("link", name=row.says, exact=True).click()

        expect(card(page, row.templates[0])).to_be_in_viewport()


def test_nothing_is_linked_twice(page: Page) -> None:
    rows = open_home(page, PHONE)
    links = rows.evaluate_all("all => all.map((row) => row.href)")

    assert sorted(links) == sorted(set(links))


def test_the_letter_is_the_message_that_the_renderer_makes(page: Page) -> None:
    open_home(page, DESKTOP)
    for row in SITUATIONS:
        name = row.templates[0]
        letter = page.locator(f"[data-letter={name}]")
        message = text(template(name))
        paragraphs = letter.locator(".kr-letter-body > p").all_text_contents()

        assert "\n\n".join(paragraphs) == message.body
        assert (letter.locator(".kr-letter-subject").text_content() or "").endswith(message.subject)


@pytest.mark.parametrize("way", ["focus", "hover"])
def test_on_a_desktop_the_letter_follows_the_row(page: Page, way: str) -> None:
    open_home(page, DESKTOP)
    first = page.locator(".kr-letter").first
    assert shown(page) == [SITUATIONS[0].templates[0]]
    for row in (*SITUATIONS, SITUATIONS[0]):
        before = (height(page), first.bounding_box())
        link = page.get_by_role("link", name=row.says, exact=True)
        if way == "focus":
            link.focus()
        else:
            link.hover()

        expect(page.locator(f"[data-letter={row.templates[0]}]")).to_be_visible()
        assert shown(page) == [row.templates[0]]
        assert (height(page), first.bounding_box()) == before


def test_the_letter_stands_beside_the_rows_and_stays_in_sight(page: Page) -> None:
    rows = open_home(page, DESKTOP)
    letter = page.locator(".kr-letter-use").locator("visible=true")
    last = rows.last.bounding_box()
    box = letter.bounding_box()

    assert last is not None
    assert box is not None
    assert box["x"] >= last["x"] + last["width"]
    assert box["y"] + box["height"] <= DESKTOP["height"]


def test_the_letter_leads_to_the_card_that_fills_it_in(page: Page) -> None:
    open_home(page, DESKTOP)
    row = SITUATIONS[2]
    page.get_by_role("link", name=row.says, exact=True).hover()
    page.locator(".kr-letter-use a").locator("visible=true").click()

    expect(card(page, row.templates[0])).to_be_in_viewport()


@pytest.fixture
def plain(browser: Browser, site: Site) -> Iterator[Page]:
    """A browser without script."""
    context = browser.new_context(java_script_enabled=False, base_url=site.url)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("size", [PHONE, DESKTOP])
def test_without_script_the_first_letter_is_shown(plain: Page, size: ViewportSize) -> None:
    open_home(plain, size)

    assert shown(plain) == [SITUATIONS[0].templates[0]]
