"""Words as the finder compares them: small letters, without accents and endings."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from macros.model import FinderWords

WORD = re.compile(r"[^\W_]+")
APOSTROPHES = re.compile("['’]")
SHORTEST_STEM = 3


@dataclass(frozen=True)
class Vocabulary:
    """How words are compared; the same data tells the browser."""

    same: dict[str, str]
    """For each stem that others mean the same as, the name of what they mean."""
    endings: tuple[tuple[str, str], ...]
    """Endings, longest first, and what stands in their place."""

    def terms(self, text: str) -> list[str]:
        """The stems of a text, and after each what it means where others mean the same."""
        stems = map(self.stem, words(text))
        return [term for stem in stems for term in (stem, self.same.get(stem)) if term]

    def stem(self, word: str) -> str:
        """A word without its ending, as in `cancel` for `cancelled`."""
        for ending, instead in self.endings:
            stem = word.removesuffix(ending)
            if stem != word and len(stem) >= SHORTEST_STEM:
                word = stem + instead
                break
        if len(word) > SHORTEST_STEM and word[-1] == word[-2]:
            word = word[:-1]
        return word.removesuffix("e") if len(word) > SHORTEST_STEM else word


def vocabulary(found: FinderWords) -> Vocabulary:
    """The vocabulary that `catalogue/finder.yml` describes."""
    endings = tuple(sorted(found.endings.items(), key=lambda pair: -len(pair[0])))
    bare = Vocabulary({}, endings)
    same = {bare.stem(word): f"={group[0]}" for group in found.same for word in group}
    return Vocabulary(same, endings)


def words(text: str) -> list[str]:
    """The words of a text in small letters, without accents and apostrophes."""
    letters = unicodedata.normalize("NFKD", text.lower())
    bare = "".join(c for c in letters if not unicodedata.combining(c))
    return WORD.findall(APOSTROPHES.sub("", bare))
