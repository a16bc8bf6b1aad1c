"""The bounds that docs/security.md names are those of the code."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.content import decode, yaml_text
from generator.fetching import many_pictures, one_picture
from generator.images import copies, file_bytes, guard
from generator.importing import read_people
from generator.tables import table

TEXT = (Path(__file__).parent.parent / "docs/security.md").read_text("utf-8")


@pytest.mark.parametrize(
    ("row", "bound"),
    [
        ("a text file", f"{decode.LARGEST:,} bytes"),
        ("YAML", f"{yaml_text.DEEPEST} levels"),
        ("a picture", f"{file_bytes.MAX_BYTES:,} bytes, {guard.MAX_PIXELS:,} pixels"),
        (
            "a picture that `import --fetch-images` fetches",
            f"{one_picture.MOST_BYTES:,} bytes, {one_picture.MOST_SECONDS:.0f} s; "
            f"{many_pictures.MOST_PICTURES:,} pictures in a run",
        ),
        ("a video", f"{copies.LARGEST:,} bytes"),
        (
            "a spreadsheet",
            f"{table.LARGEST_FILE:,} bytes, {table.MOST_ROWS:,} rows, {read_people.MOST_PEOPLE:,} people",
        ),
    ],
)
def test_a_bound(row: str, bound: str) -> None:
    [line] = [line for line in TEXT.splitlines() if line.startswith(f"| {row} |")]
    assert line.endswith(f"| {bound} |")
