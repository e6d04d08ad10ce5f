"""The macros of the guide: each is one thing that a page can show of the template set."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from markupsafe import Markup

from macros.mistakes import Mistake
from macros.model import Catalogue, FrontMatter, Template
from macros.pages.card import card, details, first_line, word_count
from macros.pages.checker import checker
from macros.pages.clock import clock, of_kind
from macros.pages.components import component, plain
from macros.pages.decision import decision
from macros.pages.finder import as_data, index
from macros.pages.links import Links, PageError
from macros.pages.macro import macro
from macros.pages.site import Site
from macros.pages.start_links import start_links
from macros.rendering.message import text

HINT = "The pay is too low, I’m ill…"
"""What the finder's empty box shows."""

CHIPS = {"email": "Email", "text linkedin": "Text or LinkedIn", "phone": "Phone"}
"""The channels as a reader tells them apart."""


@dataclass(frozen=True)
class Guide:
    """The macros of one page. `url` is the page's address within the site, as in `samples/ask/`."""

    site: Site
    url: str

    @property
    def catalogue(self) -> Catalogue:
        """The template set that all pages share."""
        return self.site.catalogue

    @cached_property
    def links(self) -> Links:
        """Where this page can lead to."""
        return Links(self.site, self.url)

    # --- samples ---

    @macro
    def sample(self, template_id: str, heading: int = 3) -> str:
        """The card of a template under a heading of this level, and related samples below it."""
        template = self.links.template(template_id)
        used = [field.id for field in template.fields]
        asked = details(self.catalogue, template.id, used)
        return self._card("sample.md", template, asked, heading=heading)

    @macro
    def samples(self, category: str) -> str:
        """The messages of a category as closed rows, in order, below the names that all share."""
        found = self.catalogue.of_category(self.links.known(category, self.catalogue.categories))
        rows = [self._row(self.links.template(template.id)) for template in found]
        return "\n".join([details(self.catalogue, "your"), "", *rows])

    @macro
    def letter(self, template_id: str) -> str:
        """The finished message of a template, to be read, with a link to its card."""
        return self._component("letter.html", templates=[self.links.template(template_id)])

    @macro
    def choices(self, template_id: str, field_id: str) -> str:
        """The options of a choice, each a link that picks it in every message of this page.

        It leads to the card of the template, which has that choice.
        """
        template = self.links.template(template_id)
        fields = {field.id: field for field in template.fields}
        field = fields[self.links.known(field_id, fields)]
        return self._component("choices.html", template=template, field=field)

    @macro
    def gallery(self) -> str:
        """Every category with its blurb and its samples, as rows; chips narrow them down."""
        categories = {it.id: it.title for it in self.catalogue.categories.values()}
        return self._component("gallery.md", categories=categories, channels=CHIPS)

    @macro
    def situations(self) -> str:
        """The commonest situations as rows that lead to their messages, and those as letters."""
        situations = self.catalogue.situations.values()
        rows = [(row, self.links.template(row.templates[0])) for row in situations]
        return self._component("situations.html", rows=rows, count=self.template_count())

    @macro
    def repair(self, bad_id: str, good_id: str) -> str:
        """A bad example and the rules that it breaks, beside a message that keeps them."""
        bad, good = self.links.template(bad_id), self.links.template(good_id)
        if not bad.meta.counterexample:
            raise PageError(f'{self.links.here}: "{bad_id}" is no counterexample')
        rules = self.catalogue.rules
        broken = [rules[self.links.known(rule, rules)] for rule in bad.meta.breaks]
        return self._component("repair.html", bad=bad, good=good, broken=broken)

    @macro
    def template_count(self) -> int:
        """How many messages the site offers."""
        return sum(len(self._shown(category)) for category in self.catalogue.categories)

    @macro
    def word_count(self, template_id: str) -> int:
        """The words of the standard message, greeting and sign-off left out."""
        return word_count(text(self.links.template(template_id)))

    @macro
    def template_source(self, template_id: str) -> str:
        """The file of a template as a code block."""
        source = self.links.template(template_id).path.read_text("utf-8").strip()
        return f"``` {{ .jinja .kr-file }}\n{source}\n```"

    # --- the finder ---

    @macro
    def finder(self) -> str:
        """The box that takes the reader's own words."""
        places = {"find": "find/", "decide": "before-declining/", "samples": "samples/"}
        addresses = {name: self.links.home + place for name, place in places.items()}
        return self._component("finder.html", hint=HINT, **addresses)

    @macro
    def finder_index(self) -> str:
        """What the finder compares them with. Raises PageError if `finder.yml` is broken."""
        found = index(self.catalogue, self.site.docs)
        if found is None:
            raise PageError(f"{self.links.here}: catalogue/finder.yml cannot be used")
        return str(Markup('<div hidden data-finder="{}"></div>').format(as_data(found)))

    @macro
    def categories(self) -> str:
        """Every category as a link to its page, with its blurb."""
        return self._component("categories.md")

    # --- rules and tables ---

    @macro
    def rule(self, *rule_ids: str) -> str:
        """The advice of these rules, and why."""
        rules = self.catalogue.rules
        named = [rules[self.links.known(name, rules)] for name in rule_ids]
        return self._component("rule.html", rules=named)

    @macro
    def rules_table(self) -> str:
        """Every rule with its advice, its level and what it is for."""
        return self._component("rules_table.html")

    @macro
    def rule_ids(self) -> str:
        """Every rule by the id that `check` and the files call it."""
        return self._component("rule_ids.html")

    @macro
    def fields_table(self) -> str:
        """Every field with its kind, its example and whether it is optional."""
        return self._component("fields_table.html")

    @macro
    def word_choice_table(self) -> str:
        """Words that only some readers use, and what letters say instead."""
        return self._component("word_choice_table.html")

    @macro
    def categories_table(self) -> str:
        """Every category with its folder and its title."""
        return self._component("categories_table.html")

    @macro
    def front_matter_table(self) -> str:
        """Every key that a template's front matter may have."""
        return self._component("front_matter_table.html", keys=FrontMatter.model_fields)

    @macro
    def mistakes_table(self) -> str:
        """Every mistake that `check` reports, apart from the rules of good practice."""
        return self._component("mistakes_table.html", mistakes=[*Mistake])

    @macro
    def notice_table(self) -> str:
        """How to tell them, by the time left until the interview."""
        return self._component("notice_table.html", notices=of_kind(self.catalogue, "notice"))

    @macro
    def disagreements(self) -> str:
        """Where published guides differ, and what this one settles on."""
        return self._component("disagreements.html")

    @macro
    def whom_to_tell(self) -> str:
        """Everybody who should hear that the reader is not coming."""
        return self._component("whom_to_tell.html")

    @macro
    def sources(self) -> str:
        """Where figures and claims come from, each with the date of the last check."""
        return self._component("sources.html")

    @macro
    def review_dates(self) -> str:
        """Every page with the date of its last review."""
        return self._component("review_dates.md", pages=self.site.docs.pages())

    # --- tools ---

    @macro
    def start_links(self) -> str:
        """For each category, a link that opens the repository's editor with a new template."""
        return start_links(self.catalogue, self.site.edit_root)

    @macro
    def message_files(self) -> str:
        """The file of every message, by category, each a link to the repository's editor."""
        return self._component("message_files.html")

    @macro
    def draft_checker(self) -> str:
        """The draft checker; without script, every rule as a list to check by hand."""
        return f"\n{checker(self.links)}\n"

    @macro
    def clock(self) -> str:
        """The tool that says by when to reply and how to cancel."""
        return str(clock(self.links))

    @macro
    def decision(self) -> str:
        """The decision aid: every question with its answers, and every outcome."""
        return str(decision(self.links))

    def _row(self, template: Template) -> str:
        """A template's title and how it begins; its card when it is opened."""
        return self._card("sample-row.md", template, Markup(""), first=first_line(template))

    def _card(self, name: str, template: Template, asked: Markup, **values: object) -> str:
        """A piece of the guide around the card of a template, with related samples below it."""
        shown = card(self.catalogue, template, self.links.credit(template.meta.sources), asked)
        related = [self.links.link(self.links.template(other)) for other in template.meta.see]
        return self._component(name, it=template, card=shown, related=related, **values)

    def _component(self, name: str, **values: object) -> str:
        """A piece of the guide that shows the template set as this page sees it."""
        return str(
            component(
                name,
                catalogue=self.catalogue,
                links=self.links,
                shown=self._shown,
                edit_root=self.site.edit_root,
                plain=plain,
                text=text,
                **values,
            )
        )

    def _shown(self, category: str) -> list[Template]:
        """The templates of a category that are meant to be sent."""
        return [t for t in self.catalogue.of_category(category) if not t.meta.counterexample]
