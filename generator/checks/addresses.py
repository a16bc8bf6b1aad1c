"""Addresses in a page, read as a browser reads them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import unquote, unquote_plus

import idna

_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_WITH_HOST = re.compile(r"(?:(?:https?|wss?|ftp):[/\\]*|[/\\]{2})([^/\\?#]*)", re.IGNORECASE)
# A browser drops these before it reads an address (URL standard, "basic URL parser", steps 1 to 3).
_EDGES = "".join(map(chr, range(0x21)))
_DROPPED = re.compile(r"[\t\n\r]")


@lru_cache(maxsize=4096)
def as_read(url: str) -> str:
    """Return the address without what a browser ignores in it."""
    return _DROPPED.sub("", url.strip(_EDGES))


def scheme_of(url: str) -> str:
    """Return the scheme in lower case, "" for a relative address."""
    match = _SCHEME.match(as_read(url))
    return match[1].lower() if match else ""


def host_of(url: str) -> str | None:
    """Return the host that an address names, lower case and ASCII, without port; None if it names none."""
    match = _WITH_HOST.match(url)
    if match is None or not _is_plain(match[1]):
        match = _WITH_HOST.match(as_read(url))
    return _host(match[1]) if match else None


def _is_plain(authority: str) -> bool:
    """Whether nothing stands in it, or before it, that a browser would ignore."""
    return authority.isprintable() and " " not in authority


@lru_cache(maxsize=1024)
def _host(authority: str) -> str:
    host = unquote(re.sub(r":\d*$", "", authority.rpartition("@")[2])).lower().rstrip(".")
    if host.isascii():
        return host
    try:
        return idna.encode(host, uts46=True).decode()
    except (idna.IDNAError, UnicodeError):
        return host


def utm_keys(url: str) -> list[str]:
    """Return the `utm_*` keys of an address's query, decoded and in lower case, in order, repeated as they are."""
    rest, mark, _ = url.partition("#")
    query = rest.partition("?")[2]
    if not query:
        return []
    # It is read bit by bit, for most of its bits stand in other addresses too; a browser ignores what ends the whole.
    pairs = (query if mark else query.rstrip(_EDGES)).split("&")
    return [key for pair in pairs if (key := _key(pair)).startswith("utm_")]


@lru_cache(maxsize=4096)
def _key(pair: str) -> str:
    return unquote_plus(_DROPPED.sub("", pair).partition("=")[0]).strip().lower()


@dataclass(frozen=True, slots=True)
class Inside:
    """Where an address inside the site leads: an output path (None: out of the site), and a fragment.

    `fixed` says that it starts at the host's root, and so means the same on every page.
    """

    path: str | None
    fragment: str
    fixed: bool


def resolve(url: str, page: str, site_url: str) -> Inside | None:
    """Read an address that stands in the file `page` of the site at `site_url`; None when it leads elsewhere.

    `..` beyond the site's root leads out of the site, though a browser would stop there: the site must also
    work one folder deeper.
    """
    named = _WITH_HOST.match(url)
    if named and _is_plain(named[1]) and _host(named[1]) != _host_of_site(site_url):
        return None  # as nearly all that names a host
    return _resolve(url, page, site_url)


_host_of_site = lru_cache(maxsize=16)(host_of)


@lru_cache(maxsize=1024)
def _resolve(url: str, page: str, site_url: str) -> Inside | None:
    url, base = as_read(url), base_path(site_url)
    named = _WITH_HOST.match(url)
    if named:
        if _host(named[1]) != _host_of_site(site_url):
            return None
        url = "/" + url[named.end() :].lstrip("/\\")
    elif scheme_of(url):
        return None
    rest, _, fragment = url.partition("#")
    rest = rest.partition("?")[0]
    fixed = rest.startswith("/")
    if not rest:
        return Inside(page, fragment, fixed)
    if fixed:
        if not f"{rest}/".startswith(base):
            # The same host, but not below the site's address: another site, or one's own slip.
            return None if named else Inside(None, fragment, fixed)
        parts, steps = [], rest[len(base) :].split("/")
    else:
        parts, steps = page.split("/")[:-1], rest.split("/")
    for step in map(unquote, steps):
        if step == "..":
            if not parts:
                return Inside(None, fragment, fixed)
            parts.pop()
        elif step not in ("", "."):
            parts.append(step)
    folder = steps[-1] in ("", ".", "..")
    return Inside("/".join([*parts, "index.html"] if folder else parts), fragment, fixed)


@lru_cache(maxsize=16)
def base_path(site_url: str) -> str:
    """Return the path that the site lives under, with a slash at both ends."""
    path = as_read(site_url).partition("://")[2].partition("/")[2].partition("?")[0].partition("#")[0].strip("/")
    return f"/{path}/" if path else "/"
