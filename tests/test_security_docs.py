"""Tests that docs/security.md names the bounds of the code and every module that reads a format."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from generator.content import decode, yaml_text
from generator.fetching import many_pictures, one_picture
from generator.images.decode import file_bytes, guard
from generator.images.video import videos
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
        ("a video", f"{videos.LARGEST:,} bytes"),
        (
            "a spreadsheet",
            f"{table.LARGEST_FILE:,} bytes, {table.MOST_ROWS:,} rows, {read_people.MOST_PEOPLE:,} people",
        ),
    ],
)
def test_a_documented_bound_is_the_bound_of_the_code(row: str, bound: str) -> None:
    [line] = [line for line in TEXT.splitlines() if line.startswith(f"| {row} |")]
    assert line.endswith(f"| {bound} |")


ROOT = Path(__file__).parent.parent
# Calls that turn bytes or text of a format into values: the last part of a call's name, or the last two.
DECODERS = frozenset({
    *("yaml.parse", "yaml.safe_load", "yaml.load", "json.loads", "json.load", "tomllib.loads", "tomllib.load"),
    *("get_event", "avif.decode", "webp.decode"),
    *("Image.open", "ZipFile", "tarfile.open", "gzip.open", "gzip.decompress", "zlib.decompress", "decompressobj"),
    *("csv.reader", "csv.DictReader", "iterparse", "etree.parse", "etree.fromstring", "XMLParser", "ParserCreate"),
    *("LexborHTMLParser", "Cleaner", "nh3.clean", "load_workbook", "read_po", "read_mo", "validate_json", "YAML"),
    *("json.decode", "json.Decoder"),
    *("TypeAdapter", "sqlite3.connect", "register_heif_opener", "clean_mp4", "clean_webm", "pickle.load"),
    *("pickle.loads", "plistlib.loads", "email.message_from_bytes", "msgpack.unpackb", "CalamineWorkbook"),
})  # fmt: skip


def decoders_in(path: Path) -> set[str]:
    """Return the decoders that a module calls or names."""
    decoders = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Attribute | ast.Name):
            name = ast.unparse(node)
            decoders |= {name.rpartition(".")[2], ".".join(name.split(".")[-2:])} & DECODERS
        elif isinstance(node, ast.FunctionDef) and node.name in DECODERS:
            decoders.add(node.name)
    return decoders


def rows_of_readers() -> list[list[str]]:
    section = TEXT[TEXT.index("### Every reader") :]
    lines = section[: section.index("These modules read only")].splitlines()
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines if line.startswith("| `")]


def test_every_reader_has_a_row_with_a_bound_and_a_test() -> None:
    rows = rows_of_readers()
    for reader, reads, bound, test in rows:
        assert reads, reader
        assert re.search(r"[0-9]|one |once|nothing|before|compared|in one", bound), reader
        for path in re.findall(r"`([^`]+)`", test):
            assert (ROOT / path).is_file(), path
    paths_of_rows = [path for row in rows for path in re.findall(r"`([^`]+)`", row[0])]
    paths_of_own_files = re.findall(
        r"`([a-z_/0-9]+\.py)`", TEXT[TEXT.index("These modules read only") :].split("\n\n")[0]
    )
    assert not set(paths_of_rows) & set(paths_of_own_files)
    readers = {
        path.relative_to(ROOT / "generator").as_posix()
        for path in (ROOT / "generator").rglob("*.py")
        if decoders_in(path)
    }
    assert sorted(readers - {*paths_of_rows, *paths_of_own_files}) == [], (
        "a reader needs a row in docs/security.md: its bound and its test"
    )
    assert sorted({*paths_of_rows, *paths_of_own_files} - readers) == [], "these modules read no format any more"


def test_a_new_reader_is_noticed(tmp_path: Path) -> None:
    module = tmp_path / "new.py"
    for line in (
        "import json\njson.loads(text)",
        "from zipfile import ZipFile\nZipFile(path)",
        "loader = yaml.safe_load",
    ):
        module.write_text(line)
        assert decoders_in(module), line
    module.write_text("import json\njson.dumps(1)\nopen(path).read()")
    assert not decoders_in(module)
