"""Characters that people cannot see: found in files, and made visible in messages."""

from __future__ import annotations

import re
import unicodedata

UNSEEN = re.compile(
    "["
    "\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb"
    "\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2\u2800\ufffc\ue000-\uf8ff\U000110bd\U000110cd"
    "\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000f0000-\U0010ffff"
    "\ufffe\uffff\ud800-\udfff\U000e0000-\U000e0fff"
    # Spaces that are not a space: they look alike, and do not behave alike.
    "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
    "]"
)
"""Control, zero-width, bidirectional and filler characters, lone surrogates, odd spaces."""

LOOKALIKE = re.compile(
    "[A-Za-z][\u0370-\u03ff\u0400-\u052f]|[\u0370-\u03ff\u0400-\u052f][A-Za-z]"
    "|[\uff01-\uff5e\U0001d400-\U0001d7ff]"
)
"""A letter of another alphabet within an English word, or one that only looks like a letter."""

LONGEST_QUOTE = 160


def named(character: str) -> str:
    """What to call a character in a message: `U+202E, right-to-left override`."""
    name = unicodedata.name(character, "").lower()
    return f"U+{ord(character):04X}" + (f", {name}" if name else "")


def printable(text: str, most: int = LONGEST_QUOTE) -> str:
    """One line that is safe on a terminal: unseen characters escaped, the middle of it cut out."""
    line = re.sub(r"\s", " ", text) if text.isprintable() else escaped(text)
    return line if len(line) <= most else f"{line[: most // 2]} … {line[-most // 3 :]}"


def escaped(text: str) -> str:
    """The text with everything that is not printable as an escape, as in \\x1b."""
    return "".join(c if c.isprintable() else ascii(c)[1:-1] for c in text)
