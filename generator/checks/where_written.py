"""The mapping of broken links from built pages to their places in content."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from html import escape

from msgspec.structs import replace

from generator.pages.page_context import PageContext
from generator.problems import Place, Problem
from generator.prose.parts import LinkSlot, Prose

LinkOrigins = Mapping[str, Mapping[str, tuple[str, Place]]]
"""By page and by the address as the page holds it: what was written, and where."""


def links_of_people(plan: PageContext) -> LinkOrigins:
    """Return the links of the pages of the plan's people, with their places."""
    return {
        "/".join(filter(None, (*key, "index.html"))): {
            link.href: (want.destination, want.place) for want, link in links.items() if not link.is_tracked
        }
        for key, links in plan.links.pages.items()
    }


def links_of_texts(texts: Mapping[str, Prose]) -> LinkOrigins:
    """Return the links of plain pages, by their slugs."""
    return {
        f"{slug}/index.html": {
            f"../{part.href[1:]}" if part.href.startswith("/") else part.href: (part.href, part.place)
            for part in text.parts
            if isinstance(part, LinkSlot)
        }
        for slug, text in texts.items()
    }


def at_their_source(problems: Iterable[Problem], links_by_page: LinkOrigins) -> Iterator[Problem]:
    """Yield the problems. A broken link gets the place in content that it comes from, if there is one."""
    for problem in problems:
        links = links_by_page.get(problem.place.file.removeprefix("output/"), {})
        origin = next((links[href] for href in links if problem.place.find in (href, escape(href))), None)
        if problem.name != "broken-internal-link" or not problem.place.find or origin is None:
            yield problem
            continue
        fault, _, _ = problem.message.partition(":")
        what = "a place that the page does not have" if "place" in fault else "a page or file that is not in the site"
        hint = problem.help or "write the address of a page of the site, such as /privacy/, or delete the link"
        yield replace(problem, message=f"this link leads to {what}: {origin[0][:200]}", place=origin[1], help=hint)
