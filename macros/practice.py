"""Holds a template's messages to the rules of good practice, whatever its reader picks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice, product
from math import prod

from macros.mistakes import Mistake
from macros.model import (
    LENGTHS,
    TONES,
    Catalogue,
    CharactersCheck,
    Condition,
    FieldsCheck,
    Nodes,
    PhrasesCheck,
    Problem,
    Rule,
    Template,
    When,
    WordsCheck,
)
from macros.names import slots
from macros.reader import shown
from macros.reading import read
from macros.render import clashes, decide, message
from macros.rules import Draft, Verdict, characters, judge, main_part, words
from macros.wording import links

MOST_SETTINGS = 8
MOST_PARTS = 100
LONGEST_SIGN_OFF = 12
Setting = Mapping[str, str]
LENGTHS_EXPLAINED = (
    "What is left out at length short stands inside {% if … %}: there all switches are off; "
    "at length standard those under defaults: are on, and at length full all."
)


@dataclass(frozen=True)
class Broken:
    """A rule that is broken: its verdict, the message, and what the reader had picked."""

    verdict: Verdict
    draft: Draft
    setting: Setting

    @property
    def rule(self) -> Rule:
        """The rule."""
        return self.verdict.rule

    @property
    def words(self) -> list[str]:
        """The words that break it, each once."""
        verdict, draft = self.verdict, self.draft
        if verdict.met is not False:
            return []
        found = [draft.subject[first:last] for first, last in verdict.subject_spans]
        found += [draft.body[first:last] for first, last in verdict.spans]
        return list(dict.fromkeys(found))


def practice_problems(catalogue: Catalogue, template: Template) -> Iterator[Problem]:
    """Rules that the template breaks, in any tone, length, choice and setting of its switches.

    Levels `must` and `should` count alike: what we advise, our own messages do. A counterexample
    has to break the rules that it names.
    """
    lines = template.path.read_text("utf-8-sig").split("\n")
    drafts = distinct([*all_drafts(template)])
    unseen = unjudged(template, drafts, lines)
    if unseen:
        yield unseen
    if unseen and unseen.rule == Mistake.NOT_ENGLISH:
        return
    broken: dict[str, Broken] = {}
    for found in broken_rules(catalogue, template, drafts):
        broken.setdefault(found.rule.id, found)
    if not template.meta.counterexample:
        yield from (problem(template, found, lines) for found in broken.values())
        return
    for rule in template.meta.fails:
        if rule in catalogue.rules and rule not in broken:
            number = next((n for n, line in enumerate(lines, 1) if rule in line), 1)
            why = f'this should break "{rule}", and does not'
            fix = "make the message worse, or take the rule out of fails:"
            path, quote = shown(template.path), lines[number - 1]
            yield Problem(path, number, Mistake.COUNTEREXAMPLE, why, fix, quote)


def distinct(drafts: list[tuple[Draft, Setting]]) -> list[tuple[Draft, Setting]]:
    """The drafts without those that say the same at the same length as one before."""
    found: dict[tuple[str, str, str | None], tuple[Draft, Setting]] = {}
    for draft, setting in drafts:
        found.setdefault((draft.body, draft.subject, draft.length), (draft, setting))
    return [*found.values()]


def said_lines(drafts: list[tuple[Draft, Setting]]) -> set[str]:
    """Every line of every message."""
    return {line for draft, _ in drafts for line in (draft.subject, *draft.body.split("\n"))}


def unjudged(
    template: Template, drafts: list[tuple[Draft, Setting]], lines: list[str]
) -> Problem | None:
    """What no rule would look at: another language, words after the end, an address in pieces."""

    def report(mistake: Mistake, found: list[str], message: str, fix: str) -> Problem:
        line = place(template, found, lines)[0]
        quote = lines[line - 1] if found else ""
        return Problem(shown(template.path), line, mistake, message, fix, quote)

    for draft, _ in drafts:
        reading = read(draft.body)
        if not reading.english:
            message, fix = "this does not seem to be English", "write the message in English"
            return report(Mistake.NOT_ENGLISH, [], message, fix)
        after = words(reading.own[reading.end : reading.close])
        if reading.close < len(draft.body) or len(after) > LONGEST_SIGN_OFF:
            rest = draft.body[reading.close :].strip() or " ".join(after)
            message = f'no rule looks at "{" ".join(rest.split())[:60]}", below the end'
            fix = "end with the sign-off and a name"
            return report(Mistake.AFTER_THE_END, [rest.split("\n")[-1]], message, fix)
    for link in (link for line in sorted(said_lines(drafts)) for link in links(line)):
        message = f'"{link[:60]}" comes together as an address'
        fix = "messages hold no addresses, whatever the reader picks"
        return report(Mistake.LINK, [link.split(".")[0]], message, fix)
    return None


def broken_rules(
    catalogue: Catalogue, template: Template, drafts: list[tuple[Draft, Setting]]
) -> Iterator[Broken]:
    """The rules with a check that some message of the template breaks."""
    said = " ".join(said_lines(drafts)).lower()
    rules = [rule for rule in catalogue.rules_for(template) if rule.check and possible(rule, said)]
    for draft, setting in drafts:
        for rule in rules:
            verdict = judge(rule, draft)
            if not verdict.met:  # None means that a blank which the rule asks for is not used
                yield Broken(verdict, draft, setting)


def all_drafts(template: Template) -> Iterator[tuple[Draft, Setting]]:
    """Every message that is judged, and what a reader picks to get it."""
    for setting in variants(template):
        choices = decide(template, setting)
        finished = message(template, choices)
        length = choices.length if "length" in setting else None
        named = {field.id: choices.texts.get(field.id, "") for field in template.fields}
        yield Draft(finished.body, finished.subject, named, length), setting


def possible(rule: Rule, said: str) -> bool:
    """False if no message can break this rule: it forbids phrases whose words stand nowhere.

    This spares the check nine rules in ten; `said` holds all lines of all messages.
    """
    check = rule.check
    if not isinstance(check, PhrasesCheck) or check.kind not in ("forbid", "at-most"):
        return True
    letters = (re.findall(r"[a-z0-9]+", phrase.lower()) for phrase in check.phrases)
    return not said.isascii() or any(all(word in said for word in found) for found in letters)


# --- what readers can pick ------------------------------------------------------------------


def variants(template: Template) -> Iterator[Setting]:
    """Every tone with every length, then every tone with every setting of everything else.

    Where the latter would be too many, every part of the message is seen with all the rest off
    and with all the rest on: whatever is counted or forbidden is worst with everything on, and
    whatever is required is missing with everything off.
    """
    for tone, length in product(TONES, LENGTHS):
        yield {"tone": tone, "length": length}
    choices: dict[str, list[str]] = {}
    for field in template.fields:
        if field.kind == "switch":
            choices[field.id] = ["no", "yes"]
        elif field.kind == "choice":
            choices[field.id] = [*([""] if field.optional else []), *field.options]
        elif field.optional:
            choices[field.id] = ["", field.example or ""]
    few = prod(map(len, choices.values())) <= MOST_SETTINGS
    switches = {field.id: field for field in template.fields if field.kind == "switch"}
    seen = set()
    for setting in all_settings(choices) if few else telling_settings(template, choices):
        for name in switches:
            on = [other for other in switches if setting[other] == "yes" and other != name]
            if setting[name] == "yes" and clashes(name, on, switches):
                setting[name] = "no"
        if (values := tuple(setting.values())) not in seen:
            seen.add(values)
            yield from ({"tone": tone, **setting} for tone in TONES)


def all_settings(choices: Mapping[str, list[str]]) -> Iterator[dict[str, str]]:
    """Everything with everything."""
    for values in product(*choices.values()):
        yield dict(zip(choices, values, strict=True))


def telling_settings(
    template: Template, choices: Mapping[str, list[str]]
) -> Iterator[dict[str, str]]:
    """Everything off, then each option alone; everything on; in both, each part on its own."""
    parts = (part for body in (*template.body, template.subject) for part in conditions(body))
    found = [*dict.fromkeys(islice(parts, MOST_PARTS))]
    nothing = {name: values[0] for name, values in choices.items()}
    everything = {name: values[-1] for name, values in choices.items()}
    yield {**nothing}
    for name, values in choices.items():
        yield from ({**nothing, name: value} for value in values)
    yield {**everything}
    for rest, part in product((nothing, everything), found):
        known = [c for c in part if c.name in choices]
        yield {**rest, **{c.name: choices[c.name][-1 if c.wanted else 0] for c in known}}


def conditions(nodes: Nodes, above: tuple[Condition, ...] = ()) -> Iterator[tuple[Condition, ...]]:
    """What has to hold for each part of a message to stand, the parts around it included."""
    for node in nodes:
        if isinstance(node, When):
            for group in node.test:
                yield (*above, *group)
                yield from conditions(node.nodes, (*above, *group))


# --- how a broken rule is told --------------------------------------------------------------


def problem(template: Template, broken: Broken, lines: list[str]) -> Problem:
    """The problem, at the line where the words come from if that can be told."""
    number, origin = place(template, broken.words, lines)
    picked = ", ".join(f"{name}={value}" for name, value in broken.setting.items() if value)
    said = f"{broken.rule.title}: {shortcoming(broken)}{origin} (with {picked})"
    fix, quote = broken.rule.advice, lines[number - 1] if broken.words else ""
    if isinstance(broken.rule.check, WordsCheck) and broken.draft.length:
        fix = f"{fix} {LENGTHS_EXPLAINED}"
    return Problem(shown(template.path), number, broken.rule.id, said, fix, quote)


def shortcoming(broken: Broken) -> str:
    """What is wrong: the words, or the numbers, or what is not there."""
    check, draft = broken.rule.check, broken.draft
    quoted = ", ".join(f'"{word}"' for word in broken.words)
    if isinstance(check, WordsCheck):
        start, end = main_part(draft.body)
        count = len(words(draft.body[start:end]))
        return f"{count} words, and {wanted(check, draft.length)} are wanted"
    if isinstance(check, CharactersCheck):
        count, most = characters(check, draft.body)
        return f"{count} characters, and at most {most} fit"
    if isinstance(check, FieldsCheck):
        whole = f"{draft.subject}\n{draft.body}".lower()
        said = {name for name, value in draft.names.items() if value and value.lower() in whole}
        missing = " and ".join(f"{{{{ {name} }}}}" for name in check.fields if name not in said)
        return f"neither the subject nor the message has {missing}"
    if isinstance(check, PhrasesCheck) and check.kind in ("require", "first"):
        where = f"in the first {check.sentences} sentences" if check.kind == "first" else "here"
        return f"no such words stand {where}: {', '.join(check.phrases[:4])} …"
    if isinstance(check, PhrasesCheck) and check.kind == "at-most":
        return f"{quoted}, and {check.times} at most may stand here"
    return quoted


def wanted(check: WordsCheck, length: str | None) -> str:
    """The limits for this length, as in `15 to 35`."""
    own = {"short": check.short, "standard": check.standard, "full": check.full}.get(length or "")
    least, most = (own.min, own.max) if own else (check.min, check.max)
    if least is None or most is None:
        return f"at most {most}" if least is None else f"at least {least}"
    return f"{least} to {most}"


def place(template: Template, found: list[str], lines: list[str]) -> tuple[int, str]:
    """The line (from 1) that brings in the first of these words, and which phrase has them."""
    above = template.body_line - 1
    start = next(n for n, line in enumerate(lines[above:], above + 1) if line.strip())
    if not found:
        return start, ""
    for words_ in (found[0].split(), *([word] for word in found[0].split())):
        pattern = re.compile(r"\s+".join(map(re.escape, words_)), re.IGNORECASE)
        if place := source_of(template, pattern, lines):
            return place
    return start, ""


def source_of(
    template: Template, pattern: re.Pattern[str], lines: list[str]
) -> tuple[int, str] | None:
    """The line that says this or holds a phrase or choice that does, or None."""
    above = template.body_line - 1
    for number, line in enumerate(lines[above:], above + 1):
        if pattern.search(line):
            return number, ""
    fields = {field.id: field for field in template.fields}
    for slot in (slot for part in template.body for slot in slots(part)):
        phrase, field = template.phrases.get(slot.name), fields.get(slot.name)
        sources = phrase.sources if phrase else ()
        options = [option.text for option in field.options.values()] if field else []
        if any(pattern.search(source) for source in (*sources, *options)):
            kind = "phrase" if phrase else "field"
            return slot.line + above, f" from the {kind} {{{{ {slot.name} }}}}"
    return None
