"""What the sheets said last, kept with the content: so that a hand edit is told from an older sheet."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from generator.columns.fingerprints import read_fingerprints, write_fingerprints


def memory_file(kind: str) -> str:
    """Where it is kept, from the site's folder; content/ passes over names that begin with a point."""
    return f"content/.imported/{kind}.json"


def read_memory(root: Path, kind: str) -> dict[str, dict[str, str]]:
    """Fingerprints by field, by id; {} where there is no file, or it is damaged: then nothing is the sheet's."""
    try:
        data = json.loads((root / memory_file(kind)).read_bytes()[:20_000_000])
    except (OSError, ValueError, RecursionError):
        return {}
    if not isinstance(data, Mapping):
        return {}
    return {id_: read_fingerprints(line) for id_, line in data.items() if isinstance(line, str)}


def write_memory(memory: Mapping[str, Mapping[str, str]]) -> bytes:
    """The file: one line an entry, in the order of their ids."""
    lines = {id_: write_fingerprints(dict(sorted(marks.items()))) for id_, marks in sorted(memory.items()) if marks}
    return (json.dumps(lines, indent=0, ensure_ascii=False) + "\n").encode()
