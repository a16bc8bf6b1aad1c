"""The parser of addresses in a page, which follows browsers."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import unquote, unquote_plus

import idna

_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_WITH_HOST = re.compile(r"(?:(?:https?|wss?|ftp):[/\\]*|[/\\]{2})([^/\\?#]*)", re.IGNORECASE)
# A browser drops these before it reads an address (URL standard, "basic URL parser", steps 1 to 3).
_EDGES = "".join(map(chr, range(0x21)))
_IGNORED_LETTERS = re.compile(r"[\t\n\r]")


def as_read(url: str) -> str:
    """Return the address without the letters that a browser ignores in it."""
    return _IGNORED_LETTERS.sub("", url.strip(_EDGES))


class Opening(NamedTuple):
    """The part of an address before the query."""

    host: str | None
    """The host that it names, lower case and ASCII, without port; None if it names none."""
    scheme: str
    """In lower case, "" for a relative address."""


def opening_of(url: str) -> Opening:
    """Return the part before the query. Many links share it, while the query has the person."""
    # Keep the `?`, so that white space before it is inside of the address and stays. No part extends beyond the `?`.
    return _opening(url[: url.find("?") + 1] or url)


@lru_cache(maxsize=4096)
def _opening(url: str) -> Opening:
    url = as_read(url)
    match, scheme = _WITH_HOST.match(url), _SCHEME.match(url)
    return Opening(_host(match[1]) if match else None, scheme[1].lower() if scheme else "")


def scheme_of(url: str) -> str:
    """Return the scheme in lower case, "" for a relative address."""
    return opening_of(url).scheme


def host_of(url: str) -> str | None:
    """Return the host of an address in lower case and ASCII, without port; None if it has none."""
    return opening_of(url).host


@lru_cache(maxsize=1024)
def _host(authority: str) -> str:
    host = unquote(re.sub(r":\d*$", "", authority.rpartition("@")[2])).lower().rstrip(".")
    if host.isascii():
        return host
    try:
        return idna.encode(host, uts46=True).decode()
    except (idna.IDNAError, UnicodeError):
        return host


def utm_keys(url: str) -> tuple[str, ...]:
    """Return the `utm_*` keys of an address's query, decoded and in lower case, in order, with repetitions."""
    address, mark, _ = url.partition("#")
    query = address.partition("?")[2]
    if not query:
        return ()
    # A browser ignores white space at the end. The first pair is often the person's, and all links share the rest.
    first, _, rest_of_query = (query if mark else query.rstrip(_EDGES)).partition("&")
    return _utm_keys(first) + _utm_keys(rest_of_query)


@lru_cache(maxsize=4096)
def _utm_keys(query: str) -> tuple[str, ...]:
    keys = [unquote_plus(_IGNORED_LETTERS.sub("", pair).partition("=")[0]).strip().lower() for pair in query.split("&")]
    return tuple([key for key in keys if key.startswith("utm_")])


class InternalAddress(NamedTuple):
    """The target of an address inside the site: an output path (None: outside of the site), and a fragment.

    `is_fixed` says that it starts at the host's root, and so means the same on every page.
    """

    path: str | None
    fragment: str
    is_fixed: bool


def resolve(url: str, page: str, site_url: str) -> InternalAddress | None:
    """Resolve an address in the file `page` of the site at `site_url`. Return None for an address of another site.

    `..` beyond the site's root leads out of the site, though a browser would stop there. The site must also work one
    folder deeper.
    """
    host = host_of(url)
    if host is not None and host != host_of(site_url):
        return None  # as nearly all addresses with a host
    way = _way(url, site_url)
    if way is None:
        return None
    if way.steps is None:
        return InternalAddress(page, way.fragment, way.is_fixed)
    folders = [] if way.is_fixed else page.split("/")[:-1]
    depth = len(folders) - way.up
    return InternalAddress("/".join([*folders[:depth], *way.steps]) if depth >= 0 else None, way.fragment, way.is_fixed)


class _RelativePath(NamedTuple):
    """An address inside the site, independent of its page: a number of folders up, then the steps to a file."""

    up: int
    steps: tuple[str, ...] | None
    """None: to the page itself."""
    fragment: str
    is_fixed: bool


@lru_cache(maxsize=1024)
def _way(url: str, site_url: str) -> _RelativePath | None:
    url, base = as_read(url), base_path(site_url)
    match = _WITH_HOST.match(url)
    if match:
        url = "/" + url[match.end() :].lstrip("/\\")
    elif _SCHEME.match(url):
        return None
    path, _, fragment = url.partition("#")
    path = path.partition("?")[0]
    is_fixed = path.startswith("/")
    if not path:
        return _RelativePath(0, None, fragment, is_fixed)
    if is_fixed and not f"{path}/".startswith(base):
        # The same host, but not below the site's address: another site, or a mistake in this one.
        return None if match else _RelativePath(1, (), fragment, is_fixed)
    url_steps = (path[len(base) :] if is_fixed else path).split("/")
    up, steps = 0, list[str]()
    for step in map(unquote, url_steps):
        if step not in ("", ".", ".."):
            steps.append(step)
        elif step == "..":
            if steps:
                steps.pop()
            else:
                up += 1
    if url_steps[-1] in ("", ".", ".."):
        steps.append("index.html")
    return _RelativePath(up, tuple(steps), fragment, is_fixed)


@lru_cache(maxsize=16)
def base_path(site_url: str) -> str:
    """Return the path of the site's root, with a slash at both ends."""
    path = as_read(site_url).partition("://")[2].partition("/")[2].partition("?")[0].partition("#")[0].strip("/")
    return f"/{path}/" if path else "/"
