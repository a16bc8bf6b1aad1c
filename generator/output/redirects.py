"""Old addresses that lead to new ones: `_redirects` for hosts that read it, a page for those that do not."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from urllib.parse import quote

# `:name` and `*` are patterns in `_redirects`, so they are encoded in paths, like spaces and line ends.
_PATH_CHARACTERS = "/%~-._"
_URL_CHARACTERS = "/:?#[]@!$&()*+,;=%~-._"


@dataclass(frozen=True, slots=True)
class Redirect:
    """An old path and the new one, both below the host's root, as `/lea/`."""

    source: str
    target: str


def render_redirects(redirects: Iterable[Redirect]) -> bytes:
    """Write `_redirects`, one `/old/ /new/ 301` a line, sorted, for Netlify and Cloudflare Pages."""
    lines = {f"{_path(redirect.source)} {_path(redirect.target)} 301\n" for redirect in redirects}
    return "".join(sorted(lines)).encode()


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


def _path(path: str) -> str:
    return "/" + quote(path, safe=_PATH_CHARACTERS).lstrip("/")
