"""What the template set is made of: plain, frozen data that every other module reads."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal, Self, get_args

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ModelWrapValidatorHandler,
    PrivateAttr,
    StringConstraints,
    field_validator,
    model_validator,
)

from macros.problems import File, Key, Keys, Location, Problem
from macros.tables import PHRASES

Tone = Literal["warm", "neutral", "formal"]
Length = Literal["short", "standard", "full"]
Dates = Literal["day-first", "month-first"]
Channel = Literal["email", "linkedin", "text", "phone"]
Kind = Literal["text", "choice", "switch", "date", "time", "phone", "email"]
Level = Literal["must", "should", "human"]

TONES: tuple[Tone, ...] = get_args(Tone)
LENGTHS: tuple[Length, ...] = get_args(Length)
DATES: tuple[Dates, ...] = get_args(Dates)
CHANNELS: tuple[Channel, ...] = get_args(Channel)

Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300)]
WordList = Annotated[str, StringConstraints(pattern=r"^[a-z]+( [a-z]+)*$", max_length=1000)]
Prose = Annotated[str, StringConstraints(min_length=1, max_length=600)]
SLUG = r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$"
NAME = r"^[a-z][a-z0-9]*(_[a-z0-9]+)*$"
SMALL_WORD = r"^[a-z0-9]+$"
SMALL_LETTERS = r"^[a-z]+$"
DROPPED = r"^[a-z]+( [a-z]+)*$"
Slug = Annotated[str, StringConstraints(pattern=SLUG, max_length=60)]
Name = Annotated[str, StringConstraints(pattern=NAME, max_length=40)]

Wanted = Annotated[str, StringConstraints(pattern=r"^[^* ]+\*?( [^* ]+\*?)*$", max_length=100)]
"""Words to look for: single spaces between them, `*` only at the end of one."""

Dropped = Annotated[str, StringConstraints(pattern=DROPPED, max_length=40)]
"""Words that a value drops: small letters, so that case means the same in every browser."""

SmallWord = Annotated[str, StringConstraints(pattern=SMALL_WORD, max_length=40)]
"""A word as the finder compares it."""
SmallLetters = Annotated[str, StringConstraints(pattern=SMALL_LETTERS, max_length=10)]

RESERVED_NAMES = frozenset(
    {"tone", "length", "dates", "greeting", "and", "or", "not", "if", "else", "in", "is"}
)


class Entry(BaseModel):
    """Base of everything read from YAML: unknown keys are refused, and it knows where it stands."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)
    _keys: Keys | None = PrivateAttr(default=None)

    @model_validator(mode="wrap")
    @classmethod
    def keep_keys(cls, data: Any, handler: ModelWrapValidatorHandler[Self]) -> Self:
        """Keeps the keys that it is read from, with their lines."""
        entry = handler(data)
        if isinstance(data, Keys):
            entry._keys = data
        return entry

    def location(self, *path: Key) -> Location:
        """Where it stands in its file, or what it has under these keys."""
        if self._keys is None:
            raise LookupError("this comes from no file")
        return self._keys.at(*path)


class Listed(Entry):
    """An entry of a list, known by its id."""

    id: Slug


# --- the message language -------------------------------------------------------------------


@dataclass(frozen=True)
class Text:
    """Words that stand in the message as they are."""

    text: str


@dataclass(frozen=True)
class Slot:
    """A place for a field's value; `line` counts from 1 in its file."""

    name: str
    line: int


@dataclass(frozen=True)
class Condition:
    """One condition: a field is filled in or on, or an option is picked (`wanted`), or not."""

    name: str
    wanted: bool


Test = tuple[tuple[Condition, ...], ...]
"""Any of these groups holds, and in a group all of its conditions hold."""


@dataclass(frozen=True)
class When:
    """A part of the message that stands only while `test` holds."""

    test: Test
    nodes: tuple[Node, ...]
    line: int


Node = Text | Slot | When
Nodes = tuple[Node, ...]
Body = tuple[Nodes, ...]
"""A message's paragraphs, each a run of nodes."""


# --- the catalogue --------------------------------------------------------------------------


class Category(Listed):
    """A folder of templates, and a page of the site."""

    title: Words
    blurb: Words


class InTones(Entry):
    """Wording in each tone."""

    warm: Words
    neutral: Words
    formal: Words

    def of(self, tone: Tone) -> str:
        """The wording in this tone."""
        return str(getattr(self, tone))


