"""Opens the files of the template set, and collects what is wrong with them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from macros.model import Entry, Problem
from macros.schema_errors import explained
from macros.yaml_source import Marked, YamlError, read_yaml

MOST_BYTES = 64 * 1024
INVISIBLE = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]"
)
E = TypeVar("E", bound=Entry)


@dataclass
class Reader:
    """Collects the problems of all files while they are read."""

    root: Path
    problems: list[Problem] = field(default_factory=list)

    def report(
        self, path: Path, line: int, rule: str, message: str, fix: str, quote: str = ""
    ) -> None:
        """Notes a problem; `path` is shown relative to where the command runs."""
        self.problems.append(Problem(shown(path), line, rule, message, fix, quote))

    def text(self, path: Path) -> str | None:
        """The file's text with plain line ends, or None after reporting why it cannot be used."""
        if path.is_symlink():
            self.report(path, 1, "odd-file", "this is a symbolic link", "add the file itself")
            return None
        raw = path.read_bytes()
        if len(raw) > MOST_BYTES:
            self.report(
                path, 1, "odd-file", f"{len(raw)} bytes are too many", "keep it under 64 KB"
            )
            return None
        try:
            text = raw.decode("utf-8-sig").replace("\r\n", "\n")
        except UnicodeDecodeError as error:
            line = raw[: error.start].count(b"\n") + 1
            self.report(path, line, "odd-file", "this is not UTF-8", "save the file as UTF-8")
            return None
        found = INVISIBLE.search(text)
        if found:
            line = text.count("\n", 0, found.start()) + 1
            self.report(
                path,
                line,
                "invisible-character",
                f"an invisible character stands here (U+{ord(found[0]):04X})",
                "delete it; typing the line again is the easiest way",
                text.split("\n")[line - 1],
            )
            return None
        return text


def shown(path: Path) -> str:
    """The path as people see it: relative to the working folder where possible."""
    try:
        return path.resolve().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return path.as_posix()


def line_of(path: Path, pattern: re.Pattern[str]) -> int:
    """The first line (from 1) that matches, or 1."""
    for number, line in enumerate(path.read_text("utf-8-sig").splitlines(), 1):
        if pattern.search(line):
            return number
    return 1


def marked_yaml(reader: Reader, path: Path, text: str, above: int) -> Marked | None:
    """The YAML with its lines; `above` lines stand before it in the file."""
    try:
        return read_yaml(text)
    except YamlError as error:
        lines = text.split("\n")
        quote = lines[error.line - 1] if error.line <= len(lines) else ""
        reader.report(path, error.line + above, "broken-yaml", error.message, error.fix, quote)
        return None


def validated(
    reader: Reader,
    path: Path,
    kind: type[E],
    data: Any,
    marked: Marked,
    at: tuple[str | int, ...],
    above: int,
) -> E | None:
    """The data as an entry, or None after reporting each thing that is wrong with it."""
    try:
        return kind.model_validate(data)
    except ValidationError as error:
        for fault in explained(error, kind):
            line = marked.line((*at, *fault.at)) + above
            reader.report(path, line, fault.rule, fault.message, fault.fix)
        return None
