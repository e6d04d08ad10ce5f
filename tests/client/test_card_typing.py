"""Typing in the letter itself, in a real browser: each kind of blank, and what follows."""

from __future__ import annotations

import re
from typing import Literal

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from macros.rendering.message import text
from tests.barriers import assert_no_barrier
from tests.cards import (
    NAMES,
    RECORDED_CLIPBOARD,
    blank,
    card,
    control,
    copied,
    fill,
    letter,
    message,
    open_card,
    press,
    status,
    subject,
    template,
)
from tests.conftest import Site

KEYBOARD = 336
"""The height of a phone's keyboard, in CSS pixels."""

PASTE = """(slot, text) => {
  const data = new DataTransfer();
  data.setData("text/plain", text);
  slot.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true }));
}"""


@pytest.fixture
def page(context: BrowserContext) -> Page:
    context.add_init_script(RECORDED_CLIPBOARD)
    return context.new_page()


def focused(page: Page) -> str:
    """The field of the blank that has the focus."""
    return str(page.evaluate("document.activeElement.dataset.field ?? ''"))


def type_names(page: Page, sample: Locator) -> None:
    """Click the first blank and type the four names; Enter leads from one to the next."""
    blank(sample, "recipient").click()
    for _ in NAMES:
        page.keyboard.type(NAMES[focused(page)])
        page.keyboard.press("Enter")


def test_a_letter_is_typed_into_and_copied_as_it_is_rendered(page: Page) -> None:
    sample = open_card(page, "general")
    type_names(page, sample)
    expect(sample.get_by_role("button", name="Copy message", exact=True)).to_be_focused()
    page.keyboard.press("Enter")
    expect(status(sample)).to_contain_text("copied")
    wanted = text(template("general"), NAMES)
    assert copied(page) == wanted.body
    assert (subject(sample), message(sample)) == (wanted.subject, wanted.body)


@pytest.mark.parametrize(
    "typed",
    ["Acme Inc.", ".NET Guild", "Fish & Chips <b>", "株式会社アクメ", "شركة النور", "x" * 300],
)
def test_whatever_is_typed_in_the_letter_is_said_as_the_renderer_says_it(
    page: Page, typed: str
) -> None:
    page.set_viewport_size({"width": 320, "height": 844})
    sample = open_card(page, "general")
    fill(sample, recipient="Priya", role="Baker", your_name="Jo Lee")
    blank(sample, "company").click()
    page.keyboard.insert_text(typed)
    press(sample, "Copy message")
    expect(status(sample)).to_contain_text("copied")
    assert copied(page) == text(template("general"), {**NAMES, "company": typed}).body
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_the_same_blank_follows_in_the_subject_the_form_and_the_other_tones(page: Page) -> None:
    sample = open_card(page, "general")
    blank(sample, "role").click()
    page.keyboard.type("Bak")
    assert "Bak" in subject(sample)
    expect(control(sample, "role")).to_have_value("Bak")
    control(sample, "role").fill("Clerk")
    expect(blank(sample, "role")).to_have_text("Clerk")


def test_a_blank_is_a_text_field_with_the_name_of_its_field_and_an_example(page: Page) -> None:
    sample = open_card(page, "general")
    place = blank(sample, "company")
    expect(place).to_have_role("textbox")
    expect(place).to_have_accessible_name("Company")
    expect(place).to_have_attribute("aria-placeholder", "Northwind")
    expect(place).to_have_text("Northwind")
    box = place.bounding_box()
    assert box is not None
    assert box["height"] >= 24


def test_an_example_makes_way_and_comes_back_if_nothing_is_typed(page: Page) -> None:
    sample = open_card(page, "general")
    place = blank(sample, "company")
    place.click()
    expect(place).to_have_text("")
    page.keyboard.type("A")
    page.keyboard.press("Backspace")
    expect(sample.locator("[data-blanks]")).to_have_text("4 blanks left")
    blank(sample, "role").click()
    expect(place).to_have_text("Northwind")


def test_tab_leads_through_the_blanks_and_back(page: Page) -> None:
    sample = open_card(page, "general")
    blank(sample, "recipient").click()
    page.keyboard.type("Priya")
    stops = []
    for key in ("Tab", "Tab", "Tab", "Shift+Tab"):
        page.keyboard.press(key)
        stops.append(focused(page))
    assert stops == ["role", "company", "your_name", "company"]
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Shift+Tab")
    page.keyboard.type("Sam")  # what a tab has reached is selected, as in any field
    expect(blank(sample, "recipient")).to_have_text("Sam")


