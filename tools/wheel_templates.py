"""Hook of the wheel's build: the compiled templates of the built-in themes, so that a first build finds them.

hatchling runs it (see pyproject.toml), with the dependencies of the package installed. The templates are compiled for
the Python that makes the wheel, and count only for the Jinja that is installed with it; any other Python or Jinja
compiles them at its first build.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class WheelTemplates(BuildHookInterface):  # type: ignore[type-arg]
    """Adds each compiled template beside its template."""

    PLUGIN_NAME = "custom"
    _made: Path | None = None

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile, and name the files; an editable installation compiles in its own folder at the first build."""
        if version == "editable":
            return
        sys.path.insert(0, self.root)
        from generator.pages.compile_themes import compile_themes  # the folder of the sources is not importable before

        self._made = Path(tempfile.mkdtemp())
        for number, (path, data) in enumerate(compile_themes()):
            file = self._made / str(number)
            file.write_bytes(data)
            build_data["force_include"][str(file)] = f"generator/themes/{path}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:  # noqa: ARG002
        """Remove the files."""
        if self._made is not None:
            shutil.rmtree(self._made)
