"""Lints against an abundance that leaves visitors unable to choose."""

from __future__ import annotations

from collections.abc import Iterator

from generator.lints.lint import Finding, lint_person
from generator.lints.lint_context import PersonContext
from generator.sections.favorites import Favorite
from generator.sections.wants import LinkWant

MOST_FAVORITES, MOST_PLACES = 9, 3


@lint_person("many-favorites")
def many_favorites(context: PersonContext) -> Iterator[Finding]:
    """Find a shelf of more than nine products."""
    favorites = context.member.subject.written("favorites", tuple[Favorite, ...]) or ()
    if "favorites" in context.shown and len(favorites) > MOST_FAVORITES:
        yield Finding(
            f"{context.person.name} has {len(favorites)} favorites; the page hides those after the eighth",
            context.place.at("favorites", MOST_FAVORITES),
            f"keep at most {MOST_FAVORITES} (3 to 6 are best), and put the others into `lists`",
        )


@lint_person("repeated-product")
def repeated_product(context: PersonContext) -> Iterator[Finding]:
    """Find a product in more than three sections of a page. A look does not count: it names what its photo shows."""
    sections: dict[str, list[str]] = {}
    for section in context.member.sections:
        if section.name in context.shown and section.name != "look":
            wants = section.wants(context.member.subject)
            products = dict.fromkeys(want.product for want in wants if isinstance(want, LinkWant) and want.product)
            for product in products:
                sections.setdefault(product, []).append(section.name)
    for product, names in sections.items():
        if len(names) > MOST_PLACES:
            place = context.place.at(names[-1]) if names[-1] != "story" else context.place
            message = f"`{product}` is in {len(names)} sections: {', '.join(names)}"
            yield Finding(message, place, f"{MOST_PLACES} are enough; name another product in `{names[-1]}`")
