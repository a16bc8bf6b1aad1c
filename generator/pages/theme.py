"""The theme: a folder with theme.toml, templates, assets and locales. A brand's own may extend another."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from msgspec import Struct
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator

from generator.content.safe_open import read_file
from generator.content.site import Site
from generator.images.encode_pictures import Role
from generator.models.written import is_slug
from generator.pages.toml_faults import faults_of_toml, place_in_toml
from generator.problems import Place, Report, did_you_mean
from generator.registry import data_folder, extension_homes


def is_colour(value: str) -> bool:
    """Return whether a text is a colour of six hexadecimal digits."""
    return re.fullmatch("#[0-9a-fA-F]{6}", value) is not None


def _read_colour(value: str) -> str:
    if not is_colour(value):
        raise ValueError(f"`{value[:40]}` is not a colour: write six hexadecimal digits, such as #a4452c")
    return value


Colour = Annotated[str, AfterValidator(_read_colour)]


class _Shape(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)  # all but one are parts of another


class Option(_Shape):
    """Something that a brand may set in `theme_options`."""

    kind: Literal["colour", "choice"]
    default: str
    choices: tuple[str, ...] = ()
    help: str = ""

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if self.kind == "colour" and not is_colour(self.default):
            raise ValueError(f"`{self.default[:40]}` is not a colour: write six hexadecimal digits, such as #a4452c")
        if self.kind == "choice" and self.default not in self.choices:
            raise ValueError(f"`{self.default[:40]}` is not one of its choices")
        return self


class PictureRole(_Shape):
    """How the theme shows the pictures of one role (see `Role`)."""

    widths: tuple[Annotated[int, Field(ge=1, le=10_000)], ...] = Field(min_length=1, max_length=20)
    sizes: str
    aspect: tuple[Annotated[int, Field(ge=1, le=1000)], Annotated[int, Field(ge=1, le=1000)]] | None = None
    quality: Literal["fine", "light", "sharp"] = "fine"
    eager: bool = False
    shapes: tuple[tuple[int, int], tuple[int, int]] | None = None


class Share(_Shape):
    """The share card: its colours, and the fonts that draw it."""

    paper: Colour
    ink: Colour
    soft: Colour
    display: str
    text: str


class Chrome(_Shape):
    """The paper colours, which browsers may take over for their own bars; those of a page that begins with a label."""

    light: Colour
    dark: Colour
    label_light: Colour | None = None
    label_dark: Colour | None = None


class ShortPage(_Shape):
    """The order of the sections on a page that has fewer than `below` of them."""

    below: Annotated[int, Field(ge=1, le=100)]
    sections: tuple[str, ...]


class ThemeFile(_Shape):
    """theme.toml."""

    name: str
    extends: str | None = None
    sections: tuple[str, ...] = ()
    short: tuple[ShortPage, ...] = ()
    styles: tuple[str, ...] = ()
    scripts: tuple[str, ...] = ()
    options: dict[str, Option] = Field(default_factory=dict)
    pictures: dict[str, PictureRole] = Field(default_factory=dict)
    share: Share | None = None
    chrome: Chrome | None = None
    night: bool | None = None


class Theme(Struct, frozen=True):
    """A theme that is ready to use. The lookup order is `folders`: the brand's own before the one it extends."""

    name: str
    folders: tuple[Path, ...]
    sections: tuple[str, ...]
    short: tuple[ShortPage, ...]
    """From the shortest pages to longer ones; `sections` is the order of all others."""
    styles: tuple[str, ...]
    scripts: tuple[str, ...]
    roles: Mapping[str, Role]
    options: Mapping[str, str]
    colours: tuple[str, ...]
    """The options that are colours."""
    declared_options: Mapping[str, Option]
    """The options as the theme declares them, for editors."""
    share: Share
    chrome: Chrome
    night: bool = True
    """Whether pages are dark where the visitor's device is."""
    policy: str = ""
    """The Content-Security-Policy that each page carries, where the host's headers do not say it."""

    def find(self, path: str) -> Path | None:
        """Return the path of a file from the first folder that has it."""
        return next((folder / path for folder in self.folders if (folder / path).is_file()), None)

    def order(self, section_names: Collection[str]) -> list[str]:
        """Return the sections that a page shows, in the order for a page with so many of them."""
        first = next((page.sections for page in self.short if len(section_names) < page.below), ())
        return [name for name in dict.fromkeys((*first, *self.sections)) if name in section_names]


