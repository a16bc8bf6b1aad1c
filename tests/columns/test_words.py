"""Tests that languages, countries, states, deals, lists and placeholders are read as people write them."""

from __future__ import annotations

import pytest
from babel import Locale

from generator.columns import cldr
from generator.columns.cells import CellError, read_flag, read_sole_address
from generator.columns.context import Context
from generator.columns.countries import find_country, read_market
from generator.columns.evidence import doubt_column
from generator.columns.field import plain
from generator.columns.guess import Guess
from generator.columns.html_text import guess_title, read_title
from generator.columns.languages import LanguageReader, read_language, survey_languages
from generator.columns.name_lists import read_names, survey_names
from generator.columns.numbers import guess_count, read_count, survey_counts
from generator.columns.person_fields import person_fields
from generator.columns.placeholders import is_placeholder, is_sheet_error
from generator.columns.words import UndecidedError, guess_relationship, guess_tier, read_relationship, read_status
from generator.models.platforms import PLATFORMS
from generator.models.settings import Settings

SITE = Context(
    Settings.model_validate({
        "brand": "Lune", "url": "https://friends.example", "shop": "https://www.lune.example", "channels": ["ig", "tt"],
    })
)  # fmt: skip
LANGUAGES = {
    "fr": "fr", "FR": "fr", "fr_FR": "fr-FR", "pt-BR": "pt-BR", "en_US": "en-US", "English (US)": "en-US",
    "English (United Kingdom)": "en-GB", "Portuguese (Brazil)": "pt-BR", "Brazilian Portuguese": "pt-BR",
    "Français": "fr", "FRENCH": "fr", "francés": "fr", "Deutsch (Schweiz)": "de-CH", "German (Austria)": "de-AT",
    "Chinese (Simplified)": "zh-Hans", "Mandarin": "zh", "العربية": "ar", "日本語": "ja", "Farsi": "fa", "spa": "es",
    "Norwegian": "nb", "uk": "uk", "EN-GB": "en-GB", "Swiss German": "de-CH",
}  # fmt: skip


@pytest.mark.parametrize("cell", LANGUAGES)
def test_languages_are_read(cell: str) -> None:
    assert read_language(cell) == LANGUAGES[cell]


@pytest.mark.parametrize("language", ["en", "de", "fr", "es", "it", "pt", "nl", "pl", "ja", "ru", "ar"])
def test_a_language_is_known_by_its_name_in_each_main_language(language: str) -> None:
    for named_in in cldr.MAIN[:20]:
        name = Locale(language).languages[named_in]
        assert read_language(name).split("-")[0] in (named_in, {"nb": "no"}.get(named_in)), name


@pytest.mark.parametrize("cell", ["UK", "BR", "CA", "US", "Germany", "Klingon", "xx", "mixed", "JP"])
def test_a_cell_that_is_no_language_is_refused(cell: str) -> None:
    with pytest.raises(CellError):
        LanguageReader()(cell)


@pytest.mark.parametrize(
    ("column", "cell", "tag"),
    [
        (["UK", "US", "MX"], "UK", ""), (["BR", "US"], "BR", ""), (["CA", "French"], "CA", ""),
        (["EN", "UK"], "UK", ""),
        (["EN", "SV", "JA"], "SV", "sv"), (["uk", "en"], "uk", "uk"), (["DE", "FR", "US"], "DE", "de"),
        (["AR", "MX"], "AR", ""), (["AR", "EN"], "AR", "ar"), (["SE", "DK"], "SE", ""),
        (["French", "Brazil"], "br", ""), (["French", "br"], "br", "br"),
    ],
)  # fmt: skip
def test_the_column_shows_whether_a_code_is_a_country(column: list[str], cell: str, tag: str) -> None:
    read_cell = survey_languages(column, SITE).read
    if tag:
        assert read_cell(cell) == tag
    else:
        with pytest.raises(CellError, match="country"):
            read_cell(cell)


def test_several_languages_are_reported() -> None:
    guess = LanguageReader()("Spanish / English")
    assert isinstance(guess, Guess)
    assert guess.value == "es"


MARKETS = {
    "Germany": "DE", "Deutschland": "DE", "DE": "DE", "🇩🇪": "DE", "🇩🇪 Germany": "DE", "DEU": "DE", "ドイツ": "DE",
    "UK": "UK", "GB": "UK", "United Kingdom": "UK", "England": "UK", "Reino Unido": "UK", "U.K.": "UK", "USA": "US",
    "U.S.A.": "US", "États-Unis": "US", "the United States": "US", "España": "ES", "France": "FR",
}  # fmt: skip


