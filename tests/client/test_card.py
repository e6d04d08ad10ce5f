"""What a reader can do with a sample card, in a real browser."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, expect

from macros.rendering.message import text
from tests.cards import (
    NAMES,
    awake,
    blank,
    button,
    card,
    control,
    copied,
    fill,
    fill_names,
    letter,
    message,
    names_of,
    open_card,
    pick,
    press,
    status,
    subject,
    template,
    unfolded,
)
from tests.conftest import Site

WAIT = 5_000


# ---- filling in ----


def test_what_is_typed_stands_in_the_message_and_in_every_card_of_the_page(page: Page) -> None:
    first = open_card(page, "general")
    fill(first, company="Acme & Söhne")
    expect(letter(first)).to_contain_text("Acme & Söhne")
    page.locator("#sample-accepted-another-offer").click()
    expect(letter(card(page, "accepted-another-offer"))).to_contain_text("Acme & Söhne")


def test_every_input_is_labelled_as_in_the_catalogue(page: Page) -> None:
    sample = open_card(page, "general")
    for field in template("general").fields:
        expect(control(sample, field.id)).to_have_accessible_name(field.label)


def test_inputs_come_in_the_order_of_the_message(page: Page) -> None:
    sample = open_card(page, "after-accepting")
    names = sample.locator(".kr-fields [name]").evaluate_all("all => all.map((i) => i.name)")
    fields = template("after-accepting").fields
    wanted = [f.id for f in fields if f.kind != "switch" and f.id not in NAMES]
    assert names == wanted


@pytest.mark.parametrize("name", ["call-script", "voicemail", "cancel-by-text", "same-day"])
def test_what_the_reader_wants_is_asked_first(page: Page, name: str) -> None:
    sample = open_card(page, name)
    first = sample.locator("input, select").first
    expect(first).to_have_accessible_name("What you would like now")
    expect(first).to_be_visible()


def test_each_tone_is_a_letter_of_its_own(page: Page) -> None:
    sample = open_card(page, "general")
    fill_names(sample, "general")
    for tone in ("Formal", "Warm", "Neutral"):
        pick(sample, tone)
        wanted = text(template("general"), {**NAMES, "tone": tone.lower()})
        assert (subject(sample), message(sample)) == (wanted.subject, wanted.body)


def test_what_is_typed_in_one_tone_stands_in_the_next(page: Page) -> None:
    sample = open_card(page, "general")
    pick(sample, "Formal")
    fill(sample, company="Acme")
    pick(sample, "Warm")
    expect(letter(sample)).to_contain_text("Acme")


def test_what_a_tone_has_no_place_for_is_neither_asked_nor_copied(page: Page) -> None:
    def without_own_line(route: Route) -> None:
        before, formal, after = re.split(
            r'(?s)(<div data-tone="formal".*?</div>)', route.fetch().text(), maxsplit=1
        )
        route.fulfill(body=before + formal.replace("own_line", "nothing") + after)

    page.route("**/samples/decline/", without_own_line)
    sample = open_card(page, "general")
    fill(sample, own_line="Your talk is why I applied")
    assert "Your talk is why I applied." in message(sample)
    pick(sample, "Formal")
    expect(control(sample, "own_line")).to_be_hidden()
    assert "Your talk" not in message(sample)
    pick(sample, "Warm")
    expect(control(sample, "own_line")).to_have_value("Your talk is why I applied")


def test_a_tone_that_a_card_has_not_is_its_own(page: Page) -> None:
    page.goto("samples/decline/#general&tone=grim")
    sample = awake(card(page, "general"))
    fill_names(sample, "general")
    assert message(sample) == text(template("general"), NAMES).body
    expect(sample.get_by_label("Neutral")).to_be_checked()


def test_length_turns_the_optional_sentences_off_and_on(page: Page) -> None:
    sample = open_card(page, "accepted-another-offer")
    fill_names(sample, "accepted-another-offer")
    for length in ("short", "full", "standard"):
        pick(sample, length.capitalize())
        wanted = text(template("accepted-another-offer"), {**NAMES, "length": length})
        assert message(sample) == wanted.body


def test_dates_and_times_are_written_in_words(page: Page) -> None:
    sample = open_card(page, "after-accepting")
    fill(sample, interview_date="2025-03-04", interview_time="10:00")
    expect(letter(sample)).to_contain_text("on Tuesday 4 March at 10 am")
    fill(sample, interview_time="14:30")
    expect(letter(sample)).to_contain_text("on Tuesday 4 March at 2:30 pm")
    fill(sample, interview_date="")
    expect(letter(sample)).not_to_contain_text("March")


@pytest.mark.parametrize(
    ("language", "said", "picked"),
    [
        ("en-GB", "Thursday 4 March", "4 March"),
        ("en-IN", "Thursday 4 March", "4 March"),
        ("de-DE", "Thursday 4 March", "4 March"),
        ("en-US", "Thursday, March 4", "March 4"),
        ("en-CA", "Thursday, March 4", "March 4"),
    ],
)
def test_dates_come_in_the_order_of_the_readers_language(
    browser: Browser, site: Site, language: str, said: str, picked: str
) -> None:
    context = browser.new_context(locale=language, base_url=site.url)
    sample = open_card(context.new_page(), "after-accepting")
    fill(sample, interview_date="2027-03-04")
    expect(letter(sample)).to_contain_text(f"on {said}")
    expect(sample.get_by_label(picked, exact=True)).to_be_checked()
    context.close()


def test_the_order_of_dates_that_is_picked_holds_in_every_card_and_in_the_clock(
    page: Page,
) -> None:
    sample = open_card(page, "after-accepting")
    fill(sample, interview_date="2027-03-04")
    pick(sample, "March 4")
    expect(letter(sample)).to_contain_text("on Thursday, March 4")
    other = open_card(page, "change-of-plan")
    expect(letter(other)).to_contain_text("on Thursday, March 4")

    page.goto("how-to-decline/")
    reminder = page.locator("kr-clock [data-reminder=stay-in-touch] span")
    expect(reminder).to_have_text(re.compile(r"^\w+day, \w+ \d+ at "))
    elsewhere = open_card(page, "change-of-plan")
    pick(awake(elsewhere), "4 March")
    page.goto("how-to-decline/")
    expect(reminder).to_have_text(re.compile(r"^\w+day \d+ \w+ at "))
    elsewhere = open_card(page, "change-of-plan")
    press(elsewhere, "Clear my details")
    expect(elsewhere.get_by_label("4 March", exact=True)).to_be_checked()


def test_the_order_of_dates_is_asked_only_where_there_are_dates(page: Page) -> None:
    expect(open_card(page, "general").locator("[name=dates]")).to_have_count(0)


def test_two_sentences_that_exclude_each_other_are_never_both_on(page: Page) -> None:
    sample = open_card(page, "general")
    stay, erase = control(sample, "keep_in_touch"), control(sample, "delete_my_data")
    stay.check()
    erase.check()
    expect(stay).not_to_be_checked()
    expect(status(sample)).to_contain_text("exclude each other")
    stay.check()
    expect(erase).not_to_be_checked()


@pytest.mark.parametrize("tone", ["Warm", "Neutral", "Formal"])
def test_a_name_that_ends_in_a_full_stop_brings_no_second_one(page: Page, tone: str) -> None:
    sample = open_card(page, "general")
    pick(sample, tone)
    fill(sample, company="Acme Inc.")
    expect(letter(sample)).to_contain_text("at Acme Inc. I", use_inner_text=True)
    fill(sample, company="Acme")
    expect(letter(sample)).to_contain_text("at Acme. I", use_inner_text=True)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Could we talk?", "Could we talk? "),
        ("Thank you!", "Thank you! "),
        ("I had hoped to come…", "I had hoped to come… "),
        ("It is a fine firm.", "It is a fine firm. "),
        ("It is a fine firm", "It is a fine firm. "),
    ],
)
def test_a_sentence_of_the_readers_own_ends_as_it_should(
    page: Page, typed: str, shown: str
) -> None:
    sample = open_card(page, "general")
    fill(sample, own_line=typed)
    expect(letter(sample)).to_contain_text(shown, use_inner_text=True)


@pytest.mark.parametrize(
    "typed", ["the Junior Accountant role", "Junior Accountant position", "a Junior Accountant"]
)
def test_a_role_drops_what_the_sentence_says_already(page: Page, typed: str) -> None:
    sample = open_card(page, "general")
    fill(sample, role=typed)
    expect(letter(sample)).to_contain_text("the Junior Accountant role at", use_inner_text=True)
    expect(control(sample, "role")).to_have_value(typed)


# ---- blanks ----


def test_blanks_are_counted_until_they_are_filled(page: Page) -> None:
    sample = open_card(page, "general")
    copy = sample.get_by_role("button", name="Copy message", exact=True)
    expect(copy).to_have_accessible_description("4 blanks left")
    fill(sample, recipient="Priya", your_name="Jo Lee", role="Baker")
    expect(copy).to_have_accessible_description("1 blank left")
    fill(sample, company="Acme")
    expect(copy).to_have_accessible_description("")


def test_copying_with_blanks_asks_first_names_them_and_can_go_on(page: Page) -> None:
    sample = open_card(page, "general")
    fill(sample, recipient="Priya", role="Baker", your_name="Jo Lee")
    press(sample, "Copy message")
    expect(status(sample)).to_contain_text("1 blank left: company")
    assert copied(page) == ""
    press(sample, "Fill in the blanks")
    expect(blank(sample, "company")).to_be_focused()
    press(sample, "Copy message")
    press(sample, "Go on anyway")
    expect(status(sample)).to_contain_text("copied")
    assert "at [company]." in copied(page)
    assert "Northwind" not in copied(page)


def test_going_on_once_is_no_leave_to_go_on_for_ever(page: Page) -> None:
    sample = open_card(page, "general")
    fill_names(sample, "general")
    fill(sample, company="")
    press(sample, "Copy message")
    press(sample, "Go on anyway")
    expect(status(sample)).to_contain_text("copied")
    before = copied(page)
    fill(sample, your_name="")
    press(sample, "Copy message")

    expect(status(sample)).to_contain_text("2 blanks left: company, your name")
    assert copied(page) == before


def test_going_on_without_a_name_greets_without_one(page: Page) -> None:
    sample = open_card(page, "general")
    fill(sample, role="Baker", company="Acme", your_name="Jo Lee")
    press(sample, "Copy message")
    expect(status(sample)).to_contain_text("1 blank left: their name")
    press(sample, "Go on anyway")
    expect(status(sample)).to_contain_text("copied")
    assert copied(page) == text(template("general"), {**NAMES, "recipient": ""}).body
    assert copied(page).startswith("Hello,\n")
    expect(sample.locator("[data-blanks]")).to_have_text("")


@pytest.mark.parametrize("emptied", ["", "  "])
def test_a_name_that_was_emptied_is_no_longer_asked_for(page: Page, emptied: str) -> None:
    sample = open_card(page, "general")
    fill_names(sample, "general")
    fill(sample, recipient=emptied)
    expect(sample.locator("[data-blanks]")).to_have_text("")
    assert message(sample) == text(template("general"), {**NAMES, "recipient": ""}).body

    fill(sample, recipient="Sam")
    expect(letter(sample)).to_contain_text("Sam")


def test_enter_leads_from_field_to_field_and_on_into_the_letter(page: Page) -> None:
    sample = open_card(page, "general")
    control(sample, "recipient").press("Enter")
    expect(control(sample, "company")).to_be_focused()
    fill(sample, role="Baker")
    control(sample, "company").press("Enter")
    expect(control(sample, "your_name")).to_be_focused()
    control(sample, "own_line").press("Enter")
    expect(blank(sample, "recipient")).to_be_focused()


def test_a_blank_that_stands_twice_in_edited_text_is_named_once(page: Page) -> None:
    sample = open_card(page, "general")
    press(sample, "Edit freely")
    press(sample, "Copy message")
    expect(status(sample)).to_contain_text("4 blanks left: role, their name, company, your name")


def test_blanks_that_were_left_in_while_editing_are_named_too(page: Page) -> None:
    sample = open_card(page, "general")
    fill(sample, recipient="Priya", your_name="Jo", role="Baker")
    press(sample, "Edit freely")
    press(sample, "Copy message")
    expect(status(sample)).to_contain_text("1 blank left: company")


def test_a_blank_left_in_the_subject_is_named_as_well(page: Page) -> None:
    sample = open_card(page, "general")
    press(sample, "Edit freely")
    sample.get_by_label("Your message").fill("No, thank you.")
    press(sample, "Copy email")
    expect(status(sample)).to_contain_text("1 blank left: role")
    assert copied(page) == ""


def test_going_on_all_the_same_leaves_the_focus_where_it_was(page: Page) -> None:
    sample = open_card(page, "general")
    press(sample, "Copy message")
    press(sample, "Go on anyway")
    expect(sample.get_by_role("button", name="Copy message")).to_be_focused()
    expect(status(sample)).to_have_text("The message is copied. Paste it into your reply.")


@pytest.mark.parametrize("label", ["Download .eml", "Copy link", "Clear my details"])
def test_the_answer_to_a_press_can_be_seen(page: Page, label: str) -> None:
    page.set_viewport_size({"width": 390, "height": 700})
    sample = open_card(page, "general")
    control = button(sample, label)
    control.evaluate("it => it.scrollIntoView({ block: 'center' })")
    control.click()
    said = page.get_by_role("status").filter(has_text=re.compile("."))
    expect(said.first).to_be_in_viewport(ratio=1)
    if label == "Download .eml":
        expect(sample.get_by_role("button", name="Go on anyway")).to_be_in_viewport(ratio=1)


def test_a_question_below_the_edge_of_the_screen_comes_into_sight(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 700})
    sample = open_card(page, "general")
    control = sample.get_by_role("button", name="Copy message")
    control.evaluate("it => it.scrollIntoView({ block: 'end' })")
    control.click()
    expect(sample.get_by_role("button", name="Go on anyway")).to_be_in_viewport(ratio=1)


def test_what_was_said_goes_when_the_reader_types_on(page: Page) -> None:
    sample = open_card(page, "general")
    press(sample, "Copy link")
    expect(status(sample)).to_contain_text("copied")
    fill(sample, own_line="Thanks")
    expect(status(sample)).to_be_empty()

    press(sample, "Clear my details")
    said = page.locator("kr-details [role=status]")
    expect(said).to_contain_text("cleared")
    fill(sample, company="Acme")
    expect(said).to_be_empty()


def test_a_link_with_blanks_asks_first(page: Page) -> None:
    sample = open_card(page, "general")
    unfolded(sample.get_by_role("link", name="Gmail", include_hidden=True)).click()
    expect(status(sample)).to_contain_text("4 blanks left")
    assert len(page.context.pages) == 1


# ---- memory ----


def test_values_survive_a_reload_and_a_move_to_another_page(page: Page) -> None:
    fill(open_card(page, "general"), company="Acme")
    page.reload()
    expect(control(card(page, "general"), "company")).to_have_value("Acme")
    expect(letter(card(page, "general"))).to_contain_text("Acme")
    expect(letter(open_card(page, "after-accepting"))).to_contain_text("Acme")


def remember(card: Locator) -> Locator:
    """The box that has the details remembered, which stands once a page."""
    return unfolded(card.page.get_by_label("Remember on this device"))


def visit_again(browser: Browser, page: Page, site: Site) -> Page:
    """A new visit in the same browser: what the device keeps is there, the session is not."""
    kept = page.context.storage_state()
    return browser.new_context(storage_state=kept, base_url=site.url).new_page()


def test_a_new_visit_knows_nothing(page: Page, browser: Browser, site: Site) -> None:
    fill(open_card(page, "general"), company="Acme")
    again = visit_again(browser, page, site)
    expect(control(open_card(again, "general"), "company")).to_have_value("")
    again.context.close()


def test_what_one_tab_remembers_or_forgets_holds_in_the_other(page: Page) -> None:
    older = page.context.new_page()
    elsewhere = open_card(older, "general")
    fill(elsewhere, company="Old")
    sample = open_card(page, "general")
    fill(sample, company="New")
    remember(sample).check()
    expect(control(elsewhere, "company")).to_have_value("New")
    older.reload()
    expect(control(elsewhere, "company")).to_have_value("New")

    remember(sample).uncheck()
    expect(remember(elsewhere)).not_to_be_checked()
    fill(elsewhere, role="Baker")
    assert page.evaluate("localStorage.getItem('kind-regrets')") is None


def test_what_is_no_longer_remembered_stays_only_for_the_visit(page: Page) -> None:
    sample = open_card(page, "general")
    fill(sample, company="Acme")
    remember(sample).check()
    remember(sample).uncheck()
    kept = page.evaluate("localStorage.getItem('kind-regrets')")

    assert kept is None
    expect(control(sample, "company")).to_have_value("Acme")


def test_a_new_visit_knows_what_was_remembered(page: Page, browser: Browser, site: Site) -> None:
    sample = open_card(page, "general")
    expect(remember(sample)).not_to_be_checked()
    fill(sample, company="Acme")
    remember(sample).check()
    again = visit_again(browser, page, site)
    sample = open_card(again, "general")
    expect(control(sample, "company")).to_have_value("Acme")
    expect(remember(sample)).to_be_checked()
    again.context.close()


def test_clearing_leaves_no_trace_here_or_in_another_tab(page: Page) -> None:
    sample = open_card(page, "general")
    fill(sample, company="Acme")
    remember(sample).check()
    other = page.context.new_page()
    elsewhere = open_card(other, "accepted-another-offer")
    expect(control(elsewhere, "company")).to_have_value("Acme")
    press(sample, "Clear my details")
    expect(control(sample, "company")).to_have_value("")
    expect(control(elsewhere, "company")).to_have_value("")
    expect(remember(elsewhere)).not_to_be_checked()
    for tab in (page, other):
        assert tab.evaluate("[sessionStorage.length, localStorage.length]") == [
            *stored_by_the_theme(tab)
        ]


def stored_by_the_theme(page: Page) -> tuple[int, int]:
    """How many entries the theme's own colour and search settings take, by storage."""
    counts = page.evaluate(
        """[sessionStorage, localStorage].map(
             (area) => Object.keys(area).filter((key) => /__\\w+$/.test(key)).length)"""
    )
    return counts[0], counts[1]


