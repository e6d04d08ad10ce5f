"""Where one page of the guide leads to: cards, sources, other pages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from macros.errors import KindRegretsError, as_text
from macros.loading.load import problems_of
from macros.mistakes import nearest
from macros.model import Catalogue, Template
from macros.pages.components import plain
from macros.pages.site import Site

SAMPLES = "samples/"


class PageError(KindRegretsError):
    """A macro was called with something that does not exist."""


@dataclass(frozen=True)
class Links:
    """The links of a page. `url` is its address within the site, as in `samples/ask/`."""

    site: Site
    url: str

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

    @property
    def catalogue(self) -> Catalogue:
        """The template set that all pages share."""
        return self.site.catalogue

    def template(self, template_id: str) -> Template:
        """The template of this id, with or without its category.

        Raises PageError if there is none, or with the problems of its file.
        """
        name = template_id.rpartition("/")[2]
        broken = problems_of(self.catalogue, self.site.root, name)
        if broken:
            raise PageError("\n".join([f"{self.here}:", *map(as_text, broken)]))
        return self.catalogue.templates[self.known(name, self.catalogue.templates)]

    def known(self, name: str, names: Iterable[str]) -> str:
        """The name if it is one of these; raises PageError with the nearest one otherwise."""
        if name not in names:
            raise PageError(f'{self.here}: there is no "{name}": {nearest(name, names)}')
        return name

    def link(self, template: Template) -> Markup:
        """A Markdown link to a template's card on the page of its category."""
        address = f"{self.prefix}{template.category}.md#{template.id}"
        return Markup("[{}]({})").format(plain(template.meta.title), address)

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
