"""`render` says a message as a reader would have it, or what is wrong."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.small_set import MISTAKES, lay_over, run


def test_render_gives_subject_and_body() -> None:
    result = run("render", "decline/general", "--set", "company=Ænima & <Co>", "--json")
    message = json.loads(result.output)
    assert sorted(message) == ["body", "subject"]
    assert "Ænima & <Co>" in message["body"]
    plain = run("render", "general", "--set", "company=Ænima & <Co>").output
    assert plain == f"Subject: {message['subject']}\n\n{message['body']}\n"


def test_render_says_dates_in_the_order_that_is_asked_for(root: Path) -> None:
    dated = ["render", "simple", "--root", str(root), "--set", "interview_date=2027-03-04"]
    assert " on Thursday 4 March." in run(*dated).output
    assert " on Thursday 4 March." in run(*dated, "--set", "dates=day-first").output
    assert " on Thursday, March 4." in run(*dated, "--set", "dates=month-first").output


def test_render_greets_by_the_name_or_without_one(root: Path) -> None:
    greeting = ["render", "simple", "--root", str(root), "--set"]
    assert "\n\nHello Sam,\n\n" in run(*greeting, "tone=neutral").output
    assert "\n\nHello Priya,\n\n" in run(*greeting, "recipient=Priya").output
    assert "\n\nHello,\n\n" in run(*greeting, "recipient=").output


def test_render_says_a_choice_in_the_tone_of_the_letter(root: Path) -> None:
    staying = ["render", "simple", "--root", str(root), "--set", "reason=staying-put", "--set"]
    assert "I've decided to stay where I am." in run(*staying, "tone=neutral").output
    assert (
        "I have decided to remain with my present employer." in run(*staying, "tone=formal").output
    )


def test_render_does_not_say_twice_what_the_sentence_says(root: Path) -> None:
    role = ["render", "simple", "--root", str(root), "--set", "role=the Junior Accountant role"]
    assert "for the Junior Accountant role at Northwind" in run(*role).output


def test_render_of_a_tone_that_a_message_lacks_names_those_it_has(root: Path) -> None:
    lay_over(MISTAKES / "fits-one-text", root)
    result = run("render", "too-far", "--root", str(root), "--set", "tone=warm")
    assert result.exit_code == 1
    assert "this message has no warm letter: choose one of neutral" in result.output


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["genral"], 'there is no template "genral": did you mean "general"?'),
        (["ask/general"], "there is no template"),
        (["general", "--set", "company"], "write --set company=VALUE"),
        (["general", "--set", "compnay=X"], 'did you mean "company"?'),
        (["general", "--set", "tone=rude"], "warm, neutral, formal"),
        (["general", "--set", "dates=us"], "day-first, month-first"),
    ],
)
def test_render_refuses(arguments: list[str], said: str) -> None:
    result = run("render", *arguments)
    assert (result.exit_code, said in result.output) == (1, True), result.output


def test_render_of_a_broken_template_says_what_is_broken(ours: Path) -> None:
    path = ours / "templates" / "decline" / "general.txt"
    path.write_text(path.read_text("utf-8").replace("{{ greeting }}", "{{ greting }}"), "utf-8")
    result = run("render", "general", "--root", str(ours))
    assert result.exit_code == 1
    assert "unknown-field" in result.output


def test_render_of_a_template_whose_field_is_broken_says_so(ours: Path) -> None:
    path = ours / "catalogue" / "fields.yml"
    path.write_text(
        path.read_text("utf-8").replace("  label: Company", "  lable: Company"), "utf-8"
    )
    result = run("render", "general", "--root", str(ours))
    assert result.exit_code == 1
    assert '"lable" is not a key here' in result.output
    assert "there is no template" in run("render", "genral", "--root", str(ours)).output
