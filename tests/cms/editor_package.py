"""The editor's package for the tests: exactly the one that `ambassador cms` pins, as npm installed it for the gates."""

from __future__ import annotations

import shutil
from pathlib import Path

from generator.cms.config import Backend, make_config
from generator.cms.form_choices import form_choices
from generator.cms.package import parts_of
from generator.cms.write import own_files, write_admin
from generator.content.load import load_site
from generator.problems import Report
from generator.sections import BUILT_IN
from tests.needs import need
from tools.gates.node import CMS

SITE = Path(__file__).parent / "site"
BACKEND = Backend("github", "lune/circle")


def package_files() -> dict[str, bytes]:
    """Return the files of the package by their path in it."""
    need(CMS if (CMS / "package.json").exists() else None, "the package of the editor")
    return {
        path.relative_to(CMS).as_posix(): path.read_bytes()
        for part in ("LICENSE.txt", "dist/*.mjs", "npm/assets/*", "locales/*.json", "schema/*.json")
        for path in sorted(CMS.glob(part))
    }


def site_with_editor(folder: Path) -> Path:
    """Copy the tests' site and add its editor, as `ambassador cms` writes it."""
    shutil.copytree(SITE, folder)
    report = Report()
    site = load_site(folder, BUILT_IN, report)
    choices = form_choices(site, BUILT_IN)
    config = make_config(site, BUILT_IN, choices, BACKEND, report)
    files = {**parts_of(package_files(), choices.languages), **own_files(config, choices, BACKEND, site.settings.brand)}
    assert write_admin(folder / "admin", files, "admin", report)
    assert not list(report)
    return folder
