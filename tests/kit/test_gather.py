"""Tests that kits share work between people, and that captions have only the person's own words and codes."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from generator.content.codes_in_text import CodeIndex
from generator.content.load import load_site
from generator.kit import gather
from generator.kit.gather import Workroom, gather_kits
from generator.kit.kit import Kit
from generator.links.schemes.tracking import read_tracking
from generator.pages.theme import load_theme
from generator.problems import Report
from generator.sections import BUILT_IN
from tests.scenario import FOLDER

DAY = date(2026, 11, 22)


def _kits(root: Path, people: dict[str, str], report: Report) -> list[Kit]:
    shutil.copytree(FOLDER / "base", root, dirs_exist_ok=True)
    shutil.rmtree(root / "content/ambassadors/lea")
    for slug, text in people.items():
        (root / f"content/ambassadors/{slug}.md").write_text(text, "utf-8")
    settings = root / "content/site.yaml"
    settings.write_text(settings.read_text("utf-8").replace("theme: plain", "theme: dew"), "utf-8")
    site = load_site(root, BUILT_IN, report)
    theme, tracking = load_theme(site, report), read_tracking(site, report)
    assert theme is not None
    assert tracking is not None
    return gather_kits(Workroom(site, theme, tracking, BUILT_IN, DAY), list(people), report)


def test_codes_are_indexed_once_for_all_people(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    indexes = []

    class CountedIndex(CodeIndex):
        def __init__(self, codes: object) -> None:
            indexes.append(1)
            super().__init__(codes)  # type: ignore[arg-type]

    monkeypatch.setattr(gather, "CodeIndex", CountedIndex)
    people = {f"p{number}": f"---\nname: P{number} X\ncode: CODE{number}\n---\nHi.\n" for number in range(12)}
    kits = _kits(tmp_path, people, Report())
    assert (len(kits), len(indexes)) == (12, 1)
    assert len({id(data) for kit in kits for name, data in kit.fonts if name == "Text"}) == 1


def test_captions_begin_with_the_persons_own_words(tmp_path: Path) -> None:
    text = "---\nname: Ana\ntagline: Quiet days.\n---\nI begin with the balm. Then I wait.\n"
    [kit] = _kits(tmp_path, {"ana": text}, Report())
    hooks = [text.split("\n")[0] for text in kit.captions[0].texts]
    assert hooks[:2] == ["Ad · Quiet days.", "Ad · I begin with the balm."]
    assert len(hooks) == 3


@pytest.mark.parametrize(
    ("text", "key"), [("tagline: Try BEN15.\n---\nHi.\n", ("tagline",)), ("---\nTry ben15 now. It is good.\n", ())]
)
def test_the_code_of_another_person_is_reported_at_its_place(tmp_path: Path, text: str, key: tuple[str, ...]) -> None:
    report = Report()
    people = {"ana": f"---\nname: Ana\ncode: ANA15\n{text}", "ben": "---\nname: Ben\ncode: BEN15\n---\nHi.\n"}
    ana, _ = _kits(tmp_path, people, report)
    [problem] = [problem for problem in report if problem.name == "caption-left-out"]
    assert (problem.place.file, problem.place.keys) == ("content/ambassadors/ana.md", key)
    assert "ben15" not in "".join(text for captions in ana.captions for text in captions.texts).casefold()


@pytest.mark.parametrize(("until", "runs"), [("2026-11-22", True), ("2026-11-21", False)])
def test_an_offer_is_in_captions_until_its_last_day(tmp_path: Path, until: str, runs: bool) -> None:
    (tmp_path / "content/campaigns").mkdir(parents=True)
    campaign = f"name: Winter\nuntil: {until}\noffer: {{title: 15% off, short: −15%}}\n"
    (tmp_path / "content/campaigns/winter.yaml").write_text(campaign, "utf-8")
    text = "---\nname: Ana\ncode: ANA15\ncampaigns: [winter]\n---\nI begin with the balm.\n"
    [kit] = _kits(tmp_path, {"ana": text}, Report())
    texts = [text for captions in kit.captions for text in captions.texts]
    assert len(texts) > 2
    assert {("15% off" in text, "22 November" in text or "November 22" in text) for text in texts} == {(runs, runs)}
    assert (kit.offer, bool(kit.code_until)) == ("15% off" if runs else "", runs)
