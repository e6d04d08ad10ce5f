"""Checks the whole template set: what load.py found, and good practice in every variant."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import combinations, product
from pathlib import Path

from macros.load import load
from macros.model import LENGTHS, TONES, Catalogue, Nodes, Problem, Slot, Template, Text, When
from macros.names import slots
from macros.reader import shown
from macros.render import Choices, clashes, decide, message
from macros.rules import Draft, judge, main_part, words

URL = re.compile(r"(?i)\b(?:https?:|www\.|mailto:)\S*|\b[\w.-]+@[\w-]+\.\w+")
HTML = re.compile(r"<[A-Za-z/!][^>\n]*>|&[a-z]+;|&#\d+;")
MARKDOWN = re.compile(r"\*\*\S|__\S|^#{1,6} |^\s*[-*+] |`|\]\(")
SQUARE = re.compile(r"\[[^\]\n]*\]")
ARTICLE = re.compile(r"(?i)(?:^|[\s(])(?:a|an)\s+$")
MOST_CHARACTERS = 3000
MOST_SWITCHES = 8


def check(root: Path) -> list[Problem]:
    """Every problem of every file under `root`, by file and line."""
    catalogue = load(root)
    problems = [*catalogue.problems]
    for template in catalogue.templates.values():
        problems += text_problems(template)
        problems += practice_problems(catalogue, template)
    if not any(problem.path.endswith(".txt") for problem in catalogue.problems):
        problems += unused_problems(root, catalogue)
    return sorted(set(problems), key=lambda p: (p.path, p.line, p.rule, p.message))


# --- what may stand in a message ------------------------------------------------------------


def text_problems(template: Template) -> Iterator[Problem]:
    """Links, mark-up and blanks of another kind in the words; articles that no value fits."""
    path = shown(template.path)
    lines = template.path.read_text("utf-8-sig").split("\n")
    for number, line in enumerate(lines, 1):
        if number >= template.body_line or line.startswith(("subject:", "title:", "when:")):
            for rule, message_, fix in line_problems(line):
                yield Problem(path, number, rule, message_, fix, line)
    if sum(map(len, lines[template.body_line - 1 :])) > MOST_CHARACTERS:
        fix = f"keep the message under {MOST_CHARACTERS:,} characters; 40 to 80 words are ideal"
        yield Problem(path, template.body_line, "too-long", "the message is too long", fix)
    for part in (*template.body, template.subject):
        for slot in after_article(part):
            yield Problem(
                path,
                slot.line + (template.body_line - 1 if part is not template.subject else 1),
                "article",
                f'"a" or "an" stands before {{{{ {slot.name} }}}}, and not every value fits it',
                'write "the", or turn the sentence round',
                "",
            )


def line_problems(line: str) -> Iterator[tuple[str, str, str]]:
    """Rule, message and fix for each thing on a line that no message may hold."""
    bare = re.sub(r"\{\{.*?\}\}|\{%.*?%\}", "", line)
    if found := URL.search(bare):
        yield "link", f'"{found[0]}" is an address', "messages hold no links and no addresses"
    if found := HTML.search(bare):
        yield "markup", f'"{found[0]}" is HTML', "write plain text"
    if found := MARKDOWN.search(bare):
        yield "markup", f'"{found[0].strip()}" is Markdown', "write plain text, without marks"
    if found := SQUARE.search(bare):
        fix = "use a field, as in {{ company }}; the Contribute page lists them"
        yield "square-brackets", f'"{found[0]}" is a blank that nobody can fill in', fix


def after_article(nodes: Nodes) -> Iterator[Slot]:
    """Every slot that follows "a" or "an"."""
    previous = ""
    for node in nodes:
        if isinstance(node, Text):
            previous = node.text
            continue
        if isinstance(node, When):
            yield from after_article(node.nodes)
        elif ARTICLE.search(previous):
            yield node
        previous = ""


def unused_problems(root: Path, catalogue: Catalogue) -> Iterator[Problem]:
    """Fields and phrases that no template uses."""
    used_fields = {field.id for t in catalogue.templates.values() for field in t.fields}
    used_phrases = {
        slot.name for t in catalogue.templates.values() for part in t.body for slot in slots(part)
    }
    for name, known, used in (
        ("fields", catalogue.fields, used_fields),
        ("phrases", catalogue.phrases, used_phrases),
    ):
        path = root / "catalogue" / f"{name}.yml"
        for key in known.keys() - used:
            line = next(
                n
                for n, text in enumerate(path.read_text("utf-8-sig").splitlines(), 1)
                if re.search(rf"\bid:\s*[\"']?{key}\b", text)
            )
            fix = "remove it, or use it in a template"
            yield Problem(shown(path), line, "unused", f'no template uses "{key}"', fix)


# --- good practice --------------------------------------------------------------------------


def practice_problems(catalogue: Catalogue, template: Template) -> Iterator[Problem]:
    """Rules that the template breaks, in any tone, length, choice and setting of its switches."""
    broken: dict[str, str] = {}
    for values in variants(template):
        for rule, why in broken_rules(catalogue, template, values):
            broken.setdefault(rule, why)
    path, line = shown(template.path), template.body_line
    if template.meta.counterexample:
        for rule in template.meta.fails:
            if rule not in broken:
                why = f'a counterexample should break "{rule}", and does not'
                yield Problem(path, line, "counterexample", why, "make it worse, or edit fails:")
        return
    for rule, why in broken.items():
        yield Problem(path, line, rule, why, catalogue.rules[rule].advice)


def broken_rules(
    catalogue: Catalogue, template: Template, values: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    """The machine-checked rules that one variant breaks: rule id and what is wrong."""
    choices = decide(template, values)
    finished = message(template, choices)
    length = choices.length if "length" in values else None
    draft = Draft(finished.body, finished.subject, used_names(template, choices), length)
    for rule in catalogue.rules_for(template):
        verdict = judge(rule, draft)
        missing = verdict.met is None and rule.check is not None
        if verdict.met is False or missing:
            yield rule.id, what_is_wrong(rule.title, draft, verdict.spans, values)


def used_names(template: Template, choices: Choices) -> dict[str, str]:
    """The values that stand in this template's messages."""
    return {field.id: choices.texts.get(field.id, "") for field in template.fields}


