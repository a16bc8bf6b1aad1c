"""Source and target of an entry's picture."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from pathlib import Path

from generator.columns.existing import ExistingEntry
from generator.columns.field import Raw, meaning
from generator.columns.fingerprints import fingerprint
from generator.importing.entry import SheetEntry, SheetSource
from generator.importing.pictures import (
    MissingPicture,
    PictureRefusal,
    Pictures,
    SheetPicture,
    same_file,
)
from generator.links.urls.url import is_web

Values = dict[str, Raw | None]
PICTURE = "_picture"
"""Key under which last_import remembers the address of an entry's picture."""


def picture_field(source: SheetSource) -> str:
    """Return the field that names a picture: `image` of a product, `portrait` of a person."""
    return "image" if "image" in source.fields else "portrait"


def place_picture(
    root: Path, images: Pictures | None, source: SheetSource, entry: SheetEntry, slug: str, folder: str, values: Values,
    current: ExistingEntry | None,
) -> dict[str, Path]:  # fmt: skip
    """Return the picture file to copy, by its path from the site's folder; change `values` to name it.

    `folder` is the base of the entry's paths. Without `images`, the site must already hold the picture.
    """
    name = picture_field(source)
    picture_text = said_picture(name, values)
    current_picture = held_picture(source, current)
    picture_column = name if values.get(name) else "image_url"
    picture = images.find(picture_text, slug, str(values.get("handle") or "").lower()) if images else None
    if not isinstance(picture, SheetPicture):
        if current_picture and current and "image_url" not in current.data:
            values.pop("image_url", None)  # the address has no use once the site holds the picture
        if picture is None:
            _keep_or_tell(root, source, entry, folder, values, current_picture)
        elif picture_text and picture_text != current_picture:
            _report(source, entry, picture_column, picture, bool(current_picture))
            values.pop(name, None)
        elif isinstance(picture, PictureRefusal):
            _report(source, entry, picture_column, picture, bool(current_picture))
        return {}
    if picture.also:
        _report_others(source, entry, picture_column, picture)
    values.pop("image_url", None)
    path = _target_of(name, slug, folder, picture.ending)
    values[name] = posixpath.relpath(path, folder)
    has_alt_text = any(key.partition(":")[0] == f"{name}_alt" and raw for key, raw in values.items())
    if not has_alt_text and not (current and current.data.get(name)):
        values[f"{name}_alt"] = entry.label
    there = root / path
    if same_file(there, picture.path):
        return {}
    if (there.exists() or there.is_symlink()) and current_picture != values[name]:
        hint = "delete that picture, or name the product's own picture in content"
        _report(source, entry, picture_column, MissingPicture(f"`{path}` exists already and is another picture", hint))
        del values[name]
        return {}
    return {path: picture.path}


def _keep_or_tell(
    root: Path, source: SheetSource, entry: SheetEntry, folder: str, values: Values, raw: Raw | None
) -> None:
    """Keep a picture that the site already holds; otherwise report that it is missing."""
    name = picture_field(source)
    picture_text = str(values.get(name) or "")
    if not picture_text or picture_text == raw or _is_there(root, folder, picture_text):
        return
    if not is_web(picture_text):
        hint = "name the folder that it is in with --images DIR"
        _report(source, entry, name, MissingPicture(f"there is no `{picture_text[:60]}` in the site", hint))
    elif not raw:
        hint = "add --fetch-images, or download it and name its folder with --images DIR"
        _report(
            source, entry, name, MissingPicture(f"`{picture_text[:200]}` is an address, and nothing was fetched", hint)
        )
    del values[name]


def said_picture(name: str, values: Mapping[str, Raw | None]) -> str:
    """Return the picture that a sheet names: a path or an address."""
    return str(values.get(name) or "") or str(values.get("image_url") or "")


def drop_removed_picture(values: Values, current: ExistingEntry, last: Mapping[str, str], source: SheetSource) -> None:
    """Remove the address of a picture that an earlier import added and a person has since removed."""
    name = picture_field(source)
    if PICTURE in last and not held_picture(source, current) and is_web(str(values.get(name) or "")):
        del values[name]


