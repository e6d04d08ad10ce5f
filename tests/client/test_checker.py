"""What a reader can do on the page that checks a draft, in a real browser."""

from __future__ import annotations

import html
import json
import re
from typing import Any, Literal

import pytest
from click.testing import CliRunner
from playwright.sync_api import Browser, Locator, Page, Route, expect

from macros.__main__ import cli
from macros.checking.lint import charged_once
from macros.loading.load import load
from macros.rules.judge import judge
from tests.barriers import assert_no_barrier
from tests.cards import copied
from tests.conftest import Site
from tests.drafts import DRAFTS, NAMES, Labelled

CATALOGUE = load()
ADDRESS = "check-your-draft/"
GROUPS = {None: "unclear", True: "met"}
BAD = """Subject: [Role] interview

Dear Sam,

Thank you for inviting me to to interview. I am sorry, but after careful consideration
I have decided to withdraw my application. Sorry again!

Kind regards,
Alex

On Tue, 3 Mar 2026 at 10:12, Sam <sam@x.example> wrote:
> We are sorry for the red flags.
"""


def draft(page: Page) -> Locator:
    """The place for the draft."""
    return page.get_by_label("Your draft", exact=True)


def checked(page: Page, text: str, **names: str) -> Locator:
    """The checker with this draft in it."""
    page.goto(ADDRESS)
    page.locator("kr-checker [data-group=met]").wait_for(state="attached")
    for name, value in names.items():
        page.get_by_label(name.capitalize(), exact=True).fill(value)
    draft(page).fill(text)
    return page.locator("kr-checker")


def outcome(page: Page) -> dict[str, list[str]]:
    """The rules that can be seen, by the group that they are in."""
    return dict(
        page.evaluate(
            """() => {
              const groups = {};
              for (const item of document.querySelectorAll("kr-checker [data-rule]")) {
                if (!item.checkVisibility()) continue;
                (groups[item.closest("section").dataset.group] ??= []).push(item.dataset.rule);
              }
              return groups;
            }"""
        )
    )


def marked(checker: Locator) -> list[str]:
    """The words that are marked in the draft."""
    return checker.locator(".kr-checker-mirror mark").all_text_contents()


def test_the_rules_run_as_the_reader_types(page: Page) -> None:
    checker = checked(page, "")
    assert set(outcome(page)) == {"must", "should", "human"}
    draft(page).press_sequentially("Thank you. I am so sorry, I ")
    assert "thank-them" in outcome(page)["met"]
    assert "withdraw-plainly" in outcome(page)["unclear"]
    draft(page).press_sequentially("withdraw.")
    assert {"withdraw-plainly", "decide-early"} <= {*outcome(page)["met"]}
    assert "no-needless-apology" in outcome(page)["change"]
    assert marked(checker) == ["so sorry"]
    expect(checker.locator("[data-decision]")).to_have_text("in sentence 2 of 2")
    expect(checker.locator("[data-apologies]")).to_have_text("1")
    expect(checker.locator("[data-length]")).to_have_text("8 words, 2 seconds to read")
    expect(checker.get_by_role("status")).to_contain_text("to change")


def rule_of(checker: Locator, rule: str) -> Locator:
    """What is said of a rule."""
    return checker.locator(f"[data-rule={rule}]")


VAGUE = (
    "Hi Sam,\n\nThings look different for me now, and I wanted to tell you. "
    "Best wishes to all.\n\nAlex"
)


def test_a_sentence_to_use_instead_goes_into_the_draft_and_out_again(page: Page) -> None:
    checker = checked(page, VAGUE, role="Baker", company="Acme")
    instead = rule_of(checker, "withdraw-plainly").locator(".kr-checker-instead:visible")
    sentence = "I have decided to withdraw my application for the Baker position at Acme."
    expect(instead).to_contain_text(sentence)
    instead.get_by_role("button", name="Use this sentence").click()
    expect(draft(page)).to_have_value(VAGUE.replace(" Best wishes", f" {sentence} Best wishes"))
    assert "withdraw-plainly" in outcome(page)["met"]
    assert page.evaluate("() => getSelection().toString()") == sentence
    draft(page).press("Control+z")
    expect(draft(page)).to_have_value(VAGUE)


