"""What a brand calls its programme: the words that lead to the directory, and those at its head."""

from __future__ import annotations

from pydantic import Field

from generator.models.locale import LocalizedText
from generator.models.written import Written


class DirectoryWords(Written):
    """The brand's own words for the directory, instead of the theme's. Each may be written once per language."""

    name: LocalizedText | None = Field(None, examples=["The Lune crew", {"en": "The Lune crew", "fr": "La bande Lune"}])
    """The programme's name: above each person's name, and wherever you write nothing else here."""
    title: LocalizedText | None = Field(None, examples=["The Lune *crew*"])
    """The heading of the directory; words between asterisks are emphasised."""
    link: LocalizedText | None = Field(None, examples=["The crew"])
    """The short link to the directory, at the top and the foot of each page."""
    invitation: LocalizedText | None = Field(None, examples=["Meet the whole crew"])
    """The button from the page for missing addresses to the directory."""
    logo: LocalizedText | None = Field(None, examples=["Maison Lune: the whole crew"])
    """What a screen reader says for the logo, which leads to the directory."""

    @property
    def texts(self) -> tuple[LocalizedText | None, ...]:
        """The link to all people."""
        return (self.name, self.title, self.link, self.invitation, self.logo)
