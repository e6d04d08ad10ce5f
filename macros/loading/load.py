"""Puts the template set together from its files, and keeps it until one of them changes."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from macros.loading.catalogue import read_fields, read_finder, read_greeting, read_lists
from macros.loading.decision import read_decision
from macros.loading.files import files
from macros.loading.references import check_references
from macros.loading.template import read_template
from macros.mistakes import Mistake
from macros.model import Catalogue, Template
from macros.problems import File, Log, Problem

ROOT = Path(__file__).parents[1]


def load(root: Path = ROOT) -> Catalogue:
    """The template set under `root`, which holds `catalogue/` and `templates/`.

    Never raises for what a contributor wrote: broken files are left out and reported in
    `Catalogue.problems`. The same object is returned until a file changes.
    """
    return read(root, fingerprint(root))


def problems_of(catalogue: Catalogue, root: Path, name: str) -> list[Problem]:
    """What keeps the template of this name from being used: its own problems, or all others.

    A template may be left out for no fault of its own, if it uses an entry that is broken.
    """
    own = [problem for problem in catalogue.problems if Path(problem.path).stem == name]
    if own or name in catalogue.templates:
        return own
    there = any(path.stem == name for path in files(Log(root), root / "templates"))
    return list(catalogue.problems) if there else []


def fingerprint(root: Path) -> tuple[tuple[str, int, int], ...]:
    """Path, modification time (ns) and size of every file that `load` reads."""
    found = []
    for folder in ("catalogue", "templates"):
        for path in files(Log(root), root / folder):
            with suppress(OSError):  # it has just been removed
                state = path.lstat()
                found.append((str(path), state.st_mtime_ns, state.st_size))
    return tuple(found)


@lru_cache(maxsize=4)
def read(root: Path, _fingerprint: object) -> Catalogue:
    """The template set as it stands; cached by its fingerprint."""
    log = Log(root)
    known = read_fields(log)
    catalogue = Catalogue(
        fields=known,
        greeting=read_greeting(log, known),
        finder=read_finder(log),
        templates={},
        problems=(),
        **read_lists(log),
    )
    if log.stopped:
        return replace(catalogue, problems=tuple(log.problems))
    templates, places = read_templates(log, catalogue)
    catalogue = replace(catalogue, templates=templates)
    check_references(log, catalogue, places)
    decision = read_decision(log, catalogue, sorted(places))
    problems, slips = tuple(log.problems), tuple(log.slips)
    return replace(catalogue, decision=decision, problems=problems, slips=slips)


def read_templates(log: Log, catalogue: Catalogue) -> tuple[dict[str, Template], dict[str, Path]]:
    """Every template by id, in the order of the categories; and all files by name, also broken."""
    folder = log.root / "templates"
    first: dict[str, Path] = {}
    result: dict[str, Template] = {}
    for path in files(log, folder):
        file, place = File(path, log), path.relative_to(folder)
        if path.stem in first:
            message = f'the name "{path.stem}" is taken by {first[path.stem].as_posix()}'
            fix = "rename this file: a name is used once, whatever the folder"
            file.at().fault(Mistake.DUPLICATE_ID, message, fix)
        template = read_template(file, place, catalogue)
        if template is not None:
            result.setdefault(template.id, template)
        first.setdefault(path.stem, place)
    ranks = {category: rank for rank, category in enumerate(catalogue.categories)}
    ordered = sorted(result.values(), key=lambda t: (ranks[t.category], t.meta.order, t.meta.title))
    return {template.id: template for template in ordered}, first