@pytest.mark.parametrize("broken", ["getItem", "setItem"])
def test_with_storage_blocked_or_full_everything_works_for_the_page(
    page: Page, broken: str
) -> None:
    # Only for our own entry: the theme keeps its colour scheme there too, and does not forgive.
    page.add_init_script(
        f"""const works = Storage.prototype.{broken};
        Storage.prototype.{broken} = function (key, ...rest) {{
          if (key === "kind-regrets") throw new DOMException("no", "QuotaExceededError");
          return works.call(this, key, ...rest);
        }};"""
    )
    sample = open_card(page, "general")
    fill_names(sample, "general")
    press(sample, "Copy message")
    expect(status(sample)).to_contain_text("copied")
    assert copied(page) == text(template("general"), NAMES).body


# ---- copying and sending ----


def test_each_copy_button_copies_what_it_says(page: Page) -> None:
    sample = open_card(page, "general")
    fill_names(sample, "general")
    wanted = text(template("general"), NAMES)
    for label, result in (
        ("Copy message", wanted.body),
        ("Copy subject", wanted.subject),
        ("Copy email", f"Subject: {wanted.subject}\n\n{wanted.body}"),
    ):
        press(sample, label)
        assert copied(page) == result


def test_a_refused_clipboard_selects_the_text_and_says_what_to_press(page: Page) -> None:
    page.add_init_script("navigator.clipboard.writeText = async () => { throw new Error(); };")
    sample = open_card(page, "general")
    fill_names(sample, "general")
    press(sample, "Copy message")
    expect(status(sample)).to_contain_text("press Ctrl+C")
    selected = page.evaluate("getSelection().toString()").strip()
    assert re.sub(r"\s+", " ", selected) == re.sub(r"\s+", " ", message(sample))