def picture_mark(entry: SheetEntry, name: str, values: Mapping[str, Raw | None]) -> dict[str, str]:
    """Return the address of a picture in content, as last_import remembers it."""
    picture_text = said_picture(name, entry.values)
    return (
        {PICTURE: fingerprint(picture_text)}
        if is_web(picture_text) and values.get(name) not in (None, picture_text)
        else {}
    )


def held_picture(source: SheetSource, current: ExistingEntry | None) -> Raw | None:
    """Return the picture that content names."""
    field = source.fields[picture_field(source)]
    return next((raw for _, raw in current.values(field)), None) if current else None


def usable_memory(
    last: Mapping[str, str], current: ExistingEntry, entry: SheetEntry, values: Values, source: SheetSource
) -> Mapping[str, str]:
    """Return the remembered values of an entry without those about a picture that never reached content.

    Without a picture, content had no place for its alternative text. If --images renamed the sheet's picture, a
    remembered name of the sheet means that the last import did not find the file.
    """
    if held_picture(source, current):
        return last
    name = picture_field(source)
    picture_text, picture_path = entry.values.get(name), values.get(name)
    never = (
        picture_text
        and picture_text != picture_path
        and last.get(name) == fingerprint(meaning(source.field(name), picture_text))
    )
    return {
        field: mark
        for field, mark in last.items()
        if field.partition(":")[0] != f"{name}_alt" and not (never and field == name)
    }


def placed_values(entry: SheetEntry, values: Values, has_picture: bool, source: SheetSource) -> Values:
    """Return the sheet's values for a new entry as far as content holds them; `values` are what was written.

    Leave out the text of a picture that is missing, and the address of one that is present.
    """
    name = picture_field(source)
    own = {name, f"{name}_alt"} if has_picture else set()
    of_picture = {name, f"{name}_alt", "image_url"}
    sheet_values: Values = {
        field: raw for field, raw in entry.values.items() if field.partition(":")[0] not in of_picture
    }
    picture_values = {field: raw for field, raw in values.items() if field.partition(":")[0] in own | {"image_url"}}
    return sheet_values | {field: raw for field, raw in values.items() if field in sheet_values} | picture_values


def _target_of(name: str, slug: str, folder: str, ending: str) -> str:
    """Return the target path of an entry's picture, from the site's folder."""
    if name == "image":
        return f"content/images/products/{slug}{ending}"
    one_file = folder == "content/ambassadors"
    return f"content/images/people/{slug}{ending}" if one_file else f"{folder}/portrait{ending}"


def _is_there(root: Path, folder: str, src: str) -> bool:
    try:
        return (root / posixpath.normpath(f"{folder}/{src}")).is_file()
    except (OSError, ValueError):
        return False


def _report(
    source: SheetSource, entry: SheetEntry, name: str, answer: MissingPicture | PictureRefusal, keeps: bool = False
) -> None:
    column = entry.columns.get(name)
    where = source.at(entry.row_of(name), column)
    message = f"{where}: {answer.why}, so `{entry.label[:60]}` {'keeps its picture' if keeps else 'got no picture'}"
    if isinstance(answer, PictureRefusal):
        source.report.error(
            "picture-not-fetched" if answer.by_address else "refused-picture",
            message,
            source.place(entry.row_of(name), column),
            answer.help,
        )
    else:
        source.report.warning("picture-not-found", message, source.place(entry.row_of(name), column), answer.help)


def _report_others(source: SheetSource, entry: SheetEntry, name: str, picture: SheetPicture) -> None:
    column = entry.columns.get(name)
    where = source.at(entry.row_of(name), column)
    further = " and ".join(f"`{path[-60:]}`" for path in picture.also[:3])
    message = (
        f"{where}: `{picture.path_in_folder[-60:]}` was used for `{entry.label[:60]}`, "
        f"but {further} may be right as well"
    )
    hint = "keep one of them in the folder, or write the right one into the sheet"
    source.report.warning("picture-not-found", message, source.place(entry.row_of(name), column), hint)
