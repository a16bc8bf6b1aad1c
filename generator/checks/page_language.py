"""The check that a page declares its language."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.checks.check import CheckFinding, check
from generator.checks.check_context import CheckContext
from generator.checks.page import ParsedPage

_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*")  # BCP 47, without its grandfathered tags


@check("page-language")
def page_language(page: ParsedPage, _: CheckContext) -> Iterator[CheckFinding]:
    """Find a missing or malformed `lang`: a screen reader would speak with the wrong voice (WCAG 3.1.1, 3.1.2)."""
    root = page.tree.root
    lang = root.attributes.get("lang") if root is not None else None
    if not lang:
        yield CheckFinding("the page does not name its language", "<html", 'Write `<html lang="en">`.')
    for element in page.elements.having("lang"):
        tag = element.value("lang")
        if tag and not _TAG.fullmatch(tag):
            yield CheckFinding(
                f"`{tag[:40]}` is not a language", f'lang="{tag}"', "Write a tag such as `en` or `de-AT`."
            )
