"""The writer of `admin/`, which replaces only the files of an earlier run."""

from __future__ import annotations

import json
from collections.abc import Mapping
from html import escape
from pathlib import Path
from string import Template
from typing import Any

from generator.cms.config import Backend, is_ours, product_field, render_config
from generator.cms.form_choices import FormChoices
from generator.cms.policy import render_policy
from generator.content.decode import LARGEST
from generator.content.safe_open import read_whole
from generator.problems import Place, Report
from generator.registry import data_folder


def own_files(config: Mapping[str, Any], choices: FormChoices, backend: Backend, brand: str) -> dict[str, bytes]:
    """Return the page, its script and its configuration."""
    folder = data_folder("cms/admin")
    page = Template((folder / "index.html").read_text("utf-8"))
    script = (folder / "admin.js").read_text("utf-8")
    product = json.dumps(product_field(choices), ensure_ascii=False)
    return {
        "index.html": page.substitute(brand=escape(brand), policy=escape(render_policy(backend), quote=False)).encode(),
        "admin.js": script.replace("PRODUCT", product).encode(),
        "config.yml": render_config(dict(config)).encode(),
    }


def write_admin(folder: Path, files: Mapping[str, bytes], folder_name: str, report: Report) -> bool:
    """Write the files that differ. `folder_name` is for messages. Return False after a reported problem.

    A folder with files but without a config.yml of ours belongs to another program or person.
    """
    try:
        if not _may_write(folder, folder_name, report):
            return False
        for name, data in files.items():
            path = folder / name
            if path.is_symlink() or not path.parent.resolve().is_relative_to(folder.resolve()):
                raise OSError(0, "there is a symbolic link in its place")
            if path.is_file() and path.read_bytes() == data:
                continue
            path.parent.mkdir(parents=True, exist_ok=True)
            part = path.with_name(f".{path.name}.part")
            part.write_bytes(data)
            part.replace(path)
    except OSError as error:
        message = f"the editor could not be written: {error.strerror or error}"
        hint = "check free space and permissions, and run the command again"
        report.error("file-not-written", message, Place(folder_name), hint)
        return False
    return True


def _may_write(folder: Path, folder_name: str, report: Report) -> bool:
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        report.error(
            "already-there", f"`{folder_name}` exists already, and is not a folder", Place(folder_name), "move it first"
        )
        return False
    if not folder.exists() or not any(folder.iterdir()):
        return True
    config = folder / "config.yml"
    size, data = read_whole(config, LARGEST) if config.is_file() else (0, b"")
    ours = is_ours(data.decode("utf-8", "replace")) if 0 < size <= LARGEST else None
    if ours is None:
        message = f"`{folder_name}` has files that are not the editor's, and they are not overwritten"
        report.error("already-there", message, Place(folder_name), "move them, or name another folder: --output DIR")
    elif not ours:
        message = "config.yml was edited by hand, and would be overwritten"
        report.error(
            "cms-changed", message, Place(f"{folder_name}/config.yml"), "keep what you need of it, then delete it"
        )
    return bool(ours)
