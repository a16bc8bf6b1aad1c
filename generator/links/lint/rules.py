"""Rules for links that are valid but will not work as intended; each gives the reason and the fix.

Sources of the analytics rules: support.google.com/analytics/answer/9756891 (default channel group; first match wins),
as implemented by plausible/analytics lib/plausible/ingestion/acquisition.ex@277f8f7, with its list
priv/ga4-source-categories.csv. Plausible reads `ref` and `source` (lib/plausible/ingestion/source.ex).
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import chain, starmap
from urllib.parse import unquote_plus

from msgspec import Struct

from generator.links.errors import LinkError
from generator.links.schemes.builtin import network_hosts
from generator.links.schemes.compiled import Scheme
from generator.links.urls.host import owner_of, site_of
from generator.links.urls.parsed import parse_url
from generator.links.urls.query import is_click_id, is_utm, query_pairs
from generator.links.urls.url import clean_url, is_web, split_url

MEDIUMS = ("affiliate", "affiliates")
"""Mediums that GA4 classifies as Affiliates."""

SOURCES = {
    "Organic Social": frozenset(
        [
            *("facebook", "fb", "instagram", "ig", "tiktok", "pinterest", "twitter", "t.co", "linkedin", "lnkd.in"),
            *("snapchat", "reddit", "tumblr", "quora", "whatsapp", "wechat", "weibo", "vk", "messenger", "line"),
            *("threads", "telegram", "bluesky", "mastodon", "discord", "social"),
        ]
    ),
    "Organic Video": frozenset(["youtube", "twitch", "vimeo", "dailymotion", "ted"]),
    "Organic Search": frozenset(["google", "bing", "yahoo", "alice", "ask", "terra", "virgilio", "babylon"]),
}
"""Channel that analytics assign by the source's name alone, for names that a brand might use. An ambassador called
Alice, Ted or Terra gets one too: `alice` is an old search engine."""

_SHOPPING = re.compile(r"(([^a-df-z]|^)shop|shopping)")
_AFFILIATE_KEYS = frozenset(
    ["a_aid", "awinaffid", "rfsn", "sca_ref", "snowball", "afmc", "tap_a", "fpr", "dt_id", "affid", "campid"]
)
_HTML = re.compile(r"&(?:amp|lt|gt|quot|#0*38|#x0*26);", re.IGNORECASE)
_DOMAIN = re.compile(r"\.(?:com|net|org|me|co|tv)$")


class LinkLint(Struct, frozen=True):
    """A finding: the permanent name, the problem with its reason on one line, and the fix."""

    name: str
    message: str
    help: str
    key: str = ""
    """The UTM key concerned (`utm_source`)."""


def lint_destination(url: str) -> list[LinkLint]:
    """Lint a destination as the user wrote it; an invalid link becomes a finding with its error's name."""
    if not is_web(url):
        return []
    try:
        return list(_destination(clean_url(url)))
    except LinkError as error:
        return [LinkLint(error.name, error.message, error.help)]


def _destination(url: str) -> Iterator[LinkLint]:
    keys = [key for key, _ in query_pairs(url)]
    for key in dict.fromkeys(filter(is_utm, [*keys, *_hidden_keys(url)])):
        yield LinkLint(
            "utm-in-url",
            f"`{key}` is typed into an address; it would count this person's sales for another person",
            "delete it: write UTM only in `tracking.utm` of site.yaml",
        )
    if _HTML.search(url):
        yield LinkLint(
            "html-escaped-url",
            "an address contains `&amp;`, so the shop would read a key called `amp;...`",
            "write `&`; the address was copied from the source code of a page",
        )
    for key in dict.fromkeys(filter(is_click_id, keys)):
        yield LinkLint(
            "click-id-in-url",
            f"`{key}` marks one click of the person who copied the address",
            "delete it, or add `--strip-click-ids`",
        )
    host = split_url(url).host
    if _is_local(host):
        yield LinkLint("local-address", f"`{host}` works only on one computer", "write the shop's public address")
    mark = owner_of(host, network_hosts()) or next(
        (key for key in (*keys, *_hidden_keys(url)) if key.lower() in _AFFILIATE_KEYS), ""
    )
    if mark:
        yield LinkLint(
            "affiliate-destination",
            f"the address is an affiliate link already (`{mark}`); a link around it would pay another person",
            "write the plain address; write links that a platform issued under `links` in the profile",
        )


def _hidden_keys(url: str) -> Iterator[str]:
    """Yield keys that only some tools read: after `;` in a query (old CGI), in a fragment (Matomo, old Analytics)."""
    parts = split_url(url)
    for text, between in ((parts.query or "", "[&;]"), (parts.fragment or "", "[&;?#/!]")):
        for piece in re.split(between, text) if "=" in text else ():
            yield unquote_plus(piece.partition("=")[0])


@lru_cache(maxsize=4096)
def other_tracking_in(url: str) -> LinkLint | None:
    """Return the finding that would credit a sale to another person: typed UTM, or an affiliate's id."""
    return next((lint for lint in lint_destination(url) if lint.name in ("utm-in-url", "affiliate-destination")), None)


def lint_utm(utm: Mapping[str, str]) -> list[LinkLint]:
    """Lint the final UTM values of a link (whole keys: `utm_source`)."""
    source, medium, campaign = (utm.get(f"utm_{key}", "") for key in ("source", "medium", "campaign"))
    return [*lint_channel(source, medium, campaign), *chain(*starmap(lint_value, utm.items()))]


@lru_cache(maxsize=1024)
def lint_channel(source: str, medium: str, campaign: str) -> tuple[LinkLint, ...]:
    """Lint how analytics classify these three values together."""
    return tuple(_channel(source.lower(), medium, campaign))


