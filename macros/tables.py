"""Alphabets and words that the browser judges by too: `docs/assets/client/tables.js` reads them."""

from __future__ import annotations

import json
from pathlib import Path

CLIENT = Path(__file__).parents[1] / "docs" / "assets" / "client"
TABLES = json.loads((CLIENT / "tables.json").read_text("utf-8"))
PHRASES = json.loads((CLIENT / "phrases.json").read_text("utf-8"))
"""Long lists of phrases, by the name under which a rule asks for them."""
