"""Checks the whole template set: what load.py found, what is unused, and good practice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from macros.load import load
from macros.mistakes import Mistake
from macros.model import Catalogue, Problem
from macros.names import slots
from macros.practice import practice_problems
from macros.reader import shown


def check(root: Path) -> list[Problem]:
    """Every problem of every file under `root`, by file and line. Never raises for a file."""
    catalogue = load(root)
    problems = [*catalogue.problems]
    for template in catalogue.templates.values():
        problems += practice_problems(catalogue, template)
    if not catalogue.problems:  # a template that was left out may use what seems unused
        problems += unused_problems(root, catalogue)
    return sorted(set(problems), key=lambda p: (p.path, p.line, p.rule, p.message))


def unused_problems(root: Path, catalogue: Catalogue) -> Iterator[Problem]:
    """Fields and phrases that no template uses."""
    templates = catalogue.templates.values()
    used_fields = {field.id for template in templates for field in template.fields}
    used_phrases = {slot.name for t in templates for part in t.body for slot in slots(part)}
    for name, known, used in (
        ("fields", catalogue.fields, used_fields),
        ("phrases", catalogue.phrases, used_phrases),
    ):
        path = root / "catalogue" / f"{name}.yml"
        lines = path.read_text("utf-8-sig").split("\n")
        for key in sorted(known.keys() - used):
            number = next((n for n, line in enumerate(lines, 1) if names_entry(line, key)), 1)
            message, fix = f'no template uses "{key}"', "remove it, or use it in a template"
            yield Problem(shown(path), number, Mistake.UNUSED, message, fix, lines[number - 1])


def names_entry(line: str, key: str) -> bool:
    """True if an entry of this id starts on this line."""
    return bool(re.search(rf"\bid:\s*[\"']?{re.escape(key)}\b", line))