@lru_cache(maxsize=4096)
def lint_value(key: str, value: str) -> tuple[LinkLint, ...]:
    """Lint one UTM value by itself."""
    return tuple(_value(key, value))


def _channel(source: str, medium: str, campaign: str) -> Iterator[LinkLint]:
    if medium and medium not in MEDIUMS:
        yield LinkLint(
            "utm-medium",
            f"GA4 does not file the medium `{medium[:60]}` under Affiliates",
            "write `medium: affiliate`",
            "utm_medium",
        )
    source_names = {source, _DOMAIN.sub("", source)}
    for channel, names in SOURCES.items():
        if not names.isdisjoint(source_names):
            yield LinkLint(
                "misfiled-source",
                f"GA4 files the source `{source}` under {channel}, even with the medium `affiliate`",
                "use the ambassador's name as the source (`lea-m` if the short name is used), and write the "
                "platform in `content`",
                "utm_source",
            )
    if _SHOPPING.search(campaign.lower()):
        yield LinkLint(
            "shopping-campaign",
            f"GA4 files the campaign `{campaign[:60]}` under Shopping, because it contains `shop`",
            "give the campaign a name without `shop`",
            "utm_campaign",
        )


def _value(key: str, value: str) -> Iterator[LinkLint]:
    if len(value) > 100:
        yield LinkLint(
            "long-utm",
            f"`{key}` has {len(value)} characters; analytics may cut a value after 100",
            "use shorter names, or fewer of them in the template",
            key,
        )
    if "@" in value:
        yield LinkLint(
            "personal-data-in-utm",
            f"`{key}` contains `@`: e-mail addresses and handles must not reach analytics",
            "write the ambassador's short name",
            key,
        )
    if value != value.lower():
        yield LinkLint(
            "upper-case-utm",
            f"`{key}` is `{value[:60]}`; analytics counts upper and lower case as different values",
            "write it in lower case",
            key,
        )


def lint_link(scheme: Scheme, destination: str, link: str, channel: str = "") -> list[LinkLint]:
    """Lint a finished link; `channel` is that of its page."""
    if not is_web(link):
        return []
    network = scheme.network
    lints = _names_of_source(link) if network.kind == "params" else []
    if channel in ("ig", "instagram", "fb", "facebook") and scheme.writes_fragment:
        lints.append(
            LinkLint(
                "anchor-in-app",
                f"{network.title} writes after the `#`; its vendor does not recommend that on Instagram",
                "use a scheme that writes into the query",
            )
        )
    if scheme.link and "dest.relative" in scheme.link.fields and is_web(destination):
        parts = split_url(clean_url(destination))
        if parts.query or parts.fragment:
            lints.append(
                LinkLint(
                    "discount-redirect",
                    "a discount link to an address with `?` or `#` loses its UTM in shops built on Hydrogen",
                    "link to the product's plain address",
                )
            )
    longest = 1000 if network.kind in ("params", "none") else 2048
    if len(link) > longest:
        lints.append(
            LinkLint(
                "long-link",
                f"a link has {len(link):,} characters; after {longest:,} analytics or a network may cut it",
                "shorten the UTM values or the destination",
            )
        )
    return lints


def _names_of_source(link: str) -> list[LinkLint]:
    params = dict(parse_url(link).pairs())
    reads = next((key for key in ("ref", "source") if params.get(key)), None)
    if not reads or "utm_source" in params:
        return []
    return [
        LinkLint(
            "ref-without-source",
            f"Plausible takes `{reads}={params[reads][:60]}` as the source of the visit",
            "set `source` in `tracking.utm`, so that analytics reads that instead",
        )
    ]


def lint_site(site: str, shop: str) -> list[LinkLint]:
    """Lint the addresses of the ambassadors' site and of the shop."""
    if not same_site(site, shop):
        return []
    return [
        LinkLint(
            "shared-domain",
            "the site and the shop share a domain; in one analytics property UTM would overwrite where a visitor "
            "really came from",
            "measure them in two properties and write `checks: {shared-domain: off}`, or put the ambassadors' pages "
            "on a domain of their own",
        )
    ]


def lint_placeholder(address: str, made_up: str, instead: str) -> list[LinkLint]:
    """Lint an address of site.yaml that may still be the one that a new site has; `instead` says what to write.

    No other `.example` address is one, so that examples and tests build without a warning.
    """
    if split_url(clean_url(address)).host != split_url(clean_url(made_up)).host:
        return []
    message = f"`{made_up}` is made up: a new site has it until you write your own, and links to it lead nowhere"
    return [LinkLint("placeholder-address", message, instead)]


def same_site(first: str, second: str) -> bool:
    """Return whether two http(s) addresses share a registrable domain.

    Private suffixes count: a.github.io and b.github.io are two sites. Raises LinkError like `clean_url`.
    """
    first_host, second_host = (split_url(clean_url(url)).host.removesuffix(".") for url in (first, second))
    # A registrable domain has at least two labels. Most hosts differ there, which saves reading the suffix list.
    return first_host.split(".")[-2:] == second_host.split(".")[-2:] and site_of(first_host) == site_of(second_host)


@lru_cache(maxsize=1024)
def _is_local(host: str) -> bool:
    name = host.removesuffix(".")
    if name == "localhost" or name.endswith((".localhost", ".local", ".internal")):
        return True
    try:
        address = ipaddress.ip_address(name.strip("[]"))
    except ValueError:
        return "." not in name
    return address.is_loopback or address.is_private or address.is_link_local
