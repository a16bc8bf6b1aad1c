"""What a channel twin costs: CPU of a build with one channel, against the same build without.

    python -m bench.twins [PEOPLE]

The people are the example's, cloned; pictures and share cards are known already, as in every build but the first.
Ends with 1 where a twin costs as much as its page, or Markdown is rendered for it once more.
"""

from __future__ import annotations

import re
import shutil
import sys
import tempfile
import time
from pathlib import Path
from unittest.mock import patch

from generator.build.options import BuildOptions
from generator.build.preview import render_site
from generator.content import load
from generator.models.written import read_day
from generator.problems import Report
from generator.prose.render import render_prose

ROOT = Path(__file__).parents[1]
RUNS = 4
_OWN = re.compile(r"^(aliases|channels|status|from|until):.*\n", re.MULTILINE)


def clone_people(site: Path, people: int) -> None:
    """Fill content/ambassadors with clones of the example's fullest profile, each with ids of its own."""
    shutil.copytree(ROOT / "content", site / "content", ignore=shutil.ignore_patterns("ambassadors"))
    for number in range(people):
        folder = site / "content" / "ambassadors" / f"person-{number}"
        shutil.copytree(ROOT / "content" / "ambassadors" / "lea-moreau", folder)
        text = _OWN.sub("", (folder / "profile.yaml").read_text("utf-8"))
        text = text.replace("LEA15", f"LEA{number}X").replace("aub-1001", f"aub-{number}")
        (folder / "profile.yaml").write_text(text, "utf-8")


def settle(site: Path, channels: str, *, short_links: bool = False) -> None:
    """Write site.yaml again with these channels."""
    text = (ROOT / "content" / "site.yaml").read_text("utf-8")
    text = re.sub(r"^channels:.*$", f"channels: {channels}", text, flags=re.MULTILINE)
    text = re.sub(r"^qr_codes:.*$", "qr_codes: false", text, flags=re.MULTILINE)
    text = re.sub(r"^short_links:.*$", f"short_links: {str(short_links).lower()}", text, flags=re.MULTILINE)
    (site / "content" / "site.yaml").write_text(text, "utf-8")


def measure(site: Path) -> tuple[float, int, int]:
    """Build in memory, warm: CPU seconds (the best of some runs), pages, and how often Markdown was rendered."""
    best, pages, texts = 9e9, 0, 0
    for _ in range(RUNS):
        with patch.object(load, "render_prose", wraps=render_prose) as rendered:
            report = Report()
            began = time.process_time()
            made = render_site(BuildOptions(site, read_day("2026-11-22")), report)
            best = min(best, time.process_time() - began)
        assert made is not None, [problem.message for problem in report]
        pages, texts = made.pages, rendered.call_count
    return best, pages, texts


def main(people: int = 100) -> int:
    with tempfile.TemporaryDirectory() as folder:
        site, empty = Path(folder) / "many", Path(folder) / "few"
        clone_people(site, people)
        clone_people(empty, 1)
        settle(empty, "[]")
        fixed, few, _ = measure(empty)
        results = {}
        for name, channels, short in (
            ("no channel", "[]", False), ("one channel", "[ig]", False), ("four channels", "[ig, tt, yt, qr]", False),
            ("short links", "[]", True),
        ):  # fmt: skip
            settle(site, channels, short_links=short)
            results[name] = measure(site)
    alone, pages, texts = results["no channel"]
    each = (alone - fixed) / (pages - few)
    print(f"{people} people, warm: {alone:.2f} s CPU, {pages} pages, {texts} texts; {1000 * each:.1f} ms a page")
    wrong = False
    for name in ("one channel", "four channels", "short links"):
        cpu, more, rendered = results[name]
        own = (cpu - alone) / (more - pages)
        print(
            f"{name:>13}: {cpu:.2f} s ({cpu / alone:.2f} times), {more - pages} more pages, "
            f"{rendered - texts} more texts; {1000 * own:.1f} ms each, {own / each:.2f} of a page"
        )
        wrong |= own >= each or rendered != texts
    return int(wrong)


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
