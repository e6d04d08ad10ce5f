"""JSON Schemas of what contributors write, generated from the models, so that editors can help."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from macros.catalogue_files import KINDS
from macros.export import as_json
from macros.model import Decision, Entry, FrontMatter

FOLDER = Path(__file__).parent / "schemas"
DRAFT = "https://json-schema.org/draft/2020-12/schema"


def schema_files() -> dict[str, str]:
    """The text of each schema, by the name of its file."""
    files = {f"{name}.json": listed(kind) for name, kind in KINDS.items()}
    files["front-matter.json"] = {"$schema": DRAFT, **FrontMatter.model_json_schema()}
    files["decision.json"] = {"$schema": DRAFT, **Decision.model_json_schema()}
    return {name: as_json(schema) for name, schema in sorted(files.items())}


def listed(kind: type[Entry]) -> dict[str, Any]:
    """The schema of a file that is a list of such entries."""
    entry = kind.model_json_schema(ref_template="#/$defs/{model}")
    parts = {**entry.pop("$defs", {}), kind.__name__: entry}
    return {
        "$schema": DRAFT,
        "type": "array",
        "items": {"$ref": f"#/$defs/{kind.__name__}"},
        "$defs": parts,
    }


def write_schemas(folder: Path = FOLDER) -> None:
    """Writes every schema into a folder."""
    folder.mkdir(exist_ok=True)
    for name, content in schema_files().items():
        (folder / name).write_text(content, "utf-8")
