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
    DecisionCheck,
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
from macros.rules.patterns import (
    Token,
    Words,
    apart,
    found_in,
    grammar,
    has_slip,
    places,
    tokenised,
)
from macros.rules.refusal import in_subject, refusals
from macros.tables import TABLES

EMPHATIC = "|".join(TABLES["said_twice"].split())
SLIPS: dict[str, re.Pattern[str]] = {
    "doubled-words": re.compile(rf"(?<!{L})(?!(?:{EMPHATIC}|[0-9]+){GAP})({L}+){GAP}\1(?!{L})"),
    "double-spaces": re.compile(r"(?<=[^ \t\r\n])[ \t]{2,}(?=[^ \t\r\n])"),
    "placeholders": re.compile(
        r"(?=[\[{<(_XTIYCRM])(?:"  # spares most places the search
        r"\[(?!(?:[0-9]+|sic|\.\.\.|…|[Ee][Xx][Tt](?:[Ee][Rr][Nn][Aa][Ll])?)\])[^\]\n]{1,60}\]"
        r"|\{{1,2}[^{}\n]{1,60}\}{1,2}"
        r"|<(?!/?(?:a|b|br|div|em|h[1-6]|i|img|li|p|script|span|strong|style|u|ul)[ />])"
        r"[A-Za-z][A-Za-z '’/_-]{0,60}>"
        r"|\((?:[Yy]our|[Cc]ompany|[Jj]ob|[Rr]ole|[Pp]osition|[Rr]ecruiter|[Mm]anager)(?:['’]s)?"
        r" (?:[Nn]ame|[Tt]itle|[Hh]ere)\)"
        rf"|(?<!_)_{{3,}}|(?<!{L})(?:X{{2,}}|TB[ACD]|INSERT [A-Z]{{2,40}})(?!{L})"
        rf"|(?<!{L})(?:Your|Company|Recruiter|Interviewer|Candidate|Manager)(?:['’]s)? Name(?!{L}))"
    ),
}
SHORT_OPENING, SHORT_SENTENCE = 6, 3
"""So many words are no sentence: the first may say who writes, a later one only thanks."""
PLEASANTRIES = frozenset(TABLES["pleasantries"].split())
UPPER = "[A-ZÀ-ÖØ-Þ]"
NAME = re.compile(rf"(?:the )?({UPPER}(?:{L}|[&'’-])*(?: {UPPER}(?:{L}|[&'’-])*){{0,4}})")
CLAUSE_MARK = re.compile(r"[.!?\n,;:]")
FIELD = re.compile(r"\{(\w+)\}")
LEGAL_FORM = re.compile(r"[ ,]+(?:ltd|limited|inc|llc|plc|gmbh|corp)\.?$")
TOKENS = re.compile(rf"{L}{{2,}}")
ONE_TOKEN = re.compile(rf"{L}+")
SMALL = frozenset(TABLES["small_words"].split())
GENERIC = frozenset(TABLES["words_of_many_names"].split())


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
        return Verdict(rule, names_stand(check, draft))
    if isinstance(check, PhrasesCheck):
        return phrases_verdict(rule, check, draft, reading)
    if isinstance(check, DecisionCheck):
        return decision_verdict(rule, check, draft, reading)
    subject = read(draft.subject)
    if isinstance(check, OtherNameCheck):
        value = draft.names.get(check.field, "")
        lacks = stands(fold(value), fold(f"{draft.subject}\n{draft.body}")) is False
        spans = other_names(check, draft.names, reading, lacks)
        in_subject = other_names(check, draft.names, subject, lacks)
        met = not (spans or in_subject)
        return Verdict(rule, met if met or value else None, spans, in_subject)
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
    body = tokenised(reading.own, reading.said, reading.start, reading.close)
    found, half = phrases_in(check, body)
    if check.kind == "require":
        return Verdict(rule, True if found else None if half else False, found or half)
    if check.kind == "at-most":
        many, sure = len(found), check.sure or check.times
        return Verdict(rule, many <= check.times or (None if many <= sure else False), found)
    subject = tokenised(draft.subject, fold(draft.subject), 0, len(draft.subject))
    in_subject, half_in_subject = phrases_in(check, subject)
    if found or in_subject:
        return Verdict(rule, False, found, in_subject)
    many = len(half) + len(half_in_subject)
    met = False if many >= check.enough else None if many else True
    return Verdict(rule, met, half, half_in_subject)


DENIED_WITHIN = 6


