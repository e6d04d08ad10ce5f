"""How long a build takes, in ratios that mean the same on every machine.

A build should take at most 1.5 times what Material takes for the same pages without macros, and
400 templates at most 4 times what 100 take. All times are of the processor.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from typing import Any

import yaml
from mkdocs.commands.build import build
from mkdocs.config import load_config

from benchmarks.check_time import multiply
from macros.loading.load import ROOT

PROJECT = ROOT.parent
SIZES = (100, 400)
RUNS = 3


def copy(folder: Path, templates: int = 0) -> Path:
    """The configuration of a copy of the project, with so many templates if that is given."""
    for name in ("docs", "macros", "overrides"):
        shutil.copytree(PROJECT / name, folder / name)
    if templates:
        for name in ("catalogue", "templates"):
            shutil.rmtree(folder / "macros" / name)
        multiply(folder / "macros", templates)
    return Path(shutil.copy(PROJECT / "mkdocs.yml", folder))


def bare(config: Path, folder: Path) -> Path:
    """A configuration without macros and overrides, for pages that say the same."""
    (folder / "none").mkdir()
    docs = Path(shutil.copytree(PROJECT / "docs", folder / "docs"))

    def keep(text: str, page: Any, **_: object) -> str:
        meta = yaml.safe_dump({k: v for k, v in page.meta.items() if k != "template"})
        (docs / page.file.src_uri).write_text(f"---\n{meta}---\n\n{text}", "utf-8")
        return text

    whole = load_config(str(config), site_dir=str(folder / "kept"))
    whole.plugins.on_startup(command="build", dirty=False)
    whole.plugins.events["page_markdown"].append(keep)
    build(whole)
    theme = {"name": "material", "custom_dir": str(folder / "none")}
    own = {"INHERIT": str(config), "docs_dir": str(docs), "plugins": ["search"], "theme": theme}
    path = folder / "mkdocs.yml"
    path.write_text(json.dumps({**own, "strict": False, "watch": []}), "utf-8")  # JSON is YAML
    return path


def seconds(config: Path) -> float:
    """The time that one build takes, in a process of its own."""
    command = [sys.executable, "-m", "mkdocs", "build", "-q", "-f", str(config)]
    before = getrusage(RUSAGE_CHILDREN)
    subprocess.run(command, check=True, capture_output=True, cwd=config.parent)
    after = getrusage(RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    """Prints the ratios."""
    with tempfile.TemporaryDirectory() as folder:
        places = {name: Path(folder) / str(name) for name in ("own", "bare", *SIZES)}
        for place in places.values():
            place.mkdir()
        own = copy(places["own"])
        configs = [own, bare(own, places["bare"]), *(copy(places[size], size) for size in SIZES)]
        runs = [[seconds(config) for config in configs] for _ in range(RUNS)]  # by turns
    own_time, bare_time, few, many = map(min, zip(*runs, strict=True))
    print(f"build: {own_time / bare_time:.2f} times Material alone (best of {RUNS})")
    print(f"build of {SIZES[1]} templates: {many / few:.2f} times that of {SIZES[0]}")


if __name__ == "__main__":
    main()
