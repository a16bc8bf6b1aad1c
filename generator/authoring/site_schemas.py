"""`schemas/` in a site's folder: the schemas with which editors complete and explain content."""

from __future__ import annotations

import json
import os
from fnmatch import fnmatchcase
from pathlib import Path, PurePosixPath
from typing import Any

from generator.authoring.choices import site_choices
from generator.authoring.schemas import MADE_BY, Schema, make_schemas
from generator.authoring.write import report_existing_file, rewrite
from generator.content.load import load_shared
from generator.problems import Report
from generator.sections.section import Section

FOLDER = "schemas"
KINDS = {
    "site": "content/site.yaml",
    "profile": "content/ambassadors/*/profile.yaml",
    "products": "content/products.yaml",
    "product": "content/products/*.yaml",
    "campaign": "content/campaigns/*.yaml",
    "network": "content/networks/*.yaml",
    "imports": "content/imports.yaml",
    "commissions": "content/commissions.yaml",
    "report-settings": "content/report.yaml",
    "roster": "content/ambassadors/*/roster.yaml",
    "roster-views": "content/roster-views.yaml",
}
"""Files of each schema. The one of a plain page is for its front matter, which editors do not check."""


def schemas_of(root: Path, sections: tuple[Section, ...]) -> dict[str, Schema]:
    """Return the schemas with the names of the site in a folder; without a site, those of any site."""
    report = Report()
    shared_content = load_shared(root, report)
    if any(problem.name == "missing-site" for problem in report):
        return make_schemas(sections)
    return make_schemas(sections, site_choices(shared_content, sections))


def write_schemas(root: Path, sections: tuple[Section, ...], report: Report) -> tuple[str, ...] | None:
    """Write the schemas into `schemas/`, over older ones only; return the files, None after a problem."""
    files = {schema_file(name): as_text(schema) for name, schema in schemas_of(root, sections).items()}
    foreign = [file for file in files if os.path.lexists(root / file) and not _is_ours(root / file)]
    for file in foreign:
        report_existing_file(file, report)
    return tuple(files) if not foreign and rewrite(root, files, report) else None


def refresh_schemas(root: Path, sections: tuple[Section, ...]) -> None:
    """Rewrite existing schemas after the site has new entries. Files of other tools stay unchanged."""
    if _is_ours(root / schema_file("profile")):
        write_schemas(root, sections, Report())


def schema_line(root: Path, file: str) -> str:
    """Return the line that names a file's schema to yaml-language-server, or "" if the site lacks that schema.

    https://github.com/redhat-developer/yaml-language-server#using-inlined-schema
    """
    kind = next((kind for kind, where in KINDS.items() if fnmatchcase(file, where)), "")
    if not kind or not (root / schema_file(kind)).is_file():
        return ""
    up = "../" * (len(PurePosixPath(file).parts) - 1)
    return f"# yaml-language-server: $schema={up}{schema_file(kind)}\n"


def schema_file(name: str) -> str:
    """Return the path of a schema, from the site's folder."""
    return f"{FOLDER}/{name}.schema.json"


def as_text(data: object) -> str:
    """Return JSON that is readable and diffs well in Git: one value per line."""
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _is_ours(path: Path) -> bool:
    try:
        data: Any = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return False
    return isinstance(data, dict) and data.get("$comment") == MADE_BY
