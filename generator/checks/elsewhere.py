"""What a page is believed to find elsewhere, while the rest of the site is not known yet.

A person's pages are checked by themselves. What they take for granted of others is noted here; when everybody is
made, it is looked at, and a page that was wrong is checked once more with all that is known then.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Beliefs:
    """Output paths and (path, id) of other pages that are believed to be there, and texts believed nobody's slug."""

    paths: tuple[str, ...] = ()
    places: tuple[tuple[str, str], ...] = ()
    strangers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Paths(Container[str]):
    """The output paths that are known; all others are believed to be there, and noted."""

    known: Container[str]
    noted: set[str] = field(default_factory=set)

    def __contains__(self, path: object) -> bool:
        if not isinstance(path, str):  # out of the site
            return False
        if path not in self.known:
            self.noted.add(path)
        return True


@dataclass(frozen=True, slots=True)
class Strangers(Container[str]):
    """No text is believed to be somebody's slug; each is noted."""

    noted: set[str] = field(default_factory=set)

    def __contains__(self, slug: object) -> bool:
        if isinstance(slug, str):
            self.noted.add(slug)
        return False


@dataclass(frozen=True, slots=True)
class Places(Mapping[str, Container[str]]):
    """Every page is believed to have every id; each is noted with its page."""

    noted: set[tuple[str, str]] = field(default_factory=set)

    def __getitem__(self, path: str) -> Container[str]:
        return _Ids(path, self.noted)

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


@dataclass(frozen=True, slots=True)
class _Ids(Container[str]):
    path: str
    noted: set[tuple[str, str]]

    def __contains__(self, name: object) -> bool:
        self.noted.add((self.path, str(name)))
        return True


def are_true(beliefs: Beliefs, paths: Container[str], ids: Mapping[str, Container[str]], slugs: Container[str]) -> bool:
    """Whether what was believed is so; `ids` are those of the pages that `meant_pages` names."""
    return (
        all(path in paths for path in beliefs.paths)
        and all(name in ids.get(path, ()) for path, name in beliefs.places)
        and not any(text in slugs for text in beliefs.strangers)
    )


def meant_pages(beliefs: Iterable[Beliefs]) -> frozenset[str]:
    """The pages of which some place is meant."""
    return frozenset(path for one in beliefs for path, _ in one.places)
