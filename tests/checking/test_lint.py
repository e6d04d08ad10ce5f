"""`lint` judges a text that somebody else has written."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from macros.loading.load import load
from macros.rules.draft import utf16
from macros.rules.judge import judge
from tests.cards import SENDABLE
from tests.drafts import DRAFTS, Labelled
from tests.small_set import run

OUTCOMES = {True: "met", False: "broken", None: "unknown"}


@pytest.mark.parametrize("entry", DRAFTS, ids=lambda entry: entry.id)
def test_lint_gives_the_same_verdicts(entry: Labelled) -> None:
    names = [part for key, value in entry.names.items() for part in ("--set", f"{key}={value}")]
    place = [
        *(["--category", entry.category] if entry.category else []),
        "--channel",
        entry.channel,
    ]
    result = run("lint", "-", "--format", "json", *place, *names, typed=entry.text.encode())
    report = json.loads(result.output)
    found = {rule["id"]: rule for rule in report["rules"] if rule["verdict"] != "human"}
    rules = entry.rules(load())
    assert [*found] == [rule.id for rule in rules]
    for rule in rules:
        verdict = judge(rule, entry.draft)
        assert found[rule.id]["verdict"] == OUTCOMES[verdict.met]
        assert found[rule.id]["spans"] == [
            list(span) for span in utf16(entry.draft.body, verdict.spans)
        ]
    broken = any(judge(r, entry.draft).met is False for r in rules if r.level == "must")
    assert result.exit_code == (1 if broken else 0)
    assert report["passes"] is not broken


RUDE = "Hi,\n\nThank you for writing.\nI am fed up, [Company].\n"


def verdicts(text: str, *options: str) -> dict[str, str]:
    report: dict[str, Any] = json.loads(
        run("lint", "-", "--format", "json", *options, typed=text).output
    )
    return {rule["id"]: rule["verdict"] for rule in report["rules"]}


def test_lint_names_rule_line_and_words(tmp_path: Path) -> None:
    path = tmp_path / "draft.txt"
    path.write_text(f"Subject: No\n\n{RUDE}", "utf-8")
    result = run("lint", str(path))
    assert result.exit_code == 1
    assert f'{path}:6: stay-polite: must: Stay polite: "fed up"' in result.output
    assert "    6 | I am fed up, [Company]." in result.output


def test_lint_judges_what_our_own_messages_say() -> None:
    for template in SENDABLE:
        judged_as = template.meta.judged_as or template.category
        options = ["--category", judged_as, "--channel", template.meta.channel]
        for tone in template.letters:
            message = run("render", template.id, "--set", f"tone={tone}").output
            said = run("lint", "-", *options, typed=message)
            assert said.exit_code == 0, said.output


def test_a_should_is_a_hint() -> None:
    text = "Thank you for the invitation. After careful consideration I withdraw my application."
    assert verdicts(text)["no-stock-phrases"] == "broken"
    assert run("lint", "-", typed=text).exit_code == 0


def test_lint_knows_categories_channels_and_names() -> None:
    text = "Thank you for the invitation to come and talk at Northwind."
    assert "withdraw-plainly" not in verdicts(text)
    assert verdicts(text, "--category", "decline")["withdraw-plainly"] == "broken"
    assert "fits-linkedin" in verdicts(text, "--channel", "linkedin")
    named = ["--category", "decline", "--set", "company=Northwind"]
    assert verdicts(text, *named)["name-role-and-company"] == "unknown"
    assert verdicts(text, *named, "--set", "role=Baker")["name-role-and-company"] == "broken"
    assert (
        verdicts(text + " Baker", *named, "--set", "role=Baker")["name-role-and-company"] == "met"
    )
    assert verdicts(text)["proofread"] == "human"


@pytest.mark.parametrize("content", [b"\xff\xfe", b"x" * 70_000])
def test_lint_refuses(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "draft.txt"
    path.write_bytes(content)
    result = run("lint", str(path))
    assert (result.exit_code, result.output.startswith("Error: this")) == (1, True)


@pytest.mark.parametrize("text", ["", "\n\n", "Subject:", "\x00", "Subject: x\r\n\r\nThanks\r\n"])
def test_lint_judges_anything(text: str) -> None:
    assert run("lint", "-", typed=text).exit_code in (0, 1)
