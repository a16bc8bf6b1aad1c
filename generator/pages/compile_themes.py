"""The compiled templates of the built-in themes, as the wheel brings them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from generator.pages.compiled_templates import CompiledTemplates, compiled_file, packed_code
from generator.pages.jinja_env import templates_of
from generator.registry import data_folder


def compile_themes() -> Iterator[tuple[str, bytes]]:
    """Yield each compiled file: its path below the themes, and its bytes."""
    themes = data_folder("themes")
    for folder in sorted(path.parent for path in themes.glob("*/theme.toml")):
        environment = templates_of((folder,), "en")  # the code is the same for all languages
        for name in environment.list_templates(extensions=["html"]):
            file = str(folder / "templates" / name)
            source = Path(file).read_text("utf-8")
            bucket = CompiledTemplates().get_bucket(environment, name, file, source)
            bucket.code = environment.compile(source, name, file)
            yield compiled_file(file).relative_to(themes).as_posix(), packed_code(bucket)
