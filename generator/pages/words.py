"""Where the words of a site come from."""

from __future__ import annotations

from pathlib import Path

from generator.content.site import Site
from generator.pages.language import has_catalogue
from generator.pages.theme import Theme
from generator.problems import Report
from generator.registry import data_folder


def catalogues(theme: Theme) -> tuple[Path, ...]:
    """The folders of message catalogues, the brand's own first: the theme's, then the disclosures'."""
    return (*(folder / "locales" for folder in theme.folders), data_folder("locales"))


def check_languages(site: Site, theme: Theme, report: Report) -> None:
    """Warn of pages whose own words would be English, because there is no catalogue for their language."""
    folders = catalogues(theme)
    wanted = [(site.settings.locale, site.place.at("locale"))]
    wanted += [(p.person.locale, p.place.at("locale")) for p in site.people if p.person.locale]
    wanted += [(p.facts.locale, p.place.at("locale")) for p in site.pages if p.facts.locale]
    for tag, place in wanted:
        if not has_catalogue(folders, tag):
            message = f"there are no words for `{tag}`, so the page's labels and its disclosure will be English"
            hint = f"add locales/{tag.split('-')[0]}/LC_MESSAGES/*.po to a theme of your own"
            report.warning("no-catalogue", message, place, hint)
