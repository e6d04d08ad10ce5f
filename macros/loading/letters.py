"""Reads the letters of a template file: below the heading of each tone stands a whole one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches

from macros.language.braces import braces_in
from macros.language.paragraphs import MixedParagraphError, paragraphs
from macros.language.parser import parse
from macros.language.plain_text import IN_BRACES, after_article, plain_text_faults, shortened
from macros.loading.files import fits_within
from macros.loading.names import name_faults, unknown_field
from macros.mistakes import Mistake
from macros.model import TONES, Body, InTones, Letter, Nodes, TemplateField, Tone
from macros.problems import Fault, File, Location
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
        for tone, heading, letter in self.sections(source, first):
            found[tone] = self.letter(tone, heading, letter, framed=every_tone)
        if not found:
            fix = "write it below the second ---, each letter under its heading, as in `# Neutral`"
            self.file.at(first - 1).fault(Mistake.EMPTY, "there is no message", fix)
        for tone in TONES if every_tone and found and None not in found else ():
            if tone not in found:
                message = f"there is no letter in the tone {tone}"
                fix = f"write one below this, under the heading `# {tone.capitalize()}`"
                last = max((letter.heading for letter in found.values()), key=lambda h: h.line)
                last.fault(Mistake.MISSING_TONE, message, fix)
        return {tone: found[tone] for tone in TONES if tone in found}

    def sections(self, source: str, first: int) -> Iterator[tuple[Tone | None, Location, str]]:
        """What stands below each heading, with its tone if that can be told, and the heading."""
        lines = source.split("\n")
        heads = [
            n for n, line in enumerate(lines) if HEADING.match(line) and opens_letter(lines, n)
        ]
        ends = [*heads[1:], len(lines)]
        top = lines[: heads[0] if heads else None]
        above = first_filled(top)
        if above is not None:
            message, fix = "these words stand under no heading", f"write {LISTED} above them"
            self.file.at(first + above).fault(Mistake.HEADING, message, fix)
            yield None, self.file.at(first - 1), "\n".join(top)
        seen: set[Tone | None] = set()
        for head, end in zip(heads, ends, strict=False):
            heading = self.file.at(first + head)
            tone = self.tone(lines[head], heading, seen)
            seen.add(tone)
            yield tone, heading, "\n".join(lines[head + 1 : end]).rstrip()

    def tone(self, line: str, heading: Location, seen: set[Tone | None]) -> Tone | None:
        """The tone that the line of a heading names, or nearly names."""
        exact = HEADINGS.get(line.rstrip())
        if exact and exact in seen:
            message = f"the heading `{line.rstrip()}` stands here twice"
            fix = f"keep one letter a tone, each under its own heading: {LISTED}"
            heading.fault(Mistake.HEADING, message, fix)
        if exact:
            return None if exact in seen else exact
        near = nearest_tone(line)
        fix = f"write `# {near.capitalize()}`" if near else f"write {LISTED}, or take the # away"
        message = f'"{shortened(line)}" is not the heading of a letter'
        heading.fault(Mistake.HEADING, message, f"{fix}; no other line may start with #")
        return near

    def letter(self, tone: Tone | None, heading: Location, source: str, *, framed: bool) -> Letter:
        """The letter below a heading; reports everything that may not stand in it.

        One that is `framed` has a greeting and an ending.
        """
        fits, first = fits_within(MOST_CHARACTERS, source, "this letter", heading), heading.line + 1
        lines = source.split("\n") if fits else []
        start = first_filled(lines) or 0
        subject = None
        if tone and lines and lines[start]:
            subject = self.subject(lines, start, first)
        for number, line in enumerate(lines):
            here = self.file.at(first + number)
            if HEADING.match(line):
                self.tone(line, here, set())
                continue
            misspelt = subject is not None and number == start
            for fault in plain_text_faults(line, self.fields):
                if not (misspelt and fault.code == Mistake.MARKUP):
                    here.report(fault)
        if subject is not None:
            start += 1 + (first_filled(lines[start + 1 :]) or 0)
        numbered = [*enumerate(lines, first)]
        for slip in (
            *letter_slips(numbered, tone, self.fields, self.instead),
            *body_slips(numbered[start:], framed=bool(framed and tone and source)),
        ):
            self.file.log.slips.append(self.file.at(slip.line).problem(slip))
        rest = "\n".join(lines[start:])
        if fits and not rest.strip():
            fix = "write the letter below it"
            heading.fault(Mistake.EMPTY, "nothing stands below this heading", fix)
        if self.greeting:
            spoken = self.greeting.of(tone or "neutral")
            rest = GREETING.sub(lambda _: spoken, rest)
        body = self.body(self.nodes(rest, first + start))
        return Letter(subject or (), body, source, heading)

    def subject(self, lines: list[str], start: int, first: int) -> Nodes | None:
        """The nodes of the subject, if the first line that is not empty (`start`) is one.

        `first` is the number of the first of these lines in the file.
        """

        def report(place: int, message: str, fix: str, mistake: Mistake = Mistake.SUBJECT) -> None:
            self.file.at(first + place).fault(mistake, message, fix)

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
        bare = IN_BRACES.sub("", found[1])
        fits_within(LONGEST_SUBJECT, bare, "the subject", self.file.at(first + start))
        return self.nodes(found[1].strip(), first + start)

    def nodes(self, source: str, line: int) -> Nodes:
        """The source's nodes; reports what is outside the language, and names used wrongly."""
        nodes, faults = parse(source, line)
        if faults:  # names are looked for all the same, so that one run shows both
            for pair in braces_in(source)[0]:
                plain = pair.opener == "{{" and [pair.inner] == pair.names
                if plain and pair.inner not in self.fields:
                    faults.append(unknown_field(pair.inner, self.fields, pair.line + line - 1))
        faults += name_faults(nodes, self.fields)
        for slot in after_article(nodes):
            name = f"{{{{ {slot.name} }}}}"
            message = f'"a" or "an" stands before {name}, and not every value fits it'
            fix = 'write "the", or turn the sentence round'
            faults.append(Fault(Mistake.ARTICLE, message, fix, slot.line))
        for fault in faults:
            self.file.report(fault)
        return nodes

    def body(self, nodes: Nodes) -> Body:
        """The paragraphs; reports a part that cuts one in two."""
        try:
            return paragraphs(nodes)
        except MixedParagraphError as error:
            message = "a condition that starts or ends inside a paragraph holds a blank line"
            fix = "put {% if … %} and {% endif %} on lines of their own, with a blank line before"
            self.file.at(error.line).fault(Mistake.MIXED_PARAGRAPH, message, fix)
            return ()


def opens_letter(lines: list[str], place: int) -> bool:
    """True if a line that looks like a heading opens a letter, and is not a line of one."""
    first = first_filled(lines) == place
    below = "\n".join(lines[place + 1 :]).lstrip()
    return first or bool(nearest_tone(lines[place]) or NEARLY_SUBJECT.match(below))


def nearest_tone(heading: str) -> Tone | None:
    """The tone that a heading names, or nearly names."""
    said = heading.strip("#*_: \t").lower()
    near = get_close_matches(said, TONES, n=1)
    return next((tone for tone in TONES if tone in near), None)


def first_filled(lines: list[str]) -> int | None:
    """The place of the first line that is not empty."""
    return next((place for place, line in enumerate(lines) if line.strip()), None)
