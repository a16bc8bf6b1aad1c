"""`robots.txt` (RFC 9309)."""

from __future__ import annotations


def render_robots(*, site_url: str, index: bool) -> bytes:
    """Render robots.txt: every robot may read all, and the sitemap is shown only if `index` allows listing.

    A site that must not be listed stays open too. A robot that may not read a page cannot see its `noindex`, and may
    list the bare address. And robots that fetch share pictures would stay out.
    """
    sitemap = f"\nSitemap: {site_url.rstrip('/')}/sitemap.xml\n" if index else ""
    return f"User-agent: *\nAllow: /\n{sitemap}".encode()
