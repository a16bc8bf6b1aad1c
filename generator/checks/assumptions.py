"""What a page is believed to find elsewhere, while the rest of the site is not known yet.

A person's pages are checked by themselves. What they take for granted of others is noted here; when everybody is
made, it is looked at, and a page that was wrong is checked once more with all that is known then.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Assumptions:
    """Output paths and (path, id) of other pages that are believed to be there, and texts believed nobody's slug."""

    paths: tuple[str, ...] = ()
    anchors: tuple[tuple[str, str], ...] = ()
    non_slugs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AssumedPaths(Container[str]):
    """The output paths that are known; all others are believed to be there, and noted."""

    known: Container[str]
    assumed: set[str] = field(default_factory=set)

    def __contains__(self, path: object) -> bool:
        if not isinstance(path, str):  # out of the site
            return False
        if path not in self.known:
            self.assumed.add(path)
        return True


@dataclass(frozen=True, slots=True)
class AssumedNonSlugs(Container[str]):
    """No text is believed to be somebody's slug; each is noted."""

    assumed: set[str] = field(default_factory=set)

    def __contains__(self, slug: object) -> bool:
        if isinstance(slug, str):
            self.assumed.add(slug)
        return False


@dataclass(frozen=True, slots=True)
class AssumedAnchors(Mapping[str, Container[str]]):
    """Every page is believed to have every id; each is noted with its page."""

    assumed: set[tuple[str, str]] = field(default_factory=set)

    def __getitem__(self, path: str) -> Container[str]:
        return _AssumedIds(path, self.assumed)

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


@dataclass(frozen=True, slots=True)
class _AssumedIds(Container[str]):
    path: str
    assumed: set[tuple[str, str]]

    def __contains__(self, name: object) -> bool:
        self.assumed.add((self.path, str(name)))
        return True


def assumptions_hold(
    assumptions: Assumptions, paths: Container[str], ids: Mapping[str, Container[str]], slugs: Container[str]
) -> bool:
    """Whether what was believed is so; `ids` are those of the pages that `pages_with_assumed_anchors` names."""
    return (
        all(path in paths for path in assumptions.paths)
        and all(name in ids.get(path, ()) for path, name in assumptions.anchors)
        and not any(text in slugs for text in assumptions.non_slugs)
    )


def pages_with_assumed_anchors(assumptions: Iterable[Assumptions]) -> frozenset[str]:
    """The pages of which some place is meant."""
    return frozenset(path for one in assumptions for path, _ in one.anchors)
