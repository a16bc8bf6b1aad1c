"""The input of a lint: one person and their page, or the site without people's pages."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from msgspec import Struct

from generator.content.references import products_named
from generator.content.site import Profile, Site
from generator.lints.written_texts import story_file, texts_in
from generator.models.campaign import Campaign
from generator.models.person import Person
from generator.output.output_file import OutputFile
from generator.pages.members import Member
from generator.pages.theme import Theme
from generator.pages.views import PersonPage
from generator.problems import Place
from generator.prose.parts import PictureSlot


class PersonContext(Struct, frozen=True):
    """A person with a page, and that page. It gives no access to another person."""

    member: Member
    view: PersonPage
    path: str
    """The page's, from the output's root."""
    theme: Theme
    theme_place: Place
    """Where site.yaml names the theme: for what is the theme's, and not the person's."""
    campaigns: Mapping[str, Campaign]
    files: Mapping[str, OutputFile]
    """The page and every file that it may load, by their paths."""
    day: date

    @property
    def person(self) -> Person:
        """Return the person's facts."""
        return self.member.profile.person

    @property
    def place(self) -> Place:
        """Return the file of the facts."""
        return self.member.profile.place

    @property
    def story_place(self) -> Place:
        """Return the place where the story begins, or the person's own file without a story."""
        story = self.member.subject.story
        if not story.parts:
            return self.place
        return Place(story_file(self.member.profile), find=" ".join(story.opening.split()[:2]))

    @property
    def shown(self) -> frozenset[str]:
        """Return the names of the sections that the page shows."""
        return frozenset(section.name for section in self.view.sections)


class Mentions(Struct, frozen=True):
    """The names that a person's files mention, with or without a page. The whole site needs no more of a person."""

    products: frozenset[str]
    texts: frozenset[str]
    """Every text that could be the path of a file in content/."""
    campaigns: tuple[tuple[str, Place], ...]
    """The campaigns that they list; none of a person who is not live."""


class SiteContext(Struct, frozen=True):
    """The site without the people: its content, and the files built from it."""

    site: Site
    """Its `people` are not looked at."""
    mentions: tuple[Mentions, ...]
    """One for everybody in content, drafts and those who have ended too."""
    theme: Theme
    files: Mapping[str, OutputFile]
    day: date


def mentions_of(profile: Profile, day: date) -> Mentions:
    """Return the names that one person's files mention."""
    person, place = profile.person, profile.place
    texts = {text for _, text in texts_in(person, place) if text.startswith("content/")}
    texts |= {part.src for part in profile.story.parts if isinstance(part, PictureSlot)}
    live = person.state_on(day) == "live"
    return Mentions(
        products=frozenset(id_ for id_, _ in products_named(profile)),
        texts=frozenset(texts),
        campaigns=tuple((id_, place.at("campaigns", n)) for n, id_ in enumerate(person.campaigns)) if live else (),
    )
