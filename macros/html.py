"""Turns templates into HTML whose blanks and optional parts the browser can fill, show and hide."""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Iterator
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from macros.counts import length_for
from macros.model import (
    LENGTHS,
    TONES,
    Catalogue,
    Nodes,
    Rule,
    Template,
    TemplateField,
    Test,
    Text,
    When,
)
from macros.render import Choices, Message, decide, holds, message
from macros.rules import Draft, Verdict, judge, main_part, words

PIECES = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "pieces"),
    autoescape=True,
    trim_blocks=True,
    lstrip_blocks=True,
    undefined=StrictUndefined,
)
TONE_LABELS = {"warm": "Warm", "neutral": "Neutral", "formal": "Formal"}
LENGTH_LABELS = {"short": "Short", "standard": "Standard", "full": "Full"}


def card(catalogue: Catalogue, template: Template, credit: Markup) -> Markup:
    """The whole card of a template, in one top-level `<div>`; its heading is not part of it.

    `credit` links to the sources of what it says on when to use the message.
    """
    choices = decide(template, {})
    finished = message(template, choices)
    verdicts = judged(catalogue, template, choices, finished)
    return Markup(
        PIECES.get_template("card.html").render(
            template=template,
            meta=template.meta,
            credit=credit,
            choices=choices,
            fields=[f for f in template.fields if f.kind != "switch"],
            switches=[f for f in template.fields if f.kind == "switch"],
            defaults=template.meta.defaults,
            tones=TONE_LABELS,
            lengths=LENGTH_LABELS,
            subject=slotted(template.subject, template, choices),
            paragraphs=[slotted(part, template, choices) for part in template.body],
            length=length_for(template.meta.channel, finished.body, word_count(finished)),
            verdicts=verdicts,
            met=sum(verdict.met is True for verdict in verdicts),
            rules=json.dumps([rule_data(verdict.rule) for verdict in verdicts]),
            mail_links=catalogue.mail_links.values(),
        )
    )


def judged(
    catalogue: Catalogue, template: Template, choices: Choices, finished: Message
) -> list[Verdict]:
    """The verdicts of every rule that a machine can check on this message."""
    names = {field.id: choices.texts.get(field.id, "") for field in template.fields}
    draft = Draft(finished.body, finished.subject, names)
    return [judge(rule, draft) for rule in catalogue.rules_for(template) if rule.check]


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


def slotted(nodes: Nodes, template: Template, choices: Choices) -> Markup:
    """The nodes as HTML that shows these choices and marks everything the browser may change."""
    return Markup("").join(pieces(nodes, template, choices))


def pieces(nodes: Nodes, template: Template, choices: Choices) -> Iterator[Markup]:
    """One piece of HTML for each node."""
    fields = {field.id: field for field in template.fields}
    for node in nodes:
        if isinstance(node, Text):
            yield escape(node.text)
        elif isinstance(node, When):
            inner = slotted(node.nodes, template, choices)
            hidden = hide(not holds(node.test, choices.on))
            yield Markup('<span data-if="{}"{}>{}</span>').format(
                test_text(node.test), hidden, inner
            )
        elif node.name in template.phrases:
            yield from tone_variants(node.name, template, choices)
        else:
            yield slot(fields[node.name], choices)


def tone_variants(name: str, template: Template, choices: Choices) -> Iterator[Markup]:
    """A phrase in every tone, all but one hidden; once where the tones say the same."""
    variants = {
        tone: slotted(template.phrases[name].variants[tone], template, choices) for tone in TONES
    }
    if len(set(variants.values())) == 1:
        yield variants[TONES[0]]
        return
    for tone, inner in variants.items():
        hidden = hide(tone != choices.tone)
        yield Markup('<span data-tone="{}"{}>{}</span>').format(tone, hidden, inner)


def slot(field: TemplateField, choices: Choices) -> Markup:
    """A place for the value of a field; a choice holds the wording of all its options."""
    if field.kind != "choice":
        shown = choices.texts.get(field.id, "")
        return Markup('<span data-field="{}" class="kr-blank">{}</span>').format(field.id, shown)
    current = choices.texts.get(field.id, "")
    options = Markup("").join(
        Markup('<span data-option="{}"{}>{}</span>').format(
            key, hide(option.text != current), option.text
        )
        for key, option in field.options.items()
    )
    return Markup('<span data-field="{}">{}</span>').format(field.id, options)


def hide(hidden: bool) -> Markup:
    """The attribute that hides a part, or nothing."""
    return Markup(" hidden") if hidden else Markup("")


def test_text(test: Test) -> str:
    """A condition for the browser: `a !b | c` reads (a and not b) or c."""
    return " | ".join(" ".join(("" if c.wanted else "!") + c.name for c in group) for group in test)


def comparison(bad: Message, good: Message) -> Markup:
    """The bad message beside the good one, with the words that left and those that came marked."""
    old, new = (re.findall(r"\S+|\n\n|\n", m.body) for m in (bad, good))
    before: list[tuple[str, str]] = []
    after: list[tuple[str, str]] = []
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    for kind, first, last, start, stop in matcher.get_opcodes():
        before.append(("" if kind == "equal" else "del", " ".join(old[first:last])))
        after.append(("" if kind == "equal" else "ins", " ".join(new[start:stop])))
    return Markup(
        PIECES.get_template("repair.html").render(
            before=marked_paragraphs(before), after=marked_paragraphs(after)
        )
    )


def marked_paragraphs(runs: list[tuple[str, str]]) -> list[list[tuple[str, str]]]:
    """Runs of marked words, cut into paragraphs of (mark, words) at the blank lines."""
    result: list[list[tuple[str, str]]] = [[]]
    for mark, run in runs:
        for place, part in enumerate(re.split(r" ?\n\n ?", run)):
            if place:
                result.append([])
            if part.strip():
                result[-1].append((mark, part.strip(" ")))
    return [paragraph for paragraph in result if paragraph]


def piece(name: str, **values: object) -> Markup:
    """A small piece of the guide, from `pieces/<name>.html`."""
    return Markup(PIECES.get_template(f"{name}.html").render(**values))
