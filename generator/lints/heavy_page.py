"""The lints of pages that load too slowly."""

from __future__ import annotations

from collections.abc import Iterator

from generator.lints.lint import Finding, lint_person, lint_site
from generator.lints.lint_context import PersonContext, SiteContext
from generator.lints.page_weight import PageWeight, weigh
from generator.problems import Place

BUDGET = 150_000
"""Bytes of everything but scripts that a phone loads before anybody scrolls."""
SCRIPTS = 3_000
_HELP = {
    "pictures": "move a picture out of the story's beginning, or use a simpler logo",
    "fonts": "fonts are the largest part: subset them to the characters that pages use",
    "styles": "styles are the largest part: delete those that no page needs",
    "page": "text and links are the largest part: shorten the lists",
}


@lint_person("heavy-page")
def heavy_page(context: PersonContext) -> Iterator[Finding]:
    """Find a person's page over the budget."""
    yield from _over(
        weigh(context.path, context.files), f"the page of {context.person.name}", context.place, context.theme_place
    )


@lint_site("heavy-page")
def heavy_site(site: SiteContext) -> Iterator[Finding]:
    """Find a directory or a plain page over the budget."""
    content = site.site
    places = {f"{page.slug}/index.html": page.place for page in content.pages}
    places["index.html"] = content.place
    for path, place in places.items():
        if path in site.files:
            what = "the directory" if path == "index.html" else "this page"
            yield from _over(weigh(path, site.files), what, place, content.place.at("theme"))


def _over(weight: PageWeight, what: str, place: Place, theme: Place) -> Iterator[Finding]:
    if weight.without_scripts > BUDGET:
        heaviest = max(_HELP, key=lambda part: int(getattr(weight, part)))
        yield Finding(
            f"{what} weighs {_kb(weight.without_scripts)} on a phone before a visitor scrolls; "
            f"{_kb(BUDGET)} is the budget ({heaviest} {_kb(getattr(weight, heaviest))})",
            place,
            _HELP[heaviest],
        )
    if weight.scripts > SCRIPTS:
        message = f"the theme's scripts weigh {_kb(weight.scripts)}; {_kb(SCRIPTS)} is the budget"
        yield Finding(message, theme, "a page must work without scripts: delete those that are only a convenience")


def _kb(count: int) -> str:
    return f"{count / 1000:.{1 if count < 10_000 else 0}f} kB"