@pytest.mark.parametrize("cell", MARKETS)
def test_a_market_is_known_by_its_country(cell: str) -> None:
    assert read_market(cell) == MARKETS[cell]


@pytest.mark.parametrize(
    ("cell", "why"),
    [
        ("Italy", "without an advertising label"),
        ("IT", "without an advertising label"),
        ("Atlantis", "is not a country"),
    ],
)
def test_a_market_without_a_label_is_reported_with_the_label_that_the_page_has(cell: str, why: str) -> None:
    with pytest.raises(CellError, match=f"{why}.*, and the page would show the label of site.yaml, US"):
        read_market(cell, "US")


def test_countries_are_read() -> None:
    assert [find_country(name) for name in ("Nederland", "brasil", "Turkey", "xx", "EU", "")] == [
        "NL",
        "BR",
        "TR",
        "",
        "",
        "",
    ]


@pytest.mark.parametrize(
    "cell", ["paused", "on hold", "contacted", "In Bearbeitung", "rejected", "yes", "Unpaused live"]
)
def test_a_state_that_a_person_must_decide_is_reported(cell: str) -> None:
    with pytest.raises(UndecidedError):
        read_status(cell)


@pytest.mark.parametrize(
    ("cell", "state"),
    [("Active", "live"), ("aktiv", "live"), ("Attiva", "live"), ("terminé", "ended"), ("Beendet", "ended"),
     ("inactive", "ended"), ("Entwurf", "draft"), ("applied", "draft")],
)  # fmt: skip
def test_states_are_read(cell: str, state: str) -> None:
    assert read_status(cell) == state


def test_deals_and_tiers_are_read() -> None:
    assert [read_relationship(cell) for cell in ("Gifting", "barter", "cadeau", "affiliate 10%", "Paid collab")] == [
        "gifted", "gifted", "gifted", "affiliate", "paid",
    ]  # fmt: skip
    assert isinstance(guess_relationship("affiliate 10%"), Guess)
    for cell in ("gifted + affiliate", "no affiliate", "unpaid", "?"):
        with pytest.raises(CellError):
            guess_relationship(cell)
    assert guess_tier("micro-influencer") == "micro"
    assert guess_tier("Mid-tier") == "mid"
    for cell in ("Gold", "nano/micro"):
        with pytest.raises(CellError):
            guess_tier(cell)


RANGES = {
    "10-15k": "10000", "10k–50k": "10000", "1000 - 5000": "1000", "10 to 15k": "10000", "100k-1M": "100000",
    "10 bis 15 Tsd.": "10000",
}  # fmt: skip


@pytest.mark.parametrize("cell", RANGES)
def test_a_range_gives_its_lower_end_and_is_reported(cell: str) -> None:
    guess = guess_count(cell)
    assert isinstance(guess, Guess)
    assert guess.value == RANGES[cell]


COUNTS = {
    "5k+": "5000", "~20k": "20000", "18,2 tsd": "18200", "20 тыс.": "20000", "3万": "30000", "1,2 млн": "1200000",
    "15 mil": "15000", "12.5k followers": "12500", "2 lakh": "200000", "٤٢٠٠٠": "42000", "10 Tausend": "10000",
    "approx. 20,000": "20000", "１２ｋ": "12000", "15k abonnés": "15000",
}  # fmt: skip


@pytest.mark.parametrize("cell", COUNTS)
def test_counts_with_words_are_read(cell: str) -> None:
    assert guess_count(cell) == COUNTS[cell]


def test_the_note_of_a_column_lists_counts_that_are_not_exact() -> None:
    cells = [">50,000", "approx 12000", "~12k", "12k+", "~12k", "12k", "9,000 followers", "10-15k", "?"]
    note = survey_counts(cells, SITE).note
    assert note.startswith("holds 5 numbers that are not exact (`>50,000`, `approx 12000`, `~12k`, `12k+`);")
    assert survey_counts(["około 12 tys.", "12k"], SITE).note.startswith(
        "holds a number that is not exact (`około 12 t"
    )
    assert survey_counts(["12k", "9,000", "10-15k"], SITE).note == ""


def test_a_cell_that_is_no_count_is_refused() -> None:
    for cell in ("<10k", "2 tn", "12 B", "Women 25-34", "20k-10k"):
        with pytest.raises(CellError):
            read_count(cell)


