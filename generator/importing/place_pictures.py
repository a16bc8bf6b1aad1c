"""Where an entry's picture comes from, and where it goes."""

from __future__ import annotations

import posixpath
from pathlib import Path

from generator.columns.current import Current
from generator.columns.field import Raw
from generator.importing.entry import Entry, Source
from generator.importing.pictures import Folder, file_name, read_picture

Values = dict[str, Raw | None]


def place_picture(
    root: Path, images: Folder | None, source: Source, entry: Entry, slug: str, folder: str, values: Values,
    current: Current | None,
) -> dict[str, bytes]:  # fmt: skip
    """Return the picture's file to write, by its path from the site's folder; `values` are changed to name it.

    `folder` is where the entry's paths begin. Without `images` a picture must be in the site already.
    """
    name = "image" if "image" in source.fields else "portrait"
    said = str(values.get(name) or "") or str(values.get("image_url") or "")
    held = next((raw for _, raw in current.values(source.fields[name])), None) if current else None
    named = name if values.get(name) else "image_url"
    if images is None:
        if values.get(name) and values[name] != held and not _is_there(root, folder, str(values[name])):
            _tell(source, entry, name, f"there is no `{str(values[name])[:60]}` in the site")
            del values[name]
        return {}
    found = images.find(said, slug, str(values.get("handle") or "").lower())
    data = read_picture(found) if found else None
    if found is None or data is None:
        if said and said != held:
            missing = f"`{found.name}` cannot be read" if found else f"no `{file_name(said)[:60]}` is in the folder"
            _tell(source, entry, named, missing)
            values.pop(name, None)
        return {}
    values.pop("image_url", None)
    path = _target(name, slug, folder, found.suffix.lower().replace(".jpeg", ".jpg"))
    values[name] = posixpath.relpath(path, folder)
    worded = any(one.partition(":")[0] == f"{name}_alt" and raw for one, raw in values.items())
    if not worded and not (current and current.data.get(name)):
        values[f"{name}_alt"] = entry.label
    there = read_picture(root / path)
    if there is not None and there != data and held != values[name]:
        _tell(source, entry, named, f"`{path}` is there already and is another picture")
        del values[name]
        return {}
    return {} if there == data else {path: data}


def _target(name: str, slug: str, folder: str, ending: str) -> str:
    if name == "image":
        return f"content/images/products/{slug}{ending}"
    one_file = folder == "content/ambassadors"
    return f"content/images/people/{slug}{ending}" if one_file else f"{folder}/portrait{ending}"


def _is_there(root: Path, folder: str, src: str) -> bool:
    try:
        return (root / posixpath.normpath(f"{folder}/{src}")).is_file()
    except (OSError, ValueError):
        return False


def _tell(source: Source, entry: Entry, name: str, why: str) -> None:
    message = f"{source.at(entry.row, entry.columns.get(name))}: {why}, so {entry.label[:60]} got no picture"
    hint = "put the picture into the folder that you give with --images, under the name that the sheet says"
    source.report.warning("picture-not-found", message, source.place(entry.row), hint)
