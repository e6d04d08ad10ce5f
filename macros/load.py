"""Puts the template set together from its files, and keeps it until one of them changes."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from macros.catalogue_files import entries, fields, phrases
from macros.model import (
    Catalogue,
    Category,
    Contact,
    Disagreement,
    MailLink,
    Rule,
    Source,
    Template,
)
from macros.reader import Reader, line_of
from macros.render import nearest
from macros.template_file import read_template

ROOT = Path(__file__).parent


def load(root: Path = ROOT) -> Catalogue:
    """The template set under `root`, which holds `catalogue/` and `templates/`.

    Never raises for what a contributor wrote: broken files are left out and reported in
    `Catalogue.problems`. The same object is returned until a file changes.
    """
    return read(root, fingerprint(root))


def fingerprint(root: Path) -> tuple[tuple[str, int, int], ...]:
    """Path, modification time (ns) and size of every file that `load` reads."""
    found = []
    for path in sorted([*(root / "catalogue").rglob("*"), *(root / "templates").rglob("*")]):
        state = path.lstat()
        found.append((str(path), state.st_mtime_ns, state.st_size))
    return tuple(found)


@lru_cache(maxsize=4)
def read(root: Path, _fingerprint: object) -> Catalogue:
    """The template set as it stands; cached by its fingerprint."""
    reader = Reader(root)
    known = fields(reader)
    catalogue = Catalogue(
        categories=entries(reader, "categories", Category),
        fields=known,
        phrases=phrases(reader, known),
        rules=entries(reader, "rules", Rule),
        templates={},
        disagreements=entries(reader, "disagreements", Disagreement, needed=False),
        contacts=entries(reader, "whom-to-tell", Contact, needed=False),
        sources=entries(reader, "sources", Source, needed=False),
        mail_links=entries(reader, "mail-links", MailLink, needed=False),
        problems=(),
    )
    templates = read_templates(reader, catalogue)
    return replace(catalogue, templates=templates, problems=tuple(reader.problems))


def read_templates(reader: Reader, catalogue: Catalogue) -> dict[str, Template]:
    """Every template by id, in the order of the categories."""
    folder = reader.root / "templates"
    result: dict[str, Template] = {}
    for path in sorted(folder.rglob("*")):
        if (path.is_dir() and not path.is_symlink()) or path.name == ".gitkeep":
            continue
        template = read_template(reader, path, path.relative_to(folder), catalogue)
        if template is None:
            continue
        if template.id in result:
            reader.report(
                path,
                1,
                "duplicate-id",
                f'the name "{template.id}" is taken by {result[template.id].full_id}',
                "rename this file: a name is used once, whatever the folder",
            )
            continue
        result[template.id] = template
    for template in result.values():
        check_links(reader, template, result, catalogue)
    places = {category: place for place, category in enumerate(catalogue.categories)}
    ordered = sorted(
        result.values(), key=lambda t: (places[t.category], t.meta.order, t.meta.title)
    )
    return {template.id: template for template in ordered}


def check_links(
    reader: Reader, template: Template, known: dict[str, Template], catalogue: Catalogue
) -> None:
    """Reports related templates and failed rules that do not exist."""
    path = template.path
    for name in template.meta.see:
        if name.rpartition("/")[2] not in known:
            line = line_of(path, re.compile(re.escape(name)))
            fix = nearest(name, known)
            reader.report(path, line, "unknown-template", f'"{name}" is no template', fix)
    for name in template.meta.fails:
        if name not in catalogue.rules:
            line = line_of(path, re.compile(re.escape(name)))
            fix = nearest(name, catalogue.rules)
            reader.report(path, line, "unknown-rule", f'"{name}" is no rule', fix)
