"""A tracked link, read back: where it leads and for whom."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping
from functools import lru_cache
from typing import NamedTuple

from generator.links.errors import LinkError
from generator.links.schemes.compiled import (
    DESTINATION,
    Scheme,
    compile_network,
    group_name,
)
from generator.links.schemes.encodings import ENCODINGS, QUERY
from generator.links.schemes.template import Template, Value
from generator.links.urls.parsed import ParsedUrl, parse_url
from generator.links.urls.url import UrlParts, split_url, with_slash
from generator.models.network import Network


class ParsedLink(NamedTuple):
    """What a tracked link says: where it leads, the network's values that it carries."""

    destination: str
    values: Mapping[str, str]
    inside: str = ""
    """The destination as it stands in a redirect, with the UTM that went inside; "" where the link has none."""


def destination_of(network: Network, link: str, settings: Mapping[str, Value] | None = None) -> str:
    """Return the destination of a tracked link, as `bare_destination` gives it ("" where the link has none).

    `settings` are the account's, for schemes whose keys can be renamed. Raises LinkError `unreadable-link`.
    """
    return parse_link(network, link, settings).destination


def parse_link(network: Network, link: str, settings: Mapping[str, Value] | None = None) -> ParsedLink:
    """Read a tracked link of this network; raises LinkError `unreadable-link` when it is none."""
    scheme = compile_network(network)
    return parse_filled(scheme, parse_url(link), scheme.fill(settings or {}))


def parse_filled(scheme: Scheme, link: ParsedUrl, filled: Mapping[str, Value]) -> ParsedLink:
    """Do what `parse_link` does, with what is there already: the network and the link read, the values filled in."""
    network = scheme.network
    if network.kind == "literal":
        raise LinkError("unreadable-link", "a link that the platform issued does not show where it leads")
    if scheme.link is not None:
        url = str(link)
        found = scheme.pattern(filled).fullmatch(url)
        if found is None:
            raise LinkError("unreadable-link", f"`{url[:200]}` is not a link of {network.title}")
        return _read_redirect(scheme, scheme.link, found)
    names = scheme.names(filled)
    values: dict[str, str] = {}
    if names:
        held = dict(keyed_pairs(scheme, link))
        values = {field: held[key] for key, field in names.items() if field and key in held}
    if network.place == "fragment":
        link = link._replace(fragment=None)
    return ParsedLink(_bare(scheme, link, names), values)


def keyed_pairs(scheme: Scheme, link: ParsedUrl) -> list[tuple[str, str]]:
    """Return the decoded pairs that stand in a link where the network writes its keys."""
    if scheme.network.place == "query":
        return link.pairs()
    return parse_url(f"{link.head}?{link.fragment or ''}").pairs()


def bare_destination(network: Network, destination: str, settings: Mapping[str, Value] | None = None) -> str:
    """Return what a link of this network can give back of a destination: all but what tracking replaces.

    That is `utm_*` where the network carries UTM, its own keys, a bare `?` and `&` at the end of a query; for
    ShareASale also the choice between http and https, for AffiliateWP the slash at the end of a path.
    """
    scheme = compile_network(network)
    return bare_filled(scheme, destination, scheme.fill(settings or {}))


def bare_filled(scheme: Scheme, destination: str, filled: Mapping[str, Value]) -> str:
    """Do what `bare_destination` does, with what is there already: the network read, the values filled in."""
    return _bare_url(scheme, destination, frozenset(scheme.names(filled))) if destination else ""


@lru_cache(maxsize=4096)
def _bare_url(scheme: Scheme, url: str, names: frozenset[str]) -> str:
    """It is asked of the same products for everybody."""
    return _bare(scheme, parse_url(url), names)


def _bare(scheme: Scheme, url: ParsedUrl, names: Container[str]) -> str:
    network = scheme.network
    utm, keys = network.utm != "none", names if network.place == "query" else ()
    kept = [piece.text for piece in url.params if not (utm and piece.is_utm) and piece.key not in keys]
    query = "&".join(kept).rstrip("&")
    if scheme.keeps_the_rest:
        return url.head + (f"?{query}" if query else "") + ("" if url.fragment is None else f"#{url.fragment}")
    origin, path, _, _ = split_url(url.head)
    parts = UrlParts(origin, path, query or None, url.fragment)
    if network.trailing_slash:
        parts = with_slash(parts)
    if scheme.link is not None:
        parts = _as_embedded(scheme.link, parts)
    return str(parts._replace(fragment=parts.fragment or None) if scheme.moves_fragment else parts)


def _as_embedded(link: Template, parts: UrlParts) -> UrlParts:
    """What the template itself cannot keep apart."""
    filters = {field.name: field.filter for field, _ in link.walk()}
    if filters.get("dest.path") == "slash" and not parts.path.endswith("/"):
        parts = parts._replace(path=parts.path + "/")
    if filters.get("dest") == "no-scheme":
        parts = parts._replace(origin="https://" + parts.origin.partition("://")[2])
    if filters.get("dest") == "raw" and "?" in link.literal:
        # A raw destination stands in the query of its link, where an apostrophe is encoded.
        parts = parts._replace(path=parts.path.replace("'", "%27"))
    return parts


def _read_redirect(scheme: Scheme, link: Template, found: re.Match[str]) -> ParsedLink:
    held: dict[str, str] = {}
    groups = found.groupdict()
    for field, _ in link.walk():
        text = groups.get(group_name(field.name))
        if text and field.name not in held:
            held[field.name] = (ENCODINGS[field.filter] if field.filter else QUERY).read(text)
    dest = held.get("dest") or held.get("dest.nofragment") or held.get("dest.origin", "")
    dest += held.get("dest.path", "") + held.get("dest.tail", "") + held.get("dest.relative", "")
    if "dest.fragment" in held:
        dest += "#" + held["dest.fragment"]
    values = {name: value for name, value in held.items() if name not in DESTINATION}
    if not dest:
        return ParsedLink("", values)
    inside = parse_url(dest)
    return ParsedLink(_bare(scheme, inside, ()), values, str(inside))
