"""Finds slips that a writer overlooks and every reader sees, in letters and options as written.

They do not keep a message from being used; `check` reports them with everything else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import pairwise

from macros.characters import LOOKALIKE
from macros.language.plain_text import IN_BRACES, outside_braces
from macros.mistakes import Mistake
from macros.model import TemplateField, Tone
from macros.problems import Fault
from macros.rules.draft import LONG_LINE, SIGN_OFF, fold
from macros.rules.judge import phrase_pattern

SHORT = re.compile(
    r"(?<![\w'’])(?:\w+n['’]t|\w+['’](?:ve|ll|re|m|d)"
    r"|(?:it|that|there|here|what|who|he|she|how|where|when|why|let)['’]s)(?!\w)",
    re.IGNORECASE,
)
LONG = (
    {"can't": "cannot", "won't": "will not", "shan't": "shall not", "let's": "let us"}
    | {"n't": " not", "'ve": " have", "'ll": " will", "'re": " are", "'m": " am"}
    | {"'d": ' would" or "… had', "'s": ' is" or "… has'}
)
"""What stands in full for a short form, by its end."""
SHORT_HAVE = re.compile(
    r"(?<![\w'’])(\w+)['’](ve|d)(\s+(?:(?:only|just|still|also|already|now)\s+)?(?:"
    r"(?!one\s+day|the\s+other|no\s+(?:longer|doubt)|\w+\s+(?:or\s+\w+\s+)?times)"
    r"(?:an?|the|no|my|your|his|her|our|their|another|other|some|any|several|enough|every|\d+"
    r"|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
    r"|(?<=ve\s)(?:children|kids|family|plans|work|time|news|questions|exams|experience))(?!\w))",
    re.IGNORECASE,
)
FOREIGN = re.compile(
    r"[^\W\d_\u0000-\u02ff\u1d00-\u1eff\u2071-\u214f\u2c60-\u2c7f\ua720-\ua7ff\ufb00-\ufb06]"
)
"""A letter that is not Latin."""
TAG = re.compile(r"\{%[^{}]*%\}")
EMPTY_PART = re.compile(r"\{%\s*(?:if|elif|else)\b[^%]*%\}\s*(?=\{%\s*(?:elif|else|endif)\b)")
GREETING = re.compile(r"\{\{[ \t]*greeting[ \t]*\}\}")
GREETING_AND_MARK = re.compile(rf"{GREETING.pattern}\s*([,.:;!])")
NAME = r"[^\n]*\{\{[ \t]*your_name[ \t]*\}\}"
START = re.compile(rf"{GREETING.pattern}\W?(?:\n\n|$)")
END = re.compile(
    r"(?:^|\n\n)[^\s.?:]+(?: [^\s.?:]+){0,5}"  # a sign-off: a few words that are no sentence
    rf"\n{NAME}[^\n]*(?:\n+[^\n]*\{{\{{[^\n]*)*\s*$"
)
LINE_ENDS = tuple(".!?:…;”’\"')")
TELLING = re.compile(r"[A-Z\d\s]")
"""An example has one of these, or letters may say it for other reasons, such as "home"."""

Lines = list[tuple[int, str]]
"""Lines of a letter, each with its number."""


def word_slips(text: str, choices: Mapping[str, str], *, formal: bool) -> Iterator[Fault]:
    """What no text may say, be it a line of a letter, a greeting or an option.

    `choices` maps words that not all readers use to what to write instead.
    """
    words = outside_braces(text)
    for said in dict.fromkeys(SHORT.findall(words) if formal else ()):
        end = next(end for end in LONG if fold(said).endswith(end))
        start = said[: -len(end)]
        message = f'"{said}" is a short form, which a formal letter writes out'
        yield Fault(Mistake.CONTRACTION, message, f'write "{start}{LONG[end].replace("…", start)}"')
    for found in SHORT_HAVE.finditer(words) if not formal else ():
        fix = f'write "{found[1]} {"had" if found[2] in "dD" else "have"}{found[3]}"'
        message = f'"{found[0]}": have is shortened only before another verb'
        yield Fault(Mistake.SHORT_HAVE, message, fix)
    for found in phrase_pattern(tuple(choices)).finditer(fold(words)) if choices else ():
        said = words[slice(*found.span())]
        other = next(o for p, o in choices.items() if phrase_pattern((p,)).fullmatch(found[0]))
        message = f'"{said}" is not what people say in every country'
        yield Fault(Mistake.WORD_CHOICE, message, f"write instead: {other}")
    foreign = () if words.isascii() else filter(FOREIGN.search, words.split())
    if first := next((word for word in foreign if not LOOKALIKE.search(word)), ""):
        message = f'"{first[:60]}" is not in the letters of English'
        yield Fault(Mistake.OTHER_SCRIPT, message, "write it in English letters")


def letter_slips(
    lines: Lines, tone: Tone | None, fields: Mapping[str, TemplateField], choices: Mapping[str, str]
) -> Iterator[Fault]:
    """The slips of a letter's lines, the subject included."""
    examples = {
        example: f"write {{{{ {name} }}}}"
        for name, field in fields.items()
        if field.kind in ("text", "phone", "email")
        and (example := field.example)
        and TELLING.search(example)
    }
    longest_first = sorted(map(re.escape, examples), key=len, reverse=True)
    literal = re.compile(rf"(?<!\w)(?:{'|'.join(longest_first) or '(?!)'})(?!\w)")
    for number, line in lines:
        for fault in word_slips(line, choices, formal=tone == "formal"):
            yield replace(fault, line=number)
        for said in dict.fromkeys(literal.findall(outside_braces(line))):
            message = f'"{said}" is an example, and would stay there for every reader'
            yield Fault(Mistake.EXAMPLE, message, examples[said], number)
        if found := GREETING_AND_MARK.search(line):
            message = "{{ greeting }} ends in a comma already"
            yield Fault(Mistake.GREETING, message, f"remove the {found[1]} after it", number)
    source = "\n".join(line for _, line in lines)
    for part in EMPTY_PART.finditer(source):
        number = lines[source.count("\n", 0, part.start())][0]
        message = f"nothing stands between {part[0].strip()} and the next tag"
        fix = "write what belongs there, or take the part out"
        yield Fault(Mistake.EMPTY_IF, message, fix, number)


