"""What may stand in the words of a message: plain text, without links, mark-up or odd blanks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from difflib import get_close_matches

from macros.mistakes import Mistake
from macros.model import Nodes, Slot, Text, When

MARKS = re.compile(r"\{\{[^{}]*\}\}|\{%[^{}]*%\}")
LINK = re.compile(
    r"\b(?:https?|ftp|file|mailto|javascript|data|tel|sms):\S*"
    r"|(?<!\w)www\.\S+"
    r"|[\w.+-]{1,64}@[\w-]+\.\w+"
    r"|(?<!\S)//\w\S*"
    r"|(?<![\w.])(?:[a-z0-9-]{1,63}\.){1,5}[a-z]{2,24}\b",
    re.IGNORECASE,
)
MARKUP = re.compile(
    r"</?[a-z!?][^>\s]*>?|&(?:[a-z]+|#x?[0-9a-f]+);"  # HTML
    r"|\*\*\S|__[a-z]|~~|`|!?\]\(|(?:^|(?<=\s))[*_](?=[a-z])"  # Markdown within a line
    r"|^\s*(?:#{1,6} |[-*+>] |\d{1,3}[.)] |(?:[-*=_] ?){3,}$)",  # Markdown at its start
    re.IGNORECASE,
)
BLANK = re.compile(r"\[[^\]\n]*\]|(?<!\{)\{[^{}%#\n]*\}(?!\})")
ARTICLE = re.compile(r"(?:^|[\s(])(?:a|an)\s+$", re.IGNORECASE)
UNFINISHED = "WRITE HERE"

Finding = tuple[Mistake, str, str]
"""The mistake, what is wrong, and the fix."""


def findings(line: str, fields: Iterable[str]) -> Iterator[Finding]:
    """Whatever on this line no message may hold; `fields` are the names of blanks to suggest."""
    # A blank becomes a letter, since it will hold words; a condition becomes nothing.
    bare = MARKS.sub(lambda mark: "x" if mark[0][1] == "{" else "", line)
    if UNFINISHED in bare:
        message = "this line of the skeleton still waits for your words"
        yield Mistake.UNFINISHED, message, f"write over everything from {UNFINISHED} on"
    for found in LINK.finditer(bare):
        fix = "messages hold no addresses; between two sentences belongs a space"
        yield Mistake.LINK, f'"{found[0][:60]}" reads as an address', fix
    for found in MARKUP.finditer(bare):
        kind = "HTML" if found[0][0] in "<&" else "Markdown"
        yield Mistake.MARKUP, f'"{found[0].strip()[:60]}" is {kind}', "write plain text"
    for found in BLANK.finditer(bare):
        fix = f"write {suggested(found[0], fields)}; the Contribute page lists all blanks"
        yield Mistake.WRONG_BLANK, f'"{found[0][:60]}" is a blank that no form fills in', fix


def suggested(blank: str, fields: Iterable[str]) -> str:
    """The field that was probably meant by a blank such as [Company Name]."""
    meant = "_".join(re.findall(r"\w+", blank.lower()))
    known = list(fields)
    close = get_close_matches(meant, known, n=1, cutoff=0.5)
    inside = [name for name in known if name in meant.split("_")]
    name = meant if meant in known else (inside or close or ["company"])[0]
    return f"{{{{ {name} }}}}"


def after_article(nodes: Nodes, before: str = "") -> Iterator[Slot]:
    """Every slot that follows "a" or "an"; `before` is the text in front of the nodes."""
    for node in nodes:
        if isinstance(node, Text):
            before = node.text
            continue
        if isinstance(node, When):
            yield from after_article(node.nodes, before)
        elif ARTICLE.search(before):
            yield node
        before = ""
