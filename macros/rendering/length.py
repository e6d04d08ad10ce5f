"""How long a message is in the terms of its channel; counts.js says the same in the browser."""

from __future__ import annotations

from macros.model import Channel

# Text messages, by 3GPP TS 23.038: GSM-7, and what its extension adds.
BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡"
    "ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
COUNTED_TWICE = frozenset("^{}\\[~]|€")
READ_A_MINUTE, SPOKEN_A_MINUTE = 200, 140


def is_plain(text: str) -> bool:
    """True if every character is of the alphabet of text messages."""
    return BASIC.issuperset({*text} - COUNTED_TWICE)


def units(text: str) -> int:
    """The room that a text message takes: characters of GSM-7, or else UTF-16 units."""
    if not is_plain(text):
        return len(text.encode("utf-16-le", "surrogatepass")) // 2
    return len(text) + sum(char in COUNTED_TWICE for char in text)


def length_for(channel: Channel, body: str, words: int) -> str:
    """One phrase on the length of a message; `words` leaves out greeting and sign-off."""
    if channel == "linkedin":
        return f"{len(body)} of 200 characters (300 with Premium)"
    if channel == "text":
        return f"{units(body)} of {160 if is_plain(body) else 70} characters"
    counted = f"{words} {'word' if words == 1 else 'words'}"
    if channel == "phone":
        return f"{counted}, about {seconds(words, SPOKEN_A_MINUTE)} to say"
    return f"{counted}, {seconds(words, READ_A_MINUTE)} to read"


def seconds(words: int, rate: int) -> str:
    """How long so many words take at so many a minute."""
    total = max(1, int(words * 60 / rate + 0.5))
    if total >= 90:
        return f"{int(total / 60 + 0.5)} minutes"
    return "1 second" if total == 1 else f"{total} seconds"