class Option(Entry):
    """One answer of a `choice` field: what the reader picks, and what the message then says."""

    label: Words
    text: Words | InTones
    """One text, or one for each tone."""

    def said(self, tone: Tone) -> str:
        """The text in this tone."""
        return self.text if isinstance(self.text, str) else self.text.of(tone)


class Drops(Entry):
    """Words that a value drops at its start and end, because the sentence says them already."""

    first: tuple[Dropped, ...] = ()
    last: tuple[Dropped, ...] = ()

    @field_validator("first", "last", mode="after")
    @classmethod
    def longest_first(cls, words: tuple[str, ...]) -> tuple[str, ...]:
        """In the order in which they are tried."""
        return tuple(sorted(words, key=len, reverse=True))


class TemplateField(Listed):
    """A blank that the reader fills in, or a switch that turns a sentence on or off.

    `example` is shown while the blank is empty: ISO 8601 for dates (2026-03-04) and times
    (10:00), an option's id for a choice, nothing for a switch.
    """

    id: Name
    kind: Kind
    label: Words
    hint: Words | None = None
    example: Words | None = None
    optional: bool = False
    expected: bool = False
    """For an optional blank: it shows its example until the reader fills it in or empties it."""
    drops: Drops = Drops()
    autocomplete: Literal["name", "given-name", "email", "tel"] | None = None
    options: dict[Slug, Option] = {}
    excludes: tuple[Name, ...] = ()

    @property
    def conditions(self) -> dict[str, str]:
        """For a choice: its options, by the name with which `{% if reason_pay %}` asks for one."""
        return {f"{self.id}_{option.replace('-', '_')}": option for option in self.options}


class Limits(Entry):
    """A smallest and a largest number of something, either of them left out."""

    min: int | None = None
    max: int | None = None


class WordsCheck(Entry):
    """The body has so many words, greeting and sign-off left out."""

    kind: Literal["words"]
    min: int | None = None
    max: int | None = None
    short: Limits | None = None
    standard: Limits | None = None
    full: Limits | None = None

    def limits(self, length: Length | None) -> tuple[int | None, int | None]:
        """The smallest and largest number at this length, by its own limits if it has some."""
        own = {"short": self.short, "standard": self.standard, "full": self.full, None: None}[
            length
        ]
        return (own.min, own.max) if own else (self.min, self.max)


class CharactersCheck(Entry):
    """The whole message has at most so many characters.

    With `max_unicode` it is counted as a text message: that is the most as soon as one character
    is outside the basic alphabet of phones.
    """

    kind: Literal["characters"]
    max: int
    max_unicode: int | None = None
    note: Words | None = None
    """What else to say of the limit, in brackets behind it, as in 300 with Premium."""


class PhrasesCheck(Entry):
    """Phrases that must, or must not, be there; `macros/rules/patterns.py` says how they are read.

    require: at least one is there.  forbid: none is there.  at-most: no more than `times` in all,
    and more than `sure` to call it missed.

    What stands under `perhaps` is half of it: one is left to the reader, and of what is forbidden
    so many as `enough` are missed. A phrase does not count where it overlaps one of `unless`, or
    follows one of the words of `not_after` closely, as in "not at all rude".
    """

    kind: Literal["require", "forbid", "at-most"]
    listed: Name | None = None
    """The name of lists in phrases.json, for those that are too long for every page to carry."""
    words: dict[Name, WordList] = {}
    """Lists that phrases name as {name}: words with a space between them."""
    phrases: tuple[Wanted, ...] = ()
    perhaps: tuple[Wanted, ...] = ()
    unless: tuple[Wanted, ...] = ()
    not_after: WordList | None = None
    times: int = 1
    sure: int | None = None
    enough: int = 2

    @model_validator(mode="before")
    @classmethod
    def with_its_lists(cls, entry: Any) -> Any:
        """Takes over the lists that are named."""
        name = entry.get("listed") if isinstance(entry, dict) else None
        if name and name not in PHRASES:
            raise ValueError(f'"{name}" is no list of phrases.json')
        return {**PHRASES[name], **entry} if name else entry


class DecisionCheck(Entry):
    """The writer says no: anywhere, or in the first `sentences` sentences.

    What counts as a decision stands in `docs/assets/client/tables.json`. A draft of fewer than
    `enough` words without one is left to the reader.
    """

    kind: Literal["decision"]
    sentences: int | None = None
    enough: int = 8


