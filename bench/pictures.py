"""Pictures at like quality: how many bytes each generator needs for the same likeness to the original.

    python -m bench.pictures [--people 6] [--products 6] [--qualities 60,70,75,80,85,90] [--folder DIR]

Every picture of ours is compared with the original, scaled down by Lanczos without any compression (SSIM on luminance,
Gaussian window, Wang et al. 2004). The peers build at several quality numbers; for each picture the bytes that they
need for our SSIM are read off between the two numbers around it, on a logarithmic scale. Prints the ratio of all bytes,
and the number at which a peer's mean SSIM is ours: `python -m bench.compare --pictures --quality hugo=...`.
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from PIL import Image
from skimage.metrics import structural_similarity

from bench.corpus.photos import draw_elsewhere
from bench.engines import ENGINES, Engine, forget, with_quality
from bench.measure import measure
from bench.report import table
from bench.scenarios import DAY, Programme

_HERO = re.compile(r'class="arch">.*?srcset="([^"]+\.webp[^"]*)"', re.DOTALL)
_CARD = re.compile(r'<li class="card".*?srcset="([^"]+\.webp[^"]*)".*?utm_content=favorites\.([a-z-]+)', re.DOTALL)
_NEEDED = 3  # at least so many quality numbers make a curve


class Sample(NamedTuple):
    """One encoded picture."""

    photo: str
    width: int
    bytes: int
    ssim: float


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--people", type=int, default=6)
    asked.add_argument("--products", type=int, default=6)
    asked.add_argument("--engines", default="hugo,eleventy")
    asked.add_argument("--qualities", default="60,70,75,80,85,90")
    asked.add_argument("--folder", type=Path)
    args = asked.parse_args()
    numbers = [int(number) for number in args.qualities.split(",")]
    if len(numbers) < _NEEDED:
        asked.error(f"--qualities: name at least {_NEEDED}")
    programme = Programme(args.people, args.products)
    with tempfile.TemporaryDirectory() as made:
        folder = (args.folder or Path(made)).resolve()
        photos = folder / "photos"
        draw_elsewhere(photos, args.people, args.products)
        ours = build(folder, ENGINES["ours"], programme, photos, None)
        rows = [_row("ours", None, ours, ours, 1.0)]
        for name in args.engines.split(","):
            curves = {number: build(folder, ENGINES[name], programme, photos, number) for number in numbers}
            for number, samples in curves.items():
                rows.append(_row(name, number, samples, ours, None))
            like, ratio, beyond = at_like_quality(ours, curves)
            rows.append((name, f"**{like:.0f}**", "as ours", "as ours", f"**{ratio:.3f}**{beyond}"))
    print(table(("engine", "quality", "pictures", "mean SSIM", "bytes : ours"), rows))


def build(folder: Path, engine: Engine, programme: Programme, photos: Path, number: int | None) -> list[Sample]:
    """Build a site at one quality number, and compare its pictures with the originals."""
    root = folder / engine.name
    if not root.exists():
        engine.write(root, programme.people, products=programme.products, photos=photos)
    forget(engine, root)
    measure(engine.build(DAY), root, with_quality(engine, str(number) if number else None))
    print(f"{engine.name} {number or ''}", file=sys.stderr, flush=True)
    return sorted(_samples(root / engine.output, programme, photos))


def at_like_quality(ours: Sequence[Sample], curves: dict[int, list[Sample]]) -> tuple[float, float, str]:
    """The quality number of the same mean SSIM, the ratio of bytes at the same SSIM, and a note on what lies beyond."""
    numbers = sorted(curves)
    means = [float(np.mean([one.ssim for one in curves[number]])) for number in numbers]
    like = float(np.interp(np.mean([one.ssim for one in ours]), means, numbers))
    needed, beyond = 0.0, 0
    for index, mine in enumerate(ours):
        points = [curves[number][index] for number in numbers]
        assert {(one.photo, one.width) for one in points} == {(mine.photo, mine.width)}, points
        curve = sorted((one.ssim, one.bytes) for one in points)
        beyond += not curve[0][0] <= mine.ssim <= curve[-1][0]
        needed += float(np.exp(np.interp(mine.ssim, [ssim for ssim, _ in curve], [np.log(size) for _, size in curve])))
    note = f" ({beyond} of {len(ours)} beyond the numbers tried)" if beyond else ""
    return like, needed / sum(one.bytes for one in ours), note


def _samples(output: Path, programme: Programme, photos: Path) -> Iterator[Sample]:
    seen = set()
    for number in range(programme.people):
        page = output / programme.person(number).slug / "index.html"
        text = page.read_text("utf-8")
        hero = _HERO.search(text)
        assert hero, page
        found = [(f"person-{number}", hero[1])]
        found += [(match[2], match[1]) for match in _CARD.finditer(text)]
        for photo, srcset in found:
            if photo not in seen:
                seen.add(photo)
                original = _grey(photos / f"{photo}.jpg")
                for url in re.findall(r"(\S+\.webp) \d+w", srcset):
                    yield _compare(photo, original, page.parent / url)


def _compare(photo: str, original: Image.Image, path: Path) -> Sample:
    made = _grey(path)
    wanted = original.resize(made.size, Image.Resampling.LANCZOS)
    ssim = structural_similarity(  # type: ignore[no-untyped-call]
        np.asarray(wanted),
        np.asarray(made),
        data_range=255,
        gaussian_weights=True,
        sigma=1.5,
        use_sample_covariance=False,
    )
    return Sample(photo, made.width, path.stat().st_size, float(ssim))


def _grey(path: Path) -> Image.Image:
    with Image.open(path) as image:
        return image.convert("RGB").convert("L")


def _row(
    name: str, number: int | None, samples: Sequence[Sample], ours: Sequence[Sample], ratio: float | None
) -> tuple[str, ...]:
    mean = float(np.mean([one.ssim for one in samples]))
    ratio = ratio or sum(one.bytes for one in samples) / sum(one.bytes for one in ours)
    return name, str(number or "its own"), str(len(samples)), f"{mean:.4f}", f"{ratio:.3f}"


if __name__ == "__main__":
    main()
