"""Records are read as they were written, however many of them wait at once."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from generator.build import record
from generator.build.outcome import Outcome, Uses, read_outcome
from generator.build.record import Records, write_record
from generator.build.stamps import Known, Stamp
from generator.content.presence import Presence
from generator.models.codes import CodedName
from generator.problems import Place


def _outcome(slug: str) -> Outcome:
    name = f"{slug}\n\u2028 “é” \\n"
    presence = Presence(slug, name, Place(f"content/{slug}.md"), "", False, "", {}, (), "en", (), CodedName(name, name))
    uses = Uses((f"content/{slug}\udcff\n.md",), ("product:balm",), date.min, date.max)
    return Outcome(presence, "live", uses, marks=b"\xff\n")


@pytest.mark.parametrize("many", [1, 700, 1 << 20])
def test_records_come_in_the_order_of_their_slugs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, many: int) -> None:
    monkeypatch.setattr(record, "_MANY", many)
    (tmp_path / "people").write_text("what was there before")
    records = Records(tmp_path / "people")
    assert list(records) == []
    for slug in ("zoe", "ana", "lea", "bo"):
        seen = {"a.md": Known("1", Stamp(3, 2, 1, 0)), "none": Known("-", None)}
        records.add(slug, write_record(_outcome(slug), seen))
    for _ in range(2):
        for one, slug in zip(records, ("ana", "bo", "lea", "zoe"), strict=True):
            outcome = _outcome(slug)
            assert read_outcome(one.outcome) == outcome.lean()
            assert (one.slug, one.since, one.until, one.problems) == (slug, "0001-01-01", "9999-12-31", "")
            assert (tuple(one.files), tuple(one.parts)) == (outcome.uses.files, outcome.uses.parts)
            assert [tuple(told) for told in one.seen] == [("a.md", "1", [3, 2, 1, 0]), ("none", "-", None)]
