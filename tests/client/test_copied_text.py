"""What the browser copies is what Python renders, to the letter, whatever is typed."""

from __future__ import annotations

import email
import email.policy
import json
from collections.abc import Iterator
from datetime import date, time
from itertools import cycle, product
from typing import Any
from urllib.parse import quote, unquote

import pytest
from playwright.sync_api import Page

from macros.model import DATES, LENGTHS, Template
from macros.rendering.message import text
from macros.rendering.values import date_in_words, time_in_words
from macros.rules.variants import variants
from tests.cards import EMAILS, SENDABLE, awake, card, control, press

HOSTILE = {
    "markup": '<img src=x onerror="window.hacked = 1">',
    "script": "<script>window.hacked = 1</script>",
    "quotes": '"it\'s" `so` “called”',
    "ampersand": "Fish & Chips &amp; Co &lt;",
    "header": "%0D%0ABcc: all@example.com",
    "newlines": "two\r\nBcc: all@example.com\n\nlines\tand  gaps",
    "emoji": "👩‍👩‍👧 \U0001f600 e\u0301",
    "right to left": "شركة النور ‏עברית",
    "long": "x" * 300,
    "template": "{{ company }} {% if role %}",
    "prototype": "__proto__",
    "spaces": "  \u00a0 \u2003 padded \ufeff ",
    "dollars": "$& $1 $' $`",
    "full stop": "Acme Inc.",
    "stops": "Acme... Inc..",
    "first stop": ".NET Developer",
    "question": "Could we talk next week?",
    "exclamation": "See you soon!",
    "ellipsis": "I had hoped to come…",
    "no end": "Your talk is why I applied",
    "said already": "the Junior Accountant role",
    "said already, in capitals": "THE ROLE OF Clerk POSITION",
    "nothing but what is said already": "the role",
    "letters that are like others": "the Analyſt poſition",
    "words to drop in other letters": "loo\u212aing for a Cler\u212a",
}

# Sets the controls of one card, as a reader would, and gives back what its buttons copy.
COPY_EACH = """
async ([id, settings]) => {
  const card = document.getElementById(id);
  for (const other of document.querySelectorAll("email-sample")) if (other !== card) other.remove();
  const results = [];
  for (const values of settings) {
    document.querySelector("kr-details [data-action=clear]").click();
    for (const [name, value] of Object.entries(values)) {
      const all = [...document.querySelectorAll(`:is(email-sample, kr-details) [name="${name}"]`)];
      const control = all.find((one) => one.type !== "radio" || one.value === value);
      if (!control && ["tone", "length"].includes(name)) continue; // there is but one
      const ticked = value === "yes" || control.type === "radio";
      const property = ["radio", "checkbox"].includes(control.type) ? "checked" : "value";
      const next = property === "checked" ? ticked : value;
      if (property === "checked" && control.checked === next) continue;
      control[property] = next;
      control.dispatchEvent(new Event("input", { bubbles: true }));
    }
    window.copied.length = 0;
    for (const action of ["copy-message", "copy-subject"]) {
      card.querySelector(`[data-action=${action}]`)?.click();
      await null;
    }
    const mailto = card.querySelector("[data-compose]")?.href;
    results.push({ copied: [...window.copied], mailto });
  }
  return { results, hacked: "hacked" in window };
}
"""


def typed(template: Template, value: str) -> dict[str, str]:
    """The value in every input that takes free text, and the examples in all others."""
    free = ("text", "phone", "email")
    return {
        field.id: value if field.kind in free else field.example or ""
        for field in template.fields
        if field.kind not in ("switch", "choice")
    }


def date_orders(template: Template) -> list[dict[str, str]]:
    """Both orders of day and month, for a message that may have a date."""
    dated = any(field.kind == "date" for field in template.fields)
    return [{"dates": order} for order in DATES] if dated else [{}]


def settings(template: Template) -> Iterator[dict[str, str]]:
    """Every tone, length, choice, switch and date order, the hostile values taking turns.

    What may be left out is left out, shown as its example, and full of each hostile value.
    """
    turns = cycle(HOSTILE.values())
    orders = date_orders(template)
    for variant, dates in product(variants(template), orders):
        yield {**typed(template, next(turns)), **variant, **dates}
    for (value, tone), dates in zip(
        product(HOSTILE.values(), template.letters), cycle(orders), strict=False
    ):
        yield {"tone": tone, **typed(template, value), **dates}


def copy_each(page: Page, template: Template, wanted: list[dict[str, str]]) -> list[dict[str, Any]]:
    """What the card copies for each of these settings."""
    page.goto(f"samples/{template.category}/#{template.id}")
    awake(card(page, template.id))
    outcome = page.evaluate(COPY_EACH, [template.id, wanted])
    assert not outcome["hacked"], "a typed value was run as script"
    results: list[dict[str, Any]] = outcome["results"]
    return results


