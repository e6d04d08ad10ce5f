"""Reads the letters of a template file: below the heading of each tone stands a whole one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches

from macros.language.braces import marks_in
from macros.language.paragraphs import MixedParagraphError, paragraphs
from macros.language.parser import parse
from macros.language.plain_text import MARKS, after_article, findings, shortened
from macros.loading.files import File
from macros.loading.names import check_names, report_unknown
from macros.mistakes import Mistake
from macros.model import TONES, Body, InTones, Letter, Nodes, TemplateField, Tone
from macros.rules.letter_slips import GREETING, body_slips, letter_slips

HEADINGS = {f"# {tone.capitalize()}": tone for tone in TONES}
HEADING = re.compile(r"\s*#|\W*(?:warm|neutral|formal)\W*$", re.IGNORECASE)
"""What is meant as a heading: a line that starts with #, or names a tone and nothing else."""
LISTED = "`# Warm`, `# Neutral` or `# Formal`"
SUBJECT = re.compile(r"Subject:(.*)")
NEARLY_SUBJECT = re.compile(r"[^\w{]{0,4}subject(?: line)?\b[^\w{]{0,4}(.*)", re.IGNORECASE)
MOST_CHARACTERS = 3000
LONGEST_SUBJECT = 150


@dataclass(frozen=True)
class LetterReader:
    """Reads the letters of one file."""

    file: File
    fields: dict[str, TemplateField]
    greeting: InTones | None
    channel: str | None
    """None if the front matter does not say."""
    instead: dict[str, str]
    """Words that not all readers use, and what to write for them."""

    def letters(self, source: str, first: int, *, every_tone: bool) -> dict[Tone, Letter]:
        """The letter of each tone in the order of TONES; reports everything that is wrong.

        `source` starts on line `first` of the file. With `every_tone` none may be missing.
        """
        found: dict[Tone | None, Letter] = {}
        for tone, line, letter in self.sections(source, first):
            found[tone] = self.letter(tone, line, letter, framed=every_tone)
        if not found:
            fix = "write it below the second ---, each letter under its heading, as in `# Neutral`"
            self.file.report(first - 1, Mistake.EMPTY, "there is no message", fix)
        for tone in TONES if every_tone and found and None not in found else ():
            if tone not in found:
                message = f"there is no letter in the tone {tone}"
                fix = f"write one below this, under the heading `# {tone.capitalize()}`"
                last = max(letter.line for letter in found.values())
                self.file.report(last, Mistake.MISSING_TONE, message, fix)
        return {tone: found[tone] for tone in TONES if tone in found}

    def sections(self, source: str, first: int) -> Iterator[tuple[Tone | None, int, str]]:
        """What stands below each heading, with its tone if that can be told, and its line."""
        lines = source.split("\n")
        heads = [n for n, line in enumerate(lines) if HEADING.match(line) and opens(lines, n)]
        ends = [*heads[1:], len(lines)]
        top = lines[: heads[0] if heads else None]
        above = first_words(top)
        if above is not None:
            message = "these words stand under no heading"
            self.file.report(first + above, Mistake.HEADING, message, f"write {LISTED} above them")
            yield None, first - 1, "\n".join(top)
        seen: set[Tone | None] = set()
        for head, end in zip(heads, ends, strict=False):
            tone = self.tone(lines[head], first + head, seen)
            seen.add(tone)
            yield tone, first + head, "\n".join(lines[head + 1 : end]).rstrip()

    def tone(self, heading: str, line: int, seen: set[Tone | None]) -> Tone | None:
        """The tone that a heading names, or nearly names."""
        exact = HEADINGS.get(heading.rstrip())
        if exact and exact in seen:
            message = f"the heading `{heading.rstrip()}` stands here twice"
            fix = f"keep one letter a tone, each under its own heading: {LISTED}"
            self.file.report(line, Mistake.HEADING, message, fix)
        if exact:
            return None if exact in seen else exact
        near = nearest_tone(heading)
        fix = f"write `# {near.capitalize()}`" if near else f"write {LISTED}, or take the # away"
        message = f'"{shortened(heading)}" is not the heading of a letter'
        self.file.report(line, Mistake.HEADING, message, f"{fix}; no other line may start with #")
        return near

    def letter(self, tone: Tone | None, line: int, source: str, *, framed: bool) -> Letter:
        """The letter below a heading; reports everything that may not stand in it.

        One that is `framed` has a greeting and an ending.
        """
        fits = self.file.keeps_to(MOST_CHARACTERS, source, line, "this letter")
        lines = source.split("\n") if fits else []
        start = first_words(lines) or 0
        subject = None
        if tone and lines and lines[start]:
            subject = self.subject(lines, start, line + 1)
        for number, words in enumerate(lines):
            if HEADING.match(words):
                self.tone(words, line + 1 + number, set())
                continue
            misspelt = subject is not None and number == start
            for mistake, message, fix in findings(words, self.fields):
                if not (misspelt and mistake == Mistake.MARKUP):
                    self.file.report(line + 1 + number, mistake, message, fix)
        if subject is not None:
            start += 1 + (first_words(lines[start + 1 :]) or 0)
        numbered = [*enumerate(lines, line + 1)]
        for slip in (
            *letter_slips(numbered, tone, self.fields, self.instead),
            *body_slips(numbered[start:], framed=bool(framed and tone and source)),
        ):
            self.file.reader.slips.append(self.file.problem(*slip))
        rest = "\n".join(lines[start:])
        if fits and not rest.strip():
            fix = "write the letter below it"
            self.file.report(line, Mistake.EMPTY, "nothing stands below this heading", fix)
        if self.greeting:
            spoken = self.greeting.of(tone or "neutral")
            rest = GREETING.sub(lambda _: spoken, rest)
        return Letter(subject or (), self.body(self.nodes(rest, line + 1 + start)), source, line)

    def subject(self, lines: list[str], start: int, first: int) -> Nodes | None:
        """The nodes of the subject, if the first line that is not empty (`start`) is one.

        `first` is the number of the first of these lines in the file.
        """

        def report(place: int, message: str, fix: str, mistake: Mistake = Mistake.SUBJECT) -> None:
            self.file.report(first + place, mistake, message, fix)

        top = lines[start]
        found = SUBJECT.match(top) or NEARLY_SUBJECT.match(top)
        if self.channel not in ("email", None):
            if found and ":" in top[:20]:
                message = f"a message for the channel {self.channel} has no subject"
                report(start, message, "remove this line")
            return None
        if not found:
            message = "this letter does not start with its subject"
            fix = "write it below the heading, as in `Subject: {{ role }} interview`"
            if self.channel:
                report(start, message, fix)
            return None
        if not SUBJECT.match(top):
            fix = "write Subject: with a capital S, at the edge, and then the words"
            report(start, "the subject is not written as Subject: …", fix)
        for place, line in enumerate(lines[start + 1 :], start + 1):
            if line.startswith("Subject:"):
                report(place, "a letter has one subject, on its first line", "remove this line")
            elif place == start + 1 and line.strip():
                fix = "write the subject on one line, and leave an empty line below it"
                report(place, "this stands directly below the subject", fix)
        if not found[1].strip():
            report(start, "the subject is empty", "write it after Subject:", Mistake.EMPTY)
        bare = MARKS.sub("", found[1])
        self.file.keeps_to(LONGEST_SUBJECT, bare, first + start, "the subject")
        return self.nodes(found[1].strip(), first + start)

    def nodes(self, source: str, line: int) -> Nodes:
        """The source's nodes; reports what is outside the language, and names used wrongly."""
        nodes, faults = parse(source, line)
        for fault in faults:
            self.file.report(*fault)
        if faults:  # names are looked for all the same, so that one run shows both
            known = self.fields
            for mark in marks_in(source)[0]:
                plain = mark.opener == "{{" and [mark.inner] == mark.names
                if plain and mark.inner not in known:
                    report_unknown(self.file, mark.line + line - 1, mark.inner, known)
        check_names(self.file, nodes, self.fields)
        for slot in after_article(nodes):
            name = f"{{{{ {slot.name} }}}}"
            message = f'"a" or "an" stands before {name}, and not every value fits it'
            fix = 'write "the", or turn the sentence round'
            self.file.report(slot.line, Mistake.ARTICLE, message, fix)
        return nodes

    def body(self, nodes: Nodes) -> Body:
        """The paragraphs; reports a part that cuts one in two."""
        try:
            return paragraphs(nodes)
        except MixedParagraphError as error:
            message = "a condition that starts or ends inside a paragraph holds a blank line"
            fix = "put {% if … %} and {% endif %} on lines of their own, with a blank line before"
            self.file.report(error.line, Mistake.MIXED_PARAGRAPH, message, fix)
            return ()


def opens(lines: list[str], place: int) -> bool:
    """True if a line that looks like a heading opens a letter, and is not a line of one."""
    first = first_words(lines) == place
    below = "\n".join(lines[place + 1 :]).lstrip()
    return first or bool(nearest_tone(lines[place]) or NEARLY_SUBJECT.match(below))


def nearest_tone(heading: str) -> Tone | None:
    """The tone that a heading names, or nearly names."""
    said = heading.strip("#*_: \t").lower()
    near = get_close_matches(said, TONES, n=1)
    return next((tone for tone in TONES if tone in near), None)


def first_words(lines: list[str]) -> int | None:
    """The place of the first line that is not empty."""
    return next((place for place, line in enumerate(lines) if line.strip()), None)
