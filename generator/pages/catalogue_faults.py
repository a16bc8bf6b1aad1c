"""Checks of the message catalogues of a brand's own themes: each must be readable, and keep its placeholders."""

from __future__ import annotations

import io
import os
import re
from collections.abc import Iterable
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from generator.content.safe_open import read_file
from generator.problems import Place, Report
from generator.registry import data_folder

if TYPE_CHECKING:
    from babel.messages.catalog import Message

_FIELD = re.compile(r"%\((\w+)\)")
_PLACEHOLDER = re.compile(r"%%|%\(\w+\)s")
_LINE = re.compile(r'\s*(?:(?:msgctxt|msgid|msgid_plural|msgstr(?:\[[0-9]\])?)\s)?\s*"(?:[^"\\]|\\.)*"\s*|\s*(?:#.*)?')


def check_words(themes: Iterable[Path], root: Path, report: Report) -> None:
    """Report the catalogues that the build cannot use. `themes` are the folders of the theme in use."""
    built_in = data_folder("themes")
    for folder in themes:
        if not folder.is_relative_to(built_in):
            paths = (folder / "locales").glob("*.pot"), (folder / "locales").glob("*/LC_MESSAGES/*.po")
            for path in sorted(chain(*paths)):
                _check(path, os.path.relpath(path, root), report)


def _check(path: Path, file: str, report: Report) -> None:
    from babel.messages.pofile import PoFileError, read_po  # lazy: few sites have a catalogue of their own

    try:
        data = read_file(path)
        for number, line in enumerate(data.decode().splitlines(), 1):
            if not _LINE.fullmatch(line):
                place = Place(file, line=number, column=1)
                hint = 'write `msgstr "…"` in one line, with a quote at both ends, and \\" for a quote inside'
                report.error("broken-catalogue", "this line of the catalogue cannot be read", place, hint)
                return
        locale = path.parent.parent.name if path.suffix == ".po" else None  # a .pot has no language
        catalog = read_po(io.BytesIO(data), locale=locale, abort_invalid=True)
        catalog.plural_expr  # noqa: B018 - read where it is first asked for
        messages = list(catalog)
    except PoFileError as error:
        message = f"this catalogue cannot be read: {error}"
        report.error("broken-catalogue", message, Place(file, line=error.lineno + 1, column=1), "check its lines")
        return
    except OSError as error:
        message = f"this catalogue cannot be read: {(error.strerror or str(error)).lower()}"
        report.error("broken-catalogue", message, Place(file), "put a text file here, or delete it")
        return
    except UnicodeDecodeError as error:
        place = Place(file, line=data.count(b"\n", 0, error.start) + 1, column=1)
        report.error("broken-catalogue", "this catalogue is not UTF-8", place, "save it as UTF-8")
        return
    except (ValueError, LookupError) as error:
        report.error("broken-catalogue", f"this catalogue cannot be read: {error}", Place(file), "save it as UTF-8")
        return
    for entry in messages:
        if entry.id:
            _check_fields(entry, file, report)


def _check_fields(message: Message, file: str, report: Report) -> None:
    ids = message.id if isinstance(message.id, tuple | list) else (message.id,)
    words = message.string if isinstance(message.string, tuple | list) else (message.string,)
    fields = list(dict.fromkeys(field for id_ in ids for field in _FIELD.findall(id_)))
    for text in filter(None, words):
        wrong = next((field for field in _FIELD.findall(text) if field not in fields), "")
        if not wrong and "%" not in _PLACEHOLDER.sub("", text):
            continue
        fault_text = (
            f"has the placeholder `{wrong}`, which its message does not have"
            if wrong
            else ("has a `%` that is not a placeholder")
        )
        placeholders = " and ".join(f"%({field})s" for field in fields)
        hint = f"write {placeholders} as in its `msgid`" if fields else "write a percent sign as %%"
        place = Place(file, line=message.lineno or 1, column=1)
        report.error("broken-catalogue", f"the translation `{text[:60]}` {fault_text}", place, hint)
        return
