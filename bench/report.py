"""Runs to Markdown tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from statistics import median
from typing import TYPE_CHECKING

from bench.likeness import Likeness

if TYPE_CHECKING:
    from bench.compare import Run


def results_table(runs: Sequence[Run]) -> str:
    """One line a scenario and engine: medians, and how many times ours the others need."""
    head = ("scenario", "engine", "wall s", "CPU s", "MB largest", "MB together", "pages", "wall : ours", "CPU : ours")
    rows = []
    for scenario in dict.fromkeys(run.scenario for run in runs):
        medians = {
            engine: _medians([run for run in runs if (run.scenario, run.engine) == (scenario, engine)])
            for engine in dict.fromkeys(run.engine for run in runs)
        }
        ours = medians.get("ours")
        for engine, (wall, cpu, largest, together, pages) in medians.items():
            ratios = (f"{wall / ours[0]:.2f}", f"{cpu / ours[1]:.2f}") if ours else ("", "")
            shown = f"{pages:,.0f}" if pages >= 0 else "?"
            rows.append(
                (scenario, engine, f"{wall:.2f}", f"{cpu:.2f}", f"{largest:.0f}", f"{together:.0f}", shown, *ratios)
            )
    return table(head, rows)


def likeness_table(alike: Mapping[str, Likeness]) -> str:
    """One line an engine, and each figure's ratio to the first one's."""
    first = next(iter(alike.values()))
    head = ("engine", "people's pages", "bytes a page", "links", "tracked links", "cards", "bytes of the directory")
    rows = []
    for engine, one in alike.items():
        cells = [engine, f"{one.pages:,}"]
        for name in ("bytes", "links", "tracked", "cards", "directory"):
            mine, base = getattr(one, name), getattr(first, name)
            cells.append(f"{mine:,.1f} ({mine / base:.2f})" if base else f"{mine:,.1f}")
        rows.append(cells)
    return table(head, rows)


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Write a Markdown table."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _medians(runs: Sequence[Run]) -> tuple[float, float, float, float, float]:
    costs = [run.cost for run in runs]
    return (
        median(cost.wall for cost in costs),
        median(cost.cpu for cost in costs),
        median(cost.largest for cost in costs),
        median(cost.together for cost in costs),
        median(run.pages for run in runs),
    )