def load_theme(site: Site, report: Report) -> Theme | None:
    """Load the theme that site.yaml names. Return None after a reported problem."""
    place = site.place.at("theme")
    files: list[tuple[ThemeFile, Path]] = []
    name: str | None = site.settings.theme
    text = ""
    while name is not None:
        if files:
            place = place_in_toml(text, ["extends"], _in_file(site, files[-1][1]))
        folder = _find(site.root, name)
        if folder is None or len(files) > 8:
            theme_names = sorted(
                file.parent.name for home in theme_homes(site.root) for file in home.glob("*/theme.toml")
            )
            hint = did_you_mean(
                name, theme_names, f"the themes are {', '.join(theme_names)}; your own are folders in themes/"
            )
            report.error("unknown-theme", f"no theme is called `{name[:70]}`", place, hint)
            return None
        if any(folder == path for _, path in files):
            report.error(
                "broken-theme", f"the theme `{name}` extends itself", place, "let `extends` name another theme"
            )
            return None
        try:
            text = read_file(folder / "theme.toml").decode("utf-8-sig")
            theme_file = ThemeFile.model_validate(tomllib.loads(text))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError, ValidationError, OSError) as error:
            for message, where in faults_of_toml(error, text, _in_file(site, folder)):
                report.error("broken-theme", f"the theme `{name}` cannot be used: {message}", where)
            return None
        files.append((theme_file, folder))
        name = theme_file.extends
    return _join(site, files, report)


def _in_file(site: Site, folder: Path) -> Place:
    """Return the place of a theme's own file."""
    return Place(os.path.relpath(folder / "theme.toml", site.root))


def _find(root: Path, name: str) -> Path | None:
    if not is_slug(name):
        return None
    return next((home / name for home in theme_homes(root) if (home / name / "theme.toml").is_file()), None)


def theme_homes(root: Path) -> tuple[Path, Path]:
    """Return the two folders of themes: the brand's own, then the built-in ones."""
    return root / "themes", data_folder("themes")


def _join(site: Site, files: list[tuple[ThemeFile, Path]], report: Report) -> Theme | None:
    def first(pick: str) -> Any:
        return next((getattr(file, pick) for file, _ in files if getattr(file, pick)), None)

    options: dict[str, Option] = {}
    roles: dict[str, PictureRole] = {}
    styles: list[str] = []
    for file, _ in reversed(files):  # an extending theme overrides the one that it extends
        options.update(file.options)
        roles.update(file.pictures)
        styles += [style for style in file.styles if style not in styles]
    # The order of short pages goes with the order of all others: a theme that has one replaces both.
    with_sections = next((file for file, _ in files if file.sections or file.short), files[0][0])
    share, chrome = first("share"), first("chrome")
    if share is None or chrome is None:
        lacks = " and ".join(f"[{name}]" for name, table in (("share", share), ("chrome", chrome)) if table is None)
        hint = 'add it, or write `extends = "dew"`, which has it'
        report.error("broken-theme", f"the theme has no {lacks}", _in_file(site, files[0][1]), hint)
        return None
    return Theme(
        name=files[0][0].name,
        folders=(*(folder for _, folder in files), *_extending()),
        sections=with_sections.sections or first("sections") or (),
        short=tuple(sorted(with_sections.short, key=lambda page: page.below)),
        styles=tuple(styles),
        scripts=first("scripts") or (),
        roles={
            role: Role(shape.widths, shape.sizes, shape.aspect, shape.quality, shape.eager, shape.shapes)
            for role, shape in roles.items()
        },
        options=_options(site, options, report),
        colours=tuple(name for name, option in options.items() if option.kind == "colour"),
        declared_options=options,
        share=share,
        chrome=chrome,
        night=next((file.night for file, _ in files if file.night is not None), True),
    )


def _extending() -> Iterator[Path]:
    """Yield the folders of packages that bring templates or words for their sections. A theme's own files override
    these.
    """
    for home in extension_homes():
        if (home / "templates").is_dir() or (home / "locales").is_dir():
            yield home


def _options(site: Site, declared_options: Mapping[str, Option], report: Report) -> dict[str, str]:
    """Return the options of the theme as site.yaml sets them."""
    values = {name: option.default for name, option in declared_options.items()}
    for name, value in site.settings.theme_options.items():
        place = site.place.at("theme_options", name)
        option = declared_options.get(name)
        if option is None:
            hint = did_you_mean(name, declared_options, f"this theme has {', '.join(declared_options) or 'no options'}")
            on_key = Place(place.file, place.keys, on="key")
            report.error("unknown-theme-option", f"the theme has no option `{name[:60]}`", on_key, hint)
        elif option.kind == "choice" and value not in option.choices:
            message = f"`{value[:60]}` is not one of {', '.join(option.choices)}"
            report.error("unknown-choice", message, place, did_you_mean(value, option.choices))
        elif option.kind == "colour" and not is_colour(value):
            hint = 'write six hexadecimal digits: "#a4452c"'
            report.error("not-a-colour", f"`{value[:40]}` is not a colour", place, hint)
        else:
            values[name] = value.lower() if option.kind == "colour" else value
    return values
