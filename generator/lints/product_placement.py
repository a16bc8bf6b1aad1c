"""The lints of the order of story and products, and of products in the story."""

from __future__ import annotations

from collections.abc import Iterator

from generator.links.schemes.tracking import host_of
from generator.links.urls.host import is_shop
from generator.links.urls.url import is_web
from generator.lints.lint import Finding, lint_person
from generator.lints.lint_context import PersonContext
from generator.prose.parts import CardSlot, LinkSlot
from generator.sections.wants import LinkWant


@lint_person("product-before-story")
def product_before_story(one: PersonContext) -> Iterator[Finding]:
    """Find the first section with products that comes before the story."""
    if "story" not in one.shown:
        return
    for section in one.member.sections:
        if section.name == "story":
            return
        products = [want for want in section.wants(one.member.subject) if isinstance(want, LinkWant) and want.product]
        if section.name in one.shown and products:
            own = one.person.sections
            yield Finding(
                f"`{section.name}` shows products before the story begins",
                one.place.at("sections", own.index(section.name)) if own is not None else one.theme_place,
                "put `story` before it: visitors want to know who the person is before what they recommend",
            )
            return


@lint_person("no-product-in-story")
def no_product_in_story(one: PersonContext) -> Iterator[Finding]:
    """Find a story without a product: no link or card of one, and no plain link to the shop."""
    story = one.member.subject.story
    if "story" in one.shown and not any(_is_product(part, one) for part in story.parts):
        yield Finding(
            f"the story of {one.person.name} leads to no product",
            one.story_place,
            "where you name a product, make it a link: [the balm](product:cloud-balm)",
        )


def _is_product(part: object, one: PersonContext) -> bool:
    if isinstance(part, LinkSlot) and not part.product and is_web(part.href):
        return is_shop(host_of(part.href), host_of(one.member.subject.settings.shop))
    return isinstance(part, CardSlot) or (isinstance(part, LinkSlot) and bool(part.product))
