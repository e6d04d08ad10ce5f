"""Says in plain words what pydantic found wrong with an entry."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ValidationError

from macros.render import nearest


@dataclass(frozen=True)
class SchemaFault:
    """Where in the entry (as a path of keys), which rule, what is wrong, and the fix."""

    at: tuple[str | int, ...]
    rule: str
    message: str
    fix: str


def explained(error: ValidationError, kind: type[BaseModel]) -> Iterator[SchemaFault]:
    """Each of pydantic's complaints as a fault; `kind` is the model that was validated."""
    for item in error.errors(include_url=False):
        at = tuple(item["loc"])
        key = next((str(part) for part in reversed(at) if isinstance(part, str)), "this entry")
        yield fault(at, key, str(item["type"]), item, kind)


def fault(
    at: tuple[str | int, ...], key: str, complaint: str, item: Any, kind: type[BaseModel]
) -> SchemaFault:
    """One complaint in plain words."""
    context = item.get("ctx", {})
    if complaint == "missing":
        return SchemaFault(at, "missing-key", f'"{key}" is missing', f'add a line {key}: "…"')
    if complaint == "extra_forbidden":
        fix = nearest(key, kind.model_fields)
        return SchemaFault(at, "unknown-key", f'"{key}" is not a key here', fix)
    if complaint.startswith("string_too_long"):
        fix = f"keep it to {context['max_length']} characters"
        return SchemaFault(at, "wrong-value", f'"{key}" is too long', fix)
    if complaint.startswith("string_too_short"):
        fix = f"write at least {context['min_length']} characters"
        return SchemaFault(at, "wrong-value", f'"{key}" is too short', fix)
    if complaint == "string_type":
        fix = "put the value in double quotes"
        return SchemaFault(at, "wrong-value", f'"{key}" must be text', fix)
    if complaint == "string_pattern_mismatch":
        fix = f"it must match {context['pattern']}"
        return SchemaFault(at, "wrong-value", f'"{key}" is not written in the right way', fix)
    if complaint in ("literal_error", "enum"):
        fix = f"choose one of: {context['expected']}"
        return SchemaFault(at, "wrong-value", f'"{key}" has a value that is not known', fix)
    if complaint.startswith("bool"):
        return SchemaFault(
            at, "wrong-value", f'"{key}" must be true or false', "write true or false"
        )
    if complaint.startswith("int"):
        return SchemaFault(
            at, "wrong-value", f'"{key}" must be a whole number', "write digits only"
        )
    if complaint in ("tuple_type", "list_type"):
        fix = f"write {key}: [first, second]"
        return SchemaFault(at, "wrong-value", f'"{key}" must be a list', fix)
    return SchemaFault(at, "wrong-value", f'"{key}": {item["msg"]}', "see the Contribute page")
