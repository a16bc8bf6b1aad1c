"""`ambassador kit`: every address in it is one that the built site has."""

from __future__ import annotations

import csv
import io
import json
import shutil
from pathlib import Path

import pytest

from tests.cli.streams import run_apart
from tests.scenario import FOLDER

DAY = ["--as-of", "2026-11-22"]


@pytest.fixture
def site(tmp_path: Path) -> Path:
    shutil.copytree(FOLDER / "base", tmp_path, dirs_exist_ok=True)
    settings = tmp_path / "content/site.yaml"
    text = settings.read_text("utf-8").replace("theme: plain", "theme: dew")
    text = text.replace("share_cards: false\nqr_codes: false\n", "channels: [ig, tt]\nshort_links: true\n")
    settings.write_text(text, "utf-8")
    people = tmp_path / "content/ambassadors"
    lea = "name: Léa Moreau\nlocale: fr\nmarket: FR\ncode: LEA15\nfavorites: [cloud-balm]\n"
    (people / "lea/profile.yaml").write_text(lea, "utf-8")
    (people / "otto.md").write_text("---\nname: Otto\nstatus: ended\n---\n", "utf-8")
    (people / "ana.md").write_text("---\nname: =Ana\nstatus: draft\nchannels: [yt]\n---\nHi.\n", "utf-8")
    return tmp_path


def test_one_persons(site: Path) -> None:
    code, out, err = run_apart(["kit", "lea", *DAY], site)
    assert (code, err) == (0, "")
    lines = out.splitlines()
    assert lines[0] == "Léa Moreau"
    assert [line.split()[-1] for line in lines[1:-1]] == [
        "https://friends.example/lea/",
        "https://friends.example/lea/ig/",
        "https://friends.example/lea/tt/",
        "https://friends.example/lea/go/cloud-balm/",
        "LEA15",
        "https://friends.example/lea/qr.svg",
        "https://friends.example/lea/card.jpg",
    ]
    assert lines[-1].startswith("  Begin every post that leads there with: Collaboration commerciale")


def test_every_address_is_in_the_built_site(site: Path) -> None:
    assert run_apart(["build", *DAY, "--drafts"], site)[0] == 0
    for kit in json.loads(run_apart(["kit", "--format", "json", "--drafts", *DAY], site)[1]):
        addresses = [kit["page"], *kit["channels"].values(), *kit["products"].values(), kit["card"], kit["qr"]]
        assert len(addresses) > 3
        for address in addresses:
            path = site / "output" / address.removeprefix("https://friends.example/")
            assert (path / "index.html" if address.endswith("/") else path).is_file(), address


def test_a_sheet_for_a_mail_merge(site: Path) -> None:
    code, out, _ = run_apart(["kit", "--format", "csv", "--drafts", *DAY], site)
    rows = list(csv.DictReader(io.StringIO(out.removeprefix("\ufeff"))))
    assert (code, [row["slug"] for row in rows]) == (0, ["ana", "lea"])
    assert (rows[0]["yt"], rows[0]["ig"], rows[1]["ig"]) == (
        "https://friends.example/ana/yt/",
        "",
        "https://friends.example/lea/ig/",
    )
    assert rows[0]["name"] == "'=Ana"


@pytest.mark.parametrize(
    ("slug", "hint"), [("otto", "no page on this day"), ("ana", "--drafts"), ("laa", "did you mean `lea`?")]
)
def test_who_has_none(site: Path, slug: str, hint: str) -> None:
    code, out, err = run_apart(["kit", slug, *DAY], site)
    assert (code, out, hint in err) == (2, "", True)


def test_content_with_mistakes_gives_no_kit(site: Path) -> None:
    (site / "content/ambassadors/lea/profile.yaml").write_text("name: Léa\nfavorites: [nope]\n", "utf-8")
    code, out, err = run_apart(["kit", *DAY], site)
    assert (code, out, "unknown-product" in err) == (1, "", True)
