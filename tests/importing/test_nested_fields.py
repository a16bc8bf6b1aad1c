"""Tests that `--map` can fill the fields in groups and lists of a profile or a product."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.columns.cells import CellError
from generator.columns.fields import Kind, sheet_fields
from generator.importing.content_model import content_model
from generator.importing.nested_fields import canonical_name, nested_field
from tests.importing.sites import check, person, products, run_import, snapshot


def map_options(**columns: str) -> list[str]:
    return [part for name, column in columns.items() for part in ("--map", f"{name}={column}")]


def test_each_kind_of_nested_field_of_a_profile_is_read(site: Path) -> None:
    sheet = (
        "Name,Net,Heading,Kopf,Balm link,Clip,Clip title,Changed,Photo words,Chirps\n"
        "Ana Sol,https://net.example/a,Mine & yours,Meine,https://net.example/b,https://video.example/a,My way,"
        "3 May 2026,,ana_x\n"
    )
    options = {
        "links.shop": "Net",
        "titles.story": "Heading",
        "titles.favorites.de": "Kopf",
        "links.cloud-balm": "Balm link",
        "video.url": "Clip",
        "video.title": "Clip title",
        "updated": "Changed",
        "portrait.alt": "Photo words",
        "socials.x": "Chirps",
    }
    code, output = run_import(site, "ambassadors", sheet, *map_options(**options))
    assert code == 0, output
    assert person(site, "ana-sol") == {
        "name": "Ana Sol",
        "links": {"shop": "https://net.example/a", "cloud-balm": "https://net.example/b"},
        "socials": {"x": "ana_x"},
        "titles": {"story": "Mine & yours", "favorites": {"de": "Meine"}},
        "video": {"url": "https://video.example/a", "title": "My way"},
        "updated": "2026-05-03",
        "status": "draft",
    }
    check(site)
    before = snapshot(site)
    _, output = run_import(site, "ambassadors", sheet)
    assert "0 ambassadors added, 0 changed, 1 unchanged" in output, "the map was kept"
    assert "By content/imports.yaml: " in output
    assert snapshot(site) == before
    code, output = run_import(
        site, "ambassadors", sheet.replace("My way", "My ways").replace("net.example/b", "net.example/c")
    )
    assert code == 0, output
    assert person(site, "ana-sol")["video"]["title"] == "My ways", output
    assert person(site, "ana-sol")["links"]["cloud-balm"] == "https://net.example/c"
    check(site)


def test_each_kind_of_nested_field_of_a_product_is_read(site: Path) -> None:
    sheet = "Name,URL,Network,Merchant,FR\nMist,https://lune.example/mist,awin,77,Une brume\n"
    options = {
        "tracking.scheme": "Network",
        "tracking.settings.awinmid": "Merchant",
        "description.fr": "FR",
    }
    code, output = run_import(site, "products", sheet, *map_options(**options))
    assert code == 0, output
    mist = products(site)["mist"]
    assert mist["tracking"] == {"scheme": ["awin"], "settings": {"awinmid": "77"}}
    assert mist["description"] == {"fr": "Une brume"}


def test_an_incomplete_group_costs_its_cell_and_not_the_person(site: Path) -> None:
    sheet = "Name,City,Clip,Words\nAna Sol,Pau,https://video.example/a,\nBo Ray,Lyon,https://video.example/b,My way\n"
    options = map_options(**{"video.url": "Clip", "video.title": "Words"})
    code, output = run_import(site, "ambassadors", sheet, *options)
    assert code == 1
    assert "row 2, column C (Clip): `title` is missing, so the cell was left out" in output
    assert person(site, "ana-sol") == {"name": "Ana Sol", "location": "Pau", "status": "draft"}
    assert person(site, "bo-ray")["video"] == {"url": "https://video.example/b", "title": "My way"}
    check(site)
    assert run_import(site, "ambassadors", sheet, *options)[0] == 1, "once more, it is reported once more"
    code, output = run_import(site, "ambassadors", sheet.replace("/a,\n", "/a,Hers\n"), *options)
    assert code == 0, output
    assert person(site, "ana-sol")["video"] == {"url": "https://video.example/a", "title": "Hers"}


def test_a_bad_value_in_a_group_costs_its_cell(site: Path) -> None:
    sheet = "Name,City,Head,Look\nAna Sol,Pau,Mine,look.jpg\n"
    code, output = run_import(site, "ambassadors", sheet, *map_options(**{"titles.nope": "Head", "look.image": "Look"}))
    assert code == 1
    assert "column C (Head)" in output
    assert "column D (Look)" in output
    assert person(site, "ana-sol")["location"] == "Pau"
    check(site)


@pytest.mark.parametrize(
    "name",
    [
        "faq.question",
        "favorites.note",
        "routine.steps.text",
        "links",
        "titles",
        "a.b",
        "socials.myspace",
        "portrait.",
        "faq.1",
    ],
)
def test_a_group_or_an_unknown_key_is_no_field(site: Path, name: str) -> None:
    code, output = run_import(site, "ambassadors", "Name,X\nAna Sol,y\n", *map_options(**{name: "X"}))
    assert code == 1
    assert f"there is no field `{name}`" in output


def test_a_saved_map_may_name_a_path(site: Path) -> None:
    (site / "content/imports.yaml").write_text(
        "ambassadors:\n  - columns: {titles.story: Head, socials.tiktok: Clips}\n    sheet: [Name]\n", "utf-8"
    )
    code, output = run_import(site, "ambassadors", "Name,Head,Clips\nAna Sol,Mine,anaclips\n")
    assert code == 0, output
    assert person(site, "ana-sol")["titles"] == {"story": "Mine"}
    assert person(site, "ana-sol")["socials"] == {"tiktok": "anaclips"}


@pytest.mark.parametrize("kind", ["products", "ambassadors"])
def test_every_text_of_the_models_has_a_field(kind: Kind) -> None:
    fields = sheet_fields(kind, "EUR")
    in_lists = {"faq", "favorites", "lists", "proof", "routine", "links", "socials", "titles"}  # below them: see above
    for key, field in content_model(kind).model_fields.items():
        name = canonical_name(kind, field.alias or key, fields)
        has_field = any(sheet_field.path[:1] == (name,) for sheet_field in fields) or nested_field(kind, name)
        groups = {"video": "video.url", "look": "look.alt", "image": "image.src", "tracking": "tracking.scheme"}
        assert has_field or name in in_lists or nested_field(kind, groups.get(name, "")), name


@pytest.mark.parametrize(
    ("written_name", "name"),
    [
        ("x", "x"),
        ("socials.x", "x"),
        ("portrait.alt", "portrait_alt"),
        ("portrait.alt:fr", "portrait_alt:fr"),
        ("portrait.alt.pt-BR", "portrait_alt:pt-BR"),
        ("titles.story.fr", "titles.story:fr"),
        ("titles.story:fr", "titles.story:fr"),
        ("titles.story.en.fr", "titles.story.en.fr"),
        ("video.url.fr", "video.url.fr"),
        ("links.de", "links.de"),
    ],
)
def test_a_path_of_keys_is_the_name_of_its_field(written_name: str, name: str) -> None:
    assert canonical_name("ambassadors", written_name, sheet_fields("ambassadors", "EUR")) == name


@pytest.mark.parametrize(
    ("kind", "name", "is_localized_and_many"),
    [
        ("ambassadors", "titles.story", (True, False)),
        ("ambassadors", "socials.tiktok", (False, False)),
        ("ambassadors", "socials.nowhere", None),
        ("ambassadors", "titles", None),
        ("ambassadors", "links.anything", (False, False)),
        ("ambassadors", "links.anything.else", None),
        ("ambassadors", "video.url", (False, False)),
        ("ambassadors", "video", None),
        ("ambassadors", "portrait.focus", (False, True)),
        ("ambassadors", "portrait.focus.x", None),
        ("ambassadors", "favorites", None),
        ("ambassadors", "aliases", (False, True)),
        ("ambassadors", "updated", (False, False)),
        ("ambassadors", "no.such", None),
        ("ambassadors", "titles.story ", None),
        ("products", "image.alt", (True, False)),
    ],
)
def test_a_path_of_keys_leads_to_the_kind_of_its_field(
    kind: Kind, name: str, is_localized_and_many: tuple[bool, bool] | None
) -> None:
    field = nested_field(kind, name)
    assert (field and (field.is_localized, field.many)) == is_localized_and_many


@pytest.mark.parametrize(
    ("cell", "point"),
    [
        ("0.5 0.3", ("0.5", "0.3")),
        ("50%, 30 %", ("0.5", "0.3")),
        (".5/,25", (".5", ".25")),
        ("0,5; 0,3", ("0.5", "0.3")),
    ],
)
def test_a_point_is_two_numbers(cell: str, point: tuple[str, str]) -> None:
    field = nested_field("ambassadors", "portrait.focus")
    assert field is not None
    assert field.read(cell) == point


@pytest.mark.parametrize("cell", ["", "0.5", "0.5 0.3 0.1", "left"])
def test_a_cell_that_is_no_point_is_refused(cell: str) -> None:
    field = nested_field("ambassadors", "portrait.focus")
    assert field is not None
    with pytest.raises(CellError, match="is not a point"):
        field.read(cell)


FAQ = {"faq.1.question": "Q1", "faq.1.answer": "A1", "faq.2.question": "Q2", "faq.2.answer": "A2"}


def test_the_groups_of_a_list_are_read_by_their_numbers(site: Path) -> None:
    sheet = (
        "Name,Q1,A1,Q2,A2,Q3,A3,Name of it,S1,P1,S2,L1\n"
        "Ana Sol,Why?,So.,,,Who?,I.,Evening,Warm it,cloud-balm,Wait,\n"
        "Bo Ray,How?,,When?,Now.,,,,,,,boy-brow\n"
    )
    options = FAQ | {"faq.3.question": "Q3", "faq.3.answer": "A3", "routine.title": "Name of it"}
    options |= {"routine.steps.1.text": "S1", "routine.steps.1.product": "P1", "routine.steps.2.text": "S2"}
    code, output = run_import(site, "ambassadors", sheet, *map_options(**options))
    assert code == 1
    assert (
        "row 3, column C (A1): `faq.1.answer` is missing beside `faq.1.question`, so the group was left out" in output
    )
    assert person(site, "ana-sol") == {
        "name": "Ana Sol",
        "faq": [{"question": "Why?", "answer": "So."}, {"question": "Who?", "answer": "I."}],
        "routine": {"title": "Evening", "steps": [{"text": "Warm it", "product": "cloud-balm"}, {"text": "Wait"}]},
        "status": "draft",
    }
    assert person(site, "bo-ray")["faq"] == [{"question": "When?", "answer": "Now."}]
    check(site)
    before = snapshot(site)
    assert "0 ambassadors added, 0 changed, 2 unchanged" in run_import(site, "ambassadors", sheet)[1]
    assert snapshot(site) == before


def test_a_second_sheet_changes_only_its_own_groups(site: Path) -> None:
    sheet = "Name,Q1,A1,Q2,A2\nAna Sol,Why?,So.,Who?,I.\n"
    assert run_import(site, "ambassadors", sheet, *map_options(**FAQ))[0] == 0
    file = site / "content/ambassadors/ana-sol/profile.yaml"
    by_hand = "  - {question: Mine, answer: Yes.}   # by hand\n"
    file.write_text(file.read_text("utf-8").replace("status:", f"{by_hand}status:"), "utf-8")
    code, output = run_import(site, "ambassadors", sheet.replace("So.", "Thus."))
    assert code == 0, output
    assert "1 person has more groups in `faq` than the sheet: those behind its last one stay." in output
    assert by_hand in file.read_text("utf-8")
    assert [entry["answer"] for entry in person(site, "ana-sol")["faq"]] == ["Thus.", "I.", "Yes."]
    code, output = run_import(site, "ambassadors", "Name,Q1,A1,Q2,A2\nAna Sol,Who?,I.,,\n")
    assert code == 0, output
    assert person(site, "ana-sol")["faq"] == [
        {"question": "Who?", "answer": "I."},
        {"question": "Mine", "answer": "Yes."},
    ]
    check(site)


@pytest.mark.parametrize("number", ["0", "61", "x", "01", ""])
def test_a_wrong_number_says_what_to_write(site: Path, number: str) -> None:
    name = ".".join(filter(None, ("faq", number, "question")))
    code, output = run_import(site, "ambassadors", "Name,X\nAna Sol,y\n", *map_options(**{name: "X"}))
    assert code == 1
    assert f"there is no field `{name}`" in output
    assert "the groups of `faq` have numbers from 1 to 60: write `faq.1.question`" in " ".join(output.split())


def test_a_column_named_by_its_path_needs_no_map(site: Path) -> None:
    sheet = (
        'Name,faq.2.question,faq.2.answer,lists.1.title,lists.1.products\nAna Sol,Why?,So.,Bag,"boy-brow, cloud-balm"\n'
    )
    code, output = run_import(site, "ambassadors", sheet)
    assert code == 0, output
    ana = person(site, "ana-sol")
    assert ana["faq"] == [{"question": "Why?", "answer": "So."}]
    assert ana["lists"] == [{"title": "Bag", "products": ["boy-brow", "cloud-balm"]}]
    check(site)
    code, output = run_import(site, "ambassadors", "Name,favorites.1.note,faq.1.answer\nLéa Moreau,Mine.,Alone\n")
    assert "column C (faq.1.answer)" in output, output
    assert code == 1
    assert person(site, "lea-moreau")["favorites"][0] == {"product": "cloud-balm", "note": "In every coat."}


def test_a_number_alone_means_the_group_in_content(site: Path) -> None:
    sheet = "Name,Location,favorites.2.note,favorites.5.note\nLéa Moreau,Pau,Best,None there\n"
    code, output = run_import(site, "ambassadors", sheet)
    assert code == 1
    assert "row 2, column D (favorites.5.note): `product` is missing, so the cell was left out" in output
    lea = person(site, "lea-moreau")
    assert lea["location"] == "Pau"
    assert lea["favorites"] == [
        {"product": "cloud-balm", "note": "In every coat."},
        {"product": "boy-brow", "note": "Best"},
    ]
    check(site)
