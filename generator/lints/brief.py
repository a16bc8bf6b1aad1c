"""The lint of what a brief asks."""

from __future__ import annotations

from collections.abc import Iterator

from generator.lints.lint import Finding, lint_site
from generator.lints.lint_context import SiteContext

MOST_MESSAGES = 3


@lint_site("many-messages")
def many_messages(site: SiteContext) -> Iterator[Finding]:
    """Find campaigns that are not over, and whose brief has more than three messages."""
    for id_, campaign in site.site.campaigns.items():
        is_over = campaign.until is not None and campaign.until < site.day
        messages = campaign.brief.messages if campaign.brief else ()
        if len(messages) > MOST_MESSAGES and not is_over:
            yield Finding(
                f"the brief of {campaign.name} has {len(messages)} messages",
                site.site.campaign_places[id_].at("brief", "messages", MOST_MESSAGES),
                f"keep the {MOST_MESSAGES} that matter most: a post in people's own words does not hold more",
            )
