"""`admin/config.yml`: what Sveltia CMS is told of a site."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from generator.cms.collections import make_collections
from generator.cms.known import Field, Known
from generator.content.site import Site
from generator.output.editor import FIRST_LINE, FOLDER
from generator.problems import Report
from generator.sections.section import Section

BACKENDS = ("github", "gitlab", "gitea")
_FIRST = f"{FIRST_LINE}, which writes it anew: change content, not this file. Check: "
_HEAD = re.compile(re.escape(_FIRST) + "([0-9a-f]{16})\n")


@dataclass(frozen=True, slots=True)
class Backend:
    """Where the CMS saves to: a repository at a Git host. `api_root` and `base_url` are for hosts of one's own."""

    name: str
    repo: str
    branch: str = "main"
    api_root: str = ""
    base_url: str = ""

    def as_config(self) -> dict[str, str]:
        """The keys that say something."""
        said = {key: getattr(self, key) for key in ("name", "repo", "branch", "api_root", "base_url")}
        return {key: value for key, value in said.items() if value}


def make_config(
    site: Site, sections: tuple[Section, ...], known: Known, backend: Backend, report: Report
) -> dict[str, Any]:
    """The whole configuration. Warnings tell what the form leaves out."""
    collections, singletons = make_collections(site, sections, known, report)
    return {
        "backend": backend.as_config(),
        "site_url": site.settings.url,
        # The CMS wants one folder for all, and can name its pictures from the root of a host only. Each collection has
        # its own, with paths that content understands; this one is empty, so that nobody chooses from it.
        "media_folder": f"{FOLDER}/pictures",
        "public_folder": f"/{FOLDER}/pictures",
        "media_libraries": {"default": {"config": {"slugify_filename": True}}, "stock_assets": False},
        # An empty value is an absent one here (models/written.py), and a file should not fill with them.
        "output": {"omit_empty_optional_fields": True},
        "slug": {"encoding": "ascii", "clean_accents": True, "maxlength": 64},
        "editor": {"preview": False},
        "collections": collections,
        "singletons": singletons,
    }


def product_field(known: Known) -> Field:
    """How a product is chosen for a card in a story."""
    return {"name": "product", "label": "Product", **known.names.get("product", {"widget": "string"})}


def render_config(config: dict[str, Any]) -> str:
    """YAML with a head that tells whether somebody has changed it."""
    text: str = yaml.dump(config, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=110)
    return f"{_FIRST}{_sum(text)}\n{text}"


def is_ours(text: str) -> bool | None:
    """Whether a config.yml is as it was written; None for one that `ambassador cms` has not made."""
    match = _HEAD.match(text)
    return _sum(text[match.end() :]) == match[1] if match else None


def read_backend(folder: Path) -> Backend | None:
    """The repository that the config.yml of an earlier run names."""
    try:
        said = yaml.safe_load((folder / "config.yml").read_text("utf-8"))["backend"]
        return Backend(**{key: str(value) for key, value in said.items()})
    except (OSError, ValueError, TypeError, LookupError, AttributeError, RecursionError, yaml.YAMLError):
        return None


def _sum(text: str) -> str:
    return hashlib.blake2b(text.encode(), digest_size=8).hexdigest()


class _Dumper(yaml.SafeDumper):
    """Writes what stands in several places (a list of products) once, with a short anchor."""

    def generate_anchor(self, node: yaml.Node) -> str:
        return f"same{super().generate_anchor(node).removeprefix('id').lstrip('0')}"
