"""What the links of one page say alike, worked out once: a link adds its placement and its product."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from generator.links.lint import lint_utm, lint_value
from generator.links.names import Names
from generator.links.networks import load_builtin
from generator.links.template import Template, Value, parse_template
from generator.links.tracking import Step, Tracking, Way
from generator.links.values import normal_value
from generator.problems import Place
from generator.sections.subject import Subject

_CHANNEL_KEYS = frozenset({"utm_source", "utm_medium", "utm_campaign"})


@dataclass(frozen=True, slots=True)
class Sayings:
    """What those links of a page say that go the same way.

    `utm` has every key in its order, and "" for those that `own_utm` makes of `variables` and the link; `own_subs` are
    the account's sub-ids, which are templates too.
    """

    steps: tuple[Step, ...]
    variables: Mapping[str, str]
    values: Mapping[str, Value]
    utm: Mapping[str, str]
    own_utm: Mapping[str, Template]
    own_subs: Mapping[str, Template]
    is_sound: bool
    """Whether `utm` has nothing that would go wrong, whatever a link adds."""

    def may_go_wrong(self, utm: Mapping[str, str]) -> bool:
        """Whether `lint_utm` would say anything of a link's UTM."""
        return not self.is_sound or any(lint_value(key, utm[key]) for key in self.own_utm)


class Occasion(NamedTuple):
    """Why the links of a page are made: the page's channel ("" for the main one), and the campaign.

    `campaign_id` is the running campaign's file name; "" when none is running.
    """

    channel: str
    campaign_id: str
    campaign: str


def occasion_of(tracking: Tracking, subject: Subject, channel: str) -> Occasion:
    """The occasion of a person's page."""
    return Occasion(channel, subject.campaign_id, subject.campaign_name or tracking.campaign)


class PageSayings:
    """What all links of a page say alike, and, way by way, what those say that go that way."""

    def __init__(
        self, tracking: Tracking, names: Names, occasion: Occasion, issued: Mapping[str, str], place: Place
    ) -> None:
        """Read the person; `issued` are the profile's `links:`, `place` is where the profile is written."""
        self.tracking, self.names, self.occasion = tracking, names, occasion
        self.issued, self.place = issued, place
        self.variables = {
            "ambassador": names.slug,
            "channel": occasion.channel,
            "campaign": normal_value(occasion.campaign),
            "tier": names.tier,
            "market": names.market,
            "code": names.plain_code,
        }
        self._ways: dict[tuple[int, bool], Sayings] = {}

    def on(self, way: Way, *, into_cart: bool) -> Sayings:
        """What the links say that go this way, one of the site's."""
        key = id(way), into_cart
        if key not in self._ways:
            self._ways[key] = self._make(way, into_cart)
        return self._ways[key]

    def _make(self, way: Way, into_cart: bool) -> Sayings:
        tracking, names = self.tracking, self.names
        variables = {**self.variables, "network": way.steps[-1].name}
        own_utm = {key: text for key, text in tracking.utm.items() if not text.fields <= variables.keys()}
        utm = {key: "" if key in own_utm else text.render(variables) for key, text in tracking.utm.items()}
        values: dict[str, Value] = {
            **variables,
            **({"host": tracking.shop_host} if into_cart else {}),
            **way.settings,  # the account's come after what a link knows: a network's `campaign` is not ours
            "id": names.id,
            "code": names.code,
        }
        subs = {
            name: parse_template(text) for name, text in way.settings.items() if name.startswith("sub") and "{" in text
        }
        is_sound = _CHANNEL_KEYS.isdisjoint(own_utm) and not lint_utm(utm)
        return Sayings(steps_for(way, values), variables, values, utm, own_utm, subs, is_sound)


def steps_for(way: Way, values: Mapping[str, Value]) -> tuple[Step, ...]:
    """The steps of a way that a person's links take."""
    # A discount link around the destination is for those who have a code; UTM is for everybody.
    steps = tuple([step for step in way.steps if values.get("code") or "code" not in step.network.requires])
    return steps or (Step("utm", load_builtin("utm")),)
