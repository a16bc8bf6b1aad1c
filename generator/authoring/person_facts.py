"""Facts about a person that are readable even in broken files: the words by which other files may mention them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from msgspec import Struct

from generator.content.decode import read_text
from generator.content.discovery import FOLDER
from generator.content.front_matter import split_front_matter
from generator.content.yaml_text import read_yaml
from generator.problems import Report

PEOPLE = f"{FOLDER}/ambassadors"
MOST_NAMES = 40  # a hostile profile may have thousands of names; the search must stay bounded
LONGEST = 200_000  # letters of one file that are searched for picture names
_NAMING = ("name", "handle", "partner_id", "code")
_LINE = re.compile(r"^(name|handle|partner_id|code|aliases|channels):[ \t]+(\S(?:.*\S)?)[ \t]*$", re.MULTILINE)


class PersonFacts(Struct, frozen=True):
    """Facts about one person, from the files named after their slug. None of them are validated."""

    slug: str
    names: tuple[str, ...]
    """Name, handles, codes and ids, in the order of the files; never the slug itself."""
    aliases: tuple[str, ...]
    channels: tuple[str, ...] | None
    """The person's own extra addresses; None means the site's."""
    text: str
    """The text of the person's files."""


def read_facts(root: Path, slug: str) -> PersonFacts:
    """Read the available facts; ignore files that cannot be read."""
    facts: dict[str, Any] = {}
    texts = []
    for file in (f"{PEOPLE}/{slug}/profile.yaml", f"{PEOPLE}/{slug}.md", f"{PEOPLE}/{slug}/story.md"):
        text = read_text(root, file, Report()) if (root / file).is_file() else None
        if text is None:
            continue
        texts.append(text[:LONGEST])
        if not file.endswith("/story.md"):
            parts = split_front_matter(text) if file.endswith(".md") else (text, "")
            facts |= _read_block(parts[0] if parts else text, file)
    names = [str(facts[key]) for key in _NAMING if isinstance(facts.get(key), str)]
    for key in ("socials", "links"):
        if isinstance(facts.get(key), dict):
            names += [value for value in facts[key].values() if isinstance(value, str)]
    return PersonFacts(
        slug,
        tuple(dict.fromkeys(name.strip() for name in names if 3 <= len(name.strip()) <= 300))[:MOST_NAMES],
        tuple(_texts(facts.get("aliases")))[:MOST_NAMES],
        None if facts.get("channels") is None else tuple(_texts(facts["channels"])),
        "\n".join(texts),
    )


def _read_block(block: str, file: str) -> dict[str, Any]:
    """Return the facts of a file; for invalid YAML, those of the plain lines."""
    data = read_yaml(block, file, Report())
    if isinstance(data, dict):
        return data
    lines = {key: value.strip("\"'") for key, value in _LINE.findall(block)}
    return {key: value.strip("[]").split(",") if value.startswith("[") else value for key, value in lines.items()}


def _texts(value: Any) -> Iterator[str]:
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, str) and item.strip():
            yield item.strip()