def test_what_is_pasted_becomes_one_line_and_can_be_undone(page: Page) -> None:
    sample = open_card(page, "general")
    place = blank(sample, "company")
    place.click()
    page.keyboard.type("Old ")
    place.evaluate(PASTE, "  Acme\r\nand \t Sons\n")
    expect(place).to_have_text("Old Acme and Sons")
    page.keyboard.press("Control+z")
    expect(place).to_have_text(re.compile("^Old ?$"))
    page.keyboard.press("Control+Shift+z")
    fill(sample, recipient="Priya", role="Baker", your_name="Jo Lee")
    wanted = text(template("general"), {**NAMES, "company": "Old Acme and Sons"})
    assert message(sample) == wanted.body


def test_an_input_method_is_left_to_its_work(page: Page) -> None:
    sample = open_card(page, "general")
    place = blank(sample, "company")
    place.click()
    method = page.context.new_cdp_session(page)
    for part in ("あ", "あく", "あくめ"):
        method.send(
            "Input.imeSetComposition",
            {"text": part, "selectionStart": len(part), "selectionEnd": len(part)},
        )
        expect(place).to_have_text(part)
        expect(control(sample, "company")).to_have_value(part)
    place.dispatch_event("keydown", {"key": "Enter", "isComposing": True, "bubbles": True})
    expect(place).to_be_focused()
    method.send("Input.insertText", {"text": "アクメ"})
    page.keyboard.press("Enter")
    expect(place).not_to_be_focused()
    expect(letter(sample)).to_contain_text("role at アクメ.")


def test_a_date_opens_its_control_in_the_letter(page: Page) -> None:
    page.add_init_script(
        "HTMLInputElement.prototype.showPicker = function () { window.opened = this.type; };"
    )
    sample = open_card(page, "more-time")
    place = blank(sample, "reply_by")
    expect(place).to_have_accessible_name("The day you will know: Friday 5 March")
    place.press("Enter")
    date = letter(sample).get_by_label("The day you will know", exact=True)
    expect(date).to_be_focused()
    assert page.evaluate("window.opened") == "date"
    date.fill("2027-03-08")
    date.press("Enter")
    expect(date).to_have_count(0)
    expect(place).to_have_text("Monday 8 March")
    expect(control(sample, "reply_by")).to_have_value("2027-03-08")


def test_a_choice_is_made_in_the_letter(page: Page) -> None:
    page.add_init_script("HTMLSelectElement.prototype.showPicker = () => {};")
    sample = open_card(page, "too-far")
    place = blank(sample, "distance")
    place.click()
    letter(sample).get_by_label("What makes it too far", exact=True).select_option("relocation")
    page.keyboard.press("Escape")
    expect(place).to_be_focused()
    expect(letter(sample).locator("select")).to_have_count(0)
    expect(control(sample, "distance")).to_have_value("relocation")
    fill(sample, **NAMES)
    wanted = text(template("too-far"), {**NAMES, "distance": "relocation"})
    assert message(sample) == wanted.body


def test_a_sentence_that_is_emptied_stays_until_it_is_left(page: Page) -> None:
    sample = open_card(page, "general")
    fill(sample, own_line="Thanks")
    place = blank(sample, "own_line")
    place.click()
    page.keyboard.press("Control+a")
    page.keyboard.press("Backspace")
    expect(place).to_be_focused()
    expect(place).to_have_text("")
    page.keyboard.type("Well met")
    expect(letter(sample)).to_contain_text("Well met.")
    place.fill("")
    blank(sample, "role").click()
    expect(letter(sample).locator("[data-field=own_line]")).to_be_hidden()