class FieldsCheck(Entry):
    """The values of these fields stand in the subject or the message."""

    kind: Literal["fields"]
    fields: tuple[Name, ...] = Field(min_length=1)


class OtherNameCheck(Entry):
    """No name but the value of `field` stands after one of these phrases.

    In `after`, {role} stands for the value of that field; after a word of `near` a name counts
    that stands there twice. A name is left alone if a phrase of `unless` stands before it in the
    same clause. It is missed only where the value of `field` is known and not to be found.
    """

    kind: Literal["other-name"]
    field: Name
    after: tuple[Wanted, ...] = Field(min_length=1)
    near: tuple[Wanted, ...] = ()
    unless: tuple[Wanted, ...] = ()


class SlipCheck(Entry):
    """A slip of the keyboard that is the same in every language of rules."""

    kind: Literal["doubled-words", "double-spaces", "placeholders"]


Check = Annotated[
    WordsCheck
    | CharactersCheck
    | PhrasesCheck
    | DecisionCheck
    | FieldsCheck
    | OtherNameCheck
    | SlipCheck,
    Field(discriminator="kind"),
]


class Scope(Entry):
    """Which messages a rule is for; an empty list means all."""

    categories: tuple[Slug, ...] = ()
    channels: tuple[Channel, ...] = ()


class Sentence(Entry):
    """A sentence to use instead; {role} and {company} stand for what the writer has typed."""

    say: Words
    categories: tuple[Slug, ...] = ()
    """What it is for; all, if empty."""

    @property
    def blanks(self) -> tuple[str, ...]:
        """The fields that it takes."""
        return tuple(re.findall(r"\{(\w+)\}", self.say))

    def said(self, names: Mapping[str, str]) -> str:
        """The sentence with its blanks filled in."""
        return re.sub(r"\{(\w+)\}", lambda blank: names[blank[1]], self.say)


class Rule(Listed):
    """A rule of good practice: its advice for people and its check for machines."""

    title: Words
    advice: Words
    why: Words
    level: Level
    applies_to: Scope = Scope()
    check: Check | None = None
    question: Words | None = None
    """What to ask a writer where the check cannot tell."""
    instead: tuple[Sentence, ...] = ()
    """Sentences to use instead, the best first."""
    spared_by: Slug | None = None
    """Another rule: where that is missed, the cause is the same and is charged once."""
    sources: tuple[Slug, ...] = ()
    """Ids of sources.yml: where the figures in the advice and its reason come from."""

    @model_validator(mode="after")
    def only_people_judge_without_a_check(self) -> Rule:
        """Refuses a rule that nobody could apply."""
        if (self.level == "human") != (self.check is None):
            raise ValueError('a rule has a check, or its level is "human"')
        return self

    def sentence(self, category: str, names: Mapping[str, str]) -> str | None:
        """The first sentence to use instead that fits, with its blanks filled in."""
        for one in self.instead:
            fits = not one.categories or category in one.categories
            if fits and all(names.get(blank) for blank in one.blanks):
                return one.said(names)
        return None

    def covers(self, category: str, channel: str) -> bool:
        """True if messages of this category and channel are judged by the rule."""
        wanted = self.applies_to
        return (not wanted.categories or category in wanted.categories) and (
            not wanted.channels or channel in wanted.channels
        )


class WordChoice(Listed):
    """Words that people say in some countries only, and what a letter says instead."""

    words: tuple[Wanted, ...] = Field(min_length=1)
    instead: Words


class FinderWords(Entry):
    """How the finder compares words."""

    same: tuple[Annotated[tuple[SmallWord, ...], Field(min_length=2)], ...]
    """Groups of words that mean the same to somebody who looks for a message."""
    endings: dict[SmallLetters, Literal[""] | SmallLetters]
    """Endings that make no difference, and what stands in their place."""


class Disagreement(Listed):
    """A question on which published guides differ, and what this guide settles on."""

    question: Words
    one_side: Prose
    other_side: Prose
    ours: Prose
    sources: tuple[Slug, ...] = ()


class Contact(Listed):
    """Somebody who should hear that you are not coming."""

    who: Words
    when: Words
    how: Prose
    templates: tuple[Slug, ...] = ()
    """Ids of the messages for them."""
    sources: tuple[Slug, ...] = ()


