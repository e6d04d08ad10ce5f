"""How problems are told: to people, to other programs, to GitHub."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from macros.characters import UNSEEN
from macros.checking.reports import as_annotation
from macros.errors import as_text
from macros.problems import Problem
from tests.small_set import MISTAKES, PLACE, before_each_end, check, good, lay_over, write


def test_json_has_every_part(root: Path) -> None:
    lay_over(MISTAKES / "unknown-field", root)
    report = json.loads(check(root, "--format", "json").output)
    assert report["templates"] == 0
    (problem,) = report["problems"]
    assert problem["path"] == PLACE
    assert problem["line"] == 44
    assert problem["rule"] == "unknown-field"
    assert problem["fix"].startswith('did you mean "company"?')
    assert "compnay" in problem["quote"]


def test_github_annotations(root: Path) -> None:
    lay_over(MISTAKES / "broken-syntax-unclosed-if", root)
    first = check(root, "--format", "github").output.splitlines()[0]
    assert first == (
        f"::error file={PLACE},line=18,title=broken-syntax::"
        "this {%25 if keep_in_touch %25} is never closed"
        "%0Afix: add {%25 endif %25} where the optional text ends"
    )


def test_a_template_cannot_write_workflow_commands() -> None:
    problem = Problem("a,b:c\n::d", 1, "x", "one\n::error::two", "f\n::g", "##[stop-commands]q")
    assert as_annotation(problem) == (
        "::error file=a%2Cb%3Ac\\n%3A%3Ad,line=1,title=x::one\\n::error::two%0Afix: f\\n::g"
    )
    lines = as_text(problem).splitlines()
    assert [line.startswith("::") for line in lines] == [False, False, False]


@pytest.mark.parametrize("line", ["##[stop-commands]x", "x ##[stop-commands]x {{ compnay }}"])
def test_workflow_commands_in_a_quote_are_broken_up(root: Path, line: str) -> None:
    write(root, before_each_end(good(root), line))
    result = check(root, "--format", "github")
    assert (result.exit_code, "##[" in result.output) == (1, False)


@pytest.mark.parametrize(
    "character", "\u200b\u200e\u202e\u2066\u00ad\ufeff\u00a0\u3164\U000e0041\x07"
)
def test_unseen_characters(character: str) -> None:
    assert UNSEEN.search(f"a{character}b")


@pytest.mark.parametrize("character", "é–—’“”…£€ 😀字ع")
def test_seen_characters(character: str) -> None:
    assert not UNSEEN.search(f"a{character}b")
