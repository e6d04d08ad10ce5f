"""A limit stands in one place, and whatever speaks of it follows."""

from __future__ import annotations

import shutil
from pathlib import Path

from playwright.sync_api import Page, Route, expect

from macros.loading.load import ROOT
from macros.pages.guide import Guide
from macros.pages.review_dates import Docs
from macros.pages.site import Site
from tests.cards import card, fill, open_card

PAGE = "samples/call-or-text/"
LONGEST_VALUE = 1000


def test_a_card_as_built_names_the_limit_of_the_rule(tmp_path: Path) -> None:
    for folder in ("catalogue", "templates"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    rules = tmp_path / "catalogue" / "rules.yml"
    rules.write_text(rules.read_text("utf-8").replace("max: 160", "max: 149"), "utf-8")

    made = Guide(Site(tmp_path, Docs(tmp_path), ""), PAGE).sample("decline-by-text")

    assert " of 149 characters" in made


def test_a_card_in_the_browser_names_the_limit_of_the_rule(page: Page) -> None:
    def answer(route: Route) -> None:
        html = route.fetch().text()
        assert "&quot;max&quot;: 160, &quot;max_unicode&quot;: 70" in html
        html = html.replace("&quot;max&quot;: 160", "&quot;max&quot;: 149")
        route.fulfill(body=html.replace("unicode&quot;: 70", "unicode&quot;: 61"))

    page.route(f"**/{PAGE}", answer)
    sample = open_card(page, "decline-by-text")
    length = sample.locator("[data-words]")

    fill(sample, company="Acme")
    expect(length).to_contain_text(" of 149 characters")

    fill(sample, company="Acmë")
    expect(length).to_contain_text(" of 61 characters (61 and not 149, because of “ë”)")


def test_a_link_brings_the_longest_value_whole(page: Page) -> None:
    longest = "x" * LONGEST_VALUE

    page.goto(f"samples/decline/#general&company={longest}")

    expect(card(page, "general").locator("[data-message]")).to_contain_text(longest)


def test_a_value_that_is_longer_is_cut_in_one_place(page: Page) -> None:
    page.goto(f"samples/decline/#general&company={'x' * LONGEST_VALUE}y")

    message = card(page, "general").locator("[data-message]")
    expect(message).to_contain_text("xxx")
    expect(message).not_to_contain_text("xy")
