"""The draft checker as HTML: every rule, to check by hand or for the browser to check."""

from __future__ import annotations

import json
import re

from markupsafe import Markup

from macros.pages.card import rule_data
from macros.pages.components import component
from macros.pages.links import Links
from macros.rendering.message import Message, text

LEVELS = {"must": "Rules to keep", "should": "Hints", "human": "For you to judge"}


def pieces(sentence: str) -> list[tuple[str, bool]]:
    """A sentence as words and blanks, in turn; True says that a piece is the name of a blank."""
    return [(piece, bool(n % 2)) for n, piece in enumerate(re.split(r"\{(\w+)\}", sentence))]


def checker(links: Links) -> Markup:
    """The checker with every rule; it is opened for a plain email that declines."""
    catalogue = links.catalogue
    rules = catalogue.rules.values()
    data = [
        {**rule_data(rule), **rule.applies_to.model_dump(), "spared_by": rule.spared_by}
        for rule in rules
    ]
    templates = catalogue.templates.values()
    bad = next((text(t) for t in templates if t.meta.counterexample), Message("", ""))
    return component(
        "checker.html",
        home=links.home,
        pieces={rule.id: [pieces(one.say) for one in rule.instead] for rule in rules},
        sources={rule.id: links.credit(rule.sources) for rule in rules},
        rules=json.dumps(data),
        levels={
            level: (title, [rule for rule in rules if rule.level == level])
            for level, title in LEVELS.items()
        },
        categories=catalogue.categories.values(),
        fields=[catalogue.fields[name] for name in ("role", "company")],
        example=f"Subject: {bad.subject}\n\n{bad.body}",
    )
