"""Tests that files in content/ become people and products, and that a mistake in one hides nothing in another."""

from __future__ import annotations

import itertools
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.content.load import load_site
from generator.content.site import Site
from generator.problems import Report
from generator.sections import BUILT_IN
from tests.scenario import FOLDER


def _load_content(root: Path) -> tuple[Site, list[str]]:
    report = Report()
    return load_site(root, BUILT_IN, report), [problem.name for problem in report]


@pytest.fixture
def site(tmp_path: Path) -> Path:
    shutil.copytree(FOLDER / "base", tmp_path, dirs_exist_ok=True)
    return tmp_path


def test_both_forms_of_a_person_are_the_same(site: Path) -> None:
    lea = site / "content/ambassadors/lea"
    facts, story = (lea / "profile.yaml").read_text("utf-8"), (lea / "story.md").read_text("utf-8")
    (lea.parent / "mina.md").write_text(f"---\n{facts}---\n{story}", "utf-8")
    loaded_site, problems = _load_content(site)
    assert problems == []
    folder_person, file_person = loaded_site.people
    assert (folder_person.slug, file_person.slug) == ("lea", "mina")
    assert folder_person.person == file_person.person
    assert folder_person.story.opening == file_person.story.opening


def test_both_forms_of_products_are_the_same(site: Path) -> None:
    (site / "content/products").mkdir()
    (site / "content/products/lip-oil.yaml").write_text(
        "name: Cloud Balm\nurl: https://lune.example/balm\nprice: 24.00\n", "utf-8"
    )
    loaded_site, problems = _load_content(site)
    assert problems == []
    assert loaded_site.products["lip-oil"] == loaded_site.products["cloud-balm"]


def test_people_are_in_the_order_of_their_file_names(site: Path) -> None:
    for slug in ("zoe", "ana", "mia"):
        (site / f"content/ambassadors/{slug}.md").write_text(f"---\nname: {slug}\n---\nHello.\n", "utf-8")
    loaded_site, _ = _load_content(site)
    assert [person.slug for person in loaded_site.people] == ["ana", "lea", "mia", "zoe"]


def test_paths_begin_at_the_file_that_names_them(site: Path) -> None:
    profile = site / "content/ambassadors/lea/profile.yaml"
    profile.write_text("name: L\nfavorites: [boy-brow]\nportrait: {src: ../../images/a.jpg, alt: L}\n", "utf-8")
    loaded_site, _ = _load_content(site)
    portrait = loaded_site.people[0].person.portrait
    assert portrait is not None
    assert portrait.src == "content/images/a.jpg"


def test_correct_files_are_loaded_beside_broken_ones(site: Path) -> None:
    (site / "content/site.yaml").write_text("brand: [", "utf-8")
    (site / "content/ambassadors/mina.md").write_text("no facts", "utf-8")
    loaded_site, problems = _load_content(site)
    assert sorted(problems) == ["broken-yaml", "missing-front-matter"]
    assert loaded_site.stands_in
    assert [person.slug for person in loaded_site.people] == ["lea"]
    assert set(loaded_site.products) == {"cloud-balm", "boy-brow"}


ANY_FILE = st.sampled_from(
    ["site.yaml", "products.yaml", "ambassadors/lea/profile.yaml", "ambassadors/lea/story.md", "ambassadors/m.md"]
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(ANY_FILE, st.one_of(st.binary(max_size=300), st.text(max_size=300).map(str.encode)))
def test_no_bytes_in_a_file_crash_the_loader(site: Path, file: str, data: bytes) -> None:
    path = site / "content" / file
    original = path.read_bytes() if path.exists() else None
    path.write_bytes(data)
    _load_content(site)
    path.unlink() if original is None else path.write_bytes(original)


def test_a_file_with_aliases_reports_exactly_its_other_problems(tmp_path: Path) -> None:
    for file, text in {
        "site.yaml": "brand: &b Lune\nurl: *b\nshop: https://lune.example\nstart: now\n",
        "products.yaml": (
            "balm: &balm {name: Balm, url: 'https://lune.example/balm', price: cheap}\n"
            "mist: {<<: *balm, name: Mist, colour: red}\nserum: *balm\n"
        ),
        "ambassadors/lea/profile.yaml": "name: *n\nfavorites: [balm, serum, mist]\nmarket: Mars\n",
        "ambassadors/wren/profile.yaml": "<<: *defaults\nsince: yesterday\n",
    }.items():
        path = tmp_path / "content" / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    report = Report()
    load_site(tmp_path, BUILT_IN, report)
    problems = sorted(
        (p.place.file.removeprefix("content/"), p.name, p.message) for p in report if p.name[:5] != "yaml-"
    )
    assert [(file, name) for file, name, _ in problems] == [
        ("ambassadors/lea/profile.yaml", "unknown-choice"),
        ("ambassadors/wren/profile.yaml", "not-a-day"),
        ("products.yaml", "not-a-price"),
        ("products.yaml", "unknown-key"),
        ("site.yaml", "unknown-key"),
    ], problems


_FAULTS = {
    "name": ("name: Léa", "nmae: Lea", "unknown-key"),
    "instagram": ("tagline: Skin first", "instagram: lea", "unknown-key"),
    "product": ("- hush", "- hush-blam", "unknown-product"),
    "alt": ("src: gone.jpg, alt: Léa", "src: gone.jpg", "missing-alt"),
    "entry": ("- {product: mist, note: Cold}", "- {note: [Cold]}", "missing-key"),
    "campaign": ("campaigns: []", "campaigns: [Spring Glow, sprng]", "unknown-campaign"),
    "alias": ("aliases: []", "aliases: [A B, mina]", "address-taken"),
    "step": ("{text: Warm it., product: mist}", "{image: s.jpg, text: Warm it., product: mst}", "missing-alt"),
    "market": ("market: FR", "market: Mars", "unknown-choice"),
}


@pytest.mark.parametrize("names", list(itertools.combinations(_FAULTS, 3)), ids=" ".join)
def test_no_fault_of_a_profile_hides_another(tmp_path: Path, names: tuple[str, ...]) -> None:
    profile = (
        "name: Léa\ntagline: Skin first\nmarket: FR\nportrait: {src: gone.jpg, alt: Léa}\ncampaigns: []\naliases: []\n"
        "favorites:\n- {product: mist, note: Cold}\n- hush\nroutine:\n  steps: [{text: Warm it., product: mist}]\n"
    )
    content = tmp_path / "content"
    (content / "ambassadors/lea").mkdir(parents=True)
    (content / "site.yaml").write_text("brand: Lune\nurl: https://l.example\nshop: https://lune.example\n")
    (content / "products.yaml").write_text("mist: {name: Mist, url: /mist}\nhush: {name: Hush, urll: /h}\n", "utf-8")
    (content / "ambassadors/mina.md").write_text("---\nname: Mina\nfavorites: [mist]\n---\n", "utf-8")
    for name in names:
        right, wrong, _ = _FAULTS[name]
        assert right in profile
        profile = profile.replace(right, wrong, 1)
    (content / "ambassadors/lea/profile.yaml").write_text(profile, "utf-8")
    _, problems = _load_content(tmp_path)
    assert sorted(problems) == sorted(
        [
            *(_FAULTS[name][2] for name in names),
            *(["wrong-shape"] if "entry" in names else []),
            *(["not-a-slug"] if "campaign" in names else []),
            *(["not-a-slug"] if "alias" in names else []),
            *(["unknown-product"] if "step" in names else []),
            "unknown-key",  # the product's `urll`
        ]
    )
