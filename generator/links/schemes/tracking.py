"""Tracking settings of a site: `tracking:` of site.yaml, of products and of campaigns, compiled."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property, lru_cache

from msgspec import Struct

from generator.content.site import Site
from generator.links.errors import LinkError
from generator.links.schemes.builtin import builtin_names, load_builtin
from generator.links.schemes.compiled import Scheme, compile_network
from generator.links.schemes.template import Template, parse_template
from generator.links.urls.host import is_shop
from generator.links.urls.url import clean_url, is_web, split_url
from generator.models.network import Network
from generator.problems import Place, Report, did_you_mean

VARIABLES = frozenset(
    {"ambassador", "placement", "product", "channel", "campaign", "network", "tier", "market", "code"}
)
"""Variables of a link for the templates of UTM and sub-ids."""


class ChainStep(Struct, frozen=True, dict=True):
    """One scheme of a chain."""

    name: str
    network: Network

    @cached_property
    def scheme(self) -> Scheme:
        """The compiled network. Raises LinkError like `compile_network`."""
        return compile_network(self.network)


class SchemeChain(Struct, frozen=True):
    """The schemes of a link, innermost first, and the account's settings for them."""

    steps: tuple[ChainStep, ...]
    settings: Mapping[str, str]


class TrackingConfig(Struct, frozen=True, eq=False):
    """Chains of the site, of products and campaigns with their own, and of the cart; and the UTM templates.

    There is one per site, so it is compared by identity, and caches of a site use it as key. `place` is that of the
    site's `tracking:`. `shop_host` is "" if site.yaml is broken, which is already reported.
    """

    place: Place
    site: SchemeChain
    products: Mapping[str, SchemeChain]
    campaigns: Mapping[str, SchemeChain]
    cart: SchemeChain | None
    utm: Mapping[str, Template]
    campaign: str
    shop_host: str

    def leads_to_shop(self, url: str) -> bool:
        """Return whether an address is the shop's or in a subdomain of it. Raises LinkError."""
        return bool(self.shop_host) and _leads_to(url, self.shop_host)

    def chain_for(self, product: str, campaign: str) -> SchemeChain:
        """Return the chain of a link: its product's, else the running campaign's, else the site's."""
        return self.products.get(product) or self.campaigns.get(campaign) or self.site


def read_tracking(site: Site, report: Report) -> TrackingConfig | None:
    """Read every `tracking:`; None after reported problems in the site's own."""
    tracking, place = site.settings.tracking, site.place.at("tracking")
    _check_own_networks(site, report)
    base = _chain(site, tracking.scheme, tracking.settings, place, report)
    cart = _chain(site, (tracking.cart,), tracking.settings, place, report, "cart") if tracking.cart else None
    products = {
        id_: _chain(
            site,
            product.tracking.scheme,
            {**tracking.settings, **product.tracking.settings},
            site.product_places[id_].at("tracking"),
            report,
        )
        for id_, product in site.products.items()
        if product.tracking
    }
    campaigns = {
        id_: _chain(
            site,
            campaign.tracking.scheme,
            {**tracking.settings, **campaign.tracking.settings},
            site.campaign_places[id_].at("tracking"),
            report,
        )
        for id_, campaign in site.campaigns.items()
        if campaign.tracking
    }
    templates = _utm_templates(site, place, report)
    try:
        host = "" if site.stands_in else host_of(site.settings.shop)
    except LinkError as error:
        report.error(error.name, error.message.rstrip("."), site.place.at("shop"), error.help)
        return None
    if base is None:
        return None
    return TrackingConfig(
        place=place,
        site=base,
        products={id_: chain for id_, chain in products.items() if chain},
        campaigns={id_: chain for id_, chain in campaigns.items() if chain},
        cart=cart,
        utm=templates,
        campaign=tracking.campaign,
        shop_host=host,
    )


def _chain(
    site: Site, names: tuple[str, ...], settings: Mapping[str, str], place: Place, report: Report, key: str = "scheme"
) -> SchemeChain | None:
    network_names = {*site.networks, *builtin_names()}
    steps = []
    for index, name in enumerate(names):
        if report.has_errors_in(f"content/networks/{name}.yaml"):
            continue  # already reported at its file, so not again for every link
        if name in network_names:
            steps.append(ChainStep(name, site.networks.get(name) or load_builtin(name)))
        else:
            hint = did_you_mean(name, network_names, "`ambassador explain unknown-network` lists them")
            report.error("unknown-network", f"no network is called `{name}`", place.at(key, index), hint)
    for name, text in settings.items():
        if name.startswith("sub") and "{" in text:
            check_template(text, place.at("settings", name), report)
    return SchemeChain(tuple(steps), settings) if len(steps) == len(names) else None


def _check_own_networks(site: Site, report: Report) -> None:
    for name, own in site.networks.items():
        try:
            compile_network(own)
        except LinkError as error:
            report.error(error.name, error.message.rstrip("."), site.network_places[name], error.help)


def _utm_templates(site: Site, place: Place, report: Report) -> dict[str, Template]:
    templates = {}
    for key, text in site.settings.tracking.utm.items():
        template = check_template(text, place.at("utm", key), report)
        if template:
            templates[f"utm_{key}"] = template
    return templates


def check_template(text: str, place: Place, report: Report) -> Template | None:
    """Parse a template that may use VARIABLES; None after a reported problem."""
    try:
        template = parse_template(text)
    except LinkError as error:
        report.error(error.name, error.message.rstrip("."), place, error.help)
        return None
    for name in template.fields:
        if name not in VARIABLES:
            hint = did_you_mean(name, VARIABLES, f"the values are {', '.join(sorted(VARIABLES))}")
            report.error("unknown-variable", f"`{{{name}}}` is not a value that links have", place, hint)
            return None
    return template


@lru_cache(maxsize=4096)
def _leads_to(url: str, host: str) -> bool:
    return is_web(url) and is_shop(host_of(url), host)


def host_of(url: str) -> str:
    """Return the host of an absolute web address, in ASCII. Raises LinkError."""
    return split_url(clean_url(url)).host
