"""Writer of tracked links."""

from __future__ import annotations

import re
from collections.abc import Mapping

from generator.links.errors import LinkError
from generator.links.schemes.compiled import DESTINATION, Scheme, compile_network
from generator.links.schemes.template import Value
from generator.links.urls.query import (
    Existing,
    add_pairs,
    drop_query,
    encode_key,
    is_utm,
    query_pairs,
)
from generator.links.urls.url import (
    clean_url,
    encode,
    is_web,
    split_url,
    with_slash,
)
from generator.models.network import Network

_STEPS = re.compile(r"/(?:\.|%2e){1,2}(?:/|$)", re.IGNORECASE)


def write_link(
    network: Network,
    destination: str,
    values: Mapping[str, Value],
    utm: Mapping[str, str],
    *,
    existing: Existing = "replace",
) -> str:
    """Return the link to `destination` as `network` writes it.

    `values` are the person's and the account's (`id`, `mid`, `sub` ...); the scheme ignores those that it does not
    read. `utm` has whole keys (`utm_source`); empty values are left out. `existing` decides about `utm_*` in the
    destination.

    A destination that is not an absolute http(s) address is returned unchanged. An empty one gives the network's home
    link if the scheme has one. To chain schemes, pass a tracked link as destination, and write the inner one without
    `utm`.

    Raises LinkError `invalid-url`, `invalid-host`, `url-password`, `missing-tracking-value`, `missing-destination`,
    `fragment-taken`, `sub-id`, `tracking-value`, and those of `compile_network`.
    """
    return write_compiled_link(compile_network(network), destination, values, utm, existing)


def write_compiled_link(
    scheme: Scheme,
    destination: str,
    values: Mapping[str, Value],
    utm: Mapping[str, str],
    existing: Existing = "replace",
) -> str:
    """Write a link like `write_link`, for a compiled network."""
    if not is_web(destination) and destination.strip():
        return destination
    network, filled_values = scheme.network, {}
    if scheme.variables:
        filled_values = scheme.fill({**utm, **values})
        _check_values(scheme, filled_values)
    kind = network.kind
    if kind == "redirect":
        return _redirect(scheme, destination, filled_values, utm, existing)
    if kind == "literal":
        url = clean_url(str(filled_values["link"]))
    elif not destination.strip():
        return destination
    else:
        url = clean_url(destination)
    if kind == "params":
        url = _with_keys(scheme, url, filled_values)
    return add_pairs(url, utm.items(), existing) if network.utm == "link" else url


def _check_values(scheme: Scheme, values: Mapping[str, Value]) -> None:
    network = scheme.network
    missing = [name for name in network.requires if not values[name]]
    if missing:
        names = " and ".join(f"`{name}`" for name in missing)
        raise LinkError(
            "missing-tracking-value",
            f"a link of {network.title} needs {names}, which {'is' if len(missing) == 1 else 'are'} not given",
            "write the person's own id as `partner_id` in the profile, and the values of the account under "
            "`tracking.settings` in site.yaml",
        )
    for name in scheme.subs:
        if values[name]:
            _check_sub(network, name, str(values[name]))


def _check_sub(network: Network, name: str, value: str) -> None:
    longest, pattern = network.sub.max, network.sub.pattern
    if longest is not None and len(value) > longest:
        raise LinkError(
            "sub-id",
            f"the sub-id `{value[:80]}` has {len(value)} characters; {network.title} accepts {longest}",
            f"use fewer or shorter values in `{name}`",
        )
    if pattern is not None and not re.fullmatch(pattern, value):
        wrong = next(char for char in value if not re.fullmatch(pattern, char))
        raise LinkError(
            "sub-id",
            f"the sub-id `{value[:80]}` holds `{wrong}`, which {network.title} does not accept",
            f"only {pattern.rstrip('+')} are allowed; the filter `alnum` leaves nothing but a-z and 0-9",
        )


