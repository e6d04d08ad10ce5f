"""Renders the components: small pieces of HTML and Markdown, each a file."""

from __future__ import annotations

import html
import re
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

COMPONENTS = Environment(
    loader=FileSystemLoader(Path(__file__).parents[1] / "components"),
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
