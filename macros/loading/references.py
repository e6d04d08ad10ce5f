"""Reports messages, rules and sources that are named somewhere and do not exist."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from difflib import get_close_matches
from pathlib import Path

from macros.loading.catalogue import KINDS, catalogue_file
from macros.mistakes import Mistake, nearest
from macros.model import (
    Catalogue,
    Contact,
    Disagreement,
    FrontMatter,
    Rule,
    Scope,
    Situation,
    Timing,
)
from macros.problems import Log

NEEDED = {
    "fields": ("company", "recipient", "role", "your_name"),
    "rules": ("decide-early", "one-apology"),
}
"""The ids that code names, by file.

An email ends with the field `your_name`, and a page of messages asks for four names once; the
checker, in Python and in the browser, asks for two fields and tells of two rules.
"""
Citing = Rule | Disagreement | Contact | Timing | FrontMatter


def check_references(log: Log, catalogue: Catalogue, places: dict[str, Path]) -> None:
    """Reports what entries, templates and code name and is not there; not of the decision aid.

    `places` are the files of all templates by name, within their folder; a name that stands there
    is known even if its file is broken: that is said elsewhere.
    """
    check_needed(log, catalogue)
    templates = [*places, *(place.with_suffix("").as_posix() for place in places.values())]
    unknown: dict[str, tuple[Mistake, str, Collection[str]]] = {
        "sources": (
            Mistake.UNKNOWN_SOURCE, "is not in catalogue/sources.yml", catalogue.sources,
        ),
        "templates": (Mistake.UNKNOWN_TEMPLATE, "is no template", templates),
        "see": (Mistake.UNKNOWN_TEMPLATE, "is no template", templates),
        "breaks": (Mistake.UNKNOWN_RULE, "is no rule", catalogue.rules),
        "judged_as": (Mistake.UNKNOWN_CATEGORY, "is no category", catalogue.categories),
        "categories": (Mistake.UNKNOWN_CATEGORY, "is no category", catalogue.categories),
    }  # fmt: skip

    def check(entry: Citing | Scope | Situation, key: str, names: Iterable[str]) -> None:
        mistake, message, known = unknown[key]
        for number, name in enumerate(names):
            if name not in known and not spared(key, name, known):
                fix = nearest(name.removesuffix(".txt"), [n for n in known if "/" not in n])
                where = entry.location(key, number)
                where.fault(mistake, f'{key}: "{name}" {message}', fix, about=name)

    metas = [template.meta for template in catalogue.templates.values()]
    citing: Iterable[Citing] = (
        *catalogue.rules.values(), *catalogue.disagreements.values(),
        *catalogue.contacts.values(), *catalogue.timings.values(), *metas,
    )  # fmt: skip
    for entry in citing:
        check(entry, "sources", entry.sources)
        if isinstance(entry, Contact | Timing):
            check(entry, "templates", entry.templates)
    for situation in catalogue.situations.values():
        check(situation, "templates", situation.templates)
    for rule in catalogue.rules.values():
        check(rule.applies_to, "categories", rule.applies_to.categories)
    for meta in metas:
        check(meta, "see", meta.see)
        check(meta, "breaks", meta.breaks)
        check(meta, "judged_as", filter(None, [meta.judged_as]))


def check_needed(log: Log, catalogue: Catalogue) -> None:
    """Reports entries that code names, if their file is there and lacks them."""
    for file, needed in NEEDED.items():
        entries = getattr(catalogue, KINDS[file][0])
        for name in [name for name in needed if entries and name not in entries]:
            close = get_close_matches(name, entries, n=1)
            here = entries[close[0]].location("id") if close else catalogue_file(log, file).at()
            message = f'there is no "{name}", which the code of the site asks for'
            fix = f"give the id {name} to {close[0] if close else 'an entry'}, and keep it"
            here.fault(Mistake.MISSING_ENTRY, message, fix, about=name)


def spared(key: str, name: str, known: Collection[str]) -> bool:
    """True if a smaller set may lack what is named: its sources, or a category of a rule."""
    return (key == "sources" and not known) or (
        key == "categories" and not get_close_matches(name, known, 1, 0.7)
    )
