"""Registers the page macros with mkdocs-macros; the only module that knows MkDocs."""

from __future__ import annotations

import sys
from pathlib import Path
from textwrap import indent
from typing import Any

PROJECT = Path(__file__).parent.parent


class MacroError(Exception):
    """What went wrong in a macro, as mkdocs-macros can show it."""

    def __format__(self, spec: str) -> str:
        """The text as a block of code, for a printf-style format indented by eight spaces."""
        return indent(f"\n\n```\n{self!s}\n```", " " * 8).replace("%", "%%")


def define_env(env: Any) -> None:
    """Called by mkdocs-macros, once a build or once a page: makes a macro of each of `Guide`'s."""
    if str(PROJECT) not in sys.path:  # Zensical's own command does not put it there
        sys.path.insert(0, str(PROJECT))
    from jinja2 import pass_context

    from macros.errors import KindRegretsError
    from macros.loading.load import ROOT
    from macros.pages.guide import Guide
    from macros.pages.macro import macros_of
    from macros.pages.review_dates import Docs
    from macros.pages.site import Site

    site = Site(ROOT, Docs(PROJECT / "docs"), edit_address(env.conf))

    def macro(name: str) -> Any:
        @pass_context
        def call(context: Any, *args: Any, **kwargs: Any) -> Any:
            try:
                return getattr(Guide(site, context["page"].url), name)(*args, **kwargs)
            except KindRegretsError as error:  # to be mended in a file, not in the code
                raise MacroError(error) from None
            except Exception as error:
                raise MacroError(error) from error

        call.__name__ = name
        return call

    for name in macros_of(Guide):
        env.macro(macro(name), name)


def edit_address(config: Any) -> str:
    """The address under which any file of the repository can be edited, or ""."""
    repo, edit = config.get("repo_url") or "", config.get("edit_uri") or ""
    return f"{repo.rstrip('/')}/{edit.removesuffix('docs/')}" if repo and edit else ""
