"""What may stand in the words of a message: plain text, without links, mark-up or odd blanks."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from html.entities import html5
from textwrap import shorten

from macros.characters import LOOKALIKE
from macros.mistakes import Mistake
from macros.model import Nodes, Slot, Text, When
from macros.problems import Fault

IN_BRACES = re.compile(r"\{\{[^{}]*\}\}|\{%[^{}]*%\}")
LINK = re.compile(
    r"\b(?:https?|ftp|file|mailto|javascript|data|tel|sms|skype|facetime):\S+"
    r"|\b\w{2,20}://\S*"
    r"|(?<!\w)www\.\S+"
    r"|[\w.+-]{1,64}@[\w-]+\.\w+"
    r"|(?<!\S)//\w\S*"
    r"|(?<![\w.])(?:[\w-]{1,63}[.。．]){1,8}[^\W\d_]{2,24}\b"
    r"|\b\d{1,3}(?:\.\d{1,3}){3}\b",
    re.IGNORECASE,
)
NO_LINK = re.compile(r"[mb]\.sc|ph\.d|[a-z]+\.js|asp\.net", re.IGNORECASE)
"""What is written with a dot in it, and is no address."""
LONG_NUMBER = re.compile(r"(?<![\w£$€])\+?\(?\d(?:[ ()./-]{0,2}\d){8,}(?!\w)")
MARKUP = re.compile(
    r"</?[a-z!?][^>\s]*>?|&(?:[a-z0-9]{2,32}|#x?[0-9a-f]+);"  # HTML
    r"|\*\*\S|__[a-z]|~~|`|!?\]\(|(?:^|(?<=\s))[*_](?=[a-z])"  # Markdown within a line
    r"|^\s*(?:#{1,6} |[*+>] |\d{1,3}[.)] |(?:[-*=_] ?){3,}$)",  # Markdown at its start
    re.IGNORECASE,
)
BRACKETED = re.compile(
    r"\[[^\]\n]*\]|(?<!\{)\{[^{}%#\n]*\}(?!\})|[｛｝]+[^｛｝\n]*[｛｝]+"
    r"|\$[A-Za-z_]{2,}|%[A-Za-z_]{2,}%"
)
PILED = re.compile(
    "\\w[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]{3,}"
)
TOKEN = re.compile(r"[\w'-]+")
BRACE = re.compile(r"[{}]")
MEANT = {
    "role": {"role", "job", "title", "position", "vacancy", "post"},
    "company": {"company", "employer", "organisation", "organization", "firm", "business"},
    "recipient": {"name", "recipient", "recruiter", "manager", "interviewer", "contact", "hr"},
    "your_phone": {"phone", "telephone", "mobile", "number"},
    "interview_date": {"date", "day"},
    "interview_time": {"time", "hour"},
}
"""Words with which people name the blanks that nearly every message has."""
INSIDE_IF = frozenset({"recipient", "your_phone", "interview_date", "interview_time"})
ARTICLE = re.compile(r"(?:^|[\s(])(?:a|an)\s+$", re.IGNORECASE)
UNCLOSED = re.compile(r"\{[{%#]|[}%#]\}")
UNFINISHED = "WRITE HERE"


def outside_braces(line: str) -> str:
    """The line's own words: a blank becomes a letter, since it will hold words, a tag a gap."""
    return IN_BRACES.sub(lambda mark: "x" if mark[0][1] == "{" else " ", line)


def shortened(words: str) -> str:
    """The first words, as they are quoted where there may be many."""
    return shorten(words, 60, break_on_hyphens=False, placeholder=" …")


def tokens(text: str) -> list[str]:
    """The words of a line in small letters, without punctuation; a blank is the word x."""
    return TOKEN.findall(outside_braces(text).replace("’", "'").lower())


def plain_text_faults(line: str, fields: Iterable[str]) -> Iterator[Fault]:
    """Whatever on this line no message may hold; `fields` are the names of blanks to suggest."""
    bare = outside_braces(line)
    if UNFINISHED in bare:
        message = "this line of the skeleton still waits for your words"
        fix = f"write your words in place of {UNFINISHED} and its hint, and leave the rest as it is"
        yield Fault(Mistake.UNFINISHED, message, fix)
    for link in links(bare):
        fix = "messages hold no addresses; between two sentences belongs a space"
        yield Fault(Mistake.LINK, f'"{link[:60]}" reads as an address', fix)
    for found in LONG_NUMBER.finditer(bare):
        fix = "messages hold no numbers of phones, cards or accounts; {{ your_phone }} is a blank"
        message = f'"{found[0][:60]}" is a number that somebody could be asked to use'
        yield Fault(Mistake.LINK, message, fix)
    for word in filter(LOOKALIKE.search, bare.split()):
        message = f'"{word[:60]}" has a character that only looks like an English one'
        yield Fault(Mistake.LOOKALIKE, message, "type the word again")
    if not bare.isascii() and (piled := PILED.search(unicodedata.normalize("NFD", bare))):
        fix = "type the word again, with no more than one accent a letter"
        yield Fault(Mistake.PILED_MARKS, f'"{piled[0][:8]}" has marks piled on it', fix)
    for found in MARKUP.finditer(bare):
        if found[0][0] == "&" and found[0][1] != "#" and found[0][1:] not in html5:
            continue
        kind = "HTML" if found[0][0] in "<&" else "Markdown"
        yield Fault(Mistake.MARKUP, f'"{found[0].strip()[:60]}" is {kind}', "write plain text")
    for found in BRACKETED.finditer(bare):
        fix = f"{suggested_blank(found[0], fields)}the Contribute page lists all blanks"
        message = f'"{shortened(found[0])}" is a blank that no form fills in'
        yield Fault(Mistake.WRONG_BLANK, message, fix)
    if not UNCLOSED.search(bare) and BRACE.search(BRACKETED.sub("", bare)):
        fix = "remove it, or write {{ name }}"
        yield Fault(Mistake.WRONG_BLANK, "a brace stands here alone", fix)


def suggested_blank(blank: str, fields: Iterable[str]) -> str:
    """What to write for a blank such as [Company Name], if that can be told."""
    known = [*fields, "greeting"]
    said = re.findall(r"[a-z]+", blank.lower().replace("_", " "))
    whole = "_".join(said)
    own = {"your", "my", "candidate", "applicant"} & {*said}
    if whole in known:
        name = whole
    elif own and "name" in said:
        name = "your_name"
    else:
        name = next((field for field, words in MEANT.items() if words & {*said}), "")
    if not name:
        name = next(iter(get_close_matches(whole, known, n=1, cutoff=0.8)), "")
    if name not in known:
        return ""
    whole_if = f", inside {{% if {name} %}}…{{% endif %}}" if name in INSIDE_IF else ""
    greets = "{{ greeting }} in place of a line that greets, elsewhere " * (name == "recipient")
    return f"write {greets}{{{{ {name} }}}}{whole_if}; "


def links(text: str) -> Iterator[str]:
    """Everything in a text that leads somewhere, or looks as if it did."""
    for found in LINK.finditer(unicodedata.normalize("NFKC", text)):
        if not NO_LINK.fullmatch(found[0].rstrip(".")):
            yield found[0]


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
