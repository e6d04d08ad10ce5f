"""Runs the rules of good practice over a text.

The browser runs the same list with `docs/assets/client/rules.js`; keep the two alike, which the
tests compare verdict by verdict.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from macros.model import (
    CharactersCheck,
    FieldsCheck,
    Length,
    PhrasesCheck,
    Rule,
    SlipCheck,
    WordsCheck,
)

Span = tuple[int, int]
"""Start and end of a piece of the body, in characters."""

BLANK = "\\t\\n\\r \u00a0"
WORD = re.compile(rf"[^{BLANK}]+")
GREETING = re.compile(
    r"(?:hi|hello|hey|dear|good (?:morning|afternoon|evening))(?![^\W_])[^\n]*\n", re.IGNORECASE
)
SIGN_OFF = re.compile(
    r"^(?:(?:with )?(?:best|kind|kindest|warm|warmest|many|my)? ?"
    r"(?:regards|wishes|thanks)|all the best|best|yours(?: sincerely| faithfully| truly)?"
    r"|sincerely|thank you|cheers)[,.]?[ \t]*$",
    re.IGNORECASE | re.MULTILINE,
)
SENTENCE_END = re.compile(rf"[.!?…]+[\"'’”)\]]*(?=[{BLANK}]|$)|\n")
TITLES = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "mx",
        "dr",
        "prof",
        "st",
        "no",
        "inc",
        "ltd",
        "co",
        "corp",
        "vs",
        "etc",
        "e.g",
        "i.e",
        "approx",
    ]
)
SLIPS: dict[str, re.Pattern[str]] = {
    "doubled-words": re.compile(
        r"(?<![^\W_])(?!(?:that|had)[ \t])([^\W\d_]+)[ \t\n]+\1(?![^\W_])", re.IGNORECASE
    ),
    "double-spaces": re.compile(r"(?<=[^ \t\n])[ \t]{2,}(?=[^ \t\n])"),
    "placeholders": re.compile(
        r"\[[^\]\n]{1,60}\]|\{\{[^}\n]{0,60}\}\}|<[A-Za-z][^>\n]{0,60}>|_{3,}|(?<![^\W_])X{2,}(?![^\W_])"
    ),
}


@dataclass(frozen=True)
class Draft:
    """A text to judge. `names` are known values of fields; `length` brings its own limits."""

    body: str
    subject: str = ""
    names: Mapping[str, str] = field(default_factory=dict)
    length: Length | None = None


@dataclass(frozen=True)
class Verdict:
    """What a rule says: met, or not (None if it cannot tell), and the words that caused it."""

    rule: Rule
    met: bool | None
    spans: tuple[Span, ...] = ()


def judge(rule: Rule, draft: Draft) -> Verdict:
    """The verdict of one rule; `spans` count from the start of the body."""
    start, end = main_part(draft.body)
    check = rule.check
    if isinstance(check, WordsCheck):
        return Verdict(rule, within(check, len(words(draft.body[start:end])), draft.length))
    if isinstance(check, CharactersCheck):
        return Verdict(rule, len(draft.body) <= check.max)
    if isinstance(check, PhrasesCheck):
        return phrases_verdict(rule, check, draft.body, start, end)
    if isinstance(check, FieldsCheck):
        return Verdict(rule, names_stand(check, draft))
    if isinstance(check, SlipCheck):
        found = SLIPS[check.kind].finditer(draft.body)
        spans = tuple(match.span() for match in found)
        return Verdict(rule, not spans, spans)
    return Verdict(rule, None)


def phrases_verdict(rule: Rule, check: PhrasesCheck, body: str, start: int, end: int) -> Verdict:
    """The verdict of a check that looks for phrases between `start` and `end`."""
    stop = sentence_end(body, start, end, check.sentences) if check.kind == "first" else end
    found = phrase_pattern(check.phrases).finditer(body, start, end)
    spans = tuple(match.span() for match in found if match.start() < stop)
    if check.kind in ("require", "first"):
        return Verdict(rule, bool(spans))
    allowed = check.times if check.kind == "at-most" else 0
    return Verdict(rule, len(spans) <= allowed, spans if len(spans) > allowed else ())


@lru_cache(maxsize=8)  # every rule asks for it, about the same body
def main_part(body: str) -> Span:
    """Where the message proper starts and ends: after the greeting, before the sign-off."""
    greeting = GREETING.match(body)
    start = 0
    if greeting and (greeting[0].rstrip()[-1:] in ",:" or len(words(greeting[0])) <= 4):
        start = greeting.end()
    sign_off = SIGN_OFF.search(body, start)
    end = sign_off.start() if sign_off else len(body)
    while start < end and body[start] in " \t\n":
        start += 1
    while end > start and body[end - 1] in " \t\n":
        end -= 1
    return start, end


def words(text: str) -> list[str]:
    """The words of a text: what stands between spaces and holds a letter or a digit."""
    return [w for w in WORD.findall(text) if w[0].isalnum() or any(map(str.isalnum, w))]


def sentence_end(body: str, start: int, end: int, count: int) -> int:
    """Where the first `count` sentences end; titles and lower-case words end no sentence."""
    last = start
    for match in SENTENCE_END.finditer(body, start, end):
        before = body[last : match.start()].split()
        rest = body[match.end() : end].lstrip()
        if not before or (match[0] == "." and before[-1].lower() in TITLES):
            continue
        if match[0] != "\n" and rest[:1].islower():
            continue
        count -= 1
        last = match.end()
        if not count:
            return last
    return end


def within(check: WordsCheck, count: int, length: Length | None) -> bool:
    """True if so many words are allowed, by this length's own limits if it has some."""
    limits = {"short": check.short, "standard": check.standard, "full": check.full}
    own = limits[length] if length else None
    least, most = (own.min, own.max) if own else (check.min, check.max)
    return (least is None or count >= least) and (most is None or count <= most)


def names_stand(check: FieldsCheck, draft: Draft) -> bool | None:
    """True if all these values stand in the text; None if not all of them are known."""
    values = [draft.names.get(name, "") for name in check.fields]
    if not all(values):
        return None
    whole = f"{draft.subject}\n{draft.body}".lower()
    return all(value.lower() in whole for value in values)


@lru_cache
def phrase_pattern(phrases: tuple[str, ...]) -> re.Pattern[str]:
    """A pattern for any of the phrases as whole words."""
    parts = sorted((phrase_source(phrase) for phrase in phrases), key=len, reverse=True)
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(parts)})(?![^\W_])", re.IGNORECASE)


def phrase_source(phrase: str) -> str:
    """One phrase as a pattern: spaces stretch, apostrophes may be curly, `*` is any ending."""
    escaped = re.escape(phrase).replace("\\*", "[^\\W_]*").replace("\\ ", "[ \\t\\n]+")
    return escaped.replace("'", "['’]")
