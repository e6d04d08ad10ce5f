"""Renders the components: small pieces of HTML and Markdown, each a file."""

from __future__ import annotations

import html
import re
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

ROOT = Path(__file__).parents[2]
COMPONENTS = Environment(
    # What stands in the frame of a page as well as in its text is with the theme's pieces.
    loader=FileSystemLoader([ROOT / "macros" / "components", ROOT / "overrides" / "partials"]),
    autoescape=True,
    trim_blocks=True,
    lstrip_blocks=True,
    undefined=StrictUndefined,
)


def component(name: str, **values: object) -> Markup:
    """A small piece of the guide, from a file in `components/`."""
    return Markup(COMPONENTS.get_template(name).render(**values))


def plain(words: str) -> Markup:
    """Text that Markdown and HTML show as it is."""
    escaped = re.sub(r"([\\`*_{}\[\]()#+|!-])", r"\\\1", html.escape(words, quote=False))
    return Markup(escaped.replace("~", "&#126;").replace("^", "&#94;"))
