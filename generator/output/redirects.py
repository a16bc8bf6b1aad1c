"""Addresses that lead to others: `_redirects` for hosts that read it; a page stands there for those that do not.

The format is that of Cloudflare Pages (https://developers.cloudflare.com/pages/configuration/redirects/) and Netlify:
`source target status` a line. Cloudflare takes 2,000 lines of 1,000 characters each.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from typing import Literal
from urllib.parse import quote

# `:name` and `*` are patterns in `_redirects`, so they are encoded in paths, like spaces and line ends.
_PATH_CHARACTERS = "/%~-._"
_URL_CHARACTERS = "/:?#[]@!$&()*+,;=%~-._"
_PRINTABLE = "".join(map(chr, range(0x21, 0x7F)))
MOST_LINES = 2000
LONGEST_LINE = 1000  # characters


@dataclass(frozen=True, slots=True)
class Redirect:
    """A path below the host's root, as `/lea/`, and where it leads: a path like it, or a whole web address.

    301 is for addresses that have moved, 302 for those that lead on and stay.
    """

    source: str
    target: str
    status: Literal[301, 302] = 301


def render_redirects(redirects: Iterable[Redirect]) -> bytes:
    """Write `_redirects`, one `/old/ /new/ 301` a line, sorted, those that have moved first.

    What hosts would not take (lines too long, or too many) is left out: the pages at these addresses lead on too.
    """
    ordered = sorted({(one.status, _path(one.source), _target(one.target)) for one in redirects})
    lines = (f"{source} {target} {status}\n" for status, source, target in ordered)
    return "".join([line for line in lines if len(line) <= LONGEST_LINE][:MOST_LINES]).encode()


def render_redirect_page(url: str, *, label: str, lang: str, direction: str = "ltr") -> str:
    """Write the page at an old address: it leads on at once, and shows the link if the browser does not.

    `url` is where it leads, `label` the words of the link and of the title, `lang` their language (BCP 47).
    Raises ValueError for an address that is neither http(s) nor a path.
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
        # A tracked link must arrive byte for byte; what could end the value or the line is encoded.
        return quote(target, safe=_PRINTABLE)
    return _path(target)


def _path(path: str) -> str:
    return "/" + quote(path, safe=_PATH_CHARACTERS).lstrip("/")