@pytest.mark.parametrize("template", SENDABLE, ids=lambda t: t.full_id)
def test_the_browser_copies_what_python_renders(page: Page, template: Template) -> None:
    wanted = list(settings(template))
    for values, result in zip(wanted, copy_each(page, template, wanted), strict=True):
        expected = text(template, values)
        assert result["copied"][0] == expected.body, json.dumps(values)
        if template.meta.channel == "email":
            assert result["copied"][1] == expected.subject, json.dumps(values)


MOMENTS = [f"{hour:02}:{minute:02}" for hour in range(24) for minute in (0, 5, 30, 59)]
DAYS = ["2027-01-01", "2027-02-28", "2028-02-29", "2027-12-31", "2027-03-28", "2031-10-05"]
IN_WORDS = """
async ([times, days]) => {
  const { timeInWords, dateInWords } = await import("../assets/client/words.js");
  const inOrder = (order) => days.map((day) => dateInWords(day, order));
  return [times.map(timeInWords), ["day-first", "month-first"].map(inOrder)];
}
"""


def test_times_and_dates_are_said_alike(page: Page) -> None:
    page.goto("about/")
    times, dates = page.evaluate(IN_WORDS, [MOMENTS, DAYS])
    assert times == [time_in_words(time.fromisoformat(moment)) for moment in MOMENTS]
    days = [date.fromisoformat(day) for day in DAYS]
    assert dates == [[date_in_words(day, order) for day in days] for order in DATES]
    said = dict(zip(MOMENTS, times, strict=True))
    assert [said[t] for t in ("00:00", "12:00", "12:05", "13:30")] == [
        "midnight",
        "noon",
        "12:05 pm",
        "1:30 pm",
    ]


def test_every_tone_length_and_date_order_is_tried() -> None:
    for template in SENDABLE:
        tried = list(settings(template))
        assert {values["tone"] for values in tried} == set(template.letters)
        assert {values.get("length") for values in tried} >= set(LENGTHS)
        assert {values.get("dates") for values in tried} in ({None}, set(DATES))


@pytest.mark.parametrize("value", HOSTILE.values(), ids=HOSTILE.keys())
def test_no_header_is_injected_into_a_mail_link(page: Page, value: str) -> None:
    template = EMAILS[0]
    wanted = typed(template, value)
    link = copy_each(page, template, [wanted])[0]["mailto"]
    query = [part.split("=") for part in link.partition("?")[2].split("&")]
    assert [name for name, _ in query] == ["subject", "body"]
    expected = text(template, wanted)
    assert unquote(query[0][1]) == expected.subject
    body = expected.body.replace("\n", "\r\n")
    fits = len(f"mailto:?subject={quote(expected.subject, '')}&body={quote(body, '')}") <= 1800
    assert unquote(query[1][1]) == (body if fits else "")


@pytest.mark.parametrize("value", HOSTILE.values(), ids=HOSTILE.keys())
def test_the_draft_file_is_a_correct_unsent_email(page: Page, value: str) -> None:
    template = EMAILS[0]
    wanted = typed(template, value)
    copy_each(page, template, [wanted])
    sample = card(page, template.id)
    control(sample, "to").fill("sam@example.com")
    with page.expect_download() as download:
        press(sample, "Download .eml")
    raw = download.value.path().read_bytes()
    assert raw.count(b"\n") == raw.count(b"\r\n")
    assert max(map(len, raw.split(b"\r\n"))) <= 78
    draft = email.message_from_bytes(raw, policy=email.policy.default)
    expected = text(template, wanted)
    assert download.value.suggested_filename == f"{template.id}.eml"
    assert sorted(draft.keys()) == [
        "Content-Transfer-Encoding",
        "Content-Type",
        "MIME-Version",
        "Subject",
        "To",
        "X-Unsent",
    ]
    assert draft["To"] == "sam@example.com"
    assert draft["X-Unsent"] == "1"
    assert draft["Subject"] == expected.subject
    assert not draft.defects
    assert draft.get_content().replace("\r\n", "\n") == expected.body


@pytest.mark.parametrize(
    "typed_address",
    [
        "sam@example.com\r\nBcc: all@example.com",
        "a@b.example?bcc=all@example.com",
        "a@b,c@d",
        "Sam",
    ],
)
def test_what_is_no_single_address_is_left_out(page: Page, typed_address: str) -> None:
    template = EMAILS[0]
    copy_each(page, template, [typed(template, "x")])
    sample = card(page, template.id)
    sample.locator("[name=to]").evaluate(
        """(input, value) => {
             input.type = "text"; input.value = value;
             input.dispatchEvent(new Event("input", { bubbles: true })); }""",
        typed_address,
    )
    href = sample.locator("[data-compose^=mailto]").get_attribute("href") or ""
    assert href.startswith("mailto:?subject=")
