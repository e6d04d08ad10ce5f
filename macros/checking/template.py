"""Holds a template's messages to the rules of good practice, whatever its reader picks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from difflib import SequenceMatcher
from itertools import product

from macros.language.plain_text import links, shortened, tokens
from macros.language.walk import slots
from macros.mistakes import Mistake
from macros.model import (
    Catalogue,
    CharactersCheck,
    DecisionCheck,
    FieldsCheck,
    PhrasesCheck,
    Rule,
    SlipCheck,
    Template,
    WordsCheck,
)
from macros.problems import Fault, Problem
from macros.rendering.length import characters
from macros.rules.draft import fold, main_part, read, words
from macros.rules.judge import SLIPS, Draft, Verdict, judge, phrases_in, stands
from macros.rules.patterns import tokenised
from macros.rules.variants import Drafts, Setting, said_in

LONGEST_SIGN_OFF = 12
LENGTHS_EXPLAINED = (
    "What is left out at length short stands inside {% if … %}: there all switches are off; "
    "at length standard those under standard: are on, and at length full all."
)


def rule_problems(catalogue: Catalogue, template: Template, drafts: Drafts) -> Iterator[Problem]:
    """Rules that the template breaks, in any tone, length, choice and setting of its switches.

    Levels `must` and `should` count alike: what we advise, our own messages do. A counterexample
    has to break the rules that it names.
    """
    unseen = [*unjudged(template, drafts)]
    yield from unseen
    if any(found.code == Mistake.NOT_ENGLISH for found in unseen):
        return
    said = "\n\n".join(sentence for sentence, _ in said_in(drafts))
    rules = [rule for rule in catalogue.rules_for(template) if rule.check and can_break(rule, said)]
    broken: dict[tuple[str, str], tuple[Verdict, Draft, Setting]] = {}
    for (draft, setting), rule in product(drafts, rules):
        verdict = judge(rule, draft)
        if (
            not verdict.met
        ):  # our own letters leave no doubt, and use each blank that a rule asks for
            broken.setdefault((rule.id, setting["tone"]), (verdict, draft, setting))
    if not template.meta.counterexample:
        yield from (broken_rule(template, *found) for found in broken.values())
        return
    for number, name in enumerate(template.meta.breaks):
        if name in catalogue.rules and not any(name == rule for rule, _ in broken):
            message = f'this should break "{name}", and does not'
            fix = "make the message worse, or take the rule out of breaks:"
            fault = Fault(Mistake.COUNTEREXAMPLE, message, fix)
            yield template.meta.location("breaks", number).problem(fault)


def unjudged(template: Template, drafts: Drafts) -> Iterator[Problem]:
    """What no rule would look at: another language, words after the end, an address in pieces."""
    found: dict[tuple[str, str], Problem] = {}

    def note(setting: Setting, said: str, fault: Fault, subject: bool = False) -> None:
        if (setting["tone"], fault.code) not in found:
            found[setting["tone"], fault.code] = letter_problem(
                template, setting, said, fault, subject
            )

    for draft, setting in drafts:
        reading = read(draft.body)
        after = words(reading.own[reading.end : reading.close])
        if not reading.english:
            message, fix = "this does not seem to be English", "write the message in English"
            note(setting, "", Fault(Mistake.NOT_ENGLISH, message, fix))
        elif reading.close < len(draft.body) or len(after) > LONGEST_SIGN_OFF:
            rest = draft.body[reading.close :].strip() or reading.own[reading.end : reading.close]
            most = max(rest.split("\n"), key=len)
            message = f'"{shortened(most)}" stands below the end, where no rule looks'
            fix = "end with the sign-off and a name"
            note(setting, most, Fault(Mistake.AFTER_THE_END, message, fix))
    for (sentence, subject), setting in said_in(drafts).items():
        for link in links(sentence):
            message = f'"{link[:60]}" comes together as an address'
            fix = "messages hold no addresses, and between two sentences belongs a space"
            note(setting, link.split(".")[0], Fault(Mistake.LINK, message, fix), subject)
    return iter(found.values())


def can_break(rule: Rule, said: str) -> bool:
    """False if no message can break this rule: it forbids what stands nowhere.

    This spares the check most of its work. `said` holds every sentence once; a message may say
    one twice.
    """
    check = rule.check
    if isinstance(check, SlipCheck):
        return bool(SLIPS[check.kind].search(said) or SLIPS[check.kind].search(fold(said)))
    if not isinstance(check, PhrasesCheck) or check.kind not in ("forbid", "at-most"):
        return True
    most = check.times // 2 if check.kind == "at-most" else 0
    return sum(map(len, phrases_in(check, tokenised(said, fold(said), 0, len(said))))) > most


# --- how a broken rule is told --------------------------------------------------------------


def broken_rule(template: Template, verdict: Verdict, draft: Draft, setting: Setting) -> Problem:
    """The problem, at the line where the words come from if that can be told."""
    said, subject = next(iter(found_words(verdict, draft)), ""), bool(verdict.subject_spans)
    rule, message = verdict.rule, f"{verdict.rule.title}: {shortcoming(verdict, draft)}"
    lengths = isinstance(rule.check, WordsCheck) and draft.length
    fix = f"{rule.advice} {LENGTHS_EXPLAINED}" if lengths else rule.advice
    return letter_problem(template, setting, said, Fault(rule.id, message, fix), subject)


def found_words(verdict: Verdict, draft: Draft) -> list[str]:
    """The words that break the rule, each once."""
    found = [draft.subject[first:last] for first, last in verdict.subject_spans]
    found += [draft.body[first:last] for first, last in verdict.spans]
    return list(dict.fromkeys(found)) if not verdict.met else []


def shortcoming(verdict: Verdict, draft: Draft) -> str:
    """What is wrong: the words, or the numbers, or what is not there."""
    check, quoted = verdict.rule.check, ", ".join(f'"{w}"' for w in found_words(verdict, draft))
    if isinstance(check, WordsCheck):
        start, end = main_part(draft.body)
        count = len(words(draft.body[start:end]))
        return f"{count} words, and {limits_in_words(check, draft.length)} are wanted"
    if isinstance(check, CharactersCheck):
        count, most = characters(check, draft.body)
        return f"{count} characters, and at most {most} fit"
    if isinstance(check, FieldsCheck):
        whole = fold(f"{draft.subject}\n{draft.body}")
        lacks = [n for n in check.fields if stands(fold(draft.names.get(n, "")), whole) is False]
        # A letter of ours lacks the blank; a draft lacks what its writer has typed.
        said = [f"{{{{ {n} }}}}" if draft.length else f'"{draft.names[n]}"' for n in lacks]
        return f"neither the subject nor the message has {' and '.join(said)}"
    if isinstance(check, DecisionCheck):
        where = f"in the first {check.sentences} sentences" if check.sentences else "anywhere"
        return f"no decision stands {where}"
    if isinstance(check, PhrasesCheck) and check.kind == "require":
        return f"no such words stand here: {', '.join(check.phrases[:4])} …"
    if isinstance(check, PhrasesCheck) and check.kind == "at-most":
        return f"{quoted}, and {check.times} at most may stand here"
    return quoted


def limits_in_words(check: WordsCheck, length: str | None) -> str:
    """The limits for this length, as in `15 to 35`."""
    own = {"short": check.short, "standard": check.standard, "full": check.full}.get(length or "")
    least, most = (own.min, own.max) if own else (check.min, check.max)
    if least is None or most is None:
        return f"at most {most}" if least is None else f"at least {least}"
    return f"{least} to {most}"


def letter_problem(
    template: Template, setting: Setting, said: str, fault: Fault, subject: bool = False
) -> Problem:
    """A fault of a message, at the line of its letter or subject that says this, or most of it.

    If a choice says it, that is told; the heading stands for the whole letter.
    """
    letter = next(found for tone, found in template.letters.items() if tone == setting["tone"])
    options = {field.id: field.options.values() for field in template.fields}
    heading, lines = letter.heading.line, letter.source.split("\n")
    rows = [("", number, line) for number, line in enumerate(lines, heading + 1)]
    rows = [row for row in rows if row[2].startswith("Subject:") == subject]
    for slot in (slot for part in letter.parts for slot in slots(part)):
        origin = f", from the field {{{{ {slot.name} }}}}"
        texts = (option.said(tone) for option in options[slot.name] for tone in template.letters)
        rows += ((origin, slot.line, text) for text in texts)

    def alike(row: tuple[str, int, str]) -> int:
        matcher = SequenceMatcher(None, tokens(said), tokens(row[2]), autojunk=False)
        return matcher.find_longest_match().size

    best = max(rows, key=alike, default=("", heading, ""))
    origin, line, _ = best if alike(best) else ("", heading, "")
    picked = ", ".join(f"{name}={value}" for name, value in setting.items() if value)
    message = f"{fault.message}{origin} (with {picked})"
    problem = template.file.at(line).problem(replace(fault, message=message))
    return replace(problem, quote="") if line == heading else problem
