"""Defaults shared by all links of a page; each link adds its placement and product."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from msgspec import Struct

from generator.links.generate.identity import LinkIdentity
from generator.links.lint.rules import lint_utm, lint_value
from generator.links.schemes.builtin import load_builtin
from generator.links.schemes.normalize import normalize
from generator.links.schemes.template import Template, Value, parse_template
from generator.links.schemes.tracking import ChainStep, SchemeChain, TrackingConfig
from generator.problems import Place
from generator.sections.subject import Subject

_CHANNEL_KEYS = frozenset({"utm_source", "utm_medium", "utm_campaign"})


class LinkDefaults(Struct, frozen=True):
    """Values that the links of a page share if they use the same chain.

    `utm` has every key in order. It is "" for the keys in `own_utm`, whose templates also need values of the link.
    `own_subs` are templates of the account's sub-ids.
    """

    steps: tuple[ChainStep, ...]
    variables: Mapping[str, str]
    values: Mapping[str, Value]
    utm: Mapping[str, str]
    own_utm: Mapping[str, Template]
    own_subs: Mapping[str, Template]
    is_sound: bool
    """Whether `utm` gives no lint, whatever values a link adds."""

    def may_go_wrong(self, utm: Mapping[str, str]) -> bool:
        """Return whether `lint_utm` would report anything for a link's UTM."""
        return not self.is_sound or any(lint_value(key, utm[key]) for key in self.own_utm)


class PageChannel(NamedTuple):
    """Context of a page's links: its channel ("" for the main page), and the campaign.

    `campaign_id` is the running campaign's file name; "" if none is running.
    """

    channel: str
    campaign_id: str
    campaign: str


def page_channel_of(tracking: TrackingConfig, subject: Subject, channel: str) -> PageChannel:
    """Return the channel and campaign of a person's page."""
    return PageChannel(channel, subject.campaign_id, subject.campaign_name or tracking.campaign)


class PageDefaults:
    """Defaults of a page's links, and of each chain that they use."""

    def __init__(
        self,
        tracking: TrackingConfig,
        names: LinkIdentity,
        page_channel: PageChannel,
        issued_links: Mapping[str, str],
        place: Place,
    ) -> None:
        """Read the person's values; `issued_links` are the profile's `links:`, `place` is the profile's."""
        self.tracking, self.identity, self.page_channel = tracking, names, page_channel
        self.issued_links, self.place = issued_links, place
        self.variables = {
            "ambassador": names.slug,
            "channel": page_channel.channel,
            "campaign": normalize(page_channel.campaign),
            "tier": names.tier,
            "market": names.market,
            "code": names.plain_code,
        }
        self._by_chain: dict[tuple[int, bool], LinkDefaults] = {}

    def for_chain(self, chain: SchemeChain, *, into_cart: bool) -> LinkDefaults:
        """Return the defaults for one of the site's chains."""
        key = id(chain), into_cart
        if key not in self._by_chain:
            self._by_chain[key] = self._make(chain, into_cart)
        return self._by_chain[key]

    def _make(self, chain: SchemeChain, into_cart: bool) -> LinkDefaults:
        tracking, names = self.tracking, self.identity
        variables = {**self.variables, "network": chain.steps[-1].name}
        own_utm = {key: text for key, text in tracking.utm.items() if not text.fields <= variables.keys()}
        utm = {key: "" if key in own_utm else text.render(variables) for key, text in tracking.utm.items()}
        values: dict[str, Value] = {
            **variables,
            **({"host": tracking.shop_host} if into_cart else {}),
            **chain.settings,  # the account's settings win: a network's `campaign` is not the site's
            "id": names.id,
            "code": names.code,
        }
        subs = {
            name: parse_template(text)
            for name, text in chain.settings.items()
            if name.startswith("sub") and "{" in text
        }
        is_sound = _CHANNEL_KEYS.isdisjoint(own_utm) and not lint_utm(utm)
        return LinkDefaults(steps_for(chain, values), variables, values, utm, own_utm, subs, is_sound)


def steps_for(chain: SchemeChain, values: Mapping[str, Value]) -> tuple[ChainStep, ...]:
    """Return the steps of a chain that apply to a person."""
    # Only people with a code get a discount link around the destination; all get UTM.
    steps = tuple([step for step in chain.steps if values.get("code") or "code" not in step.network.requires])
    return steps or (ChainStep("utm", load_builtin("utm")),)
