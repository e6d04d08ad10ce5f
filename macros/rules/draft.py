"""Takes a draft apart: whose words are whose, where the message starts and ends, its sentences.

`docs/assets/client/rules.js` does the same in the browser. All patterns are linear: none may try
again from every place of a long run, because anything can be pasted into the checker.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from macros.tables import TABLES

Span = tuple[int, int]
"""Start and end of a piece of a text. Python counts characters; see `utf16` for the browser."""

L = r"[^\W_]"  # a letter or a digit; \p{L} or \p{N} in the browser
S = "[ \\t\\r\u00a0]"
GAP = rf"(?:{S}+(?:\n{S}*)?|\n{S}*)"  # between two words of a phrase: a line may end, no paragraph
BLANKS = " \t\r\n\u00a0"
SUBJECT = re.compile(rf"[{BLANKS}]*[Ss][Uu][Bb][Jj][Ee][Cc][Tt]:{S}*([^\n]*)(?:\n|$)")
WORD = re.compile(rf"[^{BLANKS}]+")
QUOTED_LINE = re.compile(rf"(?<![^\n]){S}*>[^\n]*")
THREAD = re.compile(
    rf"(?<![^\n]){S}*(?:(?P<wrote>On (?=[^\n]*[0-9])(?=[^\n]*[,@<])[^\n]{{4,200}}?"
    rf"(?:\n[^\n]{{0,100}}?)?wrote:{S}*(?![^\n]))"
    r"|_{20}|-{3,}[ ]?(?:Original|Forwarded) [Mm]essage|Begin forwarded message:"
    r"|From:[^\n]{1,200}\n(?:Sent|Date|To):)"
)
SIGNATURE = re.compile(
    rf"(?<![^\n])(?:--{S}*|Sent from my [^\n]{{1,60}}|Get Outlook for [^\n]{{1,40}})(?![^\n])"
)
QUOTATION = re.compile('["“][^"“”\\n]{1,300}["”]')
GREETING = re.compile(rf"(?:hi|hello|hey|dear|greetings|good (?:morning|afternoon|evening))(?!{L})")
SIGN_OFF = re.compile(
    rf"(?<![^\n]){S}*(?:(?:(?:with|my){S})?(?:(?:best|kind|kindest|warm|warmest|many){S})?"
    rf"(?:regards|wishes)|(?:all{S}the{S})?best|yours(?:{S}(?:sincerely|faithfully|truly))?"
    rf"|sincerely|respectfully|warmly|cheers|take{S}care|with{S}(?:many{S})?thanks)"
    rf"(?:[,.!]?{S}*|,{S}[^\n.!?]{{1,40}})(?![^\n])"
)
SENTENCE_END = re.compile(rf"(?<![.!?…])[.!?…]+[\"'’”)\]]*(?=[{BLANKS}]|$)|[。！？]+|\n")
CAPITAL = re.compile(f"[.!?][{BLANKS}]+[A-ZÀ-ÖØ-Þ]")
ABBREVIATIONS = frozenset(TABLES["abbreviations"])
LONG_LINE = 50
"""A line that is longer was broken by a mail program, not by its writer."""
LOWER = re.compile("[a-zß-öø-ÿ]")
LATIN = re.compile("[a-zß-öø-ÿ\u0100-\u024f]")
OTHER_SCRIPT = re.compile(rf"(?![\u0000-\u024f]){L}")
TOKEN = re.compile("[a-zß-öø-ÿ\u0100-\u024f']+")
ENGLISH = frozenset(TABLES["commonest_words"])
ENOUGH_WORDS, ENGLISH_SHARE = 12, 25
"""In so many words or more, at least one in so many has to be one of ENGLISH."""


@dataclass(frozen=True)
class Reading:
    """A draft taken apart. All texts are as long as the body, so that places stay the same."""

    own: str
    """The body without what others wrote: each character of it is a line end."""
    folded: str
    """The same in small letters, with plain apostrophes."""
    said: str
    """The same without what stands in quotation marks."""
    start: int
    """Where the message proper starts, after the greeting."""
    end: int
    """Where it ends, before the sign-off."""
    close: int
    """Where the writer's words end, before a signature block and quoted messages."""
    careless: bool
    """True if no sentence starts with a capital letter."""
    english: bool
    """False if it seems to be in another language, which lists of phrases cannot judge."""


@lru_cache(maxsize=64)  # every rule asks for it, about the same messages
def read(body: str) -> Reading:
    """Takes a body apart."""
    own, close = without_thread(body)
    signature = SIGNATURE.search(own)
    close = min(close, signature.start()) if signature else close
    folded = fold(own)
    said = QUOTATION.sub(mask_quotation, folded)
    start = after_greeting(folded)
    end = close
    for sign_off in SIGN_OFF.finditer(folded, start, close):
        end = sign_off.start()
    while start < end and body[start] in BLANKS:
        start += 1
    while end > start and own[end - 1] in BLANKS:
        end -= 1
    careless = not CAPITAL.search(own, start, end)
    return Reading(own, folded, said, start, end, close, careless, is_english(said[start:close]))


