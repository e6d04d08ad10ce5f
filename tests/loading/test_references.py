"""What the code of the site asks the catalogue for is known to be needed."""

from __future__ import annotations

from macros.loading.load import ROOT, load
from macros.loading.references import NEEDED

CLIENT = ROOT.parent / "docs" / "assets" / "client"


def test_every_id_that_the_code_names_is_needed() -> None:
    """In a script `"one-apology"` is an id; the checker on its page asks for fields."""
    scripts = "".join(path.read_text("utf-8") for path in CLIENT.glob("*.js"))
    pages = "".join(path.read_text("utf-8") for path in (ROOT / "pages").glob("*.py"))
    catalogue = load(ROOT)
    named = {
        "fields": {name for name in catalogue.fields if f'"{name}"' in pages} | {"your_name"},
        "rules": {name for name in catalogue.rules if f'"{name}"' in scripts},
    }
    assert named == {file: {*ids} for file, ids in NEEDED.items()}
