"""What the page of a problem (docs/problems/) says."""

from __future__ import annotations


def first_sentence(page: str) -> str:
    """The first sentence beneath the heading, without a colon at its end."""
    paragraph = " ".join(page.strip().split("\n\n")[1:2]).split()
    return " ".join(paragraph).split(". ")[0].rstrip(".:") + "."
