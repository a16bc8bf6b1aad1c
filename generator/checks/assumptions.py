"""The assumptions of a page about the rest of the site, before that is known.

The build checks a person's pages alone, and records here what they assume about other pages. When all pages exist, it
verifies the records. A page with a wrong assumption is checked again with the whole site.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping

from msgspec import Struct, field


class Assumptions(Struct, frozen=True):
    """Output paths and (path, id) of other pages that are assumed to exist, and texts assumed not to be a slug."""

    paths: tuple[str, ...] = ()
    anchors: tuple[tuple[str, str], ...] = ()
    non_slugs: tuple[str, ...] = ()


class AssumedPaths(Struct, frozen=True):
    """The known output paths. Every other path is assumed to exist, and recorded."""

    site_paths: Container[str]
    assumed_paths: set[str] = field(default_factory=set)

    def __contains__(self, path: object) -> bool:
        if not isinstance(path, str):  # outside of the site
            return False
        if path not in self.site_paths:
            self.assumed_paths.add(path)
        return True


class AssumedNonSlugs(Struct, frozen=True):
    """A container that assumes no text to be a slug, and records each."""

    assumed_texts: set[str] = field(default_factory=set)

    def __contains__(self, slug: object) -> bool:
        if isinstance(slug, str):
            self.assumed_texts.add(slug)
        return False


class AssumedAnchors(Mapping[str, Container[str]]):
    """A mapping that assumes every id on every page, and records each with its page."""

    def __init__(self) -> None:
        self.assumed_anchors: set[tuple[str, str]] = set()

    def __getitem__(self, path: str) -> Container[str]:
        return _AssumedIds(path, self.assumed_anchors)

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


class _AssumedIds(Struct, frozen=True):
    path: str
    assumed_anchors: set[tuple[str, str]]

    def __contains__(self, name: object) -> bool:
        self.assumed_anchors.add((self.path, str(name)))
        return True


def assumptions_hold(
    assumptions: Assumptions, paths: Container[str], ids: Mapping[str, Container[str]], slugs: Container[str]
) -> bool:
    """Return whether the assumptions are right. `ids` are those of the pages from `pages_with_assumed_anchors`."""
    return (
        all(path in paths for path in assumptions.paths)
        and all(name in ids.get(path, ()) for path, name in assumptions.anchors)
        and not any(text in slugs for text in assumptions.non_slugs)
    )


def pages_with_assumed_anchors(assumptions: Iterable[Assumptions]) -> frozenset[str]:
    """Return the pages whose ids some page assumes."""
    return frozenset(path for assumption in assumptions for path, _ in assumption.anchors)