def test_rude_words_give_way_to_a_kind_sentence(page: Page) -> None:
    checker = checked(
        page, "Hi,\n\nThank you. I withdraw. You should be ashamed of it. Bye now.\n\nAl"
    )
    polite = rule_of(checker, "stay-polite")
    expect(polite).to_contain_text("Found: be ashamed")
    polite.get_by_role("button", name="Use this sentence").click()
    expect(draft(page)).to_have_value(
        "Hi,\n\nThank you. I withdraw. I wish you well with the search. Bye now.\n\nAl"
    )


def test_a_sentence_never_shows_a_blank(page: Page) -> None:
    checker = checked(page, VAGUE)
    thanks = rule_of(checker, "thank-them").locator(".kr-checker-instead:visible q")
    expect(thanks).to_have_text("Thank you for inviting me to interview.")
    page.get_by_label("What is it for?").select_option("offer")
    expect(thanks).to_have_text("Thank you for the offer.")


def test_what_half_says_no_is_a_question_that_costs_nothing(page: Page) -> None:
    checker = checked(
        page, "Hi,\n\nThank you. I might have to cancel, I fear, if the trains stop.\n\nAl"
    )
    assert "withdraw-plainly" in outcome(page)["unclear"]
    question = CATALOGUE.rules["withdraw-plainly"].question
    expect(rule_of(checker, "withdraw-plainly").get_by_text(str(question))).to_be_visible()
    expect(checker.get_by_role("status")).to_contain_text("0 to change")


def test_one_cause_is_charged_once(page: Page) -> None:
    checked(page, VAGUE)
    assert "withdraw-plainly" in outcome(page)["change"]
    assert "decide-early" in outcome(page)["unclear"]
    draft(page).fill("Thank you. I withdraw, and I am so sorry. Sorry again!")
    assert "no-needless-apology" in outcome(page)["change"]
    assert "one-apology" in outcome(page)["unclear"]


def wanted(entry: Labelled) -> dict[str, list[str]]:
    """The groups that the rules should be shown in."""
    if not entry.text.strip():
        return {}
    groups: dict[str, list[str]] = {}
    covering = [r for r in CATALOGUE.rules.values() if r.covers(entry.category, entry.channel)]
    verdicts = {rule.id: judge(rule, entry.draft) for rule in covering}
    charged = {verdict.rule.id for verdict in charged_once(tuple(verdicts.values()))}
    for rule in CATALOGUE.rules.values():
        if rule.covers(entry.category, entry.channel):
            met = False if rule.id in charged else verdicts[rule.id].met or None
            group = GROUPS.get(met, "change" if rule.level == "must" else "hint")
            groups.setdefault("human" if rule.level == "human" else group, []).append(rule.id)
    return groups


def test_every_labelled_draft_is_shown_as_python_judges_it(page: Page) -> None:
    checked(page, "")
    for entry in DRAFTS:
        page.get_by_label("What is it for?").select_option(entry.category)
        page.get_by_label("How do you send it?").select_option(entry.channel)
        for name in NAMES:
            field = page.get_by_label(name.capitalize(), exact=True)
            field.fill(entry.names.get(name, ""))
        draft(page).fill(entry.text)
        expect(page.locator(".kr-checker-outcome")).not_to_have_attribute("aria-busy", "true")
        expected = wanted(entry)
        if expected:
            assert outcome(page) == expected, entry.id
        else:
            assert set(outcome(page)) == {"must", "should", "human"}, entry.id


def test_the_words_are_marked_where_they_stand_and_lead_there(page: Page) -> None:
    checker = checked(page, BAD, role="Data Analyst", company="Northwind")
    assert marked(checker) == ["[Role]", "to to", "sorry", "after careful consideration", "Sorry"]
    mirror = checker.locator(".kr-checker-mirror").evaluate(
        "mirror => [...mirror.children].map((line) => line.textContent).join('\\n')"
    )
    assert mirror == BAD
    apology = checker.locator("[data-rule=one-apology]")
    expect(apology).to_contain_text("Found: sorrySorry")
    expect(apology).to_contain_text(CATALOGUE.rules["one-apology"].advice)
    apology.locator(".kr-checker-found button").last.press("Enter")
    expect(draft(page)).to_be_focused()
    assert page.evaluate("() => getSelection().toString()") == "Sorry"


