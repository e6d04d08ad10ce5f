"""The site stays light, as what a phone has to fetch."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from playwright.sync_api import Page, Request, Response

from tests.cards import awake, card
from tests.conftest import Site

# Budgets in bytes of gzip; 14,600 is what a server sends before the first answer comes back.
HOME_HTML = 14_600
FIRST_SCRIPT = 1_000
CARD_SCRIPT = 13_500
CARD_STYLE = 6_000
FIRST_VIEW = {  # HTML, style, script and pictures, with what was measured
    "": 85_000,  # 79,300
    "samples/": 95_000,  # 87,500
    "samples/decline/": 112_000,  # 109,500: 37,300 of it are 32 messages, each in three tones
    "how-to-decline/": 100_000,  # 91,800
    "check-your-draft/": 112_000,  # 109,600: the words that its rules go by are 10,000 of it
}


def zipped(path: Path) -> int:
    return len(gzip.compress(path.read_bytes(), 9))


def test_the_home_page_fits_into_the_first_answer_of_a_server(site: Site) -> None:
    assert zipped(site.folder / "index.html") <= HOME_HTML


def test_the_client_script_is_tiny_at_first_and_small_when_a_card_opens(
    site: Site, page: Page
) -> None:
    loaded: set[Path] = set()

    def note(request: Request) -> None:
        if "/assets/client/" in request.url:
            loaded.add(site.folder / request.url.removeprefix(site.url))

    page.on("request", note)
    page.goto("samples/decline/", wait_until="networkidle")
    assert {path.stem for path in loaded} == {"kind-regrets"}
    assert sum(map(zipped, loaded)) <= FIRST_SCRIPT

    page.locator("#sample-general").click()
    awake(card(page, "general"))
    assert {path.stem for path in loaded} >= {"card", "store"}
    assert sum(map(zipped, loaded)) <= CARD_SCRIPT


def test_the_style_of_the_cards_is_small(site: Site) -> None:
    assert zipped(site.folder / "assets" / "card.css") <= CARD_STYLE


def test_nothing_is_published_that_no_page_asks_for(site: Site) -> None:
    assert not list(site.folder.rglob("*.map"))


@pytest.mark.parametrize(("address", "budget"), FIRST_VIEW.items())
def test_the_first_view_is_light(page: Page, address: str, budget: int) -> None:
    fetched: list[Response] = []
    page.on("response", lambda response: fetched.append(response))
    page.goto(address, wait_until="networkidle")
    sizes = {it.url: len(gzip.compress(it.body(), 9)) for it in fetched}

    assert len(sizes) > 5
    assert sum(sizes.values()) <= budget, sizes
