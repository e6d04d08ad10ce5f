"""The same words in two messages, in two tones, or twice in one message."""

from __future__ import annotations

from pathlib import Path

import pytest

from macros.checking.check import check
from macros.loading.load import ROOT
from macros.problems import Problem
from tests.rules.test_letter_slips import email, note

LONG = "There is so much rain that I would rather stay in."
OTHER = "templates/decline/other.txt"


def add(root: Path, place: str, text: str) -> None:
    path = root / place
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, "utf-8")


def repeats(root: Path) -> list[Problem]:
    """What check says of repeated words; of anything else it says nothing."""
    return [found for found in check(root) if found.code in ("repeated", "same-letter")]


def test_no_two_of_our_messages_share_a_sentence() -> None:
    assert repeats(ROOT) == []


@pytest.mark.parametrize(
    "again",
    [
        LONG,
        "there is so much rain: that I would rather stay in!",
        "{% if keep_in_touch %}" + LONG + "{% endif %}",
        "There is {% if keep_in_touch %}so much rain{% else %}sun{% endif %} that I would rather "
        "stay in.",
    ],
)
def test_a_sentence_stands_in_another_message(again: str, root: Path) -> None:
    add(root, "templates/ask/first.txt", note(LONG, "warm"))
    add(root, OTHER, note(again, "formal"))
    (found,) = repeats(root)
    assert (found.path, found.code) == (OTHER, "repeated")
    assert "ask/first.txt" in found.message
    assert "with tone=formal" in found.message
    assert found.quote == again


@pytest.mark.parametrize(
    ("one", "again"),
    [
        ("I hope we meet again soon.", "I hope we meet again soon."),
        (LONG, "There is so much rain that I would rather go home."),
        ("I want to work for {{ company }}.", "I want to work for {{ company }}."),
        ("{% if reason %}{{ reason }}.{% endif %}", "{% if reason %}{{ reason }}!{% endif %}"),
    ],
)
def test_short_or_other_sentences_may_stand_in_two(one: str, again: str, root: Path) -> None:
    add(root, "templates/ask/first.txt", note(one))
    add(root, OTHER, note(again))
    assert repeats(root) == []


def test_what_stands_in_a_blank_is_no_difference(root: Path) -> None:
    add(root, "templates/ask/first.txt", note("I would have liked to work for {{ company }}."))
    add(root, OTHER, note("I would have liked to work for {{ role }}."))
    assert [found.path for found in repeats(root)] == [OTHER]


def test_a_subject_stands_in_another_message(root: Path) -> None:
    subject = "interview: withdrawing my application"
    add(root, OTHER, email(": declining because of the commute", f" {subject}"))
    (found,) = repeats(root)
    assert found.path == "templates/decline/simple.txt"  # the later of the two
    assert found.quote == f"Subject: {{{{ role }}}} {subject}"
    assert "decline/other.txt" in found.message


def test_each_later_message_is_named(root: Path) -> None:
    for name in "cab":
        add(root, f"templates/decline/{name}.txt", note(LONG))
    found = [
        (problem.path, problem.message.partition(" stands in ")[2]) for problem in repeats(root)
    ]
    assert found == [
        ("templates/decline/b.txt", "decline/a.txt too (with tone=neutral)"),
        ("templates/decline/c.txt", "decline/a.txt too (with tone=neutral)"),
    ]


def test_a_bad_example_may_say_what_a_good_one_says(root: Path) -> None:
    bad = note(LONG).replace("channel: text", "counterexample: true\nbreaks: [thank-them]")
    add(root, "templates/ask/first.txt", bad.replace("# Neutral\n", "# Neutral\n\nSubject: Rain\n"))
    add(root, OTHER, note(LONG))
    assert repeats(root) == []


@pytest.mark.parametrize(
    ("words", "twice"),
    [
        ("It is too far. I see. It is too far.", True),
        ("It is too far.\n\nit is too far!", True),
        ("It is too far.{% if keep_in_touch %} It is too far.{% endif %}", True),
        ("{% if keep_in_touch %}It is too far.{% else %}It is too far.{% endif %}", False),
        ("Thank you. It is too far. Thank you.", False),
        ("It is too far. It is too late.", False),
    ],
)
def test_a_sentence_stands_twice_in_one_message(words: str, twice: bool, root: Path) -> None:
    add(root, OTHER, note(words))
    assert ["twice" in found.message for found in repeats(root)] == [True] * twice


WARM = "Many thanks. The way is long. I stay here. {{ company }} is fine."


@pytest.mark.parametrize(
    ("neutral", "same"),
    [
        (WARM, True),
        ("Thank you. The way is long. I stay here. {{ company }} is fine.", True),
        ("Thank you. The way is far. I stay here. {{ company }} is fine.", False),
        ("Thank you. It is far. I remain here. {{ company }} is good.", False),
    ],
)
def test_a_tone_says_what_another_says(neutral: str, same: bool, root: Path) -> None:
    bodies = {"I'm on the road": WARM, "Thank you for writing": neutral}
    lines = email().split("\n")
    for start, body in bodies.items():
        lines = [body if line.startswith(start) else line for line in lines]
    add(root, OTHER, "\n".join(lines))
    found = [(found.code, lines[found.line - 1]) for found in repeats(root)]
    assert found == [("same-letter", "# Neutral")] * same


def test_a_text_message_may_be_the_same_in_two_tones(root: Path) -> None:
    add(root, OTHER, note("It is too far.") + "\n# Warm\n\nIt is too far.\n")
    assert repeats(root) == []