def links(page: Page) -> dict[str, str]:
    """The links to mail services of the filled-in card, by their names."""
    sample = open_card(page, "general")
    fill_names(sample, "general")
    control(sample, "to").fill("sam+jobs@example.com")
    return {
        link.inner_text(): link.get_attribute("href") or ""
        for link in sample.locator("[data-compose]").all()
    }


def test_the_mail_link_follows_its_standard(page: Page) -> None:
    link = links(page)["Open in mail app"]
    wanted = text(template("general"), NAMES)
    assert link.startswith("mailto:sam%2Bjobs@example.com?subject=")
    assert "+" not in link
    assert "%0D%0A" in link
    assert re.search(r"(?<!%0D)%0A", link) is None
    query = dict(part.split("=") for part in link.partition("?")[2].split("&"))
    assert unquote(query["subject"]) == wanted.subject
    assert unquote(query["body"]) == wanted.body.replace("\n", "\r\n")


@pytest.mark.parametrize(
    ("name", "host", "subject"),
    [
        ("Gmail", "mail.google.com", "su"),
        ("Outlook", "outlook.office.com", "subject"),
        ("Outlook.com", "outlook.live.com", "subject"),
        ("Yahoo", "compose.mail.yahoo.com", "subject"),
    ],
)
def test_each_web_mail_gets_address_subject_and_body(
    page: Page, name: str, host: str, subject: str
) -> None:
    link = urlsplit(links(page)[name])
    wanted = text(template("general"), NAMES)
    query = parse_qs(link.query, strict_parsing=True)
    assert link.hostname == host
    assert query["to"] == ["sam+jobs@example.com"]
    assert query[subject] == [wanted.subject]
    assert query["body"] == [wanted.body.replace("\n", "\r\n")]


