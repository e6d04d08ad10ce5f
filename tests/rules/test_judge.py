"""The rules judge as a sensible person does, and in the browser as in Python."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Iterator
from typing import Any

import pytest
from click.testing import CliRunner
from playwright.sync_api import Page

from benchmarks.judgement import scores
from macros.__main__ import cli
from macros.checking.variants import all_drafts
from macros.loading.load import load
from macros.model import PhrasesCheck
from macros.pages.card import rule_data
from macros.rules.draft import main_part, read, sentence_ends, subject_and_body, utf16
from macros.rules.judge import Draft, judge
from tests.cards import SENDABLE
from tests.drafts import DRAFTS, Labelled

CATALOGUE = load()
RULES = [rule for rule in CATALOGUE.rules.values() if rule.check]
ENOUGH = 0.95

# ---- judgement ----


def test_there_are_enough_labelled_drafts_and_each_label_is_a_rule() -> None:
    assert len({draft.id for draft in DRAFTS}) == len(DRAFTS) >= 60
    for draft in DRAFTS:
        known = {rule.id for rule in draft.rules(CATALOGUE)}
        assert draft.breaks | draft.unknown <= known, draft.id
        assert not draft.breaks & draft.unknown, draft.id


@pytest.mark.parametrize("rule", [rule.id for rule in RULES])
def test_a_rule_judges_as_a_sensible_person_does(rule: str) -> None:
    score = scores()[rule]
    assert score.broken, "no draft breaks it"
    assert score.right > score.broken, "no draft keeps it"
    assert score.share >= ENOUGH, score.wrong


def test_our_own_messages_break_no_rule_whatever_is_picked() -> None:
    for template in SENDABLE:
        rules = [rule for rule in CATALOGUE.rules_for(template) if rule.check]
        for draft, setting in all_drafts(template):
            broken = [rule.id for rule in rules if judge(rule, draft).met is False]
            assert broken == [], (template.full_id, setting)


# ---- the same in the browser ----

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


TEXT_MESSAGES = {
    "a" * 160: True,
    "a" * 161: False,
    "£" * 160: True,
    "€" * 80: True,
    "€" * 81: False,
    "ê" + "a" * 69: True,
    "ê" + "a" * 70: False,
    "€" * 69 + "ê": True,
    "🙂" * 35: True,
    "🙂" * 36: False,
}
"""Whether each fits: 160 plain characters, the euro counts twice; 70 units, an emoji has two."""


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
        for draft, _ in list(all_drafts(template))[::4]:
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


def as_lists(value: Any) -> Any:
    """The value with lists in place of tuples."""
    if isinstance(value, dict):
        return {key: as_lists(inner) for key, inner in value.items()}
    return [as_lists(inner) for inner in value] if isinstance(value, (list, tuple)) else value


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
        expected = as_lists(in_python(text, draft))
        for key in ("parts", "main", "sentences"):
            assert found[key] == expected[key], (key, text[:500])
        for rule, ours, theirs in zip(RULES, expected["verdicts"], found["verdicts"], strict=True):
            assert theirs == ours, (rule.id, draft.subject, draft.body[:500], draft.names)
            seen.add((rule.id, ours["met"], bool(ours["spans"])))
    for rule in RULES:
        assert {(rule.id, True), (rule.id, False)} <= {(name, met) for name, met, _ in seen}


@pytest.mark.parametrize("text", TEXT_MESSAGES)
def test_a_text_message_has_less_room_with_an_unusual_character(text: str) -> None:
    rule = next(rule for rule in RULES if rule.id == "fits-one-text")

    assert judge(rule, Draft(text)).met is TEXT_MESSAGES[text]


# ---- never slow ----

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


def test_phrases_are_plain_english_words() -> None:
    for rule in RULES:
        if isinstance(rule.check, PhrasesCheck):
            phrases = (*rule.check.phrases, *rule.check.unless, *rule.check.not_after)
            assert all(phrase.isascii() for phrase in phrases), rule.id
            assert len(set(phrases)) == len(phrases), rule.id


# ---- the same on the command line ----

OUTCOMES = {True: "met", False: "broken", None: "unknown"}


@pytest.mark.parametrize("entry", DRAFTS, ids=lambda entry: entry.id)
def test_lint_gives_the_same_verdicts(entry: Labelled) -> None:
    names = [part for key, value in entry.names.items() for part in ("--set", f"{key}={value}")]
    place = [
        *(["--category", entry.category] if entry.category else []),
        "--channel",
        entry.channel,
    ]
    result = CliRunner().invoke(
        cli, ["lint", "-", "--format", "json", *place, *names], entry.text.encode()
    )
    report = json.loads(result.output)
    found = {rule["id"]: rule for rule in report["rules"] if rule["verdict"] != "human"}
    rules = entry.rules(CATALOGUE)
    assert [*found] == [rule.id for rule in rules]
    for rule in rules:
        verdict = judge(rule, entry.draft)
        assert found[rule.id]["verdict"] == OUTCOMES[verdict.met]
        assert found[rule.id]["spans"] == as_lists(utf16(entry.draft.body, verdict.spans))
    broken = any(judge(r, entry.draft).met is False for r in rules if r.level == "must")
    assert result.exit_code == (1 if broken else 0)
    assert report["passes"] is not broken
