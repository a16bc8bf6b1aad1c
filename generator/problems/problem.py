"""A problem and its place, as plain values."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

from msgspec import Struct


class Severity(StrEnum):
    """`error` stops the build; the build reports a `warning` and goes on."""

    ERROR = "error"
    WARNING = "warning"


class Place(Struct, frozen=True):
    """Where a problem stands: a file and a path of keys in it.

    Line and column are found only when the problem is printed, by reading the file again; a reader
    that already knows them (a syntax error) gives `line`, `column` (both from 1) and `length` itself.

    `file` is relative to the site's folder, with `/`. `keys` leads to a value (`("favorites", 2, "product")`);
    `on` says whether the key or its value is meant. `find` narrows the place to the `nth` (from 0) occurrence
    of a piece of text, inside that value or, without keys, inside the file's text. `link` (from 1) is the number of a
    link or picture in a Markdown text, in the order in which the page shows them.
    """

    file: str
    keys: tuple[str | int, ...] = ()
    on: Literal["value", "key"] = "value"
    find: str = ""
    nth: int = 0
    line: int = 0
    column: int = 0
    length: int = 1
    link: int = 0

    def at(self, *keys: str | int) -> Place:
        """The place of something inside this place."""
        return Place(self.file, self.keys + keys)


class Problem(Struct, frozen=True):
    """One thing that is wrong, in the words of the person who can fix it.

    `name` is permanent (docs/problems/<name>.md explains it). `message` says what is wrong and makes sense on
    one line; `help` says what to write instead. `related` are other places that belong to it.
    """

    name: str
    severity: Severity
    message: str
    place: Place
    help: str = ""
    related: tuple[tuple[str, Place], ...] = ()