def test_lists_of_names_are_split() -> None:
    assert read_names("Skincare (https://x.example/a), [Hair](https://x.example)") == ("skincare", "hair")
    assert read_names("#skincare #slowbeauty") == ("skincare", "slowbeauty")
    assert read_names("Salt &amp; <b>Mist</b>; Oils") == ("salt-mist", "oils")
    assert read_names('["Skin care", "Hair"]') == ("skin-care", "hair")
    assert read_names("美容、旅行") == ("meirong", "luxing")
    assert read_names("Hair\nSalt &amp; Mist\nOils") == ("hair", "salt-mist", "oils")
    read_cell = survey_names(["fitness", "fitness/nutrition"], SITE).read
    assert read_cell("fitness/nutrition") == ("fitness", "nutrition")
    guess = read_cell("hair/body")
    assert isinstance(guess, Guess)
    assert guess.value == ("hair", "body")
    assert guess.why == "`hair/body` was read as 2 names"
    guess = read_cell("hair/body, https://x.example/a, oils")
    assert isinstance(guess, Guess)
    assert guess.value == ("hair", "body", "oils")
    assert guess.why == (
        "`hair/body, https://x.example/a, oils`: `hair/body` was read as 2 names; a web address was left out"
    )
    assert read_cell("AC/DC, 24/7") == ("ac-dc", "24-7")
    with pytest.raises(CellError):
        read_cell("https://only.example/")


def test_each_platform_is_known_by_its_own_name() -> None:
    """`GitHub` is compared as `git hub`: two words in small letters."""
    for field in person_fields():
        if field.name in PLATFORMS:
            names = {plain(field.name), *map(plain, field.names)}
            assert {plain(PLATFORMS[field.name][0]), plain(PLATFORMS[field.name][0].upper())} <= names, field.name


def test_titles_are_read() -> None:
    assert read_title("Salt &amp; <b>Mist</b>") == "Salt & Mist"
    assert read_title("Salt &amp;amp; Mist") == "Salt & Mist"
    assert read_title("Rose Salt<br>Mist") == "Rose Salt Mist"
    assert read_title("O&#39;Brien") == "O'Brien"
    assert read_title("5 < 6 & 7 > 3 <3") == "5 < 6 & 7 > 3 <3"
    assert read_title("<script>alert(1)</script>Balm") == "Balm"


@pytest.mark.parametrize(
    "cell",
    ["-", "–", "—", "n/a", "N/A", "N.A.", "none", "null", "TBD", "?", "k.A.", "keine", "aucun", "s/o", "ninguno",
     "geen",
     "brak", "nenhum", "nessuno", "_No response_", "(none)", "...", "なし", "not yet", "tbc", "n / a", "N\\A"],
)  # fmt: skip
def test_placeholders_are_empty_cells(cell: str) -> None:
    assert is_placeholder(cell)


def test_the_column_decides_whether_a_word_is_a_placeholder() -> None:
    assert not any(map(is_placeholder, ("Nil Sarkar", "x", "0", "❤", "#skincare", "none of your business", "42")))
    assert not is_placeholder("Nada", "name")
    assert is_placeholder("n/a", "name")
    assert not is_placeholder("NC", "place")
    assert not is_placeholder("No", "flag")
    assert is_placeholder("0", "id")
    assert is_placeholder("000", "code")


@pytest.mark.parametrize(
    "cell", ["#N/A", "#REF!", "#NV", "#DIV/0!", "#VALUE!", "#NOM?", "#¡REF!", "#BEZUG!", "####", "########"]
)
def test_errors_of_spreadsheets_are_recognised(cell: str) -> None:
    assert is_sheet_error(cell)


def test_hashtags_are_no_errors_of_spreadsheets() -> None:
    assert not any(map(is_sheet_error, ("#skincare", "#", "##", "#name me", "#ad", "#nomad")))


def test_stock_is_read() -> None:
    cells = ("34", "0", "-3", "34 in stock", "Ausverkauft", "épuisé", "In stock (3)", "out_of_stock")
    assert [read_flag(cell) for cell in cells] == ["true", "false", "false", "true", "false", "false", "true", "false"]