class Situation(Listed):
    """A row of the home page: what has happened, in a reader's own words."""

    says: Words
    templates: tuple[Slug, ...] = Field(min_length=1)
    """Ids of the messages for it, the likeliest first: the row leads to that one."""


class Timing(Listed):
    """A time that matters: until when to reply, what fits the notice left, when to be reminded.

    reply: within `working_days` `after` deciding, or within `hours` `after` the invitation.
    notice: what to do with at least so many `hours` to go; without hours, when none are left.
    reminder: for the time to reply, or so many `working_days` or `months` from now, `at` a time
    of day, with an alarm `minutes_before`.
    """

    kind: Literal["reply", "notice", "reminder"]
    title: Words
    advice: Prose
    after: Literal["deciding", "invitation"] | None = None
    """For a reply: what its time is counted from."""
    hours: int | None = Field(default=None, ge=0)
    working_days: int | None = Field(default=None, ge=1)
    months: int | None = Field(default=None, ge=1)
    at: Annotated[str, StringConstraints(pattern=r"^[0-2]\d:[0-5]\d$")] | None = None
    minutes_before: int = Field(default=0, ge=0)
    before_interview: bool = False
    """For a reminder: if an interview is fixed, it comes on the last working day before it."""
    templates: tuple[Slug, ...] = ()
    sources: tuple[Slug, ...] = ()

    @model_validator(mode="after")
    def says_when(self) -> Timing:
        """Refuses a reply or a reminder whose time cannot be worked out."""
        due = {"deciding": self.working_days, "invitation": self.hours, None: None}[self.after]
        if self.kind == "reply" and due is None:
            raise ValueError(
                "say working_days: and after: deciding, or hours: and after: invitation"
            )
        if self.kind == "reminder" and (self.working_days or self.months) and not self.at:
            raise ValueError('say at what time of day, as in at: "10:00"')
        return self


class Source(Listed):
    """Where a figure or a claim of the guide comes from."""

    title: Words
    publisher: Words
    url: Annotated[str, StringConstraints(pattern=r"^https://\S+$")] | None = None
    checked: Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{2}-\d{2}$")]
    note: Prose


# Named here, in code: the reader's whole message goes to the host of such a link.
MAIL_HOSTS = r"(mail\.google|outlook\.office|outlook\.live|compose\.mail\.yahoo)\.com"


class MailLink(Listed):
    """A mail service that a link can fill in a new message for."""

    label: Words
    url: Annotated[str, StringConstraints(pattern=rf"^https://{MAIL_HOSTS}/\S+\{{body\}}$")]


# --- the decision aid -----------------------------------------------------------------------


class Answer(Listed):
    """One answer to a question, and where it leads."""

    label: Words
    to: Slug
    """The id of a question or an outcome."""
    set: dict[Name, Words] = {}
    """Values of fields that the reader's messages take over."""
    suggest: tuple[Slug, ...] = ()
    """Templates that fit this answer, and that nobody else is shown."""
    tell: tuple[Slug, ...] = ()
    """Who should hear before the message goes: ids of contacts."""


class Question(Listed):
    """A step of the decision aid that the reader answers."""

    question: Words
    help: Words | None = None
    answers: tuple[Answer, ...] = Field(min_length=2)


class Outcome(Listed):
    """A step of the decision aid that answers the reader: what to do, why, and what to send."""

    title: Words
    advice: Words
    templates: tuple[Slug, ...] = ()
    tell: tuple[Slug, ...] = ()
    """Who should hear as well, besides the message: ids of contacts."""
    also: tuple[Slug, ...] = ()
    """Templates that help on the way, where the outcome itself is no message."""


class Decision(Entry):
    """The decision aid: answers lead from the first question to an outcome, and never back."""

    questions: tuple[Question, ...] = Field(min_length=1, max_length=60)
    outcomes: tuple[Outcome, ...]


Step = Question | Outcome


def steps(decision: Decision) -> dict[str, Step]:
    """Every question and outcome by id, in the order of the file."""
    known: tuple[Step, ...] = (*decision.questions, *decision.outcomes)
    return {step.id: step for step in known}


# --- templates ------------------------------------------------------------------------------


def as_words(value: object) -> object:
    """YAML's true and false as the words that stand for them elsewhere."""
    return ("yes" if value else "no") if isinstance(value, bool) else value


