"""What a brand calls its programme: the words that lead to the directory, and those at its head."""

from __future__ import annotations

from pydantic import Field

from generator.models.locale import LocalizedText
from generator.models.written import Written


class DirectoryWords(Written):
    """The brand's own words for the directory, in place of the theme's. Each may be written once per language."""

    name: LocalizedText | None = Field(None, examples=["The Lune crew", {"en": "The Lune crew", "fr": "La bande Lune"}])
    """What the programme is called: above each person's name, and wherever nothing else is written here."""
    title: LocalizedText | None = Field(None, examples=["The Lune *crew*"])
    """The heading of the directory; words between asterisks stand out."""
    link: LocalizedText | None = Field(None, examples=["The crew"])
    """The short link to the directory, at the top and the foot of each page."""
    invitation: LocalizedText | None = Field(None, examples=["Meet the whole crew"])
    """The button that leads to the directory from a page that is not there."""
    logo: LocalizedText | None = Field(None, examples=["Maison Lune: the whole crew"])
    """What a screen reader says of the logo, which leads to the directory."""

    @property
    def texts(self) -> tuple[LocalizedText | None, ...]:
        """All of them."""
        return (self.name, self.title, self.link, self.invitation, self.logo)
