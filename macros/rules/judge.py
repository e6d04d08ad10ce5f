"""Runs the rules of good practice over a text.

The browser runs the same list with `docs/assets/client/rules.js`; keep the two alike, which the
tests compare verdict by verdict and place by place. There are no case-insensitive patterns and
none with \\s or \\b: what these take in differs between the two languages.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from macros.model import (
    CharactersCheck,
    FieldsCheck,
    Length,
    OtherNameCheck,
    PhrasesCheck,
    Rule,
    SlipCheck,
    WordsCheck,
)
from macros.rendering.length import characters
from macros.rules.draft import BLANKS, GAP, L, Reading, Span, fold, read, sentence_ends, words
from macros.tables import TABLES

SLIPS: dict[str, re.Pattern[str]] = {
    "doubled-words": re.compile(
        rf"(?<!{L})(?!(?:that|had|bye|ha|[0-9]+){GAP})({L}+){GAP}\1(?!{L})"
    ),
    "double-spaces": re.compile(r"(?<=[^ \t\r\n])[ \t]{2,}(?=[^ \t\r\n])"),
    "placeholders": re.compile(
        r"(?=[\[{<_XTIYCRM])(?:"  # spares most places the search
        r"\[(?!(?:[0-9]+|sic|\.\.\.|…|[Ee][Xx][Tt](?:[Ee][Rr][Nn][Aa][Ll])?)\])[^\]\n]{1,60}\]"
        r"|\{{1,2}[^{}\n]{1,60}\}{1,2}"
        r"|<(?!/?(?:a|b|br|div|em|h[1-6]|i|img|li|p|script|span|strong|style|u|ul)[ />])"
        r"[A-Za-z][A-Za-z '’/_-]{0,60}>"
        rf"|(?<!_)_{{3,}}|(?<!{L})(?:X{{2,}}|TB[ACD]|INSERT [A-Z]{{2,40}})(?!{L})"
        rf"|(?<!{L})(?:Your|Company|Recruiter|Interviewer|Candidate|Manager)(?:['’]s)? Name(?!{L}))"
    ),
}
BETWEEN: list[str] = TABLES["between_denial_and_phrase"]
"""What may stand between a word such as `not` and the phrase that it denies."""
SHORT_OPENING, SHORT_SENTENCE = 6, 3
"""So many words are no sentence: the first may say who writes, a later one only thanks."""
UPPER = "[A-ZÀ-ÖØ-Þ]"
NAME = re.compile(rf"(?:the )?({UPPER}(?:{L}|[&'’-])*(?: {UPPER}(?:{L}|[&'’-])*){{0,4}})")
CLAUSE_MARK = re.compile(r"[.!?\n,;:]")
FIELD = re.compile(r"\{(\w+)\}")
LEGAL_FORM = re.compile(r"[ ,]+(?:ltd|limited|inc|llc|plc|gmbh|corp)\.?$")
TOKENS = re.compile(rf"{L}{{2,}}")


@dataclass(frozen=True)
class Draft:
    """A text to judge. `names` are known values of fields; `length` brings its own limits."""

    body: str
    subject: str = ""
    names: Mapping[str, str] = field(default_factory=dict)
    length: Length | None = None


@dataclass(frozen=True)
class Verdict:
    """What a rule says: met, or not (None if it cannot tell), and the words that it found."""

    rule: Rule
    met: bool | None
    spans: tuple[Span, ...] = ()
    """Counted from the start of the body."""
    subject_spans: tuple[Span, ...] = ()
    """Counted from the start of the subject."""


def judge(rule: Rule, draft: Draft) -> Verdict:
    """The verdict of one rule."""
    check, reading = rule.check, read(draft.body)
    if isinstance(check, WordsCheck):
        count = len(words(reading.own[reading.start : reading.end]))
        return Verdict(rule, within(check, count, draft.length))
    if isinstance(check, CharactersCheck):
        count, most = characters(check, draft.body)
        return Verdict(rule, count <= most)
    if isinstance(check, FieldsCheck):
        return Verdict(rule, names_stand(check, draft, reading))
    if isinstance(check, PhrasesCheck):
        return phrases_verdict(rule, check, draft, reading)
    subject = read(draft.subject)
    if isinstance(check, OtherNameCheck):
        spans = other_names(check, draft.names, reading)
        in_subject = other_names(check, draft.names, subject)
        known = bool(draft.names.get(check.field))
        met = not (spans or in_subject)
        return Verdict(rule, met if met or known else None, spans, in_subject)
    if isinstance(check, SlipCheck):
        spans, in_subject = slips(check, reading), slips(check, subject)
        return Verdict(rule, not (spans or in_subject), spans, in_subject)
    return Verdict(rule, None)


def slips(check: SlipCheck, reading: Reading) -> tuple[Span, ...]:
    """Where such slips stand. What is below the sign-off is set in lines, and has only blanks."""
    if check.kind == "placeholders":
        return tuple(match.span() for match in SLIPS[check.kind].finditer(reading.own))
    text = reading.folded if check.kind == "doubled-words" else reading.own
    return tuple(match.span() for match in SLIPS[check.kind].finditer(text, 0, reading.end))


# --- phrases --------------------------------------------------------------------------------


def phrases_verdict(rule: Rule, check: PhrasesCheck, draft: Draft, reading: Reading) -> Verdict:
    """The verdict of a check that looks for phrases."""
    if not reading.english:
        return Verdict(rule, None)
    found = phrases_in(check, reading.said, reading.start, reading.close)
    if check.kind == "require":
        return Verdict(rule, bool(found), found)
    if check.kind == "first":
        stop = opening(reading, check.sentences)
        early = tuple(span for span in found if span[0] < stop)
        return Verdict(rule, bool(early), early or found)
    if check.kind == "at-most":
        return Verdict(rule, len(found) <= check.times, found)
    subject = fold(draft.subject)
    in_subject = phrases_in(check, subject, 0, len(subject))
    return Verdict(rule, not (found or in_subject), found, in_subject)


def opening(reading: Reading, sentences: int) -> int:
    """Where the first so many sentences end; very short ones do not count, such as `Thank you.`"""
    last, most = reading.start, SHORT_OPENING
    for end in sentence_ends(reading):
        if len(words(reading.own[last:end])) > most:
            sentences -= 1
        last, most = end, SHORT_SENTENCE
        if not sentences:
            break
    return last


def phrases_in(check: PhrasesCheck, text: str, start: int, end: int) -> tuple[Span, ...]:
    """Where the phrases stand, apart from those that are denied or part of something else."""
    found = [match.span() for match in phrase_pattern(check.phrases).finditer(text, start, end)]
    if found and (check.unless or check.not_after):
        pattern = excuse_pattern(check.phrases, check.unless, check.not_after)
        excuses = [match.span() for match in pattern.finditer(text, start, end)]
        found = apart(found, excuses)
    return tuple(found)


def apart(found: list[Span], excuses: list[Span]) -> list[Span]:
    """The spans that overlap none of the excuses; both are in order."""
    left, place = [], 0
    for span in found:
        while place < len(excuses) and excuses[place][1] <= span[0]:
            place += 1
        if place == len(excuses) or excuses[place][0] >= span[1]:
            left.append(span)
    return left


@lru_cache
def phrase_pattern(phrases: tuple[str, ...]) -> re.Pattern[str]:
    """A pattern for any of the phrases as whole words, in a folded text."""
    return re.compile(rf"(?<!{L})(?:{alternatives(phrases)})(?!{L})")


@lru_cache
def excuse_pattern(
    phrases: tuple[str, ...], unless: tuple[str, ...], not_after: tuple[str, ...]
) -> re.Pattern[str]:
    """A pattern for what stands round a phrase that does not count."""
    parts = [alternatives(unless)] if unless else []
    if not_after:
        between = f"(?:{GAP}(?:{'|'.join(BETWEEN)})(?!{L})){{0,4}}"
        any_of = f"(?:{alternatives(phrases)})"
        more = f"(?:{GAP}n?or{GAP}{any_of}){{0,3}}"
        parts.append(f"(?:{alternatives(not_after)}){between}{GAP}{any_of}{more}")
    return re.compile(rf"(?<!{L})(?:{'|'.join(parts)})(?!{L})")


def alternatives(phrases: Iterable[str]) -> str:
    """The phrases as one pattern, longer ones first."""
    return "|".join(sorted(map(phrase_source, phrases), key=len, reverse=True))


def phrase_source(phrase: str) -> str:
    """One phrase as a pattern: a gap may be wider, `*` stands for any ending."""
    return re.escape(fold(phrase)).replace("\\*", f"{L}*").replace("\\ ", GAP)


# --- numbers and names ----------------------------------------------------------------------


def within(check: WordsCheck, count: int, length: Length | None) -> bool:
    """True if so many words are allowed, by this length's own limits if it has some."""
    least, most = check.limits(length)
    return (least is None or count >= least) and (most is None or count <= most)


