"""Tests that the packed index of files gives the answers of a plain dict."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from generator.build.incremental.file_index import FileIndex, IndexChange
from generator.build.incremental.file_stat import FileStat, IndexedFile, pack_stats, stat_of, unpack_stats

NUMBERS = st.integers(-1, (1 << 63) - 1)
STATS = st.builds(FileStat, NUMBERS, NUMBERS, st.integers(0, (1 << 64) - 1), NUMBERS)
PATHS = st.text("ab/é\udcff", min_size=1, max_size=5)
FILES = st.dictionaries(PATHS, st.builds(IndexedFile, st.text("0f", max_size=3), st.none() | STATS), max_size=8)
CHANGES = st.lists(st.tuples(FILES, st.frozensets(PATHS, max_size=4)), max_size=4)


@given(CHANGES)
def test_the_index_equals_a_dict_after_any_changes(
    changes: list[tuple[Mapping[str, IndexedFile], frozenset[str]]],
) -> None:
    index, stored_rows, plain = FileIndex(), {}, dict[str, IndexedFile]()
    for new_files, removed_paths in changes:
        index, rows, empty = index.apply(IndexChange(new_files, removed_paths - new_files.keys()))
        plain = {
            path: file for path, file in {**plain, **new_files}.items() if path not in removed_paths - new_files.keys()
        }
        stored_rows = {number: row for number, row in stored_rows.items() if number not in empty} | {
            row[0]: row for row in rows
        }
        assert dict(index) == plain
        assert dict(FileIndex(stored_rows.values())) == plain, "the rows to write are not all, or too many"
        assert {path: (stat, digest) for path, stat, digest in index.entries()} == {
            path: (file.stat, file.hash) for path, file in plain.items()
        }


@given(st.lists(STATS, max_size=5))
def test_packed_stats_unpack_to_the_same(stats: list[FileStat]) -> None:
    assert unpack_stats(pack_stats(stats)) == stats


def test_changed_paths_are_those_whose_stat_differs(tmp_path: Path) -> None:
    names = [f"{folder}/{number}" for folder in ("lea", "mia") for number in range(3)]
    for name in names:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(name)
    files = {name: IndexedFile("x", stat_of(str(tmp_path / name))) for name in names} | {"new": IndexedFile("x", None)}
    index, _, _ = FileIndex().apply(IndexChange(files))
    assert {*index.changed_paths(str(tmp_path))} == {"new"}
    assert index.unchanged_paths(str(tmp_path), ["lea/1", "new", "elsewhere"]) >= {"lea/1"}
    (tmp_path / "lea/1").write_text("another text")
    (tmp_path / "mia/2").unlink()
    plain = {path for path, file in files.items() if stat_of(str(tmp_path / path)) != file.stat}
    assert {*index.changed_paths(str(tmp_path))} == plain == {"new", "lea/1", "mia/2"}
    same = index.unchanged_paths(str(tmp_path), files)
    assert same <= files.keys() - plain, "a changed path counts as unchanged"
