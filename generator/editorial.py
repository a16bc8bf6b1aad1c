"""The old name of `generator.lints`, for packages that import lints from it. It goes with version 1.0."""

from __future__ import annotations

from generator.lints import (
    ContentLint,
    Finding,
    Lint,
    Mentions,
    PersonLint,
    SiteLint,
    lint_content,
    lint_person,
    lint_site,
    mentions_of,
)
from generator.lints import PersonContext as OnePerson
from generator.lints import SiteContext as WholeSite

__all__ = [
    "ContentLint",
    "Finding",
    "Lint",
    "Mentions",
    "OnePerson",
    "PersonLint",
    "SiteLint",
    "WholeSite",
    "lint_content",
    "lint_person",
    "lint_site",
    "mentions_of",
]
