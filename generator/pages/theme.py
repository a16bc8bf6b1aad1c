"""A theme: a folder with theme.toml, templates, assets, locales; a brand's own may extend another."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from generator.content.site import Site
from generator.images.plan import Role
from generator.models.written import is_slug
from generator.problems import Report, did_you_mean
from generator.registry import data_folder


class _Shape(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Option(_Shape):
    """Something that a brand may set in `theme_options`."""

    kind: Literal["colour", "choice"]
    default: str
    choices: tuple[str, ...] = ()
    help: str = ""


class PictureRole(_Shape):
    """How the theme shows the pictures of one role (see `Role`)."""

    widths: tuple[int, ...] = Field(min_length=1)
    sizes: str
    aspect: tuple[int, int] | None = None
    quality: Literal["fine", "light", "sharp"] = "fine"
    eager: bool = False


class Share(_Shape):
    """The share card: its colours, and the fonts that draw it."""

    paper: str
    ink: str
    soft: str
    display: str
    text: str


class Chrome(_Shape):
    """The paper colours, which browsers may take over for their own bars."""

    light: str
    dark: str


class ThemeFile(_Shape):
    """theme.toml."""

    name: str
    extends: str | None = None
    sections: tuple[str, ...] = ()
    styles: tuple[str, ...] = ()
    scripts: tuple[str, ...] = ()
    options: dict[str, Option] = Field(default_factory=dict)
    pictures: dict[str, PictureRole] = Field(default_factory=dict)
    share: Share | None = None
    chrome: Chrome | None = None


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme, ready to use. `folders` are searched in order: the brand's own before what it extends."""

    name: str
    folders: tuple[Path, ...]
    sections: tuple[str, ...]
    styles: tuple[str, ...]
    scripts: tuple[str, ...]
    roles: Mapping[str, Role]
    options: Mapping[str, str]
    colours: tuple[str, ...]
    """The options that are colours."""
    share: Share
    chrome: Chrome

    def find(self, path: str) -> Path | None:
        """A file of the theme, from the first folder that has it."""
        return next((folder / path for folder in self.folders if (folder / path).is_file()), None)


def load_theme(site: Site, report: Report) -> Theme | None:
    """Load the theme that site.yaml names; None after a reported problem."""
    place = site.place.at("theme")
    files: list[tuple[ThemeFile, Path]] = []
    name: str | None = site.settings.theme
    while name is not None:
        folder = _find(site.root, name)
        if folder is None or len(files) > 8:
            known = sorted({p.name for p in data_folder("themes").iterdir() if p.is_dir()})
            hint = did_you_mean(name, known, f"built in: {', '.join(known)}; your own are folders in themes/")
            report.error("unknown-theme", f"no theme is called `{name[:70]}`", place, hint)
            return None
        try:
            read = ThemeFile.model_validate(tomllib.loads((folder / "theme.toml").read_text("utf-8")))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError, ValidationError, OSError) as error:
            said = "; ".join(_said(error))
            report.error("broken-theme", f"themes/{name}/theme.toml cannot be used: {said}", place)
            return None
        files.append((read, folder))
        name = read.extends
    return _join(site, files, report)


def _find(root: Path, name: str) -> Path | None:
    if not is_slug(name):
        return None
    folders = (root / "themes" / name, data_folder("themes") / name)
    return next((folder for folder in folders if (folder / "theme.toml").is_file()), None)


def _said(error: Exception) -> list[str]:
    if isinstance(error, ValidationError):
        return [f"{'.'.join(map(str, detail['loc']))}: {detail['msg']}" for detail in error.errors()[:4]]
    return [str(error)]


def _join(site: Site, files: list[tuple[ThemeFile, Path]], report: Report) -> Theme | None:
    def first(pick: str) -> Any:
        return next((getattr(file, pick) for file, _ in files if getattr(file, pick)), None)

    options: dict[str, Option] = {}
    roles: dict[str, PictureRole] = {}
    styles: list[str] = []
    for file, _ in reversed(files):  # what extends comes after what it extends
        options.update(file.options)
        roles.update(file.pictures)
        styles += [style for style in file.styles if style not in styles]
    share, chrome = first("share"), first("chrome")
    if share is None or chrome is None:
        report.error("broken-theme", "the theme has no [share] or no [chrome] table", site.place.at("theme"))
        return None
    return Theme(
        name=files[0][0].name,
        folders=tuple(folder for _, folder in files),
        sections=first("sections") or (),
        styles=tuple(styles),
        scripts=first("scripts") or (),
        roles={
            role: Role(shape.widths, shape.sizes, shape.aspect, shape.quality, shape.eager)
            for role, shape in roles.items()
        },
        options=_options(site, options, report),
        colours=tuple(name for name, option in options.items() if option.kind == "colour"),
        share=share,
        chrome=chrome,
    )


def _options(site: Site, declared: Mapping[str, Option], report: Report) -> dict[str, str]:
    """The theme's options as site.yaml sets them."""
    values = {name: option.default for name, option in declared.items()}
    for name, value in site.settings.theme_options.items():
        place = site.place.at("theme_options", name)
        option = declared.get(name)
        if option is None:
            hint = did_you_mean(name, declared, f"this theme has {', '.join(declared) or 'no options'}")
            report.error("unknown-theme-option", f"the theme has no option `{name[:60]}`", place, hint)
        elif option.kind == "choice" and value not in option.choices:
            message = f"`{value[:60]}` is not one of {', '.join(option.choices)}"
            report.error("unknown-choice", message, place, did_you_mean(value, option.choices))
        elif option.kind == "colour" and not _is_colour(value):
            hint = 'write six hexadecimal digits: "#a4452c"'
            report.error("not-a-colour", f"`{value[:40]}` is not a colour", place, hint)
        else:
            values[name] = value.lower() if option.kind == "colour" else value
    return values


def _is_colour(value: str) -> bool:
    return len(value) == 7 and value[0] == "#" and all(c in "0123456789abcdefABCDEF" for c in value[1:])