def test_web_mail_opens_beside_the_guide_and_the_mail_app_in_its_place(page: Page) -> None:
    sample = open_card(page, "general")
    fill_names(sample, "general")
    web = unfolded(sample.get_by_role("link", name="Gmail", include_hidden=True))
    expect(web).to_have_attribute("target", "_blank")
    expect(web).to_have_attribute("rel", "noopener noreferrer")
    app = unfolded(sample.get_by_role("link", name="Open in mail app", include_hidden=True))
    expect(app).not_to_have_attribute("target", "_blank")


def test_share_is_offered_only_where_the_browser_can(page: Page) -> None:
    page.add_init_script("delete Navigator.prototype.share;")
    sample = open_card(page, "general")
    expect(sample.get_by_role("button", name="Copy message")).to_be_visible()
    expect(sample.locator("[data-action=share]")).to_be_hidden()


def test_without_an_address_the_mail_link_names_no_recipient(page: Page) -> None:
    sample = open_card(page, "general")
    fill_names(sample, "general")
    href = unfolded(
        sample.get_by_role("link", name="Open in mail app", include_hidden=True)
    ).get_attribute("href")
    assert href is not None
    assert href.startswith("mailto:?subject=")


def test_a_message_too_long_for_a_link_is_copied_instead(page: Page) -> None:
    sample = open_card(page, "general")
    fill_names(sample, "general")
    fill(sample, company="Щ" * 300)
    unfolded(sample.get_by_role("link", name="Open in mail app", include_hidden=True)).click()
    expect(status(sample)).to_contain_text("Too long for a mail link")
    assert "Щ" * 300 in copied(page)
    for link in sample.locator("[data-compose]").all():
        assert len(link.get_attribute("href") or "") <= 1800


