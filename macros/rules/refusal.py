"""Understands whether a draft says no: who, a word that ends it or denies it, and what.

The words stand in `docs/assets/client/tables.json`; `docs/assets/client/refusal.js` reads the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from macros.rules.draft import Reading, Span, fold
from macros.rules.patterns import Grammar, Token, Words, apart, found_in, grammar, places, tokenised
from macros.tables import TABLES

DATA = TABLES["refusal"]
WORDS: Words = tuple((name, tuple(words.split())) for name, words in DATA["words"].items())
FIRM, SOFT = tuple(DATA["firm"]), tuple(DATA["soft"])
UNLESS, MOVES = tuple(DATA["unless"]), tuple(DATA["moves"])
MOST_WORDS = 2_000
"""Whoever has not said no until there has not said no."""
LOOK_BACK = 40
DENIED_WITHIN = 5
"""So many words after a denial, what it denies is no decision: "I am not going to withdraw"."""


@dataclass(frozen=True)
class Refusals:
    """Where a text says no, in order."""

    firm: tuple[Span, ...]
    """In so many words."""
    soft: tuple[Span, ...]
    """Half: with a condition, as a question, or only to be guessed."""


def refusals(reading: Reading) -> Refusals:
    """Where the writer of a draft says no."""
    return in_tokens(tokenised(reading.own, reading.said, reading.start, reading.close))


def in_subject(subject: str) -> bool:
    """True if a subject says no."""
    return bool(in_tokens(tokenised(subject, fold(subject), 0, len(subject))).firm)


@lru_cache(maxsize=64)  # two rules ask for it
def in_tokens(text: tuple[Token, ...]) -> Refusals:
    """Where these words say no. Who also asks for another date has said plainly enough."""
    text = text[:MOST_WORDS]
    firm_rules, soft_rules = grammar(WORDS, FIRM), grammar(WORDS, SOFT)
    excuses = found_in(grammar(WORDS, UNLESS), text)
    firm: list[Span] = []
    soft: list[Span] = []
    for span in apart(found_in(firm_rules, text), excuses):
        said = how_said(firm_rules, text, span)
        if said is not None:
            (firm if said else soft).append(span)
    soft = sorted([*soft, *apart(apart(found_in(soft_rules, text), excuses), firm)])
    if soft and found_in(grammar(WORDS, MOVES), text):
        firm, soft = sorted([*firm, *soft]), []
    return Refusals(tuple(places(text, firm)), tuple(places(text, soft)))


def how_said(rules: Grammar, text: tuple[Token, ...], span: Span) -> bool | None:
    """True if it is a decision, False if it is hedged, None if not the writer's, or denied.

    Looks back from the words to where their clause starts, and on to where their sentence ends.
    """
    first, last = span
    asks = hedged = False
    who = ""
    clause = True
    for back in range(first - 1, max(-1, first - LOOK_BACK), -1):
        token = text[back]
        if token.stops:
            break
        names = rules.names(token.text)
        hedged |= "{condition}" in names
        clause &= not token.parts and token.text != ","
        if not clause:
            continue
        if "{not}" in names and first - back <= DENIED_WITHIN:
            return None
        hedged |= "{hedge}" in names
        asks |= "{please}" in names
        who = who or next((w for w in ("{first}", "{other}") if w in names), "")
    if who == "{other}" and not asks:
        return None
    after = next((token.text for token in text[last : last + LOOK_BACK] if token.stops), ".")
    return not hedged and (after != "?" or asks)
