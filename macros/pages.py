"""What the pages of the guide say about the template set: Markdown, generated from its data."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from pathlib import Path
from urllib.parse import urlencode

from markupsafe import Markup

from macros.checker import checker
from macros.clock import clock, of_kind
from macros.decision import longest, shared, steps, suggested
from macros.docs import Docs
from macros.errors import KindRegretsError, as_text
from macros.html import card, comparison, piece, word_count
from macros.load import load, problems_of
from macros.mistakes import Mistake
from macros.model import Catalogue, FrontMatter, Rule, Template, Timing
from macros.render import nearest, text
from macros.scaffold import skeleton

SAMPLES = "samples/"
LINK = Markup('<a href="{}">{}</a>')
LEVELS = {"must": "Must", "should": "Should", "human": "For you to judge"}
CHANNELS = {
    "email": "emails",
    "linkedin": "LinkedIn notes",
    "text": "text messages",
    "phone": "calls and voicemails",
}
KINDS = {
    "text": "text",
    "choice": "one of a list",
    "switch": "a sentence, on or off",
    "date": "a date",
    "time": "a time of day",
    "phone": "a phone number",
    "email": "an email address",
}


MACROS = (
    "sample",
    "samples",
    "gallery",
    "situations",
    "repair",
    "template_count",
    "word_count",
    "template_source",
    "rule",
    "rules_table",
    "draft_checker",
    "fields_table",
    "phrases_table",
    "categories_table",
    "front_matter_table",
    "mistakes_table",
    "start_links",
    "disagreements",
    "whom_to_tell",
    "decision",
    "sources",
    "review_dates",
    "clock",
    "notice_table",
)
"""The methods of Guide that pages may call."""


class PageError(KindRegretsError):
    """A macro was called with something that does not exist."""


@dataclass(frozen=True)
class Guide:
    """The macros of one page. `url` is the page's address within the site, as in `samples/ask/`."""

    root: Path
    docs: Docs
    url: str
    edit_root: str
    """Address under which a file of the repository can be edited, or "" if there is none."""

    @property
    def catalogue(self) -> Catalogue:
        """The template set as it is on disk now."""
        return load(self.root)

    # --- samples ---

    def sample(self, template_id: str, heading: int = 3) -> str:
        """The card of a template under a heading of this level."""
        template = self.template(template_id)
        credit = self.credit(template.meta.sources)
        title = f"{'#' * heading} {plain(template.meta.title)} {{ #sample-{template.id} }}"
        return f"\n{title}\n\n{card(self.catalogue, template, credit)}\n\n{self.below(template)}\n"

    def samples(self, category: str) -> str:
        """The cards of a category, in order, under its blurb."""
        found = self.catalogue.of_category(self.known(category, self.catalogue.categories))
        return "\n".join(self.sample(template.id, heading=2) for template in found)

    def below(self, template: Template) -> str:
        """Related samples, and where to improve this one."""
        related = [self.link(self.template(other)) for other in template.meta.see]
        parts = [f"See also: {', '.join(related)}." if related else ""]
        if self.edit_root:
            place = f"macros/templates/{template.full_id}.txt"
            parts.append(f"[Improve this sample]({self.edit_root}{place})")
        return " ".join(part for part in parts if part) + "\n{ .kr-see }"

    def gallery(self) -> str:
        """Every category with its blurb and links to its samples."""
        parts = []
        for category in self.catalogue.categories.values():
            found = self.shown(category.id)
            lines = "\n".join(f"- {self.link(t)}: {plain(t.meta.when)}" for t in found)
            page = f"{self.prefix}{category.id}.md"
            parts.append(
                f"## [{plain(category.title)}]({page}) {{ #{category.id} }}\n\n"
                f"{plain(category.blurb)}\n\n{lines}"
            )
        return "\n\n".join(parts)

    def situations(self, most: int = 3) -> str:
        """The commonest situations of each category as links to their cards, under its own link."""
        parts = []
        for category in self.catalogue.categories.values():
            title = f"[{plain(category.title)}]({self.prefix}{category.id}.md)"
            links = [self.link(template) for template in self.shown(category.id)[:most]]
            lines = "\n".join(f"- {link}" for link in links)
            parts.append(f"<div markdown>\n\n{title}\n\n{lines}\n\n</div>")
        return "\n".join(['<div class="kr-situations" markdown>', *parts, "</div>"])

    def repair(self, bad_id: str, good_id: str) -> str:
        """A bad example beside its repair, the changed words marked."""
        bad, good = self.template(bad_id), self.template(good_id)
        if not bad.meta.counterexample:
            raise PageError(f'{self.here}: "{bad_id}" is no counterexample')
        return str(comparison(text(bad), text(good)))

    def template_count(self) -> int:
        """How many messages the site offers."""
        return sum(len(self.shown(category)) for category in self.catalogue.categories)

    def word_count(self, template_id: str) -> int:
        """The words of the standard message, greeting and sign-off left out."""
        return word_count(text(self.template(template_id)))

    def template_source(self, template_id: str) -> str:
        """The file of a template as a code block."""
        source = self.template(template_id).path.read_text("utf-8").strip()
        return f"```jinja\n{source}\n```"

    # --- rules and tables ---

    def rule(self, rule_id: str) -> str:
        """A rule's advice and why."""
        rule = self.catalogue.rules[self.known(rule_id, self.catalogue.rules)]
        sources = self.cited(rule.sources)
        return str(piece("rule", rule=rule, level=LEVELS[rule.level], sources=sources))

    def rules_table(self) -> str:
        """Every rule with its advice, its level and what it is for."""
        rows = (
            (
                rule.title,
                rule.advice,
                LEVELS[rule.level],
                self.scope(rule),
                self.cited(rule.sources),
                code(rule.id),
            )
            for rule in self.catalogue.rules.values()
        )
        return table(("Rule", "Advice", "Level", "For", "Sources", "Id"), rows, stack=True)

    def scope(self, rule: Rule) -> str:
        """What a rule is for, in words."""
        known = self.catalogue.categories
        titles = [known[c].title for c in rule.applies_to.categories if c in known]
        kinds = " and ".join(CHANNELS[channel] for channel in rule.applies_to.channels)
        named = "; ".join(titles)
        return f"{named} ({kinds} only)" if named and kinds else named or kinds or "every message"

    def draft_checker(self) -> str:
        """The draft checker; without script, every rule as a list to check by hand."""
        home = "../" * self.url.count("/")
        sources = {rule.id: self.credit(rule.sources) for rule in self.catalogue.rules.values()}
        return f"\n{checker(self.catalogue, home, sources)}\n"

    def fields_table(self) -> str:
        """Every field with its kind, its example and whether it is optional."""
        rows = (
            (
                code(field.id),
                field.label,
                KINDS[field.kind],
                "only inside if" if field.optional or field.kind == "switch" else "anywhere",
                ", ".join(field.options) or field.example or "",
            )
            for field in self.catalogue.fields.values()
        )
        return table(("Name", "What the reader sees", "Kind", "Where", "Example or options"), rows)

    def phrases_table(self) -> str:
        """Every phrase with its wording in each tone."""
        rows = (
            (code(phrase.id), phrase.about, *map(breaks, phrase.sources))
            for phrase in self.catalogue.phrases.values()
        )
        return table(("Name", "What it is", "Warm", "Neutral", "Formal"), rows)

    def categories_table(self) -> str:
        """Every category with its folder and its title."""
        rows = (
            (code(f"macros/templates/{c.id}/"), c.title, c.blurb)
            for c in self.catalogue.categories.values()
        )
        return table(("Folder", "Page", "For"), rows)

    def front_matter_table(self) -> str:
        """Every key that a template's front matter may have."""
        rows = (
            (code(name), "required" if info.is_required() else "optional", info.description or "")
            for name, info in FrontMatter.model_fields.items()
        )
        return table(("Key", "", "What it says"), rows)

    def mistakes_table(self) -> str:
        """Every mistake that `check` reports, apart from the rules of good practice."""
        return table(("Id", "What it means"), ((code(m.value), m.about) for m in Mistake))

    def start_links(self) -> str:
        """For each category, a link that opens the repository's editor with a new template in it.

        Nothing if the repository's editor is not known.
        """
        if "/edit/" not in self.edit_root:
            return ""
        lines = []
        for category in self.catalogue.categories.values():
            found = self.catalogue.of_category(category.id)
            source = skeleton(self.catalogue, found[0].meta.channel if found else "email")
            filled = urlencode({"filename": "my-situation.txt", "value": source})
            place = f"{self.edit_root.replace('/edit/', '/new/', 1)}macros/templates/{category.id}"
            lines.append(f"- [{plain(category.title)}]({place}?{filled})")
        return "\n".join(lines)

    def disagreements(self) -> str:
        """Where published guides differ, and what this one settles on."""
        rows = (
            (d.question, d.ours, d.one_side, d.other_side, self.cited(d.sources))
            for d in self.catalogue.disagreements.values()
        )
        heads = ("Question", "We say", "Some say", "Others say", "Sources")
        return table(heads, rows, stack=True)

    def whom_to_tell(self) -> str:
        """Everybody who should hear that the reader is not coming."""
        rows = (
            (c.who, c.when, c.how, self.messages(c.templates), self.cited(c.sources))
            for c in self.catalogue.contacts.values()
        )
        return table(("Who", "When", "How", "Message", "Sources"), rows, stack=True)

    def clock(self) -> str:
        """The tool that says by when to reply and how to cancel."""

        def address(timing: Timing) -> str:
            return self.card_address(timing.templates[0]) if timing.templates else ""

        return str(clock(self.catalogue, lambda t: self.messages(t.templates), address))

    def notice_table(self) -> str:
        """How to tell them, by the time left until the interview."""
        rows = (
            (t.title, t.advice, self.messages(t.templates), self.cited(t.sources))
            for t in of_kind(self.catalogue, "notice")
        )
        return table(("Time left", "How to tell them", "Message", "Sources"), rows, stack=True)

    def decision(self) -> str:
        """The decision aid: every question with its answers, and every outcome.

        Without script it is a tree to unfold, in which a step that several answers lead to stands
        once, after the tree. Raises PageError if `decision.yml` is missing or broken, or a message
        that it offers is.
        """
        catalogue = self.catalogue
        aid = catalogue.decision
        if aid is None:
            broken = [as_text(p) for p in catalogue.problems if Path(p.path).stem == "decision"]
            raise PageError(
                "\n".join([f"{self.here}: catalogue/decision.yml cannot be used", *broken])
            )
        people = [name for c in catalogue.contacts.values() for name in c.templates]
        for name in (*people, *(name for outcome in aid.outcomes for name in outcome.templates)):
            self.template(name)
        known, lengths, first = steps(aid), longest(aid), aid.questions[0]
        often = shared(aid)
        later = sorted(filter(often.__contains__, known), key=lambda key: -lengths[key])
        aid_html = piece(
            "decision",
            root=self.root_address,
            first=first.id,
            steps=known,
            shared=often,
            longest=lengths,
            suggested=suggested(aid),
            blocks=[first, *(known[key] for key in later)],
            templates=catalogue.templates,
            contacts=catalogue.contacts,
            sources={c.id: self.credit(c.sources) for c in catalogue.contacts.values()},
        )
        return str(aid_html)

    def sources(self) -> str:
        """Where figures and claims come from, each with the date of the last check."""
        rows = (
            (
                Markup('<span id="source-{}">{}</span>').format(
                    source.id, outward(source.title, source.url)
                ),
                source.publisher,
                source.note,
                source.checked,
            )
            for source in self.catalogue.sources.values()
        )
        return table(("Source", "Publisher", "What it is used for", "Checked"), rows, stack=True)

    def review_dates(self) -> str:
        """Every page with the date of its last review."""
        lines = [f"| [{plain(p.title)}]({p.path}) | {p.reviewed} |" for p in self.docs.pages()]
        return "\n".join(["| Page | Last reviewed |", "|---|---|", *lines])

    # --- helpers ---

    def address(self, page: str, fragment: str) -> str:
        """The address of a place on another page, relative to this one, for use in HTML."""
        return f"{'../' * self.url.count('/')}{page}/#{fragment}"

    def card_address(self, template_id: str) -> str:
        """The address of a template's card on the page of its category."""
        template = self.template(template_id)
        return self.address(SAMPLES + template.category, template.id)

    def messages(self, templates: Iterable[str]) -> Markup:
        """Links to the cards of these templates."""
        return linked((self.template(t).meta.title, self.card_address(t)) for t in templates)

    def cited(self, ids: Iterable[str]) -> Markup:
        """Links to these sources on the page that lists them, as a list."""
        return linked(self.source_links(ids))

    def credit(self, ids: Iterable[str]) -> Markup:
        """The same after a sentence, in brackets; or nothing."""
        links = [LINK.format(href, name) for name, href in self.source_links(ids)]
        return Markup(" ({})").format(Markup(", ").join(links)) if links else Markup("")

    def source_links(self, ids: Iterable[str]) -> list[tuple[str, str]]:
        """The name and the address of each source; a source is named by its publisher."""
        known = self.catalogue.sources
        found = [known[self.known(source, known)] for source in ids]
        names = [source.publisher for source in found]
        return [
            (
                source.title if names.count(source.publisher) > 1 else source.publisher,
                self.address("about", f"source-{source.id}"),
            )
            for source in found
        ]

    @property
    def here(self) -> str:
        """The page's name for messages."""
        return f"page /{self.url}"

    @property
    def prefix(self) -> str:
        """The way from this page's source to the sample pages."""
        return "" if self.url.startswith(SAMPLES) else SAMPLES

    @property
    def root_address(self) -> str:
        """The way from this page, as built, to the root of the site."""
        return "../" * self.url.strip("/").count("/") + ("../" if self.url.strip("/") else "")

    def shown(self, category: str) -> list[Template]:
        """The templates of a category that are meant to be sent."""
        return [t for t in self.catalogue.of_category(category) if not t.meta.counterexample]

    def link(self, template: Template) -> str:
        """A Markdown link to a template's card on the page of its category."""
        return f"[{plain(template.meta.title)}]({self.prefix}{template.category}.md#{template.id})"

    def template(self, template_id: str) -> Template:
        """The template of this id, with or without its category.

        Raises PageError if there is none, or with the problems of its file.
        """
        name = template_id.rpartition("/")[2]
        broken = problems_of(self.catalogue, self.root, name)
        if broken:
            raise PageError("\n".join([f"{self.here}:", *map(as_text, broken)]))
        return self.catalogue.templates[self.known(name, self.catalogue.templates)]

    def known(self, name: str, names: Iterable[str]) -> str:
        """The name if it is one of these; raises PageError with the nearest one otherwise."""
        if name not in names:
            raise PageError(f'{self.here}: there is no "{name}": {nearest(name, names)}')
        return name


