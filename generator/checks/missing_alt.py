"""The check that every picture has an alternative text, which may be empty."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.check import CheckFinding, check
from generator.checks.check_context import CheckContext
from generator.checks.elements import Element
from generator.checks.page import ParsedPage

_HELP = 'Say what the picture shows. For a picture that only decorates, write `alt=""`.'


@check("missing-alt")
def missing_alt(page: ParsedPage, _: CheckContext) -> Iterator[CheckFinding]:
    """Find pictures without `alt`, and drawings with the role of a picture but without a name (WCAG 1.1.1)."""
    for picture in page.elements.with_tags("img", "input", "area"):
        if "alt" not in picture.attributes and _needs_alt(picture):
            source = picture.value("src") or picture.value("href")
            yield CheckFinding(f"`<{picture.tag}>` has no `alt`: {source[:200]}", source, _HELP)
    for node, tag, attributes in page.elements.having("role"):
        if attributes["role"] != "img" or "aria-label" in attributes or "aria-labelledby" in attributes:
            continue
        if tag != "img" and node.css_first("title") is None:
            yield CheckFinding(f"`<{tag} role=img>` has no name", (node.html or "")[:60], _HELP)


def _needs_alt(picture: Element) -> bool:
    if picture.tag == "input":
        return picture.value("type").lower() == "image"
    return picture.tag == "img" or "href" in picture.attributes or "xlink:href" in picture.attributes
