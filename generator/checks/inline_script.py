"""No script runs that the policy does not name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.checks.addresses import scheme_of
from generator.checks.check import Finding, check
from generator.checks.facts import Facts
from generator.checks.page import Page
from generator.output.headers import csp_hash

# Every other type is a block of data, which no browser runs (HTML standard, "the script element").
_CODE = re.compile(
    r"|module|importmap|speculationrules|(text|application)/(x-)?(java|ecma|j|live)script.*", re.IGNORECASE
)
# What may be an attribute, in a page of lower-case letters. A pattern that begins with its letters is found far sooner.
# No event's name has half as many letters; without an end, a story of `ononon` would take the square of its length.
_MAYBE_HANDLER = re.compile(rb"on[a-z\x80-\xff]{1,60}\s*=")
_BEFORE_ATTRIBUTE = tuple(b"\t\n\f\r /\"'")
_NO_SCRIPT = ("https://", "../", "#")  # how nearly all addresses begin
_HELP = "Put the script into the theme's own file."


@check("inline-script")
def inline_script(page: Page, facts: Facts) -> Iterator[Finding]:
    """Find script elements without a known hash, `on...` attributes and addresses that are scripts."""
    for node in page.tree.css("script"):
        code = node.text()
        if "src" in node.attributes or not _CODE.fullmatch((node.attributes.get("type") or "").strip()):
            continue
        if csp_hash(code) not in facts.scripts:
            yield Finding("an inline script is not one that the policy allows", code.strip()[:60], _HELP)
    if _may_have_handlers(page.html):
        for node in page.tree.css("*"):
            for name in node.attributes:
                if name.lower().startswith("on"):
                    yield Finding(f"`<{node.tag}>` has a script in its attribute `{name}`", name, _HELP)
    if page.tree.css_first("iframe[srcdoc]") is not None:
        yield Finding("an `<iframe>` brings its own document in `srcdoc`", "srcdoc", _HELP)
    for found in page.references:
        if found.url.startswith(_NO_SCRIPT):
            continue
        if scheme_of(found.url) in ("javascript", "vbscript") or found.url.lower().startswith("data:text/html"):
            yield Finding(f"an address is a script: {found.url[:80]}", found.url[:80], _HELP)


def _may_have_handlers(html: str) -> bool:
    lower = html.encode(errors="replace").lower()
    return any(lower[found.start() - 1] in _BEFORE_ATTRIBUTE for found in _MAYBE_HANDLER.finditer(lower, 1))