def _redirect(
    scheme: Scheme, destination: str, values: Mapping[str, Value], utm: Mapping[str, str], existing: Existing
) -> str:
    network = scheme.network
    parts: dict[str, str] = {}
    outer = utm
    if destination.strip() and scheme.takes_destination:
        url = clean_url(destination)
        if network.utm == "destination":
            url = add_pairs(url, utm.items(), existing)
        elif network.utm == "outer":
            url, outer = _apart(url, utm, existing)
        parts = _destination_parts(scheme, url)
    elif scheme.needs_destination:
        raise LinkError("missing-destination", f"a link of {network.title} needs a destination")
    link = clean_url(scheme.write({**dict.fromkeys(DESTINATION, ""), **values, **parts}))
    if network.utm == "outer":
        link = add_pairs(link, [(network.utm_key.replace("{key}", key), outer[key]) for key in outer])
    return link


def _apart(url: str, utm: Mapping[str, str], existing: Existing) -> tuple[str, Mapping[str, str]]:
    """Return the destination and the UTM for outside it, so that no key occurs in both."""
    standing = {key.lower() for key, _ in query_pairs(url) if is_utm(key)}
    if not standing or not any(utm.values()):
        return url, utm
    if existing == "replace":
        return drop_query(url, is_utm), utm
    return url, {} if existing == "keep" else {key: utm[key] for key in utm if key not in standing}


def _destination_parts(scheme: Scheme, url: str) -> dict[str, str]:
    if scheme.takes_it_whole:
        return {"dest": url}
    parts = split_url(url)
    if scheme.writes_fragment and parts.fragment:
        raise _fragment_taken(scheme.network)
    if scheme.moves_fragment:
        url = str(parts._replace(fragment=None))
    relative = str(parts._replace(origin=""))
    if scheme.link and "dest.relative" in scheme.link.fields and relative.startswith("//"):
        # A browser reads `//x` as a host; Shopify's storefront refuses it.
        raise LinkError("invalid-url", "a path that begins with `//` cannot be redirected to", "write one `/`")
    if scheme.link and "dest.nofragment" in scheme.link.fields and _STEPS.search(parts.path):
        # Inside another address's path, a browser would resolve the steps beyond the destination.
        raise LinkError(
            "invalid-url", "an address with `/./` or `/../` cannot be in this link", "write the address without them"
        )
    return {
        "dest": url,
        "dest.origin": parts.origin,
        "dest.path": parts.path,
        "dest.tail": str(parts._replace(origin="", path="")),
        "dest.relative": relative,
        "dest.nofragment": url,
        "dest.fragment": parts.fragment or "",
    }


def _with_keys(scheme: Scheme, url: str, values: Mapping[str, Value]) -> str:
    pairs = {key.render(values): value.render(values) for key, value in scheme.keys}
    parts = split_url(url)
    if scheme.network.trailing_slash:
        parts = with_slash(parts)
    if parts.query:
        _refuse_doubles(url, pairs)
    if scheme.network.place == "query":
        return add_pairs(str(parts), pairs.items())
    if parts.fragment:
        raise _fragment_taken(scheme.network)
    fragment = "&".join(f"{encode_key(key)}={encode(value)}" for key, value in pairs.items() if value)
    return str(parts._replace(fragment=fragment or None))


def _refuse_doubles(url: str, pairs: Mapping[str, str]) -> None:
    """Refuse a key that some shops would read as ours (`TAG`, `tag[]`): it would name another person."""
    ours = {key.lower() for key in pairs}
    for key, _ in query_pairs(url):
        if key not in pairs and key.lower().partition("[")[0] in ours:
            message = f"the address has a key `{key[:40]}`, which a shop may read as the affiliate's id"
            raise LinkError("affiliate-destination", message, "delete it: the site adds each person's own")


def _fragment_taken(network: Network) -> LinkError:
    return LinkError(
        "fragment-taken",
        f"the destination has a `#` part, which {network.title} needs for itself",
        "link to the page without `#...`, or use a scheme that writes into the query",
    )
