"""Reads the decision aid, and checks that every way of answering it leads somewhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from macros.loading.catalogue import catalogue_file, content
from macros.loading.files import File, Reader
from macros.loading.yaml_lines import Marked
from macros.mistakes import Mistake, nearest
from macros.model import Answer, Catalogue, Decision, Outcome, Question, Step, steps

At = tuple[str | int, ...]


def read_decision(reader: Reader, catalogue: Catalogue, names: list[str]) -> Decision | None:
    """The decision aid of `catalogue/decision.yml`, or None if there is none or it is broken.

    Every mistake is reported; the templates, fields and contacts that it names must exist.
    `names` are those of all templates, the broken ones included: that is said elsewhere.
    """
    before = reader.noticed
    file = catalogue_file(reader, "decision")
    marked = content(file, needed=False)
    decision = file.entry(Decision, marked.data, marked) if marked else None
    if marked and decision:
        Checks(file, marked, catalogue, decision, names).run()
    return decision if reader.noticed == before else None


@dataclass(frozen=True)
class Checks:
    """What must hold of a decision aid beyond the shape of its entries."""

    file: File
    marked: Marked
    catalogue: Catalogue
    decision: Decision
    names: list[str]
    """The names of all templates."""

    def run(self) -> None:
        """Reports everything that is wrong."""
        before = self.file.reader.noticed
        self.check_ids()
        for at, answer in self.placed_answers():
            self.check_answer(answer, at)
        for place, outcome in enumerate(self.decision.outcomes):
            self.check_templates(outcome.templates, ("outcomes", place, "templates"))
            self.check_people(outcome.tell, ("outcomes", place, "tell"))
        if self.file.reader.noticed == before:
            self.check_circles()
        if self.file.reader.noticed == before:
            self.check_reached()
            self.check_use()

    def report(self, at: At, mistake: Mistake, message: str, fix: str, about: str = "") -> None:
        """Notes a problem at the line of this place in the file."""
        self.file.report(self.marked.line(at), mistake, message, fix, about)

    def placed(self) -> Iterator[tuple[At, Step]]:
        """Every question and outcome, each with its place in the file."""
        for place, question in enumerate(self.decision.questions):
            yield ("questions", place), question
        for place, outcome in enumerate(self.decision.outcomes):
            yield ("outcomes", place), outcome

    def placed_answers(self) -> Iterator[tuple[At, Answer]]:
        """Every answer of every question, each with its place in the file."""
        for place, question in enumerate(self.decision.questions):
            for number, answer in enumerate(question.answers):
                yield ("questions", place, "answers", number), answer

    def check_ids(self) -> None:
        """An id stands for one step, and for one answer of a question."""
        seen: set[tuple[At, str]] = set()
        for at, it in (*self.placed(), *self.placed_answers()):
            key = (at[:-1] if isinstance(it, Answer) else (), it.id)
            if key in seen:
                message = f'"{it.id}" stands here twice'
                self.report((*at, "id"), Mistake.DUPLICATE_ID, message, "rename one")
            seen.add(key)

    def check_answer(self, answer: Answer, at: At) -> None:
        """Every name in an answer exists."""
        known = steps(self.decision)
        if answer.to not in known:
            message = f'to: "{answer.to}" is no question and no outcome'
            self.report((*at, "to"), Mistake.UNKNOWN_STEP, message, nearest(answer.to, known))
        for name, value in answer.set.items():
            field, place = self.catalogue.fields.get(name), (*at, "set", name)
            allowed = ["yes", "no"] if field and field.kind == "switch" else field and field.options
            if field is None:
                message = f'set: "{name}" is not in catalogue/fields.yml'
                fix = nearest(name, self.catalogue.fields)
                self.report(place, Mistake.UNKNOWN_FIELD, message, fix, name)
            elif allowed and value not in allowed:
                message = f'set: "{value}" is no value of "{name}"'
                self.report(place, Mistake.WRONG_VALUE, message, nearest(value, allowed))
        self.check_templates(answer.suggest, (*at, "suggest"))
        self.check_people(answer.tell, (*at, "tell"))

    def check_templates(self, names: Iterable[str], at: At) -> None:
        """The templates exist, and are meant to be sent."""
        for number, name in enumerate(names):
            template = self.catalogue.templates.get(name)
            if name not in self.names:
                message = f'{at[-1]}: "{name}" is no template'
                fix = nearest(name, self.names)
                self.report((*at, number), Mistake.UNKNOWN_TEMPLATE, message, fix, name)
            elif template is not None and template.meta.counterexample:
                message = f'{at[-1]}: "{name}" shows what not to send'
                self.report((*at, number), Mistake.WRONG_VALUE, message, "choose another")

    def check_people(self, names: Iterable[str], at: At) -> None:
        """The contacts exist."""
        known = self.catalogue.contacts
        for number, name in enumerate(names):
            if name not in known:
                message = f'tell: "{name}" is not in catalogue/whom-to-tell.yml'
                fix = nearest(name, known) if known else "add an entry there"
                self.report((*at, number), Mistake.UNKNOWN_CONTACT, message, fix, name)

    def check_circles(self) -> None:
        """No answer leads back to a question that came before it."""
        places = {question.id: place for place, question in enumerate(self.decision.questions)}
        done: set[str] = set()

        def follow(key: str, trail: tuple[str, ...]) -> None:
            if key not in places or key in done:
                return
            for number, answer in enumerate(self.decision.questions[places[key]].answers):
                if answer.to in (*trail, key):
                    round_ = " > ".join((*trail, key)[(*trail, key).index(answer.to) :])
                    at = ("questions", places[key], "answers", number, "to")
                    message = f"the answers go round in a circle: {round_} > {answer.to}"
                    fix = "lead this answer to a later question, or to an outcome"
                    self.report(at, Mistake.CIRCLE, message, fix)
                else:
                    follow(answer.to, (*trail, key))
            done.add(key)

        for key in places:
            follow(key, ())

    def check_reached(self) -> None:
        """Every step but the first has an answer that leads to it, from the first question on."""
        reached = self.after(self.decision.questions[0].id)
        for at, step in self.placed():
            if step.id not in reached:
                message = f'no answer leads to "{step.id}"'
                fix = f"write to: {step.id} in an answer, or remove it"
                self.report((*at, "id"), Mistake.UNREACHED, message, fix)

    def after(self, key: str) -> dict[str, Step]:
        """This step and every step that may follow it."""
        known = steps(self.decision)
        found: dict[str, Step] = {}
        waiting = [key]
        while waiting:
            step = known[waiting.pop()]
            if step.id not in found:
                found[step.id] = step
                waiting += [a.to for a in step.answers] if isinstance(step, Question) else []
        return found

    def check_use(self) -> None:
        """What an answer takes along is of use to an outcome that it can lead to."""
        templates = self.catalogue.templates
        for at, answer in self.placed_answers():
            ends = [s for s in self.after(answer.to).values() if isinstance(s, Outcome)]
            offered = {name for outcome in ends for name in outcome.templates}
            for number, name in enumerate(answer.suggest):
                if name not in offered:
                    message = f'suggest: no outcome of this answer offers "{name}"'
                    fix = "add it to the templates of an outcome, or remove it here"
                    self.report((*at, "suggest", number), Mistake.UNUSED, message, fix)
            if not offered <= templates.keys():  # a broken message may use what seems unused
                continue
            used = {field.id for name in offered for field in templates[name].fields}
            for name in answer.set:
                if name not in used:
                    message = f'set: no message after this answer uses "{name}"'
                    self.report((*at, "set", name), Mistake.UNUSED, message, "remove it")
