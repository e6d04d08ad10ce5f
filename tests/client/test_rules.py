"""The rules judge in the browser as they do in Python, and never take long."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page

from macros.loading.load import load
from macros.pages.card import rule_data
from macros.rules.draft import main_part, read, sentence_ends, subject_and_body, utf16
from macros.rules.judge import Draft, judge
from macros.rules.variants import all_drafts
from tests.cards import SENDABLE
from tests.drafts import DRAFTS, TEXT_MESSAGES

RULES = [rule for rule in load().rules.values() if rule.check]

JUDGE = """
async ([url, rules, drafts]) => {
  const { judge, mainPart, sentenceEnds, subjectAndBody } = await import(url);
  return drafts.map(({ text, body, subject, names }) => {
    const draft = { body, subject, names: new Map(Object.entries(names)) };
    return {
      parts: subjectAndBody(text),
      main: mainPart(body),
      sentences: [...sentenceEnds(body)],
      verdicts: rules.map((rule) => judge(rule, draft)),
    };
  });
}
"""


PIECES = [
    *["Dear Sam,\n", "Hi Zoë,\n\n", "Subject: My interview at Contoso\n", "\r\n", "\n", "\n\n"],
    *[" ", "  ", "\t", "\u00a0", "\u2003", "\u2028", "\u0085", "\x1c", "\ufeff", "\u200d", "\0"],
    *["not", "I am not going to", "whether I should", "rather than", "don’t", "no"],
    *["withdraw", "WITHDRAWING", "wıthdraw", "wİthdraw", "ſorry", "sorry", "\u212aind", "decline"],
    *["Thank you", "thanks for nothing", "grateful if", "because", "since then", "a a", "é É"],
    *["[Name]", "{{ x }}", "<Company>", "<b>", "____", "XX", "Your Name", "“we are sorry for it”"],
    *["role at Fabrikam", "the Data Analyst role at Éclair Ltd", "accepted a role at Ünico"],
    *["Kind regards,\n", "Best,\nAlex", "-- \n", "> quoted\n", "On 3 May, Sam <s@x> wrote:\n"],
    *["-----Original Message-----\n", "From: Sam\nSent: now\n", "\n________________________\n"],
    *[".", "!", "?", "…", "。", "!!!", ".)", ",", ";", "Mr. ", "A. ", "e.g. "],
    *[
        "👩‍👩‍👧‍👦",
        "𝒜𝒷𝒸",
        "𝟙𝟚",
        "²",
        "½",
        "Ⅷ",
        "日本語のData",
        "Data Analyst",
        "Northwind",
        "e\u0301",
    ],
    *[
        "Σίσυφος",
        "ΣΑΣ",
        "שלום",
        "مرحبا",
        "ǅ",
        "ß",
        "ẞ",
        "ﬁ",
        "ª",
        "ⓐ",
        "٣",
        "à la",
        "Sent from my x\n",
    ],
]


ODD_NAMES = [
    {},
    {"role": "Data Analyst"},
    {"role": "Data Analyst", "company": "Northwind"},
    {"role": "a* (b+)+$", "company": "[\\]^{x}"},
    {"role": "{company}", "company": "𝒜𝒷𝒸 GmbH"},
    {"role": "Σ", "company": "Ltd"},
]


def made_up(count: int) -> Iterator[tuple[str, dict[str, str]]]:
    """Texts put together at random, always the same."""
    chance = random.Random(5)  # noqa: S311
    for _ in range(count):
        pieces = chance.choices(PIECES, k=chance.randint(1, 60))
        joint = chance.choice(["", " ", " ", "\n"])
        yield joint.join(pieces), chance.choice(ODD_NAMES)


def texts() -> Iterator[tuple[str, Draft]]:
    """Everything that is judged in both."""
    for entry in DRAFTS:
        yield entry.text, entry.draft
    for template in SENDABLE:
        for draft, _ in list(all_drafts(template))[::8]:
            yield draft.body, Draft(draft.body, draft.subject, draft.names)
    for text in TEXT_MESSAGES:
        yield text, Draft(text)
    for text, names in made_up(1500):
        subject, body = (text[slice(*span)] for span in subject_and_body(text))
        yield text, Draft(body, subject, names)
        yield text, Draft(text, "", names)


def in_python(text: str, draft: Draft) -> dict[str, Any]:
    """What JUDGE gives back, from Python."""
    body = draft.body
    ends = tuple((end, end) for end in sentence_ends(read(body)))
    verdicts = []
    for rule in RULES:
        verdict = judge(rule, draft)
        spans = utf16(body, verdict.spans)
        subject = utf16(draft.subject, verdict.subject_spans)
        verdicts.append({"met": verdict.met, "spans": spans, "subject": subject})
    return {
        "parts": utf16(text, subject_and_body(text)),
        "main": utf16(body, (main_part(body),))[0],
        "sentences": [end for end, _ in utf16(body, ends)],
        "verdicts": verdicts,
    }


def test_browser_and_python_give_the_same_verdicts_at_the_same_places(
    page: Page, base_url: str
) -> None:
    page.goto("about/")
    pairs = list(texts())
    data = [
        {"text": text, "body": d.body, "subject": d.subject, "names": dict(d.names)}
        for text, d in pairs
    ]
    url = f"{base_url}assets/client/rules.js"
    results = page.evaluate(JUDGE, [url, [rule_data(rule) for rule in RULES], data])
    seen = set()
    for (text, draft), found in zip(pairs, results, strict=True):
        expected = json.loads(json.dumps(in_python(text, draft)))
        for key in ("parts", "main", "sentences"):
            assert found[key] == expected[key], (key, text[:500])
        for rule, ours, theirs in zip(RULES, expected["verdicts"], found["verdicts"], strict=True):
            assert theirs == ours, (rule.id, draft.subject, draft.body[:500], draft.names)
            seen.add((rule.id, ours["met"], bool(ours["spans"])))
    for rule in RULES:
        assert {(rule.id, True), (rule.id, False)} <= {(name, met) for name, met, _ in seen}


LONG = 60_000
HOSTILE = {
    "one letter": "a",
    "spaces": " ",
    "letter and spaces": "a" + " " * 200,
    "line ends": "\n",
    "dots": ".",
    "dots and a letter": "." * 1000 + "x",
    "closing quotes": '.""""',
    "opening quotes": "“",
    "brackets": "[",
    "braces": "{",
    "angles": "<a ",
    "underscores": "_",
    "no answer": "not to ",
    "or": "not rude or ",
    "thanks": "thank ",
    "headers": "On 3 May, a@b ",
    "header lines": "On 3, <\n",
    "from": "From: a\n",
    "regards": "kind regards, ",
    "dashes": "-",
    "quoting": "> ",
    "role": "role at A ",
    "leads": "Data Analyst at Éa ",
    "sentences": "Mr. ",
    "other scripts": "日本語",
}


@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE.keys())
def test_nothing_that_is_pasted_takes_long(page: Page, base_url: str, piece: str) -> None:
    text = (piece * LONG)[:LONG] + "x"
    names = {"role": "Data Analyst", "company": "Northwind"}
    start = time.process_time()
    for rule in RULES:
        judge(rule, Draft(text, "", names))
    assert time.process_time() - start < 3
    page.goto("about/")
    script = """async (all) => {
      await import(all[0]);
      const start = performance.now();
      await (JUDGE)(all);
      return performance.now() - start;
    }""".replace("JUDGE", JUDGE)
    data = [{"text": text, "body": text, "subject": "", "names": names}]
    url = f"{base_url}assets/client/rules.js"
    taken = page.evaluate(script, [url, [rule_data(rule) for rule in RULES], data])
    assert taken < 1500
