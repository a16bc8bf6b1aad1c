"""The lint of words for the relationship to the brand: the person's own, and those of the label."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

import yaml

from generator.lints.lint import Finding, lint_person
from generator.lints.lint_context import PersonContext
from generator.lints.written_texts import plain_text, texts_in
from generator.models.settings import Relationship
from generator.pages.disclosure import lead_words
from generator.pages.locale_format import catalogue, has_catalogue
from generator.registry import data_folder

_JOINS = {"paid": "is paid by", "gifted": "gets products from", "employee": "works for"}


@lint_person("missing-sponsored-words")
def missing_sponsored_words(context: PersonContext) -> Iterator[Finding]:
    """Find a paid, gifted or employed person who never says so, and a theme that changes the words of the label.

    A person's own words are all texts in their files. A language without a word list is not checked.
    """
    settings = context.member.subject.settings
    relationship: Relationship = context.person.relationship or settings.relationship
    words = _words(context.member.subject.locale.split("-")[0], relationship)
    if words is not None and relationship in _JOINS and not words.search(_own_words(context)):
        yield Finding(
            f"{context.person.name} {_JOINS[relationship]} {settings.brand}, and does not say so in their own words",
            context.place.at("relationship" if context.person.relationship else "name"),
            "one line in the story, or a question in the `faq`, is enough: Are you paid?",
        )
    lead = _lead(context, relationship) if context.member.pays else ""
    if lead and lead.casefold() not in context.view.disclosure.lead.casefold():
        market = context.person.market or settings.market
        yield Finding(
            f"the theme writes the label as `{context.view.disclosure.lead}`; for the market {market} it has to say "
            f"`{lead}`",
            context.theme_place,
            "delete the label's words from the theme's own locales/, so that the built-in ones are used",
        )


@lru_cache
def _words(language: str, relationship: Relationship) -> re.Pattern[str] | None:
    """Return the pattern of words that state the relationship, or None for a language without a list."""
    text = (data_folder("lints") / "sponsored_words.yaml").read_text("utf-8")
    words_by_relationship: dict[str, list[str]] | None = yaml.safe_load(text).get(language)
    if words_by_relationship is None:
        return None
    every = [re.escape(word) for word in (*words_by_relationship["any"], *words_by_relationship.get(relationship, ()))]
    whole = {"ad", "ads"}  # or `add` and `adore` would match
    return re.compile("|".join(rf"(?<!\w){word}" + (r"(?!\w)" if word in whole else "") for word in every))


def _own_words(context: PersonContext) -> str:
    profile_texts = [
        text for place, text in texts_in(context.person, context.place) if place.keys[0] not in ("relationship", "tier")
    ]
    return "\n".join((*profile_texts, plain_text(context.member.subject.story))).casefold().replace("’", "'")


def _lead(context: PersonContext, relationship: Relationship) -> str:
    """Return the built-in word of the label; "" if there is none in the page's language."""
    folders, locale = (data_folder("locales"),), context.member.subject.locale
    if not has_catalogue(folders, locale):
        return ""
    market = context.person.market or context.member.subject.settings.market
    return catalogue(folders, locale).pgettext("disclosure", lead_words(market)[relationship])
