"""The schemas for editors are up to date, fit our own files, and editors find them."""

from __future__ import annotations

import json
from pathlib import Path

from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

from macros.loading.load import ROOT, load
from macros.loading.yaml_lines import read_yaml
from macros.problems import File, Log
from macros.tools.editor_schemas import FOLDER, schema_files


def test_the_schemas_are_up_to_date() -> None:
    there = {path.name: path.read_text("utf-8") for path in FOLDER.iterdir()}
    assert there == schema_files(), "run: make schemas"


def test_our_catalogue_and_front_matter_fit_their_schemas() -> None:
    for name, text in schema_files().items():
        validator = Draft202012Validator(json.loads(text))
        path = ROOT / "catalogue" / f"{name.removesuffix('.json')}.yml"
        if path.exists():
            validator.validate(read_yaml(path.read_text("utf-8"), File(path, Log(ROOT))))
        else:
            assert name == "front-matter.json"
            for template in load(ROOT).templates.values():
                front = template.path.read_text("utf-8").split("---\n")[1]
                validator.validate(read_yaml(front, template.file))


def test_editors_are_told_of_every_schema() -> None:
    settings = json.loads((ROOT.parent / ".vscode" / "settings.json").read_text("utf-8"))
    told = settings["yaml.schemas"]
    for name in {*schema_files()} - {"front-matter.json"}:
        assert told[f"./macros/schemas/{name}"] == f"macros/catalogue/{Path(name).stem}.yml"
    assert len(told) == len(schema_files()) - 1
