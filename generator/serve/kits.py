"""Kits in the preview: built on request, on this machine only, and never part of the site."""

from __future__ import annotations

from http import HTTPStatus
from urllib.parse import quote

from generator.images.errors import PictureError
from generator.kit.files import make_file
from generator.kit.gather import Workroom, gather_kits
from generator.links.schemes.tracking import read_tracking
from generator.problems import Report
from generator.registry import extensions
from generator.sections import BUILT_IN
from generator.serve.inject import TOOLS
from generator.serve.responder import Answer, Responder, content_type

KITS = "kits/"
"""Path of the kits, below the preview's own address."""


def answer_kit(site: Responder, name: str, headers: dict[str, str]) -> Answer | None:
    """Answer a request for a file of a kit, such as `lea-moreau/captions.txt`; None if there is no such file."""
    headers = {key: value for key, value in headers.items() if key != "Content-Security-Policy"}  # a kit has its own
    slug, slash, path = name.partition("/")
    plan = site.site.page_context
    tracking = read_tracking(plan.site, Report())
    if tracking is None:
        return None
    sections = (*BUILT_IN, *extensions("sections"))
    kits = gather_kits(Workroom(plan.site, plan.theme, tracking, sections, site.site.day), [slug], Report())
    if not kits:
        return None
    if not slash:
        return Answer(HTTPStatus.PERMANENT_REDIRECT, {"Location": f"{TOOLS}{KITS}{quote(slug)}/"})
    try:
        data = make_file(kits[0], path or "index.html")
    except PictureError as error:
        plain = {"Content-Type": "text/plain; charset=utf-8", **headers}
        return Answer(HTTPStatus.NOT_FOUND, plain, f"{error.message}\n".encode())
    if data is None:
        return None
    return Answer(HTTPStatus.OK, {"Content-Type": content_type(path or "index.html"), **headers}, data)
