"""Alphabets and words that the browser judges by too: `docs/assets/client/tables.js` reads them."""

from __future__ import annotations

import json
from pathlib import Path

TABLES = json.loads(
    (Path(__file__).parents[1] / "docs" / "assets" / "client" / "tables.json").read_text("utf-8")
)
