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
def product_before_story(context: PersonContext) -> Iterator[Finding]:
    """Find the first section with products that comes before the story."""
    if "story" not in context.shown:
        return
    for section in context.member.sections:
        if section.name == "story":
            return
        products = [
            want for want in section.wants(context.member.subject) if isinstance(want, LinkWant) and want.product
        ]
        if section.name in context.shown and products:
            own = context.person.sections
            yield Finding(
                f"`{section.name}` shows products before the story begins",
                context.place.at("sections", own.index(section.name)) if own is not None else context.theme_place,
                "put `story` before it: visitors want to know who the person is before what they recommend",
            )
            return


@lint_person("no-product-in-story")
def no_product_in_story(context: PersonContext) -> Iterator[Finding]:
    """Find a story without a product: no link or card of one, and no plain link to the shop."""
    story = context.member.subject.story
    if "story" in context.shown and not any(_is_product(part, context) for part in story.parts):
        yield Finding(
            f"the story of {context.person.name} leads to no product",
            context.story_place,
            "where you name a product, make it a link: [the balm](product:cloud-balm)",
        )


def _is_product(part: object, context: PersonContext) -> bool:
    if isinstance(part, LinkSlot) and not part.product and is_web(part.href):
        return is_shop(host_of(part.href), host_of(context.member.subject.settings.shop))
    return isinstance(part, CardSlot) or (isinstance(part, LinkSlot) and bool(part.product))
