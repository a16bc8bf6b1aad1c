"""Values of the last import, saved with the content, to distinguish a hand edit from an older sheet."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path

from generator.columns.fingerprints import read_fingerprints, write_fingerprints

_LARGEST = 20_000_000
_LINE = re.compile(r'^"([a-z0-9-]{1,64})": "([^"]*)",?\s*$', re.MULTILINE)


def last_import_file(kind: str) -> str:
    """Return the file's path from the site's folder; the content loader ignores names that begin with a dot."""
    return f"content/.imported/{kind}.json"


def read_last_import(root: Path, kind: str) -> dict[str, dict[str, str]]:
    """Return fingerprints by id and field; {} without a file, which means that no value came from a sheet.

    Read line by line: people may delete a line, and a merge may leave an extra comma.
    """
    try:
        text = (root / last_import_file(kind)).read_bytes()[:_LARGEST].decode("utf-8", "replace")
    except OSError:
        return {}
    return {match[1]: read_fingerprints(match[2]) for match in _LINE.finditer(text)}


def write_last_import(memory: Mapping[str, Mapping[str, str]]) -> bytes:
    """Return the file's bytes: one line per entry, sorted by id."""
    lines = {id_: write_fingerprints(dict(sorted(marks.items()))) for id_, marks in sorted(memory.items()) if marks}
    return (json.dumps(lines, indent=0, ensure_ascii=False) + "\n").encode()


def forget_entry(root: Path, kind: str, id_: str) -> None:
    """Remove one entry from the file. Raise OSError if the file cannot be written or is a symbolic link."""
    memory = read_last_import(root, kind)
    if memory.pop(id_, None) is not None:
        path = root / last_import_file(kind)
        if not path.resolve().is_relative_to(root.resolve()):
            raise OSError("it is a link to a file elsewhere")
        beside = path.with_name(f".new-{path.name}")
        beside.write_bytes(write_last_import(memory))
        beside.replace(path)
