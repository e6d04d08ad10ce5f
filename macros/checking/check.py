"""Checks the whole template set: what loading found, what is unused, and good practice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from macros.checking.repeats import sentence_problems
from macros.checking.template import practice_problems
from macros.checking.variants import all_drafts
from macros.loading.files import shown
from macros.loading.load import load
from macros.mistakes import Mistake
from macros.model import TONES, Catalogue, Problem
from macros.rules.letter_slips import word_slips


def check(root: Path) -> list[Problem]:
    """Every problem of every file under `root`, by file and line. Never raises for a file."""
    catalogue = load(root)
    problems = [*catalogue.problems, *catalogue_slips(root, catalogue)]
    judged = [(template, all_drafts(template)) for template in catalogue.templates.values()]
    for template, drafts in judged:
        problems += practice_problems(catalogue, template, drafts)
    problems += sentence_problems(judged)
    problems += slips_in_letters(catalogue, problems)
    if not catalogue.problems:  # a template that was left out may use what seems unused
        problems += unused_problems(root, catalogue)
    return sorted(set(problems), key=lambda p: (p.path, p.line, p.rule, p.message))


def slips_in_letters(catalogue: Catalogue, problems: list[Problem]) -> list[Problem]:
    """The slips in letters; how one starts and ends is told where nothing else is at fault."""
    end = Mistake.AFTER_THE_END
    causes = (*catalogue.problems, *(problem for problem in problems if problem.rule == end))
    places = {(cause.path, cause.line + below) for cause in causes for below in (0, 1)}
    frame = (Mistake.GREETING, Mistake.ENDING)
    return [p for p in catalogue.slips if p.rule not in frame or (p.path, p.line) not in places]


def catalogue_slips(root: Path, catalogue: Catalogue) -> Iterator[Problem]:
    """Slips in what the catalogue says in letters: the greeting, and the texts of options."""
    spoken = [("greeting", text, tone) for tone, text in catalogue.greeting or ()]
    options = [option for field in catalogue.fields.values() for option in field.options.values()]
    spoken += (("fields", option.said(tone), tone) for option in options for tone in TONES)
    for name, text, tone in spoken:
        for mistake, why, fix in word_slips(text, catalogue.instead, formal=tone == "formal"):
            path = root / "catalogue" / f"{name}.yml"
            lines = ["", *path.read_text("utf-8-sig").split("\n")]
            number = next((n for n, line in enumerate(lines) if text in line), 1)
            yield Problem(shown(path), number, mistake, why, fix, lines[number])


def unused_problems(root: Path, catalogue: Catalogue) -> Iterator[Problem]:
    """Fields that no template uses."""
    used = {field.id for template in catalogue.templates.values() for field in template.fields}
    path = root / "catalogue" / "fields.yml"
    lines = path.read_text("utf-8-sig").split("\n")
    for key in sorted(catalogue.fields.keys() - used):
        entry = re.compile(rf"\bid:\s*[\"']?{re.escape(key)}\b")
        number = next((n for n, line in enumerate(lines, 1) if entry.search(line)), 1)
        message, fix = f'no template uses "{key}"', "remove it, or use it in a template"
        yield Problem(shown(path), number, Mistake.UNUSED, message, fix, lines[number - 1])