def names_stand(check: FieldsCheck, draft: Draft, reading: Reading) -> bool | None:
    """True if all these values stand in the text; None if one that may be missing is not known."""
    whole = squeezed(f"{fold(draft.subject)}\n{reading.folded}")
    values = [squeezed(fold(draft.names.get(name, ""))) for name in check.fields]
    if any(value and not stands_in(whole, LEGAL_FORM.sub("", value)) for value in values):
        return False
    return True if all(values) else None


GAPS = re.compile(f"[{BLANKS}]+")


@lru_cache(maxsize=256)  # the same names stand in message after message
def squeezed(folded: str) -> str:
    """The text with single spaces."""
    return GAPS.sub(" ", folded).strip(" ")


def stands_in(text: str, value: str) -> bool:
    """True if the value stands in the text, not merely as a piece of a longer word."""
    place = text.find(value)
    while place >= 0:
        before, after = text[place - 1 : place], text[place + len(value) :][:1]
        if not joins(before, value[0]) and not joins(value[-1], after):
            return True
        place = text.find(value, place + 1)
    return False


def joins(one: str, other: str) -> bool:
    """True if two neighbours belong to one word; Japanese puts no space round foreign words."""
    return one.isalnum() and other.isalnum() and (one > "\u024f") == (other > "\u024f")


