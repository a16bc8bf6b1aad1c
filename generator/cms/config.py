"""The configuration of Sveltia CMS for a site: `admin/config.yml`."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import Any

import yaml
from msgspec import Struct

from generator.cms.collections import make_collections
from generator.cms.form_choices import Field, FormChoices
from generator.content.decode import LARGEST
from generator.content.safe_open import NotAFileError, read_whole
from generator.content.site import Site
from generator.output.cms_files import FIRST_LINE, FOLDER
from generator.problems import Report
from generator.sections.section import Section

BACKENDS = ("github", "gitlab", "gitea")
_FIRST = f"{FIRST_LINE}, which overwrites it: change the content, not this file. Check: "
_HEAD = re.compile(re.escape(_FIRST) + "([0-9a-f]{16})\n")


class Backend(Struct, frozen=True):
    """The repository at a Git host to which the CMS saves. `api_root` and `base_url` are for self-hosted servers."""

    name: str
    repo: str
    branch: str = "main"
    api_root: str = ""
    base_url: str = ""

    def as_config(self) -> dict[str, str]:
        """Return the keys that have a value."""
        values = {key: getattr(self, key) for key in ("name", "repo", "branch", "api_root", "base_url")}
        return {key: value for key, value in values.items() if value}


def make_config(
    site: Site, sections: tuple[Section, ...], choices: FormChoices, backend: Backend, report: Report
) -> dict[str, Any]:
    """Return the whole configuration. Warnings name what the form leaves out."""
    collections, singletons = make_collections(site, sections, choices, report)
    return {
        "backend": backend.as_config(),
        "site_url": site.settings.url,
        # The CMS requires one global folder, whose pictures it can name only from the root of a host. Each collection
        # has its own, with paths that content understands. This one is empty, so that no user can choose from it.
        "media_folder": f"{FOLDER}/pictures",
        "public_folder": f"/{FOLDER}/pictures",
        "media_libraries": {"default": {"config": {"slugify_filename": True}}, "stock_assets": False},
        # Content treats an empty value as absent (models/written.py), so do not fill files with them.
        "output": {"omit_empty_optional_fields": True},
        "slug": {"encoding": "ascii", "clean_accents": True, "maxlength": 64},
        "editor": {"preview": False},
        "collections": collections,
        "singletons": singletons,
    }


def product_field(choices: FormChoices) -> Field:
    """Return the field that chooses a product for a card in a story."""
    return {"name": "product", "label": "Product", **choices.names.get("product", {"widget": "string"})}


def render_config(config: dict[str, Any]) -> str:
    """Return YAML whose head has a checksum, which detects changes by hand."""
    text: str = yaml.dump(config, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=110)
    return f"{_FIRST}{_sum(text)}\n{text}"


def is_ours(text: str) -> bool | None:
    """Return whether a config.yml is unchanged; None for one that `ambassador cms` did not write."""
    match = _HEAD.match(text)
    return _sum(text[match.end() :]) == match[1] if match else None


def read_backend(folder: Path) -> Backend | None:
    """Return the repository in the config.yml of an earlier run."""
    try:
        size, data = read_whole(folder / "config.yml", LARGEST)
        return Backend(**_read_backend(data.decode())) if size <= LARGEST else None
    except (OSError, NotAFileError, ValueError, TypeError, yaml.YAMLError):
        return None


def _read_backend(text: str) -> dict[str, str]:
    """Return the texts of the mapping `backend`, read from its events, without aliases, which could multiply endlessly.

    Raises ValueError for any other content, and yaml.YAMLError.
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
    """The dumper that writes repeated values (a list of products) once, with a short anchor."""

    def generate_anchor(self, node: yaml.Node) -> str:
        return f"same{super().generate_anchor(node).removeprefix('id').lstrip('0')}"
