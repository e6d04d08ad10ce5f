"""Reports messages, rules and sources that are named somewhere and do not exist."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from macros.catalogue_files import entry_line
from macros.mistakes import Mistake
from macros.model import Catalogue, Contact, Disagreement, Rule, Timing
from macros.reader import Reader
from macros.render import nearest


def check_references(reader: Reader, catalogue: Catalogue, places: dict[str, Path]) -> None:
    """Reports what the catalogue's entries and the templates name, apart from the decision aid.

    `places` are the files of all templates by name, within their folder; a name that stands there
    is known even if its file is broken: that is said elsewhere.
    """
    files: dict[str, Iterable[Rule | Disagreement | Contact | Timing]] = {
        "rules": catalogue.rules.values(),
        "disagreements": catalogue.disagreements.values(),
        "whom-to-tell": catalogue.contacts.values(),
        "clock": catalogue.timings.values(),
    }
    for file, entries in files.items():
        path = reader.root / "catalogue" / f"{file}.yml"
        for entry in entries:
            named = Named(reader, catalogue, path, entry_line(reader, path, entry.id))
            named.check_sources(entry.sources)
            if isinstance(entry, Rule):
                named.check_categories(entry.applies_to.categories)
            if isinstance(entry, Contact | Timing):
                named.check_templates("templates", entry.templates, places)
    for template in catalogue.templates.values():
        named = Named(reader, catalogue, template.path, 1)
        named.check_sources(template.meta.sources)
        named.check_templates("see", template.meta.see, places)
        named.check_rules(template.meta.fails)


@dataclass(frozen=True)
class Named:
    """What one entry or template names; it starts on `line` (from 1) of its file."""

    reader: Reader
    catalogue: Catalogue
    path: Path
    line: int

    def check_sources(self, names: Iterable[str]) -> None:
        """The sources exist. A set without sources.yml is not asked for them."""
        known = self.catalogue.sources
        for name in names if known else ():
            if name not in known:
                what = f'sources: "{name}" is not in catalogue/sources.yml'
                self.report(name, Mistake.UNKNOWN_SOURCE, what, known)

    def check_templates(self, key: str, names: Iterable[str], places: dict[str, Path]) -> None:
        """The templates exist; they may be named with their category."""
        for name in names:
            place = places.get(name.rpartition("/")[2])
            if place is None or name not in (place.stem, place.with_suffix("").as_posix()):
                what = f'{key}: "{name}" is no template'
                self.report(name, Mistake.UNKNOWN_TEMPLATE, what, places)

    def check_categories(self, names: Iterable[str]) -> None:
        """The categories that a rule is for are not misspelt; a smaller set may lack some."""
        known = self.catalogue.categories
        for name in names:
            if name not in known and get_close_matches(name, known, cutoff=0.7):
                what = f'categories: "{name}" is no category'
                self.report(name, Mistake.UNKNOWN_CATEGORY, what, known)

    def check_rules(self, names: Iterable[str]) -> None:
        """The rules that a counterexample breaks exist."""
        known = self.catalogue.rules
        for name in names:
            if name not in known:
                self.report(name, Mistake.UNKNOWN_RULE, f'fails: "{name}" is no rule', known)

    def report(self, name: str, mistake: Mistake, message: str, known: Iterable[str]) -> None:
        """Notes an unknown name, at the line on which it stands."""
        pattern = re.compile(rf"(?<![\w/-]){re.escape(name)}(?![\w/-])")
        lines = self.reader.lines.get(self.path, [])[self.line - 1 :]
        line = next((n for n, text in enumerate(lines, self.line) if pattern.search(text)), 1)
        fix = nearest(name.removesuffix(".txt"), known)
        self.reader.report(self.path, line, mistake, message, fix, about=name)
