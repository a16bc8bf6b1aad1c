"""`ambassador new language`: a catalogue of the words that a theme and the advertising label lack in a language."""

from __future__ import annotations

from msgspec.structs import replace

from generator.authoring.starter import starter
from generator.authoring.write import write_new
from generator.content.site import Site
from generator.pages.catalogues import blank_catalogue
from generator.pages.theme import load_theme
from generator.problems import Place, Report

_OWN = "house"


def new_language(site: Site, lang: str, report: Report) -> tuple[str, ...] | None:
    """Write the catalogue into the site's theme, or into a child of the built-in one. Return None after a problem.

    A child called `house` that exists already takes the catalogue too, although site.yaml does not name it yet.
    """
    theme = load_theme(site, report)
    if theme is None:
        return None
    name, files = site.settings.theme, {}
    if not (site.root / "themes" / name / "theme.toml").is_file():
        settings = site.settings.model_copy(update={"theme": _OWN})
        child = load_theme(replace(site, settings=settings), Report())
        if child is not None and theme.folders[0] in child.folders:
            theme = child
        else:
            files[f"themes/{_OWN}/theme.toml"] = starter("theme/words.toml", slug=_OWN, extends=name)
        name = _OWN
    text = blank_catalogue(theme.folders, lang)
    place = Place(f"themes/{name}/locales/{lang.replace('-', '_')}/LC_MESSAGES/{name}.po")
    if not text:
        hint = "to change some of them, write a catalogue with those words only"
        report.error("already-there", f"the theme and the label have all words for `{lang}`", place, hint)
        return None
    files[place.file] = text
    return tuple(files) if write_new(site.root, files, report) else None
