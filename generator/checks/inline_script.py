"""The check that the policy names every script that runs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.checks.check import CheckFinding, check
from generator.checks.check_context import CheckContext
from generator.checks.page import ParsedPage
from generator.checks.page_urls import as_read
from generator.output.headers import csp_hash

# Every other type is a block of data, which no browser runs (HTML standard, "the script element").
_CODE = re.compile(
    r"|module|importmap|speculationrules|(text|application)/(x-)?(java|ecma|j|live)script.*", re.IGNORECASE
)
_HTML = re.compile("data:text/html", re.IGNORECASE)
_HELP = "Put the script into the theme's own file."


@check("inline-script")
def inline_script(page: ParsedPage, context: CheckContext) -> Iterator[CheckFinding]:
    """Find script elements without a known hash, `on...` attributes and `javascript:` addresses."""
    for script in page.elements.with_tags("script"):
        if "src" in script.attributes or not _CODE.fullmatch(script.value("type").strip()):
            continue
        code = script.node.text()
        if csp_hash(code) not in context.scripts:
            yield CheckFinding("an inline script is not one that the policy allows", code.strip()[:60], _HELP)
    for name in page.elements.attributes:
        if name.lower().startswith("on"):
            for element in page.elements.having(name):
                yield CheckFinding(f"`<{element.tag}>` has a script in its attribute `{name}`", name, _HELP)
    if any(element.tag == "iframe" for element in page.elements.having("srcdoc")):
        yield CheckFinding("an `<iframe>` brings its own document in `srcdoc`", "srcdoc", _HELP)
    for reference in page.references:
        scheme = reference.opening.scheme
        if scheme in ("javascript", "vbscript") or (scheme == "data" and _HTML.match(as_read(reference.url))):
            yield CheckFinding(f"an address is a script: {reference.url[:80]}", reference.url[:80], _HELP)
