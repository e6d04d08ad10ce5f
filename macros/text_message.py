"""Counts a text message as phone networks do (3GPP TS 23.038); counts.js does the same."""

from __future__ import annotations

BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡"
    "ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
COUNTED_TWICE = frozenset("^{}\\[~]|€")


def is_plain(text: str) -> bool:
    """True if every character is of the basic alphabet, GSM-7, and its extension."""
    return BASIC.issuperset({*text} - COUNTED_TWICE)


def length(text: str) -> int:
    """The room that a text takes: in characters of GSM-7, or else in UTF-16 units."""
    if not is_plain(text):
        return len(text.encode("utf-16-le", "surrogatepass")) // 2
    return len(text) + sum(char in COUNTED_TWICE for char in text)
