"""Redirects: `_redirects` for hosts that read it, and redirect pages for all others.

The format is that of Cloudflare Pages (https://developers.cloudflare.com/pages/configuration/redirects/) and Netlify:
one `source target status` per line. Cloudflare accepts 2,000 lines of 1,000 characters each.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape
from typing import Literal
from urllib.parse import quote

from msgspec import Struct

# `:name` and `*` are patterns in `_redirects`, so paths encode them, and also spaces and line ends.
_PATH_CHARACTERS = "/%~-._"
_URL_CHARACTERS = "/:?#[]@!$&()*+,;=%~-._"
_PRINTABLE = "".join(map(chr, range(0x21, 0x7F)))
MOST_LINES = 2000
LONGEST_LINE = 1000  # characters


class Redirect(Struct, frozen=True):
    """A redirect from a path below the host's root (`/lea/`) to such a path or a whole web address.

    301 is for addresses that have moved, 302 for short links, which stay.
    """

    source: str
    target: str
    status: Literal[301, 302] = 301


def render_redirects(redirects: Iterable[Redirect]) -> bytes:
    """Render `_redirects`, one `/old/ /new/ 301` per line, sorted, moved addresses first.

    Lines that hosts would refuse (too long, or too many) are left out: the pages at these addresses redirect too.
    """
    rules = sorted({(redirect.status, _path(redirect.source), _target(redirect.target)) for redirect in redirects})
    lines = (f"{source} {target} {status}\n" for status, source, target in rules)
    return "".join([line for line in lines if len(line) <= LONGEST_LINE][:MOST_LINES]).encode()


def render_redirect_page(url: str, *, label: str, lang: str, direction: str = "ltr") -> str:
    """Render the page at an old address: it redirects at once, and shows a link if the browser does not.

    `url` is the target, `label` the text of the link and title, `lang` its language (BCP 47). Raises ValueError for an
    address that is neither http(s) nor a path.
    """
    if not re.match(r"https?://|/(?!/)|\.", url):
        raise ValueError(f"not an address of a page: {url!r}")
    href, words = escape(quote(url, safe=_URL_CHARACTERS)), escape(label)
    return (
        f'<!doctype html>\n<html lang="{escape(lang)}" dir="{escape(direction)}">\n'
        '<head>\n<meta charset="utf-8">\n'
        f'<title>{words}</title>\n<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta name="robots" content="noindex">\n<link rel="canonical" href="{href}">\n'
        f'<meta http-equiv="refresh" content="0; url={href}">\n</head>\n'
        f'<body>\n<main>\n<h1><a href="{href}">{words}</a></h1>\n</main>\n</body>\n</html>\n'
    )


def _target(target: str) -> str:
    if re.match(r"https?://[^/?#\s]", target):
        # A tracked link must stay byte for byte, except characters that could end the value or the line.
        return quote(target, safe=_PRINTABLE)
    return _path(target)


def _path(path: str) -> str:
    return "/" + quote(path, safe=_PATH_CHARACTERS).lstrip("/")
