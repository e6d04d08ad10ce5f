"""The finder's index: how much each word tells of each message, as numbers."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from macros.finding.words import Vocabulary

TYPICAL = 1.5
"""What counts how typical a word is of an entry, beside that it is there at all."""
SAID = 0.5
"""From this weight on a text says what an entry is about, and makes its words less rare."""
NAMED = 0.4
"""From this weight on a text makes its words known; below, only known words count."""
LEAST = 0.8
"""What tells less than this of an entry is left out: it takes a third of the room for nothing."""


@dataclass(frozen=True)
class Entry:
    """Something to be found: its address, what is shown of it, and the words that lead to it."""

    id: str
    url: str
    title: str
    about: str
    phrases: tuple[str, ...]
    """What people would type, each as a whole."""
    texts: tuple[tuple[float, str], ...]
    """Longer texts, each with the weight of a word in it; a word in a phrase weighs 1."""
    guide: bool = False
    """True for a section of the guide; false for a message."""


@dataclass(frozen=True)
class Index:
    """For each term, the numbers of the entries that it leads to, and how much it tells of each."""

    entries: tuple[Entry, ...]
    vocabulary: Vocabulary
    postings: dict[str, dict[int, int]]
    """How much it tells is counted in tenths, which are shorter to write."""


@dataclass(frozen=True)
class Terms:
    """The terms of an entry: those of each phrase, and those of each text with their weight."""

    phrases: tuple[frozenset[str], ...]
    texts: tuple[tuple[float, Counter[str]], ...]

    def told(self, least: float) -> frozenset[str]:
        """The terms of phrases, and of texts from this weight on."""
        texts = (frozenset(terms) for weight, terms in self.texts if weight >= least)
        return frozenset[str]().union(*self.phrases, *texts)

    def weights(self, rarity: dict[str, float]) -> dict[str, float]:
        """How much each term tells of the entry: that it is there, and how typical it is."""
        there: dict[str, float] = {}
        typical: Counter[str] = Counter()
        phrases = ((1.0, 1.0, Counter(phrase)) for phrase in self.phrases)
        texts = ((weight, 4 * weight, terms) for weight, terms in self.texts)
        for weight, share, terms in (*phrases, *texts):
            parts = {
                term: rarity[term] * math.sqrt(many)
                for term, many in terms.items()
                if term in rarity
            }
            length = math.hypot(*parts.values()) or 1
            for term, part in parts.items():
                there[term] = max(there.get(term, 0), weight)
                typical[term] += share * part / length  # type: ignore[assignment]
        length = math.hypot(*typical.values()) or 1
        return {t: rarity[t] * (there[t] + TYPICAL * typical[t] / length) for t in there}


def build(entries: Iterable[Entry], vocabulary: Vocabulary) -> Index:
    """The index of these entries. What is rare is counted over messages alone."""
    entries = tuple(entries)
    found = [
        Terms(
            tuple(frozenset(vocabulary.terms(phrase)) for phrase in entry.phrases),
            tuple((weight, Counter(vocabulary.terms(text))) for weight, text in entry.texts),
        )
        for entry in entries
    ]
    messages = [terms for terms, entry in zip(found, entries, strict=True) if not entry.guide]
    often = Counter(term for terms in messages for term in terms.told(SAID))
    known = frozenset[str]().union(*(terms.told(NAMED) for terms in found))
    rarity = {term: math.log(1 + len(messages) / (1 + often[term])) for term in known}
    postings: dict[str, dict[int, int]] = {term: {} for term in sorted(known)}
    for number, terms in enumerate(found):
        for term, weight in terms.weights(rarity).items():
            if weight >= LEAST:
                postings[term][number] = round(10 * weight)
    return Index(entries, vocabulary, {term: found for term, found in postings.items() if found})
