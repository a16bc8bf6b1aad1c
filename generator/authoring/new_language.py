"""`ambassador new language`: a catalogue of the words that a theme and the advertising label lack in a language."""

from __future__ import annotations

from generator.authoring.starter import starter
from generator.authoring.write import write_new
from generator.content.site import Site
from generator.pages.catalogues import blank_catalogue
from generator.pages.theme import load_theme
from generator.problems import Place, Report

_OWN = "house"


def new_language(site: Site, lang: str, report: Report) -> tuple[str, ...] | None:
    """Write the catalogue into the site's theme, or into a new child of the built-in one; None after a problem."""
    theme = load_theme(site, report)
    if theme is None:
        return None
    text = blank_catalogue(theme.folders, lang)
    name, files = site.settings.theme, {}
    if not (site.root / "themes" / name / "theme.toml").is_file():
        files[f"themes/{_OWN}/theme.toml"] = starter("theme/words.toml", slug=_OWN, extends=name)
        name = _OWN
    place = Place(f"themes/{name}/locales/{lang.replace('-', '_')}/LC_MESSAGES/{name}.po")
    if not text:
        hint = "to change some of them, write a catalogue with those words only"
        report.error("already-there", f"the theme and the label have all words for `{lang}`", place, hint)
        return None
    files[place.file] = text
    return tuple(files) if write_new(site.root, files, report) else None
