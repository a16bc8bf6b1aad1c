"""Whole sites, good and broken in ways nobody meant: a safe site or problems that say where, and nothing else.

In the suite a few, always the same ones; `make fuzz`, or `FUZZ_SITES=5000 pytest tests/hostile/test_whole_sites.py`,
draws as many as asked, others each time. What was found stands in `test_found.py`.
"""

from __future__ import annotations

import os
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.hostile.broken import Broken, build_and_judge
from tests.hostile.mutations import Mistake, mistakes
from tests.hostile.sandbox import Prison
from tests.hostile.whole_sites import Drawn, good_sites

WANTED = int(os.environ.get("FUZZ_SITES", "0"))
some = settings(
    max_examples=WANTED or 40,
    derandomize=not WANTED,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.generate, Phase.shrink],
)


@pytest.fixture(scope="module")
def prison(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Prison]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AMBASSADOR_CACHE", str(tmp_path_factory.mktemp("drawn")))  # pictures are drawn once
        with Prison() as made:
            yield made


def test_any_site_builds_or_reports_problems(prison: Prison) -> None:
    seen: Counter[str] = Counter()

    @some
    @given(site=good_sites(), wrong=st.lists(mistakes, max_size=3), before=st.booleans())
    def judge(site: Drawn, wrong: list[Mistake], before: bool) -> None:
        with tempfile.TemporaryDirectory() as folder:
            found = build_and_judge(prison, Path(folder), Broken(site, tuple(wrong), before))
        seen.update(["tried", f"exit {found.code}", *found.told])
        seen["links"] += found.links

    judge()
    print(dict(seen.most_common()))
    # Good sites and refused ones, with many kinds of problems; otherwise little was shown.
    assert seen["exit 0"] > 5
    assert seen["exit 1"] > 5
    assert seen["links"] > 20
    assert len(seen) > 10
