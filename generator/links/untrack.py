"""A tracked link, read back: where it leads and for whom."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from generator.links.encodings import ENCODINGS, QUERY
from generator.links.errors import LinkError
from generator.links.query import is_utm, query_pairs, without_keys
from generator.links.schemes import DESTINATION, Scheme, compile_network, group_name
from generator.links.template import Template, Value
from generator.links.urls import Parts, clean_url, split_url, with_slash
from generator.models.network import Network


@dataclass(frozen=True, slots=True)
class Reading:
    """What a tracked link says: where it leads, the network's values that it carries."""

    destination: str
    values: Mapping[str, str]
    inside: str = ""
    """The destination as it stands in the link, with the UTM that went inside; "" where the link has none."""


def untrack(network: Network, link: str, settings: Mapping[str, Value] | None = None) -> str:
    """Return the destination of a tracked link, as `bare_destination` gives it ("" where the link has none).

    `settings` are the account's, for schemes whose keys can be renamed. Raises LinkError `unreadable-link`.
    """
    return read_link(network, link, settings).destination


def read_link(network: Network, link: str, settings: Mapping[str, Value] | None = None) -> Reading:
    """Read a tracked link of this network; raises LinkError `unreadable-link` when it is none."""
    scheme = compile_network(network)
    url = clean_url(link)
    if network.kind == "literal":
        raise LinkError("unreadable-link", "a link that the platform issued does not show where it leads")
    if scheme.link is not None:
        found = scheme.pattern(settings or {}).fullmatch(url)
        if found is None:
            raise LinkError("unreadable-link", f"`{url[:200]}` is not a link of {network.title}")
        return _read_redirect(scheme, found)
    names = _key_names(scheme, settings)
    held = dict(keyed_pairs(network, url)) if names else {}
    values = {field: held[key] for key, field in names.items() if field and key in held}
    if network.place == "fragment":
        url = str(split_url(url)._replace(fragment=None))
    return Reading(_bare(scheme, url, frozenset(names)), values, url)


def keyed_pairs(network: Network, url: str) -> list[tuple[str, str]]:
    """Return the decoded pairs that stand in a clean `url` where the network writes its keys."""
    if network.place == "query":
        return query_pairs(url)
    parts = split_url(url)
    return query_pairs(f"{parts.origin}/?{parts.fragment or ''}")


def bare_destination(network: Network, destination: str, settings: Mapping[str, Value] | None = None) -> str:
    """Return what a link of this network can give back of a destination: all but what tracking replaces.

    That is `utm_*` where the network carries UTM, its own keys, a bare `?` and `&` at the end of a query; for
    ShareASale also the choice between http and https, for AffiliateWP the slash at the end of a path.
    """
    if not destination:
        return ""
    scheme = compile_network(network)
    return _bare(scheme, clean_url(destination), frozenset(_key_names(scheme, settings)))


@lru_cache(maxsize=4096)
def _bare(scheme: Scheme, url: str, names: frozenset[str]) -> str:
    """See `bare_destination`; it is asked of the same products for everybody."""
    network = scheme.network
    names = names if network.place == "query" else frozenset()
    drops_utm = network.utm != "none"
    origin, path, query, fragment = split_url(url)
    query = without_keys(query or "", lambda key: key in names or (drops_utm and is_utm(key))).rstrip("&")
    parts = Parts(origin, path, query or None, fragment)
    if network.trailing_slash:
        parts = with_slash(parts)
    if scheme.link is not None:
        parts = _as_embedded(scheme.link, parts)
    return str(parts._replace(fragment=parts.fragment or None) if scheme.moves_fragment else parts)


def _as_embedded(link: Template, parts: Parts) -> Parts:
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


def _key_names(scheme: Scheme, settings: Mapping[str, Value] | None) -> dict[str, str]:
    """The scheme's keys as they are called in this account, each with the value that it carries ("" if it is fixed)."""
    if not scheme.keys:
        return {}
    values = scheme.fill(settings or {})
    return {key.render(values): next(iter(value.fields), "") for key, value in scheme.keys}


def _read_redirect(scheme: Scheme, found: re.Match[str]) -> Reading:
    held: dict[str, str] = {}
    groups = found.groupdict()
    for field, _ in scheme.link.walk() if scheme.link else ():
        text = groups.get(group_name(field.name))
        if text and field.name not in held:
            held[field.name] = (ENCODINGS[field.filter] if field.filter else QUERY).read(text)
    dest = held.get("dest") or held.get("dest.nofragment") or held.get("dest.origin", "")
    dest += held.get("dest.path", "") + held.get("dest.tail", "") + held.get("dest.relative", "")
    if "dest.fragment" in held:
        dest += "#" + held["dest.fragment"]
    values = {name: value for name, value in held.items() if name not in DESTINATION}
    if not dest:
        return Reading("", values)
    return Reading(_bare(scheme, clean_url(dest), frozenset()), values, clean_url(dest))
