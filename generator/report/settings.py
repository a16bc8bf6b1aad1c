"""What the report compares with: the benchmarks of tiers, and where they come from."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from msgspec import Struct, field

from generator.content.site import Site

Range = tuple[Decimal, Decimal]


def _percent(low: str, high: str = "") -> Range:
    return Decimal(low) / 100, Decimal(high or low) / 100


_TIERS: Mapping[str, Range] = {
    "nano": _percent("2.71"),
    "micro": _percent("1.81"),
    "mid": _percent("1.24"),
    "macro": _percent("0.61", "0.87"),
    "mega": _percent("0.68", "0.94"),
}


class Benchmarks(Struct, frozen=True):
    """The usual engagement of a tier: likes and comments per follower and post, as the lower and the upper end."""

    tiers: Mapping[str, Range] = field(default_factory=lambda: _TIERS)
    source: str = "published averages of social posts (content/report.yaml replaces them)"

    @classmethod
    def of_site(cls, site: Site) -> Benchmarks:
        """Those of content/report.yaml, else those that come with the report."""
        own = site.report.benchmarks if site.report else None
        return cls({str(tier): ends for tier, ends in own.tiers.items()}, own.source) if own else cls()

    def of(self, tier: str) -> Range | None:
        """The benchmark of a tier."""
        return self.tiers.get(tier)