def test_the_line_that_is_typed_in_stays_above_a_phones_keyboard(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    sample = open_card(page, "general")
    place = blank(sample, "recipient")
    place.click()
    page.set_viewport_size({"width": 390, "height": 844 - KEYBOARD})
    for _ in NAMES:
        line = page.locator("[data-field]:focus")
        expect(line).to_be_in_viewport(ratio=1)
        box, header = line.bounding_box(), page.locator(".md-header").bounding_box()
        assert box is not None
        assert header is not None
        assert box["y"] >= header["height"]
        page.keyboard.type("Long enough to fill more than one of the lines of a phone")
        expect(line).to_be_in_viewport(ratio=1)
        page.keyboard.press("Enter")


# ---- at rest, open and in use ----

MOST = {390: (760, 700, 160), 1280: (560, 700, 120)}
"""By the width of the screen, the height of an open card, and of a page of closed rows: without
them, and what each adds on average."""


@pytest.mark.parametrize("width", MOST)
def test_a_card_and_a_page_of_closed_rows_are_low(page: Page, width: int) -> None:
    most, page_alone, each = MOST[width]
    page.set_viewport_size({"width": width, "height": 844})
    page.goto("samples/decline/")
    rows = page.locator(".kr-row").count()
    height = page.evaluate("document.documentElement.scrollHeight")
    assert height <= page_alone + rows * each
    for name in ("general", "accepted-another-offer", "not-the-right-role", "personal-reasons"):
        sample = open_card(page, name)
        whole, paper = sample.bounding_box(), sample.locator(".kr-card-paper").bounding_box()
        row = page.locator(f".kr-row:has(#{name})").bounding_box()
        assert whole is not None
        assert paper is not None
        assert row is not None
        assert whole["height"] <= most, name
        assert paper["y"] - row["y"] <= 200, name


@pytest.mark.parametrize("width", [820, 1280])
def test_on_a_wide_screen_the_letter_stands_beside_its_fields(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    sample = open_card(page, "general")
    paper, side = (sample.locator(f".kr-card-{it}").bounding_box() for it in ("paper", "side"))
    assert paper is not None
    assert side is not None
    assert side["x"] >= paper["x"] + paper["width"]
    assert side["y"] < paper["y"] + 50


def test_a_letter_is_large_enough_and_not_too_wide_to_read(page: Page) -> None:
    sample = open_card(page, "general")
    size, characters = letter(sample).evaluate(
        """it => {
          const zero = document.createElement("span");
          zero.textContent = "n".repeat(100);
          zero.style.whiteSpace = "nowrap";
          it.append(zero);
          const width = zero.getBoundingClientRect().width / 100;
          zero.remove();
          return [parseFloat(getComputedStyle(it).fontSize), it.clientWidth / width];
        }"""
    )
    assert size >= 17
    assert characters < 65


def test_a_page_at_rest_loads_no_script_of_the_cards(page: Page) -> None:
    loaded: list[str] = []
    page.on("request", lambda request: loaded.append(request.url))
    page.goto("samples/decline/", wait_until="networkidle")
    assert not [url for url in loaded if "/client/" in url and "kind-regrets.js" not in url]
    page.locator("#sample-general").click()
    expect(blank(card(page, "general"), "company")).to_have_role("textbox")


@pytest.mark.parametrize("target", ["#general", "#sample-general", "#general&tone=formal"])
def test_a_link_opens_its_row_and_no_other(page: Page, target: str) -> None:
    page.goto(f"samples/decline/{target}")
    expect(card(page, "general")).to_be_visible()
    expect(page.locator("details.kr-row[open]")).to_have_count(1)
    page.evaluate("location.hash = '#too-far'")
    expect(card(page, "too-far")).to_be_visible()


def test_without_script_every_message_is_open(browser: Browser, site: Site) -> None:
    context = browser.new_context(java_script_enabled=False, base_url=site.url)
    page = context.new_page()
    page.goto("samples/decline/")
    for sample in page.locator("email-sample").all():
        expect(sample.locator("[data-message]")).to_be_visible()
    context.close()


def test_on_paper_every_message_is_open_and_only_letters_are_left(page: Page) -> None:
    page.goto("samples/decline/")
    page.emulate_media(media="print")
    for sample in page.locator("email-sample").all():
        expect(sample.locator("[data-message]")).to_be_visible()
    left = page.locator("article").locator("button:visible, input:visible, .kr-see:visible")
    expect(left).to_have_count(0)


@pytest.mark.parametrize("width", [320, 390, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_a_card_in_use(
    page: Page, width: int, scheme: Literal["light", "dark"]
) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    sample = open_card(page, "general")
    assert_no_barrier(page)
    fill(sample, company="Acme", own_line="It was a waste of time")
    press(sample, "Copy message")
    expect(status(sample)).to_contain_text("blanks left")
    blank(sample, "recipient").click()
    assert_no_barrier(page)
