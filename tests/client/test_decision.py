"""The decision aid in a browser: every way of answering ends as it does in Python."""

from __future__ import annotations

import gzip
import re
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, ViewportSize, expect

from macros.model import Template
from macros.pages.decision import shared
from macros.rendering.message import text
from tests.barriers import assert_no_barrier
from tests.cards import CATALOGUE, NAMES, awake, card, copied, letter, status, template, unfolded
from tests.conftest import Site
from tests.endings import AID, PATHS, answers, ending, taken_over

PAGE = "before-declining/"
HEAVIEST_PAGE = 60 * 1024
PHONE: ViewportSize = {"width": 390, "height": 844}
ASKED = {question.id: question.question for question in AID.questions}


# --- the page -----------------------------------------------------------------------------------


def test_the_page_is_light(site: Site) -> None:
    page = (site.folder / PAGE / "index.html").read_bytes()
    assert len(gzip.compress(page)) < HEAVIEST_PAGE


def test_other_pages_do_not_load_the_aid(page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("tips/", wait_until="networkidle")
    assert not [url for url in asked if "decide" in url]


@pytest.fixture
def browser_context_args(browser_context_args: dict[str, object]) -> dict[str, object]:
    """A phone, which is the harder case."""
    return {**browser_context_args, "viewport": PHONE, "reduced_motion": "reduce"}


def open_aid(page: Page, *ids: str) -> Locator:
    """Go to the aid with these answers given."""
    page.goto("about:blank")  # a mere change of fragment would load nothing
    page.goto(PAGE + (f"#decide={'.'.join(ids)}" if ids else ""))
    aid = page.locator("kr-decision[data-ready]")
    expect(aid).to_be_visible()
    return aid


def title_of(outcome: str) -> str:
    """The heading under which an outcome stands."""
    return next(one.title for one in AID.outcomes if one.id == outcome)


def heading(aid: Locator) -> Locator:
    """The heading of the question or outcome that is shown."""
    return aid.locator("h3:visible")


def progress(aid: Locator) -> str:
    """What is announced about how far the reader has come."""
    return aid.get_by_role("status").first.inner_text()


def answer(page: Page, *ids: str) -> None:
    """Give these answers by mouse."""
    for key in ids:
        page.locator(f"[data-answer={key}]:visible > a").click()


WALK = """(all) => {
  const aid = document.querySelector("kr-decision");
  return all.map((ids) => {
    aid.show(ids);
    const step = aid.querySelector(":scope > [data-step]:not([hidden])");
    const { "decision-aid": _, ...values } = JSON.parse(sessionStorage.getItem("kind-regrets"));
    const names = (selector, key) =>
      [...step.querySelectorAll(selector)].map((element) => element.dataset[key]);
    return {
      shown: aid.querySelectorAll("[data-step]:not([hidden])").length,
      outcome: step.dataset.step,
      values,
      templates: names(":scope > .kr-decision-offers > [data-template]:not([hidden])", "template"),
      tell: names(":scope > [data-tell]", "tell"),
    };
  });
}"""


def test_every_path_leads_to_the_same_end_in_the_browser(page: Page) -> None:
    open_aid(page)
    found = page.evaluate(WALK, [[answer.id for answer in path] for path in PATHS])
    for path, seen in zip(PATHS, found, strict=True):
        end = ending(AID, path)
        assert seen == {
            "shown": 1,
            "outcome": end.outcome.id,
            "values": end.values,
            "templates": [*end.templates],
            "tell": [*end.tell],
        }, [answer.id for answer in path]


def test_progress_counts_and_says_which_question_is_the_last(page: Page) -> None:
    open_aid(page)
    tell = """(all) => all.map((ids) => {
      const aid = document.querySelector("kr-decision");
      aid.show(ids);
      return aid.querySelector("[role=status]").innerText;
    })"""
    long = max(PATHS, key=len)
    starts = [[a.id for a in long[:count]] for count in range(len(long))]
    said = page.evaluate(tell, starts)
    assert said == [*(f"Question {count + 1}" for count in range(8)), "Last question"]


def test_a_message_is_not_framed_twice(page: Page) -> None:
    aid = open_aid(page, "genuine", "none", "other", "longer")
    expect(card(page, "more-time")).to_be_visible()
    frame = aid.evaluate("it => [getComputedStyle(it).borderTopWidth, it.offsetWidth]")

    assert frame == ["0px", page.locator("article").evaluate("it => it.clientWidth")]


def test_one_question_at_a_time_and_back(page: Page) -> None:
    aid = open_aid(page)
    expect(heading(aid)).to_have_text(ASKED["real"])
    assert progress(aid) == "Question 1"
    expect(aid.get_by_role("link", name="Back", exact=True)).to_be_hidden()

    answer(page, "genuine", "none")
    expect(heading(aid)).to_have_text(ASKED["change"])
    expect(heading(aid)).to_be_focused()
    assert progress(aid) == "Question 3"
    assert page.url.endswith("#decide=genuine.none")

    page.go_back()
    expect(heading(aid)).to_have_text(ASKED["offer"])
    page.go_forward()
    expect(heading(aid)).to_have_text(ASKED["change"])
    aid.get_by_role("link", name="Back", exact=True).click()
    expect(heading(aid)).to_have_text(ASKED["offer"])
    expect(heading(aid)).to_be_focused()
    aid.get_by_role("link", name="Start again").click()
    expect(heading(aid)).to_have_text(ASKED["real"])
    expect(heading(aid)).to_be_focused()


def test_an_answer_can_be_changed_from_the_list_of_answers(page: Page) -> None:
    ids = ("genuine", "none", "pay", "perhaps")
    aid = open_aid(page, *ids)
    given = zip(("real", "offer", "change", "fixable"), answers(*ids), strict=True)
    expect(aid.locator(".kr-decision-trail li")).to_have_text(
        [f"{ASKED[step]} {answer.label}" for step, answer in given]
    )
    aid.locator(".kr-decision-trail").get_by_role("link", name=answers(*ids)[2].label).click()
    expect(heading(aid)).to_have_text(ASKED["change"])


def test_a_shared_link_opens_its_outcome(page: Page) -> None:
    aid = open_aid(page, "genuine", "none", "remote", "perhaps")
    expect(heading(aid)).to_have_text(title_of("ask"))
    expect(heading(aid)).to_be_focused()
    expect(heading(aid)).to_be_in_viewport()
    expect(aid.get_by_role("status").first).to_have_text(re.compile("fits your answers"))
    expect(card(page, "change-the-role").locator("[name=change]")).to_have_value("remote")


@pytest.mark.parametrize(
    ("fragment", "step"),
    [
        ("#decide=genuine.gone.pay", "offer"),
        ("#decide=genuine.none.odd", "change"),
        ("#decide=", "real"),
        ("#decide=...", "real"),
        ("#decide=constructor", "real"),
        ("#decide=%22%5D", "real"),
        ("#ask", "real"),
    ],
)
def test_an_odd_link_leads_as_far_as_it_makes_sense(page: Page, fragment: str, step: str) -> None:
    page.goto(PAGE + fragment)
    expect(heading(page.locator("kr-decision[data-ready]"))).to_have_text(ASKED[step])


def test_links_within_the_page_leave_the_question_as_it_is(page: Page) -> None:
    aid = open_aid(page, "genuine", "none")
    page.evaluate("location.hash = 'ask'")
    expect(page.locator("#ask")).to_be_in_viewport()
    expect(heading(aid)).to_have_text(ASKED["change"])


def test_another_answer_takes_back_what_the_first_one_had_filled_in(page: Page) -> None:
    open_aid(page, "genuine", "signed", "agency")
    reason = awake(card(page, "agency")).locator("[name=reason]")
    expect(reason).to_have_value("other-offer")
    for key, value in (("private", ""), ("staying", "staying-put")):
        page.evaluate(f"location.hash = 'decide=genuine.none.other.{key}.agency'")
        expect(reason).to_have_value(value)


def test_starting_again_takes_back_what_the_answers_had_filled_in(page: Page) -> None:
    aid = open_aid(page, "genuine", "none", "pay", "certain", "ready", "nobody", "later")
    general = template("general")
    reason = CATALOGUE.fields["reason"].options["pay"].said(general.tone)
    expect(letter(aid)).to_contain_text(reason, use_inner_text=True)
    aid.get_by_role("link", name="Start again").click()
    expect(heading(aid)).to_have_text(ASKED["real"])
    page.goto("samples/decline/#general")

    expect(letter(card(page, "general"))).not_to_contain_text(reason, use_inner_text=True)


def test_what_the_reader_picks_by_hand_stays(page: Page) -> None:
    open_aid(page, "genuine", "signed", "agency")
    reason = unfolded(awake(card(page, "agency")).locator("[name=reason]"))
    reason.select_option("bad-time")
    page.reload()
    expect(reason).to_have_value("bad-time")
    page.evaluate("location.hash = 'decide=genuine.none.other.private.agency'")
    expect(heading(page.locator("kr-decision"))).to_have_text(title_of("through-agency"))
    expect(reason).to_have_value("bad-time")


def test_the_answers_reach_the_samples_of_other_pages(page: Page) -> None:
    aid = open_aid(page, "genuine", "none", "pay", "certain", "ready", "nobody", "later")
    aid.get_by_role("link", name="What to say when you call").click()
    expect(awake(card(page, "call-script")).locator("[name=reason]")).to_have_value("pay")
    expect(card(page, "call-script")).to_be_in_viewport()


def test_a_card_stands_on_the_page_once(page: Page) -> None:
    aid = open_aid(page, "genuine", "none", "other", "longer")
    expect(card(page, "more-time")).to_be_visible()
    page.evaluate("location.hash = 'decide=genuine.none.other.timing.ready.adviser'")
    expect(heading(aid)).to_have_text(title_of("adviser-first"))
    expect(card(page, "more-time")).to_be_visible()
    expect(card(page, "more-time")).to_have_count(1)


# The same page once more: by then the script has read the one that came before.
ALL_HAS_COME = """async (url) => {
  await (await fetch(url, { cache: "force-cache" })).text();
  await new Promise(requestAnimationFrame);
}"""


def test_without_the_samples_page_its_link_stays(page: Page) -> None:
    # Empty, not missing: a browser counts a missing page as an error of ours.
    page.route("**/samples/ask/", lambda route: route.fulfill(status=204))
    aid = open_aid(page, "genuine", "none", "pay", "perhaps")
    link = aid.get_by_role("link", name=template("change-the-role").meta.title)
    expect(link).to_be_visible()
    expect(aid.locator(".kr-decision-offers:visible .kr-when")).to_be_visible()
    expect(card(page, "change-the-role")).to_have_count(0)


def test_a_card_that_comes_late_takes_no_other_card_away(page: Page) -> None:
    held: list[Route] = []
    page.route("**/samples/ask/", lambda route: held.append(route), times=1)
    open_aid(page, "genuine", "none", "pay", "perhaps")
    page.goto(f"{PAGE}#decide=approach.not-now")
    shown = card(page, "recruiter-approach")
    expect(shown).to_be_visible()

    with page.expect_response("**/samples/ask/"):
        held[0].continue_()
    page.evaluate(ALL_HAS_COME, held[0].request.url)
    expect(shown).to_be_visible()
    expect(page.locator("kr-decision email-sample")).to_have_count(1)


# The first question is what the tests of every page see.
STATES: list[tuple[str, ...]] = [
    ("genuine", "none"),
    ("odd",),
    ("genuine", "none", "pay", "certain", "ready", "referrer", "not-yet"),
    ("genuine", "signed", "careers-office", "today"),
]


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("ids", STATES)
def test_axe_finds_nothing_in_any_state(
    page: Page, ids: tuple[str, ...], scheme: Literal["light", "dark"], width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)
    aid = open_aid(page, *ids)
    if aid.locator(".kr-decision-offers:visible").count():
        expect(aid.locator("email-sample")).to_be_visible()
    assert_no_barrier(page)


# --- without script -----------------------------------------------------------------------------


@pytest.fixture
def plain(browser: Browser, site: Site) -> Any:
    """The page in a browser without script."""
    context = browser.new_context(java_script_enabled=False, viewport=PHONE, base_url=site.url)
    page = context.new_page()
    page.goto(PAGE)
    yield page
    context.close()


def test_without_script_the_answers_unfold_what_follows(plain: Page) -> None:
    aid = plain.locator("kr-decision")
    for one in answers("genuine", "nearly", "not-before"):
        aid.locator("summary:visible", has_text=one.label).click()
    expect(aid.locator("#decide-pause")).to_be_visible()
    expect(aid.get_by_role("link", name=template("pause").meta.title)).to_be_visible()
    expect(
        aid.locator(".kr-decision-steer, .kr-decision-trail, .kr-decision-progress").locator(
            "visible=true"
        )
    ).to_have_count(0)


def test_without_script_every_answer_shows_or_names_what_follows(plain: Page) -> None:
    aid = plain.locator("kr-decision")
    for question in AID.questions:
        for one in question.answers:
            place = aid.locator(f"#decide-{question.id} > ul > [data-answer={one.id}]")
            if one.to in shared(AID):
                assert place.locator("> a").get_attribute("href") == f"#decide-{one.to}"
                expect(aid.locator(f"> #decide-{one.to}")).to_be_visible()
            else:
                expect(place.locator(f"> details > #decide-{one.to}")).to_have_count(1)


# --- ten journeys -------------------------------------------------------------------------------

JOURNEYS: dict[str, tuple[str, ...]] = {
    "pause": ("genuine", "nearly", "not-before"),
    "more-time": ("genuine", "none", "other", "longer"),
    "change-the-role": ("genuine", "none", "remote", "perhaps"),
    "recorded-interview": ("genuine", "none", "recording"),
    "reschedule": ("genuine", "none", "date", "not-yet"),
    "agency": ("genuine", "none", "place", "asked", "ready", "agency"),
    "pay-too-low": ("genuine", "none", "pay", "certain", "no-plan", "none", "nobody", "not-yet"),
    "accepted-another-offer": ("genuine", "signed", "referrer", "not-yet"),
    "after-accepting": ("genuine", "signed", "nobody", "soon"),
    "same-day": ("genuine", "none", "other", "private", "nobody", "today"),
    "recruiter-interested": ("approach", "perhaps"),
}

# How the keyboard fills in what a name does not. The browser's own input for a date is American,
# whatever language the pages are told.
TYPED = {
    **NAMES,
    "reply_by": "03052027",
    "first_time": "Tuesday afternoon",
    "second_time": "Thursday morning",
}
MEANT = {**TYPED, "reply_by": "2027-03-05"}


# The field that is being typed in; a date has its control beside its place in the letter.
FIELD = """() => {
  const { dataset, previousElementSibling: place } = document.activeElement;
  return dataset.field ?? place.dataset.field;
}"""


def tab_to(page: Page, target: Locator, most: int) -> None:
    """Press Tab until the target has the focus."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if target.evaluate("element => element === document.activeElement"):
            return
    pytest.fail(f"{most} times Tab do not reach it")


def wanted(of: Template) -> list[str]:
    """The names of the inputs that a message waits for, in order."""
    plain = [field for field in of.fields if field.kind not in ("switch", "choice")]
    return [field.id for field in plain if field.expected or not field.optional]


@pytest.mark.parametrize("name", JOURNEYS)
def test_from_the_first_question_to_a_copied_message_by_keyboard(page: Page, name: str) -> None:
    aid = open_aid(page)
    most = 60  # the menu and the links above the aid
    for one in answers(*JOURNEYS[name]):
        before = heading(aid).inner_text()
        tab_to(page, aid.get_by_role("link", name=one.label, exact=True), most)
        page.keyboard.press("Enter")
        expect(heading(aid)).not_to_have_text(before)
        expect(heading(aid)).to_be_focused()
        expect(heading(aid)).to_be_in_viewport()
        most = 10

    sample = card(page, name)
    expect(sample).to_be_visible()
    blanks = wanted(template(name))
    tab_to(page, awake(sample).locator("[data-message] [data-field=recipient]:visible"), 20)
    for _ in blanks:
        page.keyboard.type(TYPED[page.evaluate(FIELD)])
        page.keyboard.press("Enter")
    expect(sample.get_by_role("button", name="Copy message")).to_be_focused()
    page.keyboard.press("Enter")
    expect(status(sample)).to_contain_text("copied")

    carried = ending(AID, answers(*JOURNEYS[name])).values
    names = {field: MEANT[field] for field in blanks}
    assert copied(page) == text(template(name), {**taken_over(name, carried), **names}).body
