"""A visit: a page in a fresh browser context, with all its requests and complaints."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, Request, expect

SLOW = 240_000  # milliseconds that an event may take on a machine that sometimes stands still
expect.set_options(timeout=SLOW)


@dataclass
class Visit:
    """The page, its complaints (console errors, script errors, failed requests) and its requests."""

    page: Page
    complaints: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)
    pending: int = 0
    finished_requests: list[Request] = field(default_factory=list)

    @property
    def sizes(self) -> dict[str, tuple[str, int]]:
        """Return for each address the kind of resource and the bytes of its body as transferred."""
        return {
            request.url: (request.resource_type, request.sizes()["responseBodySize"])
            for request in self.finished_requests
        }

    def open(self, url: str) -> Page:
        """Go to an address and wait until nothing is loading."""
        self.page.goto(url)
        self.arrive()
        return self.page

    def arrive(self) -> None:
        """Wait until an open page has loaded everything."""
        self.page.evaluate("document.fonts.ready.then(() => 0)")
        self.settle()

    def wait_until(self, question: str, argument: object = None) -> None:
        """Wait until a script returns a true value, also on a page without its own scripts."""
        for _ in range(SLOW // 20):
            if self.page.evaluate(question, argument):
                return
            self.page.wait_for_timeout(20)
        raise AssertionError(f"{self.page.url}: never {question}")

    def settle(self) -> None:
        """Wait until nothing has been loading for a moment (`networkidle` waits half a second each time)."""
        quiet = 0
        for _ in range(SLOW // 20):
            self.page.wait_for_timeout(20)
            quiet = quiet + 1 if self.pending <= 0 else 0
            if quiet == 3:
                return
        raise AssertionError(f"{self.page.url} never stops loading")

    def foreign_requests(self, base: str) -> list[str]:
        """Return the requests to other hosts than the site's."""
        own = urlsplit(base).netloc
        return [
            url for url in self.requests if urlsplit(url).scheme not in ("data", "blob") and urlsplit(url).netloc != own
        ]


@contextmanager
def visiting(browser: Browser, **options: Any) -> Iterator[Visit]:
    """Open a fresh context with playwright's options (`viewport`, `color_scheme`, `java_script_enabled`, ...)."""
    options.setdefault("viewport", {"width": 390, "height": 844})
    context = browser.new_context(**options)
    context.set_default_timeout(SLOW)
    try:
        page = context.new_page()
        visit = Visit(page)

        def count_request(request: Request) -> None:
            visit.requests.append(request.url)
            visit.pending += 1

        def record_failure(request: Request) -> None:
            visit.pending -= 1
            visit.complaints.append(f"{request.url}: {request.failure}")

        def record_response(request: Request) -> None:
            visit.pending -= 1
            visit.finished_requests.append(request)

        page.on(
            "console",
            lambda message: visit.complaints.append(message.text) if message.type in ("error", "warning") else None,
        )
        page.on("pageerror", lambda error: visit.complaints.append(str(error)))
        page.on("request", count_request)
        page.on("requestfailed", record_failure)
        page.on("requestfinished", record_response)
        yield visit
    finally:
        context.close()
