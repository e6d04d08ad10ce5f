"""Reads the decision aid, and checks that every way of answering it leads somewhere."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from macros.loading.catalogue import MISSING, catalogue_file, read_data
from macros.loading.files import read_entry, report_twice
from macros.mistakes import Mistake, nearest
from macros.model import Answer, Catalogue, Decision, Outcome, Question, Step, steps
from macros.problems import Log


def read_decision(log: Log, catalogue: Catalogue, names: list[str]) -> Decision | None:
    """The decision aid of `catalogue/decision.yml`, or None if there is none or it is broken.

    Every mistake is reported; the templates, fields and contacts that it names must exist.
    `names` are those of all templates, the broken ones included: that is said elsewhere.
    """
    before = log.noticed
    file = catalogue_file(log, "decision")
    data = read_data(file, needed=False)
    decision = None if data is MISSING else read_entry(Decision, data, file.at())
    if decision:
        Checks(log, catalogue, decision, names).run()
    return decision if log.noticed == before else None


@dataclass(frozen=True)
class Checks:
    """What must hold of a decision aid beyond the shape of its entries."""

    log: Log
    catalogue: Catalogue
    decision: Decision
    names: list[str]
    """The names of all templates."""

    def run(self) -> None:
        """Reports everything that is wrong."""
        before = self.log.noticed
        report_twice([*self.decision.questions, *self.decision.outcomes])
        for question in self.decision.questions:
            report_twice(question.answers)
        for answer in self.answers():
            self.check_answer(answer)
        for outcome in self.decision.outcomes:
            self.check_templates(outcome, "templates", outcome.templates)
            self.check_templates(outcome, "also", outcome.also)
            self.check_contacts(outcome)
        if self.log.noticed == before:
            self.check_circles()
        if self.log.noticed == before:
            self.check_reached()
            self.check_use()

    def answers(self) -> Iterator[Answer]:
        """Every answer of every question."""
        for question in self.decision.questions:
            yield from question.answers

    def check_answer(self, answer: Answer) -> None:
        """Every name in an answer exists."""
        known = steps(self.decision)
        if answer.to not in known:
            message = f'to: "{answer.to}" is no question and no outcome'
            answer.location("to").fault(Mistake.UNKNOWN_STEP, message, nearest(answer.to, known))
        for name, value in answer.set.items():
            field, here = self.catalogue.fields.get(name), answer.location("set", name)
            allowed = ["yes", "no"] if field and field.kind == "switch" else field and field.options
            if field is None:
                message = f'set: "{name}" is not in catalogue/fields.yml'
                fix = nearest(name, self.catalogue.fields)
                here.fault(Mistake.UNKNOWN_FIELD, message, fix, about=name)
            elif allowed and value not in allowed:
                message = f'set: "{value}" is no value of "{name}"'
                here.fault(Mistake.WRONG_VALUE, message, nearest(value, allowed))
        self.check_templates(answer, "suggest", answer.suggest)
        self.check_contacts(answer)

    def check_templates(self, entry: Answer | Outcome, key: str, names: Collection[str]) -> None:
        """The templates under this key exist, and are meant to be sent."""
        for number, name in enumerate(names):
            template, here = self.catalogue.templates.get(name), entry.location(key, number)
            if name not in self.names:
                message, fix = f'{key}: "{name}" is no template', nearest(name, self.names)
                here.fault(Mistake.UNKNOWN_TEMPLATE, message, fix, about=name)
            elif template is not None and template.meta.counterexample:
                message = f'{key}: "{name}" shows what not to send'
                here.fault(Mistake.WRONG_VALUE, message, "choose another")

    def check_contacts(self, entry: Answer | Outcome) -> None:
        """The contacts exist."""
        known = self.catalogue.contacts
        for number, name in enumerate(entry.tell):
            here = entry.location("tell", number)
            if name not in known:
                message = f'tell: "{name}" is not in catalogue/whom-to-tell.yml'
                fix = nearest(name, known) if known else "add an entry there"
                here.fault(Mistake.UNKNOWN_CONTACT, message, fix, about=name)

    def check_circles(self) -> None:
        """No answer leads back to a question that came before it."""
        questions = {question.id: question for question in self.decision.questions}
        done: set[str] = set()

        def follow(key: str, trail: tuple[str, ...]) -> None:
            if key not in questions or key in done:
                return
            for answer in questions[key].answers:
                if answer.to in (*trail, key):
                    circle = " > ".join((*trail, key)[(*trail, key).index(answer.to) :])
                    message = f"the answers go round in a circle: {circle} > {answer.to}"
                    fix = "lead this answer to a later question, or to an outcome"
                    answer.location("to").fault(Mistake.CIRCLE, message, fix)
                else:
                    follow(answer.to, (*trail, key))
            done.add(key)

        for key in questions:
            follow(key, ())

    def check_reached(self) -> None:
        """Every step but the first has an answer that leads to it, from the first question on."""
        reached = self.after(self.decision.questions[0].id)
        for step in steps(self.decision).values():
            if step.id not in reached:
                message = f'no answer leads to "{step.id}"'
                fix = f"write to: {step.id} in an answer, or remove it"
                step.location("id").fault(Mistake.UNREACHED, message, fix)

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
        for answer in self.answers():
            ends = [s for s in self.after(answer.to).values() if isinstance(s, Outcome)]
            offered = {name for outcome in ends for name in outcome.templates}
            for number, name in enumerate(answer.suggest):
                if name not in offered:
                    message = f'suggest: no outcome of this answer offers "{name}"'
                    fix = "add it to the templates of an outcome, or remove it here"
                    answer.location("suggest", number).fault(Mistake.UNUSED, message, fix)
            if not offered <= templates.keys():  # a broken message may use what seems unused
                continue
            used = {field.id for name in offered for field in templates[name].fields}
            for name in answer.set:
                if name not in used:
                    message = f'set: no message after this answer uses "{name}"'
                    answer.location("set", name).fault(Mistake.UNUSED, message, "remove it")
