"""Tests that a build stops if a page shows what it may no longer show, and that a roster changes no page."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from tests.cli.streams import run_apart
from tests.roster.site import write_site

QUOTE = 'rights:\n  - {quote: "my mornings", use: %s, until: %s}\n'
PROFILE = "name: Léa\ntagline: Now my mornings are quiet.\nfavorites: [cloud-balm]\n"
ROSTER = """owner: zz-owner
country: FR
languages: [eo]
state: {invited: 2021-02-03, agreed: 2021-02-04}
platforms: {tiktok: {followers: 987654321, checked: 2026-11-01, posts: 7, likes: 76543}}
gifts: [{day: 2026-10-02, product: boy-brow, value: "777.77"}]
pieces: [{platform: tiktok, format: zz-format, due: 2026-12-24}]
contract: {signed: 2021-03-04, exclusivity: {category: zz-category}}
fee: {amount: "666.66", per: month}
"""

PUBLIC = {"FR", "eo", "7", "tiktok", "boy-brow", "month"}
"""Values of ROSTER that other files have too, or that are too short to search."""


def _right_problems(
    site: Path, day: str, command: tuple[str, ...] = ("check",)
) -> tuple[int, list[tuple[str, str, int]]]:
    code, out, _ = run_apart([*command, "--as-of", day, "--format", "json"], site)
    return code, [(row["name"], row["file"], row["line"]) for row in json.loads(out) if "right" in row["name"]]


def _build(site: Path, day: str) -> tuple[int, dict[str, bytes]]:
    code, out, err = run_apart(["build", "--output", "out", "--as-of", day], site)
    folder = site / "out"
    assert code in (0, 1), out + err
    return code, {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize(
    ("day", "name"),
    [
        ("2026-11-30", ""), ("2026-12-01", "right-ends-soon"), ("2026-12-31", "right-ends-soon"),
        ("2027-01-01", "right-ended"),
    ],
)  # fmt: skip
def test_a_right_gives_a_warning_before_its_end_and_then_an_error(day: str, name: str, tmp_path: Path) -> None:
    site = write_site(tmp_path, lea__profile=PROFILE, lea__roster=QUOTE % ("site", "2026-12-31"))
    problems = [(name, "content/ambassadors/lea/roster.yaml", 2)] if name else []
    assert _right_problems(site, day) == (int(name == "right-ended"), problems)


def test_only_rights_of_shown_quotes_on_the_site_count(tmp_path: Path) -> None:
    site = write_site(tmp_path, lea__profile=PROFILE, lea__roster=QUOTE % ("organic", "2020-12-31"))
    assert _right_problems(site, "2026-11-22") == (0, [])
    write_site(tmp_path, lea__profile="name: Léa\n", lea__roster=QUOTE % ("site", "2020-12-31"))
    assert _right_problems(site, "2026-11-22") == (0, [])


@pytest.mark.parametrize("first", ["2026-10-31", "2027-12-31"])
def test_the_later_day_of_a_renewed_right_counts(first: str, tmp_path: Path) -> None:
    later = "2027-12-31" if first == "2026-10-31" else "2026-10-31"
    rights = f"{QUOTE % ('site', first)}  - {{quote: 'My Mornings', use: site, until: {later}}}\n"
    site = write_site(tmp_path, lea__profile=PROFILE, lea__roster=rights)
    assert _right_problems(site, "2026-11-22") == (0, [])
    assert _right_problems(site, "2028-01-01")[1] == [
        ("right-ended", "content/ambassadors/lea/roster.yaml", 2 + (later > first))
    ]
    roster = ["roster", "--as-of", "2026-11-22", "--format", "json"]
    assert json.loads(run_apart([*roster, "--rights-end", "30"], site)[1])["people"]["rows"] == []
    assert "the right to" not in run_apart([*roster, "--show", "today"], site)[1]
    _, out, _ = run_apart(["next", "--as-of", "2026-11-22", "--format", "json"], site)
    assert [(row["day"], row["id"]) for row in json.loads(out)] == [("2028-01-01", "lea")]


def test_a_quote_with_a_link_in_a_story_counts(tmp_path: Path) -> None:
    site = write_site(tmp_path, lea__profile="name: Léa\n", lea__roster=QUOTE % ("site", "2020-12-31"))
    (site / "content/ambassadors/lea/story.md").write_text("Quiet, *My* [mornings](product:cloud-balm) are.\n", "utf-8")
    assert _right_problems(site, "2026-11-22")[1] == [("right-ended", "content/ambassadors/lea/roster.yaml", 2)]


def test_the_picture_of_a_person_in_one_file_has_a_right(tmp_path: Path) -> None:
    from PIL import Image

    site = write_site(tmp_path)
    people = site / "content/ambassadors"
    Image.new("RGB", (900, 900), "#886644").save(people / "ana.jpg")
    (people / "ana.md").write_text(
        "---\nname: Ana\nportrait: {src: ana.jpg, alt: Ana at a window}\n---\nHello.\n", "utf-8"
    )
    (people / "ana.roster.yaml").write_text("rights: [{picture: ana.jpg, use: site, until: 2026-10-31}]\n", "utf-8")
    assert _right_problems(site, "2026-11-22")[1] == [("right-ended", "content/ambassadors/ana.roster.yaml", 1)]
    (people / "ben.roster.yaml").write_text("owner: x\n", "utf-8")
    _, out, _ = run_apart(["check", "--as-of", "2026-11-22", "--format", "json"], site)
    assert [row["file"] for row in json.loads(out) if row["name"] == "stray-file"] == [
        "content/ambassadors/ben.roster.yaml"
    ]


def test_a_right_of_an_ended_page_is_not_reported(tmp_path: Path) -> None:
    profile = PROFILE + "until: 2026-12-31\n"
    site = write_site(tmp_path, lea__profile=profile, lea__roster=QUOTE % ("site", "2026-12-31"))
    assert _right_problems(site, "2027-01-01") == (0, [])
    assert run_apart(["next", "--as-of", "2026-12-01"], site)[1].count("right") == 0


def test_next_lists_the_day_on_which_a_right_ends(tmp_path: Path) -> None:
    site = write_site(tmp_path, lea__profile=PROFILE, lea__roster=QUOTE % ("site", "2026-12-31"))
    _, out, _ = run_apart(["next", "--as-of", "2026-11-22", "--format", "json"], site)
    assert [(row["day"], row["change"], row["id"]) for row in json.loads(out)] == [("2027-01-01", "right-ends", "lea")]
    assert "DTSTART;VALUE=DATE:20270101" in run_apart(["next", "--as-of", "2026-11-22", "--format", "ics"], site)[1]


def test_a_roster_changes_no_byte_of_the_site(tmp_path: Path) -> None:
    site = write_site(tmp_path, lea__profile=PROFILE)
    _, without_roster = _build(site, "2026-11-22")
    write_site(tmp_path, lea__profile=PROFILE, lea__roster=ROSTER)
    code, with_roster = _build(site, "2026-11-22")
    assert code == 0
    assert with_roster == without_roster
    log = "".join(run_apart(["build", "--output", "other", "--as-of", "2026-11-22"], site)[1:])
    caches = list((site / ".ambassador").rglob("*"))
    cached_data = [log.encode(), *(str(path).encode() for path in caches)]
    cached_data += [path.read_bytes() for path in caches if path.is_file()]
    assert len(cached_data) > 3
    secrets = [value.encode() for value in _values(yaml.load(ROSTER, yaml.BaseLoader)) if value not in PUBLIC]
    assert len(secrets) == 13
    for secret in secrets:
        assert not [data for data in (*with_roster.values(), *cached_data) if secret in data], secret


def _values(data: object) -> Iterator[str]:
    """Yield each value of a roster."""
    if isinstance(data, dict | list):
        for inner in data.values() if isinstance(data, dict) else data:
            yield from _values(inner)
    else:
        yield str(data)


def test_a_right_that_ends_stops_a_build_without_other_changes(tmp_path: Path) -> None:
    site = write_site(tmp_path, lea__profile=PROFILE, lea__roster=QUOTE % ("site", "2026-12-31"))
    assert _build(site, "2026-11-22")[0] == 0
    assert _build(site, "2026-11-23")[0] == 0
    assert _right_problems(site, "2026-12-15", ("build", "--output", "out"))[1][0][0] == "right-ends-soon"
    code, problems = _right_problems(site, "2027-01-01", ("build", "--output", "out"))
    assert (code, problems[0][0]) == (1, "right-ended")
    write_site(site, lea__roster=QUOTE % ("site", "2027-12-31"))
    assert _build(site, "2027-01-01")[0] == 0


def test_a_broken_roster_stops_the_build(tmp_path: Path) -> None:
    site = write_site(tmp_path, lea__profile=PROFILE, lea__roster="rigths: []\n")
    code, out, _ = run_apart(["build", "--output", "out", "--as-of", "2026-11-22", "--format", "concise"], site)
    assert code == 1
    assert "roster.yaml:1:1: error[unknown-key] `rigths` is not a key here (did you mean `rights`?)" in out
