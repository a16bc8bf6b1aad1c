"""`admin/config.yml`: what Sveltia CMS is told of a site."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from generator.cms.collections import make_collections
from generator.cms.form_choices import Field, FormChoices
from generator.content.decode import LARGEST
from generator.content.safe_open import NotAFileError, read_whole
from generator.content.site import Site
from generator.output.cms_files import FIRST_LINE, FOLDER
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
    site: Site, sections: tuple[Section, ...], known: FormChoices, backend: Backend, report: Report
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


def product_field(known: FormChoices) -> Field:
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
        size, data = read_whole(folder / "config.yml", LARGEST)
        return Backend(**_read_backend(data.decode())) if size <= LARGEST else None
    except (OSError, NotAFileError, ValueError, TypeError, yaml.YAMLError):
        return None


def _read_backend(text: str) -> dict[str, str]:
    """The texts of the mapping `backend`, by its events: aliases, which could multiply without end, are not followed.

    Raises ValueError where it holds anything else, yaml.YAMLError.
    """
    events = yaml.parse(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    depth, inside = 0, False
    words: list[str] = []
    for event in events:
        if isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
            if inside:
                return dict(zip(words[::2], words[1::2], strict=True))
        elif inside:
            if not isinstance(event, yaml.ScalarEvent):
                raise ValueError("no text")
            words.append(event.value)
        elif isinstance(event, yaml.CollectionStartEvent):
            inside = depth == 1 and words == ["backend"] and isinstance(event, yaml.MappingStartEvent)
            depth, words = depth + 1, []
        elif isinstance(event, yaml.ScalarEvent):
            words = [event.value] if depth == 1 else []
    raise ValueError("no backend")


def _sum(text: str) -> str:
    return hashlib.blake2b(text.encode(), digest_size=8).hexdigest()


class _Dumper(yaml.SafeDumper):
    """Writes what stands in several places (a list of products) once, with a short anchor."""

    def generate_anchor(self, node: yaml.Node) -> str:
        return f"same{super().generate_anchor(node).removeprefix('id').lstrip('0')}"
