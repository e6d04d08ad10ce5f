"""What the pages of the guide say about the template set: Markdown, generated from its data."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from urllib.parse import urlencode

from markupsafe import Markup

from macros.errors import KindRegretsError, as_text
from macros.loading.load import load, problems_of
from macros.loading.skeleton import skeleton
from macros.mistakes import Mistake, nearest
from macros.model import Catalogue, FrontMatter, Template, steps
from macros.pages.card import card, comparison, word_count
from macros.pages.checker import checker
from macros.pages.clock import of_kind, timing_data
from macros.pages.components import component, plain
from macros.pages.decision import longest, shared, suggested
from macros.pages.review_dates import Docs
from macros.rendering.message import text

SAMPLES = "samples/"
MACROS = (
    "sample", "samples", "gallery", "situations", "repair", "template_count", "word_count",
    "template_source", "rule", "rules_table", "draft_checker", "fields_table", "categories_table",
    "front_matter_table", "mistakes_table", "start_links", "disagreements", "whom_to_tell",
    "decision", "sources", "review_dates", "clock", "notice_table", "word_choice_table",
)  # fmt: skip
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
        """The card of a template under a heading of this level, and related samples below it."""
        template = self.template(template_id)
        shown = card(self.catalogue, template, self.credit(template.meta.sources))
        related = [self.link(self.template(other)) for other in template.meta.see]
        return self.made("sample.md", it=template, card=shown, related=related, heading=heading)

    def samples(self, category: str) -> str:
        """The cards of a category, in order, under its blurb."""
        found = self.catalogue.of_category(self.known(category, self.catalogue.categories))
        return "\n".join(self.sample(template.id, heading=2) for template in found)

    def gallery(self) -> str:
        """Every category with its blurb and links to its samples."""
        return self.made("gallery.md")

    def situations(self) -> str:
        """The commonest situations of each category as links to their cards, under its own link."""
        return self.made("situations.md")

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
        return f"``` {{ .jinja .kr-file }}\n{source}\n```"

    # --- rules and tables ---

    def rule(self, rule_id: str) -> str:
        """A rule's advice and why."""
        rules = self.catalogue.rules
        return self.made("rule.html", rule=rules[self.known(rule_id, rules)])

    def rules_table(self) -> str:
        """Every rule with its advice, its level and what it is for."""
        return self.made("rules_table.html")

    def draft_checker(self) -> str:
        """The draft checker; without script, every rule as a list to check by hand."""
        sources = {rule.id: self.credit(rule.sources) for rule in self.catalogue.rules.values()}
        return f"\n{checker(self.catalogue, self.home, sources)}\n"

    def fields_table(self) -> str:
        """Every field with its kind, its example and whether it is optional."""
        return self.made("fields_table.html")

    def word_choice_table(self) -> str:
        """Words that only some readers use, and what letters say instead."""
        return self.made("word_choice_table.html")

    def categories_table(self) -> str:
        """Every category with its folder and its title."""
        return self.made("categories_table.html")

    def front_matter_table(self) -> str:
        """Every key that a template's front matter may have."""
        return self.made("front_matter_table.html", keys=FrontMatter.model_fields)

    def mistakes_table(self) -> str:
        """Every mistake that `check` reports, apart from the rules of good practice."""
        return self.made("mistakes_table.html", mistakes=[*Mistake])

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
        return self.made("disagreements.html")

    def whom_to_tell(self) -> str:
        """Everybody who should hear that the reader is not coming."""
        return self.made("whom_to_tell.html")

    def clock(self) -> str:
        """The tool that says by when to reply and how to cancel."""
        kinds = {kind: of_kind(self.catalogue, kind) for kind in ("reply", "notice", "reminder")}
        data = json.dumps([timing_data(timing) for found in kinds.values() for timing in found])
        return self.made("clock.html", data=data, **kinds)

    def notice_table(self) -> str:
        """How to tell them, by the time left until the interview."""
        return self.made("notice_table.html", notices=of_kind(self.catalogue, "notice"))

    def decision(self) -> str:
        """The decision aid: every question with its answers, and every outcome.

        Without script it is a tree to unfold, in which a step that several answers lead to stands
        once, after the tree. Raises PageError if `decision.yml` is missing or broken, or a message
        that it offers is.
        """
        aid, problems = self.catalogue.decision, self.catalogue.problems
        if aid is None:
            broken = [as_text(p) for p in problems if Path(p.path).stem == "decision"]
            said = f"{self.here}: catalogue/decision.yml cannot be used"
            raise PageError("\n".join([said, *broken]))
        named = [contact.templates for contact in self.catalogue.contacts.values()]
        for name in chain(*named, *(outcome.templates for outcome in aid.outcomes)):
            self.template(name)
        known, lengths, first, often = steps(aid), longest(aid), aid.questions[0], shared(aid)
        later = sorted(filter(often.__contains__, known), key=lambda key: -lengths[key])
        return self.made(
            "decision.html",
            steps=known,
            shared=often,
            longest=lengths,
            suggested=suggested(aid),
            blocks=[first, *(known[key] for key in later)],
        )

    def sources(self) -> str:
        """Where figures and claims come from, each with the date of the last check."""
        return self.made("sources.html")

    def review_dates(self) -> str:
        """Every page with the date of its last review."""
        return self.made("review_dates.md")

    # --- helpers ---

    def made(self, name: str, **values: object) -> str:
        """A piece of the guide that shows the template set as this page sees it."""
        return str(component(name, guide=self, catalogue=self.catalogue, plain=plain, **values))

    def card_address(self, template_id: str) -> str:
        """The address of a template's card on the page of its category."""
        template = self.template(template_id)
        return f"{self.home}{SAMPLES}{template.category}/#{template.id}"

    def messages(self, templates: Iterable[str]) -> list[tuple[str, str]]:
        """The title of each of these templates, and the address of its card."""
        return [(self.template(t).meta.title, self.card_address(t)) for t in templates]

    def cited(self, ids: Iterable[str]) -> list[tuple[str, str]]:
        """The name and the address of each source; a source is named by its publisher."""
        known = self.catalogue.sources
        found = [known[self.known(source, known)] for source in ids]
        names = [source.publisher for source in found]
        return [
            (
                source.title if names.count(source.publisher) > 1 else source.publisher,
                f"{self.home}about/#source-{source.id}",
            )
            for source in found
        ]

    def credit(self, ids: Iterable[str]) -> Markup:
        """Links to these sources after a sentence, in brackets; or nothing."""
        links = [Markup('<a href="{}">{}</a>').format(href, name) for name, href in self.cited(ids)]
        return Markup(" ({})").format(Markup(", ").join(links)) if links else Markup("")

    @property
    def here(self) -> str:
        """The page's name for messages."""
        return f"page /{self.url}"

    @property
    def home(self) -> str:
        """The way from this page, as built, to the root of the site."""
        return "../" * self.url.count("/")

    @property
    def prefix(self) -> str:
        """The way from this page's source to the sample pages."""
        return "" if self.url.startswith(SAMPLES) else SAMPLES

    def shown(self, category: str) -> list[Template]:
        """The templates of a category that are meant to be sent."""
        return [t for t in self.catalogue.of_category(category) if not t.meta.counterexample]

    def link(self, template: Template) -> Markup:
        """A Markdown link to a template's card on the page of its category."""
        address = f"{self.prefix}{template.category}.md#{template.id}"
        return Markup("[{}]({})").format(plain(template.meta.title), address)

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
