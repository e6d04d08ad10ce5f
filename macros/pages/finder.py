"""What the finder can find: every message, and the sections of the guide."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import pairwise, zip_longest

from macros.finding.index import Entry, Index, build
from macros.finding.words import vocabulary
from macros.model import Catalogue, Nodes, Template, Text, When
from macros.pages.review_dates import Docs

WHEN, CHOICE, LETTER, SECTION = 0.6, 0.5, 0.2, 0.4
"""What a word weighs in each of these, beside 1 for a word in `words:`."""

HEADING = re.compile(r"^#{1,4} (.+?) \{ #([a-z0-9-]+) \}$", re.MULTILINE)
MARKUP = re.compile(r"\{\{.*?\}\}|\]\([^)]*\)|[*_`#\[\]]|\{[^}]*\}")


def index(catalogue: Catalogue, docs: Docs) -> Index | None:
    """The finder's index, or None if `finder.yml` is broken."""
    if catalogue.finder is None:
        return None
    entries = [*messages(catalogue), *sections(docs)]
    return build(entries, vocabulary(catalogue.finder))


def messages(catalogue: Catalogue) -> Iterator[Entry]:
    """Every message that is meant to be sent."""
    for template in catalogue.templates.values():
        if not template.meta.counterexample:
            yield Entry(
                id=template.id,
                url=f"samples/{template.category}/#{template.id}",
                title=template.meta.title,
                about=template.meta.when,
                phrases=(template.meta.title, template.id.replace("-", " "), *template.meta.words),
                texts=tuple(texts(template)),
            )


def texts(template: Template) -> Iterator[tuple[float, str]]:
    """The longer texts of a message with the weight of their words."""
    yield WHEN, template.meta.when
    for field in template.fields:
        yield from ((CHOICE, option.label) for option in field.options.values())
    for letter in template.letters.values():
        yield LETTER, " ".join(words for part in letter.parts for words in written(part))


def written(nodes: Nodes) -> Iterator[str]:
    """The words that stand in these nodes whatever is filled in."""
    for node in nodes:
        if isinstance(node, Text):
            yield node.text
        elif isinstance(node, When):
            yield from written(node.nodes)


def sections(docs: Docs) -> Iterator[Entry]:
    """Every section of the guide that has an address of its own."""
    for page in docs.pages():
        text = (docs.folder / page.path).read_text("utf-8")
        found = [*HEADING.finditer(text)]
        for match, after in zip_longest(found, found[1:]):
            end = after.start() if after else len(text)
            title = MARKUP.sub("", match[1])
            yield Entry(
                id=match[2],
                url=f"{address(page.path)}#{match[2]}",
                title=title,
                about=page.title,
                phrases=(title,),
                texts=((SECTION, MARKUP.sub(" ", text[match.end() : end])),),
                guide=True,
            )


def address(path: str) -> str:
    """The address of a page within the site, as in `tips/` for `tips.md`."""
    return re.sub(r"(^|/)index$", r"\1", path.removesuffix(".md")).rstrip("/") + "/"


def as_data(index: Index) -> str:
    """The index as JSON for the browser; each entry of a posting is the step from the last one."""
    return json.dumps(
        {
            "same": index.vocabulary.same,
            "endings": index.vocabulary.endings,
            "entries": [[e.url, e.title, e.about, int(e.guide)] for e in index.entries],
            "postings": {term: steps(posting) for term, posting in index.postings.items()},
        },
        ensure_ascii=False,
        separators=(",", ":"),
    )


def steps(posting: dict[int, int]) -> list[int]:
    """Entry and weight in turn, each entry as its distance from the one before."""
    numbers = [0, *posting]
    pairs = zip(pairwise(numbers), posting.values(), strict=True)
    return [part for (last, number), weight in pairs for part in (number - last, weight)]
