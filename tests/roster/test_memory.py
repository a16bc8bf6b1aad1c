"""Tests that the memory of rosters gives the same answers as the files, saves work, and is private."""

from __future__ import annotations

import json
import shutil
import stat
from pathlib import Path

import msgspec
import pytest
import yaml
from click.testing import CliRunner

from generator.cli.roster import QUESTIONS, roster
from generator.content.private_folder import PRIVATE
from generator.models.roster import Roster
from generator.models.written import Written
from generator.problems import Report
from generator.roster import memory, people
from generator.roster.people import RosterPerson, read_site
from generator.sections import BUILT_IN
from tests.effort import seconds
from tests.roster.site import write_site

ROOT = Path(__file__).parents[2]
LEA = """owner: south
languages: [fr, en]
platforms:
  instagram: {followers: 42000, checked: 2026-03-01, likes: 300}
gifts:
  - {day: 2026-01-22, product: cloud-balm, value: "24.00"}
rights:
  - {quote: Six weeks, use: organic, until: 2026-12-31}
fee: {amount: "10.00", per: piece}
"""


@pytest.fixture(autouse=True)
def _keep_memory_of_small_sites(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CI", raising=False)
    monkeypatch.setattr(memory, "FEWEST_PEOPLE", 1)


def _site(root: Path) -> Path:
    write_site(root, lea__roster=LEA)
    return root


def _read_people(root: Path) -> tuple[dict[str, RosterPerson], list[str]]:
    report = Report()
    people = read_site(root, BUILT_IN, report)[1]
    return {person.profile.slug: person for person in people}, [problem.name for problem in report]


def _refuse(*_: object) -> None:
    raise AssertionError("the files of a person were read again")


def test_the_memory_gives_the_same_answers_as_the_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(ROOT / "content", tmp_path / "content")
    questions = [["--show", name, "--format", "json"] for name in QUESTIONS] + [
        ["--format", "html"], ["--format", "ics"], ["--for-product", "hush-balm"], ["--for-person", "lea-moreau"],
        ["--language", "fr", "--min-engagement", "1", "--sort", "-followers"],
    ]  # fmt: skip

    def ask(question: list[str]) -> tuple[int, str]:
        result = CliRunner().invoke(roster, [*question, "--site", str(tmp_path), "--as-of", "2026-11-22"])
        assert result.exception is None or isinstance(result.exception, SystemExit)
        return result.exit_code, result.output

    first = [ask(question) for question in questions]
    assert (tmp_path / PRIVATE / "roster.json").is_file()
    monkeypatch.setattr(people, "_read", _refuse)
    assert [ask(question) for question in questions] == first


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("ambassadors/lea/roster.yaml", LEA.replace("south", "north")),
        ("ambassadors/lea/roster.yaml", None),
        ("ambassadors/lea/story.md", "A story with [a balm](product:cloud-balm)."),
        ("ambassadors/lea/stray.txt", "Nothing reads this."),
        ("products.yaml", None),
        ("ambassadors/nora.md", "---\nname: Nora\n---\n\nHello.\n"),
        ("ambassadors/lea/roster.yaml", "owner: ["),
    ],
)
def test_a_change_of_a_file_is_noticed(file: str, text: str | None, tmp_path: Path) -> None:
    _site(tmp_path)
    _read_people(tmp_path)
    path = tmp_path / "content" / file
    path.unlink() if text is None else path.write_text(text, "utf-8")
    from_memory = _read_people(tmp_path)
    shutil.rmtree(tmp_path / PRIVATE, ignore_errors=True)
    from_files = _read_people(tmp_path)
    assert from_memory[1] == from_files[1]
    for slug, person in from_files[0].items():
        assert _values(from_memory[0][slug].roster) == _values(person.roster)
        assert from_memory[0][slug].products == person.products
        assert all(getattr(from_memory[0][slug].profile.person, name) == getattr(person.profile.person, name)
                   for name in people.FACTS)  # fmt: skip


def test_a_person_with_a_problem_is_read_each_time(tmp_path: Path) -> None:
    _site(tmp_path)
    (tmp_path / "content/ambassadors/lea/roster.yaml").write_text(f"{LEA}owned: by\n", "utf-8")
    first = _read_people(tmp_path)
    assert "unknown-key" in first[1]
    assert _read_people(tmp_path)[1] == first[1]


def test_a_roster_that_is_a_link_is_read_each_time(tmp_path: Path) -> None:
    _site(tmp_path)
    target = tmp_path / "content/ambassadors/lea/kept.yaml"
    (tmp_path / "content/ambassadors/lea/roster.yaml").rename(target)
    (tmp_path / "content/ambassadors/lea/roster.yaml").symlink_to("kept.yaml")
    assert _read_people(tmp_path)[0]["lea"].roster.owner == "south"
    target.write_text(LEA.replace("south", "north"), "utf-8")
    assert _read_people(tmp_path)[0]["lea"].roster.owner == "north"


def test_only_the_owner_may_read_the_memory_and_git_ignores_it(tmp_path: Path) -> None:
    _read_people(_site(tmp_path))
    folder = tmp_path / PRIVATE
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE((folder / "roster.json").stat().st_mode) == 0o600
    assert (folder / ".gitignore").read_text("utf-8") == "*\n"


