"""Pictures that a sheet names by address and the site lacks."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from generator.columns.existing import ExistingEntry
from generator.columns.field import meaning
from generator.columns.fingerprints import fingerprint
from generator.importing.entry import SheetSource
from generator.importing.evidence import Memory
from generator.importing.pictures import Pictures, SheetPicture
from generator.importing.place_pictures import PICTURE, held_picture, picture_field, said_picture
from generator.importing.plan import ImportPlan
from generator.links.urls.url import is_web

_NOTHING = fingerprint("")


def wanted_addresses(
    root: Path,
    plan: ImportPlan,
    current: Mapping[str, ExistingEntry],
    memory: Memory,
    images: Pictures | None,
    source: SheetSource,
    overwrite: bool,
) -> tuple[str, ...]:
    """Return the addresses without repeats, in sheet order; `images` are pictures that a folder already has."""
    name = picture_field(source)
    addresses: list[str] = []
    for item in plan.items:
        raw_path = said_picture(name, item.entry.values)
        if not is_web(raw_path) or item.entry.left_out:
            continue
        picture = images.find(raw_path, item.id, str(item.entry.values.get("handle") or "").lower()) if images else None
        if isinstance(picture, SheetPicture):
            continue
        if _is_missing(root, raw_path, current.get(item.id), memory.get(item.id, {}), source, overwrite):
            addresses.append(raw_path)
    return tuple(dict.fromkeys(addresses))


def _is_missing(
    root: Path,
    raw_path: str,
    current: ExistingEntry | None,
    last: Mapping[str, str],
    source: SheetSource,
    overwrite: bool,
) -> bool:
    """Return whether the import should fetch the picture.

    It should if content has none and no person removed it. It also should if the sheet's picture is gone or has moved.
    """
    field = source.field(picture_field(source))
    current_picture, mark = held_picture(source, current), last.get(field.name, _NOTHING)
    if current is None:
        return True
    if not current_picture:
        return overwrite or mark == _NOTHING or PICTURE not in last
    if mark != fingerprint(meaning(field, current_picture)):
        return False  # a person chose it by hand
    has_moved = last.get(PICTURE) not in (None, fingerprint(raw_path))
    return has_moved or not (root / current.folder / str(current_picture)).is_file()
