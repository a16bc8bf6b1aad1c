"""Clean web addresses: editing changes single bytes and never rewrites the whole address.

Characters that are illegal in their position are encoded by the WHATWG URL standard (https://url.spec.whatwg.org/, the
percent-encode sets). All else stays: repeated keys, `[]`, `;`, a lone `%`, lower-case hex, a bare `?`. (`urlunsplit`
would drop a bare `?`; `URLSearchParams` would rewrite the whole query.)
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import quote

from generator.links.errors import LinkError
from generator.links.urls.host import clean_authority

# Fast path: a lower-case DNS name, and only characters that are legal in their position.
_PLAIN = re.compile(
    r"https?://(?=[^/]{1,253}/)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}"
    r"/[\w!$%&'()*+,./:;=@|~\[\]-]*(?:\?[\w!$%&()*+,./:;=@|~\[\]?{}^`-]*)?(?:#[\w!$%&'()*+,./:;=@|~\[\]?{}^#-]*)?",
    re.ASCII,
)
_WEB = re.compile(r"https?:", re.IGNORECASE)
_PORT = re.compile(r":[0-9]*$")
_DROPPED_BY_BROWSERS = re.compile(r"^[\x00-\x20]+|[\t\n\r]")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")
# Invisible characters that copied text brings: soft hyphen, zero-width space, bidi marks, byte-order mark.
_INVISIBLE = re.compile("[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_BAD_IN_PATH = re.compile(r'[^\x21-\x7e]|["<>^`{}]')
_BAD_IN_QUERY = re.compile(r"""[^\x21-\x7e]|["<>']""")
_BAD_IN_FRAGMENT = re.compile(r'[^\x21-\x7e]|["<>`]')

_CODES = {code: quote(chr(code), safe="") for code in range(128) if not re.match(r"[\w.~-]", chr(code))}


class UrlParts(NamedTuple):
    """A clean web address, cut at the first `#`, then the first `?`.

    `query` and `fragment` are None if absent, and "" after a bare `?` or `#`.
    """

    origin: str
    path: str
    query: str | None
    fragment: str | None

    def __str__(self) -> str:
        """Return the address, byte for byte."""
        query = "" if self.query is None else "?" + self.query
        fragment = "" if self.fragment is None else "#" + self.fragment
        return self.origin + self.path + query + fragment

    @property
    def host(self) -> str:
        """The host in lower case, without the port."""
        return _PORT.sub("", self.origin.partition("//")[2]).lower()


def is_web(text: str) -> bool:
    """Return whether a browser reads this as an absolute http(s) address, the only kind that is tracked."""
    return _WEB.match(text) is not None or _WEB.match(_DROPPED_BY_BROWSERS.sub("", text.strip())) is not None


@lru_cache(maxsize=4096)
def clean_url(text: str) -> str:
    """Return an absolute http(s) address in which everything illegal in its position is encoded.

    It drops surrounding white space, and an empty path becomes `/`; all other bytes stay. Idempotent.

    Raises LinkError `invalid-url`, `invalid-host` or `url-password`.
    """
    if _PLAIN.fullmatch(text) and "xn--" not in text and len(text) < 2000:
        return text
    text = text.strip()
    _refuse_characters(text)
    scheme, slashes, address = text.partition("://")
    if not slashes or scheme.lower() not in ("http", "https"):
        raise LinkError(
            "invalid-url", f"`{text[:80]}` is not a web address.", "write the whole address: https://shop.example/..."
        )
    address, hash_, fragment = address.partition("#")
    address, mark, query = address.partition("?")
    authority, _, path = address.partition("/")
    return "".join(
        (
            f"{scheme}://{clean_authority(authority)}/",
            _BAD_IN_PATH.sub(_encode, path),
            mark,
            _BAD_IN_QUERY.sub(_encode, query),
            hash_,
            _BAD_IN_FRAGMENT.sub(_encode, fragment),
        )
    )


@lru_cache(maxsize=4096)
def split_url(url: str) -> UrlParts:
    """Split a clean address into its parts; `str()` of them returns it byte for byte."""
    address, hash_, fragment = url.partition("#")
    address, mark, query = address.partition("?")
    slash = address.index("/", address.index("//") + 2)
    return UrlParts(address[:slash], address[slash:], query if mark else None, fragment if hash_ else None)


@lru_cache(maxsize=4096)
def encode(value: str) -> str:
    """Encode a value for a query or a path segment: UTF-8, a space is `%20`, only `A-Za-z0-9-._~` stay."""
    if value.isascii():
        return value.translate(_CODES)  # ten times as fast as `quote`
    try:
        return quote(value, safe="")
    except UnicodeEncodeError:
        raise _broken_text() from None


def clean_query(text: str) -> str:
    """Clean a query, or a part of it, like `clean_url`. Raises the same LinkError."""
    _refuse_characters(text)
    return _BAD_IN_QUERY.sub(_encode, text)


def clean_fragment(text: str) -> str:
    """Clean a fragment, or a part of it, like `clean_url`. Raises the same LinkError."""
    _refuse_characters(text)
    return _BAD_IN_FRAGMENT.sub(_encode, text)


def with_slash(parts: UrlParts) -> UrlParts:
    """Add a slash to the end of the path where WordPress would; a file's name stays unchanged."""
    last = parts.path.rpartition("/")[2]
    if parts.query or parts.fragment or not last or "." in last:
        return parts
    return parts._replace(path=parts.path + "/")


def _refuse_characters(text: str) -> None:
    if match := _CONTROL.search(text):
        code = ord(match[0])
        message = f"an address contains a control character (U+{code:04X})"
        raise LinkError("invalid-url", message, "remove the line break, tab or other control character")
    if "\\" in text:
        # Browsers read it as `/` in some positions and as data in others.
        raise LinkError("invalid-url", "an address contains a backslash", "write `/` instead of `\\`")
    if match := _INVISIBLE.search(text):
        message = f"an address contains an invisible character (U+{ord(match[0]):04X})"
        raise LinkError("invalid-url", message, "type the address again, or copy it from the browser")
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        raise _broken_text() from None


def _broken_text() -> LinkError:
    message = "an address contains half a character (a lone surrogate)"
    return LinkError("invalid-url", message, "type the character again")


def _encode(match: re.Match[str]) -> str:
    return quote(match[0], safe="")