def test_each_mark_is_right_below_the_letters_that_it_marks(page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 900})
    checker = checked(page, BAD * 3)
    sizes = checker.evaluate(
        """checker => {
          const [mirror, area] = [checker.querySelector(".kr-checker-mirror"), checker.area];
          const look = (of) => {
            const style = getComputedStyle(of);
            return [of.clientWidth, style.font, style.padding, style.letterSpacing];
          };
          const scrolls = area.scrollHeight - area.clientHeight;
          return { mirror: look(mirror), area: look(area), scrolls };
        }"""
    )
    assert sizes["mirror"] == sizes["area"]
    assert sizes["scrolls"] <= 0


def test_a_count_goes_where_its_rule_is_for_other_messages(page: Page) -> None:
    def narrow(route: Route) -> None:
        written = route.fetch().text()
        found = re.search(r'data-rules="([^"]*)"', written)
        assert found
        rules = json.loads(html.unescape(found[1]))
        for rule in rules:
            if rule["id"] in ("one-apology", "decide-early"):
                rule["channels"] = ["text"]
        route.fulfill(body=written.replace(found[1], html.escape(json.dumps(rules))))

    page.route(f"**/{ADDRESS}", narrow)
    checker = checked(page, BAD)
    expect(checker.get_by_text("Length")).to_be_visible()
    for name in ("Apologies", "Decision"):
        expect(checker.get_by_text(name, exact=True)).to_be_hidden()
    page.get_by_label("How do you send it?").select_option("text")
    expect(checker.locator("[data-apologies]")).to_have_text("2")


def test_names_are_shared_with_the_samples(page: Page) -> None:
    checker = checked(page, "Thank you. I withdraw.", role="Baker", company="Acme")
    expect(checker.locator("[data-rule=name-role-and-company]")).to_contain_text(
        "Not found: “Baker” and “Acme”."
    )
    page.goto("samples/decline/")
    expect(page.locator("kr-details [name=company]")).to_have_value("Acme")
    page.goto(ADDRESS)
    expect(page.get_by_label("Role", exact=True)).to_have_value("Baker")


@pytest.mark.parametrize("typed", ["Junior Accountant role", "the Junior Accountant"])
def test_a_role_is_found_without_what_the_sentence_says_already(page: Page, typed: str) -> None:
    text = "Thank you. I withdraw from the position of Junior Accountant at Acme."
    checked(page, text, role=typed, company="Acme")
    assert "name-role-and-company" in outcome(page)["met"]
    options = ["--format=json", "--category=decline", f"--set=role={typed}", "--set=company=Acme"]
    report = json.loads(CliRunner().invoke(cli, ["lint", "-", *options], text).output)
    met = [rule["id"] for rule in report["rules"] if rule["verdict"] == "met"]
    assert met == outcome(page)["met"]


def test_what_it_is_for_decides_which_rules_apply(page: Page) -> None:
    checker = checked(page, "Thank you. I am so sorry to cancel the interview.")
    assert "no-needless-apology" in outcome(page)["change"]
    page.get_by_label("What is it for?").select_option("cancel")
    assert "no-needless-apology" not in str(outcome(page))
    page.get_by_label("How do you send it?").select_option("text")
    assert "fits-one-text" in outcome(page)["met"]
    expect(checker.locator("[data-length]")).to_have_text("49 of 160 characters")


def test_an_example_can_be_tried_copied_and_cleared(page: Page) -> None:
    checker = checked(page, "")
    expect(checker.get_by_role("button", name="Copy draft")).to_be_hidden()
    checker.get_by_role("button", name="Try an example").click()
    assert "stay-polite" in outcome(page)["change"]
    checker.get_by_role("button", name="Copy draft").click()
    expect(checker.get_by_role("status")).to_contain_text("is copied")
    assert copied(page).startswith("Hi,")
    checker.get_by_role("button", name="Clear draft").click()
    expect(draft(page)).to_have_value("")
    assert set(outcome(page)) == {"must", "should", "human"}
    draft(page).press("Control+z")
    expect(draft(page)).not_to_have_value("")


