"""What builds cost, ours beside other generators on the same content with like pages.

    python -m bench.compare [--people 1000] [--engines ours,hugo,eleventy,astro] [--python PATH] [--runs 3]
        [--scenarios "cold,one story edited"] [--ours "--jobs 1"] [--pictures] [--quality hugo=75] [--products 120]
        [--folder DIR] [--json FILE]

The engines take turns, so that a noisy neighbour disturbs all of them; each figure is the median of the runs. After
every build the changed text is looked for on a page. Prints Markdown; seconds of one machine say little, ratios more.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from bench.corpus.photos import draw_elsewhere
from bench.engines import ENGINES, Engine, ours_by, rendered, with_quality
from bench.likeness import Likeness, look
from bench.measure import Cost, measure
from bench.report import likeness_table, results_table
from bench.scenarios import DAY, SCENARIOS, Programme, day_of

ROOT = Path(__file__).parents[1]
NOTHING: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class Run:
    """One build of one engine."""

    scenario: str
    engine: str
    cost: Cost
    pages: int
    """How many it says it rendered; -1 where it does not say."""


def main() -> int:
    args = _asked()
    engines = [
        replace(ENGINES[name], command=partial(ours_by, args.python), extra=args.ours.split())
        if name == "ours"
        else ENGINES[name]
        for name in args.engines.split(",")
    ]
    missing = [f"{engine.name}: {lacks}" for engine in engines if (lacks := engine.wants())]
    if missing:
        print("\n".join(["missing:", *missing]))
        return 1
    # As on the machine of a user: what Python compiles is kept. An installation compiles all modules.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ["ASTRO_TELEMETRY_DISABLED"] = "1"
    os.environ["PYTHONPATH"] = str(ROOT)  # this checkout, whatever is installed
    subprocess.run([args.python, "-m", "compileall", "-qq", str(ROOT / "generator")], check=True)
    programme = Programme(args.people, args.products)
    with tempfile.TemporaryDirectory() as made:
        folder = (args.folder or Path(made)).resolve()
        photos = None
        if args.pictures:
            photos = folder / "photos"
            draw_elsewhere(photos, args.people, args.products)
        for engine in engines:
            engine.write(folder / engine.name, args.people, products=args.products, photos=photos)
        qualities = dict(part.split("=") for part in args.quality.split(",") if part)
        runs: list[Run] = []
        try:
            for run in compare(folder, engines, args.scenarios.split(","), programme, args.runs, qualities):
                runs.append(run)
                print(f"{run.scenario}, {run.engine}: {run.cost.wall:.2f} s", file=sys.stderr, flush=True)
        except KeyboardInterrupt:
            print("interrupted: the tables hold what was measured", file=sys.stderr)
        alike = {engine.name: look(folder / engine.name / engine.output) for engine in engines}
    print(f"{args.people:,} people, {args.products} products{', pictures' * args.pictures}; {_machine(args.python)}\n")
    print(results_table(runs), likeness_table(alike), sep="\n\n")
    if args.json:
        args.json.write_text(json.dumps(_plain(args, runs, alike), indent=1) + "\n", "utf-8")
    return 0


def compare(
    folder: Path,
    engines: list[Engine],
    scenarios: list[str],
    programme: Programme,
    runs: int,
    qualities: Mapping[str, str] = NOTHING,
) -> Iterator[Run]:
    """Measure every scenario with every engine, in turn; `qualities` are those of WebP, by engine.

    Raises AssertionError where a build did not do its work.
    """
    env = {engine.name: with_quality(engine, qualities.get(engine.name)) for engine in engines}
    if scenarios[0] != "cold":
        for engine in engines:
            measure(engine.build(DAY), folder / engine.name, env[engine.name])
    for run in range(runs):
        for scenario in scenarios:
            for engine in engines:
                yield _one(folder / engine.name, engine, scenario, programme, run, env[engine.name])


def _one(root: Path, engine: Engine, scenario: str, programme: Programme, run: int, env: Mapping[str, str]) -> Run:
    expected = SCENARIOS[scenario](engine, root, programme, run)
    day = day_of(scenario, run)
    cost = measure(engine.build(day), root, env)
    if expected:
        page, text = expected
        assert text in (root / engine.output / page).read_text("utf-8"), (engine.name, scenario, page, text)
    if engine.build(day) != engine.build(DAY):
        measure(engine.build(DAY), root, env)  # back to the day that the others are for
    return Run(scenario, engine.name, cost, rendered(engine, cost.said))


def _asked() -> argparse.Namespace:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--people", type=int, default=1000)
    asked.add_argument("--products", type=int, default=120)
    asked.add_argument("--engines", default=",".join(ENGINES))
    asked.add_argument("--python", default=sys.executable, help="the Python of our own builds (default: this one)")
    asked.add_argument("--scenarios", default=",".join(SCENARIOS))
    asked.add_argument("--runs", type=int, default=3)
    asked.add_argument("--pictures", action="store_true")
    asked.add_argument("--quality", default="", help="of WebP: hugo=75,eleventy=80 (bench.pictures finds like ones)")
    asked.add_argument("--ours", default="", help='options for our own build, such as "--jobs 1"')
    asked.add_argument("--folder", type=Path, help="where the sites are made and stay (default: a temporary folder)")
    asked.add_argument("--json", type=Path, help="a file for every single run")
    args = asked.parse_args()
    for name, known in (("engines", ENGINES), ("scenarios", SCENARIOS)):
        if unknown := [one for one in getattr(args, name).split(",") if one not in known]:
            asked.error(f"--{name}: there is no `{unknown[0]}`; there are {', '.join(known)}")
    if args.pictures and "astro" in args.engines.split(","):
        asked.error("--pictures: the templates for Astro have none; give --engines ours,hugo,eleventy")
    if args.folder and any((args.folder / name).exists() for name in ENGINES):
        asked.error(f"--folder: {args.folder} holds sites already")
    return args


def _machine(python: str) -> str:
    load = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    return f"{os.cpu_count()} cores{load} at the end. Ours runs in {python_of(python)}"


def python_of(python: str) -> str:
    """What an interpreter is, and whether it was built with optimisation."""
    code = "from generator.cli.interpreter import describe_python; print(describe_python())"
    return subprocess.run([python, "-c", code], capture_output=True, text=True, check=True).stdout.strip()


def _plain(args: argparse.Namespace, runs: list[Run], alike: dict[str, Likeness]) -> dict[str, object]:
    return {
        "people": args.people,
        "products": args.products,
        "pictures": args.pictures,
        "machine": _machine(args.python),
        "runs": [
            {
                "scenario": run.scenario, "engine": run.engine, "pages": run.pages, "wall_s": run.cost.wall,
                "cpu_s": run.cost.cpu, "largest_mb": run.cost.largest, "together_mb": run.cost.together,
            }
            for run in runs
        ],
        "pages": {name: one._asdict() for name, one in alike.items()},
    }  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
