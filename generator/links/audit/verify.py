"""Verification of one tracked link from its bytes alone: right destination, right person.

It uses the plan of the link only for comparison. It reads each scheme, outermost first, back out of the address. The
result must be the destination and the person that *content* names.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Mapping
from functools import lru_cache
from typing import Literal, NamedTuple

from msgspec import Struct

from generator.links.audit.parse import (
    ParsedLink,
    bare_destination,
    bare_filled,
    keyed_pairs,
    parse_filled,
)
from generator.links.errors import LinkError
from generator.links.generate.planned import PlannedLink
from generator.links.generate.write import write_compiled_link
from generator.links.schemes.compiled import PERSONAL, Scheme
from generator.links.schemes.template import Value
from generator.links.schemes.tracking import ChainStep
from generator.links.urls.parsed import ParsedUrl, parse_url
from generator.links.urls.query import drop_query, is_utm
from generator.links.urls.url import clean_url
from generator.models.network import Network

_SOURCE = re.compile(r"utm_source(?:=|%(?:25)*3D)([a-z0-9-]+)", re.IGNORECASE)
"""UTM source, in a link or encoded inside it. A slug has no letters that are ever encoded."""


class Payee(Struct, frozen=True):
    """One person, by every value that links may carry; `issued_links` are the profile's `links:`."""

    slug: str
    partner_id: str
    code: str
    issued_links: Mapping[str, str]


class LinkFault(NamedTuple):
    """A finding: the problem's name, and the message, which follows the words "a paid link"."""

    name: Literal["misdirected-link", "wrong-person", "wrong-utm"]
    message: str


def verify_link(
    plan: PlannedLink, href: str, payee: Payee, destination: str, slugs: Container[str] = ()
) -> list[LinkFault]:
    """Return the faults of `href`, which should lead to `destination` for `payee`.

    `plan` has the schemes and the account's values. `slugs` are those of all people.
    """
    faults: list[LinkFault] = []
    planned_values, planned_utm, destinations = plan.inputs.values, plan.inputs.utm, plan.inputs.destinations
    sources = {planned_utm.get("utm_source", ""), *_sources_in(href)} - {payee.slug}
    for source in sources and sources.difference(_sources_of(destination)):
        if source in slugs:
            faults.append(LinkFault("wrong-person", f"has the UTM source of `{source}`"))
    issued_link = payee.issued_links.get(plan.want.product) or payee.issued_links.get("shop", "")
    own: dict[str, Value] = {"id": payee.partner_id, "code": payee.code, "link": issued_link}
    values = {**planned_values, **own}
    link, last = href, len(plan.steps) - 1
    try:
        for index in range(last, -1, -1):
            scheme = plan.steps[index].scheme
            lacking = [name for name in scheme.network.requires if name in PERSONAL and not own[name]]
            if lacking:
                faults.append(LinkFault("wrong-person", f"names no person: `{payee.slug}` has no `{lacking[0]}`"))
                break
            target = destinations[index] if index else destination
            if index and plan.steps[index - 1].network.kind == "literal":
                target = issued_link
            utm = planned_utm if index == last else {}
            step_faults, link = _verify_step(scheme, link, target, values, utm, plan.steps[index + 1 :])
            faults += step_faults
            if index and target == issued_link:  # a link that the platform issued is opaque
                break
            if index and not link:
                title = scheme.network.title
                faults.append(LinkFault("misdirected-link", f"ends with {title}, which leads to no other link"))
                break
    except LinkError as error:
        faults.append(LinkFault("misdirected-link", f"cannot be read back: {error.message.rstrip('.')}"))
    return faults


def _sources_in(text: str) -> list[str]:
    return _SOURCE.findall(text)


_sources_of = lru_cache(maxsize=4096)(_sources_in)


