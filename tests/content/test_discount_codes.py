"""Tests the discount codes that a template makes from names: their letters, and that no two people share one."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.content.discount_codes import make_code
from generator.content.load import load_site
from generator.models.codes import Codes, coded_name
from generator.problems import Report
from generator.sections import BUILT_IN

CODES = Codes(template="{first}{value}", value="15")


@pytest.mark.parametrize(
    ("name", "slug", "code"),
    [
        ("Léa Moreau", "lea-moreau", "LEA15"),
        ("Søren Ærø", "soren", "SOREN15"),
        ("Hanna Weiß-Krüger", "hanna", "HANNA15"),
        ("Жанна Д’Арк", "zhanna", "ZHANNA15"),
        ("D’Arcy O’Neill", "darcy", "DARCY15"),
        ("Jean-Paul", "jp", "JEANPAUL15"),
        ("✨ Mia ✨", "mia", "MIA15"),
        ("✨✨", "glow-star", "GLOW15"),
        ("e\u0301lan Vital", "elan", "ELAN15"),
    ],
)
def test_a_code_has_only_plain_capitals(name: str, slug: str, code: str) -> None:
    assert make_code(CODES, coded_name(name, "", "", "en"), slug) == code


@pytest.mark.parametrize(
    ("name", "locale", "handle", "code"),
    [
        ("Dr. Ana Cruz", "en", "", "ANA15"),
        ("Moreau, Léa", "fr", "", "LEA15"),
        ("Nagy Anna", "hu", "", "ANNA15"),
        ("J. K. Rowling", "en", "", "JKROWLING15"),
        ("Jeanne et Paul", "fr", "", "JEANNE15"),
        ("山田", "ja", "hana.yamada", "HANAYAMADA15"),
        ("山田", "ja", "", "GLOW15"),
        ("محمد السيد", "ar", "mo.sayed", "MOSAYED15"),
        ("김 민지", "ko", "", "MINJI15"),
    ],
)
def test_a_code_is_made_from_the_first_name_on_the_page(name: str, locale: str, handle: str, code: str) -> None:
    assert make_code(CODES, coded_name(name, "", handle, locale), "glow-star") == code
    assert make_code(CODES, coded_name(name, "Nana", handle, locale), "glow-star") == "NANA15"


@pytest.mark.parametrize(
    ("template", "code"),
    [
        ("{first}-{last}", "LEA-MOREAU"),
        ("{slug}", "LEAMOREAU"),
        ("hello_{last}", "HELLO_MOREAU"),
        ("{first}{last}{value}", "LEAMOREAU15OFF"),
    ],
)
def test_a_template_chooses_its_parts(template: str, code: str) -> None:
    codes = Codes.model_validate({"template": template, "value": "15off"})
    assert make_code(codes, coded_name("Léa de la Moreau", "", "", "fr"), "lea-moreau") == code


def test_a_code_of_a_person_with_one_name() -> None:
    assert make_code(Codes(template="{first}{last}"), coded_name("Cher", "", "", "en"), "cher") == "CHER"
    assert make_code(Codes(template="{last}10"), coded_name("Cher", "", "", "en"), "cher") == "CHER10"


def _site(root: Path, settings: str, people: dict[str, str]) -> tuple[dict[str, str | None], list[str]]:
    (root / "content" / "ambassadors").mkdir(parents=True)
    base = "brand: Lune\nurl: https://friends.example\nshop: https://lune.example\n"
    (root / "content" / "site.yaml").write_text(base + settings, "utf-8")
    for slug, facts in people.items():
        (root / "content" / "ambassadors" / f"{slug}.md").write_text(f"---\n{facts}\n---\nHello.\n", "utf-8")
    report = Report()
    site = load_site(root, BUILT_IN, report)
    return {p.slug: p.person.code for p in site.people}, [f"{p.name}: {p.message}" for p in report]


ROSTER = {"lea": "name: Léa Moreau", "mia": "name: Mia\ncode: glow", "ida": "name: Ida\ncode: false"}


def test_a_written_code_comes_first_and_false_means_none(tmp_path: Path) -> None:
    codes, messages = _site(tmp_path, "codes: {value: 15}\n", ROSTER)
    assert codes == {"lea": "LEA15", "mia": "glow", "ida": ""}
    assert messages == []


def test_without_a_template_people_get_no_code(tmp_path: Path) -> None:
    codes, messages = _site(tmp_path, "", ROSTER)
    assert codes == {"lea": None, "mia": "glow", "ida": ""}
    assert messages == []


@pytest.mark.parametrize(
    ("people", "message"),
    [
        (
            {"lea": "name: Léa Moreau", "leander": "name: Lea Koch\nstatus: ended"},
            "code-taken: the code of Lea Koch would be LEA15, which is the code of Léa Moreau",
        ),
        (
            {"lea": "name: Léa Moreau", "other": "name: Zoe\ncode: lea15"},
            "code-taken: the code of Léa Moreau would be LEA15, which is the code of Zoe",
        ),
        (
            {"ilo": "name: Ilo", "other": "name: Zoe\ncode: 1L015"},
            "code-taken: the code of Ilo would be ILO15, which looks like 1L015 in print, the code of Zoe",
        ),
    ],
)
def test_two_people_never_share_a_code(tmp_path: Path, people: dict[str, str], message: str) -> None:
    _, messages = _site(tmp_path, "codes: {value: 15}\n", people)
    assert messages == [message]


@pytest.mark.parametrize(
    ("codes", "name"),
    [
        ("{template: '{frist}{value}', value: 15}", "unknown-variable"),
        ("{template: '{value}', value: 15}", "code-template"),
        ("{template: 'SALE'}", "code-template"),
        ("{template: '{first} {value}', value: 15}", "code-template"),
        ("{template: '{first}<b>{value}', value: 15}", "code-template"),
        ("{template: '{first}{', value: 15}", "code-template"),
        ("{}", "missing-key"),
        ("LEA15", "wrong-shape"),
        ("{value: 15, colour: red}", "unknown-key"),
    ],
)
def test_a_template_that_makes_no_code_is_reported(tmp_path: Path, codes: str, name: str) -> None:
    _, messages = _site(tmp_path, f"codes: {codes}\n", {"lea": "name: Léa"})
    assert [message.partition(":")[0] for message in messages] == [name]
