"""`robots.txt` (RFC 9309)."""

from __future__ import annotations


def render_robots(*, site_url: str, index: bool) -> bytes:
    """Let every robot in, and show the sitemap to those that may list the pages.

    A site that must not be listed is not closed either: a robot that may not read a page cannot see its
    `noindex`, and may list its bare address; and the robots that show a share picture would stay out.
    """
    sitemap = f"\nSitemap: {site_url.rstrip('/')}/sitemap.xml\n" if index else ""
    return f"User-agent: *\nAllow: /\n{sitemap}".encode()