@pytest.mark.parametrize(
    ("field", "name", "texts", "instead"),
    [
        ("pinterest", "pin", ["560034", "110001"], ""),
        ("instagram", "instagram", ["TRUE", "FALSE"], ""), ("tiktok", "tiktok", ["45.2K", "12,300"], ""),
        ("link", "link", ["https://instagram.com/ana"], "_socials"), ("link", "link", ["https://drive.example/1"], ""),
        ("partner_id", "partner", ["Yes", "No"], ""), ("partner_id", "affiliate", ["Ana Pires", "Bo Ray"], ""),
        ("channels", "channels", ["Instagram, TikTok"], ""), ("followers", "audience", ["Women 25-34", "Men"], ""),
        ("from", "from", ["Porto", "Lyon"], ""), ("slug", "page", ["Home"], ""), ("tags", "type", ["simple"], ""),
        ("slug", "page", ["https://instagram.com/ana"], "_socials"), ("relationship", "partnership", ["Yes"], ""),
        ("url", "address", ["12 High Street"], ""), ("code", "coupon", ["Yes", "No"], ""),
        ("favorites", "products", ["3", "5"], ""), ("variant", "variant", ["Red", "50 ml"], ""),
        ("medium", "medium", ["Reels", "Stories"], ""),
    ],
)  # fmt: skip
def test_a_column_with_cells_of_another_kind_is_doubted(field: str, name: str, texts: list[str], instead: str) -> None:
    doubt = doubt_column(field, name, texts, SITE)
    assert doubt is not None
    assert doubt.instead == instead


@pytest.mark.parametrize(
    ("field", "name", "texts"),
    [
        ("pinterest", "pin", ["anapins", "https://pinterest.com/bo"]),
        ("instagram", "instagram", ["Lea Moreau", "lea"]),
        ("link", "link", ["https://lune.example/?ref=ana"]),
        ("link", "affiliate link", ["https://network.example/s/1"]),
        ("partner_id", "partner", ["aff-1", "aff-2"]), ("partner_id", "affiliate id", ["ana"]),
        ("channels", "channels", ["ig, tt"]), ("followers", "reach", ["45.2K", "10-15k"]),
        ("from", "from", ["2026-03-01"]),
        ("from", "from", ["03/04/2026"]), ("slug", "page", ["ana-sol"]), ("tags", "type", ["Serum", "Balm"]),
        ("url", "link", ["https://lune.example/x"]), ("variant", "variant", ["44000000000000"]),
        ("partner_id", "partner", []), ("code", "code", ["No"]),
    ],
)  # fmt: skip
def test_a_column_whose_cells_match_its_name_is_not_doubted(field: str, name: str, texts: list[str]) -> None:
    assert doubt_column(field, name, texts, SITE) is None


@pytest.mark.parametrize(
    ("cell", "title"),
    [
        ("Ana Pires (https://notes.example/ana)", "Ana Pires"),
        ("[Ana Pires](https://notes.example/ana?x=1)", "Ana Pires"),
        ("Rome - https://maps.example/x", "Rome"),
        ("Lyon, www.maps.example/x", "Lyon"),
        ("Ana <https://notes.example/ana> Pires", "Ana Pires"),
    ],
)
def test_an_address_beside_a_name_is_left_out_and_reported(cell: str, title: str) -> None:
    guess = guess_title(cell)
    assert isinstance(guess, Guess)
    assert guess.value == title
    assert guess.why.endswith("a web address was left out")


@pytest.mark.parametrize("cell", ["Salt &amp; Mist", "Lea (Paris)", "A/B", "Rose [new]", "Balm // 50 ml"])
def test_a_name_without_an_address_is_no_guess(cell: str) -> None:
    assert guess_title(cell) == read_title(cell)


def test_an_address_alone_is_refused_as_a_name() -> None:
    with pytest.raises(CellError, match="is a web address, not a name"):
        guess_title("https://maps.example/x")


@pytest.mark.parametrize(
    ("cell", "address"),
    [
        ("https://shop.example/b?a=1&amp;b=2", "https://shop.example/b?a=1&b=2"),
        ("https://shop.example/b?a=1&#038;copy=2", "https://shop.example/b?a=1&copy=2"),
        ("[View](https://shop.example/b)", "https://shop.example/b"),
        ("<https://shop.example/b>", "https://shop.example/b"),
        ("https://shop.example/my balm", "https://shop.example/my%20balm"),
    ],
)
def test_an_address_with_signs_of_html_or_markdown_is_read(cell: str, address: str) -> None:
    assert read_sole_address(cell) == address


@pytest.mark.parametrize(
    "cell",
    ["https://shop.example/b (live)", "https://shop.example/b, https://shop.example/c", "www.shop.example - new"],
)
def test_an_address_with_a_remark_is_refused(cell: str) -> None:
    with pytest.raises(CellError, match="has more than a web address"):
        read_sole_address(cell)
