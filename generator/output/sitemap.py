"""`sitemap.xml`, in the protocol of sitemaps.org (0.9)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from urllib.parse import quote

from msgspec import Struct

from generator.output.output_file import OutputFile

# The protocol requires several files and an index beyond this number.
_URLS_PER_FILE = 50_000

# All characters that a URL may contain unencoded (RFC 3986), and `%`, so that nothing is encoded twice.
_URL_CHARACTERS = "/:?#[]@!$&'()*+,;=%~-._"


class SitemapUrl(Struct, frozen=True):
    """A page that search engines may list: its absolute address, and the day it last changed if known."""

    loc: str
    lastmod: date | None = None


def render_sitemap(
    urls: Iterable[SitemapUrl], *, site_url: str, per_file: int = _URLS_PER_FILE
) -> tuple[OutputFile, ...]:
    """Render `sitemap.xml`, sorted by address; beyond 50,000 addresses, an index and its parts."""
    entries = sorted({_entry(url) for url in urls})
    if len(entries) <= per_file:
        return (_file("sitemap.xml", "urlset", entries),)
    parts = [entries[start : start + per_file] for start in range(0, len(entries), per_file)]
    names = [f"sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
    base = site_url.rstrip("/")
    sitemaps = [f"<sitemap><loc>{_loc(f'{base}/{name}')}</loc></sitemap>" for name in names]
    return (
        _file("sitemap.xml", "sitemapindex", sitemaps),
        *(_file(name, "urlset", part) for name, part in zip(names, parts, strict=True)),
    )


def _file(path: str, root: str, entries: list[str]) -> OutputFile:
    body = "".join(f"{entry}\n" for entry in entries)
    text = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<{root} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{body}</{root}>\n'
    )
    return OutputFile(path, text.encode())


def _entry(url: SitemapUrl) -> str:
    lastmod = f"<lastmod>{url.lastmod.isoformat()}</lastmod>" if url.lastmod else ""
    return f"<url><loc>{_loc(url.loc)}</loc>{lastmod}</url>"


def _loc(url: str) -> str:
    from xml.sax.saxutils import escape  # lazy: it loads http.client, which an unchanged build does not need

    return escape(quote(url, safe=_URL_CHARACTERS), {"'": "&apos;", '"': "&quot;"})
