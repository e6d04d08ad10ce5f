"""Reports messages, rules and sources that are named somewhere and do not exist."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from difflib import get_close_matches
from pathlib import Path

from macros.loading.catalogue import catalogue_file, entry_line
from macros.loading.files import File, Reader
from macros.mistakes import Mistake, nearest
from macros.model import Catalogue, Contact, Disagreement, Rule, Timing

Known = tuple[Mistake, str, Collection[str]]
"""What it is to be unknown: the mistake, its words, and the names that are known."""


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
    full = [place.with_suffix("").as_posix() for place in places.values()]
    a_source = Mistake.UNKNOWN_SOURCE, "is not in catalogue/sources.yml", catalogue.sources
    a_template = Mistake.UNKNOWN_TEMPLATE, "is no template", dict.fromkeys([*places, *full])
    a_category = Mistake.UNKNOWN_CATEGORY, "is no category", catalogue.categories
    a_rule = Mistake.UNKNOWN_RULE, "is no rule", catalogue.rules

    def check(file: File, first: int, key: str, names: Iterable[str], what: Known) -> None:
        mistake, message, known = what
        for name in names if known or key != "sources" else ():  # there may be no sources.yml
            if name not in known:
                pattern = re.compile(rf"(?<![\w/-]){re.escape(name)}(?![\w/-])")
                line = file.line_of(pattern, first)
                fix = nearest(name.removesuffix(".txt"), [n for n in known if "/" not in n])
                file.report(line, mistake, f'{key}: "{name}" {message}', fix, about=name)

    for name, entries in files.items():
        file = catalogue_file(reader, name)
        for entry in entries:
            line = entry_line(file, entry.id)
            check(file, line, "sources", entry.sources, a_source)
            if isinstance(entry, Rule):  # a smaller set may lack categories
                wanted, known = entry.applies_to.categories, catalogue.categories
                close = [name for name in wanted if get_close_matches(name, known, 1, 0.7)]
                check(file, line, "categories", close, a_category)
            if isinstance(entry, Contact | Timing):
                check(file, line, "templates", entry.templates, a_template)
    for template in catalogue.templates.values():
        file, meta = File(reader, template.path), template.meta
        check(file, 1, "sources", meta.sources, a_source)
        check(file, 1, "see", meta.see, a_template)
        check(file, 1, "breaks", meta.breaks, a_rule)
        check(file, 1, "judged_as", filter(None, [meta.judged_as]), a_category)