def test_a_copied_link_carries_the_tone_and_no_details(page: Page, site: Site) -> None:
    sample = open_card(page, "general")
    fill_names(sample, "general")
    press(sample, "Copy link")
    expect(status(sample)).to_have_text("The link is copied.")
    assert copied(page) == f"{site.url}samples/decline/#general"
    pick(sample, "Warm")
    press(sample, "Copy link")
    expect(status(sample)).to_have_text("The link is copied.")
    assert copied(page) == f"{site.url}samples/decline/#general&tone=warm"


def test_a_copied_link_with_details_carries_tone_and_order_of_dates_only_if_picked(
    page: Page,
) -> None:
    sample = open_card(page, "after-accepting")
    fill(sample, interview_date="2027-03-04")
    unfolded(sample.locator("[data-with-details]")).check()
    press(sample, "Copy link")
    expect(status(sample)).to_have_text("The link is copied.")
    assert copied(page).endswith("#after-accepting&interview_date=2027-03-04")
    pick(sample, "March 4")
    pick(sample, "Formal")
    press(sample, "Copy link")
    expect(status(sample)).to_have_text("The link is copied.")
    assert copied(page).endswith("&interview_date=2027-03-04&dates=month-first&tone=formal")


def test_a_copied_link_carries_details_only_when_ticked_and_brings_them_back(
    page: Page, browser: Browser, site: Site
) -> None:
    sample = open_card(page, "general")
    fill_names(sample, "general")
    unfolded(sample.locator("[data-with-details]")).check()
    press(sample, "Copy link")
    expect(status(sample)).to_have_text("The link is copied.")
    link = copied(page)
    assert "?" not in link
    other = browser.new_context().new_page()
    other.goto(link)
    assert message(awake(card(other, "general"))) == text(template("general"), NAMES).body
    assert other.url == f"{site.url}samples/decline/#general"
    other.context.close()


