"""The page of a kit: one file, which opens without a network."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from generator.images.cards.poster import SIZES
from generator.kit.kit import Kit, KitPicture
from generator.pages.locale_format import long_day
from generator.registry import data_folder

_NAMES = ("paper", "ink", "soft", "accent", "on_accent", "line", "card")


def render_page(kit: Kit) -> bytes:
    """Render the page; fonts, style and script are in it, and it loads only the files beside it."""
    folder = data_folder("kit") / "templates"
    style = _style(kit) + (folder / "kit.css").read_text("utf-8")
    script = (folder / "kit.js").read_text("utf-8")
    environment = Environment(autoescape=True, undefined=StrictUndefined)
    template = environment.from_string((folder / "kit.html").read_text("utf-8"))
    page = template.render(
        kit=kit,
        say=kit.words.say,
        size=_size,
        sections=list(_sections(kit)),
        day=long_day(kit.day, kit.words.locale),
        style=Markup(style),  # noqa: S704 - our own file, and colours that are checked
        script=Markup(script),  # noqa: S704 - our own file
        style_digest=_digest(style),
        script_digest=_digest(script),
    )
    return page.encode()


def _sections(kit: Kit) -> Iterator[tuple[str, str]]:
    """The parts of the page that can be leapt to."""
    if kit.state == "ended":
        return
    there = {
        "code": kit.code,
        "links": kit.links,
        "captions": kit.captions,
        "pictures": kit.pictures,
        "print": kit.print_spec,
        "switches": kit.switches,
        "brief": kit.brief,
        "do_section": kit.do,
        "dates": kit.dates,
        "numbers": kit.numbers,
        "licence": kit.licence,
    }
    yield from ((key, kit.words.say(key)) for key, what in there.items() if what)


def _size(picture: KitPicture) -> tuple[int, int]:
    return SIZES[picture.spec.size]


def _style(kit: Kit) -> str:
    colours = kit.colours
    by_day = ";".join(f"--{name.replace('_', '-')}:{getattr(colours, name)}" for name in _NAMES)
    by_night = ";".join(f"--{name.replace('_', '-')}:{getattr(colours, f'night_{name}')}" for name in _NAMES)
    faces = "".join(
        f"@font-face{{font-family:{name};src:url(data:font/{_format(data)};base64,{base64.b64encode(data).decode()})}}"
        for name, data in kit.fonts
    )
    return (
        f"{faces}:root{{color-scheme:light dark;{by_day}}}@media (prefers-color-scheme:dark){{:root{{{by_night}}}}}\n"
    )


def _format(data: bytes) -> str:
    return {b"wOF2": "woff2", b"wOFF": "woff", b"OTTO": "otf"}.get(data[:4], "ttf")


def _digest(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"
