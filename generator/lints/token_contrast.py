"""The lint of a theme's own ink and paper tokens, which must be readable in light and dark mode."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator

from msgspec import Struct

from generator.content.safe_open import read_file
from generator.lints.lint import Finding, lint_site
from generator.lints.lint_context import SiteContext
from generator.pages.contrast import LEAST, contrast_ratio, readable
from generator.pages.css_text import declarations
from generator.problems import Place

INKS, PAPERS = ("--ink", "--soft"), ("--paper", "--card", "--blush")


class _Token(Struct, frozen=True):
    """The last value of a token, as #rrggbb; "" if only a browser can compute it."""

    colour: str
    text: str
    place: Place


@lint_site("low-contrast")
def low_contrast_of_tokens(site: SiteContext) -> Iterator[Finding]:
    """Find inks of a theme's style sheets that are unreadable on one of its papers."""
    day, night = _tokens(site)
    for tokens, when in ((day, "by day"), (night, "at night")):
        for ink in INKS:
            worst = _worst(tokens, ink)
            if worst is None:
                continue
            paper, ratio = worst
            below = tokens[ink], tokens[paper]
            yield Finding(
                f"`{ink}` ({below[0].text}) has a contrast of {ratio} on `{paper}` ({below[1].text}) {when}; "
                f"text needs {LEAST} to be readable",
                below[0].place,
                f"the nearest shade that passes is {readable(below[0].colour, below[1].colour)}",
                ((f"`{paper}` is set here", below[1].place),),
            )


def _worst(tokens: dict[str, _Token], ink: str) -> tuple[str, str] | None:
    """Return the paper with the lowest contrast to an ink, and the ratio, if that is too low."""
    if ink not in tokens or not tokens[ink].colour:
        return None
    papers = [name for name in PAPERS if name in tokens and tokens[name].colour]
    ratios = sorted((contrast_ratio(tokens[ink].colour, tokens[name].colour), name) for name in papers)
    if not ratios or ratios[0][0] >= LEAST:
        return None
    return ratios[0][1], f"{int(ratios[0][0] * 100) / 100:.2f}:1"  # never rounded up


def _tokens(site: SiteContext) -> tuple[dict[str, _Token], dict[str, _Token]]:
    """Return the tokens of light and of dark mode. Dark mode inherits each token that it does not set.

    Without a dark mode, the second mapping is {}.
    """
    day: dict[str, _Token] = {}
    dark: dict[str, _Token] = {}
    for style in site.theme.styles:
        path = site.theme.find(f"assets/{style}")
        css = read_file(path).decode("utf-8-sig", errors="replace") if path else ""
        for declaration in declarations(css):
            if (
                declaration.name not in (*INKS, *PAPERS)
                or declaration.around[-1] != ":root"
                or any("print" in r for r in declaration.around)
            ):
                continue
            place = Place(
                os.path.relpath(str(path), site.site.root), line=css.count("\n", 0, declaration.start) + 1, column=1
            )
            into = dark if declaration.at_night else day
            into[declaration.name] = _Token(_hex(declaration.value, {**day, **into}), declaration.value, place)
    return day, {**day, **dark} if site.theme.night and dark else {}


def _hex(value: str, tokens: dict[str, _Token]) -> str:
    match = re.fullmatch(r"var\(\s*(--[\w-]+)\s*\)", value)
    if match:
        return tokens[match[1]].colour if match[1] in tokens else ""
    from PIL import ImageColor  # lazy: it loads Pillow, which few runs need

    try:
        red, green, blue, *alpha = ImageColor.getrgb(value)
    except ValueError:
        return ""
    return f"#{red:02x}{green:02x}{blue:02x}" if alpha in ([], [255]) else ""
