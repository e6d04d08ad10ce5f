"""The clock: by when to reply, how to cancel with the time left, and reminders for a calendar."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Literal
from zoneinfo import ZoneInfo

import icalendar
import pytest
from playwright.sync_api import Browser, Locator, Page, Route, expect

from macros.loading.load import ROOT, load
from macros.pages.guide import Guide
from macros.pages.review_dates import Docs
from macros.pages.site import Site as GuideSite
from tests.barriers import assert_no_barrier
from tests.cards import card, control, fill, open_card, press
from tests.conftest import Site
from tests.documents import DOCS

PAGE = "how-to-decline/"
CATALOGUE = load()
NOTICES = [timing for timing in CATALOGUE.timings.values() if timing.kind == "notice"]
LONDON = "Europe/London"
ZONES = [LONDON, "America/New_York", "Asia/Kolkata"]


@pytest.fixture
def zone(request: pytest.FixtureRequest) -> str:
    """The time zone of the reader's device; London unless a test asks for another."""
    return str(getattr(request, "param", LONDON))


@pytest.fixture
def browser_context_args(browser_context_args: dict[str, Any], zone: str) -> dict[str, Any]:
    return {**browser_context_args, "timezone_id": zone}


def local(text: str, zone: str = LONDON) -> datetime:
    """A moment by the reader's clock, as in 2027-03-26 14:20."""
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))


def open_clock(page: Page, now: datetime, **values: str) -> Locator:
    """The clock with these inputs filled in, on a device whose time stands still."""
    page.clock.set_fixed_time(now)
    page.goto(PAGE)
    return ask(page, **values)


def ask(page: Page, **values: str) -> Locator:
    """The clock after filling in `invited` and `interview`, each a date or a date and a time."""
    clock = page.locator("kr-clock")
    for name, value in values.items():
        date, _, time = value.partition(" ")
        clock.locator(f"[name={name}_date]").fill(date)
        clock.locator(f"[name={name}_time]").fill(time)
    return clock


def advice(clock: Locator) -> str:
    """What the clock says about cancelling."""
    expect(clock.locator("[data-notice]")).to_be_visible()
    return clock.locator(".kr-clock-answers [data-fits]:visible").inner_text()


def saved(page: Page, reminder: str) -> bytes:
    """The file that a reminder's button saves."""
    with page.expect_download() as download:
        page.locator(f"[data-reminder={reminder}] button").click()
    path = download.value.path()
    assert download.value.suggested_filename == f"kr-regrets-{reminder}.ics".replace("kr-", "kind-")
    return Path(path).read_bytes()


def event_in(file: bytes) -> Any:
    """The only event of a file, which must be a faultless calendar."""
    calendar = icalendar.Calendar.from_ical(file)
    (event,) = calendar.walk("VEVENT")
    assert not calendar.errors
    assert not event.errors
    return event


# ---- by when to reply ----

# 25 March 2027 is a Thursday.
REPLIES = [
    pytest.param(
        "2027-03-23 11:00",
        "2027-03-23 10:00",
        "If you have decided, reply by Wednesday 24 March at 11 am, 1 working day from now. "
        "If not, you have until Thursday 25 March at 10 am: "
        "48 hours after the invitation, weekends not counted.",
        id="midweek",
    ),
    pytest.param(
        "2027-03-26 14:20",
        "2027-03-26 09:00",
        "If you have decided, reply by Monday 29 March at 2:20 pm, 1 working day from now. "
        "If not, you have until Tuesday 30 March at 9 am: "
        "48 hours after the invitation, weekends not counted.",
        id="over a weekend",
    ),
    pytest.param(
        "2027-03-27 12:00",
        "2027-03-27 11:00",
        "If you have decided, reply by Tuesday 30 March at 9 am, 1 working day from now. "
        "If not, you have until Wednesday 31 March at 9 am: "
        "48 hours after the invitation, weekends not counted.",
        id="invited at a weekend",
    ),
    pytest.param(
        "2027-03-25 09:30",
        "2027-03-23 16:00",
        "Reply, or ask for more time, by Thursday 25 March at 4 pm: "
        "48 hours after the invitation, weekends not counted.",
        id="the last day",
    ),
    pytest.param(
        "2027-03-25 16:01",
        "2027-03-23 16:00",
        "The 48 hours are over. Reply today: late is kinder than never.",
        id="too late",
    ),
    pytest.param(
        "2027-03-23 08:00",
        "2027-03-23",
        "If you have decided, reply by Wednesday 24 March at 8 am, 1 working day from now. "
        "If not, you have until Thursday 25 March at 8 am: "
        "48 hours after the invitation, weekends not counted.",
        id="today, no time given",
    ),
    pytest.param(
        "2027-03-23 08:00",
        "2027-03-24",
        "That date is in the future. Please check it.",
        id="in the future",
    ),
]


