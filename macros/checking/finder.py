"""Checks what leads the finder to a message: the words of each, and those that mean the same."""

from __future__ import annotations

from collections.abc import Iterator

from macros.finding.words import Vocabulary, vocabulary
from macros.mistakes import Mistake
from macros.model import Catalogue, FinderWords, Template
from macros.problems import Fault, Problem

FEWEST, MOST = 8, 20


def finder_problems(catalogue: Catalogue) -> Iterator[Problem]:
    """What is wrong with `words:` in all templates, and with the groups in `finder.yml`.

    Counterexamples are spared, since the finder leads to none.
    """
    real = [t for t in catalogue.templates.values() if not t.meta.counterexample]
    for template in real:
        many = len(template.meta.words)
        if not FEWEST <= many <= MOST:
            message = f"words: has {many} entries, and {FEWEST} to {MOST} are wanted"
            fix = "list what people type who look for it, as in words: [bad pay, underpaid]"
            fault = Fault(Mistake.SEARCH_WORDS, message, fix)
            yield template.meta.location("words").problem(fault)
    if catalogue.finder:
        yield from groups_that_overlap(catalogue.finder)
        yield from claimed_twice(real, vocabulary(catalogue.finder))


def groups_that_overlap(finder: FinderWords) -> Iterator[Problem]:
    """Words of `same:` that stand in another group as well, whatever their endings."""
    known, first = vocabulary(finder), dict[str, tuple[int, str]]()
    for number, group in enumerate(finder.same):
        for place, word in enumerate(group):
            other, twin = first.setdefault(known.stem(word), (number, word))
            if other != number:
                message = f'"{word}" says the same to the finder as "{twin}" above'
                fix = "keep it in one group, or make one group of the two"
                fault = Fault(Mistake.CLAIMED_WORDS, message, fix)
                yield finder.location("same", number, place).problem(fault)


def claimed_twice(templates: list[Template], known: Vocabulary) -> Iterator[Problem]:
    """Entries of `words:` that are the same to the finder as one of the same or another file."""
    first: dict[frozenset[str], tuple[str, int, str]] = {}
    for template in sorted(templates, key=lambda each: each.full_id):
        for place, phrase in enumerate(template.meta.words):
            this = (template.full_id, place, phrase)
            other = first.setdefault(frozenset(known.terms(phrase)), this)
            if other != this:
                where = "above" if other[0] == this[0] else f"in {other[0]}.txt"
                message = f'"{phrase}" says the same to the finder as "{other[2]}" {where}'
                fix = "say what is different about this message, or take it out"
                fault = Fault(Mistake.CLAIMED_WORDS, message, fix)
                yield template.meta.location("words", place).problem(fault)
