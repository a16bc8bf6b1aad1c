"""What the sheets said last, kept with the content: so that a hand edit is told from an older sheet."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path

from generator.columns.fingerprints import read_fingerprints, write_fingerprints

_LARGEST = 20_000_000
_LINE = re.compile(r'^"([a-z0-9-]{1,64})": "([^"]*)",?\s*$', re.MULTILINE)


def last_import_file(kind: str) -> str:
    """Where it is kept, from the site's folder; content/ passes over names that begin with a point."""
    return f"content/.imported/{kind}.json"


def read_last_import(root: Path, kind: str) -> dict[str, dict[str, str]]:
    """Fingerprints by field, by id; {} where there is no file: then nothing is the sheet's.

    Read line by line, so that a line may be taken out, and a merge may leave a comma too many.
    """
    try:
        text = (root / last_import_file(kind)).read_bytes()[:_LARGEST].decode("utf-8", "replace")
    except OSError:
        return {}
    return {found[1]: read_fingerprints(found[2]) for found in _LINE.finditer(text)}


def write_last_import(memory: Mapping[str, Mapping[str, str]]) -> bytes:
    """The file: one line an entry, in the order of their ids."""
    lines = {id_: write_fingerprints(dict(sorted(marks.items()))) for id_, marks in sorted(memory.items()) if marks}
    return (json.dumps(lines, indent=0, ensure_ascii=False) + "\n").encode()


def forget_entry(root: Path, kind: str, id_: str) -> None:
    """Take out what a sheet said of one; raises OSError where the file cannot be written, or is a link's."""
    memory = read_last_import(root, kind)
    if memory.pop(id_, None) is not None:
        path = root / last_import_file(kind)
        if not path.resolve().is_relative_to(root.resolve()):
            raise OSError("it is a link to a file elsewhere")
        beside = path.with_name(f".new-{path.name}")
        beside.write_bytes(write_last_import(memory))
        beside.replace(path)
