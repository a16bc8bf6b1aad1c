"""The lint of the brand's colours that are hard to read."""

from __future__ import annotations

from collections.abc import Iterator

from generator.lints.lint import Finding, lint_site
from generator.lints.lint_context import SiteContext
from generator.pages.contrast import LEAST, contrast_ratio, readable


@lint_site("low-contrast")
def low_contrast(site: SiteContext) -> Iterator[Finding]:
    """Find colours that are unreadable as text on the theme's light paper, or on the share card's.

    The theme lightens every colour in dark mode, so the dark paper needs no check.
    """
    theme, place = site.theme, site.site.place
    site_options = site.site.settings.theme_options
    for name in theme.colours:
        colour, paper = theme.options[name], theme.chrome.light
        if contrast_ratio(colour, paper) < LEAST:
            yield Finding(
                f"`{colour}` has a contrast of {_ratio(colour, paper)} on the paper `{paper}`; "
                f"text needs {LEAST} to be readable",
                place.at("theme_options", name) if name in site_options else place.at("theme"),
                f'the nearest shade that passes is "{readable(colour, paper)}"; the pages use that shade instead',
            )
    share = theme.share
    for name, colour in (("ink", share.ink), ("soft", share.soft)):
        if contrast_ratio(colour, share.paper) < LEAST:
            yield Finding(
                f"`{name}` of the share card, `{colour}`, has a contrast of {_ratio(colour, share.paper)} on its paper "
                f"`{share.paper}`; text needs {LEAST}",
                place.at("theme"),
                f'write {name} = "{readable(colour, share.paper)}" under [share] in theme.toml',
            )


def _ratio(first: str, second: str) -> str:
    # Never round up: 4.496 is not 4.5.
    return f"{int(contrast_ratio(first, second) * 100) / 100:.2f}:1"
