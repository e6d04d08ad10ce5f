"""A reader finds the source of what is claimed, wherever it is claimed."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from macros.loading.load import load

CATALOGUE = load()


def test_a_rule_leads_to_its_source(page: Page) -> None:
    page.goto("how-to-decline/")
    rule = page.locator(".kr-rule", has_text="Reply promptly").first
    rule.get_by_role("link", name="AskMeJust").click()

    expect(page.locator("#source-askmejust")).to_be_in_viewport()


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("samples/follow-up/#no-reply", "Our judgement"),
        ("samples/call-or-text/#voicemail", "Climb the Ladder"),
    ],
)
def test_a_card_leads_to_the_source_of_its_figure(page: Page, address: str, name: str) -> None:
    page.goto(address)
    card = page.locator(f"email-sample#{address.partition('#')[2]}")
    card.locator(".kr-when").get_by_role("link", name=name).click()

    expect(page.locator("[id^=source-]:target")).to_be_in_viewport()


def test_a_rule_of_the_draft_checker_leads_to_its_source(page: Page) -> None:
    page.goto("check-your-draft/")
    rule = page.locator("kr-checker li", has_text="Reply promptly")
    rule.get_by_role("link", name="AskMeJust").click()

    expect(page.locator("#source-askmejust")).to_be_in_viewport()


def test_whom_to_tell_leads_to_its_source_in_the_decision_aid(page: Page) -> None:
    page.goto("before-declining/")
    contact = page.locator("[data-tell=careers-office]").first
    expect(contact.get_by_role("link", include_hidden=True)).to_have_text(
        ["Prairie View A&M University", "University of Wisconsin-Eau Claire", "Career Next Step"]
    )


def test_a_disagreement_leads_to_its_sources(page: Page) -> None:
    page.goto("how-to-decline/")
    entry = CATALOGUE.disagreements["give-a-reason"]
    row = page.locator("details", has_text=entry.question)
    row.locator("summary").click()

    links = row.get_by_role("link")
    assert links.all_inner_texts() == [CATALOGUE.sources[name].publisher for name in entry.sources]
