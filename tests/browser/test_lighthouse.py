"""Tests the scores of Lighthouse (mobile preset) for the directory and an ambassador's page.

Accessibility, best practices and SEO are the same on any machine and must be 100. Performance depends on what else
the machine does, so only `--lighthouse` tests it, as the median of three runs (`make lighthouse`).
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browser.example import Example, build_example
from tests.browser.server import serve
from tests.needs import need
from tests.ports import free_port
from tools.gates.browser import FLAGS, find_browser
from tools.gates.node import LIGHTHOUSE, find_node

STEADY = ("accessibility", "best-practices", "seo")


@pytest.fixture(scope="module")
def local_example(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Example]:
    """Build the example for exactly the address of its server: another canonical address costs SEO points."""
    port = free_port()
    folder = build_example(tmp_path_factory.mktemp("home") / "site", "--url", f"http://localhost:{port}")
    with serve(folder, port=port):
        yield Example(folder, f"http://localhost:{port}/")


def run_lighthouse(url: str, report: Path, categories: tuple[str, ...]) -> dict[str, object]:
    """Return what Lighthouse reports for a page. On a machine that stands still it gives up, so it runs again."""
    for _ in range(3):
        result = _run_once(url, report, categories)
        audits = result["audits"].values()
        if not result.get("runtimeError") and not any(audit["scoreDisplayMode"] == "error" for audit in audits):
            break
    return result


def _run_once(url: str, report: Path, categories: tuple[str, ...]) -> dict[str, Any]:
    node = need(find_node(), "Node")[0]
    script = need(LIGHTHOUSE if LIGHTHOUSE.exists() else None, "Lighthouse")
    browser = need(find_browser(), "Chromium")
    process = subprocess.run(
        [node, script, url, "--quiet", "--output=json", f"--output-path={report}",
         f"--only-categories={','.join(categories)}", f"--chrome-flags=--headless=new {' '.join(FLAGS)}"],
        env={**os.environ, "CHROME_PATH": str(browser)}, capture_output=True, text=True, check=False, timeout=600,
    )  # fmt: skip
    assert report.exists(), process.stderr[-2000:]
    result: dict[str, Any] = json.loads(report.read_text(encoding="utf-8"))
    return result


def lost_points(result: dict, category: str) -> list[str]:
    """Return the audits that cost points."""
    audits = result["audits"]
    audit_ids = [reference["id"] for reference in result["categories"][category]["auditRefs"] if reference["weight"]]
    return [
        f"{name}: {audits[name]['title']}"
        for name in audit_ids
        if (audits[name]["score"] or 0) < 1 and audits[name]["score"] is not None
    ]


@pytest.mark.drawn(2)
@pytest.mark.parametrize("which", ["directory", "person"])
def test_scores_that_do_not_depend_on_the_machine_are_full(local_example: Example, tmp_path: Path, which: str) -> None:
    path = "" if which == "directory" else local_example.pages_with("[data-carousel]")[0]
    result = run_lighthouse(local_example.url + path, tmp_path / "report.json", STEADY)
    for category in STEADY:
        score = result["categories"][category]["score"]
        assert score == 1, (category, score, lost_points(result, category))


@pytest.mark.parametrize("which", ["directory", "person"])
def test_performance_is_nearly_full(
    local_example: Example, tmp_path: Path, which: str, request: pytest.FixtureRequest
) -> None:
    if not request.config.getoption("--lighthouse"):
        pytest.skip("needs a quiet machine: make lighthouse")
    path = "" if which == "directory" else local_example.pages_with("[data-carousel]")[0]
    runs = [run_lighthouse(local_example.url + path, tmp_path / f"{turn}.json", ("performance",)) for turn in range(3)]
    scores = [run["categories"]["performance"]["score"] for run in runs]
    print(f"{which}: performance {scores}")
    assert statistics.median(scores) >= 0.98, (scores, lost_points(runs[0], "performance"))
