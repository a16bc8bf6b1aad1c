"""The renderer: views and templates to HTML."""

from __future__ import annotations

import re
import traceback
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Literal

from jinja2 import Environment
from msgspec import Struct

from generator.pages.jinja_env import templates_of
from generator.pages.theme import Theme

_STARTS = [re.compile(start, re.IGNORECASE) for start in (r"<head(?:\s[^>]*)?>", r"<!doctype[^>]*>", r"\A")]
Kind = Literal["person", "channel", "short-link", "ended", "directory", "text", "not-found", "redirect"]


class PlannedPage(Struct, frozen=True):
    """A page to render: its output path, its template and view, and the tracked links that it must contain."""

    path: str
    kind: Kind
    template: str
    lang: str
    view: object
    planned_hrefs: frozenset[str] = frozenset()
    code: str = ""
    address: str = ""
    """For the sitemap: the whole address of a page that search engines may list; else ""."""
    changed_day: date | None = None
    """The day on which the page last changed, as far as its content says it."""


class ThemeView(Struct, frozen=True):
    """The parts of the theme that templates may ask for."""

    theme: Theme

    def sizes(self, role: str) -> str:
        """Return the CSS `sizes` of a picture's role."""
        return self.theme.roles[role].sizes

    def eager(self, role: str) -> bool:
        """Return whether the browser loads pictures of a role at once."""
        return self.theme.roles[role].eager

    def option(self, name: str) -> str:
        """Return the value that the brand set for a theme option."""
        return self.theme.options[name]


class TemplateError(ValueError):
    """The error of a template that Jinja cannot render: its file, its line (from 1; 0 if not known), its message."""

    def __init__(self, file: str, line: int, message: str) -> None:
        super().__init__(message)
        self.file, self.line, self.message = file, line, message


def _locate(error: Exception, folders: tuple[Path, ...], template: str) -> TemplateError:
    """Return the error with its line: that of the exception, or of the innermost stack frame that is a template."""
    file, line = getattr(error, "filename", None), getattr(error, "lineno", 0)
    for frame in traceback.extract_tb(error.__traceback__):
        if any(Path(frame.filename).is_relative_to(folder) for folder in folders):
            file, line = frame.filename, frame.lineno
    message = re.sub(r"'generator\.[\w.]+\.(\w+) object'", r"`\1`", str(error) or type(error).__name__)
    return TemplateError(str(file or template), line or 0, message)


class Renderer:
    """A set of Jinja environments, one per language, created on first use."""

    def __init__(self, theme: Theme) -> None:
        self.theme = theme
        self._environments: dict[str, Environment] = {}

    def render(self, page: PlannedPage) -> str:
        """Render one page; the result depends on its view only. Raises TemplateError."""
        try:
            template = self._environment(page.lang).get_template(page.template)
            html = template.render(page=page.view, theme=ThemeView(self.theme)) + "\n"
            return with_policy(html, self.theme.policy) if self.theme.policy else html
        except Exception as error:  # a theme is code: any of its mistakes needs a file and a line
            raise _locate(error, self.theme.folders, page.template) from error

    def render_all(self, pages: tuple[PlannedPage, ...]) -> Iterator[tuple[PlannedPage, str]]:
        """Render pages in their order."""
        for page in pages:
            yield page, self.render(page)

    def _environment(self, lang: str) -> Environment:
        if lang not in self._environments:
            self._environments[lang] = templates_of(self.theme.folders, lang)
        return self._environments[lang]


def with_policy(html: str, policy: str) -> str:
    """Insert the content security policy into the head of a page, before everything that it restricts."""
    at = next(match.end() for start in _STARTS if (match := start.search(html)))
    return f'{html[:at]}\n<meta http-equiv="Content-Security-Policy" content="{policy}">{html[at:]}'
