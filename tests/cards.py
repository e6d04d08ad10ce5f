"""Ways to use a sample card in a browser, as a reader does."""

from __future__ import annotations

from playwright.sync_api import Locator, Page

from macros.loading.load import load
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
    """Follow a link to a template's card, which opens it, and wait until one can type in it."""
    page.goto(f"samples/{template(name).category}/#{name}")
    return awake(card(page, name))


def awake(card: Locator) -> Locator:
    """The card, once its script has come to it."""
    card.locator("[data-message] [data-field][role]").first.wait_for(state="attached")
    return card


def card(page: Page, name: str) -> Locator:
    """The card of a template on the page that is open."""
    return page.locator(f"email-sample#{name}")


def unfolded(control: Locator) -> Locator:
    """The control, with every fold open that it stands in."""
    control.evaluate(
        """it => {
          while ((it = it.parentElement?.closest("details"))) it.open = true;
        }"""
    )
    return control


def control(card: Locator, name: str) -> Locator:
    """The control of a field: in the card, or once on the page for all cards."""
    own = card.locator(f"[name={name}]")
    found = own if own.count() else card.page.locator(f"kr-details [name={name}]")
    return unfolded(found)


def blank(card: Locator, name: str) -> Locator:
    """The place of a field in the message that is shown."""
    return letter(card).locator(f"[data-field={name}]:visible").first


def fill(card: Locator, **values: str) -> None:
    """Type values into the controls of these fields."""
    for name, value in values.items():
        control(card, name).fill(value)


def pick(card: Locator, label: str) -> None:
    """Choose a tone, a length or an order of dates."""
    unfolded(card.get_by_label(label, exact=True)).check()


def names_of(name: str) -> dict[str, str]:
    """The names that nearly every message has, those that this one uses."""
    used = {field.id for field in template(name).fields}
    return {key: value for key, value in NAMES.items() if key in used}


def fill_names(card: Locator, name: str) -> None:
    """Type the names that nearly every message has."""
    fill(card, **names_of(name))


def button(card: Locator, label: str) -> Locator:
    """A button of the card, or of what the page has for all cards."""
    own = card.get_by_role("button", name=label, exact=True, include_hidden=True)
    page = card.page.get_by_role("button", name=label, exact=True, include_hidden=True)
    found = own if own.count() else page
    return unfolded(found)


def press(card: Locator, label: str) -> None:
    """Click a button of the card, or of what the page has for all cards."""
    button(card, label).click()


def status(card: Locator) -> Locator:
    """Where the card says what has happened."""
    return card.locator(".kr-card-letter > [role=status]")


def copied(page: Page) -> str:
    """What was copied last."""
    return str(page.evaluate("window.copied.at(-1) ?? ''"))


def letter(card: Locator) -> Locator:
    """The letter that is shown: the one in the current tone."""
    return card.locator("[data-message] > [data-tone]:not([hidden])")


def subject(card: Locator) -> str:
    """The subject as a reader sees it."""
    return card.locator("[data-subject] > [data-tone]:not([hidden])").inner_text()


def message(card: Locator) -> str:
    """The message as a reader sees it, paragraphs parted by blank lines."""
    paragraphs = letter(card).locator("p").all()
    return "\n\n".join(p.inner_text().strip() for p in paragraphs if p.is_visible())
