"""Tests that private addresses and phone numbers in any text are reported, and nothing that only looks like them."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.build.options import BuildOptions
from generator.build.preview import render_site
from generator.content.site import Profile
from generator.lints import Finding
from generator.lints.personal_data import _DIGITS, _may_hold_any, personal_data
from generator.lints.written_texts import plain_text
from generator.models.person import Person
from generator.models.settings import Settings
from generator.models.written import read_day
from generator.problems import Place, Report
from generator.prose.parts import Prose
from generator.prose.render import render_prose
from tests.effort import within
from tests.lints.small_site import (
    BASE,
    DAY,
    LEA,
    STORY,
    find_problems,
    problems_called,
)

SETTINGS = Settings(brand="Lune", url="https://friends.example", shop="https://lune.example")


def _in_tagline(text: str, **more: str) -> list[Finding]:
    person = Person(name="Léa", tagline=text, **more)
    return list(personal_data.find(SETTINGS, Profile("lea", person, Prose(), Place(LEA))))


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("Write to lea@mail.example", "an e-mail address"),
        ("Lea.Moreau+lune@mail.co.uk, gladly", "an e-mail address"),
        ("(lea@mail.example)", "an e-mail address"),
        ("léa@mail.example", "an e-mail address"),
        ("+33 6 12 34 56 78", "a phone number"),
        ("Call 06 12 34 56 78", "a phone number"),
        ("06.12.34.56.78", "a phone number"),
        ("0612345678", "a phone number"),
    ],
)
def test_an_address_or_number_of_a_person_is_reported(text: str, what: str) -> None:
    [finding] = _in_tagline(text, market="FR")
    assert finding.place.keys == ("tagline",)
    assert f"there is {what} here" in finding.message
    assert finding.place.find in text
    assert finding.place.find not in finding.message, "more people read a report than the file"


@pytest.mark.parametrize(
    ("text", "more"),
    [
        ("(415) 236-0132 by noon", {"market": "US"}),
        ("020 7946 0018, evenings", {"market": "UK"}),
        ("030 901820", {"market": "DE"}),
        ("612 34 56 78", {"market": "ES"}),
        ("0664 1234567", {"locale": "de-AT", "market": "DE"}),
    ],
)
def test_a_number_is_found_as_each_country_writes_it(text: str, more: dict[str, str]) -> None:
    assert len(_in_tagline(text, **more)) == 1


@pytest.mark.parametrize("market", ["US", "UK", "FR", "DE", "ES"])
@pytest.mark.parametrize(
    "text",
    [
        "Since 2026-11-22, and until 2027-01-31",
        "From 22.11.2026 to 31.01.2027",
        "1,000,000 followers, 10 000 000 views",
        "At 7:10, 12 times, 3 of 4, 24.00 €",
        "Number 40123456789012 in the catalogue",
        "ISBN 978-3-16-148410-0",
        "Version 41 of 2021/2022/2023",
        "@lea on every platform",
        "@lea@mastodon.example",
        "a@b",
        "Balm @ home.",
        "hello@lune.example is the brand's own",
        "press@friends.example",
    ],
)
def test_a_text_that_reaches_no_person_is_not_reported(text: str, market: str) -> None:
    assert _in_tagline(text, market=market) == []


def test_every_file_is_checked_drafts_too(tmp_path: Path) -> None:
    files = {
        STORY: "Write to [me](mailto:lea@mail.example) or [call](tel:+33612345678).\n\nOr lea@mail.example again.",
        LEA: "name: Léa\nfavorites: [cloud-balm]\npartner_id: '0612345678'\ncode: A0612345678\nfaq:\n"
        "  - {question: Where?, answer: 'Here: b@mail.example.'}\n",
        "content/ambassadors/draft.md": "---\nname: D\nstatus: draft\n---\nc@mail.example",
        "content/ambassadors/gone.md": "---\nname: G\nstatus: ended\nhandle: d@mail.example\n---\n",
        "content/products.yaml": "cloud-balm: {name: e@mail.example, url: https://lune.example/b,"
        " variant: '0612345678'}\n"
        "boy-brow: {name: B, url: 'https://lune.example/?who=f%40mail.example'}\n",
        "content/campaigns/one.yaml": "name: One\noffer: {title: {en: Fine, fr: g@mail.example}}\n",
        "content/pages/imprint.md": "---\ntitle: Imprint\n---\n+33 1 23 45 67 89, hello@lune.example, h@mail.example",
    }
    problems = problems_called("personal-data", find_problems(tmp_path, files))
    places = {(Path(problem.place.file).name, problem.place.keys, problem.message[-15:]) for problem in problems}
    assert {(file, keys) for file, keys, _ in places} == {
        ("story.md", ()),
        ("profile.yaml", ("faq", 0, "answer")),
        ("draft.md", ()),
        ("gone.md", ("handle",)),
        ("products.yaml", ("cloud-balm", "name")),
        ("products.yaml", ("boy-brow", "url")),
        ("one.yaml", ("offer", "title", "fr")),
        ("imprint.md", ()),
    }
    assert len(problems) == 9, "two in the story, and one in each other file"


def test_a_build_reports_personal_data_and_an_error_stops_it(tmp_path: Path) -> None:
    files = {LEA: "name: Léa\nfavorites: [cloud-balm]\ntagline: lea@mail.example\n"}
    find_problems(tmp_path, files)
    for level, errors in (("warning", 0), ("error", 1), ("off", 0)):
        site = f"{BASE}checks: {{personal-data: {level}}}\n"
        (tmp_path / "content/site.yaml").write_text(site, "utf-8")
        report = Report()
        rendered_site = render_site(BuildOptions(tmp_path, read_day(DAY)), report)
        assert (rendered_site is None, report.errors, len(report)) == (errors == 1, errors, 0 if level == "off" else 1)


def test_hostile_texts_take_no_time() -> None:
    def find_all(text: str) -> None:
        story = render_prose(text * (38_000 // len(text)), Place(STORY), "content", Report())
        assert story.parts
        list(personal_data.find(SETTINGS, Profile("lea", Person(name="Léa"), story, Place(LEA))))

    for text in ("a@", "1 ", "0-", "a.", "@", "+1 (", "06 12 34 56 7 - ", "0 1-2.3/4 ", "a.b-c_d@"):
        within(200, partial(find_all, text))


_PIECES = [
    "lea@mail.example",
    "lea%40mail.example",
    "https://x.example/?m=",
    "06 12",
    " 34 56 78",
    "7",
    "1",
    " ",
    "a",
    "é",
]
_TEXTS = st.lists(st.sampled_from(_PIECES), max_size=5).map(lambda pieces: "".join(pieces).strip() or "-")


@given(tagline=_TEXTS, location=_TEXTS, shop=_TEXTS, handle=_TEXTS)
@settings(max_examples=150, deadline=None)
def test_other_texts_change_no_match_in_a_text(tagline: str, location: str, shop: str, handle: str) -> None:
    links = {"shop": f"https://x.example/{shop}".replace(" ", "")}
    texts = {"tagline": tagline, "location": location, "handle": handle, "links": links}

    def find(**fields: object) -> set[tuple[str, str]]:
        person = Person.model_validate({"name": "Léa", "market": "FR", **fields})
        findings = personal_data.find(SETTINGS, Profile("lea", person, Prose(), Place(LEA)))
        return {(str(finding.place.keys[0]), finding.place.find) for finding in findings}

    alone = set().union(*(find(**{key: text}) for key, text in texts.items()))
    together = find(**texts)
    assert together <= alone
    assert {text for _, text in together} == {text for _, text in alone}, "each is reported once"


@given(
    st.lists(st.sampled_from([*_PIECES, "*", "&#49;", "&#64;", "&commat;", "<b>", "</b>", "&amp;", "\\", "\n\n"])).map(
        "".join
    )
)
@settings(max_examples=150, deadline=None)
def test_a_story_is_skipped_only_if_it_cannot_have_a_match(text: str) -> None:
    story = render_prose(text, Place(STORY), "content", Report())
    plain = plain_text(story)
    html = "".join(part for part in story.parts if isinstance(part, str))
    assert _may_hold_any(html) or not ("@" in plain or _DIGITS.search(plain))
