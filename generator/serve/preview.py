"""State of the preview (the last good site and its problems), and the browsers that wait for a new one."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from msgspec import Struct, to_builtins
from msgspec.structs import replace

from generator.build.options import BuildOptions
from generator.build.preview import PreviewBuilder
from generator.build.rendered_site import RenderedSite
from generator.problems import Report
from generator.serve.inject import TOOLS
from generator.serve.problem_view import ProblemView, problem_views
from generator.serve.responder import Responder, changed_pages, make_responder

_IN_OVERLAY = 20
_IN_EVENT = 50  # addresses of changed pages
_MOVE_TIME = 0.2  # seconds until a file that moved during a read is at its new place


class State(Struct, frozen=True):
    """State that the browsers show.

    `site` is the last good one; it is older than the problems if those include errors. `changed_pages` are the
    addresses of pages that look different since the last state. `as_of` is the requested day, None for today.
    """

    number: int = 0
    site: Responder | None = None
    errors: int = 0
    warnings: int = 0
    problems: tuple[ProblemView, ...] = ()
    as_of: date | None = None
    changed_pages: tuple[str, ...] = ()

    def seen_at(self, path: str) -> str:
        """Return the version of a page for a browser that shows `path`: a new value means a new page."""
        if path.startswith(TOOLS):
            return str(self.number)
        return self.site.look_at(path) if self.site else ""

    @property
    def event(self) -> str:
        """Return the JSON event that announces this state to all browsers."""
        return json.dumps(
            {
                "number": self.number,
                "changed": self.changed_pages[:_IN_EVENT],
                "errors": self.errors,
                "warnings": self.warnings,
            }
        )

    def shown_at(self, path: str) -> str:
        """Return the JSON facts for a browser that shows a path."""
        errors = [to_builtins(problem) for problem in self.problems if problem.severity == "error"][:_IN_OVERLAY]
        return json.dumps(
            {
                "seen": self.seen_at(path),
                "styles": self.site.styles if self.site else "",
                "errors": self.errors,
                "warnings": self.warnings,
                "problems": errors,
            }
        )


class Preview:
    """Holder of the state: one thread replaces it, others wait for it. `clock` returns the time with its timezone."""

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
        self.is_closed = False
        self._make = make or PreviewBuilder().render
        self._clock = clock
        self._as_of = request.as_of
        self._day: date | None = None  # the day of the last attempt
        self._news = threading.Condition()

    def remake(self, hold: Callable[[], bool] = lambda: False) -> State:
        """Rebuild the site and notify all waiting threads; without a change the state stays.

        A site may have errors only because a person is saving it. If `hold` returns True, the state stays as well.
        """
        before, as_of = self.state, self._as_of
        self._day = as_of or self._today()
        request = replace(self.request, as_of=self._day)
        try:
            rendered_site, report = self._attempt(request)
        except Exception as error:  # the preview must go on after any error
            if hold():
                return before
            words = f"this is a bug in ambassador-pages, not in your content: {type(error).__name__}: {error}"
            bug = ProblemView("error", "bug", words, "", help="run `ambassador check`: it says how to report it")
            return self._publish(replace(before, errors=1, warnings=0, problems=(bug,), as_of=as_of))
        if report.errors and hold():
            return before
        views = problem_views(report, request.root, self.editor)
        site = before.site
        if rendered_site is not None and not report.errors:
            self._day = rendered_site.day
            site = make_responder(rendered_site, before.site)
        return self._publish(State(before.number, site, report.errors, report.warnings, views, as_of))

    def _attempt(self, request: BuildOptions) -> tuple[RenderedSite | None, Report]:
        """Build the site; retry once if a file vanished during the read, as when an editor saves."""
        report = Report()
        try:
            return self._make(request, report), report
        except FileNotFoundError:
            time.sleep(_MOVE_TIME)
        report = Report()
        return self._make(request, report), report

    def _publish(self, new_state: State) -> State:
        with self._news:
            same = (new_state.problems, new_state.as_of, _look(new_state)) == (
                self.state.problems,
                self.state.as_of,
                _look(self.state),
            )
            if not (same and new_state.number):
                pages = changed_pages(self.state.site, new_state.site)
                self.state = replace(new_state, number=new_state.number + 1, changed_pages=pages)
            else:
                self.state = replace(new_state, changed_pages=self.state.changed_pages)
            self._news.notify_all()
            return self.state

    def wait(self, number: int, seconds: float) -> State | None:
        """Wait for a state with another number; None after the timeout or when the preview is closed."""
        with self._news:
            self._news.wait_for(lambda: self.is_closed or self.state.number != number, seconds)
            return self.state if not self.is_closed and self.state.number != number else None

    def ask_for(self, day: date | None) -> None:
        """Show the site as on a day from the next rebuild on; None is today."""
        self._as_of = day

    @property
    def is_outdated(self) -> bool:
        """Return whether a new day has begun in the brand's timezone that no rebuild has covered yet."""
        return self.state.site is not None and self._as_of is None and self._day != self._today()

    def _today(self) -> date | None:
        """Return today in the timezone of the last site; before the first one None, so that the build determines it."""
        site = self.state.site
        return (
            self._clock().astimezone(ZoneInfo(site.site.page_context.site.settings.timezone)).date() if site else None
        )

    def close(self) -> None:
        """Release all waiting threads."""
        with self._news:
            self.is_closed = True
            self._news.notify_all()


def _look(state: State) -> tuple[str, str, date] | None:
    return (state.site.shape, state.site.styles, state.site.site.day) if state.site else None