@pytest.mark.parametrize(("now", "invited", "said"), REPLIES)
def test_it_says_by_when_to_reply(page: Page, now: str, invited: str, said: str) -> None:
    clock = open_clock(page, local(now), invited=invited)

    expect(clock.locator("[data-reply]")).to_have_text(said)


def test_an_interview_that_is_near_brings_the_reply_forward(page: Page) -> None:
    clock = open_clock(
        page, local("2027-03-23 11:00"), invited="2027-03-23 10:00", interview="2027-03-24 15:00"
    )
    reply = clock.locator("[data-reply]")
    expect(reply).to_have_text("Reply by Tuesday 23 March at 3 pm, a day before the interview.")

    ask(page, interview="2027-03-24 10:00")
    expect(reply).to_have_text("The interview is near: reply now.")

    ask(page, interview="2027-03-22 10:00")
    expect(reply).to_be_hidden()
    expect(clock.locator("[data-notice]")).to_have_text("The interview has passed.")


def test_it_says_nothing_of_the_reply_until_it_knows_of_the_invitation(page: Page) -> None:
    clock = open_clock(page, local("2027-03-23 11:00"))

    expect(clock.locator("[data-reply]")).to_be_hidden()
    expect(clock.locator("[data-notice]")).to_be_hidden()
    expect(clock.locator("[data-reminder=reply]")).to_be_hidden()
    expect(clock).to_contain_text("Europe/London")
    expect(clock).to_contain_text("public holidays are not known")


# ---- how to cancel ----

NOON = "2027-03-25 12:00"


@pytest.mark.parametrize(
    ("interview", "left", "wanted"),
    [
        ("2027-03-30 12:00", "4 days", "a-day-or-more"),  # an hour is lost that Sunday
        ("2027-03-26 12:00", "24 hours", "a-day-or-more"),
        ("2027-03-26 11:59", "23 hours", "under-a-day"),
        ("2027-03-25 14:00", "2 hours", "under-a-day"),
        ("2027-03-25 13:59", "1 hour", "under-two-hours"),
        ("2027-03-25 12:01", "less than an hour", "under-two-hours"),
        ("2027-03-25 11:59", None, "passed"),
        ("2027-03-24", None, "passed"),
    ],
)
def test_the_notice_left_decides_how_to_cancel(
    page: Page, interview: str, left: str | None, wanted: str
) -> None:
    clock = open_clock(page, local(NOON), interview=interview)
    timing = CATALOGUE.timings[wanted]
    said = (
        f"Time left before the interview: {left}. To cancel:"
        if left
        else "The interview has passed."
    )

    expect(clock.locator("[data-notice]")).to_have_text(said)
    assert advice(clock) == timing.advice
    links = clock.locator(".kr-clock-messages [data-fits]:visible a")
    assert links.all_inner_texts() == [
        CATALOGUE.templates[name].meta.title for name in timing.templates
    ]


def test_a_message_is_one_click_away(page: Page) -> None:
    clock = open_clock(page, local(NOON), interview="2027-03-25 13:00")
    clock.get_by_role("link", name="It is today, and you cannot come").click()

    expect(card(page, "same-day")).to_be_in_viewport()


def test_without_a_time_it_counts_to_the_morning_and_says_so(page: Page) -> None:
    clock = open_clock(page, local(NOON), interview="2027-03-26")
    notice = clock.locator("[data-notice]")
    expect(notice).to_have_text(
        "Time left before 9 am on the day of the interview: 21 hours. To cancel:"
    )

    ask(page, interview="2027-03-25")
    expect(notice).to_have_text("The interview is today.")
    assert advice(clock) == CATALOGUE.timings["under-two-hours"].advice


