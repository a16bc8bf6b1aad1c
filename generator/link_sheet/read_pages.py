"""Rendered pages to rows: what was built, read from its bytes, beside what was planned."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from html.parser import HTMLParser
from typing import TypeVar

from selectolax.lexbor import LexborHTMLParser, LexborNode

from generator.checks.page import is_hidden, visible_text
from generator.link_sheet.row import LinkRow
from generator.links.generate.planned import PlannedLink

T = TypeVar("T")

_PAID_LINK = 'a[rel~="sponsored" i], area[rel~="sponsored" i]'


def read_pages(
    pages: Mapping[str, bytes], planned_links: Mapping[tuple[str, str], tuple[PlannedLink, ...]]
) -> list[LinkRow]:
    """Read every paid link of the pages (path in the output -> its UTF-8 bytes), in the order of paths and pages.

    `planned_links` are the links by (slug, address below the person's own), as `Links` holds them. Where several
    placements have the same address, the links of the page are theirs in the order of the plan.
    """
    plans = {"/".join(filter(None, (*key, "index.html"))): links for key, links in planned_links.items()}
    return [row for path in sorted(pages) for row in _rows(path, pages[path].decode(), plans.get(path, ()))]


def _rows(path: str, html: str, planned_links: Iterable[PlannedLink]) -> Iterator[LinkRow]:
    if "sponsored" not in html.lower():
        return
    plans: dict[str, deque[PlannedLink]] = {}
    for plan in planned_links:
        plans.setdefault(plan.href, deque()).append(plan)
    lines = _lines(html)
    # A selector with a list finds in the order of the document.
    for node in LexborHTMLParser(html).css(_PAID_LINK):
        url = node.attributes.get("href") or ""
        rel, line = node.attributes.get("rel") or "", _next(lines.get(url)) or 0
        plan_or_none = _next(plans.get(url))
        if plan_or_none is None:
            yield LinkRow(path, "", "", "", "", "", "", "", url, rel, _label(node), line)
            continue
        plan, want = plan_or_none, plan_or_none.want
        scheme = " + ".join(step.name for step in plan.steps)
        made_of = (plan.slug, plan.campaign, plan.channel, want.placement, want.product or "shop", scheme)
        yield LinkRow(path, *made_of, want.destination, url, rel, _label(node), line)


def _next(waiting: deque[T] | None) -> T | None:
    """The next of several; the last stays, for a link that a page shows more than once."""
    if not waiting:
        return None
    return waiting.popleft() if len(waiting) > 1 else waiting[0]


def _label(node: LexborNode) -> str:
    """What a visitor reads on the link."""
    text = " ".join(visible_text(node).split())
    if text:
        return text
    pictures = [node] if node.tag == "area" else [img for img in node.css("img[alt]") if not is_hidden(img)]
    return " ".join(" ".join(picture.attributes.get("alt") or "" for picture in pictures).split())


def _lines(html: str) -> dict[str, deque[int]]:
    """The lines of the paid links by their address; the tree does not know them."""
    parser = _LinkParser()
    parser.feed(html)
    parser.close()
    return parser.lines_by_href


class _LinkParser(HTMLParser):
    """Notes where paid links begin."""

    def __init__(self) -> None:
        super().__init__()
        self.lines_by_href: dict[str, deque[int]] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the line of one link."""
        attributes = dict(attrs)
        if tag in ("a", "area") and "sponsored" in (attributes.get("rel") or "").lower().split():
            self.lines_by_href.setdefault(attributes.get("href") or "", deque()).append(self.getpos()[0])
