"""What there is to see: the last good site and the problems since, and those who wait for news of them."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from generator.build.options import BuildOptions
from generator.build.preview import PreviewBuilder
from generator.build.rendered_site import RenderedSite
from generator.problems import Report
from generator.serve.inject import TOOLS
from generator.serve.problem_view import ProblemView, problem_views
from generator.serve.responder import Responder, changed_pages, make_responder

_IN_OVERLAY = 20
_IN_EVENT = 50  # addresses of changed pages
_VANISHED = 0.2  # seconds until a file that was moved away while it was read has its new place


@dataclass(frozen=True, slots=True)
class State:
    """What the browsers show.

    `site` is the last good one; it is older than the problems that are errors. `changed` are the addresses of the
    pages that look otherwise than in the state before; `as_of` is the day that was asked for, None for today.
    """

    number: int = 0
    site: Responder | None = None
    errors: int = 0
    warnings: int = 0
    problems: tuple[ProblemView, ...] = ()
    as_of: date | None = None
    changed: tuple[str, ...] = ()

    def seen_at(self, path: str) -> str:
        """What a browser that shows a path is told of its page: another value is another page."""
        if path.startswith(TOOLS):
            return str(self.number)
        return self.site.look_at(path) if self.site else ""

    @property
    def event(self) -> str:
        """That there is something new, as all browsers are told it (JSON)."""
        return json.dumps(
            {
                "number": self.number,
                "changed": self.changed[:_IN_EVENT],
                "errors": self.errors,
                "warnings": self.warnings,
            }
        )

    def shown_at(self, path: str) -> str:
        """What a browser that shows a path has to know (JSON)."""
        shown = [asdict(told) for told in self.problems if told.severity == "error"][:_IN_OVERLAY]
        return json.dumps(
            {
                "seen": self.seen_at(path),
                "styles": self.site.styles if self.site else "",
                "errors": self.errors,
                "warnings": self.warnings,
                "problems": shown,
            }
        )


class Preview:
    """The state, as one thread makes it and others wait for it. `clock` tells the moment, with its timezone."""

    def __init__(
        self,
        request: BuildOptions,
        editor: str = "",
        make: Callable[[BuildOptions, Report], RenderedSite | None] | None = None,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ):
        self.request = request
        self.editor = editor
        self.state = State(as_of=request.as_of)
        self.closed = False
        self._make = make or PreviewBuilder().render
        self._clock = clock
        self._as_of = request.as_of
        self._day: date | None = None  # the one that was last tried
        self._news = threading.Condition()

    def remake(self, hold: Callable[[], bool] = lambda: False) -> State:
        """Make the site again and tell everybody who waits; what has not changed is no news.

        Errors of a site that is being written at this very moment are no news either: where `hold` says so, the state
        stays the one that it is.
        """
        before, as_of = self.state, self._as_of
        self._day = as_of or self._today()
        request = replace(self.request, as_of=self._day)
        try:
            made, report = self._attempt(request)
        except Exception as error:  # whatever goes wrong, the preview goes on
            if hold():
                return before
            words = f"this is a bug in ambassador-pages, not in your content: {type(error).__name__}: {error}"
            bug = ProblemView("error", "bug", words, "", help="run `ambassador check`: it says how to report it")
            return self._publish(replace(before, errors=1, warnings=0, problems=(bug,), as_of=as_of))
        if report.errors and hold():
            return before
        told = problem_views(report, request.root, self.editor)
        site = before.site
        if made is not None and not report.errors:
            self._day = made.day
            site = make_responder(made, before.site)
        return self._publish(State(before.number, site, report.errors, report.warnings, told, as_of))

    def _attempt(self, request: BuildOptions) -> tuple[RenderedSite | None, Report]:
        """Make the site; once more when a file vanished under the reader, as while an editor saves."""
        report = Report()
        try:
            return self._make(request, report), report
        except FileNotFoundError:
            time.sleep(_VANISHED)
        report = Report()
        return self._make(request, report), report

    def _publish(self, made: State) -> State:
        with self._news:
            same = (made.problems, made.as_of, _look(made)) == (
                self.state.problems,
                self.state.as_of,
                _look(self.state),
            )
            if not (same and made.number):
                changed = changed_pages(self.state.site, made.site)
                self.state = replace(made, number=made.number + 1, changed=changed)
            else:
                self.state = replace(made, changed=self.state.changed)
            self._news.notify_all()
            return self.state

    def wait(self, number: int, seconds: float) -> State | None:
        """Wait for a state with another number; None when the time is over or the preview is closed."""
        with self._news:
            self._news.wait_for(lambda: self.closed or self.state.number != number, seconds)
            return self.state if not self.closed and self.state.number != number else None

    def ask_for(self, day: date | None) -> None:
        """From the next remake on, show the site as on a day; None is today."""
        self._as_of = day

    @property
    def outdated(self) -> bool:
        """Whether a new day has begun where the brand is, for which the site was not tried yet."""
        return self.state.site is not None and self._as_of is None and self._day != self._today()

    def _today(self) -> date | None:
        """Today in the timezone of the site as it was last made; None, which lets the run find out, before that."""
        site = self.state.site
        return (
            self._clock().astimezone(ZoneInfo(site.site.page_context.site.settings.timezone)).date() if site else None
        )

    def close(self) -> None:
        """Let everybody who waits go."""
        with self._news:
            self.closed = True
            self._news.notify_all()


def _look(state: State) -> tuple[str, str, date] | None:
    return (state.site.shape, state.site.styles, state.site.site.day) if state.site else None
