"""Looks for patterns of words: small grammars that stand in the catalogue, not in code.

A pattern is read word by word. `cancel*` stands for any ending, `withdraw~` also for a slip of one
letter, `{not}` for any word of the list of that name, `...` for up to six words of the same clause,
`$` for the end of a clause. Apostrophes do not count: can't is cant.

`docs/assets/client/patterns.js` does the same in the browser.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from macros.rules.draft import ABBREVIATIONS, BLANKS, L, Span
from macros.tables import TABLES

MARKS = ".!;:…()\u2013\u2014"
TOKEN = re.compile(
    rf"{L}+(?:'{L}+)*|[,?]|(?<![{MARKS}])[{MARKS}]+(?=[{BLANKS}]|$)|-(?=[{BLANKS}])|\n"
)
BREAKS = frozenset(TABLES["clause_breaks"])
GAP_MOST = 6
GAP, END = "...", "$"

Words = tuple[tuple[str, tuple[str, ...]], ...]
"""Lists of words, each with its name; hashable, so that a grammar is made once."""


@dataclass(frozen=True)
class Token:
    """A word without its apostrophes, or a mark: `.` `?` or `,`."""

    text: str
    start: int
    end: int

    @property
    def stops(self) -> bool:
        """True if a sentence ends here."""
        return self.text in (".", "?")

    @property
    def parts(self) -> bool:
        """True if no gap of a pattern reaches across: a clause ends here."""
        return self.stops or self.text in BREAKS


@lru_cache(maxsize=256)
def tokenised(own: str, said: str, start: int, end: int) -> tuple[Token, ...]:
    """The words and marks of a folded text; `own` is the same with its capitals.

    A line that goes on with a small letter was wrapped, and a full stop after an abbreviation ends
    nothing.
    """
    found: list[Token] = []
    for match in TOKEN.finditer(said, start, end):
        text = match[0].replace("'", "")
        if text == "\n":
            after = own[match.end() : match.end() + 1]
            if after.isalpha() and after == after.lower():
                continue
            text = "."
        elif text == "." and found and found[-1].text in ABBREVIATIONS:
            continue
        elif not text[0].isalnum() and text not in (",", "?"):
            text = "?" if "?" in text else "."
        found.append(Token(text, *match.span()))
    return tuple(found)


@dataclass(frozen=True)
class Grammar:
    """Patterns made ready: which lists and words of theirs a word belongs to."""

    exact: Mapping[str, frozenset[str]]
    stems: tuple[tuple[str, str], ...]
    slips: tuple[tuple[str, str], ...]
    starts: Mapping[str, tuple[tuple[str, ...], ...]]
    """Patterns by their first item, in the order in which they are written."""

    def names(self, word: str) -> frozenset[str]:
        """The items that this word satisfies."""
        return names_of(self, word)

    def __hash__(self) -> int:
        return id(self)


@lru_cache
def grammar(words: Words, patterns: tuple[str, ...]) -> Grammar:
    """Makes patterns ready."""
    exact: dict[str, set[str]] = {}
    stems, slips = [], []
    listed = [(f"{{{name}}}", word) for name, some in words for word in some]
    split = [tuple(pattern.replace("'", "").split(" ")) for pattern in patterns]
    literal = [(item, item) for item in dict.fromkeys(item for one in split for item in one)]
    for name, word in [*listed, *literal]:
        bare = word.replace("'", "")
        if bare.endswith("*"):
            stems.append((bare[:-1], name))
        elif bare.endswith("~"):
            stems.append((bare[:-1], name))
            slips.append((bare[:-1], name))
        else:
            exact.setdefault(bare, set()).add(name)
    starts: dict[str, list[tuple[str, ...]]] = {}
    for one in split:
        starts.setdefault(one[0], []).append(one)
    return Grammar(
        {word: frozenset(names) for word, names in exact.items()},
        tuple(stems),
        tuple(slips),
        {item: tuple(some) for item, some in starts.items()},
    )


@lru_cache(maxsize=20_000)
def names_of(rules: Grammar, word: str) -> frozenset[str]:
    """The items of a grammar that a word satisfies."""
    names = set(rules.exact.get(word, ()))
    names.update(name for stem, name in rules.stems if word.startswith(stem))
    if len(word) > 5:
        names.update(name for stem, name in rules.slips if has_slip(word, stem))
    return frozenset(names)


def has_slip(word: str, stem: str) -> bool:
    """True if the word starts as the stem does but for one letter: one more, one less, another, or
    two that changed places."""
    same = 0
    while same < len(stem) and same < len(word) and word[same] == stem[same]:
        same += 1
    rest, left = word[same:], stem[same:]
    less_or_swapped = (left[1:], left[1:2] + left[:1] + left[2:])
    return same > 0 and (rest.startswith(less_or_swapped) or rest[1:].startswith((left, left[1:])))


def found_in(rules: Grammar, text: tuple[Token, ...]) -> list[Span]:
    """Where patterns stand, as numbers of tokens, from left to right; none inside another."""
    found: list[Span] = []
    last = 0
    for place, token in enumerate(text):
        if place < last:
            continue
        ends = (
            end_of(rules, pattern, 0, text, place)
            for name in rules.names(token.text)
            for pattern in rules.starts.get(name, ())
        )
        end = max(ends, default=-1)
        if end > place:
            found.append((place, end))
            last = end
    return found


def end_of(
    rules: Grammar, pattern: tuple[str, ...], item: int, text: tuple[Token, ...], place: int
) -> int:
    """Where a pattern ends that starts here; -1 if it does not stand here."""
    if item == len(pattern):
        return place
    wanted, at_end = pattern[item], place == len(text)
    if wanted == END:
        return place if at_end or text[place].parts or text[place].text == "," else -1
    if wanted == GAP:
        for skipped in range(place, place + GAP_MOST + 1):
            end = end_of(rules, pattern, item + 1, text, skipped)
            if end >= 0 or skipped >= len(text) or text[skipped].parts:
                return end
        return -1
    if at_end or wanted not in rules.names(text[place].text):
        return -1
    return end_of(rules, pattern, item + 1, text, place + 1)


def places(text: tuple[Token, ...], found: list[Span]) -> list[Span]:
    """Numbers of tokens as places in the text."""
    return [(text[first].start, text[last - 1].end) for first, last in found]


def apart(found: list[Span], excuses: list[Span]) -> list[Span]:
    """The spans that overlap none of the excuses; both are in order, and none overlap."""
    left, place = [], 0
    for span in found:
        while place < len(excuses) and excuses[place][1] <= span[0]:
            place += 1
        if place == len(excuses) or excuses[place][0] >= span[1]:
            left.append(span)
    return left
