"""Tests that a random site, with or without mistakes, gives a safe site or problems with their place.

The suite draws a few sites, always the same ones. `make fuzz`, or `FUZZ_SITES=5000 pytest
tests/hostile/test_whole_sites.py`, draws as many as asked, others each time. `test_fuzz_findings.py` has the cases
that they found.
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

from tests.hostile.broken import BrokenSite, build_and_judge
from tests.hostile.mutations import Mistake, mistakes
from tests.hostile.sandbox import Sandbox
from tests.hostile.whole_sites import DrawnSite, good_sites

SITE_COUNT = int(os.environ.get("FUZZ_SITES", "0"))
some = settings(
    max_examples=SITE_COUNT or 40,
    derandomize=not SITE_COUNT,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.generate, Phase.shrink],
)


@pytest.fixture(scope="module")
def sandbox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sandbox]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AMBASSADOR_CACHE", str(tmp_path_factory.mktemp("pictures")))  # all sites share the pictures
        with Sandbox() as sandbox:
            yield sandbox


def test_any_site_builds_or_reports_problems(sandbox: Sandbox) -> None:
    counts: Counter[str] = Counter()

    @some
    @given(site=good_sites(), errors=st.lists(mistakes, max_size=3), has_earlier_build=st.booleans())
    def judge(site: DrawnSite, errors: list[Mistake], has_earlier_build: bool) -> None:
        with tempfile.TemporaryDirectory() as folder:
            verdict = build_and_judge(sandbox, Path(folder), BrokenSite(site, tuple(errors), has_earlier_build))
        counts.update(["sites", f"exit {verdict.code}", *verdict.problem_names])
        counts["links"] += verdict.link_count

    judge()
    print(dict(counts.most_common()))
    # Without enough good and refused sites, and kinds of problems, the test proves little.
    assert counts["exit 0"] > 5
    assert counts["exit 1"] > 5
    assert counts["links"] > 20
    assert len(counts) > 10
