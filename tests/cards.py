"""Ways to use a sample card in a browser, as a reader does."""

from __future__ import annotations

from playwright.sync_api import Locator, Page

from macros.load import load
from macros.model import Template

CATALOGUE = load()
SENDABLE = [t for t in CATALOGUE.templates.values() if not t.meta.counterexample]
EMAILS = [t for t in SENDABLE if t.meta.channel == "email"]

NAMES = {"recipient": "Priya", "company": "Acme", "role": "Baker", "your_name": "Jo Lee"}

# Chromium without a window grants no clipboard: this one keeps what was copied.
RECORDED_CLIPBOARD = """
    window.copied = [];
    Object.defineProperty(navigator, "clipboard", {
      value: { writeText: async (text) => { window.copied.push(text); } },
    });
"""


def template(name: str) -> Template:
    """A template of the site's own set."""
    return CATALOGUE.templates[name]


def open_card(page: Page, name: str) -> Locator:
    """Go to a template's card on the page of its category."""
    page.goto(f"samples/{template(name).category}/#{name}")
    return card(page, name)


def card(page: Page, name: str) -> Locator:
    """The card of a template on the page that is open."""
    return page.locator(f"email-sample#{name}")


def fill(card: Locator, **values: str) -> None:
    """Type values into the inputs of these names."""
    for name, value in values.items():
        card.locator(f"[name={name}]").fill(value)


def fill_names(card: Locator, name: str) -> None:
    """Type the names that nearly every message has."""
    used = {field.id for field in template(name).fields}
    fill(card, **{key: value for key, value in NAMES.items() if key in used})


def press(card: Locator, label: str) -> None:
    """Click a button of the card."""
    card.get_by_role("button", name=label, exact=True).click()


def copied(page: Page) -> str:
    """What was copied last."""
    return str(page.evaluate("window.copied.at(-1) ?? ''"))


def message(card: Locator) -> str:
    """The message as a reader sees it, paragraphs parted by blank lines."""
    paragraphs = card.locator("[data-message] > p").all()
    return "\n\n".join(p.inner_text().strip() for p in paragraphs if p.is_visible())