def test_it_can_be_used_by_keyboard_alone(page: Page) -> None:
    page.goto(ADDRESS)
    expect(page.get_by_label("What is it for?")).to_be_visible()
    page.get_by_label("What is it for?").focus()
    page.keyboard.type("Cancel")
    for name in NAMES.values():
        page.keyboard.press("Tab")
        if name == "Data Analyst":
            page.keyboard.press("Tab")
        page.keyboard.type(name)
    page.keyboard.press("Tab")
    expect(draft(page)).to_be_focused()
    page.keyboard.type("Sorry, sorry, I cancel our interview.")
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("() => document.activeElement.textContent") == "sorry":
            break
    page.keyboard.press("Enter")
    expect(draft(page)).to_be_focused()
    page.keyboard.type("then")
    expect(draft(page)).to_have_value("Sorry, then, I cancel our interview.")


def test_typing_is_never_interrupted_by_another_focus(page: Page) -> None:
    checked(page, "")
    draft(page).focus()
    for word in ("Thank you. ", "I am sorry, ", "toxic. ", "[Name]"):
        page.keyboard.type(word)
        expect(draft(page)).to_be_focused()


def test_markup_stays_text(page: Page) -> None:
    hostile = (
        '<img src=x onerror="document.title = 1"><script>document.title = 2</script> [<b>x</b>]'
    )
    checker = checked(page, hostile, company=hostile)
    assert marked(checker) == ["[<b>x</b>]"]
    assert checker.locator("img, script, b").count() == 0
    assert page.title().startswith("Check your draft")


def test_nothing_leaves_the_page(page: Page) -> None:
    checked(page, "")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    draft(page).fill(BAD)
    draft(page).press_sequentially("secret")
    page.locator("[data-group=change] button").first.click()
    kept = page.evaluate(
        "() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie])"
    )
    assert asked == []
    assert "secret" not in kept
    assert "secret" not in page.url


def test_ten_thousand_words_never_freeze_the_page(page: Page) -> None:
    checker = checked(page, "")
    page.evaluate(
        """() => {
          window.tasks = [];
          const note = (list) => window.tasks.push(...list.getEntries().map((it) => it.duration));
          new PerformanceObserver(note).observe({ type: "longtask" });
        }"""
    )
    text = "Thank you for the the role. I am sorry to withdraw, because [Name] is toxic.\n" * 670
    draft(page).evaluate(
        """(area, text) => {
          area.value = text;
          area.dispatchEvent(new Event("input", { bubbles: true }));
        }""",
        text,
    )
    expect(page.locator(".kr-checker-outcome")).to_have_attribute("aria-busy", "true")
    expect(checker.locator("[data-group=change] [data-rule=no-blame]")).to_be_visible()
    expect(checker.locator("[data-length]")).to_contain_text("10050 words")
    draft(page).press("End")
    page.keyboard.type("x")
    expect(checker.locator("[data-rule=no-blame] .kr-checker-found button")).to_have_count(6)
    assert max(page.evaluate("() => window.tasks"), default=0) < 1000  # on a machine that is busy


def test_a_keystroke_replaces_one_line_of_the_mirror_only(page: Page) -> None:
    checker = checked(page, BAD)
    checker.locator(".kr-checker-mirror").evaluate(
        "mirror => { for (const line of mirror.children) line.old = true; }"
    )
    draft(page).evaluate("area => area.setSelectionRange(30, 30)")
    page.keyboard.type("x")
    fresh = checker.locator(".kr-checker-mirror").evaluate(
        "mirror => [...mirror.children].filter((line) => !line.old).length"
    )
    assert fresh == 1


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_with_a_draft_in_it(
    page: Page, scheme: Literal["light", "dark"], width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    checked(page, f"{BAD}{'long' * 80}", role="Baker", company="Acme")
    assert_no_barrier(page)


def test_without_script_the_rules_are_a_list_to_check_by_hand(
    browser: Browser, site: Site, browser_context_args: dict[str, Any]
) -> None:
    context = browser.new_context(**{**browser_context_args, "java_script_enabled": False})
    page = context.new_page()
    page.goto(f"{site.url}{ADDRESS}")
    for rule in CATALOGUE.rules.values():
        item = page.locator(f"[data-rule={rule.id}]")
        expect(item).to_be_visible()
        expect(item).to_contain_text(rule.advice)
    expect(page.get_by_label("Your draft", exact=True)).to_be_hidden()
    context.close()
