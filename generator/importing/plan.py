"""Plan of an import: the change to each entry and each file."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

from msgspec import Struct, field

from generator.columns.field import Path as Keys
from generator.columns.fields import Kind
from generator.importing.entry import SheetEntry
from generator.importing.merge_entry import FieldChange, KeptValue
from generator.importing.yaml_edit import Edit

StoryState = Literal["", "added", "kept"]
ALL_SIGNS = ("all of their values",)
"""Proof for an entry whose values all equal those of an existing entry."""


class PlanItem(Struct, frozen=True):
    """Planned change of one product or person."""

    id: str
    label: str
    entry: SheetEntry
    file: str
    is_new: bool
    changes: tuple[FieldChange, ...] = ()
    kept_values: tuple[KeptValue, ...] = ()
    draft: bool = False
    picture: str = ""
    """The address of a picture that is not copied ..."""
    picture_path: str = ""
    """... or the path of one that is copied into the site."""
    by: tuple[str, ...] = ()
    """The fields that proved the match."""
    story: StoryState = ""
    """Whether a known person gets the sheet's story, or keeps another one."""

    @property
    def by_all(self) -> bool:
        """Return whether the entry's own id, or all of its identifying values, prove the match."""
        return self.by in ((), ("id",), ("slug",), ALL_SIGNS)

    @property
    def is_changed(self) -> bool:
        """Return whether an existing value changes."""
        return not self.is_new and bool(self.changes or self.draft or self.picture_path or self.story == "added")


class ImportPlan(Struct, frozen=True):
    """A complete plan. `files` maps paths from the site's folder to new contents; `missing_ids` are the entries of the
    last sheet that this one lacks."""

    kind: Kind
    items: tuple[PlanItem, ...]
    files: Mapping[str, bytes]
    pictures: Mapping[str, Path] = field(default_factory=dict)
    """Pictures to copy, by path from the site's folder."""
    missing_ids: tuple[str, ...] = ()
    deleted_ids: tuple[str, ...] = ()
    """Products that the last sheet added and a person has since removed: they stay removed."""
    left_out: int = 0
    elsewhere: int = 0
    """Number of entries that came with another sheet and are missing from this one."""

    @property
    def nothing(self) -> bool:
        """Return whether no file changes."""
        return not self.files and not self.pictures


class PlanDraft(Struct):
    """A plan under construction: edits by file and keys, new products by id, whole files, and values to remember."""

    edits: dict[str, dict[Keys, list[Edit]]] = field(default_factory=dict)
    new: dict[str, dict[str, Any]] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    pictures: dict[str, Path] = field(default_factory=dict)
    memory: dict[str, dict[str, str]] = field(default_factory=dict)
    items: list[PlanItem] = field(default_factory=list)
    deleted_ids: list[str] = field(default_factory=list)
    left_out: int = 0