def open_at_noon(page: Page) -> None:
    """The page at noon, when time stands still until the test moves it on."""
    page.clock.install(time=local("2027-03-25 11:50"))
    page.goto(PAGE)
    page.clock.pause_at(local(NOON))


def test_the_answer_follows_the_time(page: Page) -> None:
    open_at_noon(page)
    clock = ask(page, interview="2027-03-25 14:01")
    assert advice(clock) == CATALOGUE.timings["under-a-day"].advice

    page.clock.fast_forward("02:00")

    expect(clock.locator("[data-notice]")).to_have_text(
        "Time left before the interview: 1 hour. To cancel:"
    )
    assert advice(clock) == CATALOGUE.timings["under-two-hours"].advice


def test_the_answer_does_not_move_with_every_minute(page: Page) -> None:
    open_at_noon(page)
    clock = ask(page, invited="2027-03-25 11:00")
    reply = clock.locator("[data-reply]")
    expect(reply).to_contain_text("reply by Friday 26 March at noon")

    page.clock.fast_forward("10:00")
    page.evaluate(
        """() => import("../assets/client/store.js")
          .then(({ store }) => store.set({ company: "Acme" }))"""
    )
    expect(reply).to_contain_text("reply by Friday 26 March at noon")

    ask(page, invited="2027-03-25 11:01")
    expect(reply).to_contain_text("reply by Friday 26 March at 12:10 pm")


@pytest.mark.parametrize("zone", [LONDON], indirect=True)
def test_hours_are_real_hours_when_the_clocks_go_forward(page: Page) -> None:
    clock = open_clock(page, local("2027-03-27 12:00"), interview="2027-03-28 12:00")

    expect(clock.locator("[data-notice]")).to_have_text(
        "Time left before the interview: 23 hours. To cancel:"
    )


# ---- with the cards ----


def test_the_interview_is_shared_with_the_cards_and_cleared_with_them(page: Page) -> None:
    clock = open_clock(page, local(NOON), interview="2027-03-30 10:00", invited="2027-03-24 10:00")
    sample = open_card(page, "change-of-plan")
    expect(sample.locator("[data-message]")).to_contain_text("on Tuesday 30 March at 10 am")

    control(sample, "interview_time").fill("09:00")
    page.goto(PAGE)
    expect(clock.get_by_label("Interview time")).to_have_value("09:00")

    press(open_card(page, "change-of-plan"), "Clear my details")
    page.goto(PAGE)
    for label in ("Invitation date", "Invitation time", "Interview date", "Interview time"):
        expect(clock.get_by_label(label)).to_have_value("")
    expect(clock.locator("[data-notice]")).to_be_hidden()


def test_nothing_is_offered_before_the_script_has_come(page: Page) -> None:
    on_its_way: list[Route] = []
    page.route("**/clock.js", lambda route: on_its_way.append(route))
    page.goto(PAGE)
    clock = page.locator("kr-clock")
    expect(clock.get_by_label("Interview date")).to_be_hidden()
    on_its_way[0].continue_()

    expect(clock.get_by_label("Interview date")).to_be_visible()


def test_it_follows_the_reader_to_the_next_page_and_back(page: Page) -> None:
    clock = open_clock(page, local(NOON), invited="2027-03-24 10:00")
    expect(clock.locator("[data-reply]")).to_be_visible()
    page.goto("tips/")
    page.goto(PAGE)

    expect(page.locator("kr-clock").get_by_label("Invitation date")).to_have_value("2027-03-24")


# ---- reminders ----

# A Friday before the clocks change, or not; what each reminder says by the reader's own clock.
REMINDERS = [
    (LONDON, "2027-03-26 14:20", ("2027-03-29 14:20", "2027-03-30 10:00", "2027-06-28 10:00")),
    (LONDON, "2027-10-29 14:20", ("2027-11-01 14:20", "2027-11-02 10:00", "2028-01-31 10:00")),
    (
        "America/New_York",
        "2027-03-12 14:20",
        ("2027-03-15 14:20", "2027-03-16 10:00", "2027-06-14 10:00"),
    ),
    (
        "Asia/Kolkata",
        "2027-03-26 14:20",
        ("2027-03-29 14:20", "2027-03-30 10:00", "2027-06-28 10:00"),
    ),
]