def other_names(
    check: OtherNameCheck, names: Mapping[str, str], reading: Reading
) -> tuple[Span, ...]:
    """Names that stand where this field's value should and share no word with it."""
    known = {*TOKENS.findall(fold(names.get(check.field, "")))}
    used = tuple((name, names[name]) for name in fields_in(check.after) if name in names)
    others = [
        (lead.span(), name.span(1))
        for lead in lead_pattern(check.after, used).finditer(reading.said)
        if (name := NAME.match(reading.own, lead.end()))
        and not known & {*TOKENS.findall(fold(name[1]))}
    ]
    if not others:
        return ()
    marks = [match.end() for match in CLAUSE_MARK.finditer(reading.said)]
    excuses = phrase_pattern(check.unless).finditer(reading.said) if check.unless else ()
    places = [match.start() for match in excuses]
    return tuple(
        name
        for (first, last), name in others
        if last_below(places, last, -1) < last_below(marks, first + 1, 0)
    )


def last_below(places: list[int], limit: int, otherwise: int) -> int:
    """The last of these places below the limit; they are in order."""
    index = bisect_left(places, limit)
    return places[index - 1] if index else otherwise


@lru_cache
def fields_in(after: tuple[str, ...]) -> tuple[str, ...]:
    """The fields whose values these leads hold."""
    return tuple(dict.fromkeys(FIELD.findall(" ".join(after))))


@lru_cache(maxsize=64)
def lead_pattern(after: tuple[str, ...], names: tuple[tuple[str, str], ...]) -> re.Pattern[str]:
    """A pattern for what leads to the name; `{role}` stands for the role, if that is known."""
    leads = []
    for lead in after:
        said = lead
        for key, value in names:
            said = said.replace(f"{{{key}}}", squeezed(value).replace("*", "") or f"{{{key}}}")
        if "{" not in said:
            leads.append(said)
    return re.compile(rf"(?<!{L})(?:{alternatives(leads)}){GAP}")