def what_is_wrong(
    title: str, draft: Draft, spans: tuple[tuple[int, int], ...], values: Mapping[str, str]
) -> str:
    """One line that names the broken rule, the words, and the variant in which they stand."""
    start, end = main_part(draft.body)
    quoted = ", ".join(f'"{draft.body[first:last]}"' for first, last in spans)
    count = len(words(draft.body[start:end]))
    where = ", ".join(f"{name}={value}" for name, value in values.items())
    return f"{title}: {quoted or f'{count} words'} (with {where})"


def variants(template: Template) -> Iterator[dict[str, str]]:
    """Values for every tone with every length, and every tone with every setting of the rest."""
    for tone, length in product(TONES, LENGTHS):
        yield {"tone": tone, "length": length}
    settings: list[list[tuple[str, str]]] = []
    switches = [field for field in template.fields if field.kind == "switch"]
    known = {field.id: field for field in switches}
    for field in template.fields:
        if field.kind == "choice":
            settings.append([(field.id, option) for option in field.options])
        elif field.optional:
            settings.append([(field.id, ""), (field.id, field.example or "")])
    # Beyond eight switches every setting would take too long: then singles, pairs and all.
    sizes = range(len(known) + 1) if len(known) <= MOST_SWITCHES else (0, 1, 2, len(known))
    for size in sizes:
        for on in combinations(known, size):
            if any(clashes(name, on, known) for name in on):
                continue
            chosen = {name: "yes" if name in on else "no" for name in known}
            for tone, rest in product(TONES, product(*settings)):
                yield {"tone": tone, **chosen, **dict(rest)}
