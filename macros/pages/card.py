"""Turns templates into HTML whose blanks and optional parts the browser can fill, show and hide."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable

from markupsafe import Markup

from macros.model import LENGTHS, Catalogue, Rule, Template
from macros.pages.components import component
from macros.rendering.choices import Choices, decide
from macros.rendering.length import length_for
from macros.rendering.message import Message, holds, message, text
from macros.rules.draft import main_part, words
from macros.tables import PHRASES

NAMES = ("recipient", "company", "role", "your_name")
"""The fields that nearly every message has, in the order in which a page asks for them."""


def card(catalogue: Catalogue, template: Template, credit: Markup, details: Markup) -> Markup:
    """The whole card of a template, in one top-level `<div>`; its heading is not part of it.

    `credit` links to the sources of what it says on when to use the message. `details` asks for
    the names that nearly every message has; it is empty where the page does so once.
    """
    choices = decide(template, {})
    finished = message(template, choices)
    limit = catalogue.limit_for(template)
    filled_in = [
        field for field in template.fields if field.kind != "switch" and field.id not in NAMES
    ]
    asked = [field for field in filled_in if field.kind == "choice" and not field.optional]
    return component(
        "card.html",
        template=template,
        credit=credit,
        details=details,
        choices=choices,
        asked=asked,
        fields=[field for field in filled_in if field not in asked],
        set=setting(template, choices),
        lengths=LENGTHS,
        holds=holds,
        length=length_for(template.meta.channel, finished.body, word_count(finished), limit),
        limit=limit and json.dumps(limit.model_dump(exclude_none=True, exclude_defaults=True)),
        mail_links=catalogue.mail_links.values(),
    )


def details(catalogue: Catalogue, prefix: str, names: Iterable[str] = NAMES) -> Markup:
    """The form for those of the common names that are among `names`; ids begin with `prefix`."""
    fields = [catalogue.fields[name] for name in NAMES if name in names]
    return component("card-details.html", prefix=prefix, fields=fields)


def setting(template: Template, choices: Choices) -> str:
    """What is set in a card at first, in short; card.js says it of what the reader sets."""
    kinds = {field.kind for field in template.fields}
    parts = [
        choices.tone.capitalize() if len(template.letters) > 1 else "",
        choices.length if "switch" in kinds else "",
        "dates day first" if "date" in kinds else "",
    ]
    return " · ".join(part for part in parts if part)


def first_line(template: Template) -> str:
    """How the message begins, without its greeting and its thanks, which are alike in most."""
    body = text(template).body
    lines = body[slice(*main_part(body))].strip().split("\n")
    return re.sub(r"^Thank[^.!?]*[.!?] (?=.)", "", lines[0])


def rule_data(rule: Rule) -> dict[str, object]:
    """What the browser needs of a rule to run its check."""
    if rule.check is None:
        return {"id": rule.id}
    # The limits of each length are for whoever writes a template, not for who sends one.
    check = rule.check.model_dump(exclude_none=True, exclude_defaults=True)
    apart = {*LENGTHS, *PHRASES.get(check.get("listed", ""), ())}
    own = {key: value for key, value in check.items() if key not in apart}
    return {"id": rule.id, **own}


def word_count(finished: Message) -> int:
    """The words of a message without its greeting and sign-off."""
    start, end = main_part(finished.body)
    return len(words(finished.body[start:end]))
