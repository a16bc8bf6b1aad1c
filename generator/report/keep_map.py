"""What `--map` says, kept in content/imports.yaml for the next export with the same columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from generator.content.decode import read_text
from generator.content.discovery import IMPORTS
from generator.content.site import Site
from generator.importing.keep_map import add_map
from generator.importing.yaml_edit import EditError
from generator.problems import Place, Report

_LONGEST = 300


def keep_map(root: Path, columns: Mapping[str, str], header: Sequence[str], site: Site, report: Report) -> None:
    """Write the map beside those of imports; one that is there already is left as it is."""
    maps = site.imports.reports if site.imports else ()
    sheet = [name.strip() for name in header if 0 < len(name.strip()) <= _LONGEST]
    if any(dict(kept_map.columns) == dict(columns) for kept_map in maps):
        return
    hint = "write it there by hand"
    try:
        before = read_text(root, IMPORTS, Report()) if (root / IMPORTS).exists() else ""
        text = add_map(before or "", "reports", columns, sheet, None)
        (root / IMPORTS).write_text(text, "utf-8")
    except (EditError, OSError) as error:
        pairs = ", ".join(f"{fact} from {column}" for fact, column in columns.items())
        report.warning("map-not-kept", f"{pairs} could not be kept here: {error}", Place(IMPORTS), hint)
