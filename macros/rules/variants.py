"""What readers can pick, and the messages that they get."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import islice, product
from math import prod

from macros.model import LENGTHS, Condition, Nodes, Template, When
from macros.rendering.choices import clashes, decide
from macros.rendering.message import message
from macros.rules.judge import Draft

BREAK = re.compile(r"\s(?:(?<=[.!?…]\s)|(?<=[.!?…][\"”’)]\s))")
MOST_SETTINGS = 8
MOST_PARTS = 100
Setting = Mapping[str, str]
Drafts = list[tuple[Draft, Setting]]
"""Messages, each with what a reader picks to get it."""


def variants(template: Template) -> Iterator[Setting]:
    """Every tone with every length, then every tone with every setting of everything else.

    Where the latter would be too many, every part of the message is seen with all the rest off
    and with all the rest on: whatever is counted or forbidden is worst with everything on, and
    whatever is required is missing with everything off.
    """
    tones = template.letters
    for tone, length in product(tones, LENGTHS):
        yield {"tone": tone, "length": length}
    choices: dict[str, list[str]] = {}
    for field in template.fields:
        if field.kind == "switch":
            choices[field.id] = ["no", "yes"]
        elif field.kind == "choice":
            choices[field.id] = [*([""] if field.optional else []), *field.options]
        elif field.optional:
            choices[field.id] = ["", field.example or ""]
    few = prod(map(len, choices.values())) <= MOST_SETTINGS
    switches = {field.id: field for field in template.fields if field.kind == "switch"}
    seen = set()
    everything = (dict(zip(choices, each, strict=True)) for each in product(*choices.values()))
    for setting in everything if few else telling_settings(template, choices):
        for name in switches:
            on = [other for other in switches if setting[other] == "yes" and other != name]
            if setting[name] == "yes" and clashes(name, on, switches):
                setting[name] = "no"
        if (values := tuple(setting.values())) not in seen:
            seen.add(values)
            yield from ({"tone": tone, **setting} for tone in tones)


def telling_settings(
    template: Template, choices: Mapping[str, list[str]]
) -> Iterator[dict[str, str]]:
    """Everything off, then each option alone; everything on; in both, each part on its own."""
    bodies = (body for letter in template.letters.values() for body in letter.parts)
    parts = (part for body in bodies for part in conditions(body))
    found = [*dict.fromkeys(islice(parts, MOST_PARTS))]
    nothing = {name: values[0] for name, values in choices.items()}
    everything = {name: values[-1] for name, values in choices.items()}
    yield {**nothing}
    for name, values in choices.items():
        yield from ({**nothing, name: value} for value in values)
    yield {**everything}
    for rest, part in product((nothing, everything), found):
        yield {**rest, **dict(filter(None, (meeting(c, template, choices) for c in part)))}


def meeting(
    condition: Condition, template: Template, choices: Mapping[str, list[str]]
) -> tuple[str, str] | None:
    """The field, and what a reader picks there, for the condition to hold."""
    name, wanted = condition.name, condition.wanted
    if name in choices:
        return name, choices[name][-1 if wanted else 0]
    for field in template.fields:
        if option := field.conditions.get(name):
            return field.id, option if wanted else next(o for o in choices[field.id] if o != option)
    return None


def conditions(nodes: Nodes, above: tuple[Condition, ...] = ()) -> Iterator[tuple[Condition, ...]]:
    """What has to hold for each part of a message to stand, the parts around it included."""
    for node in nodes:
        if isinstance(node, When):
            for group in node.test:
                yield (*above, *group)
                yield from conditions(node.nodes, (*above, *group))


def all_drafts(template: Template) -> Drafts:
    """Every message that is judged; what says the same at the same length as one before is not."""
    found: dict[tuple[str, str, str | None], tuple[Draft, Setting]] = {}
    for setting in variants(template):
        choices = decide(template, setting)
        finished = message(template, choices)
        length = choices.length if "length" in setting else None
        named = {field.id: choices.texts.get(field.id, "") for field in template.fields}
        draft = Draft(finished.body, finished.subject, named, length)
        found.setdefault((draft.body, draft.subject, length), (draft, setting))
    return [*found.values()]


def said_in(drafts: Drafts) -> dict[tuple[str, bool], Setting]:
    """Every sentence, and every subject (True), with what is picked to get it."""
    found: dict[tuple[str, bool], Setting] = {}
    for draft, setting in drafts:
        found.setdefault((draft.subject, True), setting)
        for paragraph in draft.body.split("\n\n"):
            for sentence in sentences(paragraph):
                found.setdefault((sentence, False), setting)
    return found


@lru_cache(maxsize=1024)  # most paragraphs stand in many messages of a template
def sentences(paragraph: str) -> list[str]:
    """The sentences of a paragraph."""
    return BREAK.split(paragraph)
