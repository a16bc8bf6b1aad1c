"""Tests that `ambassador kit` makes complete, private kits with tracked links, with the same bytes every time."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
import resvg_py
import zxingcpp
from PIL import Image

from tests.cli.streams import run_apart
from tests.images.fonts import hebrew
from tests.scenario import FOLDER

ROOT = Path(__file__).parents[2]
DAY = ["--as-of", "2026-11-22"]
SPRING = """\
name: Spring
from: 2027-03-01
until: 2027-05-31
offer: {title: 20% off}
brief:
  goal: Show the morning.
  claims: {avoid: [heals]}
  hashtags: [lune]
  post: {from: 2027-03-08, until: 2027-03-21}
  pieces: [{platform: youtube, format: short}]
"""
WINTER = "name: Winter\nfrom: 2026-11-01\nuntil: 2026-12-31\noffer: {title: 15% off, terms: Once each.}\n"
LEA = """\
name: Léa Moreau
tagline: Skin first.
locale: fr
market: FR
relationship: gifted
code: LEA15
campaigns: [winter, spring]
socials: {instagram: lea, pinterest: lea}
favorites:
  - {product: cloud-balm, note: "It melts, and it heals."}
"""


@pytest.fixture(autouse=True)
def _is_no_ci(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CI", raising=False)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    shutil.copytree(FOLDER / "base", tmp_path, dirs_exist_ok=True)
    settings = tmp_path / "content/site.yaml"
    text = settings.read_text("utf-8").replace("theme: plain", "theme: dew")
    text = text.replace("share_cards: false\nqr_codes: false\n", "channels: [ig, tt]\nshort_links: true\n")
    settings.write_text(text, "utf-8")
    people, campaigns = tmp_path / "content/ambassadors", tmp_path / "content/campaigns"
    campaigns.mkdir(exist_ok=True)
    (campaigns / "spring.yaml").write_text(SPRING, "utf-8")
    (campaigns / "winter.yaml").write_text(WINTER, "utf-8")
    (people / "lea/profile.yaml").write_text(LEA, "utf-8")
    (people / "otto.md").write_text("---\nname: Otto\nstatus: ended\ncode: OTTO5\n---\n", "utf-8")
    (people / "ana.md").write_text(
        "---\nname: =Ana\nstatus: draft\nchannels: [yt]\ncode: ANA15\n"
        "favorites: [{product: cloud-balm, note: Better with LEA15.}]\n---\nHi.\n",
        "utf-8",
    )
    return tmp_path


def _kit(site: Path, slug: str) -> dict[str, bytes]:
    folder = site / "kits" / slug
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def _captions(kit: dict[str, bytes]) -> list[str]:
    text = re.sub(r"^== .* ==\n\n", "", kit["captions.txt"].decode(), flags=re.MULTILINE)
    return [caption.strip() for caption in text.split("\n--\n") if caption.strip()]


@pytest.mark.parametrize(("name", "hint"), [("ANA15", "write `ana`"), ("otta", "did you mean `otto`?")])
def test_a_code_is_no_slug(site: Path, name: str, hint: str) -> None:
    code, _, err = run_apart(["kit", name, *DAY], site)
    assert (code, f"no ambassador is called `{name}`: {hint}" in err) == (2, True), err


def test_a_kit_has_all_its_files_and_texts(site: Path) -> None:
    code, out, err = run_apart(["kit", "lea", *DAY], site)
    assert (code, err) == (0, "")
    assert "Kits are private" in out
    kit = _kit(site, "lea")
    assert {
        "LICENCE.txt", "ambassador-kit.json", "captions.txt", "index.html", "links.csv", "pictures/alt-texts.txt",
        "pictures/feed.jpg", "pictures/link.jpg", "pictures/pin.jpg", "pictures/story.jpg", "pictures/thumbnail.jpg",
        "print-card.pdf", "qr.png", "qr.svg",
    } <= kit.keys()  # fmt: skip
    for name, size in (("story", (1080, 1920)), ("feed", (1080, 1350)), ("pin", (1000, 1500)),
                       ("thumbnail", (1280, 720)), ("link", (1200, 630))):  # fmt: skip
        picture = Image.open(io.BytesIO(kit[f"pictures/{name}.jpg"]))
        assert (picture.size, dict(picture.getexif())) == (size, {})
    rendered_code = resvg_py.svg_to_bytes(svg_string=kit["qr.svg"].decode(), width=600, height=600)
    for picture in (kit["qr.png"], bytes(rendered_code)):
        [barcode] = zxingcpp.read_barcodes(Image.open(io.BytesIO(picture)))
        assert barcode.text == "https://friends.example/lea/qr/"
    assert "Léa Moreau. Sur l’image\u00a0: Publicité, Lune, code LEA15." in kit["pictures/alt-texts.txt"].decode()
    assert "qui portent la mention, jusqu’au 31 décembre 2026." in kit["LICENCE.txt"].decode()
    page = kit["index.html"].decode()
    assert "Ajouter le label de partenariat rémunéré → choisir Lune." in page
    assert '<html lang="fr" dir="ltr">' in page
    assert "15% off" in page
    assert "31 décembre 2026" in page
    assert 'content="noindex, nofollow"' in page


def test_make_kits_makes_the_kits_of_all_people(site: Path) -> None:
    shutil.copy(ROOT / "Makefile", site)
    (site / "content/ambassadors/ana.md").unlink()
    command = ["make", "kits", f"BIN={Path(sys.executable).parent}", "-o", ".venv/installed"]  # skips the installation
    process = subprocess.run(
        command, cwd=site, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=True
    )
    assert "Made 2 kits in kits. Kits are private" in process.stdout
    assert sorted(path.name for path in (site / "kits").iterdir()) == ["kits.csv", "lea", "lea.zip", "otto", "otto.zip"]


def test_every_address_is_in_the_link_list_of_the_person(site: Path) -> None:
    """Short links and channels are pages of the site; addresses of the shop are rows of the link sheet."""
    assert run_apart(["kit", "--all", *DAY], site)[0] == 0
    sheet = run_apart(["links", "--drafts", *DAY], site)[1].removeprefix("\ufeff")
    rows = list(csv.DictReader(io.StringIO(sheet)))
    assert run_apart(["build", "--drafts", *DAY], site)[0] == 0
    for slug in ("lea", "ana"):
        audit = {(row["channel"], row["placement"], row["product"], row["url"]) for row in rows
                 if row["ambassador"] == slug}  # fmt: skip
        links = list(csv.DictReader(io.StringIO(_kit(site, slug)["links.csv"].decode().removeprefix("\ufeff"))))
        tracked_rows = [row for row in links if not row["paste"]]
        assert len(tracked_rows) > 3
        for row in tracked_rows:
            channel = "" if "/" in row["channel"] else row["channel"]
            assert (channel, row["placement"], row["product"] or "shop", row["address"]) in audit
            assert f"utm_source={slug}" in row["address"]
        for row in links:
            if row["paste"]:
                path = row["address"].removeprefix("https://friends.example/")
                assert (site / "output" / path / "index.html").is_file(), row
                assert path.split("/")[0] == slug
        for address in re.findall(r"https?://[^\s<\"]+", "\n".join(_captions(_kit(site, slug)))):
            assert address in {row["address"] for row in links if row["paste"]}


def test_a_kit_has_no_code_of_others_and_no_forbidden_claim(site: Path) -> None:
    code, out, _ = run_apart(["kit", "ana", "lea", "--campaign", "spring", *DAY], site)
    assert (code, "does not take part" in _) == (2, True)
    code, out, _ = run_apart(["kit", "--all", *DAY], site)
    assert code == 0
    assert "warning[caption-left-out]" in out
    for slug, own_code in (("ana", "ANA15"), ("lea", "LEA15")):
        kit = _kit(site, slug)
        codes = set(re.findall(r"\b(?:LEA15|ANA15|OTTO5)\b", kit["captions.txt"].decode() + kit["index.html"].decode()))
        assert codes == {own_code}
    code, out, _ = run_apart(["kit", "--campaign", "spring", *DAY], site)
    assert (code, "which the brief forbids" in out) == (0, True)
    assert "heals" not in _kit(site, "lea")["captions.txt"].decode()
    assert "heals" in _kit(site, "lea")["index.html"].decode()  # in the list of claims to avoid


def test_a_kit_has_no_data_of_another_persons_roster(site: Path) -> None:
    (site / "content/ambassadors/lea/roster.yaml").write_text(
        "owner: zz-owner\nfee: {amount: '777.77', per: piece}\nplatforms: {instagram: {followers: 987654321}}\n"
        "state: {invited: 2021-02-03, agreed: 2021-02-04}\n"
        "gifts: [{day: 2021-02-05, product: cloud-balm, value: '666.66'}]\n"
        "pieces: [{platform: instagram, format: zz-format, due: 2027-03-12}]\n",
        "utf-8",
    )
    code, out, err = run_apart(["kit", "--all", *DAY], site)
    assert code == 0, err
    for secret in (b"zz-owner", b"777.77", b"666.66", b"987654321", b"2021-02-0", b"February 2021", b"vrier 2021"):
        assert secret not in (out + err).encode()
        assert not [name for slug in ("ana", "lea") for name, data in _kit(site, slug).items() if secret in data]
    assert not [name for name, data in _kit(site, "ana").items() if re.search(rb"zz.format", data, re.IGNORECASE)]
    assert b"Zz format sur Instagram" in _kit(site, "lea")["index.html"]


def test_a_kit_before_a_campaign_is_for_that_campaign(site: Path) -> None:
    assert run_apart(["kit", "--campaign", "spring", *DAY], site)[0] == 0
    assert [path.name for path in sorted((site / "kits").iterdir())] == ["lea", "lea.zip"]
    kit = _kit(site, "lea")
    page, captions = kit["index.html"].decode(), kit["captions.txt"].decode()
    assert "Ce kit est celui de la campagne Spring, qui commence le 1 mars 2027." in page
    assert "Publier du 8 mars 2027 au 21 mars 2027" in page
    assert "20% off" in captions
    assert "15% off" not in captions + page
    assert "#lune" in captions
    assert "== YouTube ==" in captions
    assert "utm_campaign=spring" in kit["links.csv"].decode()
    assert all(one.startswith("Collaboration commerciale · ") for one in _captions(kit))
    blocks = re.split(r"^== .* ==$", captions, flags=re.MULTILINE)[1:]
    assert [3 <= block.count("\n--\n") <= 5 for block in blocks] == [True] * 4


def test_a_draft_has_a_kit_and_an_ended_person_a_short_one(site: Path) -> None:
    assert run_apart(["kit", "--all", *DAY], site)[0] == 0
    assert "Please wait for our word before you post." in _kit(site, "ana")["index.html"].decode()
    kit = _kit(site, "otto")
    page = kit["index.html"].decode()
    assert "Thank you, and a last favour" in page
    assert "https://friends.example/otto/ig/" in page
    assert "OTTO5" in page
    assert not [path for path in kit if path.startswith("pictures/") or path in ("captions.txt", "print-card.pdf")]
    rows = list(csv.DictReader(io.StringIO((site / "kits/kits.csv").read_text("utf-8-sig"))))
    assert [(row["slug"], row["state"], row["zip"]) for row in rows] == [
        ("ana", "draft", "ana.zip"), ("lea", "live", "lea.zip"), ("otto", "ended", "otto.zip"),
    ]  # fmt: skip
    assert rows[0]["name"] == "'=Ana"


def test_kits_have_the_same_bytes_every_time(site: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    assert run_apart(["kit", "--all", *DAY, "--jobs", "1"], site)[0] == 0
    first = {path.name: path.read_bytes() for path in (site / "kits").glob("*.*")}
    before = {path: path.stat().st_mtime_ns for path in site.rglob("*") if ".ambassador" in path.parts}
    other = tmp_path_factory.mktemp("other") / "kits"
    assert run_apart(["kit", "--all", *DAY, "--jobs", "2", "--output", str(other)], site)[0] == 0
    assert {path.name: path.read_bytes() for path in other.glob("*.*")} == first
    assert before == {}  # no kit is in a cache
    with zipfile.ZipFile(io.BytesIO(first["lea.zip"])) as archive:
        files = {name.removeprefix("kit-lea/"): archive.read(name) for name in archive.namelist()}
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert files == _kit(site, "lea")


@pytest.mark.parametrize("place", ["output", "output/kits", "content/kits", "."])
def test_a_kit_is_not_written_into_published_folders(site: Path, place: str) -> None:
    assert run_apart(["build", *DAY], site)[0] == 0
    before = sorted(path for path in site.rglob("*"))
    code, out, _ = run_apart(["kit", "lea", *DAY, "--output", str(site / place)], site)
    assert (code, "error[unsafe-kit-folder]" in out) == (1, True)
    assert sorted(path for path in site.rglob("*")) == before


@pytest.mark.parametrize("what", ["lea", "lea.zip"])
@pytest.mark.parametrize("clean", [[], ["--clean"]])
def test_a_build_stops_if_it_finds_a_kit_in_the_output(site: Path, what: str, clean: list[str]) -> None:
    assert run_apart(["build", *DAY], site)[0] == 0
    assert run_apart(["kit", "lea", *DAY], site)[0] == 0
    (site / "output/sub").mkdir()
    (site / "kits" / what).rename(site / "output/sub" / what)
    code, out, _ = run_apart(["build", *DAY, *clean], site)
    assert (code, "error[published-kit]" in out) == (1, True)
    assert (site / "output/sub" / what).exists()


def test_a_kit_in_content_is_an_error(site: Path) -> None:
    assert run_apart(["kit", "lea", *DAY], site)[0] == 0
    (site / "kits").rename(site / "content/kits")
    code, out, _ = run_apart(["check", *DAY], site)
    assert (code, "error[published-kit]" in out) == (1, True)
    assert "content/kits/lea/ambassador-kit.json" in out


def test_ci_makes_kits_only_with_in_ci(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    code, out, err = run_apart(["kit", "otto", *DAY], site)
    assert (code, out, "or add --in-ci" in err) == (2, "", True)
    assert not (site / "kits").exists()
    assert run_apart(["kit", "otto", *DAY, "--in-ci"], site)[0] == 0


def test_a_folder_that_is_no_kit_is_not_replaced(site: Path) -> None:
    (site / "kits/lea").mkdir(parents=True)
    (site / "kits/lea/mine.txt").write_text("mine", "utf-8")
    code, out, _ = run_apart(["kit", "lea", *DAY], site)
    assert (code, "error[unsafe-kit-folder]" in out) == (1, True)
    assert (site / "kits/lea/mine.txt").read_text("utf-8") == "mine"
    assert not (site / "kits/lea.zip").exists()


def test_a_new_kit_replaces_all_files_of_the_old_one(site: Path) -> None:
    assert run_apart(["kit", "lea", *DAY], site)[0] == 0
    (site / "kits/lea/old.txt").write_text("old", "utf-8")
    assert run_apart(["kit", "lea", *DAY], site)[0] == 0
    assert not (site / "kits/lea/old.txt").exists()
    assert sorted(path.name for path in (site / "kits").iterdir()) == ["lea", "lea.zip"]


def test_forget_deletes_the_kit_too(site: Path) -> None:
    assert run_apart(["kit", "lea", "ana", *DAY], site)[0] == 0
    code, out, _ = run_apart(["forget", "lea", "--yes"], site)
    assert code == 0
    assert "kits/lea/  (their kit)" in out
    assert "Kits that you sent to them" in out
    assert sorted(path.name for path in (site / "kits").iterdir()) == ["ana", "ana.zip"]
    assert "--> kits" not in out


def test_a_kit_shows_only_the_persons_own_numbers(site: Path) -> None:
    columns = [{"name": name} for name in ("person", "sessions", "orders", "net", "commission", "before")]
    rows = [["lea", 1240, 42, "996.65", "149.74", "748.16"], ["ana", 7, 0, "1.11", "0.00", ""]]
    (site / "report").mkdir()
    table = {"people": {"currency": "EUR", "columns": columns, "rows": rows}}
    (site / "report/report.json").write_text(json.dumps(table), "utf-8")
    assert run_apart(["kit", "lea", *DAY, "--report", str(site / "report")], site)[0] == 0
    page = _kit(site, "lea")["index.html"].decode().replace("\u202f", " ").replace("\xa0", " ")
    for figure in ("1 240", "996,65 €", "149,74 €", "748,16 €"):
        assert f"<dd>{figure}</dd>" in page
    assert "1,11" not in page
    (site / "report/report.json").write_text("[]", "utf-8")
    assert run_apart(["kit", "lea", *DAY, "--report", str(site / "report")], site)[0] == 2


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        ([], "say whose kits"),
        (["lae"], "did you mean `lea`?"),
        (["lea", "--all"], "say whose kits"),
        (["--campaign", "sprig"], "did you mean `spring`?"),
    ],
)
def test_a_kit_needs_a_known_person_or_campaign(site: Path, arguments: list[str], hint: str) -> None:
    code, out, err = run_apart(["kit", *arguments, *DAY], site)
    assert (code, out, hint in err) == (2, "", True)


def test_content_with_mistakes_gives_no_kit(site: Path) -> None:
    (site / "content/ambassadors/lea/profile.yaml").write_text("name: Léa\nfavorites: [nope]\n", "utf-8")
    code, out, _ = run_apart(["kit", "lea", *DAY], site)
    assert (code, "unknown-product" in out, "No kit was created." in out) == (1, True, True)
    assert not (site / "kits").exists()


@pytest.mark.parametrize("name", ["</script><script>alert(1)</script>", "{{ 7*7 }} {code}", "a" * 300])
def test_hostile_names_are_text_in_a_kit(site: Path, name: str) -> None:
    profile = site / "content/ambassadors/lea/profile.yaml"
    profile.write_text(LEA.replace("Léa Moreau", json.dumps(name)).replace("It melts", "{x} %s {0}"), "utf-8")
    code, out, err = run_apart(["kit", "lea", *DAY], site)
    assert (code, err) == (0, ""), out
    page = _kit(site, "lea")["index.html"].decode()
    assert page.count("<script>") == 1
    assert "{x} %s {0}" in page


def test_a_language_without_words_is_reported(site: Path) -> None:
    profile = site / "content/ambassadors/lea/profile.yaml"
    profile.write_text(LEA.replace("locale: fr", "locale: sv"), "utf-8")
    code, out, _ = run_apart(["kit", "lea", *DAY], site)
    assert (code, "warning[no-catalogue]" in out) == (0, True)
    assert '<html lang="en" dir="ltr">' in _kit(site, "lea")["index.html"].decode()


def test_a_label_that_no_font_draws_is_reported(site: Path) -> None:
    profile = site / "content/ambassadors/lea/profile.yaml"
    profile.write_text(LEA.replace("locale: fr", "locale: ar"), "utf-8")
    code, out, _ = run_apart(["kit", "lea", *DAY], site)
    assert code == 0
    assert "warning[undrawn-label]" in out
    kit = _kit(site, "lea")
    assert not [path for path in kit if path.endswith((".jpg", ".pdf"))]
    assert all(one.startswith("إعلان") for one in _captions(kit))


def test_a_site_font_draws_letters_that_the_theme_lacks(site: Path) -> None:
    (site / "content/fonts").mkdir()
    hebrew(site / "content/fonts")
    settings, profile = site / "content/site.yaml", site / "content/ambassadors/lea/profile.yaml"
    settings.write_text(f"{settings.read_text('utf-8')}fonts: fonts/hebrew.ttf\n", "utf-8")
    profile.write_text(LEA.replace("locale: fr", "locale: he").replace("Skin first.", "קודם First Light."), "utf-8")
    code, out, err = run_apart(["kit", "lea", *DAY], site)
    assert (code, err) == (0, "")
    assert "undrawn-label" not in out
    assert "card-text-left-out" not in out
    assert {"pictures/story.jpg", "print-card.pdf"} <= _kit(site, "lea").keys()
    profile.write_text(LEA.replace("Skin first.", "慢慢来"), "utf-8")
    code, out, _ = run_apart(["kit", "lea", *DAY], site)
    assert (code, "the pictures of the kit of Léa Moreau leave out `慢慢来`" in out) == (0, True)
