"""From the home page to a finished message, as fast as the site promises."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from macros.rendering.message import text
from tests.cards import (
    NAMES,
    awake,
    blank,
    card,
    control,
    copied,
    fill,
    fill_names,
    pick,
    press,
    status,
    template,
)

PHONE, DESKTOP = (390, 844), (1280, 800)
MOST_ACTIONS = 5
SITUATION, SAYS = "accepted-another-offer", "I took another job"
FOR_TODAY = ("same-day", "call-script", "voicemail", "cancel-by-text")
ENDS_IT = re.compile("withdraw|not to go ahead|count me out")


@pytest.fixture
def browser_context_args(
    browser_context_args: dict[str, object], request: pytest.FixtureRequest
) -> dict[str, object]:
    """The screen that a test asks for, with touch on a phone."""
    width, height = getattr(request, "param", DESKTOP)
    touch = (width, height) == PHONE
    return {
        **browser_context_args,
        "viewport": {"width": width, "height": height},
        "has_touch": touch,
        "is_mobile": touch,
    }


def type_names(page: Page, sample: Locator) -> None:
    """Type the names from the blank that has the focus on; Enter leads to the next one."""
    for _ in NAMES:
        page.keyboard.type(NAMES[page.evaluate("document.activeElement.dataset.field")])
        page.keyboard.press("Enter")
    expect(sample.get_by_role("button", name="Copy message", exact=True)).to_be_focused()


@pytest.mark.parametrize(
    ("way", "browser_context_args"),
    [("mouse", PHONE), ("touch", PHONE), ("mouse", DESKTOP)],
    indirect=["browser_context_args"],
)
def test_from_home_to_a_copied_message_in_three_actions(page: Page, way: str) -> None:
    actions = 0

    def act(on: Locator) -> None:
        nonlocal actions
        actions += 1
        if way == "touch":
            on.tap()
        else:
            on.click()

    page.goto("")
    act(page.get_by_role("link", name=SAYS, exact=True))
    page.wait_for_url(f"**/#{SITUATION}")  # loaded: a fragment takes the focus when it is reached
    sample = awake(card(page, SITUATION))
    act(blank(sample, "recipient"))
    type_names(page, sample)
    act(sample.get_by_role("button", name="Copy message"))
    expect(status(sample)).to_contain_text("copied")
    assert copied(page) == text(template(SITUATION), NAMES).body
    assert actions <= MOST_ACTIONS


@pytest.mark.parametrize("browser_context_args", [PHONE, DESKTOP], indirect=True)
def test_from_home_to_a_copied_message_by_keyboard_alone(page: Page) -> None:
    page.goto("")
    link = page.get_by_role("link", name=SAYS, exact=True)
    tab_to(page, link)
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/#{SITUATION}")
    sample = awake(card(page, SITUATION))
    expect(sample).to_be_in_viewport()
    tab_to(page, blank(sample, "recipient"))
    type_names(page, sample)
    page.keyboard.press("Enter")
    expect(status(sample)).to_contain_text("copied")
    assert copied(page) == text(template(SITUATION), NAMES).body


def tab_to(page: Page, target: Locator) -> None:
    """Press Tab until the target has the focus."""
    for _ in range(80):
        page.keyboard.press("Tab")
        if target.evaluate("element => element === document.activeElement"):
            return
    pytest.fail("Tab never reaches it")


def test_the_finder_leads_to_a_message_in_the_readers_own_words(page: Page) -> None:
    page.goto("")
    box = page.locator("input[name=find]")
    box.press_sequentially("accepted another offer")
    result = page.locator("[data-find-results] a").first
    expect(result).to_contain_text("You accepted another offer")
    result.click()
    expect(card(page, SITUATION)).to_be_in_viewport()


def decide(page: Page, *answers: str) -> Locator:
    """Give these answers in the decision aid, and come to what it advises."""
    page.goto("before-declining/")
    aid = page.locator("kr-decision[data-ready]")
    for answer in answers:
        aid.locator(f"[data-answer={answer}]:visible > a").click()
    return aid


def test_a_recruiter_wrote_out_of_the_blue_and_did_not_say_for_whom(page: Page) -> None:
    decide(page, "approach", "perhaps")
    sample = awake(card(page, "recruiter-interested"))
    known = {name: value for name, value in NAMES.items() if name != "company"}
    fill(sample, **known)
    press(sample, "Copy message")
    expect(status(sample)).to_contain_text("1 blank left: company")
    press(sample, "Go on anyway")
    expect(status(sample)).to_contain_text("copied")
    assert "which company" in copied(page)
    assert "pay" in copied(page)
    wanted = {**known, "company": ""}
    assert copied(page) == text(template("recruiter-interested"), wanted).body


@pytest.mark.parametrize("browser_context_args", [PHONE], indirect=True)
@pytest.mark.parametrize("wish", ["another-day", "withdraw"])
def test_a_child_is_ill_on_the_day_of_the_interview(page: Page, wish: str) -> None:
    for name in FOR_TODAY:
        aid = decide(page, "genuine", "none", "date", "today")
        if name != FOR_TODAY[0]:
            aid.get_by_role("link", name=template(name).meta.title).click()
        sample = awake(card(page, name))
        if name == FOR_TODAY[0]:  # what is picked and typed here goes for the others too
            fill_names(sample, name)
            control(sample, "day_reason").select_option("My child is ill")
            control(sample, "next_step").select_option(wish)
        for tone in ("Warm", "Neutral", "Formal"):
            pick(sample, tone)
            press(sample, "Copy message")
            expect(status(sample)).to_contain_text("copied")
            said = copied(page)
            assert bool(ENDS_IT.search(said)) is (wish == "withdraw"), said
            assert ("another date" in said) is (wish == "another-day"), said
            if wish == "another-day" and name != "cancel-by-text":  # which has no room for a reason
                assert "my child is ill" in said
