"""The report: the one place into which every stage drops its problems."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping

from msgspec.structs import replace

from generator.problems.problem import Place, Problem, Severity

_ONCE = frozenset(("no-catalogue",))
"""Problems of the whole site that many files show: only the first place is reported."""
_NO_TEXT = re.compile("[\ud800-\udfff]")


class Report:
    """All problems of one run, each once, in the order of their places."""

    def __init__(self) -> None:
        self._problems: dict[Problem, None] = {}
        self._errors: dict[str, int] = {}  # by file, for those who ask at every step
        self._levels: Mapping[str, str] = {}
        self._disregarded_keys: set[tuple[str, tuple[str | int, ...]]] = set()  # files and keys

    def error(
        self, name: str, message: str, place: Place, help: str = "", related: tuple[tuple[str, Place], ...] = ()
    ) -> None:
        """Drop a problem that stops the build."""
        self.add(Problem(name, Severity.ERROR, message, place, help, related))

    def warning(
        self, name: str, message: str, place: Place, help: str = "", related: tuple[tuple[str, Place], ...] = ()
    ) -> None:
        """Add a problem that does not stop the build."""
        self.add(Problem(name, Severity.WARNING, message, place, help, related))

    def add(self, problem: Problem) -> None:
        """Add a problem; the same one twice counts once. A warning is left out, or stops the build, by its level."""
        if self._disregarded_keys and self._is_disregarded(problem.place):
            return
        problem = _as_text(problem)
        if problem.severity is Severity.WARNING and (level := self._levels.get(problem.name)):
            if level == "off":
                return
            problem = replace(problem, severity=Severity(level))
        if problem.name in _ONCE and not self._is_first(problem):
            return
        if problem.severity is Severity.ERROR and problem not in self._problems:
            file = problem.place.file
            self._errors[file] = self._errors.get(file, 0) + 1
        self._problems[problem] = None

    def disregard(self, *places: Place) -> None:
        """Leave out later problems at and in values that replace wrong ones, whose problem is reported already."""
        self._disregarded_keys |= {(place.file, place.keys) for place in places}

    @property
    def disregarded_places(self) -> tuple[Place, ...]:
        """Places whose later problems are left out, sorted."""
        return tuple(Place(file, keys) for file, keys in sorted(self._disregarded_keys, key=str))

    def _is_disregarded(self, place: Place) -> bool:
        return any(
            (place.file, place.keys[:count]) in self._disregarded_keys for count in range(1, len(place.keys) + 1)
        )

    def _is_first(self, problem: Problem) -> bool:
        """Return whether no equal problem stands at an earlier place; remove one at a later place."""
        earlier = next((p for p in self._problems if p.name == problem.name and p.message == problem.message), None)
        if earlier is None:
            return True
        if (earlier.place.file, str(earlier.place.keys)) <= (problem.place.file, str(problem.place.keys)):
            return earlier == problem
        del self._problems[earlier]
        if earlier.severity is Severity.ERROR:
            self._errors[earlier.place.file] -= 1
            self._errors = {file: count for file, count in self._errors.items() if count}
        return True

    def apply_levels(self, levels: Mapping[str, str]) -> None:
        """Give warnings the level that a site gives to their names: off, warning or error; also those of before."""
        self._levels = levels
        if levels:
            before, self._problems, self._errors = self._problems, {}, {}
            # The problems of these values themselves stay.
            places, self._disregarded_keys = self._disregarded_keys, set()
            self.take(before)
            self._disregarded_keys = places

    def take(self, problems: Iterable[Problem]) -> None:
        """Drop many problems."""
        for problem in problems:
            self.add(problem)

    def __iter__(self) -> Iterator[Problem]:
        """Every problem, sorted by file, then by place as far as it is known without reading the file."""
        return iter(sorted(self._problems, key=lambda p: (p.place.file, p.place.line, str(p.place.keys), p.name)))

    def __len__(self) -> int:
        return len(self._problems)

    def has_errors_in(self, file: str) -> bool:
        """Whether a file has problems that stop the build."""
        return file in self._errors

    def with_names(self, names: Collection[str]) -> Report:
        """The problems of some names."""
        report = Report()
        report.take(problem for problem in self._problems if problem.name in names)
        return report

    def with_warnings_as_errors(self) -> Report:
        """The same problems, each of them one that stops the build."""
        report = Report()
        for problem in self._problems:
            report.add(replace(problem, severity=Severity.ERROR))
        return report

    @property
    def errors(self) -> int:
        """How many problems stop the build."""
        return sum(self._errors.values())

    @property
    def warnings(self) -> int:
        """Number of problems that do not stop the build."""
        return len(self._problems) - self.errors


def _as_text(problem: Problem) -> Problem:
    """Replace bytes of a file name that are no text by U+FFFD, because reports are written as UTF-8."""
    texts = (problem.place.file, problem.message, problem.help)
    try:
        "".join(texts).encode()
    except UnicodeEncodeError:
        file, message, hint = (_NO_TEXT.sub("\ufffd", text) for text in texts)
        return replace(problem, place=replace(problem.place, file=file), message=message, help=hint)
    return problem