def _verify_step(
    scheme: Scheme,
    href: str,
    target: str,
    values: Mapping[str, Value],
    utm: Mapping[str, str],
    around: tuple[ChainStep, ...],
) -> tuple[list[LinkFault], str]:
    """Verify one scheme; the second value is the link inside it, or the destination."""
    network, link = scheme.network, parse_url(href)
    if network.kind == "literal":
        own = str(values["link"])
        same = bare_destination(network, href) == bare_destination(network, own)
        faults = [] if same else [LinkFault("wrong-person", "is not the one that the platform issued")]
        return faults + _verify_utm(network, link, "", own, utm), ""
    filled_values = scheme.fill({**utm, **values}) if scheme.variables else {}
    reading = parse_filled(scheme, link, filled_values)
    faults = []
    expected_url = bare_filled(scheme, target, filled_values) if scheme.takes_destination else ""
    if reading.destination != expected_url:
        # The outer schemes may have normalised it too, such as a bare `#`.
        for step in around:
            expected_url = bare_destination(step.network, expected_url, {**utm, **values})
    if reading.destination != expected_url:
        faults.append(
            LinkFault("misdirected-link", f"leads to {reading.destination[:200]}, not to {expected_url[:200]}")
        )
    if scheme.keys:
        faults += _verify_keys(scheme, link, target, filled_values)
    if network.kind == "redirect":
        faults += _verify_identity(reading, filled_values)
        faults += [] if faults else _verify_rest(scheme, href, reading.inside, filled_values)
    if not around:  # reading an outer scheme removed UTM from the inner link
        faults += _verify_utm(network, link, reading.inside, target, utm)
    return faults, reading.destination


def _verify_keys(scheme: Scheme, link: ParsedUrl, target: str, filled_values: Mapping[str, Value]) -> list[LinkFault]:
    """Check that each of the scheme's keys occurs once with its value.

    A key without a value must be as the destination has it.
    """
    faults = []
    pairs = keyed_pairs(scheme, link)
    keys = {key.render(filled_values): (value.render(filled_values), value.fields) for key, value in scheme.keys}
    for name, (value, fields) in keys.items():
        standing = [pair for key, pair in pairs if key == name]
        theirs = () if value else keyed_pairs(scheme, parse_url(target))
        if standing != ([value] if value else [value_there for key, value_there in theirs if key == name]):
            values = " and ".join(f"`{value_there[:60]}`" for value_there in standing) or "nothing"
            personal = bool(fields & PERSONAL)
            faults.append(
                LinkFault(
                    "wrong-person" if personal else "misdirected-link",
                    f"has {values} in `{name}`, not `{value[:60]}`",
                )
            )
    return faults


def _verify_identity(reading: ParsedLink, filled_values: Mapping[str, Value]) -> list[LinkFault]:
    """Check that every personal value in a redirect is this person's."""
    return [
        LinkFault("wrong-person", f"has `{name}` `{text[:60]}` of another person")
        for name, text in reading.values.items()
        if name in PERSONAL and text != filled_values[name]
    ]


def _verify_rest(scheme: Scheme, href: str, inside: str, filled_values: Mapping[str, Value]) -> list[LinkFault]:
    """Check every other byte: a link that is rewritten from the parsed values must be identical."""
    network = scheme.network
    if network.utm == "outer":
        href = drop_query(clean_url(href), lambda key: bool(_utm_key(network, key)))
    if write_compiled_link(scheme, inside, filled_values, {}) == href:
        return []
    return [LinkFault("misdirected-link", "has something other than the destination and the planned values")]


def _verify_utm(network: Network, link: ParsedUrl, inside: str, target: str, utm: Mapping[str, str]) -> list[LinkFault]:
    """Check that exactly the planned UTM keys and values occur, once each, where the scheme puts them."""
    if network.utm == "none":
        return []
    expected_pairs = [(key, value) for key, value in utm.items() if value]
    if network.utm == "outer":
        standing = [(key, value) for name, value in link.pairs() if (key := _utm_key(network, name))]
    elif network.utm == "link":
        standing = link.utm()
    else:
        standing = parse_url(inside).utm() if inside else expected_pairs
    if network.utm != "outer":
        expected_pairs = expected_pairs or parse_url(target).utm()
    if standing == expected_pairs or sorted(standing) == sorted(expected_pairs):
        return []
    return [LinkFault("wrong-utm", _difference(sorted(standing), sorted(expected_pairs)))]


def _difference(standing: list[tuple[str, str]], expected_pairs: list[tuple[str, str]]) -> str:
    keys = [key for key, _ in standing]
    for key, value in standing:
        if keys.count(key) > 1:
            return f"holds `{key}` {keys.count(key)} times"
        if (key, value) not in expected_pairs:
            return f"has `{value[:60]}` in `{key}`, which was not planned"
    [(missing_piece, _), *_] = Counter(expected_pairs) - Counter(standing)
    return f"lacks `{missing_piece}`"


def _utm_key(network: Network, key: str) -> str:
    """Return the `utm_*` key behind an outer link's key; "" for any other key."""
    before, _, after = network.utm_key.partition("{key}")
    inner = key.removeprefix(before).removesuffix(after)
    return inner if is_utm(inner) and key == f"{before}{inner}{after}" else ""
