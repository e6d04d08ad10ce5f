"""Which browser the tests, the benchmarks and the pictures start, and how."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from typing import Any

SCRIPT = Path(__file__).parents[1] / ".ci" / "browser"


def launch_options() -> dict[str, Any]:
    """The Chromium that `make browser` found, for Playwright. Without one, says how to get it."""
    found = subprocess.run([SCRIPT, "--find"], capture_output=True, text=True, check=False)
    if found.returncode != 0:
        raise RuntimeError(found.stderr.strip())
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    return {
        "executable_path": found.stdout.strip(),
        "args": ["--no-sandbox"] if root else [],
    }
