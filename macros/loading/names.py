"""Finds the names of fields in a message, and those that are used wrongly."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import get_close_matches

from macros.language.walk import field_of
from macros.mistakes import Mistake
from macros.model import Nodes, Slot, TemplateField, When
from macros.problems import Fault


def name_faults(
    nodes: Nodes, fields: dict[str, TemplateField], inside: frozenset[str] = frozenset()
) -> Iterator[Fault]:
    """Names that are no field, and fields used in the wrong place.

    `inside` are the fields that have a value wherever these nodes stand.
    """
    for node in nodes:
        if isinstance(node, Slot):
            yield from slot_faults(node, fields, inside)
        elif isinstance(node, When):
            for name in dict.fromkeys(c.name for group in node.test for c in group):
                if not field_of(name, fields):
                    conditions = (key for field in fields.values() for key in field.conditions)
                    yield unknown_field(name, [*fields, *conditions], node.line)
            wanted = ([field_of(c.name, fields) for c in g if c.wanted] for g in node.test)
            sure = (frozenset(field.id for field in group if field) for group in wanted)
            held = frozenset.intersection(*sure) if node.test else frozenset()
            yield from name_faults(node.nodes, fields, inside | held)


def slot_faults(
    slot: Slot, fields: dict[str, TemplateField], inside: frozenset[str]
) -> Iterator[Fault]:
    """A name in braces that has no words to put there, or perhaps none."""
    name, mistake = slot.name, Mistake.SWITCH_OUTSIDE_IF
    field = field_of(name, fields)
    if field is None:
        yield unknown_field(name, fields, slot.line)
    elif name != field.id:
        message = f'"{name}" is an option: it has no text of its own'
        fix = f"write {{{{ {field.id} }}}}, or {{% if {name} %}}your sentence{{% endif %}}"
        yield Fault(mistake, message, fix, slot.line)
    elif field.kind == "switch":
        message = f'"{name}" is a switch: it has no text'
        fix = f"write {{% if {name} %}}your sentence{{% endif %}}"
        yield Fault(mistake, message, fix, slot.line)
    elif field.optional and name not in inside:
        message = f'"{name}" is optional and stands outside its {{% if %}}'
        fix = f"write {{% if {name} %}}…{{{{ {name} }}}}…{{% endif %}}"
        yield Fault(Mistake.OPTIONAL_OUTSIDE_IF, message, fix, slot.line)


def unknown_field(name: str, known: Iterable[str], line: int) -> Fault:
    """What to say of a name that the catalogue does not have."""
    message = f'"{name[:60]}" is not in catalogue/fields.yml'
    close = get_close_matches(name, sorted({*known, "greeting"}), n=1, cutoff=0.5)
    hint = f'did you mean "{close[0]}"? ' if close else ""
    fix = f'{hint}To add a field, see "Add a field" on the Contribute page.'
    if name == "greeting":
        message = "{{ greeting }} is no field"
        fix = "write it on a line of its own in the letter, not in its subject or after if"
    return Fault(Mistake.UNKNOWN_FIELD, message, fix, line, about=name)
