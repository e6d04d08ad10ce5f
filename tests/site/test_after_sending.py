"""After sending: whatever comes back, the page has judgement and a message for it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from macros.loading.load import load
from macros.rendering.message import text
from tests.cards import (
    awake,
    card,
    control,
    copied,
    fill_names,
    letter,
    names_of,
    open_card,
    press,
    status,
    template,
)
from tests.documents import DOCS

CATALOGUE = load()
SOURCE = (DOCS / "after-sending.md").read_text("utf-8")
*SECTIONS, (_, REST) = re.findall(
    r"^## .+? \{ #([a-z-]+) \}\n\n(.*?)(?=^## |\Z)", SOURCE, re.DOTALL | re.MULTILINE
)
CASES = {
    "nothing": "no-reply",
    "why": "asked-why",
    "more-money": "offered-more",
    "angry": "angry-reply",
    "second-thoughts": "changed-my-mind",
    "employer-cancels": "employer-cancelled",
    "missed": "missed-interview",
    "your-details": "delete-my-data",
    "stay-in-touch": "linkedin-note",
}


def test_every_message_of_the_category_is_on_the_page() -> None:
    shown = re.findall(r'letter\("([a-z-]+)"', SOURCE)
    linked = re.findall(r"follow-up\.md#([a-z-]+)", REST)

    assert sorted(shown + linked) == sorted(t.id for t in CATALOGUE.of_category("follow-up"))


@pytest.mark.parametrize(("section", "body"), SECTIONS, ids=[name for name, _ in SECTIONS])
def test_every_case_has_judgement_and_a_message(section: str, body: str) -> None:
    sentences = re.findall(r"[.?!](?:\s|$)", body.partition("{{")[0])
    message = re.search(r'letter\("|samples/ask\.md#', body)

    assert 2 <= len(sentences) <= 7
    assert message
    assert section in CASES or section == "another-role"


@pytest.mark.parametrize("section", CASES)
def test_from_the_list_of_cases_to_a_copied_message(page: Page, section: str) -> None:
    name = CASES[section]
    page.goto("after-sending/")
    page.get_by_role("article").locator(f".kr-rows a[href='#{section}']").click()
    expect(page.locator(f"h2#{section}")).to_be_in_viewport()
    page.locator(f"[data-letter={name}]").get_by_role("link").click()
    page.wait_for_url(f"**/#{name}")
    sample = awake(card(page, name))
    fill_names(sample, name)
    press(sample, "Copy message")
    expect(status(sample)).to_contain_text("copied")

    assert copied(page) == text(template(name), names_of(name)).body


def test_another_role_is_answered_by_the_message_above_it(page: Page) -> None:
    sample = open_card(page, "offered-more")
    offer = CATALOGUE.fields["better_offer"].options["role"]
    control(awake(sample), "better_offer").select_option(offer.label)

    said = offer.said(template("offered-more").tone)
    expect(letter(sample)).to_contain_text(said, use_inner_text=True)


def test_what_tips_no_longer_answers_it_points_to(page: Page) -> None:
    page.goto("tips/")
    page.get_by_role("article").get_by_role("link", name="After sending").click()

    expect(page).to_have_title("After sending - Kind Regrets")
