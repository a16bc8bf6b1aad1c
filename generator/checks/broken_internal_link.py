"""The check that every target inside the site exists."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import unquote

from generator.checks.check import CheckFinding, check, check_text
from generator.checks.check_context import CheckContext
from generator.checks.css import css_urls
from generator.checks.page import ParsedPage
from generator.checks.page_urls import InternalAddress, host_of, resolve

_WHOLE = ("og:image", "og:url", "og:video", "twitter:image")


@check("broken-internal-link")
def broken_internal_link(page: ParsedPage, context: CheckContext) -> Iterator[CheckFinding]:
    """Look up the file and, if an address has a fragment, the element with that id."""
    own = host_of(context.site_url)
    addresses = [
        (reference.attribute, reference.url) for reference in page.references if reference.opening.host in (None, own)
    ]
    addresses += [
        ("content", meta.value("content"))
        for meta in page.elements.with_tags("meta")
        if (meta.value("property") or meta.value("name")) in _WHOLE
    ]
    addresses += [("style", url) for url in page.style_urls]
    for attribute, url in addresses:
        inside = resolve(url, page.path, context.site_url)
        if inside is not None:
            yield from _look_up(attribute, url, inside, page, context)


@check_text("broken-internal-link")
def broken_link_in_style_sheet(path: str, text: str, context: CheckContext) -> Iterator[CheckFinding]:
    """Look up the files that a style sheet loads."""
    if path.endswith(".css"):
        for url in css_urls(text):
            inside = resolve(url, path, context.site_url)
            if inside is not None and inside.path not in context.files:
                yield CheckFinding(f"a style sheet points to a file that is not in the site: {url[:200]}", url)


def _look_up(
    attribute: str, url: str, inside: InternalAddress, page: ParsedPage, context: CheckContext
) -> Iterator[CheckFinding]:
    if attribute == "content" and not url:
        return
    if page.kind == "not-found" and not inside.is_fixed and inside.path != page.path:
        yield CheckFinding(
            f"the page for missing addresses has a relative address: {url[:200]}",
            url,
            "Such an address leads elsewhere on each page. Start it with the path of the site's own address.",
        )
    elif inside.path not in context.files:
        yield CheckFinding(
            f"`{attribute}` leads to a page or file that is not in the site: {url[:200]}",
            url,
            _hint(inside.path, context),
        )
    elif inside.fragment and not _has_anchor(inside.path, inside.fragment, page, context):
        yield CheckFinding(f"`{attribute}` leads to a place that the page does not have: {url[:200]}", url)


def _has_anchor(path: str | None, fragment: str, page: ParsedPage, context: CheckContext) -> bool:
    # `#top` and text fragments need no element (HTML standard, "scrolling to a fragment").
    names = (unquote(fragment), fragment)
    if fragment.lower() == "top" or fragment.startswith(":~:"):
        return True
    ids = page.ids if path == page.path else context.anchors.get(path or "")
    return ids is None or any(name in ids for name in names)


def _hint(path: str | None, context: CheckContext) -> str:
    if path is None:
        return "It leads out of the site's folder."
    return "Add a slash at the end." if f"{path}/index.html" in context.files else ""
