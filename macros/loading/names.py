"""Finds the names of fields in a message, and reports those used wrongly."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from macros.language.walk import field_of
from macros.loading.files import File
from macros.mistakes import Mistake
from macros.model import Nodes, Slot, TemplateField, When


def check_names(
    file: File,
    nodes: Nodes,
    fields: dict[str, TemplateField],
    inside: frozenset[str] = frozenset(),
) -> None:
    """Reports names that are no field, and fields used in the wrong place."""
    for node in nodes:
        if isinstance(node, Slot):
            check_slot(file, node, fields, inside)
        elif isinstance(node, When):
            for name in dict.fromkeys(c.name for group in node.test for c in group):
                if not field_of(name, fields):
                    conditions = (key for field in fields.values() for key in field.conditions)
                    report_unknown(file, node.line, name, [*fields, *conditions])
            wanted = ([field_of(c.name, fields) for c in g if c.wanted] for g in node.test)
            sure = (frozenset(field.id for field in group if field) for group in wanted)
            held = frozenset.intersection(*sure) if node.test else frozenset()
            check_names(file, node.nodes, fields, inside | held)


def check_slot(
    file: File, slot: Slot, fields: dict[str, TemplateField], inside: frozenset[str]
) -> None:
    """Reports a name in braces that has no words to put there, or perhaps none."""
    line, name = slot.line, slot.name
    known = field_of(name, fields)
    if known is None:
        report_unknown(file, line, name, fields)
    elif name != known.id:
        message = f'"{name}" is an option: it has no text of its own'
        fix = f"write {{{{ {known.id} }}}}, or {{% if {name} %}}your sentence{{% endif %}}"
        file.report(line, Mistake.SWITCH_OUTSIDE_IF, message, fix)
    elif known.kind == "switch":
        message = f'"{name}" is a switch: it has no text'
        fix = f"write {{% if {name} %}}your sentence{{% endif %}}"
        file.report(line, Mistake.SWITCH_OUTSIDE_IF, message, fix)
    elif known.optional and name not in inside:
        message = f'"{name}" is optional and stands outside its {{% if %}}'
        fix = f"write {{% if {name} %}}…{{{{ {name} }}}}…{{% endif %}}"
        file.report(line, Mistake.OPTIONAL_OUTSIDE_IF, message, fix)


def report_unknown(file: File, line: int, name: str, known: Iterable[str]) -> None:
    """Reports a name that the catalogue does not have."""
    message = f'"{name[:60]}" is not in catalogue/fields.yml'
    close = get_close_matches(name, sorted({*known, "greeting"}), n=1, cutoff=0.5)
    hint = f'did you mean "{close[0]}"? ' if close else ""
    fix = f'{hint}To add a field, see "Add a field" on the Contribute page.'
    if name == "greeting":
        message = "{{ greeting }} is no field"
        fix = "write it on a line of its own in the letter, not in its subject or after if"
    file.report(line, Mistake.UNKNOWN_FIELD, message, fix, about=name)
