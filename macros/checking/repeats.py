"""Reads the sentences of all messages: where one starts small, or stands where it stood before.

What readers see is compared, whatever they pick; what stands in a blank counts as one word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import combinations, pairwise

from macros.checking.template import letter_problem
from macros.language.plain_text import shortened, tokens
from macros.mistakes import Mistake
from macros.model import Template
from macros.problems import Fault, Problem
from macros.rendering.message import text
from macros.rules.draft import ABBREVIATIONS
from macros.rules.variants import Drafts, said_in, sentences

FULL_STOP = re.compile(r"([^\s(\"“‘'.]+)[.!?]$")  # not after e.g. and a.m.
SUBJECT = "Subject: "
OWN_CAPITAL = re.compile(r"\w*[A-Z]")  # as in iPhone
LONGEST_SHARED, LONGEST_TWICE = 6, 2
"""So many words may stand in two messages, such as an ending, or twice in one: `Thank you.`"""


def sentence_problems(judged: Iterable[tuple[Template, Drafts]]) -> Iterator[Problem]:
    """What is wrong with the sentences of all templates; counterexamples are spared."""
    first: dict[str, str] = {}
    real = (found for found in judged if not found[0].meta.counterexample)
    for template, drafts in sorted(real, key=lambda found: found[0].full_id):
        yield from sentence_slips(template, drafts)
        yield from same_letters(template)
        found: dict[tuple[str, ...], Problem] = {}
        for key, (words, tone) in shareable(drafts).items():
            other = first.setdefault(key, template.full_id)
            start = (other, *key.split()[:4])  # with and without an if it is told once
            if other != template.full_id and start not in found:
                message = f'"{shortened(words)}" stands in {other}.txt too'
                fault = Fault(Mistake.REPEATED, message, "say it in words of its own")
                subject = key.startswith(SUBJECT)
                found[start] = letter_problem(template, {"tone": tone}, words, fault, subject)
        yield from found.values()


@lru_cache(maxsize=1024)
def key_of(sentence: str) -> str:
    """The sentence without capitals and punctuation."""
    return " ".join(tokens(sentence))


def shareable(drafts: Drafts) -> dict[str, tuple[str, str]]:
    """What no other template may say: its words alone, and how it reads in which tone."""
    values = {value for draft, _ in drafts for value in draft.names.values() if value}
    longest_first = sorted(map(re.escape, values), key=len, reverse=True)
    blanks = re.compile(rf"(?<!\w)(?:{'|'.join(longest_first) or '(?!)'})(?!\w)")
    found: dict[str, tuple[str, str]] = {}
    for (words, subject), setting in said_in(drafts).items():
        key = key_of(blanks.sub("x", words))
        if key and (subject or key.count(" ") >= LONGEST_SHARED):
            found.setdefault(SUBJECT * subject + key, (words, setting["tone"]))
    return found


def same_letters(template: Template) -> Iterator[Problem]:
    """Letters of an email that say most of what another tone's says in the same sentences."""
    said = {}
    for tone in template.letters if template.meta.channel == "email" else ():
        parts = text(template, {"tone": tone, "length": "full"}).body.split("\n\n")[1:-1]
        said[tone] = {key_of(words) for part in parts for words in sentences(part)}
    for one, other in combinations(said, 2):
        if 2 * len(said[one] & said[other]) > min(len(said[one]), len(said[other])):
            message = f"most of this letter stands word for word in # {one.capitalize()}"
            fix = "write the whole letter as you would say it in this tone"
            yield letter_problem(
                template, {"tone": other}, "", Fault(Mistake.SAME_LETTER, message, fix)
            )


def sentence_slips(template: Template, drafts: Drafts) -> Iterator[Problem]:
    """Sentences that stand twice in one message, and those that begin with a small letter."""
    typed = [field.id for field in template.fields if not field.options]
    found: dict[str, Problem] = {}
    for draft, setting in drafts:
        values = tuple(draft.names[name] for name in typed if draft.names[name])
        seen = set()
        for above, part in pairwise(["", draft.subject, *draft.body.split("\n\n")]):
            for before, words in pairwise([f"{above}\n", *sentences(part)]):
                key, subject = key_of(words), part is draft.subject
                if key in seen and key.count(" ") >= LONGEST_TWICE and key not in found:
                    message = f'"{shortened(words)}" stands twice in this message'
                    fault = Fault(Mistake.REPEATED, message, "say it once")
                    found[key] = letter_problem(template, setting, words, fault)
                if not subject:
                    seen.add(key)
                if words[:1].islower() and words not in found and begins(before):
                    if OWN_CAPITAL.match(words) or words.startswith(values):
                        continue
                    message = f'"{shortened(words)}" begins with a small letter'
                    fix = "write a capital letter, or join it to the sentence before"
                    fault = Fault(Mistake.SMALL_START, message, fix)
                    found[words] = letter_problem(template, setting, words, fault, subject)
    return iter(found.values())


def begins(before: str) -> bool:
    """True if a sentence begins after these words, or below them if a line end follows them."""
    stop = FULL_STOP.search(before)
    word = stop[1].lower() if stop else ""
    if before.endswith("\n"):
        return not before.endswith(":\n")
    return bool(stop) and word not in ABBREVIATIONS and (len(word) > 1 or not word.isalpha())
