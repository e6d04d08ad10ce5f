"""Ranks what is in an index by a reader's words; `finder-rank.js` does the same in the browser."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from macros.finding.index import Entry, Index
from macros.finding.words import words

PREFIX, TYPO = 0.8, 0.6
"""How well the beginning of a word, or a slip of it, matches."""
SHORTEST_PREFIX, SHORTEST_TYPO = 3, 4
ENOUGH = 0.34
"""What falls below this part of the best score is left out."""
MOST = 12


def find(index: Index, text: str) -> list[Entry]:
    """The entries that fit these words, best first: messages, then sections of the guide."""
    scores: dict[int, float] = {}
    for term, match in matched(index, text).items():
        for number, weight in index.postings[term].items():
            scores[number] = scores.get(number, 0) + match * weight
    least = max(scores.values(), default=0) * ENOUGH
    kept = [number for number, points in scores.items() if points >= least]
    kept.sort(key=lambda number: (index.entries[number].guide, -scores[number], number))
    return [index.entries[number] for number in kept[:MOST]]


def matched(index: Index, text: str) -> dict[str, float]:
    """The terms of the index that the words stand for, in order, with how well they match."""
    vocabulary = index.vocabulary
    typed = words(text)
    joined = [vocabulary.stem(a + b) for a, b in pairwise(typed)]
    stems = [*map(vocabulary.stem, typed), *filter(index.postings.__contains__, joined)]
    best: dict[str, float] = {}
    for stem in stems:
        for term, match in close(index, stem):
            for one in (term, vocabulary.same.get(term, "")):
                if one in index.postings:
                    best[one] = max(best.get(one, 0), match)
    return dict(sorted(best.items()))


def close(index: Index, stem: str) -> Iterator[tuple[str, float]]:
    """The stem itself if it is known, or those that it may be the beginning or a slip of."""
    if stem in index.postings or stem in index.vocabulary.same:
        yield stem, 1
        return
    for term in index.postings:
        if len(stem) >= SHORTEST_PREFIX and term.startswith(stem):
            yield term, PREFIX
        elif slip(stem, term):
            yield term, TYPO


def slip(typed: str, meant: str) -> bool:
    """True if one letter too many, too few, wrong or out of place makes one word the other."""
    shorter = min(len(typed), len(meant))
    if shorter < SHORTEST_TYPO or abs(len(typed) - len(meant)) > 1:
        return False
    start = 0
    while start < shorter and typed[start] == meant[start]:
        start += 1
    a, b = typed[start:], meant[start:]
    swapped = a[:2] == b[1::-1] and a[2:] == b[2:]
    return swapped or a[1:] == b[1:] or a[1:] == b or a == b[1:]