def plain(words: str) -> str:
    """Text that Markdown and HTML show as it is."""
    escaped = re.sub(r"([\\`*_{}\[\]()#+|!-])", r"\\\1", escape(words, quote=False))
    return escaped.replace("~", "&#126;").replace("^", "&#94;")


def code(words: str) -> Markup:
    """Text as inline code."""
    return Markup("<code>{}</code>").format(words)


def breaks(source: str) -> Markup:
    """A phrase's source as code, its line breaks kept."""
    return Markup("<br>").join(code(line) for line in source.split("\n"))


def outward(title: str, url: str | None) -> Markup:
    """A title, linked to another site if its address is known."""
    if url is None:
        return Markup("{}").format(title)
    return Markup('<a href="{}" rel="noopener noreferrer">{}</a>').format(url, title)


def linked(links: Iterable[tuple[str, str]]) -> Markup:
    """Links as a list, each on its own line, from their words and addresses; or nothing."""
    items = [Markup("<li>{}</li>").format(LINK.format(href, name)) for name, href in links]
    return (
        Markup('<ul class="kr-links">{}</ul>').format(Markup("").join(items))
        if items
        else Markup("")
    )


def table(heads: Iterable[str], rows: Iterable[Iterable[object]], *, stack: bool = False) -> str:
    """An HTML table; cells are escaped unless they are Markup.

    With `stack`, a phone shows each row as a block, its cells one below the other.
    """
    return str(piece("table", heads=list(heads), rows=[list(row) for row in rows], stack=stack))