@pytest.mark.parametrize(("zone", "now", "times"), REMINDERS, indirect=["zone"])
def test_reminders_keep_the_time_of_day_when_the_clocks_change(
    page: Page, zone: str, now: str, times: tuple[str, str, str]
) -> None:
    open_clock(page, local(now, zone), invited=f"{now[:10]} 09:00")
    for name, wanted in zip(("reply", "no-answer", "stay-in-touch"), times, strict=True):
        event = event_in(saved(page, name))
        timing = CATALOGUE.timings[name]

        assert event.start.tzinfo is not None
        assert event.start == local(wanted, zone).astimezone(UTC)
        assert event.end - event.start == timedelta(minutes=15)
        assert event.stamp == local(now, zone).astimezone(UTC)
        assert event["SUMMARY"] == timing.title
        assert str(event["DESCRIPTION"]).startswith(timing.advice)
        (alarm,) = event.walk("VALARM")
        assert alarm["ACTION"] == "DISPLAY"
        assert alarm["DESCRIPTION"] == timing.title
        assert timedelta(minutes=-timing.minutes_before) == alarm.TRIGGER


def test_three_months_end_with_the_month(page: Page) -> None:
    open_clock(page, local("2026-11-30 12:00"))

    # The last of February 2027 is a Sunday.
    assert event_in(saved(page, "stay-in-touch")).start == local("2027-03-01 10:00")


def test_no_answer_is_looked_for_before_the_interview(page: Page) -> None:
    clock = open_clock(page, local(NOON), interview="2027-03-29 10:00")
    reminder = clock.locator("[data-reminder=no-answer]")
    expect(reminder).to_contain_text("Friday 26 March at 10 am")
    assert event_in(saved(page, "no-answer")).start == local("2027-03-26 10:00")

    # Too near to wait for an answer: the notice says to call.
    ask(page, interview="2027-03-26 10:00")
    expect(reminder).to_be_hidden()


def test_an_alarm_is_never_in_the_past(page: Page) -> None:
    open_clock(
        page, local("2027-03-24 10:00"), invited="2027-03-24 09:00", interview="2027-03-25 10:30"
    )
    event = event_in(saved(page, "reply"))
    (alarm,) = event.walk("VALARM")

    assert event.start == local("2027-03-24 10:30")
    assert timedelta(minutes=-30) == alarm.TRIGGER


def test_nobody_is_to_look_for_an_answer_before_they_have_written(page: Page) -> None:
    clock = open_clock(
        page, local("2027-03-26 09:00"), invited="2027-03-26 08:00", interview="2027-03-28 11:00"
    )

    expect(clock.locator("[data-reply]")).to_contain_text("Reply by Saturday 27 March")
    expect(clock.locator("[data-reminder=no-answer]")).to_be_hidden()


NAMES = [
    "Acme",
    "Ünïcode & Söhne; Ltd, \\n back\\slash",
    "株式会社" * 20,
    "👩‍💻" * 40,
    "x" * 300,
]


@pytest.mark.parametrize("company", NAMES)
def test_the_file_keeps_to_the_standard_whatever_the_company_is_called(
    page: Page, company: str
) -> None:
    fill(open_card(page, "more-time"), company=company)
    open_clock(page, local(NOON), invited="2027-03-25 10:00")
    file = saved(page, "reply")

    assert file.endswith(b"END:VCALENDAR\r\n")
    assert file.replace(b"\r\n", b"").count(b"\n") == 0
    assert file.replace(b"\r\n", b"").count(b"\r") == 0
    assert max(map(len, file.split(b"\r\n"))) <= 75
    summary = str(event_in(file)["SUMMARY"])
    shown = summary.removeprefix("Reply to the invitation (").removesuffix(")")
    assert company.startswith(shown)
    assert len(shown) >= min(len(company), 50)
    address = str(event_in(file)["DESCRIPTION"]).split("\n")[-1]
    assert address.endswith("/samples/ask/#more-time")


def test_each_reminder_is_an_event_of_its_own(page: Page) -> None:
    open_clock(page, local(NOON))
    ids = {str(event_in(saved(page, "no-answer"))["UID"]) for _ in range(2)}

    assert len(ids) == 2


