"""OPEN FAMILY: the lints, which report how to improve a page; one lint or a few related ones per file.

A lint gets one person and their page (`lint_person`), or the whole site (`lint_site`). `checks:` of site.yaml switches
each by its name. By default a lint only warns: generator/checks/ finds what must not be published.
"""

from __future__ import annotations

from functools import cache

from generator.content.site import Profile, Site
from generator.lints.abundance import many_favorites, repeated_product
from generator.lints.alt_text import alt_of_person, alt_of_site
from generator.lints.brief import many_messages
from generator.lints.cart import cart_without_variants
from generator.lints.contrast import low_contrast
from generator.lints.expired import expired_campaign, expired_code
from generator.lints.first_screen import long_title, no_call, unused_title
from generator.lints.heavy_page import heavy_page, heavy_site
from generator.lints.levels import check_levels, report_findings
from generator.lints.lint import (
    ContentLint,
    Finding,
    Lint,
    PersonLint,
    SiteLint,
    lint_content,
    lint_person,
    lint_site,
)
from generator.lints.lint_context import (
    Mentions,
    PersonContext,
    SiteContext,
    mentions_of,
)
from generator.lints.partnership import no_shared_niche, short_partnership
from generator.lints.personal_data import personal_data
from generator.lints.product_placement import no_product_in_story, product_before_story
from generator.lints.small_portrait import small_portrait
from generator.lints.sponsored_words import missing_sponsored_words
from generator.lints.spots import spot_not_shown
from generator.lints.stale_price import stale_price
from generator.lints.story_length import long_story, short_story
from generator.lints.token_contrast import low_contrast_of_tokens
from generator.lints.unused import unused_picture, unused_product
from generator.models.settings import Settings
from generator.problems import Report
from generator.registry import ExtensionError, extensions

__all__ = [
    "CONTENT_LINTS",
    "PERSON_LINTS",
    "SITE_LINTS",
    "ContentLint",
    "Finding",
    "Lint",
    "Mentions",
    "PersonContext",
    "PersonLint",
    "SiteContext",
    "SiteLint",
    "known_lints",
    "lint_content",
    "lint_person",
    "lint_site",
    "mentions_of",
    "run_content_lints",
    "run_person_lints",
    "run_profile_lints",
    "run_site_lints",
]

PERSON_LINTS: tuple[PersonLint, ...] = (
    product_before_story,
    no_product_in_story,
    short_story,
    long_story,
    no_shared_niche,
    short_partnership,
    small_portrait,
    spot_not_shown,
    alt_of_person,
    heavy_page,
    expired_code,
    missing_sponsored_words,
    no_call,
    many_favorites,
    repeated_product,
    long_title,
    unused_title,
)

SITE_LINTS: tuple[SiteLint, ...] = (
    alt_of_site,
    heavy_site,
    low_contrast,
    low_contrast_of_tokens,
    unused_product,
    unused_picture,
    expired_campaign,
    stale_price,
    many_messages,
)

CONTENT_LINTS: tuple[ContentLint, ...] = (personal_data, cart_without_variants)


@cache
def known_lints() -> tuple[Lint, ...]:
    """Return the built-in lints, and those of other packages (entry points `ambassador_pages.lints`)."""
    extension_lints = extensions("lints")
    for lint in extension_lints:
        if not isinstance(lint, Lint):
            hint = "create it with `lint_person`, `lint_site` or `lint_content` from `generator.lints`"
            raise ExtensionError(f"`{lint.name}`, which another package adds, is not a check", hint)
    return (*PERSON_LINTS, *SITE_LINTS, *CONTENT_LINTS, *extension_lints)


def run_content_lints(site: Site, report: Report) -> None:
    """Report what every run finds in shared files: impossible levels, and lints that need no page."""
    check_levels(site, {lint.name for lint in known_lints()}, report)
    for lint in known_lints():
        if isinstance(lint, ContentLint):
            report_findings(lint.name, lint.find, (site.settings, site), site.settings, report)


def run_profile_lints(profile: Profile, settings: Settings, report: Report) -> None:
    """Report what every run finds in one person's files."""
    for lint in known_lints():
        if isinstance(lint, ContentLint):
            report_findings(lint.name, lint.find, (settings, profile), settings, report)


def run_person_lints(context: PersonContext, report: Report) -> None:
    """Report what `ambassador check` finds on one person's page."""
    for lint in known_lints():
        if isinstance(lint, PersonLint):
            report_findings(lint.name, lint.find, (context,), context.member.subject.settings, report)


def run_site_lints(whole: SiteContext, report: Report) -> None:
    """Report what `ambassador check` finds in the whole site."""
    for lint in known_lints():
        if isinstance(lint, SiteLint):
            report_findings(lint.name, lint.find, (whole,), whole.site.settings, report)
