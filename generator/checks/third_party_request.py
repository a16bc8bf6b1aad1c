"""The check that a page loads nothing from another host."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.check import CheckFinding, check, check_text
from generator.checks.check_context import CheckContext
from generator.checks.css import css_urls
from generator.checks.page import ParsedPage
from generator.checks.page_urls import host_of, opening_of
from generator.checks.references import Reference

# Links of the head that only name something (HTML standard, "link types"); every other rel may load it.
_NAMING = frozenset(
    [
        *("alternate", "author", "bookmark", "canonical", "help", "license", "me", "next", "prev"),
        *("privacy-policy", "search", "shortlink", "tag", "terms-of-service"),
    ]
)
_HELP = "Keep a copy in the site. Another host would see your visitors, and the page's policy forbids it."


@check("third-party-request")
def third_party_request(page: ParsedPage, context: CheckContext) -> Iterator[CheckFinding]:
    """Find pictures, scripts, styles, frames, fonts, pings and hints that would make a request to another host."""
    own = host_of(context.site_url)
    # A short link may redirect to the shop, and nowhere else.
    leads = context.planned_hrefs.get(page.path, frozenset()) if page.kind == "short-link" else frozenset()
    urls = [
        (reference.tag, reference.url, reference.opening)
        for reference in page.references
        if _loads(reference) and not (reference.tag == "meta" and reference.url in leads)
    ]
    urls += [("style", url, opening_of(url)) for url in page.style_urls]
    for tag, url, (host, scheme) in urls:
        if host is not None and host != own:
            yield CheckFinding(f"`<{tag}>` asks another host, {host}: {url[:200]}", url, _HELP)
        elif host is None and scheme in ("data", "blob") and tag in ("iframe", "object", "embed", "script"):
            yield CheckFinding(f"`<{tag}>` brings its own document: {url[:80]}", url[:80], _HELP)


@check_text("third-party-request")
def third_party_style(path: str, text: str, context: CheckContext) -> Iterator[CheckFinding]:
    """Find the addresses of other hosts that a style sheet loads."""
    if path.endswith(".css"):
        for url in css_urls(text):
            if host_of(url) not in (None, host_of(context.site_url)):
                yield CheckFinding(f"a style sheet asks another host: {url[:200]}", url, _HELP)


def _loads(reference: Reference) -> bool:
    if reference.attribute == "ping":
        return True
    if reference.tag == "link":
        return not reference.rel <= _NAMING
    return reference.tag not in ("a", "area", "base") or reference.attribute not in ("href", "xlink:href")
