"""The export: every message and what goes with it, as its schema says."""

from __future__ import annotations

import json
from pathlib import Path

from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

from macros.loading.load import ROOT, load
from macros.model import TONES
from macros.tools.export import export, schema, write_export
from tests.small_set import run


def test_the_export_is_what_its_schema_says(tmp_path: Path) -> None:
    write_export(load(ROOT), tmp_path)
    data = json.loads((tmp_path / "templates.json").read_text("utf-8"))
    written = json.loads((tmp_path / data["$schema"]).read_text("utf-8"))
    Draft202012Validator.check_schema(written)
    Draft202012Validator(written).validate(data)
    assert data["version"] == 2


def test_the_schema_refuses_what_is_not_an_export() -> None:
    data = export(load(ROOT))
    assert not Draft202012Validator(schema()).is_valid({**data, "version": 1})
    assert not Draft202012Validator(schema()).is_valid({**data, "more": 1})


def test_the_export_has_the_whole_catalogue() -> None:
    data = export(load(ROOT))
    files = {path.stem.replace("-", "_") for path in (ROOT / "catalogue").glob("*.yml")}
    assert {name for name in files if data[name]} == files
    known = {source["id"] for source in data["sources"]}
    entries = [*data["rules"], *data["clock"], *data["whom_to_tell"], *data["disagreements"]]
    named = {name for entry in (*entries, *data["templates"]) for name in entry["sources"]}
    assert named <= known


def test_the_export_has_every_message_as_it_is_rendered() -> None:
    exported = {template["id"]: template for template in export(load(ROOT))["templates"]}
    assert list(exported) == list(load(ROOT).templates)
    general = exported["general"]
    options = ["--set", "tone=formal", "--set", "length=short", "--json"]
    assert general["messages"]["formal"]["short"] == json.loads(
        run("render", "general", *options).output
    )
    assert list(general["letters"]) == list(TONES)
    for letter in general["letters"].values():
        assert letter["body"].startswith("{{ greeting }}\n\n")
        assert letter["body"].endswith(",\n{{ your_name }}")
        assert "Subject:" not in letter["subject"]
        assert "{{ role }}" in letter["subject"]
    assert general["path"] == "samples/decline/#general"


def test_export_prints_data_or_schema() -> None:
    assert json.loads(run("export").output) == export(load(ROOT))
    assert json.loads(run("export", "--schema").output) == schema()
