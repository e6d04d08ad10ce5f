"""What `check` does beside finding mistakes: formats, odd files, and no flood of follow-ons."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from macros.__main__ import cli
from macros.characters import UNSEEN
from macros.checking.reports import as_annotation
from macros.checking.variants import variants
from macros.errors import as_text
from macros.loading.load import ROOT, load
from macros.model import LENGTHS, Problem
from tests.cards import EMAILS
from tests.checking.test_mistakes import MISTAKES, lay_over, root

__all__ = ["root"]  # a fixture

PLACE = "templates/decline/simple.txt"


def check(root: Path, *options: str) -> Result:
    result = CliRunner().invoke(cli, ["check", "--root", str(root), *options])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def good(root: Path) -> str:
    """The template of the small set, which has no problem, as text."""
    return (root / PLACE).read_text("utf-8")


def before_each_end(text: str, more: str) -> str:
    """The text of a template with one paragraph more before the ending of each letter."""
    return re.sub(r"\n\n(?=.+,\n\{\{ your_name \}\})", f"\n\n{more}\n\n", text)


def write(root: Path, text: str | bytes, place: str = PLACE) -> None:
    path = root / place
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode() if isinstance(text, str) else text)


def rules_in(result: Result) -> list[str]:
    heads = [line for line in result.output.splitlines() if not line.startswith("    ")]
    return [line.split(": ")[1] for line in heads if line.count(": ") >= 2]


# --- our own set ----------------------------------------------------------------------------


def test_our_own_templates_have_no_problem() -> None:
    result = check(ROOT)
    assert result.exit_code == 0, result.output


def test_every_part_of_every_message_is_judged_on_and_off() -> None:
    for template in load(ROOT).templates.values():
        tried = list(variants(template))
        assert {(v["tone"], v["length"]) for v in tried if "length" in v} == {
            (tone, length) for tone in template.letters for length in LENGTHS
        }
        for field in template.fields:
            if field.kind == "switch":
                assert {v.get(field.id) for v in tried} >= {"yes", "no"}
            elif field.kind == "choice":
                assert {v.get(field.id) for v in tried} >= {*field.options}


def test_every_email_has_room_for_a_sentence_of_ones_own() -> None:
    for template in EMAILS:
        for tone, letter in template.letters.items():
            assert "{{ own_line }}" in letter.source, (template.full_id, tone)


def test_a_mistake_behind_three_switches_is_found(root: Path) -> None:
    fields = root / "catalogue" / "fields.yml"
    more = [f"- id: switch_{n}\n  kind: switch\n  label: Switch {n}\n" for n in range(6)]
    fields.write_text(fields.read_text("utf-8") + "".join(more), "utf-8")
    parts = "".join(f" {{% if switch_{n} %}}One{n}.{{% endif %}}" for n in range(6))
    rude = "{% if switch_1 and switch_4 and not switch_2 %}This is pathetic.{% endif %}"
    write(root, before_each_end(good(root), f"{parts}\n\n{rude}"))
    result = check(root)
    assert "stay-polite" in rules_in(result)
    assert "switch_1=yes" in result.output
    assert '"pathetic"' in result.output


def test_a_small_message_is_judged_in_every_combination(root: Path) -> None:
    text = re.sub(r"{% if (interview_date|reason) %}.*?{% endif %}", "", good(root))
    write(root, text)
    template = load(root).templates["simple"]
    picked = [v for v in variants(template) if "length" not in v]
    assert {(v["tone"], v["recipient"], v["keep_in_touch"]) for v in picked} == {
        (tone, name, switch)
        for tone in template.letters
        for name in ("", "Sam")
        for switch in ("no", "yes")
    }


def test_a_template_that_is_copied_is_noticed(root: Path) -> None:
    write(root, good(root), "templates/decline/copy.txt")
    assert {*rules_in(check(root))} == {"repeated"}


# --- files ----------------------------------------------------------------------------------


def test_windows_line_ends_and_a_byte_order_mark_are_welcome(root: Path) -> None:
    write(root, b"\xef\xbb\xbf" + good(root).replace("\n", "\r\n").encode())
    assert check(root).exit_code == 0


def test_files_of_the_system_are_passed_over(root: Path) -> None:
    write(root, b"\x00\x01", "templates/.DS_Store")
    write(root, b"", "templates/decline/.gitkeep")
    assert check(root).exit_code == 0


def test_a_pipe_does_not_keep_check_waiting(root: Path) -> None:
    os.mkfifo(root / "templates" / "decline" / "too-far.txt")
    command = [sys.executable, "-m", "macros", "check", "--root", str(root)]
    done = subprocess.run(
        command, cwd=ROOT.parent, capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.returncode, "too-far.txt:1: odd-file: " in done.stdout) == (1, True)


def test_a_folder_with_the_name_of_a_template(root: Path) -> None:
    write(root, good(root), "templates/decline/too-far.txt/inner.txt")
    assert rules_in(check(root)) == ["wrong-place"]


def test_folders_deep_in_one_another(root: Path) -> None:
    deep = root / "templates" / "decline" / Path(*["a"] * 300)
    deep.mkdir(parents=True)
    (deep / "x.txt").write_text("x", "utf-8")
    assert rules_in(check(root)) == ["wrong-place"]


def test_a_file_that_may_not_be_read(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read = Path.read_bytes

    def refuse(path: Path) -> bytes:
        if path.name == "simple.txt":
            raise PermissionError(13, "Permission denied")
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    result = check(root)
    assert "odd-file: this cannot be read: Permission denied" in result.output


def test_a_linked_folder_of_templates(root: Path) -> None:
    (root / "templates").rename(root / "elsewhere")
    (root / "templates").symlink_to("elsewhere")
    result = check(root)
    assert (
        "templates:1: odd-file: this folder cannot be read: it is a symbolic link" in result.output
    )


def test_a_name_that_no_terminal_can_print(root: Path) -> None:
    name = os.fsdecode(b"t\xff\x1b[31m\nx.txt")
    write(root, good(root), f"templates/decline/{name}")
    for form in ("text", "github", "json"):
        result = check(root, "--format", form)
        assert result.exit_code == 1
        assert "\x1b" not in result.output


def test_no_folder_at_all(tmp_path: Path) -> None:
    result = check(tmp_path)
    assert result.exit_code == 1
    assert set(rules_in(result)) == {"missing-file"}


# --- one cause, one problem -----------------------------------------------------------------


def test_a_catalogue_that_cannot_be_read_is_the_only_problem(root: Path) -> None:
    (root / "catalogue" / "fields.yml").write_text('- id: "company\n', "utf-8")
    assert rules_in(check(root)) == ["broken-yaml"]


def test_a_broken_entry_is_not_reported_again_where_it_is_used(root: Path) -> None:
    path = root / "catalogue" / "fields.yml"
    path.write_text(path.read_text("utf-8").replace("label: Company", "lable: Company"), "utf-8")
    write(root, good(root).replace("# Formal", "{{ compnay }}\n\n# Formal"))
    result = check(root)
    assert sorted(rules_in(result)) == ["unknown-field", "unknown-key"]
    assert '"compnay"' in result.output


def test_everything_wrong_with_a_file_is_said_in_one_run(root: Path) -> None:
    text = good(root).replace("title: A simple no\n", "titel: A simple no\n")
    text = text.replace("# Neutral", "# neutral").replace("Subject: ", "", 1)
    text = text.replace("With kind regards", "See www.example.com\n\n{{ compnay }} and {{ role")
    write(root, text)
    assert sorted(rules_in(check(root))) == [
        "broken-syntax",
        "heading",
        "link",
        "subject",
        "unknown-field",
        "unknown-key",
    ]


def test_a_link_to_a_broken_template_is_not_a_second_problem(root: Path) -> None:
    other = good(root).replace("standard:", "see: [simple]\nstandard:")
    write(root, other, "templates/decline/other.txt")
    write(root, good(root).replace("# Formal", "{{ compnay }}\n\n# Formal"))
    assert rules_in(check(root)) == ["unknown-field"]


# --- formats --------------------------------------------------------------------------------


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
