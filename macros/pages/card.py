"""Turns templates into HTML whose blanks and optional parts the browser can fill, show and hide."""

from __future__ import annotations

import json

from markupsafe import Markup

from macros.model import LENGTHS, Catalogue, Rule, Template
from macros.pages.components import component
from macros.rendering.choices import decide
from macros.rendering.length import length_for
from macros.rendering.message import Message, holds, message
from macros.rules.draft import main_part, words
from macros.rules.judge import Draft, judge


def card(catalogue: Catalogue, template: Template, credit: Markup) -> Markup:
    """The whole card of a template, in one top-level `<div>`; its heading is not part of it.

    `credit` links to the sources of what it says on when to use the message.
    """
    choices = decide(template, {})
    finished = message(template, choices)
    names = {field.id: choices.texts.get(field.id, "") for field in template.fields}
    draft = Draft(finished.body, finished.subject, names)
    rules = [rule for rule in catalogue.rules_for(template) if rule.check]
    return component(
        "card.html",
        template=template,
        credit=credit,
        choices=choices,
        lengths=LENGTHS,
        holds=holds,
        length=length_for(
            template.meta.channel,
            finished.body,
            word_count(finished),
            catalogue.limit_for(template),
        ),
        verdicts=[judge(rule, draft) for rule in rules],
        rules=json.dumps([rule_data(rule) for rule in rules]),
        mail_links=catalogue.mail_links.values(),
    )


def rule_data(rule: Rule) -> dict[str, object]:
    """What the browser needs of a rule to run its check."""
    if rule.check is None:
        return {"id": rule.id}
    # The limits of each length are for whoever writes a template, not for who sends one.
    check = rule.check.model_dump(exclude_none=True, exclude_defaults=True)
    own = {key: value for key, value in check.items() if key not in LENGTHS}
    return {"id": rule.id, **own}


def word_count(finished: Message) -> int:
    """The words of a message without its greeting and sign-off."""
    start, end = main_part(finished.body)
    return len(words(finished.body[start:end]))
