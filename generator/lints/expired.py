"""The lints of ended campaigns, and of their codes."""

from __future__ import annotations

from collections.abc import Iterator

from generator.lints.lint import Finding, lint_person, lint_site
from generator.lints.lint_context import PersonContext, SiteContext


@lint_person("expired-code")
def expired_code(context: PersonContext) -> Iterator[Finding]:
    """Find a visible code whose campaigns have all ended, at least one with an offer among them."""
    campaigns = [context.campaigns[name] for name in context.person.campaigns if name in context.campaigns]
    last = max((campaign.until for campaign in campaigns if campaign.until), default=None)
    if "offer" not in context.shown or last is None or not any(campaign.offer for campaign in campaigns):
        return
    if all(campaign.until is not None and campaign.until < context.day for campaign in campaigns):
        yield Finding(
            f"the page of {context.person.name} shows the code {context.person.code}, "
            f"and their last campaign ended on {last}",
            context.place.at("campaigns" if context.member.profile.code_is_made else "code"),
            "if the shop still accepts it, delete the old campaigns from `campaigns`; if not, write `code: false`",
        )


@lint_site("expired-campaign")
def expired_campaign(site: SiteContext) -> Iterator[Finding]:
    """Find ended campaigns that a live person still lists."""
    for id_, campaign in site.site.campaigns.items():
        mention_places = [place for mention in site.mentions for name, place in mention.campaigns if name == id_]
        if campaign.until is not None and campaign.until < site.day and mention_places:
            people = (
                "one person still lists" if len(mention_places) == 1 else f"{len(mention_places)} people still list"
            )
            yield Finding(
                f"{campaign.name} ended on {campaign.until}, and {people} it",
                site.site.campaign_places[id_].at("until"),
                "delete it from their `campaigns`, or write its next days",
                tuple(("it is listed here", place) for place in mention_places[:3]),
            )
