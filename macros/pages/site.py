"""The template set and the guide's own pages, as one build of the site shows them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from macros.loading.load import load
from macros.model import Catalogue
from macros.pages.review_dates import Docs


@dataclass(frozen=True)
class Site:
    """What all pages of one build share; an edit shows in the next build, which makes its own."""

    root: Path
    """The folder of the template set."""
    docs: Docs
    edit_root: str
    """Address under which a file of the repository can be edited, or "" if there is none."""

    @cached_property
    def catalogue(self) -> Catalogue:
        """The template set, loaded when a page first asks for it."""
        return load(self.root)
