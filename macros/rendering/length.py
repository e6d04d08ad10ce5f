"""How long a message is in the terms of its channel; counts.js says the same in the browser."""

from __future__ import annotations

from macros.model import Channel, CharactersCheck
from macros.tables import TABLES

# Text messages, by 3GPP TS 23.038: GSM-7, and what its extension adds.
BASIC = frozenset(TABLES["gsm"])
COUNTED_TWICE = frozenset(TABLES["gsm_twice"])


def is_plain(text: str) -> bool:
    """True if every character is of the alphabet of text messages."""
    return BASIC.issuperset({*text} - COUNTED_TWICE)


def units(text: str) -> int:
    """The room that a text message takes: characters of GSM-7, or else UTF-16 units."""
    if not is_plain(text):
        return len(text.encode("utf-16-le", "surrogatepass")) // 2
    return len(text) + sum(char in COUNTED_TWICE for char in text)


def length_for(channel: Channel, body: str, words: int, limit: CharactersCheck | None) -> str:
    """One phrase on the length of a message; `words` leaves out greeting and sign-off.

    `limit` is the check that says how many characters it may have, if one does.
    """
    if limit:
        used, most = characters(limit, body)
        note = f" ({limit.note})" if limit.note else ""
        return f"{used} of {most} characters{note}"
    counted = f"{words} {'word' if words == 1 else 'words'}"
    if channel == "phone":
        return f"{counted}, about {seconds(words, TABLES['spoken_a_minute'])} to say"
    return f"{counted}, {seconds(words, TABLES['read_a_minute'])} to read"


def characters(limit: CharactersCheck, body: str) -> tuple[int, int]:
    """How many characters the message has, and how many it may have."""
    if limit.max_unicode is None:
        return len(body), limit.max
    return units(body), limit.max if is_plain(body) else limit.max_unicode


def seconds(words: int, rate: int) -> str:
    """How long so many words take at so many a minute."""
    total = max(1, int(words * 60 / rate + 0.5))
    if total >= 90:
        return f"{int(total / 60 + 0.5)} minutes"
    return "1 second" if total == 1 else f"{total} seconds"
