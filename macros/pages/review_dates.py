"""Reads what the guide's own pages say about themselves."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Page:
    """A page of the guide: its path within docs/, its title, the ISO date of its last review."""

    path: str
    title: str
    reviewed: str


@dataclass(frozen=True)
class Docs:
    """The folder of the guide's pages."""

    folder: Path

    def pages(self) -> list[Page]:
        """Every page, home first. Raises ValueError for one without title or review date."""
        found = []
        for path in sorted(self.folder.rglob("*.md"), key=lambda p: (p.name != "index.md", p)):
            place = path.relative_to(self.folder).as_posix()
            text = path.read_text("utf-8-sig")
            meta = {
                key: match[1].strip(" \"'")
                for key in ("title", "reviewed")
                if (match := re.search(rf"^{key}:(.*)$", text.partition("\n---")[0], re.MULTILINE))
            }
            if len(meta) < 2:
                raise ValueError(f"docs/{place} needs title: and reviewed: in its front matter")
            found.append(Page(place, meta["title"], meta["reviewed"]))
        return found
