"""Checks that run before any drawing: every section and file that a theme names must exist."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

from jinja2 import Environment, TemplateSyntaxError

from generator.content.site import Profile, Site
from generator.pages.asset_bundle import MissingFileError
from generator.pages.catalogue_faults import check_words
from generator.pages.compiled_templates import CompiledTemplates
from generator.pages.theme import Theme
from generator.problems import Place, Report, did_you_mean
from generator.registry import data_folder
from generator.sections.section import Section

_SECTIONS = PurePosixPath("templates/sections")


def check_theme(theme: Theme, sections: Iterable[Section], site: Site, report: Report) -> bool:
    """Report each name in a theme without a matching section or file. Return False after errors."""
    before, section_names = report.errors, [section.name for section in sections]
    for name in dict.fromkeys((*theme.sections, *(name for page in theme.short for name in page.sections))):
        if name not in section_names:
            message = f"the theme `{theme.name}` lists `{name[:60]}`, which is not a section"
            report.error("broken-theme", message, _place_of(theme, site, name), _no_section(theme, name, section_names))
    if site.settings.share_cards:
        for font in dict.fromkeys((theme.share.display, theme.share.text)):
            if theme.find(font) is None:
                message = f"the theme `{theme.name}` has no file `{font[:120]}`, which draws the share card"
                hint = _hint_for_moved(theme, site, font, "") or "add a TrueType font, or write `share_cards: false`"
                report.error("broken-theme", message, _place_of(theme, site, font), hint)
    check_words(theme.folders, site.root, report)
    _check_syntax(theme, site, report)
    for path in _unread_templates(theme, site, section_names):
        message = f"nothing reads `{path.name}`: no section is called `{path.stem}`"
        hint = did_you_mean(path.stem, section_names, "a section needs Python code and a template, in your own package")
        report.warning("stray-file", message, Place(os.path.relpath(path, site.root)), hint)
    return report.errors == before


def _check_syntax(theme: Theme, site: Site, report: Report) -> None:
    """Report every unreadable template of the site's own themes. Rendering alone would stop at the first.

    A template whose compiled code is kept was read before.
    """
    cache = CompiledTemplates()
    environment = Environment(extensions=["jinja2.ext.i18n"])  # noqa: S701 - it renders nothing
    for folder in theme.folders:
        if folder.is_relative_to(data_folder("themes")):
            continue
        for path in _files(folder / "templates"):
            if path.suffix == ".html":
                try:
                    source = path.read_text("utf-8")
                    if not cache.is_kept(str(path), source):
                        environment.parse(source)
                except TemplateSyntaxError as error:
                    place = Place(os.path.relpath(path, site.root), line=error.lineno, column=1)
                    message = f"the theme's template cannot be rendered: {error.message}"
                    report.error("broken-template", message, place)
                except (OSError, UnicodeDecodeError):
                    continue  # the page that needs it reports it


def report_missing_file(site: Site, theme: Theme, error: MissingFileError, report: Report) -> None:
    """Report a file that theme.toml or a style names, and that is not in `assets/`."""
    by = "theme.toml" if not error.style else error.style
    message = f"`{by}` of the theme `{theme.name}` names `{error.name[:120]}`, which is not in its folder assets/"
    style = theme.find(f"assets/{error.style}") if error.style else None
    place = Place(os.path.relpath(style, site.root), find=error.name) if style else _place_of(theme, site, error.name)
    hint = _hint_for_moved(theme, site, error.name, "assets/")
    own = os.path.relpath(theme.folders[0], site.root)
    report.error("broken-theme", message, place, hint or f"put it here: {own}/assets/{error.name[:120]}")


def report_unshown(profile: Profile, theme: Theme, sections: Iterable[Section], report: Report) -> None:
    """Warn about content for a section that the theme does not list.

    A person with an own list of sections chose to leave it out, so no warning follows.
    """
    if profile.person.sections is not None:
        return
    for section in sections:
        keys = [key for key in section.fields if getattr(profile.person, key, None)]
        if keys and section.name not in theme.sections:
            message = f"no page shows `{keys[0]}`: the theme `{theme.name}` does not list the section `{section.name}`"
            hint = f"add `{section.name}` to `sections` of a theme of your own, or to `sections:` of the profile"
            place = Place(profile.place.file, (keys[0],), "key")
            report.warning("section-not-shown", message, place, hint)


def _place_of(theme: Theme, site: Site, text: str) -> Place:
    """Return the place where a theme.toml names something. The theme's own file comes before those that it extends."""
    for folder in theme.folders:
        file = folder / "theme.toml"
        if file.is_file() and f'"{text}"' in file.read_text("utf-8", errors="replace"):
            return Place(os.path.relpath(file, site.root), find=text)
    return site.place.at("theme")


def _hint_for_moved(theme: Theme, site: Site, name: str, below: str) -> str:
    """Return advice for a file that has the same name elsewhere in the theme's own folder."""
    base, folder = PurePosixPath(name).name, theme.folders[0]
    for path in _files(folder):
        if path.name == base and path != folder / below / name:
            relative = os.path.relpath(path, site.root)
            return f"move it: from {relative} to {os.path.relpath(folder, site.root)}/{below}{name}"
    return ""


def _no_section(theme: Theme, name: str, section_names: list[str]) -> str:
    if theme.find(str(_SECTIONS / f"{name}.html")) is not None:
        return "its template exists; a section also needs Python code, in your own package"
    return did_you_mean(name, section_names, f"there are {', '.join(section_names)}")


def _unread_templates(theme: Theme, site: Site, section_names: list[str]) -> Iterator[Path]:
    """Yield templates in the site's own themes for unknown sections, unless another template includes them."""
    for folder in theme.folders:
        if folder.is_relative_to(data_folder("themes")) or not folder.is_relative_to(site.root):
            continue
        texts = [path.read_text("utf-8", errors="replace") for path in _files(folder / "templates")]
        for path in _files(folder / _SECTIONS):
            template_name = path.relative_to(folder / "templates").as_posix()
            mine = path.suffix == ".html" and path.stem not in section_names and path.stem not in theme.sections
            if mine and not any(template_name in text for text in texts):
                yield path


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())[:2000]