def test_saving_is_announced(page: Page) -> None:
    clock = open_clock(page, local(NOON))
    saved(page, "stay-in-touch")

    expect(clock.locator(".kr-status")).to_have_text(
        "Saved for Friday 25 June at 10 am. Open the file to put it into your calendar."
    )
    expect(clock.locator(".kr-status")).to_have_attribute("role", "status")

    ask(page, interview="2027-03-30 10:00")
    expect(clock.locator(".kr-status")).to_be_empty()


def test_a_reminder_is_saved_by_keyboard_alone(page: Page) -> None:
    clock = open_clock(page, local(NOON))
    expect(clock.get_by_label("Invitation date")).to_be_visible()
    clock.get_by_label("Invitation date").focus()
    page.keyboard.type("03252027")
    page.keyboard.press("Tab")
    while "Remind me: reply" not in str(page.evaluate("document.activeElement.textContent")):
        page.keyboard.press("Tab")
    with page.expect_download() as download:
        page.keyboard.press("Enter")

    assert download.value.suggested_filename == "kind-regrets-reply.ics"


# ---- for everybody ----


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_a_clock_that_answers(
    page: Page, scheme: Literal["light", "dark"], width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    clock = open_clock(page, local(NOON), invited="2027-03-24 10:00", interview="2027-03-30 10:00")
    expect(clock.locator("[data-reply]")).to_be_visible()
    saved(page, "reply")

    assert_no_barrier(page, "kr-clock")


def test_without_script_the_table_says_it_all(browser: Browser, site: Site) -> None:
    context = browser.new_context(java_script_enabled=False, base_url=site.url)
    page = context.new_page()
    page.goto(PAGE)

    expect(page.locator("kr-clock form")).to_be_hidden()
    expect(page.locator("kr-clock button").first).to_be_hidden()
    for timing in NOTICES:
        row = page.get_by_role("row").filter(has_text=timing.title).first
        expect(row).to_contain_text(timing.advice)
    context.close()


# ---- the data ----

# The same times in another order and under other names, as somebody may well write them.
RENAMED = {
    "after-deciding": "one-day",
    "after-invitation": "two-days",
    "reply": "write-back",
    "no-answer": "look-again",
    "stay-in-touch": "say-hello",
}


@pytest.fixture
def rewritten(page: Page, tmp_path: Path) -> Page:
    """The page as it is built from a clock.yml with other names, in the opposite order."""
    for folder in ("catalogue", "templates"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    file = tmp_path / "catalogue" / "clock.yml"
    _, *entries = file.read_text("utf-8").split("\n- id: ")
    text = "".join(f"- id: {entry.strip()}\n" for entry in reversed(entries))
    for old, new in RENAMED.items():
        text = text.replace(f"- id: {old}\n", f"- id: {new}\n")
    file.write_text(text, "utf-8")
    clock = Guide(GuideSite(tmp_path, Docs(DOCS), ""), PAGE).clock()

    def answer(route: Route) -> None:
        html = route.fetch().text()
        start, end = html.index('<div class="kr-card kr-clock">'), html.index("</kr-clock>\n</div>")
        whole = html[:start] + clock.removesuffix("</kr-clock>\n</div>") + html[end:]
        route.fulfill(body=whole, content_type="text/html")

    page.route(f"**/{PAGE}", answer)
    return page


def test_names_and_order_of_the_times_do_not_matter(rewritten: Page) -> None:
    clock = open_clock(
        rewritten,
        local("2027-03-23 11:00"),
        invited="2027-03-23 10:00",
        interview="2027-03-30 12:00",
    )

    expect(clock.locator("[data-reply]")).to_contain_text("reply by Wednesday 24 March at 11 am")
    expect(clock.locator("[data-reply]")).to_contain_text("until Thursday 25 March at 10 am")
    assert advice(clock) == CATALOGUE.timings["a-day-or-more"].advice
    days = {"write-back": "24 March at 11", "look-again": "25 March at 10", "say-hello": "23 June"}
    for name, day in days.items():
        expect(clock.locator(f"[data-reminder={name}]")).to_contain_text(day)

    ask(rewritten, interview="2027-03-23")
    assert advice(clock) == CATALOGUE.timings["under-two-hours"].advice
    ask(rewritten, interview="2027-03-22")
    assert advice(clock) == CATALOGUE.timings["passed"].advice
