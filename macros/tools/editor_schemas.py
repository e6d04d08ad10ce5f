"""JSON Schemas of what contributors write, generated from the models, so that editors can help."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from macros.loading.catalogue import KINDS
from macros.model import Decision, Entry, FinderWords, FrontMatter, InTones
from macros.tools.export import DRAFT, as_json

FOLDER = Path(__file__).parents[1] / "schemas"
SINGLE: dict[str, type[Entry]] = {
    "decision": Decision,
    "finder": FinderWords,
    "front-matter": FrontMatter,
    "greeting": InTones,
}
"""What is no list."""


def schema_files() -> dict[str, str]:
    """The text of each schema, by the name of its file."""
    files = {f"{name}.json": listed(kind) for name, (_, kind) in KINDS.items()}
    for name, kind in SINGLE.items():
        files[f"{name}.json"] = {"$schema": DRAFT, **kind.model_json_schema()}
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