@pytest.mark.parametrize("reason", ["CI", "few", "link", "file"])
def test_no_memory_is_written_in_ci_for_few_people_or_elsewhere(
    reason: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site, elsewhere = _site(tmp_path / "site"), tmp_path / "elsewhere"
    elsewhere.mkdir()
    if reason == "CI":
        monkeypatch.setenv("CI", "true")
    elif reason == "few":
        monkeypatch.setattr(memory, "FEWEST_PEOPLE", 200)
    elif reason == "link":
        (site / PRIVATE).symlink_to(elsewhere)
    else:
        (site / PRIVATE).write_text("Mine.", "utf-8")
    assert _read_people(site)[0]["lea"].roster.owner == "south"
    assert not list(elsewhere.iterdir())
    assert not (site / PRIVATE / "roster.json").exists()


@pytest.mark.parametrize(
    "damage", [b"", b"{", b"[]", b"null", b"[" * 100_000, b'{"key": 1}', b"\xff\xfe", b'{"key": "KEY", "people": 7}',
               b'{"key": "KEY", "people": {"content/ambassadors/lea/profile.yaml": [[1], []]}}']
)  # fmt: skip
def test_a_damaged_memory_is_ignored(damage: bytes, tmp_path: Path) -> None:
    _read_people(_site(tmp_path))
    file = tmp_path / PRIVATE / "roster.json"
    file.write_bytes(damage.replace(b"KEY", json.loads(file.read_bytes())["key"].encode()))
    assert _read_people(tmp_path)[0]["lea"].roster.owner == "south"


@pytest.mark.parametrize(
    "data", [{}, {"person": {"name": "X", "sins": 1}, "roster": {}, "products": []},
             {"person": {"name": "X"}, "roster": {"gifts": [{"day": "soon"}]}, "products": []},
             {"person": {"name": "X"}, "roster": {"fee": {"amount": "much"}}, "products": []},
             {"person": 7, "roster": {}, "products": []}]
)  # fmt: skip
def test_a_memory_with_wrong_values_is_ignored(data: dict[str, object], tmp_path: Path) -> None:
    _read_people(_site(tmp_path))
    file = tmp_path / PRIVATE / "roster.json"
    memory_data = json.loads(file.read_bytes())
    memory_data["people"]["content/ambassadors/lea/profile.yaml"][1] = data
    file.write_text(json.dumps(memory_data), "utf-8")
    assert _read_people(tmp_path)[0]["lea"].profile.person.name == "Léa"


def test_the_memory_forgets_a_deleted_person(tmp_path: Path) -> None:
    _site(tmp_path)
    (tmp_path / "content/ambassadors/nora.md").write_text("---\nname: Nora Vesper\n---\n\nHello.\n", "utf-8")
    _read_people(tmp_path)
    assert "Vesper" in (tmp_path / PRIVATE / "roster.json").read_text("utf-8")
    (tmp_path / "content/ambassadors/nora.md").unlink()
    _read_people(tmp_path)
    assert "Vesper" not in (tmp_path / PRIVATE / "roster.json").read_text("utf-8")


def test_a_site_that_became_small_loses_its_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _read_people(_site(tmp_path))
    monkeypatch.setattr(memory, "FEWEST_PEOPLE", 200)
    (tmp_path / "content/ambassadors/lea/roster.yaml").write_text(LEA.replace("south", "north"), "utf-8")
    _read_people(tmp_path)
    assert not (tmp_path / PRIVATE / "roster.json").exists()


def test_people_from_memory_cost_less_than_half(tmp_path: Path) -> None:
    _site(tmp_path)
    for number in range(300):
        folder = tmp_path / f"content/ambassadors/p{number}"
        shutil.copytree(tmp_path / "content/ambassadors/lea", folder)
        profile = folder / "profile.yaml"
        profile.write_text(
            f"name: Person {number}\nniches: [skincare]\nfavorites: [{{product: cloud-balm}}]\n", "utf-8"
        )
    _, first_seconds = seconds(lambda: _read_people(tmp_path))
    people, later_seconds = min(
        (seconds(lambda: _read_people(tmp_path)) for _ in range(3)), key=lambda result: result[1]
    )
    assert len(people[0]) >= 300
    assert later_seconds < first_seconds / 2


@pytest.mark.parametrize(
    "text", [LEA, "{}", "state: {agreed: 2026-01-20}\npaused: {from: 2026-02-01}\nlanguages: fr\n"]
)
def test_a_roster_from_memory_has_all_attributes(text: str) -> None:
    model = Roster.model_validate(yaml.load(text, yaml.BaseLoader), context={"folder": "content/ambassadors/lea"})
    unpacked = msgspec.json.decode(msgspec.json.encode(memory.pack(model)), type=memory.plain_type(Roster))
    assert _values(unpacked) == _values(model)
    assert memory.plain_type(Roster) is memory.plain_type(Roster)


def _values(value: object) -> object:
    """Return the attributes of a model or a Struct, and of each value in it, with their types."""
    if isinstance(value, Written):
        return {name: _values(getattr(value, name)) for name in type(value).model_fields}
    if isinstance(value, msgspec.Struct):
        return {name: _values(getattr(value, name)) for name in value.__struct_fields__}
    if isinstance(value, tuple):
        return tuple(map(_values, value))
    if isinstance(value, dict):
        return {key: _values(inner) for key, inner in value.items()}
    return type(value), value
