"""The review shows what a change does to the messages, and nothing of it unseen."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from macros.model import TONES
from macros.tools import review
from tests.small_set import PLACE, before_each_end, good, run, write


def committed(root: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The set under `root` in the first commit of a repository of its own."""
    project = root / "project"
    (project / "macros").mkdir(parents=True)
    for part in ("catalogue", "templates"):
        shutil.move(str(root / part), project / "macros" / part)
    for command in (
        ["init", "--quiet"],
        ["add", "."],
        ["-c", "user.name=x", "-c", "user.email=x@example.com", "commit", "--quiet", "-m", "x"],
    ):
        subprocess.run(["git", *command], cwd=project, check=True, capture_output=True)
    monkeypatch.setattr(review, "ROOT", project / "macros")
    return project / "macros"


@pytest.fixture
def project(root: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small set in a repository of its own."""
    return committed(root, monkeypatch)


def diff(project: Path, base: str = "HEAD") -> str:
    result = run("diff", base, "--root", str(project))
    assert result.exit_code == 0, result.output
    return result.output


def outside_code(markdown: str) -> str:
    """The Markdown without its code blocks and inline code, read as GitHub reads it."""
    kept: list[str] = []
    fence = ""
    for line in markdown.splitlines():
        opening = re.match(r"`{3,}", line)
        if fence:
            closing = re.fullmatch(r" {0,3}(`{3,})\s*", line)
            fence = "" if closing and len(closing[1]) >= len(fence) else fence
        elif opening:
            fence = opening[0]
        else:
            kept.append(re.sub(r"`[^`]*`", "", line))
    assert not fence, "a code block is left open"
    return "\n".join(kept)


def test_nothing_has_changed(project: Path) -> None:
    assert "No message changes." in diff(project)


def test_each_letter_is_shown_before_and_after(project: Path) -> None:
    write(project, before_each_end(good(project), "Take care."))
    said = diff(project)
    assert said.count("### `decline/simple` (changed)") == 1
    assert said.count("\n Subject: Data Analyst") == len(TONES)
    assert said.count("\n+Take care.\n") == 2 * len(TONES)  # and once more in its file


def test_only_the_letters_that_change_are_shown(project: Path) -> None:
    write(project, good(project).replace("Thanks so much", "Many thanks"))
    said = diff(project)
    assert said.count("**Warm**") == 1
    assert "**Neutral**" not in said
    assert "**Formal**" not in said


def test_new_and_removed_templates_are_shown(project: Path) -> None:
    simple = project / PLACE
    simple.rename(simple.with_name("simple-two.txt"))
    said = diff(project)
    assert "### `decline/simple-two` (new)" in said
    assert "### `decline/simple` (removed)" in said


def test_the_greeting_changes_every_message_and_still_fits_a_comment(
    ours: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = committed(ours, monkeypatch)
    path = project / "catalogue" / "greeting.yml"
    path.write_text(path.read_text("utf-8").replace("{{ recipient }}", "dear {{ recipient }}"))
    said = diff(project)
    assert said.count("(changed)") > 5
    assert " dear Sam,\n" in said
    assert len(said) < 65_536, "longer than a comment may be"


def test_what_does_not_fit_a_comment_is_counted(project: Path) -> None:
    for number in range(60):
        write(project, good(project), f"templates/decline/other-{number:02}.txt")
    said = diff(project)
    shown = said.count("\n### `")
    left = re.search(r"… and (\d+) more changes: run `make review`\.", said)

    assert left
    assert int(left[1]) + shown == 2 * 60  # each as a message, and as a file
    assert shown > 10
    assert len(said) < 65_536, "longer than a comment may be"
    assert outside_code(said)


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        (PLACE, "{{ reason }}.", "{{ reason }}. Goodbye then."),
        (PLACE, "interview: withdrawing", "interview: I am withdrawing"),
        (PLACE, "title: A simple no", "title: A plain no"),
        (PLACE, "when: You do", "when: Perhaps you do"),
        (PLACE, "words: [turn down,", "words: [turn it down,"),
        ("catalogue/greeting.yml", "Hiring Manager", "Hiring Team"),
        ("catalogue/categories.yml", "title: Afterwards", "title: Later"),
        ("catalogue/fields.yml", "remain with my present", "stay with my present"),
    ],
)
def test_no_change_goes_unseen(project: Path, name: str, old: str, new: str) -> None:
    path = project / name
    before = path.read_text("utf-8")
    assert old in before
    path.write_text(before.replace(old, new), "utf-8")
    said = diff(project)
    assert "No message changes." not in said
    assert new in said


def test_a_sentence_that_only_some_readers_see_is_shown_as_they_see_it(project: Path) -> None:
    switch = "{% if keep_in_touch %}"
    only = f"{{% if not keep_in_touch %}}Goodbye then.{{% endif %}} {switch}"
    write(project, good(project).replace(switch, only))
    said = diff(project)
    assert "### `decline/simple` (changed)" in said
    assert said.count("\n+Goodbye then.") == len(TONES)


def test_a_message_that_moves_is_shown(project: Path) -> None:
    moved = project / "templates" / "follow-up" / "simple.txt"
    moved.parent.mkdir()
    (project / PLACE).rename(moved)
    said = diff(project)
    assert "### `templates/follow-up/simple.txt` (file)" in said
    assert "No message changes." not in said


def test_nothing_that_is_written_in_a_template_is_markup(project: Path) -> None:
    nasty = "```\n````` @everyone <img src=x> [a](b) #1 ![](c)\n~~~~~~~~\n</details>"
    write(project, before_each_end(good(project), nasty))
    assert "@everyone" not in outside_code(diff(project))
    # An example is not judged; the name stands on a line of its own and could close a code block.
    catalogue = project / "catalogue" / "fields.yml"
    fields = catalogue.read_text("utf-8")
    fields = fields.replace("example: Northwind", "example: '@everyone <img src=x>'")
    catalogue.write_text(fields.replace("example: Alex Morgan", "example: '``````'"), "utf-8")
    write(project, good(project), "templates/decline/new-message.txt")
    said = diff(project)
    assert "\n``````\n" in said
    assert "@everyone" in said
    left = outside_code(said)
    assert left.count("**Neutral**") == said.count("**Neutral**") > 0
    assert "@everyone" not in left
    assert not re.search(r"[<>@!]|\]\(", left), left


@pytest.mark.parametrize("base", ["nowhere", "HEAD:README.md", "--upload-pack=x", "HEAD~99"])
def test_diff_refuses_what_is_no_revision(project: Path, base: str) -> None:
    result = run("diff", "--root", str(project), "--", base)
    assert (result.exit_code, "git knows no revision" in result.output) == (1, True)
