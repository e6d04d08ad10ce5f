"""YAML is read the same with libyaml and without it."""

from __future__ import annotations

import pytest
import yaml

from macros.loading.load import ROOT
from macros.loading.yaml_lines import YamlError, read_yaml
from macros.problems import File, Located, Log

ODD = ["a: [what?, b]", "a: b\tc", "a:\tb", "a: [b, [c], d?]", "a: {b: c?}", "a: why?", "a: &b c"]
CATALOGUE = [path.read_text("utf-8") for path in sorted((ROOT / "catalogue").glob("*.yml"))]
FILE = File(ROOT / "some.yml", Log(ROOT))


def outcome(text: str) -> object:
    """What is read, with its lines, or what is wrong and where."""
    try:
        return located(read_yaml(text, FILE))
    except YamlError as error:
        return error.fault


def located(found: object) -> object:
    """What is read, where it stands, and the same of everything within it."""
    if not isinstance(found, Located):
        return found
    within = [(key, place, located(value)) for key, (place, value) in found.noted.items()]
    return found, found.location, within


@pytest.mark.parametrize("text", [*ODD, *CATALOGUE], ids=lambda text: text[:20])
def test_libyaml_changes_nothing(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    quick = outcome(text)
    monkeypatch.setattr(yaml, "__with_libyaml__", False)

    assert outcome(text) == quick
