"""Names that a site offers where content refers to something: products, campaigns, link schemes, themes, options."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct

from generator.content.site import SharedContent
from generator.links.schemes.builtin import builtin_names
from generator.models.json_shapes import COLOUR, NAMES_OF
from generator.models.written import is_slug
from generator.pages.theme import Option, load_theme, theme_homes
from generator.problems import Report
from generator.sections.section import Section

REFRESH = "`ambassador schema --write` reads the site again"


class SiteChoices(Struct, frozen=True):
    """Names by their kind (see NAMES_OF), and the options of the theme; `options` is None if the theme is broken."""

    names: Mapping[str, tuple[str, ...]]
    options: Mapping[str, Option] | None


def site_choices(shared_content: SharedContent, sections: tuple[Section, ...]) -> SiteChoices:
    """Collect the choices. A file with mistakes still gives its name; a broken catalogue gives none."""
    site = shared_content.site
    theme = None if site.stands_in else load_theme(site, Report())
    names = {
        "product": shared_content.product_ids or set(),
        "campaign": {*site.campaigns, *_stems(site.root / "content/campaigns")},
        "network": {*builtin_names(), *site.networks, *_stems(site.root / "content/networks")},
        "theme": {path.parent.name for home in theme_homes(site.root) for path in home.glob("*/theme.toml")},
        "section": {section.name for section in sections},
    }
    slugs_by_kind = {kind: tuple(sorted(filter(is_slug, some))) for kind, some in names.items()}
    return SiteChoices(slugs_by_kind, theme.declared_options if theme else None)


def add_choices(schema: dict[str, Any], choices: SiteChoices) -> None:
    """Put the choices into a schema. A kind without any name yet accepts every name."""
    for shape in _shapes(schema):
        slugs = choices.names.get(shape.get(NAMES_OF, ""))
        if slugs:
            for key in ("type", "pattern", "x-kind"):
                shape.pop(key, None)
            shape["enum"] = [value for name in slugs for value in _as_editors_read(name)]
            shape["errorMessage"] = f"The site has no {shape[NAMES_OF]} of this name. If it is new, {REFRESH}."
    options = schema.get("properties", {}).get("theme_options")
    if options and choices.options is not None:
        properties = {name: _option(option) for name, option in choices.options.items()}
        options["anyOf"] = [
            {"type": "object", "properties": properties, "additionalProperties": False},
            {"type": "null"},
        ]


def _option(option: Option) -> dict[str, Any]:
    shape = COLOUR if option.kind == "colour" else {"enum": list(option.choices)}
    return {"description": option.help, "default": option.default, "anyOf": [shape, {"type": "null"}]}


def _as_editors_read(name: str) -> list[Any]:
    """Return the name, and its value under YAML 1.2's core types if it looks like a number: an id may be `2027`."""
    words = {"true": True, "false": False, "null": None}
    if name in words:
        return [name, words[name]]
    if re.fullmatch("0x[0-9a-f]+|0o[0-7]+", name):
        return [name, int(name, 0)]
    if re.fullmatch("[0-9]{1,300}(e[0-9]{1,2})?", name):
        return [name, float(name) if "e" in name else int(name)]
    return [name]


def _shapes(schema: Any) -> Iterator[dict[str, Any]]:
    if isinstance(schema, dict):
        yield schema
    for part in schema.values() if isinstance(schema, dict) else schema if isinstance(schema, list) else ():
        yield from _shapes(part)


def _stems(folder: Path) -> Iterator[str]:
    return (path.stem for path in folder.glob("*.yaml"))