class FrontMatter(Entry):
    """The part of a template file between the two `---` lines."""

    title: Annotated[str, StringConstraints(strip_whitespace=True, min_length=3, max_length=80)]
    """The situation, as a reader would say it."""
    when: Annotated[str, StringConstraints(strip_whitespace=True, min_length=10, max_length=240)]
    """One or two sentences: when to use this message."""
    words: tuple[Annotated[str, StringConstraints(min_length=2, max_length=60)], ...] = ()
    """Needed unless it is a counterexample: 8 to 20 things that people would type to find it."""
    channel: Channel = "email"
    """Where the message goes: email, linkedin, text or phone."""
    order: int = 100
    """The place in its category: smaller comes first."""
    see: tuple[str, ...] = ()
    """Ids of related templates."""
    standard: tuple[Name, ...] = ()
    """Ids of the switches that are on at length standard."""
    optional: tuple[Name, ...] = ()
    """Ids of blanks that this message can do without, though others need them."""
    defaults: dict[str, Annotated[str, BeforeValidator(as_words)]] = {}
    """Where the form starts: choices and the tone."""
    sources: tuple[Slug, ...] = ()
    """Ids of sources.yml: where a figure in the title or under when comes from."""
    counterexample: bool = False
    """True for a message that shows what not to send."""
    breaks: tuple[Slug, ...] = ()
    """For a counterexample: the rules that it must break."""
    judged_as: Slug | None = None
    """Id of the category whose rules judge this message, if it is not its own folder's."""


@dataclass(frozen=True)
class Letter:
    """The whole message in one tone."""

    subject: Nodes
    """Empty where the channel has none."""
    body: Body
    source: str
    """Everything below the heading as written, the line with the subject included."""
    heading: Location

    @property
    def parts(self) -> Body:
        """Every paragraph, and the subject."""
        return (*self.body, self.subject)


@dataclass(frozen=True)
class Template:
    """One message: its front matter, a letter for each tone, and the fields that they use."""

    id: str
    category: str
    file: File
    meta: FrontMatter
    letters: dict[Tone, Letter]
    """In the order of TONES; not every channel has all of them."""
    fields: tuple[TemplateField, ...]

    @property
    def path(self) -> Path:
        """Where its file is."""
        return self.file.path

    @property
    def tone(self) -> Tone:
        """The tone in which it opens."""
        wanted = (self.meta.defaults.get("tone"), "neutral", *self.letters)
        return next(tone for tone in wanted if tone in self.letters)

    @property
    def full_id(self) -> str:
        """The id with its category, as in `decline/general`."""
        return f"{self.category}/{self.id}"


@dataclass(frozen=True)
class Catalogue:
    """Everything in `catalogue/` and `templates/`, by id and in the order in which it is shown."""

    categories: dict[str, Category]
    fields: dict[str, TemplateField]
    greeting: InTones | None
    """What {{ greeting }} stands for; None if its file is broken."""
    rules: dict[str, Rule]
    templates: dict[str, Template]
    disagreements: dict[str, Disagreement]
    contacts: dict[str, Contact]
    situations: dict[str, Situation]
    sources: dict[str, Source]
    mail_links: dict[str, MailLink]
    timings: dict[str, Timing]
    word_choices: dict[str, WordChoice]
    finder: FinderWords | None
    """How the finder compares words; None if its file is broken."""
    problems: tuple[Problem, ...]
    slips: tuple[Problem, ...] = ()
    """Problems that do not keep a message from being used."""
    decision: Decision | None = None

    @property
    def instead(self) -> dict[str, str]:
        """What to write for each of the words that people say in some countries only."""
        return {word: entry.instead for entry in self.word_choices.values() for word in entry.words}

    def of_category(self, category: str) -> tuple[Template, ...]:
        """The templates of a category, in order."""
        return tuple(t for t in self.templates.values() if t.category == category)

    def limit_for(self, template: Template) -> CharactersCheck | None:
        """The check that says how many characters this template's messages may have, if any."""
        checks = (rule.check for rule in self.rules_for(template))
        return next((check for check in checks if isinstance(check, CharactersCheck)), None)

    def rules_for(self, template: Template) -> tuple[Rule, ...]:
        """The rules that judge this template's messages."""
        return tuple(
            rule
            for rule in self.rules.values()
            if rule.covers(template.meta.judged_as or template.category, template.meta.channel)
        )
