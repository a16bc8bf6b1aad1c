"""Tests that the result log returns its records unchanged and in order, however many stay in memory."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from generator.build.incremental import result_log
from generator.build.incremental.file_stat import FileStat, IndexedFile
from generator.build.incremental.result_log import ResultLog, encode_stored_result
from generator.build.person_result import Dependencies, PersonResult, decode_result
from generator.content.person_summary import PersonSummary
from generator.models.codes import CodedName
from generator.problems import Place


def _result_of(slug: str) -> PersonResult:
    name = f"{slug}\n\u2028 “é” \\n"
    summary = PersonSummary(
        slug, name, Place(f"content/{slug}.md"), "", False, "", {}, (), "en", (), CodedName(name, name)
    )
    dependencies = Dependencies((f"content/{slug}\udcff\n.md",), ("product:balm",), date.min, date.max)
    return PersonResult(summary, "live", dependencies, link_digests=b"\xff\n")


@pytest.mark.parametrize("many", [1, 700, 1 << 20])
def test_records_come_in_the_order_of_their_slugs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, many: int) -> None:
    monkeypatch.setattr(result_log, "_MANY", many)
    (tmp_path / "people").write_text("a file of an earlier build")
    records = ResultLog(tmp_path / "people")
    assert list(records) == []
    for slug in ("zoe", "ana", "lea", "bo"):
        new_files = {"a.md": IndexedFile("1", FileStat(3, 2, 1, 0)), "none": IndexedFile("-", None)}
        records.add(slug, encode_stored_result(_result_of(slug), new_files))
    for _ in range(2):
        for record, slug in zip(records, ("ana", "bo", "lea", "zoe"), strict=True):
            result = _result_of(slug)
            assert decode_result(record.result_json) == result.without_dependencies()
            assert (record.slug, record.valid_from, record.valid_until, record.problems) == (
                slug,
                "0001-01-01",
                "9999-12-31",
                "",
            )
            assert (tuple(record.files), tuple(record.items)) == (result.dependencies.files, result.dependencies.items)
            assert [tuple(row) for row in record.new_hashes] == [("a.md", "1", [3, 2, 1, 0]), ("none", "-", None)]
