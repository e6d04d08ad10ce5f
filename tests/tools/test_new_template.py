"""`new` starts a template that is in order after three edits."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from macros.language.plain_text import UNFINISHED
from macros.loading.load import ROOT, load
from macros.loading.skeleton import skeleton
from macros.model import CHANNELS
from tests.small_set import run

EDITS = {
    "title": "The commute is too long",
    "when": "You would have to travel for hours every day.",
    "words": "[three buses, bad roads, no car, no trains, hours away, tolls, fuel, parking]",
}


def fill_in(path: Path) -> None:
    """Say what the message is for, in place of what stands after WRITE HERE."""
    text = path.read_text("utf-8")
    for key, words in EDITS.items():
        text = re.sub(rf'\n{key}: \[?"{UNFINISHED}.*"\]?\n', f"\n{key}: {words}\n", text)
    path.write_text(text, "utf-8")


@pytest.mark.parametrize("channel", CHANNELS)
def test_a_new_template_is_in_order_after_three_edits(ours: Path, channel: str) -> None:
    made = run("new", "decline/the-journey", "--channel", channel, "--root", str(ours))
    assert made.exit_code == 0, made.output
    path = ours / "templates" / "decline" / "the-journey.txt"
    before = run("check", "--root", str(ours))
    assert before.exit_code == 1
    assert before.output.count(": unfinished: ") == len(EDITS)
    assert before.output.endswith(f"\n{len(EDITS)} problems to fix\n")
    fill_in(path)
    after = run("check", "--root", str(ours))
    assert after.exit_code == 0, after.output
    for tone in load(ours).templates["the-journey"].letters:
        said = run("render", "the-journey", "--set", f"tone={tone}", "--root", str(ours))
        assert said.exit_code == 0
        assert UNFINISHED not in said.output


def test_a_new_template_uses_only_what_the_set_has(root: Path) -> None:
    assert run("new", "decline/the-journey", "--root", str(root)).exit_code == 0
    path = root / "templates" / "decline" / "the-journey.txt"
    assert "own_line" in skeleton(load(ROOT), "email")
    assert "own_line" not in path.read_text("utf-8")
    fill_in(path)
    assert run("check", "--root", str(root)).output == "2 templates, no problems\n"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("decilne/x", '"decilne" is no category: did you mean "decline"?'),
        ("general", 'write CATEGORY/ID, as in "decline/general"'),
        ("decline/general", 'the name "general" is taken by decline/general'),
        ("ask/general", 'the name "general" is taken by decline/general'),
        ("decline/Too Far", '"Too Far" is no name for a template'),
        ("decline/../x", '"../x" is no name for a template'),
        ("decline/x/y", '"x/y" is no name for a template'),
        ("decline/", '"" is no name for a template'),
        ("decline/" + "x" * 61, "is no name for a template"),
    ],
)
def test_new_refuses(ours: Path, name: str, said: str) -> None:
    before = sorted(ours.rglob("*"))
    result = run("new", name, "--root", str(ours))
    assert (result.exit_code, said in result.output) == (1, True), result.output
    assert sorted(ours.rglob("*")) == before
