"""Odd files and broken entries: each is one problem, without a flood of follow-ons."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from macros.loading.load import ROOT
from tests.small_set import check, good, rules_in, write


def test_windows_line_ends_and_a_byte_order_mark_are_welcome(root: Path) -> None:
    write(root, b"\xef\xbb\xbf" + good(root).replace("\n", "\r\n").encode())
    assert check(root).exit_code == 0


def test_files_of_the_system_are_passed_over(root: Path) -> None:
    for name in (".DS_Store", "Thumbs.db", "desktop.ini", ".gitkeep"):
        write(root, b"\x00\x01", f"templates/decline/{name}")
        write(root, b"\x00\x01", f"catalogue/{name}")
    assert check(root).exit_code == 0


def test_what_editors_leave_behind_is_passed_over(root: Path) -> None:
    for name in ("simple.txt~", ".simple.txt.swp", "#simple.txt#"):
        write(root, "half a letter", f"templates/decline/{name}")
        write(root, "half a list", f"catalogue/{name}")
    (root / "templates" / "decline" / ".#simple.txt").symlink_to("sam@desk.1234")
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
