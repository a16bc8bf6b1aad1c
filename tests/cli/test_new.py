"""Tests that files of `ambassador new` build at once, and that it overwrites no file."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from PIL import Image

from generator.links.schemes.builtin import builtin_names
from tests.cli.streams import run_apart

DAY = "2026-11-22"
OWN = ("--url", "https://friends.example", "--shop", "https://lune.example")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    code, out, err = run_apart(["new", "site", "friends", *OWN], tmp_path)
    assert (code, err) == (0, ""), out
    return tmp_path / "friends"


def _files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_new_site_builds_without_problems(site: Path) -> None:
    code, out, _ = run_apart(["build", "--as-of", DAY, "--format", "concise"], site)
    assert (code, out) == (0, "")
    assert {"index.html", "404.html", "sitemap.xml"} <= {path.name for path in (site / "output").iterdir()}
    assert "utm_source=lea-moreau" in (site / "output/lea-moreau/index.html").read_text("utf-8")


def test_placeholder_addresses_are_reported(tmp_path: Path) -> None:
    assert run_apart(["new", "site", "friends"], tmp_path)[0] == 0
    site = tmp_path / "friends"
    code, out, _ = run_apart(["build", "--as-of", DAY, "--format", "concise"], site)
    addresses = re.findall(r"^content/site.yaml:\d+:\d+: warning\[placeholder-address\] (\S+)", out, re.MULTILINE)
    assert (code, addresses) == (0, ["`https://friends-of-your-brand.example`", "`https://your-brand.example`"])
    assert len(out.splitlines()) == 2
    assert "(write the address of your shop)" in out
    code, out, _ = run_apart(["build", "--as-of", DAY, "--format", "concise", "--url", "https://friends.example"], site)
    assert (code, len(out.splitlines()), "`https://your-brand.example`" in out) == (0, 1, True)
    assert run_apart(["check", "--as-of", DAY, "--strict"], site)[0] == 1


def test_an_empty_site_builds_also_with_a_first_person(tmp_path: Path) -> None:
    code, out, _ = run_apart(["new", "site", "friends", "--empty", *OWN], tmp_path)
    assert code == 0
    assert "import products SHEET" in out
    site = tmp_path / "friends"
    assert set(_files(site)) == {".gitignore", "content/pages/privacy.md", "content/site.yaml"}
    assert run_apart(["check"], site)[:2] == (0, "3 pages for 0 ambassadors: ready to build.\n")
    assert run_apart(["new", "product", "Balm"], site)[0] == 0
    assert run_apart(["new", "ambassador", "Ana Sol"], site)[0] == 0
    assert run_apart(["check"], site)[0] == 0


def test_a_file_name_prints_no_line_break(site: Path) -> None:
    folder = site / "content/ambassadors/lea-moreau"
    with (folder / "profile.yaml").open("a") as file:
        file.write('look: {image: "a\\nb.png", alt: A look}\n')
    Image.new("RGB", (600, 700), "#c08070").save(folder / "a\nb.png")
    code, out, _ = run_apart(["build", "--as-of", DAY], site)
    assert code == 0, out
    Image.new("RGB", (600, 700), "#d08070").save(folder / "a\nb.png")
    code, _, err = run_apart(["build", "--as-of", DAY, "--explain"], site)
    assert code == 0
    assert "a\ufffdb.png" in err


def test_every_starter_together_builds(site: Path) -> None:
    for words in (
        ["ambassador", "Zoë O'Hara"],
        ["ambassador", "玲奈"],
        ["product", "Night Bowl"],
        ["product", "Dew: milk", "--url", "https://lune.example/products/dew?variant=1"],
        ["campaign", "Spring Glow"],
        ["theme", "House"],
        ["network", "Our friends"],
    ):
        code, out, err = run_apart(["new", *words], site)
        assert (code, err) == (0, ""), out
    settings = site / "content/site.yaml"
    text = settings.read_text("utf-8").replace("theme: dew", "theme: house").replace("utm  ", "our-friends  ", 1)
    # The fonts of dew lack the letters of one of the names, which would be a warning.
    settings.write_text(f"{text}checks: {{card-text-left-out: off}}\n", "utf-8")
    for slug in ("zoe-ohara", "lingnai", "lea-moreau"):
        profile = site / f"content/ambassadors/{slug}/profile.yaml"
        text = profile.read_text("utf-8").replace("status: draft ", "status: live ")
        profile.write_text(f"{text}\npartner_id: id-{slug}\ncampaigns: [spring-glow]\n", "utf-8")
    story = site / "content/ambassadors/zoe-ohara/story.md"
    story.write_text("[One](product:night-bowl), [two](product:dew-milk).\n", "utf-8")
    code, out, err = run_apart(["build", "--as-of", DAY, "--format", "concise"], site)
    assert (code, out, err) == (0, "", "")
    page = (site / "output/zoe-ohara/index.html").read_text("utf-8")
    assert "Zoë O&#39;Hara" in page
    assert "https://lune.example/products/night-bowl?ref=id-zoe-ohara" in page
    assert "utm_campaign=spring-glow" in page
    (style,) = (site / "output/assets").glob("*.css")
    assert "#fbfaf7" in style.read_text("utf-8")


def test_every_commented_line_of_the_profile_is_valid(site: Path) -> None:
    """Each commented key is a key of the model."""
    assert run_apart(["new", "ambassador", "Ana"], site)[0] == 0
    profile = site / "content/ambassadors/ana/profile.yaml"
    lines = profile.read_text("utf-8").splitlines()
    uncommented_lines = [line.removeprefix("# ") if n > 1 else line for n, line in enumerate(lines)]
    profile.write_text("\n".join(line for line in uncommented_lines if not line.startswith("portrait")), "utf-8")
    code, out, _ = run_apart(["check", "--drafts", "--as-of", DAY, "--format", "concise"], site)
    # The checks warn about the placeholders of this file, and of nothing in the site's example.
    warnings = re.findall(r"^content/ambassadors/ana/\S+: warning\[(\S+)\]", out, re.MULTILINE)
    assert (code, sorted(warnings)) == (0, ["missing-sponsored-words", "no-product-in-story", "short-story"])
    assert len(out.splitlines()) == len(warnings)


@pytest.mark.parametrize(
    ("words", "file"),
    [
        (["site", "."], "content"),
        (["ambassador", "LÉA  Moreau"], "content/ambassadors/lea-moreau/profile.yaml"),
        (["product", "cloud balm"], "content/products.yaml"),
        (["theme", "Dew"], "themes/dew/theme.toml"),
        (["network", "Awin"], "content/networks/awin.yaml"),
    ],
)
def test_existing_items_are_not_overwritten(site: Path, words: list[str], file: str) -> None:
    before = _files(site)
    code, out, _ = run_apart(["new", *words, "--format", "concise"], site)
    assert (code, out.partition(": error[already-there]")[0].split(":")[0]) == (1, file)
    assert _files(site) == before


@pytest.mark.parametrize("kind", ["ambassador", "product", "campaign", "theme", "network"])
def test_a_second_item_of_a_name_is_an_error(site: Path, kind: str) -> None:
    assert run_apart(["new", kind, "One"], site)[0] == 0
    before = _files(site)
    code, out, _ = run_apart(["new", kind, "One"], site)
    assert (code, "already-there" in out) == (1, True)
    assert _files(site) == before


def test_a_new_person_never_takes_an_existing_address(site: Path) -> None:
    for name, slug in (("Lea Moreau", "lea-moreau-2"), ("Privacy", "privacy-2"), ("Index", "index-2"), ("!!", "")):
        assert run_apart(["new", "ambassador", name], site)[0] == 0
        assert (site / f"content/ambassadors/{slug or 'ambassador'}/profile.yaml").is_file()
    assert run_apart(["check", "--drafts", "--as-of", DAY], site)[0] == 0


@pytest.mark.parametrize("name", ["", "   ", "a\x1b[31mb", "x" * 301, "\ud800"])
def test_an_invalid_name_is_a_usage_error(site: Path, name: str) -> None:
    before = _files(site)
    assert run_apart(["new", "ambassador", name], site)[0] == 2
    assert _files(site) == before


def test_an_invalid_address_is_a_usage_error(site: Path) -> None:
    assert run_apart(["new", "product", "Balm", "--url", "javascript:alert(1)"], site)[0] == 2


def test_new_items_need_a_site(tmp_path: Path) -> None:
    code, out, _ = run_apart(["new", "ambassador", "Ana", "--format", "concise"], tmp_path)
    assert (code, "missing-site" in out) == (1, True)
    assert _files(tmp_path) == {}


def test_an_existing_gitignore_stays(tmp_path: Path) -> None:
    (tmp_path / ".gitignore").write_text("mine\n", "utf-8")
    assert run_apart(["new", "site", "."], tmp_path)[0] == 0
    assert (tmp_path / ".gitignore").read_text("utf-8") == "mine\n"


def test_the_theme_starter_is_a_child_of_dew(site: Path) -> None:
    assert run_apart(["new", "theme", "Été"], site)[0] == 0
    theme = tomllib.loads((site / "themes/ete/theme.toml").read_text("utf-8"))
    assert theme == {"name": "ete", "extends": "dew", "styles": ["css/ete.css"]}


def test_the_built_in_names_are_known() -> None:
    assert "awin" in builtin_names()


def _check(site: Path) -> tuple[int, str]:
    code, out, _ = run_apart(["check", "--as-of", DAY, "--format", "concise"], site)
    return code, out


@pytest.mark.parametrize(
    ("brand", "url", "shop"),
    [
        ("Maison Lune", "https://friends.example", "https://maisonlune.example"),
        ("Maison: Lune & Co", "https://lune-friends.example/team", "https://www.maisonlune.example/fr"),
        ("Été", "https://friends.example", "https://shop.maisonlune.example:8443/?lang=fr"),
    ],
)
def test_a_new_site_may_change_brand_and_addresses(site: Path, brand: str, url: str, shop: str) -> None:
    """By hand, as the first line of site.yaml says, or by options of `new site`."""
    settings = site / "content/site.yaml"
    text = settings.read_text("utf-8")
    for key, value in (("brand", f'"{brand}"'), ("url", url), ("shop", shop)):
        text = re.sub(f"^{key}: .*$", f"{key}: {value}", text, flags=re.MULTILINE)
    settings.write_text(text, "utf-8")
    assert _check(site) == (0, "")
    words = ["new", "site", "other", "--brand", brand, "--url", url, "--shop", shop]
    assert run_apart(words, site)[0] == 0
    assert _check(site / "other") == (0, "")
    code, out, _ = run_apart(["link", "--ambassador", "lea-moreau", "--product", "boy-brow"], site / "other")
    assert (code, out.startswith(f"{shop.split('?')[0].rstrip('/')}/products/boy-brow?utm_source=lea")) == (0, True)


@pytest.mark.parametrize(
    ("market", "currency", "locale", "timezone"),
    [
        ("US", "USD", "en", "America/New_York"),
        ("UK", "GBP", "en-GB", "Europe/London"),
        ("FR", "EUR", "fr", "Europe/Paris"),
        ("DE", "EUR", "de", "Europe/Berlin"),
        ("ES", "EUR", "es", "Europe/Madrid"),
    ],
)
def test_a_market_sets_currency_language_and_time_zone(
    tmp_path: Path, market: str, currency: str, locale: str, timezone: str
) -> None:
    def settings(*words: str) -> str:
        folder = f"site{len(list(tmp_path.iterdir()))}"
        assert run_apart(["new", "site", folder, *OWN, *words], tmp_path)[0] == 0
        assert _check(tmp_path / folder) == (0, "")
        return (tmp_path / folder / "content/site.yaml").read_text("utf-8")

    text = settings("--market", market)
    for line in (f"market: {market}", f"currency: {currency}", f"locale: {locale}", f"timezone: {timezone}"):
        assert re.search(f"^{line} ", text, re.MULTILINE), line
    text = settings("--market", market, "--currency", "CHF", "--locale", "fr-CH", "--timezone", "Europe/Zurich")
    for line in (f"market: {market}", "currency: CHF", "locale: fr-CH", "timezone: Europe/Zurich"):
        assert re.search(f"^{line} ", text, re.MULTILINE), line


@pytest.mark.parametrize(
    ("option", "value", "hint"),
    [
        ("--currency", "euro", "write its three letters: EUR"),
        ("--locale", "French", "write its tag: `fr`"),
        ("--timezone", "Paris", "write `Europe/Paris`"),
        ("--market", "IT", "'US', 'UK', 'FR', 'DE', 'ES'; the label is worded for the laws of these markets"),
        ("--market", "Allemagne", "'US', 'UK', 'FR', 'DE', 'ES'; write `DE`"),
        ("--market", "gb", "'US', 'UK', 'FR', 'DE', 'ES'; write `UK`"),
        ("--shop", "maisonlune", "write the whole address, beginning with https://"),
        ("--url", "https://friends.example?a", "delete `?` and `#`"),
        ("--brand", " ", "a name has 1 to 300 characters"),
    ],
)
def test_an_invalid_setting_is_a_usage_error(tmp_path: Path, option: str, value: str, hint: str) -> None:
    code, _, err = run_apart(["new", "site", "friends", option, value], tmp_path)
    assert (code, hint in err) == (2, True), err
    assert list(tmp_path.iterdir()) == []


def test_an_import_recognizes_the_products_of_the_starter(site: Path) -> None:
    """The starter has their paths; a sheet has whole addresses, with or without `www.`"""
    (site / "shop.csv").write_text(
        "Name,Link,Price\nCloud Balm,https://www.lune.example/products/cloud-balm,24.00\n"
        "Boy Brow,https://lune.example/products/boy-brow/,12.00\n"
    )
    code, out, err = run_apart(["import", "products", "shop.csv"], site)
    assert (code, "0 products added, 2 changed" in out) == (0, True), out + err
    assert sorted(path.name for path in (site / "content").iterdir() if path.name.startswith("prod")) == [
        "products.yaml"
    ]