def without_thread(body: str) -> tuple[str, int]:
    """The body with quoted messages masked, and where all that follows is quoted."""
    close = len(body)
    pieces, last = [], 0
    for header in THREAD.finditer(body):
        rest = body[header.end() : header.end() + 1000].lstrip(BLANKS)
        if not header["wrote"] or not rest.startswith(">"):
            close = header.start()
            break
        pieces += [body[last : header.start()], masked(header)]
        last = header.end()
    pieces += [body[last:close], "\n" * (len(body) - close)]
    return QUOTED_LINE.sub(masked, "".join(pieces)), close


def masked(match: re.Match[str]) -> str:
    """Line ends in place of what was found."""
    return "\n" * len(match[0])


def mask_quotation(match: re.Match[str]) -> str:
    """A quotation of three words or more as something that is no word; shorter ones are names."""
    return "_" * len(match[0]) if len(WORD.findall(match[0])) > 2 else match[0]


def fold(text: str) -> str:
    """Small letters and plain apostrophes, each character in its place."""
    text = text.replace("’", "'")
    if text.isascii():
        return text.lower()
    return "".join(low if len(low := char.lower()) == 1 else char for char in text)


def after_greeting(folded: str) -> int:
    """Where the line after the greeting starts; 0 if there is no greeting."""
    first = len(folded) - len(folded.lstrip(BLANKS))
    stop = folded.find("\n", first)
    line = folded[first:stop].rstrip(BLANKS) if stop >= 0 else ""
    few = len(line) < 100 and len(words(line)) <= 4
    opens = line.endswith((",", ":"))
    greets = GREETING.match(line) and (opens or few)
    return stop + 1 if greets or (opens and few) else 0


def words(text: str) -> list[str]:
    """The words of a text: what stands between spaces and holds a letter or a digit."""
    return [w for w in WORD.findall(text) if w[0].isalnum() or any(map(str.isalnum, w))]


def main_part(body: str) -> Span:
    """Where the message proper starts and ends: after the greeting, before the sign-off."""
    reading = read(body)
    return reading.start, reading.end


def sentence_ends(reading: Reading) -> Iterator[int]:
    """Where each sentence of the message proper ends, in order."""
    text, last = reading.said[: reading.end], reading.start
    for match in SENTENCE_END.finditer(text, last):
        first, after = match.span()
        before = text[max(last, first - 12) : first].rstrip(BLANKS)
        if before and ends_sentence(reading, match, before):
            last = after
            yield after
    if text[last:].strip(BLANKS):
        yield reading.end


def ends_sentence(reading: Reading, match: re.Match[str], before: str) -> bool:
    """True if a sentence ends here; abbreviations and wrapped lines end none."""
    text = reading.own[: reading.end]
    mark, after = match[0], match.end()
    following = text[after : after + 200].lstrip(" \t\r\u00a0")
    if mark == "\n":
        if following.startswith("\n"):
            return True
        line = match.start() - text.rfind("\n", 0, match.start()) - 1
        return line < LONG_LINE and not LOWER.match(following)
    word = re.split(f"[{BLANKS}]", before)[-1].lstrip("([\"'“‘")
    if mark == "." and (
        word in ABBREVIATIONS or (len(word) == 1 and word.isalpha() and word != "i")
    ):
        return False
    return reading.careless or not LOWER.match(following.lstrip(BLANKS))


def is_english(said: str) -> bool:
    """False if most letters are of another script, or the commonest English words are missing."""
    if not said.isascii() and len(OTHER_SCRIPT.findall(said)) > len(LATIN.findall(said)):
        return False
    tokens = TOKEN.findall(said)
    common = sum(token in ENGLISH for token in tokens)
    return len(tokens) < ENOUGH_WORDS or common * ENGLISH_SHARE >= len(tokens)


def subject_and_body(text: str) -> tuple[Span, Span]:
    """Where the subject and the body stand in a text whose first line may be `Subject: …`."""
    found = SUBJECT.match(text)
    subject = found.span(1) if found else (0, 0)
    return trimmed(text, *subject), trimmed(text, found.end() if found else 0, len(text))


def trimmed(text: str, start: int, end: int) -> Span:
    """The span without the blanks at its ends."""
    piece = text[start:end].rstrip(BLANKS)
    return start + len(piece) - len(piece.lstrip(BLANKS)), start + len(piece)


def utf16(text: str, spans: tuple[Span, ...]) -> list[Span]:
    """The spans as the browser counts them, an emoji as two."""
    places = [0]
    for char in text:
        places.append(places[-1] + (2 if ord(char) > 0xFFFF else 1))
    return [(places[first], places[last]) for first, last in spans]