def test_a_link_brings_back_the_longest_value_that_can_be_typed(page: Page) -> None:
    sample = open_card(page, "general")
    fill(sample, company="x" * 2000)
    typed = control(sample, "company").input_value()
    unfolded(sample.locator("[data-with-details]")).check()
    press(sample, "Copy link")
    expect(status(sample)).to_have_text("The link is copied.")
    press(sample, "Clear my details")
    page.goto(copied(page))
    expect(control(sample, "company")).to_have_value(typed)


@pytest.mark.parametrize("stranger", ["decision-aid", "interview_date", "to"])
def test_a_link_brings_only_what_its_card_has_a_place_for(page: Page, stranger: str) -> None:
    page.goto(f"samples/follow-up/#linkedin-note&company=Acme&{stranger}=planted")
    expect(control(card(page, "linkedin-note"), "company")).to_have_value("Acme")

    kept = page.evaluate("JSON.parse(sessionStorage.getItem('kind-regrets'))")
    assert kept == {"company": "Acme"}


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("details", ["", "&tone=formal"])
def test_a_link_to_a_card_shows_its_heading_below_the_header(
    page: Page, details: str, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    page.goto(f"samples/decline/#too-far{details}")
    heading = page.locator("#sample-too-far")
    expect(heading).to_be_in_viewport(ratio=1)
    header = page.locator(".md-header").bounding_box()
    box = heading.bounding_box()

    assert header is not None
    assert box is not None
    assert box["y"] > header["y"] + header["height"]


# Safari does not make up for what grows above the place where a reader is.
NO_ANCHOR = """
    const sheet = new CSSStyleSheet();
    sheet.replaceSync("* { overflow-anchor: none !important; }");
    document.adoptedStyleSheets = [sheet];
"""


def test_a_link_to_a_card_opens_it_and_holds_when_its_script_has_come(page: Page) -> None:
    page.add_init_script(NO_ANCHOR)
    page.set_viewport_size({"width": 390, "height": 844})
    sample = open_card(page, "personal-reasons")
    expect(sample.locator("[data-blanks]")).to_contain_text("blanks left")
    box = page.locator("#sample-personal-reasons").bounding_box()

    assert box is not None
    assert 48 < box["y"] < 200


def test_share_hands_over_subject_and_message_where_the_browser_can(page: Page) -> None:
    page.add_init_script(
        """window.shared = []; navigator.share = async (data) => { window.shared.push(data); };"""
    )
    sample = open_card(page, "general")
    fill_names(sample, "general")
    press(sample, "Share")
    wanted = text(template("general"), NAMES)
    assert page.evaluate("window.shared") == [{"title": wanted.subject, "text": wanted.body}]


# ---- editing, counting, judging ----


def test_edit_freely_keeps_the_actions_and_the_rules(page: Page) -> None:
    sample = open_card(page, "general")
    fill_names(sample, "general")
    missed = sample.locator(".kr-card-missed")
    press(sample, "Edit freely")
    area = sample.get_by_label("Your message")
    expect(area).to_be_focused()
    expect(sample.locator(".kr-card-adjust")).to_have_attribute("inert", "")
    area.fill("Hi,\n\nThis is a waste of time.")
    expect(missed).to_contain_text("Stay polite")
    press(sample, "Copy message")
    expect(status(sample)).to_contain_text("copied")
    assert copied(page) == "Hi,\n\nThis is a waste of time."
    press(sample, "Back to the sample")
    expect(missed).to_be_hidden()


def test_what_was_written_by_hand_is_there_again_after_a_look_at_the_sample(page: Page) -> None:
    sample = open_card(page, "general")
    fill_names(sample, "general")
    area = sample.get_by_label("Your message")
    finished = message(sample)
    press(sample, "Edit freely")
    area.fill("My own words.")
    press(sample, "Back to the sample")
    press(sample, "Edit freely")
    expect(area).to_have_value("My own words.")
    expect(status(sample)).to_contain_text("as you left it")

    area.fill("")
    press(sample, "Back to the sample")
    press(sample, "Edit freely")
    expect(area).to_have_value(finished)


def test_untouched_text_follows_the_form_when_it_is_edited_again(page: Page) -> None:
    sample = open_card(page, "general")
    press(sample, "Edit freely")
    press(sample, "Back to the sample")
    fill(sample, company="Acme")
    press(sample, "Edit freely")
    expect(sample.get_by_label("Your message")).to_have_value(re.compile("Acme"))


def test_clearing_the_details_clears_what_was_written_by_hand(page: Page) -> None:
    sample = open_card(page, "general")
    fill_names(sample, "general")
    press(sample, "Edit freely")
    press(sample, "Clear my details")
    expect(sample.locator(".kr-card-free")).to_be_hidden()
    expect(sample.locator(".kr-card-free textarea")).to_have_value("")
    expect(letter(sample)).to_contain_text("Northwind")


def test_an_address_with_a_name_is_understood_and_a_wrong_one_is_named(page: Page) -> None:
    sample = open_card(page, "general")
    fill_names(sample, "general")
    to = control(sample, "to")
    link = unfolded(sample.get_by_role("link", name="Open in mail app", include_hidden=True))
    to.fill("Sam Lee <sam@example.com>")
    expect(link).to_have_attribute("href", re.compile("^mailto:sam@example.com[?]"))

    to.fill("sam at example")
    expect(link).to_have_attribute("href", re.compile("^mailto:[?]"))
    expect(to).to_have_attribute("aria-invalid", "true")
    expect(to).to_have_accessible_description(re.compile("not an address"))


def test_without_the_client_script_nothing_dead_is_offered(page: Page) -> None:
    page.route(
        "**/assets/client/**",
        lambda route: route.fulfill(body="", content_type="text/javascript"),
    )
    page.goto("samples/decline/#general")
    sample = card(page, "general")
    assert message(sample) == text(template("general")).body
    expect(sample.locator("input:visible, button:visible, select:visible")).to_have_count(0)


def test_rules_say_nothing_until_something_is_wrong(page: Page) -> None:
    sample = open_card(page, "general")
    missed = sample.locator(".kr-card-missed")
    fill_names(sample, "general")
    with page.expect_response("**/check-your-draft/"):
        fill(sample, own_line="It was a waste of time")
    expect(missed).to_contain_text("Stay polite")
    fill(sample, own_line="It was good to hear from you")
    expect(missed).to_be_hidden()


def test_a_linkedin_note_counts_against_its_limits(page: Page) -> None:
    sample = open_card(page, "linkedin-note")
    fill_names(sample, "linkedin-note")
    used = len(text(template("linkedin-note"), names_of("linkedin-note")).body)
    expect(sample.locator("[data-words]")).to_have_text(
        f"{used} of 200 characters (300 with Premium)"
    )


def test_a_text_message_is_counted_and_the_character_that_shortens_it_is_named(
    page: Page,
) -> None:
    sample = open_card(page, "decline-by-text")
    fill_names(sample, "decline-by-text")
    length = sample.locator("[data-words]")
    expect(length).to_have_text(f"{len(message(sample))} of 160 characters")
    fill(sample, company="Fête")
    expect(length).to_have_text(
        f"{len(message(sample))} of 70 characters (70 and not 160, because of “ê”)"
    )


def test_a_voicemail_says_how_long_it_takes_to_say(page: Page) -> None:
    sample = open_card(page, "voicemail")
    fill_names(sample, "voicemail")
    expect(sample.locator("[data-words]")).to_have_text(
        re.compile(r"^\d+ words, about (1\d|2\d|30) seconds to say$")
    )


# ---- without script, on paper ----


def test_without_script_a_card_is_a_readable_sample(browser: Browser, site: Site) -> None:
    context = browser.new_context(java_script_enabled=False, base_url=site.url)
    page = context.new_page()
    page.goto("samples/decline/")
    sample = card(page, "general")
    assert message(sample) == text(template("general")).body
    assert subject(sample) == text(template("general")).subject
    marked = blank(sample, "company")
    ground = "it => getComputedStyle(it).backgroundColor"
    assert marked.evaluate(ground) != letter(sample).evaluate(ground)
    expect(sample.get_by_text("The marked words are examples")).to_be_visible()
    expect(sample.locator("input:visible, button:visible, select:visible")).to_have_count(0)
    context.close()


def test_on_paper_what_was_written_by_hand_is_there(page: Page) -> None:
    sample = open_card(page, "general")
    press(sample, "Edit freely")
    page.emulate_media(media="print")
    expect(sample.get_by_label("Your message")).to_be_visible()


def test_on_paper_the_controls_are_gone_and_the_message_is_whole(page: Page) -> None:
    sample = open_card(page, "general")
    fill_names(sample, "general")
    page.emulate_media(media="print")
    expect(sample.locator("input:visible, button:visible, select:visible")).to_have_count(0)
    assert message(sample) == text(template("general"), NAMES).body
