"""The template set for other programs: one JSON file, and the JSON Schema that describes it."""

from __future__ import annotations

import json
from pathlib import Path
from types import GenericAlias
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, create_model

from macros.loading.catalogue import KINDS
from macros.model import (
    LENGTHS,
    Catalogue,
    Decision,
    FinderWords,
    FrontMatter,
    InTones,
    Length,
    Template,
    Tone,
)
from macros.rendering.message import text
from macros.rules.draft import subject_and_body

DRAFT = "https://json-schema.org/draft/2020-12/schema"


class Exported(BaseModel):
    """Base of what is exported."""

    model_config = ConfigDict(extra="forbid", from_attributes=True, use_attribute_docstrings=True)


class ExportedMessage(Exported):
    """A finished message with example values in its blanks."""

    subject: str
    """One line; empty where the channel has no subject."""
    body: str
    """Paragraphs are parted by an empty line."""


class ExportedLetter(Exported):
    """A letter as written: `{{ name }}` is a field, `{% if name %}` an optional part."""

    subject: str
    """Empty where the channel has no subject."""
    body: str
    """`{{ greeting }}` stands for the greeting in its tone."""


class ExportedTemplate(FrontMatter):
    """One template: what it is for, its source, and what it says."""

    id: str
    """The name, which never changes."""
    category: str
    """The id of its category."""
    fields: list[str]
    """Ids of the fields that it uses, in the order in which a reader meets them."""
    letters: dict[Tone, ExportedLetter]
    """The source of the letter in each tone that this message has."""
    messages: dict[Tone, dict[Length, ExportedMessage]]
    """The finished message by its tones and length, all else as the template has it at first."""
    path: str
    """The address of its card, relative to the site's own."""


class Whole(Exported):
    """The template set of Kind Regrets. Within a version, keys are added and never changed."""

    schema_: str = Field(alias="$schema")
    """The address of this schema."""
    version: Literal[2]
    """The version of this format."""
    licence: Literal["CC0-1.0"]
    """The licence of everything in this file."""
    greeting: InTones | None
    """What `{{ greeting }}` stands for in each tone."""
    finder: FinderWords | None
    """How the site's finder compares words."""
    decision: Decision | None
    """The decision aid: questions, answers and outcomes."""
    templates: list[ExportedTemplate]


LISTS: dict[str, Any] = {
    name.replace("-", "_"): (GenericAlias(list, kind), ...) for name, (_, kind) in KINDS.items()
}
Export = create_model("Export", __base__=Whole, __doc__=Whole.__doc__, **LISTS)
"""The same with every list of the catalogue."""


def export(catalogue: Catalogue) -> dict[str, Any]:
    """The template set as plain data."""
    lists = {name: getattr(catalogue, attribute) for name, (attribute, _) in KINDS.items()}
    whole = Export.model_validate(
        {
            "$schema": "templates.schema.json",
            "version": 2,
            "licence": "CC0-1.0",
            "greeting": catalogue.greeting,
            "finder": catalogue.finder,
            "decision": catalogue.decision,
            "templates": [exported(template) for template in catalogue.templates.values()],
            **{name.replace("-", "_"): [*entries.values()] for name, entries in lists.items()},
        }
    )
    return whole.model_dump(mode="json", by_alias=True, exclude_none=True)


def exported(template: Template) -> ExportedTemplate:
    """One template for the export."""
    own = {
        "see": [name.rpartition("/")[2] for name in template.meta.see],
        "id": template.id,
        "category": template.category,
        "fields": [field.id for field in template.fields],
        "letters": {tone: as_written(letter.source) for tone, letter in template.letters.items()},
        "messages": {
            tone: {length: text(template, {"tone": tone, "length": length}) for length in LENGTHS}
            for tone in template.letters
        },
        "path": f"samples/{template.category}/#{template.id}",
    }
    return ExportedTemplate.model_validate(template.meta.model_dump() | own)


def as_written(letter: str) -> ExportedLetter:
    """A letter's source, its subject apart."""
    subject, body = subject_and_body(letter)
    return ExportedLetter(subject=letter[slice(*subject)], body=letter[slice(*body)])


def schema() -> dict[str, Any]:
    """The JSON Schema of the export."""
    written = Export.model_json_schema(by_alias=True, mode="serialization")
    return {"$schema": DRAFT, **written}


def as_json(data: dict[str, Any]) -> str:
    """Data as the text of a JSON file."""
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def write_export(catalogue: Catalogue, folder: Path) -> None:
    """Writes `templates.json` and `templates.schema.json` into a folder."""
    (folder / "templates.json").write_text(as_json(export(catalogue)), "utf-8")
    (folder / "templates.schema.json").write_text(as_json(schema()), "utf-8")
