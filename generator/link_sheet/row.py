"""One line of the link sheet."""

from __future__ import annotations

from typing import NamedTuple


class LinkRow(NamedTuple):
    """A tracked link in a rendered page.

    `page` is the path of the file in the output, `line` the link's line in it (from 1; 0 where it is not known).
    `url`, `rel` and `label` are what the page holds; the others say what the link was made of, and are "" for
    an unplanned link. `scheme` are all that it went through, innermost first, with ` + ` between them. `label` is
    the link's visible text, or the `alt` of its pictures.
    """

    page: str
    ambassador: str
    campaign: str
    channel: str
    placement: str
    product: str
    scheme: str
    destination: str
    url: str
    rel: str
    label: str
    line: int


COLUMNS = LinkRow._fields
