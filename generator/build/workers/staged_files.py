"""Rendered files that are not published yet, in the staging folder or in the cache."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from generator.output.output_file import OutputFile


class StagedFiles(Mapping[str, OutputFile]):
    """Files of `paths`: at the location that `sources` gives, or at their path in `folder`.

    Objects are created on demand, because a large site has too many to keep.
    """

    def __init__(self, folder: Path, paths: Mapping[str, object], sources: Mapping[str, str]) -> None:
        self.folder = folder
        self.paths = paths
        self.sources = sources

    def __getitem__(self, path: str) -> OutputFile:
        if path not in self.paths:
            raise KeyError(path)
        if path in self.sources:
            return OutputFile(path, source=Path(self.sources[path]))
        return OutputFile(path, source=self.folder / path, is_staged=True)

    def __iter__(self) -> Iterator[str]:
        return iter(self.paths)

    def __len__(self) -> int:
        return len(self.paths)
