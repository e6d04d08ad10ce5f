"""Checks the whole template set: what loading found, what is unused, and good practice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product
from pathlib import Path

from macros.checking.finder import finder_problems
from macros.checking.repeats import sentence_problems
from macros.checking.template import rule_problems
from macros.loading.load import load
from macros.mistakes import Mistake
from macros.model import TONES, Catalogue
from macros.problems import Fault, Location, Problem
from macros.rules.letter_slips import word_slips
from macros.rules.variants import all_drafts

SAMPLES = "docs/samples"


def check(root: Path) -> list[Problem]:
    """Every problem of every file under `root`, by file and line. Never raises for a file."""
    catalogue = load(root)
    problems = [
        *catalogue.problems,
        *catalogue_slips(catalogue),
        *page_problems(root.absolute().parent, catalogue),
    ]
    judged = [(template, all_drafts(template)) for template in catalogue.templates.values()]
    for template, drafts in judged:
        problems += rule_problems(catalogue, template, drafts)
    problems += sentence_problems(judged)
    problems += finder_problems(catalogue)
    problems += slips_in_letters(catalogue, problems)
    if not catalogue.problems:  # a template that was left out may use what seems unused
        problems += unused_problems(catalogue)
    return sorted(set(problems), key=lambda p: (p.path, p.line, p.code, p.message))


def slips_in_letters(catalogue: Catalogue, problems: list[Problem]) -> list[Problem]:
    """The slips in letters; how one starts and ends is told where nothing else is at fault."""
    end = Mistake.AFTER_THE_END
    causes = (*catalogue.problems, *(problem for problem in problems if problem.code == end))
    places = {(cause.path, cause.line + below) for cause in causes for below in (0, 1)}
    frame = (Mistake.GREETING, Mistake.ENDING)
    return [p for p in catalogue.slips if p.code not in frame or (p.path, p.line) not in places]


def catalogue_slips(catalogue: Catalogue) -> Iterator[Problem]:
    """Slips in what the catalogue says in letters: the greeting, and the texts of options."""
    for text, tone, location in spoken(catalogue):
        for slip in word_slips(text, catalogue.instead, formal=tone == "formal"):
            yield location.problem(slip)


def spoken(catalogue: Catalogue) -> Iterator[tuple[str, str, Location]]:
    """Each text of the catalogue that letters say, with its tone, and where it stands."""
    if catalogue.greeting:
        for tone, text in catalogue.greeting:
            yield text, tone, catalogue.greeting.location(tone)
    for field in catalogue.fields.values():
        for option, tone in product(field.options.values(), TONES):
            yield option.said(tone), tone, option.location("text", tone)


def page_problems(project: Path, catalogue: Catalogue) -> Iterator[Problem]:
    """Categories without a page, if the set stands in a project that has such pages."""
    config = project / "mkdocs.yml"
    nav = config.read_text("utf-8") if config.is_file() else ""
    for category in catalogue.categories.values() if (project / SAMPLES).is_dir() else ():
        page = f"{SAMPLES}/{category.id}.md"
        message, fix = "", "list it in mkdocs.yml under nav:, as those of other categories"
        if not (project / page).is_file():
            message = f"{page} is not there"
            fix = f"write it like the page of another category, and {fix}"
        elif not re.search(rf"^[^#\n]*\b{page.removeprefix('docs/')}\s*$", nav, re.MULTILINE):
            message = f"the nav of mkdocs.yml does not lead to {page}"
        if message:
            yield category.location("id").problem(Fault(Mistake.MISSING_PAGE, message, fix))


def unused_problems(catalogue: Catalogue) -> Iterator[Problem]:
    """Fields that no template uses."""
    used = {field.id for template in catalogue.templates.values() for field in template.fields}
    for name in sorted(catalogue.fields.keys() - used):
        message, fix = f'no template uses "{name}"', "remove it, or use it in a template"
        yield catalogue.fields[name].location("id").problem(Fault(Mistake.UNUSED, message, fix))