def phrases_in(
    check: PhrasesCheck, text: tuple[Token, ...]
) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """Where the phrases stand, and those of `perhaps`, without what excuses them."""
    lists: Words = tuple((name, tuple(words.split())) for name, words in check.words.items())
    found = found_in(grammar(lists, check.phrases), text)
    half = found_in(grammar(lists, check.perhaps), text) if check.perhaps else []
    if not found and not half:
        return (), ()
    excuses = found_in(grammar(lists, check.unless), text) if check.unless else []
    found = [span for span in apart(found, excuses) if not denied(check, text, span[0])]
    half = apart(apart(half, excuses if check.kind == "forbid" else []), found)
    half = [span for span in half if not denied(check, text, span[0])]
    return tuple(places(text, found)), tuple(places(text, half))


def denied(check: PhrasesCheck, text: tuple[Token, ...], first: int) -> bool:
    """True if a word of `not_after` stands closely before this place."""
    words = (check.not_after or "").split()
    for token in reversed(text[max(0, first - DENIED_WITHIN) : first]):
        if token.parts:
            return False
        if token.text in words:
            return True
    return False


def decision_verdict(rule: Rule, check: DecisionCheck, draft: Draft, reading: Reading) -> Verdict:
    """Met if the draft says no; not sure if it half does, in its subject or in few words."""
    if not reading.english:
        return Verdict(rule, None)
    said = refusals(reading)
    stop = opening(reading, check.sentences) if check.sentences else reading.close
    early = tuple(span for span in said.firm if span[0] < stop)
    if early:
        return Verdict(rule, True, early)
    nearly = opening(reading, check.sentences + 1) if check.sentences else stop
    half = [span for span in said.soft if span[0] < stop]
    half += [span for span in said.firm if span[0] < nearly]
    few = len(words(reading.own[reading.start : reading.end])) < check.enough
    if half or few or in_subject(draft.subject):
        return Verdict(rule, None, tuple(half))
    return Verdict(rule, False, said.firm)


def opening(reading: Reading, sentences: int) -> int:
    """Where the first so many sentences end.

    Very short ones do not count, such as `Thank you.`, nor does `I hope that you are well.`
    """
    last, most = reading.start, SHORT_OPENING
    for end in sentence_ends(reading):
        said = words(reading.said[last:end])
        if len(said) > most and not PLEASANTRIES & {*said[:2]}:
            sentences -= 1
        last, most = end, SHORT_SENTENCE
        if not sentences:
            break
    return last


@lru_cache
def phrase_pattern(phrases: tuple[str, ...]) -> re.Pattern[str]:
    """A pattern for any of the phrases as whole words, in a folded text."""
    return re.compile(rf"(?<!{L})(?:{alternatives(phrases)})(?!{L})")


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


def names_stand(check: FieldsCheck, draft: Draft) -> bool | None:
    """False if no word of a value stands in the text, not even in the message that is quoted below.

    None if a value is not known, or only a word of it that is in many names.
    """
    text = fold(f"{draft.subject}\n{draft.body}")
    said = [stands(fold(draft.names.get(name, "")), text) for name in check.fields]
    return False if False in said else None if None in said else True


def stands(value: str, text: str) -> bool | None:
    """True if the text has the value, its initials, or a word of it that says something."""
    value = squeezed(value)
    if not value:
        return None
    if stands_in(squeezed(text), LEGAL_FORM.sub("", value)):
        return True
    parts, said = TOKENS.findall(value), frozenset(ONE_TOKEN.findall(text))
    if len(parts) > 1 and "".join(part[0] for part in parts) in said:
        return True
    found = [
        part for part in parts if part not in SMALL and any(alike(part, word) for word in said)
    ]
    if any(part not in GENERIC for part in found):
        return True
    return None if found or not parts else False


def alike(one: str, other: str) -> bool:
    """True if two words differ only in their ending, or by one letter."""
    if one == other:
        return True
    short = min(len(one), len(other))
    if short < 4:
        return False
    return one[: min(short, 6)] == other[: min(short, 6)] or (short > 5 and has_slip(other, one))


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
    check: OtherNameCheck, names: Mapping[str, str], reading: Reading, lacks: bool
) -> tuple[Span, ...]:
    """Names that stand where this field's value should and share no word with it.

    `lacks` says that the value itself stands nowhere: only then do leads of `near` count.
    """
    leads = (*check.after, *check.near) if lacks else check.after
    known = {*TOKENS.findall(fold(names.get(check.field, "")))}
    used = tuple((name, names[name]) for name in fields_in(check.after) if name in names)
    others = [
        (lead.span(), name.span(1))
        for lead in lead_pattern(leads, used).finditer(reading.said)
        if (name := NAME.match(reading.own, lead.end()))
        and not any(alike(one, word) for one in known for word in TOKENS.findall(fold(name[1])))
        and TOKENS.search(name[1])
        and (lead[0].rstrip(BLANKS) not in check.near or reading.own.count(name[1]) > 1)
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
