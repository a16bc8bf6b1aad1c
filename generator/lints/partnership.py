"""The lints of the match between person and products, and of the length of their partnership."""

from __future__ import annotations

from collections.abc import Iterator

from generator.lints.lint import Finding, lint_person
from generator.lints.lint_context import PersonContext
from generator.models.period import later
from generator.sections.wants import LinkWant

MONTHS = 3


@lint_person("no-shared-niche")
def no_shared_niche(context: PersonContext) -> Iterator[Finding]:
    """Find a person whose niches match no tag of any product on their page."""
    niches, products = set(context.person.niches), context.member.subject.products
    product_ids = {want.product for want in context.member.wants() if isinstance(want, LinkWant) and want.product}
    tags = {tag for id_ in product_ids if id_ in products for tag in products[id_].tags}
    if niches and tags and not niches & tags:
        tag_names = sorted(tags)
        more = f" and {len(tag_names) - 6} more" if len(tag_names) > 6 else ""
        yield Finding(
            f"no product on the page of {context.person.name} shares a tag with their niches",
            context.place.at("niches"),
            f"the products have {', '.join(tag_names[:6])}{more}: "
            "write the niche exactly like the tag, or choose others",
        )


@lint_person("short-partnership")
def short_partnership(context: PersonContext) -> Iterator[Finding]:
    """Find a partnership that is shorter than three months."""
    since = context.person.since
    if since is not None and later(since, MONTHS) > context.day:
        days = (context.day - since).days
        age = "begins in the future" if days < 0 else f"is {days} {'day' if days == 1 else 'days'} old"
        yield Finding(
            f"the partnership with {context.person.name} {age}",
            context.place.at("since"),
            f"after three months, on {later(since, MONTHS)}, they know the products well; check the day, or wait "
            f"until then",
        )
