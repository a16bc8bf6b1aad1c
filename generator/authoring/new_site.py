"""`ambassador new site`: a small site that builds at once."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

from msgspec import Struct

from generator.authoring.ci import ci_files
from generator.authoring.pins import Files
from generator.authoring.site_schemas import schema_line
from generator.authoring.starter import scalar, site_starters, starter
from generator.authoring.write import report_existing_file, write_new
from generator.models.settings import MADE_UP_SHOP, MADE_UP_URL, Market
from generator.problems import Place, Report

GITIGNORE = ".gitignore"


class NewSettings(Struct, frozen=True):
    """Values of a new site.yaml for the brand and its market."""

    brand: str = "Your Brand"
    url: str = MADE_UP_URL
    shop: str = MADE_UP_SHOP
    market: Market = "US"
    currency: str = ""
    locale: str = ""
    timezone: str = ""
    """Empty values get the market's default."""

    def all_values(self) -> dict[str, str]:
        """Return all values by key."""
        currency, locale, timezone = _USUAL[self.market]
        return {
            "brand": scalar(self.brand),
            "url": scalar(self.url) if "#" in self.url else self.url,
            "shop": scalar(self.shop) if "#" in self.shop else self.shop,
            "market": self.market,
            "currency": self.currency or currency,
            "locale": self.locale or locale,
            "timezone": self.timezone or timezone,
        }


_USUAL: dict[Market, tuple[str, str, str]] = {
    "US": ("USD", "en", "America/New_York"),
    "UK": ("GBP", "en-GB", "Europe/London"),
    "FR": ("EUR", "fr", "Europe/Paris"),
    "DE": ("EUR", "de", "Europe/Berlin"),
    "ES": ("EUR", "es", "Europe/Madrid"),
}
"""Default currency, language and time zone of a market."""


def new_site(
    root: Path, settings: NewSettings, ci: tuple[str, ...], day: date, report: Report, with_example: bool = True
) -> tuple[str, ...] | None:
    """Write the starter site and files for CI into a folder, creating it if needed; return the written files.

    Without the example, it has no people and no products.

    A folder with anything in `content/` stays unchanged. An existing `.gitignore` stays.
    """
    try:
        has_content = os.path.lexists(root / "content") and any((root / "content").iterdir())
    except OSError as error:
        report.error("unreadable-file", f"this folder cannot be read: {error.strerror}", Place("content"))
        return None
    if has_content:
        report_existing_file("content", report)
        return None
    values = settings.all_values()
    files: Files = {
        file: schema_line(root, file) + text for file, text in site_starters(with_example, **values).items()
    }
    if not os.path.lexists(root / GITIGNORE):
        files[GITIGNORE] = starter("gitignore")
    for_ci = ci_files(root, ci, values["timezone"], day, report)
    if for_ci is None:
        return None
    return (*files, *for_ci) if write_new(root, files | for_ci, report) else None
