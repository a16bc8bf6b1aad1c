"""Parser of tracked links: the destination, and the values that they carry."""

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
    """Content of a tracked link: its destination, and the network's values."""

    destination: str
    values: Mapping[str, str]
    inside: str = ""
    """The destination as a redirect embeds it, with UTM inside; "" if the link embeds none."""


def destination_of(network: Network, link: str, settings: Mapping[str, Value] | None = None) -> str:
    """Return the destination of a tracked link in the form of `bare_destination`; "" if the link has none.

    `settings` are the account's, for schemes whose keys can be renamed. Raises LinkError `unreadable-link`.
    """
    return parse_link(network, link, settings).destination


def parse_link(network: Network, link: str, settings: Mapping[str, Value] | None = None) -> ParsedLink:
    """Parse a tracked link of this network. Raises LinkError `unreadable-link` for any other text."""
    scheme = compile_network(network)
    return parse_filled(scheme, parse_url(link), scheme.fill(settings or {}))


def parse_filled(scheme: Scheme, link: ParsedUrl, filled_values: Mapping[str, Value]) -> ParsedLink:
    """Parse like `parse_link`, from a compiled network, a parsed link and filled values."""
    network = scheme.network
    if network.kind == "literal":
        raise LinkError("unreadable-link", "a link that the platform issued does not show where it leads")
    if scheme.link is not None:
        url = str(link)
        match = scheme.pattern(filled_values).fullmatch(url)
        if match is None:
            raise LinkError("unreadable-link", f"`{url[:200]}` is not a link of {network.title}")
        return _read_redirect(scheme, scheme.link, match)
    names = scheme.names(filled_values)
    values: dict[str, str] = {}
    if names:
        value_by_key = dict(keyed_pairs(scheme, link))
        values = {field: value_by_key[key] for key, field in names.items() if field and key in value_by_key}
    if network.place == "fragment":
        link = link._replace(fragment=None)
    return ParsedLink(_bare(scheme, link, names), values)


def keyed_pairs(scheme: Scheme, link: ParsedUrl) -> list[tuple[str, str]]:
    """Return the decoded pairs in the part of a link where the network writes its keys."""
    if scheme.network.place == "query":
        return link.pairs()
    # A second `#` is a letter of the fragment, and ends nothing.
    return parse_url(f"{link.head}?{(link.fragment or '').replace('#', '%23')}").pairs()


def bare_destination(network: Network, destination: str, settings: Mapping[str, Value] | None = None) -> str:
    """Return the part of a destination that a link of this network preserves: all that tracking does not replace.

    Tracking replaces `utm_*` if the network carries UTM, and the network's own keys. It drops a bare `?`, and a `&` at
    the end of a query. ShareASale also loses the choice between http and https, AffiliateWP the slash at the end of a
    path.
    """
    scheme = compile_network(network)
    return bare_filled(scheme, destination, scheme.fill(settings or {}))


def bare_filled(scheme: Scheme, destination: str, filled_values: Mapping[str, Value]) -> str:
    """Strip like `bare_destination`, from a compiled network and filled values."""
    return _bare_url(scheme, destination, frozenset(scheme.names(filled_values))) if destination else ""


@lru_cache(maxsize=4096)
def _bare_url(scheme: Scheme, url: str, names: frozenset[str]) -> str:
    """Strip one URL; cached, because all people link to the same products."""
    return _bare(scheme, parse_url(url), names)


def _bare(scheme: Scheme, url: ParsedUrl, names: Container[str]) -> str:
    network = scheme.network
    utm, keys = network.utm != "none", names if network.place == "query" else ()
    pieces = [piece.text for piece in url.params if not (utm and piece.is_utm) and piece.key not in keys]
    query = "&".join(pieces).rstrip("&")
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
    """Normalise the parts that the template's own filters cannot preserve."""
    filters = {field.name: field.filter for field, _ in link.walk()}
    if filters.get("dest.path") == "slash" and not parts.path.endswith("/"):
        parts = parts._replace(path=parts.path + "/")
    if filters.get("dest") == "no-scheme":
        parts = parts._replace(origin="https://" + parts.origin.partition("://")[2])
    if filters.get("dest") == "raw" and "?" in link.literal:
        # The query of the link encodes an apostrophe in a raw destination.
        parts = parts._replace(path=parts.path.replace("'", "%27"))
    return parts


def _read_redirect(scheme: Scheme, link: Template, match: re.Match[str]) -> ParsedLink:
    texts: dict[str, str] = {}
    groups = match.groupdict()
    for field, _ in link.walk():
        text = groups.get(group_name(field.name))
        if text and field.name not in texts:
            texts[field.name] = (ENCODINGS[field.filter] if field.filter else QUERY).read(text)
    dest = texts.get("dest") or texts.get("dest.nofragment") or texts.get("dest.origin", "")
    dest += texts.get("dest.path", "") + texts.get("dest.tail", "") + texts.get("dest.relative", "")
    if "dest.fragment" in texts:
        dest += "#" + texts["dest.fragment"]
    values = {name: value for name, value in texts.items() if name not in DESTINATION}
    if not dest:
        return ParsedLink("", values)
    inside = parse_url(dest)
    return ParsedLink(_bare(scheme, inside, ()), values, str(inside))
