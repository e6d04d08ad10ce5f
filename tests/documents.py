"""What the tests want to know about the pages, in source and as built."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"

PROJECT = ("mkdocs.yml", "docs", "macros", "overrides")
"""What a site is built from."""

VOID = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "source",
        "track",
        "wbr",
    ]
)


def address(source: Path) -> str:
    """The address, relative to the site's own, of the page that is written in `source`."""
    path = source.relative_to(DOCS).with_suffix("").as_posix()
    path = path.removesuffix("index")
    return path if not path or path.endswith("/") else f"{path}/"


# Every page that the site has, known before it is built, so that each can be a test of its own.
ADDRESSES = [*sorted(address(source) for source in DOCS.rglob("*.md")), "404.html"]


def copy_project(target: Path) -> None:
    """Put a copy of all that a site is built from into a folder."""
    for part in PROJECT:
        source = ROOT / part
        if source.is_dir():
            shutil.copytree(source, target / part, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, target / part)


@dataclass(frozen=True)
class Element:
    """A start tag: its name and its attributes."""

    tag: str
    attributes: dict[str, str]


@dataclass
class Html:
    """A built page, taken apart."""

    elements: list[Element] = field(default_factory=list)
    text: str = ""
    prose: str = ""  # the text outside <code>, where Jinja may be shown
    article: str = ""
    title: str = ""

    def all(self, tag: str) -> list[Element]:
        """Every element of this name."""
        return [element for element in self.elements if element.tag == tag]

    def meta(self, name: str) -> str:
        """The content of the `<meta>` of this name or `http-equiv`, or nothing."""
        for element in self.all("meta"):
            if name in (element.attributes.get("name"), element.attributes.get("http-equiv")):
                return element.attributes.get("content", "")
        return ""

    @property
    def ids(self) -> set[str]:
        """Everything that a link's fragment can point to."""
        return {value for element in self.elements if (value := element.attributes.get("id"))}


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.html = Html()
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.html.elements.append(Element(tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.html.elements.append(Element(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        while tag in self._open and self._open.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if "script" in self._open or "style" in self._open:
            return
        if "title" in self._open and "svg" not in self._open:
            self.html.title += data
        self.html.text += data
        if "code" not in self._open:
            self.html.prose += data
        if "article" in self._open:
            self.html.article += data


def read(page: Path) -> Html:
    """Take a built page apart."""
    parser = _Parser()
    parser.feed(page.read_text(encoding="utf-8"))
    parser.close()
    return parser.html
