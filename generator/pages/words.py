"""Where the words of a site come from."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from generator.pages.language import has_catalogue
from generator.pages.theme import Theme
from generator.problems import Place, Report
from generator.registry import data_folder


def catalogues(theme: Theme) -> tuple[Path, ...]:
    """The folders of message catalogues, the brand's own first: the theme's, then the disclosures'."""
    return _catalogues(theme.folders)


@lru_cache(maxsize=16)
def _catalogues(themes: tuple[Path, ...]) -> tuple[Path, ...]:
    return (*(folder / "locales" for folder in themes), data_folder("locales"))


def check_language(theme: Theme, wanted: str, place: Place, report: Report) -> None:
    """Warn of a page whose own words would be English, because there is no catalogue for its language."""
    if not has_catalogue(catalogues(theme), wanted):
        message = f"there are no words for `{wanted}`, so the page's labels and its disclosure will be English"
        hint = f"add locales/{wanted.split('-')[0]}/LC_MESSAGES/*.po to a theme of your own"
        report.warning("no-catalogue", message, place, hint)
