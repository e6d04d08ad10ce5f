"""The template set for other programs: one JSON file, and the JSON Schema that describes it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from macros.model import (
    LENGTHS,
    TONES,
    Catalogue,
    Category,
    Channel,
    Contact,
    Decision,
    Disagreement,
    Length,
    MailLink,
    PhraseEntry,
    Rule,
    Source,
    Template,
    TemplateField,
    Timing,
    Tone,
)
from macros.render import text

VERSION = 1
LICENCE = "CC0-1.0"


class Exported(BaseModel):
    """Base of what is exported."""

    model_config = ConfigDict(extra="forbid", use_attribute_docstrings=True)


class ExportedMessage(Exported):
    """A finished message with example values in its blanks."""

    subject: str
    """One line; empty where the channel has no subject."""
    body: str
    """Paragraphs are parted by an empty line."""


class ExportedTemplate(Exported):
    """One template: what it is for, its source, and what it says."""

    id: str
    """The name, which never changes."""
    category: str
    """The id of its category."""
    title: str
    """The situation, as a reader would say it."""
    when: str
    """When to use this message."""
    channel: Channel
    """Where the message goes."""
    counterexample: bool
    """True for a message that shows what not to send."""
    breaks: list[str]
    """For a counterexample: the ids of the rules that it breaks."""
    see: list[str]
    """Ids of related templates."""
    sources: list[str]
    """Ids of the sources of a figure in the title or under `when`."""
    fields: list[str]
    """Ids of the fields that it uses, in the order in which a reader meets them."""
    defaults: dict[str, bool | str]
    """Where the form starts: switches, choices and the tone."""
    subject: str
    """The subject as written: `{{ name }}` is a field or phrase, `{% if name %}` a part."""
    body: str
    """The message as written, in the same language."""
    messages: dict[Tone, dict[Length, ExportedMessage]]
    """The finished message by tone and length, all else as the template has it at first."""
    path: str
    """The address of its card, relative to the site's own."""


class Export(Exported):
    """The template set of Kind Regrets. Within a version, keys are added and never changed."""

    schema_: str = Field(alias="$schema")
    """The address of this schema."""
    version: Literal[1]
    """The version of this format."""
    licence: Literal["CC0-1.0"]
    """The licence of everything in this file."""
    categories: list[Category]
    fields: list[TemplateField]
    phrases: list[PhraseEntry]
    rules: list[Rule]
    decision: Decision | None
    """The decision aid: questions, answers and outcomes."""
    clock: list[Timing]
    """By when to reply, how to cancel, and when to be reminded."""
    whom_to_tell: list[Contact]
    disagreements: list[Disagreement]
    """Where published guides differ."""
    sources: list[Source]
    """Where figures and claims come from; `sources` of other entries are ids of these."""
    mail_links: list[MailLink]
    """Mail services that a link can fill in a new message for."""
    templates: list[ExportedTemplate]


def export(catalogue: Catalogue) -> dict[str, Any]:
    """The template set as plain data."""
    whole = Export.model_validate(
        {
            "$schema": "templates.schema.json",
            "version": VERSION,
            "licence": LICENCE,
            "categories": list(catalogue.categories.values()),
            "fields": list(catalogue.fields.values()),
            "phrases": [
                dict(zip(("id", "about", *TONES), (p.id, p.about, *p.sources), strict=True))
                for p in catalogue.phrases.values()
            ],
            "rules": list(catalogue.rules.values()),
            "decision": catalogue.decision,
            "clock": list(catalogue.timings.values()),
            "whom_to_tell": list(catalogue.contacts.values()),
            "disagreements": list(catalogue.disagreements.values()),
            "sources": list(catalogue.sources.values()),
            "mail_links": list(catalogue.mail_links.values()),
            "templates": [exported(template) for template in catalogue.templates.values()],
        }
    )
    return whole.model_dump(mode="json", by_alias=True, exclude_none=True)


def exported(template: Template) -> ExportedTemplate:
    """One template for the export."""
    meta = template.meta
    lines = template.path.read_text("utf-8-sig").splitlines()
    return ExportedTemplate(
        id=template.id,
        category=template.category,
        title=meta.title,
        when=meta.when,
        channel=meta.channel,
        counterexample=meta.counterexample,
        breaks=list(meta.fails),
        see=[name.rpartition("/")[2] for name in meta.see],
        sources=list(meta.sources),
        fields=[field.id for field in template.fields],
        defaults=meta.defaults,
        subject=meta.subject or "",
        body="\n".join(lines[template.body_line - 1 :]).strip(),
        messages={
            tone: {length: finished(template, tone, length) for length in LENGTHS} for tone in TONES
        },
        path=f"samples/{template.category}/#{template.id}",
    )


def finished(template: Template, tone: Tone, length: Length) -> ExportedMessage:
    """The message in this tone and length, with examples in its blanks."""
    message = text(template, {"tone": tone, "length": length})
    return ExportedMessage(subject=message.subject, body=message.body)


def schema() -> dict[str, Any]:
    """The JSON Schema of the export."""
    written = Export.model_json_schema(by_alias=True, mode="serialization")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **written}


def as_json(data: dict[str, Any]) -> str:
    """Data as the text of a JSON file."""
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def write_export(catalogue: Catalogue, folder: Path) -> None:
    """Writes `templates.json` and `templates.schema.json` into a folder."""
    (folder / "templates.json").write_text(as_json(export(catalogue)), "utf-8")
    (folder / "templates.schema.json").write_text(as_json(schema()), "utf-8")
