"""Tests that the preview shows the page of `ambassador roster` on this machine only, and outside the site."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.cli.streams import run_apart
from tests.serve.live import PROFILE, Live, live, tiny_site


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    site = tiny_site(tmp_path_factory.mktemp("site"))
    (site / PROFILE).with_name("roster.yaml").write_text("owner: circle-south\ncountry: FR\n", "utf-8")
    with live(site) as running:
        yield running


def test_the_preview_gives_the_page_of_the_roster_command(running: Live) -> None:
    code, out, err = run_apart(["roster", "--as-of", "2026-11-22", "--format", "html"], running.site)
    assert (code, err) == (0, "")
    status, headers, body = running.ask("/__preview/roster/")
    assert (status, body.decode()) == (200, out)
    assert headers["Cache-Control"] == "no-store"
    assert headers["Content-Security-Policy"] is None  # the page has its own
    assert "circle-south" in out


def test_the_roster_is_linked_but_not_in_the_site(running: Live) -> None:
    assert b'href="/__preview/roster/"' in running.ask("/__preview/")[2]
    assert running.ask("/__preview/roster")[1]["Location"] == "/__preview/roster/"
    site = running.preview.state.site
    assert site is not None
    assert not [path for path in site.files if "roster" in path]
    assert not [path for path, file in site.files.items() if path.endswith(".html") and b"circle-south" in file.read()]
    assert running.ask("/roster/")[0] == 404


def test_another_site_may_not_load_the_roster(running: Live) -> None:
    assert running.ask("/__preview/roster/", Host="evil.example")[0] == 421
    assert running.ask("/__preview/roster/", Sec_Fetch_Site="cross-site")[0] == 403


def test_the_roster_shows_the_current_files_and_their_problems(running: Live) -> None:
    roster = (running.site / PROFILE).with_name("roster.yaml")
    original = roster.read_text("utf-8")
    try:
        roster.write_text("owner: circle-<north>\nowned: by\n", "utf-8")
        body = running.ask("/__preview/roster/")[2].decode()
    finally:
        roster.write_text(original, "utf-8")
    assert "circle-&lt;north&gt;" in body
    assert "circle-<north>" not in body
    assert "content/ambassadors/lea/roster.yaml, owned: error[unknown-key]: `owned` is not a key here" in body