def body_slips(lines: Lines, *, framed: bool) -> Iterator[Fault]:
    """The slips of the lines below the subject: how they start, break and end."""
    bare = ((number, line, TAG.sub("", line).strip()) for number, line in lines)
    lines = [(number, words) for number, line, words in bare if words or "{%" not in line]
    text = "\n".join(line for _, line in lines).strip()
    filled = [number for number, line in lines if line]
    if framed and filled and not START.match(text):
        message = "an email starts with {{ greeting }}"
        fix = "write {{ greeting }} alone on the first line, and leave the next one empty"
        yield Fault(Mistake.GREETING, message, fix, filled[0])
    if framed and filled and not END.search(text):
        message = "an email ends with a sign-off and, on the line below it, {{ your_name }}"
        fix = "write an empty line, a line such as `Kind regards,` and below it {{ your_name }}"
        yield Fault(Mistake.ENDING, message, fix, filled[-1])
    for (number, line), (_, after) in pairwise(lines):
        if SIGN_OFF.fullmatch(fold(line)) or re.match(NAME, after):
            return
        whole = line.endswith(LINE_ENDS) or (line.endswith(",") and len(line) < LONG_LINE)
        listed = after.startswith("- ") or not IN_BRACES.sub("", line).strip()
        if after and not (whole or listed):
            message, fix = "the line ends inside a sentence", "write each paragraph on one line"
            yield Fault(Mistake.WRAPPED, message, fix, number)
